"""หนังสือแจ้งหน่วยงาน: an external letter, or a memorandum to a unit of the same agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from hrdesk.documents.blocks import Labelled, LetterHead, Signature, copy_block
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.memorandum import body, memo_head
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.templates import Template, load
from hrdesk.documents.text import Text, runs_of
from hrdesk.documents.values import (
    ADDRESS_FIELD,
    AGENCY_FIELD,
    BLANK,
    SIGNATORY_FIELDS,
    TELEPHONE_FIELD,
    UNIT_FIELD,
    Office,
    Signatory,
    long_date,
    numbered,
    or_blank,
)

TITLE = "หนังสือแจ้งหน่วยงาน"
KINDS = ("promotion", "transfer_out", "reassignment", "resignation")
NoticeKind = Literal["promotion", "transfer_out", "reassignment", "resignation"]


@dataclass(frozen=True, slots=True)
class NoticeLetter:
    """The plain data of a notice; ``paragraphs`` is the office's own wording, if it changed any.

    ``internal`` gives a memorandum instead of an external letter.
    """

    kind: NoticeKind
    office: Office = field(default_factory=Office)
    letter_number: str = ""
    dated: dt.date | None = None
    subject: str = ""
    to: str = ""
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    person_name: str = ""
    person_position: str = ""
    target_position: str = ""
    target_unit: str = ""
    order_number: str = ""
    order_dated: dt.date | None = None
    effective_on: dt.date | None = None
    paragraphs: tuple[str, ...] = ()
    signatory: Signatory = field(default_factory=Signatory)
    owner: str = ""
    owner_telephone: str = ""
    copies: tuple[str, ...] = ()
    secrecy: str = ""
    speed: str = ""
    internal: bool = False


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    UNIT_FIELD,
    ADDRESS_FIELD,
    TELEPHONE_FIELD,
    Field("letter_number", "เลขที่หนังสือ", True, "paper.letter_number"),
    Field("dated", "วันที่ของหนังสือ", True, "paper.dated"),
    Field("to", "เรียน", True, "paper.to"),
    Field("references", "อ้างถึง", False, "paper.references"),
    Field("enclosures", "สิ่งที่ส่งมาด้วย", False, "paper.enclosures"),
    Field("person_name", "ชื่อข้าราชการ", True, "person.name"),
    Field("person_position", "ตำแหน่งเดิม", True, "person.position"),
    Field("target_position", "ตำแหน่งใหม่", True, "case.target"),
    Field("target_unit", "สังกัดใหม่", True, "case.target"),
    Field("order_number", "เลขที่คำสั่ง", True, "paper.order_number"),
    Field("order_dated", "วันที่ของคำสั่ง", True, "paper.order_dated"),
    Field("effective_on", "ตั้งแต่วันที่", True, "case.effective_on"),
    *SIGNATORY_FIELDS,
    Field("owner", "ส่วนราชการเจ้าของเรื่อง", False, "office.unit_name"),
)
_IN_TEXT = (
    "person_name",
    "person_position",
    "target_position",
    "target_unit",
    "order_number",
    "order_dated",
    "effective_on",
)


def template(kind: str) -> Template:
    """Return the text of one kind of notice, for the office to read and edit."""
    return load(f"notice_{kind}")


def missing(data: NoticeLetter) -> tuple[Field, ...]:
    """Return what must be filled in; values only the template uses count where it uses them."""
    used = set() if data.paragraphs else set(template(data.kind).fields)
    unused = set(_IN_TEXT) - used
    if data.internal:
        unused.add("office.address")
    return tuple(f for f in missing_in(data, FIELDS) if f.name not in unused)


def sections(data: NoticeLetter, style: PaperStyle) -> list[Section]:
    """Return the letter's pages."""
    text = template(data.kind)
    rendered = text.render(_values(data, text))
    paragraphs: tuple[Text, ...] = data.paragraphs or rendered.parts["body"]
    subject = data.subject or rendered.subject
    head = _memo_head(data, subject, style) if data.internal else _head(data, subject, style)
    air = cm(0.2)
    blocks = head
    blocks += [
        body(paragraph, style, before=air if position == 0 else air / 2)
        for position, paragraph in enumerate(paragraphs)
        if any(run.text.strip() for run in runs_of(paragraph))
    ]
    closing = "" if data.internal else "ขอแสดงความนับถือ"
    blocks.append(Signature(data.signatory, style, closing=closing, before=cm(0.4)))
    if not data.internal:
        blocks += copy_block(data.office, data.owner, data.owner_telephone, data.copies, style)
    return [Section(blocks, tight_first=True, catch_words=True)]


def build(data: NoticeLetter, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the letter as a PDF."""
    subject = data.subject or template(data.kind).subject
    return build_paper(sections(data, style), style, title=subject, author=data.office.agency_name)


def _values(data: NoticeLetter, text: Template) -> dict[str, object]:
    known: dict[str, object] = {name: getattr(data, name) for name in _IN_TEXT}
    known["agency"] = data.office.agency_name
    return {name: value for name, value in known.items() if name in text.fields}


def _head(data: NoticeLetter, subject: str, style: PaperStyle) -> list[Block]:
    air = cm(0.2)
    marks = [mark for mark in (data.secrecy, data.speed) if mark]
    blocks: list[Block] = [
        LetterHead(
            f"ที่ {numbered(data.letter_number, data.office)}", data.office, style, marks=marks
        ),
        Paragraph(
            long_date(data.dated, BLANK),
            style,
            align="left",
            indent=cm(7.5),
            before=air,
            keep_next=True,
        ),
        Labelled("เรื่อง", subject, style, before=air),
        Labelled("เรียน", or_blank(data.to), style, before=air),
    ]
    for label, lines in (("อ้างถึง", data.references), ("สิ่งที่ส่งมาด้วย", data.enclosures)):
        if lines:
            blocks.append(Labelled(label, _numbered(lines), style, before=air))
    return blocks


def _memo_head(data: NoticeLetter, subject: str, style: PaperStyle) -> list[Block]:
    office = data.office
    blocks = memo_head(office, data.owner, data.letter_number, data.dated, subject, style)
    air = cm(0.2)
    blocks.append(Labelled("เรียน", or_blank(data.to), style, before=air))
    for label, lines in (("อ้างถึง", data.references), ("สิ่งที่ส่งมาด้วย", data.enclosures)):
        if lines:
            blocks.append(Labelled(label, _numbered(lines), style, before=air))
    return blocks


def _numbered(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return lines[0]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
