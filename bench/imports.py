"""Importing 10,000 people from Excel against a bare openpyxl read of the same file."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from bench.data import FIRST, LAST, UNITS
from bench.report import Row
from hrdesk.exchange.people import PEOPLE, PeopleExport, write_people
from hrdesk.rules.identity import check_digit
from hrdesk.services.access import SYSTEM
from hrdesk.services.excel_files import read_people_file
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location
from hrdesk.services.people_apply import apply_import
from hrdesk.services.people_import import preview_import

PEOPLE_COUNT = 10_000
_VALUES = {
    "prefix": "นางสาว", "employment": "civil_servant", "post_title": "นักวิชาการสาธารณสุข",
    "post_type": "K", "level": "K2", "job_series": "นักวิชาการสาธารณสุข", "entered_on": "2015-05-00",
    "birth_date": "1988-00-00", "in_level_since": "2020-10-01",
}  # fmt: skip


def measure(folder: Path) -> Iterator[Row]:
    """Measure reading, checking and storing together, and the second import that changes nothing."""
    file = folder / "people.xlsx"
    write_people(file, _export())
    database = create_database(Location.file(folder / "import.db"))
    bare = min(_timed(lambda: _bare(file)) for _ in range(2))
    begun = time.perf_counter()
    _import(database, file)
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    with database.read(SYSTEM) as uow:
        again = preview_import(uow, read_people_file(file))
    second = time.perf_counter() - begun
    if again.same != PEOPLE_COUNT:
        raise RuntimeError(f"only {again.same} rows came back the same")
    database.close()
    yield Row(
        "import of 10,000 people: read, check, store", first, "s", bare, "bare openpyxl read", 2
    )
    yield Row("the same file again: nothing changes", second, "s", bare, "bare openpyxl read")


def _import(database, file: Path) -> None:
    sheets = read_people_file(file)
    with database.read(SYSTEM) as uow:
        preview = preview_import(uow, sheets)
    if preview.problems or len(preview.new) != PEOPLE_COUNT:
        raise RuntimeError(f"{len(preview.problems)} problems, first: {preview.problems[:1]}")
    with database.work(SYSTEM) as uow:
        apply_import(uow, preview)


def _bare(file: Path) -> int:
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True, data_only=True)
    rows = sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))
    book.close()
    return rows


def _timed(call) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def _export() -> PeopleExport:
    chance = random.Random(7)
    return PeopleExport([_row(number, chance) for number in range(PEOPLE_COUNT)], (), (), "")


def _row(number: int, chance: random.Random):
    twelve = f"9{number:011d}"
    values = _VALUES | {
        "national_id": f"{twelve}{check_digit(twelve)}",
        "first_name": FIRST[number % len(FIRST)],
        "last_name": f"{LAST[number // 20 % len(LAST)]}{number}",
        "post_number": str(number + 1),
        "unit": UNITS[chance.randrange(len(UNITS))],
    }
    return tuple(values.get(column.key, "") for column in PEOPLE.columns)
