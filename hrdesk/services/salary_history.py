"""A person's salary history: one dated line for each change, corrected by superseding, never deleted.

A line of a round or an award comes from there and is corrected there; a line typed from an old
order is corrected or struck out here, with a reason, and stays readable.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from hrdesk.models import Person, SalaryRecord
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.queries.salary_history import LINE_KINDS
from hrdesk.services.unit_of_work import UnitOfWork

_MOST = Decimal(1_000_000)
_CHUNK = 400
_EARLIEST = dt.date(1928, 1, 1)  # before it nobody in service today was paid


@dataclass(frozen=True, slots=True)
class RecordSalary:
    """A line typed from an order; amounts in baht a month.

    ``replaces_id`` names the line it corrects, with ``reason``. ``sets_salary`` makes it the
    salary of the register, where no later line stands.
    """

    person_id: int
    effective_on: dt.date | None
    kind: str
    new_salary: Decimal | None
    order_number: str
    order_dated: dt.date | None = None
    old_salary: Decimal | None = None
    special: Decimal = Decimal(0)
    detail: str = ""
    note: str = ""
    sets_salary: bool = False
    replaces_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line that a round or an award writes; ``round_id`` or ``run_id`` say which."""

    person_id: int
    effective_on: dt.date
    kind: str
    detail: str
    old_salary: Decimal | None
    new_salary: Decimal
    special: Decimal = Decimal(0)
    order_number: str = ""
    order_dated: dt.date | None = None
    round_id: int | None = None
    run_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line to be written, the one it takes the place of, and why."""

    line: NewLine
    replaced: SalaryRecord | None = None
    reason: str = ""


def record_salary(uow: UnitOfWork, command: RecordSalary) -> Result[int]:
    """Add a line by hand, or correct one; returns its id.

    Errors: ``Invalid`` of ``required``, ``salary_line_absurd``, ``salary_line_ahead``;
    ``not_found``, ``salary_line_computed``, ``salary_line_replaced``, ``salary_line_twice``.
    """
    require(uow.actor, Right.WORK_SALARY)
    person = uow.session.get(Person, command.person_id)
    if person is None:
        raise DomainError("not_found")
    refuse(_problems(uow, command))
    assert command.effective_on is not None
    assert command.new_salary is not None
    old = None
    if command.replaces_id is not None:
        old = _correctable(uow, command.replaces_id, command.person_id)
    _refuse_twin(uow, command, old)
    line = NewLine(
        person_id=person.id,
        effective_on=command.effective_on,
        kind=command.kind,
        detail=command.detail.strip(),
        old_salary=command.old_salary,
        new_salary=command.new_salary,
        special=command.special,
        order_number=command.order_number.strip(),
        order_dated=command.order_dated,
        note=command.note.strip(),
    )
    row = add_line(uow, line, old, command.reason.strip())
    if command.sets_salary:
        settle_salaries(uow, [(person, row)])
    return Result(row.id, changed(("person", person.id), ("salary_record", row.id)))


def strike_line(uow: UnitOfWork, record_id: int, reason: str) -> Result[None]:
    """Strike out a line typed by mistake; it stays readable with the reason.

    Errors: ``required``, ``not_found``, ``salary_line_computed``, ``salary_line_replaced``.
    """
    require(uow.actor, Right.WORK_SALARY)
    if not reason.strip():
        raise DomainError("required", field="reason")
    row = uow.session.get(SalaryRecord, record_id)
    if row is None:
        raise DomainError("not_found")
    _correctable(uow, row.id, row.person_id)
    row.superseded_by_id = row.id  # replaced by nothing: what names itself was struck out
    row.note = _joined(row.note, f"ขีดออก: {reason.strip()}")
    uow.session.flush()
    uow.audit(
        "salary.struck",
        "person",
        row.person_id,
        changes={"salary": (row.new_salary, None), "effective_on": (row.effective_on, None)},
        reason=reason.strip(),
    )
    return Result(None, changed(("person", row.person_id), ("salary_record", row.id)))


def add_line(
    uow: UnitOfWork, line: NewLine, replaced: SalaryRecord | None = None, reason: str = ""
) -> SalaryRecord:
    """Write a line with its audit entry, over the one it replaces; checks no right."""
    return add_lines(uow, [WrittenLine(line, replaced, reason)])[0]


def add_lines(uow: UnitOfWork, lines: Sequence[WrittenLine]) -> list[SalaryRecord]:
    """Write many lines at once, each with its audit entry; checks no right."""
    rows = [_row(uow, each.line, each.reason) for each in lines]
    uow.session.add_all(rows)
    uow.session.flush()
    for each, row in zip(lines, rows, strict=True):
        line, replaced = each.line, each.replaced
        if replaced is not None:
            replaced.superseded_by_id = row.id
        uow.audit(
            "salary.corrected" if replaced is not None else "salary.recorded",
            "person",
            line.person_id,
            changes={
                "salary": (
                    replaced.new_salary if replaced is not None else line.old_salary,
                    line.new_salary,
                ),
                "effective_on": (None, line.effective_on),
                "order_number": (None, line.order_number or None),
            },
            reason=each.reason,
        )
    uow.session.flush()
    return rows


def settle_salaries(uow: UnitOfWork, pairs: Sequence[tuple[Person, SalaryRecord]]) -> None:
    """Make lines the salaries of the register, except where a later one stands.

    An order of a day to come counts at once: the register says what was decided last.
    """
    newest = _newest_days(uow, [person.id for person, _row in pairs])
    for person, row in pairs:
        later = newest.get(person.id, row.effective_on) > row.effective_on
        if later or person.salary == row.new_salary:
            continue
        person.salary = row.new_salary
        person.updated_at = uow.clock.now()
    uow.session.flush()


def _newest_days(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, dt.date]:
    """The day of the newest line of each person that stands."""
    found: dict[int, dt.date] = {}
    for at in range(0, len(ids), _CHUNK):
        query = (
            select(SalaryRecord.person_id, func.max(SalaryRecord.effective_on))
            .where(
                SalaryRecord.person_id.in_(ids[at : at + _CHUNK]),
                SalaryRecord.superseded_by_id.is_(None),
            )
            .group_by(SalaryRecord.person_id)
        )
        found.update({row[0]: row[1] for row in uow.session.execute(query)})
    return found


def _row(uow: UnitOfWork, line: NewLine, reason: str) -> SalaryRecord:
    return SalaryRecord(
        person_id=line.person_id,
        effective_on=line.effective_on,
        kind=line.kind,
        detail=line.detail,
        old_salary=line.old_salary,
        new_salary=line.new_salary,
        special=line.special,
        order_number=line.order_number,
        order_dated=line.order_dated,
        round_id=line.round_id,
        run_id=line.run_id,
        note=_joined(line.note, f"แก้ไข: {reason}" if reason else ""),
        recorded_by=uow.actor.name,
        recorded_at=uow.clock.now(),
    )


def _correctable(uow: UnitOfWork, record_id: int, person_id: int) -> SalaryRecord:
    row = uow.session.get(SalaryRecord, record_id)
    if row is None or row.person_id != person_id:
        raise DomainError("not_found")
    if row.superseded_by_id is not None:
        raise DomainError("salary_line_replaced")
    if row.run_id is not None or row.round_id is not None:
        raise DomainError("salary_line_computed")
    return row


def _problems(uow: UnitOfWork, command: RecordSalary) -> list[DomainError | None]:
    asked = {
        "effective_on": command.effective_on,
        "new_salary": command.new_salary,
        "order_number": command.order_number.strip(),
        "kind": command.kind if command.kind in LINE_KINDS else "",
        "reason": command.reason.strip() if command.replaces_id is not None else "–",
    }
    found: list[DomainError | None] = [
        DomainError("required", field=field)
        for field, value in asked.items()
        if value in (None, "")
    ]
    amounts = {
        "new_salary": command.new_salary,
        "old_salary": command.old_salary,
        "special": command.special or None,
    }
    found += [
        DomainError("salary_line_absurd", field=field, amount=amount)
        for field, amount in amounts.items()
        if amount is not None and (not 0 < amount < _MOST or amount != round(amount, 2))
    ]
    days = {"effective_on": command.effective_on, "order_dated": command.order_dated}
    for field, day in days.items():
        if day is not None and not _EARLIEST <= day <= uow.clock.today() + dt.timedelta(days=366):
            found.append(DomainError("salary_line_ahead", field=field, day=day))
    return found


def _refuse_twin(uow: UnitOfWork, command: RecordSalary, old: SalaryRecord | None) -> None:
    """Two live lines of one person, day and kind would be one order entered twice."""
    twin = uow.session.scalars(
        select(SalaryRecord).where(
            SalaryRecord.person_id == command.person_id,
            SalaryRecord.effective_on == command.effective_on,
            SalaryRecord.kind == command.kind,
            SalaryRecord.superseded_by_id.is_(None),
        )
    ).first()
    if twin is not None and twin is not old:
        raise DomainError(
            "salary_line_twice", field="effective_on", number=twin.order_number or None
        )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
