"""Opening the editor of forms from a page that has no meeting at hand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hrdesk.ui.context import AppContext


def edit_forms(ctx: AppContext, owner: QWidget, key: str = "") -> None:
    """Open the editor at a form, in this PC's digits and font."""
    from hrdesk.documents.errors import PaperError
    from hrdesk.documents.fonts import find_fonts
    from hrdesk.documents.style import PaperStyle
    from hrdesk.services.problems import refusing
    from hrdesk.ui.pages.forms.editor import FormEditor

    with refusing(PaperError):
        style = PaperStyle(
            digits="arabic" if ctx.settings.text("digits") == "arabic" else "thai",
            fonts=find_fonts(ctx.settings.text("font_file")),
        )
    FormEditor(ctx, style, key, owner).open()
