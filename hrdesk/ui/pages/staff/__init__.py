"""Probation, cards, retirement and bars from assessment."""
