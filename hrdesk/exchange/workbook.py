"""Excel forms: write a blank or filled one, and read one back with every fault by row and column.

A form is a workbook with one sheet per ``SheetSpec``, a help sheet, and a hidden sheet that holds
the form's format, the database it came from, and the choices of closed columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from hrdesk.exchange.bulk import collecting_later
from hrdesk.exchange.columns import ColumnSpec, Kind, SheetSpec, as_text, clean_line, reader, shown
from hrdesk.exchange.errors import CellError, ExchangeError
from hrdesk.exchange.files import check_workbook, streamed_book
from hrdesk.rules.identity import mask_national_id

HELP_SHEET = "คำอธิบาย"
HIDDEN_SHEET = "_hrdesk"
REASON_HEADING = "เหตุผลที่ยังนำเข้าไม่ได้"
"""The column that the marked copy of a faulty file carries; reading skips it."""

MAXIMUM_ROWS = 100_000
_FORM_ROWS = 5_000
_REQUIRED_MARK = " *"


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A whole form: what it is, its version, its sheets (the first must be there), its help."""

    name: str
    version: int
    sheets: tuple[SheetSpec, ...]
    notes: tuple[str, ...] = ()

    def sheet(self, key: str) -> SheetSpec:
        """Return the sheet with this key; ``KeyError`` when there is none."""
        found = next((sheet for sheet in self.sheets if sheet.key == key), None)
        if found is None:
            raise KeyError(key)
        return found


class SheetRow(NamedTuple):
    """One row that is not empty: its number in Excel, its values in the order of the columns.

    ``bad`` holds the keys of cells that could not be read; their value is None.
    """

    number: int
    values: tuple[Any, ...]
    bad: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One fault of a file: where it stands, what stands there (IDs masked), and why it is one.

    ``row`` is the number Excel shows.
    """

    sheet: str
    row: int
    column: str
    value: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormFile:
    """What a form holds: the rows of each sheet by its key, and the cells that cannot be read.

    ``database_id`` is that of the database it was exported from, empty for any other file.
    """

    path: Path
    database_id: str
    rows: Mapping[str, tuple[SheetRow, ...]]
    problems: tuple[CellProblem, ...]


def write_form(
    path: Path,
    form: FormSpec,
    rows: Mapping[str, Iterable[Sequence[Any]]] | None = None,
    database_id: str = "",
) -> None:
    """Write a form, blank or with rows of stored values in the order of each sheet's columns.

    The file appears whole or not at all. Raises ``ExchangeError`` (see ``files.replacing``).
    """
    from hrdesk.exchange import _sheets

    with streamed_book(path) as book:
        for sheet in form.sheets:
            _sheets.add_form_sheet(book, sheet, (rows or {}).get(sheet.key, ()), _FORM_ROWS)
        _sheets.add_help_sheet(book, form)
        _sheets.add_hidden_sheet(book, form, database_id)


def read_form(path: Path, form: FormSpec) -> FormFile:
    """Read a filled form; empty rows are left out.

    Faulty cells are collected in ``problems``; a file that is no such form raises
    ``ExchangeError``: those of ``files.check_workbook``, ``form_other``, ``form_newer``,
    ``sheet_missing``, ``column_missing``, ``column_unknown``, ``column_twice``, ``too_many_rows``.
    """
    from openpyxl import load_workbook

    check_workbook(path)
    try:
        with path.open("rb") as file, collecting_later():
            book = load_workbook(file, read_only=True, data_only=True)
            try:
                return _read_book(path, book, form)
            finally:
                book.close()
    except ExchangeError:
        raise
    except OSError as problem:
        raise ExchangeError("file_unreadable", path=str(path)) from problem
    except Exception as problem:
        # openpyxl meets a damaged file with whatever its parsers happen to raise.
        raise ExchangeError("excel_damaged", path=str(path)) from problem


def _read_book(path: Path, book: Any, form: FormSpec) -> FormFile:
    database_id = _check_format(book, form)
    rows: dict[str, tuple[SheetRow, ...]] = {}
    problems: list[CellProblem] = []
    for place, spec in enumerate(form.sheets):
        if spec.title in book.sheetnames:
            rows[spec.key] = _read_sheet(book[spec.title], spec, problems)
        elif place == 0:
            raise ExchangeError("sheet_missing", sheet=spec.title)
        else:
            rows[spec.key] = ()
    return FormFile(path, database_id, rows, tuple(problems))


def _check_format(book: Any, form: FormSpec) -> str:
    """Return the id of the database the file came from, refusing forms of another kind."""
    if HIDDEN_SHEET not in book.sheetnames:
        return ""
    row = next(book[HIDDEN_SHEET].iter_rows(max_row=1, max_col=3, values_only=True), ())
    name, version, database_id = (*row, None, None, None)[:3]
    if name is None:
        return ""
    if name != form.name:
        raise ExchangeError("form_other")
    if isinstance(version, int) and version > form.version:
        raise ExchangeError("form_newer")
    return str(database_id or "")


def _read_sheet(sheet: Any, spec: SheetSpec, problems: list[CellProblem]) -> tuple[SheetRow, ...]:
    # Some programs write a wrong extent into the file, which would cut off rows.
    sheet.reset_dimensions()
    lines = sheet.iter_rows(values_only=True)
    places = _places(next(lines, ()), spec)
    readers = [reader(column) for column in spec.columns]
    found: list[SheetRow] = []
    for number, line in enumerate(lines, start=2):
        if not any(cell is not None and cell != "" for cell in line):
            continue
        if len(found) >= MAXIMUM_ROWS:
            raise ExchangeError("too_many_rows", sheet=spec.title, limit=MAXIMUM_ROWS)
        row = _read_row(number, line, places, readers, spec, problems)
        if row is not None:
            found.append(row)
    return tuple(found)


def _read_row(
    number: int,
    line: Sequence[Any],
    places: Sequence[int],
    readers: Sequence[Any],
    spec: SheetSpec,
    problems: list[CellProblem],
) -> SheetRow | None:
    width = len(line)
    cells = [line[place] if 0 <= place < width else None for place in places]
    values: list[Any] = []
    bad: list[str] = []
    for place, read in enumerate(readers):
        try:
            values.append(read(cells[place]))
        except CellError as problem:
            column = spec.columns[place]
            values.append(None)
            bad.append(column.key)
            problems.append(
                CellProblem(
                    spec.title,
                    number,
                    column.heading,
                    shown_value(column, cells[place]),
                    problem.code,
                    problem.facts,
                )
            )
    if bad and not any(clean_line(as_text(cell)) for cell in cells if cell is not None):
        del problems[-len(bad) :]  # nothing but spaces: an empty row after all
        return None
    return SheetRow(number, tuple(values), tuple(bad))


def shown_value(column: ColumnSpec, cell: Any) -> str:
    """Return what stands in a cell, as a list of faults may show it: short, and IDs masked."""
    text = clean_line(str(cell) if _not_a_day(cell) else as_text(cell))
    if column.kind is Kind.NATIONAL_ID:
        return mask_national_id(text)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


_SHOWN = 60


def _not_a_day(cell: Any) -> bool:
    try:
        as_text(cell)
    except CellError:
        return True
    return False


def heading_text(cell: Any) -> str:
    """Return a heading as it is declared, without the mark of a required column."""
    return clean_line(as_text(cell)).removesuffix(_REQUIRED_MARK.strip()).strip()


def _places(headings: Sequence[Any], spec: SheetSpec) -> list[int]:
    """Return where in a row each column of the sheet stands, -1 for absent columns not read."""
    present: dict[str, int] = {}
    for place, cell in enumerate(headings):
        heading = heading_text(cell)
        if not heading:
            continue
        if heading in present:
            raise ExchangeError("column_twice", sheet=spec.title, column=heading)
        present[heading] = place
    known = {column.heading for column in spec.columns} | {REASON_HEADING}
    missing = tuple(c.heading for c in spec.columns if c.read and c.heading not in present)
    if missing:
        raise ExchangeError("column_missing", sheet=spec.title, columns=missing)
    unknown = tuple(heading for heading in present if heading not in known)
    if unknown:
        raise ExchangeError("column_unknown", sheet=spec.title, columns=unknown)
    return [present.get(column.heading, -1) for column in spec.columns]


def headed(column: ColumnSpec) -> str:
    """Return the heading as the form shows it, a star after those that must be filled."""
    return column.heading + (_REQUIRED_MARK if column.required else "")


def shown_row(spec: SheetSpec, values: Sequence[Any]) -> list[Any]:
    """Return what the cells of a row are to hold for its stored values."""
    return [shown(column, value) for column, value in zip(spec.columns, values, strict=True)]
