"""The mark ร่าง on every page of a paper whose figures may still change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from hrdesk.documents.blocks import Titles
from hrdesk.documents.flow import Block, Pen, Section
from hrdesk.documents.style import A4_HEIGHT, A4_WIDTH, PaperStyle, cm
from hrdesk.documents.text import Run

MARK = "ร่าง"
_SIZE = 26
_Foot = Callable[[Pen, float, float, float], None]


def as_draft(sections: Sequence[Section], style: PaperStyle, reason: str) -> list[Section]:
    """Return the sections marked on every page, and opened by a line that says why."""
    made = []
    for number, section in enumerate(sections):
        blocks: list[Block] = list(section.blocks)
        if number == 0:
            line = Titles([f"{MARK} – {reason}"], style, size=style.table_size)
            blocks.insert(0, line)
        foot = _foot(section.foot, landscape=section.landscape)
        made.append(replace(section, blocks=blocks, foot=foot))
    return made


def _foot(earlier: _Foot | None, *, landscape: bool) -> _Foot:
    height = A4_WIDTH if landscape else A4_HEIGHT

    def draw(pen: Pen, x: float, bottom: float, width: float) -> None:
        if earlier is not None:
            earlier(pen, x, bottom, width)
        foot = height - cm(1.65)
        pen.writer.box(x, foot, cm(2.2), cm(0.95), 1.2)
        pen.say(Run(MARK, bold=True), x + cm(1.1), foot + cm(0.27), _SIZE, "center")

    return draw
