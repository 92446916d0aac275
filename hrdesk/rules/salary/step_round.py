"""The steps of everyone on a payroll in one round: who may have them, what they cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from hrdesk.rules.explanation import Explanation, canonical, shown
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.quota import Payroll, step_quota
from hrdesk.rules.salary.round_people import check_once, step_conditions
from hrdesk.rules.salary.round_totals import Limit, Limits, payroll_of, unit_limits
from hrdesk.rules.salary.round_types import NO_MONEY, RoundPerson, RoundRow
from hrdesk.rules.salary.rounding import per_cent, satang
from hrdesk.rules.salary.step_eligibility import StepConditions, StepEligibility, step_eligibility
from hrdesk.rules.salary.steps import Ladder, StepRaise, check_year, read_ladder, step_raise

APRIL_STEPS = "จำนวนขั้นที่ได้เลื่อน ๑ เมษายน"
APRIL_MONEY = "เงินที่ใช้เลื่อนขั้น ๑ เมษายน"
"""What must be known of April before October can be told."""

_MOVES = "sao.step.moves"
_BUDGET = "sao.step.budget"
_GROUPS = "sao.step.groups"
_KEPT = 50_000


@dataclass(slots=True)
class StepRules:
    """What a round reads of one law, read once; what is found for one person serves the next."""

    law: Law
    moves: Mapping[int, tuple[Decimal, ...]]
    most: Decimal
    groups: Mapping[str, str]
    _ladders: dict[str, Ladder] = field(default_factory=dict)
    _raises: dict[tuple[str, Decimal, Decimal], StepRaise] = field(default_factory=dict)
    _standings: dict[StepConditions, StepEligibility] = field(default_factory=dict)

    @property
    def full(self) -> Decimal:
        """The full step: the most that April gives."""
        return max(self.moves[1])

    @property
    def half(self) -> Decimal:
        """The least step there is."""
        return min(each for each in self.moves[1] if each)

    def ladder(self, name: str) -> Ladder:
        """The ladder of that heading; raises Refused(unknown_ladder)."""
        if name not in self._ladders:
            try:
                self._ladders[name] = read_ladder(self.law, name)
            except Refused as refusal:
                message = (
                    f"โปรแกรมยังไม่มีตารางขั้นของ “{name}” ตรวจประเภทและระดับ หรือเพิ่มตารางที่หน้าหลักเกณฑ์"
                )
                raise Refused(refusal.code, message, "ladder") from refusal
        return self._ladders[name]

    def standing(self, facts: Mapping[str, Any]) -> StepEligibility:
        """Whether one may be considered; raises Refused."""
        conditions = step_conditions(facts)
        found = self._standings.get(conditions)
        if found is None:
            found = self._standings[conditions] = step_eligibility(conditions, self.law)
        return found

    def raised(self, name: str, salary: Decimal, steps: Decimal) -> StepRaise:
        """The salary after the steps; raises Refused."""
        key = (name, salary, steps)
        found = self._raises.get(key)
        if found is None:
            if len(self._raises) > _KEPT:
                self._raises.clear()
            found = self._raises[key] = step_raise(self.ladder(name), salary, steps, self.law)
        return found


@lru_cache(maxsize=8)
def step_rules(law: Law) -> StepRules:
    """What a round reads of that law; raises NotInForce."""
    moves = law.read(_MOVES).value
    rounds = {number: tuple(moves[f"round_{number}"]) for number in (1, 2)}
    return StepRules(law, rounds, moves["year"], law.read(_GROUPS).value)


def compute_step(people: Sequence[RoundPerson], law: Law, number: int) -> tuple[RoundRow, ...]:
    """The row of everyone in the order given (sao.step.*); raises Refused(duplicate_id)."""
    check_once(people)
    return tuple(step_row(person, law, number) for person in people)


def step_row(person: RoundPerson, law: Law, number: int) -> RoundRow:
    """What one person gets in April (``number`` 1) or October (2); what cannot be is a problem."""
    rules = step_rules(law)
    chosen = NO_MONEY if person.choice is None else person.choice
    standing: StepEligibility | None = None
    allowed: tuple[Decimal, ...] = ()
    found: StepRaise | None = None
    problem = ""
    try:
        standing = rules.standing(person.facts)
        still = rules.raised(person.ladder, person.salary, NO_MONEY)
        if person.group not in rules.groups:
            raise Refused("unknown_group", f"ไม่รู้จักกลุ่ม “{person.group}” ตรวจประเภทและระดับ", "group")
        allowed = _allowed(person, standing, rules, number)
        _check_choice(person, standing, rules, number)
        found = rules.raised(person.ladder, person.salary, chosen)
    except Refused as refusal:
        problem = refusal.message
        found = still if allowed else None
    needs = standing.needs if standing else ()
    if number == 2 and person.earlier is None and chosen + rules.full > rules.most:
        needs = (*needs, APRIL_STEPS)
    new_salary = found.new_salary if found else person.salary
    return RoundRow(
        id=person.id,
        group=person.group,
        unit=person.unit,
        eligible=standing is not None and standing.eligible,
        unmet=standing.unmet if standing else (),
        needs=needs,
        problem=problem,
        allowed=allowed,
        choice=chosen,
        base=None,
        salary=person.salary,
        raised=new_salary - person.salary,
        special=satang(found.special) if found else NO_MONEY,
        new_salary=new_salary,
        from_step=canonical(found.from_step) if found else "",
        to_step=canonical(found.to_step) if found else "",
        explain=_explaining(person, problem, number, standing, found),
    )


def _allowed(
    person: RoundPerson, standing: StepEligibility, rules: StepRules, number: int
) -> tuple[Decimal, ...]:
    """The steps that may be chosen: none but 0 without the right, and never more than the year's."""
    moves = rules.moves[number]
    if not standing.eligible:
        return tuple(each for each in moves if not each)
    if number == 1:
        return moves
    earlier = person.earlier or NO_MONEY
    return tuple(each for each in moves if earlier + each <= rules.most)


def _check_choice(
    person: RoundPerson, standing: StepEligibility, rules: StepRules, number: int
) -> None:
    """Raises Refused for a choice that may not be made."""
    steps = person.choice
    if not steps:
        return
    if not standing.eligible:
        unmet = " ".join(standing.unmet)
        message = f"ไม่มีสิทธิเลื่อนเพราะขาดเงื่อนไข: {unmet} จึงเลือก {canonical(steps)} ขั้นไม่ได้"
        raise Refused("not_eligible", message, "choice")
    if steps not in rules.moves[number]:
        known = ", ".join(canonical(each) for each in rules.moves[number])
        raise Refused("steps_not_allowed", f"ครั้งนี้เลื่อนได้ {known} ขั้น", "choice")
    if number > 1 and person.earlier is not None:
        check_year(person.earlier, steps, rules.law)


def _explaining(
    person: RoundPerson,
    problem: str,
    number: int,
    standing: StepEligibility | None,
    found: StepRaise | None,
) -> Callable[[], Explanation]:
    return partial(_explain, person, problem, number, standing, found)


def _explain(
    person: RoundPerson,
    problem: str,
    number: int,
    standing: StepEligibility | None,
    found: StepRaise | None,
) -> Explanation:
    """The tree of one row: the right to be considered, the steps of the year, the new salary."""
    branches: list[Explanation] = []
    if standing:
        branches.append(standing.explanation)
    if person.score is not None:
        result = f"{person.level} ({shown(person.score)})"
        branches.append(Explanation("sao.appraisal.official", "ผลการประเมิน", result))
    late = person.facts.get("late_times")
    if late:
        formula = "แหล่งที่มาไม่กำหนดจำนวนครั้ง จึงไม่ตัดสิทธิ"
        branches.append(Explanation("sao.step.eligible", "มาสาย", late, "ครั้ง", formula))
    if number > 1:
        april = "ยังไม่ทราบ" if person.earlier is None else person.earlier
        branches.append(Explanation(_MOVES, APRIL_STEPS, april))
    if found:
        branches.append(found.explanation)
    raised = None if problem or not found else found.new_salary - person.salary
    return Explanation(
        _MOVES, f"{person.name}: เงินที่เลื่อน", raised, "บาท" if raised is not None else "", problem,
        children=tuple(branches),
    )  # fmt: skip


def step_limits(
    people: Sequence[RoundPerson],
    law: Law,
    number: int,
    april: Mapping[str, Decimal] | None = None,
    *,
    special_counts: bool = True,
) -> Limits:
    """Places and money of every group, and of all as their sum (sao.step.quota-1, sao.step.budget).

    ``april`` is the money each group used in April, in baht; None, or a group it lacks, is not
    known: what October may use is then not told.
    """
    rules = step_rules(law)
    by_group: dict[str, list[RoundPerson]] = {key: [] for key in rules.groups}
    for person in people:
        if person.group in by_group:
            by_group[person.group].append(person)
    groups, needs = {}, []
    for key, members in by_group.items():
        if number == 1:
            groups[key] = _april_limit(rules.groups[key], members, law)
            continue
        used = (april or {}).get(key)
        if used is None and (not members and april is not None):
            used = NO_MONEY
        groups[key] = _october_limit(rules.groups[key], members, used, law)
        if used is None and members:
            needs.append(f"{APRIL_MONEY} กลุ่ม {rules.groups[key]}")
    return Limits(
        rule=_BUDGET,
        groups=groups,
        units=unit_limits(people),
        whole=_whole(groups, law, number),
        special_counts=special_counts,
        full=rules.full if number == 1 else None,
        needs=tuple(needs),
    )


def _april_limit(label: str, members: Sequence[RoundPerson], law: Law) -> Limit:
    found = step_quota(Payroll(len(members), march=payroll_of(members)), law, label)
    return Limit(label, found.places, found.budget_march, found.explanation)


def _october_limit(
    label: str, members: Sequence[RoundPerson], used: Decimal | None, law: Law
) -> Limit:
    rate = law.read(_BUDGET)
    payroll = payroll_of(members)
    year = per_cent(payroll, rate.value)
    left = None if used is None else year - used
    formula = (
        f"{shown(payroll)} × {canonical(rate.value)} / 100 = {shown(year)} "
        f"หักเงินที่ใช้เลื่อน ๑ เมษายน {'ยังไม่ทราบ' if used is None else shown(used)}"
    )
    tree = Explanation(
        _BUDGET, f"{label}: วงเงินเลื่อน ๑ ตุลาคม", "ยังไม่ทราบ" if left is None else left,
        "" if left is None else "บาท", formula, children=(rate.explanation,),
    )  # fmt: skip
    return Limit(label, None, left, tree)


def _whole(groups: Mapping[str, Limit], law: Law, number: int) -> Limit:
    """The limits of all: sums of the groups' rounded places and of their money."""
    money = [each.budget for each in groups.values()]
    known = [each for each in money if each is not None]
    budget = sum(known, NO_MONEY) if len(known) == len(money) else None
    places = sum(each.places or 0 for each in groups.values()) if number == 1 else None
    label = "รวมทุกกลุ่ม"
    tree = Explanation(
        _GROUPS, "วงเงินรวมทุกกลุ่ม", "ยังไม่ทราบ" if budget is None else budget,
        "" if budget is None else "บาท",
        "ผลรวมของแต่ละกลุ่ม" + ("" if places is None else f" โควตารวม {places} คน"),
        children=(law.read(_GROUPS).explanation,),
    )  # fmt: skip
    return Limit(label, places, budget, tree)
