"""Tables whose cells are set like all Thai text; the head stands again on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from hrdesk.documents.flow import _BASELINE, Block, Pen
from hrdesk.documents.lines import Group, Line, fill, groups
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.text import Run, Text, runs_of

CellAlign = Literal["left", "center", "right"]
_PAD_X, _PAD_Y = 3.5, 1.5
_SLACK = 2 * _PAD_X + 0.5
_MOST_FORCED = 0.3
"""No column is widened beyond this share of the table for the sake of one long word."""

_HEAD_GREY = 0.93
_TALL_ROW = 300.0
"""A row taller than this (points) is parted; a smaller one waits for the next page."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, and how its cells are aligned."""

    title: str
    width: float
    align: CellAlign = "left"


@dataclass(frozen=True, slots=True)
class HeadGroup:
    """A head over several columns, from ``first`` to ``last`` (both counted, from 0)."""

    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row cut into lines; a row taller than a page goes on from ``continued``."""

    cells: tuple[tuple[Line, ...], ...]
    height: float


class Table(Block):
    """A ruled table; it parts between rows, and inside a row only when that fills a page."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Text]],
        style: PaperStyle,
        *,
        size: float | None = None,
        head_groups: Sequence[HeadGroup] = (),
        total: Sequence[Text] | None = None,
        before: float = 0.0,
    ) -> None:
        for row in rows:
            if len(row) != len(columns):
                raise ValueError(f"a row has {len(row)} cells, the table {len(columns)} columns")
        self.columns = tuple(columns)
        self.size = size or style.table_size
        self.before = before
        self._style = style
        self._fonts = style.font_set
        self.head_groups = tuple(head_groups)
        self.given = rows
        self.total = total
        self._width = -1.0
        self._edges: list[float] = []
        self._rows: Sequence[_Row] = ()
        self._head: list[tuple[int, int, tuple[Line, ...]]] = []
        self._head_heights = (0.0, 0.0)

    def column_widths(self, width: float) -> list[float]:
        """Return the columns' widths in points, none narrower than its longest word."""
        self._prepare(width)
        return [right - left for left, right in pairwise(self._edges)]

    @property
    def leading(self) -> float:
        """Return the distance between lines in a cell, in points."""
        return self._fonts.leading(self.size) * 0.97

    def height(self, width: float) -> float:
        """Return the height of the head and all rows."""
        self._prepare(width)
        return sum(self._head_heights) + sum(row.height for row in self._rows)

    def least(self, width: float) -> float:
        """Return the height of the head with one row."""
        self._prepare(width)
        first = self._rows[0].height if self._rows else 0.0
        return sum(self._head_heights) + min(first, _TALL_ROW)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Part between rows, one row at least staying under the head."""
        self._prepare(width)
        left = room - sum(self._head_heights) + 0.01
        fit = 0
        for row in self._rows:
            if row.height > left:
                break
            left -= row.height
            fit += 1
        fit = min(fit, len(self._rows) - self._kept_at_end)
        if fit > 0:
            return self._piece(self._rows[:fit]), self._piece(self._rows[fit:])
        return self._split_first_row(left)

    def split_for_company(self, width: float) -> tuple[Block, Block] | None:
        """Take the last row (and the total) off a table of several."""
        self._prepare(width)
        fit = len(self._rows) - self._kept_at_end
        return (self._piece(self._rows[:fit]), self._piece(self._rows[fit:])) if fit > 0 else None

    @property
    def _kept_at_end(self) -> int:
        return 1 if self.total is None else 2

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the head and the rows downwards from ``top``."""
        self._prepare(width)
        bottom = top - self.height(width)
        self._draw_head(pen, x, top)
        y = top - sum(self._head_heights)
        for row in self._rows:
            pen.writer.rule(x, y, x + self._edges[-1], y)
            for index, lines in enumerate(row.cells):
                self._draw_cell(pen, x, index, index, y, lines, self.columns[index].align)
            y -= row.height
        for index, edge in enumerate(self._edges):
            inside = any(group.first < index <= group.last for group in self.head_groups)
            start = top - (self._head_heights[0] if inside else 0.0)
            pen.writer.rule(x + edge, start, x + edge, bottom)
        pen.writer.rule(x, top, x + self._edges[-1], top)
        pen.writer.rule(x, bottom, x + self._edges[-1], bottom)

    def _prepare(self, width: float) -> None:
        if self._width == width:
            return
        self._width = width
        given = [[self._parts(cell) for cell in row] for row in self.given]
        if self.total is not None:
            given.append([self._parts(runs_of(cell, bold=True)) for cell in self.total])
        heads = [self._parts(Run(column.title, bold=True)) for column in self.columns]
        self._edges = [0.0]
        for room in self._widths(width, [heads, *given]):
            self._edges.append(self._edges[-1] + room)
        self._rows = [self._row(row) for row in given]
        self._prepare_head(heads)

    def _widths(self, width: float, rows: Sequence[Sequence[Sequence[Group]]]) -> list[float]:
        """Return the columns' widths: as asked, but none narrower than its longest word."""
        points = self._fonts.points(self.size) / 1000
        most = width * _MOST_FORCED
        least = [
            min(max((g.width for row in rows for g in row[i]), default=0.0) * points + _SLACK, most)
            for i in range(len(self.columns))
        ]
        share = width / sum(column.width for column in self.columns)
        asked = [column.width * share for column in self.columns]
        lacking = sum(max(need - have, 0.0) for need, have in zip(least, asked, strict=True))
        spare = sum(max(have - need, 0.0) for need, have in zip(least, asked, strict=True))
        if lacking > spare:
            return asked
        taken = lacking / spare if spare else 0.0
        return [
            max(need, have - max(have - need, 0.0) * taken)
            for need, have in zip(least, asked, strict=True)
        ]

    def _prepare_head(self, heads: Sequence[Sequence[Group]]) -> None:
        under = {i for g in self.head_groups for i in range(g.first, g.last + 1)}
        upper = [
            (g.first, g.last, self._lines(self._parts(Run(g.title, bold=True)), g.first, g.last))
            for g in self.head_groups
        ]
        single = [(i, i, self._lines(parts, i, i)) for i, parts in enumerate(heads)]
        upper_height = max((self._height_of(lines) for _, _, lines in upper), default=0.0)
        lower = max(
            self._height_of(lines) for first, _, lines in single if first in under or not under
        )
        tall = max(self._height_of(lines) for _, _, lines in single)
        self._head_heights = (upper_height, max(lower, tall - upper_height))
        self._head = [*upper, *single]

    def _row(self, row: Sequence[Sequence[Group]]) -> _Row:
        cells = tuple(self._lines(parts, i, i) for i, parts in enumerate(row))
        return _Row(cells, max(self._height_of(lines) for lines in cells))

    def _height_of(self, lines: Sequence[Line]) -> float:
        return len(lines) * self.leading + 2 * _PAD_Y

    def _parts(self, cell: Text) -> list[Group]:
        return groups(runs_of(cell), self._fonts, self._style.digits)

    def _lines(self, parts: Sequence[Group], first: int, last: int) -> tuple[Line, ...]:
        points = self._fonts.points(self.size) / 1000
        room = (self._edges[last + 1] - self._edges[first] - 2 * _PAD_X) / points
        return tuple(fill(parts, room, room))

    def _piece(self, rows: Sequence[_Row]) -> Table:
        piece = Table.__new__(Table)
        piece.__dict__.update(self.__dict__)
        piece._rows = rows
        if rows is not self._rows:
            piece.before = 0.0
        return piece

    def _split_first_row(self, room: float) -> tuple[Block, Block] | None:
        """Part a row that would not fit any page; a row that fits one waits for it."""
        row = self._rows[0]
        fit = int((room - 2 * _PAD_Y) / self.leading)
        if row.height <= _TALL_ROW or fit < 1:
            return None
        upper = tuple(lines[:fit] for lines in row.cells)
        lower = tuple(lines[fit:] for lines in row.cells)
        rest = _Row(lower, max(self._height_of(lines) for lines in lower))
        part = _Row(upper, max(self._height_of(lines) for lines in upper))
        return self._piece([part]), self._piece([rest, *self._rows[1:]])

    def _draw_head(self, pen: Pen, x: float, top: float) -> None:
        upper, lower = self._head_heights
        total = upper + lower
        pen.writer.shade(x, top - total, self._edges[-1], total, _HEAD_GREY)
        under = {i for g in self.head_groups for i in range(g.first, g.last + 1)}
        for position, (first, last, lines) in enumerate(self._head):
            is_group = position < len(self.head_groups)
            room = upper if is_group else (lower if first in under else total)
            start = top if is_group or first not in under else top - upper
            slack = (room - self._height_of(lines)) / 2
            self._draw_cell(pen, x, first, last, start - slack, lines, "center")
        for group in self.head_groups:
            y = top - upper
            pen.writer.rule(x + self._edges[group.first], y, x + self._edges[group.last + 1], y)

    def _draw_cell(
        self,
        pen: Pen,
        x: float,
        first: int,
        last: int,
        top: float,
        lines: Sequence[Line],
        align: CellAlign,
    ) -> None:
        points = self._fonts.points(self.size)
        left = x + self._edges[first] + _PAD_X
        room = self._edges[last + 1] - self._edges[first] - 2 * _PAD_X
        baseline = top - _PAD_Y - self.leading * _BASELINE
        for line in lines:
            slack = room - line.width * points / 1000
            shift = {"left": 0.0, "center": slack / 2, "right": slack}[align]
            if line.words:
                pen.writer.line(left + shift, baseline, points, line.words)
            baseline -= self.leading
