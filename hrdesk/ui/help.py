"""F1: the help window, pages in ``resources/help/*.md`` with links and search."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from hrdesk import paths
from hrdesk.rules.sorting import search_text
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.search_box import SearchBox

START = "index"
_KEEP = re.compile(r"(\]\([^)]*\)|`[^`]*`|^#+ |^\s*[-*|] )", re.MULTILINE)


def page_file(name: str) -> Path:
    """Return the file of a help page; it need not exist."""
    return paths.resource(f"help/{name}.md")


@cache
def read_page(name: str) -> str:
    """Return a help page's Markdown, empty where there is none."""
    try:
        return page_file(name).read_text(encoding="utf-8")
    except OSError:
        return ""


def page_names() -> list[str]:
    """Return the names of all help pages, the start page first."""
    names = sorted(file.stem for file in page_file(START).parent.glob("*.md"))
    return sorted(names, key=lambda name: name != START)


def page_title(name: str) -> str:
    """Return the first heading of a help page, or its name."""
    heading = re.search(r"^#\s+(.+)$", read_page(name), re.MULTILINE)
    return heading[1].strip() if heading else name


def wrapping(text: str) -> str:
    """Return Markdown whose words may break on this platform; links and code stay as they are."""
    parts = _KEEP.split(text)
    return "".join(part if _KEEP.fullmatch(part) else breakable(part) for part in parts)


class HelpWindow(QWidget):
    """Topics and search at the left, the page at the right; stays beside the main window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("help")
        self.setWindowTitle("คู่มือการใช้ hrdesk")
        self.resize(860, 640)
        self.box = SearchBox("ค้นในคู่มือ", "help_search", self)
        self.topics = QListWidget(self)
        self.topics.setObjectName("help_topics")
        self.topics.setAccessibleName("หัวข้อคู่มือ")
        self.browser = QTextBrowser(self)
        self.browser.setObjectName("help_text")
        self.browser.setAccessibleName("เนื้อหาคู่มือ")
        self.browser.setOpenLinks(False)
        self.browser.document().setDocumentMargin(16)
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.box)
        rows.addWidget(self.topics, 1)
        split = QSplitter(self)
        split.addWidget(left)
        split.addWidget(self.browser)
        split.setStretchFactor(1, 1)
        split.setSizes([240, 620])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.addWidget(split)
        self._past: list[str] = []
        self._page = ""
        self.box.searched.connect(self._fill)
        self.box.moved_down.connect(self.topics.setFocus)
        self.topics.currentItemChanged.connect(self._topic)
        self.browser.anchorClicked.connect(self._link)
        for keys, call in (
            ("Esc", self.close),
            ("Alt+Left", self.back),
            ("Ctrl+F", self.box.setFocus),
        ):
            QShortcut(QKeySequence(keys), self, activated=call)
        self._fill("")

    def current(self) -> str:
        """Return the name of the page that is shown."""
        return self._page

    def open(self, name: str) -> None:
        """Show a page, the start page where there is none of that name."""
        page, _, anchor = name.partition("#")
        page = page if read_page(page) else START
        if page != self._page:
            if self._page:
                self._past.append(self._page)
            self._page = page
            self.browser.setMarkdown(wrapping(read_page(page)))
        if anchor:
            self.browser.scrollToAnchor(anchor)
        self._mark()

    def back(self) -> None:
        """Go back to the page before."""
        if self._past:
            before = self._past.pop()
            self._page = ""
            self.open(before)

    def _fill(self, text: str) -> None:
        wanted = search_text(text).split()
        self.topics.blockSignals(True)
        self.topics.clear()
        for name in page_names():
            content = search_text(read_page(name))
            if all(part in content for part in wanted):
                item = QListWidgetItem(page_title(name))
                item.setData(Qt.ItemDataRole.UserRole, name)
                self.topics.addItem(item)
        self.topics.blockSignals(False)
        self._mark()
        if wanted and self.topics.count() and self.topics.currentRow() < 0:
            self.topics.setCurrentRow(0)

    def _mark(self) -> None:
        self.topics.blockSignals(True)
        self.topics.setCurrentRow(-1)
        for row in range(self.topics.count()):
            if self.topics.item(row).data(Qt.ItemDataRole.UserRole) == self._page:
                self.topics.setCurrentRow(row)
        self.topics.blockSignals(False)

    def _topic(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.open(item.data(Qt.ItemDataRole.UserRole))

    def _link(self, url: QUrl) -> None:
        # Only links inside the help: the program works without a network.
        if url.isRelative():
            target = url.toString()
            if target.startswith("#"):
                self.browser.scrollToAnchor(target[1:])
            else:
                self.open(target.replace(".md", ""))
