"""The registers of numbers, and the page of papers with its tabs."""
