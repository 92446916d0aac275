"""The office's own days: off although the government works, or worked although it is off."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hrdesk.models import OfficeDay
from hrdesk.rules.calendar import is_working_day
from hrdesk.rules.dates import DateError, parse_thai_date
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.due import LIBRARY
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

_NAME_LIMIT = 200
_YEARS = (1950, 2200)
# A date is digits and marks, or a day, a month in words and a year; the name is what follows.
_LINE = re.compile(
    r"^\s*(?P<day>[\d๐-๙]{1,4}\s*[-/.]\s*[\d๐-๙]{1,2}\s*[-/.]\s*[\d๐-๙]{1,4}"
    r"|[\d๐-๙]{1,2}\s*[ก-๎.]+\s*[\d๐-๙]{2,4})[\s,;:|–-]*(?P<name>.*)$"
)


@dataclass(frozen=True, slots=True)
class AddDay:
    """One day of the office; ``works`` True: worked although the government is off."""

    day: dt.date | None
    name: str
    works: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line of a pasted list: the day it says, or what is wrong with it."""

    number: int
    text: str
    day: dt.date | None
    name: str
    problem: DomainError | None


def add_days(uow: UnitOfWork, days: Sequence[AddDay]) -> Result[tuple[int, ...]]:
    """Add days of the office, all or none; returns their ids.

    Errors: ``required``, ``too_long``, ``day_already_off``, ``day_already_kept``,
    ``day_not_off`` (a day worked must be one the government keeps off).
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    kept = set(uow.session.scalars(select(OfficeDay.day)))
    ids = []
    for wanted in days:
        refuse(day_problems(wanted, kept))
        if wanted.day is None:  # refused above; this tells the type checker so
            continue
        kept.add(wanted.day)
        row = OfficeDay(
            day=wanted.day,
            works=wanted.works,
            name=wanted.name.strip(),
            source=wanted.source.strip(),
            added_by=uow.actor.name,
            added_at=uow.clock.now(),
        )
        uow.session.add(row)
        uow.session.flush()
        ids.append(row.id)
        uow.audit(
            "office_day.added",
            "office_day",
            row.id,
            changes={"day": (None, row.day), "name": (None, row.name), "works": (None, row.works)},
        )
    return Result(tuple(ids), changed(("office_day", None)))


def remove_days(uow: UnitOfWork, ids: Sequence[int]) -> Result[tuple[AddDay, ...]]:
    """Take days of the office away; returns them, so that they can be added again."""
    require(uow.actor, Right.MANAGE_OFFICE)
    gone = []
    for key in ids:
        row = uow.session.get(OfficeDay, key)
        if row is None:
            raise DomainError("not_found")
        gone.append(AddDay(row.day, row.name, row.works, row.source))
        uow.audit(
            "office_day.removed",
            "office_day",
            row.id,
            changes={"day": (row.day, None), "name": (row.name, None), "works": (row.works, None)},
        )
        uow.session.delete(row)
    uow.session.flush()
    return Result(tuple(gone), changed(("office_day", None)))


def day_problems(wanted: AddDay, kept: set[dt.date]) -> list[DomainError | None]:
    """Return what is wrong with a day to be added; ``kept`` are the office's days already."""
    if wanted.day is None:
        return [DomainError("required", field="day")]
    found: list[DomainError | None] = []
    if not wanted.name.strip():
        found.append(DomainError("required", field="name"))
    elif len(wanted.name.strip()) > _NAME_LIMIT:
        found.append(DomainError("too_long", field="name", limit=_NAME_LIMIT))
    if not _YEARS[0] <= wanted.day.year <= _YEARS[1]:
        return [*found, DomainError("year_out_of_range", field="day")]
    government = LIBRARY.of_year(wanted.day.year)
    if wanted.day in kept:
        found.append(DomainError("day_already_kept", field="day", day=wanted.day))
    elif wanted.works and (wanted.day not in government or wanted.day.weekday() >= 5):
        found.append(DomainError("day_not_off", field="day", day=wanted.day))
    elif not wanted.works and not is_working_day(wanted.day, government):
        name = government.name(wanted.day) or "วันเสาร์หรือวันอาทิตย์"
        found.append(DomainError("day_already_off", field="day", day=wanted.day, name=name))
    return found


def read_pasted(text: str, kept: set[dt.date], default_name: str = "") -> tuple[PastedLine, ...]:
    """Return the days of a pasted list, a line each: a date typed any Thai way, then its name.

    ``kept`` are the office's days already; a day twice in the list is refused the second time.
    """
    found = []
    seen = set(kept)
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        day, name, problem = _read_line(line, default_name)
        if problem is None:
            problem = next((p for p in day_problems(AddDay(day, name), seen) if p), None)
        if problem is None and day is not None:
            seen.add(day)
        found.append(PastedLine(number, line.strip(), day, name, problem))
    return tuple(found)


def _read_line(line: str, default_name: str) -> tuple[dt.date | None, str, DomainError | None]:
    match = _LINE.match(line.replace("\t", "  "))
    if match is None:
        return None, line.strip(), DomainError("not_a_date", field="day")
    name = match["name"].strip() or default_name.strip()
    try:
        return parse_thai_date(match["day"]), name, None
    except DateError as problem:
        return None, name, DomainError(problem.code, field="day", **problem.facts)
