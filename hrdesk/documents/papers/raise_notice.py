"""หนังสือแจ้งผลการเลื่อนเงินเดือน: one person's base, raise and new salary, or the reason for none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from hrdesk.documents.blocks import Inset, Labelled, Signature, Titles
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.papers.salary_parts import (
    PERCENTAGE,
    STEP,
    RaisePerson,
    amount_words,
    baht,
    sample_round,
)
from hrdesk.documents.samples import DATED, HEAD_OF_AGENCY, OFFICE, VALUES
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.templates import Template, known_values, load, missing_values
from hrdesk.documents.text import Run
from hrdesk.documents.values import SIGNATORY_FIELDS, Office, Signatory, long_date, or_blank

PREFIX = "raise_notice"
_LABEL_WIDTH = cm(5.6)
_INSET = cm(1.2)


@dataclass(frozen=True, slots=True)
class RaiseNotice:
    """The plain data of one notice; ``kind`` is the scheme, ``text`` the office's own wording.

    ``reasons`` say why nothing is raised; they are asked for only then.
    """

    kind: str = STEP
    office: Office = field(default_factory=Office)
    person: RaisePerson = field(default_factory=lambda: RaisePerson(""))
    round_title: str = ""
    effective_on: dt.date | None = None
    order_number: str = ""
    order_dated: dt.date | None = None
    dated: dt.date | None = None
    reasons: str = ""
    signatory: Signatory = field(default_factory=Signatory)
    text: Template | None = None

    @property
    def raised(self) -> bool:
        """Whether the person gets anything of the round."""
        return self.person.given


FIELDS: tuple[Field, ...] = (
    Field("office.agency_name", "ชื่อส่วนราชการ", True, "office.agency_name"),
    Field("person.name", "ชื่อผู้รับแจ้ง", True, "round.people"),
    Field("effective_on", "วันที่มีผล", True, "round.effective_on"),
    Field("dated", "วันที่ของหนังสือ", False, "paper.dated"),
    *SIGNATORY_FIELDS,
)


def missing(data: RaiseNotice) -> tuple[Field, ...]:
    """Return what must be known before printing; the order's number once somebody is raised."""
    text = _text(data)
    part = _part(data)
    return (*missing_in(data, FIELDS), *missing_values(text, _values(data), parts=(part, "close")))


def sections(data: RaiseNotice, style: PaperStyle) -> list[Section]:
    """Return the notice's one page: heads, what is told, the figures or the reason, signature."""
    text = _text(data)
    told = text.render(known_values(text, _values(data)), parts=(_part(data), "close"))
    person = data.person
    air = cm(0.2)
    blocks: list[Block] = [
        Titles([told.subject], style, size=style.heading_size),
        Titles([data.office.agency_name], style, bold=False),
    ]
    if data.dated:
        blocks.append(Titles([f"วันที่ {long_date(data.dated)}"], style, bold=False))
    blocks.append(Labelled("เรียน", Run(or_blank(person.name), keep=True), style, before=cm(0.5)))
    blocks += body_blocks(told.parts[_part(data)], style)
    for number, (label, value) in enumerate(figures(data)):
        line = Labelled(
            label, value, style, label_width=_LABEL_WIDTH, before=air if number == 0 else 0.0
        )
        blocks.append(Inset(line, _INSET))
    blocks += body_blocks(told.parts["close"], style)
    blocks.append(Signature(data.signatory, style, before=cm(0.6)))
    return [Section(blocks)]


def figures(data: RaiseNotice) -> tuple[tuple[str, str], ...]:
    """Return the notice's figures as label and value; nothing that says nothing."""
    person, pay = data.person, "เงินเดือน" if data.kind in (STEP, PERCENTAGE) else "ค่าตอบแทน"
    steps = data.kind == STEP
    lines = [
        ("ตำแหน่ง", person.position),
        ("ตำแหน่งเลขที่", person.post_number),
        ("สังกัด", person.unit),
        ("ผลการประเมิน", _result(person)),
        (f"{pay}เดิม", _pay(person.step, baht(person.salary))),
    ]
    if data.raised:
        more = "" if person.base is None else f"{baht(person.base)} บาท"
        unit = "ขั้น" if steps else ""
        given = f"{amount_words(person.choice)} {unit}".strip() if person.choice else ""
        lines += [
            ("ฐานในการคำนวณ", more),
            ("จำนวนขั้นที่ได้เลื่อน" if steps else "ร้อยละที่ได้เลื่อน", given),
            ("จำนวนเงินที่ได้เลื่อน", f"{baht(person.raised)} บาท"),
            ("ค่าตอบแทนพิเศษ", f"{baht(person.special)} บาท" if person.special else ""),
            (f"{pay}ที่ได้รับ", _pay(person.new_step, baht(person.new_salary))),
        ]
    return tuple((label, value) for label, value in lines if value)


def build(data: RaiseNotice, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return one notice as a PDF."""
    title = f"{_text(data).title} {data.person.name}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str = STEP, text: Template | None = None) -> RaiseNotice:
    """Return an invented notice of one scheme."""
    kind = kind or STEP
    return RaiseNotice(
        kind=kind,
        office=OFFICE,
        person=sample_round(kind).people[0],
        round_title="ครั้งที่ 1/2569",
        effective_on=dt.date(2026, 4, 1),
        order_number=VALUES["order_number"],
        order_dated=DATED,
        signatory=HEAD_OF_AGENCY,
        text=text,
    )


def _result(person: RaisePerson) -> str:
    score = f"{person.score} คะแนน" if person.score else ""
    return (
        f"{person.appraisal} ({score})" if person.appraisal and score else person.appraisal or score
    )


def _pay(step: str, amount: str) -> str:
    return f"{amount} บาท" + (f" (ขั้น {step})" if step else "")


def _part(data: RaiseNotice) -> str:
    return "raised" if data.raised else "not_raised"


def _text(data: RaiseNotice) -> Template:
    return data.text or load(f"{PREFIX}_{data.kind}")


def _values(data: RaiseNotice) -> Mapping[str, object]:
    return {
        "agency": data.office.agency_name,
        "round_title": data.round_title,
        "effective_on": data.effective_on,
        "order_number": data.order_number,
        "order_dated": data.order_dated,
        "reasons": data.reasons,
    }
