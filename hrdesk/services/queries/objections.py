"""The objections to a case: the period, what came, what came of it, and what the law says to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from hrdesk.models import Case, Objection
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.staff_codes import ObjectionResult
from hrdesk.services.access import Right, require
from hrdesk.services.cases import load_case
from hrdesk.services.objections import Period, period_of
from hrdesk.services.office_law import case_law
from hrdesk.services.staff_law import Said, said
from hrdesk.services.unit_of_work import UnitOfWork

_UNFOUNDED = (
    ("doh.objection.false",),
    ("dhss.branch", "5", "unfounded", "action"),
)
_FOUNDED = (("dhss.branch", "5", "founded", "action"),)


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """One objection; ``late`` when it came after the period, ``result`` None while inquired."""

    id: int
    version: int
    received_on: dt.date
    objector: str
    subject: str
    late: bool
    result: ObjectionResult | None
    decided_on: dt.date | None
    decision: str
    made_by: str


@dataclass(frozen=True, slots=True)
class CaseObjections:
    """All objections to a case, oldest first.

    ``unfounded`` and ``founded``: what the case's law says to do then, None where it says nothing.
    ``held``: a founded objection waits for the authority, so the case does not go on.
    """

    case_id: int
    received_on: dt.date
    period: Period
    rows: tuple[ObjectionRow, ...]
    unfounded: Said | None
    founded: Said | None
    held: bool


def case_objections(uow: UnitOfWork, case_id: int) -> CaseObjections:
    """Return the objections to a case; raises ``not_found``."""
    require(uow.actor, Right.SEE_ALL_CASES)
    case = load_case(uow, case_id)
    period = period_of(uow, case)
    rows = tuple(
        _row(row, period)
        for row in uow.session.scalars(
            select(Objection)
            .where(Objection.case_id == case_id)
            .order_by(Objection.received_on, Objection.id)
        )
    )
    unfounded, founded = _guidance(uow, case)
    return CaseObjections(
        case_id=case.id,
        received_on=case.received_on,
        period=period,
        rows=rows,
        unfounded=unfounded,
        founded=founded,
        held=any(row.result is ObjectionResult.FOUNDED for row in rows),
    )


def _guidance(uow: UnitOfWork, case: Case) -> tuple[Said | None, Said | None]:
    law, _ = case_law(uow, case)
    return _first_said(law, _UNFOUNDED), _first_said(law, _FOUNDED)


def _first_said(law: Law, places: tuple[tuple[str, ...], ...]) -> Said | None:
    for rule, *path in places:
        if law.has(rule):
            try:
                return said(law, rule, *path)
            except (Refused, KeyError):  # not in force then, or an office's copy without the entry
                continue
    return None


def _row(row: Objection, period: Period) -> ObjectionRow:
    return ObjectionRow(
        id=row.id,
        version=row.version,
        received_on=row.received_on,
        objector=row.objector,
        subject=row.subject,
        late=period.last is not None and row.received_on > period.last,
        result=ObjectionResult(row.result) if row.result else None,
        decided_on=row.decided_on,
        decision=row.decision,
        made_by=row.made_by,
    )
