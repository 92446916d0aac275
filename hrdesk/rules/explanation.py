"""Why a result is what it is: a tree of values, formulas and citations beside every answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hrdesk.rules.citation import Citation
from hrdesk.rules.dates import thai_date_short

Value = str | int | bool | Decimal | dt.date | None
"""What an explanation can say: never a float."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One value with how it came about; ``code`` is a rule id of the rulebook or of a parameter."""

    code: str
    label: str
    value: Value
    unit: str = ""
    formula: str = ""
    citations: tuple[Citation, ...] = ()
    children: tuple[Explanation, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.value, float):
            raise TypeError(f"{self.code}: a value is exact, never a float")

    def to_json(self) -> dict[str, Any]:
        """The tree as plain JSON: Decimal as canonical text, days as ISO."""
        return {
            "code": self.code,
            "label": self.label,
            "value": plain(self.value),
            "unit": self.unit,
            "formula": self.formula,
            "citations": [citation.to_json() for citation in self.citations],
            "children": [child.to_json() for child in self.children],
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Explanation:
        """The tree that ``to_json`` wrote; amounts and days stay the texts they became."""
        return cls(
            code=stored["code"],
            label=stored["label"],
            value=stored["value"],
            unit=stored["unit"],
            formula=stored["formula"],
            citations=tuple(Citation.from_json(each) for each in stored["citations"]),
            children=tuple(cls.from_json(each) for each in stored["children"]),
        )

    def walk(self) -> Iterator[Explanation]:
        """This explanation and every one below it, top down."""
        yield self
        for child in self.children:
            yield from child.walk()

    def with_children(self, *more: Explanation) -> Explanation:
        """The same explanation with more children at its end."""
        return replace(self, children=(*self.children, *more))


def canonical(amount: Decimal) -> str:
    """The one text of an exact number: no exponent, no zeros at the end (45.5, 1130, 0)."""
    if not isinstance(amount, Decimal):
        raise TypeError(f"canonical takes Decimal, never {type(amount).__name__}")
    text = f"{amount:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def plain(value: Any) -> Any:
    """A value of the rules as JSON: Decimal as canonical text, days as ISO, tuples as lists."""
    if isinstance(value, float):
        raise TypeError("a result is exact, never a float")
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Explanation):
        return value.to_json()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, str) else value


def shown(value: Value) -> str:
    """A value as a Thai reader sees it."""
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, Decimal):
        whole, _, rest = canonical(value).partition(".")
        return f"{int(whole):,}" + (f".{rest}" if rest else "") if whole != "-0" else f"-0.{rest}"
    if isinstance(value, dt.date):
        return thai_date_short(value)
    return "" if value is None else str(value)


def render(explanation: Explanation, depth: int = 0) -> str:
    """The tree as Thai text, two spaces to the right for each floor."""
    value = " ".join(part for part in (shown(explanation.value), explanation.unit) if part)
    line = f"{explanation.label}: {value}" if value else explanation.label
    if explanation.formula:
        line += f" = {explanation.formula}"
    if explanation.citations:
        line += f" [{'; '.join(citation.text for citation in explanation.citations)}]"
    lines = ["  " * depth + line]
    lines += [render(child, depth + 1) for child in explanation.children]
    return "\n".join(lines)
