"""One sheet in large figures, in the order of the paper one, for looking and confirming."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from hrdesk.rules.explanation import canonical
from hrdesk.ui import theme
from hrdesk.ui.pages.scoring.board import Board, Cell, Pair
from hrdesk.ui.pages.scoring.grid_model import sheet_words
from hrdesk.ui.pages.scoring.words import candidate_words, member_words, points_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_LARGE = 10  # points above the text of lists


class CheckSheet(QWidget):
    """Shows who gave whom how much, criterion by criterion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_sheet")
        self.setAccessibleName("ใบคะแนนที่ตรวจ")
        self.member = QLabel(self)
        self.member.setObjectName("check_member")
        self.candidate = QLabel(self)
        self.candidate.setObjectName("check_candidate")
        for label in (self.member, self.candidate):
            label.setWordWrap(True)
            set_role(label, "subtitle")
        self.by = QLabel(self)
        self.by.setObjectName("check_by")
        self.by.setWordWrap(True)
        set_role(self.by, "muted")
        self.figures: dict[str, QLabel] = {}
        area = QScrollArea(self)
        area.setObjectName("check_area")
        area.setAccessibleName("คะแนนตามหัวข้อ")
        area.setWidgetResizable(True)
        self._inside = QWidget(area)
        set_role(self._inside, "scrolled")
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 4, 8, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(0, 1)
        area.setWidget(self._inside)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        for widget in (self.member, self.candidate, self.by):
            rows.addWidget(widget)
        rows.addWidget(area, 1)

    def show_sheet(self, board: Board, pair: Pair) -> None:
        """Show one sheet as it stands."""
        self.member.setText(breakable(f"กรรมการ {member_words(board.member(pair[1]))}"))
        self.candidate.setText(breakable(candidate_words(board.candidate(pair[0]))))
        words = sheet_words(board.grid.sheet(*pair))
        self.by.setText(breakable(words))
        self._empty()
        for row, criterion in enumerate(board.grid.scheme.criteria):
            cell = Cell(*pair, criterion.id)
            barred = board.barred(cell) is not None
            figure = points_words(None if barred else board.stored(cell))
            name = f"{criterion.label} (เต็ม {canonical(criterion.maximum)})"
            self._add(2 * row, name, figure, criterion.id)
        last = 2 * len(board.grid.scheme.criteria)
        total = points_words(board.total(pair))
        most = canonical(board.grid.scheme.maximum)
        self._add(last, f"รวม (เต็ม {most})", total, "total", bold=True)
        self._grid.setRowStretch(last + 2, 1)

    def _empty(self) -> None:
        self.figures.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, row: int, name: str, figure: str, key: str, *, bold: bool = False) -> None:
        label = QLabel(breakable(name), self._inside)
        label.setWordWrap(True)
        label.setFont(theme.screen_font(theme.grid_font().pointSize() + 1, bold=bold))
        value = QLabel(figure, self._inside)
        value.setObjectName(f"check_{key}")
        value.setAccessibleName(f"{name} {figure}")
        value.setFont(theme.screen_font(theme.grid_font().pointSize() + _LARGE, bold=True))
        line = QFrame(self._inside)
        set_role(line, "line")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(value, row, 1, right)
        self._grid.addWidget(line, row + 1, 0, 1, 2)
        self.figures[key] = value
