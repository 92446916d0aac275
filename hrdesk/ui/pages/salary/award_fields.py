"""The fields of an award's editor: which there are for each kind, what is typed in them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from hrdesk.rules.codes import Employment
from hrdesk.rules.dates import thai_date_long
from hrdesk.rules.explanation import canonical
from hrdesk.rules.numbers import MoneyError, arabic_digits, parse_money
from hrdesk.services.award_figures import ABROAD, HOME, AwardInputs, AwardKind
from hrdesk.services.errors import DomainError
from hrdesk.ui.form import Form
from hrdesk.ui.pages.person.inputs import Choice, Line
from hrdesk.ui.pages.salary.words import money
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.queries.awards import AwardChoices

_EMPLOYMENTS = (
    Employment.TEMPORARY_EMPLOYEE,
    Employment.GOVERNMENT_EMPLOYEE,
    Employment.MOPH_EMPLOYEE,
    Employment.OTHER,
)
_NUMBER = re.compile(r"\d+(\.\d+)?")
_OF_KIND = {
    AwardKind.QUALIFICATION: ("effective_on", "institution", "qualification", "factors", "note"),
    AwardKind.PRIOR: (
        "effective_on", "institution", "qualification", "employment", "pay", "raises", "hired_on",
        "years", "maximum", "conditions", "note",
    ),
    AwardKind.COMPENSATION: (
        "phase", "institution", "qualification", "salary_before", "entered_on", "note",
    ),
}  # fmt: skip


class AwardFields(QObject):
    """Makes every field once, shows those of the kind, and reads them as the service wants."""

    changed = Signal()

    def __init__(self, form: Form, today: Callable[[], dt.date], parent: QWidget) -> None:
        super().__init__(parent)
        self._form, self._parent = form, parent
        self._names: dict[str, tuple[str, ...]] = {}
        self.before: Decimal | None = None  # what was paid before a salary by qualification
        self.effective_on = BuddhistDateEdit(today, "award_effective_on", parent)
        self.phase = Choice("award_phase", (), parent)
        self.institution = Choice("award_institution", ((HOME, HOME), (ABROAD, ABROAD)), parent)
        self.qualification = Choice("award_qualification", (), parent, empty="เลือกคุณวุฒิ")
        self.factors = _Boxes("award_factors", parent)
        self.employment = Choice(
            "award_employment",
            [(each.value, each.label) for each in _EMPLOYMENTS],
            parent,
            empty="เลือกการจ้างเดิม",
        )
        self.pay = Line("award_pay", parent)
        self.raises = Line("award_raises", parent, "เช่น 600, 650")
        self.hired_on = BuddhistDateEdit(today, "award_hired_on", parent)
        self.years = Line("award_years", parent)
        self.maximum = Line("award_maximum", parent)
        self.conditions = _Boxes("award_conditions", parent)
        self.conditions.offer(
            {
                "unbroken": "จ้างต่อเนื่องถึงวันบรรจุ",
                "in_ministry": "สังกัดกระทรวงสาธารณสุข",
                "same_degree_level": "วุฒิระดับเดียวกับตำแหน่ง",
            }
        )
        self.salary_before = Line("award_salary_before", parent)
        self.entered_on = BuddhistDateEdit(today, "award_entered_on", parent)
        self.note = Line("award_note", parent)
        self.made = self._make()
        self._connect()

    def offer(self, choices: AwardChoices) -> None:
        """Offer what the law has on the day; what is chosen stays chosen where it remains.

        A day without any table leaves what was offered: the result says that the day is wrong.
        """
        if any(choices.qualifications.values()) or not self._names:
            self._names = dict(choices.qualifications)
            labels = choices.factors.items()
            self.factors.offer({str(key): f"{key}. {label}" for key, label in labels})
        days = [(day.isoformat(), thai_date_long(day)) for day in reversed(choices.phase_days)]
        self.phase.set_options(days)
        self._offer_names()

    def show_kind(self, kind: AwardKind) -> None:
        """Show the fields of a kind alone."""
        for name, field in self.made.items():
            field.setVisible(name in _OF_KIND[kind])

    def fill(self, given: AwardInputs) -> None:
        """Show facts: those stored, or those the register knows."""
        self.effective_on.set_date(given.effective_on)
        if given.effective_on is not None:
            self.phase.set_value(given.effective_on.isoformat())
        self.institution.set_value(given.institution)
        self._offer_names()
        self.qualification.set_value(given.qualification)
        self.before = given.salary_before
        self.factors.tick(map(str, given.factors))
        self.employment.set_value(given.employment.value if given.employment else "")
        for edit, amount in (
            (self.pay, given.pay),
            (self.maximum, given.maximum),
            (self.salary_before, given.salary_before),
        ):
            edit.setText(money(amount))
        self.years.setText(canonical(given.years) if given.years is not None else "")
        self.raises.setText(", ".join(canonical(each) for each in given.raises))
        self.hired_on.set_date(given.hired_on)
        self.entered_on.set_date(given.entered_on)
        met = ("unbroken", "in_ministry", "same_degree_level")
        self.conditions.tick(name for name in met if getattr(given, name))
        self.note.setText(given.note)

    def day(self, kind: AwardKind) -> dt.date | None:
        """Return the day it takes effect."""
        if kind is AwardKind.COMPENSATION:
            chosen = self.phase.value()
            return dt.date.fromisoformat(chosen) if chosen else None
        return self.effective_on.date()

    def read(self, kind: AwardKind, person_id: int) -> tuple[AwardInputs, list[DomainError]]:
        """Return the facts as typed, and what of them cannot be read."""
        problems: list[DomainError] = []
        given = AwardInputs(
            kind=kind,
            person_id=person_id,
            effective_on=self.day(kind),
            qualification=self.qualification.value(),
            institution=self.institution.value() or HOME,
            note=self.note.value(),
        )
        if kind is AwardKind.QUALIFICATION:
            given = dataclasses.replace(
                given,
                factors=tuple(map(int, self.factors.ticked())),
                salary_before=self.before,
            )
        elif kind is AwardKind.PRIOR:
            given = self._prior(given, problems)
        else:
            given = dataclasses.replace(
                given,
                salary_before=_money("salary_before", self.salary_before, problems),
                entered_on=self.entered_on.date(),
            )
        dates = ("effective_on", "hired_on", "entered_on")
        shown = [name for name in dates if name in _OF_KIND[kind]]
        for name in shown:
            wrong = getattr(self, name).problem()
            if wrong is not None:
                problems.append(DomainError(wrong.code, field=name, **wrong.facts))
        return given, problems

    def _prior(self, given: AwardInputs, problems: list[DomainError]) -> AwardInputs:
        ticked = set(self.conditions.ticked())
        code = self.employment.value()
        return dataclasses.replace(
            given,
            employment=Employment(code) if code else None,
            pay=_money("pay", self.pay, problems),
            raises=_list("raises", self.raises, problems),
            hired_on=self.hired_on.date(),
            years=_number("years", self.years, problems),
            maximum=_money("maximum", self.maximum, problems),
            unbroken="unbroken" in ticked,
            in_ministry="in_ministry" in ticked,
            same_degree_level="same_degree_level" in ticked,
        )

    def _offer_names(self) -> None:
        names = self._names.get(self.institution.value(), ())
        self.qualification.set_options((name, name) for name in names)

    def _make(self) -> dict[str, Field]:
        labels = {
            "effective_on": ("มีผลตั้งแต่วันที่", True, "วันบรรจุ หรือวันที่มีผล"),
            "phase": ("ปรับตั้งแต่วันที่", True, ""),
            "institution": ("สถาบันที่สำเร็จ", True, ""),
            "qualification": ("คุณวุฒิตามบัญชี ก.พ.", True, ""),
            "factors": ("ปัจจัยที่เข้าเกณฑ์", False, ""),
            "employment": ("การจ้างเดิม", True, ""),
            "pay": ("ค่าจ้างหรือค่าตอบแทนสุดท้าย (บาท)", True, ""),
            "raises": ("เงินที่ได้เลื่อนแต่ละปี (บาท)", False, "คั่นด้วยจุลภาค พนักงานราชการและ พกส. นำไปบวก"),
            "hired_on": ("วันที่จ้าง", False, "พกส. ต้องจ้างก่อน 3 ต.ค. 2560"),
            "years": ("จ้างมาแล้ว (ปี)", True, ""),
            "maximum": ("เงินเดือนขั้นสูงของระดับ (บาท)", True, ""),
            "conditions": ("เงื่อนไข", False, ""),
            "salary_before": ("เงินเดือนก่อนปรับ (บาท)", True, "เงินเดือนวันก่อนวันที่ปรับ"),
            "entered_on": ("วันบรรจุเข้ารับราชการ", True, ""),
            "note": ("หมายเหตุ", False, ""),
        }
        made = {}
        for name, (label, required, hint) in labels.items():
            editor: QWidget = getattr(self, name)
            field = Field(label, editor, required=required, hint=hint, parent=self._parent)
            key = "effective_on" if name == "phase" else name
            made[name] = field
            if name != "phase":
                self._form.add(key, field)
        return made

    def problem_field(self, kind: AwardKind) -> None:
        """Let what is wrong with the day stand beside the editor that shows it."""
        name = "phase" if kind is AwardKind.COMPENSATION else "effective_on"
        self._form.add("effective_on", self.made[name])

    def _connect(self) -> None:
        for edit in self._parent.findChildren(QLineEdit):
            if edit.objectName().startswith("award_"):
                edit.textChanged.connect(lambda _text: self.changed.emit())
        self.institution.currentIndexChanged.connect(lambda _at: self._offer_names())
        for choice in (self.phase, self.institution, self.qualification, self.employment):
            choice.currentIndexChanged.connect(lambda _at: self.changed.emit())
        for boxes in (self.factors, self.conditions):
            boxes.changed.connect(self.changed)


class _Boxes(QWidget):
    """Tick boxes under each other, by their keys."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self.boxes: dict[str, QCheckBox] = {}

    def offer(self, words: dict[str, str]) -> None:
        """Make boxes for other keys; those that stay keep their ticks."""
        if {key: box.text() for key, box in self.boxes.items()} == words:
            return
        ticked = set(self.ticked())
        for box in self.boxes.values():
            self._rows.removeWidget(box)
            box.deleteLater()
        self.boxes = {}
        for key, label in words.items():
            box = QCheckBox(label, self)
            box.setObjectName(f"{self.objectName()}_{key}")
            box.setAccessibleName(label)
            box.setChecked(key in ticked)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._rows.addWidget(box)
            self.boxes[key] = box
        first = next(iter(self.boxes.values()), None)
        self.setFocusProxy(first)

    def ticked(self) -> list[str]:
        """Return the keys that are ticked, in order."""
        return [key for key, box in self.boxes.items() if box.isChecked()]

    def tick(self, keys: object) -> None:
        """Tick these alone."""
        wanted = set(keys)  # type: ignore[call-overload]
        for key, box in self.boxes.items():
            box.setChecked(key in wanted)


def _money(name: str, edit: Line, problems: list[DomainError]) -> Decimal | None:
    text = edit.value()
    if not text:
        return None
    try:
        return parse_money(text)
    except MoneyError as wrong:
        problems.append(DomainError(wrong.code, field=name, **wrong.facts))
        return None


def _list(name: str, edit: Line, problems: list[DomainError]) -> tuple[Decimal, ...]:
    found = []
    for part in re.split(r"[,;]\s+|\s+|,(?!\d{3}(?!\d))", edit.value()):
        if not part.strip():
            continue
        try:
            found.append(parse_money(part))
        except MoneyError as wrong:
            problems.append(DomainError(wrong.code, field=name, **wrong.facts))
    return tuple(found)


def _number(name: str, edit: Line, problems: list[DomainError]) -> Decimal | None:
    text = arabic_digits(edit.value())
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        problems.append(DomainError("money_not_a_number", field=name, text=text))
        return None
    return Decimal(text)
