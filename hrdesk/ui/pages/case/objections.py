"""Objections to the announced result of a case: received, inquired into, decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.staff_codes import ObjectionResult
from hrdesk.services.objections import (
    DecideObjection,
    EditObjection,
    RecordObjection,
    SavedObjection,
    decide_objection,
    edit_objection,
    record_objection,
    reopen_objection,
)
from hrdesk.services.queries.objections import CaseObjections, ObjectionRow, case_objections
from hrdesk.ui.dialogs import ask_reason
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from hrdesk.services.errors import DomainError
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.case.objection_dialogs import DecideDialog, ObjectionDialog

_TONES = {
    ObjectionResult.UNFOUNDED: ("muted", "check_circle"),
    ObjectionResult.FOUNDED: ("bad", "lock"),
    ObjectionResult.CONTINUED: ("good", "check_circle"),
    ObjectionResult.STOPPED: ("bad", "error"),
    ObjectionResult.WITHDRAWN: ("muted", "close"),
}


def state_of(row: ObjectionRow) -> Status:
    """Return how an objection stands, and that it came late."""
    late = " (พ้นกำหนด)" if row.late else ""
    if row.result is None:
        return Status(f"กำลังสอบ{late}", "warn", "clock")
    tone, icon = _TONES[row.result]
    return Status(f"{row.result.label}{late}", tone, icon)


COLUMNS = (
    Column("received_on", "รับเมื่อ", width=100),
    Column("objector", "ผู้ทักท้วง", width=120),
    Column("subject", "ข้อทักท้วง", width=160, stretch=True, tooltip=lambda row: row.subject),
    Column("state", "ผล", width=215, status=state_of),
    Column("decided_on", "วันที่ตัดสิน", width=110, shown=False),
    Column("decision", "คำตัดสิน", width=200, shown=False),
)


def period_words(found: CaseObjections, today: dt.date) -> str:
    """Return when objections are taken and whether the period still runs."""
    first, last = found.period.first, found.period.last
    if first is None:
        return ""
    if last is None:
        return f"รับคำทักท้วงตั้งแต่ {thai_date_short(first)} ไม่ทราบวันสุดท้าย"
    words = f"รับคำทักท้วง {thai_date_short(first)} ถึง {thai_date_short(last)}"
    left = (last - today).days
    return f"{words} เหลือ {left:,} วัน" if left >= 0 else f"{words} พ้นกำหนดแล้ว"


class ObjectionsTab(StaffTab):
    """The objections of one case; seen once the period has begun or an objection is on record."""

    wanted = Signal(bool, int)  # whether the tab has a place on this case, and how many there are

    def __init__(self, ctx: AppContext, *, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("objections_tab")
        self._found: CaseObjections | None = None
        self._case_id = 0
        self._number = ""
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "case_objections", "คำทักท้วงของเรื่องนี้")
        act = self.make_action
        self.add = act("objection_add", "รับคำทักท้วง…", "add", self._add)
        self.decide = act("objection_decide", "บันทึกผล…", "check", self._decide)
        self.edit = act("objection_edit", "แก้ไข…", "edit", self._edit)
        self.reopen = act("objection_reopen", "ถอนผล…", "undo", self._reopen)
        acts = (self.add, self.decide, self.edit, self.reopen)
        for action in acts:
            action.setVisible(editable)
        self.output = ListOutput(self, "case_objections", self._listed)
        self.output.print.setShortcut("")  # Ctrl+P is the page's own
        self.table.set_actions(self.actions_made)
        self.empty = EmptyState(
            "ยังไม่มีคำทักท้วง", "บันทึกเมื่อมีผู้ทักท้วงรายชื่อที่ประกาศ", "รับคำทักท้วง" if editable else "", self
        )
        self.empty.started.connect(self._add)
        self._stack = self.stacked(self.table, self.empty)
        self._stack.setMinimumHeight(90)
        first = (self.add, self.decide) if editable else ()
        more = (self.edit, self.reopen, *self.output.actions)
        self.rows.setContentsMargins(12, 12, 12, 8)
        self.rows.addLayout(self.buttons(first, more, (), self.add if editable else None))
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.law)
        self._may = editable
        self.table.opened.connect(lambda _row: self._opened())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def show_case(self, case_id: int, number: str) -> None:
        """Read the objections of a case."""
        self._case_id, self._number = case_id, number
        self.refresh()

    def refresh(self) -> None:
        """Read the objections again."""
        case_id = self._case_id
        if case_id:
            self.ctx.tasks.query(
                self,
                lambda uow: case_objections(uow, case_id),
                self._show,
                self._gone,
                key="objections",
            )

    def _show(self, found: CaseObjections) -> None:
        self._found = found
        self.model.set_rows(found.rows)
        self.output.enable(bool(found.rows))
        self._stack.setCurrentWidget(self.table if found.rows else self.empty)
        self._say(found)
        self.wanted.emit(bool(found.rows) or found.period.first is not None, len(found.rows))
        self._enable()

    def _gone(self, _problem: DomainError) -> None:
        self.wanted.emit(False, 0)

    def _say(self, found: CaseObjections) -> None:
        held = "มีข้อทักท้วงที่มีมูล เรื่องต้องรอผู้มีอำนาจตัดสินก่อนจึงทำขั้นต่อไปได้" if found.held else ""
        said = found.founded if found.held else None
        law = f"{said.text} ({said.source})" if said is not None else ""
        self.say_law(" · ".join(filter(None, (period_words(found, self.ctx.today()), held, law))))

    def _listed(self) -> MemoryList:
        told = self.law.text().replace("\u200b", "")
        return MemoryList(f"คำทักท้วง เรื่องที่ {self._number}", told, COLUMNS, self.model.rows())

    def _row(self) -> ObjectionRow | None:
        row: ObjectionRow | None = self.table.current_row() if self.model.rowCount() else None
        return row

    def _enable(self) -> None:
        row = self._row()
        open_row = row is not None and row.result in (None, ObjectionResult.FOUNDED)
        self.decide.setEnabled(open_row)
        self.edit.setEnabled(row is not None and row.result is None)
        self.reopen.setEnabled(row is not None and row.result is not None)

    # -- acts ---------------------------------------------------------------------------------

    def _opened(self) -> None:
        if self._may and self.decide.isEnabled():
            self._decide()

    def _add(self) -> None:
        case_id = self._case_id

        def save(dialog: ObjectionDialog) -> None:
            command = RecordObjection(
                case_id, dialog.day(), dialog.who(), dialog.what(), dialog.late()
            )
            self.ctx.tasks.act(
                self,
                lambda uow: record_objection(uow, command),
                self._saved(dialog),
                dialog.refused,
            )

        from hrdesk.ui.pages.case.objection_dialogs import ObjectionDialog

        ObjectionDialog(self.ctx, None, save, self).open()

    def _edit(self) -> None:
        row = self._row()
        if row is None:
            return

        def save(dialog: ObjectionDialog) -> None:
            command = EditObjection(
                row.id, row.version, dialog.day(), dialog.who(), dialog.what(), dialog.late()
            )
            self.ctx.tasks.act(
                self, lambda uow: edit_objection(uow, command), self._saved(dialog), dialog.refused
            )

        from hrdesk.ui.pages.case.objection_dialogs import ObjectionDialog

        ObjectionDialog(self.ctx, row, save, self).open()

    def _decide(self) -> None:
        row, found = self._row(), self._found
        if row is None or found is None:
            return

        def save(dialog: DecideDialog) -> None:
            command = DecideObjection(
                row.id, row.version, dialog.chosen(), dialog.day(), dialog.words()
            )
            self.ctx.tasks.act(
                self,
                lambda uow: decide_objection(uow, command),
                self._saved(dialog),
                dialog.refused,
                undo=lambda saved: (
                    lambda uow: reopen_objection(uow, saved.id, saved.version, "เลิกทำทันทีหลังบันทึก")
                ),
            )

        from hrdesk.ui.pages.case.objection_dialogs import DecideDialog

        DecideDialog(self.ctx, row, found, save, self).open()

    def _reopen(self) -> None:
        row = self._row()
        if row is None:
            return
        ask_reason(
            self, "ถอนผลคำทักท้วง", "รายการจะกลับเป็นกำลังสอบ", "ถอนผล",
            lambda reason: self.ctx.tasks.act(
                self,
                lambda uow: reopen_objection(uow, row.id, row.version, reason),
                lambda _saved: self.refresh(),
            ),
        )  # fmt: skip

    def _saved(self, dialog: ObjectionDialog | DecideDialog) -> Callable[[SavedObjection], None]:
        def done(saved: SavedObjection) -> None:
            dialog.accept()
            self.refresh()
            self.table.select_id(saved.id)

        return done
