"""Cells as people and Excel write them, and the values they mean."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.exchange.columns import (
    ColumnSpec,
    Kind,
    SheetSpec,
    as_text,
    clean_line,
    clean_note,
    reader,
    shown,
)
from hrdesk.exchange.errors import CellError
from hrdesk.rules.codes import Level


def column(kind, **given):
    return ColumnSpec("key", "หัว", kind, **given)


LEVEL = column(Kind.CHOICE, choices=Level)


@pytest.mark.parametrize(
    ("spec", "cell", "value"),
    [
        (column(Kind.TEXT), "  ก  ข\u200b\n", "ก ข"),
        (column(Kind.TEXT), 12, "12"),
        (column(Kind.TEXT), 12.0, "12"),
        (column(Kind.TEXT), 1.5, "1.5"),
        (column(Kind.TEXT), "0012", "0012"),
        (column(Kind.TEXT), True, "ใช่"),
        (column(Kind.TEXT), dt.datetime(2024, 8, 15), "15/08/2567"),
        (column(Kind.TEXT), "นํ้า กํา", "น้ำ กำ"),
        (column(Kind.TEXT), None, ""),
        (column(Kind.NOTE), " ก \r\n ข ", "ก\n ข"),
        (column(Kind.DATE), "๑๕ ส.ค. ๖๗", dt.date(2024, 8, 15)),
        (column(Kind.DATE), dt.datetime(2024, 8, 15, 9, 30), dt.date(2024, 8, 15)),
        (column(Kind.DATE), dt.datetime(2567, 8, 15), dt.date(2024, 8, 15)),
        (column(Kind.DATE), dt.datetime(2399, 8, 15), dt.date(2399, 8, 15)),
        (column(Kind.DATE), None, None),
        (column(Kind.PARTIAL_DATE), "00/05/2540", "1997-05-00"),
        (column(Kind.PARTIAL_DATE), 2540, "1997-00-00"),
        (column(Kind.PARTIAL_DATE), dt.datetime(1997, 5, 1), "1997-05-01"),
        (column(Kind.PARTIAL_DATE), None, ""),
        (column(Kind.MONEY), "๑๕,๔๖๐.๕๐", Decimal("15460.50")),
        (column(Kind.MONEY), 15460.1, Decimal("15460.10")),
        (column(Kind.MONEY), 15460, Decimal(15460)),
        (column(Kind.MONEY), None, None),
        (column(Kind.INT), "๑๒", 12),
        (column(Kind.INT), 12.0, 12),
        (LEVEL, "ระดับ ชำนาญการ", "K2"),
        (LEVEL, "K2", "K2"),
        (LEVEL, "", ""),
        (column(Kind.YES_NO), "ใช่", True),
        (column(Kind.YES_NO), "ไม่ใช่", False),
        (column(Kind.YES_NO), True, True),
        (column(Kind.YES_NO), 0, False),
        (column(Kind.YES_NO), None, None),
        (column(Kind.NATIONAL_ID), 1101700230708, "1101700230708"),
        (column(Kind.NATIONAL_ID), 1.101700230708e12, "1101700230708"),
        (column(Kind.NATIONAL_ID), "๑-๑๐๑๗-๐๐๒๓๐-๗๐-๘", "1101700230708"),
        (column(Kind.NATIONAL_ID), None, None),
    ],
)
def test_a_cell_is_read(spec, cell, value):
    read = reader(spec)
    assert read(cell) == value
    assert read(cell) == value  # also when it was seen before


@pytest.mark.parametrize(
    ("spec", "cell", "code"),
    [
        (column(Kind.TEXT, required=True), None, "required"),
        (column(Kind.TEXT, required=True), " \u200b", "required"),
        (column(Kind.TEXT), "ก" * 256, "too_long"),
        (column(Kind.NOTE), "ก" * 4001, "too_long"),
        (column(Kind.DATE), "31/02/2567", "no_such_day"),
        (column(Kind.DATE), dt.datetime(2568, 2, 29), "no_such_day"),  # 2025 has no such day
        (column(Kind.DATE), "เมื่อวาน", "not_a_date"),
        (column(Kind.PARTIAL_DATE), "00/13/2540", "no_such_day"),
        (column(Kind.PARTIAL_DATE), 45000, "not_a_date"),
        (column(Kind.MONEY), "หมื่นห้า", "money_not_a_number"),
        (column(Kind.MONEY), -1, "money_negative"),
        (column(Kind.MONEY), 0.125, "money_too_many_decimals"),
        (column(Kind.INT), 1.5, "not_a_whole_number"),
        (LEVEL, "เอก", "unknown_label"),
        (column(Kind.YES_NO), "อาจจะ", "unknown_label"),
        (column(Kind.NATIONAL_ID), "1101700230709", "national_id_check_digit"),
        (column(Kind.NATIONAL_ID), "110170023070", "national_id_length"),
        (column(Kind.NATIONAL_ID), "ก", "national_id_not_digits"),
    ],
)
def test_a_faulty_cell_says_why(spec, cell, code):
    read = reader(spec)
    for _ in range(2):
        try:
            read(cell)
        except CellError as problem:
            assert problem.code == code
        else:
            pytest.fail(f"{cell!r} was taken")


def test_2568_is_no_leap_year_of_either_era_but_2567_is():
    assert reader(column(Kind.DATE))("29/02/2567") == dt.date(2024, 2, 29)


@given(st.text(max_size=40))
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_note(clean_note(text)) == clean_note(text)
    assert "\n" not in clean_line(text)


def test_shown_and_read_agree():
    for spec, value in (
        (column(Kind.PARTIAL_DATE), "1997-05-00"),
        (column(Kind.DATE), dt.date(2024, 2, 29)),
        (column(Kind.MONEY), Decimal("99.05")),
        (column(Kind.INT), 0),
        (LEVEL, "M1"),
        (column(Kind.YES_NO), False),
        (column(Kind.TEXT), "=1+1"),
    ):
        assert reader(spec)(shown(spec, value)) == value
    assert shown(column(Kind.TEXT), "") is None


def test_text_of_a_cell():
    assert as_text(None) == ""
    assert as_text(Decimal("1.50")) == "1.50"


def test_a_sheet_knows_its_columns():
    sheet = SheetSpec("s", "แผ่น", (LEVEL,))
    assert sheet.column("key") is LEVEL
    with pytest.raises(KeyError):
        sheet.column("other")
    with pytest.raises(TypeError):
        reader(column(Kind.CHOICE))("ก")
