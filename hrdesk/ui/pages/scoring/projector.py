"""The second window: large letters for the room, following the entry of points."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QScreen,
)
from PySide6.QtWidgets import QWidget

from hrdesk.ui import theme
from hrdesk.ui.pages.scoring.board import Board
from hrdesk.ui.pages.scoring.grid_paint import fitting
from hrdesk.ui.pages.scoring.shown import FAILED, PASSED, Options, Shown, ShownRow
from hrdesk.ui.thai_text import breakable

_KEYS = {
    Qt.Key.Key_N: "names",
    Qt.Key.Key_P: "points",
    Qt.Key.Key_R: "ranks",
    Qt.Key.Key_T: "whole",
}
_LINES = 15  # of ordinary letters that the window is high
_MOST_ROWS = 12  # of candidates at once in the table
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


class Projector(QWidget):
    """Paints one candidate or the whole table; it takes no points and shows no one's notes."""

    closed = Signal()
    options_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("projector")
        self.setWindowTitle("จอแสดงผลคะแนน")
        self.setAccessibleName("จอแสดงผลคะแนน")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.options = Options()
        self._board: Board | None = None
        self._candidate = 0

    def show_on(self, screens: list[QScreen], operator: QScreen | None) -> None:
        """Fill the first screen that is not the operator's; with one screen be a window there."""
        other = next((each for each in screens if each is not operator), None)
        if other is not None:
            self.setGeometry(other.geometry())
            self.showFullScreen()
        else:
            if operator is not None:
                room = operator.availableGeometry()
                self.resize(room.width() * 3 // 4, room.height() * 3 // 4)
            self.show()

    def open(self) -> None:
        """Show it where it belongs."""
        parent = self.parentWidget()
        self.show_on(QGuiApplication.screens(), parent.screen() if parent is not None else None)

    def follow(self, board: Board | None, candidate_id: int | None = None) -> None:
        """Show a board as it stands now, at the candidate whose points are being entered."""
        self._board = board
        if candidate_id is not None:
            self._candidate = candidate_id
        if board is not None and self._candidate not in board.candidates:
            self._candidate = next(iter(board.candidates), 0)
        if self.isVisible():
            self.update()

    def turn(self, name: str) -> None:
        """Let something be seen, or hide it: names, points, ranks, or the whole table."""
        self.options = self.options.turned(name)
        self.update()
        self.options_changed.emit()

    def shown(self) -> Shown | None:
        """Return what may be seen now."""
        return Shown(self._board, self.options) if self._board is not None else None

    def page_of(self, rows: list[ShownRow]) -> list[ShownRow]:
        """Return the rows of the table that hold the candidate one is at."""
        ids = [row.id for row in rows]
        at = ids.index(self._candidate) if self._candidate in ids else 0
        start = at // _MOST_ROWS * _MOST_ROWS
        return rows[start : start + _MOST_ROWS]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc or F11 closes; N, P, R, T turn what is seen; Page Up and Down walk."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
        elif key in _KEYS:
            self.turn(_KEYS[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._board is not None:
            ids = list(self._board.candidates)
            step = 1 if key == Qt.Key.Key_PageDown else -1
            step *= _MOST_ROWS if self.options.whole else 1
            at = ids.index(self._candidate) if self._candidate in ids else 0
            self.follow(self._board, ids[min(max(at + step, 0), len(ids) - 1)])
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: object) -> None:
        """Tell that it is gone, however it was closed."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self.closed.emit()

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what may be seen in letters as large as the window lets them be."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        shown = self.shown()
        if shown is not None and self._board is not None and self._board.candidates:
            edge = self.height() // 24
            box = self.rect().adjusted(edge, edge // 2, -edge, -edge // 2)
            title = QRect(box.left(), box.top(), box.width(), self._line(0.8))
            painter.setPen(theme.colour("muted"))
            self._text(painter, title, _LEFT, self._board.grid.title, 0.6)
            below = box.adjusted(0, title.height() + 4, 0, 0)
            if self.options.whole:
                self._paint_table(painter, below, shown)
            else:
                self._paint_one(painter, below, shown)
        painter.end()

    def _font(self, scale: float, *, bold: bool = False) -> QFont:
        font = theme.screen_font(12, bold=bold)
        font.setPixelSize(max(int(self.height() / _LINES * 0.62 * scale), 9))
        return font

    def _line(self, scale: float) -> int:
        return int(QFontMetrics(self._font(scale)).height() * 1.15)

    def _text(
        self,
        painter: QPainter,
        box: QRect,
        flags: int,
        text: str,
        scale: float,
        *,
        bold: bool = False,
    ) -> None:
        font = self._font(scale, bold=bold)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, flags, short)

    def _paint_one(self, painter: QPainter, box: QRect, shown: Shown) -> None:
        row = shown.row(self._candidate)
        name = QRect(box.left(), box.top(), box.width(), self._line(1.5))
        painter.setPen(theme.colour("text"))
        self._text(painter, name, _LEFT, row.name, 1.4, bold=True)
        foot_height = self._line(2.2)
        foot = QRect(box.left(), box.bottom() - foot_height, box.width(), foot_height)
        middle = QRect(box.left(), name.bottom(), box.width(), foot.top() - name.bottom() - 8)
        self._paint_criteria(painter, middle, shown, row)
        self._paint_foot(painter, foot, row)

    def _paint_criteria(self, painter: QPainter, box: QRect, shown: Shown, row: ShownRow) -> None:
        """Criteria below each other; members' points, where they are seen, beside the means."""
        members = shown.members(row.id)
        heads = shown.heads
        lines = len(heads) + (1 if members else 0)
        height = min(box.height() // max(lines, 1), self._line(2.0))
        names = int(box.width() * (0.36 if members else 0.60))
        mean = int(box.width() * (0.13 if members else 0.19))
        each = (box.width() - names - 2 * mean) // max(len(members), 1)
        top = box.top()
        small = min(1.0, 0.9 * each / max(self._line(1.8), 1)) if members else 1.0
        if members:
            painter.setPen(theme.colour("muted"))
            for place, member in enumerate(members):
                spot = QRect(box.left() + names + place * each, top, each - 6, height)
                self._wrapped(painter, spot, member.name, 0.55 * max(small, 0.75))
            top += height
        for at, (label, most) in enumerate(heads):
            line = QRect(box.left(), top + at * height, box.width(), height)
            painter.setPen(theme.colour("line"))
            painter.drawLine(line.bottomLeft(), line.bottomRight())
            painter.setPen(theme.colour("text"))
            spot = QRect(line.left(), line.top(), names - 12, height)
            self._wrapped(painter, spot, label, 0.85, _LEFT)
            for place, member in enumerate(members):
                spot = QRect(line.left() + names + place * each, line.top(), each - 6, height)
                self._text(painter, spot, _MIDDLE, member.points[at], 0.9 * small)
            ends = QRect(line.right() - 2 * mean, line.top(), mean, height)
            self._text(painter, ends, _RIGHT, row.means[at], 1.2, bold=True)
            painter.setPen(theme.colour("muted"))
            self._text(painter, ends.translated(mean, 0), _RIGHT, f"เต็ม {most}", 0.7)

    def _paint_foot(self, painter: QPainter, box: QRect, row: ShownRow) -> None:
        third = box.width() // 3
        painter.setPen(theme.colour("text"))
        if row.total:
            self._text(painter, box, _LEFT, f"รวม {row.total}", 1.7, bold=True)
            beside = QRect(box.left() + third + third // 8, box.top(), third, box.height())
            self._text(painter, beside, _LEFT, f"ร้อยละ {row.percent}", 1.1)
        else:
            self._text(painter, box, _LEFT, row.progress, 0.9)
        right = QRect(box.right() - third, box.top(), third, box.height())
        rank = f"อันดับ {row.rank} · " if row.rank else ""
        painter.setPen(theme.colour(_tone(row.result)))
        self._text(painter, right, _RIGHT, f"{rank}{row.result}", 1.0, bold=True)

    def _paint_table(self, painter: QPainter, box: QRect, shown: Shown) -> None:
        every = shown.rows()
        rows = self.page_of(every)
        heads = shown.heads
        head = self._line(1.7)
        height = min((box.height() - head) // max(len(rows), 1), self._line(1.4))
        names = int(box.width() * 0.30)
        tail = [("รวม", 0.10), ("ผล", 0.15)]
        if self.options.ranks:
            tail.append(("อันดับ", 0.08))
        tail_width = int(box.width() * sum(share for _, share in tail))
        each = (box.width() - names - tail_width) // max(len(heads), 1)
        columns = [(label, each) for label, _ in heads]
        columns += [(word, int(box.width() * share)) for word, share in tail]
        painter.setPen(theme.colour("muted"))
        at = box.left() + names
        for label, width in columns:
            self._wrapped(painter, QRect(at + 2, box.top(), width - 4, head), label, 0.52)
            at += width
        for place, row in enumerate(rows):
            line = QRect(box.left(), box.top() + head + place * height, box.width(), height)
            self._paint_row(painter, line, row, names, [width for _, width in columns])
        if len(rows) < len(every):
            painter.setPen(theme.colour("muted"))
            first = every.index(rows[0])
            words = f"{first + 1}–{first + len(rows)} จาก {len(every)}"
            top = QRect(box.left(), box.top() - self._line(0.8) - 4, box.width(), self._line(0.8))
            self._text(painter, top, _RIGHT, words, 0.6)

    def _paint_row(
        self, painter: QPainter, line: QRect, row: ShownRow, names: int, widths: list[int]
    ) -> None:
        if row.id == self._candidate:
            painter.fillRect(line, theme.colour("accent_soft"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(line.bottomLeft(), line.bottomRight())
        painter.setPen(theme.colour("text"))
        scale = min(0.8, 0.8 * line.height() / max(self._line(1.0), 1))
        spot = QRect(line.left() + 6, line.top(), names - 12, line.height())
        self._text(painter, spot, _LEFT, row.name, scale, bold=row.id == self._candidate)
        texts = [*row.means, row.total, row.result]
        texts += [row.rank] if self.options.ranks else []
        at = line.left() + names
        for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
            bold = place >= len(row.means)
            painter.setPen(theme.colour(_tone(text) if bold else "text"))
            spot = QRect(at, line.top(), width, line.height())
            self._text(painter, spot, _MIDDLE, text, scale, bold=bold)
            at += width

    def _wrapped(
        self, painter: QPainter, box: QRect, text: str, scale: float, align: int = _MIDDLE
    ) -> None:
        font = self._font(scale)
        painter.setFont(font)
        flags = align | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(box, flags, breakable(fitting(text, font, box)))


def _tone(result: str) -> str:
    return {PASSED: "good", FAILED: "bad"}.get(result, "text")
