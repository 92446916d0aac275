"""The one extension of a period, as of the time to send works: what it adds, and giving it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from hrdesk.models import Case, CaseStep
from hrdesk.rules.codes import StepState
from hrdesk.rules.procedure import Procedure
from hrdesk.rules.procedure_dates import extension_of
from hrdesk.services.case_dates import EXTENDED, Basis, extended_steps, target_level
from hrdesk.services.case_step_base import Moved, index_of, opened
from hrdesk.services.case_step_checks import given_reason, must_be_current
from hrdesk.services.changes import Result
from hrdesk.services.due import step_due
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ExtendDue:
    """The period of the present step is extended, once, by what the law allows."""

    case_id: int
    version: int
    step_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Extension:
    """What extending the present step's period does: the months it adds, the new last day."""

    months: int
    due_on: dt.date
    due_reason: str
    source: str


def extend_due(uow: UnitOfWork, command: ExtendDue) -> Result[Moved]:
    """Extend the period of the present step by the law's months; it can be taken back.

    Errors: ``required`` (reason), ``step_out_of_order``, ``extension_used``, ``extension_none``
    (facts: title).
    """
    work = opened(uow, command.case_id, command.version)
    case, procedure, basis = work.case, work.procedure, work.basis
    reason = given_reason(command.reason)
    step = case.steps[index_of(case, command.step_id)]
    must_be_current(case, step)
    if step.key in extended_steps(case):
        raise DomainError("extension_used", title=step.title)
    offer = extension_offer(case, procedure, step, basis)
    if offer is None or step.key is None:
        raise DomainError("extension_none", title=step.title)
    case.facts = {**case.facts, EXTENDED: sorted({*extended_steps(case), step.key})}
    old = step.due_on
    step.due_on, step.due_reason = offer.due_on, offer.due_reason
    return work.stored(
        "case.due_extended",
        f"ขยายเวลาของ “{step.title}”",
        {
            "step": (None, step.title),
            "due_on": (old, offer.due_on),
            "extended_by": (None, f"{offer.months} เดือน"),
        },
        reason,
    )


def extension_offer(
    case: Case, procedure: Procedure, step: CaseStep, basis: Basis
) -> Extension | None:
    """Return what extending a step's period would do; None where it cannot be extended.

    It cannot where the law knows no extension, where it was given already, and where it would
    bring no later day, as close to a retirement.
    """
    known = procedure.find(step.key)
    period = known.period_for(target_level(case)) if known else None
    if known is None or period is None or step.started_on is None or not case.rules_held:
        return None
    matter = basis.matter(case, procedure)
    months = extension_of(period, matter)
    if months is None or known.key in matter.extended:
        return None
    longer = replace(matter, extended=matter.extended | {known.key})
    now = step_due(known, step.started_on, matter, basis.calendar)
    then = step_due(known, step.started_on, longer, basis.calendar)
    if now is None or now.day is None or then is None or then.day is None:
        return None
    if then.day <= max(now.day, step.due_on or now.day):
        return None
    source = procedure.source(period.source)
    where = f"{source.instrument} {source.clause}".strip()
    return Extension(months, then.day, then.reason, where)


def may_extend(case: Case, procedure: Procedure) -> CaseStep | None:
    """Return the present step where its period has an extension that was not yet given."""
    step = next((each for each in case.steps if each.state == StepState.CURRENT.value), None)
    known = procedure.find(step.key) if step is not None else None
    period = known.period_for(target_level(case)) if known else None
    if step is None or period is None or not period.extension_months:
        return None
    return None if step.key in extended_steps(case) else step
