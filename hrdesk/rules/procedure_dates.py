"""When a step of a procedure is due, and when a period beside the steps ends (common.count-days)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hrdesk.rules.calendar import (
    NO_HOLIDAYS,
    Holidays,
    add_working_days,
    is_working_day,
    next_working_day,
)
from hrdesk.rules.codes import Level
from hrdesk.rules.dates import (
    add_months,
    fiscal_year,
    last_day_of_days,
    last_day_of_months,
    thai_date_short,
)
from hrdesk.rules.deadlines import (
    Deadline,
    Event,
    deadline,
    extension_months,
    working_days_before,
)
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.procedure import Period, ProcedureStep
from hrdesk.rules.refusal import Refused

_LONG_AGO = dt.date(2000, 1, 3)  # any working day: only the length is asked of it
_DAY = dt.timedelta(days=1)
RETIRING = "กำหนดของผู้จะเกษียณอายุ"
"""The reason of a day that the nearness of retirement sets."""


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last day of a step; ``legal`` when a period sets it, else the usual working days do.

    ``day`` is None where the law sets no period: ``reason`` then holds the law's words and, as a
    note, the outer limit that a retirement far ahead puts to it.
    """

    day: dt.date | None
    legal: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What the due dates of one matter rest on.

    ``dates`` holds the day each step was done, by its key, and the dates of remarks, by
    ``step.remark_key``. ``level`` is the one aimed at; ``retires_fiscal_year`` (BE) that of the
    person's retirement; ``law`` None where periods of the law book give no day.
    ``extended`` names the steps whose period got its one extension.
    """

    dates: Mapping[str, dt.date] = field(default_factory=dict)
    level: Level | None = None
    law: Law | None = None
    retires_fiscal_year: int | None = None
    extended: frozenset[str] = frozenset()


def due_date(
    step: ProcedureStep, *, started_on: dt.date, matter: Matter, holidays: Holidays
) -> DueDate | None:
    """When a step that began on ``started_on`` is due, or None when nothing says so.

    ``holidays`` are the days off of all the years around. A period whose starting day is not
    known gives no date, and one that the law does not hold neither: none is invented.
    """
    period = step.period_for(matter.level)
    if period:
        longer = step.key in matter.extended
        return period_due(
            period, started_on=started_on, matter=matter, holidays=holidays, extended=longer
        )
    if step.usual_days is None:
        return None
    return usual_due(step.usual_days, started_on, holidays)


def period_due(
    period: Period,
    *,
    started_on: dt.date,
    matter: Matter,
    holidays: Holidays,
    extended: bool = False,
) -> DueDate | None:
    """The last day of a period, or None where its first day or its length is not known.

    ``extended``: with the one extension, which counts from the same day (common.count-days).
    """
    more = extension_of(period, matter) if extended else None
    event = matter.dates.get(period.counts_from) if period.counts_from else started_on
    if event is None:
        return None
    if period.law:
        return _by_law(period, event, matter, holidays, more)
    if more and period.months:
        whole = replace(period, months=period.months + more)
        reason = f"ภายใน {period.label} {_longer(more, whole.months)}"
        return DueDate(_last_day(whole, event, holidays), legal=True, reason=reason)
    if period.direction == "before":
        day = _day_before(period, event, holidays)
        return DueDate(day, legal=True, reason=f"อย่างน้อย {period.label}ก่อนวันนั้น")
    return DueDate(_last_day(period, event, holidays), legal=True, reason=f"ภายใน {period.label}")


def extension_of(period: Period, matter: Matter) -> int | None:
    """How many months the one extension of a period adds; None where there is none.

    A period of the law book is extended by the months that stand there.
    """
    if not period.extension_months or period.law is None:
        return period.extension_months
    if matter.law is None or period.law != "send_works":
        return None
    found = extension_months(matter.level, matter.law)
    return found.value if found else None


def usual_due(usual_days: int, started_on: dt.date, holidays: Holidays) -> DueDate:
    """When work that usually takes so many working days is due: practice, not law."""
    day = add_working_days(started_on, usual_days, holidays)
    return DueDate(day, legal=False, reason=f"ปกติ {usual_days} วันทำการ")


def period_label(period: Period, law: Law | None, level: Level | None) -> str:
    """The length in Thai, read from the law where it stands there; empty where it is not known."""
    if not period.law:
        words = period.label
        return f"ก่อนวันนั้น {words}" if period.direction == "before" else words
    found = _deadline(period, _LONG_AGO, Matter(level=level, law=law), NO_HOLIDAYS)
    return _length(found.explanation) if found else ""


def _by_law(
    period: Period, event: dt.date, matter: Matter, holidays: Holidays, more: int | None
) -> DueDate | None:
    found = _deadline(period, event, matter, holidays, extended=more is not None)
    if found is None:
        return None
    year = matter.retires_fiscal_year
    if found.said and (found.due is None or year is None or year > fiscal_year(event) + 1):
        return DueDate(None, legal=True, reason=_unlimited(found))
    if found.due is None:
        return None
    if found.rule == "doh.due.retiring":
        return DueDate(found.due, legal=True, reason=RETIRING)
    length = _length(found.explanation)
    if period.law == "committee_papers":
        return DueDate(found.due, legal=True, reason=f"อย่างน้อย {length}ก่อนวันประชุม")
    if more is not None:
        length = f"{length} {_longer(more, int(length.partition(' ')[0]) + more)}"
    return DueDate(found.due, legal=True, reason=f"ภายใน {length}")


def _longer(more: int, whole: int | None) -> str:
    return f"ขยายอีก {more} เดือน รวม {whole} เดือน"


def _unlimited(found: Deadline) -> str:
    """The law's words where it sets no period, with the day before a retirement far ahead."""
    if found.due is None:
        return found.said
    return f"{found.said} (ก่อนเกษียณอายุต้องส่งภายใน {thai_date_short(found.due)})"


def _deadline(
    period: Period,
    event: dt.date,
    matter: Matter,
    holidays: Holidays,
    *,
    extended: bool = False,
) -> Deadline | None:
    if matter.law is None or period.law is None:
        return None
    asked = Event(
        event,
        level=matter.level,
        extended=extended,
        retires_fiscal_year=matter.retires_fiscal_year,
        result=period.result,
    )
    try:
        return deadline(period.law, asked, matter.law, lambda _first, _last: holidays)
    except Refused:
        return None


def _length(tree: Explanation) -> str:
    """The figure that the law gives, with its unit; both days of a choice have their own leaf."""
    for leaf in tree.children:
        if isinstance(leaf.value, int):
            return f"{leaf.value} {leaf.unit or 'เดือน'}"  # a table's months bear their unit by name
        if found := _length(leaf):
            return found
    return ""


def _last_day(period: Period, event: dt.date, holidays: Holidays) -> dt.date:
    if period.working_days:
        return add_working_days(event, period.working_days, holidays)
    if period.days:
        day = last_day_of_days(event, period.days)
    else:
        day = last_day_of_months(event, period.months or 0)
    return next_working_day(day, holidays) if period.moves else day


def _day_before(period: Period, event: dt.date, holidays: Holidays) -> dt.date:
    """The last day that still lies so long before; a day off moves it back, never nearer."""
    if period.working_days:
        return working_days_before(event, period.working_days, holidays)
    if period.days:
        day = event - dt.timedelta(days=period.days)
    else:
        day = add_months(event, -(period.months or 0))
    while period.moves and not is_working_day(day, holidays):
        day -= _DAY
    return day
