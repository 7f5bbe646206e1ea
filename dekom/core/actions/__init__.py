"""What changes the core room's rows."""
