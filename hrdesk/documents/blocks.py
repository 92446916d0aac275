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
        self.lines = tuple(
            Paragraph(line, style, size=size, align="center", bold=bold) for line in lines
        )

    def height(self, width: float) -> float:
        """Return the height of all title lines."""
        return sum(line.height(width * 0.9) for line in self.lines)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines centred."""
        for line in self.lines:
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
        self.label = Paragraph(Run(label, bold_label), style, size=self._size, align="left")
        self.value = Paragraph(value, style, size=self._size, align="left")
        natural = self.label.lines(1e6)[0].width * style.font_set.points(self._size) / 1000
        self.label_width = label_width if label_width is not None else natural + _LABEL_GAP
        self.dotted = dotted

    def height(self, width: float) -> float:
        """Return the height of the value's lines (one at least)."""
        room = width - self.label_width
        return max(self.value.height(room), self.label.height(self.label_width))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the label and, beside it, the value."""
        start = x + self.label_width
        if self.dotted:
            leading = pen.fonts.leading(self._size)
            count = len(self.value.lines(width - self.label_width))
            for number in range(count):
                y = pen.baseline(top, self._size) - number * leading - 2.6
                pen.writer.dots(start, x + width, y)
        self.label.draw(pen, x, top, 1e6)
        self.value.draw(pen, start, top, width - self.label_width)


class Beside(Block):
    """Two blocks on one height; the left takes ``share`` of the width."""

    def __init__(self, left: Block, right: Block, share: float, *, before: float = 0.0) -> None:
        self.before = before
        self.keep_next = True
        self.left, self.right, self.share = left, right, share

    def height(self, width: float) -> float:
        """Return the height of the higher one."""
        left = width * self.share
        return max(self.left.height(left), self.right.height(width - left))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw both from the same upper edge."""
        left = width * self.share
        self.left.draw(pen, x, top, left)
        self.right.draw(pen, x + left, top, width - left)


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
        self.marks = [Paragraph(Run(mark, bold=True), style, size=20) for mark in marks]
        self.number = Paragraph(number, style, align="left")
        lines = "\n".join(line for line in (office.agency_name, office.address) if line)
        self.address = Paragraph(lines, style, align="left")

    def height(self, width: float) -> float:
        """Return the height down to the last address line."""
        return self._top_gap() + self.address.height(self._right(width))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the emblem, then number and address beginning at its foot."""
        draw_emblem(pen, x + width / 2, top, cm(self._style.emblem_height), centred=True)
        y = top
        for mark in self.marks:
            mark.draw(pen, x, y, width / 3)
            y -= mark.height(width / 3)
        y = top - self._top_gap()
        self.number.draw(pen, x, y, width / 2)
        right = self._right(width)
        self.address.draw(pen, x + width - right, y, right)

    def _top_gap(self) -> float:
        """Return how far the first line lies under the emblem's top: its foot on the emblem's."""
        return cm(self._style.emblem_height) - self._style.font_set.leading(16) * 0.8

    def _right(self, width: float) -> float:
        return width * 0.40


class ShortRule(Block):
    """The short line between an order's head and its text."""

    keep_next = True

    def height(self, width: float) -> float:
        """Return the height with the air around the line."""
        del width
        return 14.0

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw five centimetres in the middle."""
        half = cm(2.5)
        pen.writer.rule(x + width / 2 - half, top - 7, x + width / 2 + half, top - 7, 0.6)


class Signature(Block):
    """Closing word, room to sign, (name), post and delegation, centred at the right.

    ``share`` of the width is what it stands in the middle of, at the right; ``line`` puts "ลงชื่อ"
    with dots above the name, as forms have it.
    """

    signs = True

    def __init__(
        self,
        signatory: Signatory,
        style: PaperStyle,
        *,
        closing: str = "",
        before: float = 0.0,
        keep_next: bool = False,
        share: float = 0.5,
        line: bool = False,
    ) -> None:
        self.before = before
        self.keep_next = keep_next
        self.share = share
        self.gap = cm(style.signature_gap) * (0.4 if line else 1.0)
        self.closing = [_centred(closing, style)] if closing else []
        name = signatory.name.strip() or BLANK
        lines = [f"({name})", signatory.post.strip() or BLANK, signatory.delegation]
        if line:
            lines.insert(0, f"ลงชื่อ {BLANK}{BLANK[:8]}")
        self.lines = [_centred(words, style) for words in lines if words]

    def height(self, width: float) -> float:
        """Return the height of the whole block, which never parts."""
        room = width * self.share
        return self.gap + sum(line.height(room) for line in (*self.closing, *self.lines))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines around the middle of their room."""
        room = width * self.share
        x += width - room
        for line in self.closing:
            line.draw(pen, x, top, room)
            top -= line.height(room)
        top -= self.gap
        for line in self.lines:
            line.draw(pen, x, top, room)
            top -= line.height(room)


def _centred(text: str, style: PaperStyle) -> Paragraph:
    return Paragraph(Run(text), style, align="center")


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


class Inset(Block):
    """A block set in from both edges by ``margin`` (points)."""

    keep_next = True

    def __init__(self, inside: Block, margin: float) -> None:
        self.inside = inside
        self.margin = margin
        self.before = inside.before

    def height(self, width: float) -> float:
        """Return the height of what is set in."""
        return self.inside.height(width - 2 * self.margin)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw what is set in."""
        self.inside.draw(pen, x + self.margin, top, width - 2 * self.margin)
