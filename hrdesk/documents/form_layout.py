"""A form's definition and the data become pages: each kind of part in its own way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hrdesk.documents.blocks import Titles
from hrdesk.documents.flow import Block, Gap, Section
from hrdesk.documents.form_blocks import Abreast, SignBlock, TickLine
from hrdesk.documents.forms import (
    FIELD,
    OFFICE_VALUES,
    Answers,
    Body,
    Boxes,
    Form,
    Grid,
    ItemList,
    Lines,
    PeopleList,
    SignAll,
    Signs,
    Words,
)
from hrdesk.documents.list_blocks import Listed
from hrdesk.documents.papers.form_parts import blank_lines, heading, line
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.values import BLANK, Office
from hrdesk.rules.explanation import canonical

_MANY_COLUMNS = 9
"""A table of more columns is set in the size of annexes."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a list: name, post, and what they are in this committee."""

    name: str
    post: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A heading and the paragraphs under it."""

    heading: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table by column; ``spread`` parts one column into several (id and head).

    ``total`` is a last row in bold.
    """

    rows: tuple[Mapping[str, str], ...] = ()
    spread: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    total: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form is filled with, by the names it declares.

    ``chosen`` holds the ticked answers of each question, ``options`` the answers of questions
    that declare none.
    """

    office: Office = field(default_factory=Office)
    values: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tables: Mapping[str, Rows] = field(default_factory=dict)
    people: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """Return a value as it is printed, empty when there is none."""
        if name in OFFICE_VALUES:
            return self.office.agency_name if name == "agency" else self.office.unit_name
        return self.values.get(name, "").strip()

    def said(self, words: str, blank: str = BLANK) -> str:
        """Return words with their values, dots where one is still to be written."""
        return FIELD.sub(lambda found: self.value(found[1]) or blank, words)


def points_text(points: Decimal | None) -> str:
    """Return points as they are printed: no zeros at the end, nothing for none."""
    return "" if points is None else canonical(points)


def form_sections(form: Form, filled: Filled, style: PaperStyle) -> list[Section]:
    """Return the form's pages, filled as far as the data go; dots and blank rows for the rest."""
    blocks = _head(form, filled, style)
    for part in form.parts:
        if part.optional and not _says(part.body, filled):
            continue
        if part.heading:
            blocks.append(heading(filled.said(part.heading), style))
        after_table = isinstance(blocks[-1], Table) if blocks else False
        made = _body(part.body, form, filled, style)
        if after_table and made:
            made[0].before = max(made[0].before, cm(0.2))
        blocks += made
    tight = form.page_numbers != "of"  # that number stands where a tight page begins
    return [Section(blocks, landscape=form.landscape, label=form.page_numbers, tight_first=tight)]


def _head(form: Form, filled: Filled, style: PaperStyle) -> list[Block]:
    blocks: list[Block] = []
    if form.mark:
        mark = filled.said(form.mark, "")
        blocks.append(Paragraph(mark, style, align="right", keep_next=True))
    # A line of values alone is left out where there are none; words keep dots to write on.
    lines = [
        " ".join(filled.said(words, BLANK if FIELD.sub("", words).strip() else "").split())
        for words in form.head
    ]
    lines = [words for words in lines if words]
    if lines:
        blocks.append(Titles(lines[:1], style, size=style.heading_size))
    if len(lines) > 1:
        blocks.append(Titles(lines[1:], style))
    return blocks


def _says(body: Body, filled: Filled) -> bool:
    """Tell whether there is anything to show in a part."""
    made: bool
    match body:
        case Lines():
            made = any(filled.value(name) for row in body.rows for name, _ in row)
        case Boxes():
            made = any(filled.chosen.get(name) for name in body.questions)
        case Grid():
            made = bool(filled.tables.get(body.table, Rows()).rows)
        case Words():
            named = [name for words in body.paragraphs for name in FIELD.findall(words)]
            made = not named or any(filled.value(name) for name in named)
        case Answers():
            made = any(filled.value(name) for name, _ in body.items)
        case PeopleList() | SignAll():
            made = bool(filled.people.get(body.people))
        case ItemList():
            made = bool(filled.items.get(body.items))
        case Signs():
            made = any(filled.value(signer.name) for signer in body.signers if signer.name)
    return made


def _body(body: Body, form: Form, filled: Filled, style: PaperStyle) -> list[Block]:
    made: list[Block]
    match body:
        case Lines():
            made = [_line(form, row, filled, style) for row in body.rows]
        case Boxes():
            made = [_question(form, name, filled, style) for name in body.questions]
        case Grid():
            made = [_table(body, filled, style)]
        case Words():
            said = [filled.said(words) for words in body.paragraphs]
            made = body_blocks(said, style)
        case Answers():
            made = _answers(body, form, filled, style)
        case PeopleList():
            made = _people(filled.people.get(body.people, ()), style)
        case ItemList():
            made = _items(filled.items.get(body.items, ()), style)
        case Signs():
            blocks = [
                SignBlock(s.role, filled.value(s.name), filled.value(s.post), style, dated=s.dated)
                for s in body.signers
            ]
            made = _two_abreast(blocks)
        case SignAll():
            made = _sign_all(body, filled, style)
    return made


def _line(form: Form, row: Sequence[tuple[str, float]], filled: Filled, style: PaperStyle) -> Block:
    """Return one row of labelled lines, each on its share of the width."""
    return Abreast(
        [(line(form.fields[name], filled.value(name), style), share) for name, share in row]
    )


def _question(form: Form, name: str, filled: Filled, style: PaperStyle) -> Block:
    question = form.questions[name]
    chosen = filled.chosen.get(name, ())
    answers = {**filled.options.get(name, {}), **question.options}
    return TickLine(
        filled.said(question.label),
        [(filled.said(words), answer in chosen) for answer, words in answers.items()],
        style,
    )


def _table(grid: Grid, filled: Filled, style: PaperStyle) -> Table:
    given = filled.tables.get(grid.table, Rows())
    columns: list[Column] = []
    names: list[str] = []
    for column in grid.columns:
        spread = given.spread.get(column.field)
        heads = spread if spread is not None else ((column.field, column.title),)
        width = column.width / max(len(heads), 1) if spread is not None else column.width
        columns += [Column(title, width, column.align) for _, title in heads]
        names += [name for name, _ in heads]
    rows = [[row.get(name, "") for name in names] for row in given.rows]
    rows = rows or [[""] * len(names)] * grid.blank_rows
    total = None if given.total is None else [given.total.get(name, "") for name in names]
    size = style.annex_size if len(columns) > _MANY_COLUMNS else style.table_size
    return Table(columns, rows, style, size=size, total=total, before=cm(0.15))


def _answers(body: Answers, form: Form, filled: Filled, style: PaperStyle) -> list[Block]:
    blocks: list[Block] = []
    for number, (name, count) in enumerate(body.items, 1):
        label = form.fields[name]
        label = f"{number}. {label}" if body.numbered else label
        text = filled.value(name)
        blocks.append(Paragraph(label, style, bold=True, align="left", keep_next=True))
        if text:
            blocks += [
                Paragraph(each, style, indent=cm(0.6)) for each in text.splitlines() if each.strip()
            ]
        else:
            blocks += blank_lines(count, style)
    return blocks


def _people(people: Sequence[Person], style: PaperStyle) -> list[Block]:
    return [
        Listed(f"{number}.", f"{person.name} {person.post}".strip(), style, right=person.role)
        for number, person in enumerate(people, 1)
    ]


def _items(items: Sequence[Item], style: PaperStyle) -> list[Block]:
    blocks: list[Block] = []
    for item in items:
        if item.heading:
            blocks.append(heading(item.heading, style))
        blocks += body_blocks(item.paragraphs, style)
    return blocks


_SIGN_COLUMNS = (
    Column("ที่", 5, "center"),
    Column("ชื่อและตำแหน่ง", 45),
    Column("ตำแหน่งในคณะกรรมการ", 20),
    Column("ลายมือชื่อ", 30),
)


def _sign_all(body: SignAll, filled: Filled, style: PaperStyle) -> list[Block]:
    people = filled.people.get(body.people, ())
    if not body.as_table:
        return _two_abreast([SignBlock(each.role, each.name, each.post, style) for each in people])
    rows = [
        (str(number), f"{each.name}\n{each.post or ' '}", each.role, "")
        for number, each in enumerate(people, 1)
    ]
    return [Table(_SIGN_COLUMNS, rows, style, before=cm(0.15))] if rows else []


def _two_abreast(blocks: Sequence[Block]) -> list[Block]:
    """Return places to sign two beside each other, a single one at the right."""
    made: list[Block] = []
    for first in range(0, len(blocks), 2):
        two = blocks[first : first + 2]
        left = two[0] if len(two) > 1 else Gap(0.0)
        made.append(Abreast([(left, 1.0), (two[-1], 1.0)], before=cm(0.2)))
    return made
