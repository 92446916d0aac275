"""All forms of a meeting of 60 candidates, 15 members and 6 criteria as one PDF, with progress."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from sqlalchemy import update

from bench.report import Row
from bench.scores import CANDIDATES, CRITERIA, MEMBERS, make
from hrdesk.models import Committee
from hrdesk.services.access import Actor, Role
from hrdesk.services.committees import CommitteeKind
from hrdesk.services.database import Database
from hrdesk.services.lifecycle import open_database
from hrdesk.services.location import Location
from hrdesk.services.meeting_output import build_together
from hrdesk.services.meeting_papers import paper_rows, papers_of
from hrdesk.services.papers import PaperOptions, paper_style
from hrdesk.services.queries.meeting_papers import meeting_book

_USER = Actor(1, "bench", Role.ADMINISTRATOR)
_MOST_SECONDS = {CommitteeKind.PERSON_ASSESSMENT: 15, CommitteeKind.SELECTION: 60}
_LONGEST_SILENCE = 3  # seconds in which nothing is told, and in which stopping takes effect


def measure(folder: Path) -> Iterator[Row]:
    """Measure the making of every form that is not numbered, and the longest wait for progress."""
    file = folder / "forms.db"
    make(file)
    opened = open_database(Location.file(file), folder)
    for kind, most in _MOST_SECONDS.items():
        yield from _measure(opened.database, kind, most)
    opened.database.close()


def _measure(database: Database, kind: CommitteeKind, most: int) -> Iterator[Row]:
    with database.work(_USER) as uow:
        uow.session.execute(update(Committee).values(kind=kind.value))
    begun = time.perf_counter()
    with database.read(_USER) as uow:
        book = meeting_book(uow, 1)
    papers = [paper for row in paper_rows(book) if not row.letter for paper in papers_of(book, row)]
    gathered = time.perf_counter() - begun
    ticks = [time.perf_counter()]
    style = paper_style(book.facts, PaperOptions("thai", ""))
    pdf = build_together(
        papers, style, "bench", lambda _done, _total: ticks.append(time.perf_counter())
    )
    ticks.append(time.perf_counter())
    taken = time.perf_counter() - begun
    size = f"{CANDIDATES} × {MEMBERS} × {CRITERIA}"
    name = "selection" if kind is CommitteeKind.SELECTION else "assessment"
    yield Row(
        f"all forms of a meeting ({name}) {size} as one PDF", taken, "s", absolute=most,
        note=f"{len(papers):,} papers, {len(pdf) / 1e6:.1f} MB, data gathered in {gathered:.2f} s",
    )  # fmt: skip
    silence = max(after - before for before, after in pairwise(ticks))
    yield Row(
        f"all forms of a meeting ({name}) {size}: longest wait for progress", silence, "s",
        absolute=_LONGEST_SILENCE,
    )  # fmt: skip
