"""The rows of a payroll as they are made, kept, counted and sealed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, insert, select

from hrdesk.models import PayrollRow, PayrollSnapshot, SalaryRound
from hrdesk.rules.explanation import canonical
from hrdesk.rules.salary.rounding import NOTHING
from hrdesk.services.errors import DomainError
from hrdesk.services.payroll_law import PayrollLaw, Place
from hrdesk.services.payroll_register import Earlier, Known
from hrdesk.services.unit_of_work import UnitOfWork

SEALED = (
    "person_id", "name", "employment", "post_number", "post_title", "type", "level", "unit",
    "ladder", "group", "salary",
)  # fmt: skip
"""What is frozen of a row: who, where, and how much; facts stay open to correction."""


def load_payroll(uow: UnitOfWork, payroll_id: int) -> PayrollSnapshot:
    """Return a payroll; raises ``not_found``."""
    found = uow.session.get(PayrollSnapshot, payroll_id)
    if found is None:
        raise DomainError("not_found")
    return found


def open_payroll(uow: UnitOfWork, payroll_id: int) -> PayrollSnapshot:
    """Return a payroll whose heads and money may still change; raises ``payroll_frozen``."""
    found = load_payroll(uow, payroll_id)
    if found.frozen_at is not None:
        raise DomainError("payroll_frozen", taken_on=found.taken_on)
    return found


def rows_of(uow: UnitOfWork, payroll_id: int) -> Sequence[PayrollRow]:
    """Return the rows of a payroll in their order."""
    query = (
        select(PayrollRow)
        .where(PayrollRow.snapshot_id == payroll_id)
        .order_by(PayrollRow.line, PayrollRow.id)
    )
    return uow.session.scalars(query).all()


def rounds_on(uow: UnitOfWork, payroll_id: int) -> tuple[str, ...]:
    """Return the states of the salary rounds, copies included, that stand on a payroll."""
    query = select(SalaryRound.state).where(SalaryRound.snapshot_id == payroll_id)
    return tuple(uow.session.scalars(query))


def facts_closed(uow: UnitOfWork, payroll_id: int) -> bool:
    """Tell whether a final round closes the facts; an open one that corrects a round opens them."""
    rounds = uow.session.execute(
        select(SalaryRound.state, SalaryRound.supersedes_id).where(
            SalaryRound.snapshot_id == payroll_id, SalaryRound.copy_of_id.is_(None)
        )
    )
    found = {(state, old) for state, old in rounds}
    final = any(state == "final" for state, _ in found)
    return final and not any(state == "open" and old is not None for state, old in found)


def fingerprint(uow: UnitOfWork, payroll: PayrollSnapshot) -> str:
    """Return the hash of the heads and the money of a payroll as they are stored now."""
    columns = [getattr(PayrollRow, name) for name in SEALED]
    query = (
        select(*columns)
        .where(PayrollRow.snapshot_id == payroll.id)
        .order_by(PayrollRow.line, PayrollRow.id)
    )
    return sealed(payroll.scheme, payroll.taken_on, uow.session.execute(query))


def sealed(scheme: str, taken_on: dt.date, rows: Iterable[Sequence[Any]]) -> str:
    """Return the hash of rows of ``SEALED`` values in the payroll's order."""
    digest = hashlib.sha256(f"{scheme} {taken_on.isoformat()}\n".encode())
    for row in rows:
        line = json.dumps([*row[:-1], canonical(row[-1])], ensure_ascii=False)
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def altered(uow: UnitOfWork, payroll: PayrollSnapshot) -> bool:
    """Tell whether a frozen payroll is no longer what it was when it was frozen."""
    return payroll.frozen_at is not None and fingerprint(uow, payroll) != payroll.sha256


def refuse_altered(uow: UnitOfWork, payroll_id: int) -> None:
    """Raise ``payroll_altered`` when a frozen payroll was changed outside the program."""
    payroll = load_payroll(uow, payroll_id)
    if altered(uow, payroll):
        raise DomainError("payroll_altered", taken_on=payroll.taken_on)


def row_of_person(
    person: Known, law: PayrollLaw, earlier: Earlier, salary: Decimal | None
) -> dict[str, Any]:
    """Return the columns of a row by what the register says of somebody and their salary that day.

    A level that the register cannot hold (คศ., กลุ่ม) is carried over from the last payroll while
    the post is the same.
    """
    place = law.place(person.type, person.level, person.employment)
    before = earlier.rows.get(person.id)
    if not place.ladder and not person.level and before is not None:
        _unit, type_, level, ladder, title = before
        if ladder and title == person.post_title:
            place = law.place(type_, level, person.employment)
    return {
        "person_id": person.id,
        "name": person.name,
        "employment": person.employment,
        "post_number": person.post_number,
        "post_title": person.post_title,
        **placed(place),
        "unit": person.unit,
        "salary": salary or NOTHING,
    }


def placed(place: Place) -> dict[str, Any]:
    """Return the columns of a row that say where its post stands."""
    return place._asdict()


def insert_rows(uow: UnitOfWork, payroll_id: int, rows: Iterable[dict[str, Any]]) -> int:
    """Store rows in their order with one statement; returns how many."""
    table: Table = PayrollRow.__table__  # type: ignore[assignment]
    values = [
        {
            "snapshot_id": payroll_id,
            "line": line,
            "version": 1,
            **{("quota_group" if key == "group" else key): value for key, value in row.items()},
        }
        for line, row in enumerate(rows, start=1)
    ]
    if values:
        uow.session.execute(insert(table), values)
    return len(values)
