"""What is checked before a case moves: the step, the day, the outcome, the remark, the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from hrdesk.models import Case, CaseStep
from hrdesk.rules.codes import StepState
from hrdesk.rules.procedure import ProcedureStep, RemarkField
from hrdesk.services.case_dates import RUNNING, read_date, target_level
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


def check_left(case: Case, known: ProcedureStep | None, command: CompleteStep) -> None:
    """Raise ``step_things_left`` (facts: checks, papers) where ticks or papers are missing, unless
    the command says that they were seen."""
    if known is None or command.despite:
        return
    checks = [check.text for check in known.checks if check.key not in command.checks]
    due = [paper for paper in case.papers if paper.key in known.papers_in]
    papers = [paper.label for paper in due if paper.required and paper.received_on is None]
    if checks or papers:
        raise DomainError("step_things_left", checks=tuple(checks), papers=tuple(papers))


def left_open(step: CaseStep, known: ProcedureStep | None) -> dict[str, tuple[None, str]]:
    """Return for the audit what was closed unticked, though seen."""
    texts = (
        [check.text for check in known.checks if not step.checks.get(check.key)] if known else []
    )
    return {"unticked": (None, ", ".join(texts))} if texts else {}


def check_periods(
    case: Case, step: CaseStep, known: ProcedureStep | None, command: CompleteStep
) -> None:
    """Raise ``period_running`` (facts: title, due_on) where a step closes before the legal time
    that others have is over, beside the steps or in this one, and no reason is given.

    In the step itself a result that is not the good one, such as an objection, is reason enough.
    """
    if command.reason.strip():
        return
    for wait in case.waits:
        if wait.state == RUNNING and step.key and wait.before_step == step.key:
            raise DomainError(
                "period_running", field="reason", title=wait.title, due_on=wait.due_on
            )
    period = known.period_for(target_level(case)) if known else None
    if known is None or period is None or not period.waited_out or step.due_on is None:
        return
    outcome = known.outcome(command.outcome)
    if command.done_on < step.due_on and (outcome is None or outcome.tone == "good"):
        raise DomainError("period_running", field="reason", title=step.title, due_on=step.due_on)


def date_field(known: ProcedureStep | None, key: str) -> RemarkField:
    """Return a date of a step's remark; raises ``not_a_choice`` where there is none of that key."""
    for field in known.remark if known else ():
        if field.key == key and field.kind == "date":
            return field
    raise DomainError("not_a_choice", field="field")


def given_reason(text: str) -> str:
    """Return the reason without spaces around it; ``required`` when there is none."""
    if not text.strip():
        raise DomainError("required", field="reason")
    return text.strip()
