"""Opening a case of 200 steps and 500 lines of history, as its page does."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from bench.report import Row
from hrdesk.models import AuditEntry, Case, CaseStep
from hrdesk.rules.codes import CaseType, StepState
from hrdesk.services.access import Actor
from hrdesk.services.database import Database
from hrdesk.services.first_start import create_sample_office
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location
from hrdesk.services.queries.cases import case_detail, case_history
from hrdesk.services.queries.people import PeopleFilter, list_people
from hrdesk.services.sample_cases import receive_sample

STEPS, LINES, ROUNDS = 200, 500, 15
_LIMIT_MS = 100


def measure(folder: Path) -> Iterator[Row]:
    """Measure the queries against bare SQL for the same rows, and the page until it stands."""
    database = create_database(Location.file(folder / "office.db"))
    try:
        actor = create_sample_office(database)
        case_id = _long_case(database, actor)
        bare = _median(lambda: _bare(database, case_id))
        read = _median(lambda: _read(database, actor, case_id))
        yield Row(
            f"case of {STEPS} steps and {LINES} lines of history: read",
            read, "ms", bare, "the same rows by bare SQL",
        )  # fmt: skip
        shown = _page(folder, database, actor, case_id)
        yield Row(
            f"case of {STEPS} steps and {LINES} lines of history: from the click until it stands",
            shown, "ms", absolute=_LIMIT_MS,
        )  # fmt: skip
    finally:
        database.close()


def _long_case(database: Database, actor: Actor) -> int:
    with database.work(actor) as uow:
        person = list_people(uow, PeopleFilter(), ("name", False), 0, 1).rows[0]
        received = uow.clock.today() - dt.timedelta(days=300)
        case_id = receive_sample(uow, person.id, CaseType.PROMOTION, received)
        session = uow.session
        case = session.get_one(Case, case_id)
        first = session.query(CaseStep).filter_by(case_id=case_id).count()
        for place in range(first, STEPS):
            session.add(
                CaseStep(
                    case_id=case_id,
                    position=place + 1,
                    key=None,
                    title=f"ขั้นตอนที่เพิ่ม {place}",
                    role="hr_officer",
                    state=StepState.PLANNED.value,
                    usual_days=2,
                )
            )
        for line in range(LINES):
            session.add(
                AuditEntry(
                    at=uow.clock.now(),
                    user_id=actor.user_id,
                    user_name=actor.name,
                    action="case.edited",
                    entity="case",
                    entity_id=case.id,
                    case_id=case.id,
                    changes={"note": [f"ก่อน {line}", f"หลัง {line}"]},
                )
            )
    return case_id


def _read(database: Database, actor: Actor, case_id: int) -> None:
    with database.read(actor) as uow:
        case_detail(uow, case_id)
        case_history(uow, case_id)


def _bare(database: Database, case_id: int) -> None:
    with database.engine.connect() as connection:
        for table in ("case_step", "audit_entry", "case_paper", "issued_paper", "attachment"):
            connection.execute(
                text(f"SELECT * FROM {table} WHERE case_id = :id"), {"id": case_id}
            ).fetchall()


def _page(folder: Path, database: Database, actor: Actor, case_id: int) -> float:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from hrdesk.app import apply_theme, make_application, open_window
    from hrdesk.settings import Settings
    from hrdesk.ui.context import Route

    app = make_application()
    settings = Settings(folder / "settings.json")
    apply_theme(app, settings)
    opened = open_window(settings, database, actor)
    try:
        opened.window.resize(1366, 768)
        opened.window.show()
        opened.ctx.tasks.wait_idle(30_000)

        def once() -> None:
            opened.window.navigate(Route("tracking"))
            opened.ctx.tasks.wait_idle(30_000)
            begun = time.perf_counter()
            opened.window.navigate(Route("case", case_id))
            opened.ctx.tasks.wait_idle(30_000)
            app.processEvents()
            taken.append((time.perf_counter() - begun) * 1000)

        taken: list[float] = []
        for _ in range(ROUNDS):
            once()
        return sorted(taken[1:])[len(taken[1:]) // 2]
    finally:
        opened.close()


def _median(call) -> float:
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)[ROUNDS // 2]
