"""The page of papers: numbers found and voided, papers issued, texts edited, letters for many."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from hrdesk.models import PaperTemplate
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.number_books import Book
from hrdesk.services.paper_templates import SaveTemplate, save_template_draft, version_for
from hrdesk.services.queries.registers import RegisterFilter, book_state, register_page
from hrdesk.services.queries.templates import template_detail
from hrdesk.ui.dialogs import QuestionDialog, ReasonDialog
from hrdesk.ui.pages.batch.made import BatchDialog
from hrdesk.ui.pages.batch.pick_people import PickOrder, PickPeople
from hrdesk.ui.pages.papers.dialog import PaperDialog
from hrdesk.ui.pages.registers.books_dialog import BooksDialog, StartDialog
from hrdesk.ui.pages.registers.certify import CertifyDialog
from hrdesk.ui.pages.registers.new_paper import NewPaperDialog
from hrdesk.ui.pages.registers.replace import ReplaceDialog
from hrdesk.ui.pages.registers.show_issued import IssuedDialog
from hrdesk.ui.pages.templates.versions import VersionsDialog
from hrdesk.ui.printing import PreviewDialog
from hrdesk.ui.thai_text import plain
from tests.ui.case.conftest import settle


def lines(office, **wanted):
    with office.database.read(SYSTEM) as uow:
        return register_page(uow, RegisterFilter(**wanted), ("number", False))


def answer(page, kind, button="dialog_go"):
    (dialog,) = page.findChildren(kind)
    dialog.findChild(QPushButton, button).click()
    settle(page)


def give_reason(page, text):
    (dialog,) = page.findChildren(ReasonDialog)
    dialog.findChild(QPlainTextEdit, "reason").setPlainText(text)
    answer(page, ReasonDialog)


# -- numbers ---------------------------------------------------------------------------------------


def test_numbers_are_found_opened_and_voided(office, open_tab):
    office.issue("somsri")
    office.issue("prasit")
    page, tab = open_tab()
    assert tab.model.total == 2
    tab.bar.search.setText("ก๋วยเตี๋ยว")
    tab.bar.search.returnPressed.emit()
    settle(page)
    assert tab.model.total == 1
    tab.table.selectRow(0)
    tab.void()
    give_reason(page, "พิมพ์ผิดคน")
    (row,) = [line for line in lines(office) if line.voided_at]
    assert (row.shown, row.void_reason) == ("2/2569", "พิมพ์ผิดคน")
    tab.table.selectRow(0)
    assert not tab.copy.isEnabled() and not tab.void_it.isEnabled()
    tab.open_paper()
    settle(page)
    shown = page.findChild(IssuedDialog)
    assert "ยกเลิก" in shown.windowTitle()
    told = [plain(label.text()) for label in shown.findChildren(type(tab.bar._how), "issued_told")]
    assert any("พิมพ์ผิดคน" in text for text in told)
    shown.reject()


def test_the_case_of_a_number_is_one_step_away(office, open_tab, routes):
    office.issue()
    _page, tab = open_tab()
    tab.table.selectRow(0)
    tab.go_to_case()
    assert (routes[-1].page, routes[-1].id) == ("case", 1)


def test_a_number_typed_into_ctrl_k_opens_its_paper(office, open_tab):
    from hrdesk.ui.sources import sources

    office.issue("somsri")
    office.issue("prasit")
    page, tab = open_tab()
    (search,) = [each for each in sources(office.officer) if each.name == "numbers"]
    with office.database.read(office.officer) as uow:
        (found,) = search.find(uow, "2/2569")
    assert found.title == "คำสั่ง 2/2569"
    tab.bar.state.setCurrentIndex(2)  # what was narrowed before does not hide it
    settle(page)
    page.open(found.go)
    settle(page)
    shown = page.findChild(IssuedDialog)
    assert "2/2569" in shown.windowTitle()
    shown.reject()
    page.open(found.go)  # going back to the page does not open it again
    settle(page)
    assert not [each for each in page.findChildren(IssuedDialog) if each.isVisible()]


def test_an_empty_register_says_what_belongs_there(office, open_tab):
    page, tab = open_tab()
    assert tab._below.currentWidget() is tab.empty
    tab.empty.started.emit()
    settle(page)
    assert page.findChild(NewPaperDialog) is not None
    page.findChild(NewPaperDialog).reject()


def test_a_paper_of_the_office_is_chosen_filled_and_issued(office, open_tab, qtbot):
    page, tab = open_tab()
    tab.new_paper()
    settle(page)
    chooser = page.findChild(NewPaperDialog)
    chooser.search.setText("ประกาศ (ข้อความทั่วไป)")
    chooser.search.returnPressed.emit()
    chooser._chosen()
    settle(page)
    dialog = page.findChild(PaperDialog)
    assert not dialog.keep.isEnabled()
    dialog.fields.put({"values.announcement_subject": "วันหยุด", "values.message": "หยุดหนึ่งวัน"})
    dialog._later.stop()
    dialog._redraw()
    settle(page)
    assert dialog.ready
    dialog.file()
    settle(page)
    (question,) = dialog.findChildren(QuestionDialog)
    question.go.click()
    settle(page)
    (row,) = lines(office)
    assert (row.book, row.shown, row.title) == (Book.ANNOUNCEMENT, "1/2569", "วันหยุด")
    for shown in page.findChildren(PreviewDialog):
        shown.reject()


def test_the_books_begin_where_the_paper_book_ended(office, open_tab):
    page, tab = open_tab()
    tab.books()
    settle(page)
    books = page.findChild(BooksDialog)
    books._begin(Book.ORDER)
    start = books.findChild(StartDialog)
    start.submit()
    settle(page)
    assert start.form.fields["last_used"].error()
    start.last.setText("๒๔๐")
    start.reason.setPlainText("เริ่มใช้กลางปี")
    start.submit()
    settle(page)
    assert "240" in books._last[Book.ORDER].text()
    books._source[Book.LETTER].setCurrentIndex(1)
    books._choose(Book.LETTER)
    settle(page)
    books.reject()
    with office.database.read(SYSTEM) as uow:
        assert book_state(uow, Book.LETTER, 2569).central
        assert book_state(uow, Book.ORDER, 2569).next_shown == "241/2569"


def test_an_order_is_corrected_from_the_register(office, open_tab):
    office.issue()
    page, tab = open_tab()
    tab.table.selectRow(0)
    tab.correct()
    settle(page)
    chooser = page.findChild(ReplaceDialog)
    assert not chooser.go.isEnabled()
    model = chooser.model
    unit = next(at for at in range(model.rowCount()) if model.index(at, 2).data() == "สังกัดเดิม")
    model.setData(model.index(unit, 4), "กองคลัง")
    chooser.go.click()
    settle(page)
    dialog = page.findChild(PaperDialog)
    assert "กองคลัง" in dialog.fields.values()["corrections"]
    dialog.reject()


def test_a_certified_copy_asks_who_certifies(office, open_tab):
    office.issue()
    page, tab = open_tab()
    tab.table.selectRow(0)
    tab.certify()
    settle(page)
    dialog = page.findChild(CertifyDialog)
    dialog.submit()
    settle(page)
    assert dialog.form.fields["post"].error()
    dialog.post.setText("นักทรัพยากรบุคคล")
    dialog.submit()
    settle(page)
    shown = page.findChild(PreviewDialog)
    assert shown is not None and shown.panel._pdf.startswith(b"%PDF")
    shown.reject()


def test_a_secretary_sees_no_settings_of_books(office, open_tab):
    _page, tab = open_tab(role=Role.SECRETARY)
    assert not tab.set_books.isVisible()
    assert tab.new.isVisible()


@pytest.mark.parametrize("tab", ["numbers", "templates", "batch"])
def test_every_widget_has_its_names(office, open_tab, tab):
    from tests.ui.foundation.names import unnamed

    page, _ = open_tab(tab)
    assert unnamed(page) == []


# -- texts -----------------------------------------------------------------------------------------


def edit(page, tab, name="order_resignation"):
    tab._edit(name)
    settle(page)
    return tab.editor


def typed(editor, part, text):
    editor._edits[part].setPlainText(text)
    editor._soon.stop()
    editor._save_soon.stop()
    editor._look()
    editor.save()


def test_a_text_is_edited_checked_kept_and_released(office, open_tab):
    page, tab = open_tab("templates")
    editor = edit(page, tab)
    assert "{ชื่อข้าราชการ}" in editor._edits["one"].toPlainText()
    typed(editor, "subject", "ให้ {คนที่ไม่มี} ลาออก")
    settle(page)
    assert "คนที่ไม่มี" in plain(editor._form.fields["subject"].error())
    assert not editor.release_button.isEnabled()
    typed(editor, "subject", "ให้ลาออก {")
    settle(page)
    assert editor._form.fields["subject"].error()
    typed(editor, "subject", "อนุญาตให้ลาออกของสำนักงาน")
    settle(page)
    assert editor.release_button.isEnabled()
    editor.release()
    give_reason(page, "ถ้อยคำของสำนักงาน")
    with office.database.read(SYSTEM) as uow:
        text, number = version_for(uow, "order_resignation")
    assert (text.subject, number) == ("อนุญาตให้ลาออกของสำนักงาน", 1)
    issued = office.issue()
    with office.database.read(SYSTEM) as uow:
        from hrdesk.models import IssuedPaper

        assert uow.session.get(IssuedPaper, issued.paper_id).template == "order_resignation@1"


def test_fields_are_put_in_from_a_list(office, open_tab, qtbot):
    page, tab = open_tab("templates")
    editor = edit(page, tab)
    part = editor._edits["one"]
    part.clear()
    menu = part.field_menu(editor)
    next(action for action in menu.actions() if action.objectName() == "field_agency").trigger()
    assert part.toPlainText() == "{ชื่อส่วนราชการ}"
    assert editor.text().parts["one"] == "{agency}"
    qtbot.keyClick(part, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert part.toPlainText() == "{ชื่อส่วนราชการ}"
    for open_menu in part.findChildren(type(menu), "template_fields"):
        open_menu.close()


def test_an_older_text_is_used_again(office, open_tab):
    page, tab = open_tab("templates")
    editor = edit(page, tab)
    typed(editor, "subject", "ข้อความของสำนักงาน")
    settle(page)
    editor.release()
    give_reason(page, "ลองใช้")
    editor.versions()
    dialog = page.findChild(VersionsDialog)
    dialog.list.setCurrentRow(1)
    assert "ข้อความของสำนักงาน" in dialog.text.toPlainText()
    dialog.go.click()
    give_reason(page, "กลับไปใช้ของเดิม")
    with office.database.read(SYSTEM) as uow:
        detail = template_detail(uow, "order_resignation")
    assert (detail.in_use, detail.text.subject) == (2, detail.shipped.subject)


def test_two_who_edit_one_text_are_told(office, open_tab):
    page, tab = open_tab("templates")
    editor = edit(page, tab)
    typed(editor, "subject", "ของฉัน")
    settle(page)
    with office.database.work(office.officer_with_rights()) as uow:
        detail = template_detail(uow, "order_resignation")
        save_template_draft(
            uow, SaveTemplate("order_resignation", detail.draft_version, detail.shipped)
        )
    typed(editor, "subject", "ของฉันอีก")
    settle(page)
    assert editor._edits["subject"].toPlainText() == "ของฉันอีก"
    answer(page, QuestionDialog)
    with office.database.read(SYSTEM) as uow:
        assert template_detail(uow, "order_resignation").draft.subject == "ของฉันอีก"
        assert uow.session.query(PaperTemplate).count() == 1


def test_others_read_texts_and_change_none(office, open_tab):
    page, tab = open_tab("templates", Role.SECRETARY)
    editor = edit(page, tab)
    assert all(part.isReadOnly() for part in editor._edits.values())
    assert not editor.insert.isEnabled()


# -- letters for many ------------------------------------------------------------------------------


def test_a_letter_goes_to_many(office, open_tab, dialogs, tmp_path):
    office.issue("somsri")
    page, tab = open_tab("batch")
    tab.pick()
    settle(page)
    page.findChild(PickPeople)._take_all()
    settle(page)
    assert len(tab.model.people) == 2
    tab.which.setCurrentIndex(tab.which.findData("invitation/committee"))
    tab._chosen()
    settle(page)
    check(page, tab)
    assert not tab.send.isEnabled()
    assert "ขาด" in tab.model.index(0, 3).data()
    values = {name: "ข้อความ" for name in tab.fields.names() if name.startswith("values.")}
    tab.fields.put({**values, "values.meeting_on": "1/12/2569"})
    check(page, tab)
    assert tab.send.isEnabled(), tab._state.text()
    tab.model.paste(tab.model.index(0, 4), "คณะหนึ่ง\nคณะสอง")
    check(page, tab)
    tab.issue()
    answer(page, QuestionDialog)
    settle(page)
    made = page.findChild(BatchDialog)
    assert [row.number for row in made._papers] == ["สธ 0000/1", "สธ 0000/2"]
    dialogs.answer(str(tmp_path))
    made.each_file()
    settle(page)
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "1 สธ 0000-1.pdf",
        "2 สธ 0000-2.pdf",
    ]
    made.reject()
    assert tab.model.people == []


def test_those_an_order_names_are_taken_over(office, open_tab):
    office.issue("somsri")
    page, tab = open_tab("batch")
    tab.pick_order()
    settle(page)
    chooser = page.findChild(PickOrder)
    chooser.table.selectRow(0)
    chooser._take()
    settle(page)
    check(page, tab)
    assert [one.name for one in tab.model.people] == ["นางสมศรี ใจงาม"]


def check(page, tab):
    tab._soon.stop()
    tab._check()
    settle(page)
