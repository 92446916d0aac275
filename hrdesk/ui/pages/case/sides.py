"""The tabs beside the steps: the step, papers received, files, papers made, history, standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from hrdesk.ui.pages.case.checklist import Checklist
from hrdesk.ui.pages.case.files import FilesTab
from hrdesk.ui.pages.case.history import HistoryTab
from hrdesk.ui.pages.case.objections import ObjectionsTab
from hrdesk.ui.pages.case.papers_tab import PapersTab
from hrdesk.ui.pages.case.standing_tab import StandingTab
from hrdesk.ui.pages.case.step_panel import StepPanel

if TYPE_CHECKING:
    from hrdesk.services.queries.cases import StepView
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.case.model import Shown
    from hrdesk.ui.pages.case.steps_view import StepsView


class Sides(QTabWidget):
    """The seven tabs; that of objections stands only where there can be any."""

    def __init__(self, ctx: AppContext, page: QWidget, *, editable: bool) -> None:
        super().__init__()
        self.setObjectName("case_tabs")
        self.setAccessibleName("รายละเอียดของเรื่อง")
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self._shown: Shown | None = None
        self.step_panel = StepPanel(ctx, editable=editable)
        self.checklist = Checklist(ctx, editable=editable)
        self.files = FilesTab(ctx, editable=editable)
        self.papers = PapersTab(ctx, page)
        self.history = HistoryTab(ctx)
        self.standing = StandingTab(ctx, editable=editable)
        self.objections = ObjectionsTab(ctx, editable=editable)
        for place, (widget, title) in enumerate(
            (
                (self.step_panel, "รายละเอียดขั้นตอน"),
                (self.checklist, "เอกสารที่ได้รับ"),
                (self.files, "ไฟล์แนบ"),
                (self.papers, "เอกสาร"),
                (self.history, "ประวัติ"),
                (self.standing, "คุณสมบัติ"),
                (self.objections, "ทักท้วง"),
            ),
            start=1,
        ):
            widget.setMinimumSize(300, 180)  # a large scale on a small screen must still fit
            self.addTab(widget, title)
            keys = QShortcut(QKeySequence(f"Alt+{place}"), page)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda widget=widget: self._jump(widget))
            self.setTabToolTip(place - 1, f"{title} (Alt+{place})")
        self.checklist.counted.connect(self._count)
        self.objections.wanted.connect(self._place_objections)
        self._place_objections(False, 0)
        self.currentChanged.connect(lambda _place: self._read_seen())

    def beside(self, left: StepsView) -> QSplitter:
        """Return a splitter with the steps at the left and these tabs at the right.

        The table needs more room than the picture.
        """
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("case_split")
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self)

        def share(table: bool) -> None:
            split.setSizes([600, 400] if table else [380, 620])

        left.turned.connect(share)
        share(left.as_table)
        return split

    def show_tab(self, name: str) -> None:
        """Show a tab by name: step, checklist, files, papers, history, standing, objections."""
        found = {
            "step": self.step_panel,
            "checklist": self.checklist,
            "files": self.files,
            "papers": self.papers,
            "history": self.history,
            "standing": self.standing,
            "objections": self.objections,
        }.get(name)
        if found is not None:
            self.setCurrentWidget(found)
            self.tabBar().setFocus()

    def show_case(self, shown: Shown, step: StepView | None) -> None:
        """Fill the tabs with a case."""
        self._shown = shown
        known = shown.detail.person_id is not None
        self.setTabVisible(self.indexOf(self.standing), known)
        self.step_panel.show_step(shown, step)
        self.checklist.show_case(shown.detail)
        self.files.show_case(shown.detail)
        self.papers.take(shown.detail)
        self.objections.show_case(shown.detail.id, shown.detail.number)
        kept = [file for file in shown.detail.files if not file.removed]
        self._name(self.files, "ไฟล์แนบ", str(len(kept)) if kept else "")
        issued = shown.detail.issued
        self._name(self.papers, "เอกสาร", str(len(issued)) if issued else "")
        self._read_seen()

    def show_step(self, shown: Shown, step: StepView | None) -> None:
        """Show another step."""
        self.step_panel.show_step(shown, step)

    def _jump(self, tab: QWidget) -> None:
        self.setCurrentWidget(tab)
        if tab is self.step_panel and self.step_panel.working:
            self.step_panel.form.focus_first()
        else:
            self.tabBar().setFocus()

    def forget(self) -> None:
        """Let go of the case that was shown."""
        self._shown = None
        self.step_panel.form.forget()
        self.setCurrentIndex(0)

    def _read_seen(self) -> None:
        if self._shown is None:
            return
        detail = self._shown.detail
        if self.currentWidget() is self.papers:
            self.papers.show_case(detail)
        elif self.currentWidget() is self.history:
            self.history.show_case(detail.id, detail.number)
        elif self.currentWidget() is self.standing:
            self.standing.show_case(detail)

    def _place_objections(self, wanted: bool, count: int) -> None:
        self.setTabVisible(self.indexOf(self.objections), wanted)
        self._name(self.objections, "ทักท้วง", str(count) if count else "")

    def _count(self, came: int, asked: int) -> None:
        self._name(self.checklist, "เอกสารที่ได้รับ", f"{came}/{asked}" if asked else "")

    def _name(self, tab: QWidget, title: str, count: str) -> None:
        self.setTabText(self.indexOf(tab), f"{title} ({count})" if count else title)
