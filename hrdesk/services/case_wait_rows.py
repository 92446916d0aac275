"""The rows of periods that run beside the steps of a case, such as the time for objections."""

from __future__ import annotations

import datetime as dt

from hrdesk.models import Case, CaseStep, CaseWait
from hrdesk.rules.procedure import Procedure, Wait
from hrdesk.rules.procedure_dates import DueDate
from hrdesk.services.case_dates import RUNNING, Basis
from hrdesk.services.due import wait_due

REPLACED = "replaced"
"""The state of a period that began anew before it was over."""


def begin_waits(
    case: Case, procedure: Procedure, step: CaseStep, on: dt.date, basis: Basis
) -> list[CaseWait]:
    """Begin what runs beside the steps from a step just done; one that ran already starts anew."""
    known = procedure.find(step.key)
    begun = []
    for wait in known.waits if known else ():
        for old in case.waits:
            if old.key == wait.key and old.state == RUNNING:
                old.state = REPLACED
        row = new_wait(case, procedure, wait, on, basis)
        case.waits.append(row)
        begun.append(row)
    return begun


def new_wait(case: Case, procedure: Procedure, wait: Wait, on: dt.date, basis: Basis) -> CaseWait:
    """Return the row of a period that begins; a matter older than the law held gets no last day."""
    matter = basis.matter(case, procedure)
    due: DueDate | None = None
    if case.rules_held:
        due = wait_due(wait, on, matter, basis.calendar)
    return CaseWait(
        key=wait.key,
        title=wait.title,
        started_on=matter.dates.get(wait.period.counts_from, on),
        due_on=due.day if due else None,
        due_reason=due.reason if due else "",
        before_step=wait.before_step,
        state=RUNNING,
    )
