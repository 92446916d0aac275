"""What is known of the people of a salary round beside its payroll, and speaks against ending it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import or_, select

from hrdesk.models import (
    AppraisalRound,
    PayrollRow,
    PayrollSnapshot,
    Person,
    SalaryRecord,
    SalaryRound,
    ServiceRun,
)
from hrdesk.services.people_values import latest
from hrdesk.services.queries.salary_types import Standing
from hrdesk.services.salary_compute import FINAL, Stored
from hrdesk.services.salary_problems import named
from hrdesk.services.unit_of_work import UnitOfWork

_STALE = "เงินเดือนในบัญชีถือจ่ายไม่ตรงกับประวัติเงินเดือน"
_MEND = "ถ้าประวัติถูก ให้ออกบัญชีถือจ่ายใหม่แล้วเปิดรอบอีกครั้ง ถ้าบัญชีถูก ให้เพิ่มบรรทัดที่ขาดในประวัติเงินเดือนของคนนั้น"
_MOVED = "ได้เงินเดือนใหม่หลังวันถือจ่าย"
_MOVED_MEND = (
    "การเลื่อนจากอัตราเดิมจะทับเงินเดือนใหม่ ให้แก้เงินเดือนของคนนั้นในบัญชีถือจ่ายฉบับใหม่แล้วเปิดรอบอีกครั้ง "
    "หรือไม่ให้เลื่อนในรอบนี้"
)

_LEFT = "พ้นจากราชการก่อนวันที่มีผล"
_LEFT_MEND = "ให้เลือกไม่เลื่อนหรือร้อยละ 0 หรือแก้ประวัติการรับราชการในทะเบียนถ้ายังอยู่"
_RETIRING = "retiring"  # leaves on the last day of September and is raised for the half-year served

_RESULTS = "รอบการประเมินที่ใช้ยังไม่เป็นที่สุด ผลอาจเปลี่ยนได้ ให้ปิดรอบการประเมินก่อน"
_NO_END = "9999"

_Line = tuple[dt.date, Decimal | None, Decimal]


def round_standing(uow: UnitOfWork, round_: SalaryRound, rows: Sequence[Stored]) -> Standing:
    """Return what speaks against the people of an open round, ``rows`` those of its payroll."""
    taken_on = uow.session.get_one(PayrollSnapshot, round_.snapshot_id).taken_on
    register, history = _doubtful(uow, round_, taken_on)
    stale, moved = [], {}
    for row in rows:
        lines = history.get(row.person_id, ())
        before = _salary(lines, round_.effective_on - dt.timedelta(days=1))
        if before is None or before == row.salary:
            continue
        if _salary(lines, taken_on) in (None, row.salary):
            moved[row.id] = row.name
        elif row.salary != register[row.person_id]:  # else the history wants its newest lines
            stale.append(row.name)
    gone = _gone(uow, round_)
    left = {
        row.id: row.name for row in rows if row.person_id in gone and _RETIRING not in row.special
    }
    return Standing(
        (*_appraisal(uow, round_), *(f"{each} {_MEND}" for each in named(_STALE, stale))),
        {(_MOVED, _MOVED_MEND): moved, (_LEFT, _LEFT_MEND): left},
    )


def _appraisal(uow: UnitOfWork, round_: SalaryRound) -> tuple[str, ...]:
    """What is said while the results that the round goes by may still change."""
    if round_.appraisal_round_id is None:
        return ()
    appraisal = uow.session.get_one(AppraisalRound, round_.appraisal_round_id)
    return () if appraisal.state == FINAL else (_RESULTS,)


def _gone(uow: UnitOfWork, round_: SalaryRound) -> set[int]:
    """Whose every run ended before the day, and who left nobody knows when.

    A correction does not ask the latter: most left since the round that it corrects.
    """
    on_it = PayrollRow.snapshot_id == round_.snapshot_id
    left = (
        select(Person.id)
        .join(PayrollRow, PayrollRow.person_id == Person.id)
        .where(on_it, Person.active.is_(False))
    )
    runs = (
        select(ServiceRun.person_id, ServiceRun.ended_on)
        .join(PayrollRow, PayrollRow.person_id == ServiceRun.person_id)
        .where(on_it)
    )
    ends: dict[int, str] = {}
    for person_id, last in uow.session.execute(runs):
        ends[person_id] = max(ends.get(person_id, ""), latest(last) if last else _NO_END)
    ended = {id_ for id_, last in ends.items() if last != _NO_END}
    gone = {id_ for id_ in ended if ends[id_] < round_.effective_on.isoformat()}
    if round_.supersedes_id is not None:
        return gone
    return gone | (set(uow.session.scalars(left)) - ended)


def _doubtful(
    uow: UnitOfWork, round_: SalaryRound, taken_on: dt.date
) -> tuple[dict[int, Decimal | None], dict[int, list[_Line]]]:
    """Whom the register pays otherwise than the payroll, or who got a line between it and the day.

    Returns their salary of today and their standing lines, the oldest first; about all others
    nothing can be wrong, and they are most.
    """
    standing = SalaryRecord.superseded_by_id.is_(None)
    between = select(SalaryRecord.person_id).where(
        standing, SalaryRecord.effective_on > taken_on,
        SalaryRecord.effective_on < round_.effective_on,
    )  # fmt: skip
    people = (
        select(Person.id, Person.salary)
        .join(PayrollRow, PayrollRow.person_id == Person.id)
        .where(
            PayrollRow.snapshot_id == round_.snapshot_id,
            or_(Person.salary.is_distinct_from(PayrollRow.salary), Person.id.in_(between)),
        )
    )
    lines = select(
        SalaryRecord.person_id, SalaryRecord.effective_on,
        SalaryRecord.old_salary, SalaryRecord.new_salary,
    ).where(
        standing, SalaryRecord.person_id.in_(people.with_only_columns(Person.id))
    ).order_by(SalaryRecord.effective_on, SalaryRecord.id)  # fmt: skip
    history: dict[int, list[_Line]] = defaultdict(list)
    for person_id, day, old, new in uow.session.execute(lines):
        history[person_id].append((day, old, new))
    return {row[0]: row[1] for row in uow.session.execute(people)}, history


def _salary(lines: Sequence[_Line], day: dt.date) -> Decimal | None:
    """The salary of a day: what the next line started from, else the newest line by then says."""
    after = next((old for begun, old, _ in lines if begun > day), None)
    if after is not None:
        return after
    return next((new for begun, _, new in reversed(lines) if begun <= day), None)
