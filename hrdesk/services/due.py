"""Due dates in working days and months, on the calendar of public holidays."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import import_module

from hrdesk.rules.calendar import (
    Holidays,
    add_working_days,
    correct,
    deadline_months,
    holiday_corrections,
    working_days_between,
)


@cache
def holidays_of(year: int) -> Holidays:
    """Return the government holidays of one year CE: the library's days, corrected by our table."""
    thailand = import_module("holidays.countries").Thailand
    library = thailand(years=year, categories=("public", "government"), language="th")
    return correct(dict(library), holiday_corrections())


def holidays_between(first: dt.date, last: dt.date) -> Holidays:
    """Return the holidays of every year that a stretch of days touches."""
    merged: dict[dt.date, str] = {}
    for year in range(first.year, last.year + 1):
        merged.update(holidays_of(year))
    return Holidays(merged)


def usual_due(started_on: dt.date, usual_days: int | None) -> dt.date | None:
    """Return the day a step is usually finished: that many working days after it began."""
    if usual_days is None:
        return None
    ahead = holidays_between(started_on, started_on + dt.timedelta(days=2 * usual_days + 30))
    return add_working_days(started_on, usual_days, ahead)


def months_due(event_on: dt.date, months: int) -> dt.date:
    """Return the last day of a period of months after an event, never a day off."""
    last = dt.date(event_on.year + (event_on.month + months) // 12 + 1, 1, 31)
    return deadline_months(event_on, months, holidays_between(event_on, last))


def working_days(started_on: dt.date, done_on: dt.date) -> int:
    """Return how many working days lie after the first day up to and with the last."""
    return working_days_between(started_on, done_on, holidays_between(started_on, done_on))
