"""One case as its page shows it: the plain data of its head, steps, checklist, files and papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from hrdesk.rules.codes import CaseStatus, CaseType, StepState
from hrdesk.rules.procedure import Check, Outcome, Procedure, RemarkField, WaitOutcome
from hrdesk.services.case_dates import BY_HAND
from hrdesk.services.case_extension import Extension
from hrdesk.services.cases import TargetPost
from hrdesk.services.queries.law import LawOfCase


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the case: the manual's columns, and what officers need to work it.

    ``remark`` is the whole remark as the manual shows it, ``note`` what was typed freely in it.
    ``real_days`` and ``usual_days`` are working days, ``days_late`` calendar days.
    """

    id: int
    number: int
    key: str | None
    round: int
    title: str
    role: str
    state: StepState
    started_on: dt.date | None
    due_on: dt.date | None
    due_reason: str
    done_on: dt.date | None
    usual_days: int | None
    real_days: int | None
    days_late: int
    outcome: str
    remark: str
    note: str
    remark_values: Mapping[str, str]
    reason: str
    done_by: str
    waits_for_others: bool
    checks: Mapping[str, bool] = dataclass_field(default_factory=dict)

    @property
    def unlimited(self) -> bool:
        """Whether the law itself sets no period; ``due_reason`` then says so in its words."""
        said = self.due_reason
        return self.due_on is None and bool(said) and not said.startswith(BY_HAND)


@dataclass(frozen=True, slots=True)
class AheadDate:
    """A date of a step still to come that a period counts from, such as the day of a meeting."""

    step_id: int
    step: str
    field: str
    label: str
    day: dt.date | None


@dataclass(frozen=True, slots=True)
class StepForm:
    """What the present step asks for: fields of its remark, its outcomes, the papers it makes.

    ``known`` are the values of its fields that a paper made in this step already says or that
    were noted ahead. ``papers`` must be there at this step. ``waited_out``: its legal period is a
    time that others have, and the step should not close before it is over. ``ahead`` are days to
    come that this step's due date counts from.
    """

    step: StepView
    fields: tuple[RemarkField, ...]
    outcomes: tuple[Outcome, ...]
    result_label: str
    produces: tuple[str, ...]
    sources: tuple[str, ...]
    earliest: dt.date
    known: Mapping[str, str]
    checks: tuple[Check, ...] = ()
    papers: tuple[PaperView, ...] = ()
    waited_out: bool = False
    ahead: tuple[AheadDate, ...] = ()
    extension: Extension | None = None


@dataclass(frozen=True, slots=True)
class PaperView:
    """A checklist paper: whether it is required and when it came."""

    id: int
    key: str
    label: str
    required: bool
    received_on: dt.date | None


@dataclass(frozen=True, slots=True)
class FileView:
    """A file kept with the case; ``size`` in bytes.

    ``opens`` is False for whoever may not open a ``restricted`` file: its name and note are empty.
    """

    id: int
    name: str
    size: int
    note: str
    added_by: str
    added_at: dt.datetime
    removed: bool
    restricted: bool = False
    opens: bool = True


@dataclass(frozen=True, slots=True)
class IssuedView:
    """A paper made for the case and kept as it was; ``void``: its number counts no more."""

    id: int
    kind: str
    title: str
    number: str
    dated: dt.date | None
    made_by: str
    made_at: dt.datetime
    void: bool = False


@dataclass(frozen=True, slots=True)
class WaitView:
    """A period that runs or ran beside the steps; ``days_left`` are calendar days, below 0 late."""

    id: int
    key: str
    title: str
    started_on: dt.date
    due_on: dt.date | None
    due_reason: str
    days_left: int | None
    before: str
    before_step: str
    running: bool
    ended_on: dt.date | None
    outcome: str
    remark: str
    ended_by: str
    outcomes: tuple[WaitOutcome, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """The procedure a case is pinned to, and whether its law is held by the program.

    ``lender`` is the agency whose procedure it is, where it is another than the office's.
    """

    id: str
    version: int
    title: str
    note: str
    sources: tuple[str, ...]
    rules_held: bool
    rules_from: dt.date
    lender: str


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """All of a case's page. Files, issued papers and checklist are empty for a general user.

    ``flow`` is the procedure itself, in the version that the case is pinned to. ``expected_on`` is
    when the matter may be finished as it stands today. ``usual_days`` and ``real_days`` are the
    working days of the steps that have usual ones and are done, and what they took.
    """

    id: int
    version: int
    number: str
    person_id: int | None
    person: str
    unit: str
    case_type: CaseType
    received_on: dt.date
    subject: str
    target: TargetPost
    effective_on: dt.date | None
    officer_id: int | None
    officer: str
    note: str
    status: CaseStatus
    since: dt.date
    due_on: dt.date | None
    days_late: int
    completed_on: dt.date | None
    steps: tuple[StepView, ...]
    form: StepForm | None
    procedure: ProcedureView
    flow: Procedure
    law: LawOfCase
    papers: tuple[PaperView, ...]
    files: tuple[FileView, ...]
    issued: tuple[IssuedView, ...]
    undo: str | None
    waits: tuple[WaitView, ...] = ()
    expected_on: dt.date | None = None
    usual_days: int = 0
    real_days: int = 0


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the history: who did what when, with old and new values."""

    id: int
    at: dt.datetime
    who: str
    action: str
    changes: Mapping[str, tuple[Any, Any]]
    reason: str
