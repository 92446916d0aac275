"""Places and money for the steps of a year, by group and in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.rules.explanation import Explanation, canonical, shown
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.rounding import exact, half_up, per_cent

_ROUND_1 = "sao.step.quota-1"
_BUDGET = "sao.step.budget"


@dataclass(frozen=True, slots=True)
class Payroll:
    """Heads on 1 March, and baht a month; None where not known yet."""

    heads: int
    march: Decimal | None = None
    used_april: Decimal | None = None
    september: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StepQuota:
    """Full-step places of 1 April and the money of both rounds; None where a fact is wanting."""

    places: int
    budget_march: Decimal | None
    budget_year: Decimal | None
    left_october: Decimal | None
    needs: tuple[str, ...]
    explanation: Explanation


def step_quota(payroll: Payroll, law: Law, label: str = "โควตาเลื่อนหนึ่งขั้น") -> StepQuota:
    """Places and money of one group (sao.step.quota-1, sao.step.budget); raises Refused."""
    rate, money = law.read(_ROUND_1), law.read(_BUDGET)
    if payroll.heads < 0:
        raise Refused("out_of_range", "จำนวนคนต้องไม่ติดลบ", "heads")
    counted = per_cent(Decimal(payroll.heads), rate.value)
    places = half_up(counted)
    march = _budget(payroll.march, money.value, "payroll_march")
    year = _budget(payroll.september, money.value, "payroll_september")
    left = None
    if year is not None and payroll.used_april is not None:
        left = year - exact(payroll.used_april)
    branches = [
        _why("วงเงินเทียบ ณ วันที่ ๑ มีนาคม", march, payroll.march, money.value),
        _why("วงเงินทั้งปี", year, payroll.september, money.value),
    ]
    if left is not None:
        formula = f"{shown(year)} − {shown(payroll.used_april)}"
        branches.append(Explanation(_BUDGET, "เหลือให้เลื่อน ๑ ตุลาคม", left, "บาท", formula))
    tree = Explanation(
        _ROUND_1, label, places, "คน",
        f"{payroll.heads} × {canonical(rate.value)} / 100 = {counted:.2f} เศษตั้งแต่ครึ่งปัดขึ้น",
        children=(rate.explanation, *branches, money.explanation),
    )  # fmt: skip
    return StepQuota(places, march, year, left, _needs(payroll), tree)


def _budget(payroll: Decimal | None, rate: Decimal, where: str) -> Decimal | None:
    if payroll is None:
        return None
    if exact(payroll) < 0:
        raise Refused("out_of_range", "เงินเดือนรวมต้องไม่ติดลบ", where)
    return per_cent(payroll, rate)


def _why(label: str, budget: Decimal | None, payroll: Decimal | None, rate: Decimal) -> Explanation:
    if budget is None:
        return Explanation(_BUDGET, label, "ยังไม่ทราบ")
    return Explanation(_BUDGET, label, budget, "บาท", f"{shown(payroll)} × {canonical(rate)} / 100")


def _needs(payroll: Payroll) -> tuple[str, ...]:
    """What must still be known, in Thai."""
    wanted = (
        (payroll.march, "เงินเดือนรวม ณ วันที่ ๑ มีนาคม"),
        (payroll.used_april, "เงินที่ใช้เลื่อนขั้น ๑ เมษายน"),
        (payroll.september, "เงินเดือนรวม ณ วันที่ ๑ กันยายน"),
    )
    return tuple(name for value, name in wanted if value is None)


@dataclass(frozen=True, slots=True)
class Quotas:
    """The quota of each group, and of all: the sum of rounded places and of the groups' money."""

    groups: Mapping[str, StepQuota]
    places: int
    budget_march: Decimal | None
    budget_year: Decimal | None
    left_october: Decimal | None
    explanation: Explanation


def quotas(payrolls: Mapping[str, Payroll], law: Law) -> Quotas:
    """The quota of every group, by the codes of sao.step.groups; raises Refused(unknown_group)."""
    names = law.read("sao.step.groups")
    found: dict[str, StepQuota] = {}
    for group in sorted(payrolls):
        if group not in names.value:
            known = ", ".join(names.value)
            raise Refused("unknown_group", f"ไม่รู้จักกลุ่ม “{group}” ใช้ได้: {known}", group)
        found[group] = step_quota(payrolls[group], law, names.value[group])
    places = sum(each.places for each in found.values())
    tree = Explanation(
        "sao.step.groups", "โควตารวมทุกกลุ่ม", places, "คน", "ผลรวมของโควตาแต่ละกลุ่มที่ปัดเศษแล้ว",
        children=(names.explanation, *(each.explanation for each in found.values())),
    )  # fmt: skip
    return Quotas(
        found,
        places,
        _sum([each.budget_march for each in found.values()]),
        _sum([each.budget_year for each in found.values()]),
        _sum([each.left_october for each in found.values()]),
        tree,
    )


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    """The sum, None when one of them is not known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def group_of(column: str, law: Law) -> str:
    """The group of a column of the salary table or of a teacher's grade; raises Refused."""
    groups: Mapping[str, str] = law.read("sao.step.group-of").value
    if column not in groups:
        raise Refused("unknown_ladder", f"“{column}” ไม่อยู่ในกลุ่มใด", "ladder")
    return groups[column]
