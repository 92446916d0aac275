"""Certified copies of issued papers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hrdesk.documents import certified
from hrdesk.documents.errors import PaperError
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result
from hrdesk.services.errors import DomainError
from hrdesk.services.paper_data import office_facts
from hrdesk.services.papers import PaperOptions, paper_style
from hrdesk.services.problems import refuse, refusing
from hrdesk.services.queries.registers import issued_detail
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CertifyCopy:
    """Who certifies a copy of which issued paper; without a day there is room to write it."""

    paper_id: int
    name: str
    post: str
    dated: dt.date | None = None
    options: PaperOptions = field(default_factory=PaperOptions)


def certified_copy(uow: UnitOfWork, command: CertifyCopy) -> Result[bytes]:
    """Return the paper as issued with the block of a certified copy on every page.

    Errors: ``required`` (name, post), ``paper_void``, ``paper_altered``, ``paper_unreadable``.
    """
    require(uow.actor, Right.ISSUE_PAPERS)
    paper = issued_detail(uow, command.paper_id)
    refuse(
        DomainError("required", field=name)
        for name in ("name", "post")
        if not getattr(command, name).strip()
    )
    if paper.voided_at is not None:
        raise DomainError("paper_void", number=paper.number)
    if not paper.intact:
        raise DomainError("paper_altered", title=paper.title)
    style = paper_style(office_facts(uow), command.options)
    data = certified.Certification(command.name.strip(), command.post.strip(), command.dated)
    with refusing(PaperError):
        copy = certified.certify(paper.content, data, style)
    uow.audit(
        "paper.certified",
        "issued_paper",
        paper.id,
        case_id=paper.case_id,
        changes={"title": (None, paper.title), "name": (None, data.name)},
    )
    return Result(copy, frozenset())
