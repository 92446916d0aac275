"""What a file of a payroll or of facts would do, in words and lists. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.explanation import shown
from hrdesk.services.salary_law import SCHEMES
from hrdesk.ui.models.columns import Column
from hrdesk.ui.pages.people.import_model import problem_lines
from hrdesk.ui.pages.salary.facts_words import facts_words
from hrdesk.ui.pages.salary.payroll_words import special_words
from hrdesk.ui.pages.salary.words import money

if TYPE_CHECKING:
    from hrdesk.exchange.workbook import CellProblem
    from hrdesk.services.payroll_facts_import import FactsPreview
    from hrdesk.services.payroll_import import PayrollPreview


class Line(NamedTuple):
    """One row of a list of the preview."""

    id: int
    row: int
    name: str
    place: str
    unit: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file would do, in words and lists: (title, columns, rows) each."""

    preview: Any
    summary: str
    tone: str
    good: bool
    problems: Sequence[CellProblem]
    lists: Sequence[tuple[str, tuple[Column, ...], Sequence[Any]]]


_WRONG = (
    Column("row", "แถว", "right", 60),
    Column("column", "คอลัมน์", width=165),
    Column("value", "ค่าในไฟล์", width=150, tooltip=lambda line: line.value),
    Column("reason", "เหตุผล", width=480, tooltip=lambda line: line.reason, stretch=True),
)
WRONG = "ต้องแก้"
_ROWS = (
    Column("row", "แถว", "right", 60),
    Column("name", "ชื่อ–สกุล", width=200),
    Column("place", "ประเภทและระดับ", width=170),
    Column("unit", "หน่วยงาน", width=170, stretch=True),
    Column("new", "เงินเดือนในไฟล์", "right", 120),
    Column("old", "ในทะเบียน", "right", 110),
)
_MISSING = (Column("name", "ชื่อ–สกุลในทะเบียนที่ไฟล์ไม่มี", width=400, stretch=True),)
_FACTS = (
    Column("row", "แถว", "right", 60),
    Column("name", "ชื่อ–สกุล", width=190),
    Column("old", "เดิม", width=280, tooltip=lambda line: line.old),
    Column("new", "ในไฟล์", width=280, tooltip=lambda line: line.new, stretch=True),
)


def payroll_looked(preview: PayrollPreview) -> Looked:
    """Return what a file of a payroll would do, in words and lists."""
    what = f"{SCHEMES[preview.scheme]} ณ วันที่ {thai_date_short(preview.taken_on)}"
    if preview.problems:
        rows = len({one.row for one in preview.problems})
        summary = (
            f"ยังนำเข้าไม่ได้ มี {rows:,} แถวที่ต้องแก้ไข แก้ในไฟล์แล้วเลือกไฟล์อีกครั้ง "
            f"ยังไม่มีอะไรถูกบันทึก (แถวที่ถูกต้อง {len(preview.rows):,} คน)"
        )
        tone = "bad"
    elif not preview.rows:
        summary, tone = "ไฟล์นี้ไม่มีแถวที่จะนำเข้า โปรดเลือกไฟล์ที่กรอกแล้ว", "bad"
    else:
        summary = (
            f"จะได้บัญชี{what} {len(preview.rows):,} คน เดือนละ {shown(preview.total)} บาท "
            "ตรวจดูด้านล่างแล้วกดยืนยัน ยังไม่มีอะไรถูกบันทึก"
        )
        if preview.replaces is not None:
            summary += (
                f" · แทนบัญชีวันเดียวกันที่ยังไม่ตรึง ({preview.replaces:,} คน) โดยคงข้อเท็จจริงที่กรอกไว้ของคนเดิม"
            )
        tone = "good"
    rows_shown = [
        Line(place, one.row, one.name, one.place, one.unit,
             money(one.register_salary), money(one.salary))
        for place, one in enumerate(preview.rows)
    ]  # fmt: skip
    missing = [Line(place, 0, name, "", "", "", "") for place, name in enumerate(preview.missing)]
    return Looked(
        preview,
        summary,
        tone,
        tone == "good",
        preview.problems,
        (
            (WRONG, _WRONG, problem_lines(preview.problems)),
            ("จะนำเข้า", _ROWS, rows_shown),
            ("ควรตรวจ", _WRONG, problem_lines(preview.warnings)),
            ("ไม่มีในไฟล์", _MISSING, missing),
        ),
    )


def facts_looked(preview: FactsPreview) -> Looked:
    """Return what a file of facts would change, in words and lists."""
    if preview.problems:
        rows = len({one.row for one in preview.problems})
        summary = f"ยังนำเข้าไม่ได้ มี {rows:,} แถวที่ต้องแก้ไข แก้ในไฟล์แล้วเลือกไฟล์อีกครั้ง ยังไม่มีอะไรถูกบันทึก"
    elif not preview.changes:
        summary = f"ไฟล์ตรงกับที่บันทึกไว้ทุกแถว ({preview.same:,} คน) ไม่มีอะไรต้องนำเข้า"
    else:
        summary = (
            f"จะเปลี่ยนข้อเท็จจริง {len(preview.changes):,} คน · เหมือนเดิม {preview.same:,} คน "
            "ตรวจดูด้านล่างแล้วกดยืนยัน ยังไม่มีอะไรถูกบันทึก"
        )
    good = bool(preview.changes) and not preview.problems
    lines = [
        Line(place, one.row, one.name, "", one.unit, _facts(one.before), _facts(one.command))
        for place, one in enumerate(preview.changes)
    ]
    tone = "bad" if preview.problems else "good" if good else "info"
    return Looked(
        preview,
        summary,
        tone,
        good,
        preview.problems,
        (
            (WRONG, _WRONG, problem_lines(preview.problems)),
            ("จะเปลี่ยน", _FACTS, lines),
        ),
    )


def _facts(given: Any) -> str:
    parts = (facts_words(given.facts), special_words(given.special), given.note)
    return " · ".join(part for part in parts if part) or "(ไม่มี)"
