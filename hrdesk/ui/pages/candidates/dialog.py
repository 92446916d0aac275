"""Why a candidate stands as the list says: the whole answer over the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.rules.codes import CaseType
from hrdesk.services.access import Right
from hrdesk.services.cases import TargetPost
from hrdesk.services.queries.candidates import Candidate
from hrdesk.services.queries.standing import StandingAsked, StandingView, standing_of
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.intake.standing_card import StandingCard
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role

_SIZE = (760, 620)


class CandidateDialog(ReadingOrder, QDialog):
    """Read when it opens; leads to the record or to intake. What is answered here is not kept."""

    def __init__(self, ctx: AppContext, row: Candidate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("candidate_dialog")
        self.setWindowTitle(f"คุณสมบัติของ{row.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx = ctx
        self._row = row
        title = QLabel(row.name, self)
        set_role(title, "subtitle")
        self.card = StandingCard(ctx.today, self)
        self.card.questions.hide()  # nothing is kept here, so nothing is asked
        self.card.hide()
        inside = QWidget(self)
        held = QVBoxLayout(inside)
        held.setContentsMargins(0, 0, 8, 0)
        held.addWidget(self.card)
        held.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(12)
        rows.addWidget(title)
        rows.addWidget(scrolled(inside, "candidate_scroll"), 1)
        rows.addLayout(self._buttons())
        screen = self.screen().availableGeometry()
        self.resize(min(_SIZE[0], screen.width() - 40), min(_SIZE[1], screen.height() - 60))
        self._ask()

    def _ask(self) -> None:
        row = self._row
        asked = StandingAsked(
            row.id, CaseType.PROMOTION, self._ctx.today(), TargetPost(level=row.next.value)
        )
        self._ctx.tasks.query(self, lambda uow: standing_of(uow, asked), self._show)

    def _show(self, view: StandingView) -> None:
        self.card.show()
        self.card.show_view(view)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        copy = self._button("candidate_copy", "คัดลอก", self.card.tree.copy)
        line.addWidget(copy)
        line.addStretch()
        line.addWidget(self._button("candidate_record", "ดูทะเบียนประวัติ", self._record))
        if self._row.matter_id is not None:
            words = f"เปิดเรื่องเลขที่ {self._row.matter}"
            line.addWidget(self._button("candidate_matter", words, self._matter))
        elif self._ctx.may(Right.WORK_CASES):
            line.addWidget(self._button("candidate_intake", "รับเรื่องของคนนี้", self._intake))
        close = self._button("candidate_close", "ปิด", self.reject)
        close.setDefault(True)
        set_role(close, "primary")
        line.addWidget(close)
        return line

    def _button(self, name: str, words: str, call: Callable[[], object]) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked=False: call())
        return made

    def _go(self, route: Route) -> None:
        self.accept()
        self._ctx.navigate(route)

    def _record(self) -> None:
        self._go(Route("person", self._row.id))

    def _matter(self) -> None:
        self._go(Route("case", self._row.matter_id))

    def _intake(self) -> None:
        self._go(Route("intake", params={"person": str(self._row.id)}))
