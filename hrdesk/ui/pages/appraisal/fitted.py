"""Small forms that are as high as what they hold once they are shown."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit


class FittedDialog(FormDialog):
    """Makes its room when it is shown: before that the letters have no size yet."""

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that everything needs."""
        super().showEvent(event)
        fit(self)
