"""What is checked before a case moves: the step, the day, the outcome, the remark, the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from hrdesk.models import Case, CaseStep
from hrdesk.rules.codes import StepState
from hrdesk.rules.procedure import ProcedureStep
from hrdesk.services.case_dates import read_date
from hrdesk.services.case_index import current_step
from hrdesk.services.case_step_commands import CompleteStep
from hrdesk.services.cases import refuse_future
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork


def must_be_current(case: Case, step: CaseStep) -> None:
    """Raise ``step_out_of_order`` (facts: current, asked) unless the step is the present one."""
    if step.state == StepState.CURRENT.value:
        return
    now = current_step(case)
    if now is None:
        raise DomainError("case_finished")
    raise DomainError("step_out_of_order", current=now.title, asked=step.title)


def check_day(uow: UnitOfWork, case: Case, day: dt.date, field: str, index: int) -> None:
    """Raise when a step would be done before the matter came, the step ahead, or after today."""
    refuse_future(uow, day, field)
    if day < case.received_on:
        raise DomainError("date_before_receipt", field=field, day=day, received_on=case.received_on)
    earlier = [step for step in case.steps[:index] if step.done_on is not None]
    latest = max(earlier, key=lambda step: step.done_on or case.received_on, default=None)
    if latest is not None and latest.done_on is not None and day < latest.done_on:
        raise DomainError(
            "date_before_previous",
            field=field,
            day=day,
            previous=latest.done_on,
            title=latest.title,
        )


def check_following(case: Case, day: dt.date, index: int) -> None:
    """Raise ``date_after_next`` when a corrected day lies after the next finished step."""
    following = next((s for s in case.steps[index + 1 :] if s.done_on is not None), None)
    if following is not None and following.done_on is not None and day > following.done_on:
        raise DomainError(
            "date_after_next",
            field="done_on",
            day=day,
            next=following.done_on,
            title=following.title,
        )


def check_completion(step: ProcedureStep | None, command: CompleteStep) -> None:
    """Raise for an outcome or remark field that is missing or cannot be read."""
    problems: list[DomainError] = []
    if step is not None and step.outcomes and not command.outcome:
        problems.append(DomainError("required", field="outcome"))
    refuse(problems + _value_problems(step, command.values))


def check_values(step: ProcedureStep | None, values: Mapping[str, str]) -> None:
    """Raise for a remark field that is missing or cannot be read."""
    refuse(_value_problems(step, values))


def _value_problems(step: ProcedureStep | None, values: Mapping[str, str]) -> list[DomainError]:
    problems: list[DomainError] = []
    for field in step.remark if step else ():
        value = values.get(field.key, "").strip()
        if field.required and not value:
            problems.append(DomainError("required", field=field.key))
        elif field.kind == "date" and value and read_date(value) is None:
            problems.append(DomainError("not_a_date", field=field.key, text=value))
        elif field.kind == "choice" and value and value not in field.choices:
            problems.append(DomainError("not_a_choice", field=field.key))
    return problems


def given_reason(text: str) -> str:
    """Return the reason without spaces around it; ``required`` when there is none."""
    if not text.strip():
        raise DomainError("required", field="reason")
    return text.strip()
