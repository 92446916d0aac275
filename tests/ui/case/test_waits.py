"""Ticks of a step, periods beside the steps, and moving a case to another version, on the page."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPushButton

from hrdesk.rules.codes import StepState
from hrdesk.ui.pages.case.version_dialog import VersionDialog
from hrdesk.ui.pages.case.waits_view import EndWaitDialog
from hrdesk.ui.thai_text import plain
from tests.ui.case.conftest import settle

ANNOUNCED = dt.date(2026, 11, 9)


def to_announced(desk):
    """Open a promotion and bring it past its announcement, the objection time running."""
    case_id = desk.open_case(received_on=dt.date(2026, 11, 2))
    while not desk.detail(case_id).waits:
        desk.advance(case_id, day=ANNOUNCED)
    return case_id


def test_a_step_with_ticks_left_asks_before_it_closes(desk, open_page, newest_versions):
    page = open_page(desk.open_case())
    form = page.sides.step_panel.form
    form._outcome.choose("complete")
    boxes = form.findChildren(QCheckBox)
    assert boxes
    page.save_step()
    settle(page)
    question = next(d for d in page.findChildren(QDialog) if d.isVisible())
    text = plain(question.findChild(QLabel, "dialog_text").text())
    check = desk.detail(1).form.checks[0].text
    assert check in text and "ยังไม่ได้รับ" in text
    assert desk.detail(1).form.step.number == 2
    question.go.click()
    settle(page)
    done = desk.detail(1).steps[1]
    assert done.state is StepState.DONE and not any(done.checks.values())


def test_ticks_are_kept_with_the_step(desk, open_page, newest_versions):
    page = open_page(desk.open_case())
    form = page.sides.step_panel.form
    for box in form.findChildren(QCheckBox):
        box.click()
    assert form.command(despite=True) is None  # no result yet
    form._outcome.choose("complete")
    command = form.command(despite=True)
    assert command.checks == frozenset(check.key for check in desk.detail(1).form.checks)
    page.can_leave()
    again = open_page(1).sides.step_panel.form
    assert again._checks.ticked() == command.checks


def test_a_running_period_stands_above_the_steps_and_is_ended(desk, open_page, newest_versions):
    case_id = to_announced(desk)
    (wait,) = desk.detail(case_id).waits
    page = open_page(case_id)
    line = page.waits.findChild(QLabel, f"wait_{wait.id}")
    assert page.waits.isVisible() and "เปิดโอกาสให้ทักท้วง" in plain(line.text())
    assert f"อีก {wait.days_left} วัน" in plain(line.text())
    page.waits.findChild(QPushButton, f"end_wait_{wait.id}").click()
    dialog = page.findChild(EndWaitDialog)
    dialog._outcome.choose("none")
    dialog.submit()
    assert not dialog.form.fields["reason"].isHidden()  # before its last day: why?
    assert desk.detail(case_id).waits[0].running
    dialog._reason.setPlainText("ผู้มีสิทธิทุกคนแจ้งว่าไม่ทักท้วง")
    dialog.submit()
    settle(page)
    (ended,) = desk.detail(case_id).waits
    assert not ended.running and ended.outcome == "ไม่มีผู้ทักท้วง"
    assert "สิ้นสุดแล้ว" in plain(page.waits.findChild(QLabel, f"wait_{wait.id}").text())


def test_a_case_moves_to_another_version_with_a_look_before(desk, open_page, monkeypatch):
    case_id = desk.open_case()  # on the first version
    monkeypatch.undo()
    page = open_page(case_id)
    page.acts.version.trigger()
    settle(page)
    dialog = page.findChild(VersionDialog)
    settle(page)
    told = " ".join(plain(label.text()) for label in dialog.findChildren(QLabel))
    assert "ขั้นที่ทำแล้ว 1 ขั้น" in told and "ขั้นที่หายไป" in told
    dialog.submit()
    assert desk.detail(case_id).procedure.version == 1  # no reason yet
    dialog._reason.setPlainText("เริ่มใช้ฉบับใหม่ทั้งกอง")
    dialog.submit()
    settle(page)
    assert desk.detail(case_id).procedure.version == 2
    assert "ย้ายไป" in (desk.detail(case_id).undo or "")
