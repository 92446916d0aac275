"""How papers look: margins, sizes, digits and the emblem, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hrdesk.documents.fonts import FontSet, find_fonts

Digits = Literal["thai", "arabic"]
CENTIMETRE = 72 / 2.54
A4_WIDTH, A4_HEIGHT = 595.2756, 841.8898


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """The office's choices for its papers; lengths are centimetres, sizes TH Sarabun points.

    ``emblem`` is the office's own picture (PNG or JPEG); without one, or with
    ``emblem_preprinted``, its place stays blank for paper that already bears it.
    """

    digits: Digits = "thai"
    margin_left: float = 3.0
    margin_right: float = 2.0
    margin_top_first: float = 1.5
    margin_top: float = 2.5
    margin_bottom: float = 2.0
    body_size: float = 16
    heading_size: float = 20
    label_size: float = 16
    memo_title_size: float = 29
    table_size: float = 14
    annex_size: float = 12
    first_indent: float = 2.5
    emblem: bytes | None = None
    emblem_preprinted: bool = True
    emblem_height: float = 3.0
    memo_emblem_height: float = 1.5
    signature_gap: float = 1.5
    catch_words: bool = True
    fonts: FontSet | None = None

    @property
    def font_set(self) -> FontSet:
        """Return the fonts given, or those found on this machine (``FontNotFound``)."""
        return self.fonts if self.fonts is not None else find_fonts()


DEFAULT_STYLE = PaperStyle()


def cm(length: float) -> float:
    """Return centimetres as PDF points."""
    return length * CENTIMETRE
