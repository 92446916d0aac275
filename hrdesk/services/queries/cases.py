"""One case as its page shows it: head, steps, checklist, files, papers and history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from hrdesk.models import Attachment, AuditEntry, Case, CasePaper, CaseStep, CaseUndo, IssuedPaper
from hrdesk.rules.codes import CaseStatus, CaseType, StepRole, StepState
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.procedure import Outcome, Procedure, ProcedureStep, RemarkField, Source
from hrdesk.services.access import Actor, Right, require
from hrdesk.services.cases import TargetPost, load_case
from hrdesk.services.due import working_days
from hrdesk.services.errors import DomainError
from hrdesk.services.procedures import find
from hrdesk.services.unit_of_work import BANGKOK, UnitOfWork


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


@dataclass(frozen=True, slots=True)
class StepForm:
    """What the present step asks for: fields of its remark, its outcomes, the papers it makes.

    ``known`` are the values of its fields that a paper made in this step already says.
    """

    step: StepView
    fields: tuple[RemarkField, ...]
    outcomes: tuple[Outcome, ...]
    result_label: str
    produces: tuple[str, ...]
    sources: tuple[str, ...]
    earliest: dt.date
    known: Mapping[str, str]


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
    """A file kept with the case; ``size`` in bytes."""

    id: int
    name: str
    size: int
    note: str
    added_by: str
    added_at: dt.datetime
    removed: bool


@dataclass(frozen=True, slots=True)
class IssuedView:
    """A paper made for the case and kept as it was."""

    id: int
    kind: str
    title: str
    number: str
    dated: dt.date | None
    made_by: str
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """The procedure a case is pinned to, and whether its law is held by the program."""

    id: str
    version: int
    title: str
    note: str
    sources: tuple[str, ...]
    rules_held: bool
    rules_from: dt.date


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """All of a case's page. Files, issued papers and checklist are empty for a general user.

    ``flow`` is the procedure itself, in the version that the case is pinned to.
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
    papers: tuple[PaperView, ...]
    files: tuple[FileView, ...]
    issued: tuple[IssuedView, ...]
    undo: str | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the history: who did what when, with old and new values."""

    id: int
    at: dt.datetime
    who: str
    action: str
    changes: Mapping[str, tuple[Any, Any]]
    reason: str


def case_detail(uow: UnitOfWork, case_id: int) -> CaseDetail:
    """Return one case; a general user gets only their own, and less of it."""
    case = load_case(uow, case_id)
    require_case(uow.actor, case)
    full = uow.actor.may(Right.SEE_ALL_CASES)
    works = uow.actor.may(Right.WORK_CASES)
    procedure = find(uow, case.procedure, case.procedure_version)
    today = uow.clock.today()
    steps = tuple(
        _step(step, number, procedure, today, full) for number, step in enumerate(case.steps, 1)
    )
    current = next((step for step in steps if step.state is StepState.CURRENT), None)
    return CaseDetail(
        id=case.id,
        version=case.version,
        number=f"{case.number}/{case.year}",
        person_id=case.person_id,
        person=case.person_name,
        unit=case.unit,
        case_type=CaseType(case.case_type),
        received_on=case.received_on,
        subject=case.subject,
        target=TargetPost(**case.target),
        effective_on=case.effective_on,
        officer_id=case.officer_id,
        officer=case.officer_name,
        note=case.note if full else "",
        status=CaseStatus(case.status),
        since=case.since,
        due_on=case.due_on,
        days_late=current.days_late if current else 0,
        completed_on=case.completed_on,
        steps=steps,
        form=_form(uow, current, steps, procedure, case) if current and works else None,
        procedure=_procedure(procedure, case),
        flow=procedure,
        papers=tuple(_paper(item) for item in case.papers) if full else (),
        files=_files(uow, case_id) if full else (),
        issued=_issued(uow, case_id) if full else (),
        undo=_undo(uow, case) if works else None,
    )


def case_history(uow: UnitOfWork, case_id: int, limit: int = 500) -> tuple[HistoryEntry, ...]:
    """Return what was done to a case, newest first."""
    require(uow.actor, Right.SEE_ALL_CASES)
    query = (
        select(AuditEntry)
        .where(AuditEntry.case_id == case_id)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    )
    return tuple(
        HistoryEntry(
            row.id,
            row.at,
            row.user_name,
            row.action,
            {field: (pair[0], pair[1]) for field, pair in row.changes.items()},
            row.reason,
        )
        for row in uow.session.scalars(query)
    )


def issued_content(uow: UnitOfWork, issued_id: int) -> bytes:
    """Return an issued paper's PDF exactly as it was made."""
    require(uow.actor, Right.SEE_ALL_CASES)
    row = uow.session.get(IssuedPaper, issued_id)
    if row is None:
        raise DomainError("not_found")
    return row.content


def require_case(actor: Actor, case: Case) -> None:
    """Refuse a case that is not the actor's to see, in the words used for one that is not there."""
    if actor.may(Right.SEE_ALL_CASES):
        return
    require(actor, Right.SEE_OWN_CASES)
    if actor.person_id is None or case.person_id != actor.person_id:
        raise DomainError("not_found")


def remark_text(step: CaseStep, procedure_step: ProcedureStep | None) -> str:
    """Return the remark as the manual shows it: the result, each field with its label, the note."""
    parts = [step.outcome_label] if step.outcome_label else []
    labels = {field.key: field.label for field in procedure_step.remark} if procedure_step else {}
    values = shown_values(step, procedure_step)
    parts += [f"{labels.get(key, key)} {value}" for key, value in values.items() if value]
    if step.remark:
        parts.append(step.remark)
    return " · ".join(parts)


def shown_values(step: CaseStep, procedure_step: ProcedureStep | None) -> dict[str, str]:
    """Return a remark's values as people read them; dates are stored as ISO."""
    dated = (
        {field.key for field in procedure_step.remark if field.kind == "date"}
        if (procedure_step)
        else set()
    )
    return {
        key: thai_date_short(dt.date.fromisoformat(str(value))) if key in dated else str(value)
        for key, value in step.remark_values.items()
    }


def role_label(role: str) -> str:
    """Return who does a step, in Thai; an added step may name anybody."""
    return StepRole(role).label if role in set(StepRole) else role


def source_text(source: Source) -> str:
    """Return a source as one line: the instrument, its clause, and what is doubtful."""
    parts = (source.instrument, source.clause, f"({source.note})" if source.note else "")
    return " ".join(part for part in parts if part)


def _step(
    step: CaseStep, number: int, procedure: Procedure, today: dt.date, full: bool
) -> StepView:
    state = StepState(step.state)
    known = procedure.find(step.key)
    late = 0
    if state is StepState.CURRENT and step.due_on is not None:
        late = max((today - step.due_on).days, 0)
    real = None
    if step.started_on is not None and (step.done_on is not None or state is StepState.CURRENT):
        real = working_days(step.started_on, step.done_on or max(today, step.started_on))
    return StepView(
        id=step.id,
        number=number,
        key=step.key,
        round=step.round,
        title=step.title,
        role=role_label(step.role),
        state=state,
        started_on=step.started_on,
        due_on=step.due_on,
        due_reason=step.due_reason if full else "",  # it holds what an officer gave as reason
        done_on=step.done_on,
        usual_days=step.usual_days,
        real_days=real,
        days_late=late,
        outcome=step.outcome_label,
        remark=remark_text(step, known),
        note=step.remark,
        remark_values=shown_values(step, known),
        reason=step.reason if full else "",
        done_by=step.done_by if full else "",
        waits_for_others=step.waits_for_others,
    )


def _form(
    uow: UnitOfWork,
    current: StepView,
    steps: tuple[StepView, ...],
    procedure: Procedure,
    case: Case,
) -> StepForm:
    known = procedure.find(current.key)
    earlier = [step.done_on for step in steps if step.done_on is not None]
    return StepForm(
        step=current,
        fields=known.remark if known else (),
        outcomes=known.outcomes if known else (),
        result_label=known.result_label if known else "",
        produces=known.produces if known else (),
        sources=tuple(source_text(procedure.source(key)) for key in known.sources) if known else (),
        earliest=max([case.received_on, *earlier]),
        known=_on_papers(uow, case.id, current, known),
    )


_NUMBERED_BY = {"order_number": "order", "letter_number": "notice_letter"}
_PAPERS_EFFECTIVE_ON = "people.0.effective_on"


def _on_papers(
    uow: UnitOfWork, case_id: int, current: StepView, step: ProcedureStep | None
) -> dict[str, str]:
    """Return what the papers kept since a step began say of its fields, the newest last said."""
    if step is None or not step.produces:
        return {}
    found: dict[str, str] = {}
    made = uow.session.execute(
        select(IssuedPaper.kind, IssuedPaper.number, IssuedPaper.fields, IssuedPaper.made_at)
        .where(IssuedPaper.case_id == case_id, IssuedPaper.kind.in_(step.produces))
        .order_by(IssuedPaper.id)
    )
    for kind, number, fields, made_at in made:
        if current.started_on and made_at.astimezone(BANGKOK).date() < current.started_on:
            continue
        for field in step.remark:
            own = _NUMBERED_BY.get(field.kind) == kind and not field.key.endswith("_in")
            said = number if own else fields.get(_PAPERS_EFFECTIVE_ON, "")
            if (own or (kind == "order" and field.key == "effective_on")) and said:
                found[field.key] = said
    return found


def _procedure(procedure: Procedure, case: Case) -> ProcedureView:
    return ProcedureView(
        id=procedure.id,
        version=procedure.version,
        title=procedure.title,
        note=procedure.note,
        sources=tuple(source_text(source) for source in procedure.sources),
        rules_held=case.rules_held,
        rules_from=procedure.rules_from,
    )


def _paper(paper: CasePaper) -> PaperView:
    return PaperView(paper.id, paper.key, paper.label, paper.required, paper.received_on)


def _files(uow: UnitOfWork, case_id: int) -> tuple[FileView, ...]:
    rows = uow.session.scalars(
        select(Attachment).where(Attachment.case_id == case_id).order_by(Attachment.id)
    )
    return tuple(
        FileView(
            row.id,
            row.name,
            row.size,
            row.note,
            row.added_by,
            row.added_at,
            row.removed_at is not None,
        )
        for row in rows
    )


def _issued(uow: UnitOfWork, case_id: int) -> tuple[IssuedView, ...]:
    rows = uow.session.scalars(
        select(IssuedPaper).where(IssuedPaper.case_id == case_id).order_by(IssuedPaper.id.desc())
    )
    return tuple(
        IssuedView(row.id, row.kind, row.title, row.number, row.dated, row.made_by, row.made_at)
        for row in rows
    )


def _undo(uow: UnitOfWork, case: Case) -> str | None:
    newest = uow.session.execute(
        select(CaseUndo.label, CaseUndo.case_version)
        .where(CaseUndo.case_id == case.id)
        .order_by(CaseUndo.id.desc())
        .limit(1)
    ).first()
    return newest.label if newest is not None else None
