"""An office with issued orders, and the page of papers dressed in its theme."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.rules.codes import CaseType
from hrdesk.services.access import Role
from hrdesk.services.paper_drafts import with_values
from hrdesk.services.paper_issue import IssuePaper, issue_paper
from hrdesk.services.papers import prepare_paper
from hrdesk.ui.context import Route
from hrdesk.ui.pages.registers.page import RegistersPage
from tests.ui.case.conftest import Desk, desk, settle, styled  # noqa: F401 - fixtures


class Office(Desk):
    """A desk that also issues orders."""

    def issue(self, person="somsri", kind=CaseType.RESIGNATION):
        """Issue one order of a new case; returns what was issued."""
        case = self.open_case(kind, person, second=True, effective_on=dt.date(2026, 12, 1))
        draft = self.do(lambda uow: prepare_paper(uow, case, "order"))
        typed = {"dated": "20/11/2569", "people.0.effective_on": "1/12/2569"}
        draft = with_values(draft, typed)
        return self.do(lambda uow: issue_paper(uow, IssuePaper(draft)))

    def officer_with_rights(self):
        """Return somebody else who manages the office."""
        from hrdesk.services.access import SYSTEM

        return SYSTEM


@pytest.fixture
def office(desk):  # noqa: F811 - the fixture
    desk.__class__ = Office
    return desk


@pytest.fixture
def routes():
    return []


@pytest.fixture
def ctx(office_ctx, desk, routes):  # noqa: F811 - the fixture
    return office_ctx(desk.officer, routes)


@pytest.fixture
def open_tab(qtbot, office_ctx, office_user, routes):
    """Show a tab of the page to a role: ``open_tab("numbers")``."""

    def show(tab="numbers", role=Role.ADMINISTRATOR, size=(1150, 650), **params):
        page = RegistersPage(office_ctx(office_user(role), routes))
        qtbot.addWidget(page)
        page.resize(*size)
        page.open(Route("registers", params={"tab": tab, **params}))
        page.show()
        settle(page)
        return page, page.tab(tab)

    return show
