"""Results handed in by units in Excel: look first, say all that is wrong, then all or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select

from hrdesk.exchange.appraisals import RESULTS
from hrdesk.exchange.errors import ExchangeError
from hrdesk.exchange.workbook import CellProblem, FormFile, SheetRow, shown_value
from hrdesk.models import Appraisal, AuditEntry, Person
from hrdesk.rules.appraisal import Staff
from hrdesk.rules.appraisal import appraisal as level_of
from hrdesk.rules.explanation import canonical
from hrdesk.rules.names import full_name
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.appraisal_agreements import number_of
from hrdesk.services.appraisal_law import ACKNOWLEDGED, REFUSED, RETURNED, Criteria
from hrdesk.services.appraisal_rounds import unclosed_round
from hrdesk.services.appraisals import refuse_detail, refuse_settled, score_problem
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import diff
from hrdesk.services.errors import DomainError
from hrdesk.services.people_stored import database_id as own_id
from hrdesk.services.problems import refusing
from hrdesk.services.queries.appraisals import appraisal_round
from hrdesk.services.unit_of_work import BANGKOK, UnitOfWork


@dataclass(frozen=True, slots=True)
class ResultChange:
    """One person whose scores a file would set; ``old`` and ``level`` are what stands now and then."""

    row: int
    appraisal_id: int
    version: int
    name: str
    old: tuple[str, str]
    achievement: Decimal
    competency: Decimal
    total: Decimal
    level: str
    informed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ResultsPreview:
    """What a file would do and all that stands against it; ``skipped`` rows have no score.

    Accepting needs ``problems`` to be empty and something to change.
    """

    round_id: int
    file_name: str
    changes: tuple[ResultChange, ...]
    same: int
    skipped: int
    problems: tuple[CellProblem, ...]

    @property
    def good(self) -> bool:
        """Whether the file may be taken over."""
        return not self.problems and bool(self.changes)


def results_form(
    uow: UnitOfWork, round_id: int, unit: str = ""
) -> tuple[tuple[tuple[Any, ...], ...], str]:
    """Return the rows of the form for one unit (or all) and the database's mark."""
    require(uow.actor, Right.WORK_APPRAISALS)
    view = appraisal_round(uow, round_id)
    rows = tuple(
        (
            f"A{line.id}",
            None,
            line.name,
            line.post,
            line.unit,
            _cell(line.achievement),
            _cell(line.competency),
            line.level,
            line.informed_on if line.acknowledgement else None,
        )
        for line in view.lines
        if not unit or line.unit == unit
    )
    return rows, own_id(uow)


def write_results_file(path: Path, rows: tuple[tuple[Any, ...], ...], database_id: str) -> None:
    """Write the form for units; slow work, for the pool. Raises the codes of ``ExchangeError``."""
    from hrdesk.exchange.appraisals import write_results_form

    with refusing(ExchangeError):
        write_results_form(path, rows, database_id)


def read_results_file(path: Path) -> FormFile:
    """Read a filled form; slow work, for the pool. Raises the codes of ``workbook.read_form``."""
    from hrdesk.exchange.appraisals import read_results

    with refusing(ExchangeError):
        return read_results(path)


def preview_results(uow: UnitOfWork, round_id: int, file: FormFile) -> ResultsPreview:
    """Compare a file with a round; writes nothing.

    Errors: ``appraisal_file_empty``, ``appraisal_round_final``, ``not_found``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    reading = _Reading(uow, round_id, file)
    return reading.preview()


def accept_results(uow: UnitOfWork, preview: ResultsPreview) -> Result[int]:
    """Write a previewed file, all of it or nothing; returns how many people it set.

    Errors: ``import_has_problems``, ``appraisal_file_empty``, ``appraisal_import_outdated`` where
    somebody changed one of them since, ``appraisal_round_final``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    if preview.problems:
        raise DomainError("import_has_problems", count=len(preview.problems))
    if not preview.changes:
        raise DomainError("appraisal_file_empty")
    unclosed_round(uow, preview.round_id)
    rows = {
        row.id: row
        for row in uow.session.scalars(
            select(Appraisal).where(Appraisal.round_id == preview.round_id)
        )
    }
    for one in preview.changes:
        row = rows.get(one.appraisal_id)
        if row is None or row.version != one.version:
            raise DomainError("appraisal_import_outdated")
        _take_over(uow, row, one, preview.file_name)
    uow.session.flush()
    uow.audit(
        "appraisal_round.imported", "appraisal_round", preview.round_id,
        changes={"file": (None, preview.file_name), "count": (None, len(preview.changes))},
    )  # fmt: skip
    return Result(len(preview.changes), changed(("appraisal_round", preview.round_id)))


def _take_over(uow: UnitOfWork, row: Appraisal, one: ResultChange, file_name: str) -> None:
    """Write one person's results; the audit says what they were."""
    values: dict[str, Any] = {
        "achievement": canonical(one.achievement),
        "competency": canonical(one.competency),
    }
    if one.informed_on is not None:
        values |= {"acknowledgement": ACKNOWLEDGED, "informed_on": one.informed_on}
    changes = diff(row, values)
    for key, value in values.items():
        setattr(row, key, value)
    if one.informed_on is not None:
        row.acknowledged_on = one.informed_on
    row.imported_from = file_name
    uow.audit("appraisal.imported", "appraisal", row.id, changes=changes)


class _Reading:
    """Goes through a file once, row by row."""

    def __init__(self, uow: UnitOfWork, round_id: int, file: FormFile) -> None:
        round_ = unclosed_round(uow, round_id)
        self._round_id = round_id
        self._file = file
        self._own = bool(file.database_id) and file.database_id == own_id(uow)
        self._today = uow.clock.today()
        self._criteria = Criteria(uow, round_)
        self._rows: dict[int, Appraisal] = {}
        self._names: dict[int, str] = {}
        self._by_id: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = {}
        self._seen: dict[int, int] = {}
        self._problems: list[CellProblem] = list(file.problems)
        self._returned = _returned_on(uow, round_id)
        query = (
            select(
                Appraisal, Person.national_id, Person.prefix, Person.first_name, Person.last_name
            )
            .join(Person, Person.id == Appraisal.person_id)
            .where(Appraisal.round_id == round_id)
        )
        for row, national_id, *names in uow.session.execute(query):
            self._rows[row.id] = row
            self._names[row.id] = full_name(*names)
            if national_id:
                self._by_id[national_id] = row.id
            for name in {full_name(*names), f"{names[1]} {names[2]}"}:
                self._by_name.setdefault(_plain(name), []).append(row.id)

    def preview(self) -> ResultsPreview:
        """Return what the file would do."""
        given = self._file.rows[RESULTS.key]
        if not given:
            raise DomainError("appraisal_file_empty")
        changes, same, skipped = [], 0, 0
        for row in given:
            cells = dict(zip((column.key for column in RESULTS.columns), row.values, strict=True))
            before = len(self._problems)
            id_ = self._whom(row, cells)
            found = self._scores(row, cells, id_)
            if row.bad or len(self._problems) > before or id_ is None:
                continue
            if found is None:
                skipped += 1
            elif self._agrees(found):
                same += 1
            else:
                self._settled(row, found)
                self._known(row, found)
                changes.append(found)
        return ResultsPreview(
            self._round_id,
            self._file.path.name,
            tuple(changes),
            same,
            skipped,
            tuple(sorted(self._problems, key=lambda one: one.row)),
        )

    def _whom(self, row: SheetRow, cells: Mapping[str, Any]) -> int | None:
        if "national_id" in row.bad:
            return None
        ref, national_id, name = cells["ref"] or "", cells["national_id"], cells["name"] or ""
        id_: int | None = None
        if ref and self._own:
            id_ = int(ref[1:]) if ref[:1] == "A" and ref[1:].isdecimal() else None
            key, value = "ref", ref
        elif national_id:
            id_ = self._by_id.get(national_id)
            key, value = "national_id", national_id
        elif name:
            named = self._by_name.get(_plain(name), [])
            if len(named) > 1:
                self._fault(row, "name", name, "appraisal_name_twice")
                return None
            id_ = named[0] if named else None
            key, value = "name", name
        else:
            self._fault(row, "name", "", "appraisal_owner_missing")
            return None
        if id_ not in self._rows:
            self._fault(row, key, value, "appraisal_not_in_round")
            return None
        return self._checked(row, cells, id_)

    def _checked(self, row: SheetRow, cells: Mapping[str, Any], id_: int) -> int | None:
        """Say when the name or the ID of the row is somebody else's, or the row stands twice."""
        name = cells["name"] or ""
        if name and id_ not in self._by_name.get(_plain(name), []):
            self._fault(row, "name", name, "appraisal_name_differs", name=self._names[id_])
        known = self._by_id.get(cells["national_id"] or "")
        if cells["national_id"] and known != id_:
            self._fault(
                row, "national_id", cells["national_id"],
                "appraisal_name_differs", name=self._names.get(known or 0, "คนอื่น"),
            )  # fmt: skip
        first = self._seen.setdefault(id_, row.number)
        if first != row.number:
            self._fault(row, "name", name, "person_twice", other=str(first))
        return id_

    def _scores(
        self, row: SheetRow, cells: Mapping[str, Any], id_: int | None
    ) -> ResultChange | None:
        found: dict[str, Decimal | None] = {}
        faults = len(self._problems)
        for key in ("achievement", "competency"):
            text = (cells[key] or "").strip()
            found[key] = number_of(text) if text else None
            problem = score_problem(found[key], key)
            if text and found[key] is None:
                problem = DomainError("appraisal_score_range")
            if problem is not None:
                self._fault(row, key, text, problem.code, **problem.facts)
        first, second = found["achievement"], found["competency"]
        if len(self._problems) > faults or (first is None and second is None):
            return None
        if first is None or second is None:
            empty = "achievement" if first is None else "competency"
            self._fault(row, empty, "", "appraisal_score_missing")
            return None
        if id_ is None:
            return None
        return self._found(row, cells, id_, first, second)

    def _found(
        self, row: SheetRow, cells: Mapping[str, Any], id_: int, first: Decimal, second: Decimal
    ) -> ResultChange | None:
        stored = self._rows[id_]
        staff = Staff(stored.staff)
        try:
            result = level_of(self._criteria.law(staff), staff, first, second)
            names = self._criteria.levels(staff)
        except Refused:
            self._fault(row, "level", cells["level"] or "", "appraisal_no_criteria")
            return None
        said = (cells["level"] or "").strip()
        if said and said not in names:
            self._fault(row, "level", said, "appraisal_level_unknown", level=said, choices=names)
        elif said and said != result.level:
            self._fault(
                row, "level", said, "appraisal_level_differs",
                level=said, total=canonical(result.total), found=result.level,
            )  # fmt: skip
        informed = cells["informed_on"]
        if informed is not None and informed > self._today:
            self._fault(
                row, "informed_on", informed, "date_in_future", day=informed, today=self._today
            )
        return ResultChange(
            row.number,
            id_,
            stored.version,
            self._names[id_],
            (stored.achievement, stored.competency),
            first,
            second,
            result.total,
            result.level,
            informed,
        )

    def _agrees(self, found: ResultChange) -> bool:
        stored = self._rows[found.appraisal_id]
        scores = (canonical(found.achievement), canonical(found.competency))
        told = found.informed_on is None or (
            stored.informed_on == found.informed_on and bool(stored.acknowledgement)
        )
        return found.old == scores and told

    def _settled(self, row: SheetRow, found: ResultChange) -> None:
        """Say when the scores of a row may not be changed any more, or come from their detail."""
        stored = self._rows[found.appraisal_id]
        new = {
            "achievement": canonical(found.achievement),
            "competency": canonical(found.competency),
        }
        changes = {key: value for key, value in new.items() if getattr(stored, key) != value}
        if not changes:
            return
        try:
            refuse_settled(stored)
            refuse_detail(stored, changes)
        except DomainError as problem:
            key = next(iter(changes))
            self._fault(row, key, new[key], problem.code, **problem.facts)

    def _known(self, row: SheetRow, found: ResultChange) -> None:
        """Say when a row's day may not stand: over a refusal, or before a returned result came back."""
        day = found.informed_on
        if day is None:
            return
        if self._rows[found.appraisal_id].acknowledgement == REFUSED:
            self._fault(row, "informed_on", day, "appraisal_refused_already", name=found.name)
        returned = self._returned.get(found.appraisal_id)
        if returned is not None and day < returned:
            self._fault(row, "informed_on", day, "appraisal_informed_early", day=returned)

    def _fault(self, row: SheetRow, key: str, value: Any, code: str, **facts: Any) -> None:
        column = RESULTS.column(key)
        self._problems.append(
            CellProblem(
                RESULTS.title, row.number, column.heading, shown_value(column, value), code, facts
            )
        )


def _returned_on(uow: UnitOfWork, round_id: int) -> dict[int, dt.date]:
    """The day on which each result that stands returned was returned."""
    query = (
        select(AuditEntry.entity_id, AuditEntry.at)
        .join(Appraisal, Appraisal.id == AuditEntry.entity_id)
        .where(
            Appraisal.round_id == round_id,
            Appraisal.screened == RETURNED,
            AuditEntry.entity == "appraisal",
            AuditEntry.action == "appraisal.screened",
        )
        .order_by(AuditEntry.id)
    )
    return {
        id_: at.astimezone(BANGKOK).date()
        for id_, at in uow.session.execute(query)
        if id_ is not None
    }


def _cell(score: Decimal | None) -> str:
    return "" if score is None else canonical(score)


def _plain(name: str) -> str:
    return "".join(name.split())
