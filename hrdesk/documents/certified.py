"""สำเนาถูกต้อง: the block of a certified copy, put at the lower edge of each page of a PDF."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Pen
from hrdesk.documents.pdf import PdfWriter
from hrdesk.documents.stamp import Stamp, stamped
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.text import Run
from hrdesk.documents.values import BLANK, long_date

TITLE = "สำเนาถูกต้อง"
_SIZE = 11.0
_LEFT, _FOOT = cm(3.0), cm(0.5)
_COLUMN = cm(4.2)
_WHOLE = cm(10.4)


@dataclass(frozen=True, slots=True)
class Certification:
    """Who certifies the copy, in which post, and on which day."""

    name: str = ""
    post: str = ""
    dated: dt.date | None = None


FIELDS: tuple[Field, ...] = (
    Field("name", "ชื่อผู้รับรองสำเนา", True, "office.signatory"),
    Field("post", "ตำแหน่งผู้รับรองสำเนา", True, "office.signatory"),
    Field("dated", "วันที่รับรองสำเนา", False, "paper.dated"),
)
"""Without a day the block leaves room to write it by hand."""


def missing(data: Certification) -> tuple[Field, ...]:
    """Return what must be filled in before the copy is made."""
    return missing_in(data, FIELDS)


def certify(pdf: bytes, data: Certification, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return a copy of a PDF with the block on every page; the text under it stays as it is.

    The same bytes come out for the same copy. ``PaperUnreadable`` for what is no PDF, is locked,
    or is damaged.
    """
    return stamped(pdf, _stamp(data, style))


def _stamp(data: Certification, style: PaperStyle) -> Stamp:
    """Return a page with the block at its lower left corner: two columns, three lines high."""
    writer = PdfWriter(TITLE, "")
    pen = Pen(writer, style)
    leading = pen.fonts.leading(_SIZE)
    writer.start_page(landscape=False)
    top = 3 * leading
    right = _COLUMN + (_WHOLE - _COLUMN) / 2
    lines = [top - leading * share for share in (0.74, 1.74, 2.74)]
    pen.say(Run(TITLE, bold=True), 0, lines[0], _SIZE)
    pen.say(f"วันที่ {long_date(data.dated, BLANK)}", 0, lines[1], _SIZE)
    writer.dots(_COLUMN + cm(0.6), _WHOLE - cm(0.6), lines[0] - 1.5)
    pen.say(f"({data.name.strip() or BLANK})", right, lines[1], _SIZE, "center")
    pen.say(data.post.strip() or BLANK, right, lines[2], _SIZE, "center")
    writer.end_page()
    return Stamp(writer.finish(), _WHOLE, top, _LEFT, _FOOT, "bottom")
