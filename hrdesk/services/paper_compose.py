"""Composing each kind of paper from what is known of its case; pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from hrdesk.documents.papers.case_status import CaseStatus as StatusSheet
from hrdesk.documents.papers.memorandum import Memorandum
from hrdesk.documents.papers.notice_letter import NoticeLetter
from hrdesk.documents.papers.order import Order
from hrdesk.documents.papers.receipt import Receipt
from hrdesk.documents.values import Signatory
from hrdesk.rules.codes import CaseType
from hrdesk.rules.dates import thai_date_long
from hrdesk.services.paper_data import PaperFacts
from hrdesk.services.paper_drafts import (
    EditableField,
    FieldKind,
    signatory_label,
    text_of,
    value_at,
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
    unit = facts.office.unit_name
    unit += " " if unit.endswith(")") else ""
    return Memorandum(
        office=facts.office,
        letter_number=_number_stem(facts),
        dated=facts.today,
        subject=facts.subject,
        to=signer.acting_for or signer.post,
        background=(
            f"{unit}ได้รับเรื่อง{facts.case_type.label}ของ{about}{place} "
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
