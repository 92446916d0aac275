"""What the office's own forms are made of: heads, dotted lines, choices, places to sign."""

from __future__ import annotations

from collections.abc import Sequence

from hrdesk.documents.blocks import Beside, Labelled, Signature, Titles
from hrdesk.documents.flow import Block
from hrdesk.documents.list_blocks import CheckItem
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import PaperStyle, cm
from hrdesk.documents.text import Run
from hrdesk.documents.values import Office, Signatory

HALF = 0.5


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
