"""When an officer leaves for age (common.retirement, common.fiscal-year)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hrdesk.rules.dates import fiscal_year, thai_date_short
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law

_FIRST_MONTH = 10  # of the fiscal year; common.fiscal-year


@dataclass(frozen=True, slots=True)
class Retirement:
    """The last day of service, the day out of service, and the fiscal year (BE) of the last day."""

    last_day: dt.date
    leaves_on: dt.date
    fiscal_year: int
    last_raise_on: dt.date
    explanation: Explanation


def retirement(born: dt.date, law: Law) -> Retirement:
    """When one born on ``born`` leaves (common.retirement); raises NotInForce.

    The age is complete on the eve of the birthday, so one born on 1 October leaves that very year.
    """
    age = law.read("common.retirement.age")
    last_raise = law.read("common.retirement.raise-day")
    year = born.year + age.value + ((born.month, born.day) > (_FIRST_MONTH, 1))
    leaves_on = dt.date(year, _FIRST_MONTH, 1)
    last_day = leaves_on - dt.timedelta(days=1)
    raise_month, raise_day = (int(part) for part in last_raise.value.split("-"))
    complete = _birthday(born, age.value) - dt.timedelta(days=1)
    tree = Explanation(
        code="common.retirement",
        label="วันสุดท้ายที่รับราชการ",
        value=last_day,
        formula=f"อายุครบ {age.value} ปีในวันที่ {thai_date_short(complete)} (วันก่อนวันเกิด) "
        f"พ้นในวันที่ {thai_date_short(leaves_on)} ซึ่งเป็นวันแรกของปีงบประมาณถัดจากปีที่อายุครบ",
        children=(
            Explanation("common.retirement", "วันเกิด", born),
            age.explanation,
            Explanation("common.retirement", "พ้นจากราชการ", leaves_on),
            Explanation("common.fiscal-year", "เกษียณในปีงบประมาณ", fiscal_year(last_day)),
            last_raise.explanation,
        ),
    )
    raised_on = dt.date(year, raise_month, raise_day)
    return Retirement(last_day, leaves_on, fiscal_year(last_day), raised_on, tree)


def _birthday(born: dt.date, age: int) -> dt.date:
    """The day the age is one day past complete; 1 March for one born on 29 February."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return dt.date(born.year + age, 3, 1)
