"""Differences of two versions side by side, and the dialog in which a draft is released."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.ui import theme
from hrdesk.ui.form import Form
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.procedures.compare import Difference
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

HEADS = ("ขั้นตอน", "รายการ", "เดิม", "ใหม่")
_WIDTHS = (170, 130, 210, 210)


class DifferenceTable(QTableWidget):
    """One row for each difference, in full words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(HEADS), parent)
        self.setObjectName("procedure_differences")
        self.setAccessibleName("สิ่งที่เปลี่ยนจากฉบับเดิม")
        self.setHorizontalHeaderLabels(list(HEADS))
        self.setFont(theme.grid_font())
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, width)

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Show the differences."""
        self.setRowCount(len(found))
        for row, one in enumerate(found):
            for column, text in enumerate((one.where, one.what, one.old, one.new)):
                item = QTableWidgetItem(breakable(text))
                item.setToolTip(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                self.setItem(row, column, item)
        self.resizeRowsToContents()


class DifferenceDialog(ReadingOrder, QDialog):
    """Shows what a version changed; Esc closes."""

    def __init__(
        self, base: str, found: Sequence[Difference], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("procedure_compare")
        self.setWindowTitle("เทียบกับฉบับที่คัดลอกมา")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 560)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(10)
        count = f"ต่างจาก{base} {len(found)} จุด" if found else f"เหมือน{base}ทุกประการ"
        told = QLabel(breakable(count), self)
        told.setObjectName("procedure_compare_told")
        told.setWordWrap(True)
        self._column.addWidget(told)
        self.table = DifferenceTable(self)
        self.table.show_differences(found)
        self._column.addWidget(self.table, 1)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch()
        self.close_button = QPushButton("ปิด", self)
        self.close_button.setObjectName("dialog_cancel")
        self.close_button.setAccessibleName("ปิด")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self.buttons.addWidget(self.close_button)
        self._column.addLayout(self.buttons)


class ReleaseDialog(DifferenceDialog):
    """Asks for the first day and the reason; shows what changes; stays open until accepted."""

    def __init__(
        self,
        base: str,
        found: Sequence[Difference],
        today: Callable[[], dt.date],
        hand_over: Callable[[dt.date, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(base, found, parent)
        self.setObjectName("procedure_release")
        self.setWindowTitle("เผยแพร่เป็นฉบับใหม่")
        self._hand_over = hand_over
        self._form = Form()
        told = QLabel(
            breakable(
                "เรื่องที่รับตั้งแต่วันเริ่มใช้จะเดินตามฉบับนี้ เรื่องที่รับไว้แล้วอยู่ฉบับเดิม "
                "ฉบับที่เผยแพร่แล้วแก้ไขไม่ได้ แก้ต่อได้โดยคัดลอกเป็นร่างใหม่"
            ),
            self,
        )
        told.setWordWrap(True)
        self.day = BuddhistDateEdit(today, "release_day", self)
        self.day.set_date(today())
        self.reason = QPlainTextEdit(self)
        self.reason.setObjectName("release_reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(64)
        self.problem = QLabel(self)
        self.problem.setObjectName("dialog_problem")
        self.problem.setWordWrap(True)
        set_role(self.problem, "error")
        self.problem.hide()
        fields = QHBoxLayout()
        fields.setSpacing(16)
        day = Field("วันเริ่มใช้", self.day, required=True)
        fields.addWidget(self._form.add("in_force_from", day))
        why = Field("เหตุผลที่ออกฉบับใหม่", self.reason, required=True)
        fields.addWidget(self._form.add("reason", why), 1)
        self._column.insertWidget(0, told)
        self._column.insertLayout(1, fields)
        self._column.insertWidget(2, self.problem)
        self.close_button.setText("ยกเลิก")
        self.close_button.setAccessibleName("ยกเลิก")
        self.go = QPushButton("เผยแพร่", self)
        self.go.setObjectName("dialog_go")
        self.go.setAccessibleName("เผยแพร่")
        self.go.setDefault(True)
        set_role(self.go, "primary")
        self.go.clicked.connect(self.submit)
        self.buttons.addWidget(self.go)
        self.reason.setFocus()

    def submit(self) -> None:
        """Hand over what was filled in; what is missing is said at its field."""
        self._form.clear()
        self.problem.hide()
        day = self.day.date()
        why = plain(self.reason.toPlainText()).strip()
        missing = self._form.missing({"in_force_from": day, "reason": why})
        if missing is not None or day is None:
            if missing is not None:
                self.refused(missing)
            return
        self._hand_over(day, why)

    def refused(self, problem: DomainError) -> None:
        """Show why it was refused; what was typed stays."""
        rest = self._form.show(problem)
        self.problem.setText(breakable(" ".join(sentence(one) for one in rest)))
        self.problem.setVisible(bool(rest))
