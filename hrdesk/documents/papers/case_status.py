"""ใบแสดงสถานะเรื่อง: where one matter stands, step by step, as the tracking list shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hrdesk.documents.blocks import Titles, facts, space
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.text import Run
from hrdesk.documents.values import AGENCY_FIELD, UNIT_FIELD, Office, long_date, short_date

TITLE = "ใบแสดงสถานะเรื่อง"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as printed: what, when, remark, and its status in words."""

    title: str
    status: str
    on: dt.date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """The plain data of the sheet."""

    office: Office = field(default_factory=Office)
    case_number: str = ""
    person_name: str = ""
    person_position: str = ""
    person_unit: str = ""
    case_type: str = ""
    subject: str = ""
    received_on: dt.date | None = None
    status: str = ""
    as_of: dt.date | None = None
    officer_name: str = ""
    steps: tuple[StepLine, ...] = ()


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    UNIT_FIELD,
    Field("case_number", "เลขที่เรื่อง", True, "case.number"),
    Field("person_name", "ชื่อผู้รับบริการ", True, "person.name"),
    Field("person_position", "ตำแหน่ง", False, "person.position"),
    Field("person_unit", "สังกัด", False, "person.position"),
    Field("case_type", "ประเภทรายการ", True, "case.case_type"),
    Field("subject", "เรื่อง", False, "case.subject"),
    Field("received_on", "วันที่รับเรื่อง", True, "case.received_on"),
    Field("status", "สถานะปัจจุบัน", True, "case.status"),
    Field("as_of", "ข้อมูล ณ วันที่", True, "paper.dated"),
    Field("officer_name", "ผู้รับผิดชอบ", False, "case.officer"),
    Field("steps", "ขั้นตอน", True, "case.steps"),
)

_COLUMNS = (
    Column("ลำดับ", 8, "center"),
    Column("ขั้นตอน", 40),
    Column("วันที่", 18, "center"),
    Column("หมายเหตุ", 40),
    Column("สถานะ", 22, "center"),
)


def missing(data: CaseStatus) -> tuple[Field, ...]:
    """Return what must be filled in before printing."""
    return missing_in(data, FIELDS)


def sections(data: CaseStatus, style: PaperStyle) -> list[Section]:
    """Return the sheet's pages: heads, the facts of the matter, the table of steps."""
    size = style.body_size
    blocks: list[Block] = [
        Titles([Run(TITLE, bold=True)], style, size=style.heading_size),
        Titles(
            [" ".join(part for part in (data.office.unit_name, data.office.agency_name) if part)],
            style,
            bold=False,
        ),
        space(0.4, style),
    ]
    blocks += facts(
        [
            ("เลขที่เรื่อง", data.case_number),
            ("ชื่อ", data.person_name),
            ("ตำแหน่ง", data.person_position),
            ("สังกัด", data.person_unit),
            ("ประเภท", data.case_type),
            ("เรื่อง", data.subject),
            ("วันที่รับเรื่อง", long_date(data.received_on)),
            ("สถานะปัจจุบัน", data.status),
            ("ผู้รับผิดชอบ", data.officer_name),
        ],
        style,
        label_width=cm(3.2),
    )
    rows = [
        (str(number), step.title, short_date(step.on, "-"), step.remark or "-", step.status)
        for number, step in enumerate(data.steps, 1)
    ]
    if rows:
        blocks.append(Table(_COLUMNS, rows, style, before=cm(0.3)))
    if data.as_of:
        note = f"ข้อมูล ณ วันที่ {long_date(data.as_of)}"
        blocks.append(Paragraph(note, style, size=size - 2, align="right", before=cm(0.2)))
    return [Section(blocks, label="dashes", tight_first=True)]


def build(data: CaseStatus, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the sheet as a PDF."""
    title = f"{TITLE} {data.case_number}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)
