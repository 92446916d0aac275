"""The acts on steps: each asks what it needs, refuses beside the field, and can be undone."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QDialog, QLabel

from hrdesk.rules.codes import StepState
from hrdesk.services.cases import mark_paper
from hrdesk.ui.thai_text import plain
from tests.ui.case.conftest import settle


def opened(page, action, name):
    action.trigger()
    return page.findChild(QDialog, name)


def step(desk, number):
    return desk.detail(1).steps[number - 1]


def choose(page, number):
    page.steps.timeline.choose(page._shown.detail.steps[number - 1].id)


@pytest.fixture
def page(desk, open_page):
    desk.open_case()
    desk.advance(1)
    desk.advance(1)
    return open_page(1)


def test_every_act_asks_for_its_reason(page, desk):
    acts = page.acts
    before = desk.detail(1).version
    for number, action, name in (
        (4, acts.back, "send_back"),
        (4, acts.skip, "skip_step"),
        (4, acts.add, "add_step"),
        (2, acts.repeat, "repeat_step"),
        (4, acts.due, "set_due"),
        (2, acts.correct, "correct_step"),
    ):
        choose(page, number)
        dialog = opened(page, action, name)
        dialog.submit()
        settle(page)
        assert dialog.form.fields["reason"].error() == "ต้องกรอกช่องนี้", name
        assert dialog.isVisible()
        assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width()), name
        dialog.reject()
    assert desk.detail(1).version == before


def test_what_can_be_done_follows_the_chosen_step(page):
    acts = page.acts
    can = lambda: {a.objectName() for a in acts.all() if a.isEnabled()}  # noqa: E731
    always = {
        "finish_step",
        "send_back_step",
        "add_a_step",
        "set_due_date",
        "undo_step",
        "change_version",
    }
    choose(page, 4)
    assert can() == always | {"skip_this_step"}
    choose(page, 6)
    assert can() == always | {"skip_this_step"}
    choose(page, 2)
    assert can() == always | {"repeat_this_step", "correct_this_step"}


def test_the_right_click_offers_the_same_acts(page):
    offered = [action.text() for action in page.steps.context_menu().actions()]
    assert offered == [action.text() for action in page.acts.all()]
    in_table = page.steps.table.context_menu().actions()
    assert [a.text() for a in in_table][: len(offered)] == offered


def test_sending_back(page, desk):
    choose(page, 2)
    dialog = opened(page, page.acts.back, "send_back")
    assert dialog._to.currentData() == step(desk, 2).id  # the chosen step is offered first
    dialog._reason.setPlainText("ขอเอกสารเพิ่ม")
    dialog.submit()
    settle(page)
    detail = desk.detail(1)
    assert detail.form.step.key == "check"
    assert detail.form.step.round == 2
    assert step(desk, 4).state is StepState.RETURNED
    assert page.steps.timeline.current_id() == detail.form.step.id
    page.ctx.notify.last.on_action()
    settle(page)
    assert desk.detail(1).form.step.number == 4


def test_skipping_a_planned_step(page, desk):
    choose(page, 6)
    dialog = opened(page, page.acts.skip, "skip_step")
    dialog._reason.setPlainText("ไม่ต้องทักท้วง")
    dialog.submit()
    settle(page)
    assert step(desk, 6).state is StepState.SKIPPED
    assert step(desk, 6).reason == "ไม่ต้องทักท้วง"
    assert desk.detail(1).form.step.number == 4


def test_adding_a_step(page, desk):
    choose(page, 5)
    dialog = opened(page, page.acts.add, "add_step")
    dialog._days.setText("มาก")
    dialog._reason.setPlainText("หารือกรมบัญชีกลาง")
    dialog.submit()
    assert dialog.form.fields["title"].error()
    assert "999" in dialog.form.fields["usual_days"].error()
    dialog._title.setText("หารือกรมบัญชีกลาง")
    dialog._days.setText("๗")
    dialog.submit()
    settle(page)
    added = step(desk, 6)
    assert (added.title, added.usual_days, added.key) == ("หารือกรมบัญชีกลาง", 7, None)
    assert added.state is StepState.PLANNED


def test_repeating_a_step(page, desk):
    choose(page, 3)
    dialog = opened(page, page.acts.repeat, "repeat_step")
    dialog._reason.setPlainText("มีมติใหม่")
    dialog.submit()
    settle(page)
    detail = desk.detail(1)
    assert (detail.form.step.key, detail.form.step.round) == ("person_assessment", 2)


def test_setting_and_taking_away_a_due_date(page, desk):
    dialog = opened(page, page.acts.due, "set_due")
    dialog._due.setText("32/12/2569")
    dialog._reason.setPlainText("ตามมติ")
    dialog.submit()
    assert "ไม่มีวันที่นี้" in dialog.form.fields["due_on"].error()
    dialog._due.setText("31/12/2569")
    dialog.submit()
    settle(page)
    assert desk.detail(1).due_on == dt.date(2026, 12, 31)
    assert "อีก 41 วัน" in plain(page.head._due.text())
    dialog = opened(page, page.acts.due, "set_due")
    dialog._due.setText("")
    dialog._reason.setPlainText("ไม่มีกำหนดแล้ว")
    dialog.submit()
    settle(page)
    assert desk.detail(1).due_on is None


def test_correcting_a_finished_step(page, desk):
    choose(page, 2)
    assert page.sides.step_panel.told.facts.value_of("ผู้บันทึก") == "มานี รักงาน"
    page.sides.step_panel.told.correct.click()
    dialog = page.findChild(QDialog, "correct_step")
    assert dialog._done_on.date() == step(desk, 2).done_on
    dialog._remarks._editors["letter_out"].setText("สธ 0000/99")
    dialog._remark.setPlainText("พิมพ์ผิด")
    dialog._reason.setPlainText("แก้เลขที่")
    dialog._done_on.setText("20/11/2569")
    dialog.submit()
    settle(page)
    # The next step was done before that day: told beside the date, all else stays.
    assert dialog.form.fields["done_on"].error()
    dialog._done_on.setText("2/11/2569")
    dialog.submit()
    settle(page)
    assert step(desk, 2).remark.endswith("สธ 0000/99 · พิมพ์ผิด")
    facts = page.sides.step_panel.told.facts
    assert facts.value_of("เลขที่หนังสือแจ้งหน่วยงาน") == "สธ 0000/99"
    assert facts.value_of("หมายเหตุ") == "พิมพ์ผิด"
    page.sides.step_panel.told.correct.click()
    again = page.findChild(QDialog, "correct_step")
    assert again._remark.toPlainText() == "พิมพ์ผิด"
    again.reject()


def test_a_planned_step_says_what_it_will_need(page):
    choose(page, 5)
    facts = page.sides.step_panel.told.facts
    assert "วันที่ประกาศรายชื่อ" in facts.value_of("สิ่งที่ต้องกรอกเมื่อถึงขั้นนี้")
    assert "หนังสือแจ้งหน่วยงาน" in facts.value_of("เอกสารที่ออกในขั้นนี้")
    choose(page, 10)
    assert "(3 เดือน)" in facts.value_of("ผลที่เป็นไปได้")


def test_an_act_on_an_old_version_says_who_and_goes_on_when_asked(page, desk):
    choose(page, 6)
    dialog = opened(page, page.acts.skip, "skip_step")
    dialog._reason.setPlainText("ไม่ต้อง")
    paper = desk.detail(1).papers[0].id
    desk.do(lambda uow: mark_paper(uow, 1, paper, dt.date(2026, 11, 3)), desk.colleague)
    dialog.submit()
    settle(page)
    told = dialog.findChild(QLabel, "dialog_problem")
    assert "มานะ ใจดี" in plain(told.text()) and dialog.reason() == "ไม่ต้อง"
    dialog._again.click()
    settle(page)
    assert step(desk, 6).state is StepState.SKIPPED


def test_a_finished_matter_can_only_be_repeated_or_corrected(desk, open_page):
    from hrdesk.rules.codes import CaseType
    from hrdesk.services.cases import TargetPost

    desk.open_case(
        CaseType.RESIGNATION,
        target=TargetPost(),
        subject="ขอลาออก",
        effective_on=dt.date(2027, 1, 4),
    )
    while desk.detail(1).form is not None:
        desk.advance(1)
    page = open_page(1)
    assert not page.sides.step_panel.working
    can = {action.objectName() for action in page.acts.all() if action.isEnabled()}
    assert can == {"repeat_this_step", "correct_this_step", "undo_step"}
    assert "เสร็จสิ้นเมื่อ" in plain(page.head._due.text())


def test_the_one_extension_of_the_time_to_send_works(desk, open_page):
    desk.open_case()
    while desk.detail(1).form.step.key != "submit_work":
        desk.advance(1)
    page = open_page(1)
    before = desk.detail(1).form.step.due_on
    assert "ขยายได้หนึ่งครั้ง อีก 3 เดือน" in plain(page.findChild(QLabel, "step_facts").text())
    dialog = opened(page, page.acts.extend, "extend_due")
    dialog.submit()
    assert dialog.form.fields["reason"].error()
    dialog._reason.setPlainText("รอผลการวิเคราะห์")
    dialog.submit()
    settle(page)
    after = desk.detail(1).form.step.due_on
    assert (after.year - before.year) * 12 + after.month - before.month == 3
    assert not page.acts.extend.isEnabled()
    page.ctx.notify.last.on_action()
    settle(page)
    assert desk.detail(1).form.step.due_on == before
    assert page.acts.extend.isEnabled()
