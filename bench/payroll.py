"""Importing a payroll of 30,000 people against a bare openpyxl read of the same file."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert

from bench.data import FIRST, LAST, UNITS
from bench.imports import _bare, _timed
from bench.report import Row
from hrdesk.exchange.payroll import PAYROLL, write_payroll
from hrdesk.models import Office, Person, Post, ServiceRun
from hrdesk.rules.identity import check_digit
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.salary.steps import read_ladder
from hrdesk.rules.sorting import search_text, thai_key
from hrdesk.services.access import SYSTEM
from hrdesk.services.database import Database
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location
from hrdesk.services.payroll_import import accept_payroll, preview_payroll, read_payroll_file
from hrdesk.services.payrolls import discard_payroll, freeze
from hrdesk.services.queries.payrolls import payroll, payrolls

PEOPLE_COUNT = 30_000
TAKEN_ON = dt.date(2027, 3, 1)
_LEVELS = (("O1", "ทั่วไป", "ปฏิบัติงาน"), ("K1", "วิชาการ", "ปฏิบัติการ"), ("K2", "วิชาการ", "ชำนาญการ"))
_KEYS = tuple(column.key for column in PAYROLL.columns)


def measure(folder: Path) -> Iterator[Row]:
    """Measure reading, checking and storing together, then freezing and reading the payroll."""
    file = folder / "payroll.xlsx"
    people = list(_people())
    write_payroll(file, (tuple(each.get(key) for key in _KEYS) for each in people))
    database = local_office(folder / "payroll.db", people)
    bare, taken, id_ = float("inf"), float("inf"), 0
    for _ in range(2):  # by turns, so that a busy computer is unfair to neither
        bare = min(bare, _timed(lambda: _bare(file)))
        seconds, id_ = _imported(database, file)
        taken = min(taken, seconds)
    with database.work(SYSTEM) as uow:
        frozen = _timed(lambda: freeze(uow, id_))
    with database.read(SYSTEM) as uow:
        seen = _timed(lambda: payroll(uow, id_))
    database.close()
    name = "import of a payroll of 30,000 people: read, check, store"
    yield Row(name, taken, "s", bare, "bare openpyxl read", 2)
    yield Row("freezing that payroll, its hash counted", frozen, "s")
    yield Row("reading that payroll with all that is wrong, its hash counted again", seen, "s")


def local_office(path: Path, people: list[dict]) -> Database:
    """Make a local office with these people in an SQLite file."""
    database = create_database(Location.file(path))
    now = dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)
    with database.work(SYSTEM) as uow:
        run = uow.session.execute
        run(insert(Office).values(
            id=1, agency="sao", agency_name="องค์การบริหารส่วนตำบลตัวอย่าง", unit_name="สำนักปลัด",
            address="ตำบลตัวอย่าง", telephone="", letter_code="ตย 00000",
        ))  # fmt: skip
        run(insert(Post), [
            {
                "id": number, "version": 1, "number": each["post_number"], "title": "ตำแหน่งทดสอบ",
                "type": each["code"][0], "level": each["code"], "unit": each["unit"],
            }
            for number, each in enumerate(people, 1)
        ])  # fmt: skip
        run(insert(Person), [_stored(number, each, now) for number, each in enumerate(people, 1)])
        run(insert(ServiceRun), [
            {
                "person_id": number, "position": 0, "started_on": "2012-10-01",
                "employment": "local_official",
            }
            for number in range(1, len(people) + 1)
        ])  # fmt: skip
    return database


def _stored(number: int, each: dict, now: dt.datetime) -> dict:
    return {
        "id": number, "version": 1, "prefix": "นาย", "first_name": each["first"],
        "last_name": each["last"], "national_id": each["national_id"], "post_id": number,
        "employment": "local_official", "birth_date": "1980-05-00", "entered_on": "2012-10-01",
        "salary": each["salary"], "active": True,
        "sort_key": thai_key(f"{each['first']} {each['last']}"),
        "search_text": search_text(each["first"], each["last"]),
        "created_at": now, "updated_at": now,
    }  # fmt: skip


def _imported(database: Database, file: Path) -> tuple[float, int]:
    """Import into an office without payrolls; returns the seconds and the payroll's id."""
    with database.work(SYSTEM) as uow:
        for line in payrolls(uow):
            discard_payroll(uow, line.id, line.version, "measured once more")
    begun = time.perf_counter()
    id_ = _import(database, file)
    return time.perf_counter() - begun, id_


def _import(database: Database, file: Path) -> int:
    sheets = read_payroll_file(file)
    with database.read(SYSTEM) as uow:
        preview = preview_payroll(uow, "step", TAKEN_ON, sheets)
    if preview.problems or len(preview.rows) != PEOPLE_COUNT:
        raise RuntimeError(f"{len(preview.problems)} problems, first: {preview.problems[:1]}")
    with database.work(SYSTEM) as uow:
        return accept_payroll(uow, preview).value


def _people() -> Iterator[dict]:
    chance = random.Random(11)
    law = LawBook.load().at(TAKEN_ON, "sao")
    steps = {code: read_ladder(law, f"{type_} {level}").salaries for code, type_, level in _LEVELS}
    for number in range(PEOPLE_COUNT):
        code, type_, level = _LEVELS[number % len(_LEVELS)]
        first, last = FIRST[number % len(FIRST)], f"{LAST[number // 20 % len(LAST)]}{number}"
        twelve = f"9{number:011d}"
        yield {
            "national_id": f"{twelve}{check_digit(twelve)}", "name": f"นาย{first} {last}",
            "first": first, "last": last, "post_number": f"{number + 1:06d}", "code": code,
            "post_title": "ตำแหน่งทดสอบ", "type": type_, "level": level,
            "unit": UNITS[chance.randrange(len(UNITS))], "salary": Decimal(chance.choice(steps[code])),
        }  # fmt: skip
