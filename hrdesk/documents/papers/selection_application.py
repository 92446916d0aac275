"""ใบสมัครเข้ารับการคัดเลือก: the applicant's own words (layout of the program's own)."""

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
    post_lines,
    present_post,
    register_lines,
    signed,
    words_of,
)
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.samples import APPLICANT, DATED, OFFICE
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.templates import Template, load, sample_of
from hrdesk.documents.values import AGENCY_FIELD, Office, long_date

TITLE = "ใบสมัครเข้ารับการคัดเลือก"
DISCIPLINE = (
    "ไม่เคยถูกลงโทษทางวินัยและไม่อยู่ระหว่างถูกสอบสวน",
    "อยู่ระหว่างถูกสอบสวนทางวินัย",
    "เคยถูกลงโทษทางวินัย ระดับโทษและวันที่",
)
_HISTORY = (
    Column("ตั้งแต่วันที่", 14, "center"),
    Column("ถึงวันที่", 14, "center"),
    Column("ตำแหน่ง", 32),
    Column("สังกัด", 32),
)
_BLANK_ROWS = 4


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One post held: from when to when (as ก.พ.7 has it), which, where."""

    since: str = ""
    until: str = ""
    position: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SelectionApplication:
    """The plain data of the application; ``discipline`` is one of ``DISCIPLINE`` or empty."""

    office: Office = field(default_factory=Office)
    dated: dt.date | None = None
    application_number: str = ""
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
    history: tuple[HistoryLine, ...] = ()
    training: str = ""
    discipline: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("application_number", "เลขที่ใบสมัคร", False, "paper.application_number"),
    Field("person_name", "ชื่อผู้สมัคร", True, "person.name"),
    Field("position", "ตำแหน่งปัจจุบัน", True, "person.position"),
    Field("position_number", "ตำแหน่งเลขที่", False, "person.position"),
    Field("unit", "สังกัด", True, "person.position"),
    Field("degree", "วุฒิการศึกษา", False, "person.degrees"),
    Field("target_position", "ตำแหน่งที่สมัคร", True, "case.target"),
    Field("target_number", "ตำแหน่งเลขที่", False, "case.target"),
    Field("target_unit", "สังกัด", False, "case.target"),
    Field("history", "ประวัติการรับราชการ", False, "person.service"),
    Field("training", "ประวัติการฝึกอบรมและดูงาน", False, "paper.training"),
    Field("discipline", "ประวัติทางวินัย", False, "person.discipline"),
    Field("dated", "วันที่", False, "paper.dated"),
)


def missing(data: SelectionApplication) -> tuple[Field, ...]:
    """Return what must be filled in before printing."""
    return lacking(data, FIELDS, _text(data))


def sections(data: SelectionApplication, style: PaperStyle) -> list[Section]:
    """Return the form's pages."""
    statement = words_of(data, _text(data))["statement"]
    blocks: list[Block] = [
        *form_title(TITLE, data.office, style),
        pair(("เลขที่ใบสมัคร", data.application_number), ("วันที่", long_date(data.dated)), style),
        heading("1. ตำแหน่งที่สมัคร", style),
        *post_lines(data.target_position, data.target_number, data.target_unit, style),
        heading("2. ข้อมูลผู้สมัคร", style),
        line("ชื่อ", data.person_name, style),
        *present_post(data, style),
        *register_lines(data, style),
        heading("3. ประวัติการรับราชการ", style),
        _history(data, style),
        line("การฝึกอบรมและดูงาน", data.training, style),
        heading("4. ประวัติทางวินัย", style),
        *choices(DISCIPLINE, data.discipline, style),
        *body_blocks(statement, style),
        signed(data.person_name, "ผู้สมัคร", style),
    ]
    return [Section(blocks, tight_first=True)]


def build(data: SelectionApplication, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    return form_file(data, TITLE, sections(data, style), style)


def sample(kind: str = "", text: Template | None = None) -> SelectionApplication:
    """Return an invented application."""
    del kind  # there is one kind only
    return SelectionApplication(
        office=OFFICE,
        dated=DATED,
        application_number="7/2569",
        history=(HistoryLine("1 ต.ค. 2562", "ปัจจุบัน", APPLICANT["position"], APPLICANT["unit"]),),
        discipline=DISCIPLINE[0],
        values=sample_of(text or load("selection_application")),
        text=text,
        **APPLICANT,
    )


def _text(data: SelectionApplication) -> Template:
    return data.text or load("selection_application")


def _history(data: SelectionApplication, style: PaperStyle) -> Table:
    lines = data.history or (HistoryLine(),) * _BLANK_ROWS
    rows = [(one.since, one.until, one.position, one.unit) for one in lines]
    return Table(_HISTORY, rows, style, before=cm(0.1))
