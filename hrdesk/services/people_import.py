"""Importing the register from Excel: look first, say all that is wrong, then all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hrdesk.exchange.bulk import collecting_later
from hrdesk.exchange.columns import NO, ColumnSpec, Kind, as_text, shown
from hrdesk.exchange.people import DEGREES, PEOPLE, SERVICE_RUNS
from hrdesk.exchange.workbook import CellProblem, FormFile
from hrdesk.rules.identity import mask_national_id
from hrdesk.rules.numbers import format_money
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.people_match import Matcher, Planned
from hrdesk.services.people_stored import Register, load_register
from hrdesk.services.people_values import PERSON_FIELDS, flat_post, name_in
from hrdesk.services.posts import PostValues
from hrdesk.services.unit_of_work import UnitOfWork

ImportProblem = CellProblem
"""One row that cannot be imported: sheet, row, column heading, value (IDs masked), code, facts."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A row that adds somebody."""

    row: int
    name: str
    post_title: str
    unit: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One cell that differs from the register, as both would be shown."""

    field: str
    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """A row that changes somebody, field by field."""

    row: int
    id: int
    name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What applying will write; made by the preview and of no use to anybody else."""

    new: tuple[Planned, ...]
    changed: tuple[Planned, ...]
    posts: dict[str, PostValues]
    known_posts: dict[str, tuple[int, PostValues]]
    former: dict[int, dict[str, list[Any]]]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """All that an import would do, and all that stands against it.

    ``same`` counts the rows that agree with the register. Applying needs ``problems`` to be empty.
    """

    file_name: str
    new: tuple[NewPerson, ...]
    changed: tuple[ChangedPerson, ...]
    same: int
    problems: tuple[ImportProblem, ...]
    warnings: tuple[ImportProblem, ...]
    stamp: int
    plan: ImportPlan = field(repr=False)

    @property
    def nothing_to_do(self) -> bool:
        """Whether the file agrees with the register in everything."""
        return not (self.new or self.changed or self.problems)


def preview_import(uow: UnitOfWork, file: FormFile) -> ImportPreview:
    """Compare a file (``excel_files.read_people_file``) with the register; writes nothing."""
    require(uow.actor, Right.EDIT_PEOPLE)
    listed = bool(file.rows[DEGREES.key] or file.rows[SERVICE_RUNS.key])
    register = load_register(uow, children=listed)
    matcher = Matcher(uow, file, register)
    with collecting_later():
        planned = matcher.match()
    new: list[Planned] = []
    changed: list[Planned] = []
    for one in planned:
        if one.stored is None:
            new.append(one)
        elif _differs(one, register):
            changed.append(one)
    return ImportPreview(
        file_name=file.path.name,
        new=tuple(_new(one) for one in new),
        changed=tuple(_changed(one, register) for one in changed),
        same=len(planned) - len(new) - len(changed),
        problems=matcher.all_problems(),
        warnings=tuple(matcher.warnings),
        stamp=register.stamp,
        plan=_plan(new, changed, matcher, register),
    )


def refusal(problem: ImportProblem) -> DomainError:
    """Return a problem as the error whose sentence the window knows."""
    return DomainError(problem.code, **problem.facts)


def _plan(
    new: list[Planned], changed: list[Planned], matcher: Matcher, register: Register
) -> ImportPlan:
    numbers = {one.post.number for one in (*new, *changed) if one.post is not None}
    posts = {
        number: values
        for number, values in matcher.posts.items()
        if number in numbers and register.posts.get(number, (0, None))[1] != values
    }
    known = {number: register.posts[number] for number in numbers if number in register.posts}
    former = {one.stored.id: _former(one, register) for one in changed if one.stored is not None}
    return ImportPlan(tuple(new), tuple(changed), posts, known, former)


def _former(one: Planned, register: Register) -> dict[str, list[Any]]:
    """Return the degrees and service runs that will be replaced, leaving out what agrees."""
    found: dict[str, list[Any]] = {}
    for name in ("degrees", "service_runs"):
        stored = getattr(register, name).get(one.stored.id, []) if one.stored is not None else []
        if getattr(one, name) == stored:
            setattr(one, name, None)
        elif getattr(one, name) is not None:
            found[name] = stored
    return found


def _differs(one: Planned, register: Register) -> bool:
    stored = one.stored
    return stored is not None and (
        one.values != stored.values
        or one.post != stored.post
        or one.active != stored.active
        or one.degrees not in (None, register.degrees.get(stored.id, []))
        or one.service_runs not in (None, register.service_runs.get(stored.id, []))
    )


def _new(one: Planned) -> NewPerson:
    post = one.post
    return NewPerson(
        one.row, name_in(one.values), post.title if post else "", post.unit if post else ""
    )


def _changed(one: Planned, register: Register) -> ChangedPerson:
    stored = one.stored
    if stored is None:
        raise ValueError("a changed row has somebody stored")
    changes: list[FieldChange] = []
    for key, old, new in field_differences(one):
        column = PEOPLE.column(key)
        changes.append(
            FieldChange(key, column.heading, _shown(key, old), _shown(key, new)),
        )
    for spec, old_rows, new_rows in (
        (DEGREES, register.degrees, one.degrees),
        (SERVICE_RUNS, register.service_runs, one.service_runs),
    ):
        before = old_rows.get(stored.id, [])
        if new_rows is not None and new_rows != before:
            old_text, new_text = (_rows(spec, rows) for rows in (before, new_rows))
            changes.append(FieldChange(spec.key, spec.title, old_text, new_text))
    return ChangedPerson(one.row, stored.id, name_in(one.values), tuple(changes))


def field_differences(one: Planned) -> Iterator[tuple[str, Any, Any]]:
    """Yield (key of the column, old, new) of a row against what is stored; IDs not masked."""
    stored = one.stored
    if stored is None:
        raise ValueError("only a stored person can differ")
    for name in PERSON_FIELDS:
        if one.values[name] != stored.values[name]:
            yield name, stored.values[name], one.values[name]
    before, after = flat_post(stored.post), flat_post(one.post)
    for key, old in before.items():
        if old != after[key]:
            yield key, old, after[key]
    if one.active != stored.active:
        yield "active", stored.active, one.active


def _shown(key: str, value: Any) -> str:
    if key == "national_id":
        return mask_national_id(value) if value else ""
    if key == "salary":
        return format_money(value) if value is not None else ""
    return as_text(shown(PEOPLE.column(key), value))


def _rows(spec: Any, rows: Any) -> str:
    columns = spec.columns[3:]  # after the three that say whose row it is
    return "; ".join(
        " ".join(said for c, v in zip(columns, row, strict=True) if (said := _cell(c, v)))
        for row in rows
    )


def _cell(column: ColumnSpec, value: Any) -> str:
    if column.kind is Kind.YES_NO:  # the usual yes says nothing without its heading
        return "" if value else f"{column.heading}: {NO}"
    return as_text(shown(column, value))
