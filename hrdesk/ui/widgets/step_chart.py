"""A line that rises in steps over the years: drawn small, walked by keyboard, read out in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from hrdesk.rules.dates import BE_OFFSET
from hrdesk.ui import theme

_HEIGHT = 150  # pixels
_LOWEST = 90
_PAD = 8
_DOT = 3.5
_LINES = 3  # values written at the left
_NEAR = 24  # pixels between two years that are written


@dataclass(frozen=True, slots=True)
class Step:
    """One value from a day on, with the words that are read out for it."""

    day: dt.date
    value: Decimal
    words: str


class StepChart(QWidget):
    """Each value holds until the next day; left and right go through the steps."""

    chosen = Signal(int)  # the step's place

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._steps: tuple[Step, ...] = ()
        self._until = dt.date.min
        self._current = 0
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(_LOWEST)
        self.setMaximumHeight(_HEIGHT)
        theme.watcher().changed.connect(self._dress)
        self._dress()
        self._tell()

    def show_steps(self, steps: Sequence[Step], until: dt.date) -> None:
        """Show other steps, oldest first; the last one is drawn up to ``until``."""
        self._steps = tuple(steps)
        last = steps[-1].day if steps else until
        self._until = max(until, last)
        self._current = max(len(steps) - 1, 0)
        self._tell()
        self.update()

    @property
    def current(self) -> int:
        """The place of the step that the keyboard is at."""
        return self._current

    def choose(self, place: int) -> None:
        """Go to a step, as when its line in a table is chosen."""
        if 0 <= place < len(self._steps) and place != self._current:
            self._current = place
            self._tell()
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for a small picture."""
        return QSize(400, _HEIGHT)

    # -- keyboard and mouse ---------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, right, Home and End choose a step."""
        last = len(self._steps) - 1
        wanted = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if wanted is None or not 0 <= wanted <= last:
            super().keyPressEvent(event)
            return
        self.choose(wanted)
        self.chosen.emit(self._current)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the step under the mouse."""
        place = self._at(event.position().x())
        if place is not None:
            self.choose(place)
            self.chosen.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show and tell where the keyboard is."""
        super().focusInEvent(event)
        self._tell()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say the step under the mouse in a tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._at(event.pos().x())
            QToolTip.showText(
                event.globalPos(), self._steps[place].words if place is not None else ""
            )
            return True
        return super().event(event)

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the values at the left, the years below, the line, and the chosen step."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._steps:
            painter.setPen(theme.current().colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "ยังไม่มีประวัติเงินเดือน")
            return
        self._draw_values(painter)
        self._draw_years(painter)
        painter.setPen(QPen(theme.current().colour("accent"), 2))
        painter.drawPolyline(QPolygonF(self._corners()))
        painter.setBrush(theme.current().colour("accent"))
        for place, step in enumerate(self._steps):
            at = QPointF(self._x(step.day), self._y(step.value))
            here = place == self._current
            painter.drawEllipse(at, _DOT + 2 * here, _DOT + 2 * here)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.current().colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _draw_values(self, painter: QPainter) -> None:
        low, high = self._range()
        for at in range(_LINES):
            value = low + (high - low) * at / (_LINES - 1)
            y = self._y(value)
            painter.setPen(QPen(theme.current().colour("line"), 1))
            painter.drawLine(QPointF(self._left(), y), QPointF(self.width() - _PAD, y))
            painter.setPen(theme.current().colour("muted"))
            box = QRectF(0, y - 10, self._left() - 6, 20)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, f"{value:,.0f}")

    def _draw_years(self, painter: QPainter) -> None:
        painter.setPen(theme.current().colour("muted"))
        last = -1e9
        width = self.fontMetrics().horizontalAdvance("2569") + _NEAR
        for step in self._steps:
            x = self._x(step.day)
            if x - last < width:
                continue
            last = x
            box = QRectF(x - 30, self.height() - self._foot(), 60, self._foot())
            if box.right() > self.width():
                box.moveRight(self.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(step.day.year + BE_OFFSET))

    def _corners(self) -> list[QPointF]:
        found: list[QPointF] = []
        for place, step in enumerate(self._steps):
            later = place + 1 < len(self._steps)
            end = self._steps[place + 1].day if later else self._until
            y = self._y(step.value)
            found += [QPointF(self._x(step.day), y), QPointF(self._x(end), y)]
        return found

    # -- places ---------------------------------------------------------------------------------

    def _range(self) -> tuple[Decimal, Decimal]:
        values = [step.value for step in self._steps]
        low, high = min(values), max(values)
        return (low, high) if high > low else (low * Decimal("0.9"), high * Decimal("1.1"))

    def _left(self) -> float:
        _low, high = self._range()
        return self.fontMetrics().horizontalAdvance(f"{high:,.0f}") + _PAD * 2.0

    def _foot(self) -> float:
        return self.fontMetrics().height() + 4.0

    def _x(self, day: dt.date) -> float:
        first = self._steps[0].day
        days = max((self._until - first).days, 1)
        room = self.width() - self._left() - _PAD * 2
        return self._left() + room * (day - first).days / days

    def _y(self, value: Decimal) -> float:
        low, high = self._range()
        top, bottom = _PAD + 6.0, self.height() - self._foot() - 6.0
        return bottom - float((value - low) / (high - low)) * (bottom - top)

    def _at(self, x: float) -> int | None:
        there = [place for place, step in enumerate(self._steps) if self._x(step.day) <= x + _DOT]
        return there[-1] if there else None

    def _dress(self) -> None:
        self.setFont(theme.grid_font())
        self.update()

    def _tell(self) -> None:
        words = self._steps[self._current].words if self._steps else "ยังไม่มีข้อมูล"
        self.setAccessibleName(f"{self._label} {words}")
        self.setAccessibleDescription("\n".join(step.words for step in self._steps))
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
