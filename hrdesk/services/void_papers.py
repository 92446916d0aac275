"""A paper whose number is void, as it may be looked at: marked on a copy, kept as it was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hrdesk.models import IssuedNumber, IssuedPaper
from hrdesk.services.problems import refusing
from hrdesk.services.unit_of_work import BANGKOK, UnitOfWork

if TYPE_CHECKING:
    from hrdesk.services.papers import PaperOptions


def as_shown(uow: UnitOfWork, paper: IssuedPaper, options: PaperOptions | None = None) -> bytes:
    """Return a paper's PDF for screen, printer and file; the stored bytes unless it is void.

    What can no longer be read as a PDF is given as it is: its reader says so.
    """
    number = uow.session.get(IssuedNumber, paper.number_id) if paper.number_id else None
    if number is None or number.voided_at is None:
        return paper.content
    from hrdesk.documents.errors import PaperError, PaperUnreadable
    from hrdesk.documents.void_mark import Voided, mark_void
    from hrdesk.services.paper_data import office_facts
    from hrdesk.services.papers import PaperOptions, paper_style

    style = paper_style(office_facts(uow), options or PaperOptions())
    on = number.voided_at.astimezone(BANGKOK).date()
    voided = Voided(number.shown, on, number.voided_by, number.void_reason)
    with refusing(PaperError):
        try:
            return mark_void(paper.content, voided, style)
        except PaperUnreadable:
            return paper.content
