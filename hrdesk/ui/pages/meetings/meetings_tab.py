"""The list of meetings: coming ones, past ones, those of one committee."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from hrdesk.services.meetings import remove_meeting
from hrdesk.services.queries.committees import CommitteeRow, committees
from hrdesk.services.queries.meetings import MeetingRow, meetings
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import ask
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.meetings.words import MEETING_STATES
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.widgets.chips import Chips
from hrdesk.ui.widgets.empty_state import EmptyState

COLUMNS = (
    Column("number", "ครั้งที่", width=80),
    Column("committee", "คณะกรรมการ", width=230, stretch=True),
    Column("held_on", "วันประชุม", width=115),
    Column("starts_at", "เวลา", width=70),
    Column("place", "สถานที่", width=150),
    Column("contests", "วาระ", "right", width=60),
    Column("candidates", "ผู้รับการประเมิน", "right", width=115),
    Column("state", "สถานะ", width=130, status=lambda row: MEETING_STATES[row.state]),
)
_WHEN = (("coming", "ที่จะถึง"), ("past", "ที่ผ่านมา"), ("all", "ทั้งหมด"))
_UPCOMING = {"coming": True, "past": False, "all": None}


class MeetingsTab(StaffTab):
    """Find, open, set up and take back a meeting."""

    kinds: ClassVar[frozenset[str]] = frozenset({"meeting", "contest", "committee"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("meetings_tab")
        self.law.hide()
        self._committees: tuple[CommitteeRow, ...] = ()
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "meetings", "การประชุม")
        self.add = self.make_action("meeting_add", "ตั้งการประชุม…", "add", self._add, "Ins")
        self.see = self.make_action("meeting_open", "เปิด", "folder", self._open)
        self.remove = self.make_action("meeting_remove", "ลบ…", "delete", self._remove)
        self.output = ListOutput(self, "meetings", self._listed)
        self.table.set_actions(self.actions_made)
        self.when = Chips("ช่วงเวลา", "meetings_when", several=False, parent=self)
        self.when.set_options(_WHEN)
        self.when.choose(["coming"])
        self.when.changed.connect(lambda _keys: self.refresh())
        self.committee = QComboBox(self)
        self.committee.setObjectName("meetings_committee")
        self.committee.setAccessibleName("คณะกรรมการ")
        self.committee.setMinimumWidth(200)
        self.committee.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.committee.addItem("ทุกคณะ", None)
        self.committee.activated.connect(lambda _at: self.refresh())
        self.empty = EmptyState("", "", "", self)
        self.empty.started.connect(self._start)
        self._stack = self.stacked(self.table, self.empty)
        narrow = QHBoxLayout()
        narrow.setSpacing(12)
        narrow.addWidget(self.when, 1)
        narrow.addWidget(self.committee)
        first = (self.add, self.see, self.remove)
        self.rows.addLayout(self.buttons(first, (), self.output.actions, self.add))
        self.rows.addLayout(narrow)
        self.rows.addWidget(self._stack, 1)
        self.table.opened.connect(lambda _row: self._open())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def refresh(self) -> None:
        """Read the meetings and the committees again."""
        upcoming = _UPCOMING[self._when()]
        committee_id = self.committee.currentData()
        self.ctx.tasks.query(self, committees, self._take_committees, self.failed, "committees")
        self.ctx.tasks.query(
            self,
            lambda uow: meetings(uow, upcoming=upcoming, committee_id=committee_id),
            self._show,
            self.failed,
            "list",
        )

    def narrow(self, params: Mapping[str, str]) -> None:
        """Show the meetings of the committee that a route names."""
        wanted = params.get("committee", "")
        if not wanted.isdecimal():
            return
        if self.committee.findData(int(wanted)) < 0:
            self.committee.addItem("", int(wanted))  # named once the committees are read
        self.committee.setCurrentIndex(self.committee.findData(int(wanted)))
        self.when.choose(["all"])

    def _when(self) -> str:
        chosen = self.when.chosen()
        return next(iter(chosen)) if chosen else "all"

    def _take_committees(self, rows: tuple[CommitteeRow, ...]) -> None:
        if rows == self._committees:
            return
        self._committees = rows
        kept = self.committee.currentData()
        self.committee.clear()
        self.committee.addItem("ทุกคณะ", None)
        for row in rows:
            self.committee.addItem(row.name, row.id)
        self.committee.setCurrentIndex(max(self.committee.findData(kept), 0))
        self._say_empty()

    def _show(self, rows: tuple[MeetingRow, ...]) -> None:
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        if rows and self.table.current_row() is None:
            self.table.select_id(rows[0].id)
        self._say_empty()
        self._enable()

    def _say_empty(self) -> None:
        if not self._committees:
            self.empty.say(
                "ยังไม่มีคณะกรรมการ", "การประชุมเป็นของคณะกรรมการ จึงต้องตั้งคณะกรรมการก่อน", "ตั้งคณะกรรมการ"
            )
        elif self._when() == "coming":
            self.empty.say(
                "ไม่มีการประชุมที่จะถึง", "ตั้งการประชุมเมื่อทราบวันและผู้เข้ารับการประเมิน", "ตั้งการประชุม"
            )
        else:
            self.empty.say("ไม่มีการประชุมที่ตรงกับที่เลือก", "ลองเลือกช่วงเวลาหรือคณะกรรมการอื่น", "")

    def _start(self) -> None:
        if self._committees:
            self._add()
        else:
            self.ctx.navigate(Route("committee"))

    def _enable(self) -> None:
        chosen = self.table.current_row() is not None
        self.see.setEnabled(chosen)
        self.remove.setEnabled(chosen)
        self.add.setEnabled(bool(self._committees))

    def _listed(self) -> MemoryList:
        told = dict(_WHEN)[self._when()]
        if self.committee.currentData() is not None:
            told = f"{told} · {self.committee.currentText()}"
        return MemoryList("การประชุมคณะกรรมการ", told, COLUMNS, self.model.rows())

    def _add(self) -> None:
        from hrdesk.ui.pages.meetings.meeting_dialog import MeetingDialog

        chosen = self.committee.currentData()
        able = tuple((row.id, row.name) for row in self._committees)

        def done(meeting_id: int) -> None:
            self.ctx.navigate(Route("meeting", meeting_id))

        MeetingDialog(self.ctx, able, None, chosen, done, self).open()

    def _open(self) -> None:
        row: MeetingRow | None = self.table.current_row()
        if row is not None:
            self.ctx.navigate(Route("meeting", row.id))

    def _remove(self) -> None:
        row: MeetingRow | None = self.table.current_row()
        if row is None:
            return
        text = f"การประชุม{row.committee} ครั้งที่ {row.number} จะหายไปจากรายการ เลขครั้งนี้ใช้ใหม่ได้"
        ask(
            self, "ลบการประชุม", text, "ลบ",
            lambda: self.ctx.tasks.act(
                self, lambda uow: remove_meeting(uow, row.id, row.version), saved="ลบการประชุมแล้ว"
            ),
        )  # fmt: skip
