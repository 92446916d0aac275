"""A small form in a dialog."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from hrdesk.services.errors import DomainError
from hrdesk.ui.form import Form
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.sign_in.fitting import FittingArea, fit
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_WIDTH = 440  # pixels


class FormDialog(ReadingOrder, QDialog):
    """Fields, the sentence of what has no field, and two buttons; stays open until accepted."""

    kind: ClassVar[str] = "form_dialog"

    def __init__(self, title: str, go: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = Form()
        self.setObjectName(self.kind)
        content = QWidget(self)
        self.fields = QVBoxLayout(content)
        self.fields.setContentsMargins(0, 0, 8, 0)
        self.fields.setSpacing(12)
        self._general = QLabel(self)
        self._general.setObjectName("dialog_problem")
        self._general.setWordWrap(True)
        set_role(self._general, "error")
        self._general.hide()
        cancel = QPushButton("ยกเลิก", self)
        cancel.setObjectName("dialog_cancel")
        cancel.setAccessibleName("ยกเลิก")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go = QPushButton(go, self)
        self.go.setObjectName("dialog_go")
        self.go.setAccessibleName(go)
        self.go.setDefault(True)
        set_role(self.go, "primary")
        self.go.clicked.connect(self.submit)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(FittingArea(content, _WIDTH, self), 1)
        rows.addWidget(self._general)
        rows.addLayout(buttons)

    def submit(self) -> None:
        """Take the sentences away and hand over what was typed."""
        self.form.clear()
        self._general.hide()
        self.hand_over()

    def hand_over(self) -> None:
        """Give what was typed to whoever opened the dialog."""
        raise NotImplementedError

    def accept(self) -> None:
        """Close; who saved may be answered only after the dialog was closed with Esc."""
        if isValid(self):
            super().accept()

    def refused(self, problem: DomainError) -> None:
        """Show why saving was refused; what was typed stays."""
        if not isValid(self):
            return
        rest = self.form.show(problem)
        self._general.setText(breakable(" ".join(sentence(one) for one in rest)))
        self._general.setVisible(bool(rest))
        fit(self)
