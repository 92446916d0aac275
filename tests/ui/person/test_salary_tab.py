"""The salary history on the person's page: chart and lines, adding, correcting, striking out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from hrdesk.models import Person
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.salary_history import RecordSalary, record_salary
from hrdesk.ui.context import Route
from hrdesk.ui.pages.person.page import PersonPage
from tests.services.offices import make_person


@pytest.fixture
def tab(qtbot, office_ctx, office_user, office_database):
    """The tab of one person, opened by role: ``tab()``."""
    person = make_person(office_database)

    def make(role: Role = Role.OFFICER, lines: int = 0):
        for place in range(lines):
            with office_database.work(office_user()) as uow:
                day = dt.date(2023 + place, 4, 1)
                record_salary(
                    uow,
                    RecordSalary(
                        person, day, "percentage", Decimal(20000 + 500 * place), f"{place}/2566"
                    ),
                )
        page = PersonPage(office_ctx(office_user(role)))
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        page.open(Route("person", person))
        settle(page)
        page.view.tabs.setCurrentWidget(page.view.salary)
        settle(page)
        found = page.view.salary
        found.page, found.person = page, person
        return found

    return make


def settle(owner):
    assert owner.ctx.tasks.wait_idle()


def dialog(tab) -> QDialog:
    settle(tab)
    [found] = [each for each in tab.page.findChildren(QDialog) if each.isVisible()]
    return found


def fill(form, number: str, salary: str, day: dt.date):
    form.effective_on.set_date(day)
    form.number.setText(number)
    form.new.setText(salary)


def test_a_line_is_added_from_an_old_order_and_corrected_by_another(tab):
    made = tab()
    QAbstractItemModelTester(made.model)
    assert made.empty.isVisible()
    made.empty.started.emit()
    form = dialog(made)
    form.submit()
    settle(made)
    assert form.form.fields["order_number"].error()
    fill(form, "12/2569", "๒๗,๙๐๐", dt.date(2026, 10, 1))
    form.sets.setChecked(True)
    form.submit()
    settle(made)
    [line] = made.model.rows()
    assert (line.new_salary, line.order_number) == (27900, "12/2569")
    with made.ctx.database.read(SYSTEM) as uow:
        assert uow.session.get_one(Person, made.person).salary == Decimal(27900)
    made.table.select_id(line.id)
    made.correct.trigger()
    form = dialog(made)
    assert form.new.value() == "27,900"
    form.new.setText("27,950")
    form.submit()
    settle(made)
    assert form.form.fields["reason"].error()
    form.reason.setText("พิมพ์ผิด")
    form.submit()
    settle(made)
    [line] = made.model.rows()
    assert line.new_salary == Decimal(27950)
    assert made.past.isVisible()
    made.past.click()
    assert [each.state for each in made.model.rows()] == ["live", "replaced"]
    assert "ไม่ตรงกับบรรทัดล่าสุด" in made.law.text().replace("\u200b", "")


def test_the_chart_is_walked_by_keyboard_with_the_lines(tab):
    made = tab(lines=3)
    assert made.chart.isVisible()
    made.chart.setFocus()
    assert made.chart.accessibleName() == (
        "กราฟเงินเดือน 1 เม.ย. 2568 เลื่อนเงินเดือน (ร้อยละ) 21,000 บาท"
    )
    QTest.keyClick(made.chart, Qt.Key.Key_Home)
    assert made.table.current_row().order_number == "0/2566"
    QTest.keyClick(made.chart, Qt.Key.Key_Right)
    assert made.table.current_row().order_number == "1/2566"
    made.table.select_id(made.model.rows()[0].id)
    assert made.chart.current == 2
    assert made.chart.accessibleDescription().count("\n") == 2
    assert not made.chart.grab().toImage().isNull()


def test_a_line_is_struck_out_with_a_reason(tab):
    made = tab(lines=2)
    made.table.select_id(made.model.rows()[0].id)
    made.strike.trigger()
    asked = dialog(made)
    asked.findChild(QPlainTextEdit, "reason").setPlainText("เป็นของคนอื่น")
    asked.go.click()
    settle(made)
    assert [line.order_number for line in made.model.rows()] == ["0/2566"]
    assert not made.chart.isVisible()


def test_who_may_only_read_has_no_acts_on_lines(tab):
    made = tab(Role.SECRETARY, lines=1)
    assert len(made.model.rows()) == 1
    assert not any(action.isVisible() for action in (made.add, made.correct, made.strike))
    assert made.form.isEnabled()
