"""What runs beside the steps of a case, such as the time for objections: days left, and its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.errors import DomainError
from hrdesk.ui import icons
from hrdesk.ui.pages.case.act_dialog import StepDialog
from hrdesk.ui.pages.case.model import SOON_DAYS, late_words
from hrdesk.ui.pages.case.outcomes import OutcomeChoice
from hrdesk.ui.pages.case.step_form import note_edit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.case_step_base import Moved
    from hrdesk.services.changes import Result
    from hrdesk.services.queries.cases import WaitView
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.case.model import Shown


def wait_words(wait: WaitView) -> tuple[str, str]:
    """Return the line about a period and its tone (good, warn, bad or empty)."""
    if not wait.running:
        ended = f" เมื่อ {thai_date_short(wait.ended_on)}" if wait.ended_on else ""
        result = f": {wait.outcome}" if wait.outcome else ""
        return f"{wait.title} สิ้นสุดแล้ว{ended}{result}", ""
    since = f"{wait.title} · เริ่มนับ {thai_date_short(wait.started_on)}"
    before = f" · ก่อนขั้น “{wait.before}”" if wait.before else ""
    if wait.due_on is None or wait.days_left is None:
        return f"{since} · ยังไม่ทราบวันครบ{before}", "warn"
    day = thai_date_short(wait.due_on)
    if wait.days_left < 0:
        return f"{since} · ครบแล้วเมื่อ {day} ({late_words(-wait.days_left)}) โปรดบันทึกผล", "bad"
    if wait.days_left == 0:
        return f"{since} · ครบวันนี้ ({day}){before}", "warn"
    tone = "warn" if wait.days_left <= SOON_DAYS else "info"
    return f"{since} · ครบ {day} อีก {wait.days_left:,} วัน{before}", tone


class WaitsView(QFrame):
    """A line for each period, running ones with a button that ends them."""

    end_asked = Signal(int)

    def __init__(self, *, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_waits")
        self._editable = editable
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 6, 12, 6)
        self._rows.setSpacing(4)
        set_role(self, "card")
        self.hide()

    def show_case(self, shown: Shown) -> None:
        """Show what runs, and what ended with a result; nothing where nothing ever ran."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        seen = [w for w in shown.detail.waits if w.running or w.ended_on is not None]
        for wait in seen:
            self._rows.addWidget(self._line(wait))
        self.setVisible(bool(seen))

    def _line(self, wait: WaitView) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words, tone = wait_words(wait)
        said = QLabel(breakable(words), line)
        said.setObjectName(f"wait_{wait.id}")
        said.setWordWrap(True)
        if wait.source:
            said.setToolTip(wait.source)
        set_role(said, "plain" if tone else "muted", tone)
        row.addWidget(said, 1)
        if wait.running and self._editable:
            button = QPushButton("บันทึกผล…", line)
            button.setObjectName(f"end_wait_{wait.id}")
            button.setAccessibleName(f"บันทึกผลของ{wait.title}")
            icons.set_icon(button, "check")
            button.clicked.connect(lambda: self.end_asked.emit(wait.id))
            row.addWidget(button)
        return line


class EndWaitDialog(StepDialog):
    """End a period that runs beside the steps, with what came of it."""

    def __init__(
        self, ctx: AppContext, shown: Shown, wait: WaitView, parent: QWidget | None = None
    ) -> None:
        day = f" ครบกำหนด {thai_date_short(wait.due_on)}" if wait.due_on else ""
        text = f"บันทึกว่า “{wait.title}” สิ้นสุดแล้ว{day} จากนั้นทำขั้นที่รออยู่ต่อได้"
        super().__init__(ctx, shown, "end_wait", "บันทึกผล", text, "บันทึกผล", parent)
        self._wait = wait
        self._on = self.add_date("on", "วันที่สิ้นสุด")
        self._on.set_date(ctx.today())
        self._outcome = OutcomeChoice()
        self._outcome.build(wait.outcomes, "")
        if wait.outcomes:
            self.rows.addWidget(self.form.add("outcome", Field("ผล", self._outcome, required=True)))
        self._remark = note_edit("remark")
        self.rows.addWidget(self.form.add("remark", Field("หมายเหตุเพิ่มเติม", self._remark)))
        self.add_reason("เหตุผลที่สิ้นสุดก่อนครบกำหนด", required=False)
        self._early()
        self._on.date_changed.connect(lambda _day: self._early())

    def problems(self) -> list[DomainError]:
        """Ask for the result, and for the reason where the period is not over."""
        found = super().problems()
        if self._wait.outcomes and self._outcome.chosen() is None:
            found.append(DomainError("outcome_required", field="outcome"))
        if self._is_early() and not self.reason():
            found.append(
                DomainError(
                    "period_running",
                    field="reason",
                    title=self._wait.title,
                    due_on=self._wait.due_on,
                )
            )
        return found

    def act(self) -> Callable[[UnitOfWork], Result[Moved]]:
        """Return the call of ``end_wait``."""
        from hrdesk.services.case_waits import EndWait, end_wait

        chosen = self._outcome.chosen()
        command = EndWait(
            self.shown.detail.id,
            self.version,
            self._wait.id,
            self._on.date() or self.ctx.today(),
            chosen.key if chosen else "",
            plain(self._remark.toPlainText()).strip(),
            self.reason() if self._is_early() else "",
        )
        return lambda uow: end_wait(uow, command)

    def _is_early(self) -> bool:
        day, due = self._on.date(), self._wait.due_on
        return day is not None and due is not None and day < due

    def _early(self) -> None:
        self.form.fields["reason"].setVisible(self._is_early())


class PlanDateDialog(StepDialog):
    """Note ahead the day of a step to come, such as that of a meeting."""

    def __init__(
        self,
        ctx: AppContext,
        shown: Shown,
        ahead: object,
        parent: QWidget | None = None,
    ) -> None:
        from hrdesk.services.queries.cases import AheadDate

        assert isinstance(ahead, AheadDate)
        text = f"วันนี้เป็นของขั้น “{ahead.step}” ที่ยังไม่ถึง ใส่ไว้ก่อนเพื่อคิดวันครบกำหนดของขั้นนี้ เว้นว่างเพื่อยกเลิก"
        super().__init__(ctx, shown, "plan_date", f"กำหนด{ahead.label}", text, "บันทึก", parent)
        self._ahead = ahead
        self._day = self.add_date("day", ahead.label, required=False)
        self._day.set_date(ahead.day)
        self.needs_reason = False

    def act(self) -> Callable[[UnitOfWork], Result[Moved]]:
        """Return the call of ``plan_date``."""
        from hrdesk.services.case_steps import PlanDate, plan_date

        command = PlanDate(
            self.shown.detail.id,
            self.version,
            self._ahead.step_id,
            self._ahead.field,
            self._day.date(),
        )
        return lambda uow: plan_date(uow, command)
