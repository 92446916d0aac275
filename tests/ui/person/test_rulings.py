"""Rulings on the page of a person: what each run counts, recording, withdrawing, keeping."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.people import (
    DegreeInput,
    PostInput,
    SavePerson,
    ServiceRunInput,
    save_person,
)
from hrdesk.services.queries.people import person_detail
from hrdesk.ui import theme
from hrdesk.ui.context import Route
from hrdesk.ui.dialogs import ReasonDialog
from hrdesk.ui.pages.person.page import PersonPage
from hrdesk.ui.pages.person.ruling_dialog import RulingDialog
from hrdesk.ui.pages.person.runs_tab import counted_of, ruling_words

SERIES = "นักวิชาการสาธารณสุข"
PERSON = SavePerson(
    None, None, "นาย", "มานะ", "ตัวอย่าง",
    post=PostInput("12", SERIES, level="K1", job_series=SERIES, linked_level="ใช่"),
    degrees=(DegreeInput("bachelor", "สบ.", graduated_on="2550"),),
    service_runs=(
        ServiceRunInput("01/01/2555", "31/12/2558", level="K1", job_series="นิติกร", title="นิติกร"),
        ServiceRunInput("01/01/2559", level="K1", job_series=SERIES, title=SERIES),
    ),
)  # fmt: skip


@pytest.fixture
def person(office_database):
    with office_database.work(SYSTEM) as uow:
        return save_person(uow, PERSON).value.id


@pytest.fixture
def make_page(qtbot, office_ctx, person):
    def make(actor=None):
        ctx = office_ctx(actor)
        theme.apply(QApplication.instance(), ctx.settings)
        page = PersonPage(ctx)
        qtbot.addWidget(page)
        page.resize(1100, 640)
        page.show()
        page.open(Route("person", person))
        assert ctx.tasks.wait_idle()
        page.view.tabs.setCurrentIndex(1)
        return page

    return make


def runs(database, person):
    with database.read(SYSTEM) as uow:
        return person_detail(uow, person).service_runs


def fill(dialog: RulingDialog, share="0.5", meeting="ครั้งที่ 1/2569", day=dt.date(2026, 1, 15)):
    dialog.share.setText(share)
    dialog.meeting.setText(meeting)
    dialog.decided_on.set_date(day)
    dialog.reason.setPlainText("งานครึ่งหนึ่งเกี่ยวข้อง")


def test_each_run_says_what_it_counts_or_that_it_waits(make_page):
    page = make_page()
    rows = page.view.runs.model.rows()
    assert [counted_of(row) for row in rows] == ["รอวินิจฉัย", "10 ปี 10 เดือน 20 วัน"]
    assert "มี 1 ช่วงที่รอวินิจฉัย" in page.view.runs._hint.text().replace("\u200b", "")


def test_a_ruling_is_recorded_and_counts_at_once(make_page, office_database, person):
    page = make_page()
    page.view.runs.table.selectRow(0)
    page.view.runs.rule.trigger()
    dialog = page.findChild(RulingDialog)
    fill(dialog)
    dialog.submit()
    assert page.ctx.tasks.wait_idle()
    kept = runs(office_database, person)[0]
    assert (kept.related_share, kept.ruled_meeting) == ("0.5", "ครั้งที่ 1/2569")
    row = page.view.runs.model.rows()[0]
    assert counted_of(row) == "2 ปี 0 เดือน 0 วัน"
    assert ruling_words(row.run) == "0.5 ครั้งที่ 1/2569 15 ม.ค. 2569"


def test_without_no_problem_the_meeting_is_asked_for(make_page, office_database, person):
    page = make_page()
    page.view.runs.table.selectRow(0)
    page.view.runs.ask_ruling()
    dialog = page.findChild(RulingDialog)
    dialog.submit()
    fields = dialog.form.fields
    assert all(fields[name].error() for name in fields)
    fill(dialog, meeting="", day=None)
    dialog.submit()
    assert [name for name in fields if fields[name].error()] == ["ruled_meeting", "ruled_on"]
    dialog.decided_on.setText("31/02/2569")
    dialog.decided_on.settle()
    dialog.submit()
    assert "ไม่มีวันที่นี้" in fields["ruled_on"].error()
    dialog.no_problem.setChecked(True)
    assert fields["ruled_meeting"].isHidden()
    dialog.submit()
    assert page.ctx.tasks.wait_idle()
    kept = runs(office_database, person)[0]
    assert (kept.related_share, kept.ruled_on) == ("0.5", None)
    assert ruling_words(kept) == "0.5 ไม่มีปัญหา: งานครึ่งหนึ่งเกี่ยวข้อง"


def test_a_share_that_is_none_is_told_beside_its_field(make_page):
    page = make_page()
    page.view.runs.table.selectRow(0)
    page.view.runs.ask_ruling()
    dialog = page.findChild(RulingDialog)
    fill(dialog, share="2")
    dialog.submit()
    assert page.ctx.tasks.wait_idle()
    assert "ตั้งแต่ 0 ถึง 1" in dialog.form.fields["related_share"].error()


def test_a_ruling_is_withdrawn_with_a_reason(make_page, office_database, person):
    page = make_page()
    tab = page.view.runs
    tab.table.selectRow(0)
    assert not tab.take_back.isEnabled()
    tab.ask_ruling()
    dialog = page.findChild(RulingDialog)
    fill(dialog)
    dialog.submit()
    assert page.ctx.tasks.wait_idle()
    tab.table.selectRow(0)
    assert tab.take_back.isEnabled()
    tab.take_back.trigger()
    asking = page.findChild(ReasonDialog)
    asking._edit.setPlainText("บันทึกผิดช่วง")
    QTest.mouseClick(asking.go, Qt.MouseButton.LeftButton)
    assert page.ctx.tasks.wait_idle()
    assert runs(office_database, person)[0].related_share == ""


def test_editing_the_person_keeps_the_ruling(make_page, office_database, person):
    page = make_page()
    page.view.runs.table.selectRow(0)
    page.view.runs.ask_ruling()
    dialog = page.findChild(RulingDialog)
    fill(dialog)
    dialog.submit()
    assert page.ctx.tasks.wait_idle()
    page.edit()
    page.form.editors["last_name"].setText("นามใหม่")
    page.form.runs.model.move(0, 1)
    page.save()
    assert page.ctx.tasks.wait_idle()
    kept = runs(office_database, person)
    assert [run.related_share for run in kept] == ["", "0.5"]
    with office_database.read(SYSTEM) as uow:
        detail = person_detail(uow, person)
    assert (detail.last_name, detail.post.linked_level) == ("นามใหม่", True)


def test_who_may_not_edit_sees_no_button(make_page, office_user):
    page = make_page(office_user(Role.SECRETARY))
    names = {button.objectName() for button in page.view.runs.findChildren(QPushButton)}
    assert "button_record_ruling" not in names
