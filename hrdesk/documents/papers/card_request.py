"""แบบคำขอมีบัตรประจำตัวเจ้าหน้าที่ของรัฐ (layout of the program's own)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from hrdesk.documents.fields import Field
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.papers.form_parts import (
    choices,
    form_file,
    form_title,
    heading,
    lacking,
    line,
    pair,
    signed,
    words_of,
)
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.samples import APPLICANT, DATED, OFFICE
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.templates import Template, load, sample_of
from hrdesk.documents.text import plain
from hrdesk.documents.values import AGENCY_FIELD, Office, long_date

TITLE = "แบบคำขอมีบัตรประจำตัวเจ้าหน้าที่ของรัฐ"
REASONS = (
    "ขอมีบัตรครั้งแรก",
    "ขอมีบัตรใหม่ เพราะบัตรเดิมหมดอายุ",
    "ขอมีบัตรใหม่ เพราะบัตรเดิมหายหรือถูกทำลาย",
    "ขอเปลี่ยนบัตร เพราะเปลี่ยนตำแหน่ง",
    "ขอเปลี่ยนบัตร เพราะเปลี่ยนชื่อตัว ชื่อสกุล หรือคำนำหน้านาม",
    "ขอมีบัตรผู้รับบำเหน็จบำนาญ",
)


@dataclass(frozen=True, slots=True)
class CardRequest:
    """The plain data of the request; ``reason`` is one of ``REASONS`` or empty.

    ``national_id`` is printed as given: the caller masks it.
    """

    office: Office = field(default_factory=Office)
    dated: dt.date | None = None
    person_name: str = ""
    national_id: str = ""
    birth_date: str = ""
    blood_group: str = ""
    address: str = ""
    telephone: str = ""
    position: str = ""
    unit: str = ""
    reason: str = ""
    old_number: str = ""
    old_expires_on: dt.date | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("person_name", "ชื่อผู้ขอมีบัตร", True, "person.name"),
    Field("national_id", "เลขประจำตัวประชาชน", False, "person.national_id"),
    Field("position", "ตำแหน่ง", True, "person.position"),
    Field("unit", "สังกัด", True, "person.position"),
    Field("reason", "กรณีที่ขอ", False, "paper.reason"),
    Field("old_number", "เลขที่บัตรเดิม", False, "paper.old_number"),
    Field("dated", "วันที่", False, "paper.dated"),
)


def missing(data: CardRequest) -> tuple[Field, ...]:
    """Return what must be filled in before printing."""
    return lacking(data, FIELDS, _text(data))


def sections(data: CardRequest, style: PaperStyle) -> list[Section]:
    """Return the form's pages."""
    words = words_of(data, _text(data))
    old_expiry = long_date(data.old_expires_on)
    blocks: list[Block] = [
        *form_title(TITLE, data.office, style),
        line("วันที่", long_date(data.dated), style),
        heading("ผู้ขอมีบัตร", style),
        line("ชื่อ", data.person_name, style),
        pair(("เลขประจำตัวประชาชน", data.national_id), ("เกิดวันที่", data.birth_date), style, 0.58),
        pair(("หมู่โลหิต", data.blood_group), ("โทรศัพท์", data.telephone), style),
        line("ที่อยู่", data.address, style),
        line("ตำแหน่ง", data.position, style),
        line("สังกัด", data.unit, style),
        heading("กรณีที่ขอ", style),
        *choices(REASONS, data.reason, style),
        pair(("เลขที่บัตรเดิม", data.old_number), ("หมดอายุวันที่", old_expiry), style),
        heading("เอกสารที่แนบมาด้วย", style),
        *choices([plain(item) for item in words["papers"]], "", style),
        *body_blocks(words["statement"], style),
        signed(data.person_name, "ผู้ขอมีบัตร", style),
    ]
    return [Section(blocks, tight_first=True)]


def build(data: CardRequest, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    return form_file(data, TITLE, sections(data, style), style)


def sample(kind: str = "", text: Template | None = None) -> CardRequest:
    """Return an invented request."""
    del kind  # there is one kind only
    return CardRequest(
        office=OFFICE,
        dated=DATED,
        person_name=APPLICANT["person_name"],
        national_id="x-xxxx-xxxxx-12-1",
        position=APPLICANT["position"],
        unit=APPLICANT["unit"],
        reason=REASONS[1],
        old_number="24/2563",
        old_expires_on=DATED,
        values=sample_of(text or load("card_request")),
        text=text,
    )


def _text(data: CardRequest) -> Template:
    return data.text or load("card_request")
