"""The list of salary rounds with their what-if copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from hrdesk.services.queries.salary_rounds import RoundLine, salary_rounds
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import ask_reason
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.salary.copies import discard_after_asking
from hrdesk.ui.pages.salary.words import (
    COPY,
    SCHEMES,
    STATES,
    half_words,
    round_words,
    sums,
)
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from hrdesk.ui.pages.salary.open_dialog import OpenRoundDialog


@dataclass(frozen=True, slots=True)
class Listed:
    """A round, or a copy that stands under its round; ``place`` keeps them together."""

    line: RoundLine
    place: int
    copy: bool = False

    @property
    def id(self) -> int:
        """The round's id."""
        return self.line.id


def listed(lines: Sequence[RoundLine]) -> list[Listed]:
    """Return every round followed by its copies."""
    found: list[Listed] = []
    for line in lines:
        found.append(Listed(line, len(found)))
        for each in line.copies:
            found.append(Listed(each, len(found), copy=True))
    return found


def _name(row: Listed) -> str:
    if row.copy:
        return f"    สำเนา “{row.line.name}”"
    return half_words(row.line.year, row.line.number)


def _state(row: Listed) -> Status:
    return COPY if row.copy else STATES[row.line.state]


def _left(row: Listed) -> Status | None:
    line = row.line
    if line.problem:
        return Status("คำนวณไม่ได้", "bad", "error")
    if line.over:
        return Status("เกิน", "bad", "warning")
    if line.budget is None or line.spent is None:
        return None
    return Status(f"เหลือ {sums(line.budget - line.spent)}", "good")


COLUMNS = (
    Column("name", "รอบ", width=135, value=_name, sort=lambda row: row.place),
    Column("scheme", "แบบ", width=185, value=lambda row: SCHEMES[row.line.scheme]),
    Column("effective_on", "มีผลวันที่", width=105, value=lambda row: row.line.effective_on),
    Column("state", "สถานะ", width=120, status=_state),
    Column("heads", "คน", "right", 55, value=lambda row: row.line.heads,
           format=lambda value: f"{value:,}"),
    Column("spent", "ใช้ (บาท)", "right", 95, value=lambda row: row.line.spent, format=sums),
    Column("budget", "วงเงิน (บาท)", "right", 105, value=lambda row: row.line.budget, format=sums),
    Column("left", "วงเงินและโควตา", width=135, status=_left,
           tooltip=lambda row: row.line.problem),
    Column("order", "คำสั่ง", width=90, value=lambda row: row.line.order_number, stretch=True),
)  # fmt: skip


class RoundsTab(StaffTab):
    """Open a round, go on with one, take a copy away."""

    kinds: ClassVar[frozenset[str]] = frozenset({"salary_round", "salary_choice", "payroll"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("rounds_tab")
        self.law.hide()
        self._begun: Mapping[str, str] | None = None
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "salary_rounds", "รอบเงินเดือน")
        self.add = self.make_action("round_add", "เปิดรอบ…", "add", self.open_dialog, "Ins")
        self.see = self.make_action("round_open", "ทำรอบนี้ต่อ", "folder", self._open)
        self.discard = self.make_action("round_discard", "ทิ้ง…", "delete", self._discard)
        self.output = ListOutput(self, "rounds", self._listed)
        self.table.set_actions(self.actions_made)
        self.empty = EmptyState(
            "ยังไม่มีรอบเงินเดือน",
            "รอบหนึ่งคือการเลื่อน ๑ เมษายน หรือ ๑ ตุลาคม ตั้งต้นจากบัญชีถือจ่ายเดือนก่อนหน้า "
            "แล้วจัดสรร ตรวจ อนุมัติ และออกคำสั่ง",
            "เปิดรอบแรก",
            self,
        )
        self.empty.started.connect(self.open_dialog)
        self._stack = self.stacked(self.table, self.empty)
        first = (self.add, self.see, self.discard)
        self.rows.addLayout(self.buttons(first, (), self.output.actions, self.add))
        self.rows.addWidget(self._stack, 1)
        self.table.opened.connect(lambda _row: self._open())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def refresh(self) -> None:
        """Read the rounds again."""
        self.ctx.tasks.query(self, salary_rounds, self._show, self.failed, "list")

    def narrow(self, params: Mapping[str, str]) -> None:
        """Begin a new round where a route asks for it, with the payroll that it names."""
        # Going back to the same place is no wish to begin once more.
        if params.get("new") and params is not self._begun:
            self._begun = params
            self.open_dialog(params)

    def open_dialog(self, given: Mapping[str, str] | None = None) -> OpenRoundDialog:
        """Show the form of a new round; returns it."""
        from hrdesk.ui.pages.salary.open_dialog import OpenRoundDialog

        dialog = OpenRoundDialog(self.ctx, given or {}, self._opened, self)
        dialog.open()
        return dialog

    def _opened(self, round_id: int) -> None:
        self.ctx.navigate(Route("salary_round", round_id))

    def _show(self, lines: tuple[RoundLine, ...]) -> None:
        rows = listed(lines)
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        if rows and self.table.current_row() is None:
            self.table.select_id(rows[0].id)
        self._enable()

    def _enable(self) -> None:
        row: Listed | None = self.table.current_row()
        self.see.setEnabled(row is not None)
        self.discard.setEnabled(row is not None and row.line.state == "open")

    def _listed(self) -> MemoryList:
        return MemoryList("รอบเงินเดือน", "", COLUMNS, self.model.rows())

    def _open(self) -> None:
        row: Listed | None = self.table.current_row()
        if row is not None:
            self.ctx.navigate(Route("salary_round", row.line.id))

    def _discard(self) -> None:
        row: Listed | None = self.table.current_row()
        if row is None:
            return
        if row.copy:
            discard_after_asking(self, row.line, self.refresh)
        else:
            self._discard_round(row.line)

    def _discard_round(self, line: RoundLine) -> None:
        from hrdesk.services.salary_rounds import discard_round

        told = (
            f"รอบ{round_words(line.scheme, line.year, line.number)} ที่เปิดผิดจะหายไป"
            "พร้อมสิ่งที่เลือกไว้และสำเนาทดลอง บัญชีถือจ่ายยังอยู่"
        )
        ask_reason(
            self, "ทิ้งรอบ", told, "ทิ้งรอบ",
            lambda reason: self.ctx.tasks.act(
                self, lambda uow: discard_round(uow, line.id, reason), lambda _value: self.refresh(),
                saved="ทิ้งรอบแล้ว",
            ),
        )  # fmt: skip
