"""Bars from assessment after false or copied works (doh.work.fraud)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from hrdesk.models import AssessmentBar, Person
from hrdesk.rules.codes import CaseType
from hrdesk.rules.deadlines import barred_through
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.staff_law import own_law, ruled
from hrdesk.services.unit_of_work import UnitOfWork

RULE = "doh.work.fraud.years"
BARRED_KINDS = frozenset({CaseType.PROMOTION, CaseType.POSITION_ALLOWANCE})
"""The matters that one who is barred cannot open: those in which works are assessed."""

_LIMIT = 500


@dataclass(frozen=True, slots=True)
class RecordBar:
    """A bar from the day the matter was dealt with.

    ``through``: its last day where the authority set one; without it the law's shortest. An agency
    whose law names no time needs it.
    """

    person_id: int
    dealt_with_on: dt.date
    reason: str
    decided_by: str
    case_id: int | None = None
    through: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StandingBar:
    """A bar that stands on a day, and its last day."""

    id: int
    barred_through: dt.date
    reason: str


def record_bar(uow: UnitOfWork, command: RecordBar) -> Result[StandingBar]:
    """Record a bar; new matters of ``BARRED_KINDS`` are refused through its last day.

    Errors: ``required``, ``too_long``, ``date_in_future``, ``bar_day_needed`` where the office's
    law names no time, ``bar_too_short`` (least), ``rule_refuses``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    problems: list[DomainError | None] = []
    person = uow.session.get(Person, command.person_id)
    if person is None:
        problems.append(DomainError("required", field="person"))
    problems += [_text_problem(name, getattr(command, name)) for name in ("reason", "decided_by")]
    if command.dealt_with_on > uow.clock.today():
        problems.append(DomainError("date_in_future", field="dealt_with_on"))
    refuse(problems)
    row = AssessmentBar(
        person_id=command.person_id,
        case_id=command.case_id,
        dealt_with_on=command.dealt_with_on,
        barred_through=_through(uow, command),
        decided_by=command.decided_by.strip(),
        reason=command.reason.strip(),
        made_by=uow.actor.name,
        made_at=uow.clock.now(),
    )
    uow.session.add(row)
    uow.session.flush()
    shown = ("dealt_with_on", "barred_through", "decided_by")
    _audit(uow, row, "bar.recorded", {name: (None, getattr(row, name)) for name in shown})
    bar = StandingBar(row.id, row.barred_through, row.reason)
    return Result(bar, _changed(row))


def cancel_bar(uow: UnitOfWork, bar_id: int, version: int, reason: str) -> Result[int]:
    """End a bar today with a reason; it stays on record. Returns the new version.

    Errors: ``not_found``, ``bar_cancelled_already``, ``required`` (reason), ``EditConflict``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    row = uow.session.get(AssessmentBar, bar_id)
    if row is None:
        raise DomainError("not_found")
    if row.cancelled_on is not None:
        raise DomainError("bar_cancelled_already", on=row.cancelled_on)
    check_version(uow, row, version, "assessment_bar", {})
    refuse([_text_problem("reason", reason)])
    row.cancelled_on = uow.clock.today()
    row.cancelled_reason = reason.strip()
    uow.session.flush()
    _audit(uow, row, "bar.cancelled", {"cancelled_on": (None, row.cancelled_on)}, reason.strip())
    return Result(row.version, _changed(row))


def standing_bar(uow: UnitOfWork, person_id: int, day: dt.date) -> StandingBar | None:
    """Return the bar that stands longest for a person on a day, None where none does."""
    require(uow.actor, Right.SEE_PEOPLE)
    row = uow.session.scalars(
        select(AssessmentBar)
        .where(
            AssessmentBar.person_id == person_id,
            AssessmentBar.cancelled_on.is_(None),
            AssessmentBar.dealt_with_on <= day,
            AssessmentBar.barred_through >= day,
        )
        .order_by(AssessmentBar.barred_through.desc())
    ).first()
    return StandingBar(row.id, row.barred_through, row.reason) if row is not None else None


def refuse_barred(uow: UnitOfWork, person_id: int, kind: CaseType, day: dt.date) -> None:
    """Raise ``person_barred`` (until, why) when a person may not apply for ``kind`` on a day."""
    if kind not in BARRED_KINDS:
        return
    bar = standing_bar(uow, person_id, day)
    if bar is not None:
        raise DomainError("person_barred", field="person", until=bar.barred_through, why=bar.reason)


def _through(uow: UnitOfWork, command: RecordBar) -> dt.date:
    law = own_law(uow, command.dealt_with_on, RULE)
    if law is None:
        if command.through is None:
            raise DomainError("bar_day_needed", field="through")
        least = command.dealt_with_on
    else:
        with ruled("dealt_with_on"):
            least, _ = barred_through(command.dealt_with_on, law)
    through = command.through or least
    if through < least:
        raise DomainError("bar_too_short", field="through", least=least)
    return through


def _text_problem(field: str, text: str) -> DomainError | None:
    if not text.strip():
        return DomainError("required", field=field)
    if len(text.strip()) > _LIMIT:
        return DomainError("too_long", field=field, limit=_LIMIT)
    return None


def _audit(
    uow: UnitOfWork,
    row: AssessmentBar,
    action: str,
    changes: dict[str, tuple[Any, Any]],
    reason: str = "",
) -> None:
    told = reason or row.reason
    uow.audit(action, "assessment_bar", row.id, case_id=row.case_id, changes=changes, reason=told)


def _changed(row: AssessmentBar) -> Any:
    about = [("bar", row.id), ("person", row.person_id)]
    return changed(*about, *([("case", row.case_id)] if row.case_id else []))
