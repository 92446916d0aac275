"""A value of the law as a table and back: every value of the program's law comes back the same."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.rules.amendments import Amendment, amended, dump
from hrdesk.rules.citation import Citation
from hrdesk.rules.lawbook import SETS, LawBook
from hrdesk.ui.pages.law.sheet import NO, YES, Sheet, csv_text, read_cell, sheet_of, value_of

BOOK = LawBook.load()
RULES = [rule for law_set in SETS for rule in BOOK.parameters(law_set).values()]
LATER = dt.date(2100, 1, 1)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_value_of_the_law_goes_through_the_table_unchanged(rule) -> None:
    value = next(value for value in reversed(rule.values) if value is not None)
    sheet = sheet_of(rule.unit, value)
    assert sheet.rows
    assert all(len(row) == len(sheet.heads) for row in sheet.rows)
    if rule.unit == "csv":
        tables = (("table.csv", csv_text(sheet)),)
        change = Amendment(rule.id, LATER, "table.csv", Citation("ประกาศ"), tables)
    else:
        text = dump(value_of(sheet, rule.unit, value))
        change = Amendment(rule.id, LATER, text, Citation("ประกาศ"))
    book = amended(BOOK, [change])
    assert book.parameters(rule.id.partition(".")[0])[rule.id].values[-1] == value


def test_a_typed_text_takes_the_type_of_its_unit() -> None:
    assert read_cell("months", "๑๒", 6) == 12
    assert read_cell("baht", "1,250.50", None) == "1250.50"
    assert read_cell("percent", "หก", None) == "หก"
    assert read_cell("boolean", YES, None) is True
    assert read_cell("boolean", NO, None) is False
    assert read_cell("date", "5 ส.ค. 67", None) == dt.date(2024, 8, 5)
    assert read_cell("date", "พรุ่งนี้", None) == "พรุ่งนี้"
    assert read_cell("any", "4", 3) == 4
    assert read_cell("any", "4", "3") == "4"
    assert read_cell("text", "4", None) == "4"
    assert read_cell("text", " ", None) is None


def test_rows_can_be_added_and_left_empty() -> None:
    points = sheet_of("table:points", {"person": 30, "ability": 70})
    assert (points.heads, points.rows) == (("รายการ", "ค่า"), (("person", "30"), ("ability", "70")))
    more = Sheet(points.mode, points.heads, (*points.rows, ("other", "20"), ("", "")))
    assert value_of(more, "table:points", {}) == {"person": 30, "ability": 70, "other": 20}
    bands = Sheet("records", ("from", "below", "label"), (("", "60", "ต่ำ"), ("60", "", "ผ่าน")))
    assert value_of(bands, "bands:percent", ()) == [
        {"from": None, "below": 60, "label": "ต่ำ"},
        {"from": 60, "below": None, "label": "ผ่าน"},
    ]
    nested = Sheet(
        "paths", ("รายการ", "ชั้นที่ 2", "ค่า"), (("a", "[1]", "x"), ("a", "[2]", "y"), ("b", "", "z"))
    )
    assert value_of(nested, "table:any", {}) == {"a": ["x", "y"], "b": "z"}


def test_a_rule_that_ends_has_an_empty_table() -> None:
    assert sheet_of("months", None).rows == ()
    assert value_of(Sheet("one", ("ค่า",), ()), "months", 6) is None
