"""The program's table: remembers its columns, copies for Excel, works by keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from hrdesk.settings import Settings
from hrdesk.ui import theme
from hrdesk.ui.delegates.status import StatusDelegate
from hrdesk.ui.models.columns import ID_ROLE, ROW_ROLE
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.models.paged_table import PagedTable
from hrdesk.ui.thai_text import plain

_REMEMBER_MS = 600
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class DataTable(QTableView):
    """A table over ``ListTable`` or ``PagedTable``; state is kept under its object name."""

    opened = Signal(object)  # the row's dataclass: Enter or double click
    chosen = Signal(object)  # the current row's dataclass, or None

    def __init__(
        self, settings: Settings, name: str, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._settings = settings
        self._table: ListTable | PagedTable | None = None
        self._actions: list[QAction] = []
        self._current_id: Any = None
        self._kept_id: Any = None  # held over a reset
        self._wanted_id: Any = None  # asked for before it was read
        self._filling = False
        self._status = StatusDelegate(self)
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(_REMEMBER_MS)
        self._remember.timeout.connect(self.remember)
        self._dress()
        theme.watcher().changed.connect(self._dress)
        self.doubleClicked.connect(self._open)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        head = self.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(
            lambda at: self.column_menu().popup(head.mapToGlobal(at))
        )
        for signal in (head.sectionMoved, head.sectionResized):
            signal.connect(self._changed)

    # -- filling ------------------------------------------------------------------------------

    def set_table(self, table: ListTable | PagedTable) -> None:
        """Show a model; call before it is given rows, so that the kept order is used at once."""
        self._table = table
        self._filling = True
        self.setModel(table)
        for place, column in enumerate(table.columns):
            if column.status is not None:
                self.setItemDelegateForColumn(place, self._status)
        self._default_columns()
        self._restore()
        self._filling = False
        self.horizontalHeader().sortIndicatorChanged.connect(self._sorted)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        table.modelAboutToBeReset.connect(self._keep)
        if isinstance(table, PagedTable):
            table.arrived.connect(self._find_kept)
        else:
            table.modelReset.connect(self._find_kept)

    def set_actions(self, actions: Iterable[QAction]) -> None:
        """Offer these actions (the same as the buttons) on a right click."""
        self._actions = list(actions)

    def current_row(self) -> Any | None:
        """Return the dataclass of the current row."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def selected_rows(self) -> list[int]:
        """Return the places of the selected rows, from the top."""
        ranges = self.selectionModel().selection() if self.selectionModel() else []
        return sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})

    def select_id(self, wanted: Any) -> bool:
        """Make the row with an id current; False while it is not among the rows read."""
        row = self._table.row_of(wanted) if self._table is not None else None
        if row is None:
            self._wanted_id = wanted
            return False
        self._make_current(row)
        return True

    # -- keyboard and menus -------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is: Qt makes the first row current but does not select it."""
        super().focusInEvent(event)
        rows = self.model().rowCount() if self.model() is not None else 0
        if event.reason() in _BY_KEYBOARD and rows and not self.selected_rows():
            self._make_current(max(self.currentIndex().row(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies, Home and End go to the first and last row."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model() is not None:
            rows = self.model().rowCount()
            if rows:
                self._make_current(0 if event.key() == Qt.Key.Key_Home else rows - 1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def copy(self) -> None:
        """Copy the selected rows, visible columns in their order, as Excel pastes them."""
        if self._table is None:
            return
        columns = [self._table.columns[place] for place in self._visible_columns()]

        def put(rows: list[Any]) -> None:
            lines = ["\t".join(_cell(column.text(row)) for column in columns) for row in rows]
            if len(rows) > 1:
                lines.insert(0, "\t".join(column.title for column in columns))
            QGuiApplication.clipboard().setText("\n".join(lines))

        self._table.with_rows(self.selected_rows(), put)

    def context_menu(self) -> QMenu:
        """Build the menu of a right click: the given actions, then copying."""
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._actions)
        if self._actions:
            menu.addSeparator()
        copy = menu.addAction("คัดลอกแถวที่เลือก", QKeySequence("Ctrl+C"), self.copy)
        copy.setObjectName("copy_rows")
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.setEnabled(bool(self.selected_rows()))
        return menu

    def column_menu(self) -> QMenu:
        """Build the menu of the heads: which columns are shown, and the way back."""
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}_columns")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        visible = self._visible_columns()
        for place, column in enumerate(self._table.columns if self._table else ()):
            action = menu.addAction(column.title)
            action.setObjectName(f"column_{column.key}")
            action.setCheckable(True)
            action.setChecked(place in visible)
            action.setEnabled(place not in visible or len(visible) > 1)
            action.toggled.connect(lambda on, place=place: self.show_column(place, on))
        menu.addSeparator()
        menu.addAction("คืนคอลัมน์เริ่มต้น", self.forget)
        return menu

    def show_column(self, place: int, on: bool) -> None:
        """Show or hide a column and remember it."""
        self.setColumnHidden(place, not on)
        if on and self.columnWidth(place) < 24 and self._table is not None:
            self.setColumnWidth(place, self._scaled(self._table.columns[place].width))
        self._changed()

    # -- remembering --------------------------------------------------------------------------

    def remember(self) -> None:
        """Write widths, order, hidden columns and sorting to the settings."""
        self._remember.stop()
        if self._table is None:
            return
        head = self.horizontalHeader()
        columns = self._table.columns
        order = [columns[head.logicalIndex(at)].key for at in range(head.count())]
        shown = self._visible_columns()
        sort = head.sortIndicatorSection()
        state = {
            "order": order,
            "hidden": [column.key for at, column in enumerate(columns) if at not in shown],
            "widths": {columns[at].key: self.columnWidth(at) for at in shown},
            "sort": columns[sort].key if 0 <= sort < len(columns) else None,
            "down": head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
        }
        if state != self._settings.table_state(self.objectName()):
            self._settings.remember_table(self.objectName(), state)

    def forget(self) -> None:
        """Go back to the columns as the program made them."""
        self._filling = True
        head = self.horizontalHeader()
        for at in range(head.count()):
            head.moveSection(head.visualIndex(at), at)
        self._default_columns()
        self._filling = False
        self._changed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Write at once what has not been written yet."""
        if self._remember.isActive():
            self.remember()
        super().hideEvent(event)

    # -- inside -------------------------------------------------------------------------------

    def _dress(self) -> None:
        font = theme.grid_font()
        self.setFont(font)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(16)
        rows.setDefaultSectionSize(theme.row_height(font))
        head = self.horizontalHeader()
        head.setFont(font)
        head.setSectionsMovable(True)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setToolTip("คลิกเพื่อเรียง · ลากเพื่อย้าย · คลิกขวาเพื่อเลือกคอลัมน์")

    def _scaled(self, width: int) -> int:
        return width * self.font().pointSize() // 11

    def _default_columns(self) -> None:
        if self._table is None:
            return
        stretch = [at for at, column in enumerate(self._table.columns) if column.stretch]
        self.horizontalHeader().setStretchLastSection(not stretch)
        for at, column in enumerate(self._table.columns):
            self.setColumnWidth(at, self._scaled(column.width))
            self.setColumnHidden(at, not column.shown)
            if column.stretch:
                self.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def _restore(self) -> None:
        table = self._table
        if table is None:
            return
        head = self.horizontalHeader()
        state = self._settings.table_state(self.objectName())
        places = {column.key: at for at, column in enumerate(table.columns)}
        known = [key for key in state.get("order", ()) if key in places]
        for at, key in enumerate(known):
            head.moveSection(head.visualIndex(places[key]), at)
        hidden = set(state.get("hidden", ()))
        for key in known:
            self.setColumnHidden(places[key], key in hidden)
        for key, width in state.get("widths", {}).items():
            if key in places and isinstance(width, int) and 24 <= width <= 2000:
                self.setColumnWidth(places[key], width)
        self._restore_sort(state, places)

    def _restore_sort(self, state: dict[str, Any], places: dict[str, int]) -> None:
        table, head = self._table, self.horizontalHeader()
        down = bool(state.get("down"))
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        at = places.get(state.get("sort") or "", -1)
        if isinstance(table, PagedTable):
            if at >= 0 and table.columns[at].sort_key is not None:
                table.set_sort((str(table.columns[at].sort_key), down))
            at, order = table.sorting() or (-1, order)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(at, order)
        # Clicks on heads reach the model through this; it sorts once with the indicator above.
        self.setSortingEnabled(True)

    def _visible_columns(self) -> list[int]:
        head = self.horizontalHeader()
        ordered = [head.logicalIndex(at) for at in range(head.count())]
        return [at for at in ordered if not self.isColumnHidden(at)]

    def _changed(self, *_: object) -> None:
        if not self._filling:
            self._remember.start()

    def _sorted(self, section: int, _order: Qt.SortOrder) -> None:
        table = self._table
        if self._filling or not isinstance(table, PagedTable):
            self._changed()
            return
        now = table.sorting()
        if table.columns[section].sort_key is None and now is not None:
            self._filling = True  # a head that cannot sort shows no arrow
            self.horizontalHeader().setSortIndicator(*now)
            self._filling = False
            return
        self._changed()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        if row is not None:
            self.opened.emit(row)

    def _show_menu(self, at: QPoint) -> None:
        self.context_menu().popup(self.viewport().mapToGlobal(at))

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(ROW_ROLE) if current.isValid() else None
        self._current_id = current.data(ID_ROLE) if row is not None else None
        if current.isValid():
            self._wanted_id = None  # the user went elsewhere meanwhile
        self.chosen.emit(row)

    def _keep(self) -> None:
        self._kept_id = self._current_id

    def _find_kept(self) -> None:
        """Hold the current row by its id, wherever it stands after reading again."""
        table, current = self._table, self.currentIndex()
        if table is None:
            return
        if self._wanted_id is not None:
            self.select_id(self._wanted_id)
            return
        kept = self._current_id if self._current_id is not None else self._kept_id
        self._kept_id = None
        if kept is None:
            if current.isValid() and current.data(ROW_ROLE) is not None:
                self._current_changed(current, QModelIndex())
            return
        row = table.row_of(kept)
        if row is not None and row != current.row():
            self._make_current(row)
        elif row is not None:
            self.chosen.emit(current.data(ROW_ROLE))

    def _make_current(self, row: int) -> None:
        column = max(self.currentIndex().column(), 0)
        if self.isColumnHidden(column):
            column = (self._visible_columns() or [0])[0]
        self.selectionModel().setCurrentIndex(
            self.model().index(row, column),
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )


def _cell(text: str) -> str:
    return plain(text).replace("\t", " ").replace("\n", " ")
