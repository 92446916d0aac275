"""The forms of meetings as the office wants them."""
