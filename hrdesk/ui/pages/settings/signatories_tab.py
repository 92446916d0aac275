"""Those who sign the office's papers, in the order papers offer them."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar

from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.office import (
    SaveSignatory,
    SignatoryInput,
    add_signatory,
    order_signatories,
    save_signatory,
)
from hrdesk.services.queries.office import SignatoryRow, signatories
from hrdesk.ui.context import AppContext
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.signatory_dialog import COLUMNS, SignatoryDialog
from hrdesk.ui.pages.settings.tab import SettingsTab, settle
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState


def _status(row: SignatoryRow) -> Status:
    return (
        Status("ใช้อยู่", "good", "check_circle") if row.active else Status("เลิกใช้", "muted", "close")
    )


class SignatoriesTab(SettingsTab):
    """Add, edit, order, take out of the choice and bring back; nobody is deleted."""

    kinds: ClassVar[frozenset[str]] = frozenset({"signatory"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("signatories_tab")
        self.table = DataTable(ctx.settings, "signatories", "ผู้ลงนาม", self)
        self._columns = (*COLUMNS, Column("active", "สถานะ", width=110, status=_status))
        self.model = ListTable(self._columns, parent=self)
        self.table.set_table(self.model)
        self.table.setSortingEnabled(False)  # the order is the office's own
        self.add = self.make_action("signatory_add", "เพิ่ม…", "add", self._add)
        self.edit = self.make_action("signatory_edit", "แก้ไข…", "edit", self._edit, "F2")
        self.up = self.make_action("signatory_up", "เลื่อนขึ้น", "up", lambda: self._move(-1), "Alt+Up")
        self.down = self.make_action(
            "signatory_down", "เลื่อนลง", "down", lambda: self._move(1), "Alt+Down"
        )
        self.stop = self.make_action("signatory_stop", "เลิกใช้", "close", self._stop)
        acts = tuple(self.actions_made)
        self.output = ListOutput(self, "signatories", self._listed)
        self.table.set_actions(self.actions_made)
        self.inactive = QCheckBox("แสดงผู้ที่เลิกใช้", self)
        self.inactive.setObjectName("signatories_inactive")
        self.inactive.setAccessibleName(self.inactive.text())
        self.inactive.toggled.connect(lambda _on: self.refresh())
        self._empty = EmptyState(
            "ยังไม่มีผู้ลงนาม", "เพิ่มชื่อและตำแหน่งของผู้ที่ลงนามในคำสั่งและหนังสือ", "เพิ่มผู้ลงนาม", self
        )
        self._empty.started.connect(self._add)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        line = self.button_row(acts, self.add, self.output.actions)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(line)
        rows.addWidget(self._stack, 1)
        rows.addWidget(self.inactive)
        self.table.opened.connect(lambda _row: self._edit())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def refresh(self) -> None:
        """Read the signatories again."""
        everyone = self.inactive.isChecked()
        self.ctx.tasks.query(
            self, lambda uow: signatories(uow, with_inactive=everyone), self._show, key="list"
        )

    def _show(self, rows: tuple[SignatoryRow, ...]) -> None:
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        self._enable()

    def _listed(self) -> MemoryList:
        told = "รวมผู้ที่เลิกใช้" if self.inactive.isChecked() else ""
        return MemoryList("ผู้ลงนาม", told, self._columns, self.model.rows())

    def _enable(self) -> None:
        row: SignatoryRow | None = self.table.current_row()
        active = [one.id for one in self.model.rows() if one.active]
        self.edit.setEnabled(row is not None)
        self.stop.setEnabled(row is not None)
        self.stop.setText("เลิกใช้" if row is None or row.active else "ใช้อีกครั้ง")
        movable = row is not None and row.active
        self.up.setEnabled(movable and row.id != active[0])
        self.down.setEnabled(movable and row.id != active[-1])

    # -- acts ---------------------------------------------------------------------------------

    def _add(self) -> None:
        def save(typed: SignatoryInput) -> None:
            self.ctx.tasks.act(self, lambda uow: add_signatory(uow, typed), done, dialog.refused)

        def done(signatory_id: int) -> None:
            dialog.accept()
            self.table.select_id(signatory_id)

        dialog = SignatoryDialog("เพิ่มผู้ลงนาม", SignatoryInput("", ""), save, self)
        dialog.open()

    def _edit(self) -> None:
        row: SignatoryRow | None = self.table.current_row()
        if row is None:
            return

        def save(typed: SignatoryInput) -> None:
            def refused(problem: DomainError) -> None:
                if isinstance(problem, EditConflict):
                    dialog.reject()
                    self._settle(problem, row, typed)
                else:
                    dialog.refused(problem)

            command = SaveSignatory(row.id, row.version, typed, row.active)
            self.ctx.tasks.act(
                self, lambda uow: save_signatory(uow, command), lambda _v: dialog.accept(), refused
            )

        dialog = SignatoryDialog(
            "แก้ไขผู้ลงนาม", SignatoryInput(row.name, row.post, row.acting_for), save, self
        )
        dialog.open()

    def _settle(self, problem: EditConflict, row: SignatoryRow, typed: SignatoryInput) -> None:
        def save(chosen: dict[str, Any]) -> None:
            active = chosen.pop("active", row.active)
            mixed = dataclasses.replace(typed, **chosen)

            def again(rows: tuple[SignatoryRow, ...]) -> None:
                version = next((one.version for one in rows if one.id == row.id), row.version)
                command = SaveSignatory(row.id, version, mixed, active)
                self.ctx.tasks.act(self, lambda uow: save_signatory(uow, command))

            self.ctx.tasks.query(
                self, lambda uow: signatories(uow, with_inactive=True), again, key="again"
            )

        settle(self, problem, save, "ข้อมูลผู้ลงนามนี้")

    def _stop(self) -> None:
        row: SignatoryRow | None = self.table.current_row()
        if row is None:
            return
        same = SignatoryInput(row.name, row.post, row.acting_for)
        command = SaveSignatory(row.id, row.version, same, not row.active)
        words = "เลิกใช้ผู้ลงนามนี้แล้ว เอกสารเดิมไม่เปลี่ยน" if row.active else "ใช้ผู้ลงนามนี้อีกครั้งแล้ว"
        self.ctx.tasks.act(
            self,
            lambda uow: save_signatory(uow, command),
            undo=lambda version: (
                lambda uow: save_signatory(uow, SaveSignatory(row.id, version, same, row.active))
            ),
            saved=words,
        )

    def _move(self, step: int) -> None:
        row: SignatoryRow | None = self.table.current_row()
        ids = [one.id for one in self.model.rows() if one.active]
        if row is None or row.id not in ids:
            return
        place = ids.index(row.id)
        other = place + step
        if not 0 <= other < len(ids):
            return
        ids[place], ids[other] = ids[other], ids[place]
        order = tuple(ids)
        self.ctx.tasks.act(self, lambda uow: order_signatories(uow, order), saved=None)
