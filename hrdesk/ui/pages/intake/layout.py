"""Where things stand on the intake page: the form at the left, what will happen at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hrdesk.ui import icons
from hrdesk.ui.style import set_role

_PANEL = (300, 460)  # least and greatest width of the right side


def lay_out(page: QWidget, form: QWidget, panel: QWidget, actions: Sequence[QAction]) -> None:
    """Put the form, the panel and the buttons of the first two actions on the page."""
    left = QVBoxLayout()
    left.setSpacing(8)
    left.addWidget(scrolled(form, "intake_scroll"), 1)
    left.addWidget(_line(page))
    left.addLayout(_buttons(page, actions))
    side = scrolled(panel, "plan_scroll")
    side.setMinimumWidth(_PANEL[0])
    side.setMaximumWidth(_PANEL[1])
    columns = QHBoxLayout(page)
    columns.setContentsMargins(0, 0, 0, 0)
    columns.setSpacing(16)
    columns.addLayout(left, 3)
    columns.addWidget(side, 2)


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """Return a scroll area around a widget, which may be reached by the keyboard's focus only."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def _line(page: QWidget) -> QFrame:
    made = QFrame(page)
    set_role(made, "line")
    return made


def _buttons(page: QWidget, actions: Sequence[QAction]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for action in actions[:2]:
        keys = action.shortcut().toString().replace("Return", "Enter")
        words = f"{action.text()} ({keys})" if keys else action.text()
        button = QPushButton(words, page)
        button.setObjectName(f"button_{action.objectName()}")
        button.setAccessibleName(words)
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        primary = action.objectName() == "save"
        if primary:
            set_role(button, "primary")
        icons.set_icon(button, "save" if primary else "send", "on_accent" if primary else "text")
        row.addWidget(button)
    row.addStretch()
    return row
