"""The list of rounds and the form that opens one: what it offers, and what it says is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hrdesk.services.access import Role
from hrdesk.services.salary_rounds import copy_round
from hrdesk.ui.context import Route
from hrdesk.ui.thai_text import plain
from tests.ui.salary.conftest import YEAR, settle
from tests.ui.salary.test_round_page import dialog


def rounds(page):
    return page.tab("rounds")


def test_a_round_is_opened_with_what_is_offered_and_not_twice(make_round, open_page, routes):
    payroll = make_round(opened=False)
    page = open_page("salary")
    tab = rounds(page)
    assert tab.empty.isVisible()
    tab.empty.started.emit()
    asked = dialog(page)
    offers = asked.offers
    assert (offers.scheme, offers.year, offers.number) == ("step", YEAR, 1)
    assert asked.payroll.value() == str(payroll) and asked.appraisal.value() == "1"
    assert not asked.missing.isVisible()
    assert "(หลักเกณฑ์ของหน่วยงานประเภทอื่น)" in asked.scheme.itemText(2)
    asked.go.click()
    settle(page)
    made = routes[-1]
    assert made.page == "salary_round"
    [line] = tab.model.rows()
    assert (line.line.heads, line.line.state) == (20, "open")
    again = tab.open_dialog()
    settle(page)
    assert "เปิดไว้แล้ว" in plain(again.missing.text()) and not again.go.isEnabled()
    again.go_there.click()
    assert routes[-1] == made


def test_what_is_missing_is_said_with_the_way_there(make_round, open_page, routes):
    make_round(opened=False)
    page = open_page("salary")
    asked = rounds(page).open_dialog({"year": str(YEAR + 1)})
    settle(page)
    assert "ยังไม่มีบัญชีถือจ่าย ณ 1 มี.ค. 2571" in plain(asked.missing.text())
    assert not asked.go.isEnabled()
    asked.year.setText("25x9")
    asked.year.editingFinished.emit()
    assert asked.form.fields["year"].error() and not asked.missing.isVisible()
    asked.year.setText(str(YEAR + 1))
    asked.year.editingFinished.emit()
    asked.number.set_value("2")
    settle(page)
    assert not asked.form.fields["year"].error()
    assert asked.earlier.isVisible() and "1 ก.ย. 2571" in plain(asked.missing.text())
    asked.scheme.set_value("percentage")
    settle(page)
    assert "หน่วยงานประเภทอื่น" in plain(asked.law.text()) and not asked.earlier.isVisible()
    asked.go_there.click()
    wanted = {"tab": "payroll", "new": "percentage", "day": "2028-09-01"}
    assert routes[-1] == Route("salary", params=wanted)


def test_copies_stand_under_their_round_and_are_thrown_away(
    make_round, open_page, routes, office_database, office_user
):
    round_id = make_round()
    with office_database.work(office_user(Role.OFFICER)) as uow:
        copy = copy_round(uow, round_id, "ลอง").value
    page = open_page("salary")
    tab = rounds(page)
    assert [(row.id, row.copy) for row in tab.model.rows()] == [(round_id, False), (copy, True)]
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert routes[-1] == Route("salary_round", round_id)
    tab.table.select_id(copy)
    tab.discard.trigger()
    dialog(page).go.click()
    settle(page)
    assert [row.id for row in tab.model.rows()] == [round_id]
    tab.discard.trigger()
    reason = dialog(page)
    reason._edit.setPlainText("เปิดผิดปี")
    reason.go.click()
    settle(page)
    assert tab.empty.isVisible()
