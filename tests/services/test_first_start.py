from __future__ import annotations

import sqlite3

import pytest

from hrdesk.rules.codes import Agency
from hrdesk.services.access import SYSTEM
from hrdesk.services.database import Database
from hrdesk.services.errors import DomainError
from hrdesk.services.first_start import (
    FirstAdministrator,
    FirstOffice,
    Found,
    begin_office,
    look_at,
    set_up_office,
)
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location
from hrdesk.services.office import OfficeInput
from hrdesk.services.queries.office import has_office

FIRST = FirstOffice(
    OfficeInput(Agency.DOH, "กรมอนามัย", "กองการเจ้าหน้าที่"),
    FirstAdministrator("boss", "ผู้ดูแล", "a phrase for boss"),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request, tmp_path) -> Location:
    if request.param == "sqlite":
        return Location.file(tmp_path / "data" / "office.db")
    return Location(request.getfixturevalue("fresh_postgres"))


def test_looking_makes_nothing(location):
    assert look_at(location).state == "empty"
    if location.path is not None:
        assert not location.path.parent.exists()


def test_a_server_tells_its_version(fresh_postgres):
    assert look_at(Location(fresh_postgres)).server.startswith("15")


def test_a_start_makes_the_office_and_looking_again_names_it(location, tmp_path):
    started = begin_office(location, tmp_path / "backups", FIRST)
    started.database.close()
    found = look_at(location)
    assert found.state == "office"
    assert found.office.unit_name == "กองการเจ้าหน้าที่"


def test_a_start_broken_off_is_taken_up_again(location, tmp_path):
    create_database(location).close()
    assert look_at(location).state == "unfinished"
    started = begin_office(location, tmp_path / "backups", FIRST)
    with started.database.read(started.actor) as uow:
        assert has_office(uow)
    started.database.close()


def test_an_office_is_never_started_over_another(location, tmp_path):
    begin_office(location, tmp_path / "backups", FIRST).database.close()
    with pytest.raises(DomainError) as caught:
        begin_office(location, tmp_path / "backups", FIRST)
    assert caught.value.code == "office_exists"


def test_what_is_wrong_is_known_before_anything_is_made(location, tmp_path):
    wrong = FirstOffice(FIRST.office, FirstAdministrator("boss", "ผู้ดูแล", "short"))
    with pytest.raises(DomainError) as caught:
        begin_office(location, tmp_path / "backups", wrong)
    assert caught.value.code == "password_short"
    assert look_at(location) == Found("empty", server=look_at(location).server)


def test_a_file_that_is_no_database_is_said_to_be_so(tmp_path):
    file = tmp_path / "letter.db"
    file.write_text("เรียน ผู้อำนวยการ" * 100, encoding="utf-8")
    with pytest.raises(DomainError) as caught:
        look_at(Location.file(file))
    assert caught.value.code == "database_damaged"


def test_another_program_s_database_is_left_alone(tmp_path):
    file = tmp_path / "other.db"
    opened = sqlite3.connect(file)
    opened.execute("CREATE TABLE invoices (id INTEGER)")
    opened.close()
    with pytest.raises(DomainError) as caught:
        begin_office(Location.file(file), tmp_path, FIRST)
    assert caught.value.code == "not_ours"


def test_a_network_path_is_refused():
    from pathlib import Path

    with pytest.raises(DomainError) as caught:
        look_at(Location.file(Path("//server/share/hrdesk.db")))
    assert caught.value.code == "network_path"


def test_a_server_that_is_not_there_is_said_to_be_lost():
    with pytest.raises(DomainError) as caught:
        look_at(Location("postgresql://office@127.0.0.1:1/hrdesk"))
    assert caught.value.code == "database_lost"


def test_a_failed_start_closes_what_it_opened(tmp_path, monkeypatch):
    closed = []
    original = Database.close
    monkeypatch.setattr(Database, "close", lambda self: (closed.append(self), original(self)))

    def full(*_args: object) -> None:
        raise DomainError("disk_full")

    monkeypatch.setattr("hrdesk.services.first_start.set_up_office", full)
    location = Location.file(tmp_path / "office.db")
    with pytest.raises(DomainError):
        begin_office(location, tmp_path, FIRST)
    assert len(closed) >= 1
    monkeypatch.undo()
    started = Database(location)
    assert set_up_office(started, FIRST).user_id is not None
    with started.read(SYSTEM) as uow:
        assert has_office(uow)
    started.close()
