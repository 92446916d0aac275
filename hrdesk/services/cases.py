"""Taking in a matter and changing what was written about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from hrdesk.models import Case, CasePaper, Person, User
from hrdesk.rules.case_path import plan
from hrdesk.rules.codes import CaseStatus, CaseType, StepState
from hrdesk.rules.dates import fiscal_year
from hrdesk.rules.procedure import Procedure
from hrdesk.services.access import RIGHTS, Right, Role, require
from hrdesk.services.bars import refuse_barred
from hrdesk.services.case_dates import basis_of, begin_step, planned_row, predict, reckon_again
from hrdesk.services.case_index import index_person, index_search, index_steps
from hrdesk.services.case_wait_rows import begin_waits
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.numbering import next_number
from hrdesk.services.office_law import stamp
from hrdesk.services.problems import refuse
from hrdesk.services.procedures import find, in_force_for
from hrdesk.services.unit_of_work import UnitOfWork

BOOK = "case"


@dataclass(frozen=True, slots=True)
class TargetPost:
    """The post asked for; for a transfer, ``agency`` is the department it lies in."""

    title: str = ""
    number: str = ""
    type: str = ""
    level: str = ""
    job_series: str = ""
    unit: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A matter received: who, what, when, the papers that came, and who takes charge.

    ``papers`` names the checklist papers received (keys of the procedure). ``second`` confirms
    that a second running matter of the same kind for this person is meant. ``person_id`` is None
    for a matter of the office itself.
    """

    person_id: int | None
    case_type: CaseType
    received_on: dt.date
    subject: str
    target: TargetPost = TargetPost()
    papers: frozenset[str] = frozenset()
    officer_id: int | None = None
    effective_on: dt.date | None = None
    note: str = ""
    second: bool = False


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case just opened; ``rules_held`` is false where the matter is older than the law held."""

    id: int
    number: str
    rules_held: bool
    borrowed: bool


@dataclass(frozen=True, slots=True)
class EditCase:
    """Changes to a case's own facts, made on the version that was shown."""

    case_id: int
    version: int
    subject: str
    target: TargetPost = TargetPost()
    officer_id: int | None = None
    effective_on: dt.date | None = None
    note: str = ""


def open_case(uow: UnitOfWork, command: OpenCase) -> Result[OpenedCase]:
    """Open a case on the procedure version in force on its day of receipt.

    Errors: ``Invalid`` with the fields at fault; ``case_open_already`` (facts: number, since)
    unless ``second`` confirms it; ``person_barred`` (until, why); ``procedure_not_in_force``.
    """
    require(uow.actor, Right.WORK_CASES)
    held = in_force_for(uow, command.case_type, command.received_on)
    person, officer = _check_opening(uow, command, held.procedure)
    if person is not None:
        refuse_barred(uow, person.id, command.case_type, command.received_on)
    if not command.second and person is not None:
        _refuse_second(uow, command)
    year = fiscal_year(command.received_on)
    now = uow.clock.now()
    case = Case(
        year=year,
        number=next_number(uow, BOOK, year),
        case_type=command.case_type.value,
        procedure=held.procedure.id,
        procedure_version=held.procedure.version,
        rules_held=held.rules_held,
        person_id=person.id if person else None,
        received_on=command.received_on,
        subject=command.subject.strip(),
        target=_target(command.target),
        effective_on=command.effective_on,
        officer_id=officer.id if officer else None,
        officer_name=officer.display_name if officer else "",
        note=command.note.strip(),
        status=CaseStatus.IN_PROGRESS.value,
        since=command.received_on,
        created_at=now,
        updated_at=now,
    )
    stamp(uow, case, command.received_on)
    _lay_out(uow, held.procedure, case)
    case.papers = _checklist(held.procedure, command)
    index_person(case, person)
    index_search(case)
    index_steps(case)
    uow.session.add(case)
    uow.session.flush()
    number = f"{case.number}/{case.year}"
    uow.audit(
        "case.opened",
        "case",
        case.id,
        case_id=case.id,
        changes={
            "number": (None, number),
            "case_type": (None, case.case_type),
            "received_on": (None, case.received_on),
            "procedure": (None, f"{case.procedure}@{case.procedure_version}"),
        },
    )
    opened = OpenedCase(case.id, number, case.rules_held, held.borrowed)
    return Result(opened, changed(("case", case.id)))


def edit_case(uow: UnitOfWork, command: EditCase) -> Result[int]:
    """Change subject, target post, officer, effective day or note; returns the new version."""
    require(uow.actor, Right.WORK_CASES)
    case = load_case(uow, command.case_id)
    officer = _officer(uow, command.officer_id, case.officer_id)
    values: dict[str, Any] = {
        "subject": command.subject.strip(),
        "target": _target(command.target),
        "officer_name": officer.display_name if officer else "",
        "effective_on": command.effective_on,
        "note": command.note.strip(),
    }
    check_version(uow, case, command.version, "case", values)
    refuse([_subject_problem(command.subject)])
    changes = diff(case, values)
    officer_id = officer.id if officer else None
    if not changes and officer_id == case.officer_id:  # two officers may have one name
        return Result(case.version, frozenset())
    for field, value in values.items():
        setattr(case, field, value)
    case.officer_id = officer_id
    if case.person_id is None:
        index_person(case, None)
    if "target" in changes:  # the level decides which period binds
        procedure = find(uow, case.procedure, case.procedure_version)
        basis = basis_of(uow, case, procedure)
        reckon_again(case, procedure, basis)
        index_steps(case)
        predict(case, procedure, basis)
    touch(uow, case)
    index_search(case)
    uow.session.flush()
    uow.audit("case.edited", "case", case.id, case_id=case.id, changes=changes)
    return Result(case.version, changed(("case", case.id)))


def mark_paper(
    uow: UnitOfWork, case_id: int, paper_id: int, received_on: dt.date | None
) -> Result[int]:
    """Note that a paper of the checklist came on a day, or (None) that it has not come."""
    require(uow.actor, Right.WORK_CASES)
    case = load_case(uow, case_id)
    paper = next((item for item in case.papers if item.id == paper_id), None)
    if paper is None:
        raise DomainError("not_found")
    if received_on is not None:
        refuse_future(uow, received_on, "received_on")
    old = paper.received_on
    if old == received_on:
        return Result(case.version, frozenset())
    paper.received_on = received_on
    touch(uow, case)
    uow.session.flush()
    uow.audit(
        "case.paper_marked",
        "case",
        case.id,
        case_id=case.id,
        changes={paper.label: (old, received_on)},
    )
    return Result(case.version, changed(("case", case.id)))


def load_case(uow: UnitOfWork, case_id: int) -> Case:
    """Return a case with its steps, waits and checklist, or raise ``not_found``."""
    query = (
        select(Case)
        .where(Case.id == case_id)
        .options(selectinload(Case.steps), selectinload(Case.papers), selectinload(Case.waits))
    )
    case = uow.session.scalars(query).one_or_none()
    if case is None:
        raise DomainError("not_found")
    return case


def touch(uow: UnitOfWork, case: Case) -> None:
    """Count a change of the case's own parts as a change of the case itself."""
    case.updated_at = uow.clock.now()
    # The same second may see two changes: the version must rise all the same.
    flag_modified(case, "updated_at")


def refuse_future(uow: UnitOfWork, day: dt.date, field: str) -> None:
    """Raise ``date_in_future`` for something said to have happened after today."""
    if day > uow.clock.today():
        raise DomainError("date_in_future", field=field, day=day, today=uow.clock.today())


def _check_opening(
    uow: UnitOfWork, command: OpenCase, procedure: Procedure
) -> tuple[Person | None, User | None]:
    problems: list[DomainError | None] = [_subject_problem(command.subject)]
    person = None
    if procedure.person:
        person = uow.session.scalars(
            select(Person).where(Person.id == command.person_id).options(selectinload(Person.post))
        ).one_or_none()
        if person is None:
            problems.append(DomainError("required", field="person"))
        elif not person.active:
            problems.append(DomainError("person_inactive", field="person"))
    today = uow.clock.today()
    if command.received_on > today:
        problems.append(
            DomainError("date_in_future", field="received_on", day=command.received_on, today=today)
        )
    if command.effective_on is None and _asked_day(procedure) is not None:
        problems.append(DomainError("required", field="effective_on"))
    if command.effective_on is not None and command.effective_on < command.received_on:
        problems.append(
            DomainError(
                "date_before_receipt",
                field="effective_on",
                day=command.effective_on,
                received_on=command.received_on,
            )
        )
    officer = None
    try:
        officer = _officer(uow, command.officer_id, None)
    except DomainError as problem:
        problems.append(problem)
    refuse(problems)
    return person, officer


def _subject_problem(subject: str) -> DomainError | None:
    return None if subject.strip() else DomainError("required", field="subject")


def _officer(uow: UnitOfWork, officer_id: int | None, present: int | None) -> User | None:
    """Return the user who takes charge; one who left may stay on, but not be newly chosen."""
    if officer_id is None:
        return None
    user = uow.session.get(User, officer_id)
    able = user is not None and user.active and Right.WORK_CASES in RIGHTS[Role(user.role)]
    if not able and officer_id != present:
        raise DomainError("officer_not_able", field="officer")
    return user


def _refuse_second(uow: UnitOfWork, command: OpenCase) -> None:
    query = select(Case.year, Case.number, Case.received_on).where(
        Case.person_id == command.person_id,
        Case.case_type == command.case_type.value,
        Case.status == CaseStatus.IN_PROGRESS.value,
    )
    running = uow.session.execute(query).first()
    if running is not None:
        year, number, received_on = running
        raise DomainError("case_open_already", number=f"{number}/{year}", received_on=received_on)


def _lay_out(uow: UnitOfWork, procedure: Procedure, case: Case) -> None:
    """Lay out the planned steps: receiving is done by taking the matter in, the next begins."""
    steps = [planned_row(step, position) for position, step in enumerate(plan(procedure), 1)]
    received = steps[0]
    received.state = StepState.DONE.value
    received.started_on = received.done_on = case.received_on
    received.done_by = uow.actor.name
    asked = _asked_day(procedure)
    if asked is not None and case.effective_on is not None:
        received.remark_values = {asked: case.effective_on.isoformat()}
    case.steps = steps
    basis = basis_of(uow, case, procedure)
    begin_waits(case, procedure, received, case.received_on, basis)
    begin_step(case, procedure, steps[1], case.received_on, basis)
    predict(case, procedure, basis)


def _asked_day(procedure: Procedure) -> str | None:
    """Return the key of the day that receiving must note, such as the day one wants to leave."""
    remark = procedure.steps[0].remark
    return next((field.key for field in remark if field.kind == "date" and field.required), None)


def _checklist(procedure: Procedure, command: OpenCase) -> list[CasePaper]:
    known = {paper.key for paper in procedure.papers}
    unknown = command.papers - known
    if unknown:
        raise DomainError("checklist_paper_unknown", field="papers", key=sorted(unknown)[0])
    return [
        CasePaper(
            position=position,
            key=paper.key,
            label=paper.label,
            required=paper.required,
            received_on=command.received_on if paper.key in command.papers else None,
        )
        for position, paper in enumerate(procedure.papers, start=1)
    ]


def _target(target: TargetPost) -> dict[str, Any]:
    return {key: value.strip() for key, value in asdict(target).items() if value.strip()}
