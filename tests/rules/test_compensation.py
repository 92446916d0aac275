"""The bands of ว ๙/๒๕๖๗ as a whole: they join, nobody overtakes, the start is the new one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest

from hrdesk.rules.explanation import render
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.salary.compensation import bands_of, compensation, phase_days
from hrdesk.rules.salary.qualification import qualification_salary

BOOK = LawBook.load()
ENTERED = dt.date(2020, 1, 2)


@pytest.mark.parametrize("day", phase_days(BOOK))
def test_every_qualification_has_bands_that_join_and_begin_at_the_new_start(day: dt.date) -> None:
    law = BOOK.at(day, "dms")
    keys = {(row["qualification"], row["institution"]) for row in law.read("dms.qsal.phases").value}
    assert len(keys) == 49
    for qualification, institution in keys:
        bands = bands_of(qualification, institution, law)
        first, last = bands.rows[0], bands.rows[-1]
        start = qualification_salary(qualification, institution, (), law).start
        assert first.low + first.increase == start
        assert last.cap == last.high + 10
        for lower, upper in pairwise(bands.rows):
            assert upper.low == lower.high + 10
            assert lower.cap == upper.low + upper.increase


@pytest.mark.parametrize("day", phase_days(BOOK))
def test_a_higher_salary_never_ends_lower(day: dt.date) -> None:
    bands = bands_of("ป.โท 2 ปี ต่อจาก ป.ตรี 5 ปี", "ในประเทศ", BOOK.at(day, "dms"))
    salaries = range(int(bands.rows[0].low), int(bands.rows[-1].high) + 20, 10)
    found = [compensation(Decimal(each), ENTERED, bands) for each in salaries]
    new = [each.new_salary for each in found if each.new_salary is not None]
    assert new == sorted(new)
    assert len(new) == len(salaries)
    assert not found[-1].raised


def test_the_damaged_cap_is_told_in_the_explanation() -> None:
    bands = bands_of("ป.โท 2 ปี ต่อจาก ป.ตรี 5 ปี", "ในประเทศ", BOOK.at(dt.date(2025, 5, 1), "dms"))
    told = render(compensation(Decimal(46500), ENTERED, bands).explanation)
    assert "46,500 + 150 = 46,650 ไม่เกิน 46,510" in told
    assert "อ่านว่าไม่เกิน ๔๖,๕๑๐" in told
    parameter = BOOK.at(dt.date(2025, 5, 1), "dms").parameter("dms.qsal.compensation")
    assert "๕๖,๕๑๐" in parameter.original
