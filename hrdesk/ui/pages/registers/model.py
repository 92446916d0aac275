"""The columns of the register, and how its lines are read and said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hrdesk.services.queries.registers import (
    DEFAULT_SORT,
    BookState,
    PaperRef,
    RegisterFilter,
    RegisterRow,
    register_count,
    register_page,
)
from hrdesk.ui.messages import words
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.paged_table import PagedTable

if TYPE_CHECKING:
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.tasks import TaskRunner

_GOOD = Status("ใช้อยู่", "good", "check_circle")
_VOID = Status("ยกเลิก", "bad", "close")
_REPLACED = Status("มีคำสั่งแก้ไข", "warn", "warning")
_NO_PAPER = Status("ใช้อยู่ ไม่มีเอกสาร", "muted", "info")


def state_of(row: RegisterRow) -> Status:
    """Return what became of a number, as word, tone and picture."""
    if row.voided_at is not None:
        return _VOID
    if row.replaced_by:
        return _REPLACED
    return _GOOD if row.paper_id is not None else _NO_PAPER


def replaced_words(later: PaperRef) -> str:
    """Return what a later order does to the one it names."""
    return "ยกเลิก" if later.kind == "cancel_order" else "แก้ไข"


def told(row: RegisterRow) -> str:
    """Return what else there is to know of a line, for its tip and the paper's last column."""
    if row.voided_at is not None:
        return f"ยกเลิกโดย {row.voided_by} {words(row.voided_at)}: {row.void_reason}"
    if row.replaced_by:
        return " ".join(f"{replaced_words(ref)}โดยคำสั่งที่ {ref.number}" for ref in row.replaced_by)
    return f"{row.papers:,} ฉบับ" if row.papers > 1 else ""


def void_words(row: RegisterRow) -> str:
    """Return the question before a number is void; orders that refer to its order are named."""
    asked = (
        f"ยกเลิกเลขที่ {row.shown} “{row.title}” เลขและเอกสารยังอยู่ในทะเบียนพร้อมเหตุผล "
        "และนำเลขนี้กลับมาใช้อีกไม่ได้"
    )
    if not row.replaced_by:
        return asked
    named = " และ".join(
        f"คำสั่งที่ {later.number} ซึ่ง{replaced_words(later)}คำสั่งนี้" for later in row.replaced_by
    )
    return f"โปรดสังเกต: มี{named} อ้างถึงเลขนี้อยู่ หากยกเลิกเลขนี้ คำสั่งนั้นจะอ้างถึงคำสั่งที่ไม่มีผล\n\n{asked}"


COLUMNS: tuple[Column, ...] = (
    Column("shown", "เลขที่", width=105, sort_key="number"),
    Column("dated", "ลงวันที่", width=102, sort_key="dated"),
    Column(
        "title", "เรื่อง", width=220, sort_key="title", stretch=True, tooltip=lambda row: row.title
    ),
    Column("addressee", "ถึง", width=115, sort_key="addressee", tooltip=lambda row: row.addressee),
    Column("case_number", "เรื่องเลขที่", width=85),
    Column("state", "สถานะ", width=130, status=state_of, tooltip=told),
    Column("issued_by", "ผู้ออกเลข", width=110, sort_key="issued_by"),
    Column("issued_at", "เมื่อ", width=200, sort_key="issued_at", shown=False),
    Column("book", "สมุด", width=110, shown=False),
    Column("told", "หมายเหตุ", width=200, value=told, tooltip=told, shown=False),
)


class RegisterTable(PagedTable):
    """The register; only what is looked at is read."""

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, tasks, DEFAULT_SORT, parent=parent)
        self.wanted = RegisterFilter()

    def show(self, wanted: RegisterFilter) -> None:
        """Show the lines that a filter finds."""
        self.wanted = wanted

        def fetch(
            uow: UnitOfWork, sort: tuple[str, bool], offset: int, limit: int
        ) -> Sequence[RegisterRow]:
            return register_page(uow, wanted, sort, offset, limit)

        self.set_source(fetch, lambda uow: register_count(uow, wanted))


def in_words(wanted: RegisterFilter) -> str:
    """Return what the register is narrowed to, for the head of a paper."""
    parts = [f"สมุด{wanted.book.label}" if wanted.book else "ทุกสมุด"]
    if wanted.year:
        parts.append(f"ปี พ.ศ. {wanted.year}")
    if wanted.void is not None:
        parts.append("เฉพาะที่ยกเลิก" if wanted.void else "เฉพาะที่ใช้อยู่")
    if wanted.text:
        parts.append(f"ค้นหา “{wanted.text}”")
    return " · ".join(parts)


def book_words(state: BookState) -> str:
    """Return how a book stands in one line."""
    void = f" ยกเลิก {state.void:,}" if state.void else ""
    if state.central:
        return f"ออกแล้ว {state.given:,} เลข{void} · เลขจากงานสารบรรณกลาง"
    return f"ออกแล้ว {state.given:,} เลข{void} · เลขถัดไป {state.next_shown}"
