"""What the program knows for the papers of a case, free of the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from hrdesk.documents.papers.case_status import StepLine
from hrdesk.documents.papers.order import OrderPerson
from hrdesk.documents.papers.receipt import ReceivedPaper
from hrdesk.documents.values import Office, Signatory
from hrdesk.models import Case, CaseStep, Degree, Person, Post
from hrdesk.rules.codes import CaseStatus, CaseType, Level, PostType, StepState
from hrdesk.rules.dates import PartialDate, thai_date_short
from hrdesk.rules.identity import format_national_id, mask_national_id
from hrdesk.rules.names import titled
from hrdesk.rules.procedure import Procedure
from hrdesk.services.access import Right, require
from hrdesk.services.case_dates import read_date
from hrdesk.services.cases import load_case
from hrdesk.services.posts import shown_number
from hrdesk.services.procedures import find
from hrdesk.services.queries.cases import remark_text
from hrdesk.services.queries.office import office_detail, signatories
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What the office's papers have in common, free of the database."""

    today: dt.date
    office: Office
    emblem: bytes | None
    emblem_preprinted: bool
    signatories: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class PaperFacts(OfficeFacts):
    """Everything the papers of one case draw on; a matter of the office has no person."""

    case_id: int
    case_version: int
    case_number: str
    case_type: CaseType
    agency: str
    subject: str
    received_on: dt.date
    status: CaseStatus
    officer: str
    effective_on: dt.date | None
    target: dict[str, str]
    person_id: int | None
    person_name: str
    full_national_id: bool
    person: OrderPerson
    position: str
    unit: str
    steps: tuple[StepLine, ...]
    papers: tuple[ReceivedPaper, ...]
    results: tuple[str, ...]
    order_number: str
    order_dated: dt.date | None
    letter_number: str
    letter_dated: dt.date | None


def office_facts(uow: UnitOfWork) -> OfficeFacts:
    """Read what any paper of the office needs; raises ``office_missing``."""
    detail = office_detail(uow)
    return OfficeFacts(
        today=uow.clock.today(),
        office=Office(
            detail.agency_name,
            detail.unit_name,
            detail.address,
            detail.telephone,
            detail.letter_code,
        ),
        emblem=detail.emblem,
        emblem_preprinted=detail.emblem_preprinted,
        signatories=tuple(
            Signatory(row.name, row.post, row.acting_for) for row in signatories(uow) if row.active
        ),
    )


def paper_facts(uow: UnitOfWork, case_id: int) -> PaperFacts:
    """Read what the papers of a case need; raises ``not_found``."""
    require(uow.actor, Right.ISSUE_PAPERS)
    case = load_case(uow, case_id)
    person = _person(uow, case)
    post = person.post if person else None
    procedure = find(uow, case.procedure, case.procedure_version)
    common = office_facts(uow)
    full = bool(person and person.national_id) and uow.actor.may(Right.SEE_NATIONAL_ID)
    order_number, order_dated = _written_number(case, procedure, "order_number")
    letter_number, letter_dated = _written_number(case, procedure, "letter_number")
    target = {key: str(value) for key, value in case.target.items()}
    return PaperFacts(
        today=common.today,
        office=common.office,
        emblem=common.emblem,
        emblem_preprinted=common.emblem_preprinted,
        signatories=common.signatories,
        case_id=case.id,
        case_version=case.version,
        case_number=f"{case.number}/{case.year}",
        case_type=CaseType(case.case_type),
        agency=office_detail(uow).agency,
        subject=case.subject,
        received_on=case.received_on,
        status=CaseStatus(case.status),
        officer=case.officer_name,
        effective_on=_effective_on(case),
        target=target,
        person_id=person.id if person else None,
        person_name=case.person_name if person else "",
        full_national_id=full,
        person=order_person(case, person, target, full=full) if person else OrderPerson(),
        position=position_text(post),
        unit=post.unit if post else case.unit,
        steps=_step_lines(case, procedure),
        papers=tuple(
            ReceivedPaper(paper.label, paper.received_on, paper.required) for paper in case.papers
        ),
        results=tuple(
            f"{step.title}: {text}"
            for step in case.steps
            if step.state == StepState.DONE.value
            and (text := remark_text(step, procedure.find(step.key)))
        ),
        order_number=order_number,
        order_dated=order_dated,
        letter_number=letter_number,
        letter_dated=letter_dated,
    )


def _person(uow: UnitOfWork, case: Case) -> Person | None:
    if case.person_id is None:
        return None
    return uow.session.scalars(
        select(Person)
        .where(Person.id == case.person_id)
        .options(selectinload(Person.post), selectinload(Person.degrees))
    ).one()


def position_text(post: Post | None) -> str:
    """Return a post as papers name it: the title with its level joined, where it has one."""
    if post is None:
        return ""
    return titled(post.title, post.level)


def order_person(case: Case, person: Person, target: dict[str, str], *, full: bool) -> OrderPerson:
    """Return a person as an order's annex lists them; ``full`` shows the whole national ID."""
    post = person.post
    number = person.national_id or ""
    shown = format_national_id(number) if full else mask_national_id(number) if number else ""
    kind = PostType(post.type).label if post and post.type in set(PostType) else ""
    level = Level(post.level).label if post and post.level in set(Level) else ""
    since = PartialDate.parse(person.in_level_since) if person.in_level_since else None
    same_pay = case.case_type != CaseType.RESIGNATION.value
    return OrderPerson(
        name=case.person_name,
        national_id=shown,
        degree=_degree(person.degrees),
        from_position=position_text(post),
        from_unit=post.unit if post else "",
        from_type=kind,
        from_level=level,
        from_number=shown_number(post.number) if post else "",
        in_level_since=_since_words(since) if since else "",
        from_salary=person.salary,
        to_position=titled(target.get("title", ""), target.get("level", "")),
        to_unit=target.get("unit", "") or _same_unit(case, post),
        to_number=target.get("number", ""),
        to_salary=person.salary if same_pay else None,
        effective_on=_effective_on(case),
    )


def _since_words(since: PartialDate) -> str:
    """Return a day known in full as papers write days; one in part stays as ก.พ.7 has it."""
    return thai_date_short(since.exact) if since.exact else since.format()


def _same_unit(case: Case, post: Post | None) -> str:
    """Return the unit of somebody promoted where they are; other kinds must name a unit."""
    return post.unit if post and case.case_type == CaseType.PROMOTION.value else ""


def _degree(degrees: list[Degree]) -> str:
    if not degrees:
        return ""
    highest = degrees[0]
    name = f"{highest.name} ({highest.major})" if highest.major else highest.name
    return "\n".join(part for part in (name, highest.institution) if part)


def _step_lines(case: Case, procedure: Procedure) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(
            title=step.title,
            status=StepState(step.state).label,
            on=step.done_on or (step.started_on if step.state == StepState.CURRENT.value else None),
            remark=remark_text(step, procedure.find(step.key)),
        )
        for step in case.steps
    )


def _written_number(case: Case, procedure: Procedure, kind: str) -> tuple[str, dt.date | None]:
    """Return the newest order or letter number that a step's remark holds, and its day."""
    found: tuple[str, dt.date | None] = ("", None)
    for step in case.steps:
        known = procedure.find(step.key)
        for field in known.remark if known else ():
            value = str(step.remark_values.get(field.key, "")).strip()
            # A letter that came in does not number the one that goes out.
            if field.kind == kind and value and not field.key.endswith("_in"):
                found = (value, _dated(step))
    return found


def _effective_on(case: Case) -> dt.date | None:
    """Return the day the newest step's remark says an order takes effect, else the case's own."""
    for step in reversed(case.steps):
        if step.remark_values.get("effective_on"):
            return read_date(str(step.remark_values["effective_on"]))
    return case.effective_on


def _dated(step: CaseStep) -> dt.date | None:
    return step.done_on or step.started_on
