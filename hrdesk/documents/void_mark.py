"""ยกเลิกแล้ว: the strip that a paper whose number is void bears wherever the program shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hrdesk.documents.flow import Pen
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.pdf import PdfWriter
from hrdesk.documents.stamp import Stamp, stamped
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.text import Run
from hrdesk.rules.dates import thai_date_short

TITLE = "ยกเลิกแล้ว"
_TITLE_SIZE, _SIZE = 19.0, 11.0
_WIDTH, _TITLE_WIDTH, _PAD = cm(16.0), cm(3.3), cm(0.2)
_LEFT, _GAP = cm(3.0), cm(0.3)
_LINES = 2


@dataclass(frozen=True, slots=True)
class Voided:
    """What became of a number: when it was made void, by whom, and why."""

    number: str
    on: dt.date
    by: str
    reason: str


def mark_void(pdf: bytes, voided: Voided, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return a copy of a PDF that says on every page that it is void; raises PaperUnreadable."""
    return stamped(pdf, _stamp(voided, style))


def _stamp(voided: Voided, style: PaperStyle) -> Stamp:
    writer = PdfWriter(TITLE, "")
    pen = Pen(writer, style)
    height = _LINES * pen.fonts.leading(_SIZE) + _PAD
    writer.start_page(landscape=False)
    writer.shade(0, 0, _WIDTH, height, 1.0)  # the strip stays readable over what lies under it
    writer.box(0, 0, _WIDTH, height, 1.2)
    middle = (height + pen.fonts.leading(_TITLE_SIZE)) / 2
    base = pen.baseline(middle, _TITLE_SIZE)
    pen.say(Run(TITLE, bold=True), _TITLE_WIDTH / 2, base, _TITLE_SIZE, "center")
    writer.rule(_TITLE_WIDTH, 0, _TITLE_WIDTH, height, 1.2)
    room = _WIDTH - _TITLE_WIDTH - 2 * _PAD
    told = (
        f"เลขที่ {voided.number} ยกเลิกเมื่อ {thai_date_short(voided.on)} โดย {voided.by} "
        f"เหตุผล: {voided.reason}"
    )
    block = _fitting(told, style, room)
    spare = (height - block.height(room)) / 2
    block.draw(pen, _TITLE_WIDTH + _PAD, height - spare, room)
    writer.end_page()
    return Stamp(writer.finish(), _WIDTH, height, _LEFT, _GAP, "top")


def _fitting(told: str, style: PaperStyle, room: float) -> Paragraph:
    """Return the text in two lines at the most; what is longer ends in dots."""
    block = Paragraph(told, style, size=_SIZE, align="left")
    while len(block.lines(room)) > _LINES:
        kept = "".join(line.text for line in block.lines(room)[:_LINES])
        told = f"{kept[: min(len(kept), len(told)) - 2].rstrip(' …')}…"
        block = Paragraph(told, style, size=_SIZE, align="left")
    return block
