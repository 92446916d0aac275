"""The tracking list: every matter, where it stands and since when."""
