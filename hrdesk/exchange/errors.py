"""What may go wrong with an Excel file, as codes and facts; services turn them into refusals."""

from __future__ import annotations

from typing import Any


class ExchangeError(Exception):
    """A file could not be read or written: a stable code and the facts of this file."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (self.code, self.facts))


class CellError(ValueError):
    """One cell does not hold what its column asks for."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def _rebuild(code: str, facts: dict[str, Any]) -> ExchangeError:
    return ExchangeError(code, **facts)
