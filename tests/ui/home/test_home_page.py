"""The home page over a real office: every figure leads to a list of just that many."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton

from hrdesk.rules.codes import CaseStatus, CaseType
from hrdesk.services.access import Actor, Role
from hrdesk.services.changes import Change
from hrdesk.services.queries.tracking import CaseFilter, count_cases
from hrdesk.ui.context import Route
from hrdesk.ui.pages.home.model import day_in_words, urgency
from hrdesk.ui.pages.home.page import HomePage
from hrdesk.ui.pages.tracking.page import TrackingPage
from hrdesk.ui.pages.tracking.params import from_params
from tests.support.sample_cases import add_case, add_person, fill

KEYS = ("late", "due_week", "waiting", "received_month", "finished_month")


@pytest.fixture
def routes() -> list[Route]:
    return []


@pytest.fixture
def show(qtbot, office_ctx, routes):
    def make(actor=None, kind=HomePage, route: Route | None = None):
        ctx = office_ctx(actor, routes)
        page = kind(ctx)
        qtbot.addWidget(page)
        page.resize(1166, 658)
        page.show()
        page.open(route or Route(kind.name))
        assert ctx.tasks.wait_idle()
        return page

    return make


def settle(page) -> None:
    assert page.ctx.tasks.wait_idle()


def number(page: HomePage, key: str) -> QPushButton:
    return page.findChild(QPushButton, f"figure_{key}")


def whose(page: HomePage, key: str) -> QPushButton:
    return page.findChild(QPushButton, f"home_whose_{key}")


def length_of(page: HomePage, route: Route) -> int:
    assert route.page == "tracking"
    with page.ctx.database.read(page.ctx.actor) as uow:
        return count_cases(uow, from_params(route.params))


@pytest.mark.parametrize(
    "day",
    [
        dt.date(2026, 11, 20),
        dt.date(2026, 11, 22),
        dt.date(2026, 11, 30),
        dt.date(2026, 12, 1),
        dt.date(2026, 12, 31),
    ],
)
def test_every_number_opens_a_list_of_just_that_many(
    qtbot, show, office_database, office_clock, routes, day
) -> None:
    fill(office_database, 200)
    office_clock.moment = dt.datetime.combine(day, dt.time(3, 0), dt.UTC)
    page = show()
    counted = 0
    for key in KEYS:
        qtbot.mouseClick(number(page, key), Qt.MouseButton.LeftButton)
        assert number(page, key).text() == f"{length_of(page, routes[-1]):,}", key
        for kind in CaseType:
            button = page.findChild(QPushButton, f"figure_{key}_{kind.value}")
            if not button.isVisible():
                continue
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            length = length_of(page, routes[-1])
            assert button.text().endswith(f"  {length:,}")
            assert from_params(routes[-1].params).case_types == {kind}
            counted += length
    assert counted == sum(int(number(page, key).text()) for key in KEYS)
    assert counted > 0


def test_the_list_behind_a_number_shows_that_many_rows(
    qtbot, show, office_database, routes
) -> None:
    fill(office_database, 150)
    page = show()
    for key in KEYS:
        qtbot.mouseClick(number(page, key), Qt.MouseButton.LeftButton)
        listed = show(kind=TrackingPage, route=routes[-1])
        assert f"{listed.model.rowCount():,}" == number(page, key).text(), key
        assert listed.bar.found.text() == f"พบ {number(page, key).text()} เรื่อง"


def test_numbers_are_reached_and_pressed_by_keyboard(qtbot, show, office_database, routes) -> None:
    fill(office_database, 150)
    page = show()
    page.activateWindow()
    whose(page, "office").setFocus()
    seen = []
    for _ in range(60):
        widget = page.focusWidget()
        seen.append(widget.objectName())
        if widget is page.table:
            break
        page.focusNextChild()
    reached = [name for name in seen if name in {f"figure_{key}" for key in KEYS}]
    assert reached == [f"figure_{key}" for key in KEYS]
    assert seen[-1] == "home_today"
    number(page, "waiting").setFocus()
    qtbot.keyClick(number(page, "waiting"), Qt.Key.Key_Space)
    assert from_params(routes[-1].params) == CaseFilter(waiting_for_others=True)
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert routes[-1] == Route("case", page.model.row_at(0).id)


def test_what_to_do_today_comes_most_urgent_first(show, office_database, office_clock) -> None:
    sample = fill(office_database, 200)
    page = show()
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    sunday = dt.date(2026, 11, 22)
    pressing = sorted(
        (case.due_on, case.id)
        for case in sample.cases
        if case.status == CaseStatus.IN_PROGRESS.value
        and case.due_on is not None
        and case.due_on <= sunday
    )
    shown = [(row.due_on, row.id) for row in page.model.rows()]
    assert shown == pressing[: len(shown)]
    assert shown
    assert page.heading.text() == f"วันนี้ต้องทำ  {len(pressing)} เรื่อง"
    words = [page.model.index(row, 0).data() for row in range(len(shown))]
    late = (office_clock.today() - shown[0][0]).days
    assert words[0] == f"เกิน {late} วัน"
    assert all(words)
    assert len({word for word in words if word.startswith("เกิน")}) > 1


@pytest.mark.parametrize(
    ("due", "word", "tone"),
    [
        (dt.date(2026, 11, 17), "เกิน 3 วัน", "bad"),
        (dt.date(2026, 11, 20), "ครบวันนี้", "warn"),
        (dt.date(2026, 11, 21), "พรุ่งนี้", "text"),
        (dt.date(2026, 11, 22), "อีก 2 วัน", "text"),
    ],
)
def test_urgency_is_said_in_words(office_database, office_user, due, word, tone) -> None:
    from hrdesk.services.queries.tracking import list_cases

    with office_database.work(office_user()) as uow:
        add_case(uow, 1, add_person(uow, "กมล", "ใจงาม"), due_on=due)
        uow.session.flush()
        (row,) = list_cases(uow, CaseFilter())
    status = urgency(row, dt.date(2026, 11, 20))
    assert (status.word, status.tone) == (word, tone)


def test_the_whole_list_of_today_opens_in_the_tracking_list(
    qtbot, show, office_database, routes, monkeypatch
) -> None:
    from hrdesk.ui.pages.home import page as module

    monkeypatch.setattr(module, "SHOWN_TODAY", 5)
    fill(office_database, 200)
    page = show()
    assert page.model.rowCount() == 5
    total = page._home.today_total
    assert f"{total:,}" in page.all_today.text()
    qtbot.mouseClick(page.all_today, Qt.MouseButton.LeftButton)
    assert length_of(page, routes[-1]) == total > 5


def test_my_work_counts_my_cases_and_is_remembered(qtbot, show, office_database, routes) -> None:
    sample = fill(office_database, 200)
    officer = sample.officers[0]
    me = Actor(officer.id, officer.display_name, Role.OFFICER)
    page = show(me)
    whole = {key: int(number(page, key).text()) for key in KEYS}
    assert whose(page, "office").isChecked()
    qtbot.mouseClick(whose(page, "mine"), Qt.MouseButton.LeftButton)
    settle(page)
    own = {key: int(number(page, key).text()) for key in KEYS}
    assert all(own[key] <= whole[key] for key in KEYS)
    assert own != whole
    qtbot.mouseClick(number(page, "late"), Qt.MouseButton.LeftButton)
    assert from_params(routes[-1].params) == CaseFilter(late=True, officer_id=officer.id)
    assert length_of(page, routes[-1]) == own["late"]
    again = show(me)
    assert whose(again, "mine").isChecked()
    assert {key: int(number(again, key).text()) for key in KEYS} == own
    qtbot.mouseClick(whose(again, "mine"), Qt.MouseButton.LeftButton)
    assert whose(again, "mine").isChecked()


def test_a_new_office_is_offered_its_first_case(qtbot, show, routes) -> None:
    page = show()
    button = page.new_office.findChild(QPushButton, "empty_state_action")
    assert button.isVisible()
    assert not page.table.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [route.page for route in routes] == ["intake"]


def test_a_secretary_has_a_home_without_taking_in(show, office_user) -> None:
    page = show(office_user(Role.SECRETARY))
    assert page.new_office.isVisible()
    assert not page.new_office.findChild(QPushButton, "empty_state_action").isVisible()
    assert [action.objectName() for action in page.actions()] == ["print", "export"]


def test_a_general_user_is_led_to_their_own_list(
    show, office_database, office_user, routes
) -> None:
    sample = fill(office_database, 20)
    page = show(office_user(Role.GENERAL, "ผู้รับบริการ", sample.people[0].id))
    assert [route.page for route in routes] == ["tracking"]
    assert page.model.rowCount() == 0
    assert number(page, "late").text() == "–"


def test_nothing_urgent_is_said_calmly(show, office_database, office_clock, office_user) -> None:
    with office_database.work(office_user()) as uow:
        person = add_person(uow, "กมล", "ใจงาม")
        add_case(uow, 1, person, due_on=office_clock.today() + dt.timedelta(days=30))
    page = show()
    assert page.calm.isVisible()
    assert page.calm.accessibleName() == "ไม่มีเรื่องเร่งด่วน"
    assert "1 เรื่อง" in page.calm.accessibleDescription()
    assert not page.all_today.isVisible()
    assert not page.commands.print.isEnabled()
    assert page.findChild(QLabel, "home_day").text() == "วันศุกร์ที่ 20 พฤศจิกายน 2569"


def test_a_change_is_counted_at_once(show, office_database, office_user, office_clock) -> None:
    sample = fill(office_database, 30)
    page = show()
    before = int(number(page, "late").text())
    with office_database.work(office_user()) as uow:
        yesterday = office_clock.today() - dt.timedelta(days=1)
        add_case(uow, 700, sample.people[0], due_on=yesterday)
    page.ctx.bus.publish({Change("case", 1)})
    settle(page)
    assert int(number(page, "late").text()) == before + 1


def test_todays_whole_list_is_exported(
    show, office_database, dialogs, tmp_path, monkeypatch
) -> None:
    from hrdesk.ui.pages.home import page as module

    monkeypatch.setattr(module, "SHOWN_TODAY", 5)
    fill(office_database, 100)
    page = show()
    target = tmp_path / "today.xlsx"
    dialogs.answer((str(target), ""))
    page.commands.export.trigger()
    settle(page)
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[0] == "ลำดับ")
    assert len(rows) - head - 1 == page._home.today_total > 5


def test_narrow_windows_put_the_numbers_in_two_rows(qtbot, show, office_database) -> None:
    fill(office_database, 60)
    page = show()
    tops = [page.cards[key].y() for key in KEYS]
    assert len(set(tops)) == 1
    page.resize(620, 500)
    qtbot.waitUntil(lambda: len({page.cards[key].y() for key in KEYS}) == 2)
    assert page.width() == 620
    for key in KEYS:
        card = page.cards[key]
        title = card.findChild(QLabel, f"title_{key}")
        assert title.width() >= title.sizeHint().width()
        assert card.geometry().right() <= card.parentWidget().width()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 11, 16), "วันจันทร์ที่ 16 พฤศจิกายน 2569"),
        (dt.date(2026, 11, 22), "วันอาทิตย์ที่ 22 พฤศจิกายน 2569"),
        (dt.date(2027, 1, 1), "วันศุกร์ที่ 1 มกราคม 2570"),
    ],
)
def test_the_day_is_written_out(day, words) -> None:
    assert day_in_words(day) == words


def test_numbers_have_names_for_readers(show, office_database) -> None:
    fill(office_database, 60)
    page = show()
    for button in page.findChildren(QPushButton):
        assert button.objectName()
        if button.isVisible():
            assert button.accessibleName() or button.text(), button.objectName()
    late = number(page, "late")
    assert late.accessibleName() == f"เกินกำหนด {late.text()} เรื่อง"
