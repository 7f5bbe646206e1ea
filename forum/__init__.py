"""The people who meet and advise the governor."""
