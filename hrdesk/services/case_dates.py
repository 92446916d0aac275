"""When a step of a case begins and when it is due."""

from __future__ import annotations

import datetime as dt

from hrdesk.models import Case, CaseStep
from hrdesk.rules.case_path import PlannedStep
from hrdesk.rules.codes import Level, StepState
from hrdesk.rules.dates import DateError, parse_thai_date
from hrdesk.rules.procedure import Procedure, usual_due
from hrdesk.services.due import holidays_between, step_due


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
    )


def begin_step(case: Case, procedure: Procedure, step: CaseStep, on: dt.date) -> None:
    """Make a step the present one from a day, with its due date.

    A matter older than the law the program holds gets no computed date: it is set by hand.
    """
    step.state = StepState.CURRENT.value
    step.started_on = on
    step.done_on = None
    known = procedure.find(step.key)
    due = None
    if case.rules_held and known is not None:
        due = step_due(known, on, known_dates(case, procedure), target_level(case))
    elif case.rules_held and step.usual_days is not None:
        last = on + dt.timedelta(days=2 * step.usual_days + 60)
        due = usual_due(step.usual_days, on, holidays_between(on, last))
    step.due_on = due.day if due else None
    step.due_reason = due.reason if due else ""


def known_dates(case: Case, procedure: Procedure) -> dict[str, dt.date]:
    """Return the day each step was last done, by key, and dates of remarks by ``step.remark``."""
    dates: dict[str, dt.date] = {}
    for step in case.steps:
        if step.key is None or step.done_on is None:
            continue
        dates[step.key] = step.done_on
        known = procedure.find(step.key)
        for field in known.remark if known else ():
            if field.kind == "date" and step.remark_values.get(field.key):
                day = read_date(str(step.remark_values[field.key]))
                if day is not None:
                    dates[f"{step.key}.{field.key}"] = day
    return dates


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
