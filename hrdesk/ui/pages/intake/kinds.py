"""Which kind of matter it is: four choices, taken by the keys 1 to 4."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from hrdesk.rules.codes import CaseType
from hrdesk.rules.numbers import arabic_digits
from hrdesk.ui.pages.intake.model import KINDS


class KindChoice(QWidget):
    """Four radio buttons; a digit chooses from any of them."""

    changed = Signal(object)  # CaseType

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, kind in enumerate(KINDS):
            button = QRadioButton(f"{place + 1}  {kind.label}", self)
            button.setObjectName(f"{name}_{kind.value}")
            button.setAccessibleName(f"ประเภทรายการ {place + 1} {kind.label}")
            button.setToolTip(f"กดเลข {place + 1}")
            self._group.addButton(button, place)
            # The long name of promotion has the first line for itself.
            span = (0, 0, 1, 4) if place == 0 else (1, place - 1, 1, 1)
            grid.addWidget(button, *span, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(3, 1)
        self._group.idToggled.connect(self._toggled)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def kind(self) -> CaseType | None:
        """Return the chosen kind."""
        place = self._group.checkedId()
        return KINDS[place] if place >= 0 else None

    def set_kind(self, kind: CaseType | None) -> None:
        """Choose a kind, or none."""
        if kind is not None:
            self._group.button(KINDS.index(kind)).setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the cursor to the chosen kind, or the first."""
        super().focusInEvent(event)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor on the chosen kind, or the first."""
        button = self._group.checkedButton() or self._group.button(0)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the digits 1 to 4, Thai digits too."""
        digit = arabic_digits(event.text())
        if digit in ("1", "2", "3", "4") and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            button = self._group.button(int(digit) - 1)
            button.setChecked(True)
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            event.accept()
            return
        super().keyPressEvent(event)

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.changed.emit(KINDS[place])
