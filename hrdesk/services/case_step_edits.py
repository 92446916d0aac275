"""Changes to a case's steps that move nothing: a due date, a date ahead, a slip in a done step."""

from __future__ import annotations

from hrdesk.rules.codes import StepState
from hrdesk.services.case_dates import BY_HAND, reckon_again
from hrdesk.services.case_step_base import (
    Moved,
    filled,
    index_of,
    opened,
    whole_remark,
)
from hrdesk.services.case_step_checks import (
    check_day,
    check_following,
    check_values,
    date_field,
    given_reason,
    must_be_current,
)
from hrdesk.services.case_step_commands import CorrectStep, PlanDate, SetDue
from hrdesk.services.changes import Result
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork

_FINISHED = frozenset({StepState.DONE.value, StepState.RETURNED.value, StepState.SKIPPED.value})
_OPEN = frozenset({StepState.PLANNED.value, StepState.CURRENT.value})


def set_due(uow: UnitOfWork, command: SetDue) -> Result[Moved]:
    """Set the due date of the present step by hand, with the reason."""
    work = opened(uow, command.case_id, command.version)
    case = work.case
    reason = given_reason(command.reason)
    step = case.steps[index_of(case, command.step_id)]
    must_be_current(case, step)
    if command.due_on is not None and step.started_on and command.due_on < step.started_on:
        raise DomainError(
            "date_before_previous", field="due_on", day=command.due_on, previous=step.started_on
        )
    old, step.due_on = step.due_on, command.due_on
    step.due_reason = f"{BY_HAND}: {reason}"
    return work.stored(
        "case.due_set",
        f"กำหนดวันของ “{step.title}”",
        {"due_on": (old, command.due_on)},
        reason,
    )


def plan_date(uow: UnitOfWork, command: PlanDate) -> Result[Moved]:
    """Note ahead the day that a step to come will have, and reckon what counts from it anew.

    Errors: ``step_finished``, ``not_a_choice`` for what is no date of the step's remark,
    ``date_before_receipt``.
    """
    work = opened(uow, command.case_id, command.version)
    case, procedure, basis = work.case, work.procedure, work.basis
    step = case.steps[index_of(case, command.step_id)]
    if step.state not in _OPEN:
        raise DomainError("step_finished", title=step.title)
    field = date_field(procedure.find(step.key), command.field)
    if command.day is not None and command.day < case.received_on:
        raise DomainError(
            "date_before_receipt", field="day", day=command.day, received_on=case.received_on
        )
    old = step.remark_values.get(field.key)
    day = {field.key: command.day.isoformat()} if command.day else {}
    step.remark_values = {k: v for k, v in step.remark_values.items() if k != field.key} | day
    reckon_again(case, procedure, basis)
    return work.stored(
        "case.date_planned",
        f"กำหนด{field.label}",
        {"step": (None, step.title), "planned_on": (old, command.day)},
    )


def correct_step(uow: UnitOfWork, command: CorrectStep) -> Result[Moved]:
    """Mend the date or the remark of a finished step; its outcome stays as decided."""
    work = opened(uow, command.case_id, command.version)
    case, procedure = work.case, work.procedure
    reason = given_reason(command.reason)
    index = index_of(case, command.step_id)
    step = case.steps[index]
    if step.state not in _FINISHED:
        raise DomainError("step_not_finished", title=step.title)
    check_day(uow, case, command.done_on, "done_on", index)
    check_following(case, command.done_on, index)
    if step.state == StepState.DONE.value:
        check_values(procedure.find(step.key), command.values)
    old_day, old_remark = step.done_on, whole_remark(step)
    step.done_on = command.done_on
    step.remark_values = filled(procedure.find(step.key), command.values)
    step.remark = command.remark.strip()
    changes = {"done_on": (old_day, step.done_on), "remark": (old_remark, whole_remark(step))}
    return work.stored(
        "case.step_corrected",
        f"แก้ไข “{step.title}”",
        {field: pair for field, pair in changes.items() if pair[0] != pair[1]},
        reason,
    )
