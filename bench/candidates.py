"""The list of candidates: 10,000 people with two runs each, one in ten lacking a day."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from bench.data import large_office
from bench.report import Row
from hrdesk.models import Degree, Person, Post, ServiceRun
from hrdesk.services.access import SYSTEM
from hrdesk.services.queries.candidates import candidates

PEOPLE = 10_000
_SERIES = "นักวิชาการ"


def measure(folder: Path) -> Iterator[Row]:
    """Measure counting everybody once, register and law read, in chunks as the page does."""
    database = large_office(folder / "candidates.db", cases=10, people=PEOPLE)
    with database.work(SYSTEM) as uow:
        uow.session.execute(update(Post).values(type="K", level="K1", job_series=_SERIES))
        ids = uow.session.scalars(select(Person.id)).all()
        uow.session.execute(insert(ServiceRun), [run for each in ids for run in _runs(each)])
        uow.session.execute(insert(Degree), [_degree(each) for each in ids])
    with database.read(SYSTEM) as uow:
        begun = time.perf_counter()
        found = candidates(uow)
        taken = time.perf_counter() - begun
    database.close()
    yield Row(
        f"candidates among {found.looked_at:,} people, {len(found.rows):,} listed",
        found.looked_at / taken, "people/s", 1_000, "the target", 1, at_most=False,
    )  # fmt: skip


def _runs(person: int) -> list[dict[str, Any]]:
    year, month = 2008 + person % 12, 1 + person % 9
    day = "00" if person % 10 == 0 else "01"
    common = {
        "person_id": person, "employment": "civil_servant", "type": "K", "level": "K1",
        "title": _SERIES, "unit": "", "order_number": "",
    }  # fmt: skip
    return [
        {**common, "position": 0, "started_on": f"{year - 3}-0{month}-01",
         "ended_on": f"{year - 1}-12-31", "job_series": "นิติกร"},
        {**common, "position": 1, "started_on": f"{year}-0{month}-{day}", "ended_on": "",
         "job_series": _SERIES},
    ]  # fmt: skip


def _degree(person: int) -> dict[str, Any]:
    return {
        "person_id": person, "position": 0, "level": "bachelor", "name": "วท.บ.", "major": "",
        "institution": "", "graduated_on": "2004-03-01",
    }  # fmt: skip
