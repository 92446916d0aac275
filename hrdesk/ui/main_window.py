"""The window: menu, path, strips, the page, and a status bar that tells the truth."""

from __future__ import annotations

import datetime as dt
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.dates import fiscal_year
from hrdesk.rules.numbers import thai_digits
from hrdesk.services.errors import NotAllowed
from hrdesk.ui import icons, thai_text
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.menu import KEYED, MENU, PAGES, PARENTS, Entry, Place, entries
from hrdesk.ui.page import Page
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.widgets.page_head import PageHead
from hrdesk.ui.widgets.palette import Found, Palette
from hrdesk.ui.widgets.side_menu import SideMenu
from hrdesk.ui.widgets.status_line import StatusLine
from hrdesk.ui.widgets.strip import COME_AND_GO, TONES, FootStrips, StripHost

if TYPE_CHECKING:
    from hrdesk.ui.help import HelpWindow

_FOLDS_BELOW = 1100  # pixels: narrower windows fold the menu by themselves
_HISTORY = 60


class MainWindow(ReadingOrder, QMainWindow):
    """Made after sign-in; ``app`` shows it and listens to ``signed_out``."""

    signed_out = Signal(str)  # what to say over the next sign-in
    page_opened = Signal(str)

    def __init__(
        self,
        ctx: AppContext,
        *,
        database_label: str,
        last_backup: Callable[[], dt.datetime | None] | None = None,
        menu: tuple[Entry, ...] = MENU,
        places: Mapping[str, Place] = PAGES,
    ) -> None:
        super().__init__()
        self.ctx = ctx
        self._places = places
        self._entries = entries(ctx.actor, menu)
        self._status = StatusLine(ctx, database_label, last_backup, self)
        self._pages: dict[str, Page] = {}
        self._past: list[Route] = []
        self._ahead: list[Route] = []
        self._route: Route | None = None
        self._help: HelpWindow | None = None
        self._window_actions: list[QAction] = []
        self._pictures_asked = False
        self._folded_by_width = False
        ctx.navigate, ctx.forget = self.navigate, self.forget
        self.setObjectName("main_window")
        self._build()
        self._listen()
        self._shortcuts()
        self._restore_place()
        self.set_office()

    # -- going about --------------------------------------------------------------------------

    def start(self, route: Route | None = None) -> None:
        """Open the first page of the role's menu, or another."""
        self.navigate(route or Route(self._entries[0].page))

    def navigate(self, route: Route) -> None:
        """Open a page; the present one may say no, and the role may not have the right."""
        if self._go(route):
            self._ahead.clear()

    def current_page(self) -> Page | None:
        """Return the page that is open."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def back(self) -> None:
        """Go to the page before."""
        self._walk(self._past, self._ahead)

    def forward(self) -> None:
        """Go again where one came back from."""
        self._walk(self._ahead, self._past)

    def forget(self, route: Route) -> None:
        """Let back and forward lead no more to a page and record that are of no use now."""
        gone = (route.page, route.id)
        for walked in (self._past, self._ahead):
            walked[:] = [each for each in walked if (each.page, each.id) != gone]
        here = self._here()
        while self._past and (self._past[-1].page, self._past[-1].id) == (here.page, here.id):
            self._past.pop()
        self._head.set_history(bool(self._past), bool(self._ahead))

    def _walk(self, source: list[Route], target: list[Route]) -> None:
        if not source:
            return
        here = self._route
        wanted = source.pop()
        if not self._go(wanted, remember=False):
            source.append(wanted)
            return
        if here is not None:
            target.append(here)
        self._head.set_history(bool(self._past), bool(self._ahead))

    def _go(self, route: Route, *, remember: bool = True) -> bool:
        place = self._places.get(route.page)
        if place is None:
            raise KeyError(f"no page {route.page!r}")
        if not self.ctx.may(place.right):
            self.ctx.notify.error(NotAllowed(place.right.value))
            return False
        leaving = self.current_page()
        if leaving is not None and not leaving.can_leave():
            return False
        self.ctx.drafts.flush()
        page = self._page(route.page, place)
        self.ctx.notify.clear()
        if remember and self._route is not None and self._route != route:
            self._past = [*self._past, self._here()][-_HISTORY:]
        self._route = route
        self._stack.setCurrentWidget(page)
        page.open(route)
        self._show_page()
        self._head.set_history(bool(self._past), bool(self._ahead) and not remember)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_opened.emit(route.page)
        return True

    def _here(self) -> Route:
        # A page may have narrowed its route meanwhile (filters): that is where back leads to.
        page = self.current_page()
        return page.route if page is not None else Route(self._entries[0].page)

    def _page(self, name: str, place: Place) -> Page:
        if name not in self._pages:
            page = place.load()(self.ctx)
            page.title_changed.connect(self._show_page)
            page.actions_changed.connect(self._show_page)
            page.saved_changed.connect(
                lambda saved, name=name: self._status.page_saved(name, saved=saved)
            )
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def _show_page(self) -> None:
        page = self.current_page()
        if page is None or (self.sender() not in (None, page) and isinstance(self.sender(), Page)):
            return
        self._head.set_crumbs(page.crumbs())
        actions = page.actions()
        self._give_keys(actions)
        self._head.set_actions(actions)
        self._menu.show_current(PARENTS.get(page.name, page.name))

    def _give_keys(self, actions: list[QAction]) -> None:
        for old in self._window_actions:
            self.removeAction(old)
        self._window_actions = []
        for action in actions:
            keys = {"print": "Ctrl+P", "save": "Ctrl+S"}.get(action.objectName())
            if keys and action.shortcut().isEmpty():
                action.setShortcut(QKeySequence(keys))
                action.setToolTip(f"{action.text()} ({keys})")
            if keys and action.shortcutContext() == Qt.ShortcutContext.WindowShortcut:
                self.addAction(action)
                self._window_actions.append(action)

    # -- the frame ----------------------------------------------------------------------------

    def _build(self) -> None:
        self._menu = SideMenu(self._entries, self.ctx.actor.name, self.ctx.actor.role.label, self)
        self._head = PageHead(self)
        self._strips = StripHost(self.ctx.notify, None, self, TONES - COME_AND_GO)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("pages")
        right = QVBoxLayout()
        right.setContentsMargins(16, 8, 16, 8)
        right.setSpacing(8)
        right.addWidget(self._head)
        right.addWidget(self._strips)
        right.addWidget(self._stack, 1)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._menu)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(800, 440)  # 1366×768 at 150 % leaves 910×472
        self.setStatusBar(self._status)
        self._foot = FootStrips(self.ctx.notify, self.ctx.tasks, self, self._stack)
        self.page_opened.connect(self._status.page_shown)

    def _listen(self) -> None:
        head, menu, ctx = self._head, self._menu, self.ctx
        head.crumb_clicked.connect(self.navigate)
        head.back_clicked.connect(self.back)
        head.forward_clicked.connect(self.forward)
        head.search_clicked.connect(self.open_palette)
        menu.chosen.connect(lambda page: self.navigate(Route(page)))
        menu.folded_by_user.connect(lambda folded: ctx.settings.set("menu_folded", folded))
        for name, words, picture, call in (
            ("change_password", "เปลี่ยนรหัสผ่าน", "lock", self._change_password),
            ("this_pc", "ตั้งค่าเครื่องนี้", "settings", self._this_pc),
            ("help", "คู่มือ (F1)", "help", self.open_help),
            ("sign_out", "ออกจากระบบ", "sign_out", self.sign_out),
        ):
            action = menu.add_user_action(name, words, picture)
            action.triggered.connect(lambda _checked=False, call=call: call())

    def _shortcuts(self) -> None:
        for keys, call in (
            ("Ctrl+K", self.open_palette),
            ("Alt+Left", self.back),
            ("Alt+Right", self.forward),
            ("F1", self.open_help),
            ("F5", self.refresh),
            ("Ctrl+F", self.focus_search),
            ("Ctrl+B", self._menu.fold_button.click),
        ):
            QShortcut(QKeySequence(keys), self, activated=call)
        for number, entry in enumerate(self._entries[:KEYED], 1):
            QShortcut(
                QKeySequence(f"Ctrl+{number}"),
                self,
                activated=lambda page=entry.page: self.navigate(Route(page)),
            )

    def refresh(self) -> None:
        """Read the open page again."""
        page = self.current_page()
        if page is not None:
            page.refresh()
        self._status.read_backup()

    def focus_search(self) -> None:
        """Go to the page's search box, or search everything where it has none."""
        page = self.current_page()
        if page is None or not page.focus_search():
            self.open_palette()

    def open_palette(self) -> Palette:
        """Show what can be gone to; returns the open palette."""
        from hrdesk.ui.sources import parts, sources

        near = [
            Found(action.text().replace("&", ""), action.trigger, "คำสั่งของหน้านี้", "check")
            for action in (self.current_page().actions() if self.current_page() else [])
            if action.isEnabled() and action.menu() is None
        ]
        near += [
            Found(entry.label, Route(entry.page), "หน้า", entry.icon) for entry in self._entries
        ]
        near += parts(self.ctx.actor)
        near += [
            Found("คู่มือ", self.open_help, "F1", "help"),
            Found("เปลี่ยนรหัสผ่าน", self._change_password, "บัญชีผู้ใช้", "lock"),
            Found("ออกจากระบบ", self.sign_out, "บัญชีผู้ใช้", "sign_out"),
        ]
        palette = Palette(self.ctx, near, sources(self.ctx.actor), self)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.open()
        palette.line.setFocus()
        return palette

    def open_help(self) -> None:
        """Show the help of the open page."""
        from hrdesk.ui.help import START, HelpWindow

        page = self.current_page()
        if self._help is None:
            self._help = HelpWindow(self)
        self._help.open(page.help_page if page is not None and page.help_page else START)
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    def sign_out(self, news: str = "") -> None:
        """Leave the page and let ``app`` ask who signs in next; ``news`` is said over that."""
        page = self.current_page()
        if page is None or page.can_leave():
            self.ctx.drafts.flush()
            self.signed_out.emit(news)

    def _change_password(self) -> None:
        self.navigate(Route("settings", params={"tab": "password"}))

    def _this_pc(self) -> None:
        self.navigate(Route("settings", params={"tab": "computer"}))

    # -- what the bars say --------------------------------------------------------------------

    def set_office(self) -> None:
        """Write the office's name and the fiscal year into the title."""
        year = thai_digits(str(fiscal_year(self.ctx.today())))
        self.setWindowTitle(f"hrdesk · {self.ctx.office.agency_name} ─ ปีงบประมาณ {year}")

    # -- Qt's events --------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """After the first paint the pictures are loaded, and the words where Qt needs them."""
        super().showEvent(event)
        if not self._pictures_asked:
            self._pictures_asked = True
            QTimer.singleShot(0, self, self._load_later)

    def _load_later(self) -> None:
        icons.load()
        for view in self.findChildren(QAbstractItemView):
            view.viewport().update()
        if not thai_text.qt_wraps_thai():
            self.ctx.tasks.work(
                self, lambda _progress: thai_text.warm_up(), lambda _none: None, quiet=True
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, where nothing on the page had a use for it; first out of a typed text."""
        if event.key() == Qt.Key.Key_Escape:
            typed_in = _typed_in(self.focusWidget())
            if typed_in is not None:
                typed_in.clearFocus()
            else:
                self.back()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the menu where the window is narrow, and unfold it again."""
        super().resizeEvent(event)
        narrow = event.size().width() < _FOLDS_BELOW
        if narrow != self._folded_by_width:
            self._folded_by_width = narrow
            self._menu.fold(narrow or self.ctx.settings.flag("menu_folded"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts and the window's place; a page may still say no."""
        page = self.current_page()
        if page is not None and not page.can_leave():
            event.ignore()
            return
        self.ctx.drafts.flush()
        self._remember_place()
        if self._help is not None:
            self._help.close()
        super().closeEvent(event)

    def _remember_place(self) -> None:
        place = b64encode(self.saveGeometry().data()).decode("ascii")
        if place != self.ctx.settings.text("window"):
            self.ctx.settings.set("window", place)

    def _restore_place(self) -> None:
        kept = self.ctx.settings.text("window")
        if kept:
            try:
                restored = self.restoreGeometry(QByteArray(b64decode(kept, validate=True)))
            except ValueError:
                restored = False
            if restored:
                return
        room = self.screen().availableGeometry()
        self.resize(min(1280, room.width() - 40), min(800, room.height() - 60))
        self._menu.fold(self.ctx.settings.flag("menu_folded"))


def _typed_in(widget: QWidget | None) -> QWidget | None:
    """Return the field of text with the keyboard that holds something one may have typed."""
    if isinstance(widget, QLineEdit):
        words = widget.text()
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        words = widget.toPlainText()
    else:
        return None
    return widget if words and not widget.isReadOnly() else None
