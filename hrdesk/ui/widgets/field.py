"""A field: its label, its editor, and the sentence of what is wrong under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.ui.messages import sentence
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable


class Field(QWidget):
    """Label above, editor, error line below; the editor gets its Thai accessible name.

    An editor with a ``problem_changed(object)`` signal shows its own problems here.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.words = label
        self.required = required
        self.setObjectName(f"field_{editor.objectName()}")
        self._label = QLabel(f"{label} *" if required else label, self)
        self._label.setObjectName(f"label_{editor.objectName()}")
        self._label.setBuddy(editor)
        set_role(self._label, "muted")
        if required:
            self._label.setToolTip("ต้องกรอก")
        self._error = QLabel(self)
        self._error.setObjectName(f"error_{editor.objectName()}")
        self._error.setWordWrap(True)
        self._error.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self._error, "error")
        self._error.hide()
        self._hint = QLabel(breakable(hint), self)
        self._hint.setWordWrap(True)
        set_role(self._hint, "muted")
        self._hint.setVisible(bool(hint))
        editor.setAccessibleName(f"{label} (ต้องกรอก)" if required else label)
        editor.setAccessibleDescription(hint)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for widget in (self._label, editor, self._hint, self._error):
            rows.addWidget(widget)
        rows.addStretch()  # beside a field with an error the others stay at the top
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusProxy(editor)
        signal = getattr(editor, "problem_changed", None)
        if signal is not None:
            signal.connect(self.set_error)
        elif isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._mended)
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(self._mended)
        elif isinstance(editor, QComboBox):
            editor.activated.connect(self._mended)

    def _mended(self) -> None:
        # What is being changed is no longer what was refused; saving looks at it again.
        if self.error():
            self.set_error(None)

    def error(self) -> str:
        """Return the sentence that is shown, or an empty text."""
        return self._error.property("whole") or "" if not self._error.isHidden() else ""

    def set_error(self, problem: DomainError | str | None) -> None:
        """Show what is wrong with this field, or nothing."""
        text = sentence(problem) if isinstance(problem, DomainError) else problem or ""
        self._error.setProperty("whole", text)
        self._error.setText(breakable(text))
        self._error.setVisible(bool(text))
        # A reader says the error together with the field.
        self.editor.setAccessibleDescription(text or self._hint.text())
        self.editor.setProperty("wrong", bool(text))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def set_words(self, label: str) -> None:
        """Change the label."""
        self.words = label
        self._label.setText(f"{label} *" if self.required else label)
        self.editor.setAccessibleName(f"{label} (ต้องกรอก)" if self.required else label)
