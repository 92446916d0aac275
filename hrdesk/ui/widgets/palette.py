"""Ctrl+K: go to any person, case, page or action by typing part of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.sorting import search_text
from hrdesk.ui import icons
from hrdesk.ui.context import Route
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import plain

if TYPE_CHECKING:
    from hrdesk.services.errors import DomainError
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext

_DELAY_MS = 120
_MOST = 60


@dataclass(frozen=True, slots=True)
class Found:
    """One way to go: its words, more about it, a picture, and a route or a call."""

    title: str
    go: Route | Callable[[], None]
    detail: str = ""
    icon: str = "right"


@dataclass(frozen=True, slots=True)
class Source:
    """A search in the database; ``find`` runs on the database thread."""

    name: str
    find: Callable[[UnitOfWork, str], Sequence[Found]]


class Palette(QDialog):
    """A line to type into and what was found; Up, Down, Enter, Esc."""

    def __init__(
        self,
        ctx: AppContext,
        near: Sequence[Found],
        sources: Sequence[Source] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setWindowTitle("ค้นหา")
        self.setModal(True)
        self._ctx = ctx
        self._near = [(search_text(found.title, found.detail), found) for found in near]
        self._sources = tuple(sources)
        self._from_sources: dict[str, list[Found]] = {}
        self._wanted = ""
        self.line = QLineEdit(self)
        self.line.setObjectName("palette_text")
        self.line.setAccessibleName("ไปที่")
        self.line.setPlaceholderText("พิมพ์ชื่อคน เลขที่เรื่องหรือเอกสาร ชื่อหน้า หรือคำสั่ง")
        self.line.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName("สิ่งที่พบ")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._foot = QLabel("↑ ↓ เลือก · Enter ไป · Esc ปิด", self)
        self._foot.setObjectName("palette_foot")
        set_role(self._foot, "muted")
        frame = QFrame(self)
        set_role(frame, "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 12, 12, 8)
        for widget in (self.line, self.list, self._foot):
            inner.addWidget(widget)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(frame)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._search)
        self.line.textChanged.connect(self._typed)
        self.list.itemClicked.connect(self._go)
        self.finished.connect(lambda _code: self._timer.stop())
        self._fill()
        self._place()

    def results(self) -> list[Found]:
        """Return what is listed, best first."""
        rows = range(self.list.count())
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in rows]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys typed into the line also walk in the list."""
        if (
            watched is self.line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            key = event.key()
            if key in _MOVES and self.list.count():
                row = self.list.currentRow() + _MOVES[key]
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._from_sources.clear()
        self._wanted = search_text(plain(self.line.text()))
        self._fill()
        self._timer.start()

    def _search(self) -> None:
        wanted = self._wanted
        if not wanted:
            return
        for source in self._sources:
            self._ctx.tasks.query(
                self,
                lambda uow, source=source: list(source.find(uow, wanted)),
                lambda found, source=source: self._came(source.name, wanted, found),
                self._refused,
                key=source.name,
            )

    def _came(self, name: str, wanted: str, found: list[Found]) -> None:
        if wanted == self._wanted:
            self._from_sources[name] = found
            self._fill()

    def _refused(self, _problem: DomainError) -> None:
        self._foot.setText("ค้นในฐานข้อมูลไม่ได้ในขณะนี้ แสดงเฉพาะหน้าและคำสั่ง")

    def _fill(self) -> None:
        kept = self.list.currentItem()
        kept_title = kept.text() if kept is not None and self.list.currentRow() > 0 else None
        parts = self._wanted.split()
        near = [found for text, found in self._near if all(part in text for part in parts)]
        others = [
            found for source in self._sources for found in self._from_sources.get(source.name, ())
        ]
        self.list.clear()
        for found in (near + others)[:_MOST]:
            words = f"{found.title}  —  {found.detail}" if found.detail else found.title
            item = QListWidgetItem(icons.icon(found.icon, "muted"), words)
            item.setData(Qt.ItemDataRole.UserRole, found)
            item.setToolTip(words)
            self.list.addItem(item)
            if words == kept_title:
                self.list.setCurrentItem(item)
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        if not self.list.count() and self._wanted and self._all_came():
            self._foot.setText("ไม่พบสิ่งที่ตรงกัน ลองพิมพ์ให้สั้นลง")
        else:
            self._foot.setText("↑ ↓ เลือก · Enter ไป · Esc ปิด")

    def _all_came(self) -> bool:
        return all(source.name in self._from_sources for source in self._sources)

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        found = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        if isinstance(found.go, Route):
            self._ctx.navigate(found.go)
        else:
            found.go()

    def _place(self) -> None:
        over = self.parentWidget().window() if self.parentWidget() is not None else None
        room = over.geometry() if over is not None else self.screen().availableGeometry()
        self.resize(min(640, room.width() - 40), min(420, room.height() - 100))
        self.move(room.center().x() - self.width() // 2, room.top() + 60)


_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}
