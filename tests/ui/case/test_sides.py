"""The tabs: papers received, files, papers made, history."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPlainTextEdit, QPushButton

from hrdesk.services.attachments import AddAttachment, add_attachment
from hrdesk.services.papers import FilePaper, file_paper
from hrdesk.ui.context import Route
from hrdesk.ui.dialogs import ReasonDialog
from hrdesk.ui.pages.case import opening
from hrdesk.ui.pages.case.history import EXCEL, HistoryRow, line_words
from hrdesk.ui.pages.papers.dialog import PaperDialog
from hrdesk.ui.pages.papers.missing import same_name, source_route
from hrdesk.ui.printing import PreviewDialog
from hrdesk.ui.thai_text import plain
from tests.ui.case.conftest import settle


def tab(page, name):
    page.sides.show_tab(name)
    settle(page)
    return page.sides.currentWidget()


# -- papers received -------------------------------------------------------------------------------


def test_a_tick_is_saved_with_todays_date_and_can_be_undone(desk, open_page):
    page = open_page(desk.open_case())
    checklist = tab(page, "checklist")
    assert plain(checklist._missing.text()) == "ยังขาดเอกสารที่ต้องมี 5 รายการ"
    checklist.findChild(QCheckBox, "paper_application").click()
    settle(page)
    assert desk.detail(1).papers[1].received_on == page.ctx.today()
    assert plain(checklist._missing.text()) == "ยังขาดเอกสารที่ต้องมี 4 รายการ"
    assert page.sides.tabText(1) == "เอกสารที่ได้รับ (1/8)"
    page.ctx.notify.last.on_action()
    settle(page)
    assert desk.detail(1).papers[1].received_on is None
    assert not checklist.findChild(QCheckBox, "paper_application").isChecked()


def test_the_day_a_paper_came_is_typed_over(desk, open_page):
    page = open_page(desk.open_case(papers=frozenset({"application"})))
    checklist = tab(page, "checklist")
    paper = desk.detail(1).papers[1]
    row = checklist._rows[paper.id]
    row.day.setText("5/11/2569")
    row.day.editingFinished.emit()
    settle(page)
    assert desk.detail(1).papers[1].received_on == dt.date(2026, 11, 5)
    row.day.setText("30/11/2569")
    row.day.editingFinished.emit()
    settle(page)
    assert "ยังมาไม่ถึง" in plain(row.wrong.text()) and not row.wrong.isHidden()
    assert desk.detail(1).papers[1].received_on == dt.date(2026, 11, 5)
    row.day.setText("ไม่ใช่วันที่")
    row.day.editingFinished.emit()
    assert "อ่านเป็นวันที่ไม่ได้" in plain(row.wrong.text())


# -- files -----------------------------------------------------------------------------------------


@pytest.fixture
def letter(tmp_path):
    place = tmp_path / "หนังสือนำส่ง.pdf"
    place.write_bytes(b"%PDF-1.4 letter")
    return place


def test_files_are_kept_opened_and_saved(desk, open_page, dialogs, letter, tmp_path, monkeypatch):
    page = open_page(desk.open_case())
    files = tab(page, "files")
    dialogs.answer(([str(letter)], ""))
    files.attach.trigger()
    settle(page)
    (kept,) = desk.detail(1).files
    assert (kept.name, kept.size) == (letter.name, letter.stat().st_size)
    assert page.sides.tabText(2) == "ไฟล์แนบ (1)"
    seen = []
    monkeypatch.setattr(opening, "open_with_system", lambda place: seen.append(place) or True)
    files.view.opened.emit(files.view.current_row())
    settle(page)
    assert seen[0].name == letter.name and seen[0].read_bytes() == letter.read_bytes()
    assert seen[0].parent.parent.stat().st_mode & 0o077 == 0  # nobody else reads it
    target = tmp_path / "สำเนา.pdf"
    dialogs.answer((str(target), ""))
    files._save.trigger()
    settle(page)
    assert target.read_bytes() == letter.read_bytes()


def test_the_same_file_twice_and_what_cannot_be_kept_are_refused(
    desk, open_page, dialogs, letter, tmp_path
):
    page = open_page(desk.open_case())
    files = tab(page, "files")
    large = tmp_path / "ใหญ่.zip"
    with large.open("wb") as stream:
        stream.truncate(26 * 1024 * 1024)
    empty = tmp_path / "ว่าง.txt"
    empty.touch()
    for place, sentence in (
        (letter, "แนบไฟล์"),
        (letter, "แนบไว้แล้ว"),
        (large, "ใหญ่เกินไป"),
        (empty, "ว่างเปล่า"),
        (tmp_path / "ไม่มี.pdf", "อ่านไฟล์"),
    ):
        dialogs.answer(([str(place)], ""))
        files.pick()
        settle(page)
        assert sentence in page.ctx.notify.last.text
    assert len(desk.detail(1).files) == 1


def test_a_file_taken_off_the_list_can_be_brought_back(desk, open_page):
    desk.open_case()
    desk.do(lambda uow: add_attachment(uow, AddAttachment(1, "ก.pdf", b"x")))
    page = open_page(1)
    files = tab(page, "files")
    files._remove_action.trigger()
    dialog = files.findChild(ReasonDialog)
    dialog.go.click()
    assert dialog.isVisible()  # no reason, no removing
    dialog.findChild(QPlainTextEdit, "reason").setPlainText("แนบผิดเรื่อง")
    dialog.go.click()
    settle(page)
    assert desk.detail(1).files[0].removed
    assert files._stack.currentWidget() is files._empty
    files._removed.click()
    assert files._open.isEnabled() is False
    files._restore.trigger()
    settle(page)
    assert not desk.detail(1).files[0].removed


def test_files_may_be_dropped(desk, open_page, letter):
    page = open_page(desk.open_case())
    files = tab(page, "files")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(letter)), QUrl("https://example.invalid/x")])
    files.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settle(page)
    assert [file.name for file in desk.detail(1).files] == [letter.name]


# -- papers made -----------------------------------------------------------------------------------


def make(page, qtbot, kind):
    papers = tab(page, "papers")
    papers.findChild(QPushButton, f"make_{kind}").click()
    dialog = page.findChild(PaperDialog)
    settle(page)
    return dialog


def test_the_steps_own_papers_come_first(desk, open_page):
    desk.open_case()
    for _ in range(3):
        desk.advance(1)
    page = open_page(1)
    papers = tab(page, "papers")
    made = [b for b in papers.findChildren(QPushButton) if b.objectName().startswith("make_")]
    assert {b.objectName() for b in made if b.property("role") == "primary"} == {
        "make_notice_letter"
    }
    names = {b.objectName() for b in made}
    assert {"make_case_status", "make_receipt", "make_memorandum", "make_order"} <= names
    assert papers.findChild(QPushButton, "others_order").menu() is not None
    assert papers.findChild(QPushButton, "make_person_notice").menu() is not None


def test_a_paper_says_what_is_missing_and_leads_there(desk, open_page, qtbot, routes):
    page = open_page(desk.open_case())
    dialog = make(page, qtbot, "order")
    assert not dialog.keep.isEnabled() and not dialog.panel.print_action.isEnabled()
    labels = [plain(label.text()) for label in dialog.missing.findChildren(QLabel)]
    assert any("ตั้งแต่วันที่" in text for text in labels)
    assert not any("เลขที่คำสั่ง" in text for text in labels), "the book gives the number"
    dialog.missing.findChild(QPushButton, "fill_people.effective_on").click()
    dialog.fields.put({"people.0.remark": "ทดสอบ"})
    dialog._later.stop()
    dialog._redraw()
    settle(page)
    assert dialog.missing.findChild(QPushButton, "go_people.degree") is not None
    assert not dialog.keep.isEnabled()
    dialog.missing.findChild(QPushButton, "go_people.degree").click()
    assert (routes[-1].page, routes[-1].id) == ("person", desk.people["somsri"])
    # What was typed is here again after coming back.
    again = make(page, qtbot, "order")
    assert again.fields.values()["people.0.remark"] == "ทดสอบ"
    again._start_over()
    assert again.fields.values()["people.0.remark"] == ""
    again.reject()


def test_a_paper_is_kept_and_opens_exactly_as_made(desk, open_page, qtbot, dialogs, tmp_path):
    page = open_page(desk.open_case())
    dialog = make(page, qtbot, "receipt")
    assert dialog.ready and dialog.panel.print_action.isEnabled()
    dialog.fields.put({"officer_telephone": "0 1111 2222"})
    assert not dialog.ready  # what is shown is older than what is typed
    dialog.file()
    dialog._later.stop()
    dialog._redraw()
    settle(page)
    shown = dialog._pdf
    dialog.file()
    settle(page)
    assert len(desk.detail(1).issued) == 1
    papers = page.sides.papers
    assert page.sides.tabText(3) == "เอกสาร (1)"
    papers.open_paper()
    settle(page)
    viewer = page.findChild(PreviewDialog)
    assert viewer.panel._pdf == shown
    viewer.reject()
    target = tmp_path / "ใบรับ.pdf"
    dialogs.answer((str(target), ""))
    papers.save_paper()
    settle(page)
    assert target.read_bytes() == shown
    assert page.ctx.drafts.load("case-1-paper-receipt") is None


def test_what_cannot_be_read_is_told_at_its_field(desk, open_page, qtbot):
    page = open_page(desk.open_case())
    dialog = make(page, qtbot, "case_status")
    assert dialog.ready
    dialog.fields.put({"as_of": "31/2/2569"})
    dialog._later.stop()
    dialog._redraw()
    settle(page)
    assert "ไม่มีวันที่นี้" in dialog.fields.form.fields["as_of"].error()
    assert not dialog.keep.isEnabled()
    dialog.reject()


def test_typing_draws_the_paper_anew(desk, open_page, qtbot):
    page = open_page(desk.open_case())
    dialog = make(page, qtbot, "memorandum")
    before = dialog._pdf
    dialog.fields._editors["subject"].setText("เรื่องใหม่")
    qtbot.waitUntil(lambda: dialog.ready, timeout=10_000)
    assert dialog._pdf != before
    dialog.reject()


def test_the_status_sheet_is_the_pages_print(desk, open_page, qtbot):
    page = open_page(desk.open_case())
    (printing,) = [action for action in page.actions() if action.objectName() == "print"]
    printing.trigger()
    settle(page)
    dialog = page.findChild(PaperDialog)
    assert dialog.windowTitle().startswith("จัดทำใบแสดงสถานะเรื่อง")
    dialog.reject()


@pytest.mark.parametrize(
    ("where", "route"),
    [
        ("office.signatory", Route("settings", params={"tab": "signatories"})),
        ("office.address", Route("settings", params={"tab": "office"})),
        ("person.position", Route("person", 1)),
        ("case.target", Route("case", 1, {"edit": "head"})),
        ("case.papers", Route("case", 1, {"tab": "checklist"})),
        ("paper.dated", None),
    ],
)
def test_every_place_has_a_route(desk, where, route):
    desk.open_case()
    assert source_route(where, desk.detail(1)) == route


def test_every_missing_field_can_be_filled_somewhere(desk):
    from hrdesk.services.paper_drafts import PaperDraft
    from hrdesk.services.papers import KINDS, prepare_paper

    desk.open_case()
    from hrdesk.documents.registry import paper_kind

    def fields_of(kind, draft):
        found = paper_kind(kind)
        return found.module.fields_of(draft.data.kind) if kind == "order" else found.fields

    detail = desk.detail(1)
    for kind in KINDS:
        draft: PaperDraft = desk.do(lambda uow, kind=kind: prepare_paper(uow, 1, kind))
        here = {same_name(field.name) for field in draft.editable}
        lost = [
            field.name
            for field in fields_of(kind, draft)
            if field.required and field.name not in here and not source_route(field.where, detail)
        ]
        assert lost == [], kind


# -- history ---------------------------------------------------------------------------------------


def test_the_history_is_told_filtered_and_exported(desk, open_page, dialogs, tmp_path):
    from openpyxl import load_workbook

    desk.open_case()
    desk.advance(1)
    desk.do(lambda uow: add_attachment(uow, AddAttachment(1, "ก.pdf", b"x")), desk.colleague)
    page = open_page(1)
    history = tab(page, "history")
    rows: list[HistoryRow] = history._table.rows()
    assert [row.action for row in rows] == ["แนบไฟล์", "บันทึกขั้นตอนเสร็จ", "รับเรื่อง"]
    assert rows[0].who == "มานะ ใจดี"
    assert "วันที่ดำเนินการ: 2 พ.ย. 2569" in rows[1].summary
    history.search.setText("ก.PDF")
    history.search.returnPressed.emit()
    assert [row.action for row in history._table.rows()] == ["แนบไฟล์"]
    assert "ชื่อ: ก.pdf" in plain(history._told.text())
    history.search.clear()
    history.search.returnPressed.emit()
    target = tmp_path / "ประวัติ.xlsx"
    dialogs.answer((str(target), ""))
    history._excel.trigger()
    settle(page)
    cells = [[c for c in row if c] for row in load_workbook(target).active.values]
    assert ["เมื่อ", "ผู้ทำ", "รายการ", "ช่อง", "เดิม", "ใหม่", "เหตุผล"] in cells
    assert any("แนบไฟล์" in row and "ก.pdf" in row for row in cells)
    assert EXCEL.startswith("Excel")


def test_a_change_of_a_value_shows_both(desk, open_page):
    from hrdesk.services.cases import EditCase, edit_case

    desk.open_case(subject="เดิม")
    command = EditCase(1, desk.detail(1).version, "ใหม่", officer_id=desk.officer.user_id)
    desk.do(lambda uow: edit_case(uow, command))
    page = open_page(1)
    history = tab(page, "history")
    said = [line_words(line) for line in history._table.rows()[0].lines]
    assert "เรื่อง: เดิม → ใหม่" in said
    assert history.findChild(QDialog) is None


def test_a_kept_paper_is_in_the_history(desk, open_page):
    desk.open_case()
    desk.do(lambda uow: file_paper(uow, FilePaper(1, "order", "คำสั่ง", b"%PDF-1.4", "1/2569")))
    page = open_page(1)
    row = tab(page, "history")._table.rows()[0]
    assert row.action == "เก็บเอกสารเข้าเรื่อง"
    assert row.summary == "ชื่อเอกสาร: คำสั่ง · เลขที่: 1/2569"


def test_ctrl_f_searches_the_history_only_where_it_is_open(desk, open_page):
    page = open_page(desk.open_case())
    assert page.focus_search() is False
    history = tab(page, "history")
    page.activateWindow()
    assert page.focus_search() is True
    assert page.focusWidget() is history.search
