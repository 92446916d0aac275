"""A text as a paper with invented data, in this PC's style; slow work, for the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hrdesk.documents.templates import Template
    from hrdesk.ui.context import AppContext


def sample_pdf(ctx: AppContext, name: str, template: Template) -> bytes:
    """Return the paper of a text filled with sample data. Raises the codes of ``PaperError``."""
    from hrdesk.documents import templates
    from hrdesk.documents.errors import PaperError
    from hrdesk.documents.fonts import find_fonts
    from hrdesk.documents.style import PaperStyle
    from hrdesk.services.problems import refusing

    with refusing(PaperError):
        style = PaperStyle(
            digits="arabic" if ctx.settings.text("digits") == "arabic" else "thai",
            fonts=find_fonts(ctx.settings.text("font_file")),
        )
        return templates.preview(name, template, style)
