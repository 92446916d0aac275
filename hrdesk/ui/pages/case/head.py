"""The head of a case: who, what, since when, status, due, in charge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.rules.codes import CaseStatus
from hrdesk.rules.dates import thai_date_short
from hrdesk.ui import icons
from hrdesk.ui.pages.case.about import law_fact
from hrdesk.ui.pages.case.facts import FactLine
from hrdesk.ui.pages.case.model import due_words, expected_words, pace_words, target_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.ui.pages.case.model import Shown

_STATUS = {
    CaseStatus.IN_PROGRESS: ("current", "info"),
    CaseStatus.COMPLETED: ("check_circle", "good"),
}


class CaseHead(QFrame):
    """The card above the steps; a general user sees the manual's three facts and the status."""

    edit_asked = Signal()
    about_asked = Signal()

    def __init__(self, *, full: bool, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_head")
        set_role(self, "card")
        self._full = full
        self._name = QLabel(self)
        self._name.setObjectName("case_person")
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self._name, "title")
        self._picture = QPushButton(self)
        self._picture.setObjectName("case_status")
        self._picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture.setStyleSheet("border: none; background: transparent; padding: 0;")
        self._due = QLabel(self)
        self._due.setObjectName("case_due")
        self._due.setWordWrap(True)  # in a narrow window it gives way to name and buttons
        self.facts = FactLine("case_facts", self)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._name)
        top.addWidget(self._picture)
        top.addWidget(self._due, 1)
        if full:
            top.addWidget(self._button("about", "ที่มาของขั้นตอน", "info", self.about_asked))
        if editable:
            top.addWidget(self._button("edit_head", "แก้ไข (F2)", "edit", self.edit_asked))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 8, 12, 10)
        rows.setSpacing(4)
        rows.addLayout(top)
        rows.addWidget(self.facts)

    def show_case(self, shown: Shown) -> None:
        """Show the head of a case."""
        detail = shown.detail
        self._name.setText(breakable(detail.person or detail.subject))
        self._name.setWordWrap(not detail.person)
        name, tone = _STATUS[detail.status]
        self._picture.setText(detail.status.label)
        self._picture.setAccessibleName(f"สถานะ {detail.status.label}")
        icons.set_icon(self._picture, name, tone)
        due, due_tone = due_words(detail, shown.today)
        self._due.setText(breakable(due) if self._full else "")
        set_role(self._due, "plain" if due_tone else "muted", due_tone)
        received = thai_date_short(detail.received_on)
        if not self._full:
            self.facts.set_facts(
                [
                    ("ประเภท", detail.case_type.label, ""),
                    ("วันที่รับเรื่อง", received, ""),
                    ("เลขที่", detail.number, ""),
                ]
            )
            return
        effective = thai_date_short(detail.effective_on) if detail.effective_on else ""
        self.facts.set_facts(
            [
                ("ประเภท", detail.case_type.label, ""),
                ("วันที่รับเรื่อง", received, ""),
                ("เลขที่", detail.number, ""),
                ("หน่วยงาน", detail.unit or ("–" if detail.person else ""), ""),
                ("ผู้รับผิดชอบ", detail.officer or "ยังไม่มี", "" if detail.officer else "warn"),
                ("เรื่อง", detail.subject if detail.person else "", ""),
                ("คาดว่าเสร็จ", expected_words(detail), ""),
                ("เวลาที่ใช้", pace_words(detail), ""),
                ("ตำแหน่งที่ขอ", target_words(detail), ""),
                ("วันที่มีผล", effective, ""),
                ("กฎที่ใช้", *law_fact(detail.law)),
                ("บันทึก", detail.note, ""),
            ]
        )

    def _button(self, name: str, words: str, picture: str, signal: Signal) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAccessibleName(words)
        icons.set_icon(made, picture)
        made.clicked.connect(signal)
        return made
