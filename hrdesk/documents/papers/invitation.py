"""หนังสือเชิญประชุม: a meeting, when and where, and what it is to deal with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from hrdesk.documents.blocks import Titles
from hrdesk.documents.fields import Field
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.letter_parts import (
    HEAD_FIELDS,
    TextLetter,
    letter_sections,
    letter_title,
    letter_values,
    missing_of,
    sample_letter,
)
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.templates import Template
from hrdesk.documents.text import Run
from hrdesk.documents.values import BLANK, written

TITLE = "หนังสือเชิญประชุม"
FIELDS: tuple[Field, ...] = (
    *HEAD_FIELDS,
    Field("agenda", "ระเบียบวาระการประชุม", False, "paper.agenda"),
)


@dataclass(frozen=True, slots=True)
class Invitation(TextLetter):
    """A letter that calls to a meeting; ``agenda``, where given, makes a page of its own."""

    PREFIX: ClassVar[str] = "invitation"
    kind: str = "committee"
    agenda: tuple[str, ...] = ()


def missing(data: Invitation) -> tuple[Field, ...]:
    """Return what must be filled in before printing, also the values of the text."""
    return missing_of(data, FIELDS)


def sections(data: Invitation, style: PaperStyle) -> list[Section]:
    """Return the letter and, where it has one, the agenda on its own page."""
    made = letter_sections(data, style)
    if data.agenda:
        made.append(Section(_agenda(data, style)))
    return made


def build(data: Invitation, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the letter as a PDF."""
    author = data.office.agency_name
    return build_paper(sections(data, style), style, title=letter_title(data), author=author)


def sample(kind: str, text: Template | None = None) -> Invitation:
    """Return an invented invitation of one kind."""
    values: dict[str, Any] = sample_letter(Invitation.PREFIX, kind, text)
    agenda = ("เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", "เรื่องเพื่อพิจารณา", "เรื่องอื่น ๆ (ถ้ามี)")
    return Invitation(**values, agenda=agenda)


def _agenda(data: Invitation, style: PaperStyle) -> list[Block]:
    known = {name: written(value) for name, value in letter_values(data).items()}
    when = f"วันที่ {known.get('meeting_on') or BLANK} เวลา {known.get('meeting_time') or BLANK}"
    blocks: list[Block] = [
        Titles(["ระเบียบวาระการประชุม", known.get("committee") or BLANK], style),
        Titles([when, f"ณ {known.get('meeting_place') or BLANK}"], style, bold=False),
    ]
    for number, item in enumerate(data.agenda, 1):
        head = Run(f"ระเบียบวาระที่ {number}  ", bold=True)
        blocks.append(Paragraph((head, Run(item)), style, align="left", before=cm(0.3)))
    return blocks
