"""The rows of a small table to type in: texts, closed lists and partial dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from hrdesk.rules.dates import DateError, PartialDate
from hrdesk.services.errors import DomainError
from hrdesk.ui import theme
from hrdesk.ui.messages import sentence
from hrdesk.ui.thai_text import plain

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """One column: closed lists have ``choices`` as (code, Thai words), dates may be partial."""

    key: str
    title: str
    width: int = 120
    choices: tuple[tuple[str, str], ...] = ()
    date: bool = False
    required: bool = False
    default: str = ""


class RowsModel(QAbstractTableModel):
    """Rows of texts; a date is written the usual way, or stays with its reason."""

    def __init__(self, cells: Sequence[Cell], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cells = tuple(cells)
        self._rows: list[dict[str, str]] = []
        self._errors: dict[tuple[int, str], str] = {}

    def rows(self) -> list[dict[str, str]]:
        """Return the rows as typed, without those that hold nothing."""
        return [dict(row) for row in self._rows if not self._blank(row)]

    def set_rows(self, rows: Sequence[dict[str, str]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = [dict(row) for row in rows]
        self._errors.clear()
        self.endResetModel()

    def add(self, at: int) -> None:
        """Put an empty row at a place."""
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows.insert(at, {cell.key: cell.default for cell in self.cells})
        self._errors.clear()
        self.endInsertRows()

    def remove(self, at: int) -> None:
        """Take a row away."""
        self.beginRemoveRows(QModelIndex(), at, at)
        del self._rows[at]
        self._errors.clear()
        self.endRemoveRows()

    def move(self, at: int, step: int) -> int:
        """Move a row up (-1) or down (1); returns where it stands."""
        to = at + step
        if not 0 <= to < len(self._rows):
            return at
        place = to + 1 if step > 0 else to
        self.beginMoveRows(QModelIndex(), at, at, QModelIndex(), place)
        self._rows.insert(to, self._rows.pop(at))
        self._errors.clear()
        self.endMoveRows()
        return to

    def set_error(self, stored_row: int, key: str, words: str) -> None:
        """Mark a cell as wrong; ``stored_row`` counts only rows that hold something."""
        filled = [at for at, row in enumerate(self._rows) if not self._blank(row)]
        if stored_row < len(filled):
            self._errors[filled[stored_row], key] = words
            self._touch()

    def clear_errors(self) -> None:
        """Take the marks away."""
        self._errors.clear()
        self._touch()

    def errors(self) -> list[tuple[int, str, str]]:
        """Return (row from 1, column title, reason) of every wrong cell."""
        titles = {cell.key: cell.title for cell in self.cells}
        return [
            (at + 1, titles.get(key, ""), why) for (at, key), why in sorted(self._errors.items())
        ]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.cells)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer a view's question about a cell."""
        if not index.isValid():
            return None
        cell = self.cells[index.column()]
        value = self._rows[index.row()].get(cell.key, "")
        if role == Qt.ItemDataRole.EditRole:
            return value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return next((words for code, words in cell.choices if code == value), value)
        return self._look(cell, self._errors.get((index.row(), cell.key)), role)

    @staticmethod
    def _look(cell: Cell, error: str | None, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return error or ("ไม่ทราบวันหรือเดือนให้ใส่ 00 เช่น 00/05/2540" if cell.date else None)
        if error and role == Qt.ItemDataRole.BackgroundRole:
            return theme.colour("bad_soft")
        if error and role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("bad")
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into a cell."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        cell = self.cells[index.column()]
        text = " ".join(plain(str(value)).split())
        self._errors.pop((index.row(), cell.key), None)
        if cell.date and text:
            try:
                text = PartialDate.parse(text).format()
            except DateError as problem:
                why = sentence(DomainError(problem.code, **problem.facts))
                self._errors[index.row(), cell.key] = why
        self._rows[index.row()][cell.key] = text
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every cell can be typed in."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        editable = Qt.ItemFlag.ItemIsEditable
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | editable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Answer a view's question about a head."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        cell = self.cells[section]
        return f"{cell.title} *" if cell.required else cell.title

    def _blank(self, row: dict[str, str]) -> bool:
        return all(row.get(cell.key, "") in ("", cell.default) for cell in self.cells)

    def _touch(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.cells) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
