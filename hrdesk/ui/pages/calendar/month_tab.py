"""The month: its picture at the left, the chosen day's list at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.dates import BE_OFFSET, FIRST_YEAR, LAST_YEAR, THAI_MONTHS, add_months
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.work_calendar import Event, EventKind, calendar_events
from hrdesk.ui import icons
from hrdesk.ui.context import AppContext
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.calendar.month_grid import MonthGrid
from hrdesk.ui.pages.calendar.words import (
    GROUPS,
    KINDS,
    day_words,
    month_words,
    route_of,
    subject_words,
)
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import SettingsTab, action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.chips import Chips
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.spin_box import SpinBox

COLUMNS = (
    Column("kind", "ชนิด", width=130, status=lambda row: KINDS[row.kind]),
    Column("subject", "รายการ", width=210, value=subject_words, stretch=True),
    Column("detail", "รายละเอียด", width=170),
)
_DAY = Column("day", "วันที่", width=110)


class MonthTab(SettingsTab):
    """Events of the days shown; chips leave kinds out; a row opens what it is about."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        {"case", "person", "probation", "card", "bar", "law", "office", "meeting"}
    )

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("month_tab")
        self._events: tuple[Event, ...] = ()
        self.grid = MonthGrid(ctx.today(), self)
        self.chips = Chips("แสดง", "calendar_kinds", parent=self)
        self.chips.set_options((key, words) for key, words, _ in GROUPS)
        self.chips.choose(key for key, _, _ in GROUPS)
        self.chips.changed.connect(lambda _keys: self._fill())
        self.title = QLabel(self)
        self.title.setObjectName("calendar_day_title")
        self.title.setWordWrap(True)
        set_role(self.title, "subtitle")
        self.model = ListTable(COLUMNS, row_id=lambda row: (row.kind, row.id, row.day), parent=self)
        self.table = DataTable(ctx.settings, "calendar_day", "รายการของวันที่เลือก", self)
        self.table.set_table(self.model)
        self.open_row = self.make_action("calendar_open", "เปิดรายการ", "forward", self._open)
        self.output = ListOutput(self, "calendar", self._listed)
        self.table.set_actions((self.open_row,))
        self.empty = EmptyState("ไม่มีรายการในวันที่เลือก", "", "", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(self._head())
        rows.addWidget(self._body(), 1)
        self._connect()
        self._turned(self.grid.days.month)
        self._say_day(self.grid.day())
        self.setFocusProxy(self.grid)

    def _head(self) -> QHBoxLayout:
        self.month = QComboBox(self)
        self.month.setObjectName("calendar_page_month")
        self.month.setAccessibleName("เดือน")
        self.month.addItems(list(THAI_MONTHS))
        self.year = SpinBox(self)
        self.year.setObjectName("calendar_page_year")
        self.year.setAccessibleName("ปี พ.ศ.")
        self.year.setRange(FIRST_YEAR + BE_OFFSET + 1, LAST_YEAR + BE_OFFSET - 1)
        self.today = QPushButton("วันนี้", self)
        self.today.setObjectName("calendar_page_today")
        self.today.setAccessibleName("ไปที่วันนี้")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._arrow("back", "left", "เดือนก่อน (PgUp)", -1))
        row.addWidget(self.month)
        row.addWidget(self.year)
        row.addWidget(self._arrow("forward", "right", "เดือนถัดไป (PgDn)", 1))
        row.addWidget(self.today)
        row.addSpacing(6)
        row.addWidget(self.chips, 1)
        for action in self.output.actions:
            row.addWidget(action_button(action, self))
        return row

    def _body(self) -> QSplitter:
        side = QWidget(self)
        below = QVBoxLayout(side)
        below.setContentsMargins(8, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(self.title)
        below.addWidget(self._stack, 1)
        line = QHBoxLayout()
        line.addWidget(action_button(self.open_row, self))
        line.addStretch()
        below.addLayout(line)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setObjectName("calendar_split")
        split.setChildrenCollapsible(False)
        split.addWidget(self.grid)
        split.addWidget(side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        side.setMinimumWidth(240)
        return split

    def _arrow(self, name: str, picture: str, words: str, step: int) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName(f"calendar_page_{name}")
        made.setAccessibleName(words)
        made.setToolTip(words)
        icons.set_icon(made, picture)
        made.clicked.connect(lambda: self.grid.go_to(add_months(self.grid.day(), step)))
        return made

    def _connect(self) -> None:
        self.month.activated.connect(lambda _at: self._asked())
        self.year.valueChanged.connect(lambda _year: self._asked())
        self.today.clicked.connect(lambda: self.grid.go_to(self.ctx.today()))
        self.grid.month_changed.connect(self._turned)
        self.grid.month_changed.connect(lambda _month: self.refresh())
        self.grid.day_changed.connect(self._say_day)
        self.grid.entered_day.connect(self._go_in)
        self.table.opened.connect(lambda _row: self._open())
        self.table.chosen.connect(lambda _row: self._enable())

    # -- reading ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what falls on the days shown."""
        first, last = self.grid.days.first, self.grid.days.last
        self.ctx.tasks.query(
            self, lambda uow: calendar_events(uow, first, last), self._show, self._failed, "month"
        )

    def narrow(self, params: Mapping[str, str]) -> None:
        """Go to the ``day`` (ISO) that a route names."""
        if params.get("day"):
            self.grid.go_to(dt.date.fromisoformat(params["day"]))

    def _show(self, events: tuple[Event, ...]) -> None:
        self._events = events
        self._fill()

    def _failed(self, problem: DomainError) -> None:
        self.ctx.notify.error(problem, self.refresh)

    def _fill(self) -> None:
        shown = self.shown()
        self.grid.days.set_events(shown)
        self.output.enable(any(self._in_month(event) for event in shown))
        self._say_day(self.grid.day())

    def shown(self) -> list[Event]:
        """Return the events of the kinds that are shown; holidays always stand."""
        chosen = self.chips.chosen()
        kinds = {EventKind.HOLIDAY}.union(*(found for key, _, found in GROUPS if key in chosen))
        return [event for event in self._events if event.kind in kinds]

    def _say_day(self, day: dt.date) -> None:
        rows = self.grid.days.events_on(day)
        self.title.setText(day_words(day))
        self.model.set_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        if rows and not self.table.selected_rows():
            self.table.select_id((rows[0].kind, rows[0].id, rows[0].day))
        self._enable()

    def _in_month(self, event: Event) -> bool:
        month = self.grid.days.month
        return (event.day.year, event.day.month) == (month.year, month.month)

    def _listed(self) -> MemoryList:
        rows = [event for event in self.shown() if self._in_month(event)]
        month = self.grid.days.month
        left_out = [words for key, words, _ in GROUPS if key not in self.chips.chosen()]
        told = f"ไม่แสดง {', '.join(left_out)}" if left_out else ""
        return MemoryList(f"ปฏิทินงาน {month_words(month)}", told, (_DAY, *COLUMNS), rows)

    # -- what the user does -------------------------------------------------------------------

    def _asked(self) -> None:
        wanted = dt.date(self.year.value() - BE_OFFSET, self.month.currentIndex() + 1, 1)
        self.grid.go_to(wanted)

    def _turned(self, month: dt.date) -> None:
        self.year.blockSignals(True)
        self.month.setCurrentIndex(month.month - 1)
        self.year.setValue(month.year + BE_OFFSET)
        self.year.blockSignals(False)

    def _enable(self) -> None:
        row = self.table.current_row() if self.model.rowCount() else None
        self.open_row.setEnabled(row is not None and route_of(row) is not None)

    def _go_in(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self) -> None:
        row = self.table.current_row() if self.model.rowCount() else None
        route = route_of(row) if row is not None else None
        if route is not None:
            self.ctx.navigate(route)
