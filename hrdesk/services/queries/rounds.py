"""The rounds of a fiscal year and the matters that belong to each."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from hrdesk.models import Case
from hrdesk.rules.codes import CaseStatus, CaseType
from hrdesk.rules.dates import fiscal_year_days
from hrdesk.rules.lawbook import Law, NotInForce
from hrdesk.rules.procedure import ProcedureError
from hrdesk.rules.refusal import Refused
from hrdesk.rules.rounds import ROUND_OF_KIND, ROUNDS, Round, next_round, rounds_between
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import law_for_day
from hrdesk.services.procedures import in_force_for, kinds_offered
from hrdesk.services.unit_of_work import UnitOfWork

BY_EFFECT = frozenset({"transfer", "salary"})
"""Rounds to which a matter belongs by the day it takes effect, where one is given; to the others
it belongs by the day it was received."""

_YEAR = dt.timedelta(days=366)


class RoundRow(NamedTuple):
    """One round: its days, the matters' kinds, how many belong to it, and where it is set.

    ``since`` is the first day whose matters belong to it: the day after the round before.
    """

    action: str
    label: str
    first: dt.date
    last: dt.date
    since: dt.date
    kinds: tuple[CaseType, ...]
    cases: int
    open_cases: int
    source: str


@dataclass(frozen=True, slots=True)
class RoundYear:
    """The rounds that touch a fiscal year (พ.ศ.); ``without``: calendars that the law lacks."""

    year: int
    rows: tuple[RoundRow, ...]
    without: tuple[str, ...]


class RoundCase(NamedTuple):
    """One matter of a round, and the day by which it belongs to it."""

    id: int
    number: str
    case_type: CaseType
    name: str
    unit: str
    subject: str
    received_on: dt.date
    effective_on: dt.date | None
    status: CaseStatus
    step: str


def rounds_of_year(uow: UnitOfWork, year: int) -> RoundYear:
    """Return every round that touches the fiscal year ``year`` (พ.ศ.), by its first day."""
    require(uow.actor, Right.SEE_ALL_CASES)
    first, last = fiscal_year_days(year)
    law = law_for_day(uow, uow.clock.today())
    kinds = _kinds(uow)
    rows: list[RoundRow] = []
    without = []
    for action in ROUNDS:
        try:
            found = rounds_between(action, first - _YEAR, last, law)
        except Refused:
            without.append(action)
            continue
        for at, each in enumerate(found):
            if each.last < first:
                continue
            since = found[at - 1].last + dt.timedelta(days=1) if at else each.first - _YEAR
            rows.append(_row(uow, action, each, since, kinds.get(action, ())))
    rows.sort(key=lambda row: row.first)
    return RoundYear(year, tuple(rows), tuple(without))


def cases_of_round(uow: UnitOfWork, action: str, first: dt.date) -> tuple[RoundCase, ...]:
    """Return the matters of the round of ``action`` that begins on a day; none where none does."""
    require(uow.actor, Right.SEE_ALL_CASES)
    law = law_for_day(uow, uow.clock.today())
    try:
        found = rounds_between(action, first - _YEAR, first, law)
    except Refused:
        return ()
    if not found or found[-1].first != first:
        return ()
    since = found[-2].last + dt.timedelta(days=1) if len(found) > 1 else first - _YEAR
    query = (
        select(Case)
        .where(*_belongs(action, since, found[-1].last, _kinds(uow).get(action, ())))
        .order_by(Case.received_on, Case.id)
    )
    return tuple(_case(row) for row in uow.session.scalars(query))


def coming_round(uow: UnitOfWork, day: dt.date) -> tuple[str, Round] | None:
    """Return the round that runs on a day or comes next, of calendars that matters here have.

    Of several the one that begins first after the day; salary and appraisal come every half-year
    and tell nobody anything new, so they give way to rounds in which requests are considered.
    """
    require(uow.actor, Right.SEE_ALL_CASES)
    law = law_for_day(uow, day)
    found = [
        (action, each)
        for action in ("reassignment", "transfer")
        if (each := _next(action, day, law)) is not None
    ]
    return min(found, key=lambda pair: pair[1].first, default=None)


def _next(action: str, day: dt.date, law: Law) -> Round | None:
    try:
        return next_round(action, day, law)
    except (Refused, NotInForce):
        return None


def _kinds(uow: UnitOfWork) -> dict[str, tuple[CaseType, ...]]:
    """The kinds of matters of each calendar: what their procedure says, else what kinds say."""
    found: dict[str, list[CaseType]] = {action: [] for action in ROUNDS}
    today = uow.clock.today()
    for kind in kinds_offered(uow):
        action = ROUND_OF_KIND.get(kind.value, "")
        with suppress(ProcedureError, DomainError):  # one not to be read is told where it is used
            action = in_force_for(uow, kind, today).procedure.round or action
        if action:
            found[action].append(kind)
    return {action: tuple(kinds) for action, kinds in found.items()}


def _belongs(
    action: str, since: dt.date, last: dt.date, kinds: tuple[CaseType, ...]
) -> tuple[ColumnElement[bool], ...]:
    day: Any = Case.received_on
    if action in BY_EFFECT:
        day = func.coalesce(Case.effective_on, Case.received_on)
    return (Case.case_type.in_([kind.value for kind in kinds]), day.between(since, last))


def _row(
    uow: UnitOfWork, action: str, each: Round, since: dt.date, kinds: tuple[CaseType, ...]
) -> RoundRow:
    query = select(Case.status, func.count()).where(*_belongs(action, since, each.last, kinds))
    counted = {row[0]: row[1] for row in uow.session.execute(query.group_by(Case.status))}
    cited = each.explanation.children[0].citations
    return RoundRow(
        action=action,
        label=ROUNDS[action],
        first=each.first,
        last=each.last,
        since=since,
        kinds=kinds,
        cases=sum(counted.values()),
        open_cases=counted.get(CaseStatus.IN_PROGRESS.value, 0),
        source="; ".join(citation.text for citation in cited),
    )


def _case(row: Case) -> RoundCase:
    return RoundCase(
        id=row.id,
        number=f"{row.number}/{row.year}",
        case_type=CaseType(row.case_type),
        name=row.person_name,
        unit=row.unit,
        subject=row.subject,
        received_on=row.received_on,
        effective_on=row.effective_on,
        status=CaseStatus(row.status),
        step=row.step_title,
    )
