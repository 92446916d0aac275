"""Legal deadlines of the three departments (doh.due.*, dms.due, dhss.due.*, doh.work.results).

Periods start the day after their event; a last day that is no working day moves to the next one;
an extension counts from the same event (common.count-days).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hrdesk.rules.calendar import (
    Holidays,
    add_working_days,
    is_working_day,
    next_working_day,
)
from hrdesk.rules.codes import Level
from hrdesk.rules.dates import add_months, fiscal_year_days, last_day_of_days, last_day_of_months
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law, Reading
from hrdesk.rules.refusal import Refused

DaysOff = Callable[[dt.date, dt.date], Holidays]
"""Gives the days off of every year that a stretch of days touches."""

RESULTS = ("passed", "minor", "major", "failed")
"""The four results of a work assessment (doh.work.results)."""

_MONTHS_OF_A_YEAR = 12
_WAITS_FOR = {"revise": "result", "retiring_send_works": "retires_fiscal_year"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day, None where there is none; before days off moved it; the rule that set it.

    ``said`` holds the law's own words where it sets no ordinary period, or leaves it to others.
    """

    due: dt.date | None
    before_holidays: dt.date | None
    rule: str
    explanation: Explanation
    said: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What a deadline counts from, and what else bears on it; ``level`` is the one aimed at."""

    on: dt.date
    level: Level | None = None
    extended: bool = False
    retires_fiscal_year: int | None = None
    result: str | None = None


def deadline(what: str, event: Event, law: Law, days_off: DaysOff) -> Deadline:
    """The deadline for ``what`` in the law of a department; raises Refused, NotInForce.

    ``what`` is send_works, retiring_send_works, objection, committee_papers, minutes or revise.
    """
    if event.extended and what != "send_works":
        raise Refused("impossible", "กำหนดเวลานี้ขยายไม่ได้", "extended")
    needed = _WAITS_FOR.get(what)
    if needed and getattr(event, needed) is None:
        raise Refused("missing_fact", f"{needed}: ต้องมีข้อมูลนี้สำหรับกำหนดเวลานี้", needed)
    if what in {"send_works", "retiring_send_works"}:
        return _works(what, event, law, days_off)
    if what == "revise":
        return _revise(event, law, days_off)
    rule = {
        "objection": "due.objection", "committee_papers": "due.papers", "minutes": "due.minutes",
    }[what]  # fmt: skip
    period = _figure(law, f"{law.agency}.{rule}")
    if what == "objection":
        raw = last_day_of_days(event.on, period.value)
        due = _moved(raw, days_off)
        return _deadline(period.explanation.code, event, raw, due, (period,))
    if what == "minutes":
        ahead = days_off(event.on, event.on + dt.timedelta(days=period.value * 2 + 60))
        due = add_working_days(event.on, period.value, ahead)
    else:
        behind = days_off(event.on - dt.timedelta(days=period.value * 2 + 60), event.on)
        due = working_days_before(event.on, period.value, behind)
    return _deadline(period.explanation.code, event, due, due, (period,))


def working_days_before(day: dt.date, days: int, holidays: Holidays) -> dt.date:
    """The working day that is ``days`` working days before ``day``, which does not count."""
    for _ in range(days):
        day -= dt.timedelta(days=1)
        while not is_working_day(day, holidays):
            day -= dt.timedelta(days=1)
    return day


def extension_months(level: Level | None, law: Law) -> Reading[int] | None:
    """How many months the one extension for sending works adds (doh.due.k3, doh.due.k4, dms.due).

    None where the law knows no extension for the level.
    """
    if level is None or not law.has(_extension(law, level)):
        return None
    return law.read(_extension(law, level))


def _extension(law: Law, level: Level) -> str:
    return f"{law.agency}.due.{level.value.lower()}.extension"


def barred_through(dealt_with_on: dt.date, law: Law) -> tuple[dt.date, Explanation]:
    """The last day on which one whose works were false may not be assessed (doh.work.fraud).

    It is the shortest bar, counted from the day the matter was dealt with; raises NotInForce.
    """
    years = law.read("doh.work.fraud.years")
    last = last_day_of_months(dealt_with_on, years.value * _MONTHS_OF_A_YEAR)
    label = "ห้ามเข้ารับการประเมินอย่างน้อยถึงวันที่"
    return last, Explanation("doh.work.fraud", label, last, children=(years.explanation,))


def _works(what: str, event: Event, law: Law, days_off: DaysOff) -> Deadline:
    """Sending the works: the ordinary day, the day of one who retires, or the earlier of both."""
    retiring = _retiring(event, law)
    if what == "retiring_send_works" and retiring is None:
        raise _no_clause(law)
    if what == "retiring_send_works" and event.level is None:
        ordinary = None
    else:
        ordinary = _ordinary(event, law, days_off)
    found = [each for each in (ordinary, retiring) if each is not None and each.due is not None]
    if not found:
        assert ordinary is not None
        return ordinary
    first = min(found, key=lambda each: each.due or dt.date.max)
    if ordinary is None or retiring is None:
        return first
    label = "วันที่มาถึงก่อน ระหว่างกำหนดปกติกับกำหนดของผู้จะเกษียณ"
    both = (ordinary.explanation, retiring.explanation)
    tree = Explanation(first.rule, label, first.due, children=both)
    return Deadline(first.due, first.before_holidays, first.rule, tree, ordinary.said)


def _ordinary(event: Event, law: Law, days_off: DaysOff) -> Deadline:
    if law.has("dhss.due.send-works"):
        if event.extended:
            raise Refused("impossible", "กำหนดส่งผลงานนี้ไม่มีการขยายเวลา", "extended")
        years = law.read("dhss.due.send-works")
        raw = last_day_of_months(event.on, years.value * _MONTHS_OF_A_YEAR)
        return _deadline("dhss.due.send-works", event, raw, _moved(raw, days_off), (years,))
    if not law.has(f"{law.agency}.due.k3.months"):
        raise _no_clause(law)
    if event.level is None:
        raise Refused("missing_fact", "level: ต้องบอกระดับที่จะเลื่อนขึ้น", "level")
    prefix = f"{law.agency}.due.{event.level.value.lower()}"
    if law.has(prefix):  # said in words: no period, or one that others set
        said = law.read(prefix)
        if event.extended:
            raise Refused("impossible", f"ขยายเวลาไม่ได้: {said.value}", "extended")
        tree = Explanation(
            prefix, "กำหนดเวลา", None, formula=said.value, children=(said.explanation,)
        )
        return Deadline(None, None, prefix, tree, said.value)
    months = _figure(law, f"{prefix}.months", "level")
    used = [months]
    if event.extended:
        used.append(law.read(_extension(law, event.level)))
    raw = last_day_of_months(event.on, sum(each.value for each in used))
    rule = "dms.due" if law.agency == "dms" else prefix
    return _deadline(rule, event, raw, _moved(raw, days_off), tuple(used))


def _retiring(event: Event, law: Law) -> Deadline | None:
    """The last day of one who retires in a fiscal year; days off do not move it onwards."""
    if event.retires_fiscal_year is None or not law.has("doh.due.retiring.months"):
        return None
    ahead = law.read("doh.due.retiring.months")
    _, last_of_service = fiscal_year_days(event.retires_fiscal_year)
    leaves_on = last_of_service + dt.timedelta(days=1)
    due = add_months(leaves_on, -ahead.value) - dt.timedelta(days=1)
    year = Explanation("common.fiscal-year", "เกษียณในปีงบประมาณ", event.retires_fiscal_year)
    tree = Explanation(
        "doh.due.retiring", "กำหนดของผู้จะเกษียณ", due, children=(year, ahead.explanation)
    )
    return Deadline(due, due, "doh.due.retiring", tree)


def _revise(event: Event, law: Law, days_off: DaysOff) -> Deadline:
    if not law.has("doh.work.results"):
        raise _no_clause(law)
    months = law.read("doh.work.results", str(event.result), "months")
    result = law.read("doh.work.results", str(event.result), "label")
    if months.value is None:
        tree = Explanation(
            "doh.work.results", "กำหนดแก้ไขผลงาน", None, formula="ผลนี้ไม่มีการแก้ไขผลงาน",
            children=(result.explanation,),
        )  # fmt: skip
        return Deadline(None, None, "doh.work.results", tree)
    raw = last_day_of_months(event.on, months.value)
    used = (months, result)
    return _deadline("doh.work.results", event, raw, _moved(raw, days_off), used)


def _figure(law: Law, id_: str, where: str = "what") -> Reading[Any]:
    if not law.has(id_):
        raise _no_clause(law, where)
    return law.read(id_)


def _no_clause(law: Law, where: str = "what") -> Refused:
    message = f"หลักเกณฑ์ชุด {law.agency} ไม่มีข้อที่กำหนดเวลานี้ ให้กรอกวันครบกำหนดพร้อมที่มาเอง"
    return Refused("no_clause", message, where)


def _moved(raw: dt.date, days_off: DaysOff) -> dt.date:
    return next_working_day(raw, days_off(raw, raw + dt.timedelta(days=60)))


def _deadline(
    rule: str, event: Event, raw: dt.date, due: dt.date, used: tuple[Reading[Any], ...]
) -> Deadline:
    leaves = [Explanation(rule, "นับจากวันที่", event.on), *(each.explanation for each in used)]
    if raw != due:
        leaves.append(Explanation("common.count-days", "ครบกำหนดก่อนเลื่อนวันหยุด", raw))
    tree = Explanation(rule, "วันครบกำหนด", due, children=tuple(leaves))
    return Deadline(due, raw, rule, tree)
