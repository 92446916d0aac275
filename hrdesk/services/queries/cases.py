"""One case as its page shows it: head, steps, checklist, files, papers and history."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from hrdesk.models import (
    Attachment,
    AuditEntry,
    Case,
    CasePaper,
    CaseStep,
    CaseUndo,
    CaseWait,
    IssuedNumber,
    IssuedPaper,
)
from hrdesk.rules.codes import CaseStatus, CaseType, StepRole, StepState
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.procedure import (
    Period,
    Procedure,
    ProcedureStep,
    Source,
)
from hrdesk.services.access import Actor, Right, require
from hrdesk.services.case_dates import RUNNING, basis_of, read_date, target_level
from hrdesk.services.case_extension import Extension, extension_offer, may_extend
from hrdesk.services.cases import TargetPost, load_case
from hrdesk.services.due import WorkCalendar, calendar, working_days
from hrdesk.services.errors import DomainError
from hrdesk.services.file_access import may_open_restricted
from hrdesk.services.office_law import office_agency
from hrdesk.services.procedures import find, is_own
from hrdesk.services.queries.case_views import (
    AheadDate,
    CaseDetail,
    FileView,
    HistoryEntry,
    IssuedView,
    PaperView,
    ProcedureView,
    StepForm,
    StepView,
    WaitView,
)
from hrdesk.services.queries.law import law_of_case
from hrdesk.services.unit_of_work import BANGKOK, UnitOfWork
from hrdesk.services.void_papers import as_shown

if TYPE_CHECKING:
    from hrdesk.services.papers import PaperOptions

__all__ = [
    "AheadDate",
    "CaseDetail",
    "FileView",
    "HistoryEntry",
    "IssuedView",
    "PaperView",
    "ProcedureView",
    "StepForm",
    "StepView",
    "WaitView",
    "case_detail",
    "case_history",
    "expected_now",
    "issued_content",
    "remark_text",
    "require_case",
    "role_label",
    "shown_values",
    "source_text",
]


def case_detail(uow: UnitOfWork, case_id: int) -> CaseDetail:
    """Return one case; a general user gets only their own, and less of it."""
    case = load_case(uow, case_id)
    require_case(uow.actor, case)
    full = uow.actor.may(Right.SEE_ALL_CASES)
    works = uow.actor.may(Right.WORK_CASES)
    procedure = find(uow, case.procedure, case.procedure_version)
    today = uow.clock.today()
    days_off = calendar(uow)
    steps = tuple(
        _step(step, number, procedure, today, full, days_off)
        for number, step in enumerate(case.steps, 1)
    )
    counted = [step for step in steps if step.done_on is not None and step.usual_days is not None]
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
        days_late=_days_late(case, today) if full else current.days_late if current else 0,
        completed_on=case.completed_on,
        steps=steps,
        form=_form(uow, current, steps, procedure, case) if current and works else None,
        procedure=_procedure(uow, procedure, case),
        flow=procedure,
        law=law_of_case(uow, case),
        papers=tuple(_paper(item) for item in case.papers) if full else (),
        files=_files(uow, case_id) if full else (),
        issued=_issued(uow, case_id) if full else (),
        undo=_undo(uow, case) if works else None,
        waits=tuple(_wait(wait, procedure, today) for wait in case.waits if full),
        expected_on=expected_now(case.expected_on, case.due_on, today) if full else None,
        usual_days=sum(step.usual_days or 0 for step in counted),
        real_days=sum(step.real_days or 0 for step in counted),
    )


def expected_now(
    expected_on: dt.date | None, due_on: dt.date | None, today: dt.date
) -> dt.date | None:
    """Return when a matter may be finished as seen today: what is late moves all that follows."""
    if expected_on is None:
        return None
    late = (today - due_on).days if due_on is not None else 0
    return max(expected_on + dt.timedelta(days=max(late, 0)), today)


def _days_late(case: Case, today: dt.date) -> int:
    running = case.status == CaseStatus.IN_PROGRESS.value
    return max((today - case.due_on).days, 0) if running and case.due_on is not None else 0


def _wait(wait: CaseWait, procedure: Procedure, today: dt.date) -> WaitView:
    known = procedure.wait(wait.key)
    running = wait.state == RUNNING
    held = procedure.find(wait.before_step)
    return WaitView(
        id=wait.id,
        key=wait.key,
        title=wait.title,
        started_on=wait.started_on,
        due_on=wait.due_on,
        due_reason=wait.due_reason,
        days_left=(wait.due_on - today).days if running and wait.due_on else None,
        before=held.title if held else "",
        before_step=wait.before_step,
        running=running,
        ended_on=wait.ended_on,
        outcome=wait.outcome_label,
        remark=wait.remark,
        ended_by=wait.ended_by,
        outcomes=known.outcomes if known else (),
        source=source_text(procedure.source(known.period.source)) if known else "",
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
    hidden = _hidden_files(uow, case_id)
    return tuple(
        HistoryEntry(
            row.id,
            row.at,
            row.user_name,
            row.action,
            {}
            if row.entity == "attachment" and row.entity_id in hidden
            else {field: (pair[0], pair[1]) for field, pair in row.changes.items()},
            row.reason,
        )
        for row in uow.session.scalars(query)
    )


def issued_content(uow: UnitOfWork, issued_id: int, options: PaperOptions | None = None) -> bytes:
    """Return an issued paper's PDF exactly as it was made, marked on the copy where it is void."""
    require(uow.actor, Right.SEE_ALL_CASES)
    row = uow.session.get(IssuedPaper, issued_id)
    if row is None:
        raise DomainError("not_found")
    return as_shown(uow, row, options)


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
    step: CaseStep,
    number: int,
    procedure: Procedure,
    today: dt.date,
    full: bool,
    days_off: WorkCalendar,
) -> StepView:
    state = StepState(step.state)
    known = procedure.find(step.key)
    late = 0
    if state is StepState.CURRENT and step.due_on is not None:
        late = max((today - step.due_on).days, 0)
    real = None
    if step.started_on is not None and (step.done_on is not None or state is StepState.CURRENT):
        last = step.done_on or max(today, step.started_on)
        real = working_days(step.started_on, last, days_off)
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
        checks=dict(step.checks) if full else {},
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
    period = known.period_for(target_level(case)) if known else None
    noted = {key: value for key, value in current.remark_values.items() if value}
    return StepForm(
        step=current,
        fields=known.remark if known else (),
        outcomes=known.outcomes if known else (),
        result_label=known.result_label if known else "",
        produces=known.produces if known else (),
        sources=tuple(source_text(procedure.source(key)) for key in known.sources) if known else (),
        earliest=max([case.received_on, *earlier]),
        known=noted | _on_papers(uow, case.id, current, known),
        checks=known.checks if known else (),
        papers=tuple(_paper(each) for each in case.papers if known and each.key in known.papers_in),
        waited_out=period is not None and period.waited_out,
        ahead=_ahead(case, procedure, period),
        extension=_extension(uow, case, procedure),
    )


def _extension(uow: UnitOfWork, case: Case, procedure: Procedure) -> Extension | None:
    """Return what extending the present step's period would do; the law is asked only then."""
    step = may_extend(case, procedure)
    if step is None:
        return None
    return extension_offer(case, procedure, step, basis_of(uow, case, procedure))


def _ahead(case: Case, procedure: Procedure, period: Period | None) -> tuple[AheadDate, ...]:
    """Return the date to come that a period counts from, where it is one of a later step."""
    key, _, name = period.counts_from.partition(".") if period else ("", "", "")
    known = procedure.find(key or None)
    field = next((each for each in known.remark if each.key == name), None) if known else None
    later = next(
        (s for s in case.steps if s.key == key and s.state == StepState.PLANNED.value), None
    )
    if field is None or later is None:
        return ()
    noted = later.remark_values.get(field.key)
    day = read_date(str(noted)) if noted else None
    return (AheadDate(later.id, later.title, field.key, field.label, day),)


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


def _procedure(uow: UnitOfWork, procedure: Procedure, case: Case) -> ProcedureView:
    lent = not is_own(procedure.id) and procedure.agency is not office_agency(uow)
    return ProcedureView(
        id=procedure.id,
        version=procedure.version,
        title=procedure.title,
        note=procedure.note,
        sources=tuple(source_text(source) for source in procedure.sources),
        rules_held=case.rules_held,
        rules_from=procedure.rules_from,
        lender=procedure.agency.label if lent else "",
    )


def _paper(paper: CasePaper) -> PaperView:
    return PaperView(paper.id, paper.key, paper.label, paper.required, paper.received_on)


def _files(uow: UnitOfWork, case_id: int) -> tuple[FileView, ...]:
    rows = uow.session.scalars(
        select(Attachment).where(Attachment.case_id == case_id).order_by(Attachment.id)
    )
    allowed = may_open_restricted(uow)
    return tuple(
        FileView(
            row.id,
            row.name if allowed or not row.restricted else "",
            row.size,
            row.note if allowed or not row.restricted else "",
            row.added_by,
            row.added_at,
            row.removed_at is not None,
            row.restricted,
            allowed or not row.restricted,
        )
        for row in rows
    )


def _hidden_files(uow: UnitOfWork, case_id: int) -> frozenset[int]:
    """Return the files of a case whose names whoever acts may not read, in its history either."""
    if may_open_restricted(uow):
        return frozenset()
    query = select(Attachment.id).where(Attachment.case_id == case_id, Attachment.restricted)
    return frozenset(uow.session.scalars(query))


def _issued(uow: UnitOfWork, case_id: int) -> tuple[IssuedView, ...]:
    rows = uow.session.execute(
        select(
            IssuedPaper.id,
            IssuedPaper.kind,
            IssuedPaper.title,
            IssuedPaper.number,
            IssuedPaper.dated,
            IssuedPaper.made_by,
            IssuedPaper.made_at,
            IssuedNumber.voided_at.is_not(None),
        )
        .join(IssuedNumber, IssuedNumber.id == IssuedPaper.number_id, isouter=True)
        .where(IssuedPaper.case_id == case_id)
        .order_by(IssuedPaper.id.desc())
    )
    return tuple(IssuedView(*row) for row in rows)


def _undo(uow: UnitOfWork, case: Case) -> str | None:
    newest = uow.session.execute(
        select(CaseUndo.label, CaseUndo.case_version)
        .where(CaseUndo.case_id == case.id)
        .order_by(CaseUndo.id.desc())
        .limit(1)
    ).first()
    return newest.label if newest is not None else None
