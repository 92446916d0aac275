"""Reading a rule for the office's own keeping: its own set first, else the one set that has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hrdesk.rules.lawbook import SETS, Law
from hrdesk.rules.refusal import Refused
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import law_book, law_for_day
from hrdesk.services.unit_of_work import UnitOfWork

_NO_DAY_YET = "as_of"  # where a rule that is not in force says the fault is


@dataclass(frozen=True, slots=True)
class LawUsed:
    """The law that holds a rule; ``own`` is false where it is another agency's, which is told."""

    law: Law
    own: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the law says to do, and where it says so."""

    text: str
    source: str


def law_holding(uow: UnitOfWork, day: dt.date, rule: str) -> LawUsed:
    """Return the law in which ``rule`` stands: the office's own, else the set that has it.

    Raises KeyError for a rule that no set knows.
    """
    own = law_for_day(uow, day)
    if own.has(rule):
        return LawUsed(own, True)
    book = law_book(uow)
    for law_set in SETS:
        if rule in book.parameters(law_set):
            return LawUsed(book.at(day, law_set), False)
    raise KeyError(rule)


def own_law(uow: UnitOfWork, day: dt.date, rule: str) -> Law | None:
    """Return the office's own law where it has ``rule`` in force on the day, else None."""
    law = law_for_day(uow, day)
    if not law.has(rule):
        return None
    try:
        law.read(rule)
    except Refused:
        return None
    return law


def said(law: Law, rule: str, *path: str) -> Said:
    """Return the text of a rule, or of its entry at ``path``, with its citation in one line."""
    reading = law.read(rule, *path)
    source = "; ".join(citation.text for citation in reading.citations)
    return Said(str(reading.value), source)


@contextmanager
def ruled(field: str) -> Iterator[None]:
    """Turn a rule's refusal into a ``DomainError``; ``field`` is that of the day it was asked for.

    Code ``rule_refuses`` with the rule's own Thai sentence as the fact ``why``.
    """
    try:
        yield
    except Refused as refusal:
        where = field if refusal.where == _NO_DAY_YET else refusal.where
        raise DomainError("rule_refuses", field=where, why=refusal.message) from refusal
