"""The editors of the intake page, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import CaseType
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.ui.context import AppContext
from hrdesk.ui.form import Form
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.intake.checklist import PaperChecklist
from hrdesk.ui.pages.intake.kinds import KindChoice
from hrdesk.ui.pages.intake.model import Entry, default_subject
from hrdesk.ui.pages.intake.quick_person import QuickPersonForm
from hrdesk.ui.pages.intake.target_fields import TargetFields
from hrdesk.ui.pages.person.inputs import Choice, EnterGoesOn, Line, Note
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.person_picker import PersonPicker

if TYPE_CHECKING:
    from hrdesk.services.queries.intake import IntakePlan, OfficerChoice
    from hrdesk.services.queries.people import KnownValues, PersonRow


class IntakeForm(QWidget):
    """All that is typed about a matter; ``entry`` is its value."""

    changed = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intake_form")
        set_role(self, "scrolled")
        self._ctx = ctx
        self._own_subject = False
        self._for_person = True  # the procedure in force says whether a matter is about somebody
        self._officer: int | None = ctx.actor.user_id
        self.filling = False
        self.fields = Form()
        self.picker = PersonPicker(ctx, "person", self, may_add=True)
        self.quick = QuickPersonForm(ctx, self)
        self.kinds = KindChoice("kind", self)
        self.received_on = BuddhistDateEdit(ctx.today, "received_on", self)
        self.subject = Line("subject", self, "โปรแกรมเขียนให้จากประเภทและชื่อ แก้ไขได้")
        self.target = TargetFields(self.fields, ctx.today, self)
        self.papers = PaperChecklist("papers", self)
        self.officer = Choice("officer", (), self, empty="– ยังไม่กำหนด –")
        self.note = Note("note", self, lines=2)
        self._build()
        self._connect()
        self._enter = EnterGoesOn(self)
        self.quick.hide()
        self._question.hide()

    # -- the value ----------------------------------------------------------------------------

    def entry(self) -> Entry:
        """Return the form as it stands."""
        person = self.picker.person() if self._for_person else None
        return Entry(
            person_id=person.id if person is not None else None,
            case_type=self.kinds.kind(),
            received_on=self.received_on.date(),
            subject=self.subject.value(),
            own_subject=self._own_subject,
            target=self.target.target(),
            effective_on=self.target.effective(),
            papers=self.papers.received(),
            officer_id=self._officer,
            note=self.note.value(),
            search="" if person is not None else self.picker.text().strip(),
            quick=self.quick.values() if not self.quick.isHidden() else None,
        )

    def fill(self, entry: Entry, person: PersonRow | None) -> None:
        """Show a draft, or an empty form with today's date and the signed-in officer."""
        self.filling = True
        self.fields.clear()
        self.hide_question()
        self.hide_quick()
        self.picker.set_person(person)
        if person is None:
            self.picker.setText(entry.search)
        self.kinds.set_kind(entry.case_type)
        self.show_kind(entry.case_type)
        self.received_on.set_date(entry.received_on or self._ctx.today())
        self.target.fill(entry.target, entry.effective_on)
        self._own_subject = entry.own_subject
        self.subject.setText(entry.subject if entry.own_subject else "")
        self.papers.set_received(entry.papers)
        self._officer = entry.officer_id or self._ctx.actor.user_id
        self.officer.set_value(str(self._officer or ""))
        self.note.setPlainText(entry.note)
        if entry.quick is not None:
            self.quick.fill(entry.quick)
            self.quick.show()
        self.filling = False
        self._write_subject()

    def problem(self) -> DomainError | None:
        """Return what keeps the form from being sent, None when nothing does."""
        found: list[DomainError] = []
        if self._for_person and self.picker.person() is None:
            typed = "person_not_chosen" if self.picker.text().strip() else "required"
            found.append(DomainError(typed, field="person"))
        if self.kinds.kind() is None:
            found.append(DomainError("required", field="case_type"))
        dates = [("received_on", self.received_on)]
        if self.kinds.kind() is CaseType.RESIGNATION:
            dates.append(("effective_on", self.target.effective_on))
        for name, edit in dates:
            wrong = edit.problem()
            if wrong is not None:
                found.append(DomainError(wrong.code, field=name, **wrong.facts))
        if self.received_on.date() is None and self.received_on.problem() is None:
            found.append(DomainError("required", field="received_on"))
        # Without a person or a kind there can be no subject; saying so twice helps nobody.
        if not found and not self.subject.value():
            found.append(DomainError("required", field="subject"))
        return Invalid(tuple(found)) if found else None

    # -- showing ------------------------------------------------------------------------------

    def show_kind(self, kind: CaseType | None) -> None:
        """Show what the kind asks for."""
        self.target.set_kind(kind)
        if kind is None:
            self.papers.set_papers(())
            self.ask_person(True)
        self._order()
        self._write_subject()

    def show_papers(self, plan: IntakePlan) -> None:
        """Show the checklist of the procedure in force, and ask for a person where it is of one."""
        self.papers.set_papers(plan.papers)
        self.ask_person(plan.person)

    def ask_person(self, wanted: bool) -> None:
        """Ask for a person, or not: a matter of the office itself has nobody."""
        self._for_person = wanted
        here = self.picker.hasFocus()
        self.fields.fields["person"].setVisible(wanted)
        self._no_person.setVisible(not wanted)
        if not wanted:
            self.quick.hide()
            if here:
                self.kinds.take_focus()
        self._write_subject()

    def set_officers(self, officers: Sequence[OfficerChoice]) -> None:
        """Offer who may take charge; the signed-in officer is chosen unless said otherwise."""
        blocked = self.officer.blockSignals(True)
        self.officer.set_options([(str(one.id), one.name) for one in officers])
        self.officer.set_value(str(self._officer or ""))
        self.officer.blockSignals(blocked)

    def complete(self, known: KnownValues) -> None:
        """Offer what the register holds."""
        self.target.complete(known)
        self.quick.complete(known)

    def add_person(self, text: str) -> None:
        """Open the quick form for somebody who is not in the register."""
        self.quick.start(text)
        self.quick.show()
        self._order()
        self.quick.take_focus()
        self.changed.emit()

    def hide_quick(self) -> None:
        """Close the quick form."""
        self.quick.hide()

    def ask_second(
        self, problem: DomainError, open_running: Callable[[], None], go_on: Callable[[], None]
    ) -> None:
        """Ask whether a second running matter of the same kind is meant."""
        self._question_text.setText(breakable(sentence(problem)))
        self._question.setAccessibleName(sentence(problem))
        self._answers = (open_running, go_on)
        self._question.show()
        self._open_running.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._bring_question)  # laid out only after this event

    def _bring_question(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(self._question)

    def hide_question(self) -> None:
        """Take the question away."""
        self._question.hide()

    # -- inside -------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.picker.chosen.connect(self._write_subject)
        self.picker.textEdited.connect(self._changed)
        self.picker.add_asked.connect(self.add_person)
        self.quick.given_up.connect(self._no_quick)
        self.quick.added.connect(self.hide_quick)
        self.quick.changed.connect(self._changed)
        self.kinds.changed.connect(lambda _kind: self._says_nothing("case_type"))
        self.received_on.date_changed.connect(self._changed)
        self.subject.textEdited.connect(self._subject_typed)
        self.subject.editingFinished.connect(self._write_subject)
        self.target.changed.connect(self._write_subject)
        self.target.changed.connect(self._changed)
        self.papers.changed.connect(self._changed)
        self.officer.currentIndexChanged.connect(self._officer_chosen)
        self.note.textChanged.connect(self._changed)

    def _changed(self) -> None:
        if not self.filling:
            self.changed.emit()

    def _officer_chosen(self) -> None:
        self._officer = int(self.officer.value()) if self.officer.value() else None
        self._changed()

    def _no_quick(self) -> None:
        self.quick.hide()
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picker.selectAll()
        self._changed()

    def _subject_typed(self, text: str) -> None:
        # An emptied subject is written by the program again.
        self._own_subject = bool(text.strip())
        self._changed()

    def _write_subject(self) -> None:
        if self._own_subject or self.filling:
            return
        person = self.picker.person() if self._for_person else None
        name = person.name if person is not None else ""
        if person is not None:
            self._says_nothing("person")
        text = default_subject(
            self.kinds.kind(), name, self.target.target(), self.target.effective()
        )
        if text != self.subject.value():
            self.subject.setText(text)
            self.subject.setCursorPosition(0)

    def _says_nothing(self, name: str) -> None:
        self.fields.fields[name].set_error(None)

    def _build(self) -> None:
        add = self.fields.add
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 8, 8)
        rows.setSpacing(10)
        rows.addWidget(add("person", Field("ผู้ขอ", self.picker, required=True)))
        self._no_person = QLabel("เรื่องของสำนักงานเอง ไม่ต้องระบุผู้ขอ", self)
        self._no_person.setObjectName("no_person")
        set_role(self._no_person, "muted")
        self._no_person.hide()
        rows.addWidget(self._no_person)
        rows.addWidget(self.quick)
        rows.addWidget(add("case_type", Field("ประเภทรายการ (กด 1–5)", self.kinds, required=True)))
        date = add("received_on", Field("วันที่รับเรื่อง", self.received_on, required=True))
        date.setMaximumWidth(220)
        rows.addWidget(date)
        rows.addWidget(add("subject", Field("เรื่อง", self.subject, required=True)))
        rows.addWidget(self.target)
        rows.addWidget(add("papers", Field("เอกสารที่ได้รับ", self.papers)))
        officer = add("officer", Field("ผู้รับผิดชอบ", self.officer))
        officer.setMaximumWidth(360)
        rows.addWidget(officer)
        rows.addWidget(add("note", Field("บันทึกของเจ้าหน้าที่", self.note)))
        rows.addWidget(self._make_question())
        rows.addStretch()

    def _make_question(self) -> QFrame:
        self._question = QFrame(self)
        self._question.setObjectName("second_question")
        set_role(self._question, "strip", "warn")
        self._question_text = QLabel(self._question)
        self._question_text.setObjectName("second_text")
        self._question_text.setWordWrap(True)
        self._answers: tuple[Callable[[], None], Callable[[], None]] | None = None
        self._open_running = QPushButton("เปิดเรื่องเดิม", self._question)
        self._open_running.setObjectName("open_running")
        self._second = QPushButton("รับเป็นอีกเรื่องหนึ่ง", self._question)
        self._second.setObjectName("take_second")
        for place, button in enumerate((self._open_running, self._second)):
            button.setAccessibleName(button.text())
            button.clicked.connect(lambda _checked=False, place=place: self._answered(place))
        buttons = QHBoxLayout()
        buttons.addWidget(self._open_running)
        buttons.addWidget(self._second)
        buttons.addStretch()
        rows = QVBoxLayout(self._question)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.addWidget(self._question_text)
        rows.addLayout(buttons)
        return self._question

    def _answered(self, place: int) -> None:
        answers = self._answers
        self.hide_question()
        if answers is not None:
            answers[place]()

    def _order(self) -> None:
        """Make Tab follow the reading order, whatever fields are shown."""
        kinds = self.kinds.findChildren(QWidget)
        order = [
            self.picker,
            *self.quick.editors(),
            *kinds,
            self.received_on,
            self.subject,
            *self.target.editors(),
            self.papers.list,
            self.officer,
            self.note,
            self._open_running,
            self._second,
        ]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
