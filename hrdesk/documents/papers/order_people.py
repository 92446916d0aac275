"""A person of an order, and what a kind of annex is: columns, upper heads, how rows fill."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.documents.table import Column, HeadGroup
from hrdesk.documents.text import Run, Text


@dataclass(frozen=True, slots=True)
class OrderPerson:
    """One person of an order; texts are printed as given (the caller masks the national ID)."""

    name: str = ""
    national_id: str = ""
    degree: str = ""
    from_position: str = ""
    from_unit: str = ""
    from_type: str = ""
    from_level: str = ""
    from_number: str = ""
    in_level_since: str = ""
    from_salary: Decimal | None = None
    to_position: str = ""
    to_unit: str = ""
    to_number: str = ""
    to_salary: Decimal | None = None
    effective_on: dt.date | None = None
    reason: str = ""
    list_place: str = ""
    span: str = ""
    until: dt.date | None = None
    allowance: Decimal | None = None
    step_before: str = ""
    steps: str = ""
    step_after: str = ""
    base: Decimal | None = None
    percent: str = ""
    raised_by: Decimal | None = None
    special: Decimal | None = None
    appraisal: str = ""
    factors: str = ""
    earlier: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one kind of annex, its upper heads, and how a person fills a row."""

    columns: tuple[Column, ...]
    groups: tuple[HeadGroup, ...]
    row: Callable[[OrderPerson], tuple[Text, ...]]
    title: str


def who(person: OrderPerson, *more: str) -> Text:
    """Return a person's cell: the name, which never parts, and more lines under it."""
    lines = [Run(person.name, keep=True)]
    lines += [Run(f"\n{line}") for line in more if line]
    return tuple(lines)


def place(position: str, unit: str) -> str:
    """Return post and unit under each other."""
    return "\n".join(part for part in (position, unit) if part)
