"""The line above a page: back and forward, the path, the search, and the page's actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from hrdesk.ui import icons
from hrdesk.ui.context import Route
from hrdesk.ui.style import set_role

# Actions with a button of their own by the width there is; the others are under "เพิ่มเติม".
_ROOM = ((760, 1), (960, 2))
_MOST = 3


class PageHead(QWidget):
    """Shows crumbs and actions of the page that is open."""

    crumb_clicked = Signal(object)  # Route
    back_clicked = Signal()
    forward_clicked = Signal()
    search_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_head")
        self.setAccessibleName("หัวหน้าจอ")
        self._back = self._arrow("go_back", "left", "ย้อนกลับ (Alt+←)", self.back_clicked)
        self._forward = self._arrow("go_forward", "right", "ไปข้างหน้า (Alt+→)", self.forward_clicked)
        self._path = QWidget(self)
        self._path.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._crumbs = QHBoxLayout(self._path)
        self._crumbs.setContentsMargins(4, 0, 0, 0)
        self._crumbs.setSpacing(0)
        self._side = QHBoxLayout()
        self._side.setSpacing(4)
        self._search = QPushButton("ค้นหา", self)
        self._search.setObjectName("open_palette")
        self._search.setAccessibleName("ค้นหาทุกอย่าง")
        self._search.setToolTip("ไปที่บุคคล เรื่อง เลขที่ หน้า หรือคำสั่งใดก็ได้ (Ctrl+K)")
        icons.set_icon(self._search, "search", "muted")
        self._search.clicked.connect(self.search_clicked)
        self._buttons: list[QWidget] = []
        self._actions: tuple[QAction, ...] = ()
        self._shown = _MOST
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._back)
        row.addWidget(self._forward)
        row.addWidget(self._path, 1)
        row.addLayout(self._side)
        row.addSpacing(6)
        row.addWidget(self._search)

    def set_history(self, back: bool, forward: bool) -> None:
        """Tell whether there is a way back and forward."""
        self._back.setEnabled(back)
        self._forward.setEnabled(forward)

    def set_crumbs(self, crumbs: Sequence[tuple[str, Route | None]]) -> None:
        """Show the path; the last part is the page's title."""
        while (item := self._crumbs.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                _discard(old)
        for at, (words, route) in enumerate(crumbs):
            last = at == len(crumbs) - 1
            if at:
                between = QLabel("›", self._path)
                set_role(between, "muted")
                self._crumbs.addWidget(between)
            if route is not None and not last:
                self._crumbs.addWidget(self._crumb(at, words, route))
            else:
                title = _Elided(words, self._path)
                title.setObjectName("page_title")
                set_role(title, "title")
                self._crumbs.addWidget(title, 1)
        if not crumbs:
            self._crumbs.addStretch()

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Show the page's actions, the first ones as buttons, the rest in a menu."""
        self._actions = tuple(actions)
        for old in self._buttons:
            self._side.removeWidget(old)
            _discard(old)
        self._buttons.clear()
        few = len(actions) <= self._shown + 1 and self._shown == _MOST
        own = self._actions if few else self._actions[: self._shown]
        for action in own:
            self._add(self._button(action))
        if len(own) < len(self._actions):
            self._add(self._more(self._actions[len(own) :]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the title room in a narrow window."""
        super().resizeEvent(event)
        width = event.size().width()
        shown = next((number for below, number in _ROOM if width < below), _MOST)
        if shown != self._shown:
            self._shown = shown
            self._search.setText("" if shown < _MOST else "ค้นหา")
            self.set_actions(self._actions)

    def _more(self, actions: Sequence[QAction]) -> QToolButton:
        more = QToolButton(self)
        more.setObjectName("more_actions")
        more.setText("เพิ่มเติม ▾ ")
        more.setAccessibleName("คำสั่งเพิ่มเติมของหน้านี้")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_role(more, "action")
        menu = QMenu(more)
        menu.addActions(list(actions))
        more.setMenu(menu)
        return more

    def _add(self, button: QWidget) -> None:
        self._buttons.append(button)
        self._side.addWidget(button)
        button.show()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"action_{action.objectName()}")
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(action.text())
        set_role(button, "action")
        if action.menu() is not None:
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _arrow(self, name: str, picture: str, words: str, signal: object) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName(name)
        made.setAccessibleName(words.split(" (", maxsplit=1)[0])
        made.setToolTip(words)
        made.setEnabled(False)
        icons.set_icon(made, picture)
        made.clicked.connect(signal)
        return made

    def _crumb(self, at: int, words: str, route: Route) -> QPushButton:
        made = QPushButton(words, self._path)
        made.setObjectName(f"crumb_{at}")
        made.setAccessibleName(f"กลับไป {words}")
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        set_role(made, "crumb")
        made.clicked.connect(lambda _checked, route=route: self.crumb_clicked.emit(route))
        return made


def _discard(old: QWidget) -> None:
    # Out of the tree at once: it may be the very button whose click led here.
    old.hide()
    old.setParent(None)
    old.deleteLater()


class _Elided(QLabel):
    """A title that gives way where the window is narrow; the whole stands in its tooltip."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setText(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the room there is."""
        super().resizeEvent(event)
        room = self.contentsRect().width()
        short = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(short)
        self.setToolTip(self._words if short != self._words else "")
