"""The half-yearly percentage raise as a round: by bands of the appraisal, or person by person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from hrdesk.rules.explanation import Explanation, canonical, shown
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.percentage import PercentageIncrease, percentage_increase
from hrdesk.rules.salary.round_people import check_once
from hrdesk.rules.salary.round_totals import Limit, Limits, payroll_of, unit_limits
from hrdesk.rules.salary.round_types import NO_MONEY, RoundPerson, RoundRow
from hrdesk.rules.salary.rounding import per_cent

_BUDGET = "dms.pct.budget"
_BASES = "dms.pct.bases"
_PASS = "dms.pct.pass"


@dataclass(frozen=True, slots=True)
class PercentageOptions:
    """How a percentage round goes.

    ``table`` is the BE year of the table of bases, empty for the one in force. ``bands`` are the
    per cents by the appraisal's level. The money is ``budget`` in baht, else ``share`` per cent of
    the payroll, else the law's; ``unit_budgets`` are amounts a unit was given.
    """

    table: str = ""
    bands: Mapping[str, Decimal] = field(default_factory=dict)
    budget: Decimal | None = None
    share: Decimal | None = None
    unit_budgets: Mapping[str, Decimal] = field(default_factory=dict)
    special_counts: bool = True


def compute_percentage(
    people: Sequence[RoundPerson], law: Law, options: PercentageOptions
) -> tuple[RoundRow, ...]:
    """The row of everyone in the order given (dms.pct.*); raises Refused(duplicate_id)."""
    check_once(people)
    return tuple(percentage_row(person, law, options) for person in people)


def percentage_row(person: RoundPerson, law: Law, options: PercentageOptions) -> RoundRow:
    """What one person gets: the per cent chosen, else that of the level's band, else none.

    A level without a base, a salary past the maximum, a per cent above the cap are problems.
    """
    table = options.table or table_in_force(law)
    percent = person.choice
    if percent is None:
        percent = options.bands.get(person.level, NO_MONEY)
    passed = person.score is None or person.score >= law.read(_PASS).value
    found: PercentageIncrease | None = None
    problem = ""
    try:
        if person.salary <= 0:
            raise Refused(
                "out_of_range", f"เงินเดือน {shown(person.salary)} บาท ต้องมากกว่าศูนย์", "salary"
            )
        found = percentage_increase(table, person.ladder, person.salary, percent, law, person.score)
        if person.choice and not passed:
            message = f"{_below(law)} จึงเลือกร้อยละ {canonical(person.choice)} ไม่ได้"
            raise Refused("not_eligible", message, "choice")
    except Refused as refusal:
        problem = refusal.message
    counts = found if not problem else None
    return RoundRow(
        id=person.id,
        group=person.group,
        unit=person.unit,
        eligible=passed,
        unmet=() if passed else (_below(law),),
        needs=found.needs if found else (),
        problem=problem,
        allowed=(),
        choice=percent if passed else NO_MONEY,
        base=found.base if found else None,
        salary=person.salary,
        raised=counts.raised if counts else NO_MONEY,
        special=counts.special if counts else NO_MONEY,
        new_salary=counts.new_salary if counts else person.salary,
        from_step="",
        to_step="",
        explain=partial(_explain, person, problem, counts),
    )


def _below(law: Law) -> str:
    return f"ผลการประเมินต่ำกว่าร้อยละ {canonical(law.read(_PASS).value)}"


def _explain(person: RoundPerson, problem: str, found: PercentageIncrease | None) -> Explanation:
    """The tree of one row: whose it is, the result, the raise of the base."""
    branches = []
    if person.score is not None:
        result = f"{person.level} ({shown(person.score)})"
        branches.append(Explanation(_PASS, "ผลการประเมิน", result))
    if found is not None:
        branches.append(found.explanation)
    raised = found.raised if found else None
    return Explanation(
        "dms.pct", f"{person.name}: เงินที่เลื่อน", raised, "บาท" if found else "", problem,
        children=tuple(branches),
    )  # fmt: skip


def table_in_force(law: Law) -> str:
    """The BE year of the newest table of bases on the law's day; raises NotInForce."""
    return str(law.read(_BASES).value[0]["table"])


def tables(law: Law) -> tuple[str, ...]:
    """The BE years of every table that is held, oldest first."""
    parameter = law.parameter(_BASES)
    return tuple(str(rows[0]["table"]) for rows in parameter.values if rows is not None)


def table_notes(law: Law, table: str) -> tuple[str, ...]:
    """What must be told of the table used, in Thai: that it is not, or may not be, the one in force."""
    newest, held = table_in_force(law), tables(law)
    used = table or newest
    notes = []
    if used != newest:
        notes.append(f"ใช้ตารางฐานในการคำนวณปี {used} ซึ่งไม่ใช่ตารางปี {newest} ที่ใช้บังคับในวันเลื่อนเงินเดือน")
    if used == held[0] and law.parameter(_BASES).notes:
        notes.append(f"ตารางฐานในการคำนวณปี {used}: {law.parameter(_BASES).notes}")
    return tuple(notes)


def percentage_limits(
    people: Sequence[RoundPerson], law: Law, options: PercentageOptions
) -> Limits:
    """The money of all and of each unit (dms.pct.budget); a unit's is its amount, else its share."""
    units = unit_limits(people)
    payrolls = dict.fromkeys(units, NO_MONEY)
    for person in people:
        payrolls[person.unit] += person.salary
    for unit, limit in units.items():
        given = options.unit_budgets.get(unit)
        if given is not None or options.budget is None:
            units[unit] = _limit(limit.label, payrolls[unit], given, law, options)
    whole = _limit("รวมทั้งหมด", payroll_of(people), options.budget, law, options)
    return Limits(_BUDGET, {}, units, whole, options.special_counts)


def _limit(
    label: str,
    payroll: Decimal,
    given: Decimal | None,
    law: Law,
    options: PercentageOptions,
) -> Limit:
    share = law.read(_BUDGET)
    if given is not None:
        tree = Explanation(_BUDGET, f"{label}: วงเงิน", given, "บาท", "วงเงินที่หน่วยงานกำหนดในรอบนี้")
        return Limit(label, None, given, tree)
    rate = share.value if options.share is None else options.share
    budget = per_cent(payroll, rate)
    formula = f"{shown(payroll)} × {canonical(rate)} / 100"
    if options.share is not None:
        formula += " ร้อยละที่หน่วยงานกำหนดในรอบนี้"
    tree = Explanation(
        _BUDGET, f"{label}: วงเงิน", budget, "บาท", formula, children=(share.explanation,)
    )
    return Limit(label, None, budget, tree)
