"""A member's score sheet in Excel: written blank or filled, and read back with faults by cell.

Only the cells of points are open; a hidden sheet says which contest and member it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from hrdesk.exchange.columns import clean_line
from hrdesk.exchange.errors import ExchangeError
from hrdesk.exchange.files import check_workbook
from hrdesk.exchange.workbook import HIDDEN_SHEET, CellProblem
from hrdesk.rules.explanation import canonical
from hrdesk.rules.numbers import arabic_digits
from hrdesk.rules.scoring_scheme import points_fault

FORMAT = "hrdesk.scores"
VERSION = 1
SHEET = "ให้คะแนน"
NUMBER_HEAD, NAME_HEAD, TOTAL_HEAD = "ที่", "ผู้รับการประเมิน", "รวม"
HEAD_ROW = 5
FIRST_ROW = HEAD_ROW + 1
FIRST_COLUMN = 3
_PLACES = 9  # what arithmetic in Excel leaves beyond is no point somebody gave
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class SheetCriterion:
    """A criterion; ``allowed`` lists the only points there are, if so."""

    id: str
    label: str
    maximum: Decimal
    allowed: tuple[Decimal, ...] = ()

    @property
    def head(self) -> str:
        """Return the head of its column."""
        return f"{self.label} ({canonical(self.maximum)})"


@dataclass(frozen=True, slots=True)
class SheetCandidate:
    """A candidate with the points so far; ``closed`` names criteria that take none (all: recused)."""

    id: int
    number: int
    name: str
    post: str = ""
    points: Mapping[str, Decimal] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreForm:
    """One member's sheet of one contest as the program knows it."""

    contest_id: int
    member_id: int
    database_id: str
    title: str
    committee: str
    meeting: str
    member_name: str
    criteria: tuple[SheetCriterion, ...]
    candidates: tuple[SheetCandidate, ...]


@dataclass(frozen=True, slots=True)
class ScoreMarker:
    """Which database, contest and member a file belongs to."""

    database_id: str
    contest_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class ScoreSheetFile:
    """The points of a file by candidate and criterion, how many cells are empty, and its faults."""

    path: Path
    points: Mapping[int, Mapping[str, Decimal]]
    blank: int
    problems: tuple[CellProblem, ...]


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """One sheet of a committee's workbook: lines above, headings, rows of texts and exact points."""

    name: str
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Decimal | int | str | None, ...], ...]


def write_score_book(path: Path, tables: Sequence[ScoreTable]) -> None:
    """Write a summary and whatever tables belong to it; raises ``ExchangeError``."""
    from hrdesk.exchange import _score_book

    _score_book.write_book(path, tables)


def write_score_sheet(path: Path, form: ScoreForm) -> None:
    """Write a member's sheet with the points the candidates carry; raises ``ExchangeError``."""
    from hrdesk.exchange import _score_book

    _score_book.write_sheet(path, form)


def read_marker(path: Path) -> ScoreMarker:
    """Return whose sheet a file is.

    Raises ``ExchangeError``: those of ``files.check_workbook``, ``score_form_other``,
    ``form_newer``.
    """
    book = _opened(path)
    try:
        return _marker(book)
    finally:
        book.close()


def read_score_sheet(path: Path, form: ScoreForm) -> ScoreSheetFile:
    """Read a filled sheet of this member; faulty cells are collected in ``problems``.

    Raises ``ExchangeError``: those of ``read_marker``, ``score_other_database``,
    ``score_other_contest``, ``score_other_member``, ``score_heading_changed``.
    """
    book = _opened(path)
    try:
        _check_marker(_marker(book), form)
        if SHEET not in book.sheetnames:
            raise ExchangeError("sheet_missing", sheet=SHEET)
        sheet = book[SHEET]
        _check_heads(sheet, form)
        return _Reading(path, form).read(sheet)
    finally:
        book.close()


def _opened(path: Path) -> Any:
    from openpyxl import load_workbook

    check_workbook(path)
    try:
        return load_workbook(path, data_only=True)
    except OSError as problem:
        raise ExchangeError("file_unreadable", path=str(path)) from problem
    except Exception as problem:
        # openpyxl meets a damaged file with whatever its parsers happen to raise.
        raise ExchangeError("excel_damaged", path=str(path)) from problem


def _marker(book: Any) -> ScoreMarker:
    if HIDDEN_SHEET not in book.sheetnames:
        raise ExchangeError("score_form_other")
    rows = list(book[HIDDEN_SHEET].iter_rows(max_row=2, max_col=3, values_only=True))
    name, version, database_id = rows[0]
    if name != FORMAT or not isinstance(version, int) or len(rows) < 2:
        raise ExchangeError("score_form_other")
    if version > VERSION:
        raise ExchangeError("form_newer")
    contest_id, member_id, _ = rows[1]
    if not isinstance(contest_id, int) or not isinstance(member_id, int):
        raise ExchangeError("score_form_other")
    return ScoreMarker(str(database_id or ""), contest_id, member_id)


def _check_marker(found: ScoreMarker, form: ScoreForm) -> None:
    if found.database_id != form.database_id:
        raise ExchangeError("score_other_database")
    if found.contest_id != form.contest_id:
        raise ExchangeError("score_other_contest", title=form.title)
    if found.member_id != form.member_id:
        raise ExchangeError("score_other_member", name=form.member_name)


def heads_of(form: ScoreForm) -> list[str]:
    """Return the headings of the table, in the order of its columns."""
    return [NUMBER_HEAD, NAME_HEAD, *(each.head for each in form.criteria), TOTAL_HEAD, "หมายเหตุ"]


def _check_heads(sheet: Any, form: ScoreForm) -> None:
    """Refuse a sheet whose columns are not where they were: points would go to another criterion."""
    for column, expected in enumerate(heads_of(form), 1):
        cell = sheet.cell(HEAD_ROW, column)
        found = clean_line(str(cell.value or ""))
        if found != clean_line(expected):
            raise ExchangeError(
                "score_heading_changed",
                cell=cell.coordinate,
                expected=expected,
                found=found or "(ว่าง)",
            )


class _Reading:
    """Reads the rows of one file and collects what is wrong with them."""

    def __init__(self, path: Path, form: ScoreForm) -> None:
        self._path = path
        self._form = form
        self._by_number = {each.number: each for each in form.candidates}
        self._points: dict[int, dict[str, Decimal]] = {}
        self._problems: list[CellProblem] = []
        self._blank = 0

    def read(self, sheet: Any) -> ScoreSheetFile:
        width = FIRST_COLUMN + len(self._form.criteria) - 1
        for number, cells in enumerate(
            sheet.iter_rows(min_row=FIRST_ROW, max_col=width, values_only=True), FIRST_ROW
        ):
            if any(cell not in (None, "") for cell in cells):
                self._row(number, cells)
        for candidate in self._form.candidates:
            if candidate.id not in self._points:
                self._problem(
                    "score_candidate_missing", FIRST_ROW, NAME_HEAD, "", name=candidate.name
                )
        return ScoreSheetFile(self._path, self._points, self._blank, tuple(self._problems))

    def _row(self, row: int, cells: Sequence[Any]) -> None:
        candidate = self._by_number.get(_whole(cells[0]))
        name = clean_line(str(cells[1] or ""))
        if candidate is None or clean_line(candidate.name) != name.partition(" — ")[0]:
            self._problem("score_candidate_changed", row, NAME_HEAD, name)
            return
        if candidate.id in self._points:
            self._problem("score_candidate_twice", row, NAME_HEAD, name)
            return
        self._points[candidate.id] = {}
        for criterion, cell in zip(self._form.criteria, cells[FIRST_COLUMN - 1 :], strict=True):
            self._cell(row, candidate, criterion, cell)

    def _cell(
        self, row: int, candidate: SheetCandidate, criterion: SheetCriterion, cell: Any
    ) -> None:
        closed = criterion.id in candidate.closed
        shown = clean_line(str(cell)) if cell is not None else ""
        if shown in {"", "-"}:
            self._blank += not closed
            return
        if closed:
            self._problem("score_cell_closed", row, criterion.head, shown, name=candidate.name)
            return
        points = _points(cell)
        if points is None:
            self._problem("points_not_number", row, criterion.head, shown, label=criterion.label)
            return
        code = points_fault(points, criterion.maximum, criterion.allowed)
        if code:
            facts = {
                "label": criterion.label,
                "most": canonical(criterion.maximum),
                "allowed": ", ".join(canonical(each) for each in criterion.allowed),
            }
            self._problem(code, row, criterion.head, shown, **facts)
            return
        self._points[candidate.id][criterion.id] = points

    def _problem(self, code: str, row: int, column: str, shown: str, **facts: str) -> None:
        self._problems.append(CellProblem(SHEET, row, column, shown[:_SHOWN], code, facts))


def _whole(cell: Any) -> int:
    """Return the number of a row, 0 where none stands."""
    points = _points(cell)
    return int(points) if points is not None and points == points.to_integral_value() else 0


def _points(cell: Any) -> Decimal | None:
    """Return a cell as an exact number; Thai digits count, a text does not."""
    if isinstance(cell, bool):
        return None
    text = repr(round(cell, _PLACES)) if isinstance(cell, float) else str(cell)
    try:
        found = Decimal(arabic_digits(text).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
