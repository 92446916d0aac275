"""The office's own texts of papers."""
