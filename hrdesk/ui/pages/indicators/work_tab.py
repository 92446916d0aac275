"""Throughput and lateness by month, kind, step and officer: bars above, the table below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from hrdesk.rules.codes import CaseType
from hrdesk.services.queries.indicators import Indicators
from hrdesk.services.queries.throughput import MonthFigure, WorkFigure
from hrdesk.services.queries.tracking import CaseFilter
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.indicators.year_tab import YearTab
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.tracking.params import to_params
from hrdesk.ui.widgets.bar_chart import Bar, BarChart
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState

_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
_BUDDHIST = 543
MOST_BARS = 40  # lines of a chart: more is not read as a picture, the table has them all


def month_words(row: MonthFigure) -> str:
    """Return "ต.ค. 2569"."""
    return f"{_MONTHS[row.first.month - 1]} {row.first.year + _BUDDHIST}"


def _last_of(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _counted(key: str, title: str, width: int = 95) -> Column:
    return Column(key, title, "right", width)


_LATE = (_counted("late", "ขั้นที่เกินกำหนด", 130), _counted("due", "ขั้นที่มีกำหนด", 120))
_MEDIAN = Column(
    "median_days", "วันทำการ (ค่ากลาง)", "right", 150,
    sort=lambda row: float(row.median_days) if row.median_days else -1.0,
)  # fmt: skip


def _figures(name: str) -> tuple[Column, ...]:
    return (
        Column("name", name, width=230, stretch=True, tooltip=lambda row: row.name),
        _counted("received", "รับใหม่"),
        _counted("finished", "เสร็จ"),
        _counted("open", "ค้าง"),
        *_LATE,
        _MEDIAN,
    )


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the year: its columns, its rows, and the two series of its bars."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Indicators], tuple[Any, ...]]
    series: tuple[str, ...]
    values: Callable[[Any], tuple[int, ...]]
    name: Callable[[Any], str] = lambda row: row.name
    row_id: Callable[[Any], Any] = lambda row: row.id


VIEWS = (
    View(
        "months", "รายเดือน",
        (
            Column("first", "เดือน", width=160, stretch=True, value=lambda row: row.first,
                   format=lambda day: f"{_MONTHS[day.month - 1]} {day.year + _BUDDHIST}"),
            _counted("received", "รับใหม่", 140),
            _counted("finished", "เสร็จ", 140),
        ),
        lambda found: found.months, ("รับใหม่", "เสร็จ"),
        lambda row: (row.received, row.finished), month_words, lambda row: row.first,
    ),
    View(
        "kinds", "ประเภทเรื่อง", _figures("ประเภทเรื่อง"),
        lambda found: found.by_kind, ("รับใหม่", "เสร็จ"),
        lambda row: (row.received, row.finished),
    ),
    View(
        "steps", "ขั้นตอน",
        (
            Column("name", "ขั้นตอน", width=280, stretch=True, tooltip=lambda row: row.name),
            _counted("finished", "ทำแล้ว (ครั้ง)", 105),
            *_LATE,
            _counted("usual_days", "วันทำการปกติ", 110),
            _MEDIAN,
        ),
        lambda found: found.by_step, ("ทำแล้ว", "เกินกำหนด"),
        lambda row: (row.finished, row.late),
    ),
    View(
        "officers", "ผู้รับผิดชอบ", _figures("ผู้รับผิดชอบ"),
        lambda found: found.by_officer, ("ค้าง", "ขั้นที่เกินกำหนด"),
        lambda row: (row.open, row.late),
    ),
)  # fmt: skip


class WorkTab(YearTab):
    """One view at a time; a row of months or kinds opens the list of its matters."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("work_tab")
        self.years.setObjectName("work_year")
        self.shown = QComboBox(self)
        self.shown.setObjectName("work_view")
        self.shown.setAccessibleName("แสดงตาม")
        for view in VIEWS:
            self.shown.addItem(f"แสดงตาม{view.title}", view.key)
        self.see_list = self.make_action("work_list_open", "ดูรายการเรื่องที่รับ", "tracking", self._open)
        self.output = ListOutput(self, "work_figures", self._listed)
        self.chart = BarChart("work_chart", "แผนภูมิ", self)
        self.models = {view.key: ListTable(view.columns, (), view.row_id, self) for view in VIEWS}
        self.tables = {
            view.key: self.make_table(self.models[view.key], f"work_{view.key}", view.title)
            for view in VIEWS
        }
        self.empty = EmptyState("ปีนี้ยังไม่มีเรื่อง", "เลือกปีงบประมาณอื่น หรือรับเรื่องใหม่ก่อน", "", self)
        self._tables = QStackedWidget(self)
        self._whole = QStackedWidget(self)
        self._lay_out()
        self.shown.currentIndexChanged.connect(lambda _at: self._fill())
        self.chart.opened.connect(self._bar_opened)
        for table in self.tables.values():
            table.set_actions(self.actions_made)
            table.opened.connect(lambda _row: self._open())
            table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def show_year(self, found: Indicators) -> None:
        """Show the year's figures in the chosen view."""
        for view in VIEWS:
            self.models[view.key].set_rows(view.rows(found))
        self.say_law(
            "ขั้นที่เกินกำหนด คือขั้นที่ปิดหลังวันครบกำหนดของขั้นนั้น นับเฉพาะขั้นที่มีวันครบกำหนด · "
            "ค่ากลาง (มัธยฐาน) นับเป็นวันทำการตามปฏิทินของสำนักงาน ตั้งแต่รับเรื่องจนเสร็จ หรือตั้งแต่เริ่มจนปิดขั้น"
        )
        self._fill()

    def view(self) -> View:
        """Return the chosen way to look at the year."""
        return VIEWS[max(self.shown.currentIndex(), 0)]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.years)
        top.addWidget(self.shown)
        top.addWidget(self.stretch, 1)
        top.addLayout(self.buttons((self.see_list,), (), self.output.actions))
        area = QScrollArea(self)
        area.setObjectName("work_chart_scroll")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(120)
        area.setWidget(self.chart)
        for table in self.tables.values():
            self._tables.addWidget(table)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setObjectName("work_split")
        split.setChildrenCollapsible(False)
        split.addWidget(area)
        split.addWidget(self._tables)
        split.setSizes([300, 260])
        self._whole.addWidget(split)
        self._whole.addWidget(self.empty)
        self.rows.addLayout(top)
        self.rows.addWidget(self._whole, 1)
        self.rows.addWidget(self.law)

    def _fill(self) -> None:
        if self.found is None:
            return
        view = self.view()
        rows = view.rows(self.found)
        any_rows = bool(self.found.by_kind)
        self._whole.setCurrentIndex(0 if any_rows else 1)
        self._tables.setCurrentWidget(self.tables[view.key])
        bars = [Bar(view.name(row), view.values(row)) for row in rows[:MOST_BARS]]
        self.chart.show_bars(f"แผนภูมิ{view.title}", view.series, bars)
        self.output.enable(any_rows and bool(rows))
        self._enable()

    def _listed(self) -> MemoryList:
        view = self.view()
        subtitle = f"{self.years.currentText()} ({self.stretch.text()})"
        rows = self.models[view.key].rows()
        return MemoryList(f"ปริมาณงานตาม{view.title}", subtitle, view.columns, rows)

    def _table(self) -> DataTable:
        return self.tables[self.view().key]

    def _enable(self) -> None:
        row = self._table().current_row()
        self.see_list.setEnabled(self._wanted(row) is not None)
        self.see_list.setVisible(self.view().key in ("months", "kinds"))

    def _bar_opened(self, place: int) -> None:
        if self.found is not None:
            self._go(self.view().rows(self.found)[place])

    def _open(self) -> None:
        self._go(self._table().current_row())

    def _go(self, row: Any) -> None:
        wanted = self._wanted(row)
        if wanted is not None:
            self.ctx.navigate(Route("tracking", params=to_params(wanted)))

    def _wanted(self, row: Any) -> CaseFilter | None:
        """Return the filter of the matters received behind a row; None where none can tell."""
        if isinstance(row, MonthFigure):
            return CaseFilter(received_from=row.first, received_to=_last_of(row.first))
        if isinstance(row, WorkFigure) and self.view().key == "kinds" and self.found is not None:
            return CaseFilter(
                case_types=frozenset({CaseType(row.id)}),
                received_from=self.found.first,
                received_to=self.found.last,
            )
        return None
