"""The list of committees."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QWidget

from hrdesk.services.queries.committees import CommitteeRow, committees
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.meetings.words import standing
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.widgets.empty_state import EmptyState

COLUMNS = (
    Column("name", "คณะกรรมการ", width=260, stretch=True),
    Column("kind", "เพื่อ", width=150),
    Column("members", "จำนวนคน", "right", width=85),
    Column("order_number", "คำสั่งที่", width=120),
    Column("term_to", "วาระถึง", width=110),
    Column("standing", "สถานะ", width=200, status=lambda row: standing(row.standing, row.active)),
)


class CommitteesTab(StaffTab):
    """Open, set up, and copy a committee into a new term."""

    kinds: ClassVar[frozenset[str]] = frozenset({"committee"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("committees_tab")
        self.law.hide()
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "committees", "คณะกรรมการ")
        self.add = self.make_action("committee_add", "ตั้งคณะกรรมการ…", "add", self._add, "Ins")
        self.see = self.make_action("committee_open", "เปิด", "folder", self._open, "F2")
        self.copied = self.make_action("committee_copy", "คัดลอกเป็นวาระใหม่", "copy", self._copy)
        self.output = ListOutput(self, "committees", self._listed)
        self.table.set_actions(self.actions_made)
        self.old = QCheckBox("แสดงคณะที่เลิกใช้", self)
        self.old.setObjectName("committees_old")
        self.old.setAccessibleName(self.old.text())
        self.old.toggled.connect(lambda _on: self.refresh())
        self.empty = EmptyState(
            "ยังไม่มีคณะกรรมการ", "บันทึกคำสั่งแต่งตั้ง วาระ และกรรมการทุกคน โปรแกรมตรวจองค์ประกอบให้ทีละข้อ", "ตั้งคณะกรรมการ", self
        )  # fmt: skip
        self.empty.started.connect(self._add)
        self._stack = self.stacked(self.table, self.empty)
        first = (self.add, self.see, self.copied)
        self.rows.addLayout(self.buttons(first, (), self.output.actions, self.add))
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.old)
        self.table.opened.connect(lambda _row: self._open())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def refresh(self) -> None:
        """Read the committees again."""
        active = None if self.old.isChecked() else True
        self.ctx.tasks.query(
            self, lambda uow: committees(uow, active=active), self._show, self.failed, "list"
        )

    def _show(self, rows: tuple[CommitteeRow, ...]) -> None:
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        if rows and self.table.current_row() is None:
            self.table.select_id(rows[0].id)
        self._enable()

    def _listed(self) -> MemoryList:
        told = "รวมที่เลิกใช้" if self.old.isChecked() else "ที่ใช้อยู่"
        return MemoryList("คณะกรรมการ", told, COLUMNS, self.model.rows())

    def _row(self) -> CommitteeRow | None:
        found: CommitteeRow | None = self.table.current_row()
        return found

    def _enable(self) -> None:
        for action in (self.see, self.copied):
            action.setEnabled(self._row() is not None)

    def _add(self) -> None:
        self.ctx.navigate(Route("committee"))

    def _open(self) -> None:
        row = self._row()
        if row is not None:
            self.ctx.navigate(Route("committee", row.id))

    def _copy(self) -> None:
        row = self._row()
        if row is not None:
            self.ctx.navigate(Route("committee", params={"copy": str(row.id)}))
