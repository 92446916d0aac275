"""The tracking page over a real office: what each role sees, search, chips, keys, output."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton

from hrdesk.rules.codes import CaseStatus, CaseType
from hrdesk.rules.sorting import thai_key
from hrdesk.services.access import Role
from hrdesk.services.changes import Change
from hrdesk.services.queries.tracking import SORTS, CaseFilter
from hrdesk.ui.context import Route
from hrdesk.ui.pages.tracking.describe import SHORT_KINDS
from hrdesk.ui.pages.tracking.page import TrackingPage
from hrdesk.ui.pages.tracking.params import to_params
from tests.support.sample_cases import add_case, add_person, fill

OFFICER_COLUMNS = [
    "ลำดับ",
    "เลขที่",
    "วันที่รับเรื่อง",
    "ประเภทรายการ",
    "ชื่อ",
    "ขั้นตอน",
    "กำหนด",
    "เกิน",
    "ผู้รับผิดชอบ",
    "สถานะปัจจุบัน",
    "ณ วันที่",
    "หน่วยงาน",
    "คาดว่าเสร็จ",
    "เรื่อง",
    "รายละเอียด",
]
MANUAL_COLUMNS = [
    "ลำดับ",
    "วันที่รับเรื่อง",
    "ประเภทรายการ",
    "สถานะปัจจุบัน",
    "ณ วันที่",
    "รายละเอียด",
]


def settle(page: TrackingPage) -> None:
    assert page.ctx.tasks.wait_idle()


def shown_ids(page: TrackingPage) -> list[int]:
    rows = [page.model.row_at(place) for place in range(page.model.rowCount())]
    return [row.id for row in rows]


def headings(page: TrackingPage) -> list[str]:
    head = page.model.headerData
    return [head(at, Qt.Orientation.Horizontal) for at in range(page.model.columnCount())]


def cell(page: TrackingPage, row: int, key: str) -> str:
    column = next(at for at, column in enumerate(page.model.columns) if column.key == key)
    return page.model.index(row, column).data()


def chip(page: TrackingPage, key: str) -> QPushButton:
    return page.findChild(QPushButton, f"quick_filters_{key}")


def type_in(widget, text: str) -> None:
    """Type as an input method does: QTest knows no Thai letters."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


# -- columns and roles ----------------------------------------------------------------------------


def test_an_officer_sees_all_columns_and_cases(show, office_database) -> None:
    sample = fill(office_database, 40)
    page = show()
    assert headings(page) == OFFICER_COLUMNS
    assert sorted(shown_ids(page)) == sorted(case.id for case in sample.cases)
    assert page.bar.found.text() == "พบ 40 เรื่อง"
    newest = max(sample.cases, key=lambda case: (case.received_on, case.id))
    assert cell(page, 0, "person") == newest.person_name
    assert cell(page, 0, "place") == "1"


def test_what_presses_is_seen_without_scrolling_on_a_small_screen(show, office_database) -> None:
    fill(office_database, 40)
    page = show()
    keys = [column.key for column in page.model.columns]
    wide = {key: page.table.columnWidth(at) for at, key in enumerate(keys)}
    assert page.table.isColumnHidden(keys.index("subject"))
    seen = keys[: keys.index("officer") + 1]
    assert {"person", "step", "due_on", "late"} <= set(seen)
    # 1366 pixels less the menu, the margins and a scroll bar.
    assert sum(wide[key] for key in seen) <= page.table._scaled(1124)
    kind = cell(page, 0, "case_type")
    assert kind in SHORT_KINDS.values()
    page.table.selectRow(0)
    page.table.copy()
    page.ctx.tasks.wait_idle()
    copied = QApplication.clipboard().text().split("\t")
    assert next(name for name, short in SHORT_KINDS.items() if short == kind).label in copied


def test_a_secretary_sees_the_cases_but_takes_none_in(show, office_database, office_user) -> None:
    fill(office_database, 12)
    page = show(office_user(Role.SECRETARY))
    assert page.model.rowCount() == 12
    assert [action.objectName() for action in page.actions()] == ["print", "export"]


def test_a_general_user_sees_the_manual_and_nothing_else(show, office_database, general) -> None:
    sample = fill(office_database, 80)
    person = sample.cases[0].person_id
    page = show(general(person))
    assert headings(page) == MANUAL_COLUMNS
    assert set(shown_ids(page)) == {case.id for case in sample.cases if case.person_id == person}
    assert [action.objectName() for action in page.actions()] == ["print", "export"]
    for name in ("filter_officer", "filter_unit"):
        assert not page.bar.more.isChecked()
        page.bar.more.setChecked(True)
        assert not page.findChild(object, name).isVisible()
        page.bar.more.setChecked(False)
    assert chip(page, "late") is None
    assert chip(page, "mine") is None
    assert chip(page, "status_completed") is not None


def test_no_route_shows_a_general_user_other_peoples_cases(show, office_database, general) -> None:
    sample = fill(office_database, 80)
    person = sample.cases[0].person_id
    own = {case.id for case in sample.cases if case.person_id == person}
    other = next(case for case in sample.cases if case.person_id != person)
    page = show(general(person))
    for wanted in (
        CaseFilter(person_id=other.person_id),
        CaseFilter(officer_id=other.officer_id, unit=other.unit),
        CaseFilter(late=True),
        CaseFilter(text=other.person_name),
        CaseFilter(status=CaseStatus.IN_PROGRESS),
    ):
        page.open(Route("tracking", None, to_params(wanted)))
        settle(page)
        assert set(shown_ids(page)) <= own, wanted
    page.open(Route("tracking", None, {"everything": "1"}))
    for at in range(page.model.columnCount()):
        for order in Qt.SortOrder:
            page.table.sortByColumn(at, order)
            settle(page)
            assert set(shown_ids(page)) == own
    for key in SORTS:
        page.model._sort = (key, False)
        page.refresh()
        settle(page)
        assert set(shown_ids(page)) == own


def test_the_model_keeps_qts_rules(show, office_database) -> None:
    fill(office_database, 30)
    page = show()
    tester = QAbstractItemModelTester(
        page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    for wanted in (CaseFilter(late=True), CaseFilter(), CaseFilter(text="ไม่มี"), CaseFilter()):
        page.bar.set_filter(wanted)
        page._read()
        settle(page)
    page.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    settle(page)
    assert tester.model() is page.model


# -- search and filters ---------------------------------------------------------------------------


def test_typing_narrows_the_list(qtbot, show, office_database) -> None:
    sample = fill(office_database, 80)
    page = show()
    found = [page.model.rowCount()]
    for letter in "กมล":
        type_in(page.bar.search, letter)
        qtbot.waitUntil(lambda: page.bar.wanted.text == page.bar.search.query())
        settle(page)
        found.append(page.model.rowCount())
    assert found == sorted(found, reverse=True)
    assert found[-1] < found[0]
    assert set(shown_ids(page)) == {case.id for case in sample.cases if "กมล" in case.search_text}
    assert page.route.params == {"text": "กมล"}
    qtbot.keyClick(page.bar.search, Qt.Key.Key_Escape)
    settle(page)
    assert page.model.rowCount() == found[0]


def test_a_chip_filters_and_shows_how_to_remove_it(
    qtbot, show, office_database, office_clock
) -> None:
    sample = fill(office_database, 80)
    page = show()
    late = {
        case.id
        for case in sample.cases
        if case.due_on is not None and case.due_on < office_clock.today()
    }
    button = chip(page, "late")
    assert button.text() == "เกินกำหนด"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(page)
    assert set(shown_ids(page)) == late
    assert button.text() == "เกินกำหนด  ✕"
    assert "เลิกกรอง" in button.toolTip()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle(page)
    assert page.filter() == CaseFilter()
    assert button.text() == "เกินกำหนด"
    assert page.model.rowCount() == 80


def test_my_work_is_the_users_own(qtbot, show, office_database, office_user) -> None:
    sample = fill(office_database, 30)
    me = office_user()
    with office_database.work(me) as uow:
        mine = add_case(uow, 900, sample.people[0])
        mine.officer_id = me.user_id
        uow.session.flush()
    page = show(me)
    qtbot.mouseClick(chip(page, "mine"), Qt.MouseButton.LeftButton)
    settle(page)
    assert shown_ids(page) == [mine.id]


def test_two_kinds_and_a_unit_together(qtbot, show, office_database) -> None:
    sample = fill(office_database, 80)
    page = show()
    qtbot.mouseClick(chip(page, "kind_promotion"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chip(page, "kind_resignation"), Qt.MouseButton.LeftButton)
    page.bar.more.click()
    box = page.bar._unit
    assert box.itemText(0) == "ทุกหน่วยงาน"
    place = box.findText("กองคลัง")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    settle(page)
    kinds = {CaseType.PROMOTION.value, CaseType.RESIGNATION.value}
    assert set(shown_ids(page)) == {
        case.id for case in sample.cases if case.case_type in kinds and case.unit == "กองคลัง"
    }
    extra = page.findChild(QPushButton, "extra_filters_unit")
    assert extra.text() == "หน่วยงาน: กองคลัง  ✕"
    qtbot.mouseClick(extra, Qt.MouseButton.LeftButton)
    settle(page)
    assert page.filter().unit == ""
    assert box.currentText() == "ทุกหน่วยงาน"


def test_dates_of_receipt_are_typed_in_the_buddhist_era(qtbot, show, office_database) -> None:
    sample = fill(office_database, 80)
    page = show()
    page.bar.more.click()
    low, high = page.bar._from, page.bar._to
    type_in(low, "1/10/2569")
    type_in(high, "๓๑ ต.ค. ๖๙")
    qtbot.keyClick(high, Qt.Key.Key_Return)
    settle(page)
    october = (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert (page.filter().received_from, page.filter().received_to) == october
    assert set(shown_ids(page)) == {
        case.id for case in sample.cases if october[0] <= case.received_on <= october[1]
    }
    high.clear()
    type_in(high, "1/9/2569")
    assert "ต้องไม่มาก่อน" in page.bar._to_field.error()
    assert page.filter().received_to != dt.date(2026, 9, 1)


def test_esc_takes_every_filter_away(qtbot, show, office_database) -> None:
    fill(office_database, 40)
    wanted = CaseFilter(text="น", late=True, unit="กองคลัง", received_from=dt.date(2026, 1, 1))
    page = show(**to_params(wanted))
    assert page.filter() == wanted
    assert page.bar.clear_button.isVisible()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    settle(page)
    assert page.filter() == CaseFilter()
    assert page.model.rowCount() == 40
    assert not page.bar.clear_button.isVisible()
    assert page.bar.search.text() == ""


def test_a_route_sets_the_filter_and_one_without_keeps_it(show, office_database) -> None:
    fill(office_database, 40)
    wanted = CaseFilter(waiting_for_others=True, case_types=frozenset({CaseType.REASSIGNMENT}))
    page = show(**to_params(wanted))
    assert page.filter() == wanted
    assert chip(page, "waiting").isChecked()
    assert chip(page, "kind_reassignment").isChecked()
    assert not chip(page, "late").isChecked()
    page.open(Route("tracking"))
    settle(page)
    assert page.filter() == wanted


# -- order ----------------------------------------------------------------------------------------


def test_a_click_on_the_head_sorts_names_in_thai_order(show, office_database) -> None:
    sample = fill(office_database, 300)
    page = show()
    keys = {case.id: case.person_sort_key for case in sample.cases}
    column = OFFICER_COLUMNS.index("ชื่อ")
    for order, backwards in (
        (Qt.SortOrder.AscendingOrder, False),
        (Qt.SortOrder.DescendingOrder, True),
    ):
        page.table.sortByColumn(column, order)
        settle(page)
        page.model.index(page.model.rowCount() - 1, 0).data()  # the second page is asked for
        page.ctx.tasks.wait_idle()
        for place in range(page.model.rowCount()):
            page.model.index(place, 0).data()
        QApplication.processEvents()
        settle(page)
        found = [keys[i] for i in shown_ids(page)]
        assert len(found) == 300
        assert found == sorted(found, reverse=backwards)
        assert cell(page, 299, "place") == "300"
    assert thai_key("แก้วตา") < thai_key("ขวัญใจ")


def test_the_order_is_remembered(qtbot, show, office_database) -> None:
    fill(office_database, 20)
    first = show()
    first.table.sortByColumn(OFFICER_COLUMNS.index("กำหนด"), Qt.SortOrder.AscendingOrder)
    settle(first)
    first.table.remember()
    again = show()
    assert again.model.order() == ("due_on", False)


# -- rows -----------------------------------------------------------------------------------------


def test_late_rows_say_so_in_words(show, office_database, office_clock, office_user) -> None:
    today = office_clock.today()
    with office_database.work(office_user()) as uow:
        person = add_person(uow, "กมล", "ใจงาม")
        for number, days in enumerate((-3, -1200, 0, 2), start=1):
            due_on = today + dt.timedelta(days=days)
            add_case(uow, number, person, due_on=due_on, step_title="เสนออธิบดี")
        uow.session.flush()
        last = add_case(uow, 9, person, step_title="รอหนังสือตอบ", waits_for_others=True)
        last.received_on = last.since = today - dt.timedelta(days=1)
    page = show()
    page.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    settle(page)
    assert [cell(page, row, "late") for row in range(4)] == [
        "เกิน 3 วัน",
        "เกิน 1,200 วัน",
        "ครบวันนี้",
        "",
    ]
    assert cell(page, 0, "due_on") == "17 พ.ย. 2569"
    assert cell(page, 4, "step") == "รอหนังสือตอบ (รอผู้อื่น)"
    assert cell(page, 0, "status") == "กำลังดำเนินการ"


def test_the_keyboard_alone_finds_and_opens_a_case(qtbot, show, office_database, routes) -> None:
    sample = fill(office_database, 60)
    page = show()
    assert page.focus_search()
    target = sample.cases[17]
    type_in(page.bar.search, f"{target.number}/{target.year}")
    qtbot.keyClick(page.bar.search, Qt.Key.Key_Return)
    settle(page)
    place = shown_ids(page).index(target.id)
    qtbot.keyClick(page.bar.search, Qt.Key.Key_Down)
    assert page.table.selected_rows() == [0]
    for _ in range(place):
        qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert [(route.page, route.id) for route in routes] == [("case", target.id)]


def test_tab_goes_from_the_search_through_the_chips_to_the_list(
    qtbot, show, office_database
) -> None:
    fill(office_database, 10)
    page = show()
    page.activateWindow()
    page.bar.search.setFocus()
    seen = []
    for _ in range(40):
        widget = page.focusWidget()
        seen.append(widget.objectName())
        if widget is page.table:
            break
        page.focusNextChild()
    assert seen[0] == "tracking_search"
    assert seen[-1] == "tracking"
    assert "quick_filters_late" in seen
    assert seen.index("quick_filters_late") < seen.index("quick_filters_kind_resignation")


def test_the_detail_cell_opens_by_a_click_and_other_cells_only_select(
    qtbot, show, office_database, routes
) -> None:
    fill(office_database, 5)
    page = show()
    detail = OFFICER_COLUMNS.index("รายละเอียด")
    for column in (4, detail):
        index = page.model.index(1, column)
        page.table.scrollTo(index)
        place = page.table.visualRect(index).center()
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [route.id for route in routes] == [page.model.row_at(1).id]
    assert cell(page, 1, "detail") == "เปิด"


def test_copied_rows_go_into_excel_without_the_opening_word(qtbot, show, office_database) -> None:
    fill(office_database, 5)
    page = show()
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    cells = QGuiApplication.clipboard().text().split("\t")
    assert len(cells) == len(OFFICER_COLUMNS) - 2  # the subject is not shown at first
    assert cells[0] == "1"
    assert cells[-1] == ""


def test_a_right_click_offers_the_same_as_the_buttons(show, office_database, routes) -> None:
    fill(office_database, 5)
    page = show()
    page.table.selectRow(2)
    menu = page.table.context_menu()
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert names == ["open_case", "intake", "print", "export", "copy_rows"]
    menu.actions()[0].trigger()
    assert routes[-1] == Route("case", page.model.row_at(2).id)
    menu.actions()[1].trigger()
    assert routes[-1].page == "intake"
    menu.deleteLater()


def test_ctrl_n_takes_in_a_matter_for_officers_only(
    qtbot, show, office_database, office_user, routes
) -> None:
    fill(office_database, 5)
    for actor in (office_user(Role.SECRETARY), office_user()):
        page = show(actor)
        page.activateWindow()
        page.bar.search.setFocus()
        qtbot.keyClick(page.bar.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert [route.page for route in routes] == ["intake"]


def test_a_change_is_read_again_and_the_row_kept(show, office_database, office_user) -> None:
    sample = fill(office_database, 30)
    page = show()
    page.table.selectRow(3)
    kept = page.model.row_at(3).id
    with office_database.work(office_user()) as uow:
        add_case(uow, 500, sample.people[0], received_on=office_database.clock.today())
    page.ctx.bus.publish({Change("case", 1)})
    settle(page)
    QApplication.processEvents()
    settle(page)
    assert page.model.rowCount() == 31
    assert page.table.current_row().id == kept
    assert page.bar.found.text() == "พบ 31 เรื่อง"


# -- empty ----------------------------------------------------------------------------------------


def test_an_empty_office_offers_the_first_case(qtbot, show, routes) -> None:
    page = show()
    button = page.empty.findChild(QPushButton, "empty_state_action")
    assert button.isVisible()
    assert button.text() == "รับเรื่องแรก"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [route.page for route in routes] == ["intake"]
    assert not page.commands.export.isEnabled()


def test_an_empty_answer_names_the_filter_and_offers_to_clear_it(
    qtbot, show, office_database
) -> None:
    fill(office_database, 10)
    page = show(text="ไม่มีใครชื่อนี้", late="1")
    assert page.empty.isVisible()
    assert "ไม่มีใครชื่อนี้" in page.empty.accessibleDescription()
    button = page.empty.findChild(QPushButton, "empty_state_action")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(page)
    assert page.table.isVisible()
    assert page.model.rowCount() == 10


def test_a_general_user_without_cases_is_told_and_offered_nothing(show, general) -> None:
    page = show(general(None))
    assert page.empty.accessibleName() == "ยังไม่มีเรื่องของคุณ"
    assert not page.empty.findChild(QPushButton, "empty_state_action").isVisible()


# -- names for readers and tests ------------------------------------------------------------------


def test_everything_that_can_be_worked_has_a_name(show, office_database) -> None:
    fill(office_database, 5)
    page = show(unit="กองคลัง")
    page.bar.more.click()
    for widget in (*page.findChildren(QPushButton), page.table, page.bar.search, page.bar._from):
        assert widget.objectName(), widget
        if widget.isVisible():
            assert widget.accessibleName() or widget.text(), widget.objectName()
