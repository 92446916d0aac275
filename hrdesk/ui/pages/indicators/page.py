"""How the work goes, in tabs: the four indicators, throughput, and what is kept how long."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hrdesk.services.changes import Change
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.indicators.keeping_tab import KeepingTab
from hrdesk.ui.pages.indicators.kpi_tab import KpiTab
from hrdesk.ui.pages.indicators.work_tab import WorkTab
from hrdesk.ui.pages.indicators.year_tab import YearTab
from hrdesk.ui.pages.staff.tab import StaffTab

_TITLES = ("ตัวชี้วัด", "ปริมาณงาน", "การเก็บรักษา")


class IndicatorsPage(Page):
    """``Route("indicators", params={"tab": "work"})`` opens one of the tabs."""

    name: ClassVar[str] = "indicators"
    title: ClassVar[str] = "ตัวชี้วัด"
    help_page: ClassVar[str] = "indicators"
    kinds: ClassVar[frozenset[str]] = frozenset({"case", "office_day", "office"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("indicators_tabs")
        self.tabs.setAccessibleName("ตัวชี้วัดและปริมาณงาน")
        self.tabs.setDocumentMode(True)
        self.kpi = KpiTab(ctx, self.tabs)
        self.work = WorkTab(ctx, self.tabs)
        self.keeping = KeepingTab(ctx, self.tabs)
        self.made: dict[str, StaffTab] = {
            "kpi": self.kpi,
            "work": self.work,
            "keeping": self.keeping,
        }
        self._read: set[str] = set()
        self.keyed: list[QAction] = []
        for tab, words in zip(self.made.values(), _TITLES, strict=True):
            self.tabs.addTab(tab, words)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.tabs)
        self.tabs.currentChanged.connect(lambda _at: self._opened())
        for year_tab in (self.kpi, self.work):
            year_tab.year_chosen.connect(self._year_chosen)
        self.setFocusProxy(self.tabs)

    def open(self, route: Route) -> None:
        """Open the tab that the route names, or stay at the present one."""
        wanted = route.params.get("tab", "")
        if wanted in self.made:
            self.tabs.setCurrentWidget(self.made[wanted])
        self._take_keys()
        super().open(route)

    def refresh(self) -> None:
        """Read the open tab again; the others when they are next shown."""
        here = self._here()
        self._read = {here}
        self.made[here].refresh()

    def concerns(self, changes: frozenset[Change]) -> bool:
        """Remember which tabs a change is about; the open one is read again at once."""
        here = self._here()
        touched = {name for name, tab in self.made.items() if tab.concerns(changes)}
        self._read -= touched - {here}
        return here in touched

    def _here(self) -> str:
        shown = self.tabs.currentWidget()
        return next(name for name, tab in self.made.items() if tab is shown)

    def _opened(self) -> None:
        here = self._here()
        self._take_keys()
        self.route = Route(self.name, params={"tab": here})
        if here not in self._read:
            self._read.add(here)
            self.made[here].refresh()

    def _year_chosen(self, year: int) -> None:
        for name, tab in self.made.items():
            if isinstance(tab, YearTab) and tab.year != year:
                tab.year = year
                self._read.discard(name)

    def _take_keys(self) -> None:
        # Ctrl+P of the open tab also answers while its name has the focus.
        for action in self.keyed:
            self.removeAction(action)
        tab = self.made[self._here()]
        self.keyed = [action for action in tab.actions_made if not action.shortcut().isEmpty()]
        self.addActions(self.keyed)
