"""Room for forms: a scroll area around one, and a dialog that grows with its errors."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget


def scrolled(inner: QWidget, name: str) -> QScrollArea:
    """Return a scroll area around a form, without a frame and without sideways scrolling."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner.setProperty("role", "scrolled")
    area.setWidget(inner)
    return area


def grow(dialog: QDialog) -> None:
    """Make a dialog as high as its errors now need; it never shrinks under the user's hand."""
    layout = dialog.layout()
    if layout is None:
        return
    layout.activate()
    width = dialog.width()
    wraps = layout.hasHeightForWidth()
    need = layout.totalHeightForWidth(width) if wraps else layout.totalSizeHint().height()
    if need > dialog.height():
        dialog.resize(width, need)
