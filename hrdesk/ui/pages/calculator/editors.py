"""One fact of a form: a line, a date, a choice or a check box; values are those of the facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from hrdesk.rules.dates import DateError, parse_thai_date, thai_date_short
from hrdesk.rules.numbers import arabic_digits
from hrdesk.services.errors import DomainError
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.calculator.spec import LISTS, Shape, Spec
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

CHOOSE, NONE = "เลือก…", "ไม่มี / ไม่ระบุ"


class NotRead(ValueError):
    """A typed text is no value of its shape; its message is the Thai sentence."""


class Part(Protocol):
    """A piece of a form: a single fact, a group, a table or blocks."""

    spec: Spec

    def value(self) -> Any:
        """Return the fact, None where there is none; NotRead for what cannot be read."""
        ...

    def fill(self, value: Any) -> None:
        """Show a fact, or nothing for None."""
        ...

    def missing(self) -> list[str]:
        """Return the Thai names of what must still be filled in."""
        ...

    def say(self, where: str, words: str) -> bool:
        """Show a refusal at ``where`` below this fact; False where it has no place here."""
        ...

    def clear(self) -> None:
        """Take the refusals away."""
        ...


def read_text(shape: Shape, typed: str) -> Any:
    """Return what one typed text says as a plain value; raises NotRead."""
    text = plain(typed).strip()
    if shape is Shape.DATE:
        try:
            return parse_thai_date(text).isoformat()
        except DateError as problem:
            raise NotRead(sentence(DomainError(problem.code, **problem.facts))) from None
    if shape is Shape.TEXT:
        return text
    number = arabic_digits(text).replace(",", "").replace(" ", "")
    if shape is Shape.INTEGER:
        if not number.isdecimal():
            raise NotRead("ต้องเป็นจำนวนเต็ม เช่น 5")
        return int(number)
    return number


def write_text(shape: Shape, value: Any) -> str:
    """Return how a plain value is typed."""
    if value is None:
        return ""
    if shape is Shape.DATE:
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
        return thai_date_short(day)
    return str(value)


class SimplePart(Field):
    """A single fact with its label and what is wrong with it."""

    def __init__(
        self, spec: Spec, changed: Callable[[], None], today: Callable[[], dt.date], parent: QWidget
    ) -> None:
        self.spec = spec
        super().__init__(spec.label, self._made(changed, today), required=spec.must, parent=parent)
        self._label.setText(breakable(self._label.text()))
        self._label.setWordWrap(True)
        if spec.shape is Shape.FLAG:
            self._label.hide()  # the check box says it

    def value(self) -> Any:
        """Return the fact as a plain value, None where it is empty."""
        editor = self.editor
        if isinstance(editor, QCheckBox):
            return editor.isChecked()
        if isinstance(editor, QComboBox):
            code = editor.currentData()
            return code == "true" if self.spec.shape is Shape.MAYBE and code else code or None
        if isinstance(editor, BuddhistDateEdit):
            day = editor.date()
            if day is None and plain(editor.text()).strip():
                # Half a date is no fault while it is being typed.
                raise NotRead("" if editor.hasFocus() else "อ่านวันที่ไม่ได้ พิมพ์เช่น 15/08/2567")
            return day.isoformat() if day else None
        assert isinstance(editor, QLineEdit)
        return self._typed(editor.text())

    def fill(self, value: Any) -> None:
        """Show a fact; None empties it."""
        editor, shape = self.editor, self.spec.shape
        if isinstance(editor, QCheckBox):
            editor.setChecked(bool(self.spec.default if value is None else value))
        elif isinstance(editor, QComboBox):
            code = str(value).lower() if isinstance(value, bool) else value
            editor.setCurrentIndex(max(editor.findData(code or ""), 0))
        elif isinstance(editor, BuddhistDateEdit):
            editor.set_date(dt.date.fromisoformat(str(value)) if value else None)
        elif isinstance(editor, QLineEdit):
            one = LISTS.get(shape)
            several = value if isinstance(value, list | tuple) else [value]
            editor.setText(
                ", ".join(write_text(one, each) for each in several)
                if one
                else write_text(shape, value)
            )

    def missing(self) -> list[str]:
        """Return the label of a fact that must be there and is not."""
        try:
            return [self.words] if self.spec.must and self._gap() else []
        except NotRead:
            return []

    def say(self, where: str, words: str) -> bool:
        """Show a refusal under the editor."""
        del where
        self.set_error(words)
        return True

    def clear(self) -> None:
        """Take the refusal away."""
        self.set_error(None)

    def _gap(self) -> bool:
        # A list that may be empty is an answer when nothing is typed.
        return self.spec.shape not in (Shape.INTEGERS,) and self.value() in (None, [])

    def _typed(self, typed: str) -> Any:
        one = LISTS.get(self.spec.shape)
        if one is None:
            return read_text(self.spec.shape, typed) if plain(typed).strip() else None
        return [read_text(one, part) for part in typed.split(",") if part.strip()]

    def _made(self, changed: Callable[[], None], today: Callable[[], dt.date]) -> QWidget:
        spec, name = self.spec, f"fact_{self.spec.name}"

        def told(_value: object) -> None:
            changed()

        if spec.shape is Shape.DATE:
            day = BuddhistDateEdit(today, name)
            day.textChanged.connect(told)
            return day
        if spec.shape is Shape.FLAG:
            box = QCheckBox(spec.label)
            box.setChecked(bool(spec.default))
            box.toggled.connect(told)
            box.setObjectName(name)
            return box
        if spec.choices:
            combo = QComboBox()
            combo.setObjectName(name)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.setMinimumContentsLength(12)
            combo.addItem(CHOOSE if spec.must else NONE, "")
            for code, words in spec.choices:
                combo.addItem(words, code)
            combo.currentIndexChanged.connect(told)
            return combo
        line = QLineEdit()
        line.setObjectName(name)
        line.textChanged.connect(told)
        return line
