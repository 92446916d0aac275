"""แบบคำขอประเมินบุคคล: who asks, for which post, with which works (layout of the program's own)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from hrdesk.documents.fields import Field
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.papers.form_parts import (
    blank_lines,
    choices,
    form_file,
    form_title,
    heading,
    lacking,
    line,
    pair,
    post_lines,
    present_post,
    register_lines,
    signed,
    words_of,
)
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.samples import APPLICANT, DATED, OFFICE, WORKS
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.templates import Template, load, sample_of
from hrdesk.documents.values import AGENCY_FIELD, Office, long_date

TITLE = "แบบคำขอประเมินบุคคล"
_COLUMNS = (
    Column("ที่", 5, "center"),
    Column("ชื่อผลงาน", 50),
    Column("สัดส่วน (ร้อยละ)", 12, "center"),
    Column("ผู้ร่วมจัดทำ", 30),
)
_BLANK_ROWS = 3


@dataclass(frozen=True, slots=True)
class Work:
    """One work: its title, the applicant's share as text, and who had a part in it."""

    title: str = ""
    share: str = ""
    co_workers: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentRequest:
    """The plain data of the request; what is not known is a dotted line to write on."""

    office: Office = field(default_factory=Office)
    dated: dt.date | None = None
    person_name: str = ""
    position: str = ""
    position_number: str = ""
    unit: str = ""
    in_level_since: str = ""
    salary: str = ""
    degree: str = ""
    licence: str = ""
    telephone: str = ""
    target_position: str = ""
    target_number: str = ""
    target_unit: str = ""
    works: tuple[Work, ...] = ()
    proposal: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("person_name", "ชื่อผู้ขอรับการประเมิน", True, "person.name"),
    Field("position", "ตำแหน่งปัจจุบัน", True, "person.position"),
    Field("position_number", "ตำแหน่งเลขที่", True, "person.position"),
    Field("unit", "สังกัด", True, "person.position"),
    Field("in_level_since", "ดำรงตำแหน่งระดับปัจจุบันเมื่อ", False, "person.in_level_since"),
    Field("degree", "วุฒิการศึกษา", False, "person.degrees"),
    Field("target_position", "ตำแหน่งที่ขอประเมิน", True, "case.target"),
    Field("target_number", "ตำแหน่งเลขที่", False, "case.target"),
    Field("target_unit", "สังกัด", False, "case.target"),
    Field("works", "ผลงาน", False, "paper.works"),
    Field("proposal", "ข้อเสนอแนวคิด", False, "paper.proposal"),
    Field("dated", "วันที่", False, "paper.dated"),
)


def missing(data: AssessmentRequest) -> tuple[Field, ...]:
    """Return what must be filled in before printing."""
    return lacking(data, FIELDS, _text(data))


def sections(data: AssessmentRequest, style: PaperStyle) -> list[Section]:
    """Return the form's pages."""
    statement = words_of(data, _text(data))["statement"]
    blocks: list[Block] = [
        *form_title(TITLE, data.office, style),
        heading("ส่วนที่ 1 ข้อมูลของผู้ขอรับการประเมิน", style),
        pair(("ชื่อ", data.person_name), ("วันที่ยื่น", long_date(data.dated)), style, 0.6),
        *present_post(data, style),
        *register_lines(data, style),
        heading("ส่วนที่ 2 ตำแหน่งที่ขอรับการประเมิน", style),
        *post_lines(data.target_position, data.target_number, data.target_unit, style),
        heading("ส่วนที่ 3 ผลงานและข้อเสนอแนวคิด", style),
        _works(data, style),
        line("ข้อเสนอแนวคิด เรื่อง", data.proposal, style),
        *body_blocks(statement, style),
        signed(data.person_name, "ผู้ขอรับการประเมิน", style),
        heading("ส่วนที่ 4 ความเห็นของผู้บังคับบัญชา", style),
        *choices(("เห็นควรให้เข้ารับการประเมิน", "ยังไม่เห็นควร เพราะ"), "", style),
        *blank_lines(1, style),
        signed("", "ผู้บังคับบัญชาชั้นต้น", style),
    ]
    return [Section(blocks, tight_first=True)]


def build(data: AssessmentRequest, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    return form_file(data, TITLE, sections(data, style), style)


def sample(kind: str = "", text: Template | None = None) -> AssessmentRequest:
    """Return an invented request."""
    del kind  # there is one kind only
    return AssessmentRequest(
        office=OFFICE,
        dated=DATED,
        works=tuple(Work(*work) for work in WORKS),
        proposal="การพัฒนาระบบติดตามงานบุคคล",
        values=sample_of(text or load("assessment_request")),
        text=text,
        **APPLICANT,
    )


def _text(data: AssessmentRequest) -> Template:
    return data.text or load("assessment_request")


def _works(data: AssessmentRequest, style: PaperStyle) -> Table:
    works = data.works or (Work(),) * _BLANK_ROWS
    rows = [
        (str(number), work.title, work.share, work.co_workers)
        for number, work in enumerate(works, 1)
    ]
    return Table(_COLUMNS, rows, style, before=cm(0.1))
