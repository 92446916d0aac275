"""The pages of appraisal rounds, walked by keyboard from an empty list to a closed round."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from hrdesk.exchange.appraisals import RESULTS_FORM
from hrdesk.exchange.workbook import write_form
from hrdesk.services import appraisals
from hrdesk.services.access import SYSTEM
from hrdesk.services.queries import appraisal_forms
from hrdesk.services.queries import appraisals as queries
from hrdesk.services.queries.people import find_people
from hrdesk.ui.dialogs import QuestionDialog, ReasonDialog
from hrdesk.ui.pages.appraisal.result_tab import state_words

D = Decimal


def settled(ctx, qtbot):
    assert ctx.tasks.wait_idle()
    qtbot.wait(1)
    assert ctx.tasks.wait_idle()


def view_of(database, round_id):
    with database.read(SYSTEM) as uow:
        return queries.appraisal_round(uow, round_id)


def score_all(database, round_id, *scores):
    with database.work(SYSTEM) as uow:
        for line, score in zip(queries.appraisal_round(uow, round_id).lines, scores, strict=True):
            appraisals.set_totals(
                uow, appraisals.SetTotals(line.id, line.version, D(score), D(score))
            )


def test_an_empty_list_opens_the_first_round(show, people, qtbot):
    page, ctx, routes = show("appraisal")
    listed = page.list
    assert listed.empty.isVisible()
    dialog = listed.open_dialog()
    assert (dialog.year.text(), dialog.number.value()) == ("2570", "1")
    dialog.year.setText("๒๕๗๐ก")
    dialog.submit()
    assert "พ.ศ." in dialog.form.fields["year"].error()
    dialog.year.setText("๒๕๗๐")
    dialog.submit()
    settled(ctx, qtbot)
    assert (routes[-1].page, routes[-1].id) == ("appraisal_round", 1)
    page.refresh()
    settled(ctx, qtbot)
    row = listed.table.current_row()
    assert row.title == "รอบที่ 1 ปีงบประมาณ 2570"
    again = listed.open_dialog()
    assert again.number.value() == "2"  # the next one is offered
    again.number.set_value("1")
    again.submit()
    settled(ctx, qtbot)
    assert "อยู่แล้ว" in again.form.fields["number"].error()
    again.reject()


def test_people_are_put_in_by_unit_with_their_appraiser(show, office_database, people, qtbot):
    from hrdesk.services.appraisal_rounds import OpenAppraisalRound, open_appraisal_round

    with office_database.work(SYSTEM) as uow:
        round_id = open_appraisal_round(uow, OpenAppraisalRound(2570, 1)).value
    page, ctx, _ = show("appraisal_round", round_id)
    tab = page.stages["people"]
    assert tab.empty.isVisible()
    dialog = tab.add_people()
    settled(ctx, qtbot)
    assert not dialog.go.isEnabled()
    dialog.unit.setCurrentIndex(dialog.unit.findData("กองคลัง"))
    assert len(dialog.table.selected_rows()) == 3
    dialog.appraiser.post.setText("ปลัด")
    dialog.submit()
    assert dialog.form.fields["appraiser_name"].error()
    dialog.appraiser.name.setText("นายกตัญญู สมมติชัย")
    picked = dialog.appraiser.picker
    with office_database.read(SYSTEM) as uow:
        picked.set_person(find_people(uow, "ปิติ", limit=1)[0])
    dialog.submit()
    assert "ลบออกอย่างหนึ่ง" in dialog.form.fields["appraiser_name"].error()
    dialog.appraiser.name.setText("")
    dialog.appraiser.post.setText("")
    dialog.submit()  # one of those selected would appraise herself
    settled(ctx, qtbot)
    assert "ปิติ" in dialog.form.fields["appraiser"].error()
    picked.set_person(None)
    dialog.appraiser.name.setText("นายกตัญญู สมมติชัย")
    dialog.submit()
    settled(ctx, qtbot)
    assert [line.appraiser for line in tab.model.rows()] == ["นายกตัญญู สมมติชัย"] * 3
    assert tab.table.isVisible()
    change = tab.set_appraiser()
    with office_database.read(SYSTEM) as uow:
        change.appraiser.picker.set_person(find_people(uow, "มานะ", limit=1)[0])
    assert change.appraiser.name.text() == ""  # what was stored gives way to the one chosen
    change.reject()


def test_an_agreement_is_typed_and_its_weights_are_summed(show, office_database, round_id, qtbot):
    page, ctx, _ = show("appraisal_round", round_id)
    tab = page.stages["people"]
    dialog = tab.open_agreement()
    settled(ctx, qtbot)
    targets = {f"target_{level}": str(level) for level in range(1, 6)}
    dialog.indicators.set_rows([{"title": "งานทะเบียน", "weight": "70", **targets}])
    dialog.competencies.set_rows([{"name": "บริการที่ดี", "weight": "100", "expected": "9"}])
    assert dialog.indicator_sum.text() == "น้ำหนักรวม 70 · ต้องรวมได้ 100"
    dialog.submit()
    settled(ctx, qtbot)
    assert "1 ถึง 5" in dialog.competencies.error()
    dialog.competencies.set_rows([{"name": "บริการที่ดี", "weight": "100", "expected": "3"}])
    dialog.submit()
    settled(ctx, qtbot)
    assert "ขณะนี้รวมได้ 70" in dialog.indicators.error()
    dialog.indicators.set_rows([{"title": "งานทะเบียน", "weight": "๑๐๐", **targets}])
    dialog.agreed_on.set_date(dt.date(2026, 10, 12))
    dialog.submit()
    settled(ctx, qtbot)
    first = tab.model.rows()[0]
    assert (first.has_agreement, first.agreed_on) == (True, dt.date(2026, 10, 12))
    source = first.id
    tab.table.selectAll()
    tab._copy(source)
    settled(ctx, qtbot)
    assert "คัดลอกข้อตกลงแล้ว 6 คน" in ctx.notify.last.text
    assert all(line.has_agreement for line in tab.model.rows())
    ctx.notify.last.on_action()  # the undo
    settled(ctx, qtbot)
    assert sum(line.has_agreement for line in tab.model.rows()) == 1


def test_scores_are_stored_as_one_types_and_can_be_undone(show, office_database, round_id, qtbot):
    page, ctx, _ = show("appraisal_round", round_id, tab="scores")
    tab = page.stages["scores"]
    grid = tab.table
    grid.setFocus()
    assert grid.currentIndex().column() == 2
    for text in ("95.5", "88"):
        qtbot.keyClicks(grid, text[0])  # the first digit opens the cell
        editor = grid.focusWidget()
        qtbot.keyClicks(editor, text[1:])
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: grid.state() != grid.State.EditingState)  # closes after the key
    settled(ctx, qtbot)
    lines = view_of(office_database, round_id).lines
    assert [line.achievement for line in lines[:3]] == [D("95.5"), D(88), None]
    assert grid.currentIndex().row() == 2  # Enter went down
    model = tab.model
    model.setData(model.index(0, 3), "๙๐")
    model.setData(model.index(0, 3), "91")  # before the first is stored: kept in order
    settled(ctx, qtbot)
    line = view_of(office_database, round_id).lines[0]
    # 95.5 × 70% + 91 × 30% = 66.85 + 27.3
    assert (line.competency, line.total, line.level) == (D(91), D("94.15"), "ดีเด่น")
    assert model.rows()[0].level == "ดีเด่น"
    ctx.notify.last.on_action()
    settled(ctx, qtbot)
    assert view_of(office_database, round_id).lines[0].competency == D(90)
    model.setData(model.index(1, 2), "101")
    assert "0 ถึง 100" in tab.told.text()
    assert model.index(1, 2).data() == "101"  # what was typed stays, marked
    grid.setCurrentIndex(model.index(1, 2))
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert model.index(1, 2).data() == "88"
    assert view_of(office_database, round_id).lines[1].achievement == D(88)


def test_detail_gives_the_total_and_says_how(show, office_database, round_id, qtbot):
    from hrdesk.services import appraisal_agreements as agreements

    with office_database.work(SYSTEM) as uow:
        first = queries.appraisal_round(uow, round_id).lines[0]
        agreements.save_agreement(
            uow,
            agreements.SaveAgreement(
                first.id, first.version,
                (agreements.IndicatorInput("งานทะเบียน", "100"),),
                (agreements.CompetencyInput("บริการที่ดี", "100", "3"),),
            ),
        )  # fmt: skip
    page, ctx, _ = show("appraisal_round", round_id, tab="scores")
    tab = page.stages["scores"]
    dialog = tab.open_detail()
    settled(ctx, qtbot)
    dialog.indicators.model.setData(dialog.indicators.model.index(0, 3), "6")
    dialog.submit()
    settled(ctx, qtbot)
    assert "1 ถึง 5" in dialog._general.text()
    dialog.indicators.model.setData(dialog.indicators.model.index(0, 3), "4.5")
    dialog.competencies.model.setData(dialog.competencies.model.index(0, 3), "2")
    dialog.superior.set_value("yes")
    dialog.submit()
    settled(ctx, qtbot)
    line = tab.model.rows()[0]
    assert (line.achievement, line.competency, line.detail) == (D(90), D(80), (True, True))
    assert not tab.model.flags(tab.model.index(0, 2)) & Qt.ItemFlag.ItemIsEditable
    with office_database.read(SYSTEM) as uow:
        assert appraisal_forms.appraisal(uow, line.id).opinions["superior"]["agrees"] == "yes"
    again = tab.open_detail()
    settled(ctx, qtbot)
    assert "90 × 70% + 80 × 30%" in again.working.text().replace("\u200b", "")
    again.reject()


def test_what_is_typed_outlasts_a_crash_and_two_people_choose_field_by_field(
    show, office_database, round_id, qtbot
):
    from hrdesk.services import appraisal_agreements as agreements
    from hrdesk.ui.widgets.conflict import ConflictDialog

    def save(title):
        with office_database.work(SYSTEM) as uow:
            line = queries.appraisal_round(uow, round_id).lines[0]
            lines = (agreements.IndicatorInput(title, "100"),)
            skills = (agreements.CompetencyInput("บริการที่ดี", "100", "3"),)
            agreements.save_agreement(
                uow, agreements.SaveAgreement(line.id, line.version, lines, skills)
            )

    page, ctx, _ = show("appraisal_round", round_id)
    tab = page.stages["people"]
    crashed = tab.open_agreement()
    settled(ctx, qtbot)
    crashed.indicators.set_rows([{"title": "งานทะเบียน", "weight": "100"}])
    crashed.indicators.changed.emit()
    dialog = tab.open_agreement()  # the first was never closed
    settled(ctx, qtbot)
    assert dialog.indicators.rows()[0]["title"] == "งานทะเบียน"
    save("งานบรรจุ")
    dialog.competencies.set_rows([{"name": "บริการที่ดี", "weight": "100", "expected": "4"}])
    dialog.agreed_on.set_date(dt.date(2026, 10, 12))
    dialog.submit()
    settled(ctx, qtbot)
    [asked] = dialog.findChildren(ConflictDialog)
    asked.choose("ตัวชี้วัดและค่าเป้าหมาย", mine=False)
    asked.submit()
    settled(ctx, qtbot)
    with office_database.read(SYSTEM) as uow:
        line = queries.appraisal_round(uow, round_id).lines[0]
        found = appraisal_forms.appraisal(uow, line.id)
    assert (found.indicators[0].title, found.competencies[0].expected) == ("งานบรรจุ", 4)
    assert line.agreed_on == dt.date(2026, 10, 12)
    page.tabs.setCurrentIndex(1)
    detail = page.stages["scores"].open_detail()
    settled(ctx, qtbot)
    detail.indicators.model.setData(detail.indicators.model.index(0, 3), "5")
    detail.note.setPlainText("ดูเพิ่ม")
    with office_database.work(SYSTEM) as uow:  # another unit's officer gives the skill
        appraisals.set_detail(
            uow,
            appraisals.SetDetail(
                line.id, found.version, (appraisals.IndicatorScore("", None),),
                (appraisals.CompetencyScore(4, None, ""),),
            ),
        )  # fmt: skip
    detail.submit()
    settled(ctx, qtbot)
    [asked] = detail.findChildren(ConflictDialog)
    asked.submit()  # mine where only I typed, theirs where only they did
    settled(ctx, qtbot)
    with office_database.read(SYSTEM) as uow:
        now = appraisal_forms.appraisal(uow, line.id)
    assert (now.indicators[0].score, now.competencies[0].found, now.note) == (D(5), 4, "ดูเพิ่ม")


def test_results_come_in_from_excel_or_say_why_not(
    show, office_database, round_id, qtbot, tmp_path
):
    page, ctx, _ = show("appraisal_round", round_id, tab="scores")
    tab = page.stages["scores"]
    dialog = tab.open_import()
    blank = [None, None, None, None]

    def file(*scores):
        path = tmp_path / "กองคลัง.xlsx"
        rows = [(None, None, "ปิติ สมมติสุข", None, None, *scores, *blank)[:9]]
        write_form(path, RESULTS_FORM, {"results": rows})
        return path

    dialog.read(file("120", "80"))
    settled(ctx, qtbot)
    assert not dialog.accept_all.isEnabled()
    assert dialog.mark.isEnabled()
    assert "0 ถึง 100" in dialog.faults.rows()[0].reason
    dialog.read(file("92", "80"))
    settled(ctx, qtbot)
    assert dialog.changes.rows()[0].change.total == D("88.4")  # 92 × 70% + 80 × 30%
    qtbot.mouseClick(dialog.accept_all, Qt.MouseButton.LeftButton)
    settled(ctx, qtbot)
    assert tab.model.rows()[0].imported_from == "กองคลัง.xlsx"


def test_results_are_made_known_screened_and_the_round_closed(
    show, office_database, round_id, qtbot
):
    score_all(office_database, round_id, *("96", "92", "80", "80", "70", "65", "88"))
    page, ctx, _ = show("appraisal_round", round_id, tab="known")
    tab = page.stages["known"]
    tab.table.selectAll()
    assert not tab.refusal.isEnabled()  # one at a time, each has a witness
    dialog = tab.tell_dialog()
    dialog.submit()
    settled(ctx, qtbot)
    assert all(line.acknowledgement == "acknowledged" for line in tab.model.rows())
    ctx.notify.last.on_action()
    settled(ctx, qtbot)
    assert not any(line.acknowledgement for line in tab.model.rows())
    tab.table.selectRow(0)
    refusal = tab.refuse_dialog()
    refusal.submit()
    settled(ctx, qtbot)
    assert "พยาน" in refusal.form.fields["witness"].error()
    refusal.witness.setText("นายพยาน สมมติ")
    refusal.submit()
    settled(ctx, qtbot)
    assert tab.model.rows()[0].witness == "นายพยาน สมมติ"
    assert tab.tell_dialog() is None  # only after it is taken back
    assert "ยกเลิกการรับทราบ" in ctx.notify.last.text
    tab.table.selectAll()
    rest = tab.tell_dialog()
    assert "ไม่รวม 1 คน" in rest.left_out.text().replace("\u200b", "")
    rest.submit()
    settled(ctx, qtbot)
    assert [line.acknowledgement for line in tab.model.rows()] == ["refused"] + ["acknowledged"] * 6
    assert tab.model.rows()[0].witness == "นายพยาน สมมติ"
    tab.agree_all()
    settled(ctx, qtbot)
    assert page.board.view.counts.not_screened == 0

    page.tabs.setCurrentIndex(3)
    result = page.stages["result"]
    assert [line.rank for line in result.model.rows()] == [1, 2, 3, 3, 5, 6, 1]
    assert "ปิดรอบได้เมื่อให้เหตุผล" in result.state.text().replace("\u200b", "")
    asked = result.close_round()
    assert isinstance(asked, ReasonDialog)
    asked._edit.setPlainText("ประชุมแล้ว รอรายงานการประชุม")
    asked.go.click()
    settled(ctx, qtbot)
    assert page.board.view.final
    assert result.reopen.isVisible()
    assert not page.stages["scores"].model.open
    assert not page.matter.action.isEnabled()  # a closed round opens no matter any more


def test_the_lists_are_narrowed_to_those_waited_for(show, office_database, round_id, qtbot):
    page, ctx, _ = show("appraisal_round", round_id)
    with office_database.work(SYSTEM) as uow:
        line = queries.appraisal_round(uow, round_id).lines[0]
        appraisals.set_totals(uow, appraisals.SetTotals(line.id, line.version, D(80), D(80)))
    page.refresh()
    settled(ctx, qtbot)
    page.waiting.choose(["result"])
    page.waiting.changed.emit(page.waiting.chosen())
    assert len(page.stages["people"].model.rows()) == 6
    page.search.setText("มานะ")
    page.search.returnPressed.emit()
    assert [line.name for line in page.stages["scores"].model.rows()] == ["นางสาวมานะ สมมติสุข"]
    page.search.setText("ไม่มีคนนี้")
    page.search.returnPressed.emit()
    assert page.stages["people"].empty.isVisible()
    page.search.setText("")
    page.search.returnPressed.emit()
    page.waiting.choose([])
    page.unit.setCurrentIndex(page.unit.findData("กองช่าง"))
    assert {line.unit for line in page.stages["known"].model.rows()} == {"กองช่าง"}


def test_papers_and_the_matter_are_made_from_the_round(show, office_database, round_id, qtbot):
    from hrdesk.ui.printing import PreviewDialog

    score_all(office_database, round_id, *("96", "92", "80", "80", "70", "65", "88"))
    page, ctx, routes = show("appraisal_round", round_id, tab="result")
    result = page.stages["result"]
    result.summary.trigger()
    settled(ctx, qtbot)
    shown = result.findChildren(PreviewDialog)
    assert len(shown) == 1
    shown[0].reject()
    announcement = result.announce_best()
    settled(ctx, qtbot)
    draft = announcement._draft
    assert [each.name for each in draft.data.people] == [
        "นางสาวปิติ สมมติสุข", "นางสาววีระ สมมติสุข",
    ]  # fmt: skip
    announcement.reject()
    page.matter.go()
    question = next(iter(page.findChildren(QuestionDialog)))
    question.go.click()
    settled(ctx, qtbot)
    assert routes[-1].page == "case"
    assert page.board.view.case_number


def test_the_closing_line_tells_the_day_of_thailand():
    made_at = dt.datetime(2027, 3, 31, 18, 30, tzinfo=dt.UTC)  # half past one in the morning
    run = SimpleNamespace(
        number=1, made_at=made_at, made_by="ก", reason="", intact=True, sha256="ab"
    )
    told, _ = state_words(SimpleNamespace(final=True, runs=[run]))
    assert "เมื่อ 1 เม.ย. 2570" in told.replace("\u00a0", " ")


def test_a_round_that_is_not_there_leads_back(show, people):
    page, _, routes = show("appraisal_round", 99)
    assert page._missing.isVisible()
    page._missing.started.emit()
    assert routes[-1].page == "appraisal"


@pytest.fixture(autouse=True)
def _rested(qtbot):
    yield
    qtbot.wait(1)
