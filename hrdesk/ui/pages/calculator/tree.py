"""The tree of a result: what came out, and below it why; it can be copied as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTreeView, QWidget

from hrdesk.ui import theme
from hrdesk.ui.pages.calculator.results import Line

HEADS = ("รายการ", "ค่า", "หน่วย", "วิธีคิดและข้อกฎหมาย")
_WIDTHS = (200, 140, 64, 320)
_OPEN_FLOORS = 3
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Node(NamedTuple):
    line: Line
    above: int  # the place of the line above among all nodes; -1 for none
    row: int  # among those below the same line
    below: list[int]


class _Lines(QAbstractItemModel):
    """Lines by their places in one list: a view holds numbers, never an object of Python.

    Items of Qt's own tree are kept half by Python and half by Qt; clearing them while a view
    looks at one has ended the program.
    """

    def __init__(self, bold: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bold = bold
        self._nodes: list[_Node] = []
        self._top: list[int] = []

    def show(self, lines: tuple[Line, ...]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._nodes = []
        self._top = [self._add(line, -1, row) for row, line in enumerate(lines)]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many lines stand below one."""
        return 0 if parent.isValid() and parent.column() else len(self._below(parent))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return len(HEADS)

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the place of a cell."""
        below = self._below(parent)
        if 0 <= row < len(below) and 0 <= column < len(HEADS):
            return self.createIndex(row, column, below[row])
        return QModelIndex()

    def parent(self, index: _Index | None = None) -> Any:
        """Return the place of the line above; without an index the object's own parent."""
        if index is None:
            return super().parent()
        above = self._nodes[index.internalId()].above if index.isValid() else -1
        return QModelIndex() if above < 0 else self.createIndex(self._nodes[above].row, 0, above)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Answer the view's question about a cell."""
        if not index.isValid():
            return None
        node, column = self._nodes[index.internalId()], index.column()
        line = node.line
        texts = (line.label, line.value, line.unit, line.clause)
        answers: dict[int, Any] = {
            _Role.DisplayRole: texts[column],
            _Role.ToolTipRole: texts[column],
        }
        if column == 0 and line.code:
            answers[_Role.ToolTipRole] = f"{line.label}\n{line.code}"
        if column == 0 and node.above < 0:
            answers[_Role.FontRole] = self._bold
        if column == 1:
            answers[_Role.TextAlignmentRole] = _RIGHT
        return answers.get(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Return a heading."""
        shown = orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole
        return HEADS[section] if shown and 0 <= section < len(HEADS) else None

    def _below(self, index: _Index) -> list[int]:
        return self._nodes[index.internalId()].below if index.isValid() else self._top

    def _add(self, line: Line, above: int, row: int) -> int:
        place = len(self._nodes)
        node = _Node(line, above, row, [])
        self._nodes.append(node)
        node.below.extend(self._add(each, place, at) for at, each in enumerate(line.children))
        return place


class ResultTree(QTreeView):
    """Lines with value, unit and clause; Ctrl+C copies all of it."""

    def __init__(self, text: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setObjectName("result_tree")
        self.setAccessibleName("ผลการคำนวณและเหตุผล")
        self.lines: tuple[Line, ...] = ()
        self.setFont(theme.grid_font())
        bold = QFont(self.font())
        bold.setBold(True)
        self._model = _Lines(bold, self)
        self.setModel(self._model)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setToolTip("→ ← ขยายและพับ · Ctrl+C คัดลอกทั้งหมดเป็นข้อความ")
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, width)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show lines, the upper floors open."""
        self.lines = lines
        self._model.show(lines)
        self.expandToDepth(_OPEN_FLOORS - 1)
        if lines:
            self.setCurrentIndex(self._model.index(0, 0))

    def copy(self) -> None:
        """Copy the whole result as text."""
        QGuiApplication.clipboard().setText(self._text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies everything, not only one cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
            return
        super().keyPressEvent(event)
