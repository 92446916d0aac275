"""The law as this office holds it: the program's book with the office's own amendments.

A case keeps the law of its day of receipt as it was held when the matter was taken in: ``stamp``
notes which, ``case_law`` gives it back. An amendment is never deleted: one made by mistake is
withdrawn, and then stands for no matter any more, the running ones included; their pages say so.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from hrdesk.models import Case, LawAmendment
from hrdesk.rules.amendments import Amendment, amended
from hrdesk.rules.citation import Citation
from hrdesk.rules.codes import Agency
from hrdesk.rules.lawbook import Law, LawBook
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.law_checks import checked_book
from hrdesk.services.problems import refuse
from hrdesk.services.queries.office import office_header
from hrdesk.services.unit_of_work import UnitOfWork

_AUDITED = 500  # letters of a value: enough to know it, the whole stands with the amendment


@dataclass(frozen=True, slots=True)
class AmendRule:
    """A new value of one rule from a day on, with its citation and why it was entered.

    ``value`` is YAML as a law file has it, ``null`` to end the rule; for a rule of a table
    ``table`` is its CSV text and ``value`` is not needed. ``based_on`` is the hash of the law that
    was shown: when the law changed since, the amendment is refused.
    """

    rule: str
    effective_on: dt.date | None
    value: str
    citation: Citation
    reason: str
    based_on: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class AmendPreview:
    """What a rule says on the day without the amendment (None: nothing) and with it."""

    before: Any
    after: Any


def law_book(uow: UnitOfWork, upto: int | None = None) -> LawBook:
    """Return the program's law with the office's amendments that are not withdrawn.

    ``upto`` leaves out those added after the amendment of that id; 0 leaves out all.
    """
    return _book(tuple(amendment_of(row) for row in _live(uow, upto)))


def law_for_day(uow: UnitOfWork, day: dt.date) -> Law:
    """Return the law of the office's agency on a day, with the office's amendments."""
    return law_book(uow).at(day, office_agency(uow).value)


def stamp(uow: UnitOfWork, case: Case, day: dt.date) -> None:
    """Note on a new case the law it is dealt with by: that of ``day`` as it is held now."""
    law = law_for_day(uow, day)
    held = law.lawbook()
    case.law_set = held["set"]
    case.law_version = held["version"]
    case.law_hash = held["hash"]
    case.law_upto = max((row.id for row in _live(uow, None)), default=0)


def case_law(uow: UnitOfWork, case: Case) -> tuple[Law, bool]:
    """Return the law a case is dealt with by, and whether it is still as it was at receipt.

    False when the program's files changed since or an amendment that the case knew was withdrawn,
    and for a case taken in before the program noted its law: that one reads the law as held now.
    """
    law_set = case.law_set or office_agency(uow).value
    law = law_book(uow, case.law_upto if case.law_hash else None).at(case.received_on, law_set)
    return law, law.book.hash == case.law_hash


def preview_amendment(uow: UnitOfWork, command: AmendRule) -> AmendPreview:
    """Return what an amendment would change, after every check that storing it makes but the
    texts that are only asked for at the end (citation, reason).

    Errors: ``required``, ``law_value_refused``, ``law_breaks``, ``law_table_heads``.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    cited = Citation(command.citation.instrument.strip() or "–")
    day = command.effective_on
    if day is None:
        raise DomainError("required", field="effective_on")
    book = law_book(uow)
    after = checked_book(book, (_amendment(command, day, cited),))
    return AmendPreview(value_on(book, command.rule, day), value_on(after, command.rule, day))


def amend_rule(uow: UnitOfWork, command: AmendRule) -> Result[int]:
    """Add a value to a rule of the office's law; returns the amendment's id.

    Errors: ``Invalid`` of ``required``; ``law_changed_meanwhile``; those of the checks.
    """
    result = amend_rules(uow, (command,))
    return Result(result.value[0], result.changed)


def amend_rules(uow: UnitOfWork, commands: Sequence[AmendRule]) -> Result[tuple[int, ...]]:
    """Add several values at once, checked together; returns their ids in the order given."""
    require(uow.actor, Right.MANAGE_OFFICE)
    for command in commands:
        refuse(_missing(command))
    book = law_book(uow)
    if any(command.based_on != book.hash for command in commands):
        raise DomainError("law_changed_meanwhile")
    amendments = tuple(
        _amendment(command, command.effective_on, command.citation)
        for command in commands
        if command.effective_on is not None
    )
    checked_book(book, amendments)
    ids = tuple(
        _store(uow, amendment, command)
        for amendment, command in zip(amendments, commands, strict=True)
    )
    return Result(ids, changed(("law", None)))


def withdraw_amendment(uow: UnitOfWork, amendment_id: int, reason: str) -> Result[None]:
    """Take an amendment out of the law, for running matters too; it stays readable.

    Errors: ``not_found``, ``required``, ``law_already_withdrawn``, ``law_breaks`` where another
    amendment needs this one.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    row = uow.session.get(LawAmendment, amendment_id)
    if row is None:
        raise DomainError("not_found")
    if not reason.strip():
        raise DomainError("required", field="reason")
    if row.withdrawn_at is not None:
        raise DomainError("law_already_withdrawn", who=row.withdrawn_by)
    rest = tuple(amendment_of(each) for each in _live(uow, None) if each.id != row.id)
    checked_book(LawBook.load(), rest)
    row.withdrawn_at = uow.clock.now()
    row.withdrawn_by = uow.actor.name
    row.withdrawn_reason = reason.strip()
    uow.session.flush()
    uow.audit(
        "law.withdrawn",
        "law",
        row.id,
        changes={"rule": (row.rule, None), "effective_on": (row.effective_on, None)},
        reason=reason.strip(),
    )
    return Result(None, changed(("law", None)))


def office_agency(uow: UnitOfWork) -> Agency:
    """Return whose law the office works by."""
    return Agency(office_header(uow).agency)


def amendment_of(row: LawAmendment) -> Amendment:
    """Return the stored amendment as the rules take it."""
    cited = Citation(row.instrument, row.clause, row.dated, row.gazette, row.note)
    tables = tuple(sorted((str(name), str(text)) for name, text in row.tables.items()))
    return Amendment(row.rule, row.effective_on, row.value, cited, tables)


def _live(uow: UnitOfWork, upto: int | None) -> Sequence[LawAmendment]:
    """The amendments not withdrawn, oldest first."""
    query = select(LawAmendment).where(LawAmendment.withdrawn_at.is_(None))
    if upto is not None:
        query = query.where(LawAmendment.id <= upto)
    return uow.session.scalars(query.order_by(LawAmendment.id)).all()


@lru_cache(maxsize=16)
def _book(amendments: tuple[Amendment, ...]) -> LawBook:
    """Two databases may have amendments of one id, so their content is the key."""
    return amended(LawBook.load(), amendments)


def _missing(command: AmendRule) -> list[DomainError | None]:
    asked = {
        "effective_on": command.effective_on,
        "value": command.table.strip() or command.value.strip(),
        "instrument": command.citation.instrument.strip(),
        "reason": command.reason.strip(),
    }
    return [DomainError("required", field=field) for field, given in asked.items() if not given]


def _amendment(command: AmendRule, day: dt.date, cited: Citation) -> Amendment:
    if not command.table.strip():
        return Amendment(command.rule, day, command.value, cited)
    # The name tells the table's content: another table never takes the place of a kept one.
    mark = hashlib.sha256(command.table.encode()).hexdigest()[:8]
    name = f"{command.rule}_{day:%Y%m%d}_{mark}.csv"
    return Amendment(command.rule, day, name, cited, ((name, command.table),))


def _store(uow: UnitOfWork, amendment: Amendment, command: AmendRule) -> int:
    cited = amendment.citation
    row = LawAmendment(
        rule=amendment.rule,
        effective_on=amendment.effective_on,
        value=amendment.value,
        tables=dict(amendment.tables),
        instrument=cited.instrument.strip(),
        clause=cited.clause.strip(),
        dated=cited.dated,
        gazette=cited.gazette,
        note=cited.note.strip(),
        reason=command.reason.strip(),
        based_on=command.based_on,
        made_by=uow.actor.name,
        made_at=uow.clock.now(),
    )
    uow.session.add(row)
    uow.session.flush()
    uow.audit(
        "law.amended",
        "law",
        row.id,
        changes={
            "rule": (None, row.rule),
            "effective_on": (None, row.effective_on),
            "value": (None, row.value.strip()[:_AUDITED]),
            "instrument": (None, cited.text),
        },
        reason=row.reason,
    )
    return row.id


def value_on(book: LawBook, rule: str, day: dt.date) -> Any:
    """Return what a rule of a book says on a day, None where nothing; raises KeyError."""
    parameter = book.parameters(rule.partition(".")[0])[rule]
    index = parameter.index_at(day)
    return parameter.values[index] if index >= 0 else None
