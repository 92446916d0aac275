"""Raising what a validation found."""

from __future__ import annotations

from collections.abc import Iterable

from hrdesk.services.errors import DomainError, Invalid


def refuse(problems: Iterable[DomainError | None]) -> None:
    """Raise the problems found, one as itself and several as ``Invalid``; None is no problem."""
    found = tuple(problem for problem in problems if problem is not None)
    if len(found) == 1:
        raise found[0]
    if found:
        raise Invalid(found)
