"""What stands above the grid of points: the matter, the way of looking, and whose sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.queries.meetings import ContestView
from hrdesk.ui import icons
from hrdesk.ui.pages.scoring.grid_model import BY_CANDIDATE, BY_MEMBER
from hrdesk.ui.pages.settings.tab import action_button

_TURN_WIDTH = 44  # pixels
_SHORTEST = 10  # letters that a list of choices shows at least


def contest_box(parent: QWidget, name: str) -> QComboBox:
    """Return a list of a meeting's matters."""
    box = QComboBox(parent)
    box.setObjectName(name)
    box.setAccessibleName("วาระ")
    box.setMinimumContentsLength(_SHORTEST)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def fill_box(box: QComboBox, rows: Iterable[tuple[str, int]], chosen: int | None) -> None:
    """Fill a list of choices without telling anybody."""
    blocker = QSignalBlocker(box)
    box.clear()
    for words, id_ in rows:
        box.addItem(words, id_)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.setToolTip(box.currentText())
    blocker.unblock()


def contest_rows(contests: Sequence[ContestView]) -> list[tuple[str, int]]:
    """Return the matters of a meeting as they are chosen from."""
    return [
        (f"วาระ {number}: {each.title}" + (" (ที่สุดแล้ว)" if each.final else ""), each.id)
        for number, each in enumerate(contests, start=1)
    ]


class EntryBar(QWidget):
    """Chooses what the grid shows; the acts on it stand at the right."""

    contest_chosen = Signal(int)
    way_chosen = Signal(str)
    who_chosen = Signal(int)

    def __init__(
        self, actions: Sequence[QAction], room: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("entry_bar")
        self.contest = contest_box(self, "score_contest")
        self.contest.activated.connect(
            lambda _at: self.contest_chosen.emit(self.contest.currentData())
        )
        self.ways = {
            BY_MEMBER: self._way(BY_MEMBER, "ทีละกรรมการ", "ผู้เข้ารับการประเมินทุกคน โดยกรรมการหนึ่งคน"),
            BY_CANDIDATE: self._way(
                BY_CANDIDATE, "ทีละผู้รับประเมิน", "กรรมการทุกคน ให้ผู้เข้ารับการประเมินคนหนึ่ง"
            ),
        }
        self.who = QComboBox(self)
        self.who.setObjectName("score_who")
        self.who.setMinimumContentsLength(_SHORTEST)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.who.setSizeAdjustPolicy(policy)
        self.who.activated.connect(lambda _at: self.who_chosen.emit(self.who.currentData()))
        self.before = self._turn("score_before", "คนก่อน (Ctrl+PgUp)", "left", -1)
        self.after = self._turn("score_after", "คนถัดไป (Ctrl+PgDn)", "right", 1)
        self.place = QLabel(self)
        self.place.setObjectName("score_place")
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
        first.addWidget(self.contest, 1)
        for action in actions:
            first.addWidget(action_button(action, self, primary=action is actions[0]))
        first.addWidget(room)
        for button in self.ways.values():
            second.addWidget(button)
        second.addSpacing(8)
        second.addWidget(self.before)
        second.addWidget(self.who, 1)
        second.addWidget(self.after)
        second.addWidget(self.place)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(first)
        rows.addLayout(second)

    def show_way(self, way: str, people: Sequence[tuple[str, int]], who: int) -> None:
        """Show which way is looked and at whom."""
        for name, button in self.ways.items():
            button.setChecked(name == way)
        self.who.setAccessibleName("กรรมการ" if way == BY_MEMBER else "ผู้เข้ารับการประเมิน")
        fill_box(self.who, people, who)
        at = self.who.currentIndex()
        self.place.setText(f"{at + 1} จาก {self.who.count()}")
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at < self.who.count() - 1)

    def neighbour(self, step: int) -> int | None:
        """Return who stands before or after the one shown."""
        at = self.who.currentIndex() + step
        return self.who.itemData(at) if 0 <= at < self.who.count() else None

    def _way(self, name: str, words: str, tip: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"score_by_{name}")
        button.setAccessibleName(words)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on: self.way_chosen.emit(name))
        return button

    def _turn(self, name: str, tip: str, picture: str, step: int) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.setFixedWidth(_TURN_WIDTH)
        icons.set_icon(button, picture)

        def go() -> None:
            who = self.neighbour(step)
            if who is not None:
                self.who_chosen.emit(who)

        button.clicked.connect(lambda _on: go())
        return button
