"""Objections to an announced result, the inquiry, and what the authority decides of a founded one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from hrdesk.models import Case, CaseWait, Objection
from hrdesk.rules.staff_codes import ObjectionResult
from hrdesk.services.access import Right, require
from hrdesk.services.cases import load_case, refuse_future
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

PERIOD = "objection"
"""The key of the wait, or in older procedures the step, in which objections are awaited."""

_LIMIT = 2000
_NEXT: dict[str, frozenset[ObjectionResult]] = {
    "": frozenset({ObjectionResult.UNFOUNDED, ObjectionResult.FOUNDED, ObjectionResult.WITHDRAWN}),
    ObjectionResult.FOUNDED.value: frozenset({ObjectionResult.CONTINUED, ObjectionResult.STOPPED}),
}


@dataclass(frozen=True, slots=True)
class Period:
    """The days in which objections are taken; either end is None where it is not known."""

    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class RecordObjection:
    """An objection received; ``late`` confirms one that came after the period was over."""

    case_id: int
    received_on: dt.date
    objector: str
    subject: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class EditObjection:
    """A correction of an objection that is not decided yet, on the version that was shown."""

    id: int
    version: int
    received_on: dt.date
    objector: str
    subject: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class DecideObjection:
    """What the inquiry found, or of a founded objection what the authority decided."""

    id: int
    version: int
    result: ObjectionResult
    decided_on: dt.date
    decision: str


@dataclass(frozen=True, slots=True)
class SavedObjection:
    """An objection as it is stored now; ``late`` when it came after the period was over."""

    id: int
    version: int
    late: bool


def record_objection(uow: UnitOfWork, command: RecordObjection) -> Result[SavedObjection]:
    """Record an objection to a case's announced result.

    Errors: ``required`` (subject), ``date_in_future``, ``date_before_announcement`` (first),
    ``objection_late`` (last) unless ``late`` confirms it, ``too_long``.
    """
    require(uow.actor, Right.WORK_CASES)
    case = load_case(uow, command.case_id)
    late = _check(uow, case, command)
    row = Objection(
        case_id=case.id,
        received_on=command.received_on,
        objector=command.objector.strip(),
        subject=command.subject.strip(),
        made_by=uow.actor.name,
        made_at=uow.clock.now(),
    )
    uow.session.add(row)
    uow.session.flush()
    changes = {"objection_received_on": (None, row.received_on), "late": (None, late or None)}
    return _saved(uow, row, "objection.recorded", changes, late=late)


def edit_objection(uow: UnitOfWork, command: EditObjection) -> Result[SavedObjection]:
    """Correct what was written of an objection; errors as at recording, ``objection_decided``."""
    require(uow.actor, Right.WORK_CASES)
    row = _load(uow, command.id)
    values = {
        "received_on": command.received_on,
        "objector": command.objector.strip(),
        "subject": command.subject.strip(),
    }
    check_version(uow, row, command.version, "objection", values)
    if row.result:
        raise DomainError("objection_decided")
    late = _check(uow, load_case(uow, row.case_id), command)
    changes = diff(row, values)
    if not changes:
        return Result(SavedObjection(row.id, row.version, late), frozenset())
    for field, value in values.items():
        setattr(row, field, value)
    # Who objects is a matter between the office and that person: the audit says that it changed.
    told = {
        {"received_on": "objection_received_on"}.get(field, field): pair
        for field, pair in changes.items()
        if field != "objector"
    }
    return _saved(uow, row, "objection.edited", told, late=late)


def decide_objection(uow: UnitOfWork, command: DecideObjection) -> Result[SavedObjection]:
    """Write what the inquiry found; a founded objection then holds the case.

    Of a founded one, write what the authority decided (dhss.branch.objection). Errors:
    ``objection_decided``, ``required`` (decision), ``date_in_future``,
    ``date_before_objection`` (received_on), ``EditConflict``.
    """
    require(uow.actor, Right.WORK_CASES)
    row = _load(uow, command.id)
    values: dict[str, Any] = {
        "result": command.result.value,
        "decided_on": command.decided_on,
        "decision": command.decision.strip(),
    }
    check_version(uow, row, command.version, "objection", values)
    if command.result not in _NEXT.get(row.result, frozenset()):
        raise DomainError("objection_decided")
    since = row.decided_on or row.received_on
    problems = [_text_problem("decision", command.decision)]
    if command.decided_on < since:
        problems.append(DomainError("date_before_objection", field="decided_on", since=since))
    refuse(problems)
    refuse_future(uow, command.decided_on, "decided_on")
    if row.decision:  # what the inquiry found stays beside what the authority decided
        values["decision"] = f"{row.decision}\n{values['decision']}"
    changes = {_TOLD.get(name, name): pair for name, pair in diff(row, values).items()}
    for field, value in values.items():
        setattr(row, field, value)
    return _saved(uow, row, "objection.decided", changes, late=_is_late(uow, row))


def reopen_objection(
    uow: UnitOfWork, objection_id: int, version: int, reason: str
) -> Result[SavedObjection]:
    """Take a decision back, so that the inquiry goes on; errors: ``nothing_to_undo``."""
    require(uow.actor, Right.WORK_CASES)
    row = _load(uow, objection_id)
    check_version(uow, row, version, "objection", {})
    refuse([_text_problem("reason", reason)])
    if not row.result:
        raise DomainError("nothing_to_undo")
    before = {"result": "", "decided_on": None, "decision": ""}
    changes = {_TOLD.get(name, name): pair for name, pair in diff(row, before).items()}
    row.result, row.decided_on, row.decision = "", None, ""
    return _saved(uow, row, "objection.reopened", changes, reason, late=_is_late(uow, row))


def refuse_held(uow: UnitOfWork, case_id: int) -> None:
    """Raise ``case_held`` while a founded objection waits for the authority's decision."""
    held = uow.session.scalars(
        select(Objection.decided_on).where(
            Objection.case_id == case_id, Objection.result == ObjectionResult.FOUNDED.value
        )
    ).first()
    if held is not None:
        raise DomainError("case_held", since=held)


def period_of(uow: UnitOfWork, case: Case) -> Period:
    """Return when objections to a case are taken, from its waits or from its own step."""
    wait = uow.session.scalars(
        select(CaseWait)
        .where(CaseWait.case_id == case.id, CaseWait.key == PERIOD)
        .order_by(CaseWait.id.desc())
    ).first()
    if wait is not None:
        return Period(wait.started_on, wait.due_on)
    step = next((each for each in reversed(case.steps) if each.key == PERIOD), None)
    return Period(step.started_on, step.due_on) if step is not None else Period(None, None)


_TOLD = {"result": "objection_result", "received_on": "objection_received_on"}


def _check(uow: UnitOfWork, case: Case, command: RecordObjection | EditObjection) -> bool:
    """Tell whether the objection is late, or raise what is wrong with it."""
    problems = [_text_problem("subject", command.subject)]
    period = period_of(uow, case)
    first = period.first or case.received_on
    if command.received_on < first:
        problems.append(DomainError("date_before_announcement", field="received_on", first=first))
    refuse(problems)
    refuse_future(uow, command.received_on, "received_on")
    late = period.last is not None and command.received_on > period.last
    if late and not command.late:
        raise DomainError("objection_late", field="received_on", last=period.last)
    return late


def _is_late(uow: UnitOfWork, row: Objection) -> bool:
    last = period_of(uow, load_case(uow, row.case_id)).last
    return last is not None and row.received_on > last


def _load(uow: UnitOfWork, objection_id: int) -> Objection:
    row = uow.session.get(Objection, objection_id)
    if row is None:
        raise DomainError("not_found")
    return row


def _text_problem(field: str, text: str) -> DomainError | None:
    if not text.strip():
        return DomainError("required", field=field)
    if len(text.strip()) > _LIMIT:
        return DomainError("too_long", field=field, limit=_LIMIT)
    return None


def _saved(
    uow: UnitOfWork,
    row: Objection,
    action: str,
    changes: dict[str, tuple[Any, Any]],
    reason: str = "",
    *,
    late: bool,
) -> Result[SavedObjection]:
    uow.session.flush()
    uow.audit(
        action, "objection", row.id, case_id=row.case_id, changes=changes, reason=reason.strip()
    )
    saved = SavedObjection(row.id, row.version, late)
    return Result(saved, changed(("objection", row.id), ("case", row.case_id)))
