"""The step actions of a case, as commands; each carries the version of the case that was shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CompleteStep:
    """The present step was done on a day, with its outcome and what its remark holds.

    ``checks`` names the checks that were ticked; ``despite`` says that what is unticked or missing
    was seen; ``reason`` why it closes although a legal period still runs.
    """

    case_id: int
    version: int
    step_id: int
    done_on: dt.date
    outcome: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""
    checks: frozenset[str] = frozenset()
    despite: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanDate:
    """The date in the remark of a step still to come, such as that of a meeting; None takes it
    away."""

    case_id: int
    version: int
    step_id: int
    field: str
    day: dt.date | None


@dataclass(frozen=True, slots=True)
class SendBack:
    """The matter goes back to an earlier step, which is done anew."""

    case_id: int
    version: int
    to_step_id: int
    on: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class SkipStep:
    """The present or a planned step is not needed in this case."""

    case_id: int
    version: int
    step_id: int
    on: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class RepeatStep:
    """A step already done is done once more, now."""

    case_id: int
    version: int
    step_id: int
    on: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class AddStep:
    """A step of the office's own, after a given one; ``usual_days`` in working days."""

    case_id: int
    version: int
    after_step_id: int
    title: str
    role: str
    usual_days: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class SetDue:
    """The due date of the present step, set by hand; None takes it away."""

    case_id: int
    version: int
    step_id: int
    due_on: dt.date | None
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectStep:
    """A slip in a finished step: its date or its remark."""

    case_id: int
    version: int
    step_id: int
    done_on: dt.date
    values: Mapping[str, str]
    remark: str
    reason: str
