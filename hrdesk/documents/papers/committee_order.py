"""คำสั่งแต่งตั้งคณะกรรมการ: why, who sits on it, and what it is to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.list_blocks import Listed
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.papers.order import order_foot, order_head
from hrdesk.documents.papers.order_fields import HEAD
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.samples import COMMITTEE, DATED, HEAD_OF_AGENCY, OFFICE
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.templates import Template, known_values, load, missing_values, sample_of
from hrdesk.documents.text import Run, Text
from hrdesk.documents.values import BLANK, SIGNATORY_FIELDS, Office, Signatory

TITLE = "คำสั่งแต่งตั้งคณะกรรมการ"
_PARTS = ("reason", "duties", "since")


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat: who, the post that brings them there, and what they are in the committee."""

    name: str = ""
    post: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class CommitteeOrder:
    """The plain data of the order; ``duties``, where given, stand in place of the text's own.

    A seat may name a post alone (its holder sits) or a person alone.
    """

    kind: str = "free"
    office: Office = field(default_factory=Office)
    order_number: str = ""
    dated: dt.date | None = None
    subject: str = ""
    seats: tuple[Seat, ...] = ()
    duties: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    signatory: Signatory = field(default_factory=Signatory)
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None


FIELDS: tuple[Field, ...] = (
    *HEAD,
    Field("subject", "เรื่อง", False, "paper.subject"),
    Field("seats", "คณะกรรมการ", True, "paper.seats"),
    Field("seats.role", "หน้าที่ในคณะกรรมการ", True, "paper.seats"),
    Field("duties", "หน้าที่และอำนาจ", False, "paper.duties"),
    *SIGNATORY_FIELDS,
)


def missing(data: CommitteeOrder) -> tuple[Field, ...]:
    """Return what must be filled in before printing, also the values of the text."""
    own = {"reason": data.paragraphs, "duties": data.duties, "since": ()}
    parts = tuple(part for part in _PARTS if not own[part])
    of_text = missing_values(_text(data), _values(data), parts=parts, subject=not data.subject)
    unnamed = any(not (seat.name.strip() or seat.post.strip()) for seat in data.seats)
    nobody = (Field("seats.name", "ชื่อหรือตำแหน่งของกรรมการ", True, "paper.seats"),)
    return (*missing_in(data, FIELDS), *(nobody if unnamed else ()), *of_text)


def sections(data: CommitteeOrder, style: PaperStyle) -> list[Section]:
    """Return the order's pages: reason, seats, duties, from when."""
    text = _text(data)
    rendered = text.render(known_values(text, _values(data)))
    number = data.order_number.strip() or BLANK
    blocks = order_head(data.office, number, data.subject or rendered.subject, style)
    reason: Sequence[Text] = data.paragraphs or rendered.parts["reason"]
    blocks += body_blocks(reason, style)
    blocks += [_heading("องค์ประกอบ", style), *_seat_blocks(data.seats, style)]
    duties: Sequence[Text] = data.duties or rendered.parts["duties"]
    blocks.append(_heading("หน้าที่และอำนาจ", style))
    for position, duty in enumerate(duties, 1):
        blocks.append(Listed(f"{position}.", duty, style, indent=cm(style.first_indent)))
    blocks += body_blocks(rendered.parts["since"], style)
    blocks += order_foot(data.dated, data.signatory, style)
    return [Section(blocks, tight_first=True, catch_words=True)]


def build(data: CommitteeOrder, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the order as a PDF."""
    title = f"คำสั่ง{data.office.agency_name} ที่ {data.order_number}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str, text: Template | None = None) -> CommitteeOrder:
    """Return an invented order that appoints a committee of one kind."""
    return CommitteeOrder(
        kind=kind,
        office=OFFICE,
        order_number="88/2569",
        dated=DATED,
        seats=tuple(Seat(*seat) for seat in COMMITTEE),
        signatory=HEAD_OF_AGENCY,
        values=sample_of(text or load(f"committee_{kind}")),
        text=text,
    )


def _text(data: CommitteeOrder) -> Template:
    return data.text or load(f"committee_{data.kind}")


def _values(data: CommitteeOrder) -> dict[str, object]:
    return {"agency": data.office.agency_name, "unit": data.office.unit_name, **data.values}


def _heading(words: str, style: PaperStyle) -> Paragraph:
    return Paragraph(
        Run(words, bold=True),
        style,
        align="left",
        first_indent=cm(style.first_indent),
        before=cm(0.2),
        keep_next=True,
    )


def _seat_blocks(seats: Sequence[Seat], style: PaperStyle) -> list[Block]:
    return [
        Listed(
            f"{number}.",
            tuple(Run(part, keep=part == seat.name) for part in _words(seat)) or BLANK,
            style,
            indent=cm(style.first_indent),
            right=seat.role,
        )
        for number, seat in enumerate(seats, 1)
    ]


def _words(seat: Seat) -> tuple[str, ...]:
    both = seat.name.strip() and seat.post.strip()
    parts = (seat.name.strip(), "\n" if both else "", seat.post.strip())
    return tuple(part for part in parts if part)
