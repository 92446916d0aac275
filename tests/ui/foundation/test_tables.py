from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from hrdesk.services.errors import DomainError
from hrdesk.ui import icons
from hrdesk.ui.models.columns import ROW_ROLE, Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.models.paged_table import PAGE, PagedTable
from hrdesk.ui.widgets.data_table import DataTable


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    on: dt.date | None = None
    money: int = 0


def late(row):
    return Status("เกินกำหนด", "bad", "late") if row.id % 2 else Status("ปกติ", "good", "check")


COLUMNS = (
    Column("id", "ลำดับ", align="right", width=60, sort_key="id"),
    Column("name", "ชื่อ", width=160, sort_key="name"),
    Column("on", "วันที่", sort_key="on"),
    Column("money", "เงินเดือน", align="right", shown=False),
    Column("state", "สถานะ", status=late, width=140),
)


def watched(model):
    return QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )


class Store:
    """Ten thousand invented rows; counts what was asked."""

    def __init__(self, total):
        self.rows = [Row(n, f"คนที่ {n}") for n in range(total)]
        self.asked = []
        self.broken = False

    def fetch(self, uow, sort, offset, limit):
        if self.broken:
            raise DomainError("database_lost")
        self.asked.append((sort, offset, limit))
        key, down = sort
        return sorted(self.rows, key=lambda row: getattr(row, key), reverse=down)[
            offset : offset + limit
        ]

    def count(self, uow):
        return len(self.rows)


@pytest.fixture
def paged(ctx):
    model = PagedTable(COLUMNS, ctx.tasks, ("id", False))
    watched(model)
    yield model
    ctx.tasks.wait_idle()
    model.deleteLater()


def test_a_list_sorts_in_thai_order_with_empty_cells_last(qapp):
    rows = [Row(1, "เกษม"), Row(2, "กนก"), Row(3, ""), Row(4, "ขจร"), Row(5, "แก้ว")]
    model = ListTable(COLUMNS, rows)
    watched(model)
    kept = model.index(0, 1)
    model.sort(1)
    assert [row.name for row in model.rows()] == ["กนก", "เกษม", "แก้ว", "ขจร", ""]
    assert kept.row() == 0  # a plain index stays, the rows move
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [row.name for row in model.rows()] == ["ขจร", "แก้ว", "เกษม", "กนก", ""]
    model.set_rows(reversed(rows))
    assert model.rows()[0].name == "ขจร"
    model.sort(-1)
    assert [row.id for row in model.rows()] == [5, 4, 3, 2, 1]
    assert model.row_of(3) == 2
    assert model.row_of(99) is None


def test_cells_are_written_the_thai_way(qapp):
    model = ListTable(COLUMNS, [Row(1200, "ก", dt.date(2024, 8, 15))])
    shown = [model.index(0, at).data() for at in range(5)]
    assert shown == ["1,200", "ก", "15 ส.ค. 2567", "0", "ปกติ"]
    right = model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight


def test_the_first_rows_come_before_the_count(ctx, paged):
    store, totals = Store(10_000), []
    paged.loaded.connect(totals.append)
    paged.replaced.connect(lambda: totals.append(("first", paged.total)))
    paged.set_source(store.fetch, store.count)
    assert ctx.tasks.wait_idle()
    assert totals == [("first", PAGE), 10_000]
    assert paged.rowCount() == 10_000
    assert paged.index(5, 1).data() == "คนที่ 5"


def test_a_short_list_is_not_counted(ctx, paged):
    store = Store(3)
    paged.set_source(store.fetch, lambda uow: 1 // 0)
    assert ctx.tasks.wait_idle()
    assert paged.rowCount() == 3


def test_only_looked_at_pages_are_read(ctx, paged):
    store = Store(10_000)
    paged.set_source(store.fetch, store.count)
    assert ctx.tasks.wait_idle()
    store.asked.clear()
    assert paged.index(7_000, 0).data() == "…"
    assert paged.index(7_000, 1).data() is None
    assert ctx.tasks.wait_idle()
    assert paged.index(7_000, 1).data() == "คนที่ 7000"
    asked = [offset for _, offset, _ in store.asked]
    assert 7_000 in asked
    assert len(asked) < 10


def test_sorting_is_the_services_work(ctx, paged):
    store = Store(10_000)
    paged.set_source(store.fetch, store.count)
    assert ctx.tasks.wait_idle()
    paged.sort(0, Qt.SortOrder.DescendingOrder)
    assert ctx.tasks.wait_idle()
    assert paged.index(0, 0).data() == "9,999"
    assert paged.sorting() == (0, Qt.SortOrder.DescendingOrder)
    store.asked.clear()
    paged.sort(4)  # the state has no order of its own
    assert ctx.tasks.wait_idle()
    assert paged.sorting() == (0, Qt.SortOrder.DescendingOrder)


def test_a_refresh_follows_growth_and_loss(ctx, paged):
    store = Store(500)
    paged.set_source(store.fetch, store.count)
    assert ctx.tasks.wait_idle()
    store.rows.append(Row(500, "ใหม่"))
    store.rows[0] = Row(0, "เปลี่ยนชื่อ")
    paged.refresh()
    paged.index(0, 0).data()
    assert ctx.tasks.wait_idle()
    assert paged.rowCount() == 501
    assert paged.index(0, 1).data() == "เปลี่ยนชื่อ"
    del store.rows[100:]
    paged.refresh()
    assert ctx.tasks.wait_idle()
    assert paged.rowCount() == 100
    store.rows.clear()
    paged.refresh()
    assert ctx.tasks.wait_idle()
    assert paged.rowCount() == 0
    store.rows.append(Row(1, "กลับมา"))
    paged.refresh()
    assert ctx.tasks.wait_idle()
    assert paged.rowCount() == 1


def test_a_lost_database_is_told_and_old_rows_stay(ctx, paged):
    store, failures = Store(300), []
    paged.failed.connect(failures.append)
    paged.set_source(store.fetch, store.count)
    assert ctx.tasks.wait_idle()
    store.broken = True
    paged.set_source(store.fetch, store.count)
    assert ctx.tasks.wait_idle()
    assert [problem.code for problem in failures] == ["database_lost"]
    assert paged.rowCount() == 300


@pytest.fixture
def table(ctx, qtbot):
    icons.load()
    made = DataTable(ctx.settings, "people_table", "บุคลากร")
    qtbot.addWidget(made)
    made.resize(700, 300)
    return made


def shown(table, model, qtbot):
    table.set_table(model)
    with qtbot.waitActive(table):
        table.show()
    return table


def test_enter_and_double_click_open_the_row(table, qtbot):
    shown(table, ListTable(COLUMNS, [Row(1, "ก"), Row(2, "ข")]), qtbot)
    opened = []
    table.opened.connect(opened.append)
    table.select_id(2)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Home)
    QTest.keyClick(table, Qt.Key.Key_Enter)
    at = table.visualRect(table.model().index(1, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [row.id for row in opened] == [2, 1, 2]
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.current_row().id == 2


def test_ctrl_c_copies_visible_columns_in_their_order(table, qtbot):
    shown(table, ListTable(COLUMNS, [Row(1, "ก\u200bข"), Row(2, "ค")]), qtbot)
    head = table.horizontalHeader()
    head.moveSection(head.visualIndex(1), 0)
    table.select_id(1)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "กข\t1\t\tเกินกำหนด"
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n") == [
        "ชื่อ\tลำดับ\tวันที่\tสถานะ",
        "กข\t1\t\tเกินกำหนด",
        "ค\t2\t\tปกติ",
    ]


def test_copying_reads_the_rows_that_are_missing(ctx, table, paged, qtbot):
    store = Store(3_000)
    shown(table, paged, qtbot)
    paged.set_source(store.fetch, store.count)
    assert ctx.tasks.wait_idle()
    table.selectAll()
    table.copy()
    assert ctx.tasks.wait_idle()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 3_001
    assert lines[-1].startswith("2,999\tคนที่ 2999")


def test_columns_are_remembered(ctx, table, qtbot):
    shown(table, ListTable(COLUMNS, [Row(1, "ข"), Row(2, "ก")]), qtbot)
    head = table.horizontalHeader()
    head.moveSection(head.visualIndex(1), 0)
    table.setColumnWidth(1, 222)
    menu = table.column_menu()
    assert not menu.actions()[3].isChecked()
    menu.actions()[3].trigger()
    menu.actions()[2].trigger()
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.hide()
    again = DataTable(ctx.settings, "people_table", "บุคลากร")
    qtbot.addWidget(again)
    shown(again, ListTable(COLUMNS, [Row(1, "ก"), Row(2, "ข")]), qtbot)
    assert again.columnWidth(1) == 222
    assert again.horizontalHeader().visualIndex(1) == 0
    assert again.isColumnHidden(2)
    assert not again.isColumnHidden(3)
    assert again.model().index(0, 0).data(ROW_ROLE).name == "ข"  # the order is kept too
    again.forget()
    assert again.horizontalHeader().visualIndex(1) == 1
    assert again.isColumnHidden(3)
    again.hide()


def test_the_last_visible_column_cannot_be_hidden(table, qtbot):
    shown(table, ListTable(COLUMNS, [Row(1, "ก")]), qtbot)
    for at in (0, 1, 2):
        table.show_column(at, False)
    last = next(a for a in table.column_menu().actions() if a.isChecked())
    assert not last.isEnabled()
    table.hide()


def test_the_order_left_behind_is_asked_first(ctx, table, paged, qtbot):
    ctx.settings.remember_table("people_table", {"sort": "name", "down": True})
    store = Store(900)
    shown(table, paged, qtbot)
    paged.set_source(store.fetch, store.count)
    assert ctx.tasks.wait_idle()
    assert {sort for sort, _, _ in store.asked} == {("name", True)}
    assert table.horizontalHeader().sortIndicatorSection() == 1


def test_the_selection_follows_its_row(ctx, table, paged, qtbot):
    store = Store(500)
    shown(table, paged, qtbot)
    paged.set_source(store.fetch, store.count)
    assert ctx.tasks.wait_idle()
    assert table.select_id(10)
    store.rows.insert(0, Row(-1, "แทรก"))
    paged.refresh()
    qtbot.waitUntil(lambda: table.currentIndex().row() == 11)
    assert table.current_row().id == 10
    paged.sort(0, Qt.SortOrder.DescendingOrder)
    assert ctx.tasks.wait_idle()
    assert not table.select_id(10)  # far down: found as soon as it is read
    table.scrollToBottom()
    qtbot.waitUntil(lambda: table.current_row() is not None and table.current_row().id == 10)


def test_a_right_click_offers_the_actions_of_the_buttons(table, qtbot):
    shown(table, ListTable(COLUMNS, [Row(1, "ก")]), qtbot)
    action = QAction("เปิด", table)
    table.set_actions([action])
    table.select_id(1)
    texts = [found.text() for found in table.context_menu().actions()]
    assert texts == ["เปิด", "", "คัดลอกแถวที่เลือก"]
    table.hide()


def test_a_status_is_drawn_with_its_colour(table, qtbot):
    shown(table, ListTable(COLUMNS, [Row(1, "ก"), Row(2, "ข")]), qtbot)
    image = table.viewport().grab(table.visualRect(table.model().index(0, 4))).toImage()
    reds = sum(
        1
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).red() > image.pixelColor(x, y).green() + 80
    )
    assert reds > 40
    table.hide()
