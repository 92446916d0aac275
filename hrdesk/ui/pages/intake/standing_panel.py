"""Where the applicant stands, live beside the form: time, route, and what is still to be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.queries.standing import StandingAsked, StandingView, standing_of
from hrdesk.services.standing_answers import Answers, keep_answers
from hrdesk.ui.pages.intake.standing_card import StandingCard
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.services.cases import OpenCase, OpenedCase
    from hrdesk.services.changes import Result
    from hrdesk.services.errors import DomainError
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.intake.model import Entry

_DELAY_MS = 150
_HINT = "เลือกบุคคล ประเภทรายการ และวันที่รับเรื่อง แล้วคุณสมบัติจะแสดงที่นี่"
_OF_POST = {
    "linked_level": None, "occupied_by": "", "holder_leaving": "", "holder_leaves_on": None,
    "granted_on": None, "holder_hipps": False,
}  # fmt: skip


def open_with_answers(uow: UnitOfWork, command: OpenCase, answers: Answers) -> Result[OpenedCase]:
    """Open a case and keep with it what the officer answered, in one transaction."""
    from hrdesk.services.cases import open_case

    opened = open_case(uow, command)
    keep_answers(uow, opened.value.id, answers)
    return opened


class StandingPanel(QFrame):
    """Follows the form: asks off the window's thread, shows the answer, keeps the answers."""

    changed = Signal()  # the officer answered something

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("standing_panel")
        set_role(self, "card")
        self._ctx = ctx
        self._entry: Callable[[], Entry] | None = None
        self._answers = Answers()
        self._whose: tuple[object, ...] | None = None
        self._post = ""
        title = QLabel("คุณสมบัติและข้อที่ใช้", self)
        set_role(title, "subtitle")
        self._hint = QLabel(breakable(_HINT), self)
        self._hint.setObjectName("standing_hint")
        self._hint.setWordWrap(True)
        set_role(self._hint, "muted")
        self.card = StandingCard(ctx.today, self)
        self.card.answered.connect(self._answered)
        self.more = QPushButton("ดูเหตุผลและข้อกฎหมาย", self)
        self.more.setObjectName("standing_more")
        self.more.setAccessibleName("ดูเหตุผลและข้อกฎหมายของคุณสมบัติ")
        self.more.setCheckable(True)
        set_role(self.more, "link")
        self.more.toggled.connect(self._show_tree)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 8, 12, 12)
        rows.setSpacing(6)
        for widget in (title, self._hint, self.card):
            rows.addWidget(widget)
        self.card.put_before_tree(self.more)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_DELAY_MS)
        self._soon.timeout.connect(self.ask)
        self._show_tree(False)
        self._show(None)

    @property
    def answers(self) -> Answers:
        """What the officer answered."""
        return self._answers

    def follow(self, entry: Callable[[], Entry], *signals: object) -> None:
        """Ask anew, a moment after any of these signals, about what the form then holds."""
        self._entry = entry
        for signal in signals:
            signal.connect(lambda *_: self._soon.start())  # type: ignore[attr-defined]

    def set_answers(self, answers: Answers) -> None:
        """Take the answers of a draft, or none: for whoever is asked about next."""
        self._answers = answers
        self._whose = None

    def ask(self) -> None:
        """Ask about what the form holds now."""
        self._soon.stop()
        entry = self._entry() if self._entry is not None else None
        if entry is None or not (entry.person_id and entry.case_type and entry.received_on):
            self._ctx.tasks.drop(self, "standing")
            self._show(None)
            return
        self._keep_fitting(entry)
        asked = StandingAsked(
            entry.person_id, entry.case_type, entry.received_on, entry.target, self._answers
        )
        self._ctx.tasks.query(
            self, lambda uow: standing_of(uow, asked), self._show, self._failed, key="standing"
        )

    def hideEvent(self, event: object) -> None:
        """Ask nothing while nobody looks."""
        self._soon.stop()
        super().hideEvent(event)  # type: ignore[arg-type]

    def _keep_fitting(self, entry: Entry) -> None:
        """Forget answers about somebody else, another kind or another post."""
        whose = (entry.person_id, entry.case_type)
        if self._whose is not None:
            if whose != self._whose:
                self._answers = Answers()
            elif entry.target.number != self._post:
                self._answers = replace(self._answers, **_OF_POST)  # type: ignore[arg-type]
        self._whose, self._post = whose, entry.target.number

    def _answered(self, answers: Answers) -> None:
        self._answers = answers
        self.changed.emit()
        self.ask()

    def _failed(self, problem: DomainError) -> None:
        self._show(None)
        if problem.code != "not_found":  # the person may have gone meanwhile
            self._ctx.notify.error(problem)

    def _show(self, view: StandingView | None) -> None:
        self._hint.setVisible(view is None)
        self.card.setVisible(view is not None)
        if view is not None:
            self.card.show_view(view)
            self.more.setVisible(bool(view.trees))

    def _show_tree(self, on: bool) -> None:
        self.more.setText("ซ่อนเหตุผลและข้อกฎหมาย" if on else "ดูเหตุผลและข้อกฎหมาย")
        self.card.show_tree(on)
