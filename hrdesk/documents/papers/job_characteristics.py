"""แบบพิจารณาลักษณะงาน: is time in another series related to the post asked for."""

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
    signed,
    signed_by_all,
    words_of,
)
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.samples import APPLICANT, OFFICE
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.templates import Template, load, sample_of
from hrdesk.documents.values import AGENCY_FIELD, Office

TITLE = "แบบพิจารณาลักษณะงาน"
RESULTS = (
    "เกี่ยวข้องเกื้อกูล ให้นับเวลาได้เต็มเวลา",
    "เกี่ยวข้องเกื้อกูล ให้นับเวลาได้บางส่วน คือ",
    "ไม่เกี่ยวข้องเกื้อกูล",
)
_DUTIES = (Column("ลักษณะงานที่ปฏิบัติจริงในช่วงที่ขอนับ", 50), Column("ลักษณะงานของตำแหน่งที่จะแต่งตั้ง", 50))
_BLANK_ROWS = 4


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty done in the time to be counted, beside the like duty of the post asked for."""

    done: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class JobCharacteristics:
    """The plain data of the form; ``result`` is one of ``RESULTS`` or empty before the meeting."""

    office: Office = field(default_factory=Office)
    person_name: str = ""
    position: str = ""
    unit: str = ""
    target_position: str = ""
    target_unit: str = ""
    counted_position: str = ""
    counted_since: str = ""
    counted_until: str = ""
    counted_length: str = ""
    duties: tuple[DutyLine, ...] = ()
    result: str = ""
    result_note: str = ""
    meeting: str = ""
    meeting_on: dt.date | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("person_name", "ชื่อ", True, "person.name"),
    Field("position", "ตำแหน่งปัจจุบัน", True, "person.position"),
    Field("unit", "สังกัด", True, "person.position"),
    Field("target_position", "ตำแหน่งที่จะแต่งตั้ง", True, "case.target"),
    Field("counted_position", "ตำแหน่งในช่วงที่ขอนับ", True, "paper.counted"),
    Field("counted_since", "ตั้งแต่วันที่", True, "paper.counted"),
    Field("counted_until", "ถึงวันที่", True, "paper.counted"),
    Field("counted_length", "รวมเวลา", False, "paper.counted"),
    Field("duties", "ลักษณะงาน", False, "paper.duties"),
    Field("result", "ผลการพิจารณา", False, "paper.result"),
)


def missing(data: JobCharacteristics) -> tuple[Field, ...]:
    """Return what must be filled in before printing."""
    return lacking(data, FIELDS, _text(data))


def sections(data: JobCharacteristics, style: PaperStyle) -> list[Section]:
    """Return the form's pages."""
    statement = words_of(data, _text(data))["statement"]
    blocks: list[Block] = [
        *form_title(TITLE, data.office, style),
        heading("ส่วนที่ 1 ข้อมูลของผู้ขอนับระยะเวลา", style),
        line("ชื่อ", data.person_name, style),
        line("ตำแหน่งปัจจุบัน", data.position, style),
        line("สังกัด", data.unit, style),
        line("ตำแหน่งที่จะแต่งตั้ง", data.target_position, style),
        heading("ส่วนที่ 2 ช่วงเวลาที่ขอนับ", style),
        line("ตำแหน่งในช่วงที่ขอนับ", data.counted_position, style),
        pair(("ตั้งแต่วันที่", data.counted_since), ("ถึงวันที่", data.counted_until), style),
        line("รวมเวลา", data.counted_length, style),
        _duties(data, style),
        *body_blocks(statement, style),
        *signed_by_all(((data.person_name, "ผู้ขอนับระยะเวลา"), ("", "ผู้บังคับบัญชาผู้รับรอง")), style),
        heading("ส่วนที่ 3 ผลการพิจารณาของคณะกรรมการ", style),
        line("ในการประชุม", data.meeting, style),
        *choices(RESULTS, data.result, style, note=data.result_note),
        *(() if data.result else blank_lines(1, style)),
        signed("", "ประธานกรรมการ", style),
    ]
    return [Section(blocks, tight_first=True)]


def build(data: JobCharacteristics, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    return form_file(data, TITLE, sections(data, style), style)


def sample(kind: str = "", text: Template | None = None) -> JobCharacteristics:
    """Return an invented form."""
    del kind  # there is one kind only
    return JobCharacteristics(
        office=OFFICE,
        person_name=APPLICANT["person_name"],
        position=APPLICANT["position"],
        unit=APPLICANT["unit"],
        target_position=APPLICANT["target_position"],
        counted_position="เจ้าพนักงานธุรการชำนาญงาน",
        counted_since="1 ต.ค. 2559",
        counted_until="30 ก.ย. 2562",
        counted_length="3 ปี",
        duties=(
            DutyLine("จัดทำทะเบียนประวัติและคำสั่งของบุคลากร", "บริหารทะเบียนประวัติและจัดทำคำสั่ง"),
            DutyLine("ประสานงานการสรรหา", "ดำเนินการสรรหาและบรรจุแต่งตั้ง"),
        ),
        values=sample_of(text or load("job_characteristics")),
        text=text,
    )


def _text(data: JobCharacteristics) -> Template:
    return data.text or load("job_characteristics")


def _duties(data: JobCharacteristics, style: PaperStyle) -> Table:
    lines = data.duties or (DutyLine(),) * _BLANK_ROWS
    return Table(_DUTIES, [(one.done, one.wanted) for one in lines], style, before=cm(0.2))
