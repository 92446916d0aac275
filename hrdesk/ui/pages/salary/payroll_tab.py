"""Payrolls: who is paid how much on 1 March or 1 September, and what decides their raise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.services.queries.payrolls import (
    PayrollDifferences,
    PayrollLine,
    PayrollProblem,
    PayrollView,
    payroll,
    payroll_differences,
    payrolls,
)
from hrdesk.ui.context import AppContext
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.person.inputs import Choice
from hrdesk.ui.pages.salary import payroll_words as words
from hrdesk.ui.pages.salary.facts_dialog import open_facts
from hrdesk.ui.pages.salary.payroll_acts import PayrollActs
from hrdesk.ui.pages.salary.payroll_facts_tab import KEYS, FactsPart
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.chips import Chips
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.search_box import SearchBox

_PEOPLE, _FACTS, _PROBLEMS, _DIFFERENCES = range(4)
_CLOSED = "รอบที่ใช้บัญชีนี้เป็นที่สุดแล้ว ออกรอบใหม่แทนรอบนั้นก่อน จึงแก้ข้อเท็จจริงได้"


class PayrollTab(StaffTab):
    """One payroll at a time: its people, their facts, what to look at, what changed."""

    kinds: ClassVar[frozenset[str]] = frozenset({"payroll", "person", "salary_round", "law"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("payroll_tab")
        self.view: PayrollView | None = None
        self._wanted = 0
        self._new: dict[str, str] = {}
        self._shown: list[words.Shown] = []
        self._differences: PayrollDifferences | None = None
        self._compared_rows: object = None
        self._late = False
        self.choice = Choice("payroll_choice", (), self)
        self.choice.setAccessibleName("บัญชีถือจ่าย")
        self.choice.setMinimumWidth(320)
        self.choice.activated.connect(lambda _at: self._chose())
        self.people = ListTable(words.PEOPLE, parent=self)
        self.table = self.make_table(self.people, "payroll_people", "ผู้ถือจ่าย")
        self.problems = ListTable(words.PROBLEMS, parent=self)
        self.problem_table = self.make_table(self.problems, "payroll_problems", "ที่ต้องตรวจ")
        self.differences = ListTable(words.DIFFERENCES, parent=self)
        self.difference_table = self.make_table(
            self.differences, "payroll_differences", "ต่างจากครั้งก่อน"
        )
        self.facts = FactsPart(ctx, self)
        self.acts = PayrollActs(self)
        self.output = ListOutput(self, "payroll", self._listed)
        self.table.set_actions([*self.acts.of_row, *self.output.actions])
        self._lay_out()
        self.table.opened.connect(lambda _row: self.acts.edit.trigger())
        self.table.chosen.connect(lambda _row: self.enable())
        self.problem_table.opened.connect(self._go_to)
        moved = self.facts.view.selectionModel().currentRowChanged
        moved.connect(lambda _now, _before: self.enable())
        self.facts.stale.connect(self.refresh)
        self.facts.opened.connect(lambda row: open_facts(self.ctx, self.chosen(), row.id, self))
        self.enable()

    # -- what the page asks -------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the payrolls again, and the one that is open.

        While a typed fact is stored the table shows it itself; the rest is read when one turns to it.
        """
        self._late = self.facts.busy
        if self._late:
            return
        self.ctx.tasks.query(self, payrolls, self._show_list, self.failed, "list")

    def narrow(self, params: Mapping[str, str]) -> None:
        """Open the payroll that a route names, or begin a new one where it asks for ``new``."""
        if params.get("payroll", "").isdigit():
            self._wanted = int(params["payroll"])
        if params.get("new"):
            self.acts.begin("register", params)

    def chosen(self) -> int:
        """Return the id of the payroll that is open, 0 for none."""
        return int(self.choice.value() or 0)

    def open_payroll(self, payroll_id: int) -> None:
        """Open a payroll, also one that was just made."""
        self._wanted = payroll_id
        self.refresh()

    def current(self) -> words.Shown | None:
        """Return the row that the keyboard is at, in whichever list is open."""
        if self.tabs.currentIndex() == _FACTS:
            entry = self.facts.view.current_row()
            found = (row for row in self._shown if entry is not None and row.id == entry.id)
            return next(found, None)
        row: words.Shown | None = self.table.current_row()
        return row if self.tabs.currentIndex() == _PEOPLE else None

    def on_posts(self) -> bool:
        """Tell whether the list of posts and salaries is open."""
        return self.tabs.currentIndex() == _PEOPLE

    def enable(self) -> None:
        """Offer what can be done with the payroll and the row."""
        self.acts.enable(self.view, self.current())
        self.output.enable(bool(self._listed().rows))

    # -- reading ------------------------------------------------------------------------------

    def _show_list(self, lines: tuple[PayrollLine, ...]) -> None:
        wanted = self._wanted or self.chosen()
        self.choice.set_options([(str(line.id), words.line_words(line)) for line in lines])
        if wanted and self.choice.findData(str(wanted)) >= 0:
            self.choice.set_value(str(wanted))
        self._wanted = 0
        self._stack.setCurrentWidget(self._body if lines else self.empty)
        self._head.setVisible(bool(lines))
        if lines:
            self._read()
        else:
            self.view = None
            self.say_law("")
            self.enable()

    def _chose(self) -> None:
        self.search.set_query("")
        self.chips.choose(())
        self._read()

    def _read(self) -> None:
        id_ = self.chosen()
        self.ctx.tasks.query(
            self, lambda uow: payroll(uow, id_), self._show, self._unreadable, "payroll"
        )

    def _compare(self, view: PayrollView) -> None:
        """Compare with the last payroll, unless nothing that is compared has changed."""
        id_ = view.line.id
        rows = (id_, *(words.compared(row) for row in view.rows))
        if rows == self._compared_rows:
            return
        self._compared_rows = rows
        self.ctx.tasks.query(
            self,
            lambda uow: payroll_differences(uow, id_),
            self._show_differences,
            self.failed,
            "differences",
        )

    def _unreadable(self, problem: DomainError) -> None:
        if problem.code == "not_found":
            self.refresh()  # thrown away meanwhile
        else:
            self.failed(problem)

    def _show(self, view: PayrollView) -> None:
        self.view = view
        self._shown = words.shown_rows(view)
        self._summary.setText(breakable(words.summary(view)))
        self._summary.setToolTip(words.group_words(view))
        set_role(self._summary, *(("plain", "bad") if view.altered else ("muted", None)))
        self.say_law(words.period_words(view))
        self.problems.set_rows(view.problems)
        self.tabs.setTabText(_PROBLEMS, f"ต้องตรวจ ({len(view.problems):,})")
        self._keys.setText(breakable(_CLOSED if view.final else KEYS))
        self._filter()
        self._compare(view)

    def _show_differences(self, found: PayrollDifferences) -> None:
        self._differences = found
        self.differences.set_rows(found.rows)
        self._compared.setText(breakable(words.difference_words(found)))
        self.tabs.setTabText(_DIFFERENCES, f"ต่างจากครั้งก่อน ({len(found.rows):,})")

    def _filter(self) -> None:
        text, kinds = self.search.query(), self.chips.chosen()
        rows = [row for row in self._shown if words.matches(row, text, kinds)]
        self.people.set_rows(rows)
        if self.view is not None:
            self.facts.show_rows(self.view, [row.entry for row in rows])
        shown, of = len(rows), len(self._shown)
        self._count.setText(f"{of:,} คน" if shown == of else f"แสดง {shown:,} จาก {of:,} คน")
        self.enable()

    def _go_to(self, problem: PayrollProblem) -> None:
        if problem.row_id is None:
            return
        self._chose_all()
        self.tabs.setCurrentIndex(_FACTS if problem.field == "service_months" else _PEOPLE)
        self.table.select_id(problem.row_id)
        if problem.field == "service_months":
            open_facts(self.ctx, self.chosen(), problem.row_id, self)
        else:
            self.table.setFocus()

    def _chose_all(self) -> None:
        self.search.set_query("")
        self.chips.choose(())
        self._filter()

    def _listed(self) -> MemoryList:
        name = words.line_words(self.view.line) if self.view is not None else "บัญชีถือจ่าย"
        at = self.tabs.currentIndex()
        if at == _PROBLEMS:
            return MemoryList(
                "รายการที่ต้องตรวจในบัญชีถือจ่าย", name, words.PROBLEMS, self.problems.rows()
            )
        if at == _DIFFERENCES:
            told = words.difference_words(self._differences) if self._differences else name
            rows = self.differences.rows()
            return MemoryList("บัญชีถือจ่ายต่างจากครั้งก่อน", told, words.DIFFERENCES, rows)
        if at == _FACTS:
            return MemoryList("ข้อเท็จจริงของผู้ถือจ่าย", name, words.FACTS_LISTED, self.people.rows())
        return MemoryList("บัญชีถือจ่าย", name, words.PEOPLE, self.people.rows())

    # -- the parts ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._summary = QLabel(self)
        self._summary.setObjectName("payroll_summary")
        self._summary.setWordWrap(True)
        self._head = QWidget(self)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.choice, 1)
        self.search = SearchBox("ค้นหาชื่อ ตำแหน่ง หน่วยงาน", "payroll_search", self)
        self.search.searched.connect(lambda _text: self._filter())
        self.search.moved_down.connect(lambda: self.tabs.currentWidget().setFocus())
        self.chips = Chips("ดูเฉพาะ", "payroll_chips", parent=self)
        self.chips.set_options([("wrong", "ต้องตรวจ"), ("special", "กรณีพิเศษ")])
        self.chips.changed.connect(lambda _keys: self._filter())
        self._count = QLabel(self)
        self._count.setObjectName("payroll_count")
        set_role(self._count, "muted")
        self.empty = EmptyState(
            "ยังไม่มีบัญชีถือจ่าย",
            "บัญชีถือจ่ายคือรายชื่อ ตำแหน่ง และเงินเดือน ของวันที่ 1 มีนาคม หรือ 1 กันยายน "
            "ที่ใช้คิดโควตาและวงเงินของรอบเลื่อนเงินเดือน",
            "สร้างบัญชีถือจ่าย",
            self,
        )
        self.empty.started.connect(self.acts.new.trigger)
        self._stack = QStackedWidget(self)
        self._body = self._make_body()
        self._stack.addWidget(self._body)
        self._stack.addWidget(self.empty)
        acts = self.acts
        first = (acts.new, acts.take_in, acts.facts, acts.freeze)
        self.rows.addWidget(self._head)
        self.rows.addLayout(self.buttons(first, acts.more, self.output.actions, acts.new))
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.law)

    def _make_body(self) -> QWidget:
        body = QWidget(self)
        self.tabs = QTabWidget(body)
        self.tabs.setObjectName("payroll_lists")
        self.tabs.setAccessibleName("รายการของบัญชี")
        self.tabs.setDocumentMode(True)
        self._keys, self._compared = QLabel(body), QLabel(body)
        self._keys.setObjectName("payroll_keys")
        self._compared.setObjectName("payroll_compared")
        for told in (self._keys, self._compared):
            told.setWordWrap(True)
            set_role(told, "muted")
        self.tabs.addTab(self.table, "รายชื่อ")
        self.tabs.addTab(_with(self.facts, self._keys, body), "ข้อเท็จจริง")
        self.tabs.addTab(self.problem_table, "ต้องตรวจ")
        self.tabs.addTab(_with(self.difference_table, self._compared, body), "ต่างจากครั้งก่อน")
        self.tabs.currentChanged.connect(lambda _at: self._turned())
        narrow = QHBoxLayout()
        narrow.setSpacing(8)
        narrow.addWidget(self.search, 2)
        narrow.addWidget(self.chips, 1)
        narrow.addWidget(self._count)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._summary)
        rows.addLayout(narrow)
        rows.addWidget(self.tabs, 1)
        return body

    def _turned(self) -> None:
        narrowed = self.tabs.currentIndex() in (_PEOPLE, _FACTS)
        for part in (self.search, self.chips, self._count):
            part.setEnabled(narrowed)
        if self._late:
            self.refresh()
        if self.tabs.currentIndex() == _FACTS:
            self.facts.view.begin()
        self.enable()


def _with(list_: QWidget, told: QLabel, parent: QWidget) -> QWidget:
    """A list with a line of words below it."""
    holder = QWidget(parent)
    rows = QVBoxLayout(holder)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(4)
    rows.addWidget(list_, 1)
    rows.addWidget(told)
    holder.setFocusProxy(list_)
    return holder
