"""The live check of a draft: a sentence for each fault; choosing one leads to its step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hrdesk.rules.procedure_faults import Fault
from hrdesk.rules.procedure_text import Document
from hrdesk.ui import theme
from hrdesk.ui.pages.calculator.titles import WrappedTitles
from hrdesk.ui.pages.procedures.fault_words import fault_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_STEP = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 3


class FaultList(QWidget):
    """Says that all is well, or what is not."""

    chosen = Signal(str)  # the step at fault, empty for the whole

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("procedure_check")
        self.head = QLabel(self)
        self.head.setObjectName("procedure_check_head")
        self.head.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setObjectName("procedure_faults")
        self.list.setAccessibleName("จุดที่ต้องแก้")
        self.list.setToolTip("คลิกหรือกด Enter เพื่อไปยังขั้นตอนที่ต้องแก้")
        self.list.setFont(theme.grid_font())
        self.list.setItemDelegate(WrappedTitles(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.list)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.count = 0

    def show_faults(self, document: Document, found: Sequence[Fault]) -> None:
        """Show the faults of a document."""
        self.count = len(found)
        self.list.clear()
        for fault in found:
            item = QListWidgetItem(breakable(fault_words(document, fault)), self.list)
            item.setData(_STEP, fault.step)
            item.setToolTip(fault_words(document, fault))
        set_role(self.head, "error" if found else "muted")
        self.head.setText(
            f"ต้องแก้ {len(found)} จุดก่อนเผยแพร่" if found else "ตรวจแล้ว ไม่พบจุดที่ต้องแก้ เผยแพร่ได้"
        )
        self.list.setVisible(bool(found))
        shown = range(min(len(found), _MOST_SHOWN))
        self.list.setFixedHeight(sum(self.list.sizeHintForRow(row) for row in shown) + 6)

    def steps(self) -> set[str]:
        """Return the steps that have faults."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return {str(item.data(_STEP)) for item in items if item.data(_STEP)}

    def _go(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(_STEP) or ""))
