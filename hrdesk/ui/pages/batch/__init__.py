"""One letter for many people."""
