"""Who there is and what they ask for."""
