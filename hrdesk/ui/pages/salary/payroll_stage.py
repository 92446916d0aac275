"""The stage บัญชีถือจ่าย: what the round stands on, and who on it needs a second look."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.payroll_facts import SPECIAL
from hrdesk.services.queries.salary_rounds import RoundView
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.salary.board import Board
from hrdesk.ui.pages.salary.people import Shown
from hrdesk.ui.pages.salary.stage import RoundStage
from hrdesk.ui.pages.salary.words import money
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable

_HEADS = (
    Column("label", "บัญชี", width=320, stretch=True),
    Column("heads", "คน", "right", 80, format=lambda value: f"{value:,}"),
    Column("payroll", "เงินเดือนรวม (บาท)", "right", 150, format=money),
)
_OPEN = "จำนวนคนและเงินเดือนตรึงแล้ว ส่วนข้อมูลสิทธิ (วันลา โทษ เดือนที่ปฏิบัติงาน) ยังแก้ได้ในบัญชีถือจ่ายจนกว่าจะอนุมัติ"
_FINAL = (
    "จำนวนคน เงินเดือน และข้อมูลสิทธิ (วันลา โทษ เดือนที่ปฏิบัติงาน) ตรึงแล้วตามที่อนุมัติ "
    "หากต้องแก้ ให้ออกรอบใหม่แทนที่ขั้น ๕ อนุมัติ"
)


def special_words(shown: Shown) -> str:
    """Return the special cases of a person."""
    return " · ".join(SPECIAL.get(each, each) for each in shown.line.special)


SPECIAL_COLUMNS = (
    Column("name", "ชื่อ", width=180, value=lambda each: each.line.name),
    Column("post", "ตำแหน่ง", width=160, value=lambda each: each.line.post_title),
    Column("unit", "หน่วยงาน", width=140, value=lambda each: each.line.unit),
    Column("salary", "เงินเดือน", "right", 90, value=lambda each: each.row.salary, format=money),
    Column("special", "กรณีพิเศษ", width=260, value=special_words, stretch=True),
    Column("note", "หมายเหตุ", width=160, value=lambda each: each.line.note),
)


class PayrollStage(RoundStage):
    """Heads and money by account, then the special cases; Enter leads to a person's choice."""

    kinds: ClassVar[frozenset[str]] = frozenset({"salary_round", "payroll"})

    def __init__(self, ctx: AppContext, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(ctx, board, parent)
        self.setObjectName("payroll_stage")
        self.see = self.make_action("stage_payroll_open", "เปิดบัญชีถือจ่าย", "folder", self._open)
        self.told = QLabel(self)
        self.told.setObjectName("payroll_told")
        self.told.setWordWrap(True)
        self.model = ListTable(_HEADS, row_id=lambda row: row.key, parent=self)
        self.table = DataTable(ctx.settings, "round_payroll", "บัญชีถือจ่ายตามกลุ่ม", self)
        self.table.set_table(self.model)
        self.table.setSortingEnabled(False)  # the law's order of groups, all at the end
        self.special_head = QLabel(self)
        self.special_head.setObjectName("special_head")
        set_role(self.special_head, "subtitle")
        self.special_model = ListTable(SPECIAL_COLUMNS, parent=self)
        self.special = DataTable(ctx.settings, "round_special", "กรณีพิเศษ", self)
        self.special.set_table(self.special_model)
        self.output = ListOutput(self, "special", self._listed)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.told, 1)
        top.addWidget(action_button(self.see, self))
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.special_head, 1)
        for action in self.output.actions:
            below.addWidget(action_button(action, self))
        self.rows.addLayout(top)
        self.rows.addWidget(self.table, 1)
        self.rows.addLayout(below)
        self.rows.addWidget(self.special, 1)
        self.special.opened.connect(lambda row: self.go.emit("allocate", row.id))

    def show_round(self, view: RoundView) -> None:
        """Show heads, money and special cases."""
        day = thai_date_short(view.snapshot_taken_on)
        told = f"รอบนี้ตั้งต้นจากบัญชีถือจ่าย ณ {day} {_OPEN if view.state == 'open' else _FINAL}"
        self.told.setText(breakable(told))
        totals = view.totals
        parts = totals.groups or totals.units
        self.model.set_rows([*(each for each in parts.values() if each.heads), totals.whole])
        special = [each for each in self.board.people.values() if each.line.special]
        self.special_model.set_rows(special)
        self.special.setVisible(bool(special))
        told = f"กรณีพิเศษ {len(special):,} คน" if special else "ไม่มีกรณีพิเศษ"
        self.special_head.setText(told)
        self.output.enable(bool(special))

    def _open(self) -> None:
        view = self.board.view
        if view is not None:
            params = {"tab": "payroll", "payroll": str(view.snapshot_id)}
            self.ctx.navigate(Route("salary", params=params))

    def _listed(self) -> MemoryList:
        return MemoryList("กรณีพิเศษในบัญชีถือจ่าย", "", SPECIAL_COLUMNS, self.special_model.rows())
