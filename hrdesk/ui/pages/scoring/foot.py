"""The foot of the grid: means of the candidate one is at, under their columns, and in words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hrdesk.rules.contest_result import Standing
from hrdesk.rules.explanation import canonical
from hrdesk.ui import theme
from hrdesk.ui.pages.scoring.board import Board
from hrdesk.ui.pages.scoring.grid_paint import points_font
from hrdesk.ui.pages.scoring.grid_view import GridView
from hrdesk.ui.pages.scoring.words import figure

_PAD = 8


class Foot(QWidget):
    """Draws one line of means that stands under the columns of a grid, also when it scrolls."""

    def __init__(self, view: GridView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score_foot")
        self._view = view
        self.standing: Standing | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        view.horizontalScrollBar().valueChanged.connect(lambda _at: self.update())
        view.horizontalHeader().sectionResized.connect(lambda *_: self.update())
        theme.watcher().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the height of one line."""
        return QSize(200, QFontMetrics(points_font()).height() + _PAD)

    def show_standing(self, standing: Standing | None, words: str) -> None:
        """Show where a candidate stands; ``words`` say it for readers."""
        self.standing = standing
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the means under their columns."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        font = QFont(points_font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        view, inset = self._view, self._view.frameWidth()
        names = view.verticalHeader().width()
        left = QRect(inset + _PAD, 0, names - _PAD, self.height())
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(left, middle | int(Qt.AlignmentFlag.AlignLeft), "เฉลี่ยทุกใบที่ครบ")
        if self.standing is not None and self.standing.score is not None:
            painter.setClipRect(QRect(names + inset, 0, self.width(), self.height()))
            self._draw_means(painter, names + inset, self.standing)
        painter.end()

    def _draw_means(self, painter: QPainter, start: int, standing: Standing) -> None:
        score = standing.score
        if score is None:
            return
        view = self._view
        means = {each.id: each for each in score.criteria}
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, criterion in enumerate(view.table.criteria):
            mean = means.get(criterion.id)
            if mean is None:
                continue
            painter.setPen(theme.colour("bad" if mean.passed is False else "text"))
            painter.drawText(self._box(start, column), right, figure(mean.mean))
        painter.setPen(theme.colour("text"))
        total = len(view.table.criteria)
        painter.drawText(self._box(start, total), right, figure(score.total))

    def _box(self, start: int, column: int) -> QRect:
        view = self._view
        at = start + view.columnViewportPosition(column)
        return QRect(at, 0, view.columnWidth(column) - _PAD, self.height())


def standing_words(board: Board, candidate_id: int, *, reasons: bool = False) -> str:
    """Return where a candidate stands in a sentence: mean, per cent, pass or not, missing.

    With ``reasons`` every mark that is not reached is told, else only how many.
    """
    standing = board.standing(candidate_id)
    parts = [board.candidate(candidate_id).name]
    if standing.score is not None:
        score = standing.score
        parts.append(f"เฉลี่ยรวม {figure(score.total)} จาก {canonical(score.maximum)}")
        parts.append(f"ร้อยละ {figure(score.percent)}")
        failed = "; ".join(score.reasons) if reasons else f"{len(score.reasons)} เกณฑ์"
        parts.append("ผ่านเกณฑ์" if score.passed else f"ไม่ผ่าน {failed}")
    elif standing.problem:
        parts.append(standing.problem)
    parts.append(f"ใบที่ครบ {standing.whole} จาก {standing.expected}")
    if standing.missing_cells:
        parts.append(f"ขาด {standing.missing_cells:,} ช่อง")
    return " · ".join(parts)
