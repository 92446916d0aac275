"""Where the steps of a case come from: the procedure it is pinned to and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.services.queries.cases import ProcedureView


def not_held_words(procedure: ProcedureView) -> str:
    """Return the banner of a case whose law the program does not hold."""
    return (
        f"เรื่องนี้รับไว้ก่อน {thai_date_short(procedure.rules_from)} โปรแกรมไม่มีหลักเกณฑ์ของช่วงเวลานั้น "
        "จึงไม่คำนวณวันครบกำหนดให้ โปรดกำหนดวันครบกำหนดเองตามหลักเกณฑ์ที่ใช้ในขณะนั้น"
    )


class AboutDialog(QDialog):
    """The procedure's title, version, note and sources, for reading and copying."""

    def __init__(self, procedure: ProcedureView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_procedure")
        self.setWindowTitle("ที่มาของขั้นตอน")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 420)
        title = QLabel(breakable(f"{procedure.title} ฉบับที่ {procedure.version}"))
        title.setWordWrap(True)
        set_role(title, "subtitle")
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(10)
        said = [
            f"เรื่องนี้ใช้ขั้นตอนฉบับนี้จนจบ แม้จะมีฉบับใหม่ในภายหลัง หลักเกณฑ์ที่โปรแกรมมีเริ่มใช้ {thai_date_short(procedure.rules_from)}",
            *([] if procedure.rules_held else [not_held_words(procedure)]),
            procedure.note,
        ]
        for text in said:
            rows.addWidget(_words(text))
        head = QLabel("แหล่งที่มา")
        set_role(head, "subtitle")
        rows.addWidget(head)
        for source in procedure.sources:
            rows.addWidget(_words(f"• {source}"))
        rows.addStretch()
        close = QPushButton("ปิด")
        close.setObjectName("dialog_cancel")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(title)
        whole.addWidget(scrolled(inside, "about_area"), 1)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _words(text: str) -> QLabel:
    label = QLabel(breakable(text))
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
