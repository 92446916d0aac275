from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from hrdesk.services.access import Actor, Right, Role
from hrdesk.services.changes import Change
from hrdesk.services.errors import DomainError
from hrdesk.ui import help as help_pages
from hrdesk.ui.context import Route
from hrdesk.ui.main_window import MainWindow
from hrdesk.ui.menu import MENU, PAGES, PARENTS, Place, entries
from hrdesk.ui.page import Page
from hrdesk.ui.widgets.palette import Found, Source
from hrdesk.ui.widgets.search_box import SearchBox
from hrdesk.ui.widgets.side_menu import SideMenu

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class HomePage(Page):
    name, title, help_page = "home", "หน้าหลัก", "index"
    kinds = frozenset({"case"})

    def __init__(self, ctx, parent=None):
        super().__init__(ctx, parent)
        self.reads = 0
        self.leave = True
        self.printed = []
        self.print = QAction("พิมพ์", self)
        self.print.setObjectName("print")
        self.print.triggered.connect(lambda: self.printed.append("print"))
        self.more = [QAction(f"คำสั่ง {n}", self) for n in range(5)]

    def refresh(self):
        self.reads += 1

    def actions(self):
        return [self.print, *self.more]

    def can_leave(self):
        return self.leave


class TrackingPage(Page):
    name, title = "tracking", "ติดตามงาน"

    def __init__(self, ctx, parent=None):
        super().__init__(ctx, parent)
        QVBoxLayout(self).addWidget(SearchBox("ค้นหา"))


class CasePage(Page):
    name, title = "case", "เรื่อง"

    def crumbs(self):
        return [("ติดตามงาน", Route("tracking")), (f"เรื่องที่ {self.route.id}", None)]


PLACES = {
    "home": Place(f"{__name__}:HomePage", Right.SEE_ALL_CASES),
    "tracking": Place(f"{__name__}:TrackingPage", Right.SEE_OWN_CASES),
    "case": Place(f"{__name__}:CasePage", Right.SEE_OWN_CASES),
}
FEW = tuple(entry for entry in MENU if entry.page in PLACES)


@pytest.fixture
def make_window(make_ctx, qtbot):
    made = []

    def make(role=Role.OFFICER, **more):
        ctx = make_ctx(Actor(1, "มานะ ใจดี", role))
        window = MainWindow(ctx, database_label="SQLite บนเครื่องนี้", menu=FEW, places=PLACES, **more)
        qtbot.addWidget(window)
        window.start()
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        for page in window.findChildren(HomePage):
            page.leave = True
        window.ctx.tasks.wait_idle()
        window.close()


@pytest.fixture
def window(make_window):
    return make_window()


def crumbs(window):
    return window.findChild(QLabel, "page_title").accessibleName()


def test_every_place_of_the_menu_is_a_page():
    for name, place in PAGES.items():
        module, kind = place.factory.split(":")
        page = getattr(import_module(module), kind)
        assert issubclass(page, Page)
        assert page.name == name
        assert page.title
        assert page.help_page
    assert {entry.page for entry in MENU} <= set(PAGES)
    assert set(PARENTS) | {entry.page for entry in MENU} == set(PAGES)


def test_each_role_sees_its_menu():
    seen = {role: [entry.page for entry in entries(Actor(1, "ก", role))] for role in Role}
    assert seen[Role.GENERAL] == ["tracking"]
    assert seen[Role.SECRETARY] == [
        page for page in seen[Role.OFFICER] if page not in {"intake", "appraisal", "salary"}
    ]
    assert seen[Role.OFFICER] == [
        "home",
        "tracking",
        "intake",
        "calendar",
        "people",
        "staff",
        "meetings",
        "appraisal",
        "salary",
        "procedures",
        "registers",
        "indicators",
        "calculator",
        "law",
        "settings",
    ]
    assert seen[Role.ADMINISTRATOR] == seen[Role.OFFICER]


def test_the_title_names_office_and_fiscal_year(window):
    assert window.windowTitle() == "hrdesk · กรมตัวอย่าง ─ ปีงบประมาณ ๒๕๗๐"


def test_the_menu_opens_pages_and_marks_them(window):
    button = window.findChild(QPushButton, "menu_tracking")
    button.click()
    assert window.current_page().name == "tracking"
    assert button.isChecked()
    assert not window.findChild(QPushButton, "menu_home").isChecked()
    button.click()
    assert button.isChecked()
    window.navigate(Route("case", 7))
    assert button.isChecked()
    assert crumbs(window) == "เรื่องที่ 7"
    window.findChild(QPushButton, "crumb_0").click()
    assert window.current_page().name == "tracking"


def test_back_and_forward_by_keyboard(window, qtbot):
    window.navigate(Route("tracking"))
    window.navigate(Route("case", 7))
    window.navigate(Route("case", 8))
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert crumbs(window) == "เรื่องที่ 7"
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.current_page().name == "home"
    assert not window.findChild(QToolButton, "go_back").isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    assert crumbs(window) == "เรื่องที่ 7"
    assert window.findChild(QToolButton, "go_forward").isEnabled()
    window.navigate(Route("home"))
    assert not window.findChild(QToolButton, "go_forward").isEnabled()


def test_what_is_of_no_use_any_more_leaves_the_way_back(window):
    for id_ in (7, 8, 7):
        window.navigate(Route("case", id_))
    window.ctx.forget(Route("case", 8))  # before it stands the same record that is open
    window.back()
    assert window.current_page().name == "home"
    window.forward()
    assert crumbs(window) == "เรื่องที่ 7"


def test_esc_leaves_a_typed_text_first_and_the_page_only_then(window):
    window.navigate(Route("tracking"))
    note = QPlainTextEdit(window.current_page())
    note.show()
    note.setFocus()
    QTest.keyClicks(note, "abc")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert window.current_page().name == "tracking" and not note.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.current_page().name == "home"


def test_a_page_may_refuse_to_be_left(window):
    home = window.current_page()
    home.leave = False
    window.findChild(QPushButton, "menu_tracking").click()
    assert window.current_page() is home
    assert window.findChild(QPushButton, "menu_home").isChecked()
    assert not window.findChild(QPushButton, "menu_tracking").isChecked()
    assert not window.close()
    home.leave = True


def test_a_page_without_the_right_is_refused_in_words(make_window):
    window = make_window(Role.GENERAL)
    assert window.current_page().name == "tracking"
    window.navigate(Route("home"))
    assert window.current_page().name == "tracking"
    assert "ไม่มีสิทธิ" in window.ctx.notify.last.text
    with pytest.raises(KeyError):
        window.navigate(Route("nowhere"))


def test_changes_refresh_the_page_in_sight_and_later_the_hidden(window):
    home = window.current_page()
    reads = home.reads
    window.ctx.bus.publish({Change("case", 1)})
    assert home.reads == reads + 1
    window.ctx.bus.publish({Change("person", 1)})
    assert home.reads == reads + 1
    window.navigate(Route("tracking"))
    window.ctx.bus.publish({Change("case", 1)})
    assert home.reads == reads + 1
    window.navigate(Route("home"))
    assert home.reads >= reads + 2


def test_the_keys_of_the_window(window, qtbot):
    home = window.current_page()
    reads = home.reads
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert home.reads == reads + 1
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    assert home.printed == ["print"]
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert window.current_page().name == "tracking"
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    assert home.printed == ["print"]
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert isinstance(window.focusWidget(), SearchBox)
    QTest.keyClick(window, Qt.Key.Key_F1)
    guide = window._help
    assert guide.isVisible()
    assert guide.current() == "index"
    guide.close()


def test_many_actions_go_under_more(window):
    more = window.findChild(QToolButton, "more_actions")
    assert [action.text() for action in more.menu().actions()] == ["คำสั่ง 2", "คำสั่ง 3", "คำสั่ง 4"]
    window.resize(800, 700)
    few = window.findChild(QToolButton, "more_actions").menu().actions()
    assert len(few) == 5
    window.navigate(Route("tracking"))
    qt_buttons = [
        b for b in window.findChildren(QToolButton) if b.objectName().startswith("action_")
    ]
    assert [b for b in qt_buttons if b.isVisible()] == []


def test_the_window_fits_an_office_screen_at_150_percent(make_window):
    window = make_window()
    window.resize(910, 472)  # 1366×768 without the frame and the task bar
    assert (window.width(), window.height()) == (910, 472)


def test_the_status_bar_asks_again_after_the_database_was_lost(make_window, qtbot):
    answers = [DomainError("database_lost"), dt.datetime(2026, 11, 16, 1, 5, tzinfo=dt.UTC)]

    def last_backup():
        answer = answers.pop(0)
        if isinstance(answer, DomainError):
            raise answer
        return answer

    window = make_window(last_backup=last_backup)
    store = window.findChild(QLabel, "status_database")
    qtbot.waitUntil(lambda: "ติดต่อไม่ได้" in store.text())
    window.navigate(Route("tracking"))
    qtbot.waitUntil(lambda: "08:05" in store.text())
    window.navigate(Route("home"))  # nothing is asked where all is well
    assert answers == []


def test_the_status_bar_tells_the_truth(make_window, qtbot):
    made = [dt.datetime(2026, 11, 16, 1, 5, tzinfo=dt.UTC)]
    window = make_window(last_backup=lambda: made[0])
    store = window.findChild(QLabel, "status_database")
    saved = window.findChild(QLabel, "status_saved")
    qtbot.waitUntil(lambda: "วันนี้ 08:05" in store.text())
    assert store.text() == "SQLite บนเครื่องนี้ · สำรองล่าสุดวันนี้ 08:05"
    made[0] = dt.datetime(2026, 11, 14, 1, 5, tzinfo=dt.UTC)
    window.ctx.bus.publish({Change("backup")})
    qtbot.waitUntil(lambda: "14 พ.ย. 2569 08:05" in store.text())
    made[0] = None
    window.refresh()
    qtbot.waitUntil(lambda: "ยังไม่เคยสำรอง" in store.text())
    assert saved.text() == "พร้อมทำงาน"
    window.current_page().saved_changed.emit(False)
    assert "ยังไม่ได้บันทึก" in saved.text()
    here = window.current_page().name
    window.navigate(Route("tracking"))
    assert saved.text() == "พร้อมทำงาน"  # the draft is another page's
    window.navigate(Route(here))
    assert "ยังไม่ได้บันทึก" in saved.text()
    window.ctx.notify.saved()
    assert saved.text() == "บันทึกแล้ว 10:42"
    window.ctx.tasks.busy_changed.emit(True)
    assert "กำลัง" in saved.text()
    window.ctx.tasks.busy_changed.emit(False)
    assert saved.text() == "บันทึกแล้ว 10:42"


def test_the_menu_folds_and_is_remembered(window, qtbot):
    button = window.findChild(QPushButton, "menu_home")
    assert "หน้าหลัก" in button.text()
    QTest.keyClick(window, Qt.Key.Key_B, CONTROL)
    assert button.text() == ""
    assert button.accessibleName() == "หน้าหลัก"
    assert window.ctx.settings.flag("menu_folded")
    QTest.keyClick(window, Qt.Key.Key_B, CONTROL)
    window.resize(1024, 700)
    assert button.text() == ""
    assert not window.ctx.settings.flag("menu_folded")
    window.resize(1366, 768)
    assert "หน้าหลัก" in button.text()


def test_the_windows_place_is_remembered(make_window, make_ctx, qtbot):
    window = make_window()
    window.resize(800, 600)
    window.close()
    kept = window.ctx.settings.text("window")
    assert kept
    again = make_window()
    again.ctx.settings.set("window", kept)
    again.resize(800, 700)
    again._restore_place()
    assert (again.width(), again.height()) == (800, 600)
    again.ctx.settings.set("window", "*** damaged ***")
    again._restore_place()


def test_signing_out_leaves_the_page_first(window, qtbot):
    action = next(a for a in window._menu.user_menu.actions() if a.objectName() == "sign_out")
    home = window.current_page()
    home.leave = False
    with qtbot.assertNotEmitted(window.signed_out):
        action.trigger()
    home.leave = True
    with qtbot.waitSignal(window.signed_out):
        action.trigger()


def test_what_comes_and_goes_moves_nothing_on_the_page(window, qtbot):
    stack = window.findChild(QStackedWidget, "pages")
    before = stack.geometry()
    undone = []
    window.ctx.notify.saved("บันทึกแล้ว", undo=lambda: undone.append(1))
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "strip_action") is not None)
    foot = window.findChild(QWidget, "foot_strips")
    lower = stack.mapTo(window, stack.rect().bottomLeft()).y()
    # it covers the status bar, not the page
    qtbot.waitUntil(lambda: foot.isVisible() and foot.geometry().top() >= lower)
    assert stack.geometry() == before
    window.resize(window.width() - 90, window.height() - 40)
    qtbot.waitUntil(lambda: foot.geometry().right() <= window.width())
    window.findChild(QPushButton, "strip_action").click()
    qtbot.waitUntil(lambda: not foot.isVisible())
    assert undone == [1]
    # words that are long take no second line from the page; the tip has them whole
    high, words = foot.height() + 4, f"ส่งออกไว้ที่ {'โฟลเดอร์/' * 40} แล้ว"
    window.ctx.notify.saved(words)
    qtbot.waitUntil(lambda: foot.isVisible() and "…" in foot.strips()[0]._text.text())
    assert foot.height() < high and foot.strips()[0]._text.toolTip() == words
    window.hide()  # nobody can read it: its time begins again
    window.show()
    assert foot.strips()[0]._timer.isActive()


def find(uow, text):
    if text == "ล่ม":
        raise DomainError("database_lost")
    return [Found(f"นาง{text}", Route("case", 9), "นักทรัพยากรบุคคล", "person")]


@pytest.fixture
def palette(window, monkeypatch, qtbot):
    monkeypatch.setattr("hrdesk.ui.sources.sources", lambda actor: (Source("people", find),))
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    from hrdesk.ui.widgets.palette import Palette

    made = window.findChild(Palette)
    qtbot.waitUntil(made.isVisible)
    yield made
    if isValid(made):
        made.close()


def test_the_palette_goes_anywhere(window, palette, qtbot):
    titles = [found.title for found in palette.results()]
    assert titles[0] == "พิมพ์"
    assert {"หน้าหลัก", "ติดตามงาน", "คู่มือ"} <= set(titles)
    palette.line.setText("สมศรี")
    qtbot.waitUntil(lambda: [found.title for found in palette.results()] == ["นางสมศรี"])
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert crumbs(window) == "เรื่องที่ 9"


def test_the_palette_filters_and_walks(window, palette, qtbot):
    palette.line.setText("ติดตาม")
    assert palette.results()[0].title == "ติดตามงาน"
    palette.line.setText("")
    first = palette.list.currentRow()
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentRow() == first + 1
    QTest.keyClick(palette.line, Qt.Key.Key_Up)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.current_page().printed == ["print"]


def test_the_palette_finds_the_parts_of_the_settings(window, palette):
    palette.line.setText("ขนาดตัวอักษร")
    assert [found.title for found in palette.results()] == ["เครื่องนี้"]
    palette.line.setText("สำรอง")
    assert palette.results()[0].go.params == {"tab": "backup"}


def test_a_general_user_is_offered_no_settings():
    from hrdesk.ui.sources import parts

    assert parts(Actor(1, "ก", Role.GENERAL)) == []
    titles = [found.title for found in parts(Actor(1, "ก", Role.OFFICER))]
    assert "เครื่องนี้" in titles
    assert "ผู้ใช้" not in titles


def test_the_palette_works_without_the_database(window, palette, qtbot):
    palette.line.setText("ล่ม")
    foot = palette.findChild(QLabel, "palette_foot")
    qtbot.waitUntil(lambda: "ฐานข้อมูลไม่ได้" in foot.text())


@pytest.fixture
def guide(qtbot, tmp_path, monkeypatch):
    folder = tmp_path / "help"
    folder.mkdir()
    (folder / "index.md").write_text("# เริ่มต้น\n\n[ติดตาม](tracking.md)\n", encoding="utf-8")
    (folder / "tracking.md").write_text("# ติดตามงาน\n\nค้นหาเลขที่\n", encoding="utf-8")
    monkeypatch.setattr(help_pages, "page_file", lambda name: folder / f"{name}.md")
    help_pages.read_page.cache_clear()
    made = help_pages.HelpWindow()
    qtbot.addWidget(made)
    yield made
    help_pages.read_page.cache_clear()


def test_help_follows_links_and_comes_back(guide):
    from PySide6.QtCore import QUrl

    guide.open("no_such_page")
    assert guide.current() == "index"
    assert "เริ่มต้น" in guide.browser.toPlainText()
    guide.browser.anchorClicked.emit(QUrl("tracking.md"))
    assert guide.current() == "tracking"
    guide.browser.anchorClicked.emit(QUrl("http://example.org/"))
    assert guide.current() == "tracking"
    guide.back()
    assert guide.current() == "index"


def test_help_is_searched(guide):
    guide.open("index")
    guide.box.setText("เลขที่")
    QTest.keyClick(guide.box, Qt.Key.Key_Return)
    assert [guide.topics.item(row).text() for row in range(guide.topics.count())] == ["ติดตามงาน"]
    assert guide.current() == "tracking"
    guide.box.clear()
    QTest.keyClick(guide.box, Qt.Key.Key_Return)
    assert guide.topics.count() == 2


def test_help_text_wraps_where_qt_cannot(monkeypatch, qapp):
    from hrdesk.ui import thai_text

    monkeypatch.setattr(thai_text, "qt_wraps_thai", lambda: False)
    monkeypatch.setattr(thai_text._Words, "ready", True)
    text = "# หัวข้อ\n\n- ดู[ติดตามงาน](tracking.md) และ `Ctrl+K` ที่นี่\n"
    made = help_pages.wrapping(text)
    assert "\u200b" in made
    assert thai_text.plain(made) == text
    assert "](tracking.md)" in made
    assert "`Ctrl+K`" in made
    assert "\n- " in made


def test_everything_has_a_name_for_readers_and_tests(window, guide, ctx, qtbot):
    from hrdesk.ui.printing import PdfPanel
    from hrdesk.ui.widgets.calendar import BuddhistCalendar
    from tests.ui.foundation.names import unnamed

    window.ctx.notify.error(DomainError("disk_full", detail="x"), retry=lambda: None)
    panel = PdfPanel(ctx)
    calendar = BuddhistCalendar(dt.date(2026, 11, 16))
    for widget in (panel, calendar):
        qtbot.addWidget(widget)
    found = {type(w).__name__: unnamed(w) for w in (window, guide, panel, calendar)}
    assert found == {"MainWindow": [], "HelpWindow": [], "PdfPanel": [], "BuddhistCalendar": []}


def test_only_as_many_entries_have_a_key_as_there_are_digits(qtbot):
    shown = entries(Actor(1, "ก", Role.ADMINISTRATOR))
    menu = SideMenu(shown, "ก", "ผู้ดูแลระบบ")
    qtbot.addWidget(menu)
    tips = [menu.findChild(QPushButton, f"menu_{entry.page}").toolTip() for entry in shown]
    assert [("Ctrl+" in tip) for tip in tips] == [True] * 9 + [False] * (len(tips) - 9)


def test_a_long_menu_scrolls_in_a_low_window_and_shows_where_one_is(qtbot):
    shown = entries(Actor(1, "ก", Role.ADMINISTRATOR))
    menu = SideMenu(shown, "ก", "ผู้ดูแลระบบ")
    qtbot.addWidget(menu)
    menu.resize(menu.width(), 400)
    menu.show()
    assert menu.height() == 400
    menu.show_current("settings")
    button = menu.findChild(QPushButton, "menu_settings")
    assert not button.visibleRegion().isEmpty()
    assert not menu.user_button.visibleRegion().isEmpty()
