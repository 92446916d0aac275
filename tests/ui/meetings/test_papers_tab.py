"""The tab of a meeting's papers: choosing, looking, saving, filing, letters."""

from __future__ import annotations

import os
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QDialog, QLabel
from sqlalchemy import func, select

from hrdesk.models import IssuedPaper, Meeting
from hrdesk.services.queries.scores import contest_grid
from hrdesk.services.results import choose as choose_one
from hrdesk.ui.pages.meetings import papers_excel, papers_tab
from tests.services.meetings_sample import make_user
from tests.services.test_meeting_papers import give
from tests.ui.meetings.conftest import do, read, settle


@pytest.fixture
def tab(sample, open_page, office_database):
    give(office_database, make_user(office_database, "typist"), sample)
    page = open_page("meeting", sample.meeting, tab="papers")
    settle(page)
    return page.tab("papers")


def choose(tab, *ids):
    """Select the lines whose ids begin so."""
    tab.table.clearSelection()
    model = tab.table.selectionModel()
    for place, row in enumerate(tab.model.rows()):
        if row.id.partition(":")[0] in ids:
            index = tab.model.index(place, 0)
            model.select(index, model.SelectionFlag.Select | model.SelectionFlag.Rows)


def opened(tab):
    settle(tab)
    [found] = [each for each in tab.findChildren(QDialog) if each.isVisible()]
    return found


def test_the_list_says_what_each_paper_is_for_and_what_to_know(tab):
    rows = {row.id.partition(":")[0]: row for row in tab.model.rows()}
    assert {"invitation", "agenda", "blank", "filled", "summary", "minutes", "annex"} <= rows.keys()
    assert tab.model.rows()[0].stage == "before"
    choose(tab, "filled")
    assert "เลือกไว้ 3 ฉบับ" in tab.told.text().replace("\u200b", "")


def test_several_papers_open_as_one_file(tab):
    choose(tab, "agenda", "blank")
    tab.show_chosen()
    dialog = opened(tab)
    assert dialog.panel.view.page_count() == 4
    dialog.reject()


def test_only_one_members_papers_are_made_when_asked(tab, sample):
    tab.whose.setCurrentIndex(2)
    tab.whose.activated.emit(2)
    choose(tab, "blank")
    assert [paper.member_id for paper in tab.chosen_papers()] == [sample.members[1]]


def test_a_stage_narrows_the_list_and_an_empty_one_says_so(tab):
    tab.stage.choose(["letters"])
    tab.stage.changed.emit(frozenset({"letters"}))
    assert tab.model.rows() == []
    assert tab.empty.isVisible()
    tab.empty.started.emit()
    assert tab.model.rows()


def test_each_paper_is_saved_under_a_safe_name(tab, tmp_path, monkeypatch):
    monkeypatch.setattr(papers_tab, "ask_folder", lambda *_a: tmp_path)
    choose(tab, "blank", "minutes")
    tab.save_each()
    settle(tab)
    names = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert len(names) == 4
    assert "รายงานการประชุม.pdf" in names


def test_papers_are_filed_only_after_a_question(tab):
    choose(tab, "filled")
    tab.file()
    question = opened(tab)
    assert "3 ฉบับ" in question.findChild(QLabel, "dialog_text").text().replace("\u200b", "")
    question.go.click()
    settle(tab)
    count = read(tab, lambda uow: uow.session.scalar(select(func.count()).select_from(IssuedPaper)))
    assert count == 3
    [row] = [row for row in tab.model.rows() if row.id.startswith("filled:")]
    mark = next(column for column in papers_tab.COLUMNS if column.key == "mark")
    assert mark.text(row).startswith("เก็บ 3 ฉบับ ")
    choose(tab, "filled")
    tab.file()
    again = opened(tab)
    assert "เคยเก็บไว้แล้ว" in again.findChild(QLabel, "dialog_text").text().replace("\u200b", "")
    if os.environ.get("LOOK"):
        tab.window().grab().save(f"{os.environ['LOOK']}/papers_kept.png")
    again.reject()


def test_a_letter_opens_as_a_draft_filled_from_the_meeting(tab):
    choose(tab, "invitation")
    assert tab.see.text() == "จัดทำหนังสือ…"
    tab.show_chosen()
    dialog = opened(tab)
    settle(tab)
    assert dialog.fields.values()["values.meeting_number"] == "1/2569"
    dialog.reject()


def test_findings_are_corrected_one_candidate_after_the_other(tab, sample, styled):
    first = sample.candidates[0]
    tab.found.trigger()
    dialog = opened(tab)
    assert dialog.windowTitle().endswith("(1 จาก 2)")
    assert "โปรดตรวจเองทุกข้อ" in dialog.found.text().replace("\u200b", "")
    if os.environ.get("LOOK"):
        dialog.grab().save(f"{os.environ['LOOK']}/findings.png")
    dialog.answers["minimum"].set_value("fits")
    assert not dialog.complete_on.isVisible()
    dialog.answers["time"].set_value("short")
    assert dialog.complete_on.isVisible()
    dialog.complete_on.setText("99/99/2569")
    dialog.complete_on.settle()
    dialog.after.click()
    assert dialog.form.fields["complete_on"].error()
    dialog.complete_on.set_date(None)
    dialog.answers["time"].set_value("")
    dialog.discipline["none"].setChecked(True)
    dialog.after.click()
    again = opened(tab)
    assert again.windowTitle().endswith("(2 จาก 2)") and not again.after.isVisible()
    again.go.click()  # nothing said of the second
    settle(tab)
    kept = tab.book.corrected
    assert list(kept) == [first]
    assert (kept[first].minimum, kept[first].discipline) == ("fits", ("none",))
    [row] = [row for row in tab.model.rows() if row.kind == "qualification_check"]
    assert any("2 ฉบับ: คุณวุฒิการศึกษา" in note for note in row.notes)


def test_the_minutes_are_edited_saved_and_renewed_without_loss(tab, sample):
    tab.edit_minutes()
    dialog = opened(tab)
    settle(tab)
    first = dialog.parts.sections[0].body
    first.setPlainText("ประธานกล่าวเปิด\n" + first.toPlainText())
    dialog.save()
    settle(tab)
    assert read(tab, lambda uow: uow.session.get(Meeting, sample.meeting).minutes)["sections"]
    assert not dialog.findChild(QLabel, "dialog_problem").isVisible()
    do(tab, lambda uow: choose_one(uow, sample.contest, sample.candidates[:1]))
    dialog.reject()
    tab.refresh()
    settle(tab)
    tab.edit_minutes()
    dialog = opened(tab)
    dialog.renew()
    [asked] = [each for each in dialog.findChildren(QDialog) if each.isVisible()]
    asked.go.click()
    text = dialog.parts.text()
    assert text.sections[0].text.startswith("ประธานกล่าวเปิด")
    assert "ให้ ผู้สมัคร 1 สมมติ เป็นผู้ได้รับการคัดเลือก" in text.sections[3].text
    dialog.reject()


def test_an_empty_heading_is_told_at_its_field(tab):
    tab.edit_minutes()
    dialog = opened(tab)
    dialog.parts.add_section()
    dialog.save()
    settle(tab)
    assert dialog.findChild(QLabel, "dialog_problem").isVisible()
    dialog.reject()


def written(tab, folder, monkeypatch):
    monkeypatch.setattr(papers_excel, "ask_folder", lambda *_a: folder)
    tab.export_sheets()
    settle(tab)
    return sorted(folder.glob("*.xlsx"))


def typed(path, value):
    made = load_workbook(path)
    made["ให้คะแนน"]["C6"] = value
    made.save(path)
    made.close()


def test_sheets_go_out_to_excel_and_come_back(tab, sample, tmp_path, monkeypatch):
    paths = written(tab, tmp_path, monkeypatch)
    assert len(paths) == 3
    typed(paths[1], 1)
    monkeypatch.setattr(papers_excel, "ask_files", lambda _owner: paths)
    tab.import_sheets()
    dialog = opened(tab)
    assert "1 ช่อง" in dialog.go.text()
    dialog.go.click()
    settle(tab)
    grid = read(tab, lambda uow: contest_grid(uow, sample.contest))
    given = grid.sheet(sample.candidates[0], sample.members[1]).points
    assert Decimal(1) in given.values()


def test_a_faulty_file_is_told_by_cell_and_not_taken(tab, tmp_path, monkeypatch):
    paths = written(tab, tmp_path, monkeypatch)
    typed(paths[0], 500)
    monkeypatch.setattr(papers_excel, "ask_files", lambda _owner: paths)
    tab.import_sheets()
    dialog = opened(tab)
    assert not dialog.go.isEnabled()
    [fault] = papers_excel.fault_lines(dialog._plan)
    assert fault.row == 6
    assert "เกินคะแนนเต็ม" in fault.told
    dialog.reject()
