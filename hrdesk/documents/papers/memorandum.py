"""บันทึกข้อความ: five heads, those that say nothing left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hrdesk.documents.blocks import Beside, Labelled, MemoHead, Signature
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.samples import DATED, HEAD_OF_AGENCY, OFFICE, SIGNATORY
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.templates import Template, known_values, load, missing_values, sample_of
from hrdesk.documents.text import Run, Text, plain
from hrdesk.documents.values import (
    AGENCY_FIELD,
    SIGNATORY_FIELDS,
    TELEPHONE_FIELD,
    UNIT_FIELD,
    Office,
    Signatory,
    long_date,
    numbered,
    or_blank,
)

TITLE = "บันทึกข้อความ"


@dataclass(frozen=True, slots=True)
class Memorandum:
    """The plain data of a memorandum; each head holds paragraphs, and may be empty.

    ``kind`` names a text of the office (``text`` is its own version) that fills, with ``values``,
    the subject and every head that holds nothing of its own.
    """

    office: Office = field(default_factory=Office)
    section_name: str = ""
    letter_number: str = ""
    dated: dt.date | None = None
    subject: str = ""
    to: str = ""
    background: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    considerations: tuple[str, ...] = ()
    proposal: tuple[str, ...] = ()
    signatory: Signatory = field(default_factory=Signatory)
    kind: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    UNIT_FIELD,
    TELEPHONE_FIELD,
    Field("section_name", "กลุ่มงาน", False, "paper.section_name"),
    Field("letter_number", "เลขที่หนังสือ", True, "paper.letter_number"),
    Field("dated", "วันที่", True, "paper.dated"),
    Field("subject", "เรื่อง", True, "case.subject"),
    Field("to", "เรียน", True, "paper.to"),
    Field("background", "เรื่องเดิม", False, "paper.background"),
    Field("facts", "ข้อเท็จจริง", False, "paper.facts"),
    Field("law", "ข้อกฎหมาย", False, "paper.law"),
    Field("considerations", "ข้อพิจารณา", False, "paper.considerations"),
    Field("proposal", "ข้อเสนอ", True, "paper.proposal"),
    *SIGNATORY_FIELDS,
)

HEADS = (
    ("background", "เรื่องเดิม"),
    ("facts", "ข้อเท็จจริง"),
    ("law", "ข้อกฎหมาย"),
    ("considerations", "ข้อพิจารณา"),
    ("proposal", "ข้อเสนอ"),
)


def missing(data: Memorandum) -> tuple[Field, ...]:
    """Return what must be filled in before printing, also the values of the text."""
    text = _text(data)
    if text is None:
        return missing_in(data, FIELDS)
    empty = tuple(part for part in text.parts if not any(getattr(data, part)))
    of_text = missing_values(text, _values(data), parts=empty, subject=not data.subject)
    return (*missing_in(filled(data), FIELDS), *of_text)


def filled(data: Memorandum) -> Memorandum:
    """Return the memorandum with the words of its text in every head that holds none of its own.

    What the window shows for editing; a memorandum without a text comes back as it is.
    """
    text = _text(data)
    if text is None:
        return data
    rendered = text.render(known_values(text, _values(data)))
    heads: dict[str, Any] = {
        part: tuple(plain(paragraph) for paragraph in paragraphs)
        for part, paragraphs in rendered.parts.items()
        if not any(getattr(data, part))
    }
    return replace(data, subject=data.subject or rendered.subject, kind="", text=None, **heads)


def memo_head(
    office: Office,
    section_name: str,
    number: str,
    dated: dt.date | None,
    subject: str,
    style: PaperStyle,
) -> list[Block]:
    """Return the head that every memorandum has: emblem, ส่วนราชการ, ที่, วันที่, เรื่อง."""
    names = [name for name in (office.unit_name, office.agency_name) if name not in section_name]
    place = " ".join(name for name in (section_name, *names) if name)
    if office.telephone:
        place += f" โทร. {office.telephone}"
    return [
        MemoHead(style),
        _labelled("ส่วนราชการ", place, style),
        Beside(
            _labelled("ที่", numbered(number, office), style),
            _labelled("วันที่", long_date(dated), style),
            0.52,
        ),
        _labelled("เรื่อง", subject, style),
    ]


def sections(data: Memorandum, style: PaperStyle) -> list[Section]:
    """Return the memorandum's pages."""
    data = filled(data)
    blocks = memo_head(
        data.office, data.section_name, data.letter_number, data.dated, data.subject, style
    )
    air = cm(0.2)
    blocks.append(Labelled("เรียน", or_blank(data.to), style, before=air))
    heads = [(title, getattr(data, name)) for name, title in HEADS if any(getattr(data, name))]
    for number, (title, paragraphs) in enumerate(heads, 1):
        head = Run(f"{number}. {title}", bold=True)
        blocks.append(
            Paragraph(
                head,
                style,
                align="left",
                first_indent=cm(style.first_indent),
                before=air,
                keep_next=True,
            )
        )
        blocks += [body(text, style) for text in paragraphs if text.strip()]
    blocks.append(Signature(data.signatory, style, before=air))
    return [Section(blocks, tight_first=True, catch_words=True)]


def body(text: Text, style: PaperStyle, *, before: float = 0.0) -> Paragraph:
    """Return a paragraph of running text with the first line indented."""
    return Paragraph(text, style, first_indent=cm(style.first_indent), before=before)


def build(data: Memorandum, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the memorandum as a PDF."""
    data = filled(data)
    title = f"{TITLE} {data.subject}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str, text: Template | None = None) -> Memorandum:
    """Return an invented memorandum of one kind."""
    return Memorandum(
        office=OFFICE,
        section_name="กลุ่มสรรหาและบรรจุแต่งตั้ง",
        letter_number="ตย 0201.2/415",
        dated=DATED,
        to=HEAD_OF_AGENCY.post,
        signatory=Signatory(SIGNATORY.name, SIGNATORY.post),
        kind=kind,
        values=sample_of(text or load(f"memo_{kind}")),
        text=text,
    )


def _text(data: Memorandum) -> Template | None:
    if data.text is not None:
        return data.text
    return load(f"memo_{data.kind}") if data.kind else None


def _values(data: Memorandum) -> dict[str, object]:
    return {
        "agency": data.office.agency_name,
        "unit": data.office.unit_name,
        **data.values,
    }


def _labelled(label: str, value: str, style: PaperStyle) -> Labelled:
    return Labelled(label, value, style, size=style.label_size, bold_label=True, dotted=True)
