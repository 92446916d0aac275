"""The head of a meeting: when and where, its papers, and what can be done with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from hrdesk.services.meetings import PapersCheck
from hrdesk.services.queries.meetings import MeetingDetail
from hrdesk.ui.messages import words
from hrdesk.ui.pages.meetings.words import MEETING_STATES
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.ui.pages.settings.tab import SettingsTab


class MeetingHead(QFrame):
    """The facts of a meeting in two lines, its warnings below, its buttons at the right."""

    def __init__(self, tab: SettingsTab, actions: Sequence[QAction]) -> None:
        super().__init__(tab)
        self.setObjectName("meeting_head")
        self._tab = tab
        self.facts = QLabel(self)
        self.facts.setObjectName("meeting_facts")
        self.facts.setWordWrap(True)
        self.papers = QLabel(self)
        self.papers.setObjectName("meeting_papers")
        self.papers.setWordWrap(True)
        self.warning = QLabel(self)
        self.warning.setObjectName("meeting_warning")
        self.warning.setWordWrap(True)
        set_role(self.warning, "plain", "warn")
        rows = QVBoxLayout()
        rows.setSpacing(4)
        for label in (self.facts, self.papers, self.warning):
            rows.addWidget(label)
        rows.addStretch()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(rows, 1)
        for action in actions:
            whole.addWidget(action_button(action, self), 0, Qt.AlignmentFlag.AlignTop)

    def show_meeting(self, detail: MeetingDetail) -> None:
        """Show a meeting."""
        self.facts.setText(breakable(facts_words(detail)))
        self.papers.setText(breakable(papers_words(detail.papers, detail.papers_sent_on)))
        self.papers.setVisible(bool(self.papers.text()))
        set_role(self.papers, "plain" if detail.papers.late else "muted", "warn")
        self.warning.setText(breakable("วาระของคณะกรรมการสิ้นสุดก่อนวันประชุมนี้ โปรดตรวจคำสั่งแต่งตั้ง"))
        self.warning.setVisible(detail.term_ended)


def facts_words(detail: MeetingDetail) -> str:
    """Return when and where a meeting is held, and its state."""
    at = f" เวลา {detail.starts_at}\u00a0น." if detail.starts_at else ""
    parts = [
        f"วันที่ {words(detail.held_on)}{at}",
        detail.place,
        MEETING_STATES[detail.state].word,
        f"เปิด {detail.opened_at}\u00a0น." if detail.opened_at else "",
        f"ปิด {detail.closed_at}\u00a0น." if detail.closed_at else "",
    ]
    return " · ".join(part for part in parts if part)


def papers_words(check: PapersCheck, sent: dt.date | None) -> str:
    """Return by when the papers must be sent and whether they were, with the clause."""
    sent_words = f"ส่งเอกสารให้กรรมการเมื่อ {words(sent)}" if sent is not None else ""
    if check.latest is None:
        return sent_words
    latest = f"กฎให้ส่งภายใน {words(check.latest)}"
    if sent is None:
        return f"ยังไม่ได้บันทึกวันส่งเอกสารให้กรรมการ · {latest}"
    return f"{sent_words} · {latest}" + (" · ส่งช้ากว่าที่กำหนด" if check.late else "")
