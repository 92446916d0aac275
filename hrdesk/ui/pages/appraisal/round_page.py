"""The page of one appraisal round: who is waited for, and its four stages."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.appraisal_rounds import open_appraisal_case
from hrdesk.services.changes import Result
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.appraisal.board import RoundBoard
from hrdesk.ui.pages.appraisal.known_tab import KnownTab
from hrdesk.ui.pages.appraisal.people_tab import PeopleTab
from hrdesk.ui.pages.appraisal.result_tab import ResultTab
from hrdesk.ui.pages.appraisal.round_tab import RoundTab
from hrdesk.ui.pages.appraisal.scores_tab import ScoresTab
from hrdesk.ui.pages.appraisal.words import head_words, waiting_words
from hrdesk.ui.pages.person.inputs import Choice
from hrdesk.ui.pages.round_matter import RoundMatter
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.chips import Chips
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.search_box import SearchBox

_MATTER = "จะมีเรื่องหนึ่งเรื่องที่เดินตามขั้นตอนการประเมิน ตั้งแต่ประกาศหลักเกณฑ์จนถึงเก็บแบบประเมิน"
_STAGES: tuple[tuple[str, str, type[RoundTab]], ...] = (
    ("people", "๑ คนและข้อตกลง", PeopleTab),
    ("scores", "๒ คะแนน", ScoresTab),
    ("known", "๓ รับทราบและกลั่นกรอง", KnownTab),
    ("result", "๔ ผลและปิดรอบ", ResultTab),
)


class AppraisalRoundPage(Page):
    """Route ``appraisal_round`` with the round's id; ``tab`` names the stage to open."""

    name: ClassVar[str] = "appraisal_round"
    title: ClassVar[str] = "รอบการประเมิน"
    help_page: ClassVar[str] = "appraisal"
    kinds: ClassVar[frozenset[str]] = frozenset({"appraisal_round", "case"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.board = RoundBoard(ctx, self)
        self._keyed: list[QAction] = []
        self.matter = RoundMatter(self, "appraisal_case", _MATTER, self._open_case)
        self.told = QLabel(self)
        self.told.setObjectName("appraisal_head")
        set_role(self.told, "subtitle")
        self.unit = Choice("appraisal_unit", (), self, "ทุกหน่วยงาน")
        self.unit.setAccessibleName("หน่วยงาน")
        self.search = SearchBox("ค้นชื่อหรือตำแหน่ง", "appraisal_search", self)
        self.waiting = Chips("ยังค้าง", "appraisal_waiting", parent=self)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("appraisal_stages")
        self.tabs.setAccessibleName("ขั้นตอนของรอบการประเมิน")
        self.tabs.setDocumentMode(True)
        self.stages: dict[str, RoundTab] = {}
        for number, (name, title, kind) in enumerate(_STAGES, start=1):
            self.stages[name] = kind(self.board, self.tabs)
            self.tabs.addTab(self.stages[name], title)
            self.tabs.setTabToolTip(number - 1, f"{title} (Alt+{number})")
            keys = QShortcut(QKeySequence(f"Alt+{number}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda at=number - 1: self._jump(at))
        self._missing = EmptyState("ไม่พบรอบนี้", "อาจเปิดจากลิงก์เก่า", "ไปรายการรอบการประเมิน", self)
        self._missing.started.connect(lambda: ctx.navigate(Route("appraisal")))
        self._lay_out()
        self.unit.currentIndexChanged.connect(lambda _at: self._narrow())
        self.search.searched.connect(lambda _text: self._narrow())
        self.search.moved_down.connect(self._down)
        self.waiting.changed.connect(lambda _keys: self._narrow())
        self.tabs.currentChanged.connect(lambda _at: self._stage_opened())
        self.board.loaded.connect(self._loaded)
        self.board.failed.connect(self._not_read)
        self.board.ask_people.connect(self._people)
        self.setFocusProxy(self.tabs)
        self._take_keys()

    # -- the page -----------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show the round of the route; another round begins with nothing narrowed."""
        if route.id != self.board.round_id:
            self.board.round_id, self.board.view = route.id, None
            self.search.set_query("")
            self.waiting.choose(())
            self.unit.set_value("")
            self._narrow()
        names = [name for name, _, _ in _STAGES]
        if route.params.get("tab") in names:
            self.tabs.setCurrentIndex(names.index(route.params["tab"]))
        super().open(route)

    def refresh(self) -> None:
        """Read the round again."""
        if self.route.id is None:
            self._stack.setCurrentWidget(self._missing)
            return
        self.board.read()

    def current_title(self) -> str:
        """Return the round's name, once it is known."""
        return self.board.view.title if self.board.view is not None else self.title

    def crumbs(self) -> list[tuple[str, Route | None]]:
        """Return the path: the list, then this round."""
        return [("ประเมินผล", Route("appraisal")), (self.current_title(), None)]

    def actions(self) -> list[QAction]:
        """Return the way to the matter whose steps the round walks."""
        return [self.matter.action]

    def current(self) -> RoundTab:
        """Return the open stage."""
        return self.stages[_STAGES[self.tabs.currentIndex()][0]]

    def can_leave(self) -> bool:
        """Store the score that is being typed and go."""
        scores = self.stages["scores"]
        if isinstance(scores, ScoresTab):
            scores.settle()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing more once the page is gone."""
        self.board.rest()
        super().hideEvent(event)

    # -- inside -------------------------------------------------------------------------------

    def _loaded(self) -> None:
        view = self.board.view
        if view is None:
            return
        self._stack.setCurrentWidget(self._whole)
        self.told.setText(breakable(head_words(view)))
        self.unit.set_options([(unit, unit) for unit in self.board.units()])
        self.waiting.set_options(waiting_words(view))
        self.matter.show(
            view.title, view.case_id, view.case_number, able=not view.final,
            lender=view.case_lender,
        )  # fmt: skip
        self.title_changed.emit()
        self.actions_changed.emit()

    def _open_case(self, uow: UnitOfWork) -> Result[int]:
        opened = open_appraisal_case(uow, self.board.round_id or 0)
        return Result(opened.value.id, opened.changed)

    def _not_read(self, problem: DomainError) -> None:
        if problem.code == "not_found":
            self._stack.setCurrentWidget(self._missing)
        else:
            self.ctx.notify.error(problem, self.refresh)

    def _narrow(self) -> None:
        self.board.narrow(self.unit.value(), self.search.query(), self.waiting.chosen())

    def _down(self) -> None:
        self.current().table.setFocus()

    def _people(self) -> None:
        self.tabs.setCurrentIndex(0)
        people = self.stages["people"]
        people.begin()

    def _jump(self, at: int) -> None:
        self.tabs.setCurrentIndex(at)
        self.tabs.tabBar().setFocus()

    def _stage_opened(self) -> None:
        self._take_keys()
        name = _STAGES[self.tabs.currentIndex()][0]
        self.route = Route(self.name, self.route.id, {"tab": name})

    def _take_keys(self) -> None:
        # F2, Ins and the like of the open stage also answer while its name has the focus.
        for action in self._keyed:
            self.removeAction(action)
        acts = self.current().actions_made
        self._keyed = [action for action in acts if not action.shortcut().isEmpty()]
        self.addActions(self._keyed)

    def _lay_out(self) -> None:
        narrow = QHBoxLayout()
        narrow.setSpacing(8)
        narrow.addWidget(self.unit)
        narrow.addWidget(self.search, 1)
        self._whole = QWidget(self)
        inside = QVBoxLayout(self._whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.told)
        inside.addLayout(narrow)
        inside.addWidget(self.waiting)
        inside.addWidget(self.tabs, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._whole)
        self._stack.addWidget(self._missing)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)
