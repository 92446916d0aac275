"""The register of numbers: found, opened as issued, voided, corrected; new papers of the office."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hrdesk.rules.dates import BE_OFFSET
from hrdesk.services.access import Right
from hrdesk.services.number_books import VoidNumber, void_number
from hrdesk.services.queries.registers import (
    BookState,
    RegisterRow,
    book_state,
    register_years,
)
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import ask_reason
from hrdesk.ui.pages.registers.filter_line import FilterLine
from hrdesk.ui.pages.registers.model import RegisterTable, void_words
from hrdesk.ui.pages.registers.output import export_excel, print_register
from hrdesk.ui.pages.settings.tab import SettingsTab, action_button
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.flow import FlowLayout

_ORDERS = frozenset({"order", "committee_order", "correction_order", "cancel_order"})


class NumbersTab(SettingsTab):
    """Every number of every book, with what can be done with the one chosen."""

    kinds: ClassVar[frozenset[str]] = frozenset({"number", "paper", "batch"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("numbers_tab")
        self._asked = False
        self._taken: Route | None = None
        self._to_open: int | None = None
        self._state: BookState | None = None
        self.bar = FilterLine(ctx.today().year + BE_OFFSET, self)
        self.model = RegisterTable(ctx.tasks, self)
        self.table = DataTable(ctx.settings, "register", "ทะเบียนเลข", self)
        self.table.set_table(self.model)
        self._make_actions()
        self.empty = EmptyState(parent=self)
        self.empty.started.connect(self._begin)
        self._below = QStackedWidget(self)
        self._below.addWidget(self.table)
        self._below.addWidget(self.empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._buttons())
        rows.addWidget(self.bar)
        rows.addWidget(self._below, 1)
        self.bar.changed.connect(self._narrow)
        self.bar.search.moved_down.connect(self._go_down)
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(ctx.notify.error)
        self.table.opened.connect(lambda _row: self.open_paper())
        self.table.chosen.connect(lambda _row: self._enable())
        self.setFocusProxy(self.bar.search)
        self._enable()

    def refresh(self) -> None:
        """Read the register again; the current line stays current."""
        if not self._asked:
            self._asked = True
            self._narrow()
        else:
            self.model.refresh()
            self._ask_book()
        self.ctx.tasks.query(self, register_years, self.bar.set_years, key="years")

    def take_route(self, route: Route) -> None:
        """Show what a route asks for: ``text`` is looked for in all years and books, and the
        paper of the number with the route's id is opened, once."""
        if route is self._taken:
            return
        self._taken, self._to_open = route, route.id
        if route.id is not None:
            self.bar.every_one()
        if route.params.get("text"):
            self.bar.year.setCurrentIndex(0)
            self.bar.search.set_query(route.params["text"])
            self._narrow()

    # -- what can be done -----------------------------------------------------------------------

    def new_paper(self) -> None:
        """Choose a paper of the office and make it."""
        from hrdesk.ui.pages.registers.new_paper import NewPaperDialog

        NewPaperDialog(self.ctx, self).open()

    def open_paper(self) -> None:
        """Show the paper exactly as it was issued."""
        row = self._row()
        if row is not None and row.paper_id is not None:
            from hrdesk.ui.pages.registers.show_issued import show_number

            show_number(self.ctx, self, row)

    def certify(self) -> None:
        """Make a certified copy of the paper."""
        row = self._row()
        if row is not None and row.paper_id is not None:
            from hrdesk.ui.pages.registers.certify import CertifyDialog

            CertifyDialog(self.ctx, row.paper_id, row.shown, self).open()

    def correct(self) -> None:
        """Make an order that puts rows of this one right."""
        self._replace("correction_order")

    def cancel(self) -> None:
        """Make an order that cancels this one."""
        self._replace("cancel_order")

    def void(self) -> None:
        """Mark the number as void, with a reason."""
        row = self._row()
        if row is None or row.voided_at is not None:
            return

        def done(reason: str) -> None:
            command = VoidNumber(row.id, row.version, reason, despite=bool(row.replaced_by))
            self.ctx.tasks.act(
                self, lambda uow: void_number(uow, command), saved=f"ยกเลิกเลขที่ {row.shown} แล้ว"
            )

        ask_reason(
            self,
            "ยกเลิกเลข",
            void_words(row),
            "ยกเลิกเลขนี้",
            done,
        )

    def go_to_case(self) -> None:
        """Open the case that the number was given for."""
        row = self._row()
        if row is not None and row.case_id is not None:
            self.ctx.navigate(Route("case", row.case_id, {"tab": "papers"}))

    def books(self) -> None:
        """Open the settings of the books."""
        from hrdesk.ui.pages.registers.books_dialog import BooksDialog

        BooksDialog(self.ctx, self).open()

    # -- inside ---------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        make = self.make_action
        self.new = make("paper_new", "ออกเอกสารใหม่…", "add", self.new_paper, "Ctrl+N")
        self.show_it = make("paper_open", "เปิดเอกสาร", "eye", self.open_paper)
        self.case = make("number_case", "ไปที่เรื่อง", "tracking", self.go_to_case)
        self.copy = make("paper_certify", "สำเนาถูกต้อง…", "copy", self.certify)
        self.mend = make("order_correct", "ออกคำสั่งแก้ไข…", "edit", self.correct)
        self.stop = make("order_cancel", "ออกคำสั่งยกเลิก…", "undo", self.cancel)
        self.void_it = make("number_void", "ยกเลิกเลข…", "close", self.void)
        self.excel = make(
            "register_excel",
            "ส่งออก Excel…",
            "excel",
            lambda: export_excel(self.ctx, self, self.model),
            "Ctrl+E",
        )
        self.print = make(
            "print",
            "พิมพ์ทะเบียน…",
            "print",
            lambda: print_register(self.ctx, self, self.model),
            "Ctrl+P",
        )
        self.set_books = make("register_books", "ตั้งค่าสมุด…", "settings", self.books)
        self.new.setVisible(self.ctx.may(Right.ISSUE_PAPERS))
        self.set_books.setVisible(self.ctx.may(Right.MANAGE_OFFICE))
        for action in (self.copy, self.mend, self.stop, self.void_it):
            action.setVisible(self.ctx.may(Right.ISSUE_PAPERS))
        self._of_row: list[QAction] = [
            self.show_it, self.case, self.copy, self.mend, self.stop, self.void_it,
        ]  # fmt: skip
        self.table.set_actions(self._of_row)

    def _buttons(self) -> QWidget:
        """Return the buttons; what is done seldom waits under one of them."""
        line = QWidget(self)
        flow = FlowLayout(line)
        for action in (self.new, self.show_it, self.copy):
            flow.addWidget(action_button(action, line, primary=action is self.new))
        more = QPushButton("ทำกับเลขนี้", line)
        more.setObjectName("number_more")
        more.setAccessibleName("คำสั่งอื่นกับเลขที่เลือก")
        menu = QMenu(more)
        menu.addActions([self.case, self.mend, self.stop, self.void_it])
        more.setMenu(menu)
        flow.addWidget(more)
        for action in (self.excel, self.print, self.set_books):
            flow.addWidget(action_button(action, line))
        self._more = more
        return line

    def _row(self) -> RegisterRow | None:
        if self._below.currentWidget() is not self.table:
            return None
        row: RegisterRow | None = self.table.current_row()
        return row

    def _enable(self) -> None:
        row = self._row()
        paper = row is not None and row.paper_id is not None
        valid = row is not None and row.voided_at is None
        order = paper and valid and row is not None and row.kind in _ORDERS
        self._more.setEnabled(row is not None)
        self.show_it.setEnabled(paper)
        self.copy.setEnabled(paper and valid and row is not None and row.papers == 1)
        self.case.setEnabled(row is not None and row.case_id is not None)
        self.mend.setEnabled(order)
        self.stop.setEnabled(order)
        self.void_it.setEnabled(valid)

    def _replace(self, kind: str) -> None:
        row = self._row()
        if row is not None and row.paper_id is not None:
            from hrdesk.ui.pages.registers.replace import start_replacing

            start_replacing(self.ctx, self, row.paper_id, kind)

    def _narrow(self) -> None:
        self._state = None
        self.bar.tell(None, None)
        self.model.show(self.bar.wanted())
        self._ask_book()

    def _ask_book(self) -> None:
        wanted = self.bar.wanted()
        book, year = wanted.book, wanted.year
        if book is None or year is None:
            return

        def read(state: BookState) -> None:
            self._state = state
            self.bar.tell(state, None)

        self.ctx.tasks.query(self, lambda uow: book_state(uow, book, year), read, key="book")

    def _loaded(self, total: int) -> None:
        if self._state is None:
            self.bar.tell(None, total)
        for action in (self.excel, self.print):
            action.setEnabled(total > 0)
        if total:
            self._below.setCurrentWidget(self.table)
        else:
            self._say_empty()
            self._below.setCurrentWidget(self.empty)
        self._enable()
        if self._to_open is not None and self.model.wanted.text:
            wanted, self._to_open = self._to_open, None
            if total and self.table.select_id(wanted):
                self.open_paper()

    def _say_empty(self) -> None:
        if self.bar.narrowed():
            self.empty.say("ไม่พบเลขตามที่ค้นหา", "ลองพิมพ์ให้สั้นลง หรือเลือกทุกปีและทุกสถานะ", "ล้างตัวกรอง")
        else:
            self.empty.say(
                "ยังไม่มีเลขในสมุดนี้",
                "เลขมาจากเอกสารที่ออกในหน้าเรื่อง หรือกดออกเอกสารใหม่สำหรับประกาศ หนังสือ และคำสั่งที่ไม่มีเรื่อง",
                "ออกเอกสารใหม่" if self.ctx.may(Right.ISSUE_PAPERS) else "",
            )

    def _begin(self) -> None:
        if self.bar.narrowed():
            self.bar.search.set_query("")
            self.bar.state.setCurrentIndex(0)
            self._narrow()
        else:
            self.new_paper()

    def _go_down(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.selectRow(0)
