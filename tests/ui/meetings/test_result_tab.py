"""The tab ผล: order and reasons, ties, choice, works, the end, kept results, and the cases."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit

from hrdesk.models import Attendance
from hrdesk.rules.codes import CaseType
from hrdesk.services import score_checks
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.contests import SaveCandidate, save_candidate
from hrdesk.services.queries.results import result_view, runs_of
from hrdesk.services.queries.scores import contest_grid
from hrdesk.services.score_checks import SheetRef
from hrdesk.services.scores import CellPoints, set_points
from hrdesk.ui.thai_text import plain
from tests.services.meetings_sample import Sample, make_meeting, make_user
from tests.services.offices import make_person, receive
from tests.services.test_results import walk_to
from tests.ui.meetings.conftest import dialog, read, settle

MOVE = ("person", "ability", "other")
WORK = ("benefit", "expertise", "quality", "publication")


@pytest.fixture
def scored(office_database):
    """Make a meeting whose sheets are whole and verified: ``scored([(20, 40, 10), …])``."""

    def make(rows, criteria=MOVE, *, verified=True, made=None, **setup) -> Sample:
        made = made or make_meeting(office_database, candidates=len(rows), **setup)
        typist = make_user(office_database, "typist")
        with office_database.work(SYSTEM) as uow:
            for member in made.members:
                uow.session.add(
                    Attendance(meeting_id=made.meeting, member_id=member, state="present")
                )
        cells = [
            CellPoints(candidate, member, criterion, Decimal(points))
            for candidate, row in zip(made.candidates, rows, strict=True)
            for member in made.members
            for criterion, points in zip(criteria, row, strict=True)
        ]
        with office_database.work(typist) as uow:
            set_points(uow, made.contest, cells)
        if verified:
            for actor, act in (
                (typist, score_checks.hand_in),
                (make_user(office_database, "checker"), score_checks.verify),
            ):
                with office_database.read(typist) as uow:
                    sheets = contest_grid(uow, made.contest).sheets.values()
                with office_database.work(actor) as uow:
                    act(uow, [SheetRef(sheet.id, sheet.version) for sheet in sheets])
        return made

    return make


@pytest.fixture
def open_tab(open_page):
    """Show the tab ผล of a meeting."""

    def show(made, role=Role.SECRETARY, size=(1000, 620)):
        page = open_page("meeting", made.meeting, role, size, tab="result")
        return page.tab("result")

    return show


def look(widget, name):
    if os.environ.get("LOOK"):
        widget.grab().save(f"{os.environ['LOOK']}/{name}.png")


def keep(pdf, name):
    if os.environ.get("LOOK"):
        Path(os.environ["LOOK"], f"{name}.pdf").write_bytes(pdf)


def done(tab):
    assert tab.ctx.tasks.wait_idle()


def go(tab):
    """Press the open dialog's button and wait."""
    found = dialog(tab)
    found.go.click()
    done(tab)


def view(tab, made):
    return read(tab, lambda uow: result_view(uow, made.contest))


def cells(tab, row):
    model = tab.table().model()
    return [column.text(model.row_at(row)) for column in model.columns]


def choose_first(tab):
    tab.choose.trigger()
    asked = dialog(tab)
    asked.people.item(0).setCheckState(Qt.CheckState.Checked)
    go(tab)


def finalise(tab):
    assert tab.final.isEnabled(), tab.open.text()
    tab.final.trigger()
    go(tab)


def test_the_order_with_reasons_of_the_chosen_one(scored, open_tab, styled):
    made = scored([(20, 40, 10), (25, 45, 15), (10, 20, 5)])
    tab = open_tab(made)
    look(tab.window(), "order")
    assert [cells(tab, row)[:8] for row in range(3)] == [
        ["1", "ผู้สมัคร 2 สมมติ", "85", "85", "ผ่านเกณฑ์", "คะแนนรวม", "อยู่ในรายชื่อที่เสนอ", "3/3"],
        ["2", "ผู้สมัคร 1 สมมติ", "70", "70", "ผ่านเกณฑ์", "คะแนนรวม", "ไม่อยู่ในรายชื่อ", "3/3"],
        ["3", "ผู้สมัคร 3 สมมติ", "35", "35", "ไม่ผ่านเกณฑ์", "คะแนนรวม", "ไม่อยู่ในรายชื่อ", "3/3"],
    ]
    assert "ผู้สมัคร 2 สมมติ" in tab.tree.lines[0].label
    tab.table().select_id(made.candidates[2])
    assert "ผู้สมัคร 3 สมมติ" in tab.tree.lines[0].label
    assert len(tab.tree.lines) == 2
    tab.tree.copy()


def test_what_hinders_the_end_is_said_and_can_be_listed(scored, open_tab):
    made = scored([(20, 40, 10), (25, 45, 15)], verified=False)
    tab = open_tab(made)
    assert not tab.final.isEnabled()
    assert "ใบคะแนนที่กรอกแล้วยังไม่ได้ตรวจทาน 6 ใบ" in plain(tab.open.text())
    assert cells(tab, 0)[7] == "0/3"
    tab._show_open()
    assert len(tab.tree.lines[0].children) == len(tab.view.open)


def test_missing_sheets_leave_the_marks_open(office_database, open_tab):
    made = make_meeting(office_database, candidates=3)
    tab = open_tab(made)
    assert cells(tab, 0)[4] == "คะแนนยังไม่ครบ"
    assert not tab.all_open.isHidden()
    tab.all_open.click()
    assert len(tab.tree.lines[0].children) == len(tab.view.open) > 2


def test_a_tie_is_decided_by_keyboard_with_a_reason(scored, open_tab, styled):
    made = scored([(20, 40, 10), (20, 40, 10)])
    first, second = made.candidates
    tab = open_tab(made)
    assert cells(tab, 0)[5] == "เท่ากัน รอมติ"
    tab.tie.trigger()
    asked = dialog(tab)
    QTest.keyClick(asked.order, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert asked.chosen() == (second, first)
    asked.go.click()
    assert asked.form.fields["reason"].error()
    assert view(tab, made).ties
    asked.reason.setPlainText("อายุราชการมากกว่า")
    look(asked, "tie")
    go(tab)
    assert [row.candidate_id for row in view(tab, made).rows if row.goes_on] == [second]
    assert cells(tab, 0)[5] == "มติคณะกรรมการ"
    assert tab.untie.isEnabled()
    tab.untie.trigger()
    done(tab)
    assert view(tab, made).ties
    assert not tab.untie.isEnabled()


def test_choosing_outside_the_order_asks_why(scored, open_tab, styled):
    made = scored([(20, 40, 10), (25, 45, 15)])
    tab = open_tab(made)
    tab.choose.trigger()
    asked = dialog(tab)
    asked.people.item(1).setCheckState(Qt.CheckState.Checked)
    asked.go.click()
    done(tab)
    assert asked.isVisible()
    assert asked.form.fields["reason"].error()
    look(asked, "choose")
    asked.reason.setPlainText("ผู้ได้ลำดับที่ 1 ขอสละสิทธิ")
    go(tab)
    chosen = [row for row in view(tab, made).rows if row.chosen]
    assert [(row.candidate_id, row.chosen_reason) for row in chosen] == [
        (made.candidates[0], "ผู้ได้ลำดับที่ 1 ขอสละสิทธิ")
    ]


def test_more_than_the_posts_cannot_be_chosen(scored, open_tab):
    made = scored([(20, 40, 10), (25, 45, 15)])
    tab = open_tab(made)
    tab.choose.trigger()
    asked = dialog(tab)
    for at in range(2):
        asked.people.item(at).setCheckState(Qt.CheckState.Checked)
    asked.go.click()
    done(tab)
    assert asked.isVisible()
    assert not any(row.chosen for row in view(tab, made).rows)
    asked.reject()


def test_final_reopened_and_final_again_with_both_results_readable(scored, open_tab, styled):
    made = scored([(20, 40, 10), (25, 45, 15)])
    tab = open_tab(made)
    assert not tab.runs.isEnabled()
    choose_first(tab)
    finalise(tab)
    look(tab.window(), "final")
    assert tab.view.final
    assert "ฉบับที่ 1" in plain(tab.state.text())
    assert not tab.choose.isVisible()
    tab.reopen.trigger()
    asked = dialog(tab)
    asked.go.click()
    assert asked.isVisible()
    asked.findChild(type(asked._edit), "reason").setPlainText("กรรมการขอแก้ไขคะแนน")
    go(tab)
    assert not tab.view.final
    finalise(tab)
    tab.runs.trigger()
    kept = dialog(tab)
    panel = kept.panel
    look(kept, "runs")
    assert [run.number for run in panel.list.rows()] == [2, 1]
    assert panel.list.rows()[0].reason == "กรรมการขอแก้ไขคะแนน"
    assert panel.list.rows()[0].sha256 in plain(panel.told.text())
    panel.table.select_id(panel.list.rows()[1].id)
    done(tab)
    assert panel._kept.run.number == 1
    assert [row.total for row in panel.model.rows()] == ["85", "70"]
    assert [row.chosen for row in panel.model.rows()] == [True, False]
    assert len(panel.tree.lines) == 1
    assert panel.annex.isEnabled()
    kept.reject()


def test_a_result_of_a_meeting_not_opened_asks_why_and_keeps_it(scored, open_tab):
    made = scored([(20, 40, 10), (25, 45, 15)], opened_at="")
    tab = open_tab(made)
    choose_first(tab)
    assert "ต้องบันทึกเหตุผล" in plain(tab.open.text()) and tab.final.isEnabled()
    tab.final.trigger()
    asked = dialog(tab)
    asked.go.click()
    assert asked.isVisible(), "without a reason it does not go on"
    asked.findChild(QPlainTextEdit, "reason").setPlainText("ประชุมโดยเวียนเอกสาร")
    go(tab)
    assert view(tab, made).final
    tab.runs.trigger()
    told = plain(dialog(tab).findChild(QLabel, "run_facts").text())
    assert "เหตุผลที่ทำให้เป็นที่สุด ประชุมโดยเวียนเอกสาร" in told


def test_a_damaged_result_is_told_and_shows_nothing(scored, open_tab, office_database):
    from sqlalchemy import update

    from hrdesk.models import CalculationRun

    made = scored([(20, 40, 10), (25, 45, 15)])
    tab = open_tab(made)
    choose_first(tab)
    finalise(tab)
    with office_database.work(SYSTEM) as uow:
        uow.session.execute(update(CalculationRun).values(outputs={"order": []}))
    tab.refresh()
    done(tab)
    assert "ถูกแก้" in plain(tab.state.text())
    tab.runs.trigger()
    panel = dialog(tab).panel
    assert "ไม่ตรงกับเมื่อบันทึก" in plain(panel.told.text())
    assert not panel.annex.isEnabled()
    assert panel.model.rows() == []


def test_works_are_given_their_result_with_what_it_opens(scored, open_tab, styled):
    made = scored([(30, 20, 20, 8), (20, 20, 20, 8)], WORK, scheme="doh.work-k2", kind="work")
    good, bad = made.candidates
    tab = open_tab(made)
    assert not tab.tie.isVisible()
    look(tab.window(), "works")
    tab.table().select_id(bad)
    QTest.keyClick(tab.table(), Qt.Key.Key_Return)
    asked = dialog(tab)
    asked.result.set_value("passed")
    assert "ไม่ถึงเกณฑ์" in plain(asked.then.text())
    asked.go.click()
    done(tab)
    assert asked.isVisible()
    asked.result.set_value("failed")
    asked.proposal.setCurrentIndex(1)
    go(tab)
    tab.table().select_id(good)
    tab.work.trigger()
    asked = dialog(tab)
    for result in tab.view.work_results:
        asked.result.set_value(result.id)
        assert result.then_label in plain(asked.then.text())
        if result.months:
            assert f"{result.months} เดือน" in plain(asked.then.text())
    asked.result.set_value("minor")
    asked.proposal.setCurrentIndex(4)
    look(asked, "work")
    go(tab)
    rows = {row.candidate_id: row for row in view(tab, made).rows}
    assert (rows[good].work_result, rows[bad].work_result) == ("minor", "failed")
    tab.window().resize(790, 560)
    look(tab.window(), "works_done")
    finalise(tab)
    assert len(read(tab, lambda uow: runs_of(uow, made.contest))) == 1


def test_two_people_on_one_work_choose_between_their_results(scored, open_tab):
    made = scored([(30, 20, 20, 8)], WORK, scheme="doh.work-k2", kind="work")
    tab = open_tab(made)
    tab.work.trigger()
    asked = dialog(tab)
    asked.result.set_value("passed")
    from hrdesk.services.results import set_work_result

    with tab.ctx.database.work(tab.ctx.actor) as uow:
        set_work_result(uow, made.candidates[0], tab.view.rows[0].version, result="minor")
    asked.go.click()
    done(tab)
    [conflict] = [each for each in asked.findChildren(QDialog) if each.isVisible()]
    assert conflict.objectName() == "conflict"
    conflict.submit()
    done(tab)
    assert view(tab, made).rows[0].work_result == "passed"


def test_a_final_result_goes_to_the_cases_after_a_look(
    scored, open_tab, office_database, office_user, styled
):
    officer = office_user(Role.OFFICER)
    made = make_meeting(office_database, candidates=0)
    opened = receive(office_database, officer, make_person(office_database), CaseType.PROMOTION)
    walk_to(office_database, officer, opened.id, "person_assessment")
    with office_database.work(officer) as uow:
        candidate = save_candidate(
            uow, SaveCandidate(None, None, made.contest, case_id=opened.id)
        ).value
    made = Sample(made.committee, made.meeting, made.contest, made.members, (candidate,))
    scored([(25, 45, 15)], made=made)
    tab = open_tab(made, Role.OFFICER)
    choose_first(tab)
    assert not tab.send.isVisible()
    finalise(tab)
    tab.send.trigger()
    asked = dialog(tab)
    look(asked, "send")
    assert asked.outcomes() == {candidate: "selected"}
    box = asked._outcomes[candidate]
    box.set_value("")
    asked.go.click()
    assert asked._general.isVisible()
    box.set_value("selected")
    go(tab)
    assert "ส่งผลแล้ว 1 จาก 1 เรื่อง" in plain(tab.state.text())
    tab.send.trigger()
    again = dialog(tab)
    assert not again.go.isVisible()
    told = plain(again.findChild(QLabel, f"case_step_{candidate}").text())
    assert f"โดย {officer.name} (ผลฉบับที่ 1)" in told and "ส่ง “" in told
    look(again, "sent")
    again.reject()
    assert tab.case.isEnabled()


def test_a_secretary_is_told_who_sends_the_result(scored, open_tab):
    made = scored([(20, 40, 10), (25, 45, 15)])
    tab = open_tab(made)
    choose_first(tab)
    finalise(tab)
    assert not tab.send.isVisible()
    assert "ผู้ส่งผลไปยังเรื่อง" in plain(tab.state.text())


def test_excel_and_annex_of_a_draft_and_of_a_final_result(scored, open_tab, tmp_path, monkeypatch):
    from openpyxl import load_workbook

    from hrdesk.ui import dialogs, printing

    shown = []
    monkeypatch.setattr(
        printing, "preview", lambda _ctx, _owner, title, pdf: shown.append((title, pdf))
    )
    monkeypatch.setattr(dialogs, "ask_save", lambda *_: tmp_path / "result.xlsx")
    made = scored([(20, 40, 10), (25, 45, 15)])
    tab = open_tab(made)
    tab.annex.trigger()
    done(tab)
    choose_first(tab)
    finalise(tab)
    tab.annex.trigger()
    done(tab)
    assert all(pdf.startswith(b"%PDF-") for _title, pdf in shown) and len(shown) == 2
    keep(shown[0][1], "draft")
    keep(shown[1][1], "kept")
    assert "ร่าง" in shown[0][0]
    assert "ผลฉบับที่ 1" in shown[1][0]
    tab.output.excel.trigger()
    done(tab)
    sheet = load_workbook(tmp_path / "result.xlsx").active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "ได้รับเลือก" in texts
    assert any("ผลฉบับที่ 1" in text for text in texts)


def test_an_empty_meeting_leads_to_its_preparation(office_database, open_tab, routes):
    made = make_meeting(office_database, candidates=0)
    tab = open_tab(made)
    assert tab._stack.currentWidget() is tab.empty
    tab.empty.started.emit()
    assert routes[-1].params == {"tab": "setup"}
    assert not tab.annex.isEnabled()


def test_the_reasons_stand_beside_the_table_where_there_is_room(scored, open_tab):
    made = scored([(20, 40, 10)])
    tab = open_tab(made, size=(1400, 700))
    settle(tab)
    assert tab.split.orientation() == Qt.Orientation.Horizontal
    tab.window().resize(900, 700)
    assert tab.split.orientation() == Qt.Orientation.Vertical
