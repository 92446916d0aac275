"""What external letters, notices and invitations share: the data, the heads, and the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from hrdesk.documents.blocks import Labelled, LetterHead, Signature, copy_block
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.papers.memorandum import body, memo_head
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.samples import LETTER
from hrdesk.documents.style import PaperStyle, cm
from hrdesk.documents.templates import (
    Template,
    known_values,
    load,
    missing_values,
    sample_of,
)
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


@dataclass(frozen=True, slots=True)
class LetterHeadData:
    """What the head and the foot of every letter say; ``internal`` makes it a memorandum."""

    office: Office = field(default_factory=Office)
    letter_number: str = ""
    dated: dt.date | None = None
    subject: str = ""
    to: str = ""
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    signatory: Signatory = field(default_factory=Signatory)
    owner: str = ""
    owner_telephone: str = ""
    copies: tuple[str, ...] = ()
    secrecy: str = ""
    speed: str = ""
    internal: bool = False
    text: Template | None = None


@dataclass(frozen=True, slots=True)
class TextLetter(LetterHeadData):
    """A letter whose words are a text of the office, filled with ``values`` by field name.

    ``paragraphs``, where given, stand in place of the text's own; ``text`` is the office's
    version of the shipped text.
    """

    PREFIX: ClassVar[str] = "letter"
    kind: str = "free"
    values: Mapping[str, object] = field(default_factory=dict)


HEAD_FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    UNIT_FIELD,
    ADDRESS_FIELD,
    TELEPHONE_FIELD,
    Field("letter_number", "เลขที่หนังสือ", True, "paper.letter_number"),
    Field("dated", "วันที่ของหนังสือ", True, "paper.dated"),
    Field("subject", "เรื่อง", False, "paper.subject"),
    Field("to", "เรียน", True, "paper.to"),
    Field("references", "อ้างถึง", False, "paper.references"),
    Field("enclosures", "สิ่งที่ส่งมาด้วย", False, "paper.enclosures"),
    *SIGNATORY_FIELDS,
    Field("owner", "ส่วนราชการเจ้าของเรื่อง", False, "office.unit_name"),
    Field("copies", "สำเนาส่ง", False, "paper.copies"),
    Field("secrecy", "ชั้นความลับ", False, "paper.secrecy"),
    Field("speed", "ชั้นความเร็ว", False, "paper.speed"),
)


def text_of(data: TextLetter) -> Template:
    """Return the text the letter is made of: the office's own, else the shipped one."""
    return data.text or load(f"{data.PREFIX}_{data.kind}")


def letter_values(data: TextLetter) -> dict[str, object]:
    """Return every value the text may take: the letter's own, and what the office is called."""
    return {
        "agency": data.office.agency_name,
        "unit": data.office.unit_name,
        "telephone": data.owner_telephone or data.office.telephone,
        **data.values,
    }


def missing_of(data: TextLetter, fields: Sequence[Field]) -> tuple[Field, ...]:
    """Return what must be filled in: the fields of the head, and those of the text."""
    unused = {"office.address"} if data.internal else set()
    of_head = tuple(f for f in missing_in(data, fields) if f.name not in unused)
    of_text = missing_values(
        text_of(data),
        letter_values(data),
        parts=() if data.paragraphs else None,
        subject=not data.subject,
    )
    return (*of_head, *of_text)


def letter_sections(data: TextLetter, style: PaperStyle) -> list[Section]:
    """Return the letter's pages: head, the text's part "body", signature, foot."""
    text = text_of(data)
    rendered = text.render(known_values(text, letter_values(data)))
    paragraphs: Sequence[Text] = data.paragraphs or rendered.parts["body"]
    blocks = head_blocks(data, data.subject or rendered.subject, style)
    blocks += body_blocks(paragraphs, style)
    blocks += foot_blocks(data, style)
    return [Section(blocks, tight_first=True, catch_words=True)]


def letter_title(data: TextLetter) -> str:
    """Return the letter's subject, as the title of its file."""
    text = text_of(data)
    return data.subject or text.render(known_values(text, letter_values(data))).subject


def sample_head() -> dict[str, Any]:
    """Return invented data for the head and the foot of a letter."""
    return dict(LETTER)


def sample_letter(prefix: str, kind: str, text: Template | None) -> dict[str, Any]:
    """Return invented data for a letter of one kind."""
    used = text or load(f"{prefix}_{kind}")
    return {**LETTER, "kind": kind, "values": sample_of(used), "text": text}


def body_blocks(paragraphs: Sequence[Text], style: PaperStyle) -> list[Block]:
    """Return the paragraphs of a letter's or an order's text, those that say nothing left out."""
    air = cm(0.2)
    return [
        body(paragraph, style, before=air if position == 0 else air / 2)
        for position, paragraph in enumerate(paragraphs)
        if any(run.text.strip() for run in runs_of(paragraph))
    ]


def foot_blocks(data: LetterHeadData, style: PaperStyle) -> list[Block]:
    """Return closing word, signature and, outside the agency, whose matter it is."""
    closing = "" if data.internal else "ขอแสดงความนับถือ"
    blocks: list[Block] = [Signature(data.signatory, style, closing=closing, before=cm(0.4))]
    if not data.internal:
        blocks += copy_block(data.office, data.owner, data.owner_telephone, data.copies, style)
    return blocks


def head_blocks(data: LetterHeadData, subject: str, style: PaperStyle) -> list[Block]:
    """Return the head of an external letter, or of a memorandum where it stays inside."""
    if data.internal:
        blocks = memo_head(data.office, data.owner, data.letter_number, data.dated, subject, style)
    else:
        blocks = _external_head(data, subject, style)
    air = cm(0.2)
    blocks.append(Labelled("เรียน", or_blank(data.to), style, before=air))
    for label, lines in (("อ้างถึง", data.references), ("สิ่งที่ส่งมาด้วย", data.enclosures)):
        if lines:
            blocks.append(Labelled(label, _counted(lines), style, before=air))
    return blocks


def _external_head(data: LetterHeadData, subject: str, style: PaperStyle) -> list[Block]:
    air = cm(0.2)
    marks = [mark for mark in (data.secrecy, data.speed) if mark]
    number = f"ที่ {numbered(data.letter_number, data.office)}"
    return [
        LetterHead(number, data.office, style, marks=marks),
        Paragraph(
            long_date(data.dated, BLANK),
            style,
            align="left",
            indent=cm(7.5),
            before=air,
            keep_next=True,
        ),
        Labelled("เรื่อง", subject, style, before=air),
    ]


def _counted(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return lines[0]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
