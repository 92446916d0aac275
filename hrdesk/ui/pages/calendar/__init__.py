"""The work calendar: what falls on each day, and the rounds of the year."""
