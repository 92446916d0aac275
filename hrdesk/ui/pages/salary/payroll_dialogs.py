"""Beginning a payroll, mending a row of it, and adding somebody who is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QWidget

from hrdesk.rules.codes import Agency
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.explanation import shown
from hrdesk.rules.numbers import MoneyError, parse_money
from hrdesk.services.errors import DomainError
from hrdesk.services.payrolls import EditRow
from hrdesk.services.queries.payrolls import PayrollEntry, PayrollView
from hrdesk.services.salary_law import CONTRACT, PERCENTAGE, SCHEMES, STEP
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.person.inputs import Choice, Note
from hrdesk.ui.pages.salary.payroll_words import level_words, nearest_day, offered_days
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.person_picker import PersonPicker

REGISTER, FILE = "register", "file"
_PEOPLE = {
    STEP: " (พนักงาน ครู ลูกจ้างประจำ)",
    CONTRACT: "ตามภารกิจ",
    PERCENTAGE: " (ข้าราชการ)",
}


def offered_schemes(agency: str) -> list[str]:
    """Return all schemes, those of the office's own kind first."""
    local = agency == Agency.SAO.value
    return [STEP, CONTRACT, PERCENTAGE] if local else [PERCENTAGE, STEP, CONTRACT]


class NewPayrollDialog(FormDialog):
    """Whose payroll, of which day, and from where: the register or an Excel file."""

    kind = "payroll_new"

    def __init__(
        self,
        ctx: AppContext,
        source: str,
        given: Mapping[str, str],
        save: Callable[[NewPayrollDialog], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("สร้างบัญชีถือจ่าย", "สร้างบัญชี", parent)
        self._ctx = ctx
        self._save = save
        schemes = offered_schemes(ctx.office.agency)
        names = [(each, SCHEMES[each] + _PEOPLE[each]) for each in schemes]
        self.scheme = Choice("payroll_scheme", names, self)
        self.day = Choice("payroll_day", (), self)
        self.source = Choice(
            "payroll_source",
            [(REGISTER, "ทะเบียนบุคลากรในโปรแกรม"), (FILE, "ไฟล์ Excel ตามแบบฟอร์ม")],
            self,
        )
        self.note = Note("payroll_note", self, lines=2)
        add, rows = self.form.add, self.fields
        rows.addWidget(add("scheme", Field("บัญชีของ", self.scheme, required=True)))
        hint = "เดือนก่อนวันที่เลื่อน: 1 มีนาคม สำหรับ 1 เมษายน และ 1 กันยายน สำหรับ 1 ตุลาคม"
        rows.addWidget(add("taken_on", Field("ณ วันที่", self.day, required=True, hint=hint)))
        rows.addWidget(add("source", Field("ที่มา", self.source, required=True)))
        rows.addWidget(add("note", Field("หมายเหตุ", self.note)))
        if given.get("new"):
            self.scheme.set_value(given["new"])
        self.source.set_value(source)
        self._offer_days(given.get("day", ""))
        self.scheme.currentIndexChanged.connect(lambda _at: self._offer_days(self.day.value()))
        self.source.currentIndexChanged.connect(lambda _at: self._say())
        self._say()
        self.scheme.setFocus()
        fit(self)

    def taken_on(self) -> dt.date:
        """Return the chosen day."""
        return dt.date.fromisoformat(self.day.value())

    def hand_over(self) -> None:
        """Give what is chosen; nothing here can be wrong."""
        self._save(self)

    def _offer_days(self, wanted: str) -> None:
        days = offered_days(self.scheme.value(), self._ctx.today())
        self.day.set_options([(day.isoformat(), thai_date_short(day)) for day in days])
        if self.day.findData(wanted) < 0:
            wanted = nearest_day(days, self._ctx.today()).isoformat()
        self.day.set_value(wanted)

    def _say(self) -> None:
        words = "เลือกไฟล์…" if self.source.value() == FILE else "สร้างบัญชี"
        self.go.setText(words)
        self.go.setAccessibleName(words)


class RowDialog(FormDialog):
    """The post and the salary of one row."""

    kind = "payroll_row"

    def __init__(
        self,
        view: PayrollView,
        row: PayrollEntry,
        save: Callable[[RowDialog, EditRow], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"แก้ไขแถว · {row.name}", "บันทึก", parent)
        self._row = row
        self._save = save
        self.number = self._line("row_post_number", row.post_number)
        self.title = self._line("row_post_title", row.post_title)
        self.type = self._line("row_type", row.type)
        self.level_text = self._line("row_level_text", row.level)
        self.level = Choice("row_level", (), self, "(ยังไม่ทราบ)")
        self._places = {
            level_words(each.type, each.level): (each.type, each.level) for each in view.levels
        }
        now = level_words(row.type, row.level)
        if now:
            self._places.setdefault(now, (row.type, row.level))
        self.level.set_options([(words, words) for words in self._places])
        self.level.set_value(now)
        self.unit = self._line("row_unit", row.unit)
        self.salary = self._line("row_salary", shown(row.salary) if row.salary else "")
        self.note = Note("row_note", self, lines=2)
        self.note.setPlainText(row.note)
        add, rows = self.form.add, self.fields
        rows.addWidget(add("salary", Field("เงินเดือน (บาท)", self.salary, required=True)))
        if view.levels:
            rows.addWidget(add("level", Field("ประเภทและระดับ", self.level, required=True)))
            self.type.hide()
            self.level_text.hide()
        else:
            rows.addWidget(add("type", Field("ประเภท", self.type)))
            rows.addWidget(add("level", Field("ระดับ", self.level_text)))
            self.level.hide()
        rows.addWidget(add("post_number", Field("เลขที่ตำแหน่ง", self.number)))
        rows.addWidget(add("post_title", Field("ตำแหน่ง", self.title)))
        rows.addWidget(add("unit", Field("หน่วยงาน", self.unit)))
        rows.addWidget(add("note", Field("หมายเหตุ", self.note)))
        self._listed = bool(view.levels)
        self.salary.setFocus()
        self.salary.selectAll()
        fit(self)

    def hand_over(self) -> None:
        """Give the row once its salary can be read."""
        try:
            salary = parse_money(plain(self.salary.text())) if self.salary.text().strip() else None
        except MoneyError as problem:
            self.refused(DomainError(problem.code, field="salary", **problem.facts))
            return
        if salary is None:
            self.refused(DomainError("required", field="salary"))
            return
        self._save(self, self._command(salary))

    def _command(self, salary: Decimal) -> EditRow:
        type_, level = plain(self.type.text()), plain(self.level_text.text())
        if self._listed:
            type_, level = self._places.get(self.level.value(), ("", ""))
        return EditRow(
            self._row.id,
            self._row.version,
            plain(self.number.text()),
            plain(self.title.text()),
            type_,
            level,
            plain(self.unit.text()),
            salary,
            self.note.value(),
        )

    def _line(self, name: str, text: str) -> QLineEdit:
        edit = QLineEdit(text, self)
        edit.setObjectName(name)
        return edit


class AddPersonDialog(FormDialog):
    """Somebody of the register whom the payroll lacks."""

    kind = "payroll_add"

    def __init__(
        self,
        ctx: AppContext,
        save: Callable[[AddPersonDialog, int], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("เพิ่มคนในบัญชีถือจ่าย", "เพิ่มคน", parent)
        self._save = save
        self.person = PersonPicker(ctx, "payroll_person", self)
        hint = "ตำแหน่งและเงินเดือนนำมาจากทะเบียน แล้วแก้ในแถวได้"
        self.fields.addWidget(
            self.form.add("person", Field("บุคคล", self.person, required=True, hint=hint))
        )
        self.person.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Give the person once one was chosen."""
        person = self.person.person()
        if person is None:
            typed = bool(self.person.text().strip())
            code = "person_not_chosen" if typed else "required"
            self.refused(DomainError(code, field="person"))
            return
        self._save(self, person.id)
