"""แบบประเมินเลื่อนขั้นเงินเดือน: one person's result, conditions and what the committee gave.

The manual names the form and shows none; the layout is the program's own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hrdesk.documents.blocks import Labelled
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.form_layout import Person
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.form_parts import form_title, heading, line, pair, post_lines
from hrdesk.documents.papers.salary_parts import (
    RaisePerson,
    amount_words,
    baht,
    sample_round,
    signed_by,
)
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.values import AGENCY_FIELD, Office, long_date

TITLE = "แบบประเมินเลื่อนขั้นเงินเดือน"
_CONDITIONS = (Column("เงื่อนไขที่จะได้รับการพิจารณาเลื่อนขั้น", 78), Column("ผล", 22, "center"))
_MET = {True: "ครบ", False: "ไม่ครบ", None: "ยังไม่ทราบ"}
_WIDE = 0.62  # of the width, for the left of two lines side by side


@dataclass(frozen=True, slots=True)
class StepAssessment:
    """The plain data of one form; ``facts`` are of the half-year, by their Thai names.

    ``conditions`` tell of each whether it is met, None while that is not known; ``source`` is their
    clause, ``meeting`` the committee's that gave the steps.
    """

    office: Office = field(default_factory=Office)
    person: RaisePerson = field(default_factory=lambda: RaisePerson(""))
    title: str = ""
    effective_on: dt.date | None = None
    appraisal: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    conditions: tuple[tuple[str, bool | None], ...] = ()
    source: str = ""
    meeting: str = ""
    signers: tuple[Person, ...] = ()


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("person.name", "ชื่อผู้รับการประเมิน", True, "round.people"),
    Field("effective_on", "วันที่มีผล", True, "round.effective_on"),
)


def missing(data: StepAssessment) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def sections(data: StepAssessment, style: PaperStyle) -> list[Section]:
    """Return the form: the person, the result, the conditions, the steps, places to sign."""
    person = data.person
    result = " ".join(
        part for part in (person.appraisal, person.score and f"({person.score} คะแนน)") if part
    )
    blocks: list[Block] = [
        *form_title(TITLE, data.office, style),
        line("รอบ", " ".join(part for part in (data.title, _since(data)) if part), style),
        heading("ส่วนที่ 1 ผู้รับการประเมิน", style),
        line("ชื่อ", person.name, style),
        *post_lines(person.position, person.post_number, person.unit, style),
        pair(("เงินเดือน (บาท)", baht(person.salary)), ("ขั้น", person.step), style, _WIDE),
        heading("ส่วนที่ 2 ผลการประเมินผลการปฏิบัติงาน", style),
        line("ผลการประเมิน", result, style),
        line("รอบการประเมิน", data.appraisal, style),
        heading("ส่วนที่ 3 วันลา การมาสาย และวินัยในครึ่งปี", style),
        *(line(label, value, style) for label, value in data.facts),
        Table(
            _CONDITIONS, [(label, _MET[met]) for label, met in data.conditions], style,
            before=cm(0.2),
        ),
        *([line("ที่มาของเงื่อนไข", data.source, style)] if data.source else []),
        heading("ส่วนที่ 4 ความเห็นของคณะกรรมการพิจารณาเลื่อนขั้นเงินเดือน", style),
        _kept("การประชุม", data.meeting, style),
        *_given(data, style),
        _kept("เหตุผล", person.reason, style),
        *signed_by(data.signers, style),
    ]  # fmt: skip
    return [Section(blocks, tight_first=True, label="of")]


def build(data: StepAssessment, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    title = f"{TITLE} {data.person.name}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str = "") -> StepAssessment:
    """Return an invented form."""
    del kind  # there is one kind only
    told = sample_round()
    return StepAssessment(
        office=told.office,
        person=told.people[0],
        title=told.title,
        effective_on=told.effective_on,
        appraisal="รอบที่ 1/2569",
        facts=(("เดือนที่ปฏิบัติงาน", "6"), ("วันลา", "ลาป่วย 2 วัน 1 ครั้ง"), ("มาสาย (ครั้ง)", "1")),
        conditions=(("วันลาไม่เกิน 23 วัน", True), ("ลาไม่เกิน 10 ครั้ง", True)),
        meeting=told.meeting,
        signers=told.signers,
    )


def _kept(label: str, value: str, style: PaperStyle) -> Labelled:
    """A line that stays with what follows: what was given is signed on its own page."""
    return Labelled(label, value, style, dotted=True)


def _since(data: StepAssessment) -> str:
    return f"ตั้งแต่วันที่ {long_date(data.effective_on)}" if data.effective_on else ""


def _given(data: StepAssessment, style: PaperStyle) -> list[Block]:
    person = data.person
    steps = f"{amount_words(person.choice)} ขั้น" if person.choice else "ไม่ได้เลื่อน"
    made: list[Block] = [
        pair(("ให้เลื่อน", steps), ("เป็นเงิน (บาท)", baht(person.raised)), style, _WIDE),
        pair(
            ("เงินเดือนที่ได้รับ (บาท)", baht(person.new_salary)), ("ขั้น", person.new_step), style,
            _WIDE,
        ),
    ]  # fmt: skip
    if person.special:
        made.append(_kept("ค่าตอบแทนพิเศษ (บาท)", baht(person.special), style))
    return made
