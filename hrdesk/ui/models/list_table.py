"""A table of rows that are all in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hrdesk.ui.models.columns import ID_ROLE, ROW_ROLE, Column

_Index = QModelIndex | QPersistentModelIndex


class ListTable(QAbstractTableModel):
    """Rows are frozen dataclasses; sorting is in memory and in Thai order."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[Any] = (),
        row_id: Callable[[Any], Any] = lambda row: getattr(row, "id", None),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows = list(rows)
        self._given = list(self._rows)
        self._row_id = row_id
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Show other rows, in the order the user chose."""
        self.beginResetModel()
        self._given = list(rows)
        self._rows = self._ordered()
        self.endResetModel()

    def rows(self) -> list[Any]:
        """Return the rows as they are shown."""
        return list(self._rows)

    def row_at(self, row: int) -> Any | None:
        """Return the row's dataclass."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, wanted: Any) -> int | None:
        """Return where the row with an id stands."""
        found = (place for place, row in enumerate(self._rows) if self._row_id(row) == wanted)
        return next(found, None)

    def with_rows(self, rows: Sequence[int], done: Callable[[list[Any]], None]) -> None:
        """Give these rows to ``done``; they are all here."""
        done([self._rows[row] for row in rows if 0 <= row < len(self._rows)])

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer a view's question about a cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == ID_ROLE:
            return self._row_id(row)
        return self.columns[index.column()].data(row, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Answer a view's question about a head."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return self.columns[section].header(role)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings back the order in which the rows came."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [(index, self._rows[index.row()]) for index in before]
        self._sorted = (column, order) if 0 <= column < len(self.columns) else None
        self._rows = self._ordered()
        places = {id(row): place for place, row in enumerate(self._rows)}
        after = [self.index(places[id(row)], index.column()) for index, row in held]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _ordered(self) -> list[Any]:
        rows = list(self._given)
        if self._sorted is None:
            return rows
        place, order = self._sorted
        column = self.columns[place]
        keys = {id(row): column.order(row) for row in rows}
        # Stable both ways, and empty cells last in either direction.
        filled = [row for row in rows if not keys[id(row)][0]]
        empty = [row for row in rows if keys[id(row)][0]]
        filled.sort(key=lambda row: keys[id(row)][1], reverse=order == Qt.SortOrder.DescendingOrder)
        return filled + empty
