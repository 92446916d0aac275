"""What every tab of the settings has in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hrdesk.services.changes import Change
from hrdesk.services.errors import EditConflict
from hrdesk.ui.actions import make_action
from hrdesk.ui.audit_words import value_words
from hrdesk.ui.context import AppContext
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.button_row import ActionButton, ButtonRow
from hrdesk.ui.widgets.conflict import ConflictDialog, Difference

_READING_WIDTH = 760  # pixels: longer lines of fields are hard to follow


class SettingsTab(QWidget):
    """One tab; made when it is first shown, read again when one of its kinds changes."""

    kinds: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.actions_made: list[QAction] = []

    def refresh(self) -> None:
        """Read again what is shown, keeping what is typed."""

    def concerns(self, changes: frozenset[Change]) -> bool:
        """Tell whether any of the changes is of a kind this tab shows."""
        return any(change.kind in self.kinds for change in changes)

    def make_action(
        self, name: str, words: str, picture: str, call: Callable[[], object], keys: str = ""
    ) -> QAction:
        """Make an action for the tab's buttons and its table's menu."""
        action = make_action(self, name, words, picture, call, keys)
        self.actions_made.append(action)
        return action

    def button_row(
        self,
        actions: Sequence[QAction],
        primary: QAction | None = None,
        at_the_end: Sequence[QAction] = (),
    ) -> QHBoxLayout:
        """Return a row of buttons for actions, some of them at its right end."""
        row = ButtonRow()
        for action in actions:
            row.add_yielding(action_button(action, self, primary=action is primary))
        row.addStretch()
        for action in at_the_end:
            row.add_yielding(action_button(action, self))
        return row

    def scrolled(self, content: QWidget) -> QVBoxLayout:
        """Lay ``content`` out so that it scrolls where the window is small; returns the layout."""
        content.setMaximumWidth(_READING_WIDTH)
        area = QScrollArea(self)
        area.setObjectName(f"scroll_{self.objectName()}")
        area.setWidgetResizable(True)
        holder = QWidget(area)
        set_role(holder, "scrolled")
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(content, 1)
        inside.addStretch(0)
        area.setWidget(holder)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(area, 1)
        return rows


def action_button(action: QAction, parent: QWidget, *, primary: bool = False) -> ActionButton:
    """Return a button that follows an action: words, picture, and whether it may be used."""
    return ActionButton(action, parent, primary=primary)


def settle(
    parent: QWidget,
    problem: EditConflict,
    save: Callable[[dict[str, Any]], None],
    noun: str,
    said: Callable[[str, Any], str] = value_words,
) -> ConflictDialog:
    """Show what two people wrote of ``noun``, and save what is chosen; returns the dialog."""
    found = tuple(
        Difference(field, theirs, mine, prefer_mine=True)
        for field, theirs, mine in problem.facts["differences"]
    )
    who, when = problem.facts["who"], problem.facts["when"]
    dialog = ConflictDialog(who, when, found, parent, noun=noun, said=said)
    dialog.decided.connect(save)
    dialog.open()
    return dialog
