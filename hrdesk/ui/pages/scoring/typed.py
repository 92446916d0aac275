"""Points as they are typed: what may enter at each key, and a block as Excel copies it. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.rules.explanation import canonical
from hrdesk.rules.numbers import arabic_digits
from hrdesk.rules.scoring_scheme import Criterion
from hrdesk.services.errors import DomainError
from hrdesk.services.scores import points_problem
from hrdesk.ui.messages import sentence

_SHAPE = re.compile(r"\d*\.?\d*")
_NUMBER = re.compile(r"\d+\.?\d*|\.\d+")
NOT_A_NUMBER = "พิมพ์ได้เฉพาะตัวเลขและจุดทศนิยม หากแป้นพิมพ์เป็นภาษาไทยอยู่ ให้สลับเป็นอังกฤษหรือใช้แป้นตัวเลข"


def key_problem(criterion: Criterion, text: str) -> str:
    """Return in Thai why a cell may not read ``text`` while it is being typed, or nothing."""
    if not _SHAPE.fullmatch(text):
        return NOT_A_NUMBER
    value = Decimal(f"0{text}") if text not in {"", "."} else Decimal(0)
    if criterion.allowed and value <= criterion.maximum:
        texts = [canonical(each) for each in criterion.allowed]
        if any(each.startswith(text) for each in texts) or value in criterion.allowed:
            return ""
    problem = points_problem(criterion, value)
    if problem is None and len(text.partition(".")[2]) > 2:
        problem = DomainError("points_too_fine", label=criterion.label)
    return sentence(problem) if problem is not None else ""


def read_points(criterion: Criterion, text: str) -> tuple[Decimal | None, str]:
    """Return the points that a finished text says, or why not in Thai; an empty text has none."""
    bare = arabic_digits(text).strip().replace(",", "")
    if not bare:
        return None, ""
    negative = bare.startswith(("-", "−"))
    if not _NUMBER.fullmatch(bare.lstrip("-−")):
        return None, NOT_A_NUMBER
    value = Decimal(bare.lstrip("-−"))
    value = -value if negative else value
    problem = points_problem(criterion, value)
    return (value, "") if problem is None else (None, sentence(problem))


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of texts from the clipboard."""

    rows: tuple[tuple[str, ...], ...]


def read_block(text: str) -> Block:
    """Return the cells of a copied block: tabs between cells, line ends between rows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return Block(tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines))
