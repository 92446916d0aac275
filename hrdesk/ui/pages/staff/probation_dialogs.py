"""Beginning a probation, correcting it, and writing the committee's result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QWidget

from hrdesk.rules.staff_codes import ProbationResult
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.staff import ProbationLaw, ProbationRow, probation_law
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.pages.staff.tab import source_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.person_picker import PersonPicker
from hrdesk.ui.widgets.spin_box import SpinBox

_MOST_MONTHS = 60  # what the box takes; the law decides what is stored
_NOTE_HEIGHT = 70


def law_words(law: ProbationLaw) -> str:
    """Return what the law says of the span and its extensions, with its source."""
    return (
        f"ทดลอง {law.shortest}–{law.longest} เดือน ขยายได้ครั้งละ {law.step} เดือน "
        f"ไม่เกิน {law.times} ครั้ง รวมไม่เกิน {law.longest} เดือน และขยายเฉพาะเมื่อประเมินผลไม่ได้ · "
        f"{source_words(law.own, law.source)}"
    )


def note_edit(name: str, text: str, parent: QWidget) -> QPlainTextEdit:
    """Return a few lines for a note; Tab goes on."""
    edit = QPlainTextEdit(text, parent)
    edit.setObjectName(name)
    edit.setTabChangesFocus(True)
    edit.setMaximumHeight(_NOTE_HEIGHT)
    return edit


def muted(name: str, parent: QWidget) -> QLabel:
    """Return a quiet label that wraps."""
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    set_role(label, "muted")
    return label


class ProbationDialog(FormDialog):
    """Who begins when and for how long; ``row`` is the probation that is corrected."""

    kind = "probation_dialog"

    def __init__(
        self,
        ctx: AppContext,
        row: ProbationRow | None,
        save: Callable[[ProbationDialog], None],
        parent: QWidget | None = None,
    ) -> None:
        title = "แก้ไขการทดลองปฏิบัติหน้าที่" if row else "เริ่มทดลองปฏิบัติหน้าที่"
        super().__init__(title, "บันทึก", parent)
        self._ctx = ctx
        self._row = row
        self._save = save
        self.person = PersonPicker(ctx, "probation_person", self)
        if row is not None:
            self.person.setText(row.name)
            self.person.setReadOnly(True)
        self.started = BuddhistDateEdit(ctx.today, "probation_started", self)
        self.started.set_date(row.started_on if row else ctx.today())
        self.months = SpinBox(self)
        self.months.setObjectName("probation_months")
        self.months.setRange(1, _MOST_MONTHS)
        self.months.setSuffix(" เดือน")
        self.months.setValue(row.months if row else 1)
        self.note = note_edit("probation_note", row.note if row else "", self)
        self.reason = note_edit("probation_reason", "", self)
        self.told = muted("probation_told", self)
        add, rows = self.form.add, self.fields
        rows.addWidget(add("person", Field("บุคคล", self.person, required=True)))
        hint = "วันแรกนับรวมด้วย"
        rows.addWidget(
            add("started_on", Field("วันเริ่มทดลอง", self.started, required=True, hint=hint))
        )
        self._months = add("months", Field("ระยะเวลา", self.months, required=True))
        rows.addWidget(self._months)
        rows.addWidget(self.told)
        rows.addWidget(add("note", Field("หมายเหตุ", self.note)))
        if row is not None:
            rows.addWidget(add("reason", Field("เหตุผลที่แก้ไข", self.reason, required=True)))
        else:
            self.reason.hide()
        self.started.date_changed.connect(lambda _day: self._read_law())
        self._read_law()
        self.person.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Refuse a name typed without choosing and a day that cannot be read."""
        if self._row is None and self.person.text().strip() and self.person.person() is None:
            self.refused(DomainError("person_not_chosen", field="person"))
            return
        values = {
            "person": plain(self.person.text()).strip(),
            "started_on": self.started.date() or "",
            "months": self.months.value(),
        }
        if self._row is not None:
            values["reason"] = plain(self.reason.toPlainText()).strip()
        problem = self.started.problem() or self.form.missing(values)
        if problem is not None:
            self.refused(_at("started_on", problem))
            return
        self._save(self)

    def started_on(self) -> dt.date:
        """Return the first day."""
        return self.started.date() or self._ctx.today()

    def _read_law(self) -> None:
        day = self.started.date()
        if day is None:
            return
        self._ctx.tasks.query(
            self, lambda uow: probation_law(uow, day), self._show_law, self._no_law, key="law"
        )

    def _show_law(self, law: ProbationLaw) -> None:
        self.told.setText(breakable(law_words(law)))
        if self._row is None and self.months.value() < law.shortest:
            self.months.setValue(law.shortest)
        self.form.fields["started_on"].set_error(None)
        fit(self)

    def _no_law(self, problem: DomainError) -> None:
        self.form.show(problem)
        fit(self)


class ResultDialog(FormDialog):
    """What the committee found, when, and which committee."""

    kind = "probation_result"

    def __init__(
        self,
        ctx: AppContext,
        row: ProbationRow,
        save: Callable[[ResultDialog], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"ผลการทดลอง · {row.name}", "บันทึกผล", parent)
        self._save = save
        self._ctx = ctx
        self.result_box = QComboBox(self)
        self.result_box.setObjectName("probation_result_choice")
        for result in ProbationResult:
            self.result_box.addItem(result.label, result.value)
        self.on = BuddhistDateEdit(ctx.today, "probation_result_on", self)
        self.on.set_date(ctx.today())
        self.note = note_edit("probation_result_note", row.note, self)
        add, rows = self.form.add, self.fields
        rows.addWidget(add("result", Field("ผล", self.result_box, required=True)))
        rows.addWidget(add("result_on", Field("วันที่มีผล", self.on, required=True)))
        hint = "เช่น คณะกรรมการตามคำสั่งที่ 12/2569 และความเห็น ถ้าบันทึกผิดให้เขียนเหตุผล"
        rows.addWidget(
            add("note", Field("คณะกรรมการและหมายเหตุ", self.note, required=True, hint=hint))
        )
        self.result_box.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Give the result once its day can be read."""
        values: dict[str, object] = {
            "result": self.chosen(),
            "result_on": self.on.date() or "",
            "note": plain(self.note.toPlainText()).strip(),
        }
        problem = self.on.problem() or self.form.missing(values)
        if problem is not None:
            self.refused(_at("result_on", problem))
            return
        self._save(self)

    def result_on(self) -> dt.date:
        """Return the day of the result."""
        return self.on.date() or self._ctx.today()

    def chosen(self) -> ProbationResult:
        """Return the result chosen."""
        return ProbationResult(self.result_box.currentData())

    def words(self) -> str:
        """Return the committee and the note."""
        return plain(self.note.toPlainText()).strip()


def _at(field: str, problem: DomainError) -> DomainError:
    """Give a typed day's problem the name of its field in the form; others stay."""
    if problem.code in ("required", "invalid"):
        return problem
    return DomainError(problem.code, field=field, **problem.facts)
