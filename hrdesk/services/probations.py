"""Probation: its start, its extensions as far as the law allows, and the committee's result."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from hrdesk.models import Case, Person, Probation
from hrdesk.rules.codes import CaseStatus, CaseType
from hrdesk.rules.probation import probation as span_of
from hrdesk.rules.staff_codes import ProbationResult
from hrdesk.services.access import Right, require
from hrdesk.services.cases import refuse_future
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.staff_law import law_holding, ruled
from hrdesk.services.unit_of_work import UnitOfWork

RULE = "sao.probation.longest"
NOTE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class StartProbation:
    """A person begins a probation of ``months`` on a day, the first day counted."""

    person_id: int
    started_on: dt.date
    months: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class EditProbation:
    """A correction of what was written about a probation that still runs, with its reason."""

    id: int
    version: int
    started_on: dt.date
    months: int
    note: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProbationOutcome:
    """What the committee found; ``note`` says which committee (its order) and what else it said."""

    id: int
    version: int
    result: ProbationResult
    result_on: dt.date
    note: str


@dataclass(frozen=True, slots=True)
class SavedProbation:
    """A probation as it is stored now, and the last day of its trial."""

    id: int
    version: int
    ends_on: dt.date


def start_probation(uow: UnitOfWork, command: StartProbation) -> Result[SavedProbation]:
    """Begin a probation, tied to the person's open matter of that kind where there is one.

    Errors: ``required`` (person), ``person_inactive``, ``probation_running`` (ends_on),
    ``rule_refuses`` on months or started_on, ``too_long``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    person = uow.session.get(Person, command.person_id)
    if person is None:
        raise DomainError("required", field="person")
    if not person.active:
        raise DomainError("person_inactive", field="person")
    running = uow.session.scalars(
        select(Probation).where(Probation.person_id == person.id, Probation.result == "")
    ).first()
    if running is not None:
        raise DomainError("probation_running", field="person", ends_on=running.ends_on)
    refuse([_note_problem(command.note)])
    row = Probation(
        person_id=person.id,
        case_id=open_matter(uow, person.id, CaseType.PROBATION),
        started_on=command.started_on,
        months=command.months,
        ends_on=_ends_on(uow, command.started_on, command.months, 0),
        note=command.note.strip(),
        made_by=uow.actor.name,
        made_at=uow.clock.now(),
    )
    uow.session.add(row)
    uow.session.flush()
    facts = {name: (None, getattr(row, name)) for name in ("started_on", "months", "ends_on")}
    return _saved(uow, row, "probation.started", facts)


def edit_probation(uow: UnitOfWork, command: EditProbation) -> Result[SavedProbation]:
    """Correct the start, the months or the note of a probation that still runs.

    Errors: ``probation_ended``, ``required`` (reason), ``rule_refuses``, ``EditConflict``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    row = _running(uow, command.id)
    values: dict[str, Any] = {
        "started_on": command.started_on,
        "months": command.months,
        "note": command.note.strip(),
    }
    check_version(uow, row, command.version, "probation", values)
    refuse([_note_problem(command.note), _reason_problem(command.reason)])
    values["ends_on"] = _ends_on(uow, command.started_on, command.months, row.extensions)
    changes = diff(row, values)
    if not changes:
        return Result(SavedProbation(row.id, row.version, row.ends_on), frozenset())
    for field, value in values.items():
        setattr(row, field, value)
    return _saved(uow, row, "probation.edited", changes, command.reason)


def extend_probation(
    uow: UnitOfWork, probation_id: int, version: int, reason: str
) -> Result[SavedProbation]:
    """Extend by the law's step, because the work could not be assessed (sao.probation).

    Errors: ``probation_ended``, ``required`` (reason), ``rule_refuses`` past what the law allows.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    row = _running(uow, probation_id)
    check_version(uow, row, version, "probation", {})
    refuse([_reason_problem(reason)])
    return _extended(uow, row, 1, "probation.extended", reason)


def withdraw_extension(
    uow: UnitOfWork, probation_id: int, version: int, reason: str
) -> Result[SavedProbation]:
    """Take the last extension back; errors: ``probation_ended``, ``nothing_to_undo``."""
    require(uow.actor, Right.EDIT_PEOPLE)
    row = _running(uow, probation_id)
    check_version(uow, row, version, "probation", {})
    refuse([_reason_problem(reason)])
    if not row.extensions:
        raise DomainError("nothing_to_undo")
    return _extended(uow, row, -1, "probation.extension_withdrawn", reason)


def record_result(uow: UnitOfWork, command: ProbationOutcome) -> Result[SavedProbation]:
    """Write the committee's result and its day; it may be dismissal at any time (sao.probation).

    Errors: ``probation_ended``, ``required`` (note), ``date_in_future``,
    ``date_before_start`` (started_on), ``EditConflict``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    row = _running(uow, command.id)
    values = {
        "result": command.result.value,
        "result_on": command.result_on,
        "note": command.note.strip(),
    }
    check_version(uow, row, command.version, "probation", values)
    problems = [_note_problem(command.note)]
    if not command.note.strip():
        problems.append(DomainError("required", field="note"))
    if command.result_on < row.started_on and command.result is not ProbationResult.CANCELLED:
        problems.append(
            DomainError("date_before_start", field="result_on", started_on=row.started_on)
        )
    refuse(problems)
    refuse_future(uow, command.result_on, "result_on")
    changes = diff(row, values)
    for field, value in values.items():
        setattr(row, field, value)
    return _saved(uow, row, "probation.result_recorded", changes)


def withdraw_result(
    uow: UnitOfWork, probation_id: int, version: int, reason: str
) -> Result[SavedProbation]:
    """Take a result back, so that the probation runs on; errors: ``nothing_to_undo``."""
    require(uow.actor, Right.EDIT_PEOPLE)
    row = _load(uow, probation_id)
    check_version(uow, row, version, "probation", {})
    refuse([_reason_problem(reason)])
    if not row.result:
        raise DomainError("nothing_to_undo")
    changes = diff(row, {"result": "", "result_on": None})
    row.result, row.result_on = "", None
    return _saved(uow, row, "probation.result_withdrawn", changes, reason)


def open_matter(uow: UnitOfWork, person_id: int, kind: CaseType) -> int | None:
    """Return the id of the person's newest matter of a kind that is still in progress."""
    return uow.session.scalars(
        select(Case.id)
        .where(
            Case.person_id == person_id,
            Case.case_type == kind.value,
            Case.status == CaseStatus.IN_PROGRESS.value,
        )
        .order_by(Case.id.desc())
    ).first()


def _extended(
    uow: UnitOfWork, row: Probation, by: int, action: str, reason: str
) -> Result[SavedProbation]:
    extensions = row.extensions + by
    ends_on = _ends_on(uow, row.started_on, row.months, extensions)
    changes = diff(row, {"extensions": extensions, "ends_on": ends_on})
    row.extensions, row.ends_on = extensions, ends_on
    return _saved(uow, row, action, changes, reason)


def _ends_on(uow: UnitOfWork, started_on: dt.date, months: int, extensions: int) -> dt.date:
    used = law_holding(uow, started_on, RULE)
    with ruled("started_on"):
        return span_of(started_on, months, extensions, used.law).last_day


def _load(uow: UnitOfWork, probation_id: int) -> Probation:
    row = uow.session.get(Probation, probation_id)
    if row is None:
        raise DomainError("not_found")
    return row


def _running(uow: UnitOfWork, probation_id: int) -> Probation:
    row = _load(uow, probation_id)
    if row.result:
        raise DomainError("probation_ended", result_on=row.result_on)
    return row


def _note_problem(note: str) -> DomainError | None:
    too_long = len(note.strip()) > NOTE_LIMIT
    return DomainError("too_long", field="note", limit=NOTE_LIMIT) if too_long else None


def _reason_problem(reason: str) -> DomainError | None:
    return None if reason.strip() else DomainError("required", field="reason")


def _saved(
    uow: UnitOfWork,
    row: Probation,
    action: str,
    changes: dict[str, tuple[Any, Any]],
    reason: str = "",
) -> Result[SavedProbation]:
    uow.session.flush()
    uow.audit(
        action, "probation", row.id, case_id=row.case_id, changes=changes, reason=reason.strip()
    )
    saved = SavedProbation(row.id, row.version, row.ends_on)
    about = [("probation", row.id), ("person", row.person_id)]
    return Result(saved, changed(*about, *([("case", row.case_id)] if row.case_id else [])))
