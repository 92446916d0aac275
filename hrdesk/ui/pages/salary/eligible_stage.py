"""The stage สิทธิ: who may have a raise, which condition is not met, and by which clause."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from hrdesk.services.queries.salary_rounds import RoundView
from hrdesk.ui.context import AppContext
from hrdesk.ui.list_output import too_many
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.pages.calculator.results import Line as TreeLine
from hrdesk.ui.pages.calculator.results import as_text, reasons
from hrdesk.ui.pages.calculator.tree import ResultTree
from hrdesk.ui.pages.salary.board import Board
from hrdesk.ui.pages.salary.facts_words import facts_words
from hrdesk.ui.pages.salary.payroll_stage import special_words
from hrdesk.ui.pages.salary.people import ABLE, PROBLEM, SPECIAL, UNABLE, PeopleTable, Shown
from hrdesk.ui.pages.salary.people_filter import PeopleFilter
from hrdesk.ui.pages.salary.person_panel import HowDialog
from hrdesk.ui.pages.salary.stage import RoundStage
from hrdesk.ui.pages.salary.words import view_words
from hrdesk.ui.pages.settings.list_output import MemoryList, export_excel, print_list
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.widgets.data_table import DataTable

_HIGH = 560  # pixels from which the reasons have room below the table
_WIDE = 1250  # pixels from which the reasons stand beside the table, not below it


def right(shown: Shown) -> Status:
    """Return whether a person may have a raise."""
    if shown.row.problem:
        return Status("คำนวณไม่ได้", "bad", "error")
    if not shown.row.eligible:
        return Status("ไม่มีสิทธิ", "warn", "skipped")
    if shown.row.needs:
        return Status("ข้อมูลไม่ครบ", "warn", "info")
    return Status("มีสิทธิ", "good", "check_circle")


def unmet(shown: Shown) -> str:
    """Return what is not met, or not known."""
    row = shown.row
    parts = [row.problem, *(f"ไม่ครบ: {each}" for each in row.unmet)]
    parts += [f"ยังไม่ทราบ: {each}" for each in row.needs]
    return " · ".join(part for part in parts if part)


COLUMNS = (
    Column("name", "ชื่อ", width=170, value=lambda each: each.line.name),
    Column("post", "ตำแหน่ง", width=150, value=lambda each: each.line.post_title),
    Column("unit", "หน่วยงาน", width=130, value=lambda each: each.line.unit, shown=False),
    Column("state", "สิทธิ", width=135, status=right),
    Column("unmet", "เงื่อนไขที่ไม่ครบหรือยังไม่ทราบ", width=280, value=unmet, tooltip=unmet),
    Column("appraisal", "ผลประเมิน", width=85, value=lambda each: each.line.appraisal_level),
    Column("facts", "วันลา โทษ เวลา", width=210, value=lambda each: facts_words(each.line.facts),
           tooltip=lambda each: facts_words(each.line.facts)),
    Column("special", "กรณีพิเศษ", width=170, value=special_words),
)  # fmt: skip


class EligibleStage(RoundStage):
    """The list, the tree of conditions of the chosen person, and the way to mend the facts."""

    kinds: ClassVar[frozenset[str]] = frozenset({"salary_round", "payroll"})

    def __init__(self, ctx: AppContext, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(ctx, board, parent)
        self.setObjectName("eligible_stage")
        self.filter = PeopleFilter("eligible", (ABLE, UNABLE, PROBLEM, SPECIAL), self)
        self.model = PeopleTable(COLUMNS, self)
        self.table = DataTable(ctx.settings, "round_eligible", "สิทธิของแต่ละคน", self)
        self.table.set_table(self.model)
        self.mend = self.make_action("facts_mend", "แก้ข้อมูลสิทธิ…", "edit", self.edit_facts, "F2")
        self.choose = self.make_action("eligible_go", "ไปจัดสรรคนนี้", "forward", self._go_on)
        self.how = self.make_action("eligible_how", "วิธีคิด…", "tree", self._how, "Ctrl+I")
        self.excel = self.make_action("eligible_excel", "ส่งออก Excel…", "excel", self._excel)
        self.print = self.make_action("eligible_print", "พิมพ์…", "print", self._print, "Ctrl+P")
        self.table.set_actions((self.mend, self.how, self.choose))
        self.tree = ResultTree(self._text, self)
        self.tree.setObjectName("eligible_tree")
        self.tree.setColumnWidth(0, 320)
        self.tree.setColumnWidth(1, 100)
        top = QHBoxLayout()
        top.setSpacing(8)
        for action in (self.mend, self.how, self.choose):
            top.addWidget(action_button(action, self))
        top.addStretch()
        for action in (self.excel, self.print):
            top.addWidget(action_button(action, self))
        middle = QWidget(self)
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.filter)
        inside.addWidget(self.table, 1)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(middle)
        self.split.addWidget(self.tree)
        self.split.setSizes([400, 200])
        self.rows.addLayout(top)
        self.rows.addWidget(self.split, 1)
        self.filter.changed.connect(self._narrow)
        self.filter.moved_down.connect(self.table.setFocus)
        self.table.chosen.connect(lambda _row: self._chosen())
        self.table.opened.connect(lambda _row: self.edit_facts())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the reasons beside the table where there is room for both."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.tree.setVisible(wide or self.height() >= _HIGH)
        turned = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.split.orientation() != turned:
            self.split.setOrientation(turned)
            self.split.setSizes([800, 450] if wide else [400, 200])

    def show_round(self, view: RoundView) -> None:
        """Show everybody."""
        self.filter.set_units(view.totals.units)
        self._narrow()
        if self.table.current_row() is None and self.model.rowCount():
            self.table.select_id(self.model.rows()[0].id)
        self._chosen()

    def show_row(self, row_id: int) -> None:
        """Make a person current, also where the filter hides them."""
        if self.model.row_of(row_id) is None:
            self.filter.clear()
            self._narrow()
        self.table.select_id(row_id)
        self.table.setFocus()

    def edit_facts(self) -> None:
        """Open the form of a person's facts."""
        from hrdesk.ui.pages.salary.facts_dialog import open_facts

        row: Shown | None = self.table.current_row()
        view = self.board.view
        if row is None or view is None or self.board.locked:
            return
        open_facts(self.ctx, view.snapshot_id, row.id, self)

    def _narrow(self) -> None:
        wanted = self.filter.wanted()
        everybody = self.board.people.values()
        self.model.set_rows(each for each in everybody if wanted.shows(each))
        self.filter.say(self.model.rowCount(), len(everybody))
        self._chosen()

    def _chosen(self) -> None:
        row: Shown | None = self.table.current_row()
        self.tree.show_lines(_lines(row))
        self.mend.setEnabled(row is not None and not self.board.locked)
        self.choose.setEnabled(row is not None)
        self.how.setEnabled(row is not None)
        for action in (self.excel, self.print):
            action.setEnabled(bool(self.model.rowCount()))

    def _how(self) -> None:
        row: Shown | None = self.table.current_row()
        if row is not None:
            HowDialog(f"{row.line.name} · {right(row).word}", _lines(row), self).open()

    def _go_on(self) -> None:
        row: Shown | None = self.table.current_row()
        if row is not None:
            self.go.emit("allocate", row.id)

    def _listed(self) -> MemoryList:
        view = self.board.view
        title = f"สิทธิ {view_words(view)}".replace("/", "-") if view is not None else "สิทธิ"
        return MemoryList(title, self.filter.wanted().words(""), COLUMNS, self.model.rows())

    def _excel(self) -> None:
        export_excel(self, self._listed())

    def _print(self) -> None:
        if not too_many(self.ctx, self.model.rowCount(), "คน"):
            print_list(self, self._listed())

    def _text(self) -> str:
        row: Shown | None = self.table.current_row()
        return as_text(row.line.name, _lines(row)) if row is not None else ""


def _lines(row: Shown | None) -> tuple[TreeLine, ...]:
    return (reasons(row.row.explain()),) if row is not None else ()
