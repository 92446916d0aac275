"""Which kind of matter it is: the four of the manual by the keys 1 to 4, the others by searching."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QGridLayout,
    QLabel,
    QRadioButton,
    QWidget,
)

from hrdesk.rules.codes import MANUAL_KINDS, CaseType
from hrdesk.rules.numbers import arabic_digits
from hrdesk.ui.style import set_role

GROUPS: tuple[tuple[str, tuple[CaseType, ...]], ...] = (
    (
        "เข้ารับราชการ",
        (
            CaseType.TRANSFER_IN,
            CaseType.APPOINTMENT_FROM_LIST,
            CaseType.NEWCOMER,
            CaseType.PROBATION,
            CaseType.CARD,
        ),
    ),
    ("สอบและคัดเลือก", (CaseType.EXAMINATION, CaseType.SELECTION, CaseType.PROMOTION_SELECTION)),
    ("ค่าตอบแทน", (CaseType.POSITION_ALLOWANCE,)),
    ("งานตามรอบ", (CaseType.APPRAISAL, CaseType.STEP_ROUND)),
)
"""The kinds beside the manual's four, as they stand in the list of others."""

_OTHERS = "5"  # the key that goes to the list of others
_NONE = "ค้นหาเรื่องอื่น"


class KindChoice(QWidget):
    """Four radio buttons, and a list of the office's other kinds; a digit chooses from any."""

    changed = Signal(object)  # CaseType

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._kind: CaseType | None = None
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, kind in enumerate(MANUAL_KINDS):
            button = QRadioButton(f"{place + 1}  {kind.label}", self)
            button.setObjectName(f"{name}_{kind.value}")
            button.setAccessibleName(f"ประเภทรายการ {place + 1} {kind.label}")
            button.setToolTip(f"กดเลข {place + 1}")
            self._group.addButton(button, place)
            # The long name of promotion has the first line for itself.
            span = (0, 0, 1, 4) if place == 0 else (1, place - 1, 1, 1)
            grid.addWidget(button, *span, Qt.AlignmentFlag.AlignLeft)
        self._others_label = QLabel("5  เรื่องอื่น", self)
        set_role(self._others_label, "muted")
        self.others = self._make_others(name)
        self._others_label.setBuddy(self.others)
        grid.addWidget(self._others_label, 2, 0)
        grid.addWidget(self.others, 2, 1, 1, 3)
        grid.setColumnStretch(3, 1)
        self._group.idToggled.connect(self._toggled)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offer(())

    def offer(self, kinds: Iterable[CaseType]) -> None:
        """Offer the kinds that the office has a procedure for, beside the four; keeps the choice."""
        offered = {*kinds, *([self._kind] if self._kind is not None else [])}
        self.others.blockSignals(True)
        self.others.clear()
        for title, group in GROUPS:
            found = [kind for kind in group if kind in offered]
            if found and self.others.count():
                self.others.insertSeparator(self.others.count())
            for kind in found:
                self.others.addItem(kind.label, kind.value)
                self.others.setItemData(self.others.count() - 1, title, Qt.ItemDataRole.ToolTipRole)
        self.others.blockSignals(False)
        self._show_other()
        for widget in (self._others_label, self.others):
            widget.setVisible(self.others.count() > 0)

    def kind(self) -> CaseType | None:
        """Return the chosen kind."""
        return self._kind

    def set_kind(self, kind: CaseType | None) -> None:
        """Choose a kind, or none."""
        if kind in MANUAL_KINDS:
            self._group.button(MANUAL_KINDS.index(kind)).setChecked(True)
            return
        self._clear_buttons()
        self._walk_others(kind)
        old, self._kind = self._kind, kind
        if kind is not None and self.others.findData(kind.value) < 0:
            self.offer([CaseType(self.others.itemData(i)) for i in self._places()])
        self._show_other()
        if kind is not None and kind is not old:
            self.changed.emit(kind)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the cursor to the chosen kind, or the first."""
        super().focusInEvent(event)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor on the chosen kind, or the first."""
        other = self._kind is not None and self._kind not in MANUAL_KINDS
        widget = self.others if other else self._group.checkedButton() or self._group.button(0)
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the digits 1 to 4, Thai digits too; 5 goes to the others."""
        digit = arabic_digits(event.text())
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if digit in ("1", "2", "3", "4") and not held:
            button = self._group.button(int(digit) - 1)
            button.setChecked(True)
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            event.accept()
            return
        if digit == _OTHERS and not held and not self.others.isHidden():
            self.others.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.others.lineEdit().selectAll()
            event.accept()
            return
        super().keyPressEvent(event)

    def _make_others(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(f"{name}_others")
        box.setAccessibleName("ประเภทรายการอื่น พิมพ์เพื่อค้นหา")
        box.setToolTip("กดเลข 5 แล้วพิมพ์ส่วนใดก็ได้ของชื่อ หรือกด ↓")
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.lineEdit().setPlaceholderText(_NONE)
        box.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        box.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        box.activated.connect(self._other_chosen)
        box.lineEdit().editingFinished.connect(self._show_other)
        return box

    def _places(self) -> list[int]:
        return [i for i in range(self.others.count()) if self.others.itemData(i)]

    def _other_chosen(self, place: int) -> None:
        value = self.others.itemData(place)
        if value:
            self.set_kind(CaseType(value))

    def _show_other(self) -> None:
        """Show the choice in the list of others; words that are no kind go."""
        wanted = self._kind.value if self._kind is not None else ""
        place = self.others.findData(wanted) if wanted else -1
        self.others.setCurrentIndex(place)
        self.others.setEditText(self.others.itemText(place) if place >= 0 else "")

    def _walk_others(self, kind: CaseType | None = None) -> None:
        """Let Enter and Tab pass by the others once one of the four is chosen; 5 goes there."""
        passed = kind is None and self._kind in MANUAL_KINDS
        focus = Qt.FocusPolicy.ClickFocus if passed else Qt.FocusPolicy.StrongFocus
        self.others.setFocusPolicy(focus)
        self.others.lineEdit().setFocusPolicy(focus)

    def _clear_buttons(self) -> None:
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self._kind = MANUAL_KINDS[place]
            self._walk_others()
            self._show_other()
            self.changed.emit(self._kind)
