"""The roof: the pages that see every room."""
