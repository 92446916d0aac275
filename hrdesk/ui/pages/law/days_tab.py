"""The tab วันหยุด: a year's days off, where each comes from, and the office's own."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.access import Right
from hrdesk.services.office_days import AddDay, add_days, remove_days
from hrdesk.services.queries.law import (
    CalendarDay,
    DayOrigin,
    announced_to,
    calendar_year,
    office_day_set,
)
from hrdesk.services.unit_of_work import BANGKOK
from hrdesk.ui.context import AppContext
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.law.day_dialogs import DayDialog, PasteDaysDialog
from hrdesk.ui.pages.law.words import ORIGINS
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import SettingsTab, action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.flow import FlowLayout
from hrdesk.ui.widgets.spin_box import SpinBox

_ERA = 543
_YEARS = (2500, 2700)
_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")


def _weekday(row: CalendarDay) -> str:
    return _WEEKDAYS[row.day.weekday()]


def _source(row: CalendarDay) -> str:
    added = ""
    if row.added_at is not None:
        added = f"{row.added_by} {thai_date_short(row.added_at.astimezone(BANGKOK).date())}"
    return " · ".join(part for part in (row.source, added) if part)


COLUMNS = (
    Column("day", "วันที่", width=110),
    Column("weekday", "วัน", width=84, value=_weekday, sort=lambda row: row.day.weekday()),
    Column("name", "ชื่อ", width=220, stretch=True, tooltip=lambda row: row.name),
    Column("origin", "มาจาก", width=180, status=lambda row: ORIGINS[row.origin]),
    Column("source", "ที่มาและผู้เพิ่ม", width=200, value=_source, tooltip=_source),
)


class DaysTab(SettingsTab):
    """Days by year; those who manage the office add, mark as worked and take away."""

    kinds: ClassVar[frozenset[str]] = frozenset({"office_day"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("law_days_tab")
        self.year = SpinBox(self)
        self.year.setObjectName("law_year")
        self.year.setAccessibleName("ปี พ.ศ.")
        self.year.setRange(*_YEARS)
        self.year.setPrefix("พ.ศ. ")
        self.year.setValue(ctx.today().year + _ERA)
        self.table = DataTable(ctx.settings, "law_days", "วันหยุดของปี", self)
        self.model = ListTable(COLUMNS, row_id=lambda row: row.day, parent=self)
        self.table.set_table(self.model)
        make = self.make_action
        self.add = make("law_day_add", "เพิ่มวันหยุด…", "add", self._add)
        self.paste = make("law_day_paste", "เพิ่มหลายวัน…", "copy", self._paste)
        self.work = make("law_day_work", "ให้เป็นวันทำงาน…", "edit", self._work)
        self.remove = make("law_day_remove", "นำออก", "delete", self._remove, "Del")
        may = ctx.may(Right.MANAGE_OFFICE)
        acts = tuple(self.actions_made)
        for action in acts:
            action.setVisible(may)
        self.output = ListOutput(self, "law_days", self._listed)
        self.table.set_actions(self.actions_made)
        self.told = QLabel(self)
        self.told.setObjectName("law_days_told")
        self.told.setWordWrap(True)
        set_role(self.told, "muted")
        line = QWidget(self)
        buttons = FlowLayout(line)  # in a small window they go on in a second line
        for action in (*acts, *self.output.actions):
            buttons.addWidget(action_button(action, line, primary=action is self.add))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.year)
        head.addWidget(self.told, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(line)
        rows.addWidget(self.table, 1)
        self.year.valueChanged.connect(lambda _year: self.refresh())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def refresh(self) -> None:
        """Read the year again."""
        year = self.year.value() - _ERA
        self.ctx.tasks.query(self, lambda uow: calendar_year(uow, year), self._show, key="year")

    def _show(self, rows: tuple[CalendarDay, ...]) -> None:
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        off = sum(row.off for row in rows)
        weekdays = sum(row.off and row.day.weekday() < 5 for row in rows)
        known = announced_to()
        later = (
            f" วันหยุดหลัง {thai_date_short(known)} คำนวณไว้ล่วงหน้า อาจเปลี่ยนตามประกาศ"
            if self.year.value() - _ERA > known.year
            else ""
        )
        self.told.setText(
            breakable(
                f"วันหยุด {off:,} วัน ตรงกับวันจันทร์ถึงวันศุกร์ {weekdays:,} วัน{later} "
                "เมื่อเพิ่มหรือนำวันออก วันครบกำหนดที่คำนวณไว้แล้วไม่เปลี่ยน ครั้งต่อไปที่คำนวณจึงใช้วันใหม่"
            )
        )
        self._enable()

    def _enable(self) -> None:
        row: CalendarDay | None = self.table.current_row()
        may = self.ctx.may(Right.MANAGE_OFFICE)
        self.remove.setEnabled(may and row is not None and row.id is not None)
        holiday = row is not None and row.origin in {DayOrigin.LIBRARY, DayOrigin.CORRECTION}
        self.work.setEnabled(may and holiday and row is not None and row.day.weekday() < 5)

    def _add(self) -> None:
        dialog = DayDialog("เพิ่มวันหยุด", self.ctx.today, lambda days: self._store(days, dialog), self)
        dialog.open()

    def _work(self) -> None:
        row: CalendarDay | None = self.table.current_row()
        if row is None or not self.work.isEnabled():
            return
        title = f"ให้ {thai_date_short(row.day)} ({row.name}) เป็นวันทำงาน"
        dialog = DayDialog(
            title, self.ctx.today, lambda days: self._store(days, dialog), self,
            day=row.day, works=True,
        )  # fmt: skip
        dialog.open()

    def _paste(self) -> None:
        def show(kept: frozenset[dt.date]) -> None:
            dialog = PasteDaysDialog(kept, lambda days: self._store(days, dialog), self)
            dialog.open()

        self.ctx.tasks.query(self, office_day_set, show, key="kept")

    def _store(self, days: tuple[AddDay, ...], dialog: DayDialog | PasteDaysDialog) -> None:
        def done(_ids: tuple[int, ...]) -> None:
            dialog.accept()
            first = min(day.day for day in days if day.day is not None)
            self.year.setValue(first.year + _ERA)
            self.table.select_id(first)

        self.ctx.tasks.act(
            self,
            lambda uow: add_days(uow, days),
            done,
            dialog.refused,
            undo=lambda ids: lambda uow: remove_days(uow, ids),
            saved=f"เพิ่มวันของสำนักงาน {len(days):,} วันแล้ว",
        )

    def _remove(self) -> None:
        row: CalendarDay | None = self.table.current_row()
        if row is None or row.id is None:
            return
        key = row.id
        self.ctx.tasks.act(
            self,
            lambda uow: remove_days(uow, (key,)),
            undo=lambda gone: lambda uow: add_days(uow, gone),
            saved=f"นำวันที่ {thai_date_short(row.day)} ออกจากวันของสำนักงานแล้ว",
        )

    def _listed(self) -> MemoryList:
        return MemoryList("วันหยุด", f"พ.ศ. {self.year.value()}", COLUMNS, self.model.rows())
