"""The form of one person's facts: service, leave, lateness, punishment, special cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.payroll_conduct import FLAGS, LEAVE, SavedFacts, SetFacts, set_facts, take_back
from hrdesk.services.payroll_facts import FACTS, SPECIAL
from hrdesk.services.queries.payrolls import FactsForm, facts_form
from hrdesk.ui.audit_words import value_words
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.person.inputs import Note
from hrdesk.ui.pages.salary.facts_words import ROUND_UP, facts_words, idle_words
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.settings.tab import settle
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.spin_box import SpinBox

_UNKNOWN = -1
_NUMBER_WIDTH = 110  # pixels


class FactsDialog(FormDialog):
    """Everything that decides whether one may be considered for a raise."""

    kind = "facts_dialog"

    def __init__(
        self,
        given: FactsForm,
        save: Callable[[FactsDialog, SetFacts], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"ข้อเท็จจริง · {given.row.name}", "บันทึก", parent)
        self._given = given
        self._save = save
        facts, limits = given.row.facts, given.limits
        self.service = self._number("fact_service_months", limits.months, " เดือน", unknown=True)
        self.service.setValue(facts.get("service_months", _UNKNOWN))
        self.late = self._number("fact_late_times", limits.days, " ครั้ง")
        self.late.setValue(facts.get("late_times", 0))
        self.suspended = self._number("fact_suspended_months", limits.months, " เดือน")
        self.suspended.setValue(facts.get("suspended_months", 0))
        self.flags = {name: self._check(f"fact_{name}", FACTS[name]) for name in FLAGS}
        for name, box in self.flags.items():
            box.setChecked(bool(facts.get(name)))
        self.special = {name: self._check(f"special_{name}", SPECIAL[name]) for name in SPECIAL}
        for name, box in self.special.items():
            box.setChecked(name in given.row.special)
        self.leave: dict[str, tuple[SpinBox, SpinBox | None]] = {}
        self.note = Note("fact_note", self, lines=2)
        self.note.setPlainText(given.row.note)
        self._lay_out()
        if given.final:
            self.go.setEnabled(False)
            self.refused(DomainError("payroll_round_final"))
        self.service.setFocus()
        fit(self)

    def command(self) -> SetFacts:
        """Return what is entered."""
        facts: dict[str, Any] = {
            "late_times": self.late.value(),
            "suspended_months": self.suspended.value(),
            **{name: box.isChecked() for name, box in self.flags.items()},
        }
        if self.service.value() != _UNKNOWN:
            facts["service_months"] = self.service.value()
        facts[LEAVE] = [
            {"kind": kind, "days": days.value(), "times": times.value() if times else 1}
            for kind, (days, times) in self.leave.items()
            if days.value() or (times is not None and times.value())
        ]
        special = tuple(name for name, box in self.special.items() if box.isChecked())
        row = self._given.row
        return SetFacts(row.id, row.version, facts, special, self.note.value())

    def hand_over(self) -> None:
        """Give what is entered."""
        self._save(self, self.command())

    def _lay_out(self) -> None:
        add, rows = self.form.add, self.fields
        period = self._given.period
        told = QLabel(
            breakable(f"นับตั้งแต่ {thai_date_short(period.first)} ถึง {thai_date_short(period.last)}"),
            self,
        )
        told.setWordWrap(True)
        set_role(told, "muted")
        rows.addWidget(told)
        idle = QLabel(breakable(idle_words(self._given.idle)), self)
        idle.setObjectName("facts_idle")
        idle.setWordWrap(True)
        idle.setVisible(bool(self._given.idle))
        rows.addWidget(idle)
        hint = "คำนวณจากประวัติการรับราชการ แก้ได้ถ้าประวัติในทะเบียนไม่ครบ"
        rows.addWidget(add("service_months", Field("เดือนที่ปฏิบัติงาน", self.service, hint=hint)))
        limits = self._given.limits
        rows.addWidget(self._heading("วันลาที่นับ"))
        rows.addLayout(self._leave_grid(limits.counted, times=True))
        rows.addWidget(self._heading("วันลาที่ไม่นับ"))
        rows.addLayout(self._leave_grid(limits.excused, times=False))
        rows.addWidget(self._heading("ความประพฤติ"))
        rows.addWidget(add("late_times", Field("มาสาย", self.late)))
        rows.addWidget(
            add("suspended_months", Field("ถูกสั่งพักราชการ", self.suspended, hint=ROUND_UP))
        )
        for box in self.flags.values():
            rows.addWidget(box)
        rows.addWidget(self._heading("กรณีพิเศษ"))
        for box in self.special.values():
            rows.addWidget(box)
        rows.addWidget(add("note", Field("หมายเหตุ", self.note)))

    def _leave_grid(self, kinds: Sequence[str], *, times: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        most = self._given.limits.days
        stored = {each["kind"]: each for each in self._given.row.facts.get(LEAVE, ())}
        for place, kind in enumerate(kinds):
            number = len(self.leave)
            label = QLabel(kind, self)
            days = self._number(f"leave_days_{number}", most, " วัน")
            days.setAccessibleName(f"{kind} จำนวนวัน")
            days.setValue(int(stored.get(kind, {}).get("days", 0)))
            label.setBuddy(days)
            grid.addWidget(label, place, 0)
            grid.addWidget(days, place, 1)
            how_often = None
            if times:
                how_often = self._number(f"leave_times_{number}", most, " ครั้ง")
                how_often.setAccessibleName(f"{kind} จำนวนครั้ง")
                how_often.setValue(int(stored.get(kind, {}).get("times", 0)))
                grid.addWidget(how_often, place, 2)
            self.leave[kind] = days, how_often
        return grid

    def _number(self, name: str, most: int, unit: str, *, unknown: bool = False) -> SpinBox:
        box = SpinBox(self)
        box.setObjectName(name)
        box.setRange(_UNKNOWN if unknown else 0, most)
        if unknown:
            box.setSpecialValueText("ยังไม่ทราบ")
        box.setSuffix(unit)
        box.setMinimumWidth(_NUMBER_WIDTH)
        return box

    def _check(self, name: str, words: str) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setObjectName(name)
        box.setAccessibleName(words)
        return box

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words, self)
        set_role(label, "subtitle")
        return label


def _settle(ctx: AppContext, parent: QWidget, problem: EditConflict, mine: SetFacts) -> None:
    """Show what two people entered on one row and store what is chosen."""

    def save(chosen: dict[str, Any]) -> None:
        def again(given: FactsForm) -> None:
            mixed = replace(mine, version=given.row.version, **chosen)
            ctx.tasks.act(parent, lambda uow: set_facts(uow, mixed), failed=ctx.notify.error)

        ctx.tasks.query(parent, lambda uow: facts_form(uow, mine.row_id), again, ctx.notify.error)

    settle(parent, problem, save, "ข้อเท็จจริงนี้", _said)


def _said(field: str, value: Any) -> str:
    if field == "facts":
        return facts_words(value) or "–"
    if field == "special":
        return ", ".join(SPECIAL[each] for each in value) or "–"
    return value_words(field, value)


def open_facts(ctx: AppContext, payroll_id: int, row_id: int, parent: QWidget) -> None:
    """Read one row of a payroll and show the form of its facts over ``parent``."""
    del payroll_id  # the row alone says where it stands

    def save(dialog: FactsDialog, command: SetFacts) -> None:
        def undo(saved: SavedFacts) -> Callable[..., Any]:
            return lambda uow: take_back(uow, [saved])

        def refused(problem: DomainError) -> None:
            if isinstance(problem, EditConflict):
                dialog.reject()
                _settle(ctx, parent, problem, command)
            else:
                dialog.refused(problem)

        ctx.tasks.act(
            parent,
            lambda uow: set_facts(uow, command),
            lambda _saved: dialog.accept(),
            refused,
            undo=undo,
        )

    def show(given: FactsForm) -> None:
        FactsDialog(given, save, parent).open()

    ctx.tasks.query(parent, lambda uow: facts_form(uow, row_id), show, ctx.notify.error, "facts")
