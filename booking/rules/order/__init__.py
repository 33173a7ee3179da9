"""Who comes before whom, and by which stated criterion. It knows no rulebook and decides nothing."""
