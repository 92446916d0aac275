"""The objections of a case on its page: there when the period runs, late ones, the hold."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QDialog

from hrdesk.models import CaseWait
from hrdesk.rules.codes import CaseType
from hrdesk.rules.staff_codes import ObjectionResult
from hrdesk.services.access import SYSTEM
from hrdesk.services.queries.objections import case_objections
from hrdesk.ui.context import Route
from hrdesk.ui.pages.case.page import CasePage
from tests.services.offices import make_person, receive

FIRST, LAST = dt.date(2026, 10, 1), dt.date(2026, 11, 2)


@pytest.fixture
def page(qtbot, office_ctx, office_database, office_user):
    """A case page of a promotion; ``page.case`` is its id."""
    officer = office_user()
    case = receive(office_database, officer, make_person(office_database), CaseType.PROMOTION)
    made = CasePage(office_ctx(officer))
    made.case = case.id
    qtbot.addWidget(made)
    made.resize(1100, 650)
    made.show()
    return made


def open_with_period(page):
    with page.ctx.database.work(SYSTEM) as uow:
        uow.session.add(
            CaseWait(
                case_id=page.case,
                key="objection",
                title="เปิดโอกาสให้ทักท้วง",
                started_on=FIRST,
                due_on=LAST,
                state="running",
            )
        )
    page.open(Route("case", page.case))
    settle(page)
    return page.sides.objections


def settle(page):
    assert page.ctx.tasks.wait_idle()


def dialog(page) -> QDialog:
    settle(page)
    [found] = [each for each in page.findChildren(QDialog) if each.isVisible()]
    return found


def plain(text: str) -> str:
    return text.replace("\u200b", "")


def tab_shown(page) -> bool:
    return page.sides.isTabVisible(page.sides.indexOf(page.sides.objections))


def test_without_a_period_there_is_no_tab(page):
    page.open(Route("case", page.case))
    settle(page)
    assert not tab_shown(page)


def test_a_late_one_is_taken_only_with_its_tick(page):
    tab = open_with_period(page)
    assert tab_shown(page)
    assert "พ้นกำหนดแล้ว" in plain(tab.law.text())
    tab.add.trigger()
    form = dialog(page)
    form.subject.setPlainText("คะแนนไม่ตรงกับเกณฑ์")
    form.on.set_date(LAST + dt.timedelta(days=1))
    assert form.late_box.isHidden()
    form.submit()
    settle(page)
    assert "พ้นกำหนดทักท้วงแล้ว" in form.form.fields["received_on"].error()
    form.late_box.setChecked(True)
    form.submit()
    settle(page)
    [row] = tab.model.rows()
    assert row.late
    assert "พ้นกำหนด" in tab.model.index(0, 3).data()
    assert "ทักท้วง (1)" in page.sides.tabText(page.sides.indexOf(tab))


def test_a_founded_one_says_that_the_case_waits_and_then_goes_on(page):
    tab = open_with_period(page)
    tab.add.trigger()
    form = dialog(page)
    form.on.set_date(LAST)
    form.subject.setPlainText("คุณสมบัติไม่ครบ")
    form.submit()
    settle(page)
    tab.decide.trigger()
    form = dialog(page)
    assert "สอบสวนผู้ทักท้วง" in plain(form.told.text())
    form.result_box.setCurrentIndex(form.result_box.findData(ObjectionResult.FOUNDED.value))
    assert "หยุดรอ" in plain(form.told.text())
    form.submit()
    assert form.form.fields["decision"].error()
    form.decision.setPlainText("ตรวจแล้วคุณสมบัติไม่ครบจริง")
    form.submit()
    settle(page)
    assert "รอผู้มีอำนาจตัดสิน" in plain(tab.law.text())
    tab.decide.trigger()
    form = dialog(page)
    assert form.result_box.count() == 2
    form.decision.setPlainText("ให้ดำเนินการต่อ")
    form.submit()
    settle(page)
    with page.ctx.database.read(page.ctx.actor) as uow:
        assert not case_objections(uow, page.case).held
    assert tab.model.rows()[0].result is ObjectionResult.CONTINUED
