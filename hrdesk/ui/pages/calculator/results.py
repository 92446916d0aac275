"""A result as lines to read: values, and the tree of reasons with clauses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hrdesk.rules.codes import Level
from hrdesk.rules.explanation import Explanation, shown
from hrdesk.ui.pages.calculator.labels import CODES, result_label

_NOTHING = "ไม่มี"
_NAMING = ("label", "id", "name")
_SPAN = {"years", "months", "days"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a tree as shown: all texts Thai; ``code`` is the rule's id, ``clause`` its source."""

    label: str
    value: str = ""
    unit: str = ""
    clause: str = ""
    code: str = ""
    children: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The line as one text."""
        said = " ".join(part for part in (self.value, self.unit) if part)
        line = f"{self.label}: {said}" if said else self.label
        return f"{line} [{self.clause}]" if self.clause else line

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Line]]:
        """This line and all below it, each with its depth."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


def reasons(explanation: Explanation) -> Line:
    """Return a tree of reasons as lines."""
    clauses = [citation.text for citation in explanation.citations]
    formula = f"= {explanation.formula}" if explanation.formula else ""
    return Line(
        explanation.label,
        shown(explanation.value),
        explanation.unit,
        " · ".join(part for part in (formula, "; ".join(clauses)) if part),
        explanation.code,
        tuple(reasons(child) for child in explanation.children),
    )


def result_lines(values: Mapping[str, Any], words: Mapping[str, str]) -> tuple[Line, ...]:
    """Return the values of a result as lines; lists and objects have lines below them."""
    return tuple(_line(result_label(str(name)), each, words) for name, each in values.items())


def _line(label: str, value: Any, words: Mapping[str, str]) -> Line:
    if isinstance(value, Mapping):
        if set(value) == _SPAN:
            return Line(label, "{years} ปี {months} เดือน {days} วัน".format(**value))
        # What names the object stands in its own line already, and nothing is not worth a line.
        rest = {key: each for key, each in value.items() if key not in _NAMING and each is not None}
        return Line(label, children=result_lines(rest, words))
    if isinstance(value, list | tuple):
        if not value:
            return Line(label, _NOTHING)
        below = tuple(_line(_title(each, at), each, words) for at, each in enumerate(value, 1))
        return Line(label, f"{len(value):,} รายการ", children=below)
    return Line(label, _said(value, words))


def _title(each: Any, at: int) -> str:
    if isinstance(each, Mapping):
        named = next((each[key] for key in _NAMING if key in each), None)
        return f"{at}. {named}" if named else f"{at}."
    return f"{at}."


def _said(value: Any, words: Mapping[str, str]) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, Level):
        return value.label
    if isinstance(value, bool | int | Decimal | dt.date):
        return shown(value)
    return words.get(str(value)) or CODES.get(str(value), str(value))


def as_text(title: str, lines: tuple[Line, ...]) -> str:
    """Return everything as Thai text, two spaces to the right for each floor."""
    found = [title]
    for line in lines:
        found += ["  " * depth + each.text for depth, each in line.walk()]
    return "\n".join(found)
