"""What changes the allocations room's rows: one transaction each, named for the thing done."""
