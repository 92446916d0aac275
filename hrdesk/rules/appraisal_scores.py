"""Points of an agreement's indicators and competencies, and the order of the appraised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.rules.appraisal import Staff
from hrdesk.rules.codes import Employment, LabelledEnum
from hrdesk.rules.explanation import Explanation, canonical
from hrdesk.rules.refusal import Refused

LEVELS = 5
"""The form's own scale: five target levels of an indicator, points from 1 to 5."""


class Known(LabelledEnum):
    """How somebody took the result: signed for it, or refused to before a witness."""

    ACKNOWLEDGED = "acknowledged", "รับทราบแล้ว"
    REFUSED = "refused", "ไม่ยอมลงนาม มีพยาน"


class Screened(LabelledEnum):
    """What the screening committee found of a result."""

    AGREED = "agreed", "เห็นชอบ"
    RETURNED = "returned", "ส่งคืนให้ทบทวน"


_HUNDRED = Decimal(100)
_STAFF = {
    Employment.CIVIL_SERVANT: Staff.CIVIL_SERVANT,
    Employment.LOCAL_OFFICIAL: Staff.OFFICIAL,
    Employment.LOCAL_TEACHER: Staff.OFFICIAL,
    Employment.PERMANENT_EMPLOYEE: Staff.OFFICIAL,
    Employment.CONTRACT_EMPLOYEE: Staff.CONTRACT,
    Employment.GENERAL_CONTRACT_EMPLOYEE: Staff.CONTRACT,
}


def staff_of(employment: Employment, *, local: bool) -> Staff | None:
    """The criteria a kind of employment is appraised by, None where no rule held here says.

    Local criteria hold in a local body only, those of the civil service outside one.

    # rule: sao.appraisal.official, sao.appraisal.contract
    """
    found = _STAFF.get(employment)
    if found is None or (found is Staff.CIVIL_SERVANT) is local:
        return None
    return found


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of an agreement: weight in per cent, points from 1 to 5, None while unknown."""

    title: str
    weight: Decimal
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Competency:
    """One competency: levels expected and found, or points given at once (1 to 5)."""

    name: str
    weight: Decimal
    expected: int
    found: int | None = None
    score: Decimal | None = None


def weight_total(weights: Sequence[Decimal]) -> Decimal:
    """What the weights of one list sum to, in per cent."""
    return sum(weights, Decimal(0))


def comparison_points(expected: int, found: int) -> Decimal:
    """Points of a level found against the one expected: full ones when reached, one less for each
    level that lacks, none without the competency (a rule of the program; points may be given
    instead).
    """
    if found <= 0:
        return Decimal(0)
    return Decimal(max(LEVELS - max(expected - found, 0), 0))


def achievement(indicators: Sequence[Indicator]) -> Explanation | None:
    """The achievement of 100, None while an indicator has no points; raises Refused.

    Each indicator counts points × weight / 5, so that five points everywhere make 100.
    """
    _check_weights("indicators", [each.weight for each in indicators])
    parts = []
    for place, each in enumerate(indicators):
        if each.score is None:
            return None
        _check_points(each.score, f"indicators.{place}.score", least=1)
        parts.append(_part(each.title, each.score, each.weight))
    return _whole("appraisal.achievement", "ผลสัมฤทธิ์ของงาน", parts)


def competency(competencies: Sequence[Competency]) -> Explanation | None:
    """The competency of 100, None while one is not found; raises Refused.

    Points given count; without them those of ``comparison_points``.
    """
    _check_weights("competencies", [each.weight for each in competencies])
    parts = []
    for place, each in enumerate(competencies):
        where = f"competencies.{place}"
        if each.score is not None:
            _check_points(each.score, f"{where}.score", least=0)
            parts.append(_part(each.name, each.score, each.weight))
        elif each.found is None:
            return None
        elif not (0 <= each.found <= LEVELS and 1 <= each.expected <= LEVELS):
            raise Refused("level_range", "ระดับที่คาดหวังคือ 1 ถึง 5 ระดับที่พบคือ 0 ถึง 5", where)
        else:
            points = comparison_points(each.expected, each.found)
            told = f"{each.name} (คาดหวัง {each.expected} พบ {each.found})"
            parts.append(_part(told, points, each.weight))
    return _whole("appraisal.competency", "สมรรถนะ", parts)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in the order of results; ``tied`` with others of the same total."""

    rank: int
    tied: bool


def places(totals: Mapping[int, Decimal]) -> dict[int, Place]:
    """The places by exact totals, the highest first; equal totals share a place, the next counts on.

    # rule: sao.appraisal.steps
    """
    order = sorted(totals.values(), reverse=True)
    first: dict[Decimal, int] = {}
    for rank, total in enumerate(order, start=1):
        first.setdefault(total, rank)
    count = Counter(order)
    return {id_: Place(first[total], count[total] > 1) for id_, total in totals.items()}


def _check_weights(where: str, weights: Sequence[Decimal]) -> None:
    total = weight_total(weights)
    if any(weight <= 0 for weight in weights) or total != _HUNDRED:
        told = f"น้ำหนักรวมต้องเท่ากับ 100 ขณะนี้ {canonical(total)} และทุกข้อต้องมากกว่า 0"
        raise Refused("weights", told, where)


def _check_points(points: Decimal, where: str, *, least: int) -> None:
    if not least <= points <= LEVELS:
        raise Refused("points_range", f"คะแนนต้องอยู่ระหว่าง {least} ถึง {LEVELS}", where)


def _part(label: str, points: Decimal, weight: Decimal) -> Explanation:
    value = points * weight / LEVELS
    formula = f"{canonical(points)} × {canonical(weight)} ÷ {LEVELS}"
    return Explanation("appraisal.part", label, value, "คะแนน", formula)


def _whole(code: str, label: str, parts: Sequence[Explanation]) -> Explanation:
    values = [part.value for part in parts if isinstance(part.value, Decimal)]
    total = sum(values, Decimal(0))
    formula = " + ".join(canonical(value) for value in values)
    return Explanation(code, label, total, "เต็ม 100", formula, children=tuple(parts))
