"""What no source gives, made up for the demo and marked so: hosts, numbers, addresses, people, a live round."""
