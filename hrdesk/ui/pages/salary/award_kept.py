"""A decided award as it was kept: its figures, why, and the order; nothing can be typed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from hrdesk.rules.dates import thai_date_long
from hrdesk.rules.explanation import shown
from hrdesk.services.queries.awards import AwardDetail
from hrdesk.ui.pages.calculator.results import as_text, reasons
from hrdesk.ui.pages.calculator.tree import ResultTree
from hrdesk.ui.pages.salary.award_words import order_words, state_of
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_SIZE = (720, 560)


class KeptAward(ReadingOrder, QDialog):
    """Reads like the editor's right side."""

    def __init__(self, detail: AwardDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("award_kept")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line = detail.line
        self.setWindowTitle(f"{line.kind.label} · {line.name}")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(6)
        salary = f"{shown(line.salary)} บาท" if line.salary is not None else "ไม่ได้รับการปรับ"
        kept = state_of(line).word
        facts = [
            f"ตั้งแต่วันที่ {thai_date_long(line.effective_on)} · คำสั่งที่ {order_words(line)} · {kept}",
            *(f"{label}: {value}" for label, value in detail.lines),
            f"แก้ไขรายการเดิมเพราะ: {detail.correction}" if detail.correction else "",
            line.reason,
        ]
        wrong = "" if detail.intact else "ข้อมูลที่เก็บไว้ถูกแก้ไขนอกโปรแกรม โปรดแจ้งผู้ดูแลระบบ"
        for name, text, role, tone in (
            ("kept_name", line.name, "subtitle", ""),
            ("kept_figure", salary, "figure", ""),
            ("kept_mark", line.mark, "muted", "warn"),
            ("kept_damaged", wrong, "error", ""),
            ("kept_facts", "\n".join(part for part in facts if part), "muted", ""),
        ):
            label = QLabel(breakable(text), self)
            label.setObjectName(name)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            set_role(label, role, tone or None)
            label.setVisible(bool(text))
            rows.addWidget(label)
        shown_lines = (reasons(detail.explanation),)
        self.tree = ResultTree(lambda: as_text(self.windowTitle(), shown_lines), self)
        self.tree.setObjectName("award_kept_tree")
        for at, width in enumerate((230, 80, 56, 150)):
            self.tree.setColumnWidth(at, width)
        self.tree.show_lines(shown_lines)
        rows.addWidget(self.tree, 1)
        law = QLabel(breakable(f"หลักเกณฑ์ที่ใช้คำนวณ: {detail.law}"), self)
        law.setObjectName("kept_law")
        law.setWordWrap(True)
        set_role(law, "muted")
        rows.addWidget(law)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton("ปิด", QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("dialog_cancel")
        close.setAccessibleName("ปิด")
        buttons.rejected.connect(self.reject)
        rows.addWidget(buttons)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize()))
        self.tree.setFocus()
