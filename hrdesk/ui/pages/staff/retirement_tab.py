"""Who leaves at the end of each fiscal year, and from when their post may be filled."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.queries.retirements import LeavingRow, Retirements, UnclearRow, retirements
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState

_ALL, _UNCLEAR = "all", "unclear"


def fill_words(row: LeavingRow) -> Status | None:
    """Return whether the post may be filled yet."""
    if row.fill_from is None:
        return None
    if row.fill_now:
        return Status(f"เริ่มได้แล้ว ({thai_date_short(row.fill_from)})", "good", "check_circle")
    return Status(f"ตั้งแต่ {thai_date_short(row.fill_from)}", "info", "calendar")


def unclear_words(row: UnclearRow) -> Status:
    """Return why a last day is not known, and what to do."""
    if row.why == "missing":
        return Status("ไม่มีวันเกิดในทะเบียน", "warn", "warning")
    if row.why == "partial":
        years = " หรือ ".join(str(year) for year in row.years)
        return Status(f"วันเกิดไม่ครบ: ปีงบประมาณ {years}", "warn", "warning")
    return Status("เลยวันเกษียณแล้ว ยังอยู่ในรายชื่อปัจจุบัน", "bad", "late")


COLUMNS = (
    Column("name", "ชื่อ–สกุล", width=180),
    Column("position", "ตำแหน่ง", width=190, stretch=True),
    Column("post_number", "เลขที่ตำแหน่ง", width=110),
    Column("unit", "สังกัด", width=150),
    Column("fiscal_year", "ปีงบประมาณ", width=105, align="right", format=str),
    Column("last_day", "วันสุดท้าย", width=110),
    Column("fill", "ทำตำแหน่งแทนล่วงหน้า", width=190, status=fill_words),
    Column("born", "วันเกิด", width=100, shown=False),
    Column("leaves_on", "พ้นจากราชการ", width=110, shown=False),
    Column("last_raise_on", "เลื่อนเงินเดือนครั้งสุดท้าย", width=150, shown=False),
    Column("employment", "ประเภทบุคลากร", width=150, shown=False),
)
UNCLEAR_COLUMNS = (
    Column("name", "ชื่อ–สกุล", width=190),
    Column("position", "ตำแหน่ง", width=190, stretch=True),
    Column("unit", "สังกัด", width=170),
    Column("born", "วันเกิด", width=110),
    Column("why", "ต้องตรวจ", width=350, status=unclear_words),
)


class RetirementTab(StaffTab):
    """By year; those whose birth date is missing or lacks what decides stand in a list apart."""

    kinds: ClassVar[frozenset[str]] = frozenset({"person"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("retirement_tab")
        self._found: Retirements | None = None
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "retirements", "ผู้จะเกษียณ")
        self.unclear_model = ListTable(UNCLEAR_COLUMNS, parent=self)
        self.unclear = self.make_table(self.unclear_model, "retirements_unclear", "ผู้ที่ต้องตรวจวันเกิด")
        self.see_person = self.make_action(
            "retirement_person_open", "เปิดประวัติบุคคล", "person", self._person
        )
        self.output = ListOutput(self, "retirements", self._listed)
        self.shown = QComboBox(self)
        self.shown.setObjectName("retirements_shown")
        self.shown.setAccessibleName("ปีงบประมาณที่เกษียณ")
        self.shown.currentIndexChanged.connect(lambda _at: self._fill())
        self.count = QLabel(self)
        self.count.setObjectName("retirements_count")
        self.empty = EmptyState("ไม่มีผู้เกษียณในปีนี้", "เลือกปีอื่น หรือเติมวันเกิดในหน้าบุคลากรให้ครบ", "", self)
        self._stack = QStackedWidget(self)
        for widget in (self.table, self.unclear, self.empty):
            self._stack.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.shown)
        row.addWidget(self.count, 1)
        row.addLayout(self.buttons((self.see_person,), (), self.output.actions))
        self.rows.addLayout(row)
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.law)
        for table in (self.table, self.unclear):
            table.set_actions(self.actions_made)
            table.opened.connect(lambda _row: self._person())
            table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def refresh(self) -> None:
        """Reckon again who leaves."""
        self.ctx.tasks.query(self, retirements, self._show, self.failed, "list")

    def _show(self, found: Retirements) -> None:
        self._found = found
        self._offer(found)
        self.say_law(_law_words(found))
        self._fill()

    def _offer(self, found: Retirements) -> None:
        chosen = self.shown.currentData()
        self.shown.blockSignals(True)
        self.shown.clear()
        for year, count in found.years:
            self.shown.addItem(f"ปีงบประมาณ {year} ({count:,} คน)", year)
        self.shown.addItem(f"ทุกปีข้างต้น ({len(found.rows):,} คน)", _ALL)
        self.shown.addItem(f"ต้องตรวจวันเกิด ({len(found.unclear):,} คน)", _UNCLEAR)
        self.shown.setCurrentIndex(max(self.shown.findData(chosen), 0))
        self.shown.blockSignals(False)

    def _fill(self) -> None:
        found, chosen = self._found, self.shown.currentData()
        if found is None:
            return
        if chosen == _UNCLEAR:
            self.unclear_model.set_rows(found.unclear)
            table, rows = self.unclear, len(found.unclear)
        else:
            shown = [row for row in found.rows if chosen in (_ALL, row.fiscal_year)]
            self.model.set_rows(shown)
            table, rows = self.table, len(shown)
        now = sum(1 for row in self.model.rows() if row.fill_now) if table is self.table else 0
        self.count.setText(f"ทำตำแหน่งแทนได้แล้ว {now:,} ตำแหน่ง" if now else "")
        self.output.enable(bool(rows))
        self._stack.setCurrentWidget(table if rows else self.empty)
        self._enable()

    def _listed(self) -> MemoryList:
        here = self._here()
        title = "ผู้เกษียณอายุราชการ" if here is self.table else "ผู้ที่ต้องตรวจวันเกิด"
        columns = COLUMNS if here is self.table else UNCLEAR_COLUMNS
        model = self.model if here is self.table else self.unclear_model
        return MemoryList(title, self.shown.currentText(), columns, model.rows())

    def _here(self) -> DataTable:
        return self.unclear if self.shown.currentData() == _UNCLEAR else self.table

    def _row(self) -> Any:
        return self._here().current_row() if self._stack.currentWidget() is self._here() else None

    def _enable(self) -> None:
        self.see_person.setEnabled(self._row() is not None)

    def _person(self) -> None:
        row = self._row()
        if row is not None:
            self.ctx.navigate(Route("person", row.id))


def _law_words(found: Retirements) -> str:
    words = (
        f"พ้นจากราชการเมื่ออายุครบ {found.age.text} ปี สิ้นปีงบประมาณ ({found.age.source}) "
        "คิดเฉพาะข้าราชการ พนักงานส่วนท้องถิ่น พนักงานครู และลูกจ้างประจำ"
    )
    if found.ahead is None:
        return f"{words} · หลักเกณฑ์ชุดของสำนักงานไม่มีข้อว่าด้วยการทำตำแหน่งแทนล่วงหน้า"
    return (
        f"{words} · เลื่อนแทนผู้จะเกษียณล่วงหน้าได้ไม่เกิน {found.ahead_months} เดือน ({found.ahead.source})"
    )
