"""The tab of keeping: states, setting a class, who opens works; the files of a case."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog

from hrdesk.models import Case
from hrdesk.services.access import SYSTEM, Role
from hrdesk.ui.context import Route
from hrdesk.ui.pages.indicators.page import IndicatorsPage
from tests.services.offices import make_person, receive


@pytest.fixture
def page(qtbot, office_ctx, office_user, office_database):
    """Open the tab over one matter that ended in 2015, as a role."""
    case = receive(office_database, office_user(Role.OFFICER), make_person(office_database))
    with office_database.work(SYSTEM) as uow:
        row = uow.session.get_one(Case, case.id)
        row.status, row.completed_on = "completed", dt.date(2015, 3, 2)

    def make(role: Role = Role.ADMINISTRATOR, size=(1000, 600)) -> IndicatorsPage:
        routes: list[Route] = []
        made = IndicatorsPage(office_ctx(office_user(role, f"ผู้ใช้ {role.value}"), routes))
        made.routes, made.case = routes, case.id
        qtbot.addWidget(made)
        made.resize(*size)
        made.show()
        made.open(Route("indicators", params={"tab": "keeping"}))
        settle(made)
        return made

    return make


def settle(page):
    assert page.ctx.tasks.wait_idle()


def choose(page, combo, data):
    combo.setCurrentIndex(combo.findData(data))
    settle(page)


def dialog(page) -> QDialog:
    settle(page)
    [found] = [each for each in page.findChildren(QDialog) if each.isVisible()]
    return found


def test_what_has_no_class_is_settled_and_then_falls_due(page):
    made = page()
    tab = made.keeping
    QAbstractItemModelTester(tab.model)
    assert tab.empty.isVisible()
    choose(made, tab.state, "unset")
    assert tab.state.currentText() == "ยังไม่กำหนดอายุ (1 เรื่อง)"
    [row] = tab.model.rows()
    tab.table.select_id(row.id)
    tab.set_class.trigger()
    form = dialog(made)
    assert form.case_type.currentData() == "resignation"
    assert not form.years.isVisible()
    form.classes.setCurrentIndex(form.classes.findData("years"))
    form.years.setValue(10)
    form.submit()
    settle(made)
    assert form.form.fields["source"].error()
    form.source.setText("ระเบียบงานสารบรรณ")
    form.submit()
    settle(made)
    assert tab.model.rows() == []
    choose(made, tab.state, "due")
    [row] = tab.model.rows()
    assert (row.falls_due, row.retention.years) == (dt.date(2025, 3, 2), 10)
    assert "ไม่ลบ" in tab.law.text().replace("\u200b", "")
    tab.table.select_id(row.id)
    tab.see_case.trigger()
    assert made.routes == [Route("case", made.case)]


def test_the_list_goes_to_paper_with_what_it_was_narrowed_to(page, monkeypatch):
    made = page()
    choose(made, made.keeping.state, "unset")
    listed = made.keeping._listed()
    assert "ยังไม่กำหนดอายุ (1 เรื่อง)" in listed.subtitle
    shown = []
    monkeypatch.setattr("hrdesk.ui.printing.preview", lambda *args: shown.append(args))
    made.keeping.output.print.trigger()
    settle(made)
    assert shown[0][3].startswith(b"%PDF")


def test_the_office_says_who_opens_works(page):
    made = page()
    made.keeping.set_roles.trigger()
    form = dialog(made)
    assert not form.boxes[Role.ADMINISTRATOR].isEnabled()
    assert form.boxes[Role.OFFICER].isChecked()
    assert not form.boxes[Role.SECRETARY].isChecked()
    form.boxes[Role.SECRETARY].setChecked(True)
    form.submit()
    settle(made)
    made.keeping.set_roles.trigger()
    assert dialog(made).boxes[Role.SECRETARY].isChecked()


def test_an_officer_reads_and_does_not_set(page):
    made = page(Role.OFFICER)
    assert not made.keeping.set_class.isVisible()
    assert not made.keeping.set_roles.isVisible()
    made.keeping.set_class.trigger()
    assert not [each for each in made.findChildren(QDialog) if each.isVisible()]
