"""Importing a payroll from Excel: look first, say all that is wrong, then all or nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from hrdesk.exchange.bulk import collecting_later
from hrdesk.exchange.columns import clean_line
from hrdesk.exchange.errors import ExchangeError
from hrdesk.exchange.payroll import PAYROLL
from hrdesk.exchange.workbook import CellProblem, FormFile, SheetRow, shown_value
from hrdesk.models import PayrollRow
from hrdesk.rules.explanation import shown as money_text
from hrdesk.rules.salary.rounding import NOTHING
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.payroll_facts import SPECIAL
from hrdesk.services.payroll_law import EMPLOYMENTS, PayrollLaw
from hrdesk.services.payroll_register import (
    Defaults,
    Earlier,
    Known,
    earlier_payroll,
    known_people,
    on_payroll,
)
from hrdesk.services.payroll_rows import fingerprint, insert_rows, load_payroll, placed, rows_of
from hrdesk.services.payrolls import check_day, law_of, new_payroll, open_one
from hrdesk.services.people_match import reference
from hrdesk.services.people_stored import database_id, register_stamp
from hrdesk.services.problems import refusing
from hrdesk.services.queries.payrolls import PayrollView
from hrdesk.services.salary_law import SCHEMES
from hrdesk.services.unit_of_work import UnitOfWork

_OWN_REF = re.compile(r"P([1-9][0-9]{0,9})")
_KEYS = tuple(column.key for column in PAYROLL.columns)
_TYPED = ("transferred_in", "on_leave", "under_discipline")
"""Special cases that the form has a column for."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row that may be taken in; ``register_salary`` where register and history say another one."""

    row: int
    name: str
    place: str
    unit: str
    salary: Decimal
    register_salary: Decimal | None


@dataclass(frozen=True, slots=True)
class PayrollPreview:
    """All that an import would store, and all that stands against it.

    ``replaces`` is the heads of the open payroll of that day that the file would take the place
    of, None where there is none; facts already entered on its people are kept. ``missing`` are
    people of the register whom the file leaves out. Accepting needs ``problems`` to be empty.
    """

    file_name: str
    scheme: str
    taken_on: dt.date
    rows: tuple[PreviewRow, ...]
    total: Decimal
    problems: tuple[CellProblem, ...]
    warnings: tuple[CellProblem, ...]
    missing: tuple[str, ...]
    replaces: int | None
    stamp: tuple[int, int | None, str]
    plan: tuple[dict[str, Any], ...] = field(repr=False)


def read_payroll_file(path: Path) -> FormFile:
    """Read a filled form of a payroll; slow work, for the pool; raises the codes of ``read_form``."""
    from hrdesk.exchange.payroll import read_payroll

    with refusing(ExchangeError):
        return read_payroll(path)


def write_payroll_form(path: Path, view: PayrollView | None = None, database: str = "") -> None:
    """Write the form of a payroll, blank or with a stored one; raises ``file_not_written`` etc."""
    from hrdesk.exchange.payroll import write_payroll

    rows = () if view is None else (_form_row(row) for row in view.rows)
    with refusing(ExchangeError):
        write_payroll(path, rows, database)


def preview_payroll(
    uow: UnitOfWork, scheme: str, taken_on: dt.date, file: FormFile
) -> PayrollPreview:
    """Look at a file as the payroll of a scheme on a day; writes nothing.

    Errors: ``scheme_unknown``, ``payroll_day``, ``rule_refuses``.
    """
    require(uow.actor, Right.WORK_SALARY)
    check_day(scheme, taken_on)
    law = law_of(uow, scheme, taken_on)
    stood = open_one(uow, scheme, taken_on)
    earlier = earlier_payroll(uow, scheme, taken_on, stood.id if stood is not None else None)
    people = known_people(uow)
    with collecting_later():
        matcher = _Matcher(uow, file, law, people, earlier, taken_on)
        rows = matcher.match()
    there = {row["person_id"] for row in rows}
    return PayrollPreview(
        file_name=file.path.name,
        scheme=scheme,
        taken_on=taken_on,
        rows=tuple(matcher.shown),
        total=sum((row["salary"] for row in rows), NOTHING),
        problems=tuple(sorted(matcher.problems, key=lambda each: each.row)),
        warnings=tuple(matcher.warnings),
        missing=tuple(
            person.name
            for person in people
            if person.id not in matcher.seen
            and person.id not in there
            and on_payroll(person, scheme, taken_on)
        ),
        replaces=len(rows_of(uow, stood.id)) if stood is not None else None,
        stamp=_stamp(uow, scheme, taken_on),
        plan=tuple(rows),
    )


def accept_payroll(uow: UnitOfWork, preview: PayrollPreview, note: str = "") -> Result[int]:
    """Store a previewed payroll, all of it or nothing; returns its id.

    Errors: ``import_has_problems``, ``payroll_file_empty``, ``import_outdated`` when the register
    or the payroll of that day changed since the preview.
    """
    require(uow.actor, Right.WORK_SALARY)
    if preview.problems:
        raise DomainError("import_has_problems", count=len(preview.problems))
    if not preview.plan:
        raise DomainError("payroll_file_empty")
    if _stamp(uow, preview.scheme, preview.taken_on) != preview.stamp:
        raise DomainError("import_outdated")
    stood = open_one(uow, preview.scheme, preview.taken_on)
    rows = preview.plan
    if stood is None:
        stood = new_payroll(uow, preview.scheme, preview.taken_on, preview.file_name, note)
    else:
        rows = _keeping_facts(uow, stood.id, rows)
        uow.session.execute(delete(PayrollRow).where(PayrollRow.snapshot_id == stood.id))
        stood.source = preview.file_name
    count = insert_rows(uow, stood.id, rows)
    uow.audit(
        "payroll.imported", "payroll", stood.id,
        changes={
            "file": (None, preview.file_name),
            "scheme": (None, SCHEMES[preview.scheme]),
            "taken_on": (None, preview.taken_on),
            "count": (preview.replaces, count),
        },
    )  # fmt: skip
    return Result(stood.id, changed(("payroll", stood.id)))


def export_payroll(uow: UnitOfWork, payroll_id: int) -> Result[str]:
    """Note in the audit that a payroll is taken out; returns the database's id for the form."""
    require(uow.actor, Right.WORK_SALARY)
    payroll = load_payroll(uow, payroll_id)
    uow.audit(
        "payroll.exported", "payroll", payroll_id, changes={"taken_on": (None, payroll.taken_on)}
    )
    return Result(database_id(uow), changed())


class _Matcher:
    """Goes through a file once; afterwards holds the rows, the problems and the warnings."""

    def __init__(
        self,
        uow: UnitOfWork,
        file: FormFile,
        law: PayrollLaw,
        people: tuple[Known, ...],
        earlier: Earlier,
        taken_on: dt.date,
    ) -> None:
        self._file = file
        self._law = law
        self._own_file = bool(file.database_id) and file.database_id == database_id(uow)
        self._defaults = Defaults(uow, law.scheme, taken_on, earlier)
        self._by_id = {person.id: person for person in people}
        self._by_national_id = {p.national_id: p for p in people if p.national_id}
        self._people = people
        self._rows: dict[int, int] = {}
        self.problems: list[CellProblem] = list(file.problems)
        self.warnings: list[CellProblem] = []
        self.shown: list[PreviewRow] = []
        self.seen: set[int] = set()

    def match(self) -> list[dict[str, Any]]:
        """Return the columns of the rows that may be stored."""
        found = []
        for row in self._file.rows[PAYROLL.key]:
            made = self._row(row)
            if made is not None:
                found.append(made)
        return found

    def _row(self, row: SheetRow) -> dict[str, Any] | None:
        cells = dict(zip(_KEYS, row.values, strict=True))
        before = len(self.problems)
        person = self._whom(row, cells)
        if person is None:
            return None
        self.seen.add(person.id)
        first = self._rows.setdefault(person.id, row.number)
        if first != row.number:
            self._fault(row, "name", cells["name"], "person_twice", other=str(first))
        if not person.active:
            self._fault(row, "name", cells["name"], "payroll_person_left", name=person.name)
        elif person.employment not in EMPLOYMENTS[self._law.scheme]:
            self._fault(row, "name", cells["name"], "payroll_other_scheme", name=person.name)
        place = self._law.place(cells["type"] or "", cells["level"] or "", person.employment)
        if not row.bad:
            for fault in self._law.faults(place, cells["salary"]):
                add = self._fault if fault.blocks else self._warn
                add(row, fault.field, cells[fault.field], fault.code, **fault.facts)
        if row.bad or len(self.problems) > before:
            return None
        self._compare(row, cells, person)
        self._show(row, cells, person, " ".join(p for p in (place.type, place.level) if p))
        return {
            "person_id": person.id,
            "name": person.name,
            "employment": person.employment,
            "post_number": cells["post_number"] or person.post_number,
            "post_title": cells["post_title"] or person.post_title,
            **placed(place),
            "unit": cells["unit"] or person.unit,
            "salary": cells["salary"],
            "special": self._special(cells, person),
            "facts": self._defaults.facts(person),
            "note": cells["note"] or "",
        }

    def _whom(self, row: SheetRow, cells: Mapping[str, Any]) -> Known | None:
        """Return whom a row is about: by national ID, reference, or a name only one has."""
        if "national_id" in row.bad:
            return None
        own = _OWN_REF.fullmatch(cells["ref"] or "") if self._own_file else None
        by_ref = self._by_id.get(int(own[1])) if own is not None else None
        if cells["national_id"]:
            person = self._by_national_id.get(cells["national_id"])
            if person is None:
                self._fault(row, "national_id", cells["national_id"], "payroll_person_unknown")
            elif by_ref is not None and by_ref is not person:
                self._fault(
                    row, "national_id", cells["national_id"], "ref_of_other", holder=by_ref.name
                )
                return None
            return person
        return by_ref or self._by_their_name(row, cells["name"])

    @cached_property
    def _by_name(self) -> Mapping[str, list[Known]]:
        """Everybody by name with and without the prefix; only a file without IDs needs it."""
        found: dict[str, list[Known]] = {}
        for person in self._people:
            for name in (person.name, " ".join(person.first_last)):
                found.setdefault(_name(name), []).append(person)
        return found

    def _by_their_name(self, row: SheetRow, name: str) -> Known | None:
        if not name:
            self._fault(row, "national_id", "", "payroll_owner_missing")
            return None
        found = {each.id: each for each in self._by_name.get(_name(name), ())}
        likely = [each for each in found.values() if each.active] or list(found.values())
        if len(likely) == 1:
            return likely[0]
        code = "payroll_name_twice" if likely else "payroll_person_unknown"
        self._fault(row, "name", name, code)
        return None

    def _compare(self, row: SheetRow, cells: Mapping[str, Any], person: Known) -> None:
        """Warn where the file and the register say different things of one person."""
        name = cells["name"]
        if name not in ("", person.name) and _name(name) not in {
            _name(person.name),
            _name(" ".join(person.first_last)),
        }:
            self._warn(row, "name", cells["name"], "payroll_name_differs", name=person.name)
        other = self._defaults.paid(person).other_than(cells["salary"])
        if other is not None:
            self._warn(row, "salary", cells["salary"], "payroll_salary_differs", salary=other)

    def _show(self, row: SheetRow, cells: Mapping[str, Any], person: Known, place: str) -> None:
        other = self._defaults.paid(person).other_than(cells["salary"])
        unit = cells["unit"] or person.unit
        self.shown.append(PreviewRow(row.number, person.name, place, unit, cells["salary"], other))

    def _special(self, cells: Mapping[str, Any], person: Known) -> list[str]:
        found = set(self._defaults.special(person, cells["unit"] or person.unit))
        for name in _TYPED:
            if cells[name] is True:
                found.add(name)
            elif cells[name] is False:
                found.discard(name)
        return [name for name in SPECIAL if name in found]

    def _fault(self, row: SheetRow, key: str, value: Any, code: str, **facts: Any) -> None:
        self.problems.append(_problem(row, key, value, code, facts))

    def _warn(self, row: SheetRow, key: str, value: Any, code: str, **facts: Any) -> None:
        self.warnings.append(_problem(row, key, value, code, facts))


def _problem(
    row: SheetRow, key: str, value: Any, code: str, facts: Mapping[str, Any]
) -> CellProblem:
    column = PAYROLL.column(key)
    text = money_text(value) if isinstance(value, Decimal) else value
    shown = shown_value(column, text)
    return CellProblem(PAYROLL.title, row.number, column.heading, shown, code, facts)


def _name(text: str) -> str:
    return clean_line(text).replace(" ", "")


def _stamp(uow: UnitOfWork, scheme: str, day: dt.date) -> tuple[int, int | None, str]:
    """What must not have changed between looking and storing."""
    stood = open_one(uow, scheme, day)
    if stood is None:
        return register_stamp(uow), None, ""
    versions = sum(row.version for row in rows_of(uow, stood.id))
    return register_stamp(uow), stood.id, f"{fingerprint(uow, stood)} {versions}"


def _keeping_facts(
    uow: UnitOfWork, payroll_id: int, rows: tuple[dict[str, Any], ...]
) -> tuple[dict[str, Any], ...]:
    """The rows with what was already entered on the same people: facts, special cases, notes."""
    kept = {row.person_id: row for row in rows_of(uow, payroll_id)}
    found = []
    for row in rows:
        before = kept.get(row["person_id"])
        if before is not None:
            special = {*row["special"], *before.special}
            told = {
                "facts": {**row["facts"], **before.facts},
                "special": [name for name in SPECIAL if name in special],
                "note": row["note"] or before.note,
            }
            found.append({**row, **told})
        else:
            found.append(row)
    return tuple(found)


def _form_row(row: Any) -> tuple[Any, ...]:
    values = {
        "ref": reference(row.person_id),
        "national_id": None,
        "name": row.name,
        "post_number": row.post_number,
        "post_title": row.post_title,
        "type": row.type,
        "level": row.level,
        "unit": row.unit,
        "salary": row.salary,
        **{name: True if name in row.special else None for name in _TYPED},
        "note": row.note,
    }
    return tuple(values[key] for key in _KEYS)
