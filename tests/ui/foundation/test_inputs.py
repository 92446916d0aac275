from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from hrdesk.rules.dates import PartialDate
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.ui.form import Form
from hrdesk.ui.notify import Notice
from hrdesk.ui.widgets.chips import Chips
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit, PartialDateEdit
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.search_box import SearchBox
from hrdesk.ui.widgets.strip import Strip, StripHost

TODAY = dt.date(2026, 11, 16)


@pytest.fixture
def edit(qtbot):
    made = BuddhistDateEdit(lambda: TODAY, "received_on")
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("15/08/2567", dt.date(2024, 8, 15)),
        ("15 ส.ค. 67", dt.date(2024, 8, 15)),
        ("๑๕/๘/๒๕๖๗", dt.date(2024, 8, 15)),
        ("15 สิงหาคม พ.ศ. 2567", dt.date(2024, 8, 15)),
        ("ว", TODAY),
        ("วันนี้", TODAY),
        ("+0", TODAY),
        ("+๗", TODAY + dt.timedelta(days=7)),
        ("-1", TODAY - dt.timedelta(days=1)),
    ],
)
def test_a_date_is_typed_freely(edit, typed, day):
    told = []
    edit.date_changed.connect(told.append)
    QTest.keyClicks(edit, typed) if typed.isascii() else edit.insert(typed)
    edit._typed()
    assert edit.date() == day
    assert told[-1] == day
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.problem() is None
    assert edit.text().endswith(str(day.year + 543))
    assert edit.text().startswith(f"{day.day} ")


def test_a_wrong_date_stays_and_says_why_after_leaving(qtbot):
    edit = BuddhistDateEdit(lambda: TODAY, "received_on")
    field = Field("วันที่รับเรื่อง", edit, required=True)
    qtbot.addWidget(field)
    QTest.keyClicks(edit, "31/02/2567")
    assert field.error() == ""
    edit.settle()
    assert edit.text() == "31/02/2567"
    assert edit.date() is None
    assert edit.problem().code == "no_such_day"
    assert edit.problem().field == "received_on"
    assert "ไม่มีวันที่นี้" in field.error()
    assert edit.property("wrong")
    edit.selectAll()
    QTest.keyClicks(edit, "28/02/2567")
    assert field.error() == ""
    assert edit.date() == dt.date(2024, 2, 28)
    edit.clear()
    edit.settle()
    assert edit.date() is None
    assert edit.problem() is None


def test_up_and_down_step_a_day(edit):
    edit.set_date(dt.date(2024, 2, 28))
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert edit.date() == dt.date(2024, 2, 29)
    QTest.keyClick(edit, Qt.Key.Key_Down)
    assert edit.text() == "28 ก.พ. 2567"


def test_the_calendar_is_of_the_buddhist_era(edit, qtbot):
    edit.show()
    edit.set_date(dt.date(2024, 8, 15))
    QTest.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = edit.calendar()
    assert calendar.isVisible()
    assert (calendar.year.value(), calendar.month.currentText()) == (2567, "สิงหาคม")
    calendar.findChild(QWidget, "calendar_forward").click()
    assert (calendar.month.currentText(), calendar.days.monthShown()) == ("กันยายน", 9)
    calendar.year.setValue(2500)
    assert calendar.days.yearShown() == 1957
    QTest.keyClick(calendar.days, Qt.Key.Key_Escape)
    calendar.findChild(QPushButton, "calendar_today").click()
    assert edit.date() == TODAY
    assert not calendar.isVisible()
    edit.hide()


def test_a_partial_date_keeps_what_is_not_known(qtbot):
    edit = PartialDateEdit("birth_date")
    qtbot.addWidget(edit)
    told = []
    edit.value_changed.connect(told.append)
    edit.setText("00/05/2540")
    edit.settle()
    assert edit.value() == PartialDate(1997, 5, 0)
    assert told == [PartialDate(1997, 5, 0)]
    edit.setText("00/13/2540")
    assert edit.problem() is not None
    assert edit.value() is None
    edit.set_value(PartialDate(1997))
    assert edit.text() == "00/00/2540"
    assert edit.problem() is None


def test_a_search_waits_a_moment_and_esc_clears(qtbot):
    box = SearchBox("ค้นหาชื่อ")
    qtbot.addWidget(box)
    box.show()
    asked = []
    box.searched.connect(asked.append)
    box.setText("สม")
    box.setText("สมศ")
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["สมศ"])
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert asked == ["สมศ"]  # nothing new to ask
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert asked == ["สมศ", ""]
    box.set_query("เดิม")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert asked == ["สมศ", ""]
    box.hide()


def test_chips_choose_one_or_several(qtbot):
    chips = Chips("ประเภท", "kinds")
    qtbot.addWidget(chips)
    chips.set_options([("a", "การย้าย"), ("b", "การลาออก"), ("c", "การให้โอน")])
    told = []
    chips.changed.connect(told.append)
    for key in ("a", "c"):
        chips.findChild(QPushButton, f"kinds_{key}").click()
    assert told[-1] == {"a", "c"}
    chips.set_options([("a", "การย้าย"), ("b", "การลาออก")])
    assert chips.chosen() == {"a"}
    chips.resize(60, 10)
    assert chips.layout().heightForWidth(60) > chips.layout().heightForWidth(900)
    single = Chips("สถานะ", "state", several=False)
    qtbot.addWidget(single)
    single.set_options([("x", "เปิด"), ("y", "ปิด")])
    single.choose(["x"])
    single.findChild(QPushButton, "state_y").click()
    assert single.chosen() == {"y"}


def test_an_empty_page_offers_the_first_action(qtbot):
    page = EmptyState("ยังไม่มีเรื่อง", "เรื่องที่รับจะอยู่ที่นี่", "รับเรื่องใหม่")
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.started):
        page.findChild(QPushButton, "empty_state_action").click()
    page.say("ไม่พบ")
    assert page.findChild(QPushButton, "empty_state_action").isHidden()


def test_refusals_are_put_beside_their_fields(ctx, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    form = Form()
    for name in ("subject", "target"):
        editor = QLineEdit(window)
        editor.setObjectName(name)
        rows.addWidget(form.add(name, Field(name, editor, required=True)))
    with qtbot.waitActive(window):
        window.show()
    problems = (
        DomainError("required", field="target"),
        DomainError("too_long", field="subject", limit=200),
        DomainError("disk_full"),
    )
    form.failed(ctx.notify)(Invalid(problems))
    assert "200" in form.fields["subject"].error()
    assert form.fields["target"].error() == "ต้องกรอกช่องนี้"
    assert window.focusWidget().objectName() == "subject"
    assert "ดิสก์เต็ม" in ctx.notify.last.text
    form.clear()
    assert form.fields["subject"].error() == ""
    assert form.missing({"subject": "x", "target": ""}).problems[0].field == "target"
    assert form.missing({"subject": "x", "target": 1}) is None
    window.hide()


def test_fields_have_thai_names_for_readers(qtbot):
    editor = QLineEdit()
    editor.setObjectName("subject")
    field = Field("เรื่อง", editor, required=True, hint="สั้น ๆ")
    qtbot.addWidget(field)
    assert editor.accessibleName() == "เรื่อง (ต้องกรอก)"
    field.set_error("ผิด")
    assert editor.accessibleDescription() == "ผิด"
    field.set_error(None)
    assert editor.accessibleDescription() == "สั้น ๆ"


def test_strips_say_what_failed_until_it_is_read(ctx, qtbot):
    host = StripHost(ctx.notify, ctx.tasks)
    qtbot.addWidget(host)
    host.show()
    undone = []
    ctx.notify.saved(undo=lambda: undone.append(1))
    ctx.notify.saved()
    assert [strip.notice.action for strip in host.strips()] == [""]
    ctx.notify.saved(undo=lambda: undone.append(1))
    host.strips()[0].findChild(QPushButton, "strip_action").click()
    assert undone == [1]
    ctx.notify.error(DomainError("disk_full", detail="database or disk is full"))
    strip = host.strips()[0]
    strip.findChild(QPushButton, "strip_detail").click()
    assert "database or disk is full" in QGuiApplication.clipboard().text()
    for number in range(5):
        ctx.notify.warn(f"คำเตือน {number}")
    assert len(host.strips()) == 3
    ctx.notify.clear()
    assert host.strips() == []
    assert ctx.notify.last is None
    host.hide()


def test_a_strip_is_named_for_readers(qtbot):
    strip = Strip(Notice("เต็ม", "bad"))
    qtbot.addWidget(strip)
    assert strip.accessibleName() == "ไม่สำเร็จ: เต็ม"


def test_long_work_shows_how_far_and_stops(ctx, qtbot):
    host = StripHost(ctx.notify, ctx.tasks)
    qtbot.addWidget(host)
    host.show()

    def job(progress):
        while True:
            progress.step(3, 10, "ฉบับที่ 3")
            progress.check()

    ctx.tasks.work(host, job, lambda value: None, label="กำลังพิมพ์")
    qtbot.waitUntil(lambda: host.findChild(QPushButton, "progress_stop") is not None)
    label = host.findChild(QWidget, "progress_text")
    qtbot.waitUntil(lambda: label.text() == "กำลังพิมพ์ 3 จาก 10 · ฉบับที่ 3")
    host.findChild(QPushButton, "progress_stop").click()
    assert ctx.tasks.wait_idle()
    host.hide()
