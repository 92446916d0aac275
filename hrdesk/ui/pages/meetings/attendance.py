"""Who came to a meeting, and whether they are enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hrdesk.services.meetings import AttendanceState, set_attendance
from hrdesk.services.queries.meetings import MeetingDetail, MemberView
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.meetings.words import ATTENDANCE, ROLES
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from hrdesk.ui.pages.settings.tab import SettingsTab

COLUMNS = (
    Column("name", "ชื่อ–สกุล", width=150, stretch=True, tooltip=lambda row: row.post or row.name),
    Column("role", "หน้าที่", width=80, format=lambda role: ROLES.get(role, role)),
    Column("state", "มาประชุม", width=100, status=lambda row: ATTENDANCE[row.state]),
)
LEAST_TABLE = 150  # pixels: the head and some rows; below that the tab scrolls
_NEXT: Mapping[str, AttendanceState] = {
    "expected": "present",
    "present": "absent",
    "absent": "present",
}


class _People(DataTable):
    """A table in which space turns coming into not coming, and goes on to the next."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the space bar before the table selects with it."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            row = self.current_row()
            if row is not None:
                self.opened.emit(row)
            event.accept()
            return
        super().keyPressEvent(event)


class AttendanceView(QWidget):
    """The members with their attendance; each key is stored at once."""

    def __init__(self, tab: SettingsTab) -> None:
        super().__init__(tab)
        self.setObjectName("attendance")
        self._tab = tab
        self._detail: MeetingDetail | None = None
        self.model = ListTable(COLUMNS, parent=self)
        self.table = _People(tab.ctx.settings, "attendance", "ผู้มาประชุม", self)
        self.table.set_table(self.model)
        self.table.setSortingEnabled(False)  # the order is that of the committee's order
        self.table.setToolTip("เว้นวรรค: มา/ไม่มา")
        least = self.table.fontMetrics().horizontalAdvance("นางสาวสมมติ")
        self.table.horizontalHeader().setMinimumSectionSize(least)
        self.table.setMinimumHeight(LEAST_TABLE)
        self.all = tab.make_action("attendance_all", "มาครบทุกคน", "check", self._all)
        self.quorum = QLabel(self)
        self.quorum.setObjectName("quorum")
        self.quorum.setWordWrap(True)
        title = QLabel("ผู้มาประชุม", self)
        set_role(title, "subtitle")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(action_button(self.all, self))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.quorum)
        self.table.opened.connect(self._turn)

    def show_meeting(self, detail: MeetingDetail) -> None:
        """Show the members of a meeting's committee."""
        self._detail = detail
        self.model.set_rows(detail.members)
        if detail.members and self.table.current_row() is None:
            self.table.select_id(detail.members[0].id)
        self.all.setEnabled(any(member.state != "present" for member in detail.members))
        self.quorum.setText(breakable(quorum_words(detail)))
        enough = detail.present >= detail.quorum
        set_role(self.quorum, "muted", "good" if enough else "warn")

    def _turn(self, member: MemberView) -> None:
        self._set({member.id: _NEXT[member.state]})

    def _all(self) -> None:
        if self._detail is not None:
            self._set({member.id: "present" for member in self._detail.members})

    def _set(self, states: Mapping[int, AttendanceState]) -> None:
        meeting_id = self._detail.id if self._detail is not None else 0
        self._tab.ctx.tasks.act(
            self, lambda uow: set_attendance(uow, meeting_id, states), saved=None
        )


def quorum_words(detail: MeetingDetail) -> str:
    """Return whether those who came are enough, and where the number comes from."""
    voting = sum(member.role != "secretary" for member in detail.members)
    if detail.own_quorum is None:
        source = "เกินกึ่งหนึ่ง โปรแกรมตั้งให้ แก้ได้ในข้อมูลการประชุม"
    else:
        source = "ตามข้อมูลการประชุม"
    state = "ครบองค์ประชุม" if detail.present >= detail.quorum else "ยังไม่ครบองค์ประชุม"
    return (
        f"มา {detail.present} จากกรรมการ {voting} คน (ไม่นับเลขานุการ) · {state} "
        f"ต้องมี {detail.quorum} คน ({source})"
    )
