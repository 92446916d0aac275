"""Papers of a meeting as files: one PDF of all, a Word file, and keeping them with the cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hrdesk.documents.errors import PaperError
from hrdesk.documents.registry import paper_kind
from hrdesk.documents.style import PaperStyle
from hrdesk.models import Case, IssuedPaper
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.meeting_papers import MadePaper, missing_of
from hrdesk.services.meetings import load_meeting
from hrdesk.services.paper_keep import keep_paper
from hrdesk.services.problems import refusing
from hrdesk.services.queries.meeting_papers import note_papers
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A paper as it was made, to be kept: the data it came from and its PDF."""

    paper: MadePaper = field(repr=False)
    content: bytes = field(repr=False)


def build_one(paper: MadePaper, style: PaperStyle) -> bytes:
    """Return a paper as a PDF; slow work, for the pool. Raises the codes of ``PaperError``."""
    with refusing(PaperError):
        content: bytes = paper_kind(paper.kind).module.build(paper.data, style)
    return content


def build_together(
    papers: Sequence[MadePaper],
    style: PaperStyle,
    title: str,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> bytes:
    """Return all papers in one PDF; ``step`` hears (done, in all) and may raise to stop."""
    from hrdesk.documents.batch import build_many

    with refusing(PaperError):
        return build_many(
            papers,
            lambda paper, used: paper_kind(paper.kind).module.sections(paper.data, used),
            style,
            title=title,
            progress=step,
        )


def word_of(paper: MadePaper, style: PaperStyle) -> bytes:
    """Return a paper as a Word file, to be edited by hand; slow work, for the pool."""
    from hrdesk.documents import word

    with refusing(PaperError):
        sections = paper_kind(paper.kind).module.sections(paper.data, style)
        return word.build_docx(sections, style, title=paper.title)


def file_meeting_papers(
    uow: UnitOfWork, meeting_id: int, papers: Sequence[FiledPaper]
) -> Result[int]:
    """Keep papers as they were printed, with the cases of their candidates; returns how many.

    A paper about nobody's case is kept without one. Errors: ``not_found``, ``paper_incomplete``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    require(uow.actor, Right.ISSUE_PAPERS)
    meeting = load_meeting(uow, meeting_id)
    lacking = missing_of([each.paper for each in papers])
    if lacking:
        raise DomainError("paper_incomplete", count=len(lacking), names=lacking)
    touched: set[Change] = set()
    kept = 0
    lines: dict[str, list[int]] = {}
    for each in papers:
        for case_id in each.paper.cases or (None,):
            row = _stored(uow, each, case_id, f"{meeting.number}/{meeting.year}")
            touched |= changed(("paper", row.id), ("case", case_id))
            lines.setdefault(each.paper.row_id, []).append(row.id)
            kept += 1
    for line, ids in lines.items():
        count = sum(each.paper.row_id == line for each in papers)
        note_papers(uow, meeting_id, line, ids, count)
    return Result(kept, frozenset(touched))


def _stored(uow: UnitOfWork, filed: FiledPaper, case_id: int | None, number: str) -> IssuedPaper:
    paper = filed.paper
    if case_id is not None and uow.session.get(Case, case_id) is None:
        raise DomainError("not_found")
    return keep_paper(
        uow, paper.kind, paper.title, filed.content,
        case_id=case_id, person_id=paper.person_id, fields={"meeting": number},
    )  # fmt: skip
