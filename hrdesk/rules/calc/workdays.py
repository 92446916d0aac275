"""``hrdesk calc workdays``: working days from a day on, or between two days."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, Strict

from hrdesk.rules.calc.facts import Day, Facts
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calendar import Holidays, add_working_days, working_days_between
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.refusal import Refused

_MOST_DAYS = 5000  # twenty years of work: the calendars know no further
_OWN_HOLIDAY = "วันหยุดที่เพิ่มเอง"


class WorkdaysFacts(Facts):
    """A first day, and how many working days after it or the last day; holidays added, removed."""

    start: Day
    days: Annotated[int, Field(ge=0, le=_MOST_DAYS)] | None = None
    end: Day | None = None
    add: Annotated[tuple[Day, ...], Strict(False), Field(max_length=1000)] = ()
    remove: Annotated[tuple[Day, ...], Strict(False), Field(max_length=1000)] = ()


def run(facts: WorkdaysFacts, context: Context) -> Answer:
    """The day so many working days after, or how many lie between (common.working-days)."""
    if facts.days is None and facts.end is None:
        raise Refused("missing_fact", "ต้องบอกจำนวนวันทำการ (days) หรือวันสุดท้าย (end)", "days")
    if facts.days is not None and facts.end is not None:
        raise Refused("impossible", "บอก days หรือ end อย่างใดอย่างหนึ่ง", "end")
    if both := sorted(set(facts.add) & set(facts.remove)):
        raise Refused("impossible", f"{both[0]} อยู่ทั้งในวันที่เพิ่มและวันที่ตัดออก", "remove")
    end, days, holidays = _counted(facts, context)
    on_the_way = sorted(day for day in holidays.days if facts.start < day <= end)
    met = [{"date": day, "name": holidays.name(day)} for day in on_the_way]
    children = tuple(
        Explanation("common.working-days", holidays.name(day), day) for day in on_the_way
    )
    law = context.book.newest()
    rule = law.read("common.working-days").explanation
    start = Explanation("common.working-days", "วันตั้งต้น (ไม่นับ)", facts.start)
    if facts.end is None:
        tree = Explanation(
            "common.working-days", "วันสุดท้าย", end,
            formula=f"{days} วันทำการหลังวันตั้งต้น", children=(start, rule, *children),
        )  # fmt: skip
        return Answer({"end": end, "holidays": met}, tree, law)
    tree = Explanation(
        "common.working-days", "จำนวนวันทำการ", days, unit="วันทำการ",
        children=(start, Explanation("common.working-days", "ถึงวันที่ (นับด้วย)", end), rule, *children),
    )  # fmt: skip
    return Answer({"days": days, "holidays": met}, tree, law)


def _counted(facts: WorkdaysFacts, context: Context) -> tuple[dt.date, int, Holidays]:
    if facts.end is not None:
        if facts.end < facts.start:
            raise Refused("impossible", "วันสุดท้ายอยู่ก่อนวันตั้งต้น", "end")
        holidays = _holidays(facts, context, facts.end)
        return facts.end, working_days_between(facts.start, facts.end, holidays), holidays
    days = facts.days or 0
    # More than half of all days are working days, and a month holds every run of days off.
    ahead = facts.start + dt.timedelta(days=2 * days + len(facts.add) + 60)
    holidays = _holidays(facts, context, ahead)
    return add_working_days(facts.start, days, holidays), days, holidays


def _holidays(facts: WorkdaysFacts, context: Context, last: dt.date) -> Holidays:
    library = context.holidays_between(facts.start, last)
    added = {day: library.name(day) or _OWN_HOLIDAY for day in facts.add}
    return library.with_office(added, facts.remove)


KIND = Kind("workdays", "วันทำการ", WorkdaysFacts, run)
