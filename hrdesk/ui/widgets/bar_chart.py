"""Horizontal bars with their values written: read without colour, by keyboard and by readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from hrdesk.ui import theme

_GAP = 8
_PAD = 4
_WIDEST_NAME = 0.4  # of the widget: longer names are cut and told in the tip
_TONES = ("accent", "warn")
# The second bar is hatched: who sees no colours tells the two apart.
_PATTERNS = (Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the chart: its name and a value for each series."""

    name: str
    values: tuple[int, ...]


class BarChart(QWidget):
    """Bars of one or two series under each other; up and down go through the lines."""

    opened = Signal(int)  # the line's place: Enter or double click

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._series: tuple[str, ...] = ()
        self._bars: tuple[Bar, ...] = ()
        self._current = 0
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.watcher().changed.connect(self._dress)
        self._dress()

    def show_bars(self, label: str, series: Sequence[str], bars: Sequence[Bar]) -> None:
        """Show other bars; ``series`` names the values of each, at most two."""
        self._label = label
        self._series = tuple(series)
        self._bars = tuple(bars)
        self._current = 0
        self.setMinimumHeight(self._height())
        self.updateGeometry()
        self._tell()
        self.update()

    @property
    def current(self) -> int:
        """The place of the line that the keyboard is at."""
        return self._current

    def text(self, place: int) -> str:
        """Return one line as it is read out: the name, then each series with its value."""
        bar = self._bars[place]
        said = " ".join(f"{name} {value:,}" for name, value in self._pairs(bar))
        return f"{bar.name}: {said}"

    def sizeHint(self) -> QSize:
        """Ask for the height of all lines."""
        return QSize(400, self._height())

    # -- keyboard and mouse -------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, down, Home and End choose a line; Enter opens it."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        last = len(self._bars) - 1
        if event.key() in steps and 0 <= self._current + steps[Qt.Key(event.key())] <= last:
            self._choose(self._current + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._bars:
            self._choose(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._bars:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the line under the mouse."""
        place = self._line_at(event.position().toPoint().y())
        if place is not None:
            self._choose(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the line under the mouse."""
        place = self._line_at(event.position().toPoint().y())
        if place is not None:
            self.opened.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show and tell where the keyboard is."""
        super().focusInEvent(event)
        self._tell()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell the whole line in a tip: a long name is cut in the picture."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._line_at(event.pos().y())
            QToolTip.showText(event.globalPos(), self.text(place) if place is not None else "")
            return True
        return super().event(event)

    # -- drawing ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the legend and every line."""
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        self._paint_legend(painter)
        most = max((value for bar in self._bars for value in bar.values), default=0)
        names = self._name_width()
        for place, bar in enumerate(self._bars):
            self._paint_line(painter, place, bar, names, max(most, 1))
        painter.end()

    def _paint_legend(self, painter: QPainter) -> None:
        metrics = self.fontMetrics()
        left, side = _PAD, metrics.ascent()
        for place, name in enumerate(self._series):
            box = QRect(left, _PAD + (metrics.height() - side) // 2, side, side)
            self._fill(painter, box, place)
            width = metrics.horizontalAdvance(name)
            painter.setPen(theme.colour("text"))
            painter.drawText(
                QRect(box.right() + _PAD, _PAD, width + _PAD, metrics.height()),
                Qt.AlignmentFlag.AlignVCenter,
                name,
            )
            left = box.right() + width + 3 * _GAP

    def _paint_line(self, painter: QPainter, place: int, bar: Bar, names: int, most: int) -> None:
        metrics = self.fontMetrics()
        line = QRect(0, self._top(place), self.width(), self._line_height())
        if self.hasFocus() and place == self._current:
            painter.fillRect(line, theme.colour("accent_soft"))
            painter.setPen(QPen(theme.colour("focus"), 1))
            painter.drawRect(line.adjusted(0, 0, -1, -1))
        painter.setPen(theme.colour("text"))
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
        painter.drawText(
            QRect(_PAD, line.top(), names, line.height()), Qt.AlignmentFlag.AlignVCenter, name
        )
        left = _PAD + names + _GAP
        room = self.width() - left - metrics.horizontalAdvance("9,999,999") - _GAP
        for at, value in enumerate(bar.values):
            top = line.top() + _PAD + at * metrics.height()
            width = max(round(room * value / most), 2 if value else 0)
            self._fill(painter, QRect(left, top + 3, width, metrics.height() - 6), at)
            painter.setPen(theme.colour("text"))
            painter.drawText(
                QRect(left + width + _PAD, top, self.width(), metrics.height()),
                Qt.AlignmentFlag.AlignVCenter,
                f"{value:,}",
            )

    def _fill(self, painter: QPainter, box: QRect, series: int) -> None:
        if box.width() <= 0:
            return
        tone = theme.colour(_TONES[series % len(_TONES)])
        painter.setPen(QPen(tone, 1))
        painter.setBrush(QBrush(tone, _PATTERNS[series % len(_PATTERNS)]))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # -- inside -------------------------------------------------------------------------------

    def _pairs(self, bar: Bar) -> list[tuple[str, int]]:
        return list(zip(self._series, bar.values, strict=True))

    def _dress(self) -> None:
        self.setFont(theme.grid_font())
        self.setMinimumHeight(self._height())
        self.update()

    def _line_height(self) -> int:
        return max(len(self._series), 1) * self.fontMetrics().height() + 2 * _PAD

    def _top(self, place: int) -> int:
        return self.fontMetrics().height() + 2 * _PAD + _PAD + place * self._line_height()

    def _height(self) -> int:
        return self._top(len(self._bars)) + _PAD

    def _line_at(self, y: int) -> int | None:
        place = (y - self._top(0)) // self._line_height()
        return place if 0 <= place < len(self._bars) else None

    def _name_width(self) -> int:
        widest = max(
            (self.fontMetrics().horizontalAdvance(bar.name) for bar in self._bars), default=0
        )
        return min(widest + _PAD, round(self.width() * _WIDEST_NAME))

    def _choose(self, place: int) -> None:
        self._current = place
        self._tell()
        self.update()
        shown = self.parentWidget()
        scroll = shown.parentWidget() if shown is not None else None
        if scroll is not None and hasattr(scroll, "ensureVisible"):
            scroll.ensureVisible(0, self._top(place) + self._line_height() // 2)

    def _tell(self) -> None:
        line = self.text(self._current) if self._bars else "ไม่มีข้อมูล"
        self.setAccessibleName(f"{self._label} {line}")
        lines = [self.text(place) for place in range(len(self._bars))]
        self.setAccessibleDescription("\n".join(lines))
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
