"""How the grid of points is drawn: heads with their maxima, and the current cell large."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hrdesk.ui import theme
from hrdesk.ui.pages.scoring.grid_model import CELL_ROLE
from hrdesk.ui.thai_text import breakable

_PAD = 6
_LARGER = 6  # points: the cell one types in
_LINES = 3  # of a criterion's name in its head
_LOW = 14  # lines of text: a lower grid has shorter heads
_TONES = {"pending": "info", "failed": "bad", "closed": "muted", "barred": "muted"}


def points_font() -> QFont:
    """Return the font of points: a little larger than the text of a list."""
    font = theme.grid_font()
    font.setPointSize(font.pointSize() + 1)
    return font


def current_font() -> QFont:
    """Return the font of the cell one types in."""
    font = theme.grid_font()
    font.setPointSize(font.pointSize() + _LARGER)
    font.setBold(True)
    return font


def points_row_height() -> int:
    """Return a row's height in which the large figures stand without touching its edges."""
    return max(theme.row_height(theme.grid_font()), QFontMetrics(current_font()).height() + 6)


class PointsHead(QHeaderView):
    """Heads of the grid: the criterion's name in up to three lines, below it its maximum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("points_head")
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """Return room for three lines of name, two in a low window, and one of maximum."""
        metrics = QFontMetrics(theme.grid_font())
        table = self.parentWidget()
        low = table is not None and table.height() < _LOW * metrics.height()
        lines = _LINES - 1 if low else _LINES
        return QSize(super().sizeHint().width(), (lines + 1) * metrics.height() + 2 * _PAD)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one head; the current column's stands out."""
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        name, _, most = words.partition("\n")
        table = self.parent()
        here = hasattr(table, "currentIndex") and table.currentIndex().column() == section
        painter.save()
        painter.fillRect(rect, theme.colour("accent_soft" if here and most else "sunken"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        box = rect.adjusted(_PAD, _PAD // 2, -_PAD, -_PAD // 2)
        font = theme.grid_font()
        below = QFontMetrics(font).height() if most else 0
        painter.setPen(theme.colour("text"))
        painter.setFont(font)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = box.adjusted(0, 0, 0, -below)
        painter.drawText(room, int(flags), breakable(fitting(name, font, room)))
        if most:
            font.setBold(True)
            painter.setFont(font)
            foot = QRect(box.left(), box.bottom() - below, box.width(), below + 1)
            painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), most)
        painter.restore()


def fitting(text: str, font: QFont, room: QRect) -> str:
    """Return a text cut with dots so that its wrapped lines fit a box."""
    metrics = QFontMetrics(font)
    flags = int(Qt.TextFlag.TextWordWrap)
    if metrics.boundingRect(room, flags, breakable(text)).height() <= room.height():
        return text
    cut = text
    while cut and metrics.boundingRect(room, flags, breakable(f"{cut}…")).height() > room.height():
        cut = cut[:-1]
    return f"{cut.rstrip()}…"


class PointsDelegate(QStyledItemDelegate):
    """Draws points: the current cell large in a frame, what is not stored in red."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw ground, figure and frame of one cell."""
        view = option.widget
        state = index.data(CELL_ROLE) or "open"
        here = view is not None and index == view.currentIndex()
        typed = view.typed if here else None
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, theme.colour(_ground(state, here=here, selected=selected)))
        box = option.rect.adjusted(_PAD, 0, -_PAD - 2, 0)
        text = str(index.data() or "") if typed is None else f"{typed}▏"
        painter.setFont(current_font() if here else points_font())
        tone = "text" if typed is not None else _TONES.get(state, "text")
        painter.setPen(theme.colour(tone))
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text
        )
        if state == "failed" and typed is None:
            _mark(painter, option.rect)
        if here:
            focused = view.hasFocus()
            painter.setPen(QPen(theme.colour("focus" if focused else "muted"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()


def _ground(state: str, *, here: bool, selected: bool) -> str:
    if state == "failed":
        return "bad_soft"
    if here and state in {"open", "pending"}:
        return "surface"
    if selected and not here:
        return "accent_soft"
    return "sunken" if state in {"closed", "barred"} else "surface"


def _mark(painter: QPainter, rect: QRect) -> None:
    """Draw an exclamation mark: red alone would not be seen by everybody."""
    painter.setFont(points_font())
    painter.drawText(
        rect.adjusted(_PAD, 0, 0, 0),
        int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
        "!",
    )
