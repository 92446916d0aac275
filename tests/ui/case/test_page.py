from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QPushButton

from hrdesk.rules.codes import CaseType, StepState
from hrdesk.services.case_steps import undo_step
from hrdesk.services.cases import EditCase, edit_case, mark_paper
from hrdesk.ui.context import Route
from hrdesk.ui.dialogs import QuestionDialog
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.conflict import ConflictDialog
from tests.ui.case.conftest import RECEIVED, settle


def form_of(page):
    return page.sides.step_panel.form


def error(form, name):
    return form.form.fields[name].error()


def states(desk, case_id):
    return [step.state for step in desk.detail(case_id).steps]


def test_the_head_says_who_what_and_since_when(desk, open_page):
    page = open_page(desk.open_case())
    facts = page.head.facts
    assert page.head.findChild(QLabel, "case_person").text() == "นางสมศรี ใจงาม"
    assert facts.value_of("วันที่รับเรื่อง") == "2 พ.ย. 2569"
    assert facts.value_of("เลขที่") == "1/2570"
    assert facts.value_of("ผู้รับผิดชอบ") == "มานี รักงาน"
    assert "ชำนาญการพิเศษ" in facts.value_of("ตำแหน่งที่ขอ")
    due = page.head.findChild(QLabel, "case_due")
    assert plain(due.text()) == "ครบกำหนด 4 พ.ย. 2569 · เกิน 16 วัน"
    assert due.property("tone") == "bad"
    assert page.crumbs()[0] == ("ติดตามงาน", Route("tracking"))
    assert page.current_title() == "เรื่องเลขที่ 1/2570"


@pytest.mark.parametrize("width", [700, 900, 1150])
def test_no_fact_of_the_head_is_torn_apart(desk, open_page, width):
    page = open_page(desk.open_case(), size=(width, 650))
    facts = page.head.facts
    assert [name for line in facts.lines() for name in line] == [name for name, *_ in facts._facts]
    metrics = facts.fontMetrics()
    for line in facts.lines():
        if len(line) > 1:
            text = "    ".join(f"{name} {facts.value_of(name)}" for name in line)
            assert metrics.horizontalAdvance(text) <= facts.width()
    assert len(facts.lines()) < len(facts._facts)


def test_a_number_written_on_the_kept_order_is_offered_to_the_step(desk, open_page):
    from hrdesk.services.papers import FilePaper, file_paper

    case_id = desk.open_case()
    while "order" not in desk.detail(case_id).form.produces:
        desk.advance(case_id)
    page = open_page(case_id)
    paper = FilePaper(
        case_id, "order", "คำสั่ง", b"%PDF", "77/2569", None, {"people.0.effective_on": "1 ธ.ค. 2569"}
    )
    page.ctx.tasks.act(page, lambda uow: file_paper(uow, paper), saved=None)
    settle(page)
    assert form_of(page)._remarks.values() == {
        "order_number": "77/2569",
        "effective_on": "1 ธ.ค. 2569",
    }
    form_of(page)._remarks.build(form_of(page)._asked.fields, {"order_number": "78/2569"})
    page.refresh()
    settle(page)
    assert form_of(page)._remarks.values()["order_number"] == "78/2569"


def test_the_next_form_begins_at_its_top(desk, open_page, qtbot):
    page = open_page(desk.open_case(), size=(900, 480))
    form = form_of(page)
    bar = form._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    form._outcome.choose("complete")
    page.save_step()
    settle(page)
    assert bar.value() == 0


def test_picture_and_table_show_the_same_steps_and_one_selection(desk, open_page):
    page = open_page(desk.open_case())
    detail = desk.detail(1)
    steps = page.steps
    assert [step.title for step in steps.timeline.steps()] == [s.title for s in detail.steps]
    assert steps.timeline.current_id() == detail.form.step.id
    steps.show_table(on=True)
    assert steps.table.current_row().id == detail.form.step.id
    steps.table.select_id(detail.steps[0].id)
    assert steps.timeline.current_id() == detail.steps[0].id
    assert not page.sides.step_panel.working
    page.sides.step_panel.told.findChild(QPushButton, "to_current").click()
    assert page.sides.step_panel.working
    assert page.ctx.settings.table_state("case_steps_view") == {"table": True}
    for model in page.findChildren(QAbstractItemModel):
        QAbstractItemModelTester(model)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("1/11/2569", "ก่อน"),
        ("21/11/2569", "ยังมาไม่ถึง"),
        ("31/2/2569", "ไม่มีวันที่นี้"),
        ("", "ต้องกรอก"),
    ],
)
def test_a_wrong_day_is_told_beside_its_field_and_nothing_is_lost(desk, open_page, day, sentence):
    page = open_page(desk.open_case())
    form = form_of(page)
    form._done_on.setText(day)
    form._remark.setPlainText("ตรวจแล้ว")
    form._outcome.choose("complete")
    page.save_step()
    settle(page)
    assert sentence in error(form, "done_on")
    assert form._remark.toPlainText() == "ตรวจแล้ว"
    assert states(desk, 1)[1] is StepState.CURRENT


def test_the_result_and_required_fields_are_asked_for(desk, open_page):
    page = open_page(desk.open_case())
    page.save_step()
    assert error(form_of(page), "outcome")
    for _ in range(3):
        desk.advance(1)
    page.refresh()
    settle(page)
    page.save_step()
    assert error(form_of(page), "announced_on") == "ต้องกรอกช่องนี้"
    assert error(form_of(page), "letter_out") == ""


def test_what_comes_next_follows_the_result(desk, open_page):
    page = open_page(desk.open_case())
    form = form_of(page)
    told = form.findChild(QLabel, "next_step")
    assert "เลือกผลก่อน" in plain(told.text())
    form._outcome.choose("complete")
    assert "ประเมินบุคคลโดยคณะกรรมการ" in plain(told.text())
    form._outcome.choose("incomplete")
    assert "ส่งกลับไปแก้ไข" in plain(told.text())


def test_saving_goes_on_to_the_next_step_and_can_be_undone(desk, open_page):
    page = open_page(desk.open_case())
    form = form_of(page)
    form._outcome.choose("complete")
    form._remarks._editors["letter_out"].setText("สธ 0000/12")
    page.save_step()
    settle(page)
    detail = desk.detail(1)
    assert detail.steps[1].remark == "คุณสมบัติและเอกสารครบถ้วน · เลขที่หนังสือแจ้งหน่วยงาน สธ 0000/12"
    assert detail.form.step.number == 3
    assert form.step().id == detail.form.step.id
    assert page.steps.timeline.current_id() == detail.form.step.id
    notice = page.ctx.notify.last
    assert notice.text == "บันทึกแล้ว" and "ตรวจสอบคุณสมบัติ" in notice.action
    notice.on_action()
    settle(page)
    assert desk.detail(1).form.step.number == 2
    assert form.step().number == 2


def test_a_draft_survives_and_goes_once_it_is_saved(desk, open_page):
    page = open_page(desk.open_case())
    form = form_of(page)
    form._outcome.choose("complete")
    form._remark.setPlainText("พิมพ์ค้าง")
    assert page.can_leave()
    again = form_of(open_page(1))
    assert again._remark.toPlainText() == "พิมพ์ค้าง"
    assert again._outcome.chosen().key == "complete"
    assert not again._restored.isHidden()
    page.save_step()
    settle(page)
    assert page.ctx.drafts.load(f"case-1-step-{desk.detail(1).steps[1].id}") is None


def test_the_draft_can_be_thrown_away(desk, open_page):
    form_of(open_page(desk.open_case()))._remark.setPlainText("ไม่เอาแล้ว")
    page = open_page(1)
    page.ctx.drafts.flush()
    page = open_page(1)
    form = form_of(page)
    form._remark.setPlainText("ไม่เอาแล้ว")
    form._clear_draft()
    assert form._remark.toPlainText() == ""
    assert form._done_on.date() == page.ctx.today()


def test_a_refresh_keeps_what_is_typed(desk, open_page):
    page = open_page(desk.open_case())
    form_of(page)._remark.setPlainText("กำลังพิมพ์")
    desk.do(lambda uow: mark_paper(uow, 1, desk.detail(1).papers[0].id, RECEIVED), desk.colleague)
    page.refresh()
    settle(page)
    assert form_of(page)._remark.toPlainText() == "กำลังพิมพ์"
    assert page.sides.tabText(1) == "เอกสารที่ได้รับ (1/8)"


# -- two people ------------------------------------------------------------------------------------


def test_when_somebody_else_saved_the_step_nothing_typed_is_lost(desk, open_page):
    page = open_page(desk.open_case())
    form = form_of(page)
    form._outcome.choose("complete")
    form._remark.setPlainText("ของฉัน")
    desk.advance(1, actor=desk.colleague)
    page.save_step()
    settle(page)
    notice = page.ctx.notify.last
    assert "มานะ ใจดี" in notice.text and notice.action == "อ่านข้อมูลล่าสุด"
    assert "เทียบทีละช่อง" not in notice.text  # there is nothing to compare, only to read anew
    assert form._remark.toPlainText() == "ของฉัน"
    page.setFocus()
    notice.on_action()
    settle(page)
    assert form.step().number == 3
    assert form.isAncestorOf(QApplication.focusWidget())
    page.ctx.notify.last.on_action()
    assert "ของฉัน" in QApplication.clipboard().text()


def test_ones_own_tick_a_moment_ago_is_no_conflict(desk, open_page):
    page = open_page(desk.open_case())
    paper = desk.detail(1).papers[0].id
    desk.do(lambda uow: mark_paper(uow, 1, paper, RECEIVED))  # this page has not read it yet
    form_of(page)._outcome.choose("complete")
    page.save_step()
    settle(page)
    assert desk.detail(1).form.step.number == 3


def edit_elsewhere(desk, **changes):
    detail = desk.detail(1)
    values = {
        "subject": detail.subject,
        "target": detail.target,
        "officer_id": detail.officer_id,
        "effective_on": detail.effective_on,
        "note": detail.note,
    }
    command = EditCase(1, detail.version, **{**values, **changes})
    desk.do(lambda uow: edit_case(uow, command), desk.colleague)


def open_head(page):
    page.edit_head()
    settle(page)
    return page.findChild(QDialog, "edit_case")


def test_the_head_is_edited_by_the_form(desk, open_page):
    page = open_page(desk.open_case())
    dialog = open_head(page)
    dialog._edits["subject"].setText("")
    dialog.submit()
    assert dialog.form.fields["subject"].error()
    dialog._edits["subject"].setText("เรื่องใหม่")
    dialog._edits["effective_on"].setText("1 ธ.ค. 69")
    dialog._edits["target.level"].setCurrentIndex(dialog._edits["target.level"].findData("K4"))
    dialog._edits["officer"].setCurrentIndex(0)
    dialog.submit()
    settle(page)
    detail = desk.detail(1)
    assert (detail.subject, detail.effective_on) == ("เรื่องใหม่", dt.date(2026, 12, 1))
    assert (detail.target.level, detail.officer_id) == ("K4", None)
    assert page.head.facts.value_of("ผู้รับผิดชอบ") == "ยังไม่มี"
    assert page.findChild(QDialog, "edit_case") is None


def test_two_versions_are_compared_field_by_field(desk, open_page):
    page = open_page(desk.open_case(note="เดิม"))
    dialog = open_head(page)
    dialog._edits["subject"].setText("ของฉัน")
    dialog._edits["note"].setPlainText("บันทึกของฉัน")
    edit_elsewhere(desk, subject="ของเขา", officer_id=desk.colleague.user_id)
    dialog.submit()
    settle(page)
    compare = dialog.findChild(ConflictDialog)
    texts = [plain(label.text()) for label in compare.findChildren(QLabel)]
    assert {"ของเขา", "ของฉัน", "มานะ ใจดี", "มานี รักงาน", "เดิม", "บันทึกของฉัน"} <= set(texts)
    compare.choose("subject", mine=False)
    compare.submit()
    settle(page)
    detail = desk.detail(1)
    assert detail.subject == "ของเขา"  # chosen
    assert detail.note == "บันทึกของฉัน"  # only I changed it
    assert detail.officer_id == desk.colleague.user_id  # only the other changed it


def test_going_back_from_the_comparison_keeps_the_form(desk, open_page):
    page = open_page(desk.open_case())
    dialog = open_head(page)
    dialog._edits["subject"].setText("ของฉัน")
    edit_elsewhere(desk, subject="ของเขา")
    dialog.submit()
    settle(page)
    dialog.findChild(ConflictDialog).reject()
    assert dialog._edits["subject"].text() == "ของฉัน"
    assert desk.detail(1).subject == "ของเขา"
    dialog.reject()


def test_the_route_can_open_the_form_and_a_tab(desk, open_page):
    page = open_page(desk.open_case(), edit="head", tab="files")
    settle(page)
    assert page.findChild(QDialog, "edit_case") is not None
    assert page.sides.currentWidget() is page.sides.files
    page.findChild(QDialog, "edit_case").reject()


# -- who sees what ---------------------------------------------------------------------------------


def test_a_general_user_sees_the_manuals_page_and_nothing_else(desk, open_page, routes):
    desk.open_case(note="ลับ")
    page = open_page(1, desk.general)
    assert page.sides is None
    assert not page.head.findChildren(QPushButton, "edit_head")
    assert page.head.facts.value_of("บันทึก") == ""
    assert page.head.facts.value_of("ประเภท") == CaseType.PROMOTION.label
    page.steps.show_table(on=True)
    titles = [column.title for column in page.steps.table.model().columns]
    assert titles == ["ลำดับ", "ขั้นตอน", "วันที่", "หมายเหตุ", "สถานะ"]
    assert [action.text() for action in page.actions()] == ["กลับหน้าหลัก"]
    page.findChild(QPushButton, "main_page").click()
    assert routes[-1].page == "tracking"


def test_the_matter_of_another_is_not_there_for_a_general_user(desk, open_page, routes):
    desk.open_case()
    page = open_page(1, desk.other)
    assert page._stack.currentWidget() is page._missing
    page._missing.started.emit()
    assert routes[-1].page == "tracking"


def test_a_secretary_reads_but_does_not_work_the_steps(desk, open_page):
    page = open_page(desk.open_case(), desk.secretary)
    assert not page.sides.step_panel.working
    assert page.findChild(QPushButton, "step_actions") is None
    assert not any(tick.isEnabled() for tick in page.sides.checklist.findChildren(QCheckBox))
    assert page.sides.files.findChild(QPushButton, "button_attach_file") is None
    assert page.acts.all()[1].isEnabled() is False
    page.save_step()
    page.edit_head()
    settle(page)
    assert page.findChild(QDialog, "edit_case") is None


def test_a_matter_older_than_the_law_says_that_dates_are_set_by_hand(desk, open_page):
    page = open_page(desk.open_case(received_on=dt.date(2023, 5, 2)))
    assert not page._banner.isHidden()
    assert "กำหนดวันครบกำหนดเอง" in plain(page._banner.text())
    assert open_page(desk.open_case(person="prasit"))._banner.isHidden()


def test_the_procedure_and_its_sources_are_told(desk, open_page):
    page = open_page(desk.open_case())
    page.head.findChild(QPushButton, "about").click()
    dialog = page.findChild(QDialog, "about_procedure")
    texts = " ".join(plain(label.text()) for label in dialog.findChildren(QLabel))
    assert "ฉบับที่ 1" in texts and "คู่มือการใช้งานระบบติดตามงาน" in texts
    dialog.accept()


def test_a_case_that_is_not_there_says_so(open_page):
    page = open_page(999)
    assert page._stack.currentWidget() is page._missing


def test_another_case_on_the_same_page_starts_clean(desk, open_page):
    desk.open_case()
    desk.open_case(person="prasit")
    page = open_page(1)
    form_of(page)._remark.setPlainText("ของเรื่องแรก")
    page.sides.show_tab("history")
    page.open(Route("case", 2))
    settle(page)
    assert form_of(page)._remark.toPlainText() == ""
    assert page.head.findChild(QLabel, "case_person").text().endswith("ก๋วยเตี๋ยวอร่อย")
    assert page.sides.currentIndex() == 0
    page.open(Route("case", 1))
    settle(page)
    assert form_of(page)._remark.toPlainText() == "ของเรื่องแรก"


def test_only_its_own_changes_concern_the_page(desk, open_page):
    from hrdesk.services.changes import changed

    page = open_page(desk.open_case())
    assert page.concerns(changed(("case", 1)))
    assert page.concerns(changed(("case", None)))
    assert not page.concerns(changed(("case", 2), ("person", 1)))


def test_undo_is_offered_with_what_it_takes_back(desk, open_page):
    page = open_page(desk.open_case())
    assert not page.acts.undo.isEnabled()
    desk.advance(1)
    page.refresh()
    settle(page)
    assert "ตรวจสอบคุณสมบัติ" in page.acts.undo.text()
    page.acts.undo.trigger()
    page.findChild(QuestionDialog).stay.click()
    settle(page)
    assert desk.detail(1).form.step.number == 3
    page.acts.undo.trigger()
    page.findChildren(QuestionDialog)[-1].go.click()
    settle(page)
    assert desk.detail(1).form.step.number == 2
    assert not page.acts.undo.isEnabled()
    with pytest.raises(Exception, match="nothing_to_undo"):
        desk.do(lambda uow: undo_step(uow, 1, desk.detail(1).version))
