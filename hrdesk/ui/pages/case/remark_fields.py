"""The fields of a step's remark: result, order number, letter number, whatever its step holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from hrdesk.rules.dates import DateError, parse_thai_date, thai_date_short
from hrdesk.services.errors import DomainError
from hrdesk.ui.form import Form
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.rules.procedure import RemarkField

_EXAMPLES = {"order_number": "เช่น 123/2567", "letter_number": "เช่น สธ 0903.01/456"}
_NOT_CHOSEN = "– เลือก –"


class RemarkFields(QWidget):
    """One editor for each field of a remark; values are texts, days as 5 ส.ค. 2567."""

    changed = Signal()

    def __init__(
        self, today: Callable[[], dt.date], form: Form, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._form = form
        self._fields: dict[str, RemarkField] = {}
        self._editors: dict[str, QWidget] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)

    def build(self, fields: Sequence[RemarkField], values: Mapping[str, str]) -> None:
        """Make the editors anew and fill them."""
        self._clear()
        for field in fields:
            editor = self._editor(field, values.get(field.key, ""))
            self._fields[field.key] = field
            self._editors[field.key] = editor
            labelled = Field(field.label, editor, required=field.required, parent=self)
            self._form.add(field.key, labelled)
            self._rows.addWidget(labelled)
        self.setVisible(bool(fields))

    def offer(self, values: Mapping[str, str]) -> None:
        """Fill the fields in which nothing was typed yet."""
        for key, value in values.items():
            editor = self._editors.get(key)
            if editor is None or _raw(editor):
                continue
            if isinstance(editor, BuddhistDateEdit):
                _show_date(editor, value)
            elif isinstance(editor, QLineEdit):
                editor.setText(value)

    def values(self) -> dict[str, str]:
        """Return what is typed, by the field's key; empty fields are left out."""
        found = {key: _text(editor) for key, editor in self._editors.items()}
        return {key: text for key, text in found.items() if text}

    def typed(self) -> dict[str, str]:
        """Return the texts as they stand in the editors, for a draft."""
        return {key: _raw(editor) for key, editor in self._editors.items()}

    def problems(self) -> tuple[DomainError, ...]:
        """Return what is wrong with what was typed: unreadable dates, required fields empty."""
        found = []
        values = self.values()
        for key, field in self._fields.items():
            editor = self._editors[key]
            wrong = editor.problem() if isinstance(editor, BuddhistDateEdit) else None
            if wrong is not None:
                found.append(DomainError(wrong.code, field=key, **wrong.facts))
            elif field.required and key not in values:
                found.append(DomainError("required", field=key))
        return tuple(found)

    def _clear(self) -> None:
        for key in self._fields:
            labelled = self._form.fields.pop(key)
            self._rows.removeWidget(labelled)
            labelled.hide()
            labelled.deleteLater()
        self._fields.clear()
        self._editors.clear()

    def _editor(self, field: RemarkField, value: str) -> QWidget:
        name = f"remark_{field.key}"
        if field.kind == "date":
            date = BuddhistDateEdit(self._today, name)
            _show_date(date, value)
            date.textChanged.connect(self.changed)
            return date
        if field.kind == "choice":
            box = QComboBox()
            box.setObjectName(name)
            box.addItem(_NOT_CHOSEN, "")
            for choice in field.choices:
                box.addItem(choice, choice)
            if value and box.findData(value) < 0:  # chosen under an earlier wording
                box.addItem(value, value)
            box.setCurrentIndex(max(box.findData(value), 0))
            box.currentIndexChanged.connect(self.changed)
            return box
        line = QLineEdit(value)
        line.setObjectName(name)
        line.setPlaceholderText(_EXAMPLES.get(field.kind, ""))
        line.textChanged.connect(self.changed)
        return line


def _text(editor: QWidget) -> str:
    if isinstance(editor, BuddhistDateEdit):
        day = editor.date()
        return thai_date_short(day) if day else ""
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    return plain(editor.text()).strip() if isinstance(editor, QLineEdit) else ""


def _raw(editor: QWidget) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else _text(editor)


def _show_date(editor: BuddhistDateEdit, value: str) -> None:
    """Show a stored day; text that is no day (a draft half typed) stays as it was typed."""
    if not value:
        return
    try:
        editor.set_date(parse_thai_date(value))
    except DateError:
        editor.setText(value)
