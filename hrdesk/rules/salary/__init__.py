"""Salaries: steps, contract raises, percentages, starting salaries; amounts in baht, exact."""
