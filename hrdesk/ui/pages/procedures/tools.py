"""The row of buttons above the picture of a draft: steps come, go and move; undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from hrdesk.ui import icons
from hrdesk.ui.actions import make_action
from hrdesk.ui.pages.procedures import editing
from hrdesk.ui.pages.procedures.picture import PictureView
from hrdesk.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from hrdesk.ui.pages.procedures.page import ProceduresPage


class Tools(QWidget):
    """Works on the chosen step of the page's draft."""

    def __init__(self, page: ProceduresPage) -> None:
        super().__init__(page)
        self.setObjectName("procedure_tools")
        self._page = page
        self.add = self._make("add_step", "เพิ่มขั้นตอนถัดไป", "add", self._add, "Ins")
        self.branch = self._make(
            "add_branch", "เพิ่มผลและขั้นตอนแยก", "branch", self._branch, "Ctrl+Ins"
        )
        self.up = self._make("step_up", "เลื่อนขั้นตอนขึ้น", "up", lambda: self._move(-1), "Alt+Up")
        self.down = self._make(
            "step_down", "เลื่อนขั้นตอนลง", "down", lambda: self._move(1), "Alt+Down"
        )
        self.remove = self._make("remove_step", "ลบขั้นตอน", "delete", self._remove, "Ctrl+Del")
        self.undo = self._make("undo", "เลิกทำ", "undo", lambda: page.keeper.go(-1))
        self.redo = self._make("redo", "ทำซ้ำ", "redo", lambda: page.keeper.go(1))
        # Undo answers wherever the keyboard is on the page; the others only in the picture.
        for action, keys in ((self.undo, "Ctrl+Z"), (self.redo, "Ctrl+Y")):
            action.setShortcut(keys)
            action.setToolTip(f"{action.text()} ({keys})")
            page.addAction(action)
        row = FlowLayout(self, 2)
        short = ("เพิ่มขั้นตอน", "เพิ่มทางแยก", "ขึ้น", "ลง", "ลบ", "เลิกทำ", "ทำซ้ำ")
        actions = (self.add, self.branch, self.up, self.down, self.remove, self.undo, self.redo)
        for action, words in zip(actions, short, strict=True):
            action.setIconText(words)
            row.addWidget(_button(action, self))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_compact(self, compact: bool) -> None:
        """Show signs only where there is no room for words; the tips keep the words."""
        style = Qt.ToolButtonStyle
        shown = style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon
        for button in self.findChildren(QToolButton):
            button.setToolButtonStyle(shown)

    def follow(self) -> None:
        """Offer what can be done now."""
        page = self._page
        editing_now = page.is_editing
        key = page.picture.key()
        document = page.document
        several = document is not None and len(document["steps"]) > 1
        for action in (self.add, self.branch):
            action.setEnabled(editing_now and bool(key))
        self.remove.setEnabled(editing_now and several)
        for action, by in ((self.up, -1), (self.down, 1)):
            can = editing_now and document is not None and several
            action.setEnabled(
                can and editing.move_step(document, key, by)["steps"] != document["steps"]
            )
        self.undo.setEnabled(editing_now and page.keeper.history.can(-1))
        self.redo.setEnabled(editing_now and page.keeper.history.can(1))

    def _add(self) -> None:
        page = self._page
        made, key = editing.add_step(page.keeper.document, page.picture.key())
        page.keeper.put(made, key)
        self._name_it()

    def _branch(self) -> None:
        page = self._page
        made, key = editing.add_branch(page.keeper.document, page.picture.key())
        page.keeper.put(made, key)
        self._name_it()

    def _name_it(self) -> None:
        page = self._page
        page.tabs.setCurrentIndex(0)
        page.picture.choose(page.picture.key(), tell=False)
        page.step_form.title.setFocus()
        page.step_form.title.selectAll()

    def _move(self, by: int) -> None:
        page = self._page
        key = page.picture.key()
        page.keeper.put(editing.move_step(page.keeper.document, key, by), key)

    def _remove(self) -> None:
        page = self._page
        key = page.picture.key()
        keys = list(page.picture.picture().steps) if page.picture.picture() is not None else []
        at = keys.index(key) if key in keys else 0
        near = keys[at + 1] if at + 1 < len(keys) else keys[max(at - 1, 0)] if keys else ""
        page.keeper.put(editing.remove_step(page.keeper.document, key), near)

    def _make(self, name: str, words: str, picture: str, call: object, keys: str = "") -> QAction:
        action = make_action(self._page.picture, name, words, picture, call)  # type: ignore[arg-type]
        if keys:
            action.setShortcut(keys)
            action.setToolTip(f"{words} ({keys} ในแผนภาพ)")
            self._page.picture.addAction(action)
        return action


def zoom_buttons(picture: PictureView) -> list[QToolButton]:
    """Return the buttons that make a picture smaller, fit it, and make it larger."""
    made = []
    for name, words, call in (
        ("zoom_out", "ย่อแผนภาพ (Ctrl+−)", lambda: picture.zoom(-1)),
        ("fit_width", "พอดีกว้าง (Ctrl+0)", picture.fit),
        ("zoom_in", "ขยายแผนภาพ (Ctrl++)", lambda: picture.zoom(1)),
    ):
        button = QToolButton(picture.parentWidget())
        button.setObjectName(f"picture_{name}")
        button.setAccessibleName(words.partition(" (")[0])
        button.setToolTip(words)
        icons.set_icon(button, name)
        button.clicked.connect(lambda _checked=False, call=call: call())
        made.append(button)
    return made


def _button(action: QAction, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(f"{action.objectName()}_button")
    button.setDefaultAction(action)
    button.setAccessibleName(action.text())
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
