"""Blocks flow down pages: what a block is, and how pages are filled and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from hrdesk.documents.fonts import FontSet
from hrdesk.documents.lines import Line, fill, groups
from hrdesk.documents.pdf import PdfWriter
from hrdesk.documents.style import A4_HEIGHT, A4_WIDTH, Digits, PaperStyle, cm
from hrdesk.documents.text import Text, runs_of

_BASELINE = 0.74
"""Share of the leading above the baseline: room for two marks above, one below."""


class Pen:
    """Draws for blocks: the writer, the fonts and the digits of one paper."""

    def __init__(self, writer: PdfWriter, style: PaperStyle) -> None:
        self.writer = writer
        self.style = style
        self.fonts: FontSet = style.font_set
        self.digits: Digits = style.digits

    def say(
        self,
        text: Text,
        x: float,
        baseline: float,
        size: float,
        align: Literal["left", "center", "right"] = "left",
    ) -> float:
        """Write a text on one line at, about or before ``x``; return its width in points."""
        line = self._one_line(text)
        points = self.fonts.points(size)
        width = line.width * points / 1000
        start = x - {"left": 0.0, "center": width / 2, "right": width}[align]
        if line.words:
            self.writer.line(start, baseline, points, line.words)
        return width

    def baseline(self, top: float, size: float) -> float:
        """Return the baseline of a line whose upper edge is at ``top``."""
        return top - self.fonts.leading(size) * _BASELINE

    def _one_line(self, text: Text) -> Line:
        runs = [replace(run, text=run.text.replace("\n", " "), keep=True) for run in runs_of(text)]
        return fill(groups(runs, self.fonts, self.digits), 1e9, 1e9)[0]


class Block:
    """Something that stands on a page; all lengths are points."""

    before: float = 0.0
    keep_next: bool = False
    signs: bool = False

    def height(self, width: float) -> float:
        """Return the height at this width."""
        raise NotImplementedError

    def least(self, width: float) -> float:
        """Return the room without which the block cannot begin on a page."""
        return self.height(width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Return the part that fits in ``room`` and the rest, or ``None`` when it stays whole."""
        del width, room
        return None

    def split_for_company(self, width: float) -> tuple[Block, Block] | None:
        """Return the block without its last two lines, and those lines, where that reads well."""
        del width
        return None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        raise NotImplementedError

    def first_words(self) -> str:
        """Return how this block begins, for the catch words at the foot of the page before."""
        return ""


@dataclass(slots=True)
class Gap(Block):
    """Blank space."""

    space: float
    before: float = 0.0
    keep_next: bool = True
    signs: bool = False

    def height(self, width: float) -> float:
        """Return the blank height."""
        del width
        return self.space

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw nothing."""
        del pen, x, top, width


PageLabel = Literal["dashes", "of", "none"]


@dataclass(slots=True)
class Section:
    """Blocks that share a page shape; an annex is a section of its own with its own numbers."""

    blocks: list[Block]
    landscape: bool = False
    label: PageLabel = "dashes"
    tight_first: bool = False
    catch_words: bool = False
    foot: Callable[[Pen, float, float, float], None] | None = None


@dataclass(slots=True)
class Page:
    """One filled page: its blocks with the upper edge of each."""

    section: Section
    placed: list[tuple[Block, float]] = field(default_factory=list)
    continues: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where text may stand on a page, in points from the lower left corner."""

    x: float
    width: float
    top: float
    bottom: float
    page_width: float
    page_height: float


def frame_of(style: PaperStyle, section: Section, *, first: bool) -> Frame:
    """Return the frame of a section's first or later page."""
    page_width, page_height = (A4_HEIGHT, A4_WIDTH) if section.landscape else (A4_WIDTH, A4_HEIGHT)
    tight = first and section.tight_first
    left, right = style.margin_left, style.margin_right
    if section.landscape:
        left = right = style.margin_right
    return Frame(
        x=cm(left),
        width=page_width - cm(left + right),
        top=page_height - cm(style.margin_top_first if tight else style.margin_top),
        bottom=cm(style.margin_bottom),
        page_width=page_width,
        page_height=page_height,
    )


def paginate(section: Section, style: PaperStyle) -> list[Page]:
    """Fill as many pages as the section needs; no signature is left without text beside it."""
    waiting = list(reversed(section.blocks))
    pages: list[Page] = [Page(section)]
    frame = frame_of(style, section, first=True)
    y = frame.top
    while waiting:
        block = waiting.pop()
        page = pages[-1]
        gap = block.before if page.placed else 0.0
        need = _needed(block, waiting, frame.width)
        room = y - gap - frame.bottom
        if need <= room + 0.01:
            page.placed.append((block, y - gap))
            y -= gap + block.height(frame.width)
            continue
        parts = block.split(frame.width, room)
        if parts is None and not page.placed:
            page.placed.append((block, y))
            y -= block.height(frame.width)
            continue
        if parts is not None:
            page.placed.append((parts[0], y - gap))
            waiting.append(parts[1])
        else:
            waiting.append(block)
            _bring_company(page, waiting, frame.width)
        pages.append(Page(section))
        page.continues = next((b.first_words() for b in reversed(waiting) if b.first_words()), "")
        frame = frame_of(style, section, first=False)
        y = frame.top
    return pages


def _needed(block: Block, waiting: Sequence[Block], width: float) -> float:
    """Return the room a block needs together with all that must stay beside it."""
    need = block.height(width)
    for following in reversed(waiting):
        if not block.keep_next:
            break
        whole = following.keep_next
        need += following.before + (following.height(width) if whole else following.least(width))
        block = following
    return need


def _bring_company(page: Page, waiting: list[Block], width: float) -> None:
    """Take heads over to the page their text goes to, and text to the page of a signature."""
    _take_heads(page, waiting)
    if not waiting[-1].signs or not page.placed:
        return
    block, top = page.placed.pop()
    parts = block.split_for_company(width)
    if parts is not None:
        page.placed.append((parts[0], top))
        waiting.append(parts[1])
    elif page.placed:
        waiting.append(block)
        _take_heads(page, waiting)
    else:
        page.placed.append((block, top))


def _take_heads(page: Page, waiting: list[Block]) -> None:
    """Take the blocks that must not end a page; the first one of a page stays."""
    while len(page.placed) > 1 and page.placed[-1][0].keep_next:
        waiting.append(page.placed.pop()[0])


def draw_pages(pen: Pen, pages: Sequence[Page]) -> None:
    """Draw filled pages: blocks, page numbers, catch words, and each section's own foot."""
    for number, page in enumerate(pages, 1):
        frame = frame_of(pen.style, page.section, first=number == 1)
        pen.writer.start_page(landscape=page.section.landscape)
        _draw_number(pen, frame, page.section.label, number, len(pages))
        for block, top in page.placed:
            block.draw(pen, frame.x, top, frame.width)
        if page.section.catch_words and pen.style.catch_words and page.continues:
            pen.say(
                f"/{page.continues} ...",
                frame.x + frame.width,
                cm(pen.style.margin_bottom) - pen.fonts.leading(pen.style.body_size),
                pen.style.body_size,
                "right",
            )
        if page.section.foot is not None:
            page.section.foot(pen, frame.x, frame.bottom, frame.width)
        pen.writer.end_page()


def _draw_number(pen: Pen, frame: Frame, label: PageLabel, number: int, total: int) -> None:
    height = frame.page_height - cm(1.5) - pen.fonts.leading(16) * 0.4
    if label == "of":
        text = f"หน้า {number} จาก {total}"
        pen.say(text, frame.x + frame.width, height, pen.style.table_size, "right")
    elif label == "dashes" and number > 1:
        centre = frame.x + frame.width / 2
        pen.say(f"- {number} -", centre, height, pen.style.body_size, "center")
