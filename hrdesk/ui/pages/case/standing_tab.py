"""Where the applicant of a case stands: on the day of receipt or another, by the case's own law."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.queries.standing import CaseStanding, case_standing
from hrdesk.services.standing_answers import Answers, keep_answers
from hrdesk.ui import icons
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.calculator.results import Line
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.intake.standing_card import TITLE, StandingCard
from hrdesk.ui.standing_words import facts_said, results_said
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from hrdesk.services.errors import DomainError
    from hrdesk.services.queries.cases import CaseDetail
    from hrdesk.ui.context import AppContext

_CHANGED = "กฎที่โปรแกรมหรือสำนักงานเก็บไว้เปลี่ยนไปหลังรับเรื่อง ผลนี้คิดตามที่เก็บไว้ตอนนี้"


class StandingTab(QWidget):
    """Read when seen; the day can be chosen, the answer printed and copied."""

    def __init__(self, ctx: AppContext, *, editable: bool) -> None:
        super().__init__()
        self.setObjectName("standing_tab")
        self._ctx = ctx
        self._case_id = 0
        self._received: dt.date | None = None
        self._found: CaseStanding | None = None
        self._filling = False
        self.day = BuddhistDateEdit(ctx.today, "standing_day", self)
        self.day.setAccessibleName("คิด ณ วันที่")
        self.day.setMaximumWidth(150)
        self.at_receipt = self._button("standing_at_receipt", "วันรับเรื่อง", "", self._receipt)
        self.at_today = self._button("standing_at_today", "วันนี้", "", self._today)
        self.print = self._button("standing_print", "พิมพ์…", "print", self._print)
        self.copy = self._button("standing_copy", "คัดลอก", "copy", self._copy)
        self._warning = QLabel(self)
        self._warning.setObjectName("standing_warning")
        self._warning.setWordWrap(True)
        set_role(self._warning, "plain", "warn")
        self.card = StandingCard(ctx.today, self)
        self.card.questions.setEnabled(editable)
        self.card.answered.connect(self._answered)
        self.day.date_changed.connect(self._day_told)
        self._build()
        self._offer()

    def show_case(self, detail: CaseDetail) -> None:
        """Show where the case's applicant stands; another case begins on its day of receipt."""
        if detail.id != self._case_id:
            self._case_id, self._received = detail.id, detail.received_on
            self._found = None
            self.card.hide()
            self._offer()
            self._set_day(detail.received_on)
        self.ask()

    def ask(self) -> None:
        """Read the answer for the chosen day."""
        case_id, day = self._case_id, self.day.date()
        if not case_id or day is None:
            return
        self._ctx.tasks.query(
            self, lambda uow: case_standing(uow, case_id, day), self._show, self._failed,
            key="standing",
        )  # fmt: skip

    # -- inside -------------------------------------------------------------------------------

    def _show(self, found: CaseStanding) -> None:
        if found.case_id != self._case_id:
            return
        self._found = found
        self._warning.setText(breakable(_CHANGED))
        self._warning.setVisible(not found.law_kept)
        self.card.show()
        self.card.show_view(found.view)
        self._offer()

    def _failed(self, problem: DomainError) -> None:
        self._warning.setText(breakable(sentence(problem)))
        self._warning.show()

    def _offer(self) -> None:
        for button in (self.print, self.copy):
            button.setEnabled(self._found is not None)

    def _set_day(self, day: dt.date) -> None:
        self._filling = True
        self.day.set_date(day)
        self._filling = False

    def _day_told(self, day: dt.date | None) -> None:
        if not self._filling and day is not None:
            self.ask()

    def _receipt(self) -> None:
        if self._received is not None:
            self._set_day(self._received)
            self.ask()

    def _today(self) -> None:
        self._set_day(self._ctx.today())
        self.ask()

    def _answered(self, answers: Answers) -> None:
        found = self._found
        if found is None:
            return
        self._ctx.tasks.act(
            self,
            lambda uow: keep_answers(uow, found.case_id, answers, found.version),
            lambda _version: self.ask(),
            self._refused,
        )

    def _refused(self, problem: DomainError) -> None:
        self._ctx.notify.error(problem)
        self.ask()

    def _copy(self) -> None:
        self.card.tree.copy()
        self._ctx.notify.info("คัดลอกคุณสมบัติและเหตุผลแล้ว วางในเอกสารได้เลย")

    def _print(self) -> None:
        found = self._found
        if found is None:
            return
        from hrdesk.rules.dates import thai_date_short
        from hrdesk.ui.pages.calculator.output import annex, make_pdf
        from hrdesk.ui.printing import preview

        facts = (
            ("ราย", found.person),
            ("เรื่อง", found.subject),
            ("วันที่รับเรื่อง", thai_date_short(found.received_on)),
            ("คิด ณ วันที่", thai_date_short(found.view.day)),
            *((name, value) for name, value, _tone in facts_said(found.view) if value),
        )
        results = tuple(Line(head, text) for head, text in results_said(found.view))
        about = (self._ctx.office.agency_name, found.view.law, self._ctx.today())
        data = annex(TITLE, facts, results, self.card.lines(), about)
        settings = self._ctx.settings
        digits, font = settings.text("digits"), settings.text("font_file")
        self._ctx.tasks.work(
            self,
            lambda _progress: make_pdf(data, digits, font),
            lambda pdf: preview(self._ctx, self, TITLE, pdf),
            label="กำลังจัดหน้ากระดาษ",
        )

    def _button(self, name: str, words: str, picture: str, call: object) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAccessibleName(words)
        if picture:
            icons.set_icon(made, picture)
        else:
            set_role(made, "link")
        made.clicked.connect(lambda _checked=False: call())  # type: ignore[operator]
        return made

    def _build(self) -> None:
        label = QLabel("คิด ณ วันที่", self)
        label.setBuddy(self.day)
        bar = QWidget(self)
        flow = FlowLayout(bar)
        for widget in (label, self.day, self.at_receipt, self.at_today, self.print, self.copy):
            flow.addWidget(widget)
        policy = bar.sizePolicy()
        policy.setHeightForWidth(True)
        bar.setSizePolicy(policy)
        inside = QWidget(self)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 8, 8)
        rows.addWidget(self._warning)
        rows.addWidget(self.card)
        rows.addStretch()
        self._warning.hide()
        self.card.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 0)
        whole.setSpacing(8)
        whole.addWidget(bar)
        whole.addWidget(scrolled(inside, "standing_scroll"), 1)
