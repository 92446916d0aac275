"""The law book: strict files, dated readings, recorded leaves; every slip names file and key."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hrdesk.rules.lawbook import SETS, LawBook, NotInForce
from hrdesk.rules.strict_yaml import DataFileError, read_mapping
from hrdesk.rules.values import ValueProblem, parse_value

PATH = "doh/circular/topic.yaml"
GOOD = """\
description: A topic
last_checked: 2026-11-21
parameters:
  doh.limit:
    description: กำหนด
    unit: months
    values: {2024-08-05: 6, 2025-01-01: 9, 2026-01-01: null}
    citations:
      2024-08-05: [{instrument: ประกาศ, clause: ข้อ ๑, dated: 2024-08-05, gazette: 2024-08-06}]
      2025-01-01: [{instrument: ประกาศ ฉบับที่ ๒}]
      2026-01-01: [{instrument: ประกาศยกเลิก, note: ยกเลิก}]
  doh.points:
    description: คะแนน
    unit: table:points
    total: 100
    values: {2024-08-05: {work: 70, conduct: "30"}}
    citations: {2024-08-05: [{instrument: ประกาศ}]}
  doh.bands:
    description: ระดับ
    unit: bands:percent
    values:
      2024-08-05:
        - {from: null, below: 60, label: ต่ำ}
        - {from: 60, below: null, label: ผ่าน}
    citations: {2024-08-05: [{instrument: ประกาศ}]}
  doh.rows:
    description: ตาราง
    unit: csv
    values: {2024-08-05: rows.csv}
    citations: {2024-08-05: [{instrument: ประกาศ}]}
    rules: [doh.other]
    notes: หมายเหตุ
    original: ข้อความชำรุด
    reading: อ่านว่า
    last_checked: 2026-01-01
"""
ROWS = "step,baht\n1,100\n2,200\n"


def book(text: str = GOOD, rows: str = ROWS, **more: str) -> LawBook:
    return LawBook({PATH: text, "doh/circular/rows.csv": rows, **more})


def read(text: str = GOOD, rows: str = ROWS) -> None:
    book(text, rows).parameters("doh")


def test_a_reading_has_its_value_and_a_leaf_with_the_citation() -> None:
    reading = book().at(dt.date(2024, 8, 5), "doh").read("doh.limit")
    assert reading.value == 6
    assert reading.explanation.code == "doh.limit"
    assert (reading.explanation.value, reading.explanation.unit) == (6, "เดือน")
    assert reading.citations[0].text == "ประกาศ ลงวันที่ 5 ส.ค. 2567 ข้อ ๑ ราชกิจจานุเบกษา 6 ส.ค. 2567"


@pytest.mark.parametrize(
    ("day", "value"),
    [(dt.date(2024, 12, 31), 6), (dt.date(2025, 1, 1), 9), (dt.date(2025, 12, 31), 9)],
)
def test_a_value_holds_until_the_next_one_begins(day: dt.date, value: int) -> None:
    assert book().at(day, "doh").read("doh.limit").value == value


@pytest.mark.parametrize(
    ("day", "word"), [(dt.date(2024, 8, 4), "ยังไม่ใช้บังคับ"), (dt.date(2026, 1, 1), "ยกเลิกแล้ว")]
)
def test_a_value_is_refused_before_its_first_day_and_after_repeal(day: dt.date, word: str) -> None:
    with pytest.raises(NotInForce, match=word) as caught:
        book().at(day, "doh").read("doh.limit")
    assert (caught.value.id, caught.value.day) == ("doh.limit", day)
    assert caught.value.first_day == dt.date(2024, 8, 5)


def test_a_table_is_read_whole_or_by_entry() -> None:
    law = book().at(dt.date(2025, 1, 1), "doh")
    assert law.read("doh.points").value == {"work": Decimal(70), "conduct": Decimal(30)}
    assert law.read("doh.points").explanation.value is None
    entry = law.read("doh.points", "conduct")
    assert entry.value == Decimal(30)
    assert entry.explanation.label == "คะแนน (conduct)"
    assert law.read("doh.rows").value == (
        {"step": "1", "baht": "100"},
        {"step": "2", "baht": "200"},
    )
    assert law.read("doh.rows").explanation.formula == "อ่านว่า"
    assert law.read("doh.bands").value[1] == {"from": Decimal(60), "below": None, "label": "ผ่าน"}
    parameter = law.parameter("doh.rows")
    assert (parameter.rules, parameter.notes) == (("doh.other",), "หมายเหตุ")
    assert (parameter.original, parameter.last_checked) == ("ข้อความชำรุด", dt.date(2026, 1, 1))


def test_every_value_read_is_recorded() -> None:
    law = book().at(dt.date(2025, 1, 1), "doh")
    with law.recording() as outer:
        first = law.read("doh.limit")
        with LawBook.recording() as inner:
            second = law.read("doh.points")
    law.read("doh.bands")
    assert outer == [first.explanation, second.explanation]
    assert inner == [second.explanation]


def test_an_agency_sees_its_own_set_and_the_common_one() -> None:
    law = LawBook.load().at(dt.date(2025, 1, 1), "dms")
    assert law.has("common.in-force")
    assert law.has("dms.due.k2.months")
    assert not law.has("doh.due.k3.months")
    with pytest.raises(KeyError):
        law.read("doh.due.k3.months")
    with pytest.raises(KeyError):
        LawBook.load().at(dt.date(2025, 1, 1), "moph")


def test_the_version_is_the_newest_first_day_in_force() -> None:
    law_book = book()
    assert law_book.at(dt.date(2024, 12, 31), "doh").version == "2024-08-05"
    assert law_book.at(dt.date(2025, 1, 1), "doh").lawbook() == {
        "set": "doh", "version": "2025-01-01", "hash": law_book.hash,
    }  # fmt: skip
    assert law_book.at(dt.date(2024, 1, 1), "doh").version == ""
    assert law_book.newest("doh").day == dt.date(2026, 1, 1)


def test_the_hash_follows_the_content() -> None:
    assert book().hash == book().hash
    assert book().hash != book(GOOD.replace(": 6,", ": 7,")).hash
    assert re.fullmatch("[0-9a-f]{16}", LawBook.load().hash)
    assert LawBook.load() is LawBook.load()


def test_the_days_kept_at_hand_are_bounded() -> None:
    law_book = book()
    first = law_book.at(dt.date(2025, 1, 1), "doh")
    assert law_book.at(dt.date(2025, 1, 1), "doh") is first
    for number in range(1002):
        law_book.at(dt.date(2025, 1, 2) + dt.timedelta(days=number), "doh")
    assert law_book.at(dt.date(2025, 1, 1), "doh") is not first


def test_every_set_of_the_program_can_be_read_in_full() -> None:
    for law_set in SETS:
        for parameter in LawBook.load().parameters(law_set).values():
            assert parameter.description
            assert all(parameter.citations)


SLIPS = [
    ("unknown key", "last_checked:", "last_cheked:", "", "missing last_checked"),
    ("unknown key beside", "parameters:", "extra: 1\nparameters:", "", "unknown key extra"),
    ("no parameters", GOOD[GOOD.index("  doh.limit") :], "  {}", "parameters", "no parameters"),
    ("not checked on a day", "last_checked: 2026-11-21", "last_checked: soon", "last_checked", "date"),
    ("foreign id", "doh.limit:", "dms.limit:", "dms.limit", "begins with doh"),
    ("no mapping", GOOD[GOOD.index("    description: กำหนด") :], "    6", "doh.limit", "missing|not a map"),
    ("unknown key of a parameter", "unit: months", "unit: months\n    units: 1", "doh.limit", "units"),
    ("missing unit", "    unit: months\n", "", "doh.limit", "missing unit"),
    ("unknown unit", "unit: months", "unit: moons", "doh.limit", "moons"),
    ("no values", "values: {2024-08-05: {work: 70, conduct: \"30\"}}", "values: {}", "doh.points", "no values"),
    ("citations as list", "citations: {2024-08-05: [{instrument: ประกาศ}]}\n  doh.bands", "citations: []\n  doh.bands", "doh.points", "by first day"),
    ("wrong date", "{2024-08-05: 6,", "{soon: 6,", "doh.limit.values", "not a date"),
    ("a moment", "{2024-08-05: 6,", "{2024-08-05 10:00:00: 6,", "doh.limit.values", "not a date"),
    ("days out of order", "2025-01-01: 9, 2026-01-01: null", "2026-01-01: null, 2025-01-01: 9", "doh.limit", "order"),
    ("stray citation", "values: {2024-08-05: 6, 2025-01-01: 9,", "values: {2024-08-05: 6,", "doh.limit", "without a value: 2025"),
    ("missing citation", "      2025-01-01: [{instrument: ประกาศ ฉบับที่ ๒}]\n", "", "doh.limit.citations.2025-01-01", "without a citation"),
    ("empty citation", "[{instrument: ประกาศ ฉบับที่ ๒}]", "[]", "doh.limit.citations.2025-01-01", "without a citation"),
    ("citation as text", "[{instrument: ประกาศ ฉบับที่ ๒}]", "[ประกาศ]", "doh.limit.citations.2025-01-01", "a mapping"),
    ("citation without instrument", "[{instrument: ประกาศ ฉบับที่ ๒}]", "[{clause: ๑}]", "doh.limit.citations.2025-01-01", "instrument"),
    ("citation with a wrong date", "gazette: 2024-08-06", "gazette: 6 ส.ค.", "doh.limit.citations.2024-08-05", "not a date"),
    ("not a whole number", "2024-08-05: 6,", "2024-08-05: six,", "doh.limit", "whole number"),
    ("a fraction", "2024-08-05: 6,", "2024-08-05: 6.5,", "doh.limit", "quotes"),
    ("points that do not sum", "work: 70", "work: 60", "doh.points", "sum to 90, not 100"),
    ("a total of no table", "unit: months", "unit: months\n    total: 6", "doh.limit", "belongs to a table"),
    ("a total that is no number", "total: 100", "total: '100'", "doh.points", "whole number"),
    ("overlapping bands", "{from: 60,", "{from: 59,", "doh.bands.1", "overlaps"),
    ("a gap between bands", "{from: 60,", "{from: 61,", "doh.bands.1", "gap"),
    ("no such table", "rows.csv", "none.csv", "doh.rows", "no such table"),
    ("empty text", "notes: หมายเหตุ", "notes: ' '", "doh.rows.notes", "not a text"),
    ("duplicate key", "    unit: months\n", "    unit: months\n    unit: days\n", "unit", "duplicate key"),
    ("a date that is none", "{2024-08-05: 6,", "{2024-02-30: 6,", "", "not YAML"),
    ("no YAML", "parameters:", "parameters: [", "", "not YAML"),
    ("a list as key", "    unit: months\n", "    unit: months\n    ? [a]\n    : 1\n", "", "not YAML"),
]  # fmt: skip


@pytest.mark.parametrize(("find", "put", "key", "message"), [s[1:] for s in SLIPS], ids=[s[0] for s in SLIPS])  # fmt: skip
def test_a_slip_is_named_with_file_and_key(find: str, put: str, key: str, message: str) -> None:
    assert GOOD.count(find) >= 1
    with pytest.raises(DataFileError, match=message) as caught:
        read(GOOD.replace(find, put, 1))
    assert (caught.value.file, caught.value.key) == (PATH, key)


@pytest.mark.parametrize("rows", ["step,baht\n", "step,baht\n1\n", "step,baht\n1,2,3\n"])
def test_a_table_whose_rows_do_not_fit_is_refused(rows: str) -> None:
    with pytest.raises(DataFileError, match=r"rows\.csv"):
        read(rows=rows)


def test_an_id_in_two_files_is_refused() -> None:
    text = GOOD[: GOOD.index("  doh.points")]
    with pytest.raises(DataFileError, match=r"stands in doh/circular/topic\.yaml"):
        LawBook({PATH: text, "doh/zz/twice.yaml": text}).parameters("doh")


def test_a_list_at_the_top_is_refused() -> None:
    with pytest.raises(DataFileError, match="mapping"):
        read("- 1")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(DataFileError, match="not YAML"):
        read_mapping(file)


VALUES: list[tuple[str, Any, Any]] = [
    ("list:number", [1, 2], (1, 2)),
    ("list:text", ["a"], ("a",)),
    ("table:months", {"K2": {"master": 4}, 3: None}, {"K2": {"master": 4}, "3": None}),
    ("table:any", {"a": [1, "x", dt.date(2024, 1, 1), True]}, {"a": (1, "x", dt.date(2024, 1, 1), True)}),
    ("percent", "5.50", Decimal("5.50")),
    ("baht", 100, Decimal(100)),
    ("date", dt.date(2024, 1, 1), dt.date(2024, 1, 1)),
    ("boolean", True, True),
    ("bands:points", [{"from": 1, "below": "2.5"}], ({"from": Decimal(1), "below": Decimal("2.5")},)),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "given", "value"), VALUES)
def test_values_are_exact(unit: str, given: Any, value: Any) -> None:
    assert parse_value(unit, given) == value


WRONG: list[tuple[str, Any]] = [
    ("list:number", 1),
    ("table:number", []),
    ("table:number", {}),
    ("bands:points", []),
    ("bands:points", [1]),
    ("bands:points", [{"from": 1}]),
    ("bands:points", [{"from": 2, "below": 2}]),
    ("bands:points", [{"from": 1, "below": None}, {"from": 2, "below": 3}]),
    ("bands:points", [{"from": 1, "below": 2}, {"from": None, "below": 3}]),
    ("any", b"x"),
    ("text", 1),
    ("date", "2024-01-01"),
    ("boolean", 1),
    ("number", True),
    ("percent", "5,5"),
    ("percent", "1e3"),
    ("cube:number", 1),
]


@pytest.mark.parametrize(("unit", "given"), WRONG)
def test_a_value_of_another_kind_is_refused(unit: str, given: Any) -> None:
    with pytest.raises(ValueProblem):
        parse_value(unit, given)
