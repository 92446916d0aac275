"""Settings: of this PC for everybody, of the office for those who manage it."""

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
    right: Right | None
    module: str
    cls: str


TABS = (
    TabPlace("computer", "เครื่องนี้", None, "this_pc", "ThisPcTab"),
    TabPlace("password", "รหัสผ่านของฉัน", None, "own_password", "OwnPasswordTab"),
    TabPlace("office", "สำนักงาน", Right.MANAGE_OFFICE, "office_tab", "OfficeTab"),
    TabPlace("signatories", "ผู้ลงนาม", Right.MANAGE_OFFICE, "signatories_tab", "SignatoriesTab"),
    TabPlace("users", "ผู้ใช้", Right.MANAGE_USERS, "users_tab", "UsersTab"),
    TabPlace("backup", "สำรองข้อมูล", Right.BACK_UP, "backups_tab", "BackupsTab"),
    TabPlace("audit", "ประวัติการใช้งาน", Right.SEE_AUDIT, "audit_tab", "AuditTab"),
)
_OWN_HELP = frozenset({"backup"})  # tabs with a help page of their own


class SettingsPage(Page):
    """The tabs that the role may see; ``Route("settings", params={"tab": "users"})`` opens one."""

    name: ClassVar[str] = "settings"
    title: ClassVar[str] = "ตั้งค่า"
    help_page = "settings"
    kinds: ClassVar[frozenset[str]] = frozenset({"office", "signatory", "user", "backup"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.places = [place for place in TABS if place.right is None or ctx.may(place.right)]
        self._made: dict[str, SettingsTab] = {}
        self._changed: set[str] = set()
        self.keyed: list[QAction] = []
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("settings_tabs")
        self.tabs.setAccessibleName("ส่วนของการตั้งค่า")
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

    def refresh(self) -> None:
        """Read the open tab again."""
        self._shown().refresh()

    def tab(self, name: str) -> SettingsTab:
        """Return a tab by its name, making it where it was not yet shown."""
        place = next(place for place in self.places if place.name == name)
        if name not in self._made:
            module = import_module(f"hrdesk.ui.pages.settings.{place.module}")
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
        # Ctrl+S and the like of the open tab also answer while its name has the focus.
        for action in self.keyed:
            self.removeAction(action)
        self.keyed = [action for action in tab.actions_made if not action.shortcut().isEmpty()]
        self.addActions(self.keyed)

    def _tab_opened(self, index: int) -> None:
        name = self.places[index].name
        fresh = name not in self._made
        tab = self.tab(name)
        self._take_keys(tab)
        self.route = Route(self.name, params={"tab": name})
        self.help_page = name if name in _OWN_HELP else type(self).help_page
        if fresh or name in self._changed:
            self._changed.discard(name)
            tab.refresh()
