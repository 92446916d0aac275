"""What an import would do, as rows for tables and words for people. No widgets here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hrdesk.services.errors import DomainError
from hrdesk.ui.messages import sentence
from hrdesk.ui.models.columns import Column

if TYPE_CHECKING:
    from hrdesk.exchange.marked import RowMark
    from hrdesk.services.people_import import ImportPreview, ImportProblem

EMPTY = "(ว่าง)"


@dataclass(frozen=True, slots=True)
class NewLine:
    """Somebody whom the file adds."""

    id: int
    row: int
    name: str
    post_title: str
    unit: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One cell that differs from the register."""

    id: int
    row: int
    name: str
    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One reason why a row cannot be imported, or should be looked at."""

    id: int
    sheet: str
    row: int
    column: str
    value: str
    reason: str


NEW_COLUMNS = (
    Column("row", "แถว", "right", 70),
    Column("name", "ชื่อ", width=240),
    Column("post_title", "ตำแหน่ง", width=240),
    Column("unit", "หน่วยงาน", width=240, stretch=True),
)
CHANGE_COLUMNS = (
    Column("row", "แถว", "right", 70),
    Column("name", "ชื่อ", width=210),
    Column("heading", "ช่อง", width=160),
    Column("old", "ในทะเบียน", width=220, tooltip=lambda line: line.old),
    Column("new", "ในไฟล์", width=220, tooltip=lambda line: line.new, stretch=True),
)
PROBLEM_COLUMNS = (
    Column("sheet", "แผ่นงาน", width=150),
    Column("row", "แถว", "right", 70),
    Column("column", "คอลัมน์", width=190),
    Column("value", "ค่าในไฟล์", width=150, tooltip=lambda line: line.value),
    Column("reason", "เหตุผล", width=360, tooltip=lambda line: line.reason, stretch=True),
)


def new_lines(preview: ImportPreview) -> list[NewLine]:
    """Return who would be added."""
    return [
        NewLine(place, one.row, one.name, one.post_title, one.unit)
        for place, one in enumerate(preview.new)
    ]


def change_lines(preview: ImportPreview) -> list[ChangeLine]:
    """Return every cell that would change, person by person."""
    cells = [(one, cell) for one in preview.changed for cell in one.changes]
    return [
        ChangeLine(place, one.row, one.name, cell.heading, cell.old or EMPTY, cell.new or EMPTY)
        for place, (one, cell) in enumerate(cells)
    ]


def problem_lines(problems: Iterable[ImportProblem]) -> list[ProblemLine]:
    """Return the faults with their sentences; national IDs come masked."""
    return [
        ProblemLine(place, one.sheet, one.row, one.column, one.value, reason(one))
        for place, one in enumerate(problems)
    ]


def reason(problem: ImportProblem) -> str:
    """Return why a cell is refused."""
    return sentence(DomainError(problem.code, **problem.facts))


def marks(preview: ImportPreview) -> list[RowMark]:
    """Return what is written beside the faulty rows of the user's own file."""
    from hrdesk.exchange.marked import RowMark

    return [RowMark(one.sheet, one.row, one.column, reason(one)) for one in preview.problems]


def summary(preview: ImportPreview) -> tuple[str, str]:
    """Return the sentence above the tables and its tone."""
    same = f" · เหมือนเดิม {preview.same:,} คน" if preview.same else ""
    if preview.problems:
        rows = len({(one.sheet, one.row) for one in preview.problems})
        return (
            f"ยังนำเข้าไม่ได้ มี {rows:,} แถวที่ต้องแก้ไข แก้ในไฟล์แล้วเลือกไฟล์อีกครั้ง ยังไม่มีอะไรถูกบันทึก "
            f"(ส่วนที่ถูกต้อง: ใหม่ {len(preview.new):,} คน · เปลี่ยน {len(preview.changed):,} คน{same})",
            "bad",
        )
    if preview.nothing_to_do:
        return f"ไฟล์ตรงกับทะเบียนทุกช่อง ({preview.same:,} คน) ไม่มีอะไรต้องนำเข้า", "info"
    return (
        f"จะเพิ่ม {len(preview.new):,} คน · เปลี่ยน {len(preview.changed):,} คน{same} "
        "ตรวจดูด้านล่าง แล้วกดยืนยัน ยังไม่มีอะไรถูกบันทึก",
        "good",
    )
