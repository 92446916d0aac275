"""Spans that include their first day: probation and the officer's card (sao.probation, sao.card)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hrdesk.rules.dates import last_day_of_months
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The last day of a span and why."""

    last_day: dt.date
    explanation: Explanation


def probation(start: dt.date, months: int, extensions: int, law: Law) -> Span:
    """When a probation of ``months``, extended so many times, ends (sao.probation).

    Its first day counts; raises Refused(out_of_range) past what the rule allows.
    """
    shortest, longest = law.read("sao.probation.shortest"), law.read("sao.probation.longest")
    each, times = law.read("sao.probation.extension"), law.read("sao.probation.extensions")
    if not shortest.value <= months <= longest.value:
        message = f"ระยะทดลองต้องอยู่ระหว่าง {shortest.value} ถึง {longest.value} เดือน"
        raise Refused("out_of_range", message, "months")
    if not 0 <= extensions <= times.value:
        raise Refused("out_of_range", f"ขยายได้ไม่เกิน {times.value} ครั้ง", "extensions")
    in_all = months + extensions * each.value
    if in_all > longest.value:
        message = f"รวมเวลาที่ขยายแล้วเป็น {in_all} เดือน เกิน {longest.value} เดือน"
        raise Refused("out_of_range", message, "extensions")
    last = _last_day(start, in_all)
    tree = Explanation(
        code="sao.probation",
        label="วันสุดท้ายของการทดลองปฏิบัติหน้าที่ราชการ",
        value=last,
        formula=f"{months} + {extensions} × {each.value} = {in_all} เดือน นับวันแรกด้วย",
        children=tuple(r.explanation for r in (shortest, longest, each, times)),
    )
    return Span(last, tree)


def card_valid_through(issued_on: dt.date, law: Law) -> Span:
    """The last day a state officer's card is good for; the day of issue counts (sao.card)."""
    years = law.read("sao.card.years")
    last = _last_day(issued_on, years.value * 12)
    tree = Explanation("sao.card", "บัตรใช้ได้ถึงวันที่", last, children=(years.explanation,))
    return Span(last, tree)


def _last_day(first: dt.date, months: int) -> dt.date:
    return last_day_of_months(first - _ONE_DAY, months)
