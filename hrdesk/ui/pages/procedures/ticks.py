"""A short list of things to tick: papers, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hrdesk.ui import theme
from hrdesk.ui.style import set_role

_KEY = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 6


class Ticks(QWidget):
    """A heading and its list; Space ticks, arrows walk."""

    changed = Signal()

    def __init__(self, label: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._filling = False
        self._shown: list[tuple[str, str]] = []
        title = QLabel(label, self)
        set_role(title, "subtitle")
        self.list = QListWidget(self)
        self.list.setObjectName(f"{name}_list")
        self.list.setAccessibleName(label)
        self.list.setToolTip("กด Space เพื่อเลือกหรือไม่เลือก")
        self.list.setFont(theme.grid_font())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(title)
        rows.addWidget(self.list)
        self.list.itemChanged.connect(self._told)

    def fill(self, choices: Sequence[tuple[str, str]], chosen: Iterable[str]) -> None:
        """Show the choices; what is chosen but no choice any more stands at the end."""
        wanted = list(chosen)
        if self._shown == list(choices) and sorted(self.chosen()) == sorted(wanted):
            return  # also when asked by a tick: an item must not go while it tells
        self._filling = True
        self._shown = list(choices)
        self.list.clear()
        known = {key for key, _ in choices}
        lost = [(key, f"{key} (ไม่มีแล้ว)") for key in wanted if key not in known]
        for key, words in (*choices, *lost):
            item = QListWidgetItem(words, self.list)
            item.setData(_KEY, key)
            item.setToolTip(words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = Qt.CheckState.Checked if key in wanted else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
        if self.list.count():
            self.list.setCurrentRow(0)
        self._fit()
        self._filling = False

    def chosen(self) -> list[str]:
        """Return the keys that are ticked, in the order of the list."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [str(i.data(_KEY)) for i in items if i.checkState() == Qt.CheckState.Checked]

    def tick(self, key: str, *, on: bool) -> None:
        """Tick a choice, or take its tick away."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_KEY) == key:
                state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
                self.list.item(row).setCheckState(state)

    def _fit(self) -> None:
        rows = max(1, min(self.list.count(), _MOST_SHOWN))
        height = self.list.sizeHintForRow(0) if self.list.count() else 24
        self.list.setFixedHeight(rows * max(height, 24) + 2 * self.list.frameWidth() + 4)

    def _told(self, _item: QListWidgetItem) -> None:
        if not self._filling:
            self.changed.emit()
