"""A small table to type in: degrees and stretches of service, with rows added, moved, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.ui import icons, theme
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.person.rows_model import Cell, RowsModel
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_Index = QModelIndex | QPersistentModelIndex
_MOST_SHOWN = 8  # rows before the table scrolls


class _CellEditor(QStyledItemDelegate):
    """A list for closed columns, a line for all others."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Make the editor of a cell."""
        cell = index.model().cells[index.column()]
        if not cell.choices:
            editor = QLineEdit(parent)
            editor.setFrame(False)
            editor.setStyleSheet("QLineEdit { border-radius: 0; padding: 0 4px; }")
            editor.setAccessibleName(cell.title)
            return editor
        made = QComboBox(parent)
        made.setAccessibleName(cell.title)
        if not cell.required:
            made.addItem("", "")
        for code, words in cell.choices:
            made.addItem(words, code)
        made.activated.connect(lambda _at: self.commitData.emit(made))
        return made

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Show the cell's value in its editor."""
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(value), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(value)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Take the editor's value."""
        value = editor.currentData() if isinstance(editor, QComboBox) else editor.text()
        model.setData(index, value)


class _Table(QTableView):
    """Typing edits at once; Ins adds a row, Ctrl+Del removes it, Alt with arrows moves it."""

    asked = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of rows before the cells get them."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        asked = {
            Qt.Key.Key_Insert: "add",
            Qt.Key.Key_Delete: "remove" if ctrl else "clear",
            Qt.Key.Key_Up: "up" if alt else "",
            Qt.Key.Key_Down: "down" if alt else "",
        }.get(Qt.Key(event.key()), "")
        if asked == "clear":
            if self.currentIndex().isValid():
                self.model().setData(self.currentIndex(), "")
        elif asked:
            self.asked.emit(asked)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not ctrl:
            # The Enter that ends an open cell comes here too: it must not open it again.
            if self.state() != QAbstractItemView.State.EditingState:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep Alt with arrows from the window, which goes back and forward with others."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                event.accept()
                return True
        return super().event(event)


class RowsEditor(QWidget):
    """The table with its buttons and what is wrong in it."""

    changed = Signal()

    def __init__(
        self, label: str, name: str, cells: Sequence[Cell], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.model = RowsModel(cells, self)
        self.table = _Table(self)
        self.table.setObjectName(f"{name}_table")
        self.table.setAccessibleName(label)
        self.table.setToolTip("พิมพ์หรือ F2 แก้ไข · Ins เพิ่มแถว · Ctrl+Del ลบแถว · Alt+↑↓ ย้ายแถว")
        self.table.setModel(self.model)
        self.table.setItemDelegate(_CellEditor(self.table))
        self._dress(cells)
        self._title = QLabel(label, self)
        set_role(self._title, "subtitle")
        self._error = QLabel(self)
        self._error.setObjectName(f"{name}_error")
        self._error.setWordWrap(True)
        set_role(self._error, "error")
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._title)
        buttons.addStretch()
        for key, words, picture in (
            ("add", "เพิ่มแถว", "add"),
            ("remove", "ลบแถว", "delete"),
            ("up", "เลื่อนขึ้น", "up"),
            ("down", "เลื่อนลง", "down"),
        ):
            buttons.addWidget(self._button(f"{name}_{key}", words, picture, key))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(buttons)
        rows.addWidget(self.table)
        rows.addWidget(self._error)
        self.table.asked.connect(self._do)
        for signal in (
            self.model.dataChanged,
            self.model.rowsInserted,
            self.model.rowsRemoved,
            self.model.rowsMoved,
            self.model.modelReset,
        ):
            signal.connect(self._told)
        self._fit()

    def rows(self) -> list[dict[str, str]]:
        """Return what is typed; an open cell counts."""
        return self.model.rows()

    def set_rows(self, rows: Sequence[dict[str, str]]) -> None:
        """Show other rows."""
        self.model.set_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def show_error(self, row: int, key: str, problem: DomainError) -> None:
        """Say beside the table what is wrong in a cell."""
        self.model.set_error(row, key, sentence(problem))

    def clear_errors(self) -> None:
        """Take the errors away: before saving again."""
        self.model.clear_errors()

    def error(self) -> str:
        """Return what is said under the table."""
        return str(self._error.property("whole") or "")

    def _do(self, what: str) -> None:
        at = self.table.currentIndex().row()
        column = max(self.table.currentIndex().column(), 0)
        if what == "add":
            at = at + 1 if at >= 0 else self.model.rowCount()
            self.model.add(at)
            self.table.setCurrentIndex(self.model.index(at, 0))
            self.table.setFocus()
        elif at < 0:
            return
        elif what == "remove":
            self.model.remove(at)
            left = min(at, self.model.rowCount() - 1)
            if left >= 0:
                self.table.setCurrentIndex(self.model.index(left, column))
        else:
            to = self.model.move(at, -1 if what == "up" else 1)
            self.table.setCurrentIndex(self.model.index(to, column))

    def _told(self, *_: object) -> None:
        lines = [f"แถวที่ {row} {title}: {why}" for row, title, why in self.model.errors()]
        self._error.setProperty("whole", "\n".join(lines))
        self._error.setText(breakable("\n".join(lines)))
        self._error.setVisible(bool(lines))
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        rows = max(1, min(self.model.rowCount(), _MOST_SHOWN))
        head = self.table.horizontalHeader().sizeHint().height()
        height = self.table.verticalHeader().defaultSectionSize()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(head + rows * height + bar + 2 * self.table.frameWidth())

    def _dress(self, cells: Sequence[Cell]) -> None:
        table = self.table
        font = theme.grid_font()
        table.setFont(font)
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        table.setTabKeyNavigation(False)
        table.verticalHeader().setDefaultSectionSize(theme.row_height(font) + 6)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, cell in enumerate(cells):
            table.setColumnWidth(at, cell.width)
        head.setStretchLastSection(True)

    def _button(self, name: str, words: str, picture: str, key: str) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAccessibleName(f"{words} {self.table.accessibleName()}")
        icons.set_icon(made, picture)
        call: Callable[[], None] = lambda: self._do(key)  # noqa: E731 - one per button
        made.clicked.connect(lambda _checked=False: call())
        return made
