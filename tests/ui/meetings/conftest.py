"""An office with a committee and a meeting, and the pages that show them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from hrdesk.services.access import Role
from hrdesk.ui import theme
from hrdesk.ui.context import Route
from hrdesk.ui.menu import PAGES
from tests.services.meetings_sample import make_meeting


@pytest.fixture
def sample(office_database):
    return make_meeting(office_database)


@pytest.fixture
def routes():
    return []


@pytest.fixture
def open_page(qtbot, office_ctx, office_user, routes):
    """Show a page to a role: ``open_page("meeting", 1, tab="setup")``."""

    def show(name, id_=None, role=Role.SECRETARY, size=(1000, 620), **params):
        page = PAGES[name].load()(office_ctx(office_user(role), routes))
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.open(Route(name, id_, params))
        settle(page)
        return page

    return show


@pytest.fixture
def styled(qapp, office_ctx):
    """Dress the application in the light theme; the old dress comes back."""
    before = qapp.styleSheet(), qapp.font(), qapp.palette()
    theme.apply(qapp, office_ctx().settings)
    yield qapp
    qapp.setStyleSheet(before[0])
    qapp.setFont(before[1])
    qapp.setPalette(before[2])


def settle(page):
    assert page.ctx.tasks.wait_idle()


def dialog(page) -> QDialog:
    """Return the one dialog that is open."""
    settle(page)
    [found] = [each for each in page.window().findChildren(QDialog) if each.isVisible()]
    return found


def read(page, query):
    with page.ctx.database.read(page.ctx.actor) as uow:
        return query(uow)


def do(page, call):
    with page.ctx.database.work(page.ctx.actor) as uow:
        return call(uow).value
