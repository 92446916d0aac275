"""The facts of many people at once through Excel: out, filled in, looked at, and back in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hrdesk.exchange.columns import SheetSpec
from hrdesk.exchange.errors import ExchangeError
from hrdesk.exchange.payroll import (
    ROW_NAME,
    ROW_REF,
    ROW_UNIT,
    days_key,
    facts_sheet,
    times_key,
)
from hrdesk.exchange.workbook import CellProblem, FormFile, SheetRow, shown_value
from hrdesk.models import PayrollRow
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result
from hrdesk.services.errors import DomainError
from hrdesk.services.payroll_conduct import (
    FLAGS,
    LEAVE,
    NUMBERS,
    FactsLimits,
    SavedFacts,
    SetFacts,
    fact_problems,
    facts_limits,
    plain_facts,
    set_many,
)
from hrdesk.services.payroll_facts import SPECIAL
from hrdesk.services.payroll_rows import load_payroll, rows_of
from hrdesk.services.people_stored import database_id
from hrdesk.services.problems import refusing
from hrdesk.services.queries.payrolls import PayrollEntry, PayrollView
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FactsChange:
    """A row whose facts would change, with what would be stored."""

    row: int
    name: str
    unit: str
    command: SetFacts
    before: SetFacts


@dataclass(frozen=True, slots=True)
class FactsPreview:
    """What a file of facts would change, and what stands against it; ``same`` counts the rest."""

    file_name: str
    payroll_id: int
    changes: tuple[FactsChange, ...]
    same: int
    problems: tuple[CellProblem, ...]
    limits: FactsLimits = field(repr=False)


def write_facts_form(path: Path, view: PayrollView, database: str) -> None:
    """Write the facts of a payroll for filling in; raises ``file_not_written`` and the like."""
    from hrdesk.exchange.payroll import write_facts

    sheet = sheet_of(view.limits)
    with refusing(ExchangeError):
        line = view.line
        rows = (
            _form_row(row, sheet, row_reference(line.scheme, line.taken_on, row.person_id))
            for row in view.rows
        )
        write_facts(path, sheet, rows, database)


def read_facts_file(path: Path, limits: FactsLimits) -> FormFile:
    """Read facts that were filled in; slow work, for the pool; raises as ``read_form``."""
    from hrdesk.exchange.payroll import read_facts

    with refusing(ExchangeError):
        return read_facts(path, sheet_of(limits))


def row_reference(scheme: str, taken_on: dt.date, person_id: int) -> str:
    """Return the reference of a person in the payrolls of one scheme and day.

    It does not name the row: rows get new ids when a payroll is imported again.
    """
    return f"{scheme[:1].upper()}{taken_on:%y%m}-P{person_id}"


def sheet_of(limits: FactsLimits) -> SheetSpec:
    """Return the sheet of facts with the kinds of leave that the law names."""
    return facts_sheet(limits.counted, limits.excused)


def preview_facts(uow: UnitOfWork, payroll_id: int, file: FormFile) -> FactsPreview:
    """Compare a file of facts with a payroll; writes nothing. Errors: ``not_found``."""
    require(uow.actor, Right.WORK_SALARY)
    load_payroll(uow, payroll_id)
    reading = _Reading(uow, payroll_id, file)
    for row in file.rows[reading.sheet.key]:
        reading.row(row)
    return FactsPreview(
        file.path.name,
        payroll_id,
        tuple(reading.changes),
        reading.same,
        tuple(sorted(reading.problems, key=lambda each: each.row)),
        reading.limits,
    )


class _Reading:
    """Goes through a file of facts once; afterwards holds what changes and what is wrong."""

    def __init__(self, uow: UnitOfWork, payroll_id: int, file: FormFile) -> None:
        self.limits = facts_limits(uow, payroll_id)
        self.sheet = sheet_of(self.limits)
        self.problems: list[CellProblem] = list(file.problems)
        self.changes: list[FactsChange] = []
        self.same = 0
        self._keys = [column.key for column in self.sheet.columns]
        self._seen: dict[int, int] = {}
        other = bool(file.database_id) and file.database_id != database_id(uow)
        payroll = load_payroll(uow, payroll_id)
        self._stored: dict[str, PayrollRow] = {}
        if not other:
            self._stored = {
                row_reference(payroll.scheme, payroll.taken_on, row.person_id): row
                for row in rows_of(uow, payroll_id)
            }

    def row(self, row: SheetRow) -> None:
        """Take one row: a change, the same as stored, or problems."""
        cells = dict(zip(self._keys, row.values, strict=True))
        held = self._whose(row, cells)
        if held is None or row.bad:
            return
        facts = _facts(cells, self.limits)
        found = list(fact_problems(facts, self.limits))
        for each in found:
            key = each.field or ROW_REF
            self._fault(row, key, cells.get(key), each.code, each.facts)
        if found:
            return
        special = tuple(name for name in SPECIAL if cells[name])
        command = SetFacts(held.id, held.version, facts, special, cells["note"] or "")
        before = SetFacts(held.id, held.version, held.facts, tuple(held.special), held.note)
        if _differ(command, before, self.limits):
            self.changes.append(FactsChange(row.number, held.name, held.unit, command, before))
        else:
            self.same += 1

    def _whose(self, row: SheetRow, cells: Mapping[str, Any]) -> PayrollRow | None:
        told = cells[ROW_REF]
        held = self._stored.get(told or "")
        if held is None:
            self._fault(row, ROW_REF, told, "facts_row_unknown", {})
            return None
        first = self._seen.setdefault(held.id, row.number)
        if first != row.number:
            self._fault(row, ROW_REF, told, "person_twice", {"other": str(first)})
            return None
        return held

    def _fault(
        self, row: SheetRow, key: str, value: Any, code: str, facts: Mapping[str, Any]
    ) -> None:
        column = self.sheet.column(key if key in self._keys else ROW_REF)
        shown = shown_value(column, value)
        self.problems.append(
            CellProblem(self.sheet.title, row.number, column.heading, shown, code, facts)
        )


def accept_facts(uow: UnitOfWork, preview: FactsPreview) -> Result[tuple[SavedFacts, ...]]:
    """Store previewed facts, all or none.

    Errors: ``import_has_problems``, ``payroll_file_empty``, those of ``set_many``; a row that
    somebody changed since is an ``EditConflict``.
    """
    require(uow.actor, Right.WORK_SALARY)
    if preview.problems:
        raise DomainError("import_has_problems", count=len(preview.problems))
    if not preview.changes:
        raise DomainError("payroll_file_empty")
    return set_many(uow, [each.command for each in preview.changes])


def _differ(new: SetFacts, old: SetFacts, limits: FactsLimits) -> bool:
    facts = plain_facts(new.facts, limits)
    return (facts, new.special, new.note) != (dict(old.facts), tuple(old.special), old.note)


def _facts(cells: Mapping[str, Any], limits: FactsLimits) -> dict[str, Any]:
    facts: dict[str, Any] = {name: cells[name] for name in NUMBERS}
    facts |= {name: bool(cells[name]) for name in FLAGS}
    leave = []
    for kind in (*limits.counted, *limits.excused):
        days = cells[days_key(kind)] or 0
        times = cells.get(times_key(kind))
        if days or times:
            told = times if times is not None else 1 if days else 0
            leave.append({"kind": kind, "days": days, "times": told})
    if leave:
        facts[LEAVE] = leave
    return facts


def _form_row(row: PayrollEntry, sheet: SheetSpec, reference: str) -> tuple[Any, ...]:
    leave = {each["kind"]: each for each in row.facts.get(LEAVE, ())}
    values: dict[str, Any] = {
        ROW_REF: reference,
        ROW_NAME: row.name,
        ROW_UNIT: row.unit,
        **{name: row.facts.get(name) for name in NUMBERS},
        **{name: row.facts.get(name) or None for name in FLAGS},
        **{name: True if name in row.special else None for name in SPECIAL},
        "note": row.note,
    }
    for kind, each in leave.items():
        values[days_key(kind)], values[times_key(kind)] = each["days"], each["times"]
    return tuple(values.get(column.key) for column in sheet.columns)
