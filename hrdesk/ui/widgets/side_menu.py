"""The menu at the left; folds to pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hrdesk.ui import icons
from hrdesk.ui.menu import KEYED, Entry
from hrdesk.ui.style import set_role

WIDE, NARROW = 196, 52
_BAR = 6  # pixels of the scroll bar: the folded menu has little room


class SideMenu(QFrame):
    """One checkable button for each entry; the user's own menu at the foot."""

    chosen = Signal(str)  # the page
    folded_by_user = Signal(bool)

    def __init__(
        self, entries: Sequence[Entry], user: str, role: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("side_menu")
        self.setAccessibleName("เมนูหลัก")
        self._folded = False
        self._words: dict[QPushButton, str] = {}
        self._buttons: dict[str, QPushButton] = {}
        self.fold_button = self._make("fold", "เมนูหลัก", "menu", "พับหรือขยายเมนู (Ctrl+B)")
        self.fold_button.setCheckable(False)
        self.fold_button.clicked.connect(self._fold_clicked)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 4, 0, 8)
        rows.setSpacing(2)
        rows.addWidget(self.fold_button)
        pages = self._scrolling(rows)
        for number, entry in enumerate(entries, 1):
            tip = f"{entry.label} (Ctrl+{number})" if number <= KEYED else entry.label
            button = self._make(f"menu_{entry.page}", entry.label, entry.icon, tip)
            button.setAccessibleName(entry.label)
            button.clicked.connect(lambda _checked, page=entry.page: self._clicked(page))
            self._buttons[entry.page] = button
            pages.addWidget(button)
        pages.addStretch()
        self.user_menu = QMenu(self)
        self.user_menu.setObjectName("user_menu")
        self.user_button = self._make("user", user, "person", f"{user} · {role}")
        self.user_button.setCheckable(False)
        self.user_button.setAccessibleName(f"บัญชีผู้ใช้ {user} {role}")
        self.user_button.clicked.connect(self.open_user_menu)
        rows.addWidget(self.user_button)
        self.fold(False)

    def _scrolling(self, rows: QVBoxLayout) -> QVBoxLayout:
        """Return the layout of the entries; a low window scrolls them, the user stays in sight."""
        self._area = QScrollArea(self)
        self._area.setObjectName("menu_pages")
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.verticalScrollBar().setFixedWidth(_BAR)
        inside = QWidget(self._area)
        set_role(inside, "scrolled")
        pages = QVBoxLayout(inside)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(2)
        self._area.setWidget(inside)
        rows.addWidget(self._area, 1)
        return pages

    @property
    def folded(self) -> bool:
        """Whether only the pictures are shown."""
        return self._folded

    def fold(self, folded: bool) -> None:
        """Show pictures only, or pictures and words."""
        self._folded = folded
        self.setFixedWidth(NARROW if folded else WIDE)
        for button, words in self._words.items():
            button.setText("" if folded else self._fitting(button, words))

    def show_current(self, page: str) -> None:
        """Mark the entry of the page that is open."""
        for name, button in self._buttons.items():
            button.setChecked(name == page)
            if name == page:
                self._area.ensureWidgetVisible(button, 0, 4)

    def open_user_menu(self) -> None:
        """Show the user's own menu above its button."""
        height = self.user_menu.sizeHint().height()
        self.user_menu.popup(self.user_button.mapToGlobal(QPoint(8, -height)))

    def add_user_action(self, name: str, words: str, picture: str) -> QAction:
        """Add a line to the user's menu and return its action."""
        action = self.user_menu.addAction(words)
        action.setObjectName(name)
        icons.set_icon(action, picture)
        return action

    def _make(self, name: str, words: str, picture: str, tip: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setIconSize(QSize(20, 20))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        icons.set_icon(button, picture, "menu_text")
        self._words[button] = words
        return button

    def _fitting(self, button: QPushButton, words: str) -> str:
        room = WIDE - 64
        text = button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        return f"  {text}"

    def _clicked(self, page: str) -> None:
        # The window marks the entry once the page is open; a refused way leaves it as it was.
        self._buttons[page].setChecked(not self._buttons[page].isChecked())
        self.chosen.emit(page)

    def _fold_clicked(self) -> None:
        self.fold(not self._folded)
        self.folded_by_user.emit(self._folded)
