"""What changes the forum's rows: one transaction each, named for the thing done."""
