"""Due dates in working days and months, on the calendar of public holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from hrdesk.rules.calendar import (
    Holidays,
    correct,
    load_corrections,
    working_days_between,
)
from hrdesk.rules.codes import Level
from hrdesk.rules.procedure import DueDate, ProcedureStep, due_date

# No period of the procedures is longer than two years, nor is one shifted further by days off.
_AHEAD = dt.timedelta(days=800)


@cache
def holidays_of(year: int) -> Holidays:
    """Return the government holidays of one year CE: the library's days, corrected by our table."""
    thailand = import_module("holidays.countries").Thailand
    library = thailand(years=year, categories=("public", "government"), language="th")
    return correct(dict(library), load_corrections())


def holidays_between(first: dt.date, last: dt.date) -> Holidays:
    """Return the holidays of every year that a stretch of days touches."""
    return _holidays_of_years(first.year, last.year)


@cache
def _holidays_of_years(first: int, last: int) -> Holidays:
    merged: dict[dt.date, str] = {}
    for year in range(first, last + 1):
        merged.update(holidays_of(year).days)
    return Holidays(merged)


def step_due(
    step: ProcedureStep,
    started_on: dt.date,
    dates: Mapping[str, dt.date],
    level: Level | None,
) -> DueDate | None:
    """Return when a step is due on the calendar of public holidays, and by what.

    ``dates`` holds the day each step was done and the dates of remarks, as
    ``hrdesk.rules.procedure.due_date`` reads them.
    """
    days = [started_on, *dates.values()]
    ahead = holidays_between(min(days), max(days) + _AHEAD)
    return due_date(step, started_on=started_on, dates=dates, level=level, holidays=ahead)


def working_days(started_on: dt.date, done_on: dt.date) -> int:
    """Return how many working days lie after the first day up to and with the last."""
    return working_days_between(started_on, done_on, holidays_between(started_on, done_on))
