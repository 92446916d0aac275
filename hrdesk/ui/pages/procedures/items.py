"""The parts of the picture: boxes of steps, arrows, bars, the end; painted in a theme's colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from hrdesk.rules.procedure_text import Document
from hrdesk.ui.pages.procedures import words
from hrdesk.ui.pages.procedures.layout import BAR, BOX, BRANCH, Bar, Box, Edge, Size
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.theme import Theme

_PAD = 10.0
_PILL_PAD = 6.0
_BETWEEN = 4.0
_BADGE = 26.0
_TALL = 2000.0
_HEAD = 7.0  # length of an arrow's head
_CURVE = 6.0
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
TONES = frozenset({"good", "warn", "bad"})


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts and colours of one picture."""

    theme: Theme
    font: QFont

    @property
    def bold(self) -> QFont:
        """The font of titles."""
        made = QFont(self.font)
        made.setBold(True)
        return made

    @property
    def small(self) -> QFont:
        """The font of what stands under titles."""
        made = QFont(self.font)
        made.setPointSizeF(max(self.font.pointSizeF() - 1.5, 8.0))
        return made

    def colour(self, name: str) -> QColor:
        """Return a colour by its name."""
        return self.theme.colour(name)


@dataclass(frozen=True, slots=True)
class Line:
    """One text inside a box: where, in which font and colour; a pill has a ground."""

    text: str
    area: QRectF
    font: QFont
    tone: str
    pill: bool = False


def text_height(text: str, font: QFont, width: float) -> float:
    """Return the height that a wrapped text needs."""
    found = QFontMetricsF(font).boundingRect(QRectF(0, 0, width, _TALL), _WRAP, text)
    return found.height() + 1


def step_lines(
    document: Document, step: Mapping[str, Any], look: Look, width: float
) -> tuple[list[Line], Size]:
    """Return the texts of a box with their places, and what the box needs."""
    lines: list[Line] = []
    y = _PAD

    def add(text: str, font: QFont, tone: str, left: float, pill: bool = False) -> QRectF:
        nonlocal y
        said = breakable(text)
        pad = _PILL_PAD if pill else 0.0
        room = width - left - _PAD - 2 * pad
        height = text_height(said, font, room)
        area = QRectF(left + pad, y + pad / 2, room, height)
        lines.append(Line(said, area, font, tone, pill))
        y += height + pad + _BETWEEN
        return area

    add(str(step.get("title") or step["key"]), look.bold, "text", _PAD + _BADGE)
    y = max(y, _PAD + _BADGE)
    who = f"{words.role_words(step)} · {words.days_words(step)}"
    if step.get("waits_for_others"):
        who += " · รอผู้อื่น"
    add(who, look.small, "muted", _PAD)
    for period in step.get("periods") or ():
        add(f"กำหนด {words.short_period(document, period)}", look.small, "info", _PAD)
    pills = []
    for outcome in step.get("outcomes") or ():
        tone = str(outcome.get("tone"))
        back = "ส่งกลับ · " if outcome.get("returns") else ""
        text = f"{back}{outcome.get('label') or outcome['key']}"
        area = add(text, look.small, tone if tone in TONES else "muted", _PAD, True)
        pills.append(area.center().y())
    return lines, Size(y + _PAD - _BETWEEN, tuple(pills))


def box_width(main: bool) -> float:
    """Return the width of a box on the path or off it."""
    return BOX if main else BRANCH


class StepItem(QGraphicsItem):
    """The box of one step."""

    def __init__(self, key: str, number: int, box: Box, lines: list[Line], look: Look) -> None:
        super().__init__()
        self.key = key
        self.chosen = False
        self.faulty = False
        self._number = number
        self._rect = QRectF(0, 0, box.width, box.height)
        self._lines = lines
        self._look = look
        self.setPos(box.x, box.y)
        self.setZValue(2)

    def boundingRect(self) -> QRectF:
        """Return the box with its frame."""
        return self._rect.adjusted(-3, -3, 3, 3)

    def mark(self, *, chosen: bool | None = None, faulty: bool | None = None) -> None:
        """Show the box as chosen, or as one with a fault."""
        self.chosen = self.chosen if chosen is None else chosen
        self.faulty = self.faulty if faulty is None else faulty
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the box, its number and its texts."""
        look = self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "bad" if self.faulty else "accent" if self.chosen else "line"
        painter.setPen(QPen(look.colour(edge), 2.5 if self.chosen or self.faulty else 1.2))
        painter.setBrush(look.colour("accent_soft" if self.chosen else "surface"))
        painter.drawRoundedRect(self._rect, 6, 6)
        self._badge(painter)
        for line in self._lines:
            if line.pill:
                self._pill(painter, line)
            painter.setFont(line.font)
            painter.setPen(look.colour("text" if line.pill else line.tone))
            painter.drawText(line.area, _WRAP, line.text)

    def _badge(self, painter: QPainter) -> None:
        look = self._look
        place = QRectF(_PAD - 2, _PAD - 1, 22, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("bad" if self.faulty else "accent"))
        painter.drawEllipse(place)
        painter.setFont(look.small)
        painter.setPen(look.colour("surface" if self.faulty else "on_accent"))
        text = "!" if self.faulty else str(self._number)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def _pill(self, painter: QPainter, line: Line) -> None:
        look = self._look
        ground = f"{line.tone}_soft" if line.tone in TONES else "sunken"
        area = line.area.adjusted(-_PILL_PAD, -_PILL_PAD / 2, _PILL_PAD, _PILL_PAD / 2)
        painter.setPen(QPen(look.colour(line.tone), 1))
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(area, 5, 5)


class EdgeItem(QGraphicsItem):
    """An arrow; one that goes back is broken."""

    def __init__(self, edge: Edge, look: Look) -> None:
        super().__init__()
        self.edge = edge
        self._look = look
        self.chosen = False
        points = [QPointF(x, y) for x, y in edge.points]
        self._line = _rounded(points)
        self._head = _arrow(points)
        self.setZValue(1)

    def boundingRect(self) -> QRectF:
        """Return the room of line and head."""
        return self._line.boundingRect().adjusted(-10, -10, 10, 10)

    def mark(self, *, chosen: bool) -> None:
        """Make the arrow stronger: it comes from or goes to the chosen step."""
        self.chosen = chosen
        self.setZValue(1.5 if chosen else 1)
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the line and its head in the colour of the outcome."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = self.edge.tone if self.edge.tone in TONES else "muted"
        colour = self._look.colour(tone)
        pen = QPen(colour, 2.6 if self.chosen else 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if self.edge.back:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(self._head)


class BarItem(QGraphicsItem):
    """A period that runs beside the steps, and whose end a step awaits."""

    def __init__(self, bar: Bar, text: str, look: Look, until: QPointF | None) -> None:
        super().__init__()
        self.bar = bar
        self._text = breakable(text)
        self._look = look
        self._rect = QRectF(0, 0, bar.box.width, bar.box.height)
        self._until = until
        self.setPos(bar.box.x, bar.box.y)
        self.setZValue(0.5)

    def boundingRect(self) -> QRectF:
        """Return the bar, and the line to the step that awaits it."""
        whole = self._rect
        if self._until is not None:
            whole = whole.united(QRectF(self.mapFromScene(self._until), self._rect.center()))
        return whole.adjusted(-4, -8, 8, 8)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the bar with its words."""
        look = self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look.colour("info"), 1.3)
        painter.setPen(pen)
        painter.setBrush(look.colour("info_soft"))
        painter.drawRoundedRect(self._rect, 6, 6)
        painter.setFont(look.small)
        painter.setPen(look.colour("text"))
        painter.drawText(
            self._rect.adjusted(_PILL_PAD, _PILL_PAD, -_PILL_PAD, 0), _WRAP, self._text
        )
        if self._until is not None:
            to = self.mapFromScene(self._until)
            pen.setDashPattern([2, 3])
            painter.setPen(pen)
            start = QPointF(self._rect.right(), min(to.y(), self._rect.bottom() - 6))
            painter.drawLine(start, to)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("info"))
            painter.drawPolygon(_arrow([start, to]))


class EndItem(QGraphicsItem):
    """The end of the matter."""

    def __init__(self, box: Box, look: Look) -> None:
        super().__init__()
        self._rect = QRectF(0, 0, box.width, box.height)
        self._look = look
        self.setPos(box.x, box.y)
        self.setZValue(2)

    def boundingRect(self) -> QRectF:
        """Return the room of the end."""
        return self._rect.adjusted(-2, -2, 2, 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the end."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("good"), 1.6))
        painter.setBrush(self._look.colour("good_soft"))
        painter.drawRoundedRect(self._rect, self._rect.height() / 2, self._rect.height() / 2)
        painter.setFont(self._look.bold)
        painter.setPen(self._look.colour("text"))
        painter.drawText(self._rect, int(Qt.AlignmentFlag.AlignCenter), words.END_WORDS)


def bar_text(document: Document, wait: Mapping[str, Any]) -> str:
    """Return what a bar says."""
    return f"{wait.get('title')}\n{words.short_period(document, wait)}"


def bar_height(text: str, look: Look) -> float:
    """Return the height that a bar needs for its words."""
    return text_height(breakable(text), look.small, BAR - 2 * _PILL_PAD) + 2 * _PILL_PAD


def _rounded(points: list[QPointF]) -> QPainterPath:
    """Return the line through the points with its corners rounded."""
    path = QPainterPath(points[0])
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        into, out = here - before, after - here
        first, second = into.manhattanLength(), out.manhattanLength()
        if not first or not second:
            continue
        curve = min(_CURVE, first / 2, second / 2)
        path.lineTo(here - into * (curve / first))
        path.quadTo(here, here + out * (curve / second))
    path.lineTo(points[-1])
    return path


def _arrow(points: list[QPointF]) -> QPolygonF:
    """Return the head at the end of the last stretch."""
    tip = points[-1]
    before = next((p for p in reversed(points) if (p - tip).manhattanLength() > 0), tip)
    along = tip - before
    length = max((along.x() ** 2 + along.y() ** 2) ** 0.5, 0.001)
    unit = QPointF(along.x() / length, along.y() / length)
    aside = QPointF(-unit.y(), unit.x())
    foot = tip - unit * _HEAD
    return QPolygonF([tip, foot + aside * (_HEAD * 0.6), foot - aside * (_HEAD * 0.6)])
