"""The home page: what is late, what is due, and what to do today."""
