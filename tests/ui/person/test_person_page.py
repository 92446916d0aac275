from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from sqlalchemy import select

from hrdesk.models import AuditEntry
from hrdesk.rules.codes import CaseType
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.cases import OpenCase, open_case
from hrdesk.services.people import (
    DegreeInput,
    PostInput,
    QuickPerson,
    SavePerson,
    ServiceRunInput,
    add_person_quickly,
    save_person,
)
from hrdesk.services.queries.people import PeopleFilter, list_people, person_detail
from hrdesk.ui import theme
from hrdesk.ui.context import Route
from hrdesk.ui.pages.person.form import DEGREE_CELLS, RUN_CELLS
from hrdesk.ui.pages.person.model import said_beside
from hrdesk.ui.pages.person.page import PersonPage
from hrdesk.ui.pages.person.rows_model import RowsModel
from hrdesk.ui.widgets.conflict import ConflictDialog

ID = "1234567890121"
WHOLE = SavePerson(
    id=None,
    version=None,
    prefix="นางสาว",
    first_name="สมใจ",
    last_name="นามสมมุติ",
    national_id=ID,
    birth_date="12/10/2520",
    entered_on="01/06/2545",
    post=PostInput("101", "นักวิชาการสาธารณสุข", "", "K2", "วิชาการสาธารณสุข", "กองตัวอย่าง"),
    in_level_since="00/05/2555",
    salary="25,810",
    telephone="0 0000 0000",
    note="หมายเหตุเดิม",
    degrees=(
        DegreeInput("master", "สาธารณสุขศาสตรมหาบัณฑิต", "", "มหาวิทยาลัยตัวอย่าง", "2550"),
        DegreeInput("bachelor", "วิทยาศาสตรบัณฑิต"),
    ),
    service_runs=(
        ServiceRunInput("01/06/2545", "30/04/2555", title="นักวิชาการ", level="K1"),
        ServiceRunInput("01/05/2555", title="นักวิชาการ", level="K2"),
    ),
)


@pytest.fixture
def somebody(office_database):
    with office_database.work(SYSTEM) as uow:
        return save_person(uow, WHOLE).value.id


@pytest.fixture
def routes():
    return []


@pytest.fixture
def make_page(qtbot, office_ctx, routes):
    def make(person_id, ctx=None):
        ctx = ctx or office_ctx(routes=routes)
        theme.apply(QApplication.instance(), ctx.settings)
        page = PersonPage(ctx)
        qtbot.addWidget(page)
        page.resize(1140, 640)
        page.show()
        page.activateWindow()
        page.open(Route("person", person_id))
        assert ctx.tasks.wait_idle()
        return page

    return make


def stored(page, person_id):
    with page.ctx.database.read(page.ctx.actor) as uow:
        return person_detail(uow, person_id)


def audited(page, action):
    with page.ctx.database.read(SYSTEM) as uow:
        return uow.session.scalars(select(AuditEntry).where(AuditEntry.action == action)).all()


def type_over(edit, text):
    edit.setFocus()
    edit.selectAll()
    edit.insert(text)


def settle(page):
    assert page.ctx.tasks.wait_idle()


def test_a_record_is_read_with_everything_it_holds(make_page, somebody):
    page = make_page(somebody)
    facts = page.view.facts
    assert page.current_title() == "นางสาวสมใจ นามสมมุติ"
    assert facts.value_of("ตำแหน่ง") == "นักวิชาการสาธารณสุขชำนาญการ"
    assert facts.value_of("ดำรงระดับนี้ตั้งแต่") == "00/05/2555"
    assert facts.value_of("เงินเดือน") == "25,810.00 บาท"
    page.view.setFixedSize(840, 410)  # 1366×768 at 150 %: the same in fewer lines
    page.grab()
    assert facts.isHidden() and not page.view.brief.isHidden()
    assert page.view.brief.value_of("เงินเดือน") == "25,810.00 บาท"
    titles = [page.view.tabs.tabText(at) for at in range(3)]
    assert titles == ["เรื่อง (0)", "ประวัติการรับราชการ (2)", "วุฒิการศึกษา (2)"]
    runs = page.view.tables["runs"].model()
    assert runs.index(1, 1).data() == "ปัจจุบัน"
    assert page.crumbs()[0] == ("บุคลากร", Route("people"))


def test_the_whole_id_is_shown_on_demand_audited_and_hidden_again(make_page, somebody):
    page = make_page(somebody)
    assert page.view.national_id() == "x-xxxx-xxxxx-12-1"
    button = page.findChild(QPushButton, "reveal_id")
    button.click()
    settle(page)
    assert page.view.national_id() == "1-2345-67890-12-1"
    (entry,) = audited(page, "person.national_id_revealed")
    assert entry.user_name == page.ctx.actor.name
    page.view._hide_id.timeout.emit()
    assert page.view.national_id() == "x-xxxx-xxxxx-12-1"
    button.click()
    settle(page)
    page.hide()
    assert page.view.national_id() == "x-xxxx-xxxxx-12-1"
    assert not page.view._hide_id.isActive()


def test_a_secretary_reads_only(make_page, somebody, office_ctx, office_user):
    page = make_page(somebody, office_ctx(office_user(Role.SECRETARY, "เลขา")))
    assert page.actions() == []
    assert not page.findChild(QPushButton, "reveal_id").isVisible()
    QTest.keyClick(page, Qt.Key.Key_F2)
    assert not page.editing()


def test_the_form_saves_what_is_changed_and_nothing_else(make_page, somebody):
    page = make_page(somebody)
    QTest.keyClick(page, Qt.Key.Key_F2)
    assert page.editing()
    before = stored(page, somebody)
    form = page.form
    assert form.editors["national_id"].text() == "x-xxxx-xxxxx-12-1"
    page.save()
    settle(page)
    assert not page.editing()
    assert stored(page, somebody) == before
    page.edit()
    type_over(form.editors["birth_date"], "00/05/2520")
    type_over(form.editors["salary"], "๓๐,๐๐๐.๕๐")
    QTest.keyClick(form.editors["salary"], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(page)
    after = stored(page, somebody)
    assert after.birth_date == "00/05/2520"
    assert after.salary == Decimal("30000.50")
    assert after.national_id == before.national_id
    assert after.degrees == before.degrees
    assert after.service_runs == before.service_runs
    assert page.view.facts.value_of("วันเดือนปีเกิด") == "00/05/2520"
    (entry,) = audited(page, "person.edited")
    assert set(entry.changes) == {"birth_date", "salary"}


def test_somebody_new_is_added(make_page, routes):
    page = make_page(None)
    assert page.editing()
    assert page.current_title() == "เพิ่มบุคคล"
    form = page.form
    assert QApplication.focusWidget() is form.editors["prefix"]
    for name, text in (
        ("prefix", "นาย"),
        ("first_name", "คนใหม่"),
        ("last_name", "ของเรา"),
        ("national_id", "1-2345-67890-12-1"),
        ("post.number", "๒๐๒"),
        ("post.title", "นิติกร"),
    ):
        type_over(form.editors[name], text)
    page.save()
    settle(page)
    with page.ctx.database.read(page.ctx.actor) as uow:
        (row,) = list_people(uow, PeopleFilter(text="คนใหม่")).rows
    assert row.national_id == "x-xxxx-xxxxx-12-1"
    assert row.post_number == "202"
    assert routes == [Route("person", row.id)]
    assert page.ctx.drafts.load("person-new") is None


def test_every_fault_stands_beside_its_field(make_page, somebody, office_database):
    with office_database.work(SYSTEM) as uow:
        add_person_quickly(uow, QuickPerson("นาย", "ผู้ครอง", "เดิม", post_number="9", post_title="ก"))
    page = make_page(somebody)
    page.edit()
    form = page.form
    type_over(form.editors["last_name"], " ")
    type_over(form.editors["national_id"], "1234567890123")
    type_over(form.editors["birth_date"], "31/02/2520")
    form.runs.model.setData(form.runs.model.index(0, 1), "01/01/2540")
    form.degrees.model.setData(form.degrees.model.index(1, 1), "")
    page.save()
    settle(page)
    fields = form.fields.fields
    assert "ต้องกรอก" in fields["last_name"].error()
    assert "หนึ่งหลัก" in fields["national_id"].error()
    assert "ไม่มีวันที่นี้" in fields["birth_date"].error()
    assert "แถวที่ 2 ชื่อวุฒิ: ต้องกรอก" in form.degrees.error()
    assert "แถวที่ 1 ถึงวันที่" in form.runs.error()
    assert page.editing()
    assert form.editors["birth_date"].text() == "31/02/2520"
    page.give_up()
    page.edit()
    type_over(form.editors["post.number"], "9")
    page.save()
    settle(page)
    assert "ผู้ครอง เดิม" in fields["post.number"].error()


def test_rows_are_added_moved_and_removed_by_keyboard(make_page, somebody):
    page = make_page(somebody)
    page.edit()
    table, model = page.form.degrees.table, page.form.degrees.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Insert)
    assert model.rowCount() == 3
    assert table.currentIndex().row() == 1
    model.setData(model.index(1, 0), "doctorate")
    table.setCurrentIndex(model.index(1, 1))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    editor.insert("ปรัชญาดุษฎีบัณฑิต")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt takes the cell's text after the key
    assert model.index(1, 1).data() == "ปรัชญาดุษฎีบัณฑิต"
    model.setData(model.index(1, 4), "๒๕๖๐")
    assert model.index(1, 4).data() == "00/00/2560"
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Insert)
    assert model.rowCount() == 4
    page.save()
    settle(page)
    assert [(one.level, one.name) for one in stored(page, somebody).degrees] == [
        ("doctorate", "ปรัชญาดุษฎีบัณฑิต"),
        ("master", "สาธารณสุขศาสตรมหาบัณฑิต"),
        ("bachelor", "วิทยาศาสตรบัณฑิต"),
    ]
    page.edit()
    table.setCurrentIndex(model.index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    page.save()
    settle(page)
    assert [one.level for one in stored(page, somebody).degrees] == ["doctorate", "bachelor"]


@pytest.mark.parametrize("cells", [DEGREE_CELLS, RUN_CELLS])
def test_a_wrong_date_in_a_row_stays_and_says_why(qapp, cells):
    model = RowsModel(cells)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    assert tester is not None
    model.add(0)
    assert model.rows() == []
    at = next(place for place, cell in enumerate(cells) if cell.date)
    model.setData(model.index(0, at), "31/02/2560")
    assert model.index(0, at).data() == "31/02/2560"
    ((row, title, why),) = model.errors()
    assert (row, title) == (1, cells[at].title)
    assert "ไม่มีวันที่นี้" in why
    model.setData(model.index(0, at), "28/02/2560")
    assert model.errors() == []


def test_what_is_typed_survives_a_crash(make_page, somebody, office_ctx, routes):
    page = make_page(somebody)
    page.edit()
    type_over(page.form.editors["telephone"], "1234")
    page.form.degrees.model.setData(page.form.degrees.model.index(1, 2), "ชีววิทยา")
    page.ctx.drafts.flush()
    page.hide()
    again = make_page(somebody, office_ctx(routes=routes))
    assert again.editing()
    assert again.form.editors["telephone"].text() == "1234"
    assert "ค้างไว้" in again.ctx.notify.last.text
    again.save()
    settle(again)
    assert stored(again, somebody).telephone == "1234"
    assert stored(again, somebody).degrees[1].major == "ชีววิทยา"
    assert again.ctx.drafts.load(f"person-{somebody}") is None


def test_a_national_id_is_never_written_to_a_draft(make_page, somebody, office_ctx, routes):
    number = "1101700203451"
    page = make_page(somebody)
    page.edit()
    type_over(page.form.editors["telephone"], "1234")
    type_over(page.form.editors["national_id"], number)
    page.ctx.drafts.flush()
    files = list(page.ctx.drafts._file("x").parent.glob("*.json"))
    assert files and all(number not in file.read_text("utf-8") for file in files)
    page.open(page.route)  # the same program still knows it
    settle(page)
    assert page.form.values()["national_id"] == number
    page.hide()
    again = make_page(somebody, office_ctx(routes=routes))
    assert again.form.values()["national_id"] is None
    assert again.form.values()["telephone"] == "1234"
    assert "โปรดพิมพ์ใหม่" in again.ctx.notify.last.text


def test_giving_up_can_be_taken_back(make_page, somebody, routes):
    page = make_page(somebody)
    page.edit()
    type_over(page.form.editors["telephone"], "1234")
    QTest.keyClick(page.form.editors["telephone"], Qt.Key.Key_Escape)
    assert not page.editing()
    assert page.ctx.drafts.load(f"person-{somebody}") is None
    page.ctx.notify.last.on_action()
    page.open(routes[-1])
    settle(page)
    assert page.editing()
    assert page.form.editors["telephone"].text() == "1234"


def test_two_people_on_one_record_choose_field_by_field(
    make_page, somebody, office_database, office_user
):
    page = make_page(somebody)
    page.edit()
    form = page.form
    type_over(form.editors["telephone"], "ของฉัน")
    type_over(form.editors["licence"], "ว.1")
    other = office_user(Role.OFFICER, "แก้วตา ดูแล")
    with office_database.work(other) as uow:
        detail = person_detail(uow, somebody)
        theirs = replace(
            WHOLE,
            id=somebody,
            version=detail.version,
            national_id=None,
            telephone="ของเขา",
            note="เขาแก้",
        )
        save_person(uow, theirs)
    page.save()
    settle(page)
    dialog = page.findChild(ConflictDialog)
    assert dialog is not None
    assert "ทะเบียนประวัตินี้" in dialog.windowTitle()
    found = {one.field: one for one in dialog._found}
    assert set(found) == {"โทรศัพท์", "หมายเหตุ", "ใบอนุญาตประกอบวิชาชีพ"}
    assert found["โทรศัพท์"].prefer_mine
    assert found["ใบอนุญาตประกอบวิชาชีพ"].prefer_mine
    assert not found["หมายเหตุ"].prefer_mine
    dialog.choose("โทรศัพท์", mine=False)
    dialog.submit()
    settle(page)
    after = stored(page, somebody)
    assert (after.telephone, after.licence, after.note) == ("ของเขา", "ว.1", "เขาแก้")
    assert not page.editing()
    assert page.view.national_id() == "x-xxxx-xxxxx-12-1"


def test_a_conflict_put_aside_loses_nothing(make_page, somebody, office_database, office_user):
    page = make_page(somebody)
    page.edit()
    type_over(page.form.editors["telephone"], "ของฉัน")
    with office_database.work(office_user(Role.OFFICER, "แก้วตา ดูแล")) as uow:
        save_person(uow, replace(WHOLE, id=somebody, version=1, national_id=None, email="a@b.c"))
    page.save()
    settle(page)
    page.findChild(ConflictDialog).reject()
    assert page.editing()
    assert page.form.editors["telephone"].text() == "ของฉัน"
    assert stored(page, somebody).telephone == "0 0000 0000"


def test_warnings_are_said_after_saving(make_page, somebody):
    page = make_page(somebody)
    page.edit()
    said = []
    page.ctx.notify.shown.connect(lambda notice: said.append((notice.tone, notice.text)))
    type_over(page.form.editors["in_level_since"], "01/01/2540")
    page.save()
    settle(page)
    assert stored(page, somebody).in_level_since == "01/01/2540"
    assert [tone for tone, _ in said].count("warn") == 1


def test_a_person_leaves_the_register_and_comes_back(make_page, somebody, office_database):
    with office_database.work(SYSTEM) as uow:
        open_case(
            uow,
            OpenCase(
                somebody,
                CaseType.RESIGNATION,
                dt.date(2026, 11, 16),
                "ขอลาออกจากราชการ",
                effective_on=dt.date(2027, 1, 4),
            ),
        )
    page = make_page(somebody)
    assert page.view.tabs.tabText(0) == "เรื่อง (1)"
    notices = []
    page.ctx.notify.shown.connect(notices.append)
    leave = next(a for a in page.actions() if a.objectName() == "deactivate")
    leave.trigger()
    settle(page)
    assert not stored(page, somebody).active
    assert [notice.tone for notice in notices] == ["good", "warn"]
    assert {action.objectName() for action in page.actions()} == {"edit_person", "reactivate"}
    notices[0].on_action()
    settle(page)
    assert stored(page, somebody).active
    assert "intake_person" in {action.objectName() for action in page.actions()}


def test_matters_open_their_case(make_page, somebody, office_database, routes):
    with office_database.work(SYSTEM) as uow:
        opened = open_case(
            uow, OpenCase(somebody, CaseType.REASSIGNMENT, dt.date(2026, 11, 16), "ขอย้าย")
        )
    page = make_page(somebody)
    table = page.view.tables["cases"]
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert routes == [Route("case", opened.value.id)]


def test_a_change_elsewhere_is_shown_but_never_overwrites_typing(
    make_page, somebody, office_database
):
    page = make_page(somebody)
    page.edit()
    type_over(page.form.editors["telephone"], "ของฉัน")
    page.refresh()
    settle(page)
    assert page.form.editors["telephone"].text() == "ของฉัน"


def test_two_lists_are_told_apart_by_their_differing_rows():
    def degree(name):
        return {"level": "master", "name": name, "major": "", "institution": "", "graduated_on": ""}

    kept, mine, theirs = degree("ก"), degree("ข"), degree("ค")
    assert said_beside("degrees", [kept, mine], [kept, theirs]) == ("• ปริญญาโท ข\nเหมือนกัน 1 แถว")
    assert said_beside("degrees", [kept], [kept, theirs]) == "มีเฉพาะ 1 แถวที่เหมือนกัน"
    assert said_beside("degrees", [], [kept]) == "–"
    many = [degree(letter) for letter in "งจฉชซฌ"]
    assert "และที่ต่างกันอีก 2 แถว" in said_beside("degrees", many, [])
