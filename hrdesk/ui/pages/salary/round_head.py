"""Where a round stands, in one line under the title: state, payroll, law, saved or not."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.ui.pages.salary.board import Board
from hrdesk.ui.pages.salary.words import COPY, STATES, effective_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_BANGKOK = dt.timezone(dt.timedelta(hours=7))


class RoundHead(QWidget):
    """One line of facts, and at its right whether everything chosen is stored."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("round_head")
        self._board = board
        self.state = QLabel(self)
        self.state.setObjectName("round_state")
        self.facts = QLabel(self)
        self.facts.setObjectName("round_facts")
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self.facts, "muted")
        self.saved = QLabel(self)
        self.saved.setObjectName("round_saved")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.state, 0, top)
        row.addWidget(self.facts, 1, top)
        row.addWidget(self.saved, 0, top)
        board.loaded.connect(self._loaded)
        board.told.connect(lambda _ids: self._say_saved())
        board.settled.connect(self._say_saved)

    def _loaded(self) -> None:
        view = self._board.view
        if view is None:
            return
        status = COPY if view.copy_of_id is not None else STATES[view.state]
        set_role(self.state, "subtitle", status.tone)
        self.state.setText(status.word)
        parts = [
            effective_words(view.effective_on),
            f"บัญชีถือจ่าย ณ {thai_date_short(view.snapshot_taken_on)}",
            f"{len(view.people):,} คน",
        ]
        if view.order_number:
            parts.append(f"คำสั่งที่ {view.order_number}")
        if view.reason:
            parts.append(f"แก้ไขรอบก่อนเพราะ {view.reason}")
        if view.law.borrowed:
            parts.append("ใช้หลักเกณฑ์ของหน่วยงานอื่น โปรดตรวจกับกฎของท่าน")
        if view.law.notes:
            parts.append("มีข้อควรทราบของหลักเกณฑ์ที่ใช้ ดูขั้น ๔ ตรวจ")
        self.facts.setText(breakable(" · ".join(parts)))
        self.facts.setToolTip("\n".join(view.law.notes))
        self._say_saved()

    def _say_saved(self) -> None:
        board = self._board
        words, tone = "", "good"
        if board.busy:
            words, tone = "กำลังบันทึก…", ""
        elif board.stored_at is not None:
            words = f"บันทึกแล้ว {board.stored_at.astimezone(_BANGKOK):%H:%M} น."
        set_role(self.saved, "", tone)
        self.saved.setText(words)
