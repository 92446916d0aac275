"""Who is barred from assessment, until when and why."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QWidget

from hrdesk.services.access import Right
from hrdesk.services.bars import RecordBar, StandingBar, cancel_bar, record_bar
from hrdesk.services.queries.staff import BarLaw, BarRow, bar_law, bars
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import ask_reason
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.bar_dialog import BarDialog, guidance_words
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.empty_state import EmptyState


def state_of(row: BarRow) -> Status:
    """Return how a bar stands, in words."""
    if row.cancelled_on is not None:
        return Status("ยกเลิกแล้ว", "muted", "close")
    return (
        Status("ห้ามอยู่", "bad", "lock") if row.standing else Status("พ้นแล้ว", "good", "check_circle")
    )


COLUMNS = (
    Column("name", "ชื่อ–สกุล", width=190),
    Column("position", "ตำแหน่ง", width=180),
    Column("unit", "สังกัด", width=150),
    Column("dealt_with_on", "วันที่ดำเนินการ", width=115),
    Column("barred_through", "ห้ามถึง", width=110),
    Column("state", "สถานะ", width=120, status=state_of),
    Column("reason", "เหตุ", width=200, stretch=True),
    Column("decided_by", "ผู้สั่ง", width=180, shown=False),
    Column("cancelled_on", "ยกเลิกเมื่อ", width=110, shown=False),
    Column("cancelled_reason", "เหตุที่ยกเลิก", width=180, shown=False),
    Column("case_number", "เรื่องที่", width=90, shown=False),
)  # fmt: skip


class BarTab(StaffTab):
    """Record and cancel; a bar is never deleted."""

    kinds: ClassVar[frozenset[str]] = frozenset({"bar", "person"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("bar_tab")
        self._may = ctx.may(Right.EDIT_PEOPLE)
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "bars", "ผู้ถูกห้ามเข้ารับการประเมิน")
        self.add = self.make_action("bar_add", "บันทึกการห้าม…", "add", self._add)
        self.cancel = self.make_action("bar_cancel", "ยกเลิกการห้าม…", "close", self._cancel)
        self.see_person = self.make_action(
            "bar_person_open", "เปิดประวัติบุคคล", "person", self._person
        )
        self.add.setVisible(self._may)
        self.cancel.setVisible(self._may)
        self.output = ListOutput(self, "bars", self._listed)
        self.table.set_actions(self.actions_made)
        self.ended = QCheckBox("แสดงที่พ้นหรือยกเลิกแล้ว", self)
        self.ended.setObjectName("bars_ended")
        self.ended.setAccessibleName(self.ended.text())
        self.ended.toggled.connect(lambda _on: self.refresh())
        self.empty = EmptyState(
            "ไม่มีผู้ถูกห้ามเข้ารับการประเมิน",
            "บันทึกเมื่อพบผลงานเท็จ ลอกเลียน หรือจ้างวาน ระหว่างที่ห้าม โปรแกรมจะไม่ให้รับเรื่องเลื่อนระดับของผู้นั้น",
            "",
            self,
        )
        self._stack = self.stacked(self.table, self.empty)
        first = (self.add, self.cancel, self.see_person)
        primary = self.add if self._may else None
        self.rows.addLayout(self.buttons(first, (), self.output.actions, primary))
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.ended)
        self.rows.addWidget(self.law)
        self.table.opened.connect(lambda _row: self._person())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def refresh(self) -> None:
        """Read the bars and the rule again."""
        ended, today = self.ended.isChecked(), self.ctx.today()
        self.ctx.tasks.query(
            self, lambda uow: bars(uow, standing=not ended), self._show, self.failed, "list"
        )
        self.ctx.tasks.query(
            self, lambda uow: bar_law(uow, today), self._show_law, self.failed, "law"
        )

    def _show(self, rows: tuple[BarRow, ...]) -> None:
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self._enable()

    def _show_law(self, law: BarLaw) -> None:
        self.say_law(guidance_words(law))

    def _listed(self) -> MemoryList:
        told = "รวมที่พ้นหรือยกเลิกแล้ว" if self.ended.isChecked() else "ที่ห้ามอยู่"
        return MemoryList("ผู้ถูกห้ามเข้ารับการประเมิน", told, COLUMNS, self.model.rows())

    def _row(self) -> BarRow | None:
        found: BarRow | None = self.table.current_row()
        return found

    def _enable(self) -> None:
        row = self._row()
        self.cancel.setEnabled(row is not None and row.cancelled_on is None)
        self.see_person.setEnabled(row is not None)

    def _add(self) -> None:
        def save(dialog: BarDialog) -> None:
            person = dialog.person.person()
            command = RecordBar(
                person.id if person else 0,
                dialog.dealt_with_on(),
                dialog.why(),
                plain(dialog.decided_by.text()),
                through=dialog.through.date(),
            )

            def done(bar: StandingBar) -> None:
                dialog.accept()
                self.table.select_id(bar.id)

            self.ctx.tasks.act(self, lambda uow: record_bar(uow, command), done, dialog.refused)

        BarDialog(self.ctx, save, self).open()

    def _cancel(self) -> None:
        row = self._row()
        if row is None:
            return
        text = f"{row.name} จะยื่นเรื่องเข้ารับการประเมินได้อีกตั้งแต่วันนี้ รายการนี้ยังอยู่ในประวัติ"
        ask_reason(
            self, "ยกเลิกการห้าม", text, "ยกเลิกการห้าม",
            lambda reason: self.ctx.tasks.act(
                self, lambda uow: cancel_bar(uow, row.id, row.version, reason)
            ),
        )  # fmt: skip

    def _person(self) -> None:
        row = self._row()
        if row is not None:
            self.ctx.navigate(Route("person", row.person_id))
