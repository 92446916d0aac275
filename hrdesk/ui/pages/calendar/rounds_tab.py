"""The rounds of a fiscal year, and below the matters that belong to the chosen one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import CaseStatus
from hrdesk.rules.dates import BE_OFFSET, FIRST_YEAR, LAST_YEAR, fiscal_year, thai_date_short
from hrdesk.rules.rounds import ROUNDS
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.rounds import (
    BY_EFFECT,
    RoundCase,
    RoundRow,
    RoundYear,
    cases_of_round,
    rounds_of_year,
)
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import SettingsTab, action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.spin_box import SpinBox


def span_words(row: RoundRow) -> str:
    """Return the days of a round."""
    if row.first == row.last:
        return thai_date_short(row.first)
    return f"{thai_date_short(row.first)} – {thai_date_short(row.last)}"


def kinds_words(row: RoundRow) -> str:
    """Return the kinds of matters that belong to a round."""
    return ", ".join(kind.label for kind in row.kinds) or "–"


def belongs_words(row: RoundRow) -> str:
    """Return by which day a matter belongs to a round, in one sentence."""
    first, last = thai_date_short(row.since), thai_date_short(row.last)
    if row.action in BY_EFFECT:
        return f"เรื่องเข้ารอบนี้เมื่อวันที่มีผลอยู่ระหว่าง {first} ถึง {last} ถ้าไม่มีวันที่มีผลใช้วันที่รับเรื่อง"
    return f"เรื่องเข้ารอบนี้เมื่อรับเรื่องระหว่าง {first} ถึง {last} คือหลังรอบก่อนจนสิ้นสุดรอบนี้"


def state_of(row: RoundCase) -> Status:
    """Return a matter's state."""
    if row.status is CaseStatus.COMPLETED:
        return Status(row.status.label, "good", "check_circle")
    return Status(row.status.label, "info", "current")


ROUND_COLUMNS = (
    Column("label", "รอบ", width=230),
    Column("first", "วันที่", width=215, value=span_words, sort=lambda row: row.first),
    Column("cases", "เรื่อง", width=70, align="right"),
    Column("open_cases", "ยังไม่เสร็จ", width=90, align="right"),
    Column("kinds", "ประเภทเรื่อง", width=200, value=kinds_words),
    Column("source", "ที่มา", width=300, stretch=True, tooltip=lambda row: row.source),
)
CASE_COLUMNS = (
    Column("number", "เลขที่", width=85),
    Column("case_type", "ประเภท", width=150),
    Column("name", "ชื่อ–สกุล", width=180),
    Column("unit", "หน่วยงาน", width=150),
    Column("subject", "เรื่อง", width=200, stretch=True),
    Column("received_on", "วันที่รับเรื่อง", width=110),
    Column("effective_on", "วันที่มีผล", width=110),
    Column("status", "สถานะ", width=150, status=state_of),
    Column("step", "ขั้นตอน", width=170, shown=False),
)


class RoundsTab(SettingsTab):
    """Choosing a round shows its matters; a matter opens."""

    kinds: ClassVar[frozenset[str]] = frozenset({"case", "law", "procedure", "office"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("rounds_tab")
        self._wanted: tuple[str, dt.date] | None = None
        self.year = SpinBox(self)
        self.year.setObjectName("rounds_year")
        self.year.setAccessibleName("ปีงบประมาณ")
        self.year.setPrefix("ปีงบประมาณ ")
        self.year.setRange(FIRST_YEAR + BE_OFFSET + 2, LAST_YEAR + BE_OFFSET - 1)
        self.year.setValue(fiscal_year(ctx.today()))
        self.without = self._muted("rounds_without")
        self.rounds = ListTable(
            ROUND_COLUMNS, row_id=lambda row: (row.action, row.first), parent=self
        )
        self.round_table = DataTable(ctx.settings, "rounds", "รอบของปีงบประมาณ", self)
        self.round_table.set_table(self.rounds)
        self.title = QLabel(self)
        self.title.setObjectName("round_title")
        set_role(self.title, "subtitle")
        self.belongs = self._muted("round_belongs")
        self.cases = ListTable(CASE_COLUMNS, parent=self)
        self.case_table = DataTable(ctx.settings, "round_cases", "เรื่องในรอบที่เลือก", self)
        self.case_table.set_table(self.cases)
        self.open_case = self.make_action("round_case_open", "เปิดเรื่อง", "forward", self._open)
        self.rounds_output = ListOutput(self, "rounds", self._rounds_listed)
        self.cases_output = ListOutput(self, "round_cases", self._cases_listed)
        self.rounds_output.print.setShortcut("")  # Ctrl+P prints the matters of the round
        self.rounds_output.excel.setText("รอบทั้งปีเป็น Excel…")
        self.rounds_output.print.setText("พิมพ์รอบทั้งปี…")
        self.case_table.set_actions((self.open_case, *self.cases_output.actions))
        self.round_table.set_actions(self.rounds_output.actions)
        self.empty = EmptyState("ไม่มีเรื่องในรอบนี้", "", "", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.case_table)
        self._stack.addWidget(self.empty)
        self._lay_out()
        self.year.valueChanged.connect(lambda _year: self.refresh())
        self.round_table.chosen.connect(lambda _row: self._chosen())
        self.round_table.opened.connect(lambda _row: self._go_in())
        self.case_table.opened.connect(lambda _row: self._open())
        self.case_table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def _muted(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        set_role(label, "muted")
        return label

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.year)
        head.addStretch()
        for action in self.rounds_output.actions:
            head.addWidget(action_button(action, self))
        below = QWidget(self)
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.title, 1)
        for action in (self.open_case, *self.cases_output.actions):
            line.addWidget(action_button(action, self))
        inside.addLayout(line)
        inside.addWidget(self.belongs)
        inside.addWidget(self._stack, 1)
        self.round_table.setMinimumHeight(110)
        self._stack.setMinimumHeight(90)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setObjectName("rounds_split")
        split.setChildrenCollapsible(False)
        split.addWidget(self.round_table)
        split.addWidget(below)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(split, 1)
        rows.addWidget(self.without)

    # -- reading ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the rounds of the year again."""
        year = self.year.value()
        self.ctx.tasks.query(
            self, lambda uow: rounds_of_year(uow, year), self._show, self._failed, "year"
        )

    def narrow(self, params: Mapping[str, str]) -> None:
        """Choose the round that a route names by a day of it and its name."""
        if not params.get("day"):
            return
        day = dt.date.fromisoformat(params["day"])
        action = next((key for key, words in ROUNDS.items() if words == params.get("label")), "")
        self._wanted = (action, day)
        self.year.blockSignals(True)
        self.year.setValue(fiscal_year(day))
        self.year.blockSignals(False)

    def _show(self, found: RoundYear) -> None:
        self.rounds.set_rows(found.rows)
        self.rounds_output.enable(bool(found.rows))
        lacking = " และ".join(ROUNDS[action] for action in found.without)
        self.without.setText(
            breakable(f"หลักเกณฑ์ชุดของสำนักงานไม่กำหนดรอบของ{lacking}") if lacking else ""
        )
        self.without.setVisible(bool(lacking))
        if self.round_table.current_row() is None or self._wanted is not None:
            self._choose(found)
        else:
            self._chosen()

    def _choose(self, found: RoundYear) -> None:
        """Choose the round asked for, else the one that runs or comes next."""
        today = self.ctx.today()
        action, day = self._wanted or ("", today)
        self._wanted = None
        rows = [row for row in found.rows if not action or row.action == action]
        wanted = next((row for row in rows if row.last >= day), None)
        wanted = wanted or next(iter(found.rows), None)
        if wanted is None:
            self._chosen()
        else:
            self.round_table.select_id((wanted.action, wanted.first))

    def _failed(self, problem: DomainError) -> None:
        self.ctx.notify.error(problem, self.refresh)

    def _round(self) -> RoundRow | None:
        found: RoundRow | None = self.round_table.current_row()
        return found

    def _chosen(self) -> None:
        row = self._round()
        if row is None:
            self.title.setText("")
            self.belongs.setText("")
            self._show_cases(())
            return
        self.title.setText(f"{row.label} {span_words(row)}")
        self.belongs.setText(breakable(belongs_words(row)))
        self.ctx.tasks.query(
            self,
            lambda uow: cases_of_round(uow, row.action, row.first),
            self._show_cases,
            self._failed,
            key="cases",
        )

    def _show_cases(self, rows: tuple[RoundCase, ...]) -> None:
        self.cases.set_rows(rows)
        self.cases_output.enable(bool(rows))
        self._stack.setCurrentWidget(self.case_table if rows else self.empty)
        self._enable()

    def _rounds_listed(self) -> MemoryList:
        title = f"รอบของปีงบประมาณ {self.year.value()}"
        return MemoryList(title, "", ROUND_COLUMNS, self.rounds.rows())

    def _cases_listed(self) -> MemoryList:
        row = self._round()
        told = belongs_words(row) if row is not None else ""
        return MemoryList(f"รอบ{self.title.text()}", told, CASE_COLUMNS, self.cases.rows())

    # -- what the user does -------------------------------------------------------------------

    def _enable(self) -> None:
        row = self.case_table.current_row() if self.cases.rowCount() else None
        self.open_case.setEnabled(row is not None)

    def _go_in(self) -> None:
        if self.cases.rowCount():
            self.case_table.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self) -> None:
        row = self.case_table.current_row() if self.cases.rowCount() else None
        if row is not None:
            self.ctx.navigate(Route("case", row.id))
