"""The yearly raise of contract employees: by result, within the budget, lowered only by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hrdesk.rules.explanation import Explanation, canonical, shown
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.rounding import HUNDRED, NOTHING, exact, per_cent, up_to

_READ = (
    "sao.appraisal.contract", "sao.raise.rate", "sao.raise.eligible", "sao.raise.maximum",
    "sao.raise.rounding",
)  # fmt: skip
"""What every row reads, said once for all of them."""


@dataclass(frozen=True, slots=True)
class ContractPerson:
    """One contract employee: baht a month on 1 September, score of 100, months in the post.

    ``rate`` is the per cent to which the committee lowered the rate, None where it did not.
    """

    id: str
    pay: Decimal
    score: Decimal
    months: Decimal
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ContractRow:
    """What one person gets; ``raised`` and ``new_pay`` in baht, ``reason`` in Thai or empty."""

    id: str
    eligible: bool
    level: str
    rate: Decimal
    raised: Decimal
    new_pay: Decimal
    reason: str
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class ContractRaise:
    """Every row in the order given, and what they cost against the budget, in baht a month."""

    rows: tuple[ContractRow, ...]
    payroll: Decimal
    budget: Decimal
    spent: Decimal
    over_by: Decimal
    explanation: Explanation


def contract_raise(people: Sequence[ContractPerson], law: Law) -> ContractRaise:
    """The raises of all (sao.raise.*); never scaled to the budget. Raises Refused."""
    seen: set[str] = set()
    for index, person in enumerate(people):
        if person.id in seen:
            message = f"มีรหัส “{person.id}” มากกว่าหนึ่งคน"
            raise Refused("duplicate_id", message, f"people.{index}.id")
        seen.add(person.id)
    rows = tuple(
        contract_row(person, law, f"people.{index}") for index, person in enumerate(people)
    )
    share = law.read("sao.raise.budget")
    payroll = sum((exact(person.pay) for person in people), NOTHING)
    budget = per_cent(payroll, share.value)
    spent = sum((row.raised for row in rows), NOTHING)
    over_by = max(NOTHING, spent - budget)
    tree = Explanation(
        "sao.raise.budget", "เงินที่ใช้เลื่อน", spent, "บาท",
        "ผลรวมของเงินเลื่อนที่ปัดเศษแล้วทุกคน",
        children=(
            Explanation(
                "sao.raise.budget", "วงเงิน", budget, "บาท",
                f"{shown(payroll)} × {canonical(share.value)} / 100",
                children=(share.explanation,),
            ),
            Explanation("sao.raise.budget", "เกินวงเงิน", over_by, "บาท"),
            *(row.explanation for row in rows),
            *(law.read(id_).explanation for id_ in _READ),
        ),
    )  # fmt: skip
    return ContractRaise(rows, payroll, budget, spent, over_by, tree)


def contract_row(person: ContractPerson, law: Law, where: str) -> ContractRow:
    """The raise of one person alone (sao.raise.*); ``where`` names the person in a refusal."""
    bands, least = law.read("sao.appraisal.contract"), law.read("sao.raise.eligible")
    cap, unit = law.read("sao.raise.maximum"), law.read("sao.raise.rounding")
    level = _level(bands.value, person.score, f"{where}.score")
    usual = min(law.read("sao.raise.rate", level).value, cap.value)
    if person.rate is not None and not NOTHING <= exact(person.rate) <= usual:
        raise Refused(
            "rate_too_high",
            f"อัตราที่คณะกรรมการกำหนดต้องไม่เกินร้อยละ {canonical(usual)} ตามผลการประเมินระดับ{level}",
            f"{where}.rate",
        )
    reasons = []
    if exact(person.months) < least.value:
        reasons.append(too_short(least.value))
    if not usual:
        reasons.append("ผลการประเมินต่ำกว่าระดับดี")
    eligible = not reasons
    rate = (usual if person.rate is None else person.rate) if eligible else NOTHING
    if rate != usual and eligible:
        reasons.append(f"คณะกรรมการลดจากร้อยละ {canonical(usual)}")
    bare = per_cent(person.pay, rate)
    raised = up_to(bare, unit.value)
    reason = " และ".join(reasons)
    tree = Explanation(
        "sao.raise.rate", f"{person.id}: เงินเลื่อน", raised, "บาท",
        f"{shown(person.pay)} × {canonical(rate)} / {HUNDRED} = {shown(bare)} "
        f"ปัดขึ้นเต็ม {canonical(unit.value)} บาท"
        + (f" ({reason})" if reason else ""),
        children=(
            Explanation("sao.raise.rate", "ผลการประเมิน", f"{level} ({shown(person.score)})"),
        ),
    )  # fmt: skip
    return ContractRow(person.id, eligible, level, rate, raised, person.pay + raised, reason, tree)


def too_short(least: int) -> str:
    """What is said of who served less than so many months (sao.raise.eligible)."""
    return f"ปฏิบัติงานในตำแหน่งไม่ครบ {least} เดือน"


def _level(bands: Sequence[Mapping[str, Any]], score: Decimal, where: str) -> str:
    """The level of the exact score: 94.99 is not 95; raises Refused(out_of_range)."""
    if not NOTHING <= exact(score) <= HUNDRED:
        raise Refused("out_of_range", "คะแนนต้องอยู่ระหว่าง 0 ถึง 100", where)
    band = next(each for each in bands if each["below"] is None or score < each["below"])
    return str(band["label"])
