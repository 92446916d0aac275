"""Lines of lists and frames: items to tick, items with a mark, a slip to be cut out."""

from __future__ import annotations

from collections.abc import Sequence

from hrdesk.documents.flow import Block, Pen
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.text import Text


class CheckItem(Block):
    """A line of a check list: a box, ticked or not, the text, and a note at the right."""

    def __init__(self, text: Text, style: PaperStyle, *, ticked: bool, note: str = "") -> None:
        self._style = style
        self._size = style.body_size
        self.ticked = ticked
        self.text = Paragraph(text, style, size=self._size, align="left")
        self.note = Paragraph(note, style, size=self._size, align="right")
        self._note_share = 0.34 if note else 0.0

    def height(self, width: float) -> float:
        """Return the height of the text or the note."""
        return max(
            self.text.height(self._text_width(width)),
            self.note.height(max(width * self._note_share, 1.0)),
        )

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw box, text and note."""
        side = pen.fonts.leading(self._size) * 0.46
        foot = pen.baseline(top, self._size) - 0.8
        pen.writer.box(x + 2, foot, side, side, 0.7)
        if self.ticked:
            pen.writer.tick(x + 2, foot, side)
        self.text.draw(pen, x + _BOX_ROOM, top, self._text_width(width))
        if self._note_share:
            room = width * self._note_share
            self.note.draw(pen, x + width - room, top, room)

    def _text_width(self, width: float) -> float:
        return width * (1 - self._note_share) - _BOX_ROOM


_BOX_ROOM = 20.0


class Listed(Block):
    """An item of a list: its mark, its text under itself, and a word at the right (a role)."""

    def __init__(
        self, mark: str, text: Text, style: PaperStyle, *, indent: float = 0.0, right: str = ""
    ) -> None:
        size = style.body_size
        self.indent = indent
        self.mark = Paragraph(mark, style, size=size, align="left")
        self.text = Paragraph(text, style, size=size, align="left" if right else "thai")
        self.right = Paragraph(right, style, size=size, align="left")
        self._share = 0.34 if right else 0.0

    def height(self, width: float) -> float:
        """Return the height of the text or the word at the right."""
        return max(
            self.text.height(self._room(width)), self.right.height(max(width * self._share, 1.0))
        )

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw mark, text and the word at the right on one height."""
        self.mark.draw(pen, x + self.indent, top, _MARK_ROOM)
        self.text.draw(pen, x + self.indent + _MARK_ROOM, top, self._room(width))
        if self._share:
            room = width * self._share
            self.right.draw(pen, x + width - room, top, room)

    def _room(self, width: float) -> float:
        return width * (1 - self._share) - self.indent - _MARK_ROOM


_MARK_ROOM = 22.0


class Framed(Block):
    """Blocks inside a frame of their own width, such as a slip to be cut out."""

    def __init__(self, blocks: Sequence[Block], outer: float, *, before: float = 0.0) -> None:
        self.before = before
        self.blocks = tuple(blocks)
        self.outer = outer

    def height(self, width: float) -> float:
        """Return the height of all blocks and the air inside the frame."""
        inner = min(self.outer, width) - 2 * _FRAME_AIR
        return 2 * _FRAME_AIR + sum(block.before + block.height(inner) for block in self.blocks)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the frame and, inside it, the blocks under each other."""
        outer = min(self.outer, width)
        height = self.height(width)
        pen.writer.box(x, top - height, outer, height, 0.8)
        y = top - _FRAME_AIR
        for block in self.blocks:
            y -= block.before
            block.draw(pen, x + _FRAME_AIR, y, outer - 2 * _FRAME_AIR)
            y -= block.height(outer - 2 * _FRAME_AIR)


_FRAME_AIR = 12.0
