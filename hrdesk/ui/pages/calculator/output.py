"""The annex of a result: facts, values, reasons and clauses as a PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.explanation import shown
from hrdesk.services.errors import DomainError
from hrdesk.ui.pages.calculator.results import Line
from hrdesk.ui.pages.calculator.spec import LISTS, Shape, Spec

if TYPE_CHECKING:
    from hrdesk.documents.papers.explanation import ExplanationAnnex
    from hrdesk.documents.text import Text

Pairs = tuple[tuple[str, str], ...]


def fact_lines(
    specs: Sequence[Spec], facts: Mapping[str, Any], criteria: Mapping[str, str], before: str = ""
) -> Iterator[tuple[str, str]]:
    """Give the facts as (Thai label, value as shown); ``criteria`` names points by their ids."""
    for spec in specs:
        value = facts.get(spec.name)
        if value is None or value == []:
            continue
        label = f"{before}{spec.label}"
        if spec.shape is Shape.GROUP:
            yield from fact_lines(spec.parts, value, criteria, f"{label}: ")
        elif spec.shape in (Shape.ROWS, Shape.BLOCKS):
            for at, each in enumerate(value, 1):
                yield from fact_lines(spec.parts, each, criteria, f"{label} {at}: ")
        elif spec.shape is Shape.POINTS:
            said = (f"{criteria.get(key, key)} {each}" for key, each in value.items())
            yield label, ", ".join(said)
        elif spec.shape in LISTS:
            yield label, ", ".join(_said(spec, LISTS[spec.shape], each) for each in value)
        else:
            yield label, _said(spec, spec.shape, value)


def _said(spec: Spec, shape: Shape, value: Any) -> str:
    if isinstance(value, bool):
        return shown(value)
    if shape is Shape.DATE:
        return thai_date_short(dt.date.fromisoformat(value))
    return next((words for code, words in spec.choices if code == value), str(value))


def annex(
    title: str,
    facts: tuple[tuple[str, Text], ...],
    results: tuple[Line, ...],
    why: tuple[Line, ...],
    about: tuple[str, str, dt.date],
) -> ExplanationAnnex:
    """Return the annex's data; ``about`` is the agency's name, the law, and the day."""
    from hrdesk.documents.papers.explanation import ExplanationAnnex, ReasonLine

    values = tuple(
        ("– " * depth + line.label, " ".join(part for part in (line.value, line.unit) if part))
        for top in results
        for depth, line in top.walk()
    )
    lines = tuple(
        ReasonLine(
            depth,
            line.label,
            " ".join(part for part in (line.value, line.unit) if part),
            line.clause,
        )
        for top in why
        for depth, line in top.walk()
    )
    agency, law, day = about
    return ExplanationAnnex(title, facts, values, lines, agency, law, day)


def make_pdf(data: ExplanationAnnex, digits: str, font_file: str) -> bytes:
    """Return the annex as a PDF with this PC's digits and font."""
    from hrdesk.documents.errors import PaperError
    from hrdesk.documents.fonts import find_fonts
    from hrdesk.documents.papers import explanation
    from hrdesk.documents.style import PaperStyle

    try:
        style = PaperStyle(
            digits="arabic" if digits == "arabic" else "thai",
            fonts=find_fonts(font_file),
        )
        return explanation.build(data, style)
    except PaperError as problem:
        raise DomainError(problem.code, **problem.facts) from None
