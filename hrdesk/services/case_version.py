"""Moving a running case to another version of its procedure, with a look at it before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import inspect, select

from hrdesk.models import Case, CasePaper, CaseStep, CaseWait, OfficeProcedure
from hrdesk.rules import procedure as released
from hrdesk.rules.case_path import PathError, PlannedStep
from hrdesk.rules.case_version import MovedStep, VersionMove, move
from hrdesk.rules.codes import Agency, CaseType, StepState
from hrdesk.rules.procedure import OFFICE, Procedure, ProcedureError, Wait
from hrdesk.services.access import Right, require
from hrdesk.services.case_dates import (
    Basis,
    basis_of,
    begin_step,
    planned_row,
    predicted_finish,
    reckon_again,
)
from hrdesk.services.case_index import current_step
from hrdesk.services.case_snapshot import whole_snapshot
from hrdesk.services.case_step_base import Moved, opened, path_of
from hrdesk.services.case_step_checks import given_reason
from hrdesk.services.case_wait_rows import new_wait
from hrdesk.services.cases import load_case
from hrdesk.services.changes import Result
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refusing
from hrdesk.services.procedures import find
from hrdesk.services.unit_of_work import UnitOfWork

_Row = TypeVar("_Row", Case, CaseStep, CaseWait, CasePaper)


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """A released version that a case may be moved to."""

    procedure_id: str
    version: int
    title: str
    in_force_from: dt.date
    own: bool


@dataclass(frozen=True, slots=True)
class VersionPreview:
    """What moving a case would do; the titles are those that would be shown afterwards.

    ``kept`` are steps done, ``own`` those of them that the other version does not have,
    ``renamed`` pairs of old and new titles; ``due`` and ``expected`` are (before, after).
    """

    version: int
    choice: VersionChoice
    kept: tuple[str, ...]
    own: tuple[str, ...]
    present: tuple[str, str]
    planned: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    waits: tuple[str, ...]
    papers_added: tuple[str, ...]
    papers_dropped: tuple[str, ...]
    due: tuple[dt.date | None, dt.date | None]
    expected: tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class ChangeVersion:
    """A case is moved to a released version of a procedure of its kind, with the reason."""

    case_id: int
    version: int
    procedure_id: str
    to_version: int
    reason: str


def version_choices(uow: UnitOfWork, case_id: int) -> tuple[VersionChoice, ...]:
    """Return the released versions of a case's kind other than its own, newest first."""
    require(uow.actor, Right.WORK_CASES)
    case = load_case(uow, case_id)
    kind = CaseType(case.case_type)
    found = [
        (each.procedure_id, each.number)
        for each in uow.session.scalars(
            select(OfficeProcedure).where(
                OfficeProcedure.case_type == kind.value, OfficeProcedure.released_at.is_not(None)
            )
        )
    ]
    present = find(uow, case.procedure, case.procedure_version)
    for agency in {present.agency, _agency(uow)}:
        found += [
            (f"{agency.value}.{kind.value}", each) for each in released.versions(agency, kind)
        ]
    now = (case.procedure, case.procedure_version)
    choices = [_choice(find(uow, *each)) for each in found if each != now]
    return tuple(sorted(choices, key=lambda each: (each.in_force_from, each.own), reverse=True))


def preview_version_change(
    uow: UnitOfWork, case_id: int, procedure_id: str, version: int
) -> VersionPreview:
    """Return what moving a case to a version would do; nothing is stored.

    Errors: ``case_finished``, ``no_step_left``, ``procedure_not_for_case``.
    """
    require(uow.actor, Right.WORK_CASES)
    case = load_case(uow, case_id)
    target = _target(uow, case, procedure_id, version)
    with refusing(PathError):
        moving = move(target, path_of(case))
    after = _copy(case)  # moved for the look, and forgotten
    basis = _carry_out(uow, after, target, moving)
    was, now = current_step(case), current_step(after)
    titles = [step.title for step in case.steps]
    had = {paper.key: paper.label for paper in case.papers}
    has = {paper.key: paper.label for paper in after.papers}
    return VersionPreview(
        version=case.version,
        choice=_choice(target),
        kept=tuple(each.step.title for each in moving.path if _is_done(each)),
        own=tuple(
            each.step.title
            for each in moving.path
            if _is_done(each) and each.index is not None and _lost(case.steps[each.index], each)
        ),
        present=(was.title if was else "", now.title if now else ""),
        planned=tuple(e.step.title for e in moving.path if e.step.state is StepState.PLANNED),
        added=tuple(each.step.title for each in moving.path if each.index is None),
        dropped=tuple(titles[place] for place in moving.dropped),
        renamed=tuple(
            (titles[each.index], each.step.title)
            for each in moving.path
            if each.index is not None and titles[each.index] != each.step.title
        ),
        waits=tuple(wait.title for wait in after.waits[len(case.waits) :]),
        papers_added=tuple(has[key] for key in has if key not in had),
        papers_dropped=tuple(had[key] for key in had if key not in has),
        due=(was.due_on if was else None, now.due_on if now else None),
        expected=(case.expected_on, predicted_finish(after, target, basis)),
    )


def change_version(uow: UnitOfWork, command: ChangeVersion) -> Result[Moved]:
    """Move a running case to another version of its procedure; it can be taken back.

    Errors: ``required`` on ``reason``, ``case_finished``, ``no_step_left``,
    ``procedure_not_for_case``.
    """
    work = opened(uow, command.case_id, command.version)
    case = work.case
    reason = given_reason(command.reason)
    target = _target(uow, case, command.procedure_id, command.to_version)
    with refusing(PathError):
        moving = move(target, path_of(case))
    before = whole_snapshot(case)
    old = f"{case.procedure}@{case.procedure_version}"
    basis = _carry_out(uow, case, target, moving)
    return replace(work, procedure=target, basis=basis, before=before).stored(
        "case.version_changed",
        f"ย้ายไป{target.title} ฉบับที่ {target.version}",
        {"procedure": (old, f"{target.id}@{target.version}")},
        reason,
    )


def _lost(row: CaseStep, each: MovedStep) -> bool:
    return row.key is not None and each.step.key is None


def _copy(case: Case) -> Case:
    """Return the case with its parts as rows of no session."""
    copy = _bare(case)
    copy.steps = [_bare(step) for step in case.steps]
    copy.waits = [_bare(wait) for wait in case.waits]
    copy.papers = [_bare(paper) for paper in case.papers]
    return copy


def _bare(row: _Row) -> _Row:
    columns = inspect(type(row)).column_attrs
    return type(row)(**{column.key: getattr(row, column.key) for column in columns})


def _carry_out(uow: UnitOfWork, case: Case, target: Procedure, moving: VersionMove) -> Basis:
    """Make the rows of a case what the move says, on the other version."""
    old_keys = {step.key for step in case.steps if step.done_on is not None}
    rows = list(case.steps)
    was = current_step(case)
    case.procedure, case.procedure_version = target.id, target.version
    borrowed = target.agency is not _agency(uow)
    case.rules_held = not borrowed and target.rules_from <= case.received_on
    case.steps = [_row(rows, each) for each in moving.path]
    for position, step in enumerate(case.steps, start=1):
        step.position = position
    _change_papers(case, target)
    basis = basis_of(uow, case, target)
    for wait in _waits_to_begin(case, target, old_keys):
        on = next(s.done_on for s in reversed(case.steps) if _starts(target, s, wait))
        case.waits.append(new_wait(case, target, wait, on or case.since, basis))
    now = current_step(case)
    if now is not None and now is not was:
        begin_step(case, target, now, uow.clock.today(), basis)
    else:
        reckon_again(case, target, basis)
    return basis


def _row(rows: list[CaseStep], each: MovedStep) -> CaseStep:
    step = each.step
    if each.index is None:
        row = planned_row(
            PlannedStep(
                step.key, step.title, step.role, step.waits_for_others, step.usual_days, step.round
            )
        )
    else:
        row = rows[each.index]
        row.key, row.title, row.role = step.key, step.title, step.role.value
        row.waits_for_others, row.usual_days = step.waits_for_others, step.usual_days
    row.state = step.state.value
    return row


def _change_papers(case: Case, target: Procedure) -> None:
    """Give the case the other version's checklist; what came is never struck out."""
    known = {paper.key: paper for paper in target.papers}
    kept = [p for p in case.papers if p.key in known or p.received_on is not None]
    had = {paper.key for paper in kept}
    for paper in kept:
        if paper.key in known:
            paper.label, paper.required = known[paper.key].label, known[paper.key].required
    kept += [
        CasePaper(position=0, key=paper.key, label=paper.label, required=paper.required)
        for paper in target.papers
        if paper.key not in had
    ]
    order = list(known)
    kept.sort(key=lambda paper: order.index(paper.key) if paper.key in known else len(order))
    for position, paper in enumerate(kept, start=1):
        paper.position = position
    case.papers = kept


def _waits_to_begin(case: Case, target: Procedure, done: set[str | None]) -> list[Wait]:
    """Return the periods of the other version that run now: begun by a step that is done, not
    waited out before in any way, and holding a step that is still to come."""
    had = {wait.key for wait in case.waits} | done
    ahead = {
        step.key
        for step in case.steps
        if step.state in (StepState.PLANNED.value, StepState.CURRENT.value)
    }
    return [
        wait
        for known in target.steps
        for wait in known.waits
        if wait.key not in had
        and wait.before_step in ahead
        and any(_starts(target, step, wait) for step in case.steps)
    ]


def _starts(target: Procedure, step: CaseStep, wait: Wait) -> bool:
    known = target.find(step.key)
    return known is not None and wait in known.waits and step.state == StepState.DONE.value


def _target(uow: UnitOfWork, case: Case, procedure_id: str, version: int) -> Procedure:
    try:
        target = find(uow, procedure_id, version)
    except ProcedureError:
        raise DomainError("not_found") from None
    if target.case_type.value != case.case_type:
        raise DomainError("procedure_not_for_case")
    return target


def _choice(procedure: Procedure) -> VersionChoice:
    return VersionChoice(
        procedure.id,
        procedure.version,
        procedure.title,
        procedure.in_force_from,
        procedure.id.startswith(f"{OFFICE}."),
    )


def _is_done(each: MovedStep) -> bool:
    return each.step.state in (StepState.DONE, StepState.RETURNED)


def _agency(uow: UnitOfWork) -> Agency:
    from hrdesk.services.queries.office import office_header

    return Agency(office_header(uow).agency)
