"""Working days and legal deadlines. Pure: the days off are given, the kept library is elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hrdesk.rules.dates import last_day_of_days, last_day_of_months
from hrdesk.rules.strict_yaml import DataFileError, read_mapping

_FILE = Path(__file__).parent / "law" / "common" / "holidays.yaml"
_FIRST_DAY_OFF = 5  # Saturday, as date.weekday() counts
_ONE_DAY = dt.timedelta(days=1)
_SUBSTITUTE = "ชดเชย"
_SEVERAL = "; "  # the library joins the names of one day with it


@dataclass(frozen=True, slots=True)
class Holidays:
    """The public holidays of the government, each day with its Thai name."""

    days: Mapping[dt.date, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", MappingProxyType(dict(self.days)))

    def __contains__(self, day: dt.date) -> bool:
        return day in self.days

    def name(self, day: dt.date) -> str:
        """The Thai name of the holiday, empty on any other day."""
        return self.days.get(day, "")

    def with_office(
        self, added: Mapping[dt.date, str], removed: Collection[dt.date] = ()
    ) -> Holidays:
        """These holidays with the office's own days added and others taken away."""
        kept = {day: name for day, name in self.days.items() if day not in removed}
        return Holidays({**kept, **added})


NO_HOLIDAYS = Holidays()
"""No holidays at all: weekends only."""


@dataclass(frozen=True, slots=True)
class HolidayCorrections:
    """What the kept library of holidays has wrongly or lacks, from the dated table."""

    not_government: frozenset[str]
    added: Mapping[dt.date, str]
    announced_to: dt.date


@cache
def load_corrections(file: Path = _FILE) -> HolidayCorrections:
    """The program's table of corrections; raises DataFileError."""
    content = read_mapping(file)
    wanted = {
        "description", "last_checked", "announced_to", "sources", "not_government", "added",
    }  # fmt: skip
    if wanted != content.keys():
        wrong = ", ".join(sorted(str(key) for key in wanted ^ content.keys()))
        raise DataFileError(file.name, wrong, "missing or unknown")
    sources = {source["key"] for source in content["sources"]}
    for entry in (*content["not_government"], *content["added"]):
        _check_entry(file, entry, sources)
    return HolidayCorrections(
        frozenset(entry["name"] for entry in content["not_government"]),
        MappingProxyType({entry["day"]: entry["name"] for entry in content["added"]}),
        content["announced_to"],
    )


def _check_entry(file: Path, entry: Mapping[str, Any], sources: set[str]) -> None:
    if entry.get("source") not in sources:
        raise DataFileError(file.name, str(entry.get("name")), "without a known source")
    if not isinstance(entry.get("day", dt.date.min), dt.date):
        raise DataFileError(file.name, str(entry.get("day")), "not a date")


def correct(library: Mapping[dt.date, str], corrections: HolidayCorrections) -> Holidays:
    """The library's days, public and government, as the government keeps them."""
    days: dict[dt.date, str] = {}
    for day, names in library.items():
        kept = [
            name
            for name in names.split(_SEVERAL)
            if name.removeprefix(_SUBSTITUTE) not in corrections.not_government
        ]
        if kept:
            days[day] = _SEVERAL.join(kept)
    return Holidays({**days, **corrections.added})


def is_working_day(day: dt.date, holidays: Holidays) -> bool:
    """Whether offices work on ``day``: Monday to Friday and no holiday (common.working-days)."""
    return day.weekday() < _FIRST_DAY_OFF and day not in holidays


def next_working_day(day: dt.date, holidays: Holidays) -> dt.date:
    """``day`` itself when offices work on it, else the first working day after it."""
    while not is_working_day(day, holidays):
        day += _ONE_DAY
    return day


def add_working_days(start: dt.date, days: int, holidays: Holidays) -> dt.date:
    """The working day that is ``days`` working days after ``start``, which does not count.

    0 is ``start`` or the next working day; a negative number raises ValueError.
    """
    if days < 0:
        raise ValueError("working days are counted forwards only")
    if not days:
        return next_working_day(start, holidays)
    day = start
    for _ in range(days):
        day = next_working_day(day + _ONE_DAY, holidays)
    return day


def working_days_between(first: dt.date, last: dt.date, holidays: Holidays) -> int:
    """How many working days lie after ``first`` up to and with ``last``; 0 when it is not later."""
    return sum(
        is_working_day(first + dt.timedelta(days=number), holidays)
        for number in range(1, (last - first).days + 1)
    )


def deadline_days(event: dt.date, days: int, holidays: Holidays) -> dt.date:
    """The last day of a period of calendar ``days`` from ``event``; a day off moves it to the next
    working day (common.count-days, ป.พ.พ. ๑๙๓/๓ and ๑๙๓/๘)."""
    return next_working_day(last_day_of_days(event, days), holidays)


def deadline_months(event: dt.date, months: int, holidays: Holidays) -> dt.date:
    """The last day of a period of ``months`` from ``event``; a day off moves it to the next
    working day (common.count-days, ป.พ.พ. ๑๙๓/๓, ๑๙๓/๕ and ๑๙๓/๘)."""
    return next_working_day(last_day_of_months(event, months), holidays)
