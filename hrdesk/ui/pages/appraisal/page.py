"""The list of appraisal rounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.rules.dates import fiscal_year
from hrdesk.rules.numbers import arabic_digits
from hrdesk.services.appraisal_rounds import OpenAppraisalRound, open_appraisal_round
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisals import AppraisalRoundLine, appraisal_rounds
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.page import Page
from hrdesk.ui.pages.appraisal.fitted import FittedDialog
from hrdesk.ui.pages.appraisal.words import ROUNDS
from hrdesk.ui.pages.person.inputs import Choice, Line
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.field import Field

KINDS = frozenset({"appraisal_round"})


class AppraisalPage(Page):
    """Every round with how far it is; one opens by Enter."""

    name: ClassVar[str] = "appraisal"
    title: ClassVar[str] = "ประเมินผล"
    help_page: ClassVar[str] = "appraisal"
    kinds: ClassVar[frozenset[str]] = KINDS

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.list = AppraisalRounds(ctx, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.list)
        self.setFocusProxy(self.list.table)

    def refresh(self) -> None:
        """Read the rounds again."""
        self.list.refresh()


class AppraisalRounds(StaffTab):
    """The table of rounds and the way to open another."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("appraisal_rounds_tab")
        self.law.hide()
        self.model = ListTable(ROUNDS, parent=self)
        self.table = self.make_table(self.model, "appraisal_rounds", "รอบการประเมิน")
        self.add = self.make_action("appraisal_add", "เปิดรอบ…", "add", self.open_dialog, "Ins")
        self.see = self.make_action("appraisal_open", "ทำรอบนี้ต่อ", "folder", self._open)
        self.output = ListOutput(self, "appraisal_rounds", self._listed)
        self.table.set_actions(self.actions_made)
        self.empty = EmptyState(
            "ยังไม่มีรอบการประเมิน",
            "ปีหนึ่งมีสองรอบ เปิดรอบแล้วเพิ่มผู้รับการประเมินจากทะเบียน ทำข้อตกลง ใส่คะแนน "
            "แจ้งผล กลั่นกรอง แล้วปิดรอบเพื่อใช้เลื่อนเงินเดือน",
            "เปิดรอบแรก",
            self,
        )
        self.empty.started.connect(self.open_dialog)
        self._stack = self.stacked(self.table, self.empty)
        self.rows.addLayout(self.buttons((self.add, self.see), (), self.output.actions, self.add))
        self.rows.addWidget(self._stack, 1)
        self.table.opened.connect(lambda _row: self._open())
        self.table.chosen.connect(lambda row: self.see.setEnabled(row is not None))
        self.see.setEnabled(False)

    def refresh(self) -> None:
        """Read the rounds again."""
        self.ctx.tasks.query(self, appraisal_rounds, self._show, self.failed, "list")

    def open_dialog(self) -> OpenAppraisalDialog:
        """Show the form of a new round; returns it."""
        dialog = OpenAppraisalDialog(self.ctx, self._next(), self._go, self)
        dialog.open()
        return dialog

    def _next(self) -> tuple[int, int]:
        """The half-year to offer: the one after the newest, or the running one."""
        rows: list[AppraisalRoundLine] = self.model.rows()
        if rows:
            newest = max(rows, key=lambda row: row.first)
            return (newest.year, 2) if newest.number == 1 else (newest.year + 1, 1)
        today = self.ctx.today()
        return fiscal_year(today), 2 if 4 <= today.month <= 9 else 1

    def _show(self, rows: tuple[AppraisalRoundLine, ...]) -> None:
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        if rows and self.table.current_row() is None:
            self.table.select_id(rows[0].id)

    def _listed(self) -> MemoryList:
        return MemoryList("รอบการประเมิน", "", ROUNDS, self.model.rows())

    def _open(self) -> None:
        row: AppraisalRoundLine | None = self.table.current_row()
        if row is not None:
            self._go(row.id)

    def _go(self, round_id: int) -> None:
        self.ctx.navigate(Route("appraisal_round", round_id))


class OpenAppraisalDialog(FittedDialog):
    """Opens a round of a fiscal year itself and calls ``done`` with its id."""

    kind = "open_appraisal_dialog"

    def __init__(
        self,
        ctx: AppContext,
        offered: tuple[int, int],
        done: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("เปิดรอบการประเมิน", "เปิดรอบ", parent)
        self._ctx, self._done = ctx, done
        self.year = Line("appraisal_year", self, "เช่น 2569")
        self.year.setText(str(offered[0]))
        halves = (("1", "รอบที่ 1 (1 ต.ค. – 31 มี.ค.)"), ("2", "รอบที่ 2 (1 เม.ย. – 30 ก.ย.)"))
        self.number = Choice("appraisal_number", halves, self)
        self.number.set_value(str(offered[1]))
        self.note = Line("appraisal_note", self)
        for name, field in (
            ("year", Field("ปีงบประมาณ (พ.ศ.)", self.year, required=True)),
            ("number", Field("รอบ", self.number, required=True)),
            ("note", Field("หมายเหตุ", self.note)),
        ):
            self.fields.addWidget(self.form.add(name, field))
        self.year.setFocus()

    def hand_over(self) -> None:
        """Open the round, or say beside the fields why not."""
        year = arabic_digits(self.year.value())
        if not year.isdecimal():
            self.refused(DomainError("required" if not year else "year_out_of_range", field="year"))
            return
        command = OpenAppraisalRound(int(year), int(self.number.value()), self.note.value())

        def opened(round_id: int) -> None:
            self.accept()
            self._done(round_id)

        self._ctx.tasks.act(
            self,
            lambda uow: open_appraisal_round(uow, command),
            opened,
            self.refused,
            saved="เปิดรอบแล้ว",
        )
