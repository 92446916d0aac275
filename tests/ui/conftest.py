"""A real office on SQLite for the pages' tests: a fixed day, one user of each role, a context."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.services.access import SYSTEM, Actor, Role
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location
from hrdesk.settings import Settings

TODAY = dt.date(2026, 11, 20)


class OfficeClock:
    """A clock that stands still at ten in the morning, Thailand's time."""

    def __init__(self, day: dt.date = TODAY) -> None:
        self.moment = dt.datetime.combine(day, dt.time(3, 0), dt.UTC)

    def now(self):
        return self.moment

    def today(self):
        return self.moment.date()


@pytest.fixture
def office_clock():
    return OfficeClock()


@pytest.fixture
def office_database(tmp_path, office_clock):
    """An office of กรมอนามัย without people and cases; users are made by ``office_user``."""
    from hrdesk.models import Office

    database = create_database(Location.file(tmp_path / "office.db"), office_clock)
    with database.work(SYSTEM) as uow:
        uow.session.add(
            Office(
                id=1,
                agency="doh",
                agency_name="กรมอนามัย",
                unit_name="กองการเจ้าหน้าที่",
                address="ถนนตัวอย่าง อำเภอตัวอย่าง",
                telephone="0 0000 0000",
                letter_code="สธ 0000",
                emblem_preprinted=True,
                sample=True,
            )
        )
    yield database
    database.close()


@pytest.fixture
def office_user(office_database):
    """Make a user of a role and return it as the actor: ``office_user(Role.OFFICER)``."""
    from hrdesk.models import User

    made = {}

    def make(
        role: Role = Role.OFFICER, name: str = "มานี รักงาน", person_id: int | None = None
    ) -> Actor:
        if (role, name) in made:
            return made[role, name]
        with office_database.work(SYSTEM) as uow:
            user = User(
                username=f"user{len(made) + 1}",
                display_name=name,
                role=role.value,
                password_hash="",
                person_id=person_id,
            )
            uow.session.add(user)
            uow.session.flush()
            made[role, name] = Actor(user.id, user.display_name, role, person_id)
        return made[role, name]

    return make


@pytest.fixture
def office_ctx(qapp, tmp_path, office_database, office_user):
    """Make a context over the office: ``office_ctx()`` for an officer, or for another actor.

    ``routes`` collects where a page wanted to go.
    """
    from hrdesk.services.queries.office import office_header
    from hrdesk.ui.bus import ChangeBus
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.drafts import Drafts
    from hrdesk.ui.notify import Notifier
    from hrdesk.ui.tasks import TaskRunner

    made = []

    def make(actor: Actor | None = None, routes: list | None = None) -> AppContext:
        with office_database.read(SYSTEM) as uow:
            header = office_header(uow)
        ctx = AppContext(
            settings=Settings(tmp_path / "settings.json"),
            database=office_database,
            tasks=TaskRunner(),
            bus=ChangeBus(),
            actor=actor or office_user(),
            office=header,
            notify=Notifier(),
            drafts=Drafts("mani", tmp_path / "drafts"),
            navigate=(routes if routes is not None else []).append,
        )
        made.append(ctx)
        return ctx

    yield make
    for ctx in made:
        ctx.tasks.shutdown()
        ctx.drafts.flush()
