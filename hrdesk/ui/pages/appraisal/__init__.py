"""Appraisal rounds: the list of rounds, and one round from its people to its closing."""
