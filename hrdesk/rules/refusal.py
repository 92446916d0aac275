"""The one way a rule refuses its facts: a code, a Thai sentence that says what to do, and where."""

from __future__ import annotations


class Refused(ValueError):
    """Facts that no rule can take; ``where`` names the fact, as ``runs.2.end``."""

    def __init__(self, code: str, message: str, where: str = "") -> None:
        super().__init__(f"{code} at {where or 'the facts'}: {message}")
        self.code = code
        self.message = message
        self.where = where

    def within(self, where: str) -> Refused:
        """The same refusal with the place it stands in before its own place."""
        return Refused(self.code, self.message, f"{where}.{self.where}".strip("."))
