"""The form of the present step: what it needs, nothing else, and one button to finish it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.case_step_commands import CompleteStep
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.ui import icons
from hrdesk.ui.form import Form
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.case.checks_view import ChecksView
from hrdesk.ui.pages.case.model import days_words, late_words, next_words
from hrdesk.ui.pages.case.outcomes import OutcomeChoice
from hrdesk.ui.pages.case.remark_fields import RemarkFields
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.queries.cases import AheadDate, StepForm, StepView
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.case.model import Shown

SAVE = "บันทึกและไปขั้นต่อไป"
RESULT = "ผลของขั้นตอนนี้"


def note_edit(name: str, lines: int = 2) -> QPlainTextEdit:
    """Return a small editor for running text; Tab leaves it."""
    editor = QPlainTextEdit()
    editor.setObjectName(name)
    editor.setTabChangesFocus(True)
    height = QFontMetrics(editor.font()).lineSpacing() * lines
    editor.setFixedHeight(height + 28)
    return editor


class StepFormPanel(QWidget):
    """What the present step asks; keeps a draft of what is typed until it is saved."""

    save_asked = Signal()
    day_asked = Signal(object)  # AheadDate: the day of a step to come

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_form")
        self._ctx = ctx
        self._shown: Shown | None = None
        self._asked: StepForm | None = None
        self._filling = False
        self._days: tuple[AheadDate, ...] = ()
        self.form = Form()
        self._title = QLabel(self)
        self._title.setObjectName("step_title")
        self._facts = QLabel(self)
        self._facts.setObjectName("step_facts")
        self._restored = QPushButton("นำสิ่งที่พิมพ์ค้างไว้กลับมาแล้ว · ล้าง", self)
        self._done_on = BuddhistDateEdit(ctx.today, "done_on")
        self._outcome = OutcomeChoice()
        self._remarks = RemarkFields(ctx.today, self.form)
        self._checks = ChecksView()
        self._remark = note_edit("remark")
        self._reason = note_edit("reason")
        self._next = QLabel(self)
        self._next.setObjectName("next_step")
        self.button = QPushButton(f"{SAVE} (Ctrl+Enter)", self)
        self._lay_out()
        self._connect()

    # -- showing --------------------------------------------------------------------------------

    def show_step(self, shown: Shown) -> None:
        """Show the form of the present step; the same step keeps what is typed."""
        asked = shown.detail.form
        if asked is None:
            return
        same = self._asked is not None and self._asked.step.id == asked.step.id
        self._shown, self._asked = shown, asked
        self.button.setEnabled(True)
        self._tell(asked)
        if not same:
            self._fill(asked)
        elif self._days != asked.ahead:
            self._checks.build(asked, self._checks.ticked())
        self._days = asked.ahead
        self._checks.show_papers(asked)
        self._reason_field.setVisible(self._early() or bool(self._typed_reason()))
        self._filling = True
        self._remarks.offer(asked.known)
        self._filling = False
        self._say_next()

    def step(self) -> StepView | None:
        """Return the step whose form is shown."""
        return self._asked.step if self._asked else None

    def forget(self) -> None:
        """Show nothing: another case is opened."""
        self._asked = self._shown = None

    # -- what is typed --------------------------------------------------------------------------

    def command(self, *, despite: bool = False) -> CompleteStep | None:
        """Return the command; None (and the errors beside the fields) where something is wrong.

        ``despite``: what is unticked or missing was seen.
        """
        if self._shown is None or self._asked is None:
            return None
        self.form.clear()
        problems = self._problems()
        day = self._done_on.date()
        if problems or day is None:
            self.form.show(Invalid(tuple(problems)))
            return None
        outcome = self._outcome.chosen()
        return CompleteStep(
            case_id=self._shown.detail.id,
            version=self._shown.detail.version,
            step_id=self._asked.step.id,
            done_on=day,
            outcome=outcome.key if outcome else "",
            values=self._remarks.values(),
            remark=plain(self._remark.toPlainText()).strip(),
            checks=self._checks.ticked(),
            despite=despite,
            reason=self._typed_reason(),
        )

    def typed(self) -> str:
        """Return what is typed as text for the clipboard; empty where nothing was typed."""
        outcome = self._outcome.chosen()
        labels = {field.key: field.label for field in self._asked.fields} if self._asked else {}
        parts = [outcome.label] if outcome else []
        parts += [f"{labels[key]} {text}" for key, text in self._remarks.typed().items() if text]
        parts.append(plain(self._remark.toPlainText()).strip())
        return "\n".join(part for part in parts if part)

    def saved(self) -> None:
        """Forget the draft: the step is stored."""
        if self._asked is not None:
            self._ctx.drafts.discard(self._draft_name())
        self._asked = None

    def refused(self, problem: DomainError) -> tuple[DomainError, ...]:
        """Show the service's refusal beside the fields; returns what has no field."""
        if problem.code == "period_running":
            self._reason_field.show()
        return self.form.show(problem)

    def _problems(self) -> list[DomainError]:
        asked = self._asked
        found = []
        wrong = self._done_on.problem()
        day = self._done_on.date()
        if wrong is not None:
            found.append(DomainError(wrong.code, field="done_on", **wrong.facts))
        elif day is None:
            found.append(DomainError("required", field="done_on"))
        elif day > self._ctx.today():
            found.append(DomainError("date_in_future", field="done_on", day=day))
        elif asked is not None and day < asked.earliest:
            found.append(
                DomainError("date_before_previous", field="done_on", previous=asked.earliest)
            )
        if asked is not None and asked.outcomes and self._outcome.chosen() is None:
            found.append(DomainError("outcome_required", field="outcome"))
        return [*found, *self._remarks.problems()]

    def focus_first(self) -> None:
        """Put the keyboard where the form begins: the result, else the first field, else date."""
        first = self._outcome if self._asked is not None and self._asked.outcomes else self._done_on
        first.setFocus()

    # -- inside ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        set_role(self._title, "subtitle")
        set_role(self._facts, "muted")
        set_role(self._restored, "link")
        set_role(self.button, "primary")
        self._restored.setObjectName("clear_draft")
        self._restored.setAccessibleName("ล้างสิ่งที่พิมพ์ค้างไว้")
        self._restored.hide()
        self.button.setObjectName("save_step")
        self.button.setAccessibleName(SAVE)
        self.button.setToolTip(f"{SAVE} (Ctrl+Enter)")
        icons.set_icon(self.button, "check", "on_accent")
        for label in (self._title, self._facts, self._next):
            label.setWordWrap(True)
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(16, 12, 16, 8)
        rows.setSpacing(12)
        rows.addWidget(self._title)
        rows.addWidget(self._facts)
        rows.addWidget(self._restored)
        self._date_field = Field("วันที่ดำเนินการ", self._done_on, required=True)
        self._outcome_field = Field(RESULT, self._outcome, required=True)
        self._remark_field = Field("หมายเหตุเพิ่มเติม", self._remark)
        rows.addWidget(self.form.add("done_on", self._date_field))
        rows.addWidget(self.form.add("outcome", self._outcome_field))
        rows.addWidget(self._remarks)
        rows.addWidget(self._checks)
        rows.addWidget(self.form.add("remark", self._remark_field))
        self._reason_field = Field("เหตุผลที่ปิดก่อนครบกำหนด", self._reason)
        rows.addWidget(self.form.add("reason", self._reason_field))
        self._reason_field.hide()
        rows.addStretch()
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 4)
        foot.setSpacing(6)
        foot.addWidget(self._next)
        foot.addWidget(self.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(body, "step_form_area")
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self._restored.clicked.connect(self._clear_draft)
        self.button.clicked.connect(self.save_asked)
        self._done_on.textChanged.connect(self._keep_draft)
        self._outcome.changed.connect(self._keep_draft)
        self._outcome.changed.connect(self._say_next)
        self._remarks.changed.connect(self._keep_draft)
        self._remark.textChanged.connect(self._keep_draft)
        self._reason.textChanged.connect(self._keep_draft)
        self._checks.changed.connect(self._keep_draft)
        self._checks.day_asked.connect(self.day_asked)
        self._done_on.date_changed.connect(lambda _day: self._show_reason())

    def _tell(self, asked: StepForm) -> None:
        step = asked.step
        self._title.setText(breakable(f"{step.number}. {step.title}"))
        parts = [f"ผู้ดำเนินการ: {step.role}" if step.role else ""]
        parts.append(f"ตั้งแต่ {thai_date_short(step.started_on)}" if step.started_on else "")
        parts.append(days_words(step))
        if step.due_on:
            late = late_words(step.days_late)
            parts.append(f"ครบกำหนด {thai_date_short(step.due_on)}{' · ' + late if late else ''}")
        if not step.due_reason.startswith("ปกติ"):  # the usual days are said already
            parts.append(step.due_reason)
        if asked.extension is not None:
            parts.append(f"ขยายได้หนึ่งครั้ง อีก {asked.extension.months} เดือน (เมนูดำเนินการ)")
        self._facts.setText(breakable(" · ".join(part for part in parts if part)))

    def _fill(self, asked: StepForm) -> None:
        draft = self._ctx.drafts.load(self._draft_name()) or {}
        self._put(asked, draft)
        self._restored.setVisible(bool(draft))

    def _put(self, asked: StepForm, draft: dict[str, Any]) -> None:
        self._filling = True
        self.form.clear()
        self._done_on.set_date(self._ctx.today())
        if draft.get("done_on"):
            self._done_on.setText(str(draft["done_on"]))
            self._done_on.settle()
        self._outcome_field.setVisible(bool(asked.outcomes))
        self._outcome_field.set_words(asked.result_label or RESULT)
        self._outcome.build(asked.outcomes, str(draft.get("outcome", "")))
        self._remarks.build(asked.fields, draft.get("values") or {})
        self._checks.build(asked, draft.get("checks") or ())
        self._remark.setPlainText(str(draft.get("remark", "")))
        self._reason.setPlainText(str(draft.get("reason", "")))
        self._area.verticalScrollBar().setValue(0)
        self._filling = False

    def _keep_draft(self) -> None:
        if self._filling or self._asked is None:
            return
        outcome = self._outcome.chosen()
        self._ctx.drafts.save(
            self._draft_name(),
            {
                "done_on": self._done_on.text(),
                "outcome": outcome.key if outcome else "",
                "values": self._remarks.typed(),
                "remark": self._remark.toPlainText(),
                "checks": sorted(self._checks.ticked()),
                "reason": self._reason.toPlainText(),
            },
        )

    def _clear_draft(self) -> None:
        if self._asked is None:
            return
        self._ctx.drafts.discard(self._draft_name())
        self._restored.hide()
        self._put(self._asked, {})
        self._say_next()
        self._done_on.setFocus()

    def _say_next(self) -> None:
        if self._shown is None or self._asked is None:
            return
        chosen = self._outcome.chosen()
        if self._asked.outcomes and chosen is None:
            text = "เลือกผลก่อน แล้วจะเห็นว่าขั้นต่อไปคืออะไร"
        else:
            text = next_words(self._shown, self._asked.step, chosen)
        self._next.setText(breakable(text))
        set_role(self._next, "plain", chosen.tone if chosen else "info")

    def _early(self) -> bool:
        """Whether a legal time that others have still runs on the day typed."""
        if self._shown is None or self._asked is None:
            return False
        key, day = self._asked.step.key, self._done_on.date()
        if any(w.running and key and w.before_step == key for w in self._shown.detail.waits):
            return True
        due = self._asked.step.due_on
        return self._asked.waited_out and day is not None and due is not None and day < due

    def _show_reason(self) -> None:
        self._reason_field.setVisible(self._early() or bool(self._typed_reason()))

    def _typed_reason(self) -> str:
        return plain(self._reason.toPlainText()).strip()

    def _draft_name(self) -> str:
        if self._shown is None or self._asked is None:
            return "case-step"
        return f"case-{self._shown.detail.id}-step-{self._asked.step.id}"
