"""The home page: five figures that lead to their lists, and what to do today."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import CaseType
from hrdesk.services.access import Right
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.home import Home, home
from hrdesk.services.queries.tracking import CaseFilter, CaseRow
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.page import Page
from hrdesk.ui.pages.home.figure import FigureCard, FigureRow
from hrdesk.ui.pages.home.model import FIGURES, columns, day_in_words
from hrdesk.ui.pages.home.reminders import Reminders
from hrdesk.ui.pages.tracking import model as tracking
from hrdesk.ui.pages.tracking.actions import ListActions
from hrdesk.ui.pages.tracking.output import CaseList
from hrdesk.ui.pages.tracking.params import to_params
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.chips import Chips
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState

_REMEMBERED = "home"
_OFFICE, _MINE = "office", "mine"
SHOWN_TODAY = 50
_LEAST_TABLE = 200  # pixels: the head and a few rows; below that the page scrolls


class HomePage(Page):
    """What is late, due, waiting, came and went; every number opens the list it counts."""

    name: ClassVar[str] = "home"
    title: ClassVar[str] = "หน้าหลัก"
    help_page: ClassVar[str] = "home"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {"case", "person", "user", "probation", "card", "meeting", "committee"}
    )

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._home: Home | None = None
        self.day = QLabel(self)
        self.day.setObjectName("home_day")
        set_role(self.day, "subtitle")
        self.whose = Chips("แสดงงานของ", "home_whose", several=False, parent=self)
        self.whose.set_options(((_OFFICE, "ทั้งสำนักงาน"), (_MINE, "งานของฉัน")))
        self.whose.choose([_MINE if self._remembered_mine() else _OFFICE])
        self.whose.changed.connect(self._whose_changed)
        self.cards = {key: FigureCard(key, about, self) for key, about in FIGURES.items()}
        self.reminders = Reminders(ctx, self)
        self.heading = QLabel("วันนี้ต้องทำ", self)
        self.heading.setObjectName("today_heading")
        set_role(self.heading, "subtitle")
        self.all_today = QPushButton(self)
        self.all_today.setObjectName("today_all")
        set_role(self.all_today, "link")
        self.model = ListTable(columns(ctx.today), parent=self)
        self.table = DataTable(ctx.settings, "home_today", "วันนี้ต้องทำ", self)
        self.table.set_table(self.model)
        self.calm = EmptyState(parent=self)
        self.new_office = EmptyState(
            "ยินดีต้อนรับ ยังไม่มีเรื่องในระบบ",
            "เมื่อรับเรื่องแรกแล้ว หน้านี้จะบอกว่ามีเรื่องใดเกินกำหนด ครบกำหนด หรือรอผู้อื่นอยู่",
            "รับเรื่องแรก" if ctx.may(Right.WORK_CASES) else "",
            self,
        )
        self.new_office.setObjectName("new_office")
        self.commands = ListActions(self, ctx, self.table, self._listed, self.open_case)
        self._lay_out()
        self._connect()
        self.setFocusProxy(next(iter(self.cards.values())).number)

    # -- the page -----------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show the page; who may not see the office's cases is led to their own."""
        self.route = route
        self._stale = False
        if not self.ctx.may(Right.SEE_ALL_CASES):
            self.ctx.navigate(Route("tracking"))
            return
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        mine = self.mine()
        self.reminders.refresh()
        self.ctx.tasks.query(
            self,
            lambda uow: home(uow, mine=mine, limit=SHOWN_TODAY),
            self._show,
            self._failed,
            key="home",
        )

    def actions(self) -> list[QAction]:
        """Return what the page offers at its top right."""
        return self.commands.of_page()

    def focus_search(self) -> bool:
        """Ctrl+F leads to the list, where the search is."""
        self.ctx.navigate(Route("tracking"))
        return True

    def mine(self) -> bool:
        """Tell whether only the user's own cases are counted."""
        return _MINE in self.whose.chosen()

    def open_case(self, row: CaseRow) -> None:
        """Go to the case of a row."""
        self.ctx.navigate(Route("case", row.id))

    def open_list(self, wanted: CaseFilter) -> None:
        """Go to the tracking list with a filter."""
        self.ctx.navigate(Route("tracking", None, to_params(wanted)))

    def _listed(self) -> CaseList:
        whose = "งานของฉัน" if self.mine() else "ทั้งสำนักงาน"
        return CaseList(
            title="วันนี้ต้องทำ",
            subtitle=f"เกินกำหนดหรือครบกำหนดสัปดาห์นี้ · {whose}",
            wanted=self._home.today_filter if self._home is not None else CaseFilter(late=True),
            sort=("due_on", False),
            columns=tracking.columns(self.ctx.today, general=False),
            total=self._home.today_total if self._home is not None else 0,
        )

    # -- showing ------------------------------------------------------------------------------

    def _show(self, found: Home) -> None:
        self._home = found
        self.day.setText(day_in_words(found.on))
        for figure in found.figures:
            self.cards[figure.key].show_figure(figure)
        self.model.set_rows(found.today)
        more = found.today_total > len(found.today)
        total = f"{found.today_total:,}"
        self.heading.setText(f"วันนี้ต้องทำ  {total} เรื่อง" if found.today_total else "วันนี้ต้องทำ")
        words = (
            f"แสดง {len(found.today):,} เรื่องแรก · ดูทั้งหมด {total} เรื่อง" if more else "ดูในติดตามงาน"
        )
        self.all_today.setText(words)
        self.all_today.setAccessibleName(words)
        self.all_today.setVisible(bool(found.today))
        self.commands.list_loaded(found.today_total)
        self._say_calm(found)
        self._today.setCurrentWidget(self.table if found.today else self.calm)
        self._stack.setCurrentWidget(self._work if found.any_cases else self.new_office)

    def _say_calm(self, found: Home) -> None:
        if found.open_cases:
            text = f"ยังมีเรื่องที่กำลังดำเนินการ {found.open_cases:,} เรื่อง แต่ไม่มีเรื่องใดเกินกำหนดหรือครบกำหนดในสัปดาห์นี้"
            self.calm.say("ไม่มีเรื่องเร่งด่วน", text)
        elif self.mine():
            self.calm.say("ไม่มีเรื่องที่คุณรับผิดชอบค้างอยู่", "กด “ทั้งสำนักงาน” ด้านบนเพื่อดูงานของทุกคน")
        else:
            self.calm.say("ไม่มีเรื่องค้าง", "ทุกเรื่องที่รับไว้เสร็จสิ้นแล้ว")

    def _failed(self, problem: DomainError) -> None:
        self.ctx.notify.error(problem, self.refresh)

    # -- what the user does -------------------------------------------------------------------

    def _whose_changed(self, chosen: frozenset[str]) -> None:
        if not chosen:  # a click on what was chosen already
            self.whose.choose([_MINE if self._remembered_mine() else _OFFICE])
            return
        self.ctx.settings.remember_table(_REMEMBERED, {"mine": _MINE in chosen})
        self.refresh()

    def _remembered_mine(self) -> bool:
        return self.ctx.settings.table_state(_REMEMBERED).get("mine") is True

    def _open_figure(self, key: str, kind: CaseType | None) -> None:
        if self._home is None:
            return
        wanted = next(figure.filter for figure in self._home.figures if figure.key == key)
        if kind is not None:
            wanted = replace(wanted, case_types=frozenset({kind}))
        self.open_list(wanted)

    def _open_today(self) -> None:
        if self._home is not None:
            self.open_list(self._home.today_filter)

    def _connect(self) -> None:
        for card in self.cards.values():
            card.wanted.connect(self._open_figure)
        self.table.opened.connect(self.open_case)
        self.all_today.clicked.connect(self._open_today)
        self.new_office.started.connect(lambda: self.ctx.navigate(Route("intake")))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.day)
        head.addWidget(self.whose, 1)
        title = QHBoxLayout()
        title.addWidget(self.heading)
        title.addStretch(1)
        title.addWidget(self.all_today)
        self._today = QStackedWidget(self)
        self._today.setMinimumHeight(_LEAST_TABLE)
        self._today.addWidget(self.table)
        self._today.addWidget(self.calm)
        work = QWidget(self)
        set_role(work, "scrolled")
        rows = QVBoxLayout(work)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addLayout(head)
        rows.addWidget(FigureRow(tuple(self.cards.values()), work))
        rows.addWidget(self.reminders)
        rows.addLayout(title)
        rows.addWidget(self._today, 1)
        self._work = QScrollArea(self)
        self._work.setObjectName("home_scroll")
        self._work.setWidgetResizable(True)
        self._work.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._work.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._work.setWidget(work)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._work)
        self._stack.addWidget(self.new_office)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
