from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from hrdesk.services.access import Role
from hrdesk.services.accounts import CreateUser, create_user

SECRET = "ผมชอบกินข้าวเหนียว"


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch):
    cheap = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    monkeypatch.setattr("hrdesk.services.passwords._hasher", lambda: cheap)


@pytest.fixture
def account(office_database, office_user):
    """Make an account with a password: ``account("somchai", must_change=True)``."""

    def make(username: str = "somchai", *, must_change: bool = False, password: str = SECRET):
        admin = office_user(Role.ADMINISTRATOR, "ผู้ดูแล")
        with office_database.work(admin) as uow:
            command = CreateUser(
                username, "สมชาย ใจดี", Role.OFFICER, password, must_change_password=must_change
            )
            return create_user(uow, command).value

    return make
