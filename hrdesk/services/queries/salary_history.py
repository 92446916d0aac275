"""Reading a person's salary history: the lines, and what a chart of them shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy import select

from hrdesk.models import Person, SalaryRecord
from hrdesk.rules.names import full_name
from hrdesk.services.access import Right
from hrdesk.services.errors import DomainError, NotAllowed
from hrdesk.services.salary_lines import salary_without
from hrdesk.services.unit_of_work import UnitOfWork

LINE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "step": "เลื่อนขั้นเงินเดือน",
        "percentage": "เลื่อนเงินเดือน (ร้อยละ)",
        "contract": "เลื่อนค่าตอบแทนพนักงานจ้าง",
        "qualification": "เงินเดือนตามคุณวุฒิ",
        "prior": "ผู้เคยเป็นลูกจ้างหรือพนักงาน",
        "compensation": "ปรับเงินเดือนชดเชย",
        "other": "อื่น ๆ (เลื่อนระดับ โอน ปรับบัญชี …)",
    }
)
"""Kinds of lines with their Thai names."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line; amounts in baht a month. ``state``: live, replaced or struck.

    ``source``: round, award or hand. ``change`` is what the salary rose by, None where the salary
    before is unknown. ``back``: what the register's salary goes back to when the line is struck,
    None where it stays.
    """

    id: int
    effective_on: dt.date
    kind: str
    kind_label: str
    detail: str
    old_salary: Decimal | None
    new_salary: Decimal
    change: Decimal | None
    special: Decimal
    order_number: str
    order_dated: dt.date | None
    source: str
    round_id: int | None
    run_id: int | None
    state: str
    note: str
    recorded_by: str
    recorded_at: dt.datetime
    back: Decimal | None = None

    @property
    def by_hand(self) -> bool:
        """Whether the line was typed from an order and still stands."""
        return self.source == "hand" and self.state == "live"


@dataclass(frozen=True, slots=True)
class SalaryHistory:
    """All of one person's lines, newest first, and the salary of the register beside them.

    ``differs``: the register says another salary than the newest line, and than the newest one
    that is in effect already.
    """

    person_id: int
    name: str
    salary: Decimal | None
    lines: tuple[HistoryLine, ...]
    differs: bool

    @property
    def live(self) -> tuple[HistoryLine, ...]:
        """The lines that stand, oldest first: what the chart draws."""
        return tuple(line for line in reversed(self.lines) if line.state == "live")


def salary_history(uow: UnitOfWork, person_id: int) -> SalaryHistory:
    """Return one person's salary history; a general user reads their own; raises ``not_found``."""
    if not uow.actor.may(Right.SEE_PEOPLE) and uow.actor.person_id != person_id:
        raise NotAllowed(Right.SEE_PEOPLE.value)
    person = uow.session.get(Person, person_id)
    if person is None:
        raise DomainError("not_found")
    rows = uow.session.scalars(
        select(SalaryRecord)
        .where(SalaryRecord.person_id == person_id)
        .order_by(SalaryRecord.effective_on.desc(), SalaryRecord.id.desc())
    ).all()
    standing = [row for row in rows if row.superseded_by_id is None]
    lines = tuple(_line(row, _back(row, person, standing)) for row in rows)
    today = uow.clock.today()
    live = [each for each in lines if each.state == "live"]
    held = {each.new_salary for each in live[:1]}
    held |= {each.new_salary for each in [x for x in live if x.effective_on <= today][:1]}
    return SalaryHistory(
        person_id=person.id,
        name=full_name(person.prefix, person.first_name, person.last_name),
        salary=person.salary,
        lines=lines,
        differs=bool(held) and person.salary is not None and person.salary not in held,
    )


def _back(row: SalaryRecord, person: Person, standing: Sequence[SalaryRecord]) -> Decimal | None:
    """What striking a line makes of the register; ``standing`` has the newest line first."""
    if row not in standing:
        return None
    others = [(each.effective_on, each.new_salary) for each in standing if each is not row]
    return salary_without(row, person.salary, others[0] if others else None)


def _line(row: SalaryRecord, back: Decimal | None) -> HistoryLine:
    state = "live"
    if row.superseded_by_id is not None:
        state = "struck" if row.superseded_by_id == row.id else "replaced"
    source = "hand"
    if row.round_id is not None:
        source = "round"
    elif row.run_id is not None:
        source = "award"
    return HistoryLine(
        id=row.id,
        effective_on=row.effective_on,
        kind=row.kind,
        kind_label=LINE_KINDS.get(row.kind, row.kind),
        detail=row.detail,
        old_salary=row.old_salary,
        new_salary=row.new_salary,
        change=None if row.old_salary is None else row.new_salary - row.old_salary,
        special=row.special,
        order_number=row.order_number,
        order_dated=row.order_dated,
        source=source,
        round_id=row.round_id,
        run_id=row.run_id,
        state=state,
        note=row.note,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        back=back,
    )
