"""An empty, open database of each kind, a clock that stands still, and one actor of each role."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from hrdesk.services.access import SYSTEM, Actor, Role
from hrdesk.services.database import Database
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location


class FixedClock:
    """A clock that a test sets."""

    def __init__(self, day: dt.date) -> None:
        self.moment = dt.datetime.combine(day, dt.time(3, 0), dt.UTC)

    def set(self, day: dt.date) -> None:
        self.moment = dt.datetime.combine(day, dt.time(3, 0), dt.UTC)

    def now(self) -> dt.datetime:
        return self.moment

    def today(self) -> dt.date:
        return self.moment.date()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(dt.date(2026, 11, 20))


@pytest.fixture
def sqlite_database(tmp_path, clock) -> Iterator[Database]:
    database = create_database(Location.file(tmp_path / "office.db"), clock)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path, clock) -> Iterator[Database]:
    if request.param == "sqlite":
        location = Location.file(tmp_path / "office.db")
    else:
        location = Location(request.getfixturevalue("fresh_postgres"))
    opened = create_database(location, clock)
    yield opened
    opened.close()


def _user(database: Database, username: str, role: Role, person_id: int | None = None) -> Actor:
    from hrdesk.models import User

    with database.work(SYSTEM) as uow:
        user = User(
            username=username,
            display_name=f"ผู้ใช้ {username}",
            role=role.value,
            password_hash="",
            person_id=person_id,
        )
        uow.session.add(user)
        uow.session.flush()
        return Actor(user.id, user.display_name, role, person_id)


@pytest.fixture
def admin(database) -> Actor:
    return _user(database, "admin", Role.ADMINISTRATOR)


@pytest.fixture
def officer(database) -> Actor:
    return _user(database, "officer", Role.OFFICER)


@pytest.fixture
def secretary(database) -> Actor:
    return _user(database, "secretary", Role.SECRETARY)


@pytest.fixture
def general(database) -> Actor:
    return _user(database, "general", Role.GENERAL)
