"""The people of a round as rows: what is shown of each, and what the list is narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hrdesk.rules.explanation import canonical
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.salary.words import (
    APRIL,
    CONTRACT,
    PERCENTAGE,
    STEP,
    choice_words,
    money,
    sums,
)
from hrdesk.ui.thai_text import plain

if TYPE_CHECKING:
    from hrdesk.rules.salary.round_types import RoundPerson, RoundRow
    from hrdesk.services.queries.salary_rounds import LineOfRound

ABLE, UNABLE, WAITING = "able", "unable", "waiting"
PROBLEM, REASON, SPECIAL = "problem", "reason", "special"
KINDS = (
    (ABLE, "มีสิทธิ"),
    (UNABLE, "ไม่มีสิทธิ"),
    (WAITING, "ยังไม่เลือก"),
    (PROBLEM, "มีปัญหา"),
    (REASON, "ยังไม่มีเหตุผล"),
    (SPECIAL, "กรณีพิเศษ"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One person: what the payroll and the appraisal say, what the round gives, what was chosen."""

    line: LineOfRound
    person: RoundPerson
    row: RoundRow

    @property
    def id(self) -> int:
        """The id of the payroll's row."""
        return self.row.id

    @property
    def wants_reason(self) -> bool:
        """Whether the choice differs from the proposal and nothing says why."""
        return self.line.outside_proposal and not self.line.reason

    @property
    def waiting(self) -> bool:
        """Whether steps are still to be chosen; a per cent has a figure without a choice."""
        row = self.row
        return bool(row.allowed) and row.eligible and not row.problem and self.line.chosen is None

    @property
    def given(self) -> Decimal | None:
        """What the person gets; None while steps are still to be chosen."""
        return None if self.waiting else self.row.choice

    def is_a(self, kind: str) -> bool:
        """Tell whether this person belongs to one of ``KINDS``."""
        return {
            ABLE: self.row.eligible,
            UNABLE: not self.row.eligible,
            WAITING: self.waiting,
            PROBLEM: bool(self.row.problem or self.row.needs),
            REASON: self.wants_reason,
            SPECIAL: bool(self.line.special),
        }[kind]


_PROBLEM = Status("คำนวณไม่ได้", "bad", "error")
_REASON = Status("ต้องมีเหตุผล", "warn", "warning")
_NEEDS = Status("ข้อมูลไม่ครบ", "warn", "info")
_UNABLE = Status("ไม่มีสิทธิ", "muted", "skipped")
_WAITING = Status("ยังไม่เลือก", "muted", "planned")
_NOTHING = Status("ได้ร้อยละ 0", "muted", "skipped")
_OUTSIDE = Status("ต่างจากข้อเสนอ", "info", "note")


def status(shown: Shown) -> Status | None:
    """Return what needs attention in a row, the gravest only."""
    found = (
        (bool(shown.row.problem), _PROBLEM),
        (shown.wants_reason, _REASON),
        (bool(shown.row.needs), _NEEDS),
        (not shown.row.eligible, _UNABLE),
        (shown.waiting, _WAITING),
        (shown.line.outside_proposal, _OUTSIDE),
        (not shown.row.allowed and not shown.row.choice, _NOTHING),
    )
    return next((word for true, word in found if true), None)


def why(shown: Shown) -> str:
    """Return what a status means for this person, in one line."""
    row = shown.row
    parts = [row.problem, *(f"ไม่ครบ: {each}" for each in row.unmet)]
    parts += [f"ยังไม่ทราบ: {each}" for each in row.needs]
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the list is narrowed to; None and empty mean all."""

    group: str | None = None
    unit: str | None = None
    kinds: frozenset[str] = frozenset()
    text: str = ""

    def shows(self, shown: Shown) -> bool:
        """Tell whether a person is shown."""
        return (
            (self.group is None or shown.row.group == self.group)
            and (self.unit is None or shown.row.unit == self.unit)
            and (not self.kinds or any(shown.is_a(kind) for kind in self.kinds))
            and (not self.text or self._found(shown))
        )

    def _found(self, shown: Shown) -> bool:
        line = shown.line
        return any(
            self.text in plain(each) for each in (line.name, line.post_title, line.post_number)
        )

    def words(self, group: str) -> str:
        """Return what is shown, for the head of a paper; ``group`` is the chosen group's name."""
        chosen = [words for key, words in KINDS if key in self.kinds]
        found = (group, self.unit or "", "/".join(chosen), f"“{self.text}”" if self.text else "")
        return " · ".join(part for part in found if part)


class PeopleTable(ListTable):
    """Thirty thousand people; one of them is replaced without touching the others."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent=parent)
        self._shown_at: dict[int, int] = {}
        self._given_at: dict[int, int] = {}

    def row_of(self, wanted: Any) -> int | None:
        """Return where the row with an id stands."""
        return self._shown_at.get(wanted)

    def put(self, rows: Iterable[Shown]) -> None:
        """Show new figures of some people where they stand; what is not shown is passed over."""
        last = len(self.columns) - 1
        for row in rows:
            at = self._shown_at.get(row.id)
            if at is None:
                continue
            self._rows[at] = row
            self._given[self._given_at[row.id]] = row
            self.dataChanged.emit(self.index(at, 0), self.index(at, last))

    def _ordered(self) -> list[Any]:
        rows = super()._ordered()
        self._shown_at = {row.id: at for at, row in enumerate(rows)}
        self._given_at = {row.id: at for at, row in enumerate(self._given)}
        return rows


def columns(scheme: str, number: int) -> tuple[Column, ...]:
    """Return the columns of a scheme; October's steps show April's beside them."""
    step = scheme == STEP
    unit = "ขั้น" if step else "%"
    found = [
        Column("name", "ชื่อ", width=190, value=lambda each: each.line.name),
        Column("score", "คะแนน", "right", 62, value=lambda each: each.line.score, format=_amount),
        Column("appraisal", "ผลประเมิน", width=98 if scheme == PERCENTAGE else 80, value=lambda each: each.line.appraisal_level),
        Column("april", "เม.ย.", "right", 52, value=lambda each: each.line.april, format=_amount),
        Column("proposal", "ข้อเสนอ", "right", 65, value=lambda each: each.line.proposal,
               format=_amount),
        Column("choice", f"ให้ ({unit})", "right", 80 if step else 72, value=lambda each: each.given,
               format=_amount),
        Column("state", "สถานะ", width=126, status=status, tooltip=why),
        Column("salary", _before(scheme), "right", 100 if scheme == CONTRACT else 80, value=lambda each: each.row.salary,
               format=money),
        Column("base", "ฐานคำนวณ", "right", 90, value=lambda each: each.row.base, format=money),
        Column("raised", "เงินเลื่อน", "right", 78, value=lambda each: each.row.raised, format=money),
        Column("new_salary", _after(scheme), "right", 122 if scheme == CONTRACT else 104, value=lambda each: each.row.new_salary,
               format=money),
        Column("special", "ตอบแทนพิเศษ", "right", 100, value=lambda each: each.row.special,
               format=lambda amount: sums(amount) if amount else ""),
        Column("steps", "ขั้นเดิม → ใหม่", width=110, value=_steps),
        Column("reason", "เหตุผล", width=200, value=lambda each: each.line.reason,
               tooltip=lambda each: each.line.reason),
        Column("post", "ตำแหน่ง", width=150, value=lambda each: each.line.post_title),
        Column("level", "ระดับ", width=105, value=lambda each: each.line.level),
        Column("unit", "หน่วยงาน", width=130, value=lambda each: each.line.unit),
        Column("post_number", "เลขที่ตำแหน่ง", width=120, shown=False,
               value=lambda each: each.line.post_number),
    ]  # fmt: skip
    left_out = set() if step else {"april", "steps"}
    left_out |= {"april"} if number == APRIL else set()
    left_out |= set() if scheme == PERCENTAGE else {"base"}
    left_out |= {"special"} if scheme == CONTRACT else set()
    return tuple(column for column in found if column.key not in left_out)


def said(scheme: str, shown: Shown) -> str:
    """Return one person's raise as a sentence."""
    row = shown.row
    if row.problem:
        return f"{shown.line.name} · เงินเดือน {money(row.salary)} บาท"
    given = f"ให้ {choice_words(scheme, row.choice)}" if not shown.waiting else "ยังไม่เลือก"
    parts = [shown.line.name, given]
    parts.append(f"{money(row.salary)} → {money(row.new_salary)} บาท")
    if row.special:
        parts.append(f"ค่าตอบแทนพิเศษ {money(row.special)} บาท")
    return " · ".join(parts)


def _amount(value: Decimal | None) -> str:
    return "" if value is None else canonical(value)


def _steps(shown: Shown) -> str:
    row = shown.row
    return f"{row.from_step} → {row.to_step}" if row.from_step else ""


def _before(scheme: str) -> str:
    return "เงินเดือน" if scheme in (STEP, PERCENTAGE) else "ค่าตอบแทน"


def _after(scheme: str) -> str:
    return f"{_before(scheme)}ใหม่"
