"""Choosing who gets a letter: from the register of people, or from an order that was issued."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.number_books import Book
from hrdesk.services.queries.people import PersonRow, list_people, units
from hrdesk.services.queries.registers import RegisterFilter, RegisterRow, register_page
from hrdesk.ui.context import AppContext
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.people.filter_bar import FilterBar
from hrdesk.ui.pages.people.model import PeopleTable
from hrdesk.ui.pages.registers.model import COLUMNS
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from hrdesk.services.queries.people import PeopleFilter

_MOST = 5000


class _Picking(ReadingOrder, QDialog):
    """A list and its buttons."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(20, 16, 20, 16)
        self.rows.setSpacing(10)
        self.foot = QHBoxLayout()
        self.resize(900, 560)

    def finish(self, *buttons: QPushButton) -> None:
        """Put the buttons under the list."""
        close = self.button("dialog_cancel", "ปิด", self.reject)
        self.foot.addStretch()
        for button in (close, *buttons):
            self.foot.addWidget(button)
        self.rows.addLayout(self.foot)

    def button(self, name: str, words: str, call: object) -> QPushButton:
        """Make a button."""
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setAutoDefault(False)
        made.clicked.connect(call)
        return made


class PickPeople(_Picking):
    """The register with its filters; the chosen ones or all that are shown are taken."""

    picked = Signal(object)  # Sequence[PersonRow]

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__("pick_people", "เพิ่มผู้รับหนังสือ", parent)
        self._ctx = ctx
        self.bar = FilterBar(self)
        self.model = PeopleTable(ctx.tasks, self)
        self.table = DataTable(ctx.settings, "batch_people", "บุคคลที่เลือกได้", self)
        self.table.set_table(self.model)
        self.rows.addWidget(self.bar)
        self.rows.addWidget(self.table, 1)
        self.all = self.button("pick_all", "เพิ่มทุกคนที่แสดง", self._take_all)
        self.some = self.button("pick_chosen", "เพิ่มที่เลือก", self._take_chosen)
        set_role(self.some, "primary")
        self.finish(self.all, self.some)
        self.bar.changed.connect(self.model.show)
        self.bar.moved_down.connect(self.table.setFocus)
        self.model.loaded.connect(self.bar.set_count)
        self.table.opened.connect(lambda _row: self._take_chosen())
        self.model.show(self.bar.filter())
        ctx.tasks.query(self, units, self.bar.set_units, key="units")
        self.bar.search.setFocus()

    def _take_chosen(self) -> None:
        self.model.with_rows(self.table.selected_rows(), self._take)

    def _take_all(self) -> None:
        wanted: PeopleFilter = self.model.wanted
        sort = self.model.order()
        self._ctx.tasks.query(
            self, lambda uow: list_people(uow, wanted, sort, 0, _MOST).rows, self._take, key="all"
        )

    def _take(self, people: Sequence[PersonRow]) -> None:
        if people:
            self.picked.emit(people)
            self.accept()


class PickOrder(_Picking):
    """The orders that were issued; those one names are taken."""

    picked = Signal(int)  # id of the paper

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__("pick_order", "เพิ่มผู้รับจากคำสั่ง", parent)
        self._ctx = ctx
        self.search = SearchBox("ค้นหาเลขที่หรือเรื่องของคำสั่ง", "pick_order_search", self)
        shown = tuple(c for c in COLUMNS if c.key in {"shown", "dated", "title", "case_number"})
        self.model = ListTable(shown, parent=self)
        self.table = DataTable(ctx.settings, "batch_orders", "คำสั่งที่ออกแล้ว", self)
        self.table.set_table(self.model)
        self.rows.addWidget(self.search)
        self.rows.addWidget(self.table, 1)
        self.go = self.button("pick_chosen", "เพิ่มผู้มีชื่อในคำสั่ง", self._take)
        set_role(self.go, "primary")
        self.go.setEnabled(False)
        self.finish(self.go)
        self.search.searched.connect(lambda _text: self._read())
        self.search.moved_down.connect(self.table.setFocus)
        self.table.opened.connect(lambda _row: self._take())
        self.table.chosen.connect(lambda row: self.go.setEnabled(row is not None))
        self._read()
        self.search.setFocus()

    def _read(self) -> None:
        wanted = RegisterFilter(book=Book.ORDER, text=self.search.query(), void=False)
        self._ctx.tasks.query(
            self, lambda uow: register_page(uow, wanted, limit=200), self._show, key="orders"
        )

    def _show(self, rows: Sequence[RegisterRow]) -> None:
        self.model.set_rows([row for row in rows if row.paper_id is not None])

    def _take(self) -> None:
        row: RegisterRow | None = self.table.current_row()
        if row is not None and row.paper_id is not None:
            self.picked.emit(row.paper_id)
            self.accept()
