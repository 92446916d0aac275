from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from hrdesk.rules.codes import MANUAL_KINDS, CaseType
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.people import QuickPerson, add_person_quickly
from hrdesk.services.queries.cases import case_detail
from hrdesk.services.queries.people import PeopleFilter, list_people
from hrdesk.services.queries.tracking import CaseFilter, list_cases
from hrdesk.ui import theme
from hrdesk.ui.context import Route
from hrdesk.ui.pages.intake.page import IntakePage
from hrdesk.ui.thai_text import plain

TODAY = dt.date(2026, 11, 20)
PEOPLE = (
    ("นางสาว", "สมใจ", "นามสมมุติ", "นักวิชาการสาธารณสุข", "101", "กองตัวอย่างแม่และเด็ก"),
    ("นาย", "สมชาย", "ใจตัวอย่าง", "นักทรัพยากรบุคคล", "102", "กองตัวอย่างบริหาร"),
    ("นาง", "กมลา", "สมมุติดี", "พยาบาลวิชาชีพ", "103", "ศูนย์ตัวอย่างที่ 1"),
)


@pytest.fixture
def people(office_database):
    made = {}
    with office_database.work(SYSTEM) as uow:
        for prefix, first, last, title, number, unit in PEOPLE:
            saved = add_person_quickly(
                uow,
                QuickPerson(
                    prefix,
                    first,
                    last,
                    post_title=title,
                    post_number=number,
                    level="K2",
                    unit=unit,
                ),
            )
            made[first] = saved.value.id
    return made


@pytest.fixture
def routes():
    return []


@pytest.fixture
def make_page(qtbot, office_ctx, routes):
    def make(ctx=None, route=None):
        ctx = ctx or office_ctx(routes=routes)
        theme.apply(QApplication.instance(), ctx.settings)
        page = IntakePage(ctx)
        qtbot.addWidget(page)
        page.resize(1140, 640)
        page.show()
        page.open(route or Route("intake"))
        page.activateWindow()
        assert ctx.tasks.wait_idle()
        return page

    return make


def type_text(edit, text):
    """Type as a keyboard does; Thai letters have no key of their own in the tests."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(edit, letter)
        else:
            edit.insert(letter)
            edit.textEdited.emit(edit.text())


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def pick(page, text):
    page.form.picker.setFocus()
    type_text(page.form.picker, text)
    press(Qt.Key.Key_Return)
    page.ctx.tasks.wait_idle()
    if page.form.picker.list_open():
        press(Qt.Key.Key_Return)
    page.ctx.tasks.wait_idle()


def cases(page):
    with page.ctx.database.read(page.ctx.actor) as uow:
        return list_cases(uow, CaseFilter())


def detail(page, case_id):
    with page.ctx.database.read(page.ctx.actor) as uow:
        return case_detail(uow, case_id)


def test_a_matter_is_taken_in_with_a_few_keys(make_page, people, routes):
    page = make_page()
    assert QApplication.focusWidget() is page.form.picker
    type_text(page.form.picker, "สมใ")
    press(Qt.Key.Key_Return)
    page.ctx.tasks.wait_idle()
    assert page.form.picker.person().id == people["สมใจ"]
    press(Qt.Key.Key_2)
    page.ctx.tasks.wait_idle()
    assert "ครบกำหนด 24 พ.ย. 2569" in page.panel.due()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.ctx.tasks.wait_idle()
    (row,) = cases(page)
    assert routes == [Route("case", row.id)]
    found = detail(page, row.id)
    assert found.case_type is CaseType.TRANSFER_OUT
    assert found.received_on == TODAY
    assert found.subject == "ขอโอนไปส่วนราชการอื่น ราย นางสาวสมใจ นามสมมุติ"
    assert found.officer == page.ctx.actor.name
    assert page.ctx.drafts.load("intake") is None
    assert "1/2570" in page.ctx.notify.last.text
    page.ctx.notify.last.on_action()
    assert routes[-1].page == "case"
    assert routes[-1].params == {"paper": "receipt"}


def test_enter_and_tab_walk_in_reading_order(make_page, people):
    page = make_page()
    pick(page, "กมลา")
    press(Qt.Key.Key_1)
    page.ctx.tasks.wait_idle()
    form = page.form
    seen = []
    for _ in range(8):
        press(Qt.Key.Key_Return)
        seen.append(QApplication.focusWidget())
    target = form.target
    assert seen == [
        form.received_on,
        form.subject,
        target.title,
        target.level,
        target.number,
        form.papers.list,
        form.officer,
        form.note,
    ]
    for expected in (form.officer, form.papers.list, target.number):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
        assert QApplication.focusWidget() is expected


def resign(page, day=TODAY + dt.timedelta(days=40)):
    """Choose the resignation and the day asked for, which it must have."""
    press(Qt.Key.Key_4)
    page.ctx.tasks.wait_idle()
    page.form.target.effective_on.set_date(day)


def test_papers_are_ticked_with_the_space_bar_and_counted(make_page, people):
    page = make_page()
    pick(page, "กมลา")
    resign(page)
    page.ctx.tasks.wait_idle()
    papers = page.form.papers
    assert papers.missing() == 3
    papers.list.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert papers.received() == {"resignation_letter", "covering_letter"}
    assert "ยังขาดเอกสารที่ต้องมี 1 จาก 3" in papers.words()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert papers.missing() == 0
    assert "ครบ" in papers.words()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert papers.received() == frozenset()
    page.form.received_on.set_date(dt.date(2026, 11, 18))
    page.ctx.tasks.wait_idle()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Space)
    page.save()
    page.ctx.tasks.wait_idle()
    found = detail(page, cases(page)[0].id)
    came = {paper.key: paper.received_on for paper in found.papers}
    assert came["resignation_letter"] == dt.date(2026, 11, 18)
    assert came["covering_letter"] is None


def test_the_subject_follows_until_it_is_written_by_hand(make_page, people):
    page = make_page()
    form = page.form
    pick(page, "สมชาย")
    assert form.subject.value() == ""
    press(Qt.Key.Key_1)
    type_text(form.target.title, "นักทรัพยากรบุคคล")
    form.target.level.set_value("K3")
    assert form.subject.value() == (
        "ขอประเมินผลงานเพื่อเลื่อนเป็นนักทรัพยากรบุคคลชำนาญการพิเศษ ราย นายสมชาย ใจตัวอย่าง"
    )
    form.subject.setText("เรื่องของตัวเอง")
    form.subject.textEdited.emit("เรื่องของตัวเอง")
    form.kinds.set_kind(CaseType.REASSIGNMENT)
    assert form.subject.value() == "เรื่องของตัวเอง"
    form.subject.clear()
    form.subject.textEdited.emit("")
    form.subject.editingFinished.emit()
    assert form.subject.value() == "ขอย้าย ราย นายสมชาย ใจตัวอย่าง"


def test_what_is_asked_for_depends_on_the_kind(make_page, people):
    page = make_page()
    target = page.form.target
    shown = {}
    for kind in MANUAL_KINDS:
        page.form.kinds.set_kind(kind)
        shown[kind] = [editor.objectName() for editor in target.editors()]
        assert all(editor.isVisible() for editor in target.editors())
    assert shown == {
        CaseType.PROMOTION: ["target_title", "target_level", "target_number"],
        CaseType.TRANSFER_OUT: ["target_agency", "target_title", "target_level"],
        CaseType.REASSIGNMENT: ["target_unit", "target_title", "target_number"],
        CaseType.RESIGNATION: ["effective_on"],
    }
    pick(page, "สมชาย")
    page.form.kinds.set_kind(CaseType.REASSIGNMENT)
    type_text(target.unit, "กองใหม่")
    page.form.kinds.set_kind(CaseType.RESIGNATION)
    target.effective_on.set_date(dt.date(2027, 1, 4))
    page.save()
    page.ctx.tasks.wait_idle()
    found = detail(page, cases(page)[0].id)
    assert found.effective_on == dt.date(2027, 1, 4)
    assert found.target.unit == ""


def test_somebody_new_is_added_without_leaving(make_page, people):
    page = make_page()
    form = page.form
    form.picker.setFocus()
    type_text(form.picker, "นางสาวมาใหม่ ตัวอย่างจริง")
    press(Qt.Key.Key_Return)
    page.ctx.tasks.wait_idle()
    assert form.picker.found() == ()
    press(Qt.Key.Key_Return)
    assert form.quick.isVisible()
    assert form.quick.values()["prefix"] == "นางสาว"
    assert form.quick.values()["first_name"] == "มาใหม่"
    assert form.quick.values()["last_name"] == "ตัวอย่างจริง"
    number = QApplication.focusWidget()
    assert number.objectName() == "quick_national_id"
    type_text(number, "1234567890123")
    button = form.quick.findChild(QPushButton, "quick_save")
    button.click()
    page.ctx.tasks.wait_idle()
    field = form.quick.form.fields["national_id"]
    assert "หนึ่งหลัก" in field.error()
    assert form.quick.isVisible()
    number.clear()
    type_text(number, "1234567890121")
    button.click()
    page.ctx.tasks.wait_idle()
    assert not form.quick.isVisible()
    assert form.picker.person().name == "นางสาวมาใหม่ ตัวอย่างจริง"
    assert form.picker.person().national_id == "x-xxxx-xxxxx-12-1"
    with page.ctx.database.read(page.ctx.actor) as uow:
        assert list_people(uow, PeopleFilter(text="มาใหม่")).total == 1
    press(Qt.Key.Key_3)
    page.save()
    page.ctx.tasks.wait_idle()
    assert cases(page)[0].person == "นางสาวมาใหม่ ตัวอย่างจริง"


def test_escape_gives_up_adding(make_page, people):
    page = make_page()
    page.form.add_person("คนใหม่")
    press(Qt.Key.Key_Escape)
    assert not page.form.quick.isVisible()
    assert QApplication.focusWidget() is page.form.picker


def test_the_list_is_walked_with_the_arrows(make_page, people):
    page = make_page()
    picker = page.form.picker
    picker.setFocus()
    type_text(picker, "สม")
    picker._ask()
    page.ctx.tasks.wait_idle()
    names = [person.name for person in picker.found()]
    assert names == ["นางสาวสมใจ นามสมมุติ", "นายสมชาย ใจตัวอย่าง", "นางกมลา สมมุติดี"]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert picker.person().id == people["สมชาย"]
    page.ctx.tasks.wait_idle()
    picker.setFocus()
    type_text(picker, "x")
    assert picker.person() is None
    assert not page.panel.findChild(QPushButton, "open_person").isVisible()
    picker._ask()
    page.ctx.tasks.wait_idle()
    press(Qt.Key.Key_Escape)
    assert not picker.list_open()
    assert picker.text() != ""


def test_enter_before_the_answer_takes_the_only_one_found(make_page, people):
    page = make_page()
    picker = page.form.picker
    picker.setFocus()
    type_text(picker, "102")
    press(Qt.Key.Key_Return)
    page.ctx.tasks.wait_idle()
    assert picker.person().id == people["สมชาย"]


def test_what_is_missing_is_said_beside_the_fields(make_page, people):
    page = make_page()
    page.form.received_on.setText("31/02/2569")
    page.save()
    page.ctx.tasks.wait_idle()
    fields = page.form.fields.fields
    assert "ต้องกรอก" in fields["person"].error()
    assert "ต้องกรอก" in fields["case_type"].error()
    assert "ไม่มีวันที่นี้" in fields["received_on"].error()
    assert fields["subject"].error() == ""
    assert QApplication.focusWidget() is page.form.picker
    assert page.form.received_on.text() == "31/02/2569"
    assert cases(page) == ()
    pick(page, "กมลา")
    press(Qt.Key.Key_4)
    assert fields["person"].error() == ""
    assert fields["case_type"].error() == ""


def test_a_typed_name_that_was_not_chosen_is_no_person(make_page, people):
    page = make_page()
    type_text(page.form.picker, "สมใจ")
    page.form.picker.close_list()
    page.form.kinds.set_kind(CaseType.RESIGNATION)
    page.save()
    assert "เลือก" in page.form.fields.fields["person"].error()
    assert page.form.picker.text() == "สมใจ"


def test_the_services_refusals_stand_beside_their_fields(make_page, people):
    page = make_page()
    pick(page, "กมลา")
    press(Qt.Key.Key_4)
    page.form.received_on.set_date(TODAY + dt.timedelta(days=1))
    page.save()
    page.ctx.tasks.wait_idle()
    assert "ยังมาไม่ถึง" in page.form.fields.fields["received_on"].error()
    page.form.received_on.set_date(TODAY)
    page.form.target.effective_on.set_date(TODAY - dt.timedelta(days=1))
    page.save()
    page.ctx.tasks.wait_idle()
    assert "ก่อนวันที่รับเรื่อง" in page.form.fields.fields["effective_on"].error()
    assert page.form.picker.person() is not None
    assert cases(page) == ()


def test_a_second_running_matter_is_asked_about(make_page, people, routes):
    page = make_page()
    for _ in range(2):
        pick(page, "กมลา")
        resign(page)
        page.ctx.tasks.wait_idle()
        page.save()
        page.ctx.tasks.wait_idle()
    assert len(cases(page)) == 1
    question = page.findChild(type(page.form._question), "second_question")
    assert question.isVisible()
    assert "1/2570" in plain(page.form._question_text.text())
    old = page.findChild(QPushButton, "open_running")
    assert QApplication.focusWidget() is old
    old.click()
    page.ctx.tasks.wait_idle()
    assert routes[-1] == Route("case", cases(page)[0].id)
    assert not question.isVisible()
    page.save()
    page.ctx.tasks.wait_idle()
    page.findChild(QPushButton, "take_second").click()
    page.ctx.tasks.wait_idle()
    assert len(cases(page)) == 2


def test_running_matters_are_links(make_page, people, routes):
    page = make_page()
    pick(page, "กมลา")
    resign(page)
    page.save()
    page.ctx.tasks.wait_idle()
    case_id = cases(page)[0].id
    pick(page, "กมลา")
    page.findChild(QPushButton, f"running_{case_id}").click()
    assert routes[-1] == Route("case", case_id)
    page.findChild(QPushButton, "open_person").click()
    assert routes[-1] == Route("person", people["กมลา"])


def test_the_next_matter_keeps_date_and_kind(make_page, people, routes):
    page = make_page()
    pick(page, "สมชาย")
    press(Qt.Key.Key_3)
    page.form.received_on.set_date(dt.date(2026, 11, 16))
    page.form.note.setPlainText("ด่วน")
    press(
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    page.ctx.tasks.wait_idle()
    assert routes == []
    assert len(cases(page)) == 1
    form = page.form
    assert QApplication.focusWidget() is form.picker
    assert form.picker.text() == ""
    assert form.kinds.kind() is CaseType.REASSIGNMENT
    assert form.received_on.date() == dt.date(2026, 11, 16)
    assert form.note.value() == ""
    assert form.subject.value() == ""
    pick(page, "กมลา")
    page.save()
    page.ctx.tasks.wait_idle()
    assert {row.person for row in cases(page)} == {"นายสมชาย ใจตัวอย่าง", "นางกมลา สมมุติดี"}


def test_a_draft_survives_a_crash(make_page, people, office_ctx, office_user, routes):
    page = make_page()
    pick(page, "สมชาย")
    press(Qt.Key.Key_3)
    page.ctx.tasks.wait_idle()
    form = page.form
    type_text(form.target.unit, "กองใหม่")
    form.papers.list.setFocus()
    press(Qt.Key.Key_Space)
    form.received_on.set_date(dt.date(2026, 11, 16))
    form.note.setPlainText("รอเอกสาร")
    page.ctx.drafts.flush()
    page.hide()
    again = make_page(office_ctx(routes=routes))
    assert again.form.entry() == form.entry()
    assert again.form.subject.value() == "ขอย้ายไปกองใหม่ ราย นายสมชาย ใจตัวอย่าง"
    assert "ค้างไว้" in again.ctx.notify.last.text
    again.save()
    again.ctx.tasks.wait_idle()
    assert len(cases(again)) == 1
    assert again.ctx.drafts.load("intake") is None
    third = make_page(office_ctx(routes=routes))
    assert not third.form.entry().worth_keeping()
    assert third.form.received_on.date() == TODAY


def test_a_draft_of_a_new_person_survives_too(make_page, people, office_ctx):
    page = make_page()
    page.form.add_person("นายคนใหม่ ของเรา")
    type_text(page.form.quick.findChild(type(page.form.subject), "quick_post_title"), "นิติกร")
    page.ctx.drafts.flush()
    page.hide()
    again = make_page(office_ctx())
    assert again.form.quick.isVisible()
    assert again.form.quick.values()["first_name"] == "คนใหม่"
    assert again.form.quick.values()["post_title"] == "นิติกร"


def test_a_national_id_is_never_written_to_a_draft(make_page, people, office_ctx):
    page = make_page()
    type_text(page.form.picker, "1101700203451")
    page.form.note.setPlainText("รอเอกสาร")
    page.ctx.drafts.flush()
    assert page.ctx.drafts.load("intake")["search"] == ""
    page.form.add_person("1101700203451")
    assert page.form.quick.values()["national_id"] == "1101700203451"
    page.ctx.drafts.flush()
    assert "1101700203451" not in page.ctx.drafts._file("intake").read_text("utf-8")
    page.hide()
    again = make_page(office_ctx())
    assert again.form.quick.isVisible()
    assert "โปรดพิมพ์ใหม่" in again.ctx.notify.last.text


def test_clearing_can_be_taken_back(make_page, people):
    page = make_page()
    pick(page, "สมชาย")
    press(Qt.Key.Key_3)
    page.clear()
    page.ctx.tasks.wait_idle()
    assert page.form.picker.person() is None
    assert page.ctx.drafts.load("intake") is None
    page.ctx.notify.last.on_action()
    page.ctx.tasks.wait_idle()
    assert page.form.picker.person().id == people["สมชาย"]
    assert page.form.kinds.kind() is CaseType.REASSIGNMENT
    assert page.ctx.drafts.load("intake") is not None


def test_a_matter_older_than_the_law_is_said(make_page, people):
    page = make_page()
    pick(page, "สมชาย")
    press(Qt.Key.Key_1)
    page.ctx.tasks.wait_idle()
    assert page.panel.banner() == ""
    page.form.received_on.set_date(dt.date(2023, 1, 9))
    page._ask_plan()
    page.ctx.tasks.wait_idle()
    assert "ก่อนวันที่กฎเกณฑ์" in page.panel.banner()
    assert "5 ส.ค. 2567" in page.panel.banner()
    assert "ยังไม่กำหนดวันครบกำหนด" in page.panel.due()


def test_a_route_may_bring_the_person(make_page, people):
    page = make_page(route=Route("intake", params={"person": str(people["กมลา"])}))
    assert page.form.picker.person().id == people["กมลา"]


def test_another_officer_may_take_charge(make_page, people, office_user):
    other = office_user(Role.OFFICER, "แก้วตา ดูแล")
    office_user(Role.SECRETARY, "เลขา นุการ")
    page = make_page()
    names = [page.form.officer.itemText(at) for at in range(page.form.officer.count())]
    assert names == ["– ยังไม่กำหนด –", "แก้วตา ดูแล", "มานี รักงาน"]
    assert page.form.officer.currentText() == "มานี รักงาน"
    pick(page, "กมลา")
    resign(page)
    page.form.officer.setCurrentIndex(1)
    page.save()
    page.ctx.tasks.wait_idle()
    assert detail(page, cases(page)[0].id).officer_id == other.user_id
