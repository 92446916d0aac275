"""Draws a state as picture, word and colour in a table's cell."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hrdesk.ui import icons, theme
from hrdesk.ui.models.columns import STATUS_ROLE

_GAP = 6


class StatusDelegate(QStyledItemDelegate):
    """Reads ``STATUS_ROLE``; cells without a status are drawn as usual."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Give the word the colour of its tone where the row is not selected."""
        super().initStyleOption(option, index)
        status = index.data(STATUS_ROLE)
        if status is None:
            return
        tone = status.tone if status.tone in theme.current().colours else "text"
        option.palette.setColor(QPalette.ColorRole.Text, theme.colour(tone))
        if status.tone in ("bad", "warn"):
            option.font.setBold(status.tone == "bad")

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground, the picture and the word."""
        status = index.data(STATUS_ROLE)
        # Before the family is loaded the word stands alone: the first paint does not wait.
        if status is None or not status.icon or not icons.loaded():
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        style = option.widget.style()
        word, option.text = option.text, ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        tone = status.tone if status.tone in theme.current().colours else "text"
        ink = "select_text" if selected else tone
        side = option.fontMetrics.height() - 4
        box = option.rect.adjusted(_GAP, 0, -_GAP, 0)
        picture = QRect(box.left(), box.center().y() - side // 2, side, side)
        icons.icon(status.icon, ink).paint(painter, picture)
        painter.save()
        painter.setFont(option.font)
        painter.setPen(theme.colour(ink))
        room = box.adjusted(side + _GAP, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        short = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(flags), short)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Leave room for the picture."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + option.fontMetrics.height() + _GAP, size.height())
