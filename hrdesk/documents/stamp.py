"""A block drawn over every page of a PDF that is already made; what lies under it stays."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from typing import Any, Literal

from hrdesk.documents.errors import PaperUnreadable
from hrdesk.documents.preview import opened

_QUARTER_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
_FILE_ID = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A one-page PDF with a block at its lower left corner, and where the block stands, in points.

    ``x`` counts from the left edge of the page as it is looked at, ``gap`` from its edge; a page
    narrower than the block gets it smaller.
    """

    pdf: bytes
    width: float
    height: float
    x: float
    gap: float
    edge: Literal["top", "bottom"]


def stamped(pdf: bytes, stamp: Stamp) -> bytes:
    """Return a copy of a PDF with the block on every page; the same bytes for the same copy.

    ``PaperUnreadable`` for what is no PDF, is locked, or is damaged.
    """
    import pypdfium2

    try:
        with opened(pdf) as document:
            with_stamp = pypdfium2.PdfDocument(stamp.pdf)
            try:
                form = with_stamp.page_as_xobject(0, document)
                for number in range(len(document)):
                    _put(document[number], form, stamp)
                out = io.BytesIO()
                document.save(out)
            finally:
                with_stamp.close()
    except pypdfium2.PdfiumError as problem:
        raise PaperUnreadable(reason=str(problem)) from problem
    return _settled(out.getvalue(), pdf + stamp.pdf)


def _put(page: Any, form: Any, stamp: Stamp) -> None:
    """Draw the block at its edge as the page is looked at, turned or cut as it may be."""
    import pypdfium2

    try:
        left, bottom, right, top = page.get_cropbox()
        turn = page.get_rotation()
        wide, high = right - left, top - bottom
        if turn in (90, 270):
            wide, high = high, wide
        scale = min(1.0, (wide - 2 * stamp.gap) / stamp.width)
        across = max(min(stamp.x, wide - stamp.gap - stamp.width * scale), stamp.gap)
        up = stamp.gap if stamp.edge == "bottom" else high - stamp.gap - stamp.height * scale
        x, y = {
            0: (left + across, bottom + up),
            90: (right - up, bottom + across),
            180: (right - across, top - up),
            270: (left + up, top - across),
        }[turn]
        turned = (each * scale for each in _QUARTER_TURNS[turn])
        drawn = form.as_pageobject()
        drawn.transform(pypdfium2.PdfMatrix(*turned, x, y))
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
