"""The rules there are, one small file per family; a module here is all it takes to add one."""
