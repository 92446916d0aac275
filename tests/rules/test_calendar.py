"""Working days, the office's own days off, and the table of corrections."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.calendar import (
    NO_HOLIDAYS,
    Holidays,
    add_working_days,
    correct,
    deadline_months,
    is_working_day,
    load_corrections,
    next_working_day,
    working_days_between,
)
from hrdesk.rules.strict_yaml import DataFileError

MONDAY = dt.date(2024, 7, 29)
DAYS = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2030, 12, 31))
SOME_HOLIDAYS = st.dictionaries(DAYS, st.just("วันหยุด"), max_size=30).map(Holidays)


def test_holidays_are_frozen_and_named() -> None:
    given_days = {MONDAY: "วันเฉลิมพระชนมพรรษา"}
    holidays = Holidays(given_days)
    given_days.clear()
    assert MONDAY in holidays
    assert holidays.name(MONDAY) == "วันเฉลิมพระชนมพรรษา"
    assert holidays.name(dt.date(2024, 7, 30)) == ""
    with pytest.raises(TypeError):
        holidays.days[MONDAY] = ""  # type: ignore[index]


def test_the_office_adds_and_takes_away_days() -> None:
    national = Holidays({MONDAY: "วันหยุด", dt.date(2024, 8, 12): "วันแม่"})
    own = national.with_office({dt.date(2024, 8, 13): "วันหยุดของจังหวัด"}, {MONDAY})
    assert is_working_day(MONDAY, own)
    assert not is_working_day(dt.date(2024, 8, 12), own)
    assert not is_working_day(dt.date(2024, 8, 13), own)
    assert is_working_day(MONDAY, national) is False


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(MONDAY, -1, NO_HOLIDAYS)


@given(DAYS, st.integers(min_value=0, max_value=60), SOME_HOLIDAYS)
def test_adding_and_counting_agree(start: dt.date, days: int, holidays: Holidays) -> None:
    end = add_working_days(start, days, holidays)
    assert is_working_day(end, holidays)
    if days:
        assert working_days_between(start, end, holidays) == days


@given(DAYS, st.integers(min_value=1, max_value=12), SOME_HOLIDAYS)
def test_a_deadline_is_a_working_day_and_never_early(
    event: dt.date, months: int, holidays: Holidays
) -> None:
    plain = deadline_months(event, months, NO_HOLIDAYS)
    moved = deadline_months(event, months, holidays)
    assert is_working_day(moved, holidays)
    assert moved >= plain >= event
    assert moved == next_working_day(plain, holidays)


def test_the_corrections_of_the_program() -> None:
    corrections = load_corrections()
    assert corrections.not_government == {"วันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ"}
    assert corrections.added[dt.date(2026, 5, 13)] == "วันพืชมงคล"
    assert corrections.announced_to == dt.date(2026, 12, 31)


def test_a_library_is_corrected() -> None:
    library = {
        dt.date(2026, 1, 10): "วันเด็กแห่งชาติ",
        dt.date(2026, 5, 1): "วันแรงงานแห่งชาติ",
        dt.date(2026, 5, 4): "วันฉัตรมงคล; วันแรงงานแห่งชาติ",
        dt.date(2026, 12, 7): "ชดเชยวันชาติ; ชดเชยวันพ่อแห่งชาติ",
    }
    found = correct(library, load_corrections())
    assert dt.date(2026, 1, 10) not in found
    assert dt.date(2026, 5, 1) not in found
    assert found.name(dt.date(2026, 5, 4)) == "วันฉัตรมงคล"
    assert found.name(dt.date(2026, 12, 7)) == "ชดเชยวันชาติ; ชดเชยวันพ่อแห่งชาติ"
    assert found.name(dt.date(2026, 5, 13)) == "วันพืชมงคล"


RIGHT = """
description: ทดสอบ
last_checked: 2026-01-01
announced_to: 2026-12-31
sources: [{key: palace, instrument: หมาย}]
not_government: []
added: [{day: 2026-05-13, name: วันพืชมงคล, source: palace}]
"""


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("announced_to: 2026-12-31\n", "", "announced_to"),
        ("not_government", "not_goverment", "not_goverment, not_government"),
        ("source: palace}]", "source: court}]", "วันพืชมงคล"),
        (", source: palace}]", "}]", "วันพืชมงคล"),
        ("day: 2026-05-13", "day: 13 พ.ค.", "13 พ.ค."),
        ("last_checked", "description", "description"),
        ("2026-05-13", "2026-02-30", ""),
        ("sources: [", "sources: [[", ""),
    ],
)
def test_a_slip_in_the_table_is_an_error(tmp_path: Path, old: str, new: str, key: str) -> None:
    file = tmp_path / "holidays.yaml"
    file.write_text(RIGHT, encoding="utf-8")
    assert load_corrections(file).added
    wrong = tmp_path / "wrong.yaml"
    assert RIGHT.count(old) == 1
    wrong.write_text(RIGHT.replace(old, new), encoding="utf-8")
    with pytest.raises(DataFileError) as problem:
        load_corrections(wrong)
    assert (problem.value.file, problem.value.key) == ("wrong.yaml", key)


def test_a_file_that_holds_no_mapping_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "list.yaml"
    file.write_text("- 1\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="must hold a mapping"):
        load_corrections(file)
