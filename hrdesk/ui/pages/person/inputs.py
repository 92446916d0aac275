"""Editors that the forms about people share: lines with completion, choices, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from hrdesk.rules.codes import LabelledEnum
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.person_picker import PersonPicker

_TEXT_EDGE = 4
_POPUP_EDGE = 40  # pixels for the scroll bar and the frame
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Line(QLineEdit):
    """One line of text that may complete what the register already holds."""

    def __init__(self, name: str, parent: QWidget | None = None, hint: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setPlaceholderText(hint)
        self._words = QStringListModel(self)

    def value(self) -> str:
        """Return what is typed, trimmed."""
        return plain(self.text()).strip()

    def complete(self, words: Sequence[str]) -> None:
        """Offer these texts while one types, any part of them."""
        if self.completer() is None:
            completer = QCompleter(self._words, self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.setCompleter(completer)
        self._words.setStringList(list(words))


class Choice(QComboBox):
    """A closed list whose first line may be nothing; the mouse wheel does not change it."""

    def __init__(
        self,
        name: str,
        options: Iterable[tuple[str, str]],
        parent: QWidget | None = None,
        empty: str | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._empty = empty
        self.set_options(options)

    def set_options(self, options: Iterable[tuple[str, str]]) -> None:
        """Replace the lines by (key, Thai words); what is chosen stays chosen where it remains."""
        kept = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        if self._empty is not None:
            self.addItem(self._empty, "")
        for key, words in options:
            self.addItem(words, key)
        self.set_value(kept)
        self.blockSignals(blocked)

    def value(self) -> str:
        """Return the key of the chosen line, empty for nothing."""
        return str(self.currentData() or "")

    def set_value(self, key: str) -> None:
        """Choose a line by its key; an unknown key chooses the first line."""
        self.setCurrentIndex(max(self.findData(key), 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shorten a long line visibly, never inside a letter."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(kind, option, part, self).width() - _TEXT_EDGE
        elide = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), elide, room)
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        """Show long lines whole where the screen has room for them."""
        view = self.view()
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        room = self.screen().availableSize().width() - _POPUP_EDGE
        view.setMinimumWidth(min(room, view.sizeHintForColumn(0) + _POPUP_EDGE))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()


class Note(QPlainTextEdit):
    """A few lines of text; Tab goes on to the next field."""

    def __init__(self, name: str, parent: QWidget | None = None, lines: int = 3) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 24)

    def value(self) -> str:
        """Return what is typed, trimmed."""
        return plain(self.toPlainText()).strip()


class EnterGoesOn(QObject):
    """Lets Enter lead to the next field, as a form on paper is filled."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self.watch(form)

    def watch(self, part: QWidget) -> None:
        """Take in the editors of a part of the form that was made later."""
        for kind in (QLineEdit, QComboBox, QRadioButton, QCheckBox, QListWidget):
            for editor in part.findChildren(kind):
                if not isinstance(editor, PersonPicker):
                    editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move on at Enter, unless a list of completions takes it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain_enter = (
                event.key() in _ENTER
                and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            )
            if plain_enter and isinstance(watched, QWidget):
                if isinstance(watched, QLineEdit):
                    watched.returnPressed.emit()
                    if watched.property("wrong"):
                        return True
                watched.focusNextChild()
                return True
        return super().eventFilter(watched, event)


def options(kind: type[LabelledEnum]) -> tuple[tuple[str, str], ...]:
    """Return a closed list as (code, Thai words)."""
    return tuple((str(member), member.label) for member in kind)
