"""Raising what a validation found, and what the layers below refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, cast

from hrdesk.services.errors import DomainError, Invalid


class _Coded(Protocol):
    code: str
    facts: dict[str, Any]


def refuse(problems: Iterable[DomainError | None]) -> None:
    """Raise the problems found, one as itself and several as ``Invalid``; None is no problem."""
    found = tuple(problem for problem in problems if problem is not None)
    if len(found) == 1:
        raise found[0]
    if found:
        raise Invalid(found)


@contextmanager
def refusing(kind: type[Exception]) -> Iterator[None]:
    """Turn a lower layer's error with ``code`` and ``facts`` into a ``DomainError`` with them."""
    try:
        yield
    except kind as problem:
        coded = cast(_Coded, problem)
        raise DomainError(coded.code, **coded.facts) from problem
