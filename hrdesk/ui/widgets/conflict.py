"""Two people on one record: both versions, field by field, and a choice for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.ui.audit_words import field_words, value_words
from hrdesk.ui.messages import words
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: what is stored now, what is typed here, and which to offer first."""

    field: str
    theirs: Any
    mine: Any
    prefer_mine: bool


def differences(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> tuple[Difference, ...]:
    """Return the fields in which two people differ; what only the other touched is theirs."""
    return tuple(
        Difference(field, theirs.get(field), value, prefer_mine=value != base.get(field))
        for field, value in mine.items()
        if theirs.get(field) != value
    )


class ConflictDialog(ReadingOrder, QDialog):
    """Shows both versions side by side; nothing typed is lost until it is chosen away.

    ``noun`` names what both changed, as ``เรื่องนี้``.
    """

    decided = Signal(object)  # dict[str, Any]: the value chosen for each field

    def __init__(
        self,
        who: str,
        when: dt.datetime | None,
        found: Sequence[Difference],
        parent: QWidget | None = None,
        *,
        noun: str,
        said: Callable[[str, Any], str] = value_words,
    ) -> None:
        super().__init__(parent)
        self._said = said
        self.setObjectName("conflict")
        self.setWindowTitle(f"มีผู้อื่นแก้ไข{noun}ไปแล้ว")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(620)
        self._found = tuple(found)
        self._groups: list[QButtonGroup] = []
        by = who or "ผู้อื่น"
        at = f"เมื่อ {words(when)} " if when is not None else ""
        told = QLabel(breakable(f"{by} บันทึก{noun}{at}ระหว่างที่คุณกำลังแก้ไข เลือกทีละช่องว่าจะใช้ค่าใด"), self)
        told.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, text in enumerate(("ช่อง", f"ที่ {by} บันทึกไว้", "ที่คุณพิมพ์")):
            title = QLabel(text, self)
            set_role(title, "muted")
            grid.addWidget(title, 0, column)
        for place, difference in enumerate(self._found, 1):
            self._add(grid, place, difference)
        self._go = QPushButton("บันทึกตามที่เลือก", self)
        self._go.setObjectName("dialog_go")
        self._go.setDefault(True)
        set_role(self._go, "primary")
        self._go.clicked.connect(self.submit)
        back = QPushButton("กลับไปแก้ไขต่อ", self)
        back.setObjectName("dialog_cancel")
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(back)
        buttons.addWidget(self._go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(14)
        rows.addWidget(told)
        rows.addLayout(grid)
        rows.addStretch()
        rows.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that wrapped words need, which is known only now."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def choose(self, field: str, *, mine: bool) -> None:
        """Choose one side for a field."""
        for group, difference in zip(self._groups, self._found, strict=True):
            if difference.field == field:
                group.button(int(mine)).setChecked(True)

    def submit(self) -> None:
        """Give the chosen values and close."""
        chosen = {
            difference.field: difference.mine if group.checkedId() else difference.theirs
            for group, difference in zip(self._groups, self._found, strict=True)
        }
        self.accept()
        self.decided.emit(chosen)

    def _add(self, grid: QGridLayout, place: int, difference: Difference) -> None:
        name = field_words(difference.field)
        label = QLabel(breakable(name), self)
        label.setWordWrap(True)
        grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(self)
        for mine, value in ((0, difference.theirs), (1, difference.mine)):
            words_of = self._said(difference.field, value)
            side = QWidget(self)
            button = QRadioButton(side)
            button.setObjectName(f"{difference.field}_{'mine' if mine else 'theirs'}")
            button.setAccessibleName(f"{name} {'ที่คุณพิมพ์' if mine else 'ที่บันทึกไว้'}: {words_of}")
            button.setChecked(bool(mine) == difference.prefer_mine)
            text = QLabel(breakable(words_of), side)
            text.setWordWrap(True)
            text.setBuddy(button)
            cells = QHBoxLayout(side)
            cells.setContentsMargins(0, 0, 0, 0)
            cells.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            cells.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
            group.addButton(button, mine)
            grid.addWidget(side, place, mine + 1)
        self._groups.append(group)
