"""The register: everybody, found by any part of a name, number, post or unit."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hrdesk.services.access import Right
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.people import PeopleFilter, PersonRow, units
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.people.actions import IMPORT, PeopleActions
from hrdesk.ui.pages.people.filter_bar import FilterBar
from hrdesk.ui.pages.people.model import PeopleTable
from hrdesk.ui.pages.people.output import PeopleList, PeopleOutput
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState


class PeoplePage(Page):
    """The list; with ``params["view"] == "import"`` the import stands in its place."""

    name: ClassVar[str] = "people"
    title: ClassVar[str] = "บุคลากร"
    help_page: ClassVar[str] = "people"
    kinds: ClassVar[frozenset[str]] = frozenset({"person"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._opened = False
        self.bar = FilterBar(self)
        self.model = PeopleTable(ctx.tasks, self)
        self.table = DataTable(ctx.settings, "people", "รายชื่อบุคลากร", self)
        self.table.set_table(self.model)
        self.empty = EmptyState(parent=self)
        self._below = QStackedWidget(self)
        self._below.addWidget(self.table)
        self._below.addWidget(self.empty)
        listing = QWidget(self)
        inside = QVBoxLayout(listing)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.bar)
        inside.addWidget(self._below, 1)
        self._views = QStackedWidget(self)
        self._views.addWidget(listing)
        self._importing: QWidget | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._views)
        self.output = PeopleOutput(self, ctx)
        self.commands = PeopleActions(self, ctx, self.output)
        self.table.set_actions(self.commands.of_row())
        self.setFocusProxy(self.bar.search)
        self._connect()

    def _connect(self) -> None:
        self.bar.changed.connect(self._narrow)
        self.bar.moved_down.connect(self._go_down)
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(self._failed)
        self.table.opened.connect(self._open_row)
        self.table.chosen.connect(lambda row: self.commands.of_row_chosen(row is not None))
        self.empty.started.connect(self._begin)

    # -- the page -----------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show the list as it was left, or the import."""
        self.route = route
        self._stale = False
        if route.params.get("view") == IMPORT["view"] and self.ctx.may(Right.EDIT_PEOPLE):
            self._show_import()
        else:
            self._views.setCurrentIndex(0)
            self.setFocusProxy(self.bar.search)
            if self._opened:
                self.refresh()
            else:
                self._opened = True
                self._narrow(self.bar.filter())
                self._ask_units()
        self.actions_changed.emit()
        self.title_changed.emit()

    def refresh(self) -> None:
        """Read the list again; the current row stays current."""
        if not self._opened:
            return
        self.model.refresh()
        self._ask_units()

    def crumbs(self) -> list[tuple[str, Route | None]]:
        """Return the path; the import stands under the list."""
        if self._on_import():
            return [(self.title, Route(self.name)), ("นำเข้าจาก Excel", None)]
        return [(self.title, None)]

    def actions(self) -> list[QAction]:
        """Return what the page offers at its top right."""
        return [] if self._on_import() else self.commands.of_page()

    def focus_search(self) -> bool:
        """Put the cursor into the search box; the import has none."""
        return not self._on_import() and super().focus_search()

    def open_current(self) -> None:
        """Open the person of the current row."""
        row = self.table.current_row()
        if row is not None:
            self._open_row(row)

    def listed(self) -> PeopleList:
        """Return the list as it stands, for writing and printing."""
        head = self.table.horizontalHeader()
        order = [head.logicalIndex(at) for at in range(head.count())]
        columns = self.model.columns
        return PeopleList(
            wanted=self.model.wanted,
            sort=self.model.order(),
            columns=tuple(columns[at] for at in order if not self.table.isColumnHidden(at)),
            total=self.model.total,
        )

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the filters as long as there are any; the window has it after that."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._may_clear()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes all filters away."""
        if event.key() == Qt.Key.Key_Escape and self._may_clear():
            self.bar.clear()
            event.accept()
            return
        super().keyPressEvent(event)

    # -- inside -------------------------------------------------------------------------------

    def _on_import(self) -> bool:
        return self._views.currentIndex() > 0

    def _may_clear(self) -> bool:
        return not self._on_import() and self.bar.narrowed()

    def _show_import(self) -> None:
        from hrdesk.ui.pages.people.import_view import ImportView

        if self._importing is None:
            view = ImportView(self.ctx, self)
            view.left.connect(lambda: self.ctx.navigate(Route(self.name)))
            view.blank_asked.connect(self.output.blank_form)
            self._importing = view
            self._views.addWidget(view)
        self._views.setCurrentWidget(self._importing)
        self.setFocusProxy(self._importing)

    def _ask_units(self) -> None:
        self.ctx.tasks.query(self, units, self.bar.set_units, key="units")

    def _narrow(self, wanted: PeopleFilter) -> None:
        self.bar.set_count(None)
        self.model.show(wanted)

    def _loaded(self, total: int) -> None:
        self.bar.set_count(total)
        self.commands.list_loaded(total)
        if total:
            self._below.setCurrentWidget(self.table)
            return
        if self.bar.narrowed():
            self.empty.say("ไม่พบบุคคลตามที่ค้นหา", "ลองพิมพ์ให้สั้นลง หรือล้างตัวกรอง", "ล้างตัวกรอง")
        elif self.ctx.may(Right.EDIT_PEOPLE):
            self.empty.say(
                "ยังไม่มีบุคคลในทะเบียน",
                "เพิ่มทีละคนด้วย Ctrl+N หรือกรอกแบบฟอร์ม Excel แล้วนำเข้าทั้งหน่วยงานในครั้งเดียว",
                "เพิ่มบุคคลแรก",
            )
        else:
            self.empty.say("ยังไม่มีบุคคลในทะเบียน", "เจ้าหน้าที่การเจ้าหน้าที่เป็นผู้เพิ่มทะเบียน")
        self._below.setCurrentWidget(self.empty)

    def _failed(self, problem: DomainError) -> None:
        self.bar.set_count(self.model.total)
        self.ctx.notify.error(problem, self.refresh)

    def _begin(self) -> None:
        if self.bar.narrowed():
            self.bar.clear()
        else:
            self.ctx.navigate(Route("person"))

    def _go_down(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.selectRow(0)

    def _open_row(self, row: PersonRow) -> None:
        self.ctx.navigate(Route("person", row.id))
