"""The page กฎเกณฑ์: rules, days off, position groups."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hrdesk.services.changes import Change
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.settings.tab import SettingsTab


class TabPlace(NamedTuple):
    """One tab: its name in routes, its Thai title, and where its class lies."""

    name: str
    title: str
    module: str
    cls: str


TABS = (
    TabPlace("rules", "กฎ", "rules_tab", "RulesTab"),
    TabPlace("days", "วันหยุด", "days_tab", "DaysTab"),
    TabPlace("groups", "กลุ่มตำแหน่งเดียวกัน", "groups_tab", "GroupsTab"),
)


class LawPage(Page):
    """``Route("law", params={"tab": "days"})`` opens a tab, ``{"rule": id}`` a rule."""

    name: ClassVar[str] = "law"
    title: ClassVar[str] = "กฎเกณฑ์"
    help_page = "law"
    kinds: ClassVar[frozenset[str]] = frozenset({"law", "office_day", "position_group", "case"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._made: dict[str, SettingsTab] = {}
        self._changed: set[str] = set()
        self._keyed: list[QAction] = []
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("law_tabs")
        self.tabs.setAccessibleName("ส่วนของกฎเกณฑ์")
        self.tabs.setDocumentMode(True)
        for place in TABS:
            holder = QWidget(self.tabs)
            holder.setObjectName(f"law_{place.name}")
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, place.title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._tab_opened)
        self.setFocusProxy(self.tabs)

    def open(self, route: Route) -> None:
        """Open the tab or the rule that the route names, or stay."""
        wanted = "rules" if "rule" in route.params else route.params.get("tab", "")
        names = [place.name for place in TABS]
        if wanted in names:
            self.tabs.setCurrentIndex(names.index(wanted))
        super().open(route)
        if "rule" in route.params:
            self.tab("rules").choose(route.params["rule"])

    def refresh(self) -> None:
        """Read the open tab again."""
        shown = self._shown()
        self._take_keys(shown)
        shown.refresh()

    def tab(self, name: str) -> SettingsTab:
        """Return a tab by its name, making it where it was not yet shown."""
        place = next(place for place in TABS if place.name == name)
        if name not in self._made:
            module = import_module(f"hrdesk.ui.pages.law.{place.module}")
            holder = self.tabs.widget(TABS.index(place))
            made: SettingsTab = getattr(module, place.cls)(self.ctx, holder)
            holder.layout().addWidget(made)
            self._made[name] = made
        return self._made[name]

    def concerns(self, changes: frozenset[Change]) -> bool:
        """Remember which tabs a change is about; the open one is read again at once."""
        here = TABS[self.tabs.currentIndex()].name
        for name, tab in self._made.items():
            if tab.concerns(changes) and name != here:
                self._changed.add(name)
        return here in self._made and self._made[here].concerns(changes)

    def _shown(self) -> SettingsTab:
        return self.tab(TABS[self.tabs.currentIndex()].name)

    def _take_keys(self, tab: SettingsTab) -> None:
        # F2, Ctrl+P and the like of the open tab also answer while its name has the focus.
        for action in self._keyed:
            self.removeAction(action)
        self._keyed = [action for action in tab.actions_made if not action.shortcut().isEmpty()]
        self.addActions(self._keyed)

    def _tab_opened(self, index: int) -> None:
        name = TABS[index].name
        fresh = name not in self._made
        tab = self.tab(name)
        self._take_keys(tab)
        self.route = Route(self.name, params={"tab": name})
        if fresh or name in self._changed:
            self._changed.discard(name)
            tab.refresh()
