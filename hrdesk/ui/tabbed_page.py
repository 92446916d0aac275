"""What every page has in common that is a row of tabs and nothing else."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hrdesk.services.access import Right
from hrdesk.services.changes import Change
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page

if TYPE_CHECKING:
    from hrdesk.ui.pages.settings.tab import SettingsTab


class TabPlace(NamedTuple):
    """One tab: its name in routes, its Thai title, where its class lies, who sees it, its help."""

    name: str
    title: str
    where: str  # below hrdesk.ui.pages, as module:Class
    right: Right | None = None  # None: everybody who sees the page
    help_page: str = ""  # empty: the page's own


class TabbedPage(Page):
    """A page of tabs; ``Route(name, params={"tab": ...})`` opens one, made when first shown."""

    all_places: ClassVar[tuple[TabPlace, ...]] = ()
    tabs_label: ClassVar[str] = ""  # for screen readers
    holder_prefix: ClassVar[str] = "tab"

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.places = [
            place for place in self.all_places if place.right is None or ctx.may(place.right)
        ]
        self.keyed: list[QAction] = []
        self._made: dict[str, SettingsTab] = {}
        self._changed: set[str] = set()
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName(f"{self.name}_tabs")
        self.tabs.setAccessibleName(self.tabs_label or self.title)
        self.tabs.setDocumentMode(True)
        for place in self.places:
            holder = QWidget(self.tabs)
            holder.setObjectName(f"{self.holder_prefix}_{place.name}")
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, place.title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._tab_opened)
        self.setFocusProxy(self.tabs)

    def open(self, route: Route) -> None:
        """Open the tab that the route names, or stay at the present one."""
        wanted = self.wanted(route)
        names = [place.name for place in self.places]
        if wanted in names:
            self.tabs.setCurrentIndex(names.index(wanted))
        shown = self.shown()
        self._take_keys(shown)
        self.prepare(shown, route)
        super().open(route)

    def wanted(self, route: Route) -> str:
        """Return the name of the tab that a route asks for; empty for the present one."""
        return route.params.get("tab", "")

    def prepare(self, tab: SettingsTab, route: Route) -> None:
        """Set the tab to what the route asks for, before it is read; the base sets nothing."""

    def refresh(self) -> None:
        """Read the open tab again."""
        self.shown().refresh()

    def shown(self) -> SettingsTab:
        """Return the open tab."""
        return self.tab(self.places[self.tabs.currentIndex()].name)

    def tab(self, name: str) -> SettingsTab:
        """Return a tab by its name, making it where it was not yet shown."""
        if name not in self._made:
            index = next(at for at, place in enumerate(self.places) if place.name == name)
            module, cls = self.places[index].where.split(":")
            holder = self.tabs.widget(index)
            made: SettingsTab = getattr(import_module(f"hrdesk.ui.pages.{module}"), cls)(
                self.ctx, holder
            )
            holder.layout().addWidget(made)
            self._made[name] = made
        return self._made[name]

    def concerns(self, changes: frozenset[Change]) -> bool:
        """Remember which tabs a change is about; the open one is read again at once."""
        here = self.places[self.tabs.currentIndex()].name
        for name, tab in self._made.items():
            if tab.concerns(changes) and name != here:
                self._changed.add(name)
        return here in self._made and self._made[here].concerns(changes)

    def _take_keys(self, tab: SettingsTab) -> None:
        # F2, Ctrl+S and the like of the open tab also answer while its name has the focus.
        for action in self.keyed:
            self.removeAction(action)
        self.keyed = [action for action in tab.actions_made if not action.shortcut().isEmpty()]
        self.addActions(self.keyed)

    def _tab_opened(self, index: int) -> None:
        place = self.places[index]
        fresh = place.name not in self._made
        tab = self.tab(place.name)
        self._take_keys(tab)
        self.route = Route(self.name, params={"tab": place.name})
        self.help_page = place.help_page or type(self).help_page
        if fresh or place.name in self._changed:
            self._changed.discard(place.name)
            tab.refresh()
