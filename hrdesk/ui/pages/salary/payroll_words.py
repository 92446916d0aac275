"""What the lists of a payroll show: its people, what to look at, what changed. No widgets here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from hrdesk.rules.dates import BE_OFFSET, thai_date_short
from hrdesk.rules.explanation import shown
from hrdesk.services.errors import DomainError
from hrdesk.services.payroll_facts import SPECIAL
from hrdesk.services.queries.payrolls import (
    PayrollDifference,
    PayrollDifferences,
    PayrollEntry,
    PayrollLine,
    PayrollProblem,
    PayrollView,
)
from hrdesk.services.salary_law import CONTRACT, SCHEMES, payroll_day, round_numbers
from hrdesk.ui.messages import sentence
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.pages.salary.facts_words import facts_words
from hrdesk.ui.pages.salary.words import money

_SHORT = {
    "transferred_in": "โอน/ย้ายมา",
    "on_leave": "ลาศึกษา/ไปที่อื่น",
    "under_discipline": "ทางวินัย",
    "retiring": "เกษียณ 30 ก.ย.",
}
_FIELDS = {
    "post_number": "เลขที่ตำแหน่ง",
    "post_title": "ตำแหน่ง",
    "level": "ประเภทและระดับ",
    "unit": "หน่วยงาน",
    "salary": "เงินเดือน",
}
_YEARS = 3


class Shown(NamedTuple):
    """A row of a payroll with what is wrong with it."""

    entry: PayrollEntry
    wrong: tuple[PayrollProblem, ...]
    group: str

    @property
    def id(self) -> int:
        """The row's id."""
        return self.entry.id

    @property
    def place(self) -> str:
        """The type and the level in one."""
        return level_words(self.entry.type, self.entry.level)

    @property
    def blocked(self) -> bool:
        """Whether the row keeps the payroll from being frozen."""
        return any(each.blocks for each in self.wrong)


def level_words(type_: str, level: str) -> str:
    """Return a type and a level as one says them."""
    return " ".join(part for part in (type_, level) if part)


def special_short(special: Iterable[str]) -> str:
    """Return special cases in few words."""
    return ", ".join(_SHORT.get(each, each) for each in special)


def special_words(special: Iterable[str]) -> str:
    """Return special cases as they are called."""
    return ", ".join(SPECIAL.get(each, each) for each in special)


def said(problem: PayrollProblem) -> str:
    """Return why a row or a payroll is to be looked at."""
    return sentence(DomainError(problem.code, **problem.facts))


def _state(row: Shown) -> Status | None:
    if row.blocked:
        return Status("ต้องแก้", "bad", "error")
    return Status("ควรตรวจ", "warn", "warning") if row.wrong else None


PEOPLE = (
    Column("line", "ที่", "right", 50, value=lambda row: row.entry.line),
    Column("name", "ชื่อ–สกุล", width=170, value=lambda row: row.entry.name),
    Column("post_title", "ตำแหน่ง", width=150, value=lambda row: row.entry.post_title, stretch=True),
    Column("place", "ประเภทและระดับ", width=155),
    Column("salary", "เงินเดือน", "right", 95, value=lambda row: row.entry.salary, format=money),
    Column(
        "state", "ตรวจ", width=85, status=_state,
        tooltip=lambda row: "\n".join(said(each) for each in row.wrong),
    ),
    Column(
        "special", "กรณีพิเศษ", width=135, value=lambda row: special_short(row.entry.special),
        tooltip=lambda row: special_words(row.entry.special),
    ),
    Column("post_number", "เลขที่ตำแหน่ง", width=115, value=lambda row: row.entry.post_number),
    Column("unit", "หน่วยงาน", width=150, value=lambda row: row.entry.unit),
    Column("group", "กลุ่มโควตา", width=150, shown=False),
    Column("note", "หมายเหตุ", width=160, value=lambda row: row.entry.note, shown=False),
)  # fmt: skip

FACTS_LISTED = (
    Column("line", "ที่", "right", 50, value=lambda row: row.entry.line),
    Column("name", "ชื่อ–สกุล", width=180, value=lambda row: row.entry.name),
    Column("unit", "หน่วยงาน", width=170, value=lambda row: row.entry.unit),
    Column("facts", "ข้อเท็จจริง", width=360, value=lambda row: facts_words(row.entry.facts)),
    Column("special", "กรณีพิเศษ", width=180, value=lambda row: special_words(row.entry.special)),
    Column("note", "หมายเหตุ", width=150, value=lambda row: row.entry.note),
)
"""What goes on paper and to Excel of the facts."""


def _problem_state(problem: PayrollProblem) -> Status:
    if problem.blocks:
        return Status("ต้องแก้", "bad", "error")
    return Status("ควรตรวจ", "warn", "warning")


PROBLEMS = (
    Column("state", "ระดับ", width=95, status=_problem_state),
    Column("name", "ชื่อ–สกุล", width=190, value=lambda each: each.name or "ทั้งบัญชี"),
    Column("reason", "เหตุผลและสิ่งที่ควรทำ", width=500, value=said, tooltip=said, stretch=True),
)

_KINDS = {
    "added": Status("เข้ามา", "good", "add"),
    "removed": Status("ออกไป", "warn", "close"),
    "changed": Status("เปลี่ยน", "info", "edit"),
}


def _field(each: PayrollDifference) -> str:
    return _FIELDS[each.field]


def _value(value: Any) -> str:
    if value is None:
        return ""
    return money(value) if isinstance(value, Decimal) else str(value) or "(ว่าง)"


DIFFERENCES = (
    Column("kind", "", width=95, status=lambda each: _KINDS[each.kind]),
    Column("name", "ชื่อ–สกุล", width=190),
    Column("unit", "หน่วยงาน", width=180),
    Column("field", "สิ่งที่ต่าง", width=130, value=_field),
    Column("old", "ครั้งก่อน", width=170, format=_value, sort=lambda each: _value(each.old)),
    Column(
        "new", "ครั้งนี้", width=170, format=_value, sort=lambda each: _value(each.new), stretch=True
    ),
)


def shown_rows(view: PayrollView) -> list[Shown]:
    """Return the rows of a payroll with their faults and the names of their groups."""
    wrong: dict[int, list[PayrollProblem]] = {}
    for each in view.problems:
        if each.row_id is not None:
            wrong.setdefault(each.row_id, []).append(each)
    groups = {each.code: each.label for each in view.groups}
    return [
        Shown(row, tuple(wrong.get(row.id, ())), groups.get(row.group, "")) for row in view.rows
    ]


def compared(row: PayrollEntry) -> tuple[object, ...]:
    """Return what of a row the last payroll is compared with."""
    return (
        row.person_id, row.post_number, row.post_title, row.type, row.level, row.unit, row.salary,
    )  # fmt: skip


def matches(row: Shown, text: str, kinds: frozenset[str]) -> bool:
    """Tell whether a row is among what is searched for."""
    if "wrong" in kinds and not row.wrong:
        return False
    if "special" in kinds and not row.entry.special:
        return False
    entry = row.entry
    said_of = f"{entry.name} {entry.post_number} {entry.post_title} {entry.unit} {row.place}"
    return all(part in said_of.casefold() for part in text.casefold().split())


def line_words(line: PayrollLine) -> str:
    """Return a payroll as the list of payrolls names it."""
    told = f"{SCHEMES[line.scheme]} · {thai_date_short(line.taken_on)}"
    if line.number > 1:
        told += f" (ฉบับที่ {line.number})"
    return f"{told} · {line.heads:,} คน · {'ตรึงแล้ว' if line.frozen else 'ยังไม่ตรึง'}"


def summary(view: PayrollView) -> str:
    """Return heads and money of a payroll in one line, and where it comes from."""
    line = view.line
    parts = [f"{line.heads:,} คน เดือนละ {shown(line.total)} บาท"]
    source = "จากทะเบียน" if line.source == "register" else f"จากไฟล์ {line.source}"
    parts.append(source)
    if line.rounds:
        parts.append(f"ใช้ใน {line.rounds:,} รอบ")
    if view.altered:
        parts.append(sentence(DomainError("payroll_altered", taken_on=line.taken_on)))
    return " · ".join(parts)


def group_words(view: PayrollView) -> str:
    """Return heads and money of each quota group, a line each."""
    return "\n".join(
        f"{each.label or 'ไม่มีกลุ่ม'}: {each.heads:,} คน {shown(each.total)} บาท"
        for each in view.groups
        if each.heads
    )


def period_words(view: PayrollView) -> str:
    """Return what the facts are about, and by whose law the payroll is looked at."""
    period = view.period
    told = (
        f"ข้อเท็จจริงของ {thai_date_short(period.first)} ถึง {thai_date_short(period.last)} "
        f"({period.months} เดือน) มีผลเลื่อน {thai_date_short(period.effective_on)}"
    )
    if view.line.scheme == CONTRACT:
        told += " · พนักงานจ้างนับทั้งปีงบประมาณ"
    if view.borrowed:
        told += " · ใช้หลักเกณฑ์ของหน่วยงานอื่นที่โปรแกรมมี โปรดตรวจกับกฎของท่าน"
    return told


def difference_words(found: PayrollDifferences) -> str:
    """Return a payroll beside the one before it, in one sentence."""
    if found.earlier is None:
        return "ยังไม่มีบัญชีถือจ่ายครั้งก่อนของแบบนี้ จึงไม่มีอะไรให้เทียบ"
    change = found.total - found.total_before
    sign = "เพิ่ม" if change >= 0 else "ลด"
    people: Mapping[str, set[int]] = {kind: set() for kind in _KINDS}
    for each in found.rows:
        people[each.kind].add(each.person_id)
    counts = {kind: len(ids) for kind, ids in people.items()}
    return (
        f"เทียบกับ {thai_date_short(found.earlier.taken_on)} ({found.heads_before:,} คน): "
        f"เข้ามา {counts['added']:,} คน · ออกไป {counts['removed']:,} คน · "
        f"เปลี่ยน {counts['changed']:,} คน · เงินเดือนรวม{sign} {shown(abs(change))} บาท"
    )


def offered_days(scheme: str, today: dt.date) -> list[dt.date]:
    """Return the days a payroll may be taken on, the newest first, the next ones included."""
    year = today.year + BE_OFFSET
    days = {
        payroll_day(scheme, each, number)
        for each in range(year + 1, year + 1 - _YEARS, -1)
        for number in round_numbers(scheme)
    }
    return sorted(days, reverse=True)


def nearest_day(days: Iterable[dt.date], today: dt.date) -> dt.date:
    """Return the day that is nearest to today."""
    return min(days, key=lambda day: abs((day - today).days))
