"""Results that were made final: every one of a contest, as it was on that day."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.services.queries.results import FinalResult, ResultView, RunRow, final_result
from hrdesk.ui.context import AppContext
from hrdesk.ui.messages import sentence, words
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.calculator.results import as_text, reasons
from hrdesk.ui.pages.calculator.tree import ResultTree
from hrdesk.ui.pages.meetings.result_annex import (
    kept_annex,
    print_annex,
    result_line,
    widen,
)
from hrdesk.ui.pages.meetings.result_model import columns, kept_rows, paper_columns
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import SettingsTab, action_button
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable


def run_status(run: RunRow) -> Status:
    """Return whether a kept result holds, was replaced, or was tampered with."""
    if run.intact is False:
        return Status("ข้อมูลถูกแก้", "bad", "error")
    return Status("มีฉบับใหม่แทน") if run.superseded else Status("ฉบับปัจจุบัน", "good", "lock")


RUNS = (
    Column("number", "ฉบับที่", "right", 62),
    Column("made_at", "เป็นที่สุดเมื่อ", width=200),
    Column("made_by", "โดย", width=120),
    Column("state", "สถานะ", width=130, status=run_status),
    Column("reason", "แก้ไขฉบับก่อนเพราะ", width=200, stretch=True),
)


class RunsPanel(SettingsTab):
    """The kept results above, the chosen one's rows and reasons below; nothing here changes."""

    def __init__(self, ctx: AppContext, view: ResultView, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("runs_panel")
        self._view = view
        self._kept: FinalResult | None = None
        self.annex = self.make_action("run_annex", "พิมพ์วิธีคิด…", "paper", self._print_annex)
        self.output = ListOutput(self, "run", self._listed)
        self.list = ListTable(RUNS, parent=self)
        self.table = DataTable(ctx.settings, "result_runs", "ผลที่เป็นที่สุดทุกฉบับ", self)
        self.table.set_table(self.list)
        self.table.setSortingEnabled(False)  # the newest first
        self.table.setMaximumHeight(150)
        self.told = QLabel(self)
        self.told.setObjectName("run_facts")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.model = ListTable(columns(view.kind, kept=True), parent=self)
        name = f"run_rows_{view.kind}"
        self.rows_table = DataTable(ctx.settings, name, "ผลของฉบับที่เลือก", self)
        self.rows_table.set_table(self.model)
        self.tree = ResultTree(self._text, self)
        self.tree.setObjectName("run_tree")
        widen(self.tree)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.addWidget(self.rows_table)
        self.split.addWidget(self.tree)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([200, 220])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.table)
        rows.addLayout(self._head())
        rows.addWidget(self.split, 1)
        self.table.chosen.connect(self._chosen)
        self._enable()
        self.list.set_rows(view.runs)
        if view.runs:
            self.table.select_id(view.runs[0].id)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.told, 1)
        for action in (self.annex, *self.output.actions):
            head.addWidget(action_button(action, self), 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _chosen(self, run: RunRow | None) -> None:
        if run is None or (self._kept is not None and self._kept.run.id == run.id):
            return
        self._show_nothing("")
        self.ctx.tasks.query(
            self, lambda uow: final_result(uow, run.id), self._show, self._refused, "run"
        )

    def _show(self, kept: FinalResult) -> None:
        self._kept = kept
        set_role(self.told, "muted", "")
        lines = [f"หลักเกณฑ์ {kept.run.law}", f"รหัสตรวจสอบ (SHA-256) {kept.run.sha256}"]
        if kept.despite:
            lines.append(f"เหตุผลที่ทำให้เป็นที่สุด {kept.despite}")
        self.told.setText(breakable("\n".join(lines)))
        self.model.set_rows(kept_rows(kept, self._view))
        self.tree.show_lines((reasons(kept.explanation),))
        self._enable()

    def _refused(self, problem: DomainError) -> None:
        self._show_nothing(sentence(problem))

    def _show_nothing(self, text: str) -> None:
        self._kept = None
        set_role(self.told, "plain", "bad")
        self.told.setText(breakable(text))
        self.model.set_rows(())
        self.tree.show_lines(())
        self._enable()

    def _enable(self) -> None:
        self.annex.setEnabled(self._kept is not None)
        self.output.enable(self._kept is not None)

    def _listed(self) -> MemoryList:
        kept = self._kept
        assert kept is not None  # the actions are off without one
        title = f"ผลการประเมิน {kept.inputs['title']} ฉบับที่ {kept.run.number}"
        told = f"เป็นที่สุดเมื่อ {words(kept.run.made_at)} · รหัสตรวจสอบ {kept.run.sha256[:16]}"
        return MemoryList(title, told, paper_columns(self._view.kind), self.model.rows())

    def _print_annex(self) -> None:
        if self._kept is not None:
            print_annex(self.ctx, self, kept_annex(self.ctx, self._kept, self._view))

    def _text(self) -> str:
        if self._kept is None:
            return ""
        lines = tuple(result_line(row) for row in kept_rows(self._kept, self._view))
        return as_text(str(self._kept.inputs["title"]), (*lines, reasons(self._kept.explanation)))


class RunsDialog(ReadingOrder, QDialog):
    """The window of kept results."""

    def __init__(self, ctx: AppContext, view: ResultView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs_dialog")
        self.setWindowTitle(f"ผลที่เป็นที่สุด · {view.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 600)
        self.panel = RunsPanel(ctx, view, self)
        close = QPushButton("ปิด", self)
        close.setObjectName("dialog_cancel")
        close.setAccessibleName("ปิด")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(12)
        rows.addWidget(self.panel, 1)
        rows.addLayout(foot)
        self.panel.table.setFocus()
