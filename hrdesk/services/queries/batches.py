"""Letters made for many: which runs there were, and every letter of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from hrdesk.models import IssuedPaper, PaperBatch
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.services.void_papers import as_shown

if TYPE_CHECKING:
    from hrdesk.services.papers import PaperOptions


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One run: what was made, for how many, by whom."""

    id: int
    title: str
    count: int
    first_number: str
    made_by: str
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class BatchPaper:
    """One letter of a run; ``place`` counts from 1."""

    id: int
    place: int
    number: str
    to: str
    title: str
    dated: dt.date | None


def batch_list(uow: UnitOfWork, limit: int = 500) -> tuple[BatchRow, ...]:
    """Return the runs, newest first."""
    require(uow.actor, Right.ISSUE_PAPERS)
    number = (
        select(IssuedPaper.number)
        .where(IssuedPaper.batch_id == PaperBatch.id)
        .order_by(IssuedPaper.id)
        .limit(1)
        .correlate(PaperBatch)
        .scalar_subquery()
    )
    rows = uow.session.execute(
        select(PaperBatch, number.label("number")).order_by(PaperBatch.id.desc()).limit(limit)
    )
    return tuple(
        BatchRow(
            row.PaperBatch.id,
            row.PaperBatch.title,
            row.PaperBatch.count,
            row.number or "",
            row.PaperBatch.made_by,
            row.PaperBatch.made_at,
        )
        for row in rows
    )


def batch_papers(uow: UnitOfWork, batch_id: int) -> tuple[BatchPaper, ...]:
    """Return every letter of a run in its order; raises ``not_found``."""
    require(uow.actor, Right.ISSUE_PAPERS)
    batch = uow.session.get(PaperBatch, batch_id)
    if batch is None:
        raise DomainError("not_found")
    rows = uow.session.execute(
        select(IssuedPaper.id, IssuedPaper.number, IssuedPaper.title, IssuedPaper.dated)
        .where(IssuedPaper.batch_id == batch_id)
        .order_by(IssuedPaper.id)
    )
    return tuple(
        BatchPaper(
            row.id, place, row.number, row.title.removeprefix(batch.title).strip(), batch.title,
            row.dated,
        )
        for place, row in enumerate(rows, 1)
    )  # fmt: skip


def batch_contents(
    uow: UnitOfWork, batch_id: int, options: PaperOptions | None = None
) -> Iterator[bytes]:
    """Give the letters of a run one after another, void ones marked; one is held in memory."""
    require(uow.actor, Right.ISSUE_PAPERS)
    ids = uow.session.scalars(
        select(IssuedPaper.id).where(IssuedPaper.batch_id == batch_id).order_by(IssuedPaper.id)
    ).all()
    for key in ids:
        paper = uow.session.get_one(IssuedPaper, key)
        yield as_shown(uow, paper, options)
        uow.session.expunge(paper)
