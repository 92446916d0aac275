"""The grid in which a value of the law is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hrdesk.ui import icons, theme
from hrdesk.ui.pages.law.sheet import CSV, ONE, PATHS, RECORDS, Sheet
from hrdesk.ui.pages.law.words import key_words
from hrdesk.ui.thai_text import plain

_WIDEST = 320  # pixels of a column before its text is cut
_NARROWEST = 70
_HEAD = 24  # letters of the law's own word for a row


class _Grid(QTableWidget):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab leads on to the next field, Enter begins to type, as in other tables."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentItem() is not None:
            self.editItem(self.currentItem())
            event.accept()
            return
        super().keyPressEvent(event)


class SheetEditor(QWidget):
    """A value as a grid: typing in cells, rows added and taken away where its kind has rows."""

    changed = Signal()

    def __init__(
        self, sheet: Sheet, labels: Mapping[str, str], unit: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mode = sheet
        self._labels = labels
        self._unit = unit
        self.grid = _Grid(0, 0, self)
        self.grid.setObjectName("law_grid")
        self.grid.setAccessibleName("ค่าใหม่")
        self.grid.setFont(theme.grid_font())
        self.grid.setTabKeyNavigation(False)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.grid.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.grid.setToolTip("พิมพ์ในช่องได้ทันที · Ins เพิ่มแถว · Ctrl+Del ลบแถว")
        self.grid.verticalHeader().setDefaultSectionSize(theme.row_height(theme.grid_font()))
        self.add = self._button("law_row_add", "เพิ่มแถว", "add", "Ins", self.add_row)
        self.remove = self._button("law_row_remove", "ลบแถว", "delete", "Ctrl+Del", self.remove_row)
        for button in (self.add, self.remove):
            button.setVisible(sheet.mode != ONE)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.grid, 1)
        rows.addLayout(buttons)
        self.setFocusProxy(self.grid)
        self.show_sheet(sheet)
        self.grid.itemChanged.connect(lambda _item: self.changed.emit())

    def sheet(self) -> Sheet:
        """Return the grid as it is typed."""
        rows = []
        for row in range(self.grid.rowCount()):
            items = [self.grid.item(row, column) for column in range(self.grid.columnCount())]
            rows.append(tuple(plain(item.text()) if item else "" for item in items))
        return replace(self._mode, rows=tuple(rows))

    def show_sheet(self, sheet: Sheet) -> None:
        """Fill the grid."""
        self._mode = sheet
        heads = list(sheet.heads)
        if sheet.mode in {RECORDS, CSV}:
            heads = [key_words(head, self._labels) for head in heads]
        elif self._unit:
            heads[-1] = f"{heads[-1]} ({self._unit})"
        self.grid.blockSignals(True)
        self.grid.setRowCount(0)
        self.grid.setColumnCount(len(heads))
        self.grid.setHorizontalHeaderLabels(heads)
        for row in sheet.rows or (("",) * len(sheet.heads),):
            self._put(self.grid.rowCount(), row)
        self.grid.blockSignals(False)
        head = self.grid.horizontalHeader()
        self.grid.resizeColumnsToContents()
        for column in range(self.grid.columnCount()):
            width = min(max(self.grid.columnWidth(column), _NARROWEST), _WIDEST)
            self.grid.setColumnWidth(column, width)
        head.setStretchLastSection(True)
        wide = sheet.mode in {CSV, RECORDS}
        self.grid.setCurrentCell(0, int(sheet.keyed) if wide else self.grid.columnCount() - 1)

    def add_row(self) -> None:
        """Add a row below the present one; in nested values it begins in the same place."""
        at = self.grid.currentRow()
        before = self.sheet().rows[at] if 0 <= at < self.grid.rowCount() else ()
        fresh = [""] * self.grid.columnCount()
        if self._mode.mode == PATHS and len(before) > 2:
            fresh[: len(before) - 2] = before[: len(before) - 2]
        self.grid.blockSignals(True)
        self._put(at + 1, tuple(fresh))
        self.grid.blockSignals(False)
        self.grid.setCurrentCell(at + 1, next((n for n, text in enumerate(fresh) if not text), 0))
        self.grid.setFocus()
        self.changed.emit()

    def remove_row(self) -> None:
        """Take the present row away."""
        if self.grid.currentRow() >= 0 and self._mode.mode != ONE:
            self.grid.removeRow(self.grid.currentRow())
            self.changed.emit()

    def _put(self, at: int, row: tuple[str, ...]) -> None:
        self.grid.insertRow(at)
        words = self._labels.get(row[0], "") if row else ""
        head = QTableWidgetItem(words[:_HEAD] + "…" if len(words) > _HEAD else words or str(at + 1))
        head.setToolTip(words)
        self.grid.setVerticalHeaderItem(at, head)
        codes = len(row) - 1 if self._mode.mode == PATHS else int(self._mode.keyed)
        for column, text in enumerate(row):
            item = QTableWidgetItem(text)
            if column < codes and text:
                item.setToolTip(key_words(text, self._labels))
            self.grid.setItem(at, column, item)

    def _button(self, name: str, words: str, picture: str, keys: str, call: object) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setShortcut(keys)
        made.setToolTip(f"{words} ({keys})")
        made.setAutoDefault(False)
        icons.set_icon(made, picture)
        made.clicked.connect(call)
        return made
