"""Typing a part of a text: fields stand out, and are put in from a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from hrdesk.services.queries.templates import FieldChoice
from hrdesk.ui import theme
from hrdesk.ui.pages.templates.words import FIELD

_LINE = 2  # pixels of air between lines
_FRAME = 18  # pixels above and below the words
_MOST = 14  # lines


class PartEdit(QPlainTextEdit):
    """One part; paragraphs are lines. Ctrl+Space offers the fields."""

    entered = Signal(object)  # this editor has the keyboard now

    def __init__(
        self, name: str, fields: Sequence[FieldChoice], lines: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"part_{name}")
        self.setTabChangesFocus(True)
        self._fields = tuple(fields)
        self._lines = lines
        self._light = _Fields(self.document(), {field.label for field in fields})
        self.document().documentLayout().documentSizeChanged.connect(lambda _s: self._fit())
        self._fit()

    def field_menu(self, parent: QWidget) -> QMenu:
        """Return the menu of fields, each put in where the cursor stands."""
        menu = QMenu(parent)
        menu.setObjectName("template_fields")
        for field in self._fields:
            action = menu.addAction(field.label)
            action.setObjectName(f"field_{field.name}")
            action.triggered.connect(lambda _on=False, label=field.label: self.put(label))
        return menu

    def put(self, label: str) -> None:
        """Put a field in where the cursor stands."""
        self.insertPlainText("{" + label + "}")
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Space offers the fields at the cursor."""
        if event.keyCombination() == QKeySequence("Ctrl+Space")[0] and not self.isReadOnly():
            menu = self.field_menu(self)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that fields go in here now."""
        super().focusInEvent(event)
        self.entered.emit(self)

    def resizeEvent(self, event: object) -> None:
        """Grow and shrink with the words."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing() + _LINE
        # A plain text document counts its height in lines.
        wanted = max(self._lines, round(self.document().size().height()))
        always = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(always if wanted > _MOST else never)
        self.setFixedHeight(min(wanted, _MOST) * line + _FRAME)


class _Fields(QSyntaxHighlighter):
    """Colours the fields: known ones as such, unknown ones as wrong."""

    def __init__(self, document: QTextDocument, labels: set[str]) -> None:
        super().__init__(document)
        self._labels = labels

    def highlightBlock(self, text: str) -> None:
        """Colour the fields of one line."""
        for found in FIELD.finditer(text):
            known = found[1].strip() in self._labels
            look = QTextCharFormat()
            look.setForeground(theme.colour("accent" if known else "bad"))
            look.setFontUnderline(not known)
            self.setFormat(found.start(), len(found[0]), look)
