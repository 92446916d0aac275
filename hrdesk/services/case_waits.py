"""Ending a period that runs beside the steps of a case, such as the time for objections."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hrdesk.models import CaseWait
from hrdesk.rules.procedure import Wait
from hrdesk.services.case_dates import RUNNING
from hrdesk.services.case_step_base import Moved, opened
from hrdesk.services.cases import refuse_future
from hrdesk.services.changes import Result
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork

ENDED = "ended"


@dataclass(frozen=True, slots=True)
class EndWait:
    """A period beside the steps is over on a day; ``reason`` where it ends before its last day."""

    case_id: int
    version: int
    wait_id: int
    on: dt.date
    outcome: str = ""
    remark: str = ""
    reason: str = ""


def end_wait(uow: UnitOfWork, command: EndWait) -> Result[Moved]:
    """End a running period; it can be taken back as a step can.

    Errors: ``not_found``, ``wait_over`` (facts: title), ``date_in_future``,
    ``date_before_previous``, ``required`` on ``outcome``, ``not_a_choice``, and ``period_running``
    (facts: title, due_on) where it ends before its last day without a reason.
    """
    work = opened(uow, command.case_id, command.version)
    case, procedure = work.case, work.procedure
    wait = next((each for each in case.waits if each.id == command.wait_id), None)
    if wait is None:
        raise DomainError("not_found")
    label = _checked_outcome(uow, wait, procedure.wait(wait.key), command)
    reason = command.reason.strip()
    wait.state, wait.ended_on, wait.ended_by = ENDED, command.on, uow.actor.name
    wait.outcome, wait.outcome_label = command.outcome, label
    wait.remark = " · ".join(filter(None, (command.remark.strip(), reason)))
    return work.stored(
        "case.wait_ended",
        f"สิ้นสุด “{wait.title}”",
        {
            "wait": (None, wait.title),
            "outcome": (None, label or None),
            "ended_on": (None, command.on),
            "remark": (None, command.remark.strip() or None),
        },
        reason,
    )


def _checked_outcome(uow: UnitOfWork, wait: CaseWait, known: Wait | None, command: EndWait) -> str:
    """Return the words of the outcome; raises where the period cannot end so."""
    if wait.state != RUNNING:
        raise DomainError("wait_over", title=wait.title)
    refuse_future(uow, command.on, "on")
    if command.on < wait.started_on:
        raise DomainError(
            "date_before_previous",
            field="on",
            day=command.on,
            previous=wait.started_on,
            title=wait.title,
        )
    if known and known.outcomes and not command.outcome:
        raise DomainError("required", field="outcome")
    outcome = known.outcome(command.outcome) if known else None
    if command.outcome and outcome is None:
        raise DomainError("not_a_choice", field="outcome")
    if wait.due_on is not None and command.on < wait.due_on and not command.reason.strip():
        raise DomainError("period_running", field="reason", title=wait.title, due_on=wait.due_on)
    return outcome.label if outcome else ""
