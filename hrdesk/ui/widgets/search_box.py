"""A search box that asks while one types, but not at every key."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from hrdesk.ui import icons
from hrdesk.ui.thai_text import plain

DEBOUNCE_MS = 180


class SearchBox(QLineEdit):
    """Emits ``searched`` shortly after the last key; Enter asks at once, Esc clears."""

    searched = Signal(str)
    moved_down = Signal()  # Down: go on into the list below

    def __init__(
        self,
        hint: str,
        name: str = "search",
        parent: QWidget | None = None,
        delay: int = DEBOUNCE_MS,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(hint)
        self.setPlaceholderText(hint)
        self.setToolTip(f"{hint} (Ctrl+F) · Esc ล้าง")
        self.setClearButtonEnabled(True)
        self._last = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay)
        self._timer.timeout.connect(self._ask)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._ask)
        glass = QAction(self)
        icons.set_icon(glass, "search", "muted")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)

    def query(self) -> str:
        """Return what is searched for, trimmed."""
        return plain(self.text()).strip()

    def set_query(self, text: str) -> None:
        """Fill the box without asking."""
        self._last = text.strip()
        self.blockSignals(True)
        self.setText(text)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears before it goes back; Down leads into the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._ask()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Down:
            self.moved_down.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing more once the page is gone."""
        self._timer.stop()
        super().hideEvent(event)

    def _typed(self) -> None:
        self._timer.start()

    def _ask(self) -> None:
        self._timer.stop()
        query = self.query()
        if query != self._last:
            self._last = query
            self.searched.emit(query)
