"""คำสั่ง: resignation, transfer out, reassignment and promotion, with their annexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hrdesk.documents.blocks import EmblemBlock, Signature, Titles
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Pen, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.memorandum import body
from hrdesk.documents.papers.order_annex import OrderPerson, annex_table, annex_title
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.templates import Template, load
from hrdesk.documents.text import Text, runs_of
from hrdesk.documents.values import (
    AGENCY_FIELD,
    BLANK,
    SIGNATORY_FIELDS,
    Office,
    Signatory,
    long_date,
)

TITLE = "คำสั่ง"
KINDS = ("promotion", "transfer_out", "reassignment", "resignation")
OrderKind = Literal["promotion", "transfer_out", "reassignment", "resignation"]

__all__ = ["FIELDS", "KINDS", "TITLE", "Order", "OrderPerson", "build", "missing", "sections"]


@dataclass(frozen=True, slots=True)
class Order:
    """The plain data of an order.

    ``paragraphs`` is the office's own wording, if it changed the template's; ``order_number`` is
    the whole number, such as "123/2569".
    """

    kind: OrderKind
    office: Office = field(default_factory=Office)
    order_number: str = ""
    dated: dt.date | None = None
    subject: str = ""
    to_agency: str = ""
    people: tuple[OrderPerson, ...] = ()
    paragraphs: tuple[str, ...] = ()
    signatory: Signatory = field(default_factory=Signatory)


_PERSON = "person.position"
_COMMON = (
    AGENCY_FIELD,
    Field("order_number", "เลขที่คำสั่ง", True, "paper.order_number"),
    Field("dated", "สั่ง ณ วันที่", True, "paper.dated"),
    Field("people.name", "ชื่อข้าราชการ", True, "person.name"),
    Field("people.from_position", "ตำแหน่งเดิม", True, _PERSON),
    Field("people.from_unit", "สังกัดเดิม", True, _PERSON),
    Field("people.from_number", "ตำแหน่งเลขที่เดิม", True, _PERSON),
    Field("people.effective_on", "ตั้งแต่วันที่", True, "case.effective_on"),
    Field("people.remark", "หมายเหตุ", False, "paper.remark"),
    *SIGNATORY_FIELDS,
)
_SALARY = Field("people.from_salary", "เงินเดือนเดิม", True, "person.salary")
_DEGREE = Field("people.degree", "วุฒิ/สาขา/สถานศึกษา", True, "person.degrees")
_TARGET = (
    Field("people.to_position", "ตำแหน่งใหม่", True, "case.target"),
    Field("people.to_unit", "สังกัดใหม่", True, "case.target"),
    Field("people.to_number", "ตำแหน่งเลขที่ใหม่", True, "case.target"),
)
_NEW_SALARY = Field("people.to_salary", "เงินเดือนใหม่", True, "case.target")
_MORE: Mapping[str, tuple[Field, ...]] = {
    "promotion": (
        _DEGREE,
        Field("people.national_id", "เลขประจำตัวประชาชน", True, "person.national_id"),
        Field("people.from_type", "ประเภทตำแหน่ง", True, _PERSON),
        Field("people.from_level", "ระดับ", True, _PERSON),
        Field("people.in_level_since", "ดำรงตำแหน่งระดับปัจจุบันเมื่อ", True, "person.in_level_since"),
        _SALARY,
        *_TARGET,
        _NEW_SALARY,
    ),
    "reassignment": (_DEGREE, _SALARY, *_TARGET, _NEW_SALARY),
    "transfer_out": (
        Field("to_agency", "ส่วนราชการที่รับโอน", True, "case.target"),
        _DEGREE,
        _SALARY,
        *_TARGET[:2],
        Field("people.to_number", "ตำแหน่งเลขที่ใหม่", False, "case.target"),
        Field("people.to_salary", "เงินเดือนใหม่", False, "case.target"),
    ),
    "resignation": (Field("people.reason", "เหตุผลที่ขอลาออก", False, "case.target"),),
}
FIELDS: tuple[Field, ...] = tuple(
    {f.name: f for f in (*(f for fields in _MORE.values() for f in fields), *_COMMON)}.values()
)
"""The fields of all kinds; ``fields_of`` says which one kind asks for."""


def fields_of(kind: str) -> tuple[Field, ...]:
    """Return the fields of one kind of order."""
    return (*_COMMON, *_MORE[kind])


def missing(data: Order) -> tuple[Field, ...]:
    """Return what must be filled in before printing an order of this kind."""
    return missing_in(data, fields_of(data.kind))


def template(kind: str) -> Template:
    """Return the text of one kind of order, for the office to read and edit."""
    return load(f"order_{kind}")


def has_annex(data: Order) -> bool:
    """Tell whether the order lists its people in an annex instead of naming the one person."""
    return data.kind != "resignation" or len(data.people) != 1


def sections(data: Order, style: PaperStyle) -> list[Section]:
    """Return the order itself and, where it lists people, its annex in landscape."""
    text = template(data.kind)
    part = "several" if has_annex(data) else "one"
    rendered = text.render(_values(data, text), parts=(part,))
    paragraphs: tuple[Text, ...] = data.paragraphs or rendered.parts[part]
    number = data.order_number.strip() or BLANK
    air = cm(0.2)
    blocks: list[Block] = [
        EmblemBlock(style),
        Titles(
            [
                f"{TITLE}{data.office.agency_name}",
                f"ที่ {number}",
                f"เรื่อง {data.subject or rendered.subject}",
            ],
            style,
            bold=False,
            before=air,
        ),
        _ShortRule(),
    ]
    blocks += [
        body(paragraph, style, before=air if position == 0 else air / 2)
        for position, paragraph in enumerate(paragraphs)
        if any(run.text.strip() for run in runs_of(paragraph))
    ]
    blocks.append(_ordered_on(data.dated, style))
    blocks.append(Signature(data.signatory, style))
    made = [Section(blocks, tight_first=True, catch_words=True)]
    if has_annex(data) and data.people:
        made.append(_annex(data, number, style))
    return made


def build(data: Order, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the order and its annex as a PDF."""
    title = f"{TITLE}{data.office.agency_name} ที่ {data.order_number}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


class _ShortRule(Block):
    """The short line between an order's head and its text."""

    keep_next = True

    def height(self, width: float) -> float:
        """Return the height with the air around the line."""
        del width
        return 14.0

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw five centimetres in the middle."""
        half = cm(2.5)
        pen.writer.rule(x + width / 2 - half, top - 7, x + width / 2 + half, top - 7, 0.6)


def _values(data: Order, text: Template) -> dict[str, object]:
    """Return what the template asks for; one order's single person stands for the names."""
    person = data.people[0] if data.people else OrderPerson()
    days = {one.effective_on for one in data.people}
    listed = "วันที่ที่ระบุไว้ในบัญชีรายละเอียดแนบท้ายคำสั่งนี้"
    since = f"วันที่ {long_date(person.effective_on)} เป็นต้นไป" if person.effective_on else ""
    known: dict[str, object] = {
        "agency": data.office.agency_name,
        "to_agency": data.to_agency,
        "count": str(len(data.people)) if data.people else "",
        "person_name": person.name,
        "from_position": person.from_position,
        "from_number": person.from_number,
        "from_unit": person.from_unit,
        "reason": person.reason,
        "effective_on": person.effective_on,
        "since": since if len(days) < 2 else listed,
    }
    return {name: value for name, value in known.items() if name in text.fields}


def _ordered_on(day: dt.date | None, style: PaperStyle) -> Paragraph:
    """Return the line "สั่ง ณ วันที่ ๕ สิงหาคม พ.ศ. ๒๕๖๗", its day blank where there is none."""
    when = BLANK
    if day:
        month, year = long_date(day).rsplit(" ", 1)
        when = f"{month} พ.ศ. {year}"
    return Paragraph(
        f"สั่ง ณ วันที่ {when}",
        style,
        align="left",
        first_indent=cm(style.first_indent * 2),
        before=cm(0.5),
        keep_next=True,
    )


def _annex(data: Order, number: str, style: PaperStyle) -> Section:
    dated = long_date(data.dated, BLANK)
    heads = [
        annex_title(data.kind),
        f"แนบท้ายคำสั่ง{data.office.agency_name} ที่ {number} ลงวันที่ {dated}",
    ]
    titles = Titles(heads, style, size=style.body_size)
    table = annex_table(data.kind, data.people, style)
    table.before = cm(0.3)
    return Section([titles, table], landscape=True, label="of")
