"""The widths of the grid of points: names and totals their room, the criteria the rest."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from hrdesk.ui import theme
from hrdesk.ui.pages.scoring.grid_model import GridModel

_NARROWEST, _WIDEST = 76, 190  # pixels at 11 pt of a column of points
_TAIL = {"รวมใบนี้": 84, "ใบคะแนน": 144, "เฉลี่ยทุกใบ": 92, "ผล": 92}
_NAMES = 0.27  # of the width at most for the names


def share_width(view: QTableView, table: GridModel) -> None:
    """Set the width of every column and of the names for the view as wide as it is."""
    scale = theme.grid_font().pointSize() / 11
    names = view.verticalHeader()
    whole = view.width() - 2 * view.frameWidth() - view.verticalScrollBar().sizeHint().width()
    wanted = max(
        (
            names.fontMetrics().horizontalAdvance(table.row_words(row)) + 24
            for row in range(table.rowCount())
        ),
        default=120,
    )
    names.setFixedWidth(int(min(max(wanted, 120), max(whole * _NAMES, 150))))
    points = len(table.criteria)
    tail = 0
    for column in range(points, table.columnCount()):
        head = table.headerData(column, Qt.Orientation.Horizontal)
        width = int(_TAIL.get(head, 90) * scale)
        view.setColumnWidth(column, width)
        tail += width
    if points:
        room = (whole - names.width() - tail) // points
        each = int(min(max(room, _NARROWEST * scale), _WIDEST * scale))
        for column in range(points):
            view.setColumnWidth(column, each)
