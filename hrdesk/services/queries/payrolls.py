"""Payrolls as screens, papers and rounds read them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func, select

from hrdesk.models import PayrollRow, PayrollSnapshot, SalaryRound
from hrdesk.rules.salary.rounding import NOTHING
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.payroll_conduct import FactsLimits, facts_limits
from hrdesk.services.payroll_facts import IDLE
from hrdesk.services.payroll_law import PayrollLaw, Period, Place, RowFault, period_of
from hrdesk.services.payroll_register import earlier_payroll, known_people, on_payroll
from hrdesk.services.payroll_rows import altered, facts_closed, load_payroll, rows_of
from hrdesk.services.payrolls import law_of
from hrdesk.services.salary_law import STEP, borrowed
from hrdesk.services.salary_lines import salaries_on
from hrdesk.services.unit_of_work import UnitOfWork

_NAMED_AT_MOST = 20  # people that the register has beyond the payroll, told by name


@dataclass(frozen=True, slots=True)
class PayrollLine:
    """One payroll in the list; ``total`` in baht a month, ``rounds`` stand on it."""

    id: int
    version: int
    scheme: str
    taken_on: dt.date
    number: int
    source: str
    heads: int
    total: Decimal
    frozen_at: dt.datetime | None
    frozen_by: str
    rounds: int
    note: str

    @property
    def frozen(self) -> bool:
        """Whether heads and money stand fast."""
        return self.frozen_at is not None


@dataclass(frozen=True, slots=True)
class PayrollEntry:
    """One person of a payroll; ``salary`` in baht a month."""

    id: int
    version: int
    line: int
    person_id: int
    name: str
    employment: str
    post_number: str
    post_title: str
    type: str
    level: str
    unit: str
    ladder: str
    group: str
    salary: Decimal
    special: tuple[str, ...]
    facts: Mapping[str, Any]
    note: str


class GroupTotal(NamedTuple):
    """Heads and baht a month of one quota group; ``code`` empty for those of none."""

    code: str
    label: str
    heads: int
    total: Decimal


@dataclass(frozen=True, slots=True)
class PayrollView:
    """A whole payroll: its rows in order, its groups, what facts may hold, what is wrong.

    ``altered``: frozen, and no longer what it was then. ``final``: a round on it is final, so that
    facts stand fast too. ``borrowed``: the law is another agency's. ``levels`` are the types and
    levels to choose from.
    """

    line: PayrollLine
    rows: tuple[PayrollEntry, ...]
    groups: tuple[GroupTotal, ...]
    period: Period
    limits: FactsLimits
    levels: tuple[Place, ...]
    problems: tuple[PayrollProblem, ...]
    altered: bool
    final: bool
    borrowed: bool

    @property
    def blocking(self) -> int:
        """How many rows keep the payroll from being frozen."""
        return len({each.row_id for each in self.problems if each.blocks})


class PayrollProblem(NamedTuple):
    """Something to look at; ``row_id`` None: of the whole payroll. ``blocks`` freezing."""

    id: int
    row_id: int | None
    name: str
    field: str
    code: str
    facts: Mapping[str, Any]
    blocks: bool


class PayrollDifference(NamedTuple):
    """One difference to the last payroll: ``kind`` is added, removed or changed.

    ``field`` names the changed column of the row; texts, and money as Decimal.
    """

    id: int
    kind: str
    person_id: int
    name: str
    unit: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class PayrollDifferences:
    """A payroll beside the one before it; ``earlier`` None where it is the first."""

    earlier: PayrollLine | None
    rows: tuple[PayrollDifference, ...]
    heads_before: int
    heads: int
    total_before: Decimal
    total: Decimal


def payrolls(uow: UnitOfWork) -> tuple[PayrollLine, ...]:
    """Return all payrolls, the newest first."""
    require(uow.actor, Right.WORK_SALARY)
    return _lines(uow)


def payroll(uow: UnitOfWork, payroll_id: int) -> PayrollView:
    """Return one payroll with all that is to be looked at; raises ``not_found``."""
    require(uow.actor, Right.WORK_SALARY)
    stored = load_payroll(uow, payroll_id)
    law = law_of(uow, stored.scheme, stored.taken_on)
    rows = tuple(_entry(row) for row in rows_of(uow, payroll_id))
    return PayrollView(
        line=_lines(uow, payroll_id)[0],
        rows=rows,
        groups=_groups(rows, law),
        period=period_of(stored.scheme, stored.taken_on),
        limits=facts_limits(uow, payroll_id),
        levels=law.choices(),
        problems=tuple(_problems(uow, stored, rows, law)),
        altered=altered(uow, stored),
        final=facts_closed(uow, payroll_id),
        borrowed=borrowed(uow, stored.scheme),
    )


def payroll_problems(uow: UnitOfWork, payroll_id: int) -> tuple[PayrollProblem, ...]:
    """Return what is to be looked at in a payroll, row by row, then of the whole."""
    require(uow.actor, Right.WORK_SALARY)
    stored = load_payroll(uow, payroll_id)
    law = law_of(uow, stored.scheme, stored.taken_on)
    rows = tuple(_entry(row) for row in rows_of(uow, payroll_id))
    return tuple(_problems(uow, stored, rows, law))


def payroll_differences(uow: UnitOfWork, payroll_id: int) -> PayrollDifferences:
    """Return who came, who left, and what changed since the last payroll of the scheme."""
    require(uow.actor, Right.WORK_SALARY)
    stored = load_payroll(uow, payroll_id)
    now = {row.person_id: _entry(row) for row in rows_of(uow, payroll_id)}
    before_id = earlier_payroll(uow, stored.scheme, stored.taken_on, payroll_id).id
    before: dict[int, PayrollEntry] = {}
    if before_id is not None:
        before = {row.person_id: _entry(row) for row in rows_of(uow, before_id)}
    found = [] if before_id is None else list(_differences(before, now))
    return PayrollDifferences(
        earlier=_lines(uow, before_id)[0] if before_id is not None else None,
        rows=tuple(PayrollDifference(number, *each) for number, each in enumerate(found, start=1)),
        heads_before=len(before),
        heads=len(now),
        total_before=_sum(before.values()),
        total=_sum(now.values()),
    )


_COMPARED = ("post_number", "post_title", "level", "unit", "salary")


def _differences(
    before: Mapping[int, PayrollEntry], now: Mapping[int, PayrollEntry]
) -> Iterator[tuple[str, int, str, str, str, Any, Any]]:
    for id_, row in now.items():
        old = before.get(id_)
        if old is None:
            yield "added", id_, row.name, row.unit, "salary", None, row.salary
            continue
        for name in _COMPARED:
            was, is_ = (_compared(each, name) for each in (old, row))
            if was != is_:
                yield "changed", id_, row.name, row.unit, name, was, is_
    for id_, old in before.items():
        if id_ not in now:
            yield "removed", id_, old.name, old.unit, "salary", old.salary, None


def _compared(row: PayrollEntry, name: str) -> Any:
    if name == "level":
        return " ".join(part for part in (row.type, row.level) if part)
    return getattr(row, name)


def _lines(uow: UnitOfWork, payroll_id: int | None = None) -> tuple[PayrollLine, ...]:
    query = (
        select(PayrollSnapshot, func.count(PayrollRow.id), func.sum(PayrollRow.salary))
        .outerjoin(PayrollRow, PayrollRow.snapshot_id == PayrollSnapshot.id)
        .group_by(PayrollSnapshot.id)
        .order_by(
            PayrollSnapshot.taken_on.desc(), PayrollSnapshot.scheme, PayrollSnapshot.number.desc()
        )
    )
    if payroll_id is not None:
        query = query.where(PayrollSnapshot.id == payroll_id)
    used = Counter(uow.session.scalars(select(SalaryRound.snapshot_id)))
    return tuple(
        PayrollLine(
            id=each.id,
            version=each.version,
            scheme=each.scheme,
            taken_on=each.taken_on,
            number=each.number,
            source=each.source,
            heads=heads,
            total=total or NOTHING,
            frozen_at=each.frozen_at,
            frozen_by=each.frozen_by,
            rounds=used[each.id],
            note=each.note,
        )
        for each, heads, total in uow.session.execute(query)
    )


def _entry(row: PayrollRow) -> PayrollEntry:
    return PayrollEntry(
        id=row.id,
        version=row.version,
        line=row.line,
        person_id=row.person_id,
        name=row.name,
        employment=row.employment,
        post_number=row.post_number,
        post_title=row.post_title,
        type=row.type,
        level=row.level,
        unit=row.unit,
        ladder=row.ladder,
        group=row.group,
        salary=row.salary,
        special=tuple(row.special),
        facts=dict(row.facts),
        note=row.note,
    )


def _groups(rows: Sequence[PayrollEntry], law: PayrollLaw) -> tuple[GroupTotal, ...]:
    heads = Counter(row.group for row in rows)
    money: dict[str, Decimal] = {}
    for row in rows:
        money[row.group] = money.get(row.group, NOTHING) + row.salary
    codes = [*law.groups, *(code for code in sorted(heads) if code not in law.groups)]
    return tuple(
        GroupTotal(code, law.groups.get(code, ""), heads[code], money.get(code, NOTHING))
        for code in codes
    )


def _problems(
    uow: UnitOfWork, stored: PayrollSnapshot, rows: Sequence[PayrollEntry], law: PayrollLaw
) -> Iterator[PayrollProblem]:
    number = 0
    paid = salaries_on(uow, stored.taken_on)
    for row in rows:
        for fault in law.faults(law.place(row.type, row.level, row.employment), row.salary):
            number += 1
            yield PayrollProblem(number, row.id, row.name, *fault)
        told = paid[row.person_id].other_than(row.salary) if row.person_id in paid else None
        if told is not None:
            number += 1
            fault = RowFault("salary", "payroll_salary_differs", {"salary": told}, blocks=False)
            yield PayrollProblem(number, row.id, row.name, *fault)
        if "service_months" not in row.facts:
            number += 1
            yield PayrollProblem(
                number, row.id, row.name, "service_months", "payroll_service_unknown", {}, False
            )
    for code, facts in _whole(uow, stored, rows, law):
        number += 1
        yield PayrollProblem(number, None, "", "", code, facts, False)


def _whole(
    uow: UnitOfWork, stored: PayrollSnapshot, rows: Sequence[PayrollEntry], law: PayrollLaw
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    there = {row.group for row in rows}
    if stored.scheme == STEP:
        for code, label in law.groups.items():
            if code not in there:
                yield "payroll_group_empty", {"group": label}
    if stored.frozen_at is None:
        held = {row.person_id for row in rows}
        missing = [
            person.name
            for person in known_people(uow)
            if person.id not in held and on_payroll(person, stored.scheme, stored.taken_on)
        ]
        if missing:
            names = missing[:_NAMED_AT_MOST]
            yield "payroll_people_missing", {"count": len(missing), "names": names}


def _sum(rows: Any) -> Decimal:
    return sum((row.salary for row in rows), NOTHING)


@dataclass(frozen=True, slots=True)
class FactsForm:
    """One row with what its facts may hold; ``final``: a round on it is final, nothing changes.

    ``idle`` are the facts that no rule of its scheme decides by.
    """

    row: PayrollEntry
    period: Period
    limits: FactsLimits
    final: bool
    idle: tuple[str, ...] = ()


def facts_form(uow: UnitOfWork, row_id: int) -> FactsForm:
    """Return one row of a payroll for entering its facts; raises ``not_found``."""
    require(uow.actor, Right.WORK_SALARY)
    row = payroll_row(uow, row_id)
    payroll_id = uow.session.get_one(PayrollRow, row_id).snapshot_id
    stored = load_payroll(uow, payroll_id)
    return FactsForm(
        row,
        period_of(stored.scheme, stored.taken_on),
        facts_limits(uow, payroll_id),
        facts_closed(uow, payroll_id),
        IDLE[stored.scheme],
    )


def payroll_row(uow: UnitOfWork, row_id: int) -> PayrollEntry:
    """Return one row of a payroll; raises ``not_found``."""
    require(uow.actor, Right.WORK_SALARY)
    found = uow.session.get(PayrollRow, row_id)
    if found is None:
        raise DomainError("not_found")
    return _entry(found)
