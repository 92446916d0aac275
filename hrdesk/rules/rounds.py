"""Rounds of the year in which matters are considered: reassignment, transfer, appraisal, salary.

doh.round.move, dms.round.transfer, sao.appraisal.rounds; an agency's own rule goes before the
common one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import COMMON, Law, NotInForce
from hrdesk.rules.refusal import Refused

ROUNDS: Mapping[str, str] = {
    "reassignment": "การพิจารณาย้าย",
    "transfer": "การรับโอนและให้โอน",
    "appraisal": "การประเมินผลการปฏิบัติราชการ",
    "salary": "การเลื่อนเงินเดือน",
}
"""The calendars of rounds by their key in procedures (``round:``), with their Thai names."""

ROUND_OF_KIND: Mapping[str, str] = {
    "reassignment": "reassignment",
    "transfer_out": "transfer",
    "transfer_in": "transfer",
    "appraisal": "appraisal",
    "step_round": "salary",
}
"""The rounds of a kind of matter whose procedure names none."""

_RULES = {
    "reassignment": ("round.move",),
    "transfer": ("round.transfer",),
    "appraisal": ("appraisal.rounds", "round.appraisal"),
    "salary": ("round.salary",),
}


@dataclass(frozen=True, slots=True)
class Round:
    """One round, from its first through its last day."""

    first: dt.date
    last: dt.date
    explanation: Explanation


def rounds_rule(action: str, law: Law) -> str | None:
    """The id of the rule that sets the rounds of ``action`` (a key of ROUNDS), None without one."""
    named = (f"{owner}.{name}" for owner in (law.agency, COMMON) for name in _RULES[action])
    return next((rule for rule in named if law.has(rule)), None)


def next_round(action: str, day: dt.date, law: Law) -> Round:
    """The round that ``day`` falls in, else the next one; raises Refused(no_clause), NotInForce.

    ``action`` is a key of ROUNDS.
    """
    rule = _rule(action, law)
    spans = law.read(rule)
    first, last = min(
        span
        for year in (day.year - 1, day.year, day.year + 1)
        for text in _texts(spans.value)
        if (span := _span(text, year))[1] >= day
    )
    tree = Explanation(rule, "รอบที่ใช้ เริ่มวันที่", first, children=(spans.explanation,))
    return Round(first, last, tree)


def rounds_between(action: str, first: dt.date, last: dt.date, law: Law) -> tuple[Round, ...]:
    """Every round that touches the days ``first`` to ``last``, in their order.

    Each round is set by the law on its own first day; before the rule's first day there are none.
    Raises Refused(no_clause).
    """
    rule = _rule(action, law)
    texts = {
        text for value in law.parameter(rule).values if value is not None for text in _texts(value)
    }
    found = []
    for year in range(first.year - 1, last.year + 1):
        for text in texts:
            begins, ends = _span(text, year)
            if ends < first or begins > last:
                continue
            try:
                spans = law.book.at(begins, law.agency).read(rule)
            except NotInForce:
                continue
            if text in _texts(spans.value):
                tree = Explanation(rule, "รอบ", begins, children=(spans.explanation,))
                found.append(Round(begins, ends, tree))
    return tuple(sorted(found, key=lambda each: each.first))


def _rule(action: str, law: Law) -> str:
    rule = rounds_rule(action, law)
    if rule is None:
        raise Refused("no_clause", f"หลักเกณฑ์ชุด {law.agency} ไม่กำหนดรอบของเรื่องนี้", "action")
    return rule


def _texts(value: Any) -> Iterable[str]:
    """The spans of a rule as ``05-01/05-31``, from a list or from a table of first and last."""
    if isinstance(value, Mapping):
        return tuple(f"{span['first']}/{span['last']}" for span in value.values())
    return tuple(value)


def _span(text: str, year: int) -> tuple[dt.date, dt.date]:
    """The days of ``05-01/05-31`` in a year; ``10-01/03-31`` ends in the year after."""
    first, last = text.split("/")
    return (
        dt.date.fromisoformat(f"{year:04d}-{first}"),
        dt.date.fromisoformat(f"{year + (last < first):04d}-{last}"),
    )
