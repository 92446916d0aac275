"""Points typed by keyboard alone: what enters, where the keys lead, what the database holds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from hrdesk.models import Attendance, Candidate
from hrdesk.services.access import SYSTEM
from hrdesk.services.score_checks import SheetRef, hand_in, reject, verify
from hrdesk.services.scores import CellPoints, set_points
from hrdesk.ui.pages.scoring.typed import key_problem, read_block, read_points
from tests.ui.foundation.names import unnamed

POINTS = {"person": "25", "ability": "40.5", "other": "15"}


def work(desk, call, actor=None):
    with desk.ctx.database.work(actor or desk.ctx.actor) as uow:
        return call(uow)


def test_digits_type_at_once_and_enter_stores_and_goes_down(desk):
    here = desk(candidates=3)
    table = here.tab.view.table
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal, table)
    here.press("2", "5")
    assert here.points() == {}, "a cell one is in is not stored yet"
    here.press("enter")
    assert here.points() == {"person": "25"}
    assert here.place() == (1, 0)
    assert here.tab.saved.words.text().startswith("บันทึกแล้ว")
    here.press("20", "tab")
    assert here.points(1) == {"person": "20"}
    assert here.place() == (1, 1)


def test_enter_at_the_last_row_goes_on_in_the_next_column(desk):
    here = desk()
    here.press("down", "30", "enter")
    assert here.points(1) == {"person": "30"}
    assert here.place() == (0, 1)
    assert "ผู้สมัคร 2" in here.said()


def test_the_end_of_the_entry_is_no_fault_and_a_wrong_key_is(desk):
    here = desk(members=1)
    here.press("ctrl+PageDown")
    assert (here.said(), here.tab.hint.property("tone")) == ("ถึงคนสุดท้ายแล้ว", "info")
    here.press("x")
    assert here.tab.hint.property("tone") == "bad"


def test_before_the_meeting_is_open_a_strip_says_so(desk):
    here = desk(opened_at="")
    assert here.tab.strip.isVisible()
    assert "ยังไม่ได้เปิดประชุม" in here.tab.strip.told.text().replace("\u200b", "")
    here.press("25", "enter")
    assert here.points() == {"person": "25"}


@pytest.mark.parametrize(
    ("good", "key", "word"),
    [
        ("3", "1", "เกินคะแนนเต็ม 30"),
        ("1.25", "5", "ทศนิยม"),
        ("1", "ก", "ตัวเลข"),
        ("1.", ".", "ตัวเลข"),
        ("", "-", "ตัวเลข"),
    ],
)
def test_a_key_that_does_not_fit_never_enters(desk, good, key, word):
    here = desk()
    here.press(*good, key)
    assert word in here.said()
    assert here.tab.view.typed == (good or None)
    here.press("esc")
    assert here.tab.view.typed is None
    assert here.points() == {}


def test_thai_digits_are_read(desk):
    here = desk()
    here.press("๒๕", "enter")
    assert here.points() == {"person": "25"}


def test_only_the_allowed_points_enter_for_publication(desk):
    here = desk(scheme="doh.work-k2", kind="work")
    here.press("end", "7")
    assert "0, 6, 8, 10" in here.said()
    here.press("1", "enter")
    assert here.place() == (0, 3), "1 alone is no allowed value, so Enter stays"
    here.press("0", "enter")
    assert here.points() == {"publication": "10"}


def test_arrows_home_and_end_store_and_move(desk):
    here = desk()
    here.press("1", "right", "2", "down", "3", "left", "4", "up")
    assert here.points(0) == {"person": "1", "ability": "2"}
    assert here.points(1) == {"ability": "3", "person": "4"}
    here.press("end", "5", "home")
    assert here.points(0)["other"] == "5"
    assert here.place() == (0, 0)
    here.press("ctrl+End")
    assert here.place() == (1, 2)


def test_delete_clears_and_undo_and_redo_walk_over_it(desk):
    here = desk()
    here.press("25", "enter", "up", "del")
    assert here.points() == {}
    here.press("ctrl+Z")
    assert here.points() == {"person": "25"}
    here.press("ctrl+Z")
    assert here.points() == {}
    here.press("ctrl+Y", "ctrl+Y")
    assert here.points() == {}
    here.press("ctrl+Z")
    assert here.points() == {"person": "25"}
    here.press("ctrl+Z", "ctrl+Z")
    assert "เลิกทำ" in here.said()


def test_undo_comes_back_to_the_member_it_is_about(desk):
    here = desk()
    here.press("25", "enter", "ctrl+PageDown", "ctrl+Z")
    assert here.points() == {}
    assert here.tab.bar.who.currentIndex() == 0


def test_a_block_from_excel_is_pasted_whole_or_not_at_all(desk):
    here = desk(candidates=3)
    QGuiApplication.clipboard().setText("25\t40\t10\r\n20\t99\t5\r\n")
    here.press("ctrl+V")
    assert here.points(0) == here.points(1) == {}
    assert "ช่องที่ 2 ของแถวที่ 2" in here.said()
    assert "เกินคะแนนเต็ม" in here.said()
    assert here.place() == (1, 1)
    QGuiApplication.clipboard().setText("25\t40\t10\n20\t\t5\n")
    here.press("ctrl+Home", "ctrl+V")
    assert here.points(0) == {"person": "25", "ability": "40", "other": "10"}
    assert here.points(1) == {"person": "20", "other": "5"}
    here.press("ctrl+Z")
    assert here.points(0) == here.points(1) == {}


def test_a_block_that_is_too_wide_is_refused(desk):
    here = desk()
    QGuiApplication.clipboard().setText("1\t1\t1\t1")
    here.press("ctrl+V")
    assert here.points() == {}
    assert "กว้างหรือยาวกว่าตาราง" in here.said()


def test_copied_points_paste_into_excel(desk):
    here = desk()
    here.press("25", "tab", "40", "enter", "ctrl+Home")
    view = here.tab.view
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    here.press("ctrl+C")
    assert QGuiApplication.clipboard().text() == "25\t40"


def test_the_same_cell_seen_the_other_way(desk):
    here = desk(candidates=3)
    here.press("down")
    here.tab.bar.ways["candidate"].click()
    assert here.tab.view.current_cell() == (
        here.sample.candidates[1],
        here.sample.members[0],
        "person",
    )
    here.press("12", "enter")
    assert here.points(1, 0) == {"person": "12"}
    assert here.place() == (1, 0)
    here.press("ctrl+PageDown")
    assert here.tab.bar.who.currentText().startswith("3.")


def test_totals_means_and_passing_follow_what_is_stored(desk):
    here = desk(members=2)
    QGuiApplication.clipboard().setText("25\t40\t15")
    here.press("ctrl+V", "ctrl+PageDown", "ctrl+V")
    summary = here.tab.summary.text().replace("\u200b", "")
    assert "เฉลี่ยรวม 80.00 จาก 100" in summary
    assert "ผ่านเกณฑ์" in summary
    assert "ใบที่ครบ 2 จาก 2" in summary
    assert "ทั้งวาระยังขาด 6 ช่อง" in summary
    table = here.tab.view.table
    texts = [table.index(0, column).data() for column in range(table.columnCount())]
    assert texts == ["25", "40", "15", "80", "ครบ รอส่งตรวจ", "80.00", "ผ่าน"]


def test_a_cell_left_with_the_mouse_is_stored(desk):
    here = desk()
    here.press("18")
    view = here.tab.view
    spot = view.visualRect(view.table.index(1, 2)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    here.settle()
    assert here.points() == {"person": "18"}
    here.press("7")
    here.tab.hide()
    here.settle()
    assert here.points(1) == {"other": "7"}


def test_what_somebody_else_typed_first_is_told_and_the_own_stays_red(desk):
    here = desk()
    sample = here.sample
    other = CellPoints(sample.candidates[0], sample.members[0], "person", Decimal(11))
    work(here, lambda uow: set_points(uow, sample.contest, [other]))
    here.press("22", "enter")
    assert "11 ก่อนแล้ว" in here.said() or here.tab.board.failed
    assert here.points() == {"person": "11"}
    assert here.tab.view.table.index(0, 0).data() == "22"
    assert here.tab.saved.words.text() == "ยังไม่ได้บันทึก 1 ช่อง"
    here.tab.saved.again.click()
    here.settle()
    assert here.points() == {"person": "22"}
    assert here.tab.saved.words.text().startswith("บันทึกแล้ว")


def test_a_store_that_fails_keeps_the_typed_value_marked(desk, monkeypatch):
    from hrdesk.services.errors import DomainError
    from hrdesk.ui.pages.scoring import saving

    here = desk()
    whole = saving.set_points

    def full(_uow, _contest, _cells):
        raise DomainError("disk_full")

    monkeypatch.setattr(saving, "set_points", full)
    here.press("25", "enter")
    assert here.points() == {}
    assert here.tab.view.table.index(0, 0).data() == "25"
    assert here.tab.saved.again.isVisible()
    monkeypatch.setattr(saving, "set_points", whole)
    here.press("up", "enter")
    assert here.points() == {"person": "25"}
    assert not here.tab.saved.again.isVisible()


def test_absent_members_and_sheets_handed_in_take_nothing(desk, office_database):
    here = desk()
    sample = here.sample
    with office_database.work(SYSTEM) as uow:
        uow.session.add(
            Attendance(meeting_id=sample.meeting, member_id=sample.members[0], state="absent")
        )
    here.tab.refresh()
    here.settle()
    here.press("2")
    assert "ไม่มาประชุม" in here.said()
    assert here.tab.view.typed is None
    here.press("ctrl+PageDown")
    QGuiApplication.clipboard().setText("25\t40\t15")
    here.press("ctrl+V")
    here.tab.send.trigger()
    here.settle()
    assert here.ctx.notify.last.text.startswith("ส่งตรวจทานแล้ว 1 ใบ อีก 1 ใบยังไม่ครบ")
    here.press("ctrl+Home", "1")
    assert "ส่งตรวจทาน" in here.said()
    here.tab.back.trigger()
    here.settle()
    here.press("1", "enter")
    assert here.points(0, 1)["person"] == "1"


def test_a_sheet_sent_back_tells_why_and_takes_points_again(desk, office_user):
    from hrdesk.services.access import Role

    here = desk()
    QGuiApplication.clipboard().setText("25\t40\t15")
    here.press("ctrl+V")
    here.tab.send.trigger()
    here.settle()
    checker = office_user(Role.SECRETARY, "ปิติ ตรวจดี")
    sheet = here.grid().sheet(here.sample.candidates[0], here.sample.members[0])
    work(here, lambda uow: reject(uow, SheetRef(sheet.id, sheet.version), "อ่านผิด"), checker)
    here.tab.refresh()
    here.settle()
    here.press("ctrl+Home")
    assert "อ่านผิด" in here.said()
    here.press("24", "enter")
    assert here.points() == {"person": "24", "ability": "40", "other": "15"}
    sheet = here.grid().sheet(here.sample.candidates[0], here.sample.members[0])
    assert (sheet.state, sheet.generation) == ("draft", 2)


def test_the_outlets_points_fill_the_empty_cells(desk, office_database):
    here = desk(scheme="doh.work-k2", kind="work", candidates=3)
    with office_database.work(SYSTEM) as uow:
        for id_ in here.sample.candidates[:2]:
            uow.session.get(Candidate, id_).outlet = "division_website"
    here.tab.refresh()
    here.settle()
    due = here.tab.board.outlets
    assert set(due) == set(here.sample.candidates[:2])
    here.tab.fill.trigger()
    here.settle()
    assert here.points(0)["publication"] == str(due[here.sample.candidates[0]])
    assert here.points(2) == {}
    here.press("ctrl+Home", "end", "8", "enter")
    assert "เหตุผล" in next(iter(here.tab.board.failed.values())).why


def test_verified_sheets_do_not_change(desk, office_user):
    from hrdesk.services.access import Role

    here = desk()
    QGuiApplication.clipboard().setText("25\t40\t15")
    here.press("ctrl+V")
    sheet = here.grid().sheet(here.sample.candidates[0], here.sample.members[0])
    work(here, lambda uow: hand_in(uow, [SheetRef(sheet.id, sheet.version)]))
    sheet = here.grid().sheet(here.sample.candidates[0], here.sample.members[0])
    checker = office_user(Role.SECRETARY, "ปิติ ตรวจดี")
    work(here, lambda uow: verify(uow, [SheetRef(sheet.id, sheet.version)]), checker)
    here.press("ctrl+Home", "24", "enter")
    assert here.points() == {"person": "25", "ability": "40", "other": "15"}
    assert here.tab.board.failed


def test_an_empty_meeting_says_what_to_do(desk, office_database):
    from hrdesk.models import Contest

    here = desk(candidates=0)
    assert "ยังไม่มีผู้เข้ารับการประเมิน" in here.tab.empty.accessibleName()
    with office_database.work(SYSTEM) as uow:
        uow.session.delete(uow.session.get(Contest, here.sample.contest))
    here.tab.refresh()
    here.settle()
    assert here.tab.empty.accessibleName() == "ยังไม่มีวาระให้คะแนน"


def test_everything_has_a_name(desk):
    assert unnamed(desk().tab) == []


def test_what_is_pasted_is_read_as_excel_writes_it(desk):
    criterion = desk().tab.board.grid.scheme.criteria[0]
    assert read_points(criterion, " 1,2 ")[0] == Decimal(12)
    assert read_points(criterion, "-1")[1].startswith("คะแนน")
    assert read_points(criterion, "สิบ")[0] is None
    assert read_points(criterion, "") == (None, "")
    assert key_problem(criterion, ".") == ""
    assert read_block("1\t2\r\n3\r\n\r\n").rows == (("1", "2"), ("3",))
