"""What is known of somebody's conduct and service, in a line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from hrdesk.services.payroll_facts import FACTS

ROUND_UP = "เศษของเดือนปัดขึ้น"
"""How the months of suspension are counted: whole, since more than the months of the rule harms."""

_MONTHS, _LEAVE = "service_months", "leave"


def facts_words(facts: Mapping[str, Any]) -> str:
    """Return the facts of a payroll row: service, leave by kind, then what speaks against."""
    parts = []
    if facts.get(_MONTHS) is not None:
        parts.append(f"ปฏิบัติงาน {facts[_MONTHS]} เดือน")
    parts += [_leave(each) for each in facts.get(_LEAVE) or ()]
    for key, words in FACTS.items():
        value = facts.get(key)
        if key in (_MONTHS, _LEAVE) or not value:
            continue
        parts.append(words if value is True else f"{words} {value}")
    return " · ".join(parts)


def idle_words(idle: Collection[str]) -> str:
    """Return that no rule held decides by some facts, or by any; empty where every one counts."""
    if not idle:
        return ""
    told = ", ".join(FACTS[key] for key in FACTS if key in idle)
    what = "ข้อเท็จจริงในหน้านี้" if len(idle) == len(FACTS) else f"ข้อเท็จจริงนี้: {told}"
    return f"กฎที่มีในโปรแกรมไม่ได้ใช้{what} ตัดสิน บันทึกไว้ให้คณะกรรมการพิจารณาเอง"


def _leave(each: Mapping[str, Any]) -> str:
    days, times = each.get("days") or 0, each.get("times") or 0
    told = f"{each.get('kind', '')} {days:,} วัน"
    return f"{told} {times:,} ครั้ง" if times else told
