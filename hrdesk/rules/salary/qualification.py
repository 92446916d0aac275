"""The starting salary by qualification, and the amounts that the four factors add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from hrdesk.rules.explanation import Explanation, canonical, shown
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.rounding import NOTHING, per_cent

_PRINTED = "dms.qsal.amounts"
_FORMULA = "dms.qsal.formula"


@dataclass(frozen=True, slots=True)
class QualificationSalary:
    """Baht a month: the start, what each factor adds, the total; ``confirmed`` is False where an
    added amount is computed by a formula that the office has not confirmed yet."""

    start: Decimal
    added: Mapping[int, Decimal]
    total: Decimal
    confirmed: bool
    explanation: Explanation


def qualification_names(law: Law) -> tuple[str, ...]:
    """The recognised qualifications of the table in force, each once."""
    return tuple(dict.fromkeys(row["qualification"] for row in law.read("dms.qsal.phases").value))


def qualification_salary(
    qualification: str, institution: str, factors: Sequence[int], law: Law
) -> QualificationSalary:
    """The starting salary with its factors on the law's day (dms.qsal.*); raises Refused.

    Printed amounts while they hold; afterwards weight × the width of the range, to be confirmed.
    """
    source = law.read("dms.qsal.phases")
    row = rows_of(source.value, qualification, institution)[0]
    minimum, maximum = Decimal(row["minimum"]), Decimal(row["maximum"])
    if len(set(factors)) != len(factors):
        raise Refused("duplicate_factor", "ระบุปัจจัยซ้ำกัน", "factors")
    computed = law.parameter(_FORMULA).index_at(law.day) >= 0
    added: dict[int, Decimal] = {}
    branches = []
    for factor in sorted(factors):
        if computed:
            amount, why = _computed(factor, minimum, maximum, law)
        else:
            amount, why = _printed(factor, qualification, institution, law)
        added[factor] = amount
        branches.append(why)
    confirmed = not (computed and added) or law.read(_FORMULA).value
    total = minimum + sum(added.values(), NOTHING)
    start = Explanation(
        "dms.qsal.phases", f"อัตราแรกบรรจุ {qualification} ({institution})", minimum, "บาท",
        f"ช่วง {shown(minimum)} ถึง {shown(maximum)}", children=(source.explanation,),
    )  # fmt: skip
    tree = Explanation(
        "dms.qsal", "เงินเดือนตามคุณวุฒิ", total, "บาท",
        " + ".join(shown(each) for each in (minimum, *added.values()))
        + ("" if confirmed else " (คำนวณตามสูตร รอยืนยัน)"),
        children=(start, *branches),
    )  # fmt: skip
    return QualificationSalary(minimum, added, total, confirmed, tree)


def rows_of(
    rows: Sequence[Mapping[str, str]], qualification: str, institution: str
) -> tuple[Mapping[str, str], ...]:
    """The rows of a qualification in a table of the law; raises Refused(unknown_qualification)."""
    names = dict.fromkeys(row["qualification"] for row in rows if row["institution"] == institution)
    if qualification not in names:
        known = list(names)
        near = get_close_matches(qualification, known, n=3, cutoff=0.3) or known[:3]
        raise Refused(
            "unknown_qualification",
            f"ไม่พบคุณวุฒิ “{qualification}” ({institution}) ใกล้เคียง: {'; '.join(near)}",
            "qualification",
        )
    return tuple(
        row
        for row in rows
        if (row["institution"], row["qualification"]) == (institution, qualification)
    )


def _factor(factor: int, law: Law) -> tuple[Mapping[str, str], Explanation]:
    """The factor's label and weight; raises Refused(unknown_factor)."""
    factors = law.read("dms.qsal.factors")
    found: Mapping[str, str] | None = factors.value.get(str(factor))
    if found is None:
        raise Refused("unknown_factor", f"ปัจจัยมีข้อ {', '.join(factors.value)}", "factors")
    return found, factors.explanation


def _printed(
    factor: int, qualification: str, institution: str, law: Law
) -> tuple[Decimal, Explanation]:
    """The amount printed for the qualification; raises Refused(no_printed_amount)."""
    what, weights = _factor(factor, law)
    table = law.read(_PRINTED)
    for row in table.value:
        if (row["institution"], row["qualification"]) == (institution, qualification):
            amount = Decimal(row[str(factor)])
            return amount, Explanation(
                _PRINTED, f"ปัจจัยที่ {factor} {what['label']}", amount, "บาท",
                f"ตามที่พิมพ์ไว้สำหรับ {row['printed']}", children=(table.explanation, weights),
            )  # fmt: skip
    raise Refused(
        "no_printed_amount",
        f"ก่อนวันที่ใช้ช่วงเงินเดือนใหม่ ไม่มีเงินเพิ่มตามปัจจัยที่พิมพ์ไว้สำหรับ “{qualification}” ให้หน่วยงานกำหนดเอง",
        "factors",
    )


def _computed(
    factor: int, minimum: Decimal, maximum: Decimal, law: Law
) -> tuple[Decimal, Explanation]:
    what, weights = _factor(factor, law)
    weight = Decimal(what["weight"])
    amount = per_cent(maximum - minimum, weight)
    formula = law.read(_FORMULA)
    return amount, Explanation(
        _FORMULA, f"ปัจจัยที่ {factor} {what['label']}", amount, "บาท",
        f"{canonical(weight)} / 100 × ({shown(maximum)} − {shown(minimum)})"
        + ("" if formula.value else " คำนวณตามสูตร รอยืนยัน"),
        children=(weights, formula.explanation),
    )  # fmt: skip
