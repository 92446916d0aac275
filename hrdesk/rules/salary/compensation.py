"""The raise of those who served before a new starting salary, by the bands of ว ๙/๒๕๖๗."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hrdesk.rules.dates import thai_date_long
from hrdesk.rules.explanation import Explanation, shown
from hrdesk.rules.lawbook import Law, LawBook, Reading
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.qualification import rows_of
from hrdesk.rules.salary.rounding import NOTHING, exact

RULE = "dms.qsal.compensation"
_AGENCY = "dms"


class Outcome(StrEnum):
    """Whether a salary is raised, and why not."""

    RAISED = "raised"
    ENTERED_LATER = "entered_later"
    BELOW = "below"
    BETWEEN = "between"
    ABOVE = "above"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class Band:
    """Salaries ``low`` to ``high`` get ``increase`` and no more than ``cap``; baht a month."""

    low: Decimal
    high: Decimal
    increase: Decimal
    cap: Decimal


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of one qualification on the first day of a phase, lowest first."""

    qualification: str
    institution: str
    day: dt.date
    rows: tuple[Band, ...]
    source: Explanation


@dataclass(frozen=True, slots=True)
class Compensation:
    """What one person gets in baht a month; None while a fact in ``needs`` decides it.

    ``reason`` says in Thai why nothing is raised; ``capped`` that the band's cap took a part.
    """

    outcome: Outcome
    band: Band | None
    raised: Decimal | None
    new_salary: Decimal | None
    capped: bool
    reason: str
    needs: tuple[str, ...]
    explanation: Explanation


def phase_days(book: LawBook) -> tuple[dt.date, ...]:
    """The first days of the phases that the law holds (dms.qsal.compensation)."""
    parameter = book.parameters(_AGENCY)[RULE]
    pairs = zip(parameter.days, parameter.values, strict=True)
    return tuple(day for day, value in pairs if value is not None)


def bands_of(qualification: str, institution: str, law: Law) -> Bands:
    """The bands of a qualification on the law's day, the first day of a phase; raises Refused.

    (dms.qsal.compensation)
    """
    source: Reading[Sequence[dict[str, str]]] = law.read(RULE)
    days = phase_days(law.book)
    if law.day not in days:
        told = " และ ".join(map(thai_date_long, days))
        raise Refused("not_a_phase_day", f"การปรับเงินเดือนชดเชยมีผลเฉพาะวันที่ {told}", "on")
    rows = tuple(
        Band(*(Decimal(row[key]) for key in ("from", "to", "increase", "cap")))
        for row in rows_of(source.value, qualification, institution)
    )
    return Bands(qualification, institution, law.day, rows, source.explanation)


def compensation(salary: Decimal, entered_on: dt.date | None, bands: Bands) -> Compensation:
    """The raise of one who served before the phase, by the band of the salary before it.

    salary + increase, not above the band's cap (dms.qsal.compensation).
    """
    salary = exact(salary)
    if entered_on is None:
        needs = (f"วันบรรจุเข้ารับราชการ (ต้องก่อนวันที่ {thai_date_long(bands.day)})",)
        return _not_raised(Outcome.NEEDS, salary, "ยังขาดวันบรรจุ", bands, needs)
    if entered_on >= bands.day:
        reason = f"บรรจุตั้งแต่วันที่ {thai_date_long(bands.day)} เป็นต้นไป ได้รับอัตราแรกบรรจุใหม่แล้ว"
        return _not_raised(Outcome.ENTERED_LATER, salary, reason, bands)
    found = next((each for each in bands.rows if each.low <= salary <= each.high), None)
    if found is None:
        return _outside(salary, bands)
    whole = salary + found.increase
    new = min(whole, found.cap)
    formula = f"{shown(salary)} + {shown(found.increase)} = {shown(whole)}"
    if new < whole:
        formula += f" ไม่เกิน {shown(found.cap)}"
    tree = Explanation(
        RULE, "เงินเดือนหลังปรับชดเชย", new, "บาท", formula,
        children=(_told(found, bands), bands.source),
    )  # fmt: skip
    return Compensation(
        Outcome.RAISED, found, new - salary, new, new < whole, "", (), tree
    )  # fmt: skip


def _outside(salary: Decimal, bands: Bands) -> Compensation:
    first, last = bands.rows[0], bands.rows[-1]
    if salary > last.high:
        reason = f"เงินเดือนสูงกว่าช่วงสุดท้าย ({shown(last.high)} บาท) ไม่ได้รับการปรับชดเชย"
        return _not_raised(Outcome.ABOVE, salary, reason, bands)
    if salary < first.low:
        reason = f"เงินเดือนต่ำกว่าช่วงแรก ({shown(first.low)} บาท) โปรดตรวจเงินเดือนและคุณวุฒิ"
        return _not_raised(Outcome.BELOW, salary, reason, bands)
    reason = "เงินเดือนตกระหว่างสองช่วง ไม่เข้าช่วงใด โปรดตรวจเงินเดือน"
    return _not_raised(Outcome.BETWEEN, salary, reason, bands)


def _not_raised(
    outcome: Outcome, salary: Decimal, reason: str, bands: Bands, needs: tuple[str, ...] = ()
) -> Compensation:
    known = not needs
    tree = Explanation(
        RULE, "เงินเดือนหลังปรับชดเชย", salary if known else None, "บาท" if known else "", reason,
        children=(bands.source,),
    )  # fmt: skip
    amount, new = (NOTHING, salary) if known else (None, None)
    return Compensation(outcome, None, amount, new, False, reason, needs, tree)


def _told(band: Band, bands: Bands) -> Explanation:
    return Explanation(
        RULE, f"ช่วงเงินเดือน {bands.qualification} ({bands.institution})", band.increase, "บาท",
        f"เงินเดือน {shown(band.low)} ถึง {shown(band.high)} ปรับเพิ่ม {shown(band.increase)} "
        f"เงินเดือนใหม่ไม่เกิน {shown(band.cap)}",
    )  # fmt: skip
