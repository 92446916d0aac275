"""หนังสือแจ้งรายบุคคล: a result, a return for mending, or reasons, told to one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from hrdesk.documents.fields import Field
from hrdesk.documents.flow import Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.letter_parts import (
    HEAD_FIELDS,
    TextLetter,
    letter_sections,
    letter_title,
    missing_of,
    sample_letter,
)
from hrdesk.documents.samples import VALUES
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.templates import Template

TITLE = "หนังสือแจ้งรายบุคคล"
FIELDS: tuple[Field, ...] = HEAD_FIELDS


@dataclass(frozen=True, slots=True)
class PersonNotice(TextLetter):
    """A letter to one person; with ``internal`` a memorandum."""

    PREFIX: ClassVar[str] = "person"


def missing(data: PersonNotice) -> tuple[Field, ...]:
    """Return what must be filled in before printing, also the values of the text."""
    return missing_of(data, FIELDS)


def sections(data: PersonNotice, style: PaperStyle) -> list[Section]:
    """Return the letter's pages."""
    return letter_sections(data, style)


def build(data: PersonNotice, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the letter as a PDF."""
    author = data.office.agency_name
    return build_paper(sections(data, style), style, title=letter_title(data), author=author)


def sample(kind: str, text: Template | None = None) -> PersonNotice:
    """Return an invented letter of one kind."""
    values: dict[str, Any] = sample_letter(PersonNotice.PREFIX, kind, text)
    return PersonNotice(**{**values, "to": VALUES["person_name"], "references": ()})
