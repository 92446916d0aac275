from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from hrdesk.services.access import Role
from hrdesk.ui.context import Route
from hrdesk.ui.pages.settings.page import SettingsPage


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch):
    cheap = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    monkeypatch.setattr("hrdesk.services.passwords._hasher", lambda: cheap)


@pytest.fixture
def settings_page(qtbot, office_ctx, office_user):
    """Open the settings of a role at a tab: ``settings_page(Role.OFFICER, "backup")``."""

    def make(role: Role = Role.ADMINISTRATOR, tab: str = "computer") -> SettingsPage:
        page = SettingsPage(office_ctx(office_user(role)))
        qtbot.addWidget(page)
        page.resize(1100, 650)
        page.show()
        page.open(Route("settings", params={"tab": tab}))
        page.ctx.tasks.wait_idle()
        return page

    return make
