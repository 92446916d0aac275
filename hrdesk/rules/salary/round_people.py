"""Reading what a payroll knows of its people: each once, their facts as the rules take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.round_types import RoundPerson
from hrdesk.rules.salary.step_eligibility import Leave, StepConditions


def check_once(people: Sequence[RoundPerson]) -> None:
    """Raises Refused(duplicate_id) for somebody who stands twice."""
    seen: set[int] = set()
    for index, person in enumerate(people):
        if person.id in seen:
            raise Refused("duplicate_id", f"มี “{person.name}” มากกว่าหนึ่งครั้ง", f"people.{index}.id")
        seen.add(person.id)


def step_conditions(facts: Mapping[str, Any]) -> StepConditions:
    """The facts of a payroll row for sao.step.eligible; what is not noted did not happen.

    Only the months of service may be unknown. Raises Refused(wrong_fact).
    """
    return StepConditions(
        service_months=service_months(facts),
        heavier_than_probation=_yes(facts, "heavier_than_probation"),
        convicted=_yes(facts, "convicted"),
        suspended_months=_whole(facts, "suspended_months"),
        absent=_yes(facts, "absent"),
        leave=tuple(_leave(each) for each in facts.get("leave") or ()),
    )


def service_months(facts: Mapping[str, Any]) -> int | None:
    """The months of service, None while not known; raises Refused(wrong_fact)."""
    return None if facts.get("service_months") is None else _whole(facts, "service_months")


def _leave(given: Mapping[str, Any]) -> Leave:
    return Leave(
        str(given.get("kind", "")), _whole(given, "days"), _whole({"times": 1, **given}, "times")
    )


def _whole(facts: Mapping[str, Any], key: str) -> int:
    found = facts.get(key) or 0
    if isinstance(found, bool) or not isinstance(found, int) or found < 0:
        raise Refused("wrong_fact", f"“{found}” ไม่ใช่จำนวนเต็มตั้งแต่ศูนย์ ตรวจข้อมูลสิทธิ", key)
    return found


def _yes(facts: Mapping[str, Any], key: str) -> bool:
    found = facts.get(key) or False
    if not isinstance(found, bool):
        raise Refused("wrong_fact", f"“{found}” ไม่ใช่ใช่หรือไม่ใช่ ตรวจข้อมูลสิทธิ", key)
    return found
