"""The tree of a result: what came out, and below it why; it can be copied as text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from hrdesk.ui import theme
from hrdesk.ui.pages.calculator.results import Line

HEADS = ("รายการ", "ค่า", "หน่วย", "วิธีคิดและข้อกฎหมาย")
_WIDTHS = (200, 140, 64, 320)
_OPEN_FLOORS = 3


class ResultTree(QTreeWidget):
    """Lines with value, unit and clause; Ctrl+C copies all of it."""

    def __init__(self, text: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setObjectName("result_tree")
        self.setAccessibleName("ผลการคำนวณและเหตุผล")
        self.setHeaderLabels(list(HEADS))
        self.setFont(theme.grid_font())
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setToolTip("→ ← ขยายและพับ · Ctrl+C คัดลอกทั้งหมดเป็นข้อความ")
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, width)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show lines, the upper floors open."""
        self.clear()
        for line in lines:
            self._add(self.invisibleRootItem(), line, 0)
        if self.topLevelItemCount():
            self.setCurrentItem(self.topLevelItem(0))

    def copy(self) -> None:
        """Copy the whole result as text."""
        QGuiApplication.clipboard().setText(self._text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies everything, not only one cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            event.accept()
            return
        super().keyPressEvent(event)

    def _add(self, above: QTreeWidgetItem, line: Line, floor: int) -> None:
        item = QTreeWidgetItem(above, [line.label, line.value, line.unit, line.clause])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, text in enumerate((line.label, line.value, line.unit, line.clause)):
            item.setToolTip(column, text)
        if line.code:
            item.setToolTip(0, f"{line.label}\n{line.code}")
        if floor == 0:
            font = self.font()
            font.setBold(True)
            item.setFont(0, font)
        for child in line.children:
            self._add(item, child, floor + 1)
        item.setExpanded(floor < _OPEN_FLOORS)
