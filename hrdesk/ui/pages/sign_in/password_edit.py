"""Typing a password: hidden, shown on demand, and a word when Caps Lock is on."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

_CAPS_LOCK = 0x14  # Windows' number of the key


def caps_lock_now() -> bool | None:
    """Tell whether Caps Lock is on, or None where this system does not say."""
    if sys.platform != "win32":
        return None
    import ctypes

    return bool(ctypes.windll.user32.GetKeyState(_CAPS_LOCK) & 1)


class PasswordEdit(QLineEdit):
    """A hidden line with a button that shows what was typed."""

    caps_changed = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._caps: bool | None = None
        self._eye = QToolButton(self)
        self._eye.setObjectName(f"{name}_show")
        self._eye.setCheckable(True)
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._eye.toggled.connect(self._show)
        self._show(False)

    def clear_secret(self) -> None:
        """Forget what was typed and hide the next."""
        self.clear()
        self._eye.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Learn from the letters typed whether Caps Lock is on."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            known = caps_lock_now()
            if known is None and self._caps is not None:
                known = not self._caps
            self._say(known)
        elif len(text) == 1 and text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._say(text.isupper() != shift)
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask the system about Caps Lock where it can tell."""
        self._say(caps_lock_now())
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button inside the right end."""
        super().resizeEvent(event)
        size = self._eye.sizeHint()
        height = min(size.height(), self.height() - 4)
        top = (self.height() - height) // 2
        self._eye.setGeometry(self.width() - size.width() - 4, top, size.width(), height)
        self.setTextMargins(0, 0, size.width() + 4, 0)

    def _show(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self._eye.setText("ซ่อน" if on else "แสดง")
        words = "ซ่อนรหัสผ่าน" if on else "แสดงรหัสผ่านที่พิมพ์"
        self._eye.setAccessibleName(words)
        self._eye.setToolTip(words)

    def _say(self, caps: bool | None) -> None:
        if caps is not None and caps != self._caps:
            self._caps = caps
            self.caps_changed.emit(caps)
