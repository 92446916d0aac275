"""The accounts of a salary round: heads, places and money by group, by unit and in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from hrdesk.rules.explanation import Explanation, shown
from hrdesk.rules.salary.round_types import NO_MONEY, RoundPerson, RoundRow, RoundTotals, Share

WHOLE = ""
"""The key of the account of all."""

_COUNTED = {
    True: "นับค่าตอบแทนพิเศษเป็นเงินที่ใช้ตามที่ตั้งไว้ในรอบนี้ แหล่งที่มาไม่ได้กล่าวว่านับในวงเงินหรือไม่",
    False: "ไม่นับค่าตอบแทนพิเศษเป็นเงินที่ใช้ตามที่ตั้งไว้ในรอบนี้ แหล่งที่มาไม่ได้กล่าวว่านับในวงเงินหรือไม่",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """What one group, one unit or all may use; None where the scheme sets no limit, or a fact is
    wanting. ``explanation`` says how it came about.
    """

    label: str
    places: int | None = None
    budget: Decimal | None = None
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a round, and what is counted against them.

    ``full`` is the choice that takes a place, None where there are no places. ``rule`` is the rule
    that sets the money. ``needs`` say in Thai what must be known before every limit can be told.
    """

    rule: str
    groups: Mapping[str, Limit]
    units: Mapping[str, Limit]
    whole: Limit
    special_counts: bool = True
    full: Decimal | None = None
    needs: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sum:
    heads: int = 0
    payroll: Decimal = NO_MONEY
    placed: int = 0
    spent: Decimal = NO_MONEY
    special: Decimal = NO_MONEY
    by_choice: dict[Decimal, int] = field(default_factory=dict)


def totals(rows: Sequence[RoundRow], people: Sequence[RoundPerson], limits: Limits) -> RoundTotals:
    """The accounts of every group, every unit, and all; ``rows`` and ``people`` in one order."""
    groups: dict[str, _Sum] = {key: _Sum() for key in limits.groups}
    units: dict[str, _Sum] = {key: _Sum() for key in limits.units}
    whole = _Sum()
    for row, person in zip(rows, people, strict=True):
        placed, spent, counted = _counts(row, limits)
        sums = [whole, units[row.unit]]
        if row.group in groups:
            sums.append(groups[row.group])
        for each in sums:
            each.heads += 1
            each.payroll += person.salary
            each.placed += placed
            each.spent += spent
            each.special += row.special
            each.by_choice[counted] = each.by_choice.get(counted, 0) + 1
    return RoundTotals(
        {key: _share(key, groups[key], limits.groups[key], limits) for key in groups},
        {key: _share(key, units[key], limits.units[key], limits) for key in units},
        _share(WHOLE, whole, limits.whole, limits),
    )


def replaced(found: RoundTotals, old: RoundRow, new: RoundRow, limits: Limits) -> RoundTotals:
    """The accounts after one row became another: what ``totals`` would find, by the difference."""
    before, after = _counts(old, limits), _counts(new, limits)

    def moved(share: Share, limit: Limit) -> Share:
        by_choice = dict(share.by_choice)
        by_choice[before[2]] -= 1
        if not by_choice[before[2]]:
            del by_choice[before[2]]
        by_choice[after[2]] = by_choice.get(after[2], 0) + 1
        changed = replace(
            share,
            placed=share.placed - before[0] + after[0],
            spent=share.spent - before[1] + after[1],
            special=share.special - old.special + new.special,
            by_choice=by_choice,
        )
        return replace(changed, explanation=_why(changed, limit, limits))

    groups, unit = dict(found.groups), new.unit
    if new.group in groups:
        groups[new.group] = moved(groups[new.group], limits.groups[new.group])
    units = {**found.units, unit: moved(found.units[unit], limits.units[unit])}
    return RoundTotals(groups, units, moved(found.whole, limits.whole))


def unit_limits(people: Sequence[RoundPerson]) -> dict[str, Limit]:
    """Every unit of the people, by name, without limits."""
    return {unit: Limit(unit or "ไม่ระบุหน่วยงาน") for unit in sorted({each.unit for each in people})}


def payroll_of(people: Sequence[RoundPerson]) -> Decimal:
    """The salaries of all in baht a month."""
    return sum((each.salary for each in people), NO_MONEY)


def _counts(row: RoundRow, limits: Limits) -> tuple[int, Decimal, Decimal]:
    """Whether the row takes a place, what it costs, and under which choice its head counts."""
    given = row.eligible and not row.problem
    placed = int(limits.full is not None and given and row.choice >= limits.full)
    spent = row.raised + row.special if limits.special_counts else row.raised
    return placed, spent, row.choice if given else NO_MONEY


def _share(key: str, found: _Sum, limit: Limit, limits: Limits) -> Share:
    share = Share(
        key, limit.label, found.heads, found.payroll, limit.places, found.placed, limit.budget,
        found.spent, found.special, found.by_choice,
    )  # fmt: skip
    return replace(share, explanation=_why(share, limit, limits))


def _why(share: Share, limit: Limit, limits: Limits) -> Explanation:
    left = (
        Explanation(limits.rule, "เงินที่เหลือ", share.left, "บาท", f"{shown(share.budget)} − {shown(share.spent)}")
        if share.left is not None
        else None
    )  # fmt: skip
    special = Explanation(
        limits.rule, "ค่าตอบแทนพิเศษที่จ่ายนอกขั้นเงินเดือน", share.special, "บาท", _COUNTED[limits.special_counts]
    )  # fmt: skip
    children = (limit.explanation, special, left)
    return Explanation(
        limits.rule, f"{limit.label}: เงินที่ใช้เลื่อน", share.spent, "บาท", "ผลรวมของทุกคนในบัญชีนี้",
        children=tuple(each for each in children if each is not None),
    )  # fmt: skip
