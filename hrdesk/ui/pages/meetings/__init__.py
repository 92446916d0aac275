"""Committees and their meetings."""
