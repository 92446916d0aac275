"""Composing each kind of paper from what is known of its case; pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hrdesk.documents.papers.case_status import CaseStatus as StatusSheet
from hrdesk.documents.papers.memorandum import Memorandum
from hrdesk.documents.papers.notice_letter import NoticeLetter
from hrdesk.documents.papers.order import Order
from hrdesk.documents.papers.receipt import Receipt
from hrdesk.documents.registry import paper_kind
from hrdesk.documents.templates import Template, load
from hrdesk.documents.values import Signatory
from hrdesk.rules.codes import Agency, CaseType
from hrdesk.rules.dates import thai_date_long
from hrdesk.services.paper_data import PaperFacts
from hrdesk.services.paper_drafts import (
    EditableField,
    FieldKind,
    signatory_label,
    text_of,
    value_at,
)
from hrdesk.services.paper_generic import compose_text, values_asked
from hrdesk.services.paper_variants import likeliest_first


def compose(
    kind: str, facts: PaperFacts, variant: str = "", text: Template | None = None
) -> tuple[Any, tuple[EditableField, ...]]:
    """Return the plain data of one kind of paper of a case, and what may be changed on its draft.

    ``variant`` is the kind within the paper (of order, of letter), ``text`` the office's words.
    """
    if kind not in _PAPERS or (kind == "memorandum" and variant):
        shipped = text or load(template_name(kind, variant))
        return compose_text(paper_kind(kind), variant, shipped, facts)
    make, specs = _PAPERS[kind]
    data = make(facts, variant, text)
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
        if _applies(data, kind, name)
    )
    return data, (*fields, *values_asked(paper_kind(kind).module.missing(data)))


def template_name(kind: str, variant: str) -> str:
    """Return the name of the text a paper is made of; empty where it has none."""
    prefix = paper_kind(kind).prefix
    return "_".join(part for part in (prefix, variant if prefix else "") if part)


def variants_for(kind: str, facts: PaperFacts) -> tuple[str, ...]:
    """Return the kinds within a paper that a matter may use, the likeliest first."""
    names = paper_kind(kind).templates
    prefix = paper_kind(kind).prefix
    all_of_it = [name.removeprefix(prefix).removeprefix("_") for name in names]
    wanted = _OF_MATTER.get(kind, {}).get(facts.case_type)
    if kind in _OF_MATTER:
        usual = [v for v in wanted or (facts.case_type.value,) if v in all_of_it]
        local = facts.agency == Agency.SAO.value
        fitting = [v for v in usual if ("local" in v) is local or v in _ANYWHERE]
        return tuple(fitting or usual)
    every = ("", *all_of_it) if kind == "memorandum" else tuple(all_of_it)
    return likeliest_first(kind, every, facts.case_type, facts.agency)


def _first(facts: PaperFacts) -> Signatory:
    return facts.signatories[0] if facts.signatories else Signatory()


def _status(facts: PaperFacts, variant: str, text: Template | None) -> StatusSheet:
    del variant, text
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


def _receipt(facts: PaperFacts, variant: str, text: Template | None) -> Receipt:
    del variant, text
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


def _memorandum(facts: PaperFacts, variant: str, text: Template | None) -> Memorandum:
    del variant, text
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


def _order(facts: PaperFacts, variant: str, text: Template | None) -> Order:
    return Order(
        kind=variant or facts.case_type.value,
        text=text,
        office=facts.office,
        order_number=facts.order_number,
        dated=facts.order_dated or facts.today,
        to_agency=facts.target.get("agency", ""),
        from_agency=facts.target.get("agency", ""),
        people=(facts.person,),
        signatory=_first(facts),
    )


def _notice(facts: PaperFacts, variant: str, text: Template | None) -> NoticeLetter:
    enclosures: tuple[str, ...] = ()
    if facts.order_number:
        enclosures = (f"สำเนาคำสั่ง{facts.office.agency_name} ที่ {facts.order_number} จำนวน 1 ชุด",)
    return NoticeLetter(
        kind=variant or facts.case_type.value,
        text=text,
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
_PAPERS: dict[str, tuple[Callable[[PaperFacts, str, Template | None], Any], tuple[_Spec, ...]]] = {
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
            ("from_agency", "ส่วนราชการเดิม", FieldKind.TEXT),
            ("people.0.effective_on", "ตั้งแต่วันที่", FieldKind.DATE),
            ("people.0.to_position", "ตำแหน่งใหม่", FieldKind.TEXT),
            ("people.0.to_unit", "สังกัดใหม่", FieldKind.TEXT),
            ("people.0.to_number", "ตำแหน่งเลขที่ใหม่", FieldKind.TEXT),
            ("people.0.to_salary", "เงินเดือนใหม่", FieldKind.MONEY),
            ("people.0.list_place", "ลำดับที่ในบัญชีหรือประกาศผล", FieldKind.TEXT),
            ("people.0.span", "ช่วงเวลาทดลองปฏิบัติหน้าที่ราชการ", FieldKind.TEXT),
            ("people.0.until", "ขยายถึงวันที่", FieldKind.DATE),
            ("people.0.allowance", "เงินประจำตำแหน่ง (บาท)", FieldKind.MONEY),
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
_ANYWHERE = frozenset(
    {"promotion", "appointment", "probation_passed", "probation_extended", "probation_failed"}
)
"""Kinds that both central and local offices issue; the others are one or the other's."""

_OF_MATTER: dict[str, dict[CaseType, tuple[str, ...]]] = {
    "order": {
        CaseType.PROMOTION: ("promotion", "promotion_appoint", "local_promotion"),
        CaseType.PROMOTION_SELECTION: ("promotion_appoint", "promotion", "local_promotion"),
        CaseType.TRANSFER_IN: ("transfer_in", "transfer_in_local"),
        CaseType.EXAMINATION: ("appointment_examination", "local_appointment"),
        CaseType.SELECTION: ("appointment_selection",),
        CaseType.NEWCOMER: ("appointment_examination", "appointment_selection"),
        CaseType.APPOINTMENT_FROM_LIST: ("local_appointment", "appointment_examination"),
        CaseType.PROBATION: ("probation_passed", "probation_extended", "probation_failed"),
    },
    "notice_letter": {
        CaseType.PROMOTION_SELECTION: ("promotion",),
        CaseType.NEWCOMER: ("appointment",),
        CaseType.APPOINTMENT_FROM_LIST: ("appointment",),
        CaseType.SELECTION: ("appointment",),
        CaseType.EXAMINATION: ("appointment",),
    },
}
_ONLY: dict[str, frozenset[str]] = {
    "to_agency": frozenset({"transfer_out"}),
    "from_agency": frozenset({"transfer_in", "transfer_in_local"}),
    "people.0.reason": frozenset({"resignation"}),
    "people.0.list_place": frozenset(
        {"appointment_examination", "appointment_selection", "local_appointment"}
    ),
    "people.0.span": frozenset({"probation_passed", "probation_extended", "probation_failed"}),
    "people.0.until": frozenset({"probation_extended"}),
    "people.0.allowance": frozenset({"position_allowance"}),
}
_STAYING = frozenset({"resignation", "position_allowance", *_ONLY["people.0.span"]})


def _applies(data: Any, kind: str, name: str) -> bool:
    """Tell whether a field of a draft means anything for this kind of order."""
    if kind != "order":
        return True
    if name.startswith("people.0.to_"):
        return data.kind not in _STAYING
    return name not in _ONLY or data.kind in _ONLY[name]
