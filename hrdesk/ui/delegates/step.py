"""Draws one step of the timeline: its circle on the line, its title, when, and how late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hrdesk.ui import theme
from hrdesk.ui.models.columns import ROW_ROLE
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.ui.widgets.step_timeline import TimelineStep

STEP_ROLE = ROW_ROLE + 10
STEPS_ROLE = ROW_ROLE + 11  # the steps before and after
WORDS = {
    "done": "เสร็จแล้ว",
    "current": "กำลังดำเนินการ",
    "planned": "ยังไม่ถึง",
    "returned": "ส่งกลับแก้ไข",
    "skipped": "ข้าม",
}
_TONES = {
    "done": "good",
    "current": "accent",
    "planned": "muted",
    "returned": "warn",
    "skipped": "muted",
}
_PAD = 8
_LINE = 3
_MOST_SIZES = 4000
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def spoken(step: TimelineStep | None) -> str:
    """Return a step as a reader says it."""
    if step is None:
        return ""
    parts = (f"ขั้นตอนที่ {step.number} {step.title}", _status(step), step.late_text, step.detail)
    return ", ".join(part.replace("\n", ", ") for part in parts if part)


def _status(step: TimelineStep) -> str:
    word = WORDS.get(step.state, "")
    again = f"รอบที่ {step.round}" if step.round > 1 else ""
    return " · ".join(part for part in (word, again, step.date_text) if part)


def _paragraphs(step: TimelineStep, font: QFont) -> list[tuple[str, QFont, str]]:
    """Return the lines of a step as text, font and colour name."""
    title = QFont(font)
    title.setBold(step.state == "current")
    small = QFont(font)
    small.setPointSizeF(max(font.pointSizeF() - 1, 8))
    late = QFont(small)
    late.setBold(True)
    tone = "muted" if step.state in ("planned", "skipped") else "text"
    lines = [(step.title, title, tone), (_status(step), small, _TONES.get(step.state, "muted"))]
    if step.late_text:
        lines.append((step.late_text, late, "bad"))
    if step.detail:
        lines.append((step.detail, small, "muted"))
    return [(breakable(text), used, colour) for text, used, colour in lines if text]


class StepDelegate(QStyledItemDelegate):
    """Paints from the theme's colours; sizes follow the font, so that any scale is safe."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sizes: dict[tuple[TimelineStep, int, str], QSize] = {}

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height that the wrapped lines need in the view's width."""
        step = index.data(STEP_ROLE)
        view = option.widget
        width = view.viewport().width() if view is not None else 320
        if step is None:
            return QSize(width, 0)
        known = (step, width, option.font.key())  # the view asks again at every scroll and layout
        if known not in self._sizes:
            if len(self._sizes) >= _MOST_SIZES:
                self._sizes.clear()
            self._sizes[known] = self._measured(step, width, option.font)
        return self._sizes[known]

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground, the line, the circle and the words."""
        step = index.data(STEP_ROLE)
        if step is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, option, selected)
        before, after = index.data(STEPS_ROLE)
        self._rail(painter, option, step, before, after)
        self._mark(painter, option, step)
        room = self._text_room(option.rect, option.font)
        for text, font, colour in _paragraphs(step, option.font):
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            painter.drawText(room, _WRAP, text)
            taken = QFontMetrics(font).boundingRect(room, _WRAP, text).height()
            room.setTop(room.top() + taken)
        painter.restore()

    def _measured(self, step: TimelineStep, width: int, font: QFont) -> QSize:
        room = self._text_room(QRect(0, 0, width, 10_000), font)
        height = sum(
            QFontMetrics(used).boundingRect(room, _WRAP, text).height()
            for text, used, _ in _paragraphs(step, font)
        )
        return QSize(width, max(height, self._circle(font)) + 3 * _PAD)

    @staticmethod
    def _circle(font: QFont) -> int:
        return QFontMetrics(font).height() + 6

    def _text_room(self, rect: QRect, font: QFont) -> QRect:
        left = rect.left() + 3 * _PAD + self._circle(font)
        return QRect(left, rect.top() + _PAD + 2, rect.right() - left - _PAD, rect.height())

    def _centre(self, option: QStyleOptionViewItem) -> QPointF:
        side = self._circle(option.font)
        left = option.rect.left() + 1.5 * _PAD
        return QPointF(left + side / 2, option.rect.top() + _PAD + side / 2)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, selected: bool) -> None:
        box = QRectF(option.rect).adjusted(2, 2, -2, -2)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(box, theme.CORNER, theme.CORNER)
        view = option.widget
        if selected and view is not None and view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 1.5))
            painter.drawRoundedRect(box, theme.CORNER, theme.CORNER)

    def _rail(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        step: TimelineStep,
        before: TimelineStep | None,
        after: TimelineStep | None,
    ) -> None:
        centre, half = self._centre(option), self._circle(option.font) / 2
        top = QPointF(centre.x(), option.rect.top())
        bottom = QPointF(centre.x(), option.rect.bottom() + 1)
        if before is not None:
            painter.setPen(self._rail_pen(before))
            painter.drawLine(top, QPointF(centre.x(), centre.y() - half))
        if after is not None:
            painter.setPen(self._rail_pen(step))
            painter.drawLine(QPointF(centre.x(), centre.y() + half), bottom)

    @staticmethod
    def _rail_pen(step: TimelineStep) -> QPen:
        """Return how the line after a step is drawn: firm where the case has been."""
        gone = step.state in ("done", "returned", "skipped")
        pen = QPen(theme.colour("good" if gone else "line"), _LINE)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if not gone:
            pen.setDashPattern([1.5, 1.5])
        return pen

    def _mark(self, painter: QPainter, option: QStyleOptionViewItem, step: TimelineStep) -> None:
        centre, radius = self._centre(option), self._circle(option.font) / 2 - 1
        late = bool(step.late_text) and step.state == "current"
        tone = theme.colour("bad" if late else _TONES.get(step.state, "muted"))
        filled = step.state in ("done", "current", "returned")
        ground = theme.colour("surface")
        pen = QPen(tone, 2)
        if step.state == "skipped":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(tone if filled else ground)
        painter.drawEllipse(centre, radius, radius)
        if step.state == "current":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ground, 1.5))
            painter.drawEllipse(centre, radius - 2, radius - 2)
        sign = _SIGNS.get(step.state)
        if sign is not None:
            self._sign(painter, sign, centre, radius, ground if filled else tone)
            return
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(ground if filled else tone)
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), step.number)

    @staticmethod
    def _sign(
        painter: QPainter,
        sign: tuple[tuple[tuple[float, float], ...], ...],
        centre: QPointF,
        radius: float,
        colour: QColor,
    ) -> None:
        path = QPainterPath()
        for line in sign:
            points = [QPointF(centre.x() + x * radius, centre.y() + y * radius) for x, y in line]
            path.moveTo(points[0])
            for point in points[1:]:
                path.lineTo(point)
        pen = QPen(colour, max(2.0, radius / 6))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


# Lines of each sign, in parts of the circle's radius.
_SIGNS = {
    "done": (((-0.42, 0.02), (-0.1, 0.34), (0.46, -0.32)),),
    "returned": (
        ((0.42, 0.4), (0.42, 0.05), (0.25, -0.12), (-0.42, -0.12)),
        ((-0.14, -0.42), (-0.44, -0.12), (-0.14, 0.18)),
    ),
    "skipped": (
        ((-0.4, -0.35), (-0.05, 0.0), (-0.4, 0.35)),
        ((0.05, -0.35), (0.4, 0.0), (0.05, 0.35)),
    ),
}
