"""The arithmetic of the forum: who may vote, what a vote came to. Plain values in and out; no ORM, no clock."""
