"""The columns of the tracking list: those of the manual, and what officers see besides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from hrdesk.rules.codes import CaseStatus
from hrdesk.services.queries.tracking import (
    DEFAULT_SORT,
    CaseFilter,
    CaseRow,
    count_cases,
    list_cases,
)
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.paged_table import PagedTable
from hrdesk.ui.pages.tracking.describe import SHORT_KINDS

if TYPE_CHECKING:
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.tasks import TaskRunner

_STATUSES = {
    CaseStatus.IN_PROGRESS: Status(CaseStatus.IN_PROGRESS.label, "info", "current"),
    CaseStatus.COMPLETED: Status(CaseStatus.COMPLETED.label, "good", "check_circle"),
}
OPEN_WORD = "เปิด"


@dataclass(frozen=True, slots=True)
class Tracked:
    """One line of the list with its running number from 1."""

    place: int
    case: CaseRow

    @property
    def id(self) -> int:
        """The case's id."""
        return self.case.id


class _DetailColumn(Column):
    """The manual's last column: it opens the case, and leaves nothing in a copy or an export."""

    def text(self, row: Any) -> str:
        """Return nothing: there is nothing to copy."""
        return ""

    def data(self, row: Any, role: int) -> Any:
        """Show the word that opens the case."""
        if role == Qt.ItemDataRole.DisplayRole:
            return OPEN_WORD
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{OPEN_WORD}เรื่อง"
        return Column.data(self, row, role)


class _KindColumn(Column):
    """The kind in one word for officers, who read many; copies and exports have the whole name."""

    def data(self, row: Any, role: int) -> Any:
        """Show the short word."""
        if role == Qt.ItemDataRole.DisplayRole:
            return SHORT_KINDS[row.case.case_type]
        return Column.data(self, row, role)


def _of(name: str) -> Callable[[Tracked], Any]:
    return lambda row: getattr(row.case, name)


def step_text(case: CaseRow) -> str:
    """Return the present step in words, and that it lies with somebody else."""
    return f"{case.step} (รอผู้อื่น)" if case.waits_for_others else case.step


def step_status(case: CaseRow) -> Status:
    """Return where a case stands: the step of a running one with its status as picture."""
    known = _STATUSES[case.status]
    if case.status is CaseStatus.COMPLETED:
        return known
    return Status(step_text(case), "text", known.icon)


def late_status(case: CaseRow, today: dt.date) -> Status | None:
    """Return how late a case is, in words; nothing where it is in time."""
    if case.days_late:
        return Status(f"เกิน {case.days_late:,} วัน", "bad", "late")
    if case.due_on == today and case.status is CaseStatus.IN_PROGRESS:
        return Status("ครบวันนี้", "warn", "clock")
    return None


def columns(today: Callable[[], dt.date], *, general: bool) -> tuple[Column, ...]:
    """Return the list's columns; a general user gets the manual's and no more."""
    place = Column("place", "ลำดับ", "right", 52)
    received = Column(
        "received_on", "วันที่รับเรื่อง", width=108, sort_key="received_on", value=_of("received_on")
    )
    kind = (Column if general else _KindColumn)(
        "case_type",
        "ประเภทรายการ",
        width=150 if general else 118,
        sort_key="case_type",
        value=lambda row: row.case.case_type.label,
        tooltip=lambda row: row.case.case_type.label,
        stretch=general,
    )
    status = Column(
        "status",
        "สถานะปัจจุบัน",
        width=158,
        sort_key="status",
        status=lambda row: _STATUSES[row.case.status],
    )
    since = Column("since", "ณ วันที่", width=106, sort_key="since", value=_of("since"))
    detail = _DetailColumn(
        "detail",
        "รายละเอียด",
        width=96,
        status=lambda _row: Status(OPEN_WORD, "accent", "right"),
        tooltip=lambda row: f"เปิดเรื่องเลขที่ {row.case.number} (Enter)",
    )
    if general:
        return place, received, kind, status, since, detail
    number = Column("number", "เลขที่", width=72, sort_key="number", value=_of("number"))
    late = Column("late", "เกิน", width=120, status=lambda row: late_status(row.case, today()))
    due = Column("due_on", "กำหนด", width=106, sort_key="due_on", value=_of("due_on"))
    step = Column(
        "step",
        "ขั้นตอน",
        width=208,
        status=lambda row: step_status(row.case),
        tooltip=lambda row: step_text(row.case),
    )
    # On a screen of 1366 pixels everything up to the officer is seen without scrolling.
    return (
        place,
        number,
        received,
        kind,
        _named("person", "ชื่อ", 190, sort=True),
        step,
        due,
        late,
        _named("officer", "ผู้รับผิดชอบ", 140, sort=True),
        status,
        since,
        _named("unit", "หน่วยงาน", 170, sort=True),
        Column("expected_on", "คาดว่าเสร็จ", width=106, value=_of("expected_on"), shown=False),
        _named("subject", "เรื่อง", 220, shown=False),
        detail,
    )


def _named(key: str, title: str, width: int, *, sort: bool = False, shown: bool = True) -> Column:
    return Column(
        key,
        title,
        width=width,
        sort_key=key if sort else None,
        value=_of(key),
        tooltip=_of(key),
        shown=shown,
    )


class TrackingTable(PagedTable):
    """The list as pages of rows; the filter is a frozen value, so a late answer fits its question."""

    def __init__(
        self, shown: Sequence[Column], tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(shown, tasks, DEFAULT_SORT, parent=parent)

    def order(self) -> tuple[str, bool]:
        """Return the order in use: the service's key, and whether descending."""
        return self._sort

    def show_filter(self, wanted: CaseFilter) -> None:
        """Show the cases that a filter finds."""
        self.set_source(
            lambda uow, sort, offset, limit: window(uow, wanted, sort, offset, limit),
            lambda uow: count_cases(uow, wanted),
        )


def window(
    uow: UnitOfWork, wanted: CaseFilter, sort: tuple[str, bool], offset: int, limit: int
) -> tuple[Tracked, ...]:
    """Return one window of the list with running numbers."""
    rows = list_cases(uow, wanted, sort, offset, limit)
    return tuple(Tracked(offset + place, row) for place, row in enumerate(rows, start=1))
