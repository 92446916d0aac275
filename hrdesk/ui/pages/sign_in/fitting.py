"""Dialogs that grow with what they show, and scroll where the screen is too small for it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from hrdesk.ui.style import set_role

_TITLE_BAR = 40  # pixels that the window's frame takes


class FittingArea(QScrollArea):
    """Holds a dialog's fields; wants all the height they need, and scrolls with less."""

    def __init__(self, content: QWidget, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"scroll_{parent.objectName()}")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._width = width
        set_role(content, "scrolled")
        self.setWidget(content)
        self.setMinimumWidth(width)

    def sizeHint(self) -> QSize:
        """Want the height of everything inside at the present width."""
        layout = self.widget().layout()
        layout.activate()
        width = max(self.viewport().width(), self._width)
        height = layout.totalHeightForWidth(width)
        if height < 0:  # nothing inside is the higher the narrower it is
            height = layout.totalSizeHint().height()
        # A field with a hint takes room for two lines of it, whatever the width.
        height = max(height, self.widget().minimumSizeHint().height())
        return QSize(self._width, height + 2)


def fit(dialog: QDialog) -> None:
    """Make room in a dialog for what appeared, as far as the screen allows.

    A dialog on its own stays in the middle of the screen; one over a window only stays on it.
    """
    for area in dialog.findChildren(FittingArea):
        area.updateGeometry()  # its old wish is remembered otherwise
    dialog.layout().activate()
    screen = dialog.screen().availableGeometry()
    room = screen.height() - _TITLE_BAR
    need = min(dialog.sizeHint().height(), room)
    if dialog.height() < need or dialog.height() > room:
        dialog.resize(dialog.width(), need)
        if dialog.isVisible():
            _settle(dialog, screen)


def _settle(dialog: QDialog, screen: QRect) -> None:
    frame = dialog.frameGeometry()
    if dialog.parentWidget() is None:
        frame.moveCenter(screen.center())
    frame.moveTop(max(screen.top(), min(frame.top(), screen.bottom() - frame.height())))
    dialog.move(frame.topLeft())
