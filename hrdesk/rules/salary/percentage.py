"""The half-yearly raise of civil servants: a per cent of a base, and pay past the maximum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.rules.explanation import Explanation, canonical, shown
from hrdesk.rules.lawbook import Law, Reading
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.rounding import NOTHING, exact, per_cent, satang, up_to

_BASES = "dms.pct.bases"


@dataclass(frozen=True, slots=True)
class PercentageIncrease:
    """The raise in baht a month; ``special`` is paid beside the salary, past the maximum."""

    base: Decimal
    raised: Decimal
    special: Decimal
    new_salary: Decimal
    needs: tuple[str, ...]
    explanation: Explanation


def percentage_increase(
    table: str,
    level: str,
    salary: Decimal,
    percent: Decimal,
    law: Law,
    appraisal: Decimal | None = None,
) -> PercentageIncrease:
    """The raise by ``percent`` of the base (dms.pct.*), by the table of that BE year.

    The raise is rounded up; past the maximum the salary stops there and the unrounded rest, to two
    decimals, is special remuneration. Raises Refused.
    """
    source, row = _row(law, table, level)
    cap, unit = law.read("dms.pct.maximum"), law.read("dms.pct.rounding")
    lowest = law.read("dms.pct.pass")
    if exact(percent) > cap.value or percent < 0:
        raise Refused(
            "percent_too_high",
            f"เลื่อนได้ครั้งละร้อยละ 0 ถึง {canonical(cap.value)} ของฐานในการคำนวณ",
            "percent",
        )
    maximum, midpoint = Decimal(row["maximum"]), Decimal(row["midpoint"])
    if exact(salary) > maximum:
        message = f"เงินเดือน {shown(salary)} บาท สูงกว่าขั้นสูง {shown(maximum)} บาทของระดับ"
        raise Refused("salary_above_maximum", message, "salary")
    lower = salary < midpoint
    base = Decimal(row["base_lower"] if lower else row["base_upper"])
    chosen = Explanation(
        _BASES, "ฐานในการคำนวณ", base, "บาท",
        f"เงินเดือน {shown(salary)} {'ต่ำกว่า' if lower else 'ไม่ต่ำกว่า'}ค่ากลาง {shown(midpoint)}",
        children=(source.explanation,),
    )  # fmt: skip
    passed = appraisal is None or exact(appraisal) >= lowest.value
    bare = per_cent(base, percent) if passed else NOTHING
    rounded, room = up_to(bare, unit.value), maximum - salary
    raised = min(rounded, room)
    special = satang(max(NOTHING, bare - room)) if rounded > room else NOTHING
    branches = [chosen]
    if passed:
        branches.append(_computed(base, percent, bare, rounded, unit.value))
    if rounded > room:
        branches.append(_past(room, bare, special, maximum))
    needs = _needs(lowest.value) if appraisal is None else ()
    tree = Explanation(
        "dms.pct", "เงินที่เลื่อน", raised, "บาท",
        "" if passed else f"ผลการประเมินต่ำกว่าร้อยละ {canonical(lowest.value)} ไม่ได้เลื่อน",
        children=(*branches, cap.explanation, unit.explanation, lowest.explanation),
    )  # fmt: skip
    return PercentageIncrease(base, raised, special, salary + raised, needs, tree)


def _computed(
    base: Decimal, percent: Decimal, bare: Decimal, rounded: Decimal, unit: Decimal
) -> Explanation:
    return Explanation(
        "dms.pct.rounding", "คำนวณได้", rounded, "บาท",
        f"{shown(base)} × {canonical(percent)} / 100 = {shown(bare)} ปัดขึ้นเต็ม {canonical(unit)} บาท",
    )  # fmt: skip


def _past(room: Decimal, bare: Decimal, special: Decimal, maximum: Decimal) -> Explanation:
    return Explanation(
        "dms.pct.special", "ค่าตอบแทนพิเศษ", special, "บาท",
        f"เลื่อนได้ถึงขั้นสูง {shown(maximum)} อีก {shown(room)} "
        f"ที่เหลือของ {shown(bare)} ไม่ปัดเป็นสิบบาท คิดสองตำแหน่ง",
    )  # fmt: skip


def _needs(lowest: Decimal) -> tuple[str, ...]:
    return (f"ผลการประเมินไม่ต่ำกว่าร้อยละ {canonical(lowest)}",)


def _row(
    law: Law, table: str, level: str
) -> tuple[Reading[tuple[Mapping[str, str], ...]], Mapping[str, str]]:
    """The reading of the table of that BE year, and its row of the level; raises Refused."""
    parameter = law.parameter(_BASES)
    days = {
        rows[0]["table"]: day
        for day, rows in zip(parameter.days, parameter.values, strict=True)
        if rows is not None
    }
    if table not in days:
        message = f"ยังไม่มีตารางฐานในการคำนวณปี “{table}” มี: {', '.join(days)} หน่วยงานบันทึกตารางเพิ่มได้"
        raise Refused("unknown_table", message, "table")
    reading: Reading[tuple[Mapping[str, str], ...]] = law.book.at(days[table], "dms").read(_BASES)
    for row in reading.value:
        if row["level"] == level:
            return reading, row
    raise Refused("unknown_level", f"ตารางปี {table} ไม่มีระดับ “{level}”", "level")


def half_year_budget(payroll: Decimal, law: Law) -> Explanation:
    """What a half-year's raises may cost: a per cent of the payroll of 1 March or 1 September."""
    share = law.read("dms.pct.budget")
    return Explanation(
        "dms.pct.budget", "วงเงินเลื่อนเงินเดือนครึ่งปี", per_cent(payroll, share.value), "บาท",
        f"{shown(payroll)} × {canonical(share.value)} / 100",
        children=(share.explanation,),
    )  # fmt: skip
