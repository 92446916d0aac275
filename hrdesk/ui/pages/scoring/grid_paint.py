"""How the grid of points is drawn: heads with their maxima, and the current cell large."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hrdesk.ui import icons, theme
from hrdesk.ui.models.columns import Status
from hrdesk.ui.thai_text import breakable

_PAD = 6
_LARGER = 6  # points: the cell one types in
_LINES = 3  # of a criterion's name in its head
_LOW = 14  # lines of text: a lower grid has shorter heads
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_TONES = {"pending": "info", "failed": "bad", "closed": "muted", "barred": "muted"}


def tail_font() -> QFont:
    """Return the font of totals and states."""
    return _font(theme.grid_font().pointSize())


def points_font() -> QFont:
    """Return the font of points: a little larger than the text of a list."""
    return _font(theme.grid_font().pointSize() + 1)


def current_font() -> QFont:
    """Return the font of the cell one types in."""
    return _font(theme.grid_font().pointSize() + _LARGER, bold=True)


@cache
def _font(points: int, *, bold: bool = False) -> QFont:
    return theme.screen_font(points, bold=bold)


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
    return _fitting(text, font.key(), room.width(), room.height())


@lru_cache(maxsize=512)
def _fitting(text: str, font_key: str, width: int, height: int) -> str:
    font = QFont()
    font.fromString(font_key)
    metrics, room = QFontMetrics(font), QRect(0, 0, width, height)
    flags = int(Qt.TextFlag.TextWordWrap)
    cut = text
    while cut:
        tried = text if cut is text else f"{cut.rstrip()}…"
        if metrics.boundingRect(room, flags, breakable(tried)).height() <= height:
            return tried
        cut = cut[:-1]
    return "…"


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
        # Asked directly: the way through Qt's roles takes longer than the drawing.
        shown, state = view.table.look(index.row(), index.column())
        here = index == view.currentIndex()
        typed = view.typed if here else None
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, theme.colour(_ground(state, here=here, selected=selected)))
        box = option.rect.adjusted(_PAD, 0, -_PAD - 2, 0)
        text = shown if typed is None else f"{typed}▏"
        painter.setFont(current_font() if here else points_font())
        tone = "text" if typed is not None else _TONES.get(state, "text")
        painter.setPen(theme.colour(tone))
        painter.drawText(box, _RIGHT, text)
        if state == "failed" and typed is None:
            _mark(painter, option.rect)
        if here:
            focused = view.hasFocus()
            painter.setPen(QPen(theme.colour("focus" if focused else "muted"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))


class TailDelegate(QStyledItemDelegate):
    """Draws totals and states plainly: a cell is drawn at every key, so it must cost little."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a figure, or a state's picture and word."""
        painter.fillRect(option.rect, theme.colour("surface"))
        box = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        status = option.widget.table.tail(index.row(), index.column())
        painter.setFont(tail_font())
        if not isinstance(status, Status):
            painter.setPen(theme.colour("text"))
            painter.drawText(box, _RIGHT, status or "")
            return
        if status.icon and icons.loaded():
            side = option.fontMetrics.height() - 4
            spot = QRect(box.left(), box.center().y() - side // 2, side, side)
            icons.icon(status.icon, status.tone).paint(painter, spot)
            box.adjust(side + _PAD, 0, 0, 0)
        painter.setPen(theme.colour(status.tone))
        painter.drawText(box, _LEFT, status.word)


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
