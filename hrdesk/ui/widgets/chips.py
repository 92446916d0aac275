"""Filter chips: what a list is narrowed to, seen and changed at a glance."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.flow import FlowLayout


class Chips(QWidget):
    """A row of chips, one or several chosen; wraps where the window is narrow."""

    changed = Signal(object)  # frozenset[str] of chosen keys

    def __init__(
        self, label: str, name: str, *, several: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._several = several
        self._chips: dict[str, QPushButton] = {}
        FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_options(self, options: Iterable[tuple[str, str]]) -> None:
        """Replace the chips by (key, Thai words); chosen keys that remain stay chosen."""
        kept = self.chosen()
        layout = self.layout()
        for chip in self._chips.values():
            layout.removeWidget(chip)
            chip.deleteLater()
        self._chips.clear()
        for key, title in options:
            self._chips[key] = self._make(key, title, key in kept)
            layout.addWidget(self._chips[key])

    def chosen(self) -> frozenset[str]:
        """Return the chosen keys."""
        return frozenset(key for key, chip in self._chips.items() if chip.isChecked())

    def choose(self, keys: Iterable[str]) -> None:
        """Choose exactly these keys without telling anybody."""
        wanted = set(keys)
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk over the chips."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        chips = list(self._chips.values())
        focused = next((place for place, chip in enumerate(chips) if chip.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        chips[(focused + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self, key: str, title: str, chosen: bool) -> QPushButton:
        chip = QPushButton(title, self)
        chip.setObjectName(f"{self.objectName()}_{key}")
        chip.setAccessibleName(f"{self.accessibleName()}: {title}")
        chip.setCheckable(True)
        chip.setChecked(chosen)
        set_role(chip, "chip")
        chip.clicked.connect(lambda _checked, key=key: self._clicked(key))
        return chip

    def _clicked(self, key: str) -> None:
        if not self._several:
            for other, chip in self._chips.items():
                if other != key:
                    chip.setChecked(False)
        self.changed.emit(self.chosen())
