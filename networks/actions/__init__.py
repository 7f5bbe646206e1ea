"""What changes the networks room's rows: one transaction each, named for the thing done."""
