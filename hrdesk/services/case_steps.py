"""Moving a case through its steps; every act keeps the path as it was, so it can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import select

from hrdesk.models import Case, CaseUndo
from hrdesk.rules import case_path as path
from hrdesk.rules.codes import StepRole, StepState
from hrdesk.rules.procedure import Procedure
from hrdesk.services.case_dates import (
    Basis,
    basis_of,
    begin_step,
    planned_row,
    predict,
)
from hrdesk.services.case_extension import ExtendDue, extend_due
from hrdesk.services.case_index import current_step, index_steps
from hrdesk.services.case_snapshot import put_back
from hrdesk.services.case_step_base import (
    Moved,
    filled,
    index_of,
    moved,
    opened,
    path_of,
    whole_remark,
)
from hrdesk.services.case_step_checks import (
    check_completion,
    check_day,
    check_left,
    check_periods,
    given_reason,
    left_open,
    must_be_current,
)
from hrdesk.services.case_step_commands import (
    AddStep,
    CompleteStep,
    CorrectStep,
    PlanDate,
    RepeatStep,
    SendBack,
    SetDue,
    SkipStep,
)
from hrdesk.services.case_step_edits import correct_step, plan_date, set_due
from hrdesk.services.case_wait_rows import begin_waits
from hrdesk.services.cases import touch
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.objections import refuse_held
from hrdesk.services.problems import refusing
from hrdesk.services.procedures import find
from hrdesk.services.unit_of_work import UnitOfWork

__all__ = [
    "AddStep",
    "CompleteStep",
    "CorrectStep",
    "ExtendDue",
    "Moved",
    "PlanDate",
    "RepeatStep",
    "SendBack",
    "SetDue",
    "SkipStep",
    "add_step",
    "complete_step",
    "correct_step",
    "extend_due",
    "plan_date",
    "repeat_step",
    "send_back",
    "set_due",
    "skip_step",
    "undo_step",
]


def complete_step(uow: UnitOfWork, command: CompleteStep) -> Result[Moved]:
    """Finish the present step and go where its outcome leads.

    Errors: ``step_out_of_order`` (facts: current), ``date_before_receipt``,
    ``date_before_previous``, ``date_in_future``, ``required`` on ``outcome`` or a remark field.
    """
    work = opened(uow, command.case_id, command.version)
    case, procedure, basis = work.case, work.procedure, work.basis
    index = index_of(case, command.step_id)
    step = case.steps[index]
    must_be_current(case, step)
    refuse_held(uow, case.id)
    check_day(uow, case, command.done_on, "done_on", index)
    known = procedure.find(step.key)
    check_completion(known, command)
    check_periods(case, step, known, command)
    check_left(case, known, command)
    change = _asked(lambda: path.complete(procedure, path_of(case), index, command.outcome or None))
    step.done_on = command.done_on
    step.outcome = change.outcome.key if change.outcome else ""
    step.outcome_label = change.outcome.label if change.outcome else ""
    step.remark_values = filled(known, command.values)
    step.remark = command.remark.strip()
    step.reason = command.reason.strip() or step.reason
    step.checks = {each.key: each.key in command.checks for each in known.checks} if known else {}
    step.done_by = uow.actor.name
    if change.outcome is None or not change.outcome.returns:
        begin_waits(case, procedure, step, command.done_on, basis)
    _apply(case, procedure, change, command.done_on, basis)
    return work.stored(
        "case.step_completed",
        f"ทำขั้นตอน “{step.title}”",
        {
            "step": (None, step.title),
            "outcome": (None, step.outcome_label or None),
            "done_on": (None, step.done_on),
            "remark": (None, whole_remark(step) or None),
            **left_open(step, known),
        },
        command.reason.strip(),
    )


def send_back(uow: UnitOfWork, command: SendBack) -> Result[Moved]:
    """Return the matter to an earlier step; what was done stays, the steps come again."""
    work = opened(uow, command.case_id, command.version)
    case, procedure, basis = work.case, work.procedure, work.basis
    reason = given_reason(command.reason)
    index = _current_index(case)
    target = index_of(case, command.to_step_id)
    check_day(uow, case, command.on, "on", index)
    change = _asked(lambda: path.send_back(procedure, path_of(case), index, target))
    step = case.steps[index]
    step.done_on, step.reason, step.done_by = command.on, reason, uow.actor.name
    title = case.steps[target].title
    _apply(case, procedure, change, command.on, basis)
    return work.stored(
        "case.sent_back",
        f"ส่งกลับไป “{title}”",
        {"step": (step.title, title)},
        reason,
    )


def skip_step(uow: UnitOfWork, command: SkipStep) -> Result[Moved]:
    """Pass over the present step or a planned one."""
    work = opened(uow, command.case_id, command.version)
    case, procedure, basis = work.case, work.procedure, work.basis
    reason = given_reason(command.reason)
    index = index_of(case, command.step_id)
    step = case.steps[index]
    if step.state == StepState.CURRENT.value:
        check_day(uow, case, command.on, "on", index)
    change = _asked(lambda: path.skip(procedure, path_of(case), index))
    if step.state == StepState.CURRENT.value:
        step.done_on = command.on
    _apply(case, procedure, change, command.on, basis)
    step.reason, step.done_by = reason, uow.actor.name
    return work.stored(
        "case.step_skipped",
        f"ข้าม “{step.title}”",
        {"step": (None, step.title)},
        reason,
    )


def repeat_step(uow: UnitOfWork, command: RepeatStep) -> Result[Moved]:
    """Do a past step once more, now; on a finished case this opens the case again."""
    work = opened(uow, command.case_id, command.version)
    case, procedure, basis = work.case, work.procedure, work.basis
    reason = given_reason(command.reason)
    index = index_of(case, command.step_id)
    step = case.steps[index]
    check_day(uow, case, command.on, "on", len(case.steps))
    change = _asked(lambda: path.repeat(procedure, path_of(case), index))
    _apply(case, procedure, change, command.on, basis)
    now = current_step(case)
    if now is not None:
        now.reason = reason
    return work.stored(
        "case.step_repeated",
        f"ทำซ้ำ “{step.title}”",
        {"step": (None, step.title)},
        reason,
    )


def add_step(uow: UnitOfWork, command: AddStep) -> Result[Moved]:
    """Put a step of the office's own behind the present one or a planned one."""
    work = opened(uow, command.case_id, command.version)
    case, procedure, basis = work.case, work.procedure, work.basis
    reason = given_reason(command.reason)
    title = command.title.strip()
    if not title:
        raise DomainError("required", field="title")
    index = index_of(case, command.after_step_id)
    role = StepRole(command.role) if command.role in set(StepRole) else StepRole.HR_OFFICER
    if command.usual_days is not None and not 0 <= command.usual_days <= _LONGEST:
        raise DomainError("days_out_of_range", field="usual_days", limit=_LONGEST)
    planned = path.PlannedStep(
        None, title, role, waits_for_others=role in _OTHERS, usual_days=command.usual_days
    )
    change = _asked(lambda: path.add(path_of(case), index, planned))
    _apply(case, procedure, change, case.since, basis)
    added = case.steps[change.insert_at]
    added.reason = reason
    return work.stored(
        "case.step_added",
        f"เพิ่ม “{title}”",
        {"step": (None, title)},
        reason,
    )


def undo_step(uow: UnitOfWork, case_id: int, version: int) -> Result[Moved]:
    """Take back the newest step action: the path becomes what it was before it."""
    case = opened(uow, case_id, version).case
    newest = uow.session.scalars(
        select(CaseUndo).where(CaseUndo.case_id == case_id).order_by(CaseUndo.id.desc()).limit(1)
    ).one_or_none()
    if newest is None:
        raise DomainError("nothing_to_undo")
    label = newest.label
    put_back(case, newest.before)
    uow.session.delete(newest)
    index_steps(case)
    procedure = find(uow, case.procedure, case.procedure_version)
    predict(case, procedure, basis_of(uow, case, procedure))
    touch(uow, case)
    uow.session.flush()
    uow.audit(
        "case.step_undone", "case", case.id, case_id=case.id, changes={"undone": (label, None)}
    )
    return Result(moved(case), changed(("case", case.id)))


def _current_index(case: Case) -> int:
    step = current_step(case)
    if step is None:
        raise DomainError("case_finished")
    return case.steps.index(step)


def _asked(change: Callable[[], path.PathChange]) -> path.PathChange:
    with refusing(path.PathError):
        return change()


def _apply(
    case: Case, procedure: Procedure, change: path.PathChange, on: dt.date, basis: Basis
) -> None:
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
            begin_step(case, procedure, now, on, basis)


_OTHERS = frozenset({StepRole.APPLICANT, StepRole.UNIT, StepRole.OTHER_AGENCY, StepRole.COMMITTEE})
_LONGEST = 999
