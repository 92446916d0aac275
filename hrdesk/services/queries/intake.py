"""What the intake screen reads: who may take charge, and what the procedure in force asks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from hrdesk.models import User
from hrdesk.rules.codes import CaseType, Level
from hrdesk.rules.procedure import ChecklistPaper
from hrdesk.rules.procedure_dates import Matter, period_label
from hrdesk.rules.sorting import thai_key
from hrdesk.services.access import RIGHTS, Right, Role, require
from hrdesk.services.case_dates import laws_asked
from hrdesk.services.due import calendar, step_due
from hrdesk.services.office_law import law_for_day
from hrdesk.services.procedures import in_force_for
from hrdesk.services.queries.cases import role_label, source_text
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OfficerChoice:
    """Somebody who may take charge of a matter."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class StepAhead:
    """A step that a matter will go through; ``usual_days`` are working days, ``limit`` is law."""

    number: int
    title: str
    role: str
    usual_days: int | None
    limit: str
    waits_for_others: bool


@dataclass(frozen=True, slots=True)
class IntakePlan:
    """What happens to a matter of one kind received on one day.

    ``first_due`` is None where no rule gives a day. ``rules_held`` and ``borrowed`` are those of
    ``hrdesk.rules.procedure.ProcedureInForce``. ``person`` is False for a matter of the office
    itself.
    """

    case_type: CaseType
    title: str
    version: int
    in_force_from: dt.date
    rules_from: dt.date
    note: str
    sources: tuple[str, ...]
    papers: tuple[ChecklistPaper, ...]
    steps: tuple[StepAhead, ...]
    first_step: str
    first_due: dt.date | None
    first_reason: str
    rules_held: bool
    borrowed: bool
    lender: str
    person: bool = True


def officers_in_charge(uow: UnitOfWork) -> tuple[OfficerChoice, ...]:
    """Return the users whose role lets them work cases, in Thai order of their names."""
    require(uow.actor, Right.WORK_CASES)
    able = [role.value for role in Role if Right.WORK_CASES in RIGHTS[role]]
    rows = uow.session.execute(
        select(User.id, User.display_name).where(User.active, User.role.in_(able))
    )
    found = (OfficerChoice(row.id, row.display_name) for row in rows)
    return tuple(sorted(found, key=lambda officer: thai_key(officer.name)))


def intake_plan(
    uow: UnitOfWork, case_type: CaseType, received_on: dt.date, level: Level | None = None
) -> IntakePlan:
    """Return the procedure in force for a matter received on a day; ``level`` is the target's."""
    require(uow.actor, Right.WORK_CASES)
    held = in_force_for(uow, case_type, received_on)
    procedure = held.procedure
    steps = [step for step in procedure.steps if not step.branch]
    first = steps[1] if len(steps) > 1 else steps[0]
    law = law_for_day(uow, received_on) if laws_asked(procedure) else None
    due = None
    if held.rules_held:
        matter = Matter({steps[0].key: received_on}, level, law)
        due = step_due(first, received_on, matter, calendar(uow))
    ahead = []
    for number, step in enumerate(steps, start=1):
        period = step.period_for(level)
        ahead.append(
            StepAhead(
                number,
                step.title,
                role_label(step.role),
                step.usual_days,
                period_label(period, law, level) if period else "",
                step.waits_for_others,
            )
        )
    return IntakePlan(
        case_type=case_type,
        title=procedure.title,
        version=procedure.version,
        in_force_from=procedure.in_force_from,
        rules_from=procedure.rules_from,
        note=procedure.note,
        sources=tuple(source_text(source) for source in procedure.sources),
        papers=procedure.papers,
        steps=tuple(ahead),
        first_step=first.title,
        first_due=due.day if due else None,
        first_reason=due.reason if due else "",
        rules_held=held.rules_held,
        borrowed=held.borrowed,
        lender=procedure.agency.label if held.borrowed else "",
        person=procedure.person,
    )
