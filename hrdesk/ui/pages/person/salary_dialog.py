"""A line of the salary history typed from an order, or the correction of one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from hrdesk.rules.explanation import shown
from hrdesk.rules.numbers import MoneyError, parse_money
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.queries.salary_history import LINE_KINDS, HistoryLine
from hrdesk.services.salary_history import RecordSalary
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.person.inputs import Choice, Line
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

_PAIRS = (
    ("effective_on", "kind"),
    ("order_number", "order_dated"),
    ("old_salary", "new_salary"),
    ("special", "detail"),
)


class SalaryLineDialog(FormDialog):
    """From which day, by which order, from what to what; a correction asks for its reason."""

    kind = "salary_line_dialog"

    def __init__(
        self,
        ctx: AppContext,
        person_id: int,
        save: Callable[[SalaryLineDialog, RecordSalary], None],
        parent: QWidget | None = None,
        *,
        line: HistoryLine | None = None,
    ) -> None:
        title = "แก้ไขบรรทัดประวัติเงินเดือน" if line else "เพิ่มประวัติเงินเดือนจากคำสั่ง"
        super().__init__(title, "บันทึก", parent)
        self._person_id, self._save, self._line = person_id, save, line
        self.effective_on = BuddhistDateEdit(ctx.today, "line_effective_on", self)
        self.what = Choice("line_kind", LINE_KINDS.items(), self)
        self.number = Line("line_order_number", self, "เช่น 123/2566")
        self.dated = BuddhistDateEdit(ctx.today, "line_order_dated", self)
        self.old = Line("line_old_salary", self)
        self.new = Line("line_new_salary", self)
        self.special = Line("line_special", self)
        self.detail = Line("line_detail", self)
        self.sets = QCheckBox("ให้เป็นเงินเดือนปัจจุบันในทะเบียน (เมื่อเป็นบรรทัดล่าสุด)", self)
        self.sets.setObjectName("line_sets_salary")
        self.sets.setAccessibleName(self.sets.text())
        self.reason = Line("line_reason", self)
        self._lay_out()
        if line is not None:
            self._fill(line)
        self.effective_on.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Refuse what cannot be read; the service knows the rest."""
        problems: list[DomainError] = []
        for field, edit in (("effective_on", self.effective_on), ("order_dated", self.dated)):
            wrong = edit.problem()
            if wrong is not None:
                problems.append(DomainError(wrong.code, field=field, **wrong.facts))
        amounts = {
            field: self._money(field, edit, problems)
            for field, edit in (
                ("old_salary", self.old),
                ("new_salary", self.new),
                ("special", self.special),
            )
        }
        if problems:
            self.refused(Invalid(tuple(problems)))
            return
        self._save(
            self,
            RecordSalary(
                person_id=self._person_id,
                effective_on=self.effective_on.date(),
                kind=self.what.value(),
                new_salary=amounts["new_salary"],
                order_number=self.number.value(),
                order_dated=self.dated.date(),
                old_salary=amounts["old_salary"],
                special=amounts["special"] or Decimal(0),
                detail=self.detail.value(),
                sets_salary=self.sets.isChecked(),
                replaces_id=self._line.id if self._line is not None else None,
                reason=self.reason.value(),
            ),
        )

    def _money(self, field: str, edit: Line, problems: list[DomainError]) -> Decimal | None:
        text = edit.value()
        if not text:
            return None
        try:
            return parse_money(text)
        except MoneyError as wrong:
            problems.append(DomainError(wrong.code, field=field, **wrong.facts))
            return None

    def _fill(self, line: HistoryLine) -> None:
        self.effective_on.set_date(line.effective_on)
        self.what.set_value(line.kind)
        self.number.setText(line.order_number)
        self.dated.set_date(line.order_dated)
        self.old.setText(shown(line.old_salary))
        self.new.setText(shown(line.new_salary))
        self.special.setText(shown(line.special) if line.special else "")
        self.detail.setText(line.detail)

    def _lay_out(self) -> None:
        add, rows = self.form.add, self.fields
        made = {
            name: add(name, Field(label, editor, required=required))
            for name, label, editor, required in (
                ("effective_on", "ตั้งแต่วันที่", self.effective_on, True),
                ("kind", "รายการ", self.what, True),
                ("order_number", "เลขที่คำสั่ง", self.number, True),
                ("order_dated", "คำสั่งลงวันที่", self.dated, False),
                ("old_salary", "เงินเดือนเดิม (บาท)", self.old, False),
                ("new_salary", "เงินเดือนใหม่ (บาท)", self.new, True),
                ("special", "ค่าตอบแทนพิเศษ (บาท)", self.special, False),
                ("detail", "รายละเอียด", self.detail, False),
            )
        }
        for left, right in _PAIRS:
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(made[left], 1)
            line.addWidget(made[right], 1)
            rows.addLayout(line)
        rows.addWidget(self.sets)
        if self._line is not None:
            rows.addWidget(add("reason", Field("เหตุผลที่แก้ไข", self.reason, required=True)))
        else:
            self.reason.hide()
