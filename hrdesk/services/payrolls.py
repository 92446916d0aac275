"""Payrolls of one day: taken from the register, mended row by row, frozen for a salary round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, func, select

from hrdesk.exchange.columns import NOTE_LIMIT, TEXT_LIMIT, clean_line, clean_note
from hrdesk.models import PayrollRow, PayrollSnapshot
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.payroll_law import (
    EMPLOYMENTS,
    PayrollLaw,
    RowFault,
    is_payroll_day,
    payroll_law,
)
from hrdesk.services.payroll_register import (
    Defaults,
    Known,
    earlier_payroll,
    known_people,
    on_payroll,
)
from hrdesk.services.payroll_rows import (
    fingerprint,
    insert_rows,
    load_payroll,
    open_payroll,
    placed,
    refuse_altered,
    rounds_on,
    row_of_person,
    rows_of,
)
from hrdesk.services.problems import refuse
from hrdesk.services.salary_law import CONTRACT, SCHEMES
from hrdesk.services.unit_of_work import UnitOfWork

REGISTER = "register"
"""``PayrollSnapshot.source`` of a payroll that was taken from the register."""


@dataclass(frozen=True, slots=True)
class TakePayroll:
    """Take the payroll of a scheme on a day (1 March or 1 September) from the register."""

    scheme: str
    taken_on: dt.date
    note: str = ""


@dataclass(frozen=True, slots=True)
class EditRow:
    """What one row is to say; type and level in Thai or as codes, ``salary`` in baht a month."""

    row_id: int
    version: int
    post_number: str
    post_title: str
    type: str
    level: str
    unit: str
    salary: Decimal
    note: str = ""


def take_payroll(uow: UnitOfWork, command: TakePayroll) -> Result[int]:
    """Take everybody of the scheme from the register; returns the payroll's id.

    Errors: ``scheme_unknown``, ``payroll_day``, ``payroll_exists`` while an open one of that day
    stands, ``payroll_nobody`` where the register has nobody of the scheme.
    """
    require(uow.actor, Right.WORK_SALARY)
    check_day(command.scheme, command.taken_on)
    refuse_second(uow, command.scheme, command.taken_on)
    law = law_of(uow, command.scheme, command.taken_on)
    earlier = earlier_payroll(uow, command.scheme, command.taken_on)
    defaults = Defaults(uow, command.scheme, command.taken_on, earlier)
    rows = [
        _row(person, law, earlier, defaults)
        for person in known_people(uow)
        if on_payroll(person, command.scheme, command.taken_on)
    ]
    if not rows:
        raise DomainError("payroll_nobody", field="scheme")
    payroll = new_payroll(uow, command.scheme, command.taken_on, REGISTER, command.note)
    insert_rows(uow, payroll.id, rows)
    uow.audit(
        "payroll.taken", "payroll", payroll.id,
        changes={
            "scheme": (None, SCHEMES[payroll.scheme]),
            "taken_on": (None, payroll.taken_on),
            "count": (None, len(rows)),
        },
    )  # fmt: skip
    return Result(payroll.id, changed(("payroll", payroll.id)))


def add_row(uow: UnitOfWork, payroll_id: int, person_id: int) -> Result[int]:
    """Add somebody of the register whom the payroll lacks; returns the row's id.

    Errors: ``not_found``, ``payroll_frozen``, ``payroll_person_twice``, ``payroll_other_scheme``,
    ``payroll_person_left``.
    """
    require(uow.actor, Right.WORK_SALARY)
    payroll = open_payroll(uow, payroll_id)
    person = next((each for each in known_people(uow) if each.id == person_id), None)
    if person is None:
        raise DomainError("not_found", field="person")
    check_person(person, payroll.scheme)
    rows = rows_of(uow, payroll_id)
    if any(row.person_id == person_id for row in rows):
        raise DomainError("payroll_person_twice", field="person", name=person.name)
    law = law_of(uow, payroll.scheme, payroll.taken_on)
    earlier = earlier_payroll(uow, payroll.scheme, payroll.taken_on, payroll.id)
    defaults = Defaults(uow, payroll.scheme, payroll.taken_on, earlier)
    row = PayrollRow(
        snapshot_id=payroll_id,
        line=max((each.line for each in rows), default=0) + 1,
        **_row(person, law, earlier, defaults),
    )
    uow.session.add(row)
    uow.session.flush()
    _audit_row(uow, "payroll.row_added", row, {"salary": (None, row.salary)})
    return Result(row.id, changed(("payroll", payroll_id)))


def edit_row(uow: UnitOfWork, command: EditRow) -> Result[int]:
    """Correct the post and the salary of a row; returns the row's new version.

    A salary off the ladder is refused here as everywhere. Errors: ``not_found``,
    ``payroll_frozen``, ``EditConflict``, ``too_long``, the codes of ``PayrollLaw.faults``.
    """
    require(uow.actor, Right.WORK_SALARY)
    row = _row_of(uow, command.row_id)
    payroll = open_payroll(uow, row.snapshot_id)
    law = law_of(uow, payroll.scheme, payroll.taken_on)
    place = law.place(clean_line(command.type), clean_line(command.level), row.employment)
    values: dict[str, Any] = {
        "post_number": clean_line(command.post_number),
        "post_title": clean_line(command.post_title),
        "unit": clean_line(command.unit),
        **placed(place),
        "salary": command.salary,
        "note": clean_note(command.note),
    }
    typed = {name: value for name, value in values.items() if name not in ("ladder", "group")}
    check_version(uow, row, command.version, "payroll_row", typed)
    refuse(
        [
            *_too_long(values),
            *(_refusal(fault) for fault in law.faults(place, command.salary) if fault.blocks),
        ]
    )
    changes = diff(row, values)
    for name, value in values.items():
        setattr(row, name, value)
    uow.session.flush()
    if changes:
        changes.pop("ladder", None)
        changes.pop("group", None)
        _audit_row(uow, "payroll.row_edited", row, changes)
    return Result(row.version, changed(("payroll", payroll.id)))


def remove_row(uow: UnitOfWork, row_id: int, version: int, reason: str) -> Result[int]:
    """Take somebody out of a payroll, with a reason; returns the person's id.

    Errors: ``not_found``, ``required``, ``payroll_frozen``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_SALARY)
    row = _row_of(uow, row_id)
    payroll = open_payroll(uow, row.snapshot_id)
    check_version(uow, row, version, "payroll_row", {})
    if not reason.strip():
        raise DomainError("required", field="reason")
    person_id = row.person_id
    _audit_row(uow, "payroll.row_removed", row, {"salary": (row.salary, None)}, reason.strip())
    uow.session.delete(row)
    uow.session.flush()
    return Result(person_id, changed(("payroll", payroll.id)))


def freeze(
    uow: UnitOfWork, payroll_id: int, version: int | None = None, seen: str | None = None
) -> Result[str]:
    """Freeze heads and money of a payroll; returns its hash, that of an earlier freezing too.

    ``version`` None freezes whatever stands there (a round does so when it is opened); ``seen`` is
    ``seen.payroll_seen`` of what was shown. Errors: ``not_found``, ``payroll_empty``,
    ``payroll_faulty`` (facts: count, first, why), ``payroll_altered``, ``payroll_changed`` where
    its rows are no longer those seen, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_SALARY)
    payroll = load_payroll(uow, payroll_id)
    if payroll.frozen_at is not None:
        refuse_altered(uow, payroll_id)
        return Result(payroll.sha256, changed())
    if version is not None:
        check_version(uow, payroll, version, "payroll", {})
    if seen is not None and fingerprint(uow, payroll) != seen:
        raise DomainError("payroll_changed", taken_on=payroll.taken_on)
    _refuse_faulty(uow, payroll)
    uow.session.flush()
    payroll.frozen_at = uow.clock.now()
    payroll.frozen_by = uow.actor.name
    payroll.sha256 = fingerprint(uow, payroll)
    uow.session.flush()
    uow.audit(
        "payroll.frozen", "payroll", payroll_id,
        changes={
            "taken_on": (None, payroll.taken_on),
            "count": (None, _count(uow, payroll_id)),
            "sha256": (None, payroll.sha256),
        },
    )  # fmt: skip
    return Result(payroll.sha256, changed(("payroll", payroll_id)))


def unfreeze(uow: UnitOfWork, payroll_id: int, version: int, reason: str) -> Result[int]:
    """Open a frozen payroll on which no round stands, with a reason; returns its version.

    Errors: ``not_found``, ``required``, ``payroll_in_use``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_SALARY)
    payroll = load_payroll(uow, payroll_id)
    check_version(uow, payroll, version, "payroll", {})
    if not reason.strip():
        raise DomainError("required", field="reason")
    if rounds_on(uow, payroll_id):
        raise DomainError("payroll_in_use", taken_on=payroll.taken_on)
    payroll.frozen_at, payroll.frozen_by, payroll.sha256 = None, "", ""
    uow.session.flush()
    uow.audit(
        "payroll.unfrozen", "payroll", payroll_id,
        changes={"taken_on": (None, payroll.taken_on)}, reason=reason.strip(),
    )  # fmt: skip
    return Result(payroll.version, changed(("payroll", payroll_id)))


def discard_payroll(uow: UnitOfWork, payroll_id: int, version: int, reason: str) -> Result[None]:
    """Delete a payroll on which no round stands, with a reason.

    Errors: ``not_found``, ``required``, ``payroll_in_use``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_SALARY)
    payroll = load_payroll(uow, payroll_id)
    check_version(uow, payroll, version, "payroll", {})
    if not reason.strip():
        raise DomainError("required", field="reason")
    if rounds_on(uow, payroll_id):
        raise DomainError("payroll_in_use", taken_on=payroll.taken_on)
    count = _count(uow, payroll_id)
    uow.session.execute(delete(PayrollRow).where(PayrollRow.snapshot_id == payroll_id))
    uow.session.delete(payroll)
    uow.session.flush()
    uow.audit(
        "payroll.discarded", "payroll", payroll_id,
        changes={
            "scheme": (SCHEMES[payroll.scheme], None),
            "taken_on": (payroll.taken_on, None),
            "count": (count, None),
        },
        reason=reason.strip(),
    )  # fmt: skip
    return Result(None, changed(("payroll", payroll_id)))


# -- parts that the import shares -----------------------------------------------------------------


def check_day(scheme: str, day: dt.date) -> None:
    """Raise ``payroll_day`` for a day on which the scheme takes no payroll, or ``scheme_unknown``."""
    if not is_payroll_day(scheme, day):
        code = "payroll_day_contract" if scheme == CONTRACT else "payroll_day"
        raise DomainError(code, field="taken_on")


def check_person(person: Known, scheme: str) -> None:
    """Raise ``payroll_person_left`` or ``payroll_other_scheme`` for one who does not belong."""
    if not person.active:
        raise DomainError("payroll_person_left", field="person", name=person.name)
    if person.employment not in EMPLOYMENTS[scheme]:
        raise DomainError("payroll_other_scheme", field="person", name=person.name)


def law_of(uow: UnitOfWork, scheme: str, day: dt.date) -> PayrollLaw:
    """Return the law of a payroll; raises ``rule_refuses`` where it is not in force that day."""
    try:
        return payroll_law(uow, scheme, day)
    except Refused as refusal:
        raise DomainError("rule_refuses", field="taken_on", why=refusal.message) from refusal


def open_one(uow: UnitOfWork, scheme: str, day: dt.date) -> PayrollSnapshot | None:
    """Return the payroll of that scheme and day that is still open."""
    return uow.session.scalars(
        select(PayrollSnapshot).where(
            PayrollSnapshot.scheme == scheme,
            PayrollSnapshot.taken_on == day,
            PayrollSnapshot.frozen_at.is_(None),
        )
    ).first()


def refuse_second(uow: UnitOfWork, scheme: str, day: dt.date) -> None:
    """Raise ``payroll_exists`` while an open payroll of that scheme and day stands."""
    if open_one(uow, scheme, day) is not None:
        raise DomainError("payroll_exists", field="taken_on", taken_on=day)


def new_payroll(
    uow: UnitOfWork, scheme: str, day: dt.date, source: str, note: str
) -> PayrollSnapshot:
    """Store a payroll without rows; its number follows those of the same day."""
    number = uow.session.scalar(
        select(func.max(PayrollSnapshot.number)).where(
            PayrollSnapshot.scheme == scheme, PayrollSnapshot.taken_on == day
        )
    )
    payroll = PayrollSnapshot(
        scheme=scheme,
        taken_on=day,
        number=(number or 0) + 1,
        source=source,
        note=clean_note(note),
    )
    uow.session.add(payroll)
    uow.session.flush()
    return payroll


def _row(person: Known, law: PayrollLaw, earlier: Any, defaults: Defaults) -> dict[str, Any]:
    return {
        **row_of_person(person, law, earlier, defaults.paid(person).salary),
        "special": defaults.special(person, person.unit),
        "facts": defaults.facts(person),
        "note": "",
    }


def _row_of(uow: UnitOfWork, row_id: int) -> PayrollRow:
    row = uow.session.get(PayrollRow, row_id)
    if row is None:
        raise DomainError("not_found")
    return row


def _refuse_faulty(uow: UnitOfWork, payroll: PayrollSnapshot) -> None:
    rows = rows_of(uow, payroll.id)
    if not rows:
        raise DomainError("payroll_empty")
    law = law_of(uow, payroll.scheme, payroll.taken_on)
    wrong = []
    for row in rows:
        place = law.place(row.type, row.level, row.employment)
        # The law may know by now a level that it did not know when the payroll was taken.
        if (row.ladder, row.group) != (place.ladder, place.group):
            row.ladder, row.group = place.ladder, place.group
        if any(fault.blocks for fault in law.faults(place, row.salary)):
            wrong.append(row.name)
    if wrong:
        raise DomainError("payroll_faulty", count=len(wrong), first=wrong[0])


def _refusal(fault: RowFault) -> DomainError:
    return DomainError(fault.code, field=fault.field, **fault.facts)


def _too_long(values: dict[str, Any]) -> Sequence[DomainError]:
    return [
        DomainError("too_long", field=name, limit=limit)
        for name, limit in (
            ("post_number", TEXT_LIMIT),
            ("post_title", TEXT_LIMIT),
            ("level", TEXT_LIMIT),
            ("unit", TEXT_LIMIT),
            ("note", NOTE_LIMIT),
        )
        if len(values[name]) > limit
    ]


def _audit_row(
    uow: UnitOfWork, action: str, row: PayrollRow, changes: dict[str, Any], reason: str = ""
) -> None:
    named = {"name": (None, row.name)}
    uow.audit(action, "payroll_row", row.id, changes={**named, **changes}, reason=reason)


def _count(uow: UnitOfWork, payroll_id: int) -> int:
    query = select(func.count()).where(PayrollRow.snapshot_id == payroll_id)
    return uow.session.scalar(query) or 0
