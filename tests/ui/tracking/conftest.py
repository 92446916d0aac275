"""The tracking page over a real office, opened as a window opens it."""

from __future__ import annotations

import pytest

from hrdesk.services.access import Role
from hrdesk.ui.context import Route
from hrdesk.ui.pages.tracking.page import TrackingPage


@pytest.fixture
def routes() -> list[Route]:
    return []


@pytest.fixture
def show(qtbot, office_ctx, routes):
    """Open the page for an actor as a window shows it, with everything read."""

    def make(actor=None, **params: str) -> TrackingPage:
        ctx = office_ctx(actor, routes)
        page = TrackingPage(ctx)
        qtbot.addWidget(page)
        page.resize(1166, 658)
        page.show()
        page.open(Route("tracking", None, params))
        assert ctx.tasks.wait_idle()
        return page

    return make


@pytest.fixture
def general(office_user):
    """A general user who is the person of a sample's case."""

    def make(person_id: int):
        return office_user(Role.GENERAL, "ผู้รับบริการ", person_id)

    return make
