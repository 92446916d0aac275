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
    from hrdesk.services.queries.law import LawOfCase

_LAW_STATES = {
    "same": "ซึ่งเป็นฉบับที่ถืออยู่เมื่อรับเรื่อง กฎที่ออกภายหลังไม่มีผลกับเรื่องนี้",
    "changed": (
        "แต่กฎที่โปรแกรมถืออยู่เปลี่ยนไปแล้วตั้งแต่รับเรื่อง เพราะปรับรุ่นโปรแกรมหรือมีการถอนค่าที่สำนักงานแก้ไว้ "
        "ค่าที่คำนวณใหม่อาจต่างจากเดิม"
    ),
    "unknown": "เรื่องนี้รับไว้ก่อนที่โปรแกรมจะจดฉบับของกฎ จึงใช้กฎที่ถืออยู่ขณะนี้ตามวันที่รับเรื่อง",
}


def not_held_words(procedure: ProcedureView) -> str:
    """Return the banner of a case whose law the program does not hold."""
    if procedure.lender:
        return (
            f"โปรแกรมยังไม่มีขั้นตอนเรื่องนี้ของหน่วยงานนี้ จึงยืมขั้นตอนของ{procedure.lender}มาใช้ "
            "โปรดตรวจขั้นตอน และใส่วันครบกำหนดเอง"
        )
    return (
        f"เรื่องนี้รับไว้ก่อน {thai_date_short(procedure.rules_from)} โปรแกรมไม่มีหลักเกณฑ์ของช่วงเวลานั้น "
        "จึงไม่คำนวณวันครบกำหนดให้ โปรดกำหนดวันครบกำหนดเองตามหลักเกณฑ์ที่ใช้ในขณะนั้น"
    )


def law_words(law: LawOfCase) -> str:
    """Return the sentence that says which law a case is dealt with by."""
    if law.version is None:
        return (
            f"เรื่องนี้รับไว้ก่อนกฎของ{law.agency.label}ที่โปรแกรมมี ({law.hash[:6]}) "
            "โปรดใช้หลักเกณฑ์ที่ใช้อยู่ในขณะนั้น"
        )
    said = f"ใช้กฎของ{law.agency.label} ฉบับวันที่ {thai_date_short(law.version)} ({law.hash[:6]})"
    return f"{said} {_LAW_STATES[law.state]}".strip()


def law_fact(law: LawOfCase) -> tuple[str, str]:
    """Return the law of a case for its head, in a few words, and the tone."""
    if law.version is None:
        return "เก่ากว่ากฎที่โปรแกรมมี", "warn"
    changed = law.state == "changed"
    dated = f"ฉบับ {thai_date_short(law.version)}"
    return (f"{dated} (เปลี่ยนไปแล้ว)", "warn") if changed else (dated, "")


class AboutDialog(QDialog):
    """The procedure's title, version, note and sources, and the law; for reading and copying."""

    def __init__(
        self, procedure: ProcedureView, law: LawOfCase, parent: QWidget | None = None
    ) -> None:
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
            f"เรื่องนี้ใช้ขั้นตอนฉบับนี้จนจบ แม้จะมีฉบับใหม่ในภายหลัง เว้นแต่เจ้าหน้าที่ย้ายไปฉบับอื่นเอง หลักเกณฑ์ที่โปรแกรมมีเริ่มใช้ {thai_date_short(procedure.rules_from)}",
            *([] if procedure.rules_held else [not_held_words(procedure)]),
            law_words(law),
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
