"""One figure of the home page: a large number, and the same by kind; each opens its list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import CaseType
from hrdesk.services.queries.home import Figure
from hrdesk.ui.pages.home.model import About
from hrdesk.ui.pages.tracking.describe import SHORT_KINDS
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.flow import FlowLayout

_GAP = 8
_AROUND = 26  # pixels left and right of a card's words
_WIDEST = "เลื่อนระดับ  9,999"  # what must stand on one line in a card
_NARROW = 3  # cards in a row where not all have room


class FigureCard(QFrame):
    """A number that is a button, its words above and its kinds below."""

    wanted = Signal(str, object)  # the figure's key, and a CaseType or None

    def __init__(self, key: str, about: About, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.about = about
        self.setObjectName(f"card_{key}")
        set_role(self, "card")
        self.title = QLabel(about.title, self)
        self.title.setObjectName(f"title_{key}")
        self.title.setContentsMargins(4, 0, 0, 0)
        self.title.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        set_role(self.title, "muted")
        self.number = QPushButton("–", self)
        self.number.setObjectName(f"figure_{key}")
        self.number.clicked.connect(lambda: self.wanted.emit(key, None))
        self.number.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_role(self.number, "figure")
        self.kinds = {kind: self._kind_button(kind) for kind in CaseType}
        kinds = FlowLayout(gap=2)
        for button in self.kinds.values():
            kinds.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 8)
        rows.setSpacing(0)
        rows.addWidget(self.title)
        rows.addWidget(self.number)
        rows.addLayout(kinds)
        rows.addStretch(1)

    def show_figure(self, figure: Figure) -> None:
        """Show a figure and its kinds; kinds without a case are left out."""
        self.number.setText(f"{figure.total:,}")
        words = f"{self.about.title} {figure.total:,} เรื่อง"
        self.number.setAccessibleName(words)
        self.number.setToolTip(f"{words} · กดเพื่อดูรายการ")
        set_role(self.number, "figure", self.about.tone if figure.total else "muted")
        counted = dict(figure.per_kind)
        for kind, button in self.kinds.items():
            count = counted.get(kind, 0)
            button.setText(f"{SHORT_KINDS[kind]}  {count:,}")
            button.setAccessibleName(f"{self.about.title} {kind.label} {count:,} เรื่อง")
            button.setToolTip(f"{kind.label} {count:,} เรื่อง · กดเพื่อดูรายการ")
            button.setVisible(count > 0)

    def _kind_button(self, kind: CaseType) -> QPushButton:
        made = QPushButton(self)
        made.setObjectName(f"figure_{self._key}_{kind.value}")
        made.clicked.connect(lambda: self.wanted.emit(self._key, kind))
        made.hide()
        set_role(made, "kind")
        return made


class FigureRow(QWidget):
    """The cards side by side, or in two rows where the window is narrow."""

    def __init__(self, cards: Sequence[FigureCard], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = tuple(cards)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        # Its own least width, else the grid would never let the row become narrow.
        self.setMinimumWidth(self._need(_NARROW))
        self._arrange(len(self._cards))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose how many cards have room side by side."""
        super().resizeEvent(event)
        every, width = len(self._cards), event.size().width()
        columns = every if width >= self._need(every) else _NARROW
        self._arrange(columns)
        # Where one title takes two lines all do, so that the numbers stand on one line.
        room = (width - (columns - 1) * _GAP) // columns - _AROUND
        measure = self.fontMetrics()
        tight = any(measure.horizontalAdvance(card.about.title) > room for card in self._cards)
        for card in self._cards:
            card.title.setText("\n".join(card.about.parts) if tight else card.about.title)
            card.title.setMinimumHeight(0)
        tallest = max(card.title.sizeHint().height() for card in self._cards)
        for card in self._cards:
            card.title.setMinimumHeight(tallest)

    def _need(self, count: int) -> int:
        return (
            count * (self.fontMetrics().horizontalAdvance(_WIDEST) + _AROUND) + (count - 1) * _GAP
        )

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(len(self._cards)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
