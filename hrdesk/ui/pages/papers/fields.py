"""The editors of a paper's own values: text, lines, dates, money and choices, all as typed text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from hrdesk.services.paper_drafts import FieldKind
from hrdesk.ui.form import Form
from hrdesk.ui.pages.case.step_form import note_edit
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.paper_drafts import EditableField

_LINES_HINT = "หนึ่งบรรทัดต่อหนึ่งรายการหรือย่อหน้า"


class PaperFields(QWidget):
    """One editor for each editable field of a draft."""

    changed = Signal()

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_fields")
        self.form = Form()
        self._today = today
        self._editors: dict[str, QWidget] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(10)

    def build(self, fields: Sequence[EditableField]) -> None:
        """Make the editors, filled with what the program knows."""
        for field in fields:
            editor = self._editor(field)
            editor.setObjectName(f"paper_{field.name}")
            hint = field.help or (_LINES_HINT if field.kind is FieldKind.LINES else "")
            self._editors[field.name] = editor
            self._rows.addWidget(self.form.add(field.name, Field(field.label, editor, hint=hint)))

    def values(self) -> dict[str, str]:
        """Return the texts as typed, by the field's path."""
        return {name: _text(editor) for name, editor in self._editors.items()}

    def put(self, values: dict[str, str]) -> None:
        """Fill the editors that are named."""
        for name, text in values.items():
            if name in self._editors:
                _write(self._editors[name], str(text))

    def focus(self, name: str) -> None:
        """Put the keyboard into one editor."""
        if name in self._editors:
            self._editors[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the keyboard into the first editor."""
        if self._editors:
            next(iter(self._editors.values())).setFocus()

    def names(self) -> frozenset[str]:
        """Return the paths that have an editor."""
        return frozenset(self._editors)

    def _editor(self, field: EditableField) -> QWidget:
        if field.kind is FieldKind.DATE:
            date = BuddhistDateEdit(self._today, f"paper_{field.name}")
            date.setText(field.value)
            date.settle()
            date.textChanged.connect(self.changed)
            return date
        if field.kind is FieldKind.CHOICE:
            box = QComboBox()
            box.addItem("– เลือก –", "")
            for choice in field.choices:
                box.addItem(choice, choice)
            box.setCurrentIndex(max(box.findData(field.value), 0))
            # A long post must not make the whole column wider.
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
            box.currentIndexChanged.connect(self.changed)
            return box
        if field.kind in (FieldKind.LONG, FieldKind.LINES, FieldKind.ROWS):
            long = note_edit(f"paper_{field.name}", 3)
            long.setPlainText(field.value)
            long.textChanged.connect(self.changed)
            return long
        line = QLineEdit(field.value)
        line.setCursorPosition(0)
        if field.kind is FieldKind.MONEY:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.textChanged.connect(self.changed)
        return line


def _text(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    if isinstance(editor, QPlainTextEdit):
        return plain(editor.toPlainText())
    return plain(editor.text()) if isinstance(editor, QLineEdit) else ""


def _write(editor: QWidget, text: str) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(editor.findData(text), 0))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
        if isinstance(editor, BuddhistDateEdit):
            editor.settle()
