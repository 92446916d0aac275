"""Definitions of forms: what stands where, as data that an office may edit.

A file in ``resources/forms`` declares what the form knows (values, questions to tick, tables, people,
texts by item) and its parts in their order. An office's version may use only what the shipped
one declares; whatever does not fit is a ``TemplateError`` naming the file and the key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hrdesk import paths
from hrdesk.documents.errors import TemplateError
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.table import CellAlign

FIELD = re.compile(r"\{([^{}]*)\}")
PageNumbers = Literal["of", "dashes", "none"]
OFFICE_VALUES = ("agency", "office_unit")
"""Values that every form may name: what the office is called."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Labelled dotted lines; each row holds fields with their shares of the width."""

    rows: tuple[tuple[tuple[str, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Questions with boxes to tick, by their names."""

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a table: what it shows, its head, its share of the width."""

    field: str
    title: str
    width: float
    align: CellAlign = "left"


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; without rows it has ``blank_rows`` to write in."""

    table: str
    columns: tuple[FormColumn, ...]
    blank_rows: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs; ``{name}`` stands for a value."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Long texts under their labels; an empty one has so many lines to write on."""

    items: tuple[tuple[str, int], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A numbered list of people, each with post and role."""

    people: str


@dataclass(frozen=True, slots=True)
class ItemList:
    """Headings with paragraphs, such as the matters of a meeting."""

    items: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs as what; ``name`` and ``post`` are values, or empty; ``dated`` has a line for a date."""

    role: str
    name: str = ""
    post: str = ""
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Signs:
    """Places to sign, two beside each other where there are several."""

    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class SignAll:
    """A place to sign for each of the people: a table, or blocks beside each other."""

    people: str
    as_table: bool = True


Body = Lines | Boxes | Grid | Words | Answers | PeopleList | ItemList | Signs | SignAll


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form; an ``optional`` one is left out where there is nothing to show."""

    id: str
    heading: str
    body: Body
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its answers by id; without answers here, those given with the data."""

    label: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A checked form. ``head`` are its title lines, ``mark`` the word in its upper right corner."""

    key: str
    title: str
    source: str
    note: str
    head: tuple[str, ...]
    mark: str
    landscape: bool
    page_numbers: PageNumbers
    fields: Mapping[str, str]
    questions: Mapping[str, Question]
    tables: Mapping[str, Mapping[str, str]]
    people: Mapping[str, str]
    items: Mapping[str, str]
    parts: tuple[Part, ...]


@lru_cache(maxsize=64)
def shipped(key: str) -> Form:
    """Return the form as the program ships it; ``TemplateError`` when there is none of this key."""
    from hrdesk.documents.form_reader import read_form

    file = paths.resource(f"forms/{key}.yaml")
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as problem:
        raise TemplateError(file=f"{key}.yaml", field="", problem="no_such_file") from problem
    return read_form(text, key)


def keys() -> tuple[str, ...]:
    """Return the key of every shipped form, in the order of the papers."""
    from hrdesk.documents.registry import PAPERS

    there = {file.stem for file in paths.resource("forms").glob("*.yaml")}
    return tuple(paper.kind for paper in PAPERS if paper.kind in there)


def parse_form(text: str, key: str) -> Form:
    """Check an office's version of a form against what the shipped one declares."""
    from hrdesk.documents.form_reader import check_within, read_form

    form = read_form(text, key)
    check_within(form, shipped(key))
    return form


def preview(form: Form, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form filled with invented data, as a PDF; ``form`` may be the office's own."""
    from hrdesk.documents.registry import paper_kind

    module = paper_kind(form.key).module
    built: bytes = module.build(module.sample(form.key, form), style)
    return built
