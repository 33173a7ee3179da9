"""A demo municipality: Ballerup's real kinds of places, invented people, a season made by the real services."""
