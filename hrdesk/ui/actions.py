"""Actions of pages and tabs, made alike: words, picture, key, and what they do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from hrdesk.ui import icons


def make_action(
    owner: QWidget,
    name: str,
    words: str,
    picture: str,
    call: Callable[[], object],
    keys: str = "",
) -> QAction:
    """Make an action of a page or tab; its key works wherever the keyboard is inside ``owner``.

    ``name`` is its object name, ``keys`` such as ``Ctrl+E``; the tip tells the key.
    """
    action = QAction(words, owner)
    action.setObjectName(name)
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    icons.set_icon(action, picture)
    action.triggered.connect(lambda _checked=False: call())
    if keys:
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{words} ({keys})")
        owner.addAction(action)
    return action
