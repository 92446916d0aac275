"""The side that tells about one step: the open form of the present one, facts of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import StepState
from hrdesk.rules.dates import thai_date_short
from hrdesk.ui import icons
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.case.facts import Fact, Facts
from hrdesk.ui.pages.case.model import days_words, late_words, state_words
from hrdesk.ui.pages.case.step_form import StepFormPanel
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.services.queries.cases import StepView
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.case.model import Shown

_PAPERS = {
    "receipt": "ใบรับเรื่อง",
    "memorandum": "บันทึกข้อความ",
    "order": "คำสั่ง",
    "notice_letter": "หนังสือแจ้งหน่วยงาน",
    "announcement": "ประกาศ",
    "external_letter": "หนังสือภายนอก",
    "invitation": "หนังสือเชิญประชุม",
    "committee_order": "คำสั่งแต่งตั้งคณะกรรมการ",
    "checklist": "แบบตรวจสอบเอกสาร",
}


class StepFacts(QWidget):
    """What is known of a finished, skipped or coming step."""

    correct_asked = Signal()
    back_asked = Signal()

    def __init__(self, *, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_told")
        self._editable = editable
        self._title = QLabel(self)
        self._title.setObjectName("told_title")
        self._title.setWordWrap(True)
        set_role(self._title, "subtitle")
        self._state = QLabel(self)
        self._state.setObjectName("told_state")
        self._state.setWordWrap(True)
        self.facts = Facts("step_told_facts", self, columns=2)
        self.correct = QPushButton("แก้ไขวันที่/หมายเหตุ", self)
        self.correct.setObjectName("correct")
        self.correct.setAccessibleName("แก้ไขวันที่หรือหมายเหตุ")
        icons.set_icon(self.correct, "edit")
        self.correct.clicked.connect(self.correct_asked)
        self.back = QPushButton("ไปที่ขั้นตอนปัจจุบัน", self)
        self.back.setObjectName("to_current")
        self.back.setAccessibleName("ไปที่ขั้นตอนปัจจุบัน")
        set_role(self.back, "link")
        self.back.clicked.connect(self.back_asked)
        buttons = QHBoxLayout()
        buttons.addWidget(self.correct)
        buttons.addWidget(self.back)
        buttons.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 16)
        rows.setSpacing(12)
        rows.addWidget(self._title)
        rows.addWidget(self._state)
        rows.addWidget(self.facts)
        rows.addLayout(buttons)
        rows.addStretch()

    def show_step(self, shown: Shown, step: StepView) -> None:
        """Show one step."""
        self._title.setText(breakable(f"{step.number}. {step.title}"))
        late = late_words(step.days_late)
        state = state_words(step)
        self._state.setText(breakable(f"{state} · {late}" if late else state))
        set_role(self._state, "plain", _TONES[step.state] if not late else "bad")
        self.facts.set_facts(_facts(shown, step))
        done = step.state is StepState.DONE
        self.correct.setVisible(self._editable and done)
        self.back.setVisible(shown.detail.form is not None)


class StepPanel(QStackedWidget):
    """The form where the chosen step is the present one and may be worked, else its facts."""

    def __init__(self, ctx: AppContext, *, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_panel")
        self.form = StepFormPanel(ctx)
        self.told = StepFacts(editable=editable)
        self._nothing = QWidget()
        self._told_area = scrolled(self.told, "step_told_area")
        for widget in (self._nothing, self.form, self._told_area):
            self.addWidget(widget)

    def show_step(self, shown: Shown, step: StepView | None) -> None:
        """Show a step of the case."""
        asked = shown.detail.form
        if asked is not None:
            self.form.show_step(shown)
        if step is None:
            self.setCurrentWidget(self._nothing)
        elif asked is not None and asked.step.id == step.id:
            self.setCurrentWidget(self.form)
        else:
            self.told.show_step(shown, step)
            self.setCurrentWidget(self._told_area)

    @property
    def working(self) -> bool:
        """Whether the form of the present step is what is shown."""
        return self.currentWidget() is self.form


_TONES = {
    StepState.PLANNED: "",
    StepState.CURRENT: "info",
    StepState.DONE: "good",
    StepState.RETURNED: "warn",
    StepState.SKIPPED: "",
}


def _facts(shown: Shown, step: StepView) -> list[Fact]:
    if step.state is StepState.PLANNED:
        return _planned_facts(shown, step)
    labels = {field.key: field.label for field in shown.remark_fields(step)}
    told: list[Fact] = [
        ("วันที่ดำเนินการ", thai_date_short(step.done_on) if step.done_on else "", ""),
        ("เริ่มเมื่อ", thai_date_short(step.started_on) if step.started_on else "", ""),
        ("ใช้เวลา", days_words(step), ""),
        ("ครบกำหนด", thai_date_short(step.due_on) if step.due_on else "", ""),
        ("ผล", step.outcome, ""),
    ]
    told += [(labels.get(key, key), text, "") for key, text in step.remark_values.items()]
    told += [
        ("หมายเหตุ", step.note, ""),
        ("เหตุผล", step.reason, ""),
        ("ตรวจแล้ว", _checked(shown, step, wanted=True), ""),
        ("ปิดทั้งที่ไม่ได้ตรวจ", _checked(shown, step, wanted=False), "warn"),
        ("ผู้ดำเนินการ", step.role, ""),
        ("ผู้บันทึก", step.done_by, ""),
    ]
    return told


def _checked(shown: Shown, step: StepView, *, wanted: bool) -> str:
    """Return the checks of a closed step that were ticked, or those that were not."""
    known = shown.known(step)
    texts = {check.key: check.text for check in known.checks} if known else {}
    found = (texts.get(key, key) for key, ticked in step.checks.items() if ticked is wanted)
    return " · ".join(found)


def _planned_facts(shown: Shown, step: StepView) -> list[Fact]:
    known = shown.known(step)
    results = " / ".join(outcome.label for outcome in known.outcomes) if known else ""
    papers = ", ".join(_PAPERS.get(kind, kind) for kind in known.produces) if known else ""
    needed = ", ".join(field.label for field in known.remark) if known else ""
    return [
        ("ผู้ดำเนินการ", step.role, ""),
        ("ใช้เวลา", days_words(step), ""),
        ("สิ่งที่ต้องกรอกเมื่อถึงขั้นนี้", needed, ""),
        ("เอกสารที่ออกในขั้นนี้", papers, ""),
        ("สิ่งที่ต้องตรวจ", " · ".join(each.text for each in known.checks) if known else "", ""),
        ("ผลที่เป็นไปได้", results, ""),
        ("เหตุผลที่เพิ่ม", step.reason, ""),
    ]
