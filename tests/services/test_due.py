"""The office's calendar: the government's holidays with the office's own days."""

from __future__ import annotations

import datetime as dt

from hrdesk.models import OfficeDay
from hrdesk.services.access import SYSTEM
from hrdesk.services.due import LIBRARY, calendar, working_days
from hrdesk.services.public_holidays import holidays_between

NEW_YEAR = dt.date(2026, 1, 1)
OWN = dt.date(2026, 1, 6)  # a Tuesday


def keep(database, day: dt.date, name: str, works: bool) -> None:
    with database.work(SYSTEM) as uow:
        uow.session.add(
            OfficeDay(day=day, name=name, works=works, added_by="ผู้ดูแล", added_at=uow.clock.now())
        )


def test_without_own_days_the_calendar_is_the_government_s(database):
    with database.read(SYSTEM) as uow:
        assert calendar(uow).of_year(2026).days == LIBRARY.of_year(2026).days
    assert LIBRARY.of_year(2026).days == holidays_between(NEW_YEAR, NEW_YEAR).days


def test_own_days_off_count_and_days_worked_do_not(database):
    keep(database, OWN, "วันหยุดของหน่วยงาน", works=False)
    keep(database, NEW_YEAR, "ทำงาน", works=True)
    with database.read(SYSTEM) as uow:
        own = calendar(uow)
    assert own.of_year(2026).name(OWN) == "วันหยุดของหน่วยงาน"
    assert NEW_YEAR not in own.of_year(2026)
    assert OWN not in own.of_year(2025)
    first, last = dt.date(2026, 1, 5), dt.date(2026, 1, 7)  # Monday to Wednesday
    assert working_days(first, last) == 2
    assert working_days(first, last, own) == 1
