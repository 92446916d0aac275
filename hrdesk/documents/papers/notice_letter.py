"""หนังสือแจ้งหน่วยงาน: an external letter, or a memorandum to a unit of the same agency."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.letter_parts import (
    HEAD_FIELDS,
    LetterHeadData,
    body_blocks,
    foot_blocks,
    head_blocks,
    sample_head,
)
from hrdesk.documents.samples import DATED, NOTICE
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.templates import Template, known_values, load
from hrdesk.documents.text import Text

TITLE = "หนังสือแจ้งหน่วยงาน"
KINDS = ("promotion", "transfer_out", "reassignment", "resignation", "transfer_in", "appointment")


@dataclass(frozen=True, slots=True)
class NoticeLetter(LetterHeadData):
    """The plain data of a notice; ``paragraphs`` is the office's own wording, if it changed any.

    ``internal`` gives a memorandum instead of an external letter.
    """

    kind: str = "promotion"
    person_name: str = ""
    person_position: str = ""
    target_position: str = ""
    target_unit: str = ""
    order_number: str = ""
    order_dated: dt.date | None = None
    effective_on: dt.date | None = None


FIELDS: tuple[Field, ...] = (
    *HEAD_FIELDS,
    Field("person_name", "ชื่อข้าราชการ", True, "person.name"),
    Field("person_position", "ตำแหน่งเดิม", True, "person.position"),
    Field("target_position", "ตำแหน่งใหม่", True, "case.target"),
    Field("target_unit", "สังกัดใหม่", True, "case.target"),
    Field("order_number", "เลขที่คำสั่ง", True, "paper.order_number"),
    Field("order_dated", "วันที่ของคำสั่ง", True, "paper.order_dated"),
    Field("effective_on", "ตั้งแต่วันที่", True, "case.effective_on"),
)
_IN_TEXT = tuple(field.name for field in FIELDS[len(HEAD_FIELDS) :])


def template(kind: str) -> Template:
    """Return the shipped text of one kind of notice."""
    return load(f"notice_{kind}")


def missing(data: NoticeLetter) -> tuple[Field, ...]:
    """Return what must be filled in; values only the template uses count where it uses them."""
    used = set() if data.paragraphs else set(_text(data).fields)
    unused = set(_IN_TEXT) - used
    if data.internal:
        unused.add("office.address")
    return tuple(f for f in missing_in(data, FIELDS) if f.name not in unused)


def sections(data: NoticeLetter, style: PaperStyle) -> list[Section]:
    """Return the letter's pages."""
    text = _text(data)
    rendered = text.render(_values(data, text))
    paragraphs: tuple[Text, ...] = data.paragraphs or rendered.parts["body"]
    blocks = head_blocks(data, data.subject or rendered.subject, style)
    blocks += body_blocks(paragraphs, style)
    blocks += foot_blocks(data, style)
    return [Section(blocks, tight_first=True, catch_words=True)]


def build(data: NoticeLetter, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the letter as a PDF."""
    subject = data.subject or _text(data).subject
    return build_paper(sections(data, style), style, title=subject, author=data.office.agency_name)


def sample(kind: str, text: Template | None = None) -> NoticeLetter:
    """Return an invented notice of one kind."""
    return NoticeLetter(
        **sample_head(),
        **NOTICE,
        kind=kind,
        order_dated=DATED,
        effective_on=DATED.replace(day=15),
        text=text,
    )


def _text(data: NoticeLetter) -> Template:
    return data.text or template(data.kind)


def _values(data: NoticeLetter, text: Template) -> dict[str, object]:
    known: dict[str, object] = {name: getattr(data, name) for name in _IN_TEXT}
    return known_values(text, {**known, "agency": data.office.agency_name})
