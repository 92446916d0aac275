"""The staff page over a real office: starting, extending, results, cards, retirement, bars."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton

from hrdesk.models import Person
from hrdesk.rules.staff_codes import CardCause, CardState, ProbationResult
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.bars import RecordBar, record_bar
from hrdesk.services.cards import IssueCard, card_checks, issue_card
from hrdesk.services.probations import StartProbation, start_probation
from hrdesk.services.queries.people import find_people
from hrdesk.services.queries.staff import CardFilter, bars, cards, probations
from hrdesk.ui.context import Route
from hrdesk.ui.pages.staff.page import StaffPage
from tests.services.offices import make_person

TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def page(qtbot, office_ctx, office_user, office_database):
    """Open the page at a tab as a role: ``page("cards")``; ``page.people`` are two ids."""
    people = [make_person(office_database, name, "สมมติ") for name in ("กานดา", "ปิติ")]
    routes: list[Route] = []

    def make(tab: str = "probation", role: Role = Role.OFFICER) -> StaffPage:
        made = StaffPage(office_ctx(office_user(role), routes))
        made.people, made.routes = people, routes
        qtbot.addWidget(made)
        made.resize(1100, 650)
        made.show()
        made.open(Route("staff", params={"tab": tab}))
        settle(made)
        return made

    return make


def settle(page):
    assert page.ctx.tasks.wait_idle()


def work(page, call):
    with page.ctx.database.work(page.ctx.actor) as uow:
        return call(uow)


def dialog(page) -> QDialog:
    settle(page)
    found = [each for each in page.findChildren(QDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def choose_person(page, picker, name: str):
    with page.ctx.database.read(page.ctx.actor) as uow:
        [person] = find_people(uow, name)
    picker.set_person(person)
    settle(page)


def give_reason(page, text: str):
    asked = dialog(page)
    asked.findChild(QPlainTextEdit, "reason").setPlainText(text)
    asked.go.click()
    settle(page)


def words(label: QLabel) -> str:
    return label.text().replace("\u200b", "")


def start(page, on=dt.date(2026, 6, 1)):
    saved = work(page, lambda uow: start_probation(uow, StartProbation(page.people[0], on, 6)))
    page.refresh()
    settle(page)
    page.tab("probation").table.select_id(saved.value.id)
    return saved.value


# -- probation ------------------------------------------------------------------------------------


def test_an_empty_list_says_what_belongs_there_and_begins_it(page):
    made = page()
    tab = made.tab("probation")
    QAbstractItemModelTester(tab.model)
    assert tab.empty.isVisible()
    tab.empty.started.emit()
    form = dialog(made)
    assert form.months.value() == 6  # the law's shortest
    assert "หลักเกณฑ์ชุดของสำนักงานไม่มีข้อนี้" in words(form.told)
    choose_person(made, form.person, "กานดา")
    form.started.set_date(dt.date(2026, 11, 2))
    form.submit()
    settle(made)
    [row] = tab.model.rows()
    assert (row.ends_on, tab.table.current_row().id) == (dt.date(2027, 5, 1), row.id)


def test_months_past_the_law_are_told_at_the_field(page):
    made = page()
    made.tab("probation").start.trigger()
    form = dialog(made)
    choose_person(made, form.person, "กานดา")
    form.months.setValue(13)
    form.submit()
    settle(made)
    assert "6 ถึง 12 เดือน" in form.form.fields["months"].error()
    form.reject()


def test_a_name_that_was_not_chosen_is_refused(page):
    made = page()
    made.tab("probation").start.trigger()
    form = dialog(made)
    form.person.setText("ใครก็ไม่รู้")
    form.submit()
    assert form.form.fields["person"].error()
    form.reject()


def test_extended_with_a_reason_and_taken_back_from_the_strip(page):
    made = page()
    start(made)
    tab = made.tab("probation")
    tab.extend.trigger()
    give_reason(made, "ลาคลอดบุตร ประเมินผลไม่ได้")
    assert tab.model.rows()[0].ends_on == dt.date(2027, 2, 28)
    made.ctx.notify.last.on_action()
    settle(made)
    assert tab.model.rows()[0].extensions == 0


def test_a_result_leaves_the_list_and_comes_back_with_the_ended(page):
    made = page()
    start(made)
    tab = made.tab("probation")
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    form = dialog(made)
    form.submit()
    assert form.form.fields["note"].error()
    form.note.setPlainText("คณะกรรมการตามคำสั่งที่ 12/2569")
    form.submit()
    settle(made)
    assert tab.model.rows() == []
    tab.ended.setChecked(True)
    settle(made)
    [row] = tab.model.rows()
    assert (row.result, row.result_on) == (ProbationResult.PASSED, TODAY)
    tab.table.select_id(row.id)
    assert not tab.extend.isEnabled()
    tab.unresult.trigger()
    give_reason(made, "บันทึกผิดคน")
    with made.ctx.database.read(made.ctx.actor) as uow:
        assert probations(uow)[0].result is None


def test_one_past_its_last_day_says_how_late(page):
    made = page()
    start(made, dt.date(2026, 5, 1))
    assert "เลยกำหนด 20 วัน" in tab_texts(made.tab("probation"))


def tab_texts(tab) -> str:
    model = tab.model
    return "\n".join(
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    )


def test_a_secretary_reads_and_changes_nothing(page):
    for name in ("probation", "cards", "bars"):
        made = page(name, Role.SECRETARY)
        tab = made.tab(name)
        shown = {button.objectName() for button in tab.findChildren(QPushButton)}
        visible = {
            button.objectName()
            for button in tab.findChildren(QPushButton)
            if button.isVisibleTo(tab)
        }
        assert shown
        assert not visible & {
            "probation_start_button",
            "probation_extend_button",
            "card_issue_button",
            "card_report_button",
            "bar_add_button",
            "bar_cancel_button",
        }


# -- cards ----------------------------------------------------------------------------------------


def issued(page, person, on):
    def call(uow):
        keys = frozenset(check.key for check in card_checks(uow, CardCause.FIRST, on))
        command = IssueCard(person, CardCause.FIRST, on, keys, "นักทรัพยากรบุคคล", "กองแผนงาน")
        return issue_card(uow, command)

    return work(page, call).value


def test_issuing_asks_for_what_was_not_looked_at(page):
    made = page("cards")
    tab = made.tab("cards")
    tab.issue.trigger()
    form = dialog(made)
    choose_person(made, form.person, "กานดา")
    assert form.position.text() == "นักทรัพยากรบุคคลชำนาญการ"
    assert form.unit.text() == "กองแผนงาน"
    form.submit()
    settle(made)
    assert "8 รายการ" in form.form.fields["note"].error()
    for box in form.findChildren(type(next(iter(form._checks.values())))):
        box.setChecked(True)
    form.submit()
    settle(made)
    assert "1/2569" in made.ctx.notify.last.text
    assert [row.number for row in tab.model.rows()] == ["1/2569"]


def test_the_cause_decides_which_papers_are_looked_at(page):
    made = page("cards")
    made.tab("cards").issue.trigger()
    form = dialog(made)
    assert "papers_lost" not in form._checks
    form._checks["photo"].setChecked(True)
    form.cause.setCurrentIndex(form.cause.findData(CardCause.LOST.value))
    settle(made)
    assert "papers_lost" in form._checks
    assert form._checks["photo"].isChecked()  # what was ticked stays ticked
    form.reject()


def test_cards_that_end_soon_stand_first_and_the_days_can_be_changed(page):
    made = page("cards")
    issued(made, made.people[0], dt.date(2020, 12, 1))
    issued(made, made.people[1], dt.date(2021, 6, 1))
    tab = made.tab("cards")
    made.refresh()
    settle(made)
    assert [row.name for row in tab.model.rows()] == ["นางสาวกานดา สมมติ"]
    tab.days.setValue(365)
    settle(made)
    assert len(tab.model.rows()) == 2
    tab.shown.setCurrentIndex(tab.shown.findData(2564))
    settle(made)
    assert [row.number for row in tab.model.rows()] == ["1/2564"]
    assert not tab.days.isEnabled()


def test_a_lost_card_and_the_way_back(page):
    made = page("cards")
    card = issued(made, made.people[0], dt.date(2020, 12, 1))
    tab = made.tab("cards")
    made.refresh()
    settle(made)
    tab.table.select_id(card.id)
    tab.report.trigger()
    form = dialog(made)
    form.reason.setPlainText("ใบแจ้งความ สภ.ตัวอย่าง")
    form.submit()
    settle(made)
    with made.ctx.database.read(made.ctx.actor) as uow:
        assert cards(uow, CardFilter())[0].state is CardState.LOST
    made.ctx.notify.last.on_action()
    settle(made)
    assert [row.state for row in tab.model.rows()] == [CardState.VALID]


def test_enter_shows_all_cards_of_one_person(page):
    made = page("cards")
    first = issued(made, made.people[0], dt.date(2020, 12, 1))
    issued(made, made.people[0], dt.date(2021, 1, 5))
    issued(made, made.people[1], dt.date(2021, 1, 6))
    made.open(Route("staff", params={"tab": "cards", "person": str(made.people[0])}))
    settle(made)
    tab = made.tab("cards")
    assert {row.person_id for row in tab.model.rows()} == {made.people[0]}
    assert len(tab.model.rows()) == 2
    tab.table.select_id(first.id)
    assert tab.restore.isEnabled() is False  # it was replaced, not lost
    assert "บัตรของ" in tab.found.text()


# -- retirement and bars --------------------------------------------------------------------------


def test_retirement_by_year_and_what_must_be_looked_at(page):
    made = page("cards")
    with made.ctx.database.work(SYSTEM) as uow:
        uow.session.get_one(Person, made.people[0]).birth_date = "1967-05-01"
        uow.session.get_one(Person, made.people[1]).birth_date = ""
    made.open(Route("staff", params={"tab": "retirement"}))
    settle(made)
    tab = made.tab("retirement")
    assert tab.shown.itemText(0) == "ปีงบประมาณ 2570 (1 คน)"
    assert [row.name for row in tab.model.rows()] == ["นางสาวกานดา สมมติ"]
    tab.table.select_id(made.people[0])
    tab.see_person.trigger()
    assert made.routes[-1] == Route("person", made.people[0])
    tab.shown.setCurrentIndex(tab.shown.count() - 1)
    assert tab.unclear.isVisible()
    assert [row.why for row in tab.unclear_model.rows()] == ["missing"]
    tab.shown.setCurrentIndex(1)
    assert tab.empty.isVisible()


def test_a_bar_without_a_day_lasts_by_the_law_and_is_cancelled_with_a_reason(page):
    made = page("bars")
    tab = made.tab("bars")
    assert "อย่างน้อย 2 ปี" in words(tab.law)
    tab.add.trigger()
    form = dialog(made)
    choose_person(made, form.person, "กานดา")
    form.submit()
    assert form.form.fields["reason"].error()
    form.decided_by.setText("อธิบดี")
    form.reason.setPlainText("ลอกเลียนผลงาน")
    form.submit()
    settle(made)
    [row] = tab.model.rows()
    assert row.barred_through == dt.date(2028, 11, 20)
    tab.table.select_id(row.id)
    tab.cancel.trigger()
    give_reason(made, "ผลสอบไม่พบความผิด")
    assert tab.model.rows() == []
    with made.ctx.database.read(made.ctx.actor) as uow:
        assert bars(uow, standing=False)[0].cancelled_reason == "ผลสอบไม่พบความผิด"


def test_a_change_elsewhere_is_read_when_its_tab_is_opened(page):
    made = page("cards")
    made.tabs.setCurrentIndex(3)
    settle(made)
    made.tabs.setCurrentIndex(1)
    command = RecordBar(made.people[0], TODAY, "ลอก", "อธิบดี")
    result = work(made, lambda uow: record_bar(uow, command))
    made.ctx.bus.publish(result.changed)
    made.tabs.setCurrentIndex(3)
    settle(made)
    assert len(made.tab("bars").model.rows()) == 1
