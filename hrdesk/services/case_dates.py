"""When a step of a case begins, when it is due, and when the whole matter may be finished."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from hrdesk.models import Case, CaseStep, Person
from hrdesk.rules.calendar import Holidays, add_working_days
from hrdesk.rules.case_path import PlannedStep
from hrdesk.rules.codes import Level, StepState
from hrdesk.rules.dates import DateError, PartialDate, parse_thai_date
from hrdesk.rules.lawbook import Law
from hrdesk.rules.procedure import Procedure, ProcedureStep
from hrdesk.rules.procedure_dates import RETIRING, DueDate, Matter, usual_due
from hrdesk.rules.refusal import Refused
from hrdesk.services.due import WorkCalendar, calendar, step_due, wait_due
from hrdesk.services.unit_of_work import UnitOfWork

RUNNING = "running"
"""The state of a period beside the steps that is not over."""

BY_HAND = "กำหนดเอง"
"""What the reason of a due date begins with that an officer set."""

EXTENDED = "extended"
"""Where the facts of a case hold the keys of the steps whose period was extended."""

_WORKS = frozenset({"send_works", "retiring_send_works"})
_MARGIN = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Basis:
    """What the due dates of one case are reckoned on; ``law`` None where none is asked or held."""

    calendar: WorkCalendar
    law: Law | None = None
    retires_fiscal_year: int | None = None

    def matter(self, case: Case, procedure: Procedure) -> Matter:
        """Return the case as the rules of due dates read it."""
        dates = known_dates(case, procedure)
        known = frozenset(extended_steps(case))
        return Matter(dates, target_level(case), self.law, self.retires_fiscal_year, known)


def basis_of(uow: UnitOfWork, case: Case, procedure: Procedure) -> Basis:
    """Return the office's calendar, and the law and the retirement where a period asks for them."""
    asked = laws_asked(procedure)
    if not asked:
        return Basis(calendar(uow))
    from hrdesk.services.office_law import case_law

    law, _ = case_law(uow, case)
    year = retirement_year(uow, case.person_id, law) if asked & _WORKS else None
    return Basis(calendar(uow), law, year)


def laws_asked(procedure: Procedure) -> frozenset[str]:
    """Return the periods of the law book that a procedure counts by."""
    periods = [period for step in procedure.steps for period in step.periods]
    periods += [wait.period for step in procedure.steps for wait in step.waits]
    return frozenset(period.law for period in periods if period.law)


def retirement_year(uow: UnitOfWork, person_id: int | None, law: Law) -> int | None:
    """Return the fiscal year (BE) of a person's last day of service, None where it is not known."""
    person = uow.session.get(Person, person_id) if person_id is not None else None
    if person is None or not person.birth_date:
        return None
    from hrdesk.rules.retirement import retirement

    born = PartialDate.from_storage(person.birth_date)
    if not born.exact:
        return None
    try:
        return retirement(dt.date.fromisoformat(person.birth_date), law).fiscal_year
    except Refused:
        return None


def planned_row(planned: PlannedStep, position: int = 0) -> CaseStep:
    """Return the row of a step that is still to come."""
    return CaseStep(
        position=position,
        key=planned.key,
        round=planned.round,
        title=planned.title,
        role=planned.role.value,
        waits_for_others=planned.waits_for_others,
        usual_days=planned.usual_days,
        state=StepState.PLANNED.value,
        waived=False,
        remark_values={},
        checks={},
    )


def begin_step(case: Case, procedure: Procedure, step: CaseStep, on: dt.date, basis: Basis) -> None:
    """Make a step the present one from a day, with its due date."""
    step.state = StepState.CURRENT.value
    step.started_on = on
    step.done_on = None
    due = reckoned_due(case, procedure, step, on, basis)
    step.due_on = due.day if due else None
    step.due_reason = due.reason if due else ""


def reckoned_due(
    case: Case, procedure: Procedure, step: CaseStep, on: dt.date, basis: Basis
) -> DueDate | None:
    """Return when a step that began on a day is due.

    A matter older than the law the program holds gets no computed date: it is set by hand.
    """
    known = procedure.find(step.key)
    if not case.rules_held:
        return None
    if known is not None:
        return step_due(known, on, basis.matter(case, procedure), basis.calendar)
    if step.usual_days is None:
        return None
    last = on + dt.timedelta(days=2 * step.usual_days) + _MARGIN
    return usual_due(step.usual_days, on, basis.calendar.between(on, last))


def reckon_again(case: Case, procedure: Procedure, basis: Basis) -> None:
    """Set the due date of the present step anew, unless an officer set it."""
    step = next((step for step in case.steps if step.state == StepState.CURRENT.value), None)
    if step is None or step.started_on is None or step.due_reason.startswith(BY_HAND):
        return
    due = reckoned_due(case, procedure, step, step.started_on, basis)
    step.due_on = due.day if due else None
    step.due_reason = due.reason if due else ""


def predict(case: Case, procedure: Procedure, basis: Basis) -> None:
    """Set when the matter may be finished if each step ends on its day: None once it is finished.

    A step ends on its legal last day, else after its usual working days; one without either
    takes no time, so the day is the earliest that is likely.
    """
    case.expected_on = predicted_finish(case, procedure, basis)


def predicted_finish(case: Case, procedure: Procedure, basis: Basis) -> dt.date | None:
    """Return the day that ``predict`` sets."""
    current = next((step for step in case.steps if step.state == StepState.CURRENT.value), None)
    if current is None:
        return None
    matter = basis.matter(case, procedure)
    dates = dict(matter.dates)
    held = {wait.before_step: wait.due_on for wait in case.waits if wait.state == RUNNING}
    day = current.started_on or case.received_on
    for step in case.steps:
        if step.state not in (StepState.CURRENT.value, StepState.PLANNED.value):
            continue
        known = procedure.find(step.key)
        if step is current and step.due_on is not None and step.due_reason != RETIRING:
            day = max(day, step.due_on)
        elif known is not None and case.rules_held:
            day = max(day, _likely_day(known, day, replace(matter, dates=dates), basis))
        elif step.usual_days is not None:
            day = add_working_days(day, step.usual_days, _ahead(basis, day, step.usual_days))
        if until := held.get(step.key or ""):
            day = max(day, until)
        if step.key is not None:
            dates[step.key] = day
        for field in known.remark if known else ():
            if field.kind == "date":
                dates.setdefault(f"{step.key}.{field.key}", day)
        for wait in known.waits if known and case.rules_held else ():
            ends = wait_due(wait, day, replace(matter, dates=dates), basis.calendar)
            if ends and ends.day:
                held[wait.before_step] = ends.day
    ends_on = [wait.due_on for wait in case.waits if wait.state == RUNNING and wait.due_on]
    return max([day, *ends_on])


def _likely_day(step: ProcedureStep, day: dt.date, matter: Matter, basis: Basis) -> dt.date:
    """The day a step should be done: retirement may bring its last day nearer, never far away."""
    usual = step_due(step, day, replace(matter, retires_fiscal_year=None), basis.calendar)
    if usual is None or usual.day is None:
        return day
    limit = step_due(step, day, matter, basis.calendar)
    return min(usual.day, limit.day) if limit and limit.day else usual.day


def _ahead(basis: Basis, day: dt.date, usual_days: int) -> Holidays:
    return basis.calendar.between(day, day + dt.timedelta(days=2 * usual_days) + _MARGIN)


def known_dates(case: Case, procedure: Procedure) -> dict[str, dt.date]:
    """Return the day each step was last done, by key, and dates of remarks by ``step.remark``.

    A date that a step still to come has in its remark already, such as that of a meeting, counts.
    """
    dates: dict[str, dt.date] = {}
    for step in case.steps:
        if step.key is None:
            continue
        if step.done_on is not None:
            dates[step.key] = step.done_on
        known = procedure.find(step.key)
        for field in known.remark if known else ():
            if field.kind == "date" and step.remark_values.get(field.key):
                day = read_date(str(step.remark_values[field.key]))
                if day is not None:
                    dates[f"{step.key}.{field.key}"] = day
    return dates


def extended_steps(case: Case) -> tuple[str, ...]:
    """Return the keys of the steps whose period was extended, which is done once."""
    facts = case.facts or {}  # a matter that is just being opened has none yet
    return tuple(str(key) for key in facts.get(EXTENDED) or ())


def target_level(case: Case) -> Level | None:
    """Return the level of the post asked for, where the case names one."""
    level = str(case.target.get("level", ""))
    return Level(level) if level in set(Level) else None


def read_date(text: str) -> dt.date | None:
    """Return a remark's date, typed the Thai way or stored as ISO; None when it is neither."""
    try:
        return parse_thai_date(text)
    except DateError:
        return None
