"""Parts that official papers share: heads, labelled lines, signatures, copies, check lists."""

from __future__ import annotations

from collections.abc import Sequence

from hrdesk.documents.emblem import load_emblem
from hrdesk.documents.flow import Block, Gap, Pen
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import PaperStyle, cm
from hrdesk.documents.text import Run, Text, runs_of
from hrdesk.documents.values import BLANK, Office, Signatory

_LABEL_GAP = 8.0


def draw_emblem(pen: Pen, x: float, top: float, height: float, *, centred: bool) -> None:
    """Draw the office's emblem this high (points), or leave its place blank."""
    style = pen.style
    if style.emblem is None or style.emblem_preprinted:
        return
    emblem = load_emblem(style.emblem)
    width = height * emblem.ratio
    left = x - width / 2 if centred else x
    pen.writer.picture(emblem.picture, left, top - height, width, height)


class EmblemBlock(Block):
    """The Garuda in the middle of an order, or its blank place."""

    keep_next = True

    def __init__(self, style: PaperStyle) -> None:
        self._height = cm(style.emblem_height)

    def height(self, width: float) -> float:
        """Return the emblem's height."""
        del width
        return self._height

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the emblem centred."""
        draw_emblem(pen, x + width / 2, top, self._height, centred=True)


class Titles(Block):
    """Centred lines at the head of a paper, such as คำสั่งกรม…, ที่ …, เรื่อง …."""

    keep_next = True

    def __init__(
        self,
        lines: Sequence[Text],
        style: PaperStyle,
        *,
        size: float | None = None,
        bold: bool = True,
        before: float = 0.0,
    ) -> None:
        self.before = before
        self._lines = [
            Paragraph(line, style, size=size, align="center", bold=bold) for line in lines
        ]

    def height(self, width: float) -> float:
        """Return the height of all title lines."""
        return sum(line.height(width * 0.9) for line in self._lines)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines centred."""
        for line in self._lines:
            line.draw(pen, x + width * 0.05, top, width * 0.9)
            top -= line.height(width * 0.9)


class Labelled(Block):
    """A label with its value; a long value goes on under itself, not under the label."""

    def __init__(
        self,
        label: str,
        value: Text,
        style: PaperStyle,
        *,
        size: float | None = None,
        label_width: float | None = None,
        bold_label: bool = False,
        dotted: bool = False,
        before: float = 0.0,
        keep_next: bool = True,
    ) -> None:
        self.before = before
        self.keep_next = keep_next
        self._size = size or style.body_size
        self._label = Paragraph(Run(label, bold_label), style, size=self._size, align="left")
        self._value = Paragraph(value, style, size=self._size, align="left")
        natural = self._label.lines(1e6)[0].width * style.font_set.points(self._size) / 1000
        self._label_width = label_width if label_width is not None else natural + _LABEL_GAP
        self._dotted = dotted

    def height(self, width: float) -> float:
        """Return the height of the value's lines (one at least)."""
        room = width - self._label_width
        return max(self._value.height(room), self._label.height(self._label_width))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the label and, beside it, the value."""
        start = x + self._label_width
        if self._dotted:
            leading = pen.fonts.leading(self._size)
            count = len(self._value.lines(width - self._label_width))
            for number in range(count):
                y = pen.baseline(top, self._size) - number * leading - 2.6
                pen.writer.dots(start, x + width, y)
        self._label.draw(pen, x, top, 1e6)
        self._value.draw(pen, start, top, width - self._label_width)


class Beside(Block):
    """Two blocks on one height; the left takes ``share`` of the width."""

    def __init__(self, left: Block, right: Block, share: float, *, before: float = 0.0) -> None:
        self.before = before
        self.keep_next = True
        self._left, self._right, self._share = left, right, share

    def height(self, width: float) -> float:
        """Return the height of the higher one."""
        left = width * self._share
        return max(self._left.height(left), self._right.height(width - left))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw both from the same upper edge."""
        left = width * self._share
        self._left.draw(pen, x, top, left)
        self._right.draw(pen, x + left, top, width - left)


class MemoHead(Block):
    """The small emblem at the left and "บันทึกข้อความ" in the middle."""

    keep_next = True

    def __init__(self, style: PaperStyle) -> None:
        self._style = style
        self._height = cm(style.memo_emblem_height) + 4

    def height(self, width: float) -> float:
        """Return the height of the emblem and a little air."""
        del width
        return self._height

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw emblem and title on one foot line."""
        style = self._style
        draw_emblem(pen, x, top, cm(style.memo_emblem_height), centred=False)
        title = Run("บันทึกข้อความ", bold=True)
        baseline = top - cm(style.memo_emblem_height) + 8
        pen.say(title, x + width / 2, baseline, style.memo_title_size, "center")


class LetterHead(Block):
    """Head of an external letter: number left, Garuda in the middle, agency and address right."""

    keep_next = True

    def __init__(
        self, number: str, office: Office, style: PaperStyle, *, marks: Sequence[str] = ()
    ) -> None:
        self._style = style
        self._marks = [Paragraph(Run(mark, bold=True), style, size=20) for mark in marks]
        self._number = Paragraph(number, style, align="left")
        lines = "\n".join(line for line in (office.agency_name, office.address) if line)
        self._address = Paragraph(lines, style, align="left")

    def height(self, width: float) -> float:
        """Return the height down to the last address line."""
        return self._top_gap() + self._address.height(self._right(width))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the emblem, then number and address beginning at its foot."""
        draw_emblem(pen, x + width / 2, top, cm(self._style.emblem_height), centred=True)
        y = top
        for mark in self._marks:
            mark.draw(pen, x, y, width / 3)
            y -= mark.height(width / 3)
        y = top - self._top_gap()
        self._number.draw(pen, x, y, width / 2)
        right = self._right(width)
        self._address.draw(pen, x + width - right, y, right)

    def _top_gap(self) -> float:
        """Return how far the first line lies under the emblem's top: its foot on the emblem's."""
        return cm(self._style.emblem_height) - self._style.font_set.leading(16) * 0.8

    def _right(self, width: float) -> float:
        return width * 0.40


class Signature(Block):
    """Closing word, room to sign, (name), post and delegation, centred in the right half."""

    signs = True

    def __init__(
        self,
        signatory: Signatory,
        style: PaperStyle,
        *,
        closing: str = "",
        before: float = 0.0,
        keep_next: bool = False,
    ) -> None:
        self.before = before
        self.keep_next = keep_next
        self._gap = cm(style.signature_gap)
        self._closing = [_centred(closing, style)] if closing else []
        name = signatory.name.strip() or BLANK
        lines = [f"({name})", signatory.post.strip() or BLANK, signatory.delegation]
        self._lines = [_centred(line, style) for line in lines if line]

    def height(self, width: float) -> float:
        """Return the height of the whole block, which never parts."""
        half = width / 2
        return self._gap + sum(line.height(half) for line in (*self._closing, *self._lines))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines around the middle of the right half."""
        half = width / 2
        for line in self._closing:
            line.draw(pen, x + half, top, half)
            top -= line.height(half)
        top -= self._gap
        for line in self._lines:
            line.draw(pen, x + half, top, half)
            top -= line.height(half)


def _centred(text: str, style: PaperStyle) -> Paragraph:
    return Paragraph(Run(text), style, align="center")


class CheckItem(Block):
    """A line of a check list: a box, ticked or not, the text, and a note at the right."""

    def __init__(self, text: Text, style: PaperStyle, *, ticked: bool, note: str = "") -> None:
        self._style = style
        self._size = style.body_size
        self._ticked = ticked
        self._text = Paragraph(text, style, size=self._size, align="left")
        self._note = Paragraph(note, style, size=self._size, align="right")
        self._note_share = 0.34 if note else 0.0

    def height(self, width: float) -> float:
        """Return the height of the text or the note."""
        return max(
            self._text.height(self._text_width(width)),
            self._note.height(max(width * self._note_share, 1.0)),
        )

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw box, text and note."""
        side = pen.fonts.leading(self._size) * 0.46
        foot = pen.baseline(top, self._size) - 0.8
        pen.writer.box(x + 2, foot, side, side, 0.7)
        if self._ticked:
            pen.writer.tick(x + 2, foot, side)
        self._text.draw(pen, x + _BOX_ROOM, top, self._text_width(width))
        if self._note_share:
            room = width * self._note_share
            self._note.draw(pen, x + width - room, top, room)

    def _text_width(self, width: float) -> float:
        return width * (1 - self._note_share) - _BOX_ROOM


_BOX_ROOM = 20.0


class Listed(Block):
    """An item of a list: its mark, its text under itself, and a word at the right (a role)."""

    def __init__(
        self, mark: str, text: Text, style: PaperStyle, *, indent: float = 0.0, right: str = ""
    ) -> None:
        size = style.body_size
        self._indent = indent
        self._mark = Paragraph(mark, style, size=size, align="left")
        self._text = Paragraph(text, style, size=size, align="left" if right else "thai")
        self._right = Paragraph(right, style, size=size, align="left")
        self._share = 0.34 if right else 0.0

    def height(self, width: float) -> float:
        """Return the height of the text or the word at the right."""
        return max(
            self._text.height(self._room(width)), self._right.height(max(width * self._share, 1.0))
        )

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw mark, text and the word at the right on one height."""
        self._mark.draw(pen, x + self._indent, top, _MARK_ROOM)
        self._text.draw(pen, x + self._indent + _MARK_ROOM, top, self._room(width))
        if self._share:
            room = width * self._share
            self._right.draw(pen, x + width - room, top, room)

    def _room(self, width: float) -> float:
        return width * (1 - self._share) - self._indent - _MARK_ROOM


_MARK_ROOM = 22.0


class Framed(Block):
    """Blocks inside a frame of their own width, such as a slip to be cut out."""

    def __init__(self, blocks: Sequence[Block], outer: float, *, before: float = 0.0) -> None:
        self.before = before
        self.blocks = tuple(blocks)
        self._outer = outer

    def height(self, width: float) -> float:
        """Return the height of all blocks and the air inside the frame."""
        inner = min(self._outer, width) - 2 * _FRAME_AIR
        return 2 * _FRAME_AIR + sum(block.before + block.height(inner) for block in self.blocks)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the frame and, inside it, the blocks under each other."""
        outer = min(self._outer, width)
        height = self.height(width)
        pen.writer.box(x, top - height, outer, height, 0.8)
        y = top - _FRAME_AIR
        for block in self.blocks:
            y -= block.before
            block.draw(pen, x + _FRAME_AIR, y, outer - 2 * _FRAME_AIR)
            y -= block.height(outer - 2 * _FRAME_AIR)


_FRAME_AIR = 12.0


def facts(
    pairs: Sequence[tuple[str, Text]], style: PaperStyle, *, label_width: float, before: float = 0.0
) -> list[Block]:
    """Return label and value lines under each other, labels in bold and values aligned."""
    return [
        Labelled(
            label,
            value if _says(value) else "-",
            style,
            label_width=label_width,
            bold_label=True,
            before=before if number == 0 else 0.0,
            keep_next=number < len(pairs) - 1,
        )
        for number, (label, value) in enumerate(pairs)
    ]


def _says(value: Text) -> bool:
    return any(run.text.strip() for run in runs_of(value))


def space(lines: float, style: PaperStyle) -> Gap:
    """Return blank space of so many body lines."""
    return Gap(lines * style.font_set.leading(style.body_size))


def copy_block(
    office: Office, owner: str, telephone: str, copies: Sequence[str], style: PaperStyle
) -> list[Block]:
    """Return the foot of a letter: whose matter it is, telephone, and who gets copies."""
    lines = [owner or office.unit_name]
    if telephone or office.telephone:
        lines.append(f"โทร. {telephone or office.telephone}")
    gap = style.font_set.leading(style.body_size)
    made: list[Block] = [
        Paragraph("\n".join(line for line in lines if line), style, align="left", before=gap)
    ]
    if copies:
        made.append(Labelled("สำเนาส่ง", "\n".join(copies), style, keep_next=False))
    return made
