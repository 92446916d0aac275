"""The calendar page over a real office: walking the days, what falls on them, the rounds."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from hrdesk.models import Case
from hrdesk.rules.codes import CaseType
from hrdesk.services.access import SYSTEM
from hrdesk.services.queries.work_calendar import EventKind
from hrdesk.ui.context import Route
from hrdesk.ui.pages.calendar.month_grid import first_shown
from hrdesk.ui.pages.calendar.page import CalendarPage
from hrdesk.ui.pages.calendar.words import KINDS
from tests.services.offices import make_person, receive

TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def page(qtbot, office_ctx, office_database, office_user):
    """The page on 20 November 2569, with one matter of reassignment due on the 24th."""
    officer = office_user()
    person = make_person(office_database)
    case = receive(office_database, officer, person, CaseType.REASSIGNMENT)
    with office_database.work(SYSTEM) as uow:
        uow.session.get_one(Case, case.id).due_on = dt.date(2026, 11, 24)
    routes: list[Route] = []
    made = CalendarPage(office_ctx(officer, routes))
    made.routes, made.case = routes, case.id
    qtbot.addWidget(made)
    made.resize(1100, 650)
    made.show()
    made.open(Route("calendar"))
    settle(made)
    return made


def settle(page):
    assert page.ctx.tasks.wait_idle()


def key(page, *keys):
    for each in keys:
        QTest.keyClick(page.month.grid, each)
    settle(page)
    return page.month.grid.day()


def test_the_picture_begins_on_a_sunday():
    assert first_shown(dt.date(2026, 11, 20)) == dt.date(2026, 11, 1)  # itself a Sunday
    assert first_shown(dt.date(2026, 12, 1)) == dt.date(2026, 11, 29)


def test_arrows_walk_by_day_and_week_and_over_the_end_of_the_month(page):
    QAbstractItemModelTester(page.month.grid.days)
    assert page.month.grid.day() == TODAY
    assert key(page, Qt.Key.Key_Right) == dt.date(2026, 11, 21)
    assert key(page, Qt.Key.Key_Right) == dt.date(2026, 11, 22)  # on into the next week
    assert key(page, Qt.Key.Key_Down, Qt.Key.Key_Down) == dt.date(2026, 12, 6)
    assert page.month.month.currentIndex() == 11
    assert key(page, Qt.Key.Key_PageUp) == dt.date(2026, 11, 6)
    assert key(page, Qt.Key.Key_End) == dt.date(2026, 11, 30)
    assert key(page, Qt.Key.Key_PageDown) == dt.date(2026, 12, 30)
    assert key(page, Qt.Key.Key_Home, Qt.Key.Key_Left) == dt.date(2026, 11, 30)


def test_a_day_lists_what_falls_on_it_and_enter_opens_it(page):
    page.month.grid.go_to(dt.date(2026, 11, 24))
    settle(page)
    [event] = page.month.model.rows()
    assert (event.kind, event.id) == (EventKind.CASE_DUE, page.case)
    assert "อังคารที่ 24 พฤศจิกายน 2569" in page.month.title.text()
    cell = page.month.grid.days.index_of(event.day)
    assert "1 ครบกำหนด" in cell.data(Qt.ItemDataRole.AccessibleTextRole)
    key(page, Qt.Key.Key_Return)
    assert page.month.table.hasFocus()
    QTest.keyClick(page.month.table, Qt.Key.Key_Return)
    assert page.routes[-1] == Route("case", page.case)


def test_a_kind_left_out_leaves_the_cells_but_holidays_stay(page):
    page.month.chips.findChild(object, "calendar_kinds_cases").click()
    page.month.grid.go_to(dt.date(2026, 11, 24))
    settle(page)
    assert page.month.model.rows() == []
    assert page.month.empty.isVisible()
    page.month.grid.go_to(dt.date(2026, 12, 10))
    settle(page)
    assert [event.kind for event in page.month.model.rows()] == [EventKind.HOLIDAY]
    listed = page.month._listed()
    assert "เรื่อง" in listed.subtitle
    assert {event.day.month for event in listed.rows} == {12}


def test_month_and_year_turn_the_picture(page):
    page.month.month.setCurrentIndex(4)
    page.month.month.activated.emit(4)
    page.month.year.setValue(2570)
    settle(page)
    assert page.month.grid.days.month == dt.date(2027, 5, 1)
    kinds = {event.kind for event in page.month.grid.days.events_on(dt.date(2027, 5, 1))}
    assert EventKind.ROUND_BEGINS in kinds
    page.month.today.click()
    settle(page)
    assert page.month.grid.day() == TODAY


def test_a_round_in_the_calendar_leads_to_its_matters(page):
    page.month.grid.go_to(dt.date(2026, 12, 1))
    settle(page)
    begins = next(
        event for event in page.month.model.rows() if event.kind is EventKind.ROUND_BEGINS
    )
    page.month.table.select_id((begins.kind, begins.id, begins.day))
    page.month.open_row.trigger()
    page.open(page.routes[-1])
    settle(page)
    assert page.tabs.currentWidget() is page.rounds
    row = page.rounds.round_table.current_row()
    assert (row.action, row.first, row.cases) == ("reassignment", dt.date(2026, 12, 1), 1)
    assert [case.id for case in page.rounds.cases.rows()] == [page.case]
    assert "1 มิ.ย. 2569" in page.rounds.belongs.text().replace("\u200b", "")
    page.rounds.case_table.select_id(page.case)
    page.rounds.open_case.trigger()
    assert page.routes[-1] == Route("case", page.case)


def test_the_rounds_tab_opens_at_the_round_that_runs_and_names_what_the_law_lacks(page):
    page.tabs.setCurrentWidget(page.rounds)
    settle(page)
    assert page.rounds.round_table.current_row().last >= TODAY
    assert "การรับโอนและให้โอน" in page.rounds.without.text().replace("\u200b", "")
    page.rounds.year.setValue(2569)
    settle(page)
    assert {row.first.year for row in page.rounds.rounds.rows()} == {2025, 2026}


def test_every_kind_of_event_has_words():
    assert set(KINDS) == set(EventKind)
    assert all(look.word and look.icon for look in KINDS.values())
