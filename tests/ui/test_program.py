"""The whole program: composed as for a user, every page opened, the screens drawn."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtGui import QImage

from hrdesk.app import OfficeData, open_window
from hrdesk.screens import SIZE, draw_screens
from hrdesk.services.access import Actor, Role
from hrdesk.services.accounts import sign_in
from hrdesk.services.backup import list_backups
from hrdesk.services.errors import DomainError
from hrdesk.services.location import Location
from hrdesk.services.sample_office import sample_accounts
from hrdesk.settings import Settings
from hrdesk.ui.context import Route
from hrdesk.ui.menu import PAGES


@pytest.fixture
def office(hrdesk_home, sample_offices):
    database, actor = sample_offices(hrdesk_home / "office.db")
    yield database, actor
    database.close()


def actor_of(database, role: Role) -> Actor:
    account = next(each for each in sample_accounts() if each.role is role)
    return sign_in(database, account.username, account.password)


@pytest.fixture
def program(office, qtbot):
    """Compose the window of a role; closed at the end."""
    opened = []

    def start(role: Role):
        database, _ = office
        made = open_window(Settings(), database, actor_of(database, role))
        opened.append(made)
        made.window.show()
        made.window.start()
        assert made.ctx.tasks.wait_idle(20_000)
        return made

    yield start
    for made in opened:
        made.close()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_the_pages_of_its_menu_and_no_others(program, role):
    made = program(role)
    for name, place in PAGES.items():
        target = Route(name, 1) if name in {"case", "person"} else Route(name)
        made.window.navigate(target)
        assert made.ctx.tasks.wait_idle(20_000)
        shown = made.window.current_page().name
        assert (shown == name) == made.ctx.may(place.right), name


def test_a_general_user_starts_at_the_list_of_their_own_matters(program):
    made = program(Role.GENERAL)
    assert made.window.current_page().name == "tracking"
    assert [entry.page for entry in made.window._entries] == ["tracking"]
    assert "สำรอง" not in made.window._status._store.text()


def test_the_days_first_start_writes_one_backup(program, hrdesk_home, qtbot):
    from hrdesk.app import backup_folder, daily_backup

    made = program(Role.OFFICER)
    for _ in range(2):
        daily_backup(made)
        assert made.ctx.tasks.wait_idle(20_000)
    assert [backup.reason for backup in list_backups(backup_folder(made.ctx.settings))] == ["daily"]


def test_the_screens_are_drawn_whole(office, tmp_path, qtbot):
    database, actor = office
    drawn = draw_screens(database, actor, tmp_path / "screens")
    assert len(drawn) >= 7
    for file in drawn:
        picture = QImage(str(file))
        assert (picture.width(), picture.height()) == SIZE
        colours = {
            picture.pixel(x, y) for x in range(0, SIZE[0], 97) for y in range(0, SIZE[1], 53)
        }
        assert len(colours) > 3, f"{file.name} is empty"


def test_the_office_data_are_opened_once_by_whoever_asks_first(office, hrdesk_home):
    database, _ = office
    data = OfficeData(database.location, hrdesk_home / "backups")
    found = []
    threads = [threading.Thread(target=lambda: found.append(data.database())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(each) for each in found}) == 1
    data.close()


def test_office_data_that_cannot_be_opened_say_why_each_time(hrdesk_home):
    data = OfficeData(Location.file(hrdesk_home / "none.db"), hrdesk_home)
    for _ in range(2):
        with pytest.raises(DomainError) as refused:
            data.database()
        assert refused.value.code == "database_missing"
    data.close()
