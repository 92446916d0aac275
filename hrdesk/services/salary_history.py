"""A person's salary history: one dated line for each change, corrected by superseding, never deleted.

A line of a round or an award comes from there and is corrected there; a line typed from an old
order is corrected or struck out here, with a reason, and stays readable.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from hrdesk.models import Person, SalaryRecord
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.queries.salary_history import LINE_KINDS
from hrdesk.services.salary_lines import NewLine, WrittenLine, strike_lines, write_lines
from hrdesk.services.unit_of_work import UnitOfWork

_MOST = Decimal(1_000_000)
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
    written = WrittenLine(line, old, command.reason.strip(), settles=command.sets_salary)
    [id_] = write_lines(uow, [written])
    return Result(id_, changed(("person", person.id), ("salary_record", id_)))


def strike_line(uow: UnitOfWork, record_id: int, reason: str) -> Result[None]:
    """Strike out a line typed by mistake; it stays readable with the reason.

    The register goes back to the salary before where it had followed the line.

    Errors: ``required``, ``not_found``, ``salary_line_computed``, ``salary_line_replaced``.
    """
    require(uow.actor, Right.WORK_SALARY)
    if not reason.strip():
        raise DomainError("required", field="reason")
    row = uow.session.get(SalaryRecord, record_id)
    if row is None:
        raise DomainError("not_found")
    _correctable(uow, row.id, row.person_id)
    strike_lines(uow, [row], reason.strip())
    return Result(None, changed(("person", row.person_id), ("salary_record", row.id)))


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
