"""Moving a case through its steps; every act keeps the path as it was, so it can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from hrdesk.models import Case, CaseStep, CaseUndo
from hrdesk.rules import case_path as path
from hrdesk.rules.codes import CaseStatus, StepRole, StepState
from hrdesk.rules.procedure import Procedure, ProcedureStep
from hrdesk.services.access import Right, require
from hrdesk.services.case_dates import begin_step, planned_row, read_date
from hrdesk.services.case_index import current_step, index_steps
from hrdesk.services.case_snapshot import put_back, snapshot
from hrdesk.services.case_step_checks import (
    check_completion,
    check_day,
    check_following,
    check_values,
    given_reason,
    must_be_current,
)
from hrdesk.services.case_step_commands import (
    AddStep,
    CompleteStep,
    CorrectStep,
    RepeatStep,
    SendBack,
    SetDue,
    SkipStep,
)
from hrdesk.services.cases import load_case, touch
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refusing
from hrdesk.services.procedures import find
from hrdesk.services.unit_of_work import UnitOfWork

__all__ = [
    "AddStep",
    "CompleteStep",
    "CorrectStep",
    "Moved",
    "RepeatStep",
    "SendBack",
    "SetDue",
    "SkipStep",
    "add_step",
    "complete_step",
    "correct_step",
    "repeat_step",
    "send_back",
    "set_due",
    "skip_step",
    "undo_step",
]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a step action did: the case's new version, the present step's title, its due date."""

    version: int
    step: str
    due_on: dt.date | None
    finished: bool


def complete_step(uow: UnitOfWork, command: CompleteStep) -> Result[Moved]:
    """Finish the present step and go where its outcome leads.

    Errors: ``step_out_of_order`` (facts: current), ``date_before_receipt``,
    ``date_before_previous``, ``date_in_future``, ``required`` on ``outcome`` or a remark field.
    """
    case, procedure = _open(uow, command.case_id, command.version)
    index = _index(case, command.step_id)
    step = case.steps[index]
    must_be_current(case, step)
    check_day(uow, case, command.done_on, "done_on", index)
    check_completion(procedure.find(step.key), command)
    change = _asked(lambda: path.complete(procedure, _path(case), index, command.outcome or None))
    before = snapshot(case)
    step.done_on = command.done_on
    step.outcome = change.outcome.key if change.outcome else ""
    step.outcome_label = change.outcome.label if change.outcome else ""
    step.remark_values = _filled(procedure.find(step.key), command.values)
    step.remark = command.remark.strip()
    step.done_by = uow.actor.name
    _apply(case, procedure, change, command.done_on)
    return _stored(
        uow,
        case,
        before,
        "case.step_completed",
        f"ทำขั้นตอน “{step.title}”",
        {
            "step": (None, step.title),
            "outcome": (None, step.outcome_label or None),
            "done_on": (None, step.done_on),
            "remark": (None, _whole_remark(step) or None),
        },
    )


def send_back(uow: UnitOfWork, command: SendBack) -> Result[Moved]:
    """Return the matter to an earlier step; what was done stays, the steps come again."""
    case, procedure = _open(uow, command.case_id, command.version)
    reason = given_reason(command.reason)
    index = _current_index(case)
    target = _index(case, command.to_step_id)
    check_day(uow, case, command.on, "on", index)
    change = _asked(lambda: path.send_back(procedure, _path(case), index, target))
    before = snapshot(case)
    step = case.steps[index]
    step.done_on, step.reason, step.done_by = command.on, reason, uow.actor.name
    title = case.steps[target].title
    _apply(case, procedure, change, command.on)
    return _stored(
        uow,
        case,
        before,
        "case.sent_back",
        f"ส่งกลับไป “{title}”",
        {"step": (step.title, title)},
        reason,
    )


def skip_step(uow: UnitOfWork, command: SkipStep) -> Result[Moved]:
    """Pass over the present step or a planned one."""
    case, procedure = _open(uow, command.case_id, command.version)
    reason = given_reason(command.reason)
    index = _index(case, command.step_id)
    step = case.steps[index]
    if step.state == StepState.CURRENT.value:
        check_day(uow, case, command.on, "on", index)
    change = _asked(lambda: path.skip(procedure, _path(case), index))
    before = snapshot(case)
    if step.state == StepState.CURRENT.value:
        step.done_on = command.on
    _apply(case, procedure, change, command.on)
    step.reason, step.done_by = reason, uow.actor.name
    return _stored(
        uow,
        case,
        before,
        "case.step_skipped",
        f"ข้าม “{step.title}”",
        {"step": (None, step.title)},
        reason,
    )


def repeat_step(uow: UnitOfWork, command: RepeatStep) -> Result[Moved]:
    """Do a past step once more, now; on a finished case this opens the case again."""
    case, procedure = _open(uow, command.case_id, command.version)
    reason = given_reason(command.reason)
    index = _index(case, command.step_id)
    step = case.steps[index]
    check_day(uow, case, command.on, "on", len(case.steps))
    change = _asked(lambda: path.repeat(procedure, _path(case), index))
    before = snapshot(case)
    _apply(case, procedure, change, command.on)
    now = current_step(case)
    if now is not None:
        now.reason = reason
    return _stored(
        uow,
        case,
        before,
        "case.step_repeated",
        f"ทำซ้ำ “{step.title}”",
        {"step": (None, step.title)},
        reason,
    )


def add_step(uow: UnitOfWork, command: AddStep) -> Result[Moved]:
    """Put a step of the office's own behind the present one or a planned one."""
    case, procedure = _open(uow, command.case_id, command.version)
    reason = given_reason(command.reason)
    title = command.title.strip()
    if not title:
        raise DomainError("required", field="title")
    index = _index(case, command.after_step_id)
    role = StepRole(command.role) if command.role in set(StepRole) else StepRole.HR_OFFICER
    if command.usual_days is not None and not 0 <= command.usual_days <= _LONGEST:
        raise DomainError("days_out_of_range", field="usual_days", limit=_LONGEST)
    planned = path.PlannedStep(
        None, title, role, waits_for_others=role in _OTHERS, usual_days=command.usual_days
    )
    change = _asked(lambda: path.add(_path(case), index, planned))
    before = snapshot(case)
    _apply(case, procedure, change, case.since)
    added = case.steps[change.insert_at]
    added.reason = reason
    return _stored(
        uow, case, before, "case.step_added", f"เพิ่ม “{title}”", {"step": (None, title)}, reason
    )


def set_due(uow: UnitOfWork, command: SetDue) -> Result[Moved]:
    """Set the due date of the present step by hand, with the reason."""
    case, _ = _open(uow, command.case_id, command.version)
    reason = given_reason(command.reason)
    step = case.steps[_index(case, command.step_id)]
    must_be_current(case, step)
    if command.due_on is not None and step.started_on and command.due_on < step.started_on:
        raise DomainError(
            "date_before_previous", field="due_on", day=command.due_on, previous=step.started_on
        )
    before = snapshot(case)
    old, step.due_on = step.due_on, command.due_on
    step.due_reason = f"กำหนดเอง: {reason}"
    return _stored(
        uow,
        case,
        before,
        "case.due_set",
        f"กำหนดวันของ “{step.title}”",
        {"due_on": (old, command.due_on)},
        reason,
    )


def correct_step(uow: UnitOfWork, command: CorrectStep) -> Result[Moved]:
    """Mend the date or the remark of a finished step; its outcome stays as decided."""
    case, procedure = _open(uow, command.case_id, command.version)
    reason = given_reason(command.reason)
    index = _index(case, command.step_id)
    step = case.steps[index]
    if step.state not in _FINISHED:
        raise DomainError("step_not_finished", title=step.title)
    check_day(uow, case, command.done_on, "done_on", index)
    check_following(case, command.done_on, index)
    if step.state == StepState.DONE.value:
        check_values(procedure.find(step.key), command.values)
    before = snapshot(case)
    old_day, old_remark = step.done_on, _whole_remark(step)
    step.done_on = command.done_on
    step.remark_values = _filled(procedure.find(step.key), command.values)
    step.remark = command.remark.strip()
    changes = {"done_on": (old_day, step.done_on), "remark": (old_remark, _whole_remark(step))}
    return _stored(
        uow,
        case,
        before,
        "case.step_corrected",
        f"แก้ไข “{step.title}”",
        {field: pair for field, pair in changes.items() if pair[0] != pair[1]},
        reason,
    )


def undo_step(uow: UnitOfWork, case_id: int, version: int) -> Result[Moved]:
    """Take back the newest step action: the path becomes what it was before it."""
    case, _ = _open(uow, case_id, version)
    newest = uow.session.scalars(
        select(CaseUndo).where(CaseUndo.case_id == case_id).order_by(CaseUndo.id.desc()).limit(1)
    ).one_or_none()
    if newest is None:
        raise DomainError("nothing_to_undo")
    label = newest.label
    put_back(case, newest.before)
    uow.session.delete(newest)
    index_steps(case)
    touch(uow, case)
    uow.session.flush()
    uow.audit(
        "case.step_undone", "case", case.id, case_id=case.id, changes={"undone": (label, None)}
    )
    return Result(_moved(case), changed(("case", case.id)))


def _open(uow: UnitOfWork, case_id: int, version: int) -> tuple[Case, Procedure]:
    require(uow.actor, Right.WORK_CASES)
    case = load_case(uow, case_id)
    check_version(uow, case, version, "case", {})
    return case, find(uow, case.procedure, case.procedure_version)


def _index(case: Case, step_id: int) -> int:
    found = next((i for i, step in enumerate(case.steps) if step.id == step_id), None)
    if found is None:
        raise DomainError("not_found")
    return found


def _current_index(case: Case) -> int:
    step = current_step(case)
    if step is None:
        raise DomainError("case_finished")
    return case.steps.index(step)


def _asked(change: Callable[[], path.PathChange]) -> path.PathChange:
    with refusing(path.PathError):
        return change()


def _path(case: Case) -> tuple[path.PathStep, ...]:
    return tuple(
        path.PathStep(
            step.key,
            step.title,
            StepState(step.state),
            step.round,
            step.waived,
            StepRole(step.role),
            step.waits_for_others,
            step.usual_days,
        )
        for step in case.steps
    )


def _apply(case: Case, procedure: Procedure, change: path.PathChange, on: dt.date) -> None:
    """Carry a change of the path out on the case's rows; the step then present begins ``on``."""
    before = current_step(case)
    for each in change.states:
        step = case.steps[each.index]
        step.state = each.state.value
        step.waived = each.waived
        if each.reason:
            step.reason = each.reason
        if each.state is StepState.PLANNED:
            step.started_on = step.due_on = None
            step.due_reason = ""
    for place, new in enumerate(change.inserted, start=change.insert_at):
        case.steps.insert(place, planned_row(new))
    for position, step in enumerate(case.steps, start=1):
        step.position = position
    if change.current is not None:
        now = case.steps[change.current]
        if now is not before:
            begin_step(case, procedure, now, on)


def _stored(
    uow: UnitOfWork,
    case: Case,
    before: dict[str, Any],
    action: str,
    label: str,
    changes: Mapping[str, tuple[Any, Any]],
    reason: str = "",
) -> Result[Moved]:
    """Bring the case's own columns up to date, keep what undo needs, and write the audit."""
    index_steps(case)
    touch(uow, case)
    uow.session.flush()
    uow.session.add(
        CaseUndo(case_id=case.id, label=label, case_version=case.version, before=before)
    )
    uow.session.flush()
    uow.audit(action, "case", case.id, case_id=case.id, changes=changes, reason=reason)
    return Result(_moved(case), changed(("case", case.id)), f"เลิก{label}")


def _moved(case: Case) -> Moved:
    finished = case.status == CaseStatus.COMPLETED.value
    return Moved(case.version, "" if finished else case.step_title, case.due_on, finished)


def _filled(step: ProcedureStep | None, values: Mapping[str, str]) -> dict[str, str]:
    """Return the remark's values to store: those that hold something, dates as ISO."""
    dated = {field.key for field in step.remark if field.kind == "date"} if step else set()
    kept = {}
    for key, value in values.items():
        if not value.strip():
            continue
        day = read_date(value) if key in dated else None
        kept[key] = day.isoformat() if day else value.strip()
    return kept


def _whole_remark(step: CaseStep) -> str:
    return " · ".join([*(str(v) for v in step.remark_values.values()), step.remark]).strip(" ·")


_FINISHED = frozenset({StepState.DONE.value, StepState.RETURNED.value, StepState.SKIPPED.value})
_OTHERS = frozenset({StepRole.APPLICANT, StepRole.UNIT, StepRole.OTHER_AGENCY, StepRole.COMMITTEE})
_LONGEST = 999
