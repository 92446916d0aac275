"""Due dates in working days and months, on the calendar of public holidays and the office's days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from hrdesk.models import OfficeDay
from hrdesk.rules.calendar import Holidays, working_days_between
from hrdesk.rules.procedure import ProcedureStep, Wait
from hrdesk.rules.procedure_dates import DueDate, Matter, due_date, period_due
from hrdesk.services.public_holidays import holidays_between
from hrdesk.services.unit_of_work import UnitOfWork

# No period of the procedures is longer than two years, nor is one shifted further by days off.
_AHEAD = dt.timedelta(days=800)
_BEHIND = dt.timedelta(days=120)  # papers go out some working days before a meeting


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The government's holidays with what one office keeps otherwise.

    ``added`` are the office's own days off with their names, ``works`` the days it works although
    the government does not.
    """

    added: Mapping[dt.date, str] = field(default_factory=dict)
    works: frozenset[dt.date] = frozenset()

    def of_year(self, year: int) -> Holidays:
        """Return the days off of one year CE."""
        return self.between(dt.date(year, 1, 1), dt.date(year, 12, 31))

    def between(self, first: dt.date, last: dt.date) -> Holidays:
        """Return the days off of every year that a stretch of days touches."""
        library = holidays_between(first, last)
        if not self.added and not self.works:
            return library
        years = range(first.year, last.year + 1)
        added = {day: name for day, name in self.added.items() if day.year in years}
        return library.with_office(added, self.works)


LIBRARY = WorkCalendar()
"""The government's holidays alone, as where no database is open."""


def calendar(uow: UnitOfWork) -> WorkCalendar:
    """Return the calendar the office works by: every due date of a case is reckoned on it."""
    rows = uow.session.execute(select(OfficeDay.day, OfficeDay.works, OfficeDay.name)).all()
    return WorkCalendar(
        added={row.day: row.name for row in rows if not row.works},
        works=frozenset(row.day for row in rows if row.works),
    )


def step_due(
    step: ProcedureStep, started_on: dt.date, matter: Matter, on: WorkCalendar = LIBRARY
) -> DueDate | None:
    """Return when a step is due on a calendar, and by what."""
    around = _around(started_on, matter, on)
    return due_date(step, started_on=started_on, matter=matter, holidays=around)


def wait_due(
    wait: Wait, started_on: dt.date, matter: Matter, on: WorkCalendar = LIBRARY
) -> DueDate | None:
    """Return when a period that runs beside the steps ends on a calendar, and by what."""
    around = _around(started_on, matter, on)
    return period_due(wait.period, started_on=started_on, matter=matter, holidays=around)


def _around(started_on: dt.date, matter: Matter, on: WorkCalendar) -> Holidays:
    days = [started_on, *matter.dates.values()]
    return on.between(min(days) - _BEHIND, max(days) + _AHEAD)


def working_days(started_on: dt.date, done_on: dt.date, on: WorkCalendar = LIBRARY) -> int:
    """Return how many working days lie after the first day up to and with the last."""
    return working_days_between(started_on, done_on, on.between(started_on, done_on))
