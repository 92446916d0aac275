"""Papers kept exactly as they were printed, without a number of the office's books."""

from __future__ import annotations

import hashlib
from typing import Any

from hrdesk.models import IssuedPaper
from hrdesk.services.unit_of_work import UnitOfWork


def keep_paper(uow: UnitOfWork, kind: str, title: str, content: bytes, **facts: Any) -> IssuedPaper:
    """Store a paper's bytes with their hash and an audit entry; checks no right.

    ``facts`` are other columns of ``IssuedPaper``, as the case or the number written on it.
    """
    row = IssuedPaper(
        kind=kind,
        title=title,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_by=uow.actor.name,
        made_at=uow.clock.now(),
        **facts,
    )
    uow.session.add(row)
    uow.session.flush()
    number = {"number": (None, row.number)} if row.number else {}
    uow.audit(
        "paper.filed", "issued_paper", row.id, case_id=row.case_id,
        changes={"title": (None, row.title), **number, "sha256": (None, row.sha256)},
    )  # fmt: skip
    return row
