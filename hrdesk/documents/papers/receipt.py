"""ใบรับเรื่อง: the acknowledgement given when a matter is taken in, with its check list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hrdesk.documents.blocks import Signature, Titles, facts, space
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.list_blocks import CheckItem
from hrdesk.documents.paper import build_paper
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.text import Run
from hrdesk.documents.values import (
    AGENCY_FIELD,
    TELEPHONE_FIELD,
    UNIT_FIELD,
    Office,
    Signatory,
    long_date,
    short_date,
)

TITLE = "ใบรับเรื่อง"


@dataclass(frozen=True, slots=True)
class ReceivedPaper:
    """One paper of the check list; without a date it has not come."""

    label: str
    received_on: dt.date | None = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class Receipt:
    """The plain data of the acknowledgement."""

    office: Office = field(default_factory=Office)
    case_number: str = ""
    person_name: str = ""
    person_position: str = ""
    person_unit: str = ""
    case_type: str = ""
    subject: str = ""
    received_on: dt.date | None = None
    papers: tuple[ReceivedPaper, ...] = ()
    officer_name: str = ""
    officer_post: str = ""
    officer_telephone: str = ""


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    UNIT_FIELD,
    TELEPHONE_FIELD,
    Field("case_number", "เลขที่เรื่อง", True, "case.number"),
    Field("person_name", "ชื่อผู้รับบริการ", True, "person.name"),
    Field("person_position", "ตำแหน่ง", False, "person.position"),
    Field("person_unit", "สังกัด", False, "person.position"),
    Field("case_type", "ประเภทรายการ", True, "case.case_type"),
    Field("subject", "เรื่อง", False, "case.subject"),
    Field("received_on", "วันที่รับเรื่อง", True, "case.received_on"),
    Field("papers", "รายการเอกสาร", False, "case.papers"),
    Field("officer_name", "ผู้รับเรื่อง", True, "case.officer"),
    Field("officer_post", "ตำแหน่งผู้รับเรื่อง", False, "case.officer"),
    Field("officer_telephone", "โทรศัพท์ผู้รับเรื่อง", False, "case.officer"),
)


def missing(data: Receipt) -> tuple[Field, ...]:
    """Return what must be filled in before printing."""
    return missing_in(data, FIELDS)


def sections(data: Receipt, style: PaperStyle) -> list[Section]:
    """Return the page: the facts, papers received, papers still to come, who took it in."""
    place = " ".join(part for part in (data.office.unit_name, data.office.agency_name) if part)
    blocks: list[Block] = [
        Titles([TITLE], style, size=style.heading_size),
        Titles([place], style, bold=False),
        space(0.4, style),
    ]
    blocks += facts(
        [
            ("เลขที่เรื่อง", data.case_number),
            ("วันที่รับเรื่อง", long_date(data.received_on)),
            ("ชื่อ", data.person_name),
            ("ตำแหน่ง", data.person_position),
            ("สังกัด", data.person_unit),
            ("ประเภท", data.case_type),
            ("เรื่อง", data.subject),
        ],
        style,
        label_width=cm(3.2),
    )
    here = [paper for paper in data.papers if paper.received_on]
    awaited = [paper for paper in data.papers if not paper.received_on and paper.required]
    if here:
        blocks += _list("เอกสารที่ได้รับแล้ว", here, style)
    if awaited:
        blocks += _list("เอกสารที่ต้องส่งเพิ่มเติม", awaited, style)
    blocks.append(_closing(data, style, awaited=len(awaited)))
    officer = Signatory(data.officer_name, data.officer_post or "ผู้รับเรื่อง")
    blocks.append(Signature(officer, style, before=cm(0.4)))
    return [Section(blocks, tight_first=True)]


def build(data: Receipt, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the acknowledgement as a PDF."""
    title = f"{TITLE} {data.case_number}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def _list(title: str, papers: list[ReceivedPaper], style: PaperStyle) -> list[Block]:
    head = f"{title} ({len(papers)} รายการ)"
    blocks: list[Block] = [
        Paragraph(Run(head, bold=True), style, align="left", before=cm(0.3), keep_next=True)
    ]
    for paper in papers:
        came = paper.received_on is not None
        note = f"รับเมื่อ {short_date(paper.received_on)}" if came else ""
        blocks.append(CheckItem(paper.label, style, ticked=came, note=note))
    return blocks


def _closing(data: Receipt, style: PaperStyle, *, awaited: int) -> Paragraph:
    """Return what happens next: complete papers go on, missing ones are asked for."""
    unit = data.office.unit_name or "หน่วยงาน"
    unit += " " if unit.endswith(")") else ""
    if awaited:
        text = (
            f"{unit}ได้รับเรื่องไว้แล้ว และจะดำเนินการต่อเมื่อได้รับเอกสารข้างต้นครบถ้วน "
            "ขอให้ส่งเอกสารที่ยังขาดโดยแจ้งเลขที่เรื่องนี้ทุกครั้ง"
        )
    else:
        text = f"{unit}ได้รับเรื่องและเอกสารครบถ้วนแล้ว จะดำเนินการตามขั้นตอนต่อไป"
    telephone = data.officer_telephone or data.office.telephone
    if telephone:
        text += f" สอบถามความคืบหน้าได้ที่ โทร. {telephone} โดยแจ้งเลขที่เรื่อง {data.case_number}"
    return Paragraph(text, style, first_indent=cm(style.first_indent), before=cm(0.4))
