"""Taking in a matter: who, what, which papers, and what will happen with it."""
