"""Issuing a card after its checks, and correcting the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from textwrap import wrap

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.staff_codes import CardCause, CardState
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.staff import CardRow, NewCard, new_card
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.pages.staff.probation_dialogs import muted, note_edit
from hrdesk.ui.pages.staff.tab import source_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.person_picker import PersonPicker

_LINE = 42  # letters of a check box's line


class IssueDialog(FormDialog):
    """Who, why, when, what was looked at; the number comes from the book on saving."""

    kind = "card_dialog"

    def __init__(
        self,
        ctx: AppContext,
        save: Callable[[IssueDialog], None],
        parent: QWidget | None = None,
        old: CardRow | None = None,
    ) -> None:
        super().__init__("ออกบัตรประจำตัวเจ้าหน้าที่ของรัฐ", "ออกบัตร", parent)
        self._ctx = ctx
        self._save = save
        self._old = old
        self._checks: dict[str, QCheckBox] = {}
        self._for: int | None = None
        self.person = PersonPicker(ctx, "card_person", self)
        if old is not None:
            self.person.setText(old.name)
            self.person.setReadOnly(True)
        self.cause = QComboBox(self)
        self.cause.setObjectName("card_cause")
        self.cause.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.cause.setMinimumContentsLength(12)
        for cause in CardCause:
            self.cause.addItem(cause.label, cause.value)
        if old is not None:
            self.cause.setCurrentIndex(self.cause.findData(_next_cause(old).value))
        self.on = BuddhistDateEdit(ctx.today, "card_issued_on", self)
        self.on.set_date(ctx.today())
        self.position = QLineEdit(self)
        self.position.setObjectName("card_position")
        self.unit = QLineEdit(self)
        self.unit.setObjectName("card_unit")
        self.note = note_edit("card_note", "", self)
        self.told = muted("card_told", self)
        self._box = QWidget(self)
        self._box.setObjectName("card_checks")
        self._box_rows = QVBoxLayout(self._box)
        self._box_rows.setContentsMargins(0, 0, 0, 0)
        self._box_rows.setSpacing(0)
        self._lay_out()
        self.person.chosen.connect(lambda _person: self._read())
        self.cause.currentIndexChanged.connect(lambda _at: self._read())
        self.on.date_changed.connect(lambda _day: self._read())
        self._read()
        (self.cause if old is not None else self.person).setFocus()
        fit(self)

    def _lay_out(self) -> None:
        add, rows = self.form.add, self.fields
        rows.addWidget(add("person", Field("ผู้ขอมีบัตร", self.person, required=True)))
        cause = add("cause", Field("เหตุที่ขอ", self.cause, required=True))
        issued_on = add("issued_on", Field("วันออกบัตร", self.on, required=True))
        position = add("position", Field("ตำแหน่งบนบัตร", self.position, required=True))
        unit = add("unit", Field("สังกัดบนบัตร", self.unit))
        for pair in ((cause, issued_on), (position, unit)):
            line = QHBoxLayout()
            line.setSpacing(12)
            for field in pair:
                line.addWidget(field, 1)
            rows.addLayout(line)
        head = QLabel("ตรวจแล้วก่อนออกบัตร", self)
        set_role(head, "subtitle")
        rows.addWidget(head)
        rows.addWidget(self._box)
        hint = "จำเป็นเมื่อมีรายการที่ไม่ได้ตรวจ ให้เขียนว่าเพราะเหตุใด"
        rows.addWidget(add("note", Field("หมายเหตุ", self.note, hint=hint)))
        rows.addWidget(self.told)

    def person_id(self) -> int | None:
        """Return whose card it is."""
        if self._old is not None:
            return self._old.person_id
        chosen = self.person.person()
        return chosen.id if chosen is not None else None

    def chosen_cause(self) -> CardCause:
        """Return why the card is asked for."""
        return CardCause(self.cause.currentData())

    def issued_on(self) -> dt.date:
        """Return the day of issue."""
        return self.on.date() or self._ctx.today()

    def checked(self) -> frozenset[str]:
        """Return the keys of what was looked at."""
        return frozenset(key for key, box in self._checks.items() if box.isChecked())

    def hand_over(self) -> None:
        """Refuse a name typed without choosing and a day that cannot be read."""
        if self.person.text().strip() and self.person_id() is None:
            self.refused(DomainError("person_not_chosen", field="person"))
            return
        wrong = self.on.problem()
        problem = self.form.missing(
            {
                "person": self.person_id(),
                "issued_on": self.on.date() or "",
                "position": plain(self.position.text()).strip(),
                "cause": self.chosen_cause(),
            }
        )
        if wrong is not None:
            problem = DomainError(wrong.code, field="issued_on", **wrong.facts)
        if problem is not None:
            self.refused(problem)
            return
        self._save(self)

    def _read(self) -> None:
        day, cause, person = self.on.date(), self.chosen_cause(), self.person_id()
        if day is None:
            return
        self._ctx.tasks.query(
            self,
            lambda uow: new_card(uow, person or 0, cause, day),
            self._show,
            self._no_law,
            key="card",
        )

    def _no_law(self, problem: DomainError) -> None:
        self.refused(problem)

    def _show(self, found: NewCard) -> None:
        person = self.person_id()
        if person is not None and person != self._for:
            self._for = person
            self.position.setText(found.position)
            self.unit.setText(found.unit)
        ticked = self.checked()
        for box in self._checks.values():
            self._box_rows.removeWidget(box)
            box.deleteLater()
        self._checks = {key: self._check(key, text, key in ticked) for key, text in found.checks}
        held = f"บัตรเดิมเลขที่ {found.held} จะเปลี่ยนเป็น “ออกบัตรใหม่แทนแล้ว” · " if found.held else ""
        self.told.setText(breakable(held + source_words(found.own, found.source)))
        fit(self)

    def _check(self, key: str, text: str, ticked: bool) -> QCheckBox:
        box = QCheckBox(_lines(text), self._box)
        box.setObjectName(f"card_check_{key}")
        box.setAccessibleName(text)
        box.setChecked(ticked)
        self._box_rows.addWidget(box)
        box.show()  # only what is shown counts when the dialog makes room
        return box


class RegisterDialog(FormDialog):
    """Correcting post, unit and note in the register; the number and the days stay."""

    kind = "card_register_dialog"

    def __init__(
        self, row: CardRow, save: Callable[[RegisterDialog], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(f"แก้ไขทะเบียน · บัตรเลขที่ {row.number}", "บันทึก", parent)
        self._save = save
        self.position = QLineEdit(row.position, self)
        self.position.setObjectName("register_position")
        self.unit = QLineEdit(row.unit, self)
        self.unit.setObjectName("register_unit")
        self.note = note_edit("register_note", row.note, self)
        add, rows = self.form.add, self.fields
        rows.addWidget(add("position", Field("ตำแหน่งบนบัตร", self.position, required=True)))
        rows.addWidget(add("unit", Field("สังกัดบนบัตร", self.unit)))
        rows.addWidget(add("note", Field("หมายเหตุ", self.note)))
        self.position.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Give what was typed."""
        self._save(self)


class ReportDialog(FormDialog):
    """A card lost or given back: which, when, and by what paper."""

    kind = "card_report_dialog"

    def __init__(
        self,
        ctx: AppContext,
        row: CardRow,
        save: Callable[[ReportDialog], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"แจ้งหายหรือคืนบัตร · {row.number} {row.name}", "บันทึก", parent)
        self._save = save
        self._ctx = ctx
        self.state = QComboBox(self)
        self.state.setObjectName("report_state")
        for state in (CardState.LOST, CardState.RETURNED):
            self.state.addItem(state.label, state.value)
        self.on = BuddhistDateEdit(ctx.today, "report_on", self)
        self.on.set_date(ctx.today())
        self.reason = note_edit("report_reason", "", self)
        add, rows = self.form.add, self.fields
        rows.addWidget(add("state", Field("รายการ", self.state, required=True)))
        rows.addWidget(add("on", Field("วันที่", self.on, required=True)))
        hint = "บัตรหาย: ใบแจ้งความ (สถานี เลขที่ วันที่) · คืนบัตร: เหตุที่คืน เช่น โอน ลาออก เกษียณ"
        rows.addWidget(add("reason", Field("หลักฐานหรือเหตุ", self.reason, required=True, hint=hint)))
        self.state.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Give what was typed once the day can be read."""
        wrong = self.on.problem()
        problem = self.form.missing(
            {"state": self.chosen(), "on": self.on.date() or "", "reason": self.why()}
        )
        if wrong is not None:
            problem = DomainError(wrong.code, field="on", **wrong.facts)
        if problem is not None:
            self.refused(problem)
            return
        self._save(self)

    def day(self) -> dt.date:
        """Return the day."""
        return self.on.date() or self._ctx.today()

    def why(self) -> str:
        """Return the evidence."""
        return plain(self.reason.toPlainText()).strip()

    def chosen(self) -> CardState:
        """Return what happened to the card."""
        return CardState(self.state.currentData())


def _next_cause(old: CardRow) -> CardCause:
    return CardCause.LOST if old.state is CardState.LOST else CardCause.EXPIRED


def _lines(text: str) -> str:
    """A check box does not wrap by itself: a long list of papers goes on several lines."""
    return "\n".join(wrap(text, _LINE, break_long_words=False))
