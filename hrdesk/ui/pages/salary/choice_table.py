"""The keyboard of the people's table: one key gives steps, digits begin a per cent."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from hrdesk.rules.numbers import arabic_digits
from hrdesk.settings import Settings
from hrdesk.ui.pages.salary.words import PERCENTAGE, STEP
from hrdesk.ui.widgets.data_table import DataTable

HALF, ONE, MORE = Decimal("0.5"), Decimal(1), Decimal("1.5")
# What stands on the same keys while the keyboard is Thai: ๅ / ถ จ, and + ! with Shift.
_STEPS = {
    "0": Decimal(0), "จ": Decimal(0),
    "5": HALF, "ถ": HALF,
    "1": ONE, "ๅ": ONE,
    "2": MORE, "/": MORE, "!": MORE, "+": MORE,
}  # fmt: skip
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def keys_words(scheme: str, allowed: frozenset[Decimal]) -> str:
    """Return the line that says what the keys do."""
    if scheme != STEP:
        what = "ร้อยละ" if scheme == PERCENTAGE else "อัตรา"
        return f"พิมพ์{what}แล้ว Enter · Del ตามที่โปรแกรมคิด · F2 เหตุผล · Ctrl+Z เลิกทำ"
    more = " · 2 หนึ่งขั้นครึ่ง" if MORE in allowed else ""
    return f"0 ไม่เลื่อน · 5 ครึ่งขั้น · 1 หนึ่งขั้น{more} · Del ยังไม่เลือก · F2 เหตุผล · Ctrl+Z เลิกทำ"


def no_choice_words(scheme: str, allowed: frozenset[Decimal]) -> str:
    """Return what to press instead of a key that chooses nothing."""
    if scheme == STEP:
        return f"แป้นนี้ไม่ใช่การเลือก {keys_words(scheme, allowed)}"
    return "พิมพ์เป็นตัวเลข เช่น 3.5"


class ChoiceTable(DataTable):
    """The people of a round; it stores nothing itself but tells what was pressed."""

    gave = Signal(object)  # Decimal of steps, or None: nothing chosen any more
    typed = Signal(str)  # the first digit of a per cent
    reason_wanted = Signal()
    took_back = Signal()
    not_a_choice = Signal()  # a letter or sign that says nothing here

    def __init__(
        self, settings: Settings, name: str, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(settings, name, label, parent)
        self.scheme = STEP
        self.locked = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys as the line below the table says; the rest is the table's."""
        if not self.locked and self._answered(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def go_down(self) -> None:
        """Make the next row current: the work goes on with it."""
        at = self.currentIndex().row() + 1
        if at < self.model().rowCount():
            self._make_current(at)
            self.scrollTo(self.currentIndex())

    def keyboardSearch(self, search: str) -> None:
        """Look for nothing: digits are choices here, and the search box is above."""

    def _answered(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.took_back.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.reason_wanted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.gave.emit(None)
        else:
            return self._digit(event)
        return True

    def _digit(self, event: QKeyEvent) -> bool:
        text = arabic_digits(event.text())
        if not text or event.modifiers() & _HELD:
            return False
        if self.scheme == STEP:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if text not in _STEPS:
                return self._says_nothing(text)
            steps = _STEPS[text]
            self.gave.emit(MORE if shifted and steps == ONE else steps)
            return True
        if not (text.isdecimal() or text == "."):
            return self._says_nothing(text)
        self.typed.emit(text)
        return True

    def _says_nothing(self, text: str) -> bool:
        if text.isprintable() and not text.isspace():
            self.not_a_choice.emit()
        return False
