"""Rounds of the year in which matters are considered (doh.round.move, dms.round.transfer)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused

_RULES = {"reassignment": "round.move", "transfer": "round.transfer"}


@dataclass(frozen=True, slots=True)
class Round:
    """One round, from its first through its last day."""

    first: dt.date
    last: dt.date
    explanation: Explanation


def next_round(action: str, day: dt.date, law: Law) -> Round:
    """The round that ``day`` falls in, else the next one; raises Refused(no_clause), NotInForce.

    ``action`` is reassignment or transfer.
    """
    rule = f"{law.agency}.{_RULES[action]}"
    if not law.has(rule):
        raise Refused("no_clause", f"หลักเกณฑ์ชุด {law.agency} ไม่กำหนดรอบของเรื่องนี้", "action")
    spans = law.read(rule)
    first, last = min(
        span
        for year in (day.year, day.year + 1)
        for text in spans.value
        if (span := _span(text, year))[1] >= day
    )
    tree = Explanation(rule, "รอบที่ใช้ เริ่มวันที่", first, children=(spans.explanation,))
    return Round(first, last, tree)


def _span(text: str, year: int) -> tuple[dt.date, dt.date]:
    """The days of ``05-01/05-31`` in a year."""
    first, last = (dt.date.fromisoformat(f"{year:04d}-{part}") for part in text.split("/"))
    return first, last
