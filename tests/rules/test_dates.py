"""Dates of the Buddhist era as they are typed and shown; partial dates; periods."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.dates import (
    DateError,
    PartialDate,
    add_months,
    fiscal_year,
    fiscal_year_days,
    last_day_of_months,
    parse_thai_date,
    thai_date_long,
    thai_date_short,
    thai_date_slash,
)
from hrdesk.rules.numbers import thai_digits

DAY = dt.date(2024, 8, 15)
DAYS = st.dates(min_value=dt.date(1957, 1, 1), max_value=dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "15/08/2567", "15/8/2567", "15-8-67", "15.8.67", "15 8 2567", "15 / 8 / 67",
        "15 ส.ค. 67", "15 ส.ค.67", "15ส.ค.67", "15 สค 67", "15 ส.ค. 2567", "15 สิงหาคม 2567",
        "15 สิงหาคม พ.ศ. 2567", "15 สิงหาคม พ.ศ.2567", "15 สิงหาคม พศ 2567", "วันที่ 15 สิงหาคม 2567",
        "๑๕/๐๘/๒๕๖๗", "๑๕ ส.ค. ๖๗", "15082567", "150867", "2024-08-15", "2567-08-15",
        "15/08/2024", "15 สิงหาคม ค.ศ. 2024", "15 ส.ค. ค.ศ. 24", "  15/08/2567\u200b ",
    ],
)  # fmt: skip
def test_dates_as_they_are_typed(text: str) -> None:
    assert parse_thai_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("", "not_a_date", {"text": ""}),
        ("เมื่อวาน", "not_a_date", {"text": "เมื่อวาน"}),
        ("15 สงหาคม 2567", "not_a_date", {"text": "15 สงหาคม 2567"}),
        ("15/08", "not_a_date", {"text": "15/08"}),
        ("15 ส.ค.", "not_a_date", {"text": "15 ส.ค."}),
        ("30/02/2567", "no_such_day", {"day": 30, "month": 2, "year": 2567}),
        ("29/02/2566", "no_such_day", {"day": 29, "month": 2, "year": 2566}),
        ("31 เม.ย. 67", "no_such_day", {"day": 31, "month": 4, "year": 2567}),
        ("15/13/2567", "no_such_day", {"day": 15, "month": 13, "year": 2567}),
        ("00/05/2567", "no_such_day", {"day": 0, "month": 5, "year": 2567}),
        ("15/08/2399", "year_out_of_range", {"year": 2399}),
        ("15/08/2101", "year_out_of_range", {"year": 2101}),
        ("15/08/2644", "year_out_of_range", {"year": 2644}),
        ("15/08/1899", "year_out_of_range", {"year": 1899}),
        ("15/08/567", "year_out_of_range", {"year": 567}),
        ("15/08/7", "year_out_of_range", {"year": 7}),
        ("15 ส.ค. ค.ศ. 2567", "year_out_of_range", {"year": 2567}),
        ("15 ส.ค. พ.ศ. 2024", "looks_like_ce", {"year": 2024, "be_year": 2567}),
    ],
)
def test_each_impossible_date_says_why(text: str, code: str, facts: dict[str, object]) -> None:
    with pytest.raises(DateError) as problem:
        parse_thai_date(text)
    assert (problem.value.code, problem.value.facts) == (code, facts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15/08/2400", dt.date(1857, 8, 15)),
        ("15/08/2643", dt.date(2100, 8, 15)),
        ("15/08/1900", dt.date(1900, 8, 15)),
        ("15/08/2100", dt.date(2100, 8, 15)),
        ("29/02/2567", dt.date(2024, 2, 29)),
        ("1/1/00", dt.date(1957, 1, 1)),
        ("1/1/99", dt.date(2056, 1, 1)),
    ],
)
def test_the_edges_of_years(text: str, expected: dt.date) -> None:
    assert parse_thai_date(text) == expected


def test_a_date_without_year_is_of_this_year_where_today_is_given() -> None:
    today = dt.date(2024, 11, 21)
    assert parse_thai_date("15/8", today=today) == DAY
    assert parse_thai_date("๑๕ ส.ค.", today=today) == DAY
    assert parse_thai_date("15/8/66", today=today) == dt.date(2023, 8, 15)
    with pytest.raises(DateError, match="no_such_day"):
        parse_thai_date("29/2", today=dt.date(2023, 1, 1))


def test_dates_as_they_are_shown() -> None:
    assert thai_date_long(DAY) == "15 สิงหาคม 2567"
    assert thai_date_short(DAY) == "15 ส.ค. 2567"
    assert thai_date_slash(dt.date(2024, 8, 5)) == "05/08/2567"


@given(DAYS)
def test_what_is_shown_is_read_back(day: dt.date) -> None:
    for shown in (thai_date_long(day), thai_date_short(day), thai_date_slash(day), str(day)):
        assert parse_thai_date(shown) == day
        assert parse_thai_date(thai_digits(shown)) == day


@given(DAYS)
def test_a_day_lies_in_its_fiscal_year(day: dt.date) -> None:
    first, last = fiscal_year_days(fiscal_year(day))
    assert first <= day <= last
    assert (first.month, first.day, last.month, last.day) == (10, 1, 9, 30)


@given(DAYS, st.integers(min_value=1, max_value=24))
def test_a_longer_period_never_ends_sooner(event: dt.date, months: int) -> None:
    assert last_day_of_months(event, months) < last_day_of_months(event, months + 1)
    assert last_day_of_months(event, months) <= last_day_of_months(
        event + dt.timedelta(days=1), months
    )


def test_months_forwards_and_backwards() -> None:
    assert add_months(dt.date(2024, 1, 31), 1) == dt.date(2024, 2, 29)
    assert add_months(dt.date(2024, 3, 31), -1) == dt.date(2024, 2, 29)
    assert add_months(dt.date(2024, 1, 15), -1) == dt.date(2023, 12, 15)
    assert add_months(dt.date(2024, 12, 15), 12) == dt.date(2025, 12, 15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00/05/2540", PartialDate(1997, 5)),
        ("0/5/40", PartialDate(1997, 5)),
        ("12/00/2540", PartialDate(1997, 0, 12)),
        ("2540", PartialDate(1997)),
        ("พ.ศ. 2540", PartialDate(1997)),
        ("ค.ศ. 1997", PartialDate(1997)),
        ("พฤษภาคม 2540", PartialDate(1997, 5)),
        ("พ.ค. พ.ศ. ๒๕๔๐", PartialDate(1997, 5)),
        ("29/02/2539", PartialDate(1996, 2, 29)),
        ("1997-05-00", PartialDate(1997, 5)),
    ],
)
def test_partial_dates_as_they_are_typed(text: str, expected: PartialDate) -> None:
    assert PartialDate.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("29/02/2540", "no_such_day"),
        ("32/00/2540", "no_such_day"),
        ("00/13/2540", "no_such_day"),
        ("15/05", "not_a_date"),
        ("พคม 2540", "not_a_date"),
        ("ไม่ทราบ", "not_a_date"),
        ("00/05/2300", "year_out_of_range"),
    ],
)
def test_partial_dates_that_cannot_be(text: str, code: str) -> None:
    with pytest.raises(DateError) as problem:
        PartialDate.parse(text)
    assert problem.value.code == code


def test_partial_dates_out_of_the_database() -> None:
    assert PartialDate.from_storage("1997-05-00") == PartialDate(1997, 5)
    with pytest.raises(DateError, match="not_a_date"):
        PartialDate.from_storage("00/05/2540")
    with pytest.raises(DateError, match="year_out_of_range"):
        PartialDate.from_storage("2540-05-00")


@given(DAYS)
def test_a_whole_day_is_exact(day: dt.date) -> None:
    partial = PartialDate.from_date(day)
    assert partial.exact == day
    assert partial.format() == thai_date_slash(day)
    assert PartialDate.parse(partial.format()) == partial
