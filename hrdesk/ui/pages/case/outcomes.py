"""The results a step can have, as radio buttons whose long Thai words wrap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.ui import icons
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.rules.procedure import Outcome

_ICONS = {"good": "check_circle", "warn": "warning", "bad": "error"}
_TONES = {"good": "ผลดี", "warn": "ต้องแก้ไข", "bad": "ไม่ผ่าน"}


class _Words(QLabel):
    """The words beside a radio button; a click on them chooses it."""

    def __init__(self, text: str, button: QRadioButton, parent: QWidget) -> None:
        super().__init__(breakable(text), parent)
        self._button = button
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._button.setFocus(Qt.FocusReason.MouseFocusReason)
            self._button.click()
        super().mousePressEvent(event)


class OutcomeChoice(QWidget):
    """One radio button for each outcome, with its tone as a coloured picture."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcome")
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(lambda _place, on: self.changed.emit() if on else None)
        self._outcomes: tuple[Outcome, ...] = ()
        self._lines: list[QWidget] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 4, 0, 0)
        self._rows.setSpacing(4)

    def build(self, outcomes: Sequence[Outcome], chosen: str = "") -> None:
        """Make the buttons anew; ``chosen`` is an outcome's key."""
        for button in self._group.buttons():
            self._group.removeButton(button)
        for line in self._lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines.clear()
        self._outcomes = tuple(outcomes)
        for place, outcome in enumerate(self._outcomes):
            self._lines.append(self._line(place, outcome, outcome.key == chosen))
            self._rows.addWidget(self._lines[-1])
        if self._group.buttons():
            self.setFocusProxy(self._group.checkedButton() or self._group.buttons()[0])

    def chosen(self) -> Outcome | None:
        """Return the chosen outcome."""
        place = self._group.checkedId()
        return self._outcomes[place] if place >= 0 else None

    def choose(self, key: str) -> None:
        """Choose an outcome by its key."""
        for place, outcome in enumerate(self._outcomes):
            if outcome.key == key:
                self._group.button(place).setChecked(True)

    def _line(self, place: int, outcome: Outcome, chosen: bool) -> QWidget:
        line = QWidget(self)
        button = QRadioButton(line)
        button.setObjectName(f"outcome_{outcome.key}")
        button.setAccessibleName(f"{outcome.label} ({_TONES.get(outcome.tone, '')})")
        button.setChecked(chosen)
        picture = QToolButton(line)
        picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        picture.setStyleSheet("border: none; background: transparent; padding: 0;")
        picture.setAccessibleName(_TONES.get(outcome.tone, ""))
        icons.set_icon(picture, _ICONS.get(outcome.tone, "info"), outcome.tone)
        words = _Words(outcome.label, button, line)
        _level(words, button, picture)
        cells = QHBoxLayout(line)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(6)
        cells.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        cells.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        cells.addWidget(words, 1)
        self._group.addButton(button, place)
        return line


def _level(words: QLabel, *beside: QWidget) -> None:
    """Put small widgets in the middle of the first line of words that may wrap."""
    for widget in (words, *beside):
        widget.ensurePolished()
    line = words.fontMetrics().height()
    height = max(line, *(widget.sizeHint().height() for widget in beside))
    for widget in beside:
        widget.setFixedHeight(height)
    words.setContentsMargins(0, (height - line) // 2, 0, 0)
