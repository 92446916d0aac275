"""Papers of a salary round as files: one PDF of all, one each, Word, Excel, and keeping them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.documents.draft_mark import as_draft
from hrdesk.documents.errors import PaperError
from hrdesk.documents.paper import build_paper
from hrdesk.documents.registry import paper_kind
from hrdesk.exchange.errors import ExchangeError
from hrdesk.models import IssuedPaper, SalaryRound
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.paper_keep import keep_paper
from hrdesk.services.problems import refusing
from hrdesk.services.queries.salary_papers import PAPER_KEY, ROUND_KEY
from hrdesk.services.salary_papers import RoundPaper
from hrdesk.services.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from hrdesk.documents.flow import Section
    from hrdesk.documents.style import PaperStyle
    from hrdesk.exchange.lists import ListSheet

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONG_NUMBER = re.compile(r"\d(?:[-\s]?\d){12,}")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class FiledRoundPaper:
    """A line's papers as they were made, to be kept in one PDF."""

    row_id: str
    kind: str
    title: str
    draft: str
    missing: tuple[str, ...]
    content: bytes = field(repr=False)


def sections_of(paper: RoundPaper, style: PaperStyle) -> list[Section]:
    """Return a paper's pages, a draft marked on each of them."""
    made: list[Section] = paper_kind(paper.kind).module.sections(paper.make(), style)
    return as_draft(made, style, paper.draft) if paper.draft else made


def build_one(paper: RoundPaper, style: PaperStyle) -> bytes:
    """Return a paper as a PDF; slow work, for the pool. Raises the codes of ``PaperError``."""
    with refusing(PaperError):
        return build_paper(sections_of(paper, style), style, title=paper.title, author=paper.agency)


def build_together(
    papers: Sequence[RoundPaper],
    style: PaperStyle,
    title: str,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> bytes:
    """Return all papers in one PDF; ``step`` hears (done, in all) and may raise to stop."""
    from hrdesk.documents.batch import build_many

    author = papers[0].agency if papers else ""
    with refusing(PaperError):
        return build_many(papers, sections_of, style, title=title, author=author, progress=step)


def build_apart(
    papers: Sequence[RoundPaper],
    style: PaperStyle,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[tuple[str, bytes]]:
    """Yield a file's name and PDF for each paper, one held at a time; ``step`` may raise to stop."""
    from hrdesk.documents.batch import build_each

    with refusing(PaperError):
        yield from zip(
            file_names(papers), build_each(papers, build_one, style, progress=step), strict=True
        )


def word_of(paper: RoundPaper, style: PaperStyle) -> bytes:
    """Return a paper as a Word file, to be edited by hand; slow work, for the pool."""
    from hrdesk.documents import word

    with refusing(PaperError):
        return word.build_docx(sections_of(paper, style), style, title=paper.title)


def file_names(papers: Sequence[RoundPaper]) -> tuple[str, ...]:
    """Return a safe name for each paper's file: its place and title, never a national ID."""
    width = len(str(len(papers)))
    return tuple(
        f"{place:0{width}d} {_safe(paper.name)}.pdf" for place, paper in enumerate(papers, 1)
    )


def write_tables(path: Path, sheets: Sequence[ListSheet]) -> None:
    """Write tables as sheets of one workbook, whole or not at all.

    Raises ``disk_full`` or ``file_not_written``.
    """
    from hrdesk.exchange.lists import write_lists

    with refusing(ExchangeError):
        write_lists(path, sheets)


def file_round_papers(
    uow: UnitOfWork, round_id: int, papers: Sequence[FiledRoundPaper]
) -> Result[int]:
    """Keep papers of a final round as they were printed; returns how many.

    Errors: ``not_found``, ``salary_paper_draft``, ``paper_incomplete``.
    """
    require(uow.actor, Right.WORK_SALARY)
    require(uow.actor, Right.ISSUE_PAPERS)
    row = uow.session.get(SalaryRound, round_id)
    if row is None:
        raise DomainError("not_found")
    if row.state == "open" or row.copy_of_id is not None or any(each.draft for each in papers):
        raise DomainError("salary_paper_draft")
    lacking = tuple(dict.fromkeys(label for each in papers for label in each.missing))
    if lacking:
        raise DomainError("paper_incomplete", count=len(lacking), names=lacking)
    touched: set[Change] = set(changed(("salary_round", round_id)))
    for each in papers:
        touched |= changed(("paper", _stored(uow, row, each).id), ("case", row.case_id))
    return Result(len(papers), frozenset(touched))


def _stored(uow: UnitOfWork, round_: SalaryRound, paper: FiledRoundPaper) -> IssuedPaper:
    fields = {ROUND_KEY: str(round_.id), PAPER_KEY: paper.row_id}
    return keep_paper(
        uow, paper.kind, paper.title, paper.content, fields=fields, case_id=round_.case_id
    )


def _safe(name: str) -> str:
    """Return a name without what Windows forbids, nor any number as long as a national ID."""
    kept = _LONG_NUMBER.sub("-", _FORBIDDEN.sub("-", name))
    return kept[:_LONGEST_NAME].strip(" .-") or "เอกสาร"
