"""The stage ตรวจ: everything that hinders deciding, and who it is about."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from hrdesk.services.queries.salary_rounds import RoundView
from hrdesk.ui.context import AppContext
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.salary.board import Board
from hrdesk.ui.pages.salary.people import Shown, status, why
from hrdesk.ui.pages.salary.stage import RoundStage
from hrdesk.ui.pages.salary.words import money, view_words
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable

_HINDERS = Status("ต้องแก้", "bad", "error")
_KNOW = Status("ควรทราบ", "info", "info")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list: a hindrance, or something worth knowing."""

    id: int
    text: str
    hinders: bool


ITEMS = (
    Column("kind", "ชนิด", width=120, status=lambda row: _HINDERS if row.hinders else _KNOW),
    Column("text", "เรื่อง", width=600, tooltip=lambda row: row.text, stretch=True),
)


def matter(shown: Shown) -> str:
    """Return what is to be done about a person."""
    if shown.row.problem:
        return shown.row.problem
    if shown.waiting:
        return "เลือกจำนวนขั้น"
    if shown.wants_reason:
        return "ให้ต่างจากข้อเสนอ ใส่เหตุผล"
    return why(shown)


def to_look_at(shown: Shown) -> bool:
    """Tell whether a person hinders deciding."""
    unknown = bool(shown.row.needs) and bool(shown.row.raised or shown.row.special)
    return bool(shown.row.problem) or shown.waiting or shown.wants_reason or unknown


PEOPLE = (
    Column("name", "ชื่อ", width=180, value=lambda each: each.line.name),
    Column("unit", "หน่วยงาน", width=140, value=lambda each: each.line.unit),
    Column("salary", "เงินเดือน", "right", 90, value=lambda each: each.row.salary, format=money),
    Column("state", "สถานะ", width=140, status=status),
    Column("matter", "ต้องทำ", width=330, value=matter, tooltip=matter, stretch=True),
)


class CheckStage(RoundStage):
    """Two lists; Enter on a person leads to the row where it is mended."""

    def __init__(self, ctx: AppContext, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(ctx, board, parent)
        self.setObjectName("check_stage")
        self.told = QLabel(self)
        self.told.setObjectName("check_told")
        self.told.setWordWrap(True)
        self.jump = self.make_action("check_go", "ไปแก้คนนี้", "forward", self._jump)
        self.facts = self.make_action("check_facts", "ดูสิทธิคนนี้", "eye", self._to_facts)
        self.decide = self.make_action(
            "check_decide", "ไปอนุมัติ", "check", lambda: self.go.emit("decide", 0)
        )
        self.items = ListTable(ITEMS, parent=self)
        self.items_table = DataTable(ctx.settings, "check_items", "สิ่งที่ต้องแก้และควรทราบ", self)
        self.items_table.set_table(self.items)
        self.items_table.setWordWrap(False)
        self.people = ListTable(PEOPLE, parent=self)
        self.table = DataTable(ctx.settings, "check_people", "คนที่ต้องแก้", self)
        self.table.set_table(self.people)
        self.table.set_actions((self.jump, self.facts))
        self.head = QLabel(self)
        self.head.setObjectName("check_people_head")
        set_role(self.head, "subtitle")
        self.output = ListOutput(self, "check", self._listed)
        self._lay_out()
        self.table.opened.connect(lambda _row: self._jump())
        self.table.chosen.connect(lambda _row: self._enable())
        self.items_table.opened.connect(lambda _row: self.table.setFocus())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.told, 1)
        top.addWidget(action_button(self.decide, self, primary=True))
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.head, 1)
        for action in (self.jump, self.facts, *self.output.actions):
            below.addWidget(action_button(action, self))
        lower = QWidget(self)
        inside = QVBoxLayout(lower)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.setSpacing(4)
        inside.addLayout(below)
        inside.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.items_table)
        split.addWidget(lower)
        split.setSizes([200, 300])
        self.rows.addLayout(top)
        self.rows.addWidget(split, 1)

    def show_round(self, view: RoundView) -> None:
        """Show what is to be done, as the choices are now."""
        problems = self.board.problems()
        items = [
            *((text, True) for text in problems),
            *((text, False) for text in (*view.law.notes, *view.notes)),
        ]
        self.items.set_rows(Item(at, *each) for at, each in enumerate(items))
        final = view.state != "open"
        rows = [] if final else [each for each in self.board.people.values() if to_look_at(each)]
        self.people.set_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.select_id(rows[0].id)
        if final:
            words, tone = "ผลเป็นที่สุดแล้ว", "good"
        elif problems:
            words, tone = f"ยังต้องแก้ {len(problems):,} ข้อก่อนอนุมัติ", "warn"
        else:
            words, tone = "ครบแล้ว อนุมัติได้", "good"
        set_role(self.told, "subtitle", tone)
        self.told.setText(breakable(words))
        self.head.setText(f"คนที่ต้องแก้ {len(rows):,} คน")
        self._enable()

    def _enable(self) -> None:
        chosen = self.table.current_row() is not None
        self.jump.setEnabled(chosen)
        self.facts.setEnabled(chosen)
        self.output.enable(bool(self.people.rowCount()))

    def _jump(self) -> None:
        row: Shown | None = self.table.current_row()
        if row is not None:
            self.go.emit("allocate", row.id)

    def _to_facts(self) -> None:
        row: Shown | None = self.table.current_row()
        if row is not None:
            self.go.emit("eligible", row.id)

    def _listed(self) -> MemoryList:
        view = self.board.view
        title = f"ต้องแก้ {view_words(view)}".replace("/", "-") if view is not None else "ต้องแก้"
        return MemoryList(title, "", PEOPLE, self.people.rows())
