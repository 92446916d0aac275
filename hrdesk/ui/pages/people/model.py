"""The columns of the register's list, and how its rows are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hrdesk.services.queries.people import DEFAULT_SORT, PeopleFilter, PersonRow, list_people
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.paged_table import PagedTable

if TYPE_CHECKING:
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.tasks import TaskRunner

_IN = Status("อยู่ในทะเบียน", "good", "check_circle")
_OUT = Status("พ้นจากทะเบียน", "muted", "skipped")


def state_of(row: PersonRow) -> Status:
    """Return whether a person is in the register, as word, tone and picture."""
    return _IN if row.active else _OUT


COLUMNS: tuple[Column, ...] = (
    Column("name", "ชื่อ", width=210, sort_key="name"),
    Column("post_title", "ตำแหน่ง", width=250, sort_key="post_title"),
    Column("level", "ระดับ", width=130, sort_key="level"),
    Column("post_number", "เลขที่ตำแหน่ง", "right", 110, sort_key="post_number"),
    Column("unit", "หน่วยงาน", width=220, sort_key="unit", stretch=True),
    Column("national_id", "เลขประจำตัวประชาชน", width=180),
    Column("employment", "ประเภทบุคลากร", width=170, sort_key="employment", shown=False),
    Column("active", "สถานะ", width=130, status=state_of, shown=False),
)


class PeopleTable(PagedTable):
    """The list; only what is looked at is read."""

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, tasks, DEFAULT_SORT, parent=parent)
        self.wanted = PeopleFilter()

    def show(self, wanted: PeopleFilter) -> None:
        """Show the people a filter finds."""
        self.wanted = wanted

        def fetch(
            uow: UnitOfWork, sort: tuple[str, bool], offset: int, limit: int
        ) -> Sequence[PersonRow]:
            return list_people(uow, wanted, sort, offset, limit).rows

        self.set_source(fetch, lambda uow: list_people(uow, wanted, limit=1).total)

    def order(self) -> tuple[str, bool]:
        """Return the present order as the service takes it."""
        return self._sort


def in_words(wanted: PeopleFilter) -> str:
    """Return what the list is narrowed to, for the head of a paper and the status line."""
    parts = [f"ค้นหา “{wanted.text}”"] if wanted.text else []
    if wanted.unit:
        parts.append(wanted.unit)
    if wanted.level is not None:
        parts.append(f"ระดับ{wanted.level.label}")
    if wanted.employment is not None:
        parts.append(wanted.employment.label)
    states = {True: "อยู่ในทะเบียน", False: "พ้นจากทะเบียน", None: "ทั้งที่อยู่และพ้นจากทะเบียน"}
    return " · ".join([*parts, states[wanted.active]])
