"""What the editor changes in a form, without any window: parts, columns, signers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hrdesk.documents.forms import FIELD, Form, FormColumn, Grid, Part, Signer, Signs


@dataclass(frozen=True, slots=True)
class PartChoice:
    """A part and whether it is printed."""

    part: Part
    on: bool


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of a table and whether it is printed."""

    column: FormColumn
    on: bool


def parts_of(form: Form, shipped: Form) -> tuple[PartChoice, ...]:
    """Return the parts as printed, then those of the program's own that are left out."""
    there = {part.id for part in form.parts}
    left_out = (PartChoice(part, False) for part in shipped.parts if part.id not in there)
    return (*(PartChoice(part, True) for part in form.parts), *left_out)


def columns_of(grid: Grid, form: Form) -> tuple[ColumnChoice, ...]:
    """Return a table's columns as printed, then those that it could have."""
    there = {column.field for column in grid.columns}
    more = (
        ColumnChoice(FormColumn(name, label, 10), False)
        for name, label in form.tables[grid.table].items()
        if name not in there
    )
    return (*(ColumnChoice(column, True) for column in grid.columns), *more)


def with_columns(part: Part, columns: Sequence[ColumnChoice]) -> Part:
    """Return a table with the chosen columns; without any it stays as it was."""
    assert isinstance(part.body, Grid)
    chosen = tuple(each.column for each in columns if each.on)
    return replace(part, body=replace(part.body, columns=chosen)) if chosen else part


def with_signers(part: Part, lines: Sequence[str]) -> Part:
    """Return places to sign by their lines; who was filled in by the data stays so by its role."""
    assert isinstance(part.body, Signs)
    known: Mapping[str, Signer] = {each.role: each for each in part.body.signers}
    before = part.body.signers
    roles = [line.strip() for line in lines if line.strip()]
    kept_places = len(roles) == len(before)
    signers = tuple(
        known.get(role) or (replace(before[at], role=role) if kept_places else Signer(role))
        for at, role in enumerate(roles)
    )
    return replace(part, body=Signs(signers)) if signers else part


def changed_form(form: Form, head: Sequence[str], parts: Sequence[PartChoice]) -> Form:
    """Return the form with other title lines and the chosen parts in their order."""
    lines = tuple(line.strip() for line in head if line.strip())
    return replace(
        form, head=lines or form.head, parts=tuple(each.part for each in parts if each.on)
    )


_OFFICE = {"agency": "ชื่อส่วนราชการ", "office_unit": "ชื่อหน่วยงาน"}


def shown_words(text: str, form: Form) -> str:
    """Return a text with the Thai label of each value in place of its name."""
    labels = {**_OFFICE, **form.fields}
    return FIELD.sub(lambda found: "{" + labels.get(found[1], found[1]) + "}", text)


def stored_words(text: str, form: Form) -> str:
    """Return a text as it is stored: the name of each value in place of its label."""
    names = {label: name for name, label in {**_OFFICE, **form.fields}.items()}
    return FIELD.sub(lambda found: "{" + names.get(found[1].strip(), found[1]) + "}", text)
