"""What an empty page says: what belongs there, and the first action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_TEXT_WIDTH = 340


class EmptyState(QWidget):
    """A heading, one sentence, and a button where there is something to begin."""

    started = Signal()

    def __init__(
        self, title: str = "", text: str = "", action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("empty_state")
        self._title = QLabel(self)
        self._text = QLabel(self)
        self._button = QPushButton(self)
        self._button.setObjectName("empty_state_action")
        self._button.clicked.connect(self.started)
        self._title.setObjectName("empty_state_title")
        self._text.setObjectName("empty_state_text")
        set_role(self._title, "subtitle")
        set_role(self._text, "muted")
        set_role(self._button, "primary")
        self._text.setWordWrap(True)
        self._text.setFixedWidth(_TEXT_WIDTH)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch()
        layout.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        # Not by alignment: that would measure the height of wrapped words at the full width.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._text, 4)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.say(title, text, action)

    def say(self, title: str, text: str = "", action: str = "") -> None:
        """Change the words; without an action there is no button."""
        self._title.setText(title)
        self._text.setText(breakable(text))
        # Qt asks for the height at the layout's width, not at this one.
        self._text.ensurePolished()
        self._text.setMinimumHeight(max(0, self._text.heightForWidth(_TEXT_WIDTH)))
        self._button.setText(action)
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._text.setVisible(bool(text))
        self._needed = self.layout().sizeHint().height()
        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the sentence to the tip where there is room for the heading and the button only."""
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        words = self.accessibleDescription()
        fits = self.height() >= self._needed
        self._text.setVisible(bool(words) and fits)
        self._title.setToolTip("" if fits else words)
