from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton

from hrdesk.rules.codes import Level
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.people import QuickPerson, add_person_quickly, deactivate_person
from hrdesk.services.people_draft import ActivatePerson
from hrdesk.services.queries.people import PeopleFilter, list_people
from hrdesk.ui import theme
from hrdesk.ui.context import Route
from hrdesk.ui.pages.people.actions import IMPORT
from hrdesk.ui.pages.people.page import PeoplePage

PEOPLE = (
    ("นางสาว", "สมใจ", "นามสมมุติ", "1234567890121", "นักวิชาการสาธารณสุข", "101", "K2", "กองแม่และเด็ก"),
    ("นาย", "สมชาย", "ใจตัวอย่าง", "", "นักทรัพยากรบุคคล", "102", "K1", "กองบริหาร"),
    ("นาง", "กมลา", "สมมุติดี", "", "พยาบาลวิชาชีพ", "103", "K3", "ศูนย์ตัวอย่างที่ 1"),
    ("นาง", "เกษร", "สมมุติดี", "", "เจ้าพนักงานธุรการ", "104", "O2", "กองบริหาร"),
)


@pytest.fixture
def people(office_database):
    made = {}
    with office_database.work(SYSTEM) as uow:
        for prefix, first, last, number, title, post, level, unit in PEOPLE:
            saved = add_person_quickly(
                uow,
                QuickPerson(
                    prefix,
                    first,
                    last,
                    national_id=number,
                    post_title=title,
                    post_number=post,
                    level=level,
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
        page = PeoplePage(ctx)
        QAbstractItemModelTester(
            page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page.model
        )
        qtbot.addWidget(page)
        page.resize(1140, 640)
        page.show()
        page.activateWindow()
        page.open(route or Route("people"))
        assert ctx.tasks.wait_idle()
        return page

    return make


def names(page):
    page.ctx.tasks.wait_idle()
    return [page.model.row_at(row).name for row in range(page.model.rowCount())]


def search(page, text):
    page.bar.search.setText(text)
    page.bar.search._ask()
    return names(page)


def test_everybody_stands_in_thai_order_with_masked_ids(make_page, people):
    page = make_page()
    assert names(page) == [
        "นางกมลา สมมุติดี",
        "นางเกษร สมมุติดี",
        "นางสาวสมใจ นามสมมุติ",
        "นายสมชาย ใจตัวอย่าง",
    ]
    assert page.bar._count.text() == "4 คน"
    shown = [page.model.index(2, at).data() for at in range(page.model.columnCount())]
    assert "x-xxxx-xxxxx-12-1" in shown
    assert not any("1234567890121" in str(cell) for cell in shown)
    assert "ชำนาญการ" in shown


def test_typing_and_filters_narrow_the_list(make_page, people):
    page = make_page()
    assert search(page, "สมมุติดี") == ["นางกมลา สมมุติดี", "นางเกษร สมมุติดี"]
    page.bar.unit.set_value("กองบริหาร")
    assert names(page) == ["นางเกษร สมมุติดี"]
    assert search(page, "") == ["นางเกษร สมมุติดี", "นายสมชาย ใจตัวอย่าง"]
    page.bar.level.set_value(Level.K1.value)
    assert names(page) == ["นายสมชาย ใจตัวอย่าง"]
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert len(names(page)) == 4
    assert not page.bar.narrowed()
    assert search(page, "ไม่มีใคร") == []
    assert page.empty.isVisible()
    page.empty.started.emit()
    assert len(names(page)) == 4
    assert page.table.isVisible()


def test_people_of_the_past_are_asked_for(make_page, people, office_database):
    with office_database.work(SYSTEM) as uow:
        deactivate_person(uow, ActivatePerson(people["กมลา"], 1))
    page = make_page()
    assert len(names(page)) == 3
    page.findChild(QPushButton, "filter_state_out").click()
    assert names(page) == ["นางกมลา สมมุติดี"]
    page.findChild(QPushButton, "filter_state_all").click()
    assert len(names(page)) == 4


def test_the_keyboard_leads_to_a_person(make_page, people, routes):
    page = make_page()
    page.bar.search.setFocus()
    QTest.keyClick(page.bar.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.table
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert routes == [Route("person", people["เกษร"])]
    page.commands.intake.trigger()
    assert routes[-1].page == "intake"
    assert routes[-1].params == {"person": str(people["เกษร"])}
    QTest.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert routes[-1] == Route("person")


def test_an_empty_register_offers_the_first_person(make_page, routes):
    page = make_page()
    assert page.empty.isVisible()
    assert not page.commands.print.isEnabled()
    page.empty.started.emit()
    assert routes == [Route("person")]


def test_a_secretary_reads_and_does_not_change(make_page, people, office_ctx, office_user):
    page = make_page(office_ctx(office_user(Role.SECRETARY, "เลขา")))
    offered = {action.objectName() for action in page.commands.of_row()}
    assert offered == {"open_person", "export_list", "print"}
    menu = next(a for a in page.actions() if a.objectName() == "excel_menu").menu()
    assert [action.objectName() for action in menu.actions()] == ["export_list"]
    page.open(Route("people", params=IMPORT))
    assert page.crumbs() == [("บุคลากร", None)]


def test_the_list_is_written_as_it_is_shown(make_page, people, tmp_path, dialogs):
    page = make_page()
    search(page, "สมมุติดี")
    place = tmp_path / "รายชื่อ.xlsx"
    dialogs.answer((str(place), ""))
    page.commands.excel.trigger()
    page.ctx.tasks.wait_idle()
    cells = [
        cell for row in load_workbook(place).active.iter_rows(values_only=True) for cell in row
    ]
    assert "นางเกษร สมมุติดี" in cells
    assert "นายสมชาย ใจตัวอย่าง" not in cells
    assert any("สมมุติดี" in str(cell) and "ค้นหา" in str(cell) for cell in cells)
    assert str(place) in page.ctx.notify.last.text


def test_the_list_is_printed(make_page, people):
    from hrdesk.ui.printing import PreviewDialog

    page = make_page()
    page.commands.print.trigger()
    page.ctx.tasks.wait_idle()
    dialog = page.findChild(PreviewDialog)
    assert dialog is not None
    page.ctx.tasks.wait_idle()
    dialog.close()


def test_the_blank_form_and_the_register_come_back_unchanged(make_page, people, tmp_path, dialogs):
    page = make_page()
    blank, whole = tmp_path / "ว่าง.xlsx", tmp_path / "ทะเบียน.xlsx"
    dialogs.answer((str(blank), ""), (str(whole), ""))
    page.commands.blank.trigger()
    page.commands.register.trigger()
    page.ctx.tasks.wait_idle()
    assert load_workbook(blank).sheetnames[0] == "บุคลากร"
    page.open(Route("people", params=IMPORT))
    view = page._importing
    view.read(whole)
    page.ctx.tasks.wait_idle()
    assert view.state() == "preview"
    assert "ไม่มีอะไรต้องนำเข้า" in view.told()
    assert not view._accept.isEnabled()


def fill(path, rows):
    """Put people into the form: prefix, first and last name, employment, post number, title."""
    book = load_workbook(path)
    sheet = book["บุคลากร"]
    heads = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[1]}
    for place, row in enumerate(rows, sheet.max_row + 1 if sheet["C2"].value else 2):
        for heading, value in row.items():
            sheet.cell(place, heads[heading], value)
    book.save(path)


def person(first, more=None):
    return {
        "คำนำหน้า": "นาย",
        "ชื่อ": first,
        "นามสกุล": "นำเข้า",
        "ประเภทบุคลากร": "ข้าราชการพลเรือนสามัญ",
        **(more or {}),
    }


@pytest.fixture
def form_file(tmp_path):
    from hrdesk.services.excel_files import write_blank_people_form

    path = tmp_path / "กรอก.xlsx"
    write_blank_people_form(path)
    return path


def test_an_import_is_looked_at_backed_up_and_accepted(
    make_page, people, form_file, dialogs, routes, hrdesk_home
):
    page = make_page(route=Route("people", params=IMPORT))
    view = page._importing
    assert view.state() == "start"
    page.activateWindow()
    page.setFocus()
    assert QApplication.focusWidget().text() == "เลือกไฟล์ Excel…"
    assert page.crumbs()[-1] == ("นำเข้าจาก Excel", None)
    fill(
        form_file,
        [
            person("หนึ่ง", {"เลขที่ตำแหน่ง": "201", "ตำแหน่ง": "นิติกร"}),
            person("สอง"),
            person(
                "สมใจ",
                {
                    "คำนำหน้า": "นางสาว",
                    "นามสกุล": "นามสมมุติ",
                    "เลขประจำตัวประชาชน": "1234567890121",
                    "เลขที่ตำแหน่ง": "101",
                    "ตำแหน่ง": "นักวิชาการสาธารณสุข",
                    "ระดับ": "ชำนาญการพิเศษ",
                    "หน่วยงาน": "กองแม่และเด็ก",
                },
            ),
        ],
    )
    dialogs.answer((str(form_file), ""))
    view.choose()
    page.ctx.tasks.wait_idle()
    assert view.state() == "preview"
    titles = [view._tabs.tabText(at) for at in range(view._tabs.count())]
    assert titles[:2] == ["ใหม่ (2)", "เปลี่ยน (1)"]
    (line,) = view._models["changed"].rows()
    assert (line.heading, line.old, line.new) == ("ระดับ", "ชำนาญการ", "ชำนาญการพิเศษ")
    with page.ctx.database.read(page.ctx.actor) as uow:
        assert list_people(uow, PeopleFilter()).total == 4
    view._accept.click()
    page.ctx.tasks.wait_idle()
    assert view.state() == "done"
    assert view.told() == "เพิ่ม 2 คน · เปลี่ยน 1 คน · เหมือนเดิม 0 คน"
    backups = list((hrdesk_home / "backups").glob("*before-import*.db"))
    assert len(backups) == 1
    assert backups[0].name in view._where.text().replace("\u200b", "")
    with page.ctx.database.read(page.ctx.actor) as uow:
        assert list_people(uow, PeopleFilter()).total == 6
    view._to_list.click()
    assert routes == [Route("people")]
    page.open(routes[-1])
    assert len(names(page)) == 6


def test_nothing_is_imported_while_a_row_is_wrong(make_page, people, form_file, dialogs, tmp_path):
    page = make_page(route=Route("people", params=IMPORT))
    view = page._importing
    fill(
        form_file,
        [
            person("ดี"),
            person("ผิด", {"เลขประจำตัวประชาชน": "1234567890123", "วันเดือนปีเกิด": "31/02/2530"}),
        ],
    )
    view.read(form_file)
    page.ctx.tasks.wait_idle()
    assert "ยังนำเข้าไม่ได้ มี 1 แถว" in view.told()
    assert "ใหม่ 1 คน · เปลี่ยน 0 คน" in view.told()
    assert not view._accept.isEnabled()
    lines = view._models["problems"].rows()
    assert {line.column for line in lines} == {"เลขประจำตัวประชาชน", "วันเดือนปีเกิด"}
    assert all(line.sheet == "บุคลากร" and line.row == 3 for line in lines)
    by_column = {line.column: line for line in lines}
    assert by_column["เลขประจำตัวประชาชน"].value == "x-xxxx-xxxxx-12-3"
    assert "ไม่มีวันที่นี้" in by_column["วันเดือนปีเกิด"].reason
    view.accept()
    page.ctx.tasks.wait_idle()
    with page.ctx.database.read(page.ctx.actor) as uow:
        assert list_people(uow, PeopleFilter()).total == 4
    marked = tmp_path / "แก้.xlsx"
    dialogs.answer((str(marked), ""))
    view._mark.click()
    page.ctx.tasks.wait_idle()
    sheet = load_workbook(marked)["บุคลากร"]
    reasons = [str(row[-1]) for row in sheet.iter_rows(min_row=3, max_row=3, values_only=True)]
    assert "ไม่มีวันที่นี้" in reasons[0]


def test_a_file_that_is_no_excel_file_is_said(make_page, people, tmp_path):
    page = make_page(route=Route("people", params=IMPORT))
    view = page._importing
    wrong = tmp_path / "ไม่ใช่.xlsx"
    wrong.write_text("not a workbook", encoding="utf-8")
    view.read(wrong)
    page.ctx.tasks.wait_idle()
    assert view.state() == "start"
    assert "ไม่ใช่ Excel" in page.ctx.notify.last.text


def test_a_register_changed_meanwhile_is_read_again(make_page, people, form_file, office_database):
    page = make_page(route=Route("people", params=IMPORT))
    view = page._importing
    fill(form_file, [person("หนึ่ง")])
    view.read(form_file)
    page.ctx.tasks.wait_idle()
    with office_database.work(SYSTEM) as uow:
        add_person_quickly(uow, QuickPerson("นาย", "แทรก", "กลาง"))
    view._accept.click()
    page.ctx.tasks.wait_idle()
    assert view.state() == "preview"
    assert page.ctx.notify.last.tone == "bad"
    page.ctx.notify.last.on_action()
    page.ctx.tasks.wait_idle()
    view._accept.click()
    page.ctx.tasks.wait_idle()
    assert view.state() == "done"
