"""Blocks that only forms have: a question with boxes to tick, a place to sign with its role."""

from __future__ import annotations

from collections.abc import Sequence

from hrdesk.documents.flow import Block, Pen
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import PaperStyle, cm
from hrdesk.documents.text import Text
from hrdesk.documents.values import BLANK

_BOX_ROOM = 18.0
_BETWEEN = 14.0
_LABEL_SHARE = 0.32


class TickLine(Block):
    """A question at the left and its answers beside each other, as many on a line as fit."""

    def __init__(self, label: str, answers: Sequence[tuple[Text, bool]], style: PaperStyle) -> None:
        self._style = style
        self.label = Paragraph(label, style, align="left") if label else None
        self.answers = [
            (Paragraph(words, style, align="left"), ticked) for words, ticked in answers
        ]

    def height(self, width: float) -> float:
        """Return the height of the question or of the answers."""
        share = self.label_room(width)
        label = self.label.height(share - _BETWEEN) if self.label else 0.0
        rows = self._rows(width - share)
        return max(label, sum(max(each[3] for each in row) for row in rows))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the question, and each answer behind its box."""
        left = self.label_room(width)
        if self.label:
            self.label.draw(pen, x, top, left - _BETWEEN)
        size = self._style.body_size
        side = pen.fonts.leading(size) * 0.46
        for row in self._rows(width - left):
            for (words, ticked), at, room, _ in row:
                foot = pen.baseline(top, size) - 0.8
                pen.writer.box(x + left + at + 1, foot, side, side, 0.7)
                if ticked:
                    pen.writer.tick(x + left + at + 1, foot, side)
                words.draw(pen, x + left + at + _BOX_ROOM, top, room)
            top -= max(each[3] for each in row)

    def label_room(self, width: float) -> float:
        """Return the width that the question takes, nothing without one."""
        return width * _LABEL_SHARE if self.label else 0.0

    def _rows(self, width: float) -> list[list[tuple[tuple[Paragraph, bool], float, float, float]]]:
        """Return the answers by line: each with where it begins, its room and its height."""
        rows: list[list[tuple[tuple[Paragraph, bool], float, float, float]]] = []
        at = width
        for answer in self.answers:
            natural = self._natural(answer[0])
            if at + _BOX_ROOM + natural > width:
                rows.append([])
                at = 0.0
            room = min(natural + 1, width - at - _BOX_ROOM)
            rows[-1].append((answer, at, room, answer[0].height(room)))
            at += _BOX_ROOM + room + _BETWEEN
        return rows

    def _natural(self, words: Paragraph) -> float:
        points = self._style.font_set.points(self._style.body_size) / 1000
        return words.lines(1e6)[0].width * points


class Abreast(Block):
    """Blocks beside each other on their shares of the width, with a little air between."""

    def __init__(
        self, blocks: Sequence[tuple[Block, float]], *, air: float = 8.0, before: float = 0.0
    ) -> None:
        self.before = before
        self._air = air
        self.blocks = tuple(blocks)
        self.signs = any(block.signs for block, _ in blocks)

    def height(self, width: float) -> float:
        """Return the height of the highest one."""
        return max(block.height(room) for block, room in self.parts(width))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw all from the same upper edge."""
        for block, room in self.parts(width):
            block.draw(pen, x, top, room)
            x += room + self._air

    def parts(self, width: float) -> list[tuple[Block, float]]:
        """Return the blocks with the room each has."""
        room = width - self._air * (len(self.blocks) - 1)
        whole = sum(share for _, share in self.blocks)
        return [(block, room * share / whole) for block, share in self.blocks]


class SignBlock(Block):
    """ลงชื่อ on dots; under it (name), post, the role, and a date to write."""

    signs = True

    def __init__(
        self, role: str, name: str, post: str, style: PaperStyle, *, dated: bool = True
    ) -> None:
        dots = BLANK + BLANK[:10]
        lines = [f"ลงชื่อ {dots}", f"({name.strip() or BLANK + BLANK[:10]})", post.strip(), role]
        if dated:
            lines.append(f"วันที่ {BLANK}")
        self.gap = cm(0.5)
        self.lines = [Paragraph(words, style, align="center") for words in lines if words]

    def height(self, width: float) -> float:
        """Return the height of the block, which never parts."""
        return self.gap + sum(words.height(width) for words in self.lines)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines around the middle of their room."""
        top -= self.gap
        for words in self.lines:
            words.draw(pen, x, top, width)
            top -= words.height(width)
