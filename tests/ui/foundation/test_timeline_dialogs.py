from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from hrdesk.ui import dialogs, theme
from hrdesk.ui.delegates.step import spoken
from hrdesk.ui.widgets.step_timeline import StepTimeline, TimelineStep

STEPS = (
    TimelineStep(11, "1", "ตรวจสอบคุณสมบัติของบุคคล", "done", "15 ส.ค. 2567", "ใช้ 3 วันทำการ"),
    TimelineStep(12, "2", "เสนอคณะกรรมการประเมินผลงาน", "returned", "20 ส.ค. 2567"),
    TimelineStep(13, "3", "ผู้ขอรับการประเมินแก้ไขผลงาน", "skipped"),
    TimelineStep(
        14,
        "4",
        "คณะกรรมการประเมินผลงานพิจารณา",
        "current",
        "ตั้งแต่ 1 ก.ย. 2567",
        "ปกติ 5 วันทำการ",
        "เกิน 3 วัน",
        2,
    ),
    TimelineStep(15, "5", "ออกคำสั่งเลื่อนและแต่งตั้งข้าราชการให้ดำรงตำแหน่งในระดับที่สูงขึ้น", "planned"),
)


@pytest.fixture
def timeline(qtbot):
    made = StepTimeline()
    qtbot.addWidget(made)
    made.resize(360, 600)
    made.set_steps(STEPS)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.hide()


def test_the_timeline_begins_where_the_case_stands(timeline):
    assert timeline.current_id() == 14


def test_the_keyboard_walks_and_opens(timeline):
    seen, opened = [], []
    timeline.chosen.connect(seen.append)
    timeline.opened.connect(opened.append)
    QTest.keyClick(timeline, Qt.Key.Key_Down)
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert seen == [15, 11]
    assert opened == [11]


def test_a_refresh_keeps_the_chosen_step(timeline):
    timeline.choose(12)
    seen = []
    timeline.chosen.connect(seen.append)
    timeline.set_steps((TimelineStep(10, "1", "ขั้นใหม่", "done"), *STEPS))
    assert timeline.current_id() == 12
    timeline.set_steps((TimelineStep(20, "1", "อื่น", "done"), TimelineStep(21, "2", "ข", "current")))
    assert timeline.current_id() == 21
    assert not timeline.choose(99)
    timeline.set_steps(())
    assert timeline.current_id() is None


def test_each_step_is_said_in_words(timeline):
    told = spoken(STEPS[3])
    for part in ("ขั้นตอนที่ 4", "กำลังดำเนินการ", "รอบที่ 2", "เกิน 3 วัน", "ปกติ 5 วันทำการ"):
        assert part in told
    index = timeline.model().index(4, 0)
    assert "ยังไม่ถึง" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    reader = QAccessible.queryAccessibleInterface(timeline)
    assert reader.text(QAccessible.Text.Name) == "ลำดับขั้นตอนของเรื่อง"


def test_long_titles_wrap_in_a_narrow_window(timeline, qtbot):
    index = timeline.model().index(4, 0)
    wide = timeline.visualRect(index).height()
    timeline.resize(240, 600)
    qtbot.waitUntil(lambda: timeline.visualRect(index).height() > wide)
    assert timeline.horizontalScrollBar().maximum() == 0


def test_late_is_red_and_done_is_green(timeline, qtbot):
    def has(row, name):
        image = (
            timeline.viewport().grab(timeline.visualRect(timeline.model().index(row, 0))).toImage()
        )
        wanted = theme.colour(name).rgb()
        return any(image.pixel(x, y) == wanted for x in range(60) for y in range(image.height()))

    timeline.choose(15)
    assert has(0, "good")
    assert has(3, "bad")
    assert not has(4, "good")


def test_a_question_is_not_answered_by_accident(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    done = []
    dialog = dialogs.ask(window, "ลบ", "ลบแล้วนำกลับไม่ได้", "ลบ", lambda: done.append(1))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert done == []
    assert not dialog.isVisible()
    dialog = dialogs.ask(window, "ลบ", "ลบแล้วนำกลับไม่ได้", "ลบ", lambda: done.append(1))
    dialog.findChild(QPushButton, "dialog_go").click()
    assert done == [1]
    window.hide()


def test_a_reason_must_be_typed(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    given = []
    dialog = dialogs.ask_reason(window, "ข้าม", "ข้ามขั้นตอนนี้", "ข้าม", given.append)
    go = dialog.findChild(QPushButton, "dialog_go")
    go.click()
    assert dialog.isVisible()
    assert given == []
    dialog.findChild(QPlainTextEdit, "reason").setPlainText(" ไม่ต้องใช้\u200bขั้นนี้ ")
    go.click()
    assert given == ["ไม่ต้องใช้ขั้นนี้"]
    window.hide()


def test_file_names_get_their_ending(qtbot, monkeypatch):
    monkeypatch.setattr(
        dialogs.QFileDialog, "getSaveFileName", lambda *args: ("/folder/รายการ", "")
    )
    assert dialogs.ask_save(None, "บันทึก", "รายการ", dialogs.EXCEL).name == "รายการ.xlsx"
    monkeypatch.setattr(dialogs.QFileDialog, "getSaveFileName", lambda *args: ("", ""))
    assert dialogs.ask_save(None, "บันทึก", "x", dialogs.PDF) is None


@pytest.fixture
def keeper(qapp):
    made = dialogs.CrashKeeper(qapp)
    yield made
    made.remove()
    made.deleteLater()


def fail():
    national_id = "1234567890121"
    raise ValueError(f"{national_id} is no number")


def test_a_crash_keeps_the_program_running_and_hides_data(qapp, qtbot, keeper, caplog):
    before = sys.excepthook
    with caplog.at_level(logging.CRITICAL):
        try:
            fail()
        except ValueError:
            keeper.caught(*sys.exc_info())
    dialog = keeper._open
    assert dialog.isVisible()
    text = dialog.findChild(QPlainTextEdit, "crash_details").toPlainText()
    assert "ValueError" in text
    assert "in fail" in text
    assert "hrdesk" in text
    assert "1234567890121" not in text
    assert "1234567890121" not in caplog.text
    dialog.findChild(QPushButton, "crash_copy").click()
    assert QGuiApplication.clipboard().text() == text
    keeper.caught(ValueError, ValueError(), None)  # a second one does not pile up
    assert keeper._open is dialog
    dialog.findChild(QPushButton, "crash_go_on").click()
    assert sys.excepthook is before


def test_the_hooks_take_threads_too(qapp, qtbot, keeper):
    mine = sys.excepthook, threading.excepthook
    keeper.install()
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: keeper._open is not None and keeper._open.isVisible())
    keeper.remove()
    assert (sys.excepthook, threading.excepthook) == keeper._before
    assert mine[1] is threading.excepthook
