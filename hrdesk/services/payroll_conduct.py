"""The facts on conduct that decide who may have a raise: leave, lateness, punishment, service.

They stay open to correction after heads and money are frozen, until a round on them is final, and
again while a round that is to take its place is open: results keep the facts they stood on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from hrdesk.exchange.columns import NOTE_LIMIT, clean_note
from hrdesk.models import PayrollRow, PayrollSnapshot
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.editing import check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.payroll_facts import FACTS, SPECIAL
from hrdesk.services.payroll_law import Period, leave_kinds, period_of
from hrdesk.services.payroll_rows import facts_closed, load_payroll
from hrdesk.services.payrolls import law_of
from hrdesk.services.people_apply import chunks
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

FLAGS = ("heavier_than_probation", "convicted", "absent")
NUMBERS = ("service_months", "late_times", "suspended_months")
LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class SetFacts:
    """All that is known of one row: facts (``FACTS``), special cases (``SPECIAL``), a note.

    ``facts`` takes the place of what is stored. ``version`` is the one read.
    """

    row_id: int
    version: int
    facts: Mapping[str, Any]
    special: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class FactsLimits:
    """What facts may hold in the period of a payroll: kinds of leave, most days and months."""

    counted: tuple[str, ...]
    excused: tuple[str, ...]
    days: int
    months: int
    kinds: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", frozenset((*self.counted, *self.excused)))

    def most(self, name: str) -> int:
        """Return the greatest number a fact may be."""
        return self.months if name.endswith("_months") else self.days


@dataclass(frozen=True, slots=True)
class SavedFacts:
    """What one row was and became, for showing it and for taking it back."""

    before: SetFacts
    after: SetFacts

    @property
    def row_id(self) -> int:
        """The row's id."""
        return self.after.row_id

    @property
    def version(self) -> int:
        """The version that was stored."""
        return self.after.version


def set_facts(uow: UnitOfWork, command: SetFacts) -> Result[SavedFacts]:
    """Store the facts and special cases of one row.

    Errors: ``not_found``, ``payroll_round_final``, ``EditConflict``, ``fact_unknown``,
    ``fact_out_of_range`` (facts: name, most), ``leave_unknown``, ``special_unknown``, ``too_long``.
    """
    done = set_many(uow, [command])
    return Result(done.value[0], done.changed)


def set_many(uow: UnitOfWork, commands: Sequence[SetFacts]) -> Result[tuple[SavedFacts, ...]]:
    """Store the facts of many rows, all or none; errors as ``set_facts``."""
    require(uow.actor, Right.WORK_SALARY)
    rows = _load(uow, [command.row_id for command in commands])
    payrolls = {row.snapshot_id for row in rows.values()}
    limits = {id_: _open_limits(uow, id_) for id_ in payrolls}
    before = [
        _store(uow, rows[command.row_id], command, limits[rows[command.row_id].snapshot_id])
        for command in commands
    ]
    uow.session.flush()
    saved = tuple(SavedFacts(each, _as_stored(rows[each.row_id])) for each in before)
    touched = {Change("payroll", id_) for id_ in payrolls}
    return Result(saved, frozenset(touched | changed(("salary_round", None))))


def take_back(uow: UnitOfWork, saved: Sequence[SavedFacts]) -> Result[tuple[SavedFacts, ...]]:
    """Put facts back as they were before ``set_many``; refused where somebody was there since."""
    require(uow.actor, Right.WORK_SALARY)
    return set_many(
        uow,
        [
            SetFacts(each.row_id, each.version, each.before.facts, each.before.special,
                     each.before.note)
            for each in saved
        ],
    )  # fmt: skip


def facts_limits(uow: UnitOfWork, payroll_id: int) -> FactsLimits:
    """Return what the facts of a payroll may hold."""
    return _limits(uow, load_payroll(uow, payroll_id))


def plain_facts(facts: Mapping[str, Any], limits: FactsLimits) -> dict[str, Any]:
    """Return facts as they are stored: what says nothing is left out, leave in the law's order.

    Raises ``fact_unknown``, ``fact_out_of_range``, ``leave_unknown`` (all of them at once).
    """
    refuse(fact_problems(facts, limits))
    stored = {name: facts[name] for name in (*NUMBERS, *FLAGS) if facts.get(name)}
    if facts.get("service_months") is not None:  # none is a fact, too
        stored["service_months"] = facts["service_months"]
    leave: dict[str, tuple[int, int]] = {}
    for each in facts.get(LEAVE) or ():
        days, times = leave.get(each["kind"], (0, 0))
        leave[each["kind"]] = days + int(each.get("days") or 0), times + int(each.get("times") or 0)
    # So many days are at least one time.
    kept = [
        {"kind": kind, "days": leave[kind][0], "times": max(1, leave[kind][1])}
        for kind in limits.counted
        if kind in leave and leave[kind][0]
    ]
    # How often does not matter for leave that is not counted, and no form asks for it.
    kept += [
        {"kind": kind, "days": leave[kind][0], "times": 1}
        for kind in limits.excused
        if kind in leave and leave[kind][0]
    ]
    if kept:
        stored[LEAVE] = kept
    return stored


def fact_problems(facts: Mapping[str, Any], limits: FactsLimits) -> Iterator[DomainError]:
    """Yield everything that speaks against some facts, each with its field."""
    for name, value in facts.items():
        if name not in FACTS:
            yield DomainError("fact_unknown", name=name)
        elif name in NUMBERS and value is not None:
            yield from _number(name, FACTS[name], value, limits.most(name))
        elif name in FLAGS and value not in (None, True, False):
            yield DomainError("fact_unknown", name=FACTS[name])
        elif name == LEAVE:
            for each in value or ():
                yield from _leave(each, limits)


def _leave(each: Mapping[str, Any], limits: FactsLimits) -> Iterator[DomainError]:
    kind = each.get("kind", "")
    if kind not in limits.kinds:
        yield DomainError("leave_unknown", field=LEAVE, name=kind)
        return
    days, times = each.get("days") or 0, each.get("times") or 0
    yield from _number(f"{kind}:days", kind, days, limits.days)
    yield from _number(f"{kind}:times", kind, times, limits.days)
    if times and not days:
        yield DomainError("leave_without_days", field=f"{kind}:days", name=kind)


def _number(where: str, name: str, value: Any, most: int) -> Iterator[DomainError]:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        yield DomainError("fact_out_of_range", field=where, name=name, most=most)


def _limits(uow: UnitOfWork, payroll: PayrollSnapshot) -> FactsLimits:
    law = law_of(uow, payroll.scheme, payroll.taken_on)
    period: Period = period_of(payroll.scheme, payroll.taken_on)
    counted, excused = leave_kinds(law)
    return FactsLimits(counted, excused, period.days, period.months)


def _open_limits(uow: UnitOfWork, payroll_id: int) -> FactsLimits:
    payroll = load_payroll(uow, payroll_id)
    if facts_closed(uow, payroll_id):
        raise DomainError("payroll_round_final", taken_on=payroll.taken_on)
    return _limits(uow, payroll)


def _load(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, PayrollRow]:
    rows: dict[int, PayrollRow] = {}
    for some in chunks(list(dict.fromkeys(ids))):
        for row in uow.session.scalars(select(PayrollRow).where(PayrollRow.id.in_(some))):
            rows[row.id] = row
    if len(rows) < len(set(ids)):
        raise DomainError("not_found")
    return rows


def _store(uow: UnitOfWork, row: PayrollRow, command: SetFacts, limits: FactsLimits) -> SetFacts:
    unknown = [name for name in command.special if name not in SPECIAL]
    if unknown:
        raise DomainError("special_unknown", field="special", name=unknown[0])
    note = clean_note(command.note)
    if len(note) > NOTE_LIMIT:
        raise DomainError("too_long", field="note", limit=NOTE_LIMIT)
    values = {
        "facts": plain_facts(command.facts, limits),
        "special": [name for name in SPECIAL if name in set(command.special)],
        "note": note,
    }
    check_version(uow, row, command.version, "payroll_row", values)
    before = _as_stored(row)
    changes = diff(row, values)
    for name, value in values.items():
        setattr(row, name, value)
    if changes:
        uow.audit(
            "payroll.facts_set", "payroll_row", row.id,
            changes={"name": (None, row.name), **_told(changes)},
        )  # fmt: skip
    return before


def _as_stored(row: PayrollRow) -> SetFacts:
    return SetFacts(row.id, row.version, dict(row.facts), tuple(row.special), row.note)


def _told(changes: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """The changes for the audit: one line for each fact, special cases and leave in Thai."""
    told: dict[str, tuple[Any, Any]] = {}
    for name, (old, new) in changes.items():
        if name == "facts":
            for key in FACTS:
                said = tuple(_words(facts.get(key)) for facts in (old, new))
                if said[0] != said[1]:
                    told[f"fact.{key}"] = (said[0], said[1])
        elif name == "special":
            told[name] = ([SPECIAL[key] for key in old], [SPECIAL[key] for key in new])
        else:
            told[name] = (old, new)
    return told


def _words(value: Any) -> Any:
    if isinstance(value, list):
        return [f"{each['kind']} {each['days']} วัน {each['times']} ครั้ง" for each in value]
    return value
