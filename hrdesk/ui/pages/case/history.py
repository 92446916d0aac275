"""Everything that was done to a case: who, when, what, from which value to which, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.sorting import search_text
from hrdesk.services.errors import DomainError
from hrdesk.ui import icons
from hrdesk.ui.audit_words import EMPTY, ChangeLine, action_words, change_lines
from hrdesk.ui.dialogs import EXCEL, ask_save
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.case.files import action_button
from hrdesk.ui.pages.case.model import moment_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from hrdesk.services.queries.cases import HistoryEntry
    from hrdesk.ui.context import AppContext


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One action in words."""

    id: int
    at: dt.datetime
    who: str
    action: str
    lines: tuple[ChangeLine, ...]
    reason: str

    @property
    def summary(self) -> str:
        """All changes in one line."""
        return " · ".join(line_words(line) for line in self.lines)

    @property
    def searched(self) -> str:
        """The text that the filter looks in."""
        return search_text(moment_words(self.at), self.who, self.action, self.summary, self.reason)


COLUMNS = (
    Column("at", "เมื่อ", width=160, format=moment_words),
    Column("who", "ผู้ทำ", width=110),
    Column("action", "รายการ", width=145),
    Column("summary", "เดิม → ใหม่", width=220, stretch=True, tooltip=lambda row: row.summary),
    Column("reason", "เหตุผล", width=90, tooltip=lambda row: row.reason),
)


def line_words(line: ChangeLine) -> str:
    """Return one changed field: its name, what it was, what it became."""
    if line.old == EMPTY:
        return f"{line.field}: {line.new}"
    return f"{line.field}: {line.old} → {line.new}"


def history_rows(entries: Sequence[HistoryEntry]) -> list[HistoryRow]:
    """Return audit entries in words, in the order given."""
    return [
        HistoryRow(
            entry.id,
            entry.at,
            entry.who,
            action_words(entry.action),
            change_lines(entry.changes),
            entry.reason,
        )
        for entry in entries
    ]


class HistoryTab(QWidget):
    """The list of actions, newest first, with a filter; the chosen one is told in full below."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self._ctx = ctx
        self._case: tuple[int, str] = (0, "")
        self._rows: list[HistoryRow] = []
        self._table = ListTable(COLUMNS)
        self.view = DataTable(ctx.settings, "case_history", "ประวัติของเรื่อง")
        self.view.set_table(self._table)
        self.search = SearchBox("ค้นในประวัติ", "history_search")
        self._told = QLabel()
        self._told.setObjectName("history_told")
        self._told.setWordWrap(True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._told.setContentsMargins(4, 4, 4, 4)
        self._empty = EmptyState("ไม่พบรายการ", "ลองล้างคำค้น")
        self._stack = QStackedWidget()
        self._excel = QAction("ส่งออก Excel", self)
        self._excel.setObjectName("export_history")
        icons.set_icon(self._excel, "excel")
        self._excel.triggered.connect(self.export)
        self.view.set_actions([self._excel])
        self._lay_out()
        self.search.searched.connect(lambda _text: self._fill())
        self.search.moved_down.connect(self.view.setFocus)
        self.view.chosen.connect(self._tell)

    def show_case(self, case_id: int, number: str) -> None:
        """Read the history of a case."""
        from hrdesk.services.queries.cases import case_history

        if case_id != self._case[0]:
            self._rows = []
            self._fill()
        self._case = (case_id, number)
        self._ctx.tasks.query(
            self, lambda uow: case_history(uow, case_id), self._arrived, key="history"
        )

    def export(self) -> None:
        """Write what the filter shows to an Excel file, one line for each changed field."""
        number = self._case[1]
        suggested = f"ประวัติเรื่อง {number.replace('/', '-')}.xlsx"
        place = ask_save(self, "ส่งออก Excel", suggested, EXCEL)
        if place is None:
            return
        rows, searched = self._table.rows(), self.search.query()
        self._ctx.tasks.work(
            self,
            lambda _progress: write_history(place, number, searched, rows),
            lambda _none: self._ctx.notify.info(f"บันทึกไฟล์ไว้ที่ {place} แล้ว"),
            label="กำลังเขียนไฟล์ Excel",
        )

    def _lay_out(self) -> None:
        set_role(self._told, "plain")
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.search, 1)
        bar.addWidget(action_button(self._excel))
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        below = scrolled(self._told, "history_told_area")
        below.setFixedHeight(110)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.setSpacing(8)
        rows.addLayout(bar)
        rows.addWidget(self._stack, 1)
        rows.addWidget(below)

    def _arrived(self, entries: Sequence[HistoryEntry]) -> None:
        self._rows = history_rows(entries)
        self._fill()

    def _fill(self) -> None:
        wanted = search_text(self.search.query())
        shown = [row for row in self._rows if wanted in row.searched]
        self._table.set_rows(shown)
        self._stack.setCurrentWidget(self.view if shown else self._empty)
        if shown and self.view.current_row() is None:
            self.view.select_id(shown[0].id)
        self._tell(self.view.current_row())

    def _tell(self, row: HistoryRow | None) -> None:
        if row is None:
            self._told.setText("")
            return
        lines = [f"{row.action} · {row.who} · {moment_words(row.at)}"]
        lines += [line_words(line) for line in row.lines]
        if row.reason:
            lines.append(f"เหตุผล: {row.reason}")
        self._told.setText(breakable("\n".join(lines)))


def excel_rows(rows: Sequence[HistoryRow]) -> list[tuple[str, ...]]:
    """Return one line for each changed field; an action without changes has one line too."""
    return [
        (moment_words(row.at), row.who, row.action, line.field, line.old, line.new, row.reason)
        for row in rows
        for line in row.lines or (ChangeLine("", "", ""),)
    ]


def write_history(place: Path, number: str, searched: str, rows: Sequence[HistoryRow]) -> None:
    """Write the history to an Excel file; raises ``DomainError`` with the exchange's codes."""
    from hrdesk.exchange.errors import ExchangeError
    from hrdesk.exchange.lists import ListColumn, ListSheet, write_list

    sheet = ListSheet(
        title=f"ประวัติเรื่องเลขที่ {number}",
        columns=tuple(ListColumn(heading, width=width) for heading, width in _EXCEL),
        rows=excel_rows(rows),
        filters=(("ค้นหา", searched),) if searched else (),
    )
    try:
        write_list(place, sheet)
    except ExchangeError as problem:
        raise DomainError(problem.code, **problem.facts) from problem


_EXCEL = (
    ("เมื่อ", 24),
    ("ผู้ทำ", 22),
    ("รายการ", 24),
    ("ช่อง", 22),
    ("เดิม", 30),
    ("ใหม่", 40),
    ("เหตุผล", 40),
)
