"""The yearly raise of contract employees as a round: the rate of each level, lowered one by one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from hrdesk.rules.explanation import Explanation, canonical, shown
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.contract import ContractPerson, ContractRow, contract_row, too_short
from hrdesk.rules.salary.round_people import check_once, service_months
from hrdesk.rules.salary.round_totals import Limit, Limits, payroll_of, unit_limits
from hrdesk.rules.salary.round_types import NO_MONEY, RoundPerson, RoundRow
from hrdesk.rules.salary.rounding import per_cent
from hrdesk.rules.salary.step_eligibility import SERVICE

RESULT = "ผลการประเมิน"
"""What must be known before the rate can be."""

_RATE = "sao.raise.rate"
_BUDGET = "sao.raise.budget"
_LEAST = "sao.raise.eligible"


def compute_contract(people: Sequence[RoundPerson], law: Law) -> tuple[RoundRow, ...]:
    """The row of everyone in the order given (sao.raise.*); raises Refused(duplicate_id)."""
    check_once(people)
    return tuple(contract_round_row(person, law) for person in people)


def contract_round_row(person: RoundPerson, law: Law) -> RoundRow:
    """What one person gets: the rate of the level, or the lower one chosen; a problem otherwise.

    Without a result the rate is not known and nothing is raised.
    """
    found: ContractRow | None = None
    problem, needs, short = "", [], ""
    least = law.read(_LEAST).value
    try:
        if person.salary <= 0:
            raise Refused(
                "out_of_range", f"ค่าตอบแทน {shown(person.salary)} บาท ต้องมากกว่าศูนย์", "salary"
            )
        months = service_months(person.facts)
        if months is None:
            needs.append(SERVICE)
        if person.score is None:
            needs.append(RESULT)
            if months is not None and months < least:
                short = too_short(least)
            if person.choice:
                raise Refused(
                    "no_result", "ยังไม่ทราบผลการประเมิน จึงยังไม่ทราบอัตราสูงสุดที่เลือกได้", "choice"
                )
        else:
            counted = Decimal(least if months is None else months)
            found = _found(person, person.score, counted, law)
    except Refused as refusal:
        problem, found = refusal.message, None
    eligible = found.eligible if found else not problem and not short
    unmet = found.reason if found else short
    return RoundRow(
        id=person.id,
        group=person.group,
        unit=person.unit,
        eligible=eligible,
        unmet=() if eligible or not unmet else (unmet,),
        needs=tuple(needs),
        problem=problem,
        allowed=(),
        choice=found.rate if found else NO_MONEY,
        base=None,
        salary=person.salary,
        raised=found.raised if found else NO_MONEY,
        special=NO_MONEY,
        new_salary=found.new_pay if found else person.salary,
        from_step="",
        to_step="",
        explain=partial(_explain, person, tuple(needs), problem, found, law),
    )


def _found(person: RoundPerson, score: Decimal, months: Decimal, law: Law) -> ContractRow:
    """The raise by the rules; raises Refused for a rate above the level's or without the right."""
    given = ContractPerson(person.name, person.salary, score, months, person.choice)
    found = contract_row(given, law, "people")
    if person.choice and not found.eligible:
        message = f"ไม่มีสิทธิเลื่อนเพราะ{found.reason} จึงเลือกร้อยละ {canonical(person.choice)} ไม่ได้"
        raise Refused("not_eligible", message, "choice")
    return found


def _explain(
    person: RoundPerson,
    needs: tuple[str, ...],
    problem: str,
    found: ContractRow | None,
    law: Law,
) -> Explanation:
    """The tree of one row: the raise, the rate of the level, the least service, what is unknown."""
    least = law.read(_LEAST).explanation
    unknown = tuple(Explanation(_LEAST, need, "ยังไม่ทราบ") for need in needs)
    if found is None:
        return Explanation(
            _RATE, f"{person.name}: เงินเลื่อน", None, "", problem, children=(*unknown, least)
        )
    law_leaves = (law.read(_RATE, found.level).explanation, law.read("sao.raise.maximum").explanation,
                  law.read("sao.raise.rounding").explanation, least)  # fmt: skip
    return found.explanation.with_children(*unknown, *law_leaves)


def contract_limits(people: Sequence[RoundPerson], law: Law) -> Limits:
    """The money of all: a per cent of the pay on 1 September (sao.raise.budget)."""
    share = law.read(_BUDGET)
    payroll = payroll_of(people)
    budget = per_cent(payroll, share.value)
    tree = Explanation(
        _BUDGET, "วงเงิน", budget, "บาท", f"{shown(payroll)} × {canonical(share.value)} / 100",
        children=(share.explanation,),
    )  # fmt: skip
    return Limits(_BUDGET, {}, unit_limits(people), Limit("รวมทั้งหมด", None, budget, tree))
