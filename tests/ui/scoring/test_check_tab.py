"""Sheets checked by a second person: looked at, sent back, opened again, keyed a second time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from hrdesk.services.access import Role
from hrdesk.services.queries.scores import contest_grid
from hrdesk.services.score_checks import SheetRef, hand_in
from hrdesk.services.scores import CellPoints, set_points
from hrdesk.ui.pages.scoring.check_tab import CheckTab
from tests.services.meetings_sample import make_meeting
from tests.ui.foundation.names import unnamed
from tests.ui.scoring.conftest import type_letters

POINTS = {"person": "25", "ability": "40.5", "other": "15"}


@pytest.fixture
def check(desk, office_database, office_user):
    """Open the tab of a checker over two sheets that another handed in."""
    typist = office_user(Role.SECRETARY, "มานี รักงาน")

    def make(user="ปิติ ตรวจดี", **setup):
        sample = make_meeting(office_database, **setup)
        cells = [
            CellPoints(candidate, sample.members[0], key, Decimal(value))
            for candidate in sample.candidates
            for key, value in POINTS.items()
        ]
        with office_database.work(typist) as uow:
            set_points(uow, sample.contest, cells)
            grid = contest_grid(uow, sample.contest)
            hand_in(uow, [SheetRef(each.id, each.version) for each in grid.sheets.values()])
        return desk(sample, CheckTab, user)

    return make


def state(here, candidate=0):
    return here.grid().sheet(here.sample.candidates[candidate], here.sample.members[0]).state


def key(here, key_):
    QTest.keyClick(here.tab.table, key_)
    here.settle()


def reason(here, text):
    [asked] = [each for each in here.tab.findChildren(QDialog) if each.isVisible()]
    asked.findChild(QPlainTextEdit, "reason").setPlainText(text)
    asked.go.click()
    here.settle()


def test_looking_and_confirming_goes_from_sheet_to_sheet(check):
    here = check()
    tab = here.tab
    assert tab.counts.text() == "รอตรวจ 2 · ตรวจแล้ว 0 ใบ"
    assert {key_: label.text() for key_, label in tab.sheet.figures.items()} == {
        **POINTS,
        "total": "80.5",
    }
    key(here, Qt.Key.Key_V)
    assert (state(here, 0), state(here, 1)) == ("verified", "entered")
    assert tab.current().pair[0] == here.sample.candidates[1]
    key(here, Qt.Key.Key_V)
    assert state(here, 1) == "verified"
    assert tab.empty.isVisible()


def test_whoever_typed_cannot_confirm(check):
    here = check(user="มานี รักงาน")
    key(here, Qt.Key.Key_V)
    assert state(here) == "entered"
    assert "ของตนเองไม่ได้" in here.ctx.notify.last.text


def test_sending_back_needs_a_reason_and_opening_again_keeps_the_old(check):
    here = check()
    key(here, Qt.Key.Key_R)
    reason(here, "อ่านเลข 5 เป็น 6")
    assert state(here, 0) == "rejected"
    here.tab.verify.trigger()
    here.settle()
    assert state(here, 1) == "verified"
    here.tab.shown.setCurrentIndex(here.tab.shown.findData("verified"))
    here.tab.shown.activated.emit(0)
    here.tab.open_again.trigger()
    reason(here, "กรรมการขอแก้")
    sheet = here.grid().sheet(here.sample.candidates[1], here.sample.members[0])
    assert (sheet.state, sheet.generation) == ("draft", 2)


def test_keying_again_never_shows_the_first_until_it_is_whole(check):
    here = check(checking="rekey")
    tab = here.tab
    assert not tab.verify.isVisible()
    assert tab.table.isColumnHidden(2)
    texts = [tab.model.index(0, at).data() for at in range(4)]
    assert "80.5" not in [text for at, text in enumerate(texts) if not tab.table.isColumnHidden(at)]
    edits = tab.rekey.edits
    tab.rekey.begin()
    type_letters(edits["person"], "99")
    assert edits["person"].text() == "9", "a key over the maximum does not enter"
    edits["person"].clear()
    type_letters(edits["person"], "25")
    QTest.keyClick(edits["person"], Qt.Key.Key_Return)
    type_letters(edits["ability"], "40")
    tab.rekey.compare.click()
    here.settle()
    assert "ยังกรอกไม่ครบ" in tab.rekey.told.text()
    assert all(not note.text() for note in tab.rekey.notes.values())
    type_letters(edits["other"], "15")
    QTest.keyClick(edits["other"], Qt.Key.Key_Return)
    here.settle()
    assert tab.rekey.notes["ability"].text() == "ครั้งแรก 40.5"
    assert not tab.rekey.notes["person"].text()
    assert state(here) == "entered"
    type_letters(edits["ability"], ".5")
    assert not tab.rekey.notes["ability"].text()
    tab.rekey.compare.click()
    here.settle()
    assert state(here) == "entered", "the selected text was typed over: .5"
    edits["ability"].clear()
    type_letters(edits["ability"], "40.5")
    tab.rekey.compare.click()
    here.settle()
    assert state(here) == "verified"
    assert tab.current().pair[0] == here.sample.candidates[1]


def test_what_was_keyed_again_is_there_after_a_crash(check, desk):
    here = check(checking="rekey")
    edits = here.tab.rekey.edits
    here.tab.rekey.begin()
    type_letters(edits["person"], "24")
    QTest.keyClick(edits["person"], Qt.Key.Key_Return)
    type_letters(edits["ability"], "39")
    QTest.keyClick(edits["ability"], Qt.Key.Key_Tab)
    here.settle()
    assert "บันทึกแล้ว 2 จาก 3 ช่อง" in here.tab.rekey.told.text().replace("\u200b", "")
    again = desk(here.sample, CheckTab, here.ctx.actor.name)
    assert [edit.text() for edit in again.tab.rekey.edits.values()] == ["24", "39", ""]
    assert all(not note.text() for note in again.tab.rekey.notes.values())
    type_letters(again.tab.rekey.edits["other"], "15")
    again.tab.rekey.compare.click()
    again.settle()
    assert again.tab.rekey.notes["ability"].text() == "ครั้งแรก 40.5"


def test_a_difference_can_be_sent_back(check):
    here = check(checking="rekey")
    for edit, text in zip(here.tab.rekey.edits.values(), ("24", "40.5", "15"), strict=True):
        type_letters(edit, text)
    here.tab.rekey.compare.click()
    here.settle()
    here.tab.reject.trigger()
    reason(here, "ครั้งแรกอ่านผิด")
    assert state(here) == "rejected"


def test_without_sheets_it_says_where_they_come_from(desk):
    here = desk(tab=CheckTab)
    assert here.tab.empty.accessibleName() == "ไม่มีใบคะแนนรอตรวจทาน"
    assert unnamed(here.tab) == []
