"""Thai text on the screen: places where a line may break, and taking them out again."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtGui import QTextLayout

BREAK = "\u200b"
_PROBE = "กรุณาตรวจสอบความถูกต้องของข้อมูลทั้งหมดก่อนบันทึก"


class _Words:
    ready = False


@cache
def qt_wraps_thai() -> bool:
    """Tell whether this platform's Qt finds Thai word ends (it needs libthai to do so)."""
    from hrdesk.ui.theme import screen_font

    layout = QTextLayout(_PROBE, screen_font(11))
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(60)
        lines.append(line.textLength())
    layout.endLayout()
    return len(lines) > 1


def breakable(text: str) -> str:
    """Return text whose Thai lines can be broken between words on every platform.

    Until ``warm_up`` has run where it is needed, the text comes back as it is.
    """
    if not text or qt_wraps_thai() or not _Words.ready:
        return text
    from hrdesk.documents.segment import segment

    return "".join(
        part if part.isspace() else BREAK.join(segment(part)) for part in re.split(r"(\s+)", text)
    )


def warm_up() -> None:
    """Load the dictionary (about half a second); call it off the main thread."""
    from hrdesk.documents.segment import warm_up as load_words

    load_words()
    _Words.ready = True


def plain(text: str) -> str:
    """Return text as it was before ``breakable``: for copying and storing."""
    return text.replace(BREAK, "")
