"""Preparing a meeting: its facts, who came, and what is put to it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from hrdesk.services.queries.meetings import MeetingDetail, meeting_detail
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.intake.layout import scrolled
from hrdesk.ui.pages.meetings.attendance import AttendanceView
from hrdesk.ui.pages.meetings.contests import ContestsView
from hrdesk.ui.pages.meetings.head import MeetingHead
from hrdesk.ui.pages.meetings.hours import HoursActs
from hrdesk.ui.pages.staff.tab import StaffTab


class SetupTab(StaffTab):
    """The head above, the members at the left, the contests with their candidates at the right."""

    kinds: ClassVar[frozenset[str]] = frozenset({"meeting", "contest", "committee"})

    def __init__(self, ctx: AppContext, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("setup_tab")
        self.law.hide()
        self._id = meeting_id
        self._detail: MeetingDetail | None = None
        self.edit = self.make_action("meeting_edit", "แก้ไขการประชุม…", "edit", self._edit, "F2")
        self.hours = HoursActs(ctx, self, self.make_action)
        self.head = MeetingHead(self, (self.hours.open, self.hours.close, self.edit))
        self.attendance = AttendanceView(self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setObjectName("setup_split")
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.attendance)
        self.contests = ContestsView(self)
        self.split.addWidget(self.contests)
        self.split.setSizes([380, 620])
        self.rows.addWidget(self.head)
        self.rows.addWidget(scrolled(self.split, "setup_scroll"), 1)

    def refresh(self) -> None:
        """Read the meeting again."""
        self.ctx.tasks.query(
            self, lambda uow: meeting_detail(uow, self._id), self._show, self.failed, "meeting"
        )

    def _show(self, detail: MeetingDetail) -> None:
        self._detail = detail
        self.head.show_meeting(detail)
        self.hours.show_meeting(detail)
        self.attendance.show_meeting(detail)
        self.contests.show_meeting(detail)

    def _edit(self) -> None:
        detail = self._detail
        if detail is None:
            return
        from hrdesk.ui.pages.meetings.meeting_dialog import MeetingDialog

        able = ((detail.committee_id, detail.committee),)
        MeetingDialog(
            self.ctx, able, detail, detail.committee_id, lambda _id: self.refresh(), self
        ).open()
