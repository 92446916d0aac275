"""The first session of an office: whoever has just set it up goes straight in."""

from __future__ import annotations

import pytest

from hrdesk import app as program
from hrdesk.services.access import Actor, Role
from hrdesk.services.location import Location
from hrdesk.settings import Settings
from hrdesk.ui.pages.first_start import dialog as first_start

BOSS = Actor(1, "สมใจ รักงาน", Role.ADMINISTRATOR)


class _Wizard:
    """Stands for the wizard after its last button."""

    actor: Actor | None = None

    def __init__(self, settings: Settings) -> None:
        self.location = Location.file(settings.file.parent / "hrdesk.db")

    def exec(self) -> bool:
        return True


@pytest.fixture
def begin(qapp, hrdesk_home, monkeypatch):
    """Run one session after the wizard; returns who came in and how often one was asked."""

    def run(actor):
        told = []
        monkeypatch.setattr(_Wizard, "actor", actor)
        monkeypatch.setattr(first_start, "FirstStartDialog", _Wizard)
        monkeypatch.setattr(program.OfficeData, "database", lambda _self: None)
        monkeypatch.setattr(program, "_sign_in", lambda *_: told.append("asked") or _Refused())
        monkeypatch.setattr(program, "_work", lambda *args: told.append(args[-1]))
        settings = Settings()
        program._one_session(qapp, settings, "")
        assert settings.text("database")
        return told

    return run


class _Refused:
    problem = None
    new_office = False
    actor = None


def test_the_new_administrator_does_not_sign_in_again(begin):
    assert begin(BOSS) == [BOSS]


def test_who_joined_an_office_signs_in(begin):
    assert begin(None) == ["asked"]
