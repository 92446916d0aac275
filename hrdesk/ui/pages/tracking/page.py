"""The tracking list: search, filters, and every matter the signed-in person may see."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hrdesk.services.access import Right
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.tracking import CaseFilter, filter_choices
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.tracking import model
from hrdesk.ui.pages.tracking.actions import ListActions
from hrdesk.ui.pages.tracking.filter_bar import FilterBar
from hrdesk.ui.pages.tracking.output import CaseList
from hrdesk.ui.pages.tracking.params import from_params, to_params
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState

_COUNTING = "กำลังนับ…"


class TrackingPage(Page):
    """The list of the manual; officers see and filter more than a general user."""

    name: ClassVar[str] = "tracking"
    title: ClassVar[str] = "ติดตามงาน"
    help_page: ClassVar[str] = "tracking"
    kinds: ClassVar[frozenset[str]] = frozenset({"case", "person", "user"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._general = not ctx.may(Right.SEE_ALL_CASES)
        self._opened = False
        self.bar = FilterBar(ctx, general=self._general, parent=self)
        shown = model.columns(ctx.today, general=self._general)
        self.model = model.TrackingTable(shown, ctx.tasks, self)
        # The two lists have different columns, so each remembers its own.
        table_name = "tracking_general" if self._general else "tracking"
        self.table = DataTable(ctx.settings, table_name, "รายการติดตามงาน", self)
        self.table.set_table(self.model)
        self.empty = EmptyState(parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.bar)
        rows.addWidget(self._stack, 1)
        self.commands = ListActions(self, ctx, self.table, self._listed, self.open_case)
        self._connect()

    def _connect(self) -> None:
        self.bar.changed.connect(self._filter_changed)
        self.bar.moved_down.connect(self._go_down)
        self.model.replaced.connect(self._arrived)
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(self._failed)
        self.table.opened.connect(self.open_case)
        self.table.clicked.connect(self._clicked)
        self.empty.started.connect(self._begin)

    # -- the page -----------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show what a route asks for; one without a filter leaves the list as it was."""
        self.route = route
        self._stale = False
        if route.params or not self._opened:
            self.bar.set_filter(from_params(route.params))
            self.setFocusProxy(self.bar.search)
        self._opened = True
        self._read()
        if not self._general:
            self.ctx.tasks.query(self, filter_choices, self.bar.set_choices, key="choices")

    def refresh(self) -> None:
        """Read the list again; the current row stays current."""
        self.model.refresh()

    def actions(self) -> list[QAction]:
        """Return what the page offers at its top right."""
        return self.commands.of_page()

    def filter(self) -> CaseFilter:
        """Return what the list is narrowed to."""
        return self.bar.wanted

    def open_case(self, row: model.Tracked) -> None:
        """Go to the case of a row; coming back, the keyboard is on that row."""
        self.setFocusProxy(self.table)
        self.ctx.navigate(Route("case", row.id))

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the filters as long as there are any; the window has it after that."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.bar.wanted != CaseFilter()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes all filters away."""
        if event.key() == Qt.Key.Key_Escape and self.bar.wanted != CaseFilter():
            self.bar.clear()
            event.accept()
            return
        super().keyPressEvent(event)

    def _listed(self) -> CaseList:
        return CaseList(
            title="รายการติดตามงาน",
            subtitle=self.bar.in_words(),
            wanted=self.bar.wanted,
            sort=self.model.order(),
            columns=self.model.columns,
            total=self.model.total,
        )

    # -- reading ------------------------------------------------------------------------------

    def _read(self) -> None:
        self.bar.found.setText(_COUNTING)
        self.model.show_filter(self.bar.wanted)

    def _filter_changed(self, wanted: CaseFilter) -> None:
        # Going back to this page comes back to this filter.
        self.route = Route(self.name, None, to_params(wanted))
        self._read()

    def _arrived(self) -> None:
        self.table.scrollToTop()

    def _loaded(self, total: int) -> None:
        self.bar.found.setText(f"พบ {total:,} เรื่อง")
        self.commands.list_loaded(total)
        if total == 0:
            self._say_empty()
        self._stack.setCurrentWidget(self.empty if total == 0 else self.table)

    def _failed(self, problem: DomainError) -> None:
        self.bar.found.setText("")
        self.ctx.notify.error(problem, self._read)

    # -- what the user does -------------------------------------------------------------------

    def _go_down(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is not None and self.model.columns[index.column()].key == "detail":
            self.open_case(row)

    def _say_empty(self) -> None:
        if self.bar.wanted != CaseFilter():
            self.empty.say("ไม่พบเรื่องที่ตรงกับตัวกรอง", f"กรองอยู่: {self.bar.in_words()}", "ล้างตัวกรอง")
        elif self._general:
            self.empty.say(
                "ยังไม่มีเรื่องของคุณ",
                "เมื่อสำนักงานรับเรื่องของคุณแล้ว จะเห็นสถานะและขั้นตอนได้ที่นี่",
            )
        else:
            self.empty.say(
                "ยังไม่มีเรื่องในระบบ",
                "เมื่อหน่วยงานส่งเรื่องมา ให้รับเรื่องเข้าระบบ แล้วจะเห็นทุกเรื่องและขั้นตอนของเรื่องได้ที่นี่",
                "รับเรื่องแรก" if self.ctx.may(Right.WORK_CASES) else "",
            )

    def _begin(self) -> None:
        if self.bar.wanted != CaseFilter():
            self.bar.clear()
        else:
            self.ctx.navigate(Route("intake"))
