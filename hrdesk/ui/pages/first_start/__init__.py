"""The first start of an office."""
