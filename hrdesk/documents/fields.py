"""What a paper needs, where each value is filled in, and which are still missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a paper: its (dotted) name in the data, Thai label, and where it is filled.

    ``where`` is a key the window turns into a page: ``office.letter_code``, ``office.signatory``,
    ``person.position``, ``case.target``, ``paper.order_number`` and the like.
    """

    name: str
    label_th: str
    required: bool
    where: str


def missing_in(data: object, fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the required fields of ``data`` that hold nothing, in the order declared."""
    return tuple(f for f in fields if f.required and _is_missing(data, f.name.split(".")))


def _is_missing(value: object, path: list[str]) -> bool:
    """Follow a dotted name; of several people, one without the value is enough."""
    if isinstance(value, tuple) and path:
        return not value or any(_is_missing(item, path) for item in value)
    if path:
        return value is None or _is_missing(getattr(value, path[0]), path[1:])
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == ()
