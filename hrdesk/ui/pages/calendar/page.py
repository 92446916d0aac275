"""The work calendar in two tabs: the month, and the rounds of the fiscal year."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from hrdesk.services.changes import Change
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.calendar.month_tab import MonthTab
from hrdesk.ui.pages.calendar.rounds_tab import RoundsTab


class CalendarPage(Page):
    """``Route("calendar", params={"day": "2026-12-01"})`` shows a day, ``tab`` rounds its round."""

    name: ClassVar[str] = "calendar"
    title: ClassVar[str] = "ปฏิทินงาน"
    help_page: ClassVar[str] = "calendar"
    kinds: ClassVar[frozenset[str]] = MonthTab.kinds | RoundsTab.kinds

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.keyed: list[QAction] = []
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("calendar_tabs")
        self.tabs.setAccessibleName("ปฏิทินงาน")
        self.tabs.setDocumentMode(True)
        self.month = MonthTab(ctx, self.tabs)
        self.rounds = RoundsTab(ctx, self.tabs)
        self.tabs.addTab(self.month, "เดือน")
        self.tabs.addTab(self.rounds, "รอบของปี")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.tabs)
        self.tabs.currentChanged.connect(lambda _at: self._turned())
        self.setFocusProxy(self.month.grid)
        self._take_keys()

    def open(self, route: Route) -> None:
        """Open the tab and the day that the route names, or stay where it was."""
        tab = route.params.get("tab", "")
        if tab or route.params.get("day"):
            self.tabs.blockSignals(True)
            self.tabs.setCurrentWidget(self.rounds if tab == "rounds" else self.month)
            self.tabs.blockSignals(False)
            self._take_keys()
            self._shown().narrow(route.params)
        super().open(route)

    def refresh(self) -> None:
        """Read the open tab again."""
        self._shown().refresh()

    def concerns(self, changes: frozenset[Change]) -> bool:
        """Tell whether a change bears on the open tab; the other reads when it is opened."""
        return self._shown().concerns(changes)

    def _shown(self) -> MonthTab | RoundsTab:
        return self.rounds if self.tabs.currentWidget() is self.rounds else self.month

    def _turned(self) -> None:
        self._take_keys()
        name = "rounds" if self._shown() is self.rounds else "month"
        self.route = Route(self.name, params={"tab": name})
        self._shown().refresh()

    def _take_keys(self) -> None:
        # Ctrl+P of the open tab also answers while its name has the focus.
        for action in self.keyed:
            self.removeAction(action)
        found = self._shown().actions_made
        self.keyed = [action for action in found if not action.shortcut().isEmpty()]
        self.addActions(self.keyed)
