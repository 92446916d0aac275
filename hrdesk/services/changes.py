"""What an action changed, so that open views know what to read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """One changed thing: its kind (``case``, ``person``, ``office`` …) and id, or all of a kind."""

    kind: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """The outcome of a writing service: its value and what changed."""

    value: T
    changed: frozenset[Change]
    undo_label: str | None = None


def changed(*items: tuple[str, int | None]) -> frozenset[Change]:
    """Build the set of changes from (kind, id) pairs."""
    return frozenset(Change(kind, key) for kind, key in items)
