"""What an office keeps of its people beside the service record, in four tabs."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hrdesk.services.changes import Change
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.widgets.search_box import SearchBox


class TabPlace(NamedTuple):
    """One tab: its name in routes, its Thai title, and where its class lies."""

    name: str
    title: str
    module: str
    cls: str


TABS = (
    TabPlace("probation", "ทดลองปฏิบัติหน้าที่", "probation_tab", "ProbationTab"),
    TabPlace("cards", "บัตรประจำตัว", "card_tab", "CardTab"),
    TabPlace("retirement", "เกษียณ", "retirement_tab", "RetirementTab"),
    TabPlace("bars", "ห้ามประเมิน", "bar_tab", "BarTab"),
)


class StaffPage(Page):
    """Four lists; ``Route("staff", params={"tab": "cards"})`` opens one of them."""

    name: ClassVar[str] = "staff"
    title: ClassVar[str] = "งานบุคคล"
    help_page: ClassVar[str] = "staff"
    kinds: ClassVar[frozenset[str]] = frozenset({"probation", "card", "bar", "person", "case"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._made: dict[str, StaffTab] = {}
        self._changed: set[str] = set()
        self.keyed: list[QAction] = []
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("staff_tabs")
        self.tabs.setAccessibleName("งานบุคคล")
        self.tabs.setDocumentMode(True)
        for place in TABS:
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
        names = [place.name for place in TABS]
        wanted = route.params.get("tab", "")
        if wanted in names:
            self.tabs.setCurrentIndex(names.index(wanted))
        tab = self._shown()
        self._take_keys(tab)
        tab.narrow(route.params)
        super().open(route)

    def refresh(self) -> None:
        """Read the open tab again."""
        self._shown().refresh()

    def tab(self, name: str) -> StaffTab:
        """Return a tab by its name, making it where it was not yet shown."""
        place = next(place for place in TABS if place.name == name)
        if name not in self._made:
            module = import_module(f"hrdesk.ui.pages.staff.{place.module}")
            holder = self.tabs.widget(TABS.index(place))
            made: StaffTab = getattr(module, place.cls)(self.ctx, holder)
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

    def focus_search(self) -> bool:
        """Put the cursor into the open tab's search box; False where there is none."""
        box = self._shown().findChild(SearchBox)
        if box is None:
            return False
        box.setFocus()
        box.selectAll()
        return True

    def _shown(self) -> StaffTab:
        return self.tab(TABS[self.tabs.currentIndex()].name)

    def _take_keys(self, tab: StaffTab) -> None:
        # Ctrl+P and the like of the open tab also answer while its name has the focus.
        for action in self.keyed:
            self.removeAction(action)
        self.keyed = [action for action in tab.actions_made if not action.shortcut().isEmpty()]
        self.addActions(self.keyed)

    def _tab_opened(self, index: int) -> None:
        name = TABS[index].name
        fresh = name not in self._made
        tab = self.tab(name)
        self._take_keys(tab)
        self.route = Route(self.name, params={"tab": name})
        if fresh or name in self._changed:
            self._changed.discard(name)
            tab.refresh()
