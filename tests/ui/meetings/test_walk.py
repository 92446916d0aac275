"""A whole meeting from who came to its minutes, by keyboard alone, in the program's window."""

from __future__ import annotations

import os
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from hrdesk.models import Meeting
from hrdesk.rules.codes import CaseType, StepState
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.meeting_papers import paper_rows, papers_of
from hrdesk.services.queries.cases import case_detail
from hrdesk.services.queries.meeting_papers import meeting_book
from hrdesk.services.queries.meetings import meeting_detail
from hrdesk.services.queries.results import result_view
from hrdesk.ui.context import Route
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.menu import entries
from hrdesk.ui.pages.meetings.minutes_dialog import MinutesDialog
from hrdesk.ui.thai_text import plain
from tests.services.meetings_sample import make_meeting
from tests.services.offices import make_person, receive
from tests.services.test_results import walk_to
from tests.ui.case.test_walk import Keys
from tests.ui.conftest import TODAY
from tests.ui.meetings.conftest import settle

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
KEYS = Qt.Key
GIVEN = (("10", "25"), ("20", "45"), ("5", "15"))  # by criterion: the first, then the second


class Desk(Keys):
    """One user's window and keyboard."""

    def __init__(self, qtbot, window):
        super().__init__(qtbot, window)
        self.window = window

    @property
    def open_page(self):
        return self.window.current_page()

    def settle(self):
        settle(self.window)
        QApplication.processEvents()  # dialogs that closed give the keyboard back

    def sit_down(self):
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def to(self, name):
        return self.tab_to(lambda widget: widget.objectName() == name)

    def push(self, name):
        assert isinstance(self.to(name), QPushButton)
        self.press(KEYS.Key_Space)
        self.settle()

    def go_to_tab(self, number):
        self.press(getattr(KEYS, f"Key_{number}"), ALT)
        self.settle()

    def dialog(self):
        """Wait until the one open dialog has the keyboard."""
        [found] = [each for each in self.window.findChildren(QDialog) if each.isVisible()]
        self.qtbot.waitUntil(found.isActiveWindow)
        return found

    def answered(self):
        """Wait until no dialog is open and the keyboard is in the window again."""
        self.settle()
        assert not [each for each in self.window.findChildren(QDialog) if each.isVisible()]
        self.sit_down()

    def look(self, name):
        if os.environ.get("LOOK"):
            self.window.grab().save(f"{os.environ['LOOK']}/{name}.png")


@pytest.fixture
def sit(qtbot, office_ctx):
    """Open the program's window for a user: ``sit(actor)``."""
    made = []

    def open_window(actor, size=(1366, 768)):
        window = MainWindow(office_ctx(actor), database_label="SQLite บนเครื่องนี้")
        qtbot.addWidget(window)
        window.start()
        window.resize(*size)
        with qtbot.waitActive(window):
            window.show()
        made.append(window)
        desk = Desk(qtbot, window)
        desk.settle()
        return desk

    yield open_window
    for window in made:
        settle(window)
        window.close()


@pytest.fixture
def waiting(office_database, office_user):
    """Two promotions whose present step waits for the committee."""
    officer, cases = office_user(Role.OFFICER), []
    for first in ("กานดา", "สมหญิง"):
        person = make_person(office_database, first)
        opened = receive(office_database, officer, person, CaseType.PROMOTION)
        walk_to(office_database, officer, opened.id, "person_assessment")
        cases.append(opened.id)
    return tuple(cases)


@pytest.fixture
def made(office_database):
    """A meeting today, with a contest that has no candidates yet."""
    sample = make_meeting(office_database, candidates=0, opened_at="")
    with office_database.work(SYSTEM) as uow:
        uow.session.get_one(Meeting, sample.meeting).held_on = TODAY
    return sample


def test_a_meeting_is_walked_to_its_minutes_by_keyboard(
    sit, made, waiting, styled, office_database, office_user
):
    desk = sit(office_user(Role.OFFICER))
    open_from_the_menu(desk)
    call_the_roll(desk, made)
    take_waiting_cases(desk)
    strip = open_the_meeting(desk)
    give_points(desk)
    assert strip.isHidden()
    verify_as_another(sit(office_user(Role.SECRETARY, "สมศรี ตรวจทาน")), desk)
    decide(desk)
    send(desk)
    write_minutes(desk)
    with office_database.read(desk.window.ctx.actor) as uow:
        view = result_view(uow, made.contest)
        cases = [case_detail(uow, case_id) for case_id in waiting]
        book = meeting_book(uow, made.meeting)
    assert view.final
    shown = [(row.rank, row.total, row.passed, row.chosen) for row in view.rows]
    assert shown == [(1, 85, True, True), (2, 35, False, False)]
    results = ("ไม่ผ่านการประเมินบุคคล", "ผ่านการประเมินบุคคล")
    for case, result in zip(cases, results, strict=True):
        [step] = [each for each in case.steps if each.key == "person_assessment"]
        assert (step.state, step.outcome, step.done_on) == (StepState.DONE, result, TODAY)
        assert step.remark_values["meeting"] == "1/2569"
    assert book.minutes is not None
    kept = " ".join(section.text for section in book.minutes.sections)
    for word in ("มาประชุม 3 คน", "กานดา", "ร้อยละ 85", "ให้ นางสาวสมหญิง สมมติสุข เป็นผู้ได้รับการคัดเลือก"):
        assert word in kept, (word, kept)
    [row] = [each for each in paper_rows(book) if each.id == "minutes"]
    [paper] = papers_of(book, row)
    for member in ("กรรมการ 1 สมมติ", "กรรมการ 2 สมมติ", "กรรมการ 3 สมมติ"):
        assert member in str(paper.data), member


def test_another_meeting_takes_over_without_losing_the_keyboard(sit, made, office_user):
    desk = sit(office_user(Role.OFFICER))
    second = make_meeting(desk.window.ctx.database)
    desk.window.navigate(Route("meeting", made.meeting))
    desk.settle()
    desk.to("attendance")
    desk.window.navigate(Route("meeting", second.meeting))
    desk.settle()
    assert desk.window.isActiveWindow()
    assert desk.window.isAncestorOf(desk.here)
    desk.to("candidates_of")
    assert desk.open_page.tab("setup").contests.model.rowCount() == 2


def open_from_the_menu(desk):
    [place] = [
        number
        for number, entry in enumerate(entries(desk.window.ctx.actor), start=1)
        if entry.page == "meetings"
    ]
    desk.press(getattr(KEYS, f"Key_{place}"), CTRL)
    desk.settle()
    assert desk.open_page.name == "meetings"
    desk.to("meetings")
    desk.look("1_list")
    desk.press(KEYS.Key_Return)
    desk.settle()
    assert desk.open_page.name == "meeting"


def call_the_roll(desk, made):
    desk.to("attendance")
    for _member in made.members:
        desk.press(KEYS.Key_Space)
        desk.settle()
        desk.press(KEYS.Key_Down)
    tab = desk.open_page.tab("setup")
    assert "มา 3 จากกรรมการ 3 คน" in plain(tab.attendance.quorum.text())
    with desk.window.ctx.database.read(desk.window.ctx.actor) as uow:
        states = [each.state for each in meeting_detail(uow, made.meeting).members]
    assert states == ["present", "present", "present", "expected"]


def open_the_meeting(desk):
    """Before that the tab of points says so."""
    desk.go_to_tab(2)
    strip = desk.open_page.tab("entry").strip
    desk.go_to_tab(1)
    desk.push("meeting_open_button")
    desk.settle()
    said = desk.window.ctx.notify.last
    assert "เปิดประชุมแล้ว" in said.text and "ครบองค์ประชุม" in said.text
    said.on_action()
    desk.settle()
    assert desk.open_page.tab("setup").hours.open.isVisible(), "taken back"
    desk.push("meeting_open_button")
    desk.settle()
    return strip


def take_waiting_cases(desk):
    desk.push("candidate_cases_button")
    dialog = desk.dialog()
    assert dialog.list.count() == 2
    desk.to("waiting_list")
    desk.press(KEYS.Key_Space)
    desk.press(KEYS.Key_Down)
    desk.press(KEYS.Key_Space)
    desk.press(KEYS.Key_Return)
    desk.answered()
    desk.look("2_setup")
    assert desk.open_page.tab("setup").contests.model.rowCount() == 2


def give_points(desk):
    desk.go_to_tab(2)
    tab = desk.open_page.tab("entry")
    desk.tab_to(lambda widget: widget is tab.view)
    for _member in range(3):
        for column in GIVEN:
            for points in column:
                desk.type(points)
                desk.press(KEYS.Key_Return)
        desk.settle()
        desk.press(KEYS.Key_Return, CTRL)
        desk.settle()
        desk.press(KEYS.Key_PageDown, CTRL)
    desk.look("3_entry")
    states = [sheet.state for sheet in tab.board.grid.sheets.values()]
    assert states == ["entered"] * 6


def verify_as_another(other, desk):
    open_from_the_menu(other)
    other.go_to_tab(3)
    tab = other.open_page.tab("check")
    other.tab_to(lambda widget: widget is tab.table)
    other.look("4_check")
    for left in range(5, -1, -1):
        other.press(KEYS.Key_V)
        other.settle()
        assert f"รอตรวจ {left} " in tab.counts.text()
    other.look("5_checked")
    other.press(KEYS.Key_Space)  # all are verified: the one button leads to the result
    other.settle()
    assert other.open_page.current() == "result"
    desk.sit_down()


def decide(desk):
    desk.go_to_tab(4)
    tab = desk.open_page.tab("result")
    assert not tab.final.isEnabled()
    desk.push("result_choose_button")
    desk.dialog()
    desk.press(KEYS.Key_Space)
    desk.press(KEYS.Key_Return)
    desk.answered()
    desk.look("6_chosen")
    assert tab.final.isEnabled(), tab.open.text()
    desk.push("result_final_button")
    desk.dialog()
    desk.push("dialog_go")
    desk.answered()
    assert tab.view.final


def send(desk):
    desk.push("result_send_button")
    dialog = desk.dialog()
    assert sorted(dialog.outcomes().values()) == ["not_selected", "selected"]
    desk.push("dialog_go")
    desk.answered()
    desk.look("7_sent")


def write_minutes(desk):
    desk.go_to_tab(5)
    desk.look("8_papers")
    desk.press(KEYS.Key_F2)
    assert desk.window.ctx.tasks.wait_idle(30_000)  # the first paper loads what draws papers
    dialog = desk.dialog()
    assert isinstance(dialog, MinutesDialog)
    desk.press(KEYS.Key_S, CTRL)
    desk.settle()
    assert re.fullmatch(r"บันทึกแล้ว \d\d:\d\d", dialog.kept.text())
    if os.environ.get("LOOK"):
        dialog.grab().save(f"{os.environ['LOOK']}/9_minutes.png")
    desk.press(KEYS.Key_Escape)
    desk.answered()
