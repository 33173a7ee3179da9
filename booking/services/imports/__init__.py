"""Bulk loads from CSV: each row is read, judged and written by itself, and says what became of it. Knows no shell."""
