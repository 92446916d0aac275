"""What holds for every deadline and every birthday, whatever the day."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.calendar import Holidays, is_working_day
from hrdesk.rules.codes import Level
from hrdesk.rules.deadlines import Event, deadline, working_days_before
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.retirement import retirement

LAW = LawBook.load().at(dt.date(2025, 1, 1), "doh")
DAYS = st.dates(dt.date(2024, 8, 5), dt.date(2035, 12, 31))
OFF = st.frozensets(st.dates(dt.date(2024, 8, 5), dt.date(2037, 12, 31)), max_size=30)


@given(DAYS, OFF, st.sampled_from([Level.K3, Level.K4]))
def test_an_extension_is_later_and_every_last_day_is_worked(
    day: dt.date, off: frozenset[dt.date], level: Level
) -> None:
    holidays = Holidays(dict.fromkeys(off, "วันหยุด"))
    plain = deadline("send_works", Event(day, level), LAW, lambda first, last: holidays)
    longer = deadline("send_works", Event(day, level, extended=True), LAW, lambda a, b: holidays)
    assert plain.due is not None
    assert plain.before_holidays is not None
    assert longer.due is not None
    assert plain.before_holidays <= plain.due < longer.due
    assert is_working_day(plain.due, holidays)
    assert is_working_day(longer.due, holidays)
    assert plain.explanation.value == plain.due


@given(DAYS, OFF, st.integers(0, 20))
def test_days_counted_back_are_counted_forward_again(
    day: dt.date, off: frozenset[dt.date], number: int
) -> None:
    holidays = Holidays(dict.fromkeys(off, "วันหยุด"))
    before = working_days_before(day, number, holidays)
    days = [before + dt.timedelta(days=each) for each in range((day - before).days)]
    assert sum(is_working_day(each, holidays) for each in days) == number


@given(st.dates(dt.date(1920, 1, 1), dt.date(2040, 12, 31)))
def test_one_leaves_on_the_first_of_october_at_sixty(born: dt.date) -> None:
    found = retirement(born, LAW)
    assert (found.leaves_on.month, found.leaves_on.day) == (10, 1)
    assert found.leaves_on - found.last_day == dt.timedelta(days=1)
    assert found.fiscal_year == found.last_day.year + 543
    age = found.leaves_on.year - born.year - ((born.month, born.day) > (10, 1))
    assert age == 60
