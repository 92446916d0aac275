"""The page of one meeting: where it stands, and its tabs from preparing to papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from hrdesk.services.changes import Change
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.meetings import meeting_title
from hrdesk.ui.context import Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.meetings.tabs import TabPlace, tab_places
from hrdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from hrdesk.ui.context import AppContext

_KINDS = frozenset({"meeting", "contest", "committee"})


class MeetingPage(Page):
    """Route ``meeting`` with the meeting's id; ``tab`` names the tab to open."""

    name: ClassVar[str] = "meeting"
    title: ClassVar[str] = "การประชุม"
    help_page: ClassVar[str] = "meetings"
    kinds: ClassVar[frozenset[str]] = _KINDS

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.places: tuple[TabPlace, ...] = tab_places()
        self._made: dict[str, QWidget] = {}
        self._stale_tabs: set[str] = set()
        self._keyed: list[QAction] = []
        self._words = ""
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("meeting_tabs")
        self.tabs.setAccessibleName("การประชุม")
        self.tabs.setDocumentMode(True)
        for number, place in enumerate(self.places, start=1):
            holder = QWidget(self.tabs)
            holder.setObjectName(f"tab_{place.name}")
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, place.title)
            self.tabs.setTabToolTip(number - 1, f"{place.title} (Alt+{number})")
            keys = QShortcut(QKeySequence(f"Alt+{number}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda name=place.name: self._jump(name))
        self._missing = EmptyState("ไม่พบการประชุมนี้", "อาจถูกลบไปแล้ว", "ไปหน้าประชุม", self)
        self._missing.started.connect(lambda: ctx.navigate(Route("meetings")))
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.tabs)
        self._stack.addWidget(self._missing)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)
        self.tabs.currentChanged.connect(lambda _at: self._tab_opened())
        self.setFocusProxy(self.tabs)

    def open(self, route: Route) -> None:
        """Show the meeting of the route; another meeting gets tabs of its own."""
        if route.id != self.route.id:
            self._forget()
        self.route = route
        self._show_named(route.params.get("tab", ""))
        self.tab(self.current())
        super().open(route)

    def refresh(self) -> None:
        """Read the meeting's name and the open tab again."""
        meeting_id = self.route.id
        if meeting_id is None:
            self._stack.setCurrentWidget(self._missing)
            return
        self.ctx.tasks.query(
            self, lambda uow: meeting_title(uow, meeting_id), self._name, self._not_read, "title"
        )
        self._read(self.current())

    def current_title(self) -> str:
        """Return the meeting's number and committee, once they are known."""
        return self._words or self.title

    def crumbs(self) -> list[tuple[str, Route | None]]:
        """Return the path: the list, then this meeting."""
        return [("ประชุม/คะแนน", Route("meetings")), (self.current_title(), None)]

    def concerns(self, changes: frozenset[Change]) -> bool:
        """Remember which tabs a change is about; the open one is read again at once."""
        for name, tab in self._made.items():
            kinds = getattr(tab, "kinds", _KINDS)
            if any(change.kind in kinds for change in changes):
                self._stale_tabs.add(name)
        return self.current() in self._stale_tabs

    def can_leave(self) -> bool:
        """Write what is typed as a draft."""
        self.ctx.drafts.flush()
        return True

    def current(self) -> str:
        """Return the name of the open tab."""
        return self.places[self.tabs.currentIndex()].name

    def tab(self, name: str) -> QWidget:
        """Return a tab of this meeting by its name, making it where it was not yet shown."""
        place = next(place for place in self.places if place.name == name)
        if name not in self._made:
            made = place.load()(self.ctx, self.route.id or 0)
            self.tabs.widget(self.places.index(place)).layout().addWidget(made)
            self._made[name] = made
            self._stale_tabs.add(name)
        return self._made[name]

    def _forget(self) -> None:
        self._take_keys(None)
        for tab in self._made.values():
            tab.hide()  # without a parent it would take the window's focus along
            tab.deleteLater()
        self._made.clear()
        self._stale_tabs.clear()
        self._words = ""
        self._stack.setCurrentWidget(self.tabs)

    def _show_named(self, name: str) -> None:
        names = [place.name for place in self.places]
        if name in names:
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(names.index(name))
            self.tabs.blockSignals(False)
        if self.route.id is not None:
            self._take_keys(self.tab(self.current()))

    def _tab_opened(self) -> None:
        if self.route.id is None:
            return
        name = self.current()
        self._take_keys(self.tab(name))
        self.route = Route(self.name, self.route.id, {"tab": name})
        if name in self._stale_tabs:
            self._read(name)

    def _read(self, name: str) -> None:
        self._stale_tabs.discard(name)
        tab = self.tab(name)
        tab.refresh()

    def _take_keys(self, tab: QWidget | None) -> None:
        # Ctrl+P and the like of the open tab also answer while its name has the focus.
        for action in self._keyed:
            self.removeAction(action)
        made: list[QAction] = getattr(tab, "actions_made", [])
        self._keyed = [action for action in made if not action.shortcut().isEmpty()]
        self.addActions(self._keyed)

    def _jump(self, name: str) -> None:
        self._show_named(name)
        self._tab_opened()
        self.tabs.tabBar().setFocus()

    def _name(self, words: str) -> None:
        self._stack.setCurrentWidget(self.tabs)
        if words != self._words:
            self._words = words
            self.title_changed.emit()

    def _not_read(self, problem: DomainError) -> None:
        if problem.code == "not_found":
            self._stack.setCurrentWidget(self._missing)
        else:
            self.ctx.notify.error(problem, self.refresh)
