"""What every step action of a case begins and ends with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.models import Case, CaseStep, CaseUndo
from hrdesk.rules.case_path import PathStep
from hrdesk.rules.codes import CaseStatus, StepRole, StepState
from hrdesk.rules.procedure import Procedure, ProcedureStep
from hrdesk.services.access import Right, require
from hrdesk.services.case_dates import Basis, basis_of, predict, read_date
from hrdesk.services.case_index import index_steps
from hrdesk.services.case_snapshot import snapshot
from hrdesk.services.cases import load_case, touch
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.procedures import find
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Moved:
    """What a step action did: the case's new version, the present step's title, its due date."""

    version: int
    step: str
    due_on: dt.date | None
    finished: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A case to be worked on: what its days are reckoned on, and how its path stood ``before``."""

    uow: UnitOfWork
    case: Case
    procedure: Procedure
    basis: Basis
    before: dict[str, Any]

    def stored(
        self,
        action: str,
        label: str,
        changes: Mapping[str, tuple[Any, Any]],
        reason: str = "",
    ) -> Result[Moved]:
        """Bring the case's own columns up to date, keep what undo needs, and write the audit."""
        uow, case = self.uow, self.case
        index_steps(case)
        predict(case, self.procedure, self.basis)
        touch(uow, case)
        uow.session.flush()
        uow.session.add(
            CaseUndo(case_id=case.id, label=label, case_version=case.version, before=self.before)
        )
        uow.session.flush()
        uow.audit(action, "case", case.id, case_id=case.id, changes=changes, reason=reason)
        return Result(moved(case), changed(("case", case.id)), f"เลิก{label}")


def opened(uow: UnitOfWork, case_id: int, version: int) -> Opened:
    """Return a case to be worked on, as it was shown; nothing of it is changed yet."""
    require(uow.actor, Right.WORK_CASES)
    case = load_case(uow, case_id)
    check_version(uow, case, version, "case", {})
    procedure = find(uow, case.procedure, case.procedure_version)
    return Opened(uow, case, procedure, basis_of(uow, case, procedure), snapshot(case))


def index_of(case: Case, step_id: int) -> int:
    """Return the place of a step; raises ``not_found``."""
    found = next((i for i, step in enumerate(case.steps) if step.id == step_id), None)
    if found is None:
        raise DomainError("not_found")
    return found


def path_of(case: Case) -> tuple[PathStep, ...]:
    """Return the steps of a case as the rules of its path read them."""
    return tuple(
        PathStep(
            step.key,
            step.title,
            StepState(step.state),
            step.round,
            step.waived,
            StepRole(step.role),
            step.waits_for_others,
            step.usual_days,
        )
        for step in case.steps
    )


def moved(case: Case) -> Moved:
    """Return where the case now stands."""
    finished = case.status == CaseStatus.COMPLETED.value
    return Moved(case.version, "" if finished else case.step_title, case.due_on, finished)


def filled(step: ProcedureStep | None, values: Mapping[str, str]) -> dict[str, str]:
    """Return the remark's values to store: those that hold something, dates as ISO."""
    dated = {field.key for field in step.remark if field.kind == "date"} if step else set()
    kept = {}
    for key, value in values.items():
        if not value.strip():
            continue
        day = read_date(value) if key in dated else None
        kept[key] = day.isoformat() if day else value.strip()
    return kept


def whole_remark(step: CaseStep) -> str:
    """Return a remark in one line, for the audit."""
    return " · ".join([*(str(v) for v in step.remark_values.values()), step.remark]).strip(" ·")
