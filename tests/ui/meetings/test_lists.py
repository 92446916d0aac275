"""The lists of meetings and committees, and setting up a meeting from them."""

from __future__ import annotations

import datetime as dt

from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from hrdesk.services.queries.meetings import meeting_detail, meetings
from hrdesk.ui.context import Route
from tests.ui.meetings.conftest import dialog, read, settle


def test_without_a_committee_the_list_begins_with_one(open_page, office_database, routes):
    page = open_page("meetings")
    tab = page.tab("meetings")
    assert not tab.add.isEnabled()
    button = tab.empty.findChild(QPushButton, "empty_state_action")
    assert button.text() == "ตั้งคณะกรรมการ"
    button.click()
    assert routes[-1] == Route("committee")


def test_past_and_coming_meetings_are_apart(open_page, sample, routes):
    page = open_page("meetings")
    tab = page.tab("meetings")
    QAbstractItemModelTester(tab.model)
    assert tab.model.rows() == []  # it was held two days ago
    tab.when.choose(["past"])
    tab.refresh()
    settle(page)
    [row] = tab.model.rows()
    assert (row.number, row.candidates) == ("1/2569", 2)
    tab.see.trigger()
    assert routes[-1] == Route("meeting", sample.meeting)


def test_the_meetings_of_one_committee(open_page, sample):
    page = open_page("meetings", committee=str(sample.committee))
    tab = page.tab("meetings")
    assert tab.committee.currentText() == "คณะกรรมการประเมินบุคคล"
    assert [row.id for row in tab.model.rows()] == [sample.meeting]


def test_a_new_meeting_takes_the_next_number_and_five_heads(open_page, sample, routes):
    page = open_page("meetings")
    page.tab("meetings").add.trigger()
    made = dialog(page)
    made.go.click()
    settle(page)
    assert made.form.fields["held_on"].error()
    made.held_on.set_date(dt.date(2026, 12, 3))
    made.starts_at.setText("13.30")
    made.go.click()
    settle(page)
    [row] = read(page, lambda uow: meetings(uow, upcoming=True))
    assert (row.number, row.starts_at) == ("2/2569", "13:30")
    assert routes[-1] == Route("meeting", row.id)
    assert len(read(page, lambda uow: meeting_detail(uow, row.id)).agenda) == 5


def test_a_wrong_time_is_said_beside_its_field(open_page, sample):
    page = open_page("meetings")
    page.tab("meetings").add.trigger()
    made = dialog(page)
    made.held_on.set_date(dt.date(2026, 12, 3))
    made.starts_at.setText("25.99")
    made.quorum.setText("สาม")
    made.go.click()
    settle(page)
    assert made.form.fields["quorum"].error() == "ต้องเป็นจำนวนเต็ม เช่น 12"
    made.quorum.setText("9")
    made.go.click()
    settle(page)
    assert "9.30" in made.form.fields["starts_at"].error()
    assert "3 คน" in made.form.fields["quorum"].error()
    made.reject()


def test_a_meeting_with_candidates_is_not_removed(open_page, sample):
    page = open_page("meetings", committee=str(sample.committee))
    tab = page.tab("meetings")
    told = []
    page.ctx.notify.shown.connect(told.append)
    tab.remove.trigger()
    dialog(page).go.click()
    settle(page)
    assert "ลบไม่ได้" in told[-1].text
    assert len(read(page, meetings)) == 1


def test_a_committee_is_opened_and_copied(open_page, sample, routes):
    page = open_page("meetings", tab="committees")
    tab = page.tab("committees")
    QAbstractItemModelTester(tab.model)
    assert tab.model.rows()[0].members == 4
    tab.see.trigger()
    tab.copied.trigger()
    assert routes == [
        Route("committee", sample.committee),
        Route("committee", params={"copy": str(sample.committee)}),
    ]
    assert routes[1].params == {"copy": str(sample.committee)}
