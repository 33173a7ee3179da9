"""What requests and answers look like, one file per noun; it must not know how to find or do anything."""
