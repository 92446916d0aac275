"""The page of one salary round: where it stands, and its stages from payroll to order."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from hrdesk.services.changes import Change, Result
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui.context import Route
from hrdesk.ui.messages import sentence
from hrdesk.ui.page import Page
from hrdesk.ui.pages.round_matter import RoundMatter
from hrdesk.ui.pages.salary.board import Board
from hrdesk.ui.pages.salary.copies import CopyActs
from hrdesk.ui.pages.salary.round_head import RoundHead
from hrdesk.ui.pages.salary.stages import StagePlace, stage_places
from hrdesk.ui.pages.salary.words import view_words
from hrdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from hrdesk.ui.context import AppContext

_MATTER = "จะเดินตามขั้นตอนงานในเรื่องหนึ่งเรื่อง เอกสารของรอบที่ออกเลขหรือเก็บไว้จะอยู่กับเรื่องนั้นด้วย"
_TO_LIST = "ไปรายการรอบเงินเดือน"
_KINDS = frozenset({"salary_round", "payroll", "salary_choice"})


class RoundPage(Page):
    """Route ``salary_round`` with the round's id; ``tab`` names the stage to open.

    Without one an open round opens where money is given out, a final one at its papers.
    """

    name: ClassVar[str] = "salary_round"
    title: ClassVar[str] = "รอบเงินเดือน"
    help_page: ClassVar[str] = "salary"
    kinds: ClassVar[frozenset[str]] = _KINDS

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.places: tuple[StagePlace, ...] = stage_places()
        self.board = Board(ctx, self)
        self.copies = CopyActs(self, self.board)
        self.matter = RoundMatter(self, "round_case", _MATTER, self._open_case)
        self._made: dict[str, QWidget] = {}
        self._stale_stages: set[str] = set()
        self._unnamed = False  # the route names no stage: the round's state decides
        self._keyed: list[QAction] = []
        self.head = RoundHead(self.board, self)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("round_stages")
        self.tabs.setAccessibleName("ขั้นตอนของรอบเงินเดือน")
        self.tabs.setDocumentMode(True)
        for number, place in enumerate(self.places, start=1):
            self._add_stage(number, place)
        self._missing = EmptyState("ไม่พบรอบนี้", "อาจถูกทิ้งไปแล้ว", _TO_LIST, self)
        self._missing.started.connect(lambda: ctx.navigate(Route("salary")))
        whole = QWidget(self)
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.head)
        inside.addWidget(self.tabs, 1)
        self._whole = whole
        self._stack = QStackedWidget(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._missing)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)
        self.tabs.currentChanged.connect(lambda _at: self._stage_opened())
        self.board.loaded.connect(self._named)
        self.board.failed.connect(self._not_read)
        self.setFocusProxy(self.tabs)

    def _add_stage(self, number: int, place: StagePlace) -> None:
        holder = QWidget(self.tabs)
        holder.setObjectName(f"stage_{place.name}")
        QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
        self.tabs.addTab(holder, place.title)
        self.tabs.setTabToolTip(number - 1, f"{place.title} (Alt+{number})")
        keys = QShortcut(QKeySequence(f"Alt+{number}"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(lambda: self.go_to_stage(place.name))

    # -- the page -----------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show the round of the route; another round gets stages of its own."""
        named = route.params.get("tab", "")
        if route.id != self.route.id:
            self._forget()
        self.route = route
        self.board.round_id = route.id
        self._unnamed = not named
        self._show_named(named or self._first())
        self.stage(self.current())
        super().open(route)

    def refresh(self) -> None:
        """Read the round again, and what the open stage reads for itself."""
        if self.route.id is None:
            self._stack.setCurrentWidget(self._missing)
            return
        self.board.read()
        self._read(self.current())

    def current_title(self) -> str:
        """Return the round's name, once it is known."""
        view = self.board.view
        return view_words(view) if view is not None else self.title

    def crumbs(self) -> list[tuple[str, Route | None]]:
        """Return the path: the list, then this round."""
        return [("เงินเดือน", Route("salary")), (self.current_title(), None)]

    def actions(self) -> list[QAction]:
        """Return the acts on what-if copies, and the way to the steps of a round that has any."""
        view = self.board.view
        walks = view is not None and view.copy_of_id is None and view.case_kind is not None
        return [*self.copies.actions(), *([self.matter.action] if walks else [])]

    def can_leave(self) -> bool:
        """Write what is typed as a draft."""
        self.ctx.drafts.flush()
        return True

    def focus_search(self) -> bool:
        """Put the cursor into the open stage's search box; False where there is none."""
        from hrdesk.ui.widgets.search_box import SearchBox

        box = self.stage(self.current()).findChild(SearchBox)
        if box is None:
            return False
        box.setFocus()
        box.selectAll()
        return True

    def concerns(self, changes: frozenset[Change]) -> bool:
        """Remember which stages a change is about."""
        for name, stage in self._made.items():
            kinds = getattr(stage, "kinds", _KINDS)
            if any(change.kind in kinds for change in changes):
                self._stale_stages.add(name)
        return super().concerns(changes) or self.current() in self._stale_stages

    def _on_bus(self, changes: frozenset[Change], initiator: QObject | None) -> None:
        # What the board stored itself it shows already: thirty thousand rows are not read again.
        if initiator is self.board:
            self._stale_stages.update(
                place.name
                for place in self.places
                if place.own_reading and place.name in self._made
            )
            return
        super()._on_bus(changes, initiator)

    # -- stages -------------------------------------------------------------------------------

    def current(self) -> str:
        """Return the name of the open stage."""
        return self.places[self.tabs.currentIndex()].name

    def go_to_stage(self, name: str) -> None:
        """Open a stage by its name."""
        self._unnamed = False
        self._show_named(name)
        self._stage_opened()

    def stage(self, name: str) -> QWidget:
        """Return a stage of this round by its name, making it where it was not yet shown."""
        place = next(place for place in self.places if place.name == name)
        if name not in self._made:
            given = (self.route.id or 0) if place.own_reading else self.board
            made = place.load()(self.ctx, given)
            go = getattr(made, "go", None)
            if go is not None and not place.own_reading:
                go.connect(self._go_to)
            self.tabs.widget(self.places.index(place)).layout().addWidget(made)
            self._made[name] = made
            self._stale_stages.add(name)
        return self._made[name]

    def _first(self) -> str:
        """The stage that a round opens at where none is named."""
        view = self.board.view
        return "papers" if view is not None and view.state != "open" else "allocate"

    def _go_to(self, name: str, row_id: int) -> None:
        """Open a stage, at a person's row where one is named."""
        self.go_to_stage(name)
        show = getattr(self.stage(name), "show_row", None)
        if row_id and show is not None:
            show(row_id)

    def _forget(self) -> None:
        self._take_keys(None)
        for made in self._made.values():
            made.hide()  # without a parent it would take the window's focus along
            made.deleteLater()
        self._made.clear()
        self._stale_stages.clear()
        self.board.forget()
        self._stack.setCurrentWidget(self._whole)

    def _show_named(self, name: str) -> None:
        names = [place.name for place in self.places]
        if name in names:
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(names.index(name))
            self.tabs.blockSignals(False)
        if self.route.id is not None:
            self._take_keys(self.stage(self.current()))

    def _stage_opened(self) -> None:
        if self.route.id is None:
            return
        name = self.current()
        self._take_keys(self.stage(name))
        self.route = Route(self.name, self.route.id, {"tab": name})
        if name in self._stale_stages:
            self._read(name)

    def _read(self, name: str) -> None:
        self._stale_stages.discard(name)
        self.stage(name).refresh()

    def _take_keys(self, stage: QWidget | None) -> None:
        # Ctrl+P and the like of the open stage also answer while its name has the focus.
        for action in self._keyed:
            self.removeAction(action)
        made: list[QAction] = getattr(stage, "actions_made", [])
        self._keyed = [action for action in made if not action.shortcut().isEmpty()]
        self.addActions(self._keyed)

    def _named(self) -> None:
        self._stack.setCurrentWidget(self._whole)
        view = self.board.view
        if view is not None:
            self.matter.show(
                view_words(view), view.case_id, view.case_number,
                able=view.state != "superseded", lender=view.case_lender,
            )  # fmt: skip
        if self._unnamed and self._first() != self.current():
            self.go_to_stage(self._first())
        self._unnamed = False
        self.title_changed.emit()
        self.actions_changed.emit()

    def _open_case(self, uow: UnitOfWork) -> Result[int]:
        from hrdesk.services.round_cases import open_salary_case

        return open_salary_case(uow, self.board.round_id or 0)

    def _not_read(self, problem: DomainError) -> None:
        if problem.code == "not_found":
            self._missing.say("ไม่พบรอบนี้", "อาจถูกทิ้งไปแล้ว", _TO_LIST)
        elif self.board.view is None:
            self._missing.say("เปิดรอบนี้ไม่ได้", sentence(problem), _TO_LIST)
        else:
            self.ctx.notify.error(problem, self.refresh)
            return
        self._stack.setCurrentWidget(self._missing)
