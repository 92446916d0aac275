"""One person of a round: the choice for the mouse, the reason, and how the figure came about."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.explanation import canonical
from hrdesk.rules.numbers import arabic_digits
from hrdesk.ui.pages.calculator.results import Line as TreeLine
from hrdesk.ui.pages.calculator.results import as_text, reasons
from hrdesk.ui.pages.calculator.tree import ResultTree
from hrdesk.ui.pages.person.inputs import Line
from hrdesk.ui.pages.salary.closing import close_row
from hrdesk.ui.pages.salary.people import Shown, said, why
from hrdesk.ui.pages.salary.words import STEP, choice_words
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_NUMBER = re.compile(r"\d+(\.\d+)?|\.\d+")
_LOW_HEIGHT, _NO_LIMIT = 80, 16_777_215  # pixels
_HOW_WIDTHS = (390, 100, 60)
_TREE_WIDTHS = (300, 80, 60)  # pixels; what is left is for formulas and clauses


def read_amount(text: str) -> Decimal | None:
    """Return the per cent that was typed; None for an empty text. Raises ValueError in Thai."""
    bare = arabic_digits(text).strip().rstrip("%").strip()
    if not bare:
        return None
    if not _NUMBER.fullmatch(bare):
        raise ValueError("พิมพ์เป็นตัวเลข เช่น 3.5")
    return Decimal(bare)


class _Typed(Line):
    """A line that Esc leaves without storing."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class PersonPanel(QWidget):
    """Shows the current row; what is typed here is handed on, never stored by itself."""

    gave = Signal(object, bool)  # Decimal or None; whether to go on with the next row
    reasoned = Signal(str)
    left = Signal()  # back to the table

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("person_panel")
        self.shown: Shown | None = None
        self._scheme = STEP
        self._locked = False
        self._low = False
        self._buttons: dict[Decimal, QPushButton] = {}
        self.who = self._label("panel_who")
        self.problem = self._label("panel_problem")
        self.amount = _Typed("panel_amount", self)
        self.amount.setAccessibleName("ร้อยละที่ให้")
        self.amount.setMaximumWidth(90)
        self.unit = QLabel("ร้อยละ", self)
        self.unit.setBuddy(self.amount)
        self.reason = _Typed("panel_reason", self, "เหตุผลเมื่อให้ต่างจากข้อเสนอ (F2) · Enter บันทึก")
        self.reason.setAccessibleName("เหตุผลที่ให้ต่างจากข้อเสนอ")
        self.tree = ResultTree(self._text, self)
        self.tree.setObjectName("panel_tree")
        for at, width in enumerate(_TREE_WIDTHS):
            self.tree.setColumnWidth(at, width)
        self.how = QPushButton("วิธีคิด…", self)
        self.how.setObjectName("panel_how")
        self.how.setAccessibleName("ดูวิธีคิดของคนนี้")
        self.how.setAutoDefault(False)
        self.how.hide()
        self.how.clicked.connect(lambda _on: self.show_how())
        self._choices = QHBoxLayout()
        self._choices.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(self._choices)
        line.addWidget(self.unit)
        line.addWidget(self.amount)
        line.addWidget(self.reason, 1)
        line.addWidget(self.how)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.who)
        rows.addLayout(line)
        rows.addWidget(self.problem)
        rows.addWidget(self.tree, 1)
        self.amount.returnPressed.connect(self._amount_done)
        self.reason.returnPressed.connect(lambda: self.reasoned.emit(self.reason.value()))
        self.amount.left.connect(self._give_up)
        self.reason.left.connect(self._give_up)

    def set_up(self, scheme: str, allowed: frozenset[Decimal], *, locked: bool) -> None:
        """Offer what a scheme can give; ``locked``: nothing may be chosen any more."""
        self._scheme, self._locked = scheme, locked
        steps = scheme == STEP
        self.unit.setVisible(not steps)
        self.amount.setVisible(not steps)
        self.amount.setReadOnly(locked)
        self.reason.setReadOnly(locked)
        wanted = sorted(allowed) if steps else []
        if list(self._buttons) == wanted:
            return
        for button in self._buttons.values():
            self._choices.removeWidget(button)
            button.deleteLater()
        self._buttons = {amount: self._button(amount) for amount in wanted}

    def show_person(self, shown: Shown | None) -> None:
        """Show a row; what is being typed of the same row stays."""
        same = shown is not None and self.shown is not None and shown.id == self.shown.id
        self.shown = shown
        self.say("" if shown is None else why(shown), wrong=bool(shown and shown.row.problem))
        self.who.setText(breakable("" if shown is None else said(self._scheme, shown)))
        open_ = shown is not None and not self._locked
        for amount, button in self._buttons.items():
            button.setEnabled(open_ and shown is not None and amount in shown.row.allowed)
            button.setChecked(shown is not None and shown.given == amount)
        self.amount.setEnabled(shown is not None)
        self.reason.setEnabled(shown is not None)
        if not (same and self.amount.hasFocus()):
            self.amount.setText("" if shown is None else canonical(shown.row.choice))
        if not (same and self.reason.hasFocus()):
            self.reason.setText("" if shown is None else shown.line.reason)
        wants = shown is not None and shown.wants_reason
        self.reason.setProperty("wrong", wants)
        set_role(self.reason, "reason")
        self.tree.show_lines(self._lines())

    def set_low(self, low: bool) -> None:
        """Leave the room to the people where the window is low; the tree then has its own."""
        self.tree.setVisible(not low)
        self.how.setVisible(low)
        self._low = low
        self._bound()

    def show_how(self) -> None:
        """Show in a window of its own how the figure came about."""
        if self.shown is not None:
            HowDialog(self.who.text(), self._lines(), self).open()

    def begin_amount(self, digit: str) -> None:
        """Take the first digit of a per cent that was typed in the table."""
        if self._locked or not self.amount.isEnabled():
            return
        self.amount.setFocus()
        self.amount.setText(digit)

    def begin_reason(self) -> None:
        """Put the cursor into the reason."""
        if not self._locked and self.reason.isEnabled():
            self.reason.setFocus()
            self.reason.selectAll()

    def say(self, text: str, *, wrong: bool) -> None:
        """Say what is the matter with this row; nothing takes the line away."""
        set_role(self.problem, "plain" if wrong else "muted", "bad" if wrong else "")
        self.problem.setText(breakable(text))
        self.problem.setVisible(bool(text))
        self._bound()

    def _bound(self) -> None:
        # Without the tree nothing here can use more room than its lines take.
        lines = 1 if self.problem.isHidden() else 2
        most = _LOW_HEIGHT + (lines - 1) * self.fontMetrics().lineSpacing()
        self.setMaximumHeight(most if self._low else _NO_LIMIT)

    def _amount_done(self) -> None:
        try:
            amount = read_amount(self.amount.value())
        except ValueError as problem:
            self.say(str(problem), wrong=True)
            return
        self.gave.emit(amount, True)

    def _give_up(self) -> None:
        shown = self.shown
        self.left.emit()
        self.show_person(shown)

    def _button(self, amount: Decimal) -> QPushButton:
        words = choice_words(STEP, amount)
        button = QPushButton(words, self)
        button.setObjectName(f"give_{canonical(amount).replace('.', '_')}")
        button.setAccessibleName(f"ให้ {words}")
        button.setCheckable(True)
        button.setAutoDefault(False)
        set_role(button, "chip")
        button.clicked.connect(lambda _on: self.gave.emit(amount, False))
        self._choices.addWidget(button)
        return button

    def _lines(self) -> tuple[TreeLine, ...]:
        return (reasons(self.shown.row.explain()),) if self.shown is not None else ()

    def _text(self) -> str:
        return as_text(self.who.text(), self._lines())

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


class HowDialog(ReadingOrder, QDialog):
    """How one figure came about, with room to read it."""

    def __init__(self, title: str, lines: tuple[TreeLine, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("how_dialog")
        self.setWindowTitle("วิธีคิด")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 460)
        head = QLabel(title, self)
        head.setWordWrap(True)
        self.tree = ResultTree(lambda: as_text(title, lines), self)
        for at, width in enumerate(_HOW_WIDTHS):
            self.tree.setColumnWidth(at, width)
        self.tree.show_lines(lines)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(8)
        rows.addWidget(head)
        rows.addWidget(self.tree, 1)
        rows.addLayout(close_row(self))
        self.tree.setFocus()
