"""What an empty page says: what belongs there, and the first action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable


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
        self._text.setMaximumWidth(460)
        self._text.setMinimumWidth(300)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch()
        for widget in (self._title, self._text, self._button):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.say(title, text, action)

    def say(self, title: str, text: str = "", action: str = "") -> None:
        """Change the words; without an action there is no button."""
        self._title.setText(title)
        self._text.setText(breakable(text))
        self._text.setVisible(bool(text))
        self._button.setText(action)
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
