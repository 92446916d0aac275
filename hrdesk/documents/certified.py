"""สำเนาถูกต้อง: the block of a certified copy, put at the lower edge of each page of a PDF."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from dataclasses import dataclass
from typing import Any

from hrdesk.documents.errors import PaperUnreadable
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Pen
from hrdesk.documents.pdf import PdfWriter
from hrdesk.documents.preview import opened
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.text import Run
from hrdesk.documents.values import BLANK, long_date

TITLE = "สำเนาถูกต้อง"
_SIZE = 11.0
_LEFT, _FOOT = cm(3.0), cm(0.5)
_COLUMN = cm(4.2)
_WHOLE = cm(10.4)
_QUARTER_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
_FILE_ID = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\]")


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
    import pypdfium2

    stamp = _stamp(data, style)
    try:
        with opened(pdf) as document:
            with_stamp = pypdfium2.PdfDocument(stamp)
            try:
                form = with_stamp.page_as_xobject(0, document)
                for number in range(len(document)):
                    _put(document[number], form)
                out = io.BytesIO()
                document.save(out)
            finally:
                with_stamp.close()
    except pypdfium2.PdfiumError as problem:
        raise PaperUnreadable(reason=str(problem)) from problem
    return _settled(out.getvalue(), pdf + stamp)


def _stamp(data: Certification, style: PaperStyle) -> bytes:
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
    return writer.finish()


def _put(page: Any, form: Any) -> None:
    """Draw the block at the lower edge as the page is looked at, turned or cut as it may be."""
    import pypdfium2

    try:
        left, bottom, right, top = page.get_cropbox()
        turn = page.get_rotation()
        a, b, c, d = _QUARTER_TURNS[turn]
        x, y = {
            0: (left + _LEFT, bottom + _FOOT),
            90: (right - _FOOT, bottom + _LEFT),
            180: (right - _LEFT, top - _FOOT),
            270: (left + _FOOT, top - _LEFT),
        }[turn]
        drawn = form.as_pageobject()
        drawn.transform(pypdfium2.PdfMatrix(a, b, c, d, x, y))
        page.insert_obj(drawn)
        page.gen_content()
    finally:
        page.close()


def _settled(made: bytes, source: bytes) -> bytes:
    """Return the file with an ID that follows from what it was made of, not from the clock."""
    found = _FILE_ID.search(made)
    if found is None:
        return made
    digest = hashlib.sha256(source).hexdigest().upper().encode("ascii")
    settled = bytearray(made)
    for group in (1, 2):
        start, end = found.span(group)
        settled[start:end] = digest[: end - start].ljust(end - start, b"0")
    return bytes(settled)
