"""The lines of the salary histories: what somebody was paid on a day, by them and the register.

Rounds, awards, lines typed by hand and payrolls all read and write the lines here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, insert, select, update
from sqlalchemy.orm.attributes import set_committed_value

from hrdesk.models import Person, SalaryRecord
from hrdesk.services.unit_of_work import AuditedChange, UnitOfWork

_CHUNK = 400

_Changes = dict[str, tuple[Any, Any]]
"""What an audit entry tells of a change: by field, the old and the new."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What somebody was paid on a day, baht a month; None where nothing is known.

    ``other`` is another figure that the history or the register gives for the day, None where they
    agree. ``from_history``: a line says it, not the register of today alone.
    """

    salary: Decimal | None
    other: Decimal | None = None
    from_history: bool = False

    def other_than(self, salary: Decimal | None) -> Decimal | None:
        """Return a figure for the day that differs from ``salary``, None where all known agree."""
        return next(
            (each for each in (self.salary, self.other) if each not in (None, salary)), None
        )


def salaries_on(uow: UnitOfWork, day: dt.date, ids: Sequence[int] = ()) -> dict[int, Paid]:
    """Return what each person was paid on a day, of all people without ids.

    What the first line after the day started from says it best. Without a line after the day the
    register of today holds, since nothing is known to have changed it; the newest line until the
    day is taken where neither says anything, and is told where it differs.
    """
    found: dict[int, Paid] = {}
    for some in _chunks(ids):
        until = _nearest(uow, SalaryRecord.effective_on <= day, some)
        after = _nearest(uow, SalaryRecord.effective_on > day, some, first=True)
        people = select(Person.id, Person.salary)
        if some is not None:
            people = people.where(Person.id.in_(some))
        for id_, register in uow.session.execute(people):
            line = until[id_][1] if id_ in until else None
            found[id_] = _paid(line, id_ in after, after.get(id_, (None, None))[0], register)
    return found


def _paid(
    line: Decimal | None, moved: bool, before: Decimal | None, register: Decimal | None
) -> Paid:
    """``line``: of the newest line until the day; ``before``: what the next one started from."""
    best = before if moved else register
    if best is None:
        # With a line after the day the register speaks for another time; better than nothing.
        return Paid(line, from_history=True) if line is not None else Paid(register)
    other = line if line not in (None, best) else None
    return Paid(best, other, moved or line == best)


def _nearest(
    uow: UnitOfWork, days: object, ids: Sequence[int] | None, *, first: bool = False
) -> Mapping[int, tuple[Decimal | None, Decimal]]:
    """The (old, new) salary of the first or the newest standing line of those days by person."""
    order = (SalaryRecord.effective_on, SalaryRecord.id)
    place = func.row_number().over(
        partition_by=SalaryRecord.person_id,
        order_by=order if first else [column.desc() for column in order],
    )
    lines: Select[tuple[int, Decimal | None, Decimal, int]] = select(
        SalaryRecord.person_id, SalaryRecord.old_salary, SalaryRecord.new_salary,
        place.label("place"),
    ).where(SalaryRecord.superseded_by_id.is_(None), days)  # type: ignore[arg-type]  # fmt: skip
    if ids is not None:
        lines = lines.where(SalaryRecord.person_id.in_(ids))
    part = lines.subquery()
    rows = uow.session.execute(
        select(part.c.person_id, part.c.old_salary, part.c.new_salary).where(part.c.place == 1)
    )
    return {person_id: (old, new) for person_id, old, new in rows}


def _chunks(ids: Sequence[int]) -> list[Sequence[int] | None]:
    """The ids in parts that one statement takes; one part of everybody without ids."""
    return [ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK)] or [None]


# -- writing ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewLine:
    """What a line is to say; ``round_id`` or ``run_id`` name the round or the award it is of."""

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
    """A line to be written, the one it takes the place of, and why.

    ``settles``: it becomes the salary of the register, where no later line stands and, with
    ``expected``, only where the register still says that.
    """

    line: NewLine
    replaced: SalaryRecord | None = None
    reason: str = ""
    settles: bool = False
    expected: Decimal | None = None


def write_lines(uow: UnitOfWork, lines: Sequence[WrittenLine]) -> list[int]:
    """Write lines, settle the register by them, audit each; returns their ids. Checks no right.

    An order of a day to come counts at once: nobody comes back on that day, and the register says
    what was decided last.
    """
    if not lines:
        return []
    adding = insert(SalaryRecord).returning(SalaryRecord.id, sort_by_parameter_order=True)
    ids = list(uow.session.scalars(adding, [_values(uow, each) for each in lines]))
    for each, id_ in zip(lines, ids, strict=True):
        if each.replaced is not None:
            each.replaced.superseded_by_id = id_
    uow.session.flush()
    settled = _settle(uow, [each for each in lines if each.settles])
    uow.session.flush()
    fresh = [each for each in lines if each.replaced is None]
    taken_over = [each for each in lines if each.replaced is not None]
    for action, some in (("salary.recorded", fresh), ("salary.corrected", taken_over)):
        uow.audit_many(action, "person", [_audited(each, settled) for each in some])
    return ids


def strike_lines(uow: UnitOfWork, records: Sequence[SalaryRecord], reason: str) -> None:
    """Strike lines out, put the register back where it had followed them, audit each.

    They stay readable with the reason. Checks no right.
    """
    for record in records:
        record.superseded_by_id = record.id  # replaced by nothing: what names itself was struck
        record.note = _joined(record.note, f"ขีดออก: {reason}")
    uow.session.flush()
    ids = [record.person_id for record in records]
    registers, newest = _registers(uow, ids), _newest(uow, ids)
    backs = {
        id_: salary_without(record, registers[id_], newest.get(id_))
        for id_, record in zip(ids, records, strict=True)
    }
    settled = _set_registers(uow, registers, {id_: s for id_, s in backs.items() if s is not None})
    entries = [
        AuditedChange(
            record.person_id,
            {
                "salary": (record.new_salary, None),
                "effective_on": (record.effective_on, None),
                **settled.get(record.person_id, {}),
            },
            reason,
        )
        for record in records
    ]
    uow.audit_many("salary.struck", "person", entries)


def salary_without(
    record: SalaryRecord, register: Decimal | None, newest: tuple[dt.date, Decimal] | None
) -> Decimal | None:
    """Return what the register goes back to when a line is struck, None where it stays.

    ``newest``: the day and the salary of the newest of the person's other lines. The register
    stays where another line or something else made it, or where nobody knows what it was before.
    """
    if register != record.new_salary or record.old_salary == register:
        return None
    if newest is not None and (newest[0] > record.effective_on or newest[1] == register):
        return None
    return record.old_salary


def registers_moved(uow: UnitOfWork, day: dt.date, expected: Mapping[int, Decimal]) -> list[int]:
    """Return whose register says another salary than expected, and no line after the day why."""
    ids = list(expected)
    registers, newest = _registers(uow, ids), _newest(uow, ids)
    return [
        id_
        for id_, salary in expected.items()
        if registers[id_] not in (None, salary) and not _later(newest, id_, day)
    ]


def _audited(written: WrittenLine, settled: Mapping[int, _Changes]) -> AuditedChange:
    line, replaced = written.line, written.replaced
    changes: _Changes = {
        "salary": (line.old_salary if replaced is None else replaced.new_salary, line.new_salary),
        "effective_on": (None, line.effective_on),
        "order_number": (None, line.order_number or None),
        **settled.get(line.person_id, {}),
    }
    return AuditedChange(line.person_id, changes, written.reason)


def _settle(uow: UnitOfWork, lines: Sequence[WrittenLine]) -> Mapping[int, _Changes]:
    """Set the register by lines; returns by person what changed of it."""
    ids = [each.line.person_id for each in lines]
    registers, newest = _registers(uow, ids), _newest(uow, ids)
    wanted: dict[int, Decimal] = {}
    for each in lines:
        line, register = each.line, registers[each.line.person_id]
        moved = each.expected is not None and register not in (None, each.expected)
        if not moved and not _later(newest, line.person_id, line.effective_on):
            wanted[line.person_id] = line.new_salary
    return _set_registers(uow, registers, wanted)


def _set_registers(
    uow: UnitOfWork, registers: Mapping[int, Decimal | None], wanted: Mapping[int, Decimal]
) -> Mapping[int, _Changes]:
    """Store salaries of the register in one statement; returns what changed by person."""
    differing = {id_: salary for id_, salary in wanted.items() if registers[id_] != salary}
    if not differing:
        return {}
    table: Table = Person.__table__  # type: ignore[assignment]
    now = uow.clock.now()
    statement = (
        update(table)
        .where(table.c.id == bindparam("person"))
        .values(salary=bindparam("now"), updated_at=now, version=table.c.version + 1)
    )
    uow.session.connection().execute(
        statement, [{"person": id_, "now": salary} for id_, salary in differing.items()]
    )
    for person in [each for each in uow.session.identity_map.values() if isinstance(each, Person)]:
        if person.id in differing:  # who was read before says the same without being read again
            set_committed_value(person, "version", person.version + 1)
            set_committed_value(person, "salary", differing[person.id])
            set_committed_value(person, "updated_at", now)
    return {id_: {"register_salary": (registers[id_], s)} for id_, s in differing.items()}


def _registers(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, Decimal | None]:
    """The salaries that the register has now, held against other writers where people share it."""
    found: dict[int, Decimal | None] = {}
    for at in range(0, len(ids), _CHUNK):
        query = select(Person.id, Person.salary).where(Person.id.in_(ids[at : at + _CHUNK]))
        rows = uow.session.execute(query.with_for_update())
        found.update({row.id: row.salary for row in rows})
    return found


def _newest(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, tuple[dt.date, Decimal]]:
    """The day and the salary of the newest standing line of each person who has one."""
    found: dict[int, tuple[dt.date, Decimal]] = {}
    for at in range(0, len(ids), _CHUNK):
        query = (
            select(SalaryRecord.person_id, SalaryRecord.effective_on, SalaryRecord.new_salary)
            .where(
                SalaryRecord.person_id.in_(ids[at : at + _CHUNK]),
                SalaryRecord.superseded_by_id.is_(None),
            )
            .order_by(SalaryRecord.effective_on, SalaryRecord.id)
        )
        found.update({row[0]: (row[1], row[2]) for row in uow.session.execute(query)})
    return found


def _later(newest: Mapping[int, tuple[dt.date, Decimal]], id_: int, day: dt.date) -> bool:
    """Whether a line of a later day stands for somebody."""
    return id_ in newest and newest[id_][0] > day


def _values(uow: UnitOfWork, written: WrittenLine) -> dict[str, Any]:
    line = written.line
    corrected = written.replaced is not None and written.reason
    return {
        "person_id": line.person_id,
        "effective_on": line.effective_on,
        "kind": line.kind,
        "detail": line.detail,
        "old_salary": line.old_salary,
        "new_salary": line.new_salary,
        "special": line.special,
        "order_number": line.order_number,
        "order_dated": line.order_dated,
        "round_id": line.round_id,
        "run_id": line.run_id,
        "note": _joined(line.note, f"แก้ไข: {written.reason}" if corrected else ""),
        "recorded_by": uow.actor.name,
        "recorded_at": uow.clock.now(),
    }


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
