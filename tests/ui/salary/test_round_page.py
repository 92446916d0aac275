"""A salary round worked through by keyboard: choices, totals, reasons, undo, copies, the end."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from hrdesk.models import SalaryChoice
from hrdesk.services.access import SYSTEM
from hrdesk.services.payrolls import TakePayroll, take_payroll
from hrdesk.services.queries.salary_rounds import kept_runs, round_view
from hrdesk.services.salary_choices import SetChoice, set_choice
from hrdesk.ui.context import Route
from hrdesk.ui.pages.salary.people import REASON, UNABLE, status
from hrdesk.ui.pages.salary.shares import gauges
from tests.ui.salary.conftest import settle


def dialog(page) -> QDialog:
    settle(page)
    [found] = [each for each in page.window().findChildren(QDialog) if each.isVisible()]
    return found


def press(stage, keys):
    stage.table.setFocus()
    for key in keys:
        typed(stage.table, key)
    settle(stage)


def typed(widget, text):
    """Send a key with its text, also a Thai one, which QTest cannot."""
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)
    QApplication.sendEvent(widget, event)


def row(stage, at):
    return stage.model.row_at(at)


def stored(page, row_id):
    with page.ctx.database.read(SYSTEM) as uow:
        found = uow.session.query(SalaryChoice).filter_by(row_id=row_id).all()
        return [(each.amount, each.reason) for each in found]


def fresh(page):
    with page.ctx.database.read(page.ctx.actor) as uow:
        return round_view(uow, page.board.round_id)


@pytest.fixture
def allocate(make_round, open_page):
    """Show the stage จัดสรร of a new round of a scheme."""

    def show(scheme="step", **more):
        return open_page("salary_round", make_round(scheme), tab="allocate", **more).stage(
            "allocate"
        )

    return show


def test_keys_give_steps_go_on_and_keep_the_accounts(allocate):
    stage = allocate()
    board = stage.board
    first, second, third = (row(stage, at).id for at in range(3))
    assert board.totals.whole.places == 3  # 20 × 15 % = 3
    press(stage, "15จ")  # the last on a Thai keyboard
    assert [row(stage, at).given for at in range(4)] == [1, Decimal("0.5"), 0, None]
    assert stage.table.current_row().id == row(stage, 3).id
    assert stored(stage, second) == [("0.5", "")]
    assert board.totals == fresh(stage).totals
    assert board.totals.whole.placed == 1
    press(stage, "2")  # only October gives one and a half
    assert "ให้ 1.5 ขั้นไม่ได้" in stage.panel.problem.text().replace("\u200b", "")
    assert stored(stage, row(stage, 3).id) == []
    for _ in range(3):
        QTest.keyClick(stage.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(stage)
    assert stored(stage, first) == stored(stage, second) == stored(stage, third) == []
    assert board.totals == fresh(stage).totals
    assert not stage.acts.undo.isEnabled()


def test_too_many_places_are_told_with_a_word_and_a_whole_selection_at_once(allocate):
    stage = allocate()
    stage.table.setFocus()
    stage.table.selectAll()
    press(stage, "1")
    whole = stage.board.totals.whole
    assert (whole.placed, whole.places) == (19, 3)  # one came too late to have the right
    places = gauges(whole)[0]
    assert (places.left, places.over) == ("เกิน 16 คน", True)
    assert "เกิน 16 คน" in stage.shares.table.index(0).data()
    assert stage.ctx.notify.last.text.startswith("ให้แล้ว 19 คน อีก 1 คนให้ไม่ได้")
    assert stage.board.totals == fresh(stage).totals


def test_a_reason_is_typed_beside_a_choice_outside_the_proposal(allocate):
    stage = allocate()
    at = next(at for at in range(20) if row(stage, at).line.proposal == Decimal("0.5"))
    wanted = row(stage, at).id
    stage.show_row(wanted)
    press(stage, "1")
    assert stage.board.people[wanted].wants_reason
    stage.filter.chips.choose([REASON])
    stage.filter.changed.emit()
    assert [each.id for each in stage.model.rows()] == [wanted]
    stage.show_row(wanted)
    QTest.keyClick(stage.table, Qt.Key.Key_F2)
    assert stage.panel.reason.hasFocus()
    typed(stage.panel.reason, "ปฏิบัติงานเกินหน้าที่")
    QTest.keyClick(stage.panel.reason, Qt.Key.Key_Return)
    settle(stage)
    assert stored(stage, wanted) == [("1", "ปฏิบัติงานเกินหน้าที่")]
    assert not stage.board.people[wanted].wants_reason
    assert stage.table.hasFocus()
    stage.filter.chips.choose([])
    stage.filter.changed.emit()
    stage.show_row(wanted)
    press(stage, "5")  # as proposed: there is nothing to give reasons for
    assert stored(stage, wanted) == [("0.5", "")]
    stage.acts.undo.trigger()
    settle(stage)
    assert stored(stage, wanted) == [("1", "ปฏิบัติงานเกินหน้าที่")]


def test_groups_units_and_kinds_narrow_and_accounts_are_copied(allocate, office_ctx):
    stage = allocate()
    stage.by.choose(["units"])
    stage.by.changed.emit(frozenset({"units"}))
    stage.shares.setCurrentIndex(stage.shares.table.index(1))
    assert {each.line.unit for each in stage.model.rows()} == {stage.parts()[0].label}
    stage.shares.setCurrentIndex(stage.shares.table.index(0))
    stage.filter.chips.choose([UNABLE])
    stage.filter.changed.emit()
    [late] = stage.model.rows()
    assert late.row.unmet
    stage.show_row(late.id)
    press(stage, "5")
    assert "ไม่มีสิทธิเลื่อน" in stage.panel.problem.text().replace("\u200b", "")
    assert len(stage.panel.tree.lines) == 1
    stage.acts.output.accounts_copy.trigger()
    lines = QGuiApplication.clipboard().text().split("\n")
    stage.shares.opened.emit(stage.board.totals.whole)
    asked = dialog(stage)
    assert asked.tree.lines[0].label.startswith("รวมทุกกลุ่ม")
    asked.reject()
    assert lines[0].startswith("บัญชี\tคน") and lines[-1].startswith("รวมทุกกลุ่ม\t20")
    assert stage.acts.output.people().rows == [late]


def test_another_officers_choice_is_shown_and_not_overwritten(allocate):
    stage = allocate()
    wanted = row(stage, 0).id
    with stage.ctx.database.work(SYSTEM) as uow:
        set_choice(uow, SetChoice(stage.board.round_id, wanted, Decimal(0)))
    press(stage, "1")
    assert stored(stage, wanted) == [("0", "")]
    assert stage.board.people[wanted].given == 0
    assert stage.ctx.notify.last.tone == "bad"


def test_a_per_cent_is_typed_and_bands_are_tried_before_they_are_used(allocate):
    stage = allocate("percentage")
    stage.acts.bands.trigger()
    asked = dialog(stage)
    for line in asked.lines.values():
        line.setText("3")
    asked.try_now()
    settle(stage)
    assert "ใช้ 16,880.00 บาท" in asked.result_line.text().replace("\u200b", "")
    assert stage.board.totals.whole.spent == 0  # nothing stored yet
    asked.go.click()
    settle(stage)
    assert stage.board.totals.whole.spent == Decimal(16880)
    wanted = row(stage, 0).id
    stage.show_row(wanted)
    press(stage, "4")
    assert stage.window().focusWidget() is stage.panel.amount
    for key in ".๕":
        typed(stage.panel.amount, key)
    QTest.keyClick(stage.panel.amount, Qt.Key.Key_Return)
    settle(stage)
    assert stored(stage, wanted) == [("4.5", "")]
    assert stage.board.totals == fresh(stage).totals
    assert stage.table.current_row().id != wanted
    stage.show_row(wanted)
    press(stage, "9")
    QTest.keyClick(stage.panel.amount, Qt.Key.Key_Return)  # above the cap
    settle(stage)
    assert stored(stage, wanted) == [("4.5", "")]
    assert stage.panel.problem.text()


def test_wrong_bands_are_each_marked_and_what_gives_nothing_is_told(allocate):
    stage = allocate("percentage")
    assert "ร้อยละตามระดับ" in stage.keys.text().replace("\u200b", "")
    assert not stage.acts.propose.isEnabled()  # nothing was chosen that could be taken back
    assert row(stage, 0).row.choice == 0 and status(row(stage, 0)).word == "ได้ร้อยละ 0"
    typed(stage.table, "x")
    assert "ตัวเลข" in stage.panel.problem.text().replace("\u200b", "")
    stage.acts.bands.trigger()
    asked = dialog(stage)
    lines = list(asked.lines.values())
    for line, text in zip(lines, ("abc", "-1", "99"), strict=False):
        line.setText(text)
    asked.go.click()
    settle(stage)
    assert [line.property("wrong") for line in lines[:3]] == [True, True, False]
    assert asked.focusWidget() is lines[0]
    for line in lines:
        line.setText("3")
    lines[2].setText("99")
    asked.try_now()
    settle(stage)
    assert [bool(line.property("wrong")) for line in lines[:3]] == [False, False, True]
    assert "เกินเพดาน" in asked.result_line.text().replace("\u200b", "")
    asked.reject()


def test_copies_are_compared_and_one_is_taken_over(allocate, routes, open_page):
    stage = allocate()
    page = stage.window()
    press(stage, "1")
    page.copies.make.trigger()
    named = dialog(page)
    named.name.setText("ให้คนที่สอง")
    named.go.click()
    settle(page)
    copy = routes[-1]
    page.open(copy)
    settle(page)
    assert "ให้คนที่สอง" in page.current_title()
    stage = page.stage("allocate")
    press(stage, "51")
    page.copies.compare.trigger()
    found = dialog(page).panel
    by_label = {each.label: each.values for each in found.model.rows()}
    assert by_label["ให้หนึ่งขั้น"] == ("1 จาก 3 คน", "1 จาก 3 คน")
    assert by_label["ได้ต่างจากรอบจริง"] == ("–", "2 คน")
    found.adopt.trigger()
    settle(page)
    dialog(page).go.click()
    settle(page)
    page.open(routes[-1])
    settle(page)
    stage = page.stage("allocate")
    assert stage.board.view.copy_of_id is None
    assert [row(stage, at).given for at in range(2)] == [Decimal("0.5"), 1]


def test_from_checking_over_the_meeting_to_a_final_round_and_one_in_its_place(allocate, routes):
    stage = allocate()
    page = stage.window()
    stage.acts.propose.trigger()
    dialog(page).go.click()
    settle(page)
    stage.show_row(row(stage, 4).id)
    stage.table.setFocus()
    QTest.keyClick(stage.table, Qt.Key.Key_Delete)
    settle(page)
    page.go_to_stage("check")
    settle(page)
    check = page.stage("check")
    left = check.people.row_at(0)
    assert check.people.rowCount() == 2  # this one, and the one without a result
    assert "ยังไม่ได้บันทึกการประชุม" in " ".join(each.text for each in check.items.rows())
    QTest.keyClick(check.table, Qt.Key.Key_Return)
    settle(page)
    assert page.current() == "allocate" and stage.table.current_row().id == left.id
    press(stage, "5")
    stage.show_row(next(each.id for each in stage.model.rows() if each.waiting))
    press(stage, "0")
    page.go_to_stage("decide")
    settle(page)
    decide = page.stage("decide")
    assert not decide.final.isEnabled()
    decide.meeting.held_on.set_date(dt.date(2027, 3, 15))
    decide.meeting.minutes.setPlainText("เห็นชอบตามบัญชี")
    draft = page.ctx.drafts.load(decide.meeting._draft())
    assert (draft["held_on"], draft["minutes"]) == ("2027-03-15", "เห็นชอบตามบัญชี")
    decide.meeting.save_button.click()
    assert decide.meeting.form.fields["number"].error()  # the order names the meeting
    decide.meeting.number.setText("1/2570")
    decide.meeting.save_button.click()
    settle(page)
    assert decide.final.isEnabled(), decide.told.text()
    assert page.ctx.drafts.load(decide.meeting._draft()) is None
    decide.finalise()
    asked, line = dialog(page), page.board.people[row(stage, 0).id].line
    meanwhile = SetChoice(page.board.round_id, line.row_id, line.chosen, "มติ", line.choice_version)
    with page.ctx.database.work(SYSTEM) as uow:
        set_choice(uow, meanwhile)
    asked.go.click()
    settle(page)
    assert "มีคนแก้สิ่งที่เลือก" in page.ctx.notify.last.text
    assert page.board.view.state == "open"
    assert page.board.people[line.row_id].line.reason == "มติ"  # it was read again
    decide.finalise()
    dialog(page).go.click()
    settle(page)
    assert page.board.view.state == "final"
    [run] = decide.runs.rows()
    assert run.intact
    page.open(Route("salary_round", page.board.round_id))
    settle(page)
    assert page.current() == "papers"  # a final round is about its papers
    page.go_to_stage("payroll")
    settle(page)
    told = page.stage("payroll").told.text().replace("\u200b", "")
    assert "ตรึงแล้วตามที่อนุมัติ" in told and "ยังแก้ได้" not in told
    page.go_to_stage("allocate")
    before = stage.board.totals
    press(stage, "5")
    assert stage.board.totals == before  # nothing can be chosen any more
    page.go_to_stage("decide")
    with page.ctx.database.work(SYSTEM) as uow:
        taken = TakePayroll("step", page.board.view.snapshot_taken_on)
        other = take_payroll(uow, taken).value
    decide.supersede()
    settle(page)
    asked = dialog(page)
    asked.go.click()
    settle(page)
    assert asked.form.fields["reason"].error()
    asked.reason.setPlainText("คะแนนของหนึ่งคนผิด")
    asked.payroll.set_value(str(other))
    asked.go.click()
    settle(page)
    page.open(Route("salary_round", routes[-1].id, {"tab": "allocate"}))
    settle(page)
    assert page.board.view.supersedes_id == run.round_id
    assert page.board.view.snapshot_id == other
    assert not page.board.locked
    with page.ctx.database.read(page.ctx.actor) as uow:
        assert [each.round_id for each in kept_runs(uow, page.board.round_id)] == [run.round_id]


def test_right_is_mended_where_it_is_shown_and_the_round_gets_its_matter(
    make_round, open_page, routes
):
    page = open_page("salary_round", make_round())
    assert page.current() == "allocate"  # no stage was named
    page.go_to_stage("eligible")
    settle(page)
    stage = page.stage("eligible")
    stage.filter.chips.choose([UNABLE])
    stage.filter.changed.emit()
    [late] = stage.model.rows()
    stage.show_row(late.id)
    QTest.keyClick(stage.table, Qt.Key.Key_F2)
    form = dialog(page)
    form.service.setValue(6)
    form.go.click()
    settle(page)
    assert page.board.people[late.id].row.eligible
    page.matter.action.trigger()
    dialog(page).go.click()
    settle(page)
    assert routes[-1].page == "case"
    assert page.board.view.case_id == routes[-1].id
    assert page.matter.action in page.actions()
    assert page.matter.action.text() == f"ขั้นตอนของรอบ (เรื่อง {page.board.view.case_number})"


def test_a_round_that_is_gone_says_so(open_page, routes):
    page = open_page("salary_round", 99)
    assert page._missing.isVisible()
    page._missing.started.emit()
    assert routes == [Route("salary")]


def test_october_without_an_april_here_takes_money_and_steps_by_hand(make_round, open_page):
    page = open_page("salary_round", make_round("step", number=2), tab="allocate")
    stage = page.stage("allocate")
    assert stage.board.totals.whole.budget is None
    stage.acts.options.trigger()
    asked = dialog(page)
    [line] = asked.april.values()
    line.setText("9,000")
    asked.go.click()
    settle(page)
    # 20 people: 289,940 × 6 % = 17,396.40, less 9,000 of April
    assert stage.board.totals.whole.left == Decimal("8396.40")
    wanted = row(stage, 0).id
    stage.show_row(wanted)
    stage.acts.april.trigger()
    asked = dialog(page)
    typed(asked.steps, "1")
    asked.go.click()
    settle(page)
    assert stage.board.people[wanted].line.april == 1
    stage.show_row(wanted)
    press(stage, "2")  # 1 + 1.5 would be more than the two steps of a year
    assert stored(stage, wanted) == []
    press(stage, "1")
    assert stored(stage, wanted) == [("1", "")]
    assert stage.board.totals == fresh(stage).totals
