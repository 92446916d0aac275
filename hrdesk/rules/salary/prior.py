"""The starting salary of one who was employed by the ministry before, and the time that counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hrdesk.rules.codes import Employment
from hrdesk.rules.dates import thai_date_long
from hrdesk.rules.explanation import Explanation, shown
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.rounding import NOTHING, exact

TEMPORARY, GOVERNMENT, MINISTRY = "dms.prior.temp", "dms.prior.gov", "dms.prior.moph"
_RULES = {
    Employment.TEMPORARY_EMPLOYEE: TEMPORARY,
    Employment.GOVERNMENT_EMPLOYEE: GOVERNMENT,
    Employment.MOPH_EMPLOYEE: MINISTRY,
}


@dataclass(frozen=True, slots=True)
class PriorEmployment:
    """The former employment; ``start`` and ``maximum`` are those of the post, baht a month."""

    employment: Employment
    pay: Decimal
    raises: tuple[Decimal, ...]
    unbroken: bool
    years: Decimal
    start: Decimal
    maximum: Decimal
    hired_on: dt.date | None = None
    in_ministry: bool = True
    same_degree_level: bool = True


@dataclass(frozen=True, slots=True)
class PriorSalary:
    """The salary at appointment in baht a month, None while a fact in ``needs`` decides it.

    ``rule`` is the rule that gives more than the rate of the qualification, None where none does.
    """

    salary: Decimal | None
    rule: str | None
    needs: tuple[str, ...]
    explanation: Explanation


def prior_salary(prior: PriorEmployment, law: Law) -> PriorSalary:
    """The salary that keeps what was earned before (dms.prior.*); raises Refused."""
    start, maximum = exact(prior.start), exact(prior.maximum)
    if start > maximum:
        raise Refused("impossible", "อัตราตามคุณวุฒิสูงกว่าขั้นสูงของระดับ", "start")
    rule = _RULES.get(prior.employment)
    if rule is None:
        why = f"{prior.employment.label} ไม่อยู่ในหลักเกณฑ์ ได้รับอัตราตามคุณวุฒิ"
        return PriorSalary(start, None, (), Explanation("dms.prior", "เงินเดือน", start, "บาท", why))
    source = law.read(rule)
    checks = _checks(prior, rule, source.value)
    branches = tuple(
        Explanation(rule, label, "รอข้อมูล" if met is None else met) for label, met in checks
    )
    children = (*branches, source.explanation)
    if any(met is False for _, met in checks):
        tree = Explanation(
            "dms.prior", "เงินเดือน", start, "บาท", "ไม่ครบเงื่อนไข ได้รับอัตราตามคุณวุฒิ", children=children
        )
        return PriorSalary(start, None, (), tree)
    needs = tuple(label for label, met in checks if met is None)
    if needs:
        tree = Explanation(rule, "เงินเดือน", None, "", "ยังขาดข้อมูล", children=children)
        return PriorSalary(None, rule, needs, tree)
    salary, formula = _kept(prior, rule)
    return PriorSalary(
        salary, rule, (), Explanation(rule, "เงินเดือน", salary, "บาท", formula, children=children)
    )


def _checks(prior: PriorEmployment, rule: str, figure: Any) -> tuple[tuple[str, bool | None], ...]:
    """Each condition with whether it is met; None where a fact is wanting."""
    special: tuple[tuple[str, bool | None], ...] = ()
    if rule == TEMPORARY:
        special = ((f"อายุงานไม่น้อยกว่า {figure} ปี", exact(prior.years) >= figure),)
    elif rule == MINISTRY:
        before = None if prior.hired_on is None else prior.hired_on < figure
        special = ((f"จ้างก่อนวันที่ {thai_date_long(figure)}", before),)
    return (
        ("สังกัดกระทรวงสาธารณสุข", prior.in_ministry),
        ("วุฒิระดับเดียวกับตำแหน่ง", prior.same_degree_level),
        ("จ้างต่อเนื่องถึงวันบรรจุ", prior.unbroken),
        *special,
    )


def _kept(prior: PriorEmployment, rule: str) -> tuple[Decimal, str]:
    """The salary and its formula, between the qualification's rate and the maximum."""
    limits = f"ไม่เกินขั้นสูง {shown(prior.maximum)}"
    if rule == TEMPORARY:
        salary = min(max(exact(prior.pay), prior.start), prior.maximum)
        formula = f"อัตราเดิม {shown(prior.pay)} ไม่ต่ำกว่าอัตราตามคุณวุฒิ {shown(prior.start)} {limits}"
        return salary, formula
    earned = sum((exact(each) for each in prior.raises), NOTHING)
    salary = min(prior.start + earned, prior.maximum)
    return salary, f"{shown(prior.start)} + เงินที่เลื่อน {shown(earned)} {limits}"


def counts_to(
    employment: Employment, appointed_on: dt.date, law: Law
) -> tuple[dt.date | None, Explanation]:
    """The last day of the earlier employment that counts for later appointments, None where it
    does not count at all (dms.prior.time)."""
    kinds = law.read("dms.prior.time")
    last = appointed_on - dt.timedelta(days=1) if employment in kinds.value else None
    label = f"นับระยะเวลาเป็น{employment.label}ได้ถึง"
    value = last if last is not None else "ไม่นับ"
    return last, Explanation("dms.prior.time", label, value, children=(kinds.explanation,))
