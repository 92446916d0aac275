"""What the operator lets the room see: opens the second window and turns its parts on and off."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from hrdesk.ui.pages.scoring.board import Board
from hrdesk.ui.pages.scoring.projector import Projector

_CHOICES = (
    ("names", "แสดงชื่อ (N ที่จอใหญ่)"),
    ("points", "แสดงคะแนนรายกรรมการ (P)"),
    ("ranks", "แสดงอันดับเมื่อคะแนนครบ (R)"),
    ("whole", "แสดงทั้งตาราง (T)"),
)


class RoomMenu(QWidget):
    """Keeps the window for the room and the menu of what it shows; takes no room itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setObjectName("room")
        self.window_ = Projector(parent)
        self.window_.options_changed.connect(self._follow_options)
        self.window_.closed.connect(self._closed)
        self._open: QAction | None = None
        self.menu = QMenu(parent)
        self.menu.setObjectName("room_menu")
        self.choices: dict[str, QAction] = {}
        for name, words in _CHOICES:
            action = self.menu.addAction(words)
            action.setObjectName(f"room_{name}")
            action.setCheckable(True)
            action.triggered.connect(lambda _on, name=name: self.window_.turn(name))
            self.choices[name] = action
        self._follow_options()

    def button(self, open_: QAction) -> QPushButton:
        """Return the button whose menu opens the window and chooses what is seen."""
        self._open = open_
        open_.setCheckable(True)
        first = self.menu.actions()[0]
        self.menu.insertAction(first, open_)
        self.menu.insertSeparator(first)
        button = QPushButton("จอใหญ่", self.parentWidget())
        button.setObjectName("room_button")
        button.setAccessibleName("จอใหญ่ให้ที่ประชุมเห็น")
        button.setToolTip("จอแสดงผลให้ที่ประชุมเห็น (F11)")
        button.setAutoDefault(False)
        button.setMenu(self.menu)
        return button

    def turn_window(self) -> None:
        """Open the window, or close it."""
        if self.window_.isVisible():
            self.window_.close()
        else:
            self.window_.open()
        if self._open is not None:
            self._open.setChecked(self.window_.isVisible())

    def follow(self, board: Board | None, candidate_id: int | None) -> None:
        """Show the room where the entry is."""
        self.window_.follow(board, candidate_id)

    def _closed(self) -> None:
        if self._open is not None:
            self._open.setChecked(False)

    def _follow_options(self) -> None:
        for name, action in self.choices.items():
            action.setChecked(getattr(self.window_.options, name))
