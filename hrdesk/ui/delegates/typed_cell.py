"""Cells of a grid that is typed into fast, while what was typed before is stored and read again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QStyledItemDelegate, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FILLED = "filled"
_Index = QModelIndex | QPersistentModelIndex


class TypedCellDelegate(QStyledItemDelegate):
    """An open cell is the typist's: nothing read meanwhile touches it, Enter closes it at once."""

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Fill a cell that opens; never again while it is open."""
        if not editor.property(_FILLED):
            super().setEditorData(editor, index)
            editor.setProperty(_FILLED, True)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Close on Enter before the next key comes: Qt closes later, and keys typed fast mix."""
        enter = isinstance(event, QKeyEvent) and event.key() in ENTER and not event.modifiers()
        if event.type() == QEvent.Type.KeyPress and enter and isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)
