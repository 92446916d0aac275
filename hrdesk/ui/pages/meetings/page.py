"""The list of meetings and the list of committees."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hrdesk.services.changes import Change
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.staff.tab import StaffTab


class ListPlace(NamedTuple):
    """One list: its name in routes, its Thai title, and where its class lies."""

    name: str
    title: str
    module: str
    cls: str


LISTS = (
    ListPlace("meetings", "การประชุม", "meetings_tab", "MeetingsTab"),
    ListPlace("committees", "คณะกรรมการ", "committees_tab", "CommitteesTab"),
)


class MeetingsPage(Page):
    """Two lists; ``Route("meetings", params={"tab": "committees"})`` opens the second."""

    name: ClassVar[str] = "meetings"
    title: ClassVar[str] = "ประชุม/คะแนน"
    help_page: ClassVar[str] = "meetings"
    kinds: ClassVar[frozenset[str]] = frozenset({"meeting", "contest", "committee"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._made: dict[str, StaffTab] = {}
        self._changed: set[str] = set()
        self._keyed: list[QAction] = []
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("meetings_tabs")
        self.tabs.setAccessibleName(self.title)
        self.tabs.setDocumentMode(True)
        for place in LISTS:
            holder = QWidget(self.tabs)
            holder.setObjectName(f"tab_{place.name}")
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, place.title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._tab_opened)
        self.setFocusProxy(self.tabs)

    def open(self, route: Route) -> None:
        """Open the list that the route names, or stay at the present one."""
        names = [place.name for place in LISTS]
        wanted = route.params.get("tab", "")
        if wanted in names:
            self.tabs.setCurrentIndex(names.index(wanted))
        tab = self._shown()
        self._take_keys(tab)
        tab.narrow(route.params)
        super().open(route)

    def refresh(self) -> None:
        """Read the open list again."""
        self._shown().refresh()

    def tab(self, name: str) -> StaffTab:
        """Return a list by its name, making it where it was not yet shown."""
        place = next(place for place in LISTS if place.name == name)
        if name not in self._made:
            module = import_module(f"hrdesk.ui.pages.meetings.{place.module}")
            holder = self.tabs.widget(LISTS.index(place))
            made: StaffTab = getattr(module, place.cls)(self.ctx, holder)
            holder.layout().addWidget(made)
            self._made[name] = made
        return self._made[name]

    def concerns(self, changes: frozenset[Change]) -> bool:
        """Remember which list a change is about; the open one is read again at once."""
        here = LISTS[self.tabs.currentIndex()].name
        for name, tab in self._made.items():
            if tab.concerns(changes) and name != here:
                self._changed.add(name)
        return here in self._made and self._made[here].concerns(changes)

    def _shown(self) -> StaffTab:
        return self.tab(LISTS[self.tabs.currentIndex()].name)

    def _take_keys(self, tab: StaffTab) -> None:
        # Ctrl+P and the like of the open list also answer while its name has the focus.
        for action in self._keyed:
            self.removeAction(action)
        self._keyed = [action for action in tab.actions_made if not action.shortcut().isEmpty()]
        self.addActions(self._keyed)

    def _tab_opened(self, index: int) -> None:
        name = LISTS[index].name
        fresh = name not in self._made
        tab = self.tab(name)
        self._take_keys(tab)
        self.route = Route(self.name, params={"tab": name})
        if fresh or name in self._changed:
            self._changed.discard(name)
            tab.refresh()
