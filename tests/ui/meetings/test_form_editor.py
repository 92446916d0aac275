"""The editor of forms: order, headings, columns, signers; a draft, a release, the way back."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel

from hrdesk.documents.forms import Grid, Signs, shipped
from hrdesk.services.access import Role
from hrdesk.services.queries.form_definitions import form_detail
from hrdesk.ui.pages.forms.changing import (
    columns_of,
    parts_of,
    shown_words,
    stored_words,
    with_columns,
    with_signers,
)
from tests.ui.meetings.conftest import read

WAIT = 40_000


@pytest.fixture
def tab(sample, open_page):
    page = open_page("meeting", sample.meeting, role=Role.ADMINISTRATOR, tab="papers")
    tab = page.tab("papers")
    assert page.ctx.tasks.wait_idle(WAIT)
    tab.table.select_id(f"summary:{sample.contest}")
    return tab


@pytest.fixture
def editor(tab):
    tab.edit_forms()
    assert tab.ctx.tasks.wait_idle(WAIT)
    [found] = [each for each in tab.findChildren(QDialog) if each.isVisible()]
    yield found
    found._dirty = False
    found.reject()


def ready(editor):
    assert editor._ctx.tasks.wait_idle(WAIT)


def test_it_opens_at_the_form_of_the_line_with_its_paper(editor):
    assert editor.which.currentData() == "score_summary"
    assert editor.panel.view.page_count() > 0
    assert "{เรื่องที่พิจารณา}" in editor.head.toPlainText()
    assert not editor.use.isEnabled()


def test_a_heading_an_order_and_a_part_left_out_are_kept_and_released(editor, tab):
    editor.parts.setCurrentRow(1)
    editor.fields.heading.setText("คะแนนเต็ม {คะแนนเต็ม}")
    editor.fields.heading.textEdited.emit("")
    editor.move_part(-1)
    editor.parts.item(2).setCheckState(Qt.CheckState.Unchecked)
    editor.save()
    ready(editor)
    draft = read(tab, lambda uow: form_detail(uow, "score_summary")).draft
    assert draft.parts[0].heading == "คะแนนเต็ม {all_points}"
    assert [part.id for part in draft.parts][:3] == ["scores", "meeting", "by_member"]
    editor.release()
    ready(editor)
    [asked] = [each for each in editor.findChildren(QDialog) if each.isVisible()]
    asked._edit.setPlainText("ตามมติสำนักงาน")
    asked.go.click()
    ready(editor)
    assert read(tab, lambda uow: form_detail(uow, "score_summary")).number == 1
    assert "ฉบับที่ 1" in editor.state.text().replace("\u200b", "")
    assert editor.older.count() == 1


def test_a_form_without_parts_is_told(editor):
    for row in range(editor.parts.count()):
        editor.parts.item(row).setCheckState(Qt.CheckState.Unchecked)
    editor._draw()
    assert editor.findChild(QLabel, "dialog_problem").isVisible()


def test_closing_asks_about_what_is_not_kept(editor):
    editor.head.setPlainText("ชื่อใหม่")
    editor.reject()
    [asked] = [each for each in editor.findChildren(QDialog) if each.isVisible()]
    assert editor.isVisible()
    asked.stay.click()


def test_columns_left_out_may_be_chosen_and_one_always_stays():
    form = shipped("score_summary")
    part = next(each for each in form.parts if each.id == "scores")
    assert isinstance(part.body, Grid)
    columns = columns_of(part.body, form)
    off = [each.column.field for each in columns if not each.on]
    assert set(off) == {"number", "methods"}
    assert with_columns(part, [each for each in columns if not each.on]) == part


def test_a_signer_keeps_the_name_from_the_data_when_only_the_words_change():
    form = shipped("minutes")
    part = next(each for each in form.parts if isinstance(each.body, Signs))
    changed = with_signers(part, ["เลขานุการ", "ประธาน"]).body.signers
    assert [each.name for each in changed] == ["taken_by", "checked_by"]
    more = with_signers(part, ["ผู้จดรายงานการประชุม", "ผู้ตรวจรายงานการประชุม", "ผู้รับรอง"]).body.signers
    assert [each.name for each in more] == ["taken_by", "checked_by", ""]
    assert with_signers(part, [" "]) == part


def test_a_part_left_out_is_still_offered():
    form = shipped("minutes")
    short = dataclasses.replace(form, parts=form.parts[:1])
    assert [each.on for each in parts_of(short, form)] == [True, *[False] * (len(form.parts) - 1)]


def test_values_are_shown_by_their_labels():
    form = shipped("minutes")
    assert shown_words("ครั้งที่ {meeting_number} {agency}", form) == "ครั้งที่ {ครั้งที่} {ชื่อส่วนราชการ}"
    assert stored_words("{ครั้งที่} {ชื่อส่วนราชการ}", form) == "{meeting_number} {agency}"
