"""A Thai paragraph: broken at words, spread evenly, parted over pages with care."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from hrdesk.documents.flow import _BASELINE, Block, Pen
from hrdesk.documents.fonts import FontSet
from hrdesk.documents.lines import Line, fill, groups
from hrdesk.documents.style import Digits, PaperStyle
from hrdesk.documents.text import Text, plain, runs_of

Align = Literal["thai", "left", "center", "right"]

_MOST_LETTER_GAP = 0.085
"""Share of the size a letter gap may reach: wider looks torn, and readers see a space in it."""

_MOST_SPACE_GAP = 0.6
_FEWEST_LINES = 2


class Paragraph(Block):
    """Text of one size; ``align="thai"`` spreads each full line between its letters."""

    def __init__(
        self,
        text: Text,
        style: PaperStyle,
        *,
        size: float | None = None,
        align: Align = "thai",
        bold: bool = False,
        first_indent: float = 0.0,
        indent: float = 0.0,
        before: float = 0.0,
        keep_next: bool = False,
    ) -> None:
        self.runs = runs_of(text, bold=bold)
        self.text = plain(text)
        self.size = size or style.body_size
        self.align = align
        self.first_indent = first_indent
        self.indent = indent
        self.before = before
        self.keep_next = keep_next
        self._fonts: FontSet = style.font_set
        digits: Digits = style.digits
        self._groups = groups(self.runs, self._fonts, digits)
        self._lines: list[Line] | None = None
        self._starts = True
        self._parted_off = False
        self._width = 0.0

    def lines(self, width: float) -> Sequence[Line]:
        """Return the lines at this width in points."""
        if self._lines is None or not (self._parted_off or self._width == width):
            points = self._fonts.points(self.size) / 1000
            rest = (width - self.indent) / points
            self._lines = fill(self._groups, rest - self.first_indent / points, rest)
            self._width = width
        return self._lines

    def height(self, width: float) -> float:
        """Return the height of all lines."""
        return len(self.lines(width)) * self._fonts.leading(self.size)

    def least(self, width: float) -> float:
        """Return the height of the lines that must begin together."""
        count = len(self.lines(width))
        begins = count if count < 2 * _FEWEST_LINES else _FEWEST_LINES
        return begins * self._fonts.leading(self.size)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Part between lines, leaving two lines at least on each side."""
        lines = self.lines(width)
        fit = int((room + 0.01) / self._fonts.leading(self.size))
        fit = min(fit, len(lines) - _FEWEST_LINES)
        return self._parted(lines, fit) if fit >= _FEWEST_LINES else None

    def split_for_company(self, width: float) -> tuple[Block, Block] | None:
        """Take the last two lines off a paragraph of four or more."""
        lines = self.lines(width)
        fit = len(lines) - _FEWEST_LINES
        return self._parted(lines, fit) if fit >= _FEWEST_LINES else None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines downwards from ``top``."""
        points = self._fonts.points(self.size)
        leading = self._fonts.leading(self.size)
        baseline = top - leading * _BASELINE
        for number, line in enumerate(self.lines(width)):
            first = number == 0 and self._starts
            start = self.indent + (self.first_indent if first else 0.0)
            if line.words:
                self._draw_line(pen, line, x + start, baseline, width - start, points)
            baseline -= leading

    def first_words(self) -> str:
        """Return the first words of this paragraph or of what is left of it."""
        words = self._lines[0].words if self._lines else [w for g in self._groups for w in g.words]
        taken = ""
        for word in words:
            if len(taken) + len(word.text) > 22 and taken:
                break
            taken += word.text
        return taken.strip()

    def _draw_line(
        self, pen: Pen, line: Line, x: float, baseline: float, width: float, points: float
    ) -> None:
        slack = width - line.width * points / 1000
        letter = space = 0.0
        if self.align == "thai" and not line.last and slack > 0:
            letter, space = _shares(line, slack, points)
        elif self.align == "center":
            x += slack / 2
        elif self.align == "right":
            x += slack
        pen.writer.line(x, baseline, points, line.words, letter, space)

    def _parted(self, lines: Sequence[Line], at: int) -> tuple[Block, Block]:
        return self._piece(lines[:at], starts=self._starts), self._piece(lines[at:], starts=False)

    def _piece(self, lines: Sequence[Line], *, starts: bool) -> Paragraph:
        piece = Paragraph.__new__(Paragraph)
        piece.__dict__.update(self.__dict__)
        piece._lines, piece._starts, piece._parted_off = list(lines), starts, True
        if not starts:
            piece.before = 0.0
        else:
            piece.keep_next = False
        return piece


def _shares(line: Line, slack: float, points: float) -> tuple[float, float]:
    """Return the gap after each letter and after each space that fill a line (points)."""
    letter = min(slack / max(line.clusters - 1, 1), _MOST_LETTER_GAP * points)
    left = slack - letter * (line.clusters - 1)
    spaces = line.spaces
    if left < 0.01 or not spaces:
        return letter, 0.0
    return letter, min(left / spaces, _MOST_SPACE_GAP * points)
