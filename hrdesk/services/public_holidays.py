"""The government's holidays: the kept library's days, corrected by our table. No database here.

``hrdesk calc`` answers with these alone, and is not to wait for what a database needs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from hrdesk.rules.calendar import Holidays, correct, load_corrections


@cache
def holidays_of(year: int) -> Holidays:
    """Return the government holidays of one year CE: the library's days, corrected by our table."""
    days = correct(library_days(year), load_corrections()).days  # our table has other years, too
    return Holidays({day: name for day, name in days.items() if day.year == year})


@cache
def library_days(year: int) -> Mapping[dt.date, str]:
    """Return the holidays of one year CE as the kept library has them, before our corrections."""
    thailand = import_module("holidays.countries").Thailand
    return dict(thailand(years=year, categories=("public", "government"), language="th"))


def holidays_between(first: dt.date, last: dt.date) -> Holidays:
    """Return the government holidays of every year that a stretch of days touches."""
    return _holidays_of_years(first.year, last.year)


@cache
def _holidays_of_years(first: int, last: int) -> Holidays:
    merged: dict[dt.date, str] = {}
    for year in range(first, last + 1):
        merged.update(holidays_of(year).days)
    return Holidays(merged)
