"""A row of buttons of which some show their picture alone where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from hrdesk.ui.style import set_role

_GAP = 8
_ONE_LINE = int(Qt.TextFlag.TextSingleLine.value)


class ActionButton(QPushButton):
    """Follows an action: words, picture, and whether it may be used."""

    def __init__(self, action: QAction, parent: QWidget, *, primary: bool = False) -> None:
        super().__init__(action.text(), parent)
        self._action, self._primary, self._compact = action, primary, False
        self.setObjectName(f"{action.objectName()}_button")
        self.setAutoDefault(False)
        if primary:
            set_role(self, "primary")
        self._follow()
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)

    @property
    def compact(self) -> bool:
        """Whether the picture stands alone."""
        return self._compact

    def set_compact(self, compact: bool) -> None:
        """Show the picture alone, with the words as a tip, or both."""
        if compact is not self._compact:  # as high as its neighbours without any words
            self.setMinimumHeight(self.sizeHint().height() if compact else 0)
        self._compact = compact
        self._follow()

    def words_width(self) -> int:
        """Return how many pixels the words need that the picture alone does not; 0 without one."""
        if self.icon().isNull():
            return 0
        return self.fontMetrics().size(_ONE_LINE, self._action.text()).width()

    def _follow(self) -> None:
        action = self._action
        keyed = not action.shortcut().isEmpty()
        self.setText("" if self._compact else action.text())
        self.setAccessibleName(action.text().rstrip("…"))
        self.setEnabled(action.isEnabled())
        self.setVisible(action.isVisible())
        tip = action.toolTip() if keyed else action.text() if self._compact else ""
        self.setToolTip(tip)
        if not self._primary:
            self.setIcon(action.icon())


class ButtonRow(QHBoxLayout):
    """Lays buttons side by side; where words would be cut, pictures stand alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(_GAP)
        self._yielding: list[ActionButton] = []

    def add_yielding(self, button: ActionButton) -> None:
        """Add a button that may do with its picture; the last one added does so first."""
        self._yielding.append(button)
        self.addWidget(button)

    def setGeometry(self, rect: QRect) -> None:
        """Take the words from as many buttons as it needs, or give them back."""
        if self._fit(rect.width()):
            self.invalidate()
        super().setGeometry(rect)

    def _fit(self, room: int) -> bool:
        """Tell whether any button changed."""
        found = (self.itemAt(at) for at in range(self.count()))
        shown = [item for item in found if item.widget() is None or not item.isEmpty()]
        able = [each for each in self._yielding if not each.isHidden() and each.words_width()]
        widgets = [item.widget() for item in shown if item.widget() is not None]
        spare = room - (len(widgets) - 1) * self.spacing()
        spare -= sum(item.minimumSize().width() for item in shown)
        spare -= sum(each.words_width() for each in able if each.compact)
        changed = False
        for button in reversed(able):
            compact = spare < 0
            spare += button.words_width() if compact else 0
            if compact is not button.compact:
                button.set_compact(compact)
                changed = True
        return changed
