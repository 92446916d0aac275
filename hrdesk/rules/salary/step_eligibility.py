"""Who may be considered for a step: conduct, service, and leave of the half-year."""

from __future__ import annotations

from dataclasses import dataclass

from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused

SERVICE = "เดือนที่ปฏิบัติงาน"
"""What must be known when the months of service are not."""

_RULE = "sao.step.eligible"
_UNKNOWN = "ยังไม่ทราบ"


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave of one kind in the half-year, in days and times."""

    kind: str
    days: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class StepConditions:
    """What is known of one person for one half-year; suspension and service in whole months.

    ``service_months`` is None while it is not known.
    """

    service_months: int | None
    heavier_than_probation: bool = False
    convicted: bool = False
    suspended_months: int = 0
    absent: bool = False
    leave: tuple[Leave, ...] = ()


@dataclass(frozen=True, slots=True)
class StepEligibility:
    """Whether one may be considered, in Thai what is not met, and what must still be known."""

    eligible: bool
    unmet: tuple[str, ...]
    leave_days: int
    leave_times: int
    explanation: Explanation
    needs: tuple[str, ...] = ()


def step_eligibility(person: StepConditions, law: Law) -> StepEligibility:
    """The conditions of sao.step.eligible, one by one; raises Refused(unknown_leave)."""
    limits = law.read(_RULE)
    limit = limits.value
    days, times = _counted(person.leave, limit["counted_leave"], limit["excused_leave"])
    checks = (
        ("ไม่ถูกลงโทษหนักกว่าภาคทัณฑ์", not person.heavier_than_probation),
        ("ไม่ถูกศาลพิพากษาในความผิดเกี่ยวกับการปฏิบัติราชการ", not person.convicted),
        (
            f"ไม่ถูกสั่งพักราชการเกิน {limit['suspended_months']} เดือน",
            person.suspended_months <= limit["suspended_months"],
        ),
        ("ไม่ขาดราชการโดยไม่มีเหตุผลอันควร", not person.absent),
        (
            f"บรรจุมาแล้วไม่น้อยกว่า {limit['service_months']} เดือน",
            _served(person.service_months, limit["service_months"]),
        ),
        (f"วันลาไม่เกิน {limit['leave_days']} วัน", days <= limit["leave_days"]),
        (f"ลาไม่เกิน {limit['leave_times']} ครั้ง", times <= limit["leave_times"]),
    )
    unmet = tuple(label for label, met in checks if met is False)
    needs = () if person.service_months is not None else (SERVICE,)
    branches = [
        Explanation(_RULE, label, _UNKNOWN if met is None else met) for label, met in checks
    ]
    tree = Explanation(
        _RULE, "มีสิทธิได้รับการพิจารณาเลื่อนขั้น", not unmet,
        formula=f"วันลาที่นับ {days} วัน {times} ครั้ง",
        children=(*branches, limits.explanation),
    )  # fmt: skip
    return StepEligibility(not unmet, unmet, days, times, tree, needs)


def _served(months: int | None, least: int) -> bool | None:
    """Whether the service is long enough, None while it is not known."""
    return None if months is None else months >= least


def _counted(
    leave: tuple[Leave, ...], counted: tuple[str, ...], excused: tuple[str, ...]
) -> tuple[int, int]:
    """The days and times of the kinds that count."""
    days = times = 0
    for each in leave:
        if each.kind in counted:
            days += each.days
            times += each.times
        elif each.kind not in excused:
            known = ", ".join((*counted, *excused))
            raise Refused("unknown_leave", f"ไม่รู้จักการลา “{each.kind}” ใช้ได้: {known}", "leave")
    return days, times
