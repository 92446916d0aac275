"""What the office's own forms are made of: heads, dotted lines, choices, places to sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from hrdesk.documents.blocks import Beside, Labelled, Signature, Titles
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.list_blocks import CheckItem
from hrdesk.documents.paper import build_paper
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import PaperStyle, cm
from hrdesk.documents.templates import Template, known_values, missing_values
from hrdesk.documents.text import Run, Text
from hrdesk.documents.values import Office, Signatory

HALF = 0.5
_POST, _FACTS = 0.68, 0.6  # of the width, for the left of two lines side by side


class OwnForm(Protocol):
    """What the data of every form of the program's own have."""

    @property
    def office(self) -> Office:
        """Return whose form it is."""

    @property
    def person_name(self) -> str:
        """Return whom it is about."""

    @property
    def values(self) -> Mapping[str, object]:
        """Return what its text asks for by name."""


class Holder(Protocol):
    """What a form knows of the post somebody holds, every text as it is printed."""

    @property
    def position(self) -> str:
        """Return the post."""

    @property
    def position_number(self) -> str:
        """Return its number."""

    @property
    def unit(self) -> str:
        """Return where it is."""


class Applicant(Holder, Protocol):
    """The same, and what the register knows of who applies."""

    @property
    def in_level_since(self) -> str:
        """Return since when they hold their level."""

    @property
    def salary(self) -> str:
        """Return their salary."""

    @property
    def degree(self) -> str:
        """Return their degrees, one a line."""

    @property
    def licence(self) -> str:
        """Return their professional licence."""

    @property
    def telephone(self) -> str:
        """Return their telephone number."""


def lacking(data: OwnForm, fields: Sequence[Field], text: Template) -> tuple[Field, ...]:
    """Return what must be filled in before a form is printed: its fields, then its text's."""
    return (*missing_in(data, fields), *missing_values(text, data.values))


def words_of(data: OwnForm, text: Template) -> Mapping[str, Sequence[Text]]:
    """Return the parts of a form's text with the values put in."""
    return text.render(known_values(text, data.values)).parts


def form_file(data: OwnForm, title: str, sections: Sequence[Section], style: PaperStyle) -> bytes:
    """Return the pages of a form as a PDF, titled with whose it is."""
    whole = f"{title} {data.person_name}".strip()
    return build_paper(list(sections), style, title=whole, author=data.office.agency_name)


def form_title(title: str, office: Office, style: PaperStyle) -> list[Block]:
    """Return the form's title and whose form it is."""
    place = " ".join(part for part in (office.unit_name, office.agency_name) if part)
    made: list[Block] = [Titles([title], style, size=style.heading_size)]
    if place:
        made.append(Titles([place], style, bold=False))
    return made


def heading(words: str, style: PaperStyle) -> Paragraph:
    """Return the head of a part of a form, which stays with what follows."""
    return Paragraph(Run(words, bold=True), style, align="left", before=cm(0.3), keep_next=True)


def line(label: str, value: str, style: PaperStyle) -> Labelled:
    """Return a label and its value on a dotted line; without a value, a line to write on."""
    return Labelled(label, value, style, dotted=True, keep_next=False)


def pair(
    left: tuple[str, str], right: tuple[str, str], style: PaperStyle, share: float = HALF
) -> Block:
    """Return two labelled lines side by side; the left takes ``share`` of the width."""
    return Beside(line(*left, style), line(*right, style), share)


def post_lines(position: str, number: str, unit: str, style: PaperStyle) -> list[Block]:
    """Return a post with its number, and below it where it is."""
    return [
        pair(("ตำแหน่ง", position), ("เลขที่", number), style, _POST),
        line("สังกัด", unit, style),
    ]


def present_post(data: Holder, style: PaperStyle) -> list[Block]:
    """Return the lines of the post that somebody holds now."""
    return post_lines(data.position, data.position_number, data.unit, style)


def register_lines(data: Applicant, style: PaperStyle) -> list[Block]:
    """Return the lines of what the register knows: level, salary, degrees, licence, telephone."""
    level = ("ดำรงตำแหน่งระดับปัจจุบันเมื่อ", data.in_level_since)
    return [
        pair(level, ("เงินเดือน (บาท)", data.salary), style, _FACTS),
        line("วุฒิการศึกษา", data.degree.replace("\n", " "), style),
        pair(("ใบอนุญาตประกอบวิชาชีพ", data.licence), ("โทรศัพท์", data.telephone), style, _FACTS),
    ]


def choices(
    options: Sequence[str], chosen: str, style: PaperStyle, *, note: str = ""
) -> list[Block]:
    """Return one box for each option, the chosen one ticked."""
    made: list[Block] = [
        CheckItem(option, style, ticked=bool(chosen) and option == chosen) for option in options
    ]
    if note:
        made.append(line("", note, style))
    return made


def blank_lines(count: int, style: PaperStyle) -> list[Block]:
    """Return dotted lines to write on."""
    return [line("", "", style) for _ in range(count)]


def signed(name: str, post: str, style: PaperStyle) -> Signature:
    """Return a line to sign on at the right, with the name where it is known."""
    return Signature(Signatory(name, post), style, before=cm(0.2), line=True)


def signed_by_all(people: Sequence[tuple[str, str]], style: PaperStyle) -> list[Block]:
    """Return lines to sign on for (name, what they are), two beside each other."""
    made: list[Block] = []
    for first in range(0, len(people) - 1, 2):
        left, right = (
            Signature(Signatory(*person), style, share=1.0, line=True)
            for person in people[first : first + 2]
        )
        made.append(Beside(left, right, HALF, before=cm(0.2)))
    if len(people) % 2:
        made.append(signed(*people[-1], style))
    return made
