"""The pages of a decision basis: written together, handed over, reviewed."""
