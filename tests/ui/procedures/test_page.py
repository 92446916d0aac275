"""The page: choosing, walking, copying, editing with undo, saving by itself, releasing, files."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton

from hrdesk.documents.preview import page_count, page_text
from hrdesk.rules.codes import CaseType
from hrdesk.rules.procedure_text import read_document
from hrdesk.services.access import Role
from hrdesk.services.procedure_drafts import CreateDraft, SaveDraft, create_draft, save_draft
from hrdesk.services.queries.procedures import Standing, procedure_view, procedures_list
from hrdesk.ui.context import Route
from hrdesk.ui.dialogs import QuestionDialog
from hrdesk.ui.pages.procedures import editing, output
from hrdesk.ui.pages.procedures.compare import differences
from hrdesk.ui.pages.procedures.difference_view import DifferenceDialog, ReleaseDialog
from hrdesk.ui.pages.procedures.page import ProceduresPage
from hrdesk.ui.printing import PreviewDialog
from tests.ui.foundation.names import unnamed

BASE = "doh.resignation@1"
DRAFT = "office.resignation@1"


@pytest.fixture
def admin(office_user):
    return office_user(Role.ADMINISTRATOR, "หัวหน้า ใจดี")


@pytest.fixture
def open_page(qtbot, office_ctx, admin):
    def show(ref=BASE, actor=None, **params):
        page = ProceduresPage(office_ctx(actor or admin))
        qtbot.addWidget(page)
        page.resize(1166, 658)
        page.show()
        page.open(Route("procedures", params={"ref": ref, **params}))
        settle(page)
        return page

    return show


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def draft(page):
    page.acts.copy.trigger()
    settle(page)
    assert page.is_editing
    return page


def settle(page):
    assert page.ctx.tasks.wait_idle()


def kept(page):
    """Store and check what was typed, as the timers would."""
    page.keeper.save()
    page.keeper.check()
    settle(page)


def stored(page, ref=DRAFT):
    with page.ctx.database.read(page.ctx.actor) as uow:
        return procedure_view(uow, ref)


def standing(page, ref):
    with page.ctx.database.read(page.ctx.actor) as uow:
        return next((row.standing for row in procedures_list(uow) if row.ref == ref), None)


def only(page, kind):
    found = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)


# -- reading ----------------------------------------------------------------------------------------


def test_the_list_says_what_serves_and_hides_what_is_elsewhere(page):
    assert page.choice.current() == BASE
    assert page.choice.row(BASE).standing is Standing.IN_FORCE
    shown = [item for item in page.choice._items() if not item.isHidden()]
    refs = {item.data(0, Qt.ItemDataRole.UserRole) for item in shown}
    assert BASE in refs
    others = {ref for ref in refs if ref.startswith(("dhss.", "dms.", "sao."))}
    assert {ref.partition("@")[0] for ref in others} == {"dms.appraisal"}  # lent to this office
    page.choice.others.setChecked(True)
    assert not any(item.isHidden() for item in page.choice._items())
    page.choice.box.setText("ลาออก")
    page.choice.box._ask()
    left = [i for i in page.choice._items() if not i.isHidden() and not i.parent().isHidden()]
    assert {page.choice.row(i.data(0, Qt.ItemDataRole.UserRole)).case_type for i in left} == {
        CaseType.RESIGNATION
    }


def test_a_step_is_chosen_by_mouse_and_by_keys(qtbot, page):
    picture = page.picture
    assert picture.key() == "receive"
    picture.setFocus()
    for key, there in (
        (Qt.Key.Key_Down, "check"), (Qt.Key.Key_Down, "decide"), (Qt.Key.Key_Right, "restrain"),
        (Qt.Key.Key_Down, "notify_closed"), (Qt.Key.Key_Home, "amend_papers"),
        (Qt.Key.Key_Left, "check"), (Qt.Key.Key_End, "notify"), (Qt.Key.Key_Down, "notify"),
        (Qt.Key.Key_Up, "order"),
    ):  # fmt: skip
        press(qtbot, picture, key)
        assert picture.key() == there
    assert "จัดทำคำสั่งอนุญาตให้ลาออกจากราชการ" in page.details.toPlainText()
    assert "ขั้นตอนถัดไป" in picture.accessibleDescription()
    item = picture.picture().steps["notify"]
    picture.ensureVisible(item)
    spot = picture.mapFromScene(item.sceneBoundingRect().center())
    qtbot.mouseClick(picture.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert picture.key() == "notify"
    assert item.chosen


def test_the_doubts_of_sources_are_told(page):
    page.picture.choose("restrain")
    text = page.details.toPlainText()
    assert "กำหนดเวลาตามกฎหมาย" in text
    assert "มาตรา ๑๐๙" in text
    assert "ข้อสังเกต: ยับยั้งได้ไม่เกิน ๙๐ วัน" in text
    assert "เอกสารที่ผู้ขอหรือหน่วยงานส่ง" in page.whole.toPlainText()


def test_the_picture_grows_and_shrinks(qtbot, page):
    picture = page.picture
    fitted = picture.transform().m11()
    press(qtbot, picture, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert picture.transform().m11() > fitted
    for _ in range(3):
        press(qtbot, picture, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert picture.transform().m11() < fitted
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    before = picture.transform().m11()
    QApplication.sendEvent(picture.viewport(), wheel)
    assert picture.transform().m11() > before
    press(qtbot, picture, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert picture.transform().m11() == pytest.approx(fitted)


def test_who_may_not_manage_reads_only(open_page, office_user):
    page = open_page(actor=office_user(Role.OFFICER))
    names = {action.objectName() for action in page.actions()}
    assert "copy_procedure" not in names
    assert {"print", "print_picture", "export", "export_text"} <= names
    page.acts.copy.trigger()
    settle(page)
    assert standing(page, DRAFT) is None


def test_an_officer_sees_a_draft_but_does_not_edit_it(
    open_page, office_database, admin, office_user
):
    with office_database.work(admin) as uow:
        create_draft(uow, CreateDraft(CaseType.RESIGNATION, BASE))
    page = open_page(DRAFT, office_user(Role.OFFICER))
    assert page.view.row.ref == DRAFT
    assert not page.is_editing
    assert page.details.isVisible()
    assert not page.tools.isVisible()


def test_a_step_of_the_route_is_shown(open_page):
    page = open_page(BASE, step="order")
    assert page.picture.key() == "order"


def test_everything_has_a_name(draft):
    assert unnamed(draft) == []


# -- editing ----------------------------------------------------------------------------------------


def test_a_copy_is_edited_where_it_stands(draft):
    assert draft.view.row.ref == DRAFT
    assert draft.step_form.isVisible()
    assert not draft.details.isVisible()
    assert draft.faults.count == 0
    names = [action.objectName() for action in draft.actions()]
    assert names[:3] == ["release", "compare", "discard"]


def test_copying_again_leads_to_the_draft(page, open_page):
    page.acts.copy.trigger()
    settle(page)
    page.show_ref(BASE)
    settle(page)
    assert not page.is_editing
    page.acts.copy.trigger()
    settle(page)
    notice = page.ctx.notify.last
    assert "มีร่างขั้นตอน" in notice.text
    notice.on_action()
    settle(page)
    assert page.is_editing


def test_typing_is_stored_and_undone_as_one(qtbot, draft):
    form = draft.step_form
    form.title.setFocus()
    form.title.selectAll()
    qtbot.keyClicks(form.title, "abc")  # Qt's test keys know no Thai
    assert draft.picture.picture().steps["receive"]._lines[0].text == "abc"
    kept(draft)
    assert read_document(stored(draft).text)["steps"][0]["title"] == "abc"
    draft.tools.undo.trigger()
    assert form.title.text() == "รับเรื่องและลงทะเบียน"
    assert not draft.tools.undo.isEnabled()
    draft.tools.redo.trigger()
    assert form.title.text() == "abc"
    kept(draft)
    assert not draft.keeper.is_dirty


def test_it_stores_by_itself(qtbot, draft):
    draft.step_form.days.setValue(4)
    qtbot.waitUntil(lambda: read_document(stored(draft).text)["steps"][0]["usual_days"] == 4)
    qtbot.waitUntil(lambda: not draft.keeper.is_dirty)


def test_leaving_stores_at_once(draft):
    draft.step_form.waiting.click()
    assert draft.can_leave()
    settle(draft)
    assert read_document(stored(draft).text)["steps"][0]["waits_for_others"] is True


def test_every_field_of_the_form_reaches_the_draft(draft):
    draft.picture.choose("decide")
    form = draft.step_form
    form.role.setCurrentIndex(form.role.findData("unit"))
    form.role.activated.emit(form.role.currentIndex())
    form.next.setCurrentIndex(form.next.findData("restrain"))
    form.next.activated.emit(form.next.currentIndex())
    form.days.setValue(-1)
    form.result.textEdited.emit("ผลใหม่")
    form.papers_in.tick("clearance", on=True)
    form.produces.tick("memorandum", on=True)
    form.sources.tick("sop", on=False)
    step = editing.find_step(draft.keeper.document, "decide")
    found = {key: step.get(key) for key in (
        "role", "next", "usual_days", "result_label", "papers_in", "produces", "sources",
    )}  # fmt: skip
    assert found == {
        "role": "unit", "next": "restrain", "usual_days": None, "result_label": "ผลใหม่",
        "papers_in": ["clearance"], "produces": ["memorandum"], "sources": ["act"],
    }  # fmt: skip


def test_a_row_typed_into_a_table_becomes_an_outcome(draft):
    draft.picture.choose("receive")
    table = draft.step_form.tables["outcomes"]
    table.findChild(QPushButton, "step_outcomes_add").click()
    model = table.model
    model.setData(model.index(0, 0), "ครบถ้วน")
    step = editing.find_step(draft.keeper.document, "receive")
    assert step["outcomes"] == [
        {"key": "outcome_1", "label": "ครบถ้วน", "next": "finish", "tone": "good", "returns": False}
    ]
    model.setData(model.index(0, 1), "check")
    step = editing.find_step(draft.keeper.document, "receive")
    assert (step["outcomes"][0]["key"], step["next"]) == ("outcome_1", "check")
    assert model.rowCount() == 1
    assert table.rows()[0]["key"] == "outcome_1"
    table.findChild(QPushButton, "step_outcomes_remove").click()
    step = editing.find_step(draft.keeper.document, "receive")
    assert (step["outcomes"], step["result_label"]) == ([], "")


def test_the_whole_has_its_own_form(draft):
    draft.tabs.setCurrentIndex(1)
    draft.whole_form.title.textEdited.emit("ลาออกแบบสำนักงาน")
    draft.whole_form.note.setPlainText("ปรับแล้ว")
    papers = draft.whole_form.papers
    papers.findChild(QPushButton, "procedure_papers_add").click()
    row = papers.table.currentIndex().row()
    papers.model.setData(papers.model.index(row, 0), "แบบส่งมอบงาน")
    document = draft.keeper.document
    assert (document["title"], document["note"]) == ("ลาออกแบบสำนักงาน", "ปรับแล้ว")
    added = next(p for p in document["papers"] if p["label"] == "แบบส่งมอบงาน")
    assert added["required"] is False
    form = draft.whole_form
    form.office.click()
    for box, value in ((form.round, "transfer"), (form.retention.kind, "years")):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    form.retention.years.setValue(25)
    document = draft.keeper.document
    source = document["sources"][0]["key"]
    assert (document["person"], document["round"]) == (False, "transfer")
    assert document["retention"] == {"class": "years", "years": 25, "source": source}
    form.office.click()  # a resignation has a person
    kept(draft)
    assert draft.faults.count == 0
    bare = {**document, "round": "", "retention": None}
    changed = {each.what: each.new for each in differences(bare, document)}
    assert changed["รอบพิจารณา"] == "การรับโอนและให้โอน"
    assert changed["การเก็บเรื่อง"].startswith("เก็บ 25 ปี")
    assert draft.heading.text().replace("\u200b", "") == "ลาออกแบบสำนักงาน"


def test_steps_come_go_and_move_by_keyboard(qtbot, draft):
    picture = draft.picture
    picture.choose("check")
    picture.setFocus()
    press(qtbot, picture, Qt.Key.Key_Insert)
    new = picture.key()
    assert draft.focusWidget() is draft.step_form.title
    assert draft.step_form.title.selectedText() == editing.NEW_STEP
    picture.setFocus()
    press(qtbot, picture, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    order = [step["key"] for step in draft.keeper.document["steps"]]
    assert order[:3] == ["receive", new, "check"]
    press(qtbot, picture, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert editing.find_step(draft.keeper.document, new) is None
    press(qtbot, picture, Qt.Key.Key_Insert, Qt.KeyboardModifier.ControlModifier)
    assert draft.tabs.currentIndex() == 0
    for _ in range(4):
        press(qtbot, draft, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft.keeper.document["steps"] == draft.view.document["steps"]


def test_a_fault_is_told_and_leads_to_its_step(draft):
    draft.picture.choose("order")
    draft.change_step("next", "nowhere", False)
    draft.picture.choose("receive")
    kept(draft)
    assert draft.faults.count >= 1
    assert "ต้องแก้" in draft.faults.head.text()
    assert draft.picture.picture().steps["order"].faulty
    item = draft.faults.list.item(0)
    draft.faults.list.itemClicked.emit(item)
    assert draft.picture.key() == "order"
    draft.acts.release.trigger()
    assert "ยังมีจุดที่ต้องแก้" in draft.ctx.notify.last.text
    assert draft.findChild(ReleaseDialog) is None
    draft.tools.undo.trigger()
    kept(draft)
    assert draft.faults.count == 0
    assert not draft.picture.picture().steps["order"].faulty


def other_saves(page, title):
    """Somebody else stores the draft that is open here."""
    view = stored(page)
    text = view.text.replace("title: การลาออก\n", f"title: {title}\n", 1)
    with page.ctx.database.work(page.ctx.actor) as uow:
        save_draft(uow, SaveDraft(view.row.draft_id, view.draft_version, text))


def test_two_people_the_second_may_insist(draft):
    other_saves(draft, "ของอีกคน")
    draft.step_form.days.setValue(7)
    kept(draft)
    dialog = only(draft, QuestionDialog)
    dialog.go.click()
    settle(draft)
    document = read_document(stored(draft).text)
    assert (document["title"], document["steps"][0]["usual_days"]) == ("การลาออก", 7)


def test_two_people_the_second_may_give_way(draft):
    other_saves(draft, "ของอีกคน")
    draft.step_form.days.setValue(7)
    kept(draft)
    only(draft, QuestionDialog).stay.click()
    settle(draft)
    assert draft.keeper.document["title"] == "ของอีกคน"
    assert draft.step_form.days.value() == 1
    draft.step_form.days.setValue(2)
    kept(draft)
    assert read_document(stored(draft).text)["steps"][0]["usual_days"] == 2


def test_what_another_stored_is_shown_when_nothing_is_typed(draft):
    other_saves(draft, "ของอีกคน")
    draft.refresh()
    settle(draft)
    assert draft.keeper.document["title"] == "ของอีกคน"


def test_a_draft_thrown_away_comes_back(draft):
    draft.step_form.days.setValue(9)
    kept(draft)
    draft.acts.discard.trigger()
    only(draft, QuestionDialog).go.click()
    settle(draft)
    assert standing(draft, DRAFT) is None
    assert not draft.is_editing
    assert draft.view.row.ref == BASE
    draft.ctx.notify.last.on_action()
    settle(draft)
    assert read_document(stored(draft).text)["steps"][0]["usual_days"] == 9


# -- releasing --------------------------------------------------------------------------------------


def test_releasing_shows_what_changes_and_asks_day_and_reason(draft):
    draft.step_form.days.setValue(3)
    kept(draft)
    draft.acts.release.trigger()
    dialog = only(draft, ReleaseDialog)
    cells = {dialog.table.item(0, column).text() for column in (2, 3)}
    assert cells == {"ปกติ 1 วันทำการ", "ปกติ 3 วันทำการ"}
    dialog.submit()
    assert standing(draft, DRAFT) is Standing.DRAFT
    dialog.reason.setPlainText("ให้ตรงกับงานจริง")
    dialog.day.set_date(draft.ctx.today() - dt.timedelta(days=1))
    dialog.submit()
    settle(draft)
    assert dialog.isVisible()
    dialog.day.set_date(draft.ctx.today())
    dialog.submit()
    settle(draft)
    assert standing(draft, DRAFT) is Standing.IN_FORCE
    assert standing(draft, BASE) is Standing.OLDER
    assert not draft.is_editing
    assert draft.view.row.ref == DRAFT
    assert "ให้ตรงกับงานจริง" in draft.about.text().replace("\u200b", "")
    draft.acts.compare.trigger()
    assert only(draft, DifferenceDialog).table.rowCount() == 1


# -- paper and files --------------------------------------------------------------------------------


@pytest.mark.parametrize("ref", [BASE, "doh.promotion@1"])
def test_the_picture_on_paper_is_letters_and_each_box_is_whole(open_page, ref):
    page = open_page(ref)
    pdf = output.picture_pdf(page.document, "ขั้นตอน", "กรมอนามัย")
    text = "".join(page_text(pdf, number) for number in range(page_count(pdf)))
    assert "กรมอนามัย" in text
    assert text.count("1 จาก") == 1
    picture = page.picture.picture()
    cuts = output.page_cuts(picture, 700)
    assert cuts[0][0] == 0
    assert cuts[-1][1] == picture.plan.height
    for (_, end), (start, _) in pairwise(cuts):
        assert start <= end
    for box in picture.plan.boxes.values():
        assert any(start <= box.y and box.bottom <= end for start, end in cuts)


def test_the_table_of_steps_says_all_of_each(page):
    rows = output.step_rows(page.document)
    assert len(rows) == len(page.document["steps"])
    assert {len(row) for row in rows} == {len(output.COLUMNS)}
    check = rows[1]
    assert check[2] == "เจ้าหน้าที่ผู้รับผิดชอบ"
    assert "ส่งกลับไปที่ ผู้ขอแก้ไขหรือส่งเอกสารเพิ่มเติม" in check[4]
    assert "มาตรา ๑๐๙" in rows[2][6]


@pytest.mark.parametrize("act", ["table", "picture"])
def test_printing_shows_a_preview(page, act):
    getattr(page.acts, act).trigger()
    settle(page)
    only(page, PreviewDialog).close()


def test_a_workbook_of_the_steps(page, dialogs, tmp_path):
    from openpyxl import load_workbook

    path = tmp_path / "steps.xlsx"
    dialogs.answer((str(path), ""))
    page.acts.excel.trigger()
    settle(page)
    values = [
        cell for row in load_workbook(path).active.iter_rows(values_only=True) for cell in row
    ]
    assert "ตรวจสอบคุณสมบัติ (ภาระผูกพัน วินัย ทุน)" in values


def test_a_file_goes_to_another_office_and_comes_back(page, dialogs, tmp_path):
    path = tmp_path / "resignation.yaml"
    dialogs.answer((str(path), ""))
    page.acts.to_file.trigger()
    settle(page)
    assert path.read_text(encoding="utf-8") == page.view.text
    dialogs.answer((str(path), ""))
    page.acts.from_file.trigger()
    settle(page)
    assert page.is_editing
    assert page.keeper.document["id"] == "office.resignation"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"steps: [", "ไม่ใช่แบบขั้นตอน"),
        (b"\xff\xfe\x00", "ไม่ใช่แบบขั้นตอน"),
        (b"case_type: nothing", "ไม่ใช่แบบขั้นตอน"),
        ("case_type: card\ntitle: บัตร".encode(), "ต้องแก้"),
    ],
)
def test_a_file_that_is_no_procedure_is_refused(page, dialogs, tmp_path, content, said):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    dialogs.answer((str(path), ""))
    page.acts.from_file.trigger()
    settle(page)
    assert said in page.ctx.notify.last.text
    assert not page.is_editing


@pytest.mark.parametrize("act", ["to_file", "from_file", "excel"])
def test_giving_up_a_file_does_nothing(page, dialogs, act):
    dialogs.answer(("", ""))
    getattr(page.acts, act).trigger()
    settle(page)
    assert page.ctx.notify.last is None


def test_a_file_that_cannot_be_read_or_written_is_told(page, dialogs, tmp_path):
    dialogs.answer((str(tmp_path / "missing.yaml"), ""))
    page.acts.from_file.trigger()
    settle(page)
    assert "อ่านไฟล์" in page.ctx.notify.last.text
    dialogs.answer((str(tmp_path / "no" / "folder.yaml"), ""))
    page.acts.to_file.trigger()
    settle(page)
    assert "เขียนไฟล์" in page.ctx.notify.last.text
