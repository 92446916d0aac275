"""What the program knows for the papers of a case, composed for each kind of paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from hrdesk.documents.papers.case_status import CaseStatus as StatusSheet
from hrdesk.documents.papers.case_status import StepLine
from hrdesk.documents.papers.memorandum import Memorandum
from hrdesk.documents.papers.notice_letter import NoticeLetter
from hrdesk.documents.papers.order import Order, OrderPerson
from hrdesk.documents.papers.receipt import Receipt, ReceivedPaper
from hrdesk.documents.values import Office, Signatory
from hrdesk.models import Case, CaseStep, Degree, Person, Post
from hrdesk.rules.codes import CaseStatus, CaseType, Level, PostType, StepState
from hrdesk.rules.dates import PartialDate, thai_date_long
from hrdesk.rules.identity import format_national_id, mask_national_id
from hrdesk.rules.names import titled
from hrdesk.rules.procedure import Procedure, load
from hrdesk.services.access import Right, require
from hrdesk.services.case_dates import read_date
from hrdesk.services.cases import load_case
from hrdesk.services.paper_drafts import (
    EditableField,
    FieldKind,
    signatory_label,
    text_of,
    value_at,
)
from hrdesk.services.posts import shown_number
from hrdesk.services.queries.cases import remark_text
from hrdesk.services.queries.office import office_detail, signatories
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Everything the papers of one case draw on, free of the database."""

    case_id: int
    case_number: str
    case_type: CaseType
    subject: str
    received_on: dt.date
    status: CaseStatus
    today: dt.date
    officer: str
    effective_on: dt.date | None
    target: dict[str, str]
    office: Office
    emblem: bytes | None
    emblem_preprinted: bool
    signatories: tuple[Signatory, ...]
    person_id: int
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


def paper_facts(uow: UnitOfWork, case_id: int) -> PaperFacts:
    """Read what the papers of a case need; raises ``not_found``."""
    require(uow.actor, Right.ISSUE_PAPERS)
    case = load_case(uow, case_id)
    person = uow.session.scalars(
        select(Person)
        .where(Person.id == case.person_id)
        .options(selectinload(Person.post), selectinload(Person.degrees))
    ).one()
    procedure = load(case.procedure, case.procedure_version)
    detail = office_detail(uow)
    full = uow.actor.may(Right.SEE_NATIONAL_ID) and bool(person.national_id)
    order_number, order_dated = _written_number(case, procedure, "order_number")
    letter_number, letter_dated = _written_number(case, procedure, "letter_number")
    target = {key: str(value) for key, value in case.target.items()}
    return PaperFacts(
        case_id=case.id,
        case_number=f"{case.number}/{case.year}",
        case_type=CaseType(case.case_type),
        subject=case.subject,
        received_on=case.received_on,
        status=CaseStatus(case.status),
        today=uow.clock.today(),
        officer=case.officer_name,
        effective_on=_effective_on(case),
        target=target,
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
        person_id=person.id,
        person_name=case.person_name,
        full_national_id=full,
        person=_order_person(case, person, target, full=full),
        position=position_text(person.post),
        unit=person.post.unit if person.post else case.unit,
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


def compose(kind: str, facts: PaperFacts) -> tuple[Any, tuple[EditableField, ...]]:
    """Return the plain data of one kind of paper, and what may be changed on its draft."""
    make, specs = _PAPERS[kind]
    data = make(facts)
    signers = tuple(signatory_label(signer) for signer in facts.signatories)
    fields = tuple(
        EditableField(
            name,
            label,
            field_kind,
            text_of(value_at(data, name)),
            choices=signers if name == "signatory" else (),
        )
        for name, label, field_kind in specs
        if _applies(facts.case_type, kind, name)
    )
    return data, fields


def position_text(post: Post | None) -> str:
    """Return a post as papers name it: the title with its level joined, where it has one."""
    if post is None:
        return ""
    return titled(post.title, post.level)


def _order_person(case: Case, person: Person, target: dict[str, str], *, full: bool) -> OrderPerson:
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
        in_level_since=since.format() if since else "",
        from_salary=person.salary,
        to_position=titled(target.get("title", ""), target.get("level", "")),
        to_unit=target.get("unit", ""),
        to_number=target.get("number", ""),
        to_salary=person.salary if same_pay else None,
        effective_on=_effective_on(case),
    )


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


def _first(facts: PaperFacts) -> Signatory:
    return facts.signatories[0] if facts.signatories else Signatory()


def _status(facts: PaperFacts) -> StatusSheet:
    return StatusSheet(
        office=facts.office,
        case_number=facts.case_number,
        person_name=facts.person_name,
        person_position=facts.position,
        person_unit=facts.unit,
        case_type=facts.case_type.label,
        subject=facts.subject,
        received_on=facts.received_on,
        status=facts.status.label,
        as_of=facts.today,
        officer_name=facts.officer,
        steps=facts.steps,
    )


def _receipt(facts: PaperFacts) -> Receipt:
    return Receipt(
        office=facts.office,
        case_number=facts.case_number,
        person_name=facts.person_name,
        person_position=facts.position,
        person_unit=facts.unit,
        case_type=facts.case_type.label,
        subject=facts.subject,
        received_on=facts.received_on,
        papers=facts.papers,
        officer_name=facts.officer,
        officer_telephone=facts.office.telephone,
    )


def _memorandum(facts: PaperFacts) -> Memorandum:
    signer = _first(facts)
    about = f"{facts.person_name} {facts.position}".strip()
    place = f" สังกัด{facts.unit}" if facts.unit else ""
    return Memorandum(
        office=facts.office,
        letter_number=_number_stem(facts),
        dated=facts.today,
        subject=facts.subject,
        to=signer.acting_for or signer.post,
        background=(
            f"{facts.office.unit_name}ได้รับเรื่อง{facts.case_type.label}ของ{about}{place} "
            f"เมื่อวันที่ {thai_date_long(facts.received_on)} เลขที่เรื่อง {facts.case_number}",
        ),
        facts=facts.results,
        proposal=("จึงเรียนมาเพื่อโปรดพิจารณา",),
        signatory=signer,
    )


def _order(facts: PaperFacts) -> Order:
    return Order(
        kind=cast(Any, facts.case_type.value),
        office=facts.office,
        order_number=facts.order_number,
        dated=facts.order_dated or facts.today,
        to_agency=facts.target.get("agency", ""),
        people=(facts.person,),
        signatory=_first(facts),
    )


def _notice(facts: PaperFacts) -> NoticeLetter:
    enclosures: tuple[str, ...] = ()
    if facts.order_number:
        enclosures = (f"สำเนาคำสั่ง{facts.office.agency_name} ที่ {facts.order_number} จำนวน 1 ชุด",)
    return NoticeLetter(
        kind=cast(Any, facts.case_type.value),
        office=facts.office,
        letter_number=facts.letter_number or _number_stem(facts),
        dated=facts.letter_dated or facts.today,
        to=facts.target.get("agency", "") or (f"ผู้อำนวยการ{facts.unit}" if facts.unit else ""),
        enclosures=enclosures,
        person_name=facts.person_name,
        person_position=facts.position,
        target_position=facts.person.to_position,
        target_unit=facts.person.to_unit or facts.target.get("agency", ""),
        order_number=facts.order_number,
        order_dated=facts.order_dated,
        effective_on=facts.effective_on,
        signatory=_first(facts),
        owner=facts.office.unit_name,
        owner_telephone=facts.office.telephone,
    )


def _number_stem(facts: PaperFacts) -> str:
    """Return the letter code with a slash, for the number that the registry will give."""
    return f"{facts.office.letter_code}/" if facts.office.letter_code else ""


_Spec = tuple[str, str, FieldKind]
_SIGNER: _Spec = ("signatory", "ผู้ลงนาม", FieldKind.CHOICE)
_PAPERS: dict[str, tuple[Callable[[PaperFacts], Any], tuple[_Spec, ...]]] = {
    "case_status": (_status, (("as_of", "ข้อมูล ณ วันที่", FieldKind.DATE),)),
    "receipt": (
        _receipt,
        (
            ("officer_name", "ผู้รับเรื่อง", FieldKind.TEXT),
            ("officer_post", "ตำแหน่งผู้รับเรื่อง", FieldKind.TEXT),
            ("officer_telephone", "โทรศัพท์", FieldKind.TEXT),
        ),
    ),
    "memorandum": (
        _memorandum,
        (
            ("letter_number", "ที่", FieldKind.TEXT),
            ("dated", "วันที่", FieldKind.DATE),
            ("section_name", "กลุ่มงาน", FieldKind.TEXT),
            ("subject", "เรื่อง", FieldKind.TEXT),
            ("to", "เรียน", FieldKind.TEXT),
            ("background", "เรื่องเดิม", FieldKind.LINES),
            ("facts", "ข้อเท็จจริง", FieldKind.LINES),
            ("law", "ข้อกฎหมาย", FieldKind.LINES),
            ("considerations", "ข้อพิจารณา", FieldKind.LINES),
            ("proposal", "ข้อเสนอ", FieldKind.LINES),
            _SIGNER,
        ),
    ),
    "order": (
        _order,
        (
            ("order_number", "เลขที่คำสั่ง", FieldKind.TEXT),
            ("dated", "สั่ง ณ วันที่", FieldKind.DATE),
            ("subject", "เรื่อง (ว่าง = ตามแบบ)", FieldKind.TEXT),
            ("to_agency", "ส่วนราชการที่รับโอน", FieldKind.TEXT),
            ("people.0.effective_on", "ตั้งแต่วันที่", FieldKind.DATE),
            ("people.0.to_position", "ตำแหน่งใหม่", FieldKind.TEXT),
            ("people.0.to_unit", "สังกัดใหม่", FieldKind.TEXT),
            ("people.0.to_number", "ตำแหน่งเลขที่ใหม่", FieldKind.TEXT),
            ("people.0.to_salary", "เงินเดือนใหม่", FieldKind.MONEY),
            ("people.0.reason", "เหตุผลที่ขอลาออก", FieldKind.TEXT),
            ("people.0.remark", "หมายเหตุ", FieldKind.TEXT),
            ("paragraphs", "ข้อความคำสั่ง (ว่าง = ตามแบบ)", FieldKind.LINES),
            _SIGNER,
        ),
    ),
    "notice_letter": (
        _notice,
        (
            ("letter_number", "ที่", FieldKind.TEXT),
            ("dated", "วันที่", FieldKind.DATE),
            ("subject", "เรื่อง (ว่าง = ตามแบบ)", FieldKind.TEXT),
            ("to", "เรียน", FieldKind.TEXT),
            ("references", "อ้างถึง", FieldKind.LINES),
            ("enclosures", "สิ่งที่ส่งมาด้วย", FieldKind.LINES),
            ("order_number", "เลขที่คำสั่ง", FieldKind.TEXT),
            ("order_dated", "วันที่ของคำสั่ง", FieldKind.DATE),
            ("effective_on", "ตั้งแต่วันที่", FieldKind.DATE),
            ("paragraphs", "ข้อความ (ว่าง = ตามแบบ)", FieldKind.LINES),
            ("copies", "สำเนาส่ง", FieldKind.LINES),
            _SIGNER,
        ),
    ),
}
_ONLY: dict[str, frozenset[CaseType]] = {
    "to_agency": frozenset({CaseType.TRANSFER_OUT}),
    "people.0.reason": frozenset({CaseType.RESIGNATION}),
}
_MOVES = frozenset(CaseType) - {CaseType.RESIGNATION}


def _applies(case_type: CaseType, kind: str, name: str) -> bool:
    """Tell whether a field of a draft means anything for this kind of matter."""
    if kind == "order" and name.startswith("people.0.to_"):
        return case_type in _MOVES
    return case_type in _ONLY.get(name, frozenset(CaseType))
