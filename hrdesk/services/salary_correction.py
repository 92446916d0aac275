"""A round that corrects a final one: the lines it takes over, and what it leaves as it is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import func, select

from hrdesk.models import CalculationRun, SalaryRecord, SalaryRound
from hrdesk.rules.dates import thai_date_long
from hrdesk.rules.salary.round_types import RoundRow
from hrdesk.services.queries.salary_types import LineOfRound
from hrdesk.services.salary_compute import FINAL, final_april
from hrdesk.services.salary_law import STEP
from hrdesk.services.salary_lines import registers_moved
from hrdesk.services.salary_problems import named
from hrdesk.services.unit_of_work import UnitOfWork

_MOVED = "เงินเดือนในทะเบียนเปลี่ยนไปแล้วหลังรอบเดิม"
_MOVED_LEFT = "การแก้ไขนี้จะเข้าประวัติ แต่ไม่ทับเงินเดือนในทะเบียน"
_OVERTAKEN = "ครั้งเมษายนแก้ไขแล้ว ต้องแก้ไขครั้งนี้ด้วย โดยออกรอบใหม่แทนรอบนี้"


def lines_of_round(uow: UnitOfWork, round_: SalaryRound | None) -> dict[int, SalaryRecord]:
    """Return the standing lines that a round entered, by person; none of no round."""
    if round_ is None:
        return {}
    rows = uow.session.scalars(
        select(SalaryRecord).where(
            SalaryRecord.round_id == round_.id, SalaryRecord.superseded_by_id.is_(None)
        )
    )
    return {row.person_id: row for row in rows}


def expected_register(
    old: SalaryRound | None, replaced: SalaryRecord | None, row: RoundRow
) -> Decimal | None:
    """Return what the register must still say for a correction to set it; None for a first round.

    Where the old round entered a line, its new salary, otherwise the salary of the payroll.
    """
    if replaced is not None:
        return replaced.new_salary
    return row.salary if old is not None else None


def correction_notes(
    uow: UnitOfWork, round_: SalaryRound, lines: Sequence[LineOfRound], rows: Sequence[RoundRow]
) -> tuple[str, ...]:
    """Return what a correcting round does not do by itself, in Thai; nothing of other rounds."""
    if round_.supersedes_id is None:
        return ()
    old = uow.session.get_one(SalaryRound, round_.supersedes_id)
    before = lines_of_round(uow, old)
    expected = {
        line.person_id: expected_register(old, before.get(line.person_id), row) or row.salary
        for line, row in zip(lines, rows, strict=True)
        if row.raised or row.special or line.person_id in before
    }
    moved = set(registers_moved(uow, round_.effective_on, expected))
    names = [line.name for line in lines if line.person_id in moved]
    return (
        *(f"{each} {_MOVED_LEFT}" for each in named(_MOVED, names)),
        *(_october_note(each) for each in _standing_on(uow, old)),
    )


def overtaken(uow: UnitOfWork, round_: SalaryRound, run: CalculationRun) -> str:
    """Return what a final October must be told in Thai, empty where its April stands as it was.

    ``run`` is the kept result of October; a kept result of April that is newer came after it.
    """
    april = final_april(uow, round_) if round_.scheme == STEP else None
    if april is None or round_.state != FINAL:
        return ""
    newest = uow.session.scalar(
        select(func.max(CalculationRun.id)).where(
            CalculationRun.kind == run.kind, CalculationRun.subject_id == april.id
        )
    )
    return _OVERTAKEN if newest is not None and newest > run.id else ""


def _standing_on(uow: UnitOfWork, april: SalaryRound) -> list[SalaryRound]:
    """The final rounds of October whose money was reckoned by a final round of April."""
    rows = uow.session.scalars(
        select(SalaryRound).where(
            SalaryRound.scheme == STEP,
            SalaryRound.year == april.year,
            SalaryRound.number > april.number,
            SalaryRound.state == FINAL,
            SalaryRound.copy_of_id.is_(None),
        )
    )
    return [each for each in rows if final_april(uow, each) is april]


def _october_note(round_: SalaryRound) -> str:
    day = thai_date_long(round_.effective_on)
    return f"รอบ {day} เป็นที่สุดแล้วโดยใช้ผลเดิมของรอบนี้ เมื่อการแก้ไขนี้เป็นที่สุด ต้องออกรอบใหม่แทนรอบ {day} ด้วย"
