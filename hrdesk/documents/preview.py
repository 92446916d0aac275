"""Pages of a PDF as pictures, for the preview and the printer; nothing of Qt here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_one_at_a_time = threading.Lock()
"""PDFium is not made for several threads."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page's pixels, three bytes each in the order blue, green, red; rows of ``stride`` bytes."""

    width: int
    height: int
    stride: int
    bgr_bytes: bytes


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Open a PDF with PDFium, one thread at a time."""
    import pypdfium2

    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with opened(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return each page's width and height in points."""
    with opened(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def render_page(pdf: bytes, page: int, dpi: int) -> RenderedPage:
    """Render one page (counted from 0); an ``IndexError`` when there is no such page."""
    with opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(f"page {page} of {len(document)}")
        shown = document[page]
        bitmap = shown.render(scale=dpi / 72, rev_byteorder=False, force_bitmap_format=_bgr())
        try:
            return RenderedPage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()
            shown.close()


def page_text(pdf: bytes, page: int) -> str:
    """Return the text a reader copies from a page (counted from 0)."""
    with opened(pdf) as document:
        shown = document[page]
        text = shown.get_textpage()
        try:
            return str(text.get_text_range())
        finally:
            text.close()
            shown.close()


def _bgr() -> int:
    from pypdfium2 import raw

    return int(raw.FPDFBitmap_BGR)
