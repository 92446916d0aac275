"""Papers of the office: the registers of numbers, the texts, and letters for many."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hrdesk.services.access import Right
from hrdesk.services.changes import Change
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.settings.tab import SettingsTab


class TabPlace(NamedTuple):
    """One tab: its name in routes, its Thai title, who sees it, and where its class lies."""

    name: str
    title: str
    right: Right
    module: str
    cls: str
    help_page: str


TABS = (
    TabPlace(
        "numbers", "ทะเบียนเลข", Right.SEE_ALL_CASES, "registers.numbers_tab", "NumbersTab",
        "registers",
    ),
    TabPlace(
        "templates", "แบบหนังสือ", Right.ISSUE_PAPERS, "templates.tab", "TemplatesTab", "templates"
    ),
    TabPlace(
        "batch", "หนังสือถึงหลายคน", Right.ISSUE_PAPERS, "batch.tab", "BatchTab", "registers"
    ),
)  # fmt: skip


class RegistersPage(Page):
    """The tabs; ``Route("registers", params={"tab": "templates"})`` opens one."""

    name: ClassVar[str] = "registers"
    title: ClassVar[str] = "เอกสาร"
    help_page = "registers"
    kinds: ClassVar[frozenset[str]] = frozenset({"number", "paper", "template", "batch"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.places = [place for place in TABS if ctx.may(place.right)]
        self._made: dict[str, SettingsTab] = {}
        self._changed: set[str] = set()
        self._keyed: list[QAction] = []
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("registers_tabs")
        self.tabs.setAccessibleName("ส่วนของหน้าเอกสาร")
        self.tabs.setDocumentMode(True)
        for place in self.places:
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
        """Open the tab that the route names, or stay at the present one."""
        wanted = route.params.get("tab", "")
        names = [place.name for place in self.places]
        if wanted in names:
            self.tabs.setCurrentIndex(names.index(wanted))
        super().open(route)
        shown = self._shown()
        take = getattr(shown, "take_route", None)
        if take is not None:
            take(route)
        self._take_keys(shown)

    def refresh(self) -> None:
        """Read the open tab again."""
        self._shown().refresh()

    def tab(self, name: str) -> SettingsTab:
        """Return a tab by its name, making it where it was not yet shown."""
        place = next(place for place in self.places if place.name == name)
        if name not in self._made:
            module = import_module(f"hrdesk.ui.pages.{place.module}")
            holder = self.tabs.widget(self.places.index(place))
            made: SettingsTab = getattr(module, place.cls)(self.ctx, holder)
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

    def _shown(self) -> SettingsTab:
        return self.tab(self.places[self.tabs.currentIndex()].name)

    def _take_keys(self, tab: SettingsTab) -> None:
        # Keys of the open tab also answer while its name has the focus.
        for action in self._keyed:
            self.removeAction(action)
        self._keyed = [action for action in tab.actions_made if not action.shortcut().isEmpty()]
        self.addActions(self._keyed)

    def _tab_opened(self, index: int) -> None:
        place = self.places[index]
        fresh = place.name not in self._made
        tab = self.tab(place.name)
        self._take_keys(tab)
        self.route = Route(self.name, params={"tab": place.name})
        self.help_page = place.help_page
        if fresh or place.name in self._changed:
            self._changed.discard(place.name)
            tab.refresh()
