"""Thai line breaking: words that stay whole, and lines filled with them.

A line never begins with ๆ ฯ ) ” , . nor ends with ( “, a number stays with what it counts, and
a date keeps its day beside its month. Widths are thousandths of the font size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hrdesk.documents.fontface import FontFace
from hrdesk.documents.fonts import FontSet
from hrdesk.documents.segment import segment
from hrdesk.documents.shaping import Shaped, shape
from hrdesk.documents.style import Digits
from hrdesk.documents.text import Run
from hrdesk.rules.dates import THAI_MONTHS, THAI_MONTHS_SHORT

_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎ะาำๅ")
_NO_START = frozenset('ๆฯ)]}”’»,.:;!?%"/-–') | _MARKS
_NO_END = frozenset("([{“‘«-")
_DIGITS = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙")
_COUNTED = (
    "พ.ศ.", "มาตรา", "ข้อ", "ที่", "หมู่", "โทร.", "โทรศัพท์", "จำนวน", "หน้า", "จาก", "ร้อยละ", *THAI_MONTHS_SHORT,
)  # fmt: skip
"""Words whose number follows on the same line, alone or at the end of a longer word."""

_MEASURES = frozenset(
    (
        "ปี", "เดือน", "วัน", "บาท", "ราย", "ชุด", "ฉบับ", "แผ่น", "คน", "ครั้ง", "อัตรา",
        *THAI_MONTHS, *THAI_MONTHS_SHORT,
    )
)  # fmt: skip
_CLINGING = frozenset(
    (
        "นาย", "นาง", "นางสาว", "นัก", "ผู้", "เจ้า", "การ", "ความ", "อำเภอ", "ตำบล", "จังหวัด", "ถนน",
        "แขวง", "เขต", "หมู่",
    )
)  # fmt: skip
"""Words that read badly at the end of a line, away from what they belong to."""

_OPENING, _CLOSING = "([{“‘", ")]}”’,"
_POSTCODE_LENGTH = 5
_LETTER_CODE = re.compile(r"(.*/)?[ก-ฮ]{1,3}\Z")
_CHUNKS = re.compile(r"\n| +|[^ \n]+")
_CLUSTER = re.compile(r"[เแโใไ]?.[ัิีึืฺุู็่้๊๋์ํ๎]*[ะาำๅ]?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Group:
    """Words that no line end may part; ``space`` is what follows on the same line."""

    words: tuple[Shaped, ...]
    width: float
    space: Shaped | None = None
    ends_line: bool = False


@dataclass(slots=True)
class Line:
    """One filled line: its words with the spaces between, and its natural width."""

    words: list[Shaped]
    width: float
    last: bool = False

    @property
    def clusters(self) -> int:
        """Return how many places in this line can take a share of the slack."""
        return sum(len(word.clusters) for word in self.words)

    @property
    def spaces(self) -> int:
        """Return how many spaces the line has."""
        return sum(1 for word in self.words if word.text == " ")

    @property
    def text(self) -> str:
        """Return the line's characters."""
        return "".join(word.text for word in self.words)


def may_break(before: str, after: str) -> bool:
    """Tell whether a line may end between two words that have no space between them."""
    last, first = before[-1], after[0]
    if last == "/" and first not in _DIGITS and before[-2:-1] not in _DIGITS:
        return first not in _NO_START
    return not (
        first in _NO_START
        or last in _NO_END
        or last in _DIGITS
        or first in _DIGITS
        or last in "./:"
    )


def may_break_at_space(before: str, after: str) -> bool:
    """Tell whether a line may end at the space between two words."""
    if after[0] in _NO_START or before[-1] in _NO_END:
        return False
    before, after = before.lstrip(_OPENING), after.rstrip(_CLOSING)
    if after[:1] in _DIGITS:
        counted = before.endswith(_COUNTED) or _LETTER_CODE.match(before)
        postcode = before.startswith(("จังหวัด", "กรุงเทพ")) and len(after) == _POSTCODE_LENGTH
        is_number = all(char in _DIGITS or char == "-" for char in before)
        return not (counted or postcode or is_number)
    return not (after in _MEASURES and all(char in _DIGITS for char in before))


@lru_cache(maxsize=60_000)
def _wholes(chunk: str, face: FontFace, keep: bool) -> tuple[Shaped, ...]:
    """Return a text without spaces as the stretches that lines may part."""
    if keep:
        return (shape(chunk, face),)
    wholes: list[str] = []
    before = ""
    for word in segment(chunk):
        if before and (before in _CLINGING or not may_break(wholes[-1], word)):
            wholes[-1] += word
        else:
            wholes.append(word)
        before = word
    return tuple(shape(whole, face) for whole in wholes)


def groups(runs: Iterable[Run], fonts: FontSet, digits: Digits) -> list[Group]:
    """Cut runs into the groups that lines are filled with; several spaces count as one."""
    made: list[Group] = []
    before = ""
    glued = pending_space = False
    for run in runs:
        face = fonts.bold if run.bold else fonts.regular
        for chunk in _CHUNKS.findall(run.printed(digits).replace("\t", " ")):
            if chunk == "\n":
                _end_line(made)
                before, glued, pending_space = "", False, False
                continue
            if chunk[0] == " ":
                pending_space = bool(before)
                continue
            if pending_space:
                glued = not may_break_at_space(before, chunk)
                made[-1] = _with_space(made[-1], within=glued)
            else:
                glued = bool(before) and not may_break(before, chunk)
            for whole in _wholes(chunk, face, run.keep):
                if glued:
                    made[-1] = Group((*made[-1].words, whole), made[-1].width + whole.width)
                else:
                    made.append(Group((whole,), whole.width))
                glued = False
            before, pending_space = chunk, False
    return made


def _with_space(group: Group, *, within: bool) -> Group:
    space = shape(" ", group.words[-1].face)
    if within:
        return Group((*group.words, space), group.width + space.width)
    return Group(group.words, group.width, space)


def _end_line(made: list[Group]) -> None:
    """Mark a forced line end; an empty line is a group without words."""
    if made and not made[-1].ends_line:
        made[-1] = Group(made[-1].words, made[-1].width, None, ends_line=True)
    else:
        made.append(Group((), 0.0, None, ends_line=True))


def fill(parts: Sequence[Group], first: float, rest: float) -> list[Line]:
    """Fill lines of these widths (thousandths of the size) as full as they go."""
    lines: list[Line] = []
    words: list[Shaped] = []
    width, limit = 0.0, first
    space: Shaped | None = None
    for part in parts:
        gap = space.width if space is not None else 0.0
        if words and width + gap + part.width > limit + 0.01:
            lines.append(Line(words, width))
            words, width, limit, gap, space = [], 0.0, rest, 0.0, None
        if part.width > limit + 0.01:
            *full, part = _parted(part, limit, rest)  # noqa: PLW2901
            for piece in full:
                lines.append(Line(list(piece.words), piece.width))
                limit = rest
        if space is not None:
            words.append(space)
        words.extend(part.words)
        width += gap + part.width
        space = part.space
        if part.ends_line:
            lines.append(Line(words, width, last=True))
            words, width, limit, space = [], 0.0, rest, None
    if words or not lines:
        lines.append(Line(words, width))
    lines[-1].last = True
    return lines


def _parted(part: Group, first: float, rest: float) -> list[Group]:
    """Cut a group wider than a whole line between its letters: the last resort."""
    pieces: list[Group] = []
    words: list[Shaped] = []
    width, limit = 0.0, first
    for word in part.words:
        text, face = "", word.face
        for cluster in _CLUSTER.findall(word.text):
            grown = shape(text + cluster, face)
            if (text or words) and width + grown.width > limit:
                if text:
                    words.append(shape(text, face))
                    width += words[-1].width
                pieces.append(Group(tuple(words), width))
                words, width, limit, text = [], 0.0, rest, ""
            text += cluster
        if text:
            words.append(shape(text, face))
            width += words[-1].width
    pieces.append(Group(tuple(words), width, part.space, part.ends_line))
    return pieces
