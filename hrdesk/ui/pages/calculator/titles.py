"""Long Thai titles in a narrow list: on as many lines as they need, never cut."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

_Index = QModelIndex | QPersistentModelIndex
_SIDE, _AIR = 10, 7  # pixels beside and above the words
_TALLEST = 1000


class WrappedTitles(QStyledItemDelegate):
    """Qt's own delegate cuts the last line of Thai text that it breaks."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room that all lines need at the list's width."""
        view = self.parent()
        assert isinstance(view, QListView)
        width = max(view.viewport().width(), 4 * _SIDE)
        room = QRect(0, 0, width - 2 * _SIDE, _TALLEST)
        words = view.fontMetrics().boundingRect(
            room, Qt.TextFlag.TextWordWrap, str(index.data(Qt.ItemDataRole.DisplayRole))
        )
        return QSize(width, words.height() + 2 * _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row as the style does, and the words over it."""
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        words, row.text = row.text, ""
        row.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget
        )
        painter.save()
        painter.setFont(row.font)
        painter.setPen(row.palette.color(QPalette.ColorRole.Text))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(row.rect.adjusted(_SIDE, 0, -_SIDE, 0), flags, words)
        painter.restore()
