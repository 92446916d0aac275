"""F1 in the dialogs that come before the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from hrdesk.ui.help import HelpWindow


class HelpKey:
    """Opens a help page over a dialog; ``close`` takes it away with the dialog."""

    def __init__(self, dialog: QDialog, page: str) -> None:
        self._dialog = dialog
        self._page = page
        self.window: HelpWindow | None = None
        QShortcut(QKeySequence("F1"), dialog, activated=self.open)

    def open(self) -> None:
        """Show the page."""
        from hrdesk.ui.help import HelpWindow

        if self.window is None:
            self.window = HelpWindow(self._dialog)  # a child: the dialog is modal to all others
        self.window.open(self._page)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Take the help away."""
        if self.window is not None:
            self.window.close()
