"""แบบประเมินผลการทดลองปฏิบัติหน้าที่ราชการ: the committee's form (layout of the program's own)."""

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
    present_post,
    signed_by_all,
    words_of,
)
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.samples import APPLICANT, COMMITTEE, OFFICE
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.templates import Template, load, sample_of
from hrdesk.documents.text import plain
from hrdesk.documents.values import AGENCY_FIELD, Office, long_date

TITLE = "แบบประเมินผลการทดลองปฏิบัติหน้าที่ราชการ"
RESULTS = (
    "ไม่ต่ำกว่ามาตรฐานที่กำหนด ควรให้รับราชการต่อไป",
    "ไม่สามารถประเมินได้ ควรขยายเวลาทดลองปฏิบัติหน้าที่ราชการถึงวันที่",
    "ต่ำกว่ามาตรฐานที่กำหนด ควรให้ออกจากราชการ เพราะ",
)
_COLUMNS = (
    Column("ที่", 5, "center"),
    Column("รายการประเมิน", 52),
    Column("ไม่ต่ำกว่ามาตรฐาน", 13, "center"),
    Column("ต่ำกว่ามาตรฐาน", 13, "center"),
    Column("หลักฐาน/ข้อสังเกต", 22),
)


@dataclass(frozen=True, slots=True)
class ProbationForm:
    """The plain data of the form; ``result`` is one of ``RESULTS`` or empty before the meeting.

    ``assessors`` are (name, role) of the committee; each has a place to sign.
    """

    office: Office = field(default_factory=Office)
    person_name: str = ""
    position: str = ""
    position_number: str = ""
    unit: str = ""
    order_number: str = ""
    started_on: dt.date | None = None
    ends_on: dt.date | None = None
    round_title: str = ""
    assessors: tuple[tuple[str, str], ...] = ()
    result: str = ""
    result_note: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("person_name", "ชื่อผู้ทดลองปฏิบัติหน้าที่ราชการ", True, "person.name"),
    Field("position", "ตำแหน่ง", True, "person.position"),
    Field("position_number", "ตำแหน่งเลขที่", False, "person.position"),
    Field("unit", "สังกัด", True, "person.position"),
    Field("order_number", "คำสั่งบรรจุ", False, "paper.order_number"),
    Field("started_on", "ทดลองตั้งแต่วันที่", True, "paper.started_on"),
    Field("ends_on", "ถึงวันที่", True, "paper.ends_on"),
    Field("assessors", "คณะกรรมการ", False, "paper.assessors"),
    Field("result", "ผลการประเมิน", False, "paper.result"),
)


def missing(data: ProbationForm) -> tuple[Field, ...]:
    """Return what must be filled in before printing."""
    return lacking(data, FIELDS, _text(data))


def sections(data: ProbationForm, style: PaperStyle) -> list[Section]:
    """Return the form's pages; the points to look at are the text's part "items"."""
    words = words_of(data, _text(data))
    items = words["items"]
    rows = [(str(number), plain(item), "", "", "") for number, item in enumerate(items, 1)]
    blocks: list[Block] = [
        *form_title(TITLE, data.office, style),
        heading("ส่วนที่ 1 ข้อมูลของผู้ทดลองปฏิบัติหน้าที่ราชการ", style),
        line("ชื่อ", data.person_name, style),
        *present_post(data, style),
        line("บรรจุตามคำสั่งที่", data.order_number, style),
        pair(
            ("ทดลองตั้งแต่วันที่", long_date(data.started_on)), ("ถึงวันที่", long_date(data.ends_on)), style
        ),
        line("การประเมิน", data.round_title, style),
        heading("ส่วนที่ 2 การประเมิน", style),
        Table(_COLUMNS, rows, style, before=cm(0.1)),
        *body_blocks(words.get("remark", ()), style),
        heading("ส่วนที่ 3 ผลการประเมินของคณะกรรมการ", style),
        *choices(RESULTS, data.result, style, note=data.result_note),
        *(() if data.result else blank_lines(2, style)),
    ]
    blocks += signed_by_all(data.assessors or (("", "ประธานกรรมการ"),), style)
    return [Section(blocks, tight_first=True)]


def build(data: ProbationForm, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    return form_file(data, TITLE, sections(data, style), style)


def sample(kind: str = "", text: Template | None = None) -> ProbationForm:
    """Return an invented form."""
    del kind  # there is one kind only
    return ProbationForm(
        office=OFFICE,
        person_name=APPLICANT["person_name"],
        position=APPLICANT["position"],
        position_number=APPLICANT["position_number"],
        unit=APPLICANT["unit"],
        order_number="12/2569",
        started_on=dt.date(2026, 4, 1),
        ends_on=dt.date(2026, 9, 30),
        round_title="ครั้งที่ 1",
        assessors=tuple((name, role) for name, _post, role in COMMITTEE),
        values=sample_of(text or load("probation_form")),
        text=text,
    )


def _text(data: ProbationForm) -> Template:
    return data.text or load("probation_form")
