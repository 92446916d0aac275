"""What the other acts on a step ask: date, reason, and what belongs to each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QWidget,
)

from hrdesk.rules.codes import StepRole, StepState
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.numbers import arabic_digits
from hrdesk.services.case_step_commands import (
    AddStep,
    CorrectStep,
    RepeatStep,
    SendBack,
    SetDue,
    SkipStep,
)
from hrdesk.services.errors import DomainError
from hrdesk.ui.pages.case.act_dialog import StepDialog
from hrdesk.ui.pages.case.remark_fields import RemarkFields
from hrdesk.ui.pages.case.step_form import note_edit
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.case_extension import Extension
    from hrdesk.services.case_steps import Moved
    from hrdesk.services.changes import Result
    from hrdesk.services.queries.cases import CaseDetail, StepView
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.case.model import Shown

_LONGEST_DAYS = 999


class SendBackDialog(StepDialog):
    """Send the matter back to an earlier step."""

    def __init__(
        self, ctx: AppContext, shown: Shown, wanted: StepView | None, parent: QWidget | None = None
    ) -> None:
        text = "เลือกขั้นตอนที่ต้องกลับไปทำใหม่ ขั้นตอนที่ทำไปแล้วยังเก็บไว้ในประวัติ"
        super().__init__(ctx, shown, "send_back", "ส่งกลับ", text, "ส่งกลับ", parent)
        self._to = QComboBox()
        self._to.setObjectName("to_step_id")
        for step in reversed(earlier_steps(shown.detail)):
            self._to.addItem(f"{step.number}. {step.title}", step.id)
        if wanted is not None and self._to.findData(wanted.id) >= 0:
            self._to.setCurrentIndex(self._to.findData(wanted.id))
        self.rows.addWidget(
            self.form.add("to_step_id", Field("กลับไปที่ขั้นตอน", self._to, required=True))
        )
        self._on = self.add_date("on", "วันที่ส่งกลับ")
        self._on.set_date(ctx.today())
        self.add_reason()

    def act(self) -> Callable[[UnitOfWork], Result[Moved]]:
        """Return the call of ``send_back``."""
        from hrdesk.services.case_steps import send_back

        day = self._on.date() or self.ctx.today()
        to = int(self._to.currentData())
        command = SendBack(self.shown.detail.id, self.version, to, day, self.reason())
        return lambda uow: send_back(uow, command)


class SkipDialog(StepDialog):
    """Skip the present or a planned step."""

    def __init__(
        self, ctx: AppContext, shown: Shown, step: StepView, parent: QWidget | None = None
    ) -> None:
        text = f"ข้าม “{step.number}. {step.title}” ในเรื่องนี้เรื่องเดียว ขั้นตอนนี้จะแสดงว่า “ข้าม” พร้อมเหตุผล"
        super().__init__(ctx, shown, "skip_step", "ข้ามขั้นตอน", text, "ข้ามขั้นตอนนี้", parent)
        self._step = step
        self._on = self.add_date("on", "วันที่ข้าม")
        self._on.set_date(ctx.today())
        self.add_reason()

    def act(self) -> Callable[[UnitOfWork], Result[Moved]]:
        """Return the call of ``skip_step``."""
        from hrdesk.services.case_steps import skip_step

        day = self._on.date() or self.ctx.today()
        command = SkipStep(self.shown.detail.id, self.version, self._step.id, day, self.reason())
        return lambda uow: skip_step(uow, command)


class RepeatDialog(StepDialog):
    """Do a finished step once more, now."""

    def __init__(
        self, ctx: AppContext, shown: Shown, step: StepView, parent: QWidget | None = None
    ) -> None:
        text = f"ทำ “{step.number}. {step.title}” อีกครั้งตั้งแต่วันนี้ ผลครั้งก่อนยังเก็บไว้"
        super().__init__(ctx, shown, "repeat_step", "ทำขั้นตอนซ้ำ", text, "ทำซ้ำ", parent)
        self._step = step
        self._on = self.add_date("on", "วันที่เริ่มทำซ้ำ")
        self._on.set_date(ctx.today())
        self.add_reason()

    def act(self) -> Callable[[UnitOfWork], Result[Moved]]:
        """Return the call of ``repeat_step``."""
        from hrdesk.services.case_steps import repeat_step

        day = self._on.date() or self.ctx.today()
        command = RepeatStep(self.shown.detail.id, self.version, self._step.id, day, self.reason())
        return lambda uow: repeat_step(uow, command)


class AddDialog(StepDialog):
    """Add a step of the office's own after a given one."""

    def __init__(
        self, ctx: AppContext, shown: Shown, after: StepView, parent: QWidget | None = None
    ) -> None:
        text = "เพิ่มขั้นตอนเฉพาะเรื่องนี้ ขั้นตอนของเรื่องอื่นไม่เปลี่ยน"
        super().__init__(ctx, shown, "add_step", "เพิ่มขั้นตอน", text, "เพิ่มขั้นตอน", parent)
        self._title = QLineEdit()
        self._title.setObjectName("title")
        self._after = QComboBox()
        self._after.setObjectName("after_step_id")
        for step in open_ends(shown.detail):
            self._after.addItem(f"หลัง {step.number}. {step.title}", step.id)
        self._after.setCurrentIndex(max(self._after.findData(after.id), 0))
        self._role = QComboBox()
        self._role.setObjectName("role")
        for role in StepRole:
            self._role.addItem(role.label, role.value)
        self._role.setCurrentIndex(self._role.findData(StepRole.HR_OFFICER.value))
        self._days = QLineEdit()
        self._days.setObjectName("usual_days")
        self._days.setPlaceholderText("เว้นว่างหากไม่กำหนด")
        for name, field in (
            ("title", Field("ชื่อขั้นตอน", self._title, required=True)),
            ("after_step_id", Field("ตำแหน่ง", self._after)),
            ("role", Field("ผู้ดำเนินการ", self._role)),
            ("usual_days", Field("ใช้เวลาตามปกติ (วันทำการ)", self._days)),
        ):
            self.rows.addWidget(self.form.add(name, field))
        self.add_reason()

    def problems(self) -> list[DomainError]:
        """Ask for a title too."""
        found = super().problems()
        if not self._name():
            found.insert(0, DomainError("required", field="title"))
        days = self._typed_days()
        if days and (not days.isdecimal() or int(days) > _LONGEST_DAYS):
            found.append(DomainError("days_out_of_range", field="usual_days", limit=_LONGEST_DAYS))
        return found

    def act(self) -> Callable[[UnitOfWork], Result[Moved]]:
        """Return the call of ``add_step``."""
        from hrdesk.services.case_steps import add_step

        command = AddStep(
            self.shown.detail.id,
            self.version,
            int(self._after.currentData()),
            self._name(),
            str(self._role.currentData()),
            int(self._typed_days()) if self._typed_days() else None,
            self.reason(),
        )
        return lambda uow: add_step(uow, command)

    def _typed_days(self) -> str:
        return arabic_digits(plain(self._days.text())).strip()

    def _name(self) -> str:
        return plain(self._title.text()).strip()


class DueDialog(StepDialog):
    """Set the due date of the present step by hand, or take it away."""

    def __init__(
        self, ctx: AppContext, shown: Shown, step: StepView, parent: QWidget | None = None
    ) -> None:
        text = f"กำหนดวันครบกำหนดของ “{step.number}. {step.title}” เว้นว่างหากไม่กำหนด"
        super().__init__(ctx, shown, "set_due", "กำหนดวันครบกำหนด", text, "บันทึก", parent)
        self._step = step
        self._due = self.add_date("due_on", "วันครบกำหนด", required=False)
        self._due.set_date(step.due_on)
        self.add_reason()

    def act(self) -> Callable[[UnitOfWork], Result[Moved]]:
        """Return the call of ``set_due``."""
        from hrdesk.services.case_steps import set_due

        command = SetDue(
            self.shown.detail.id, self.version, self._step.id, self._due.date(), self.reason()
        )
        return lambda uow: set_due(uow, command)


class ExtendDialog(StepDialog):
    """Extend the period of the present step by what the law allows, once."""

    def __init__(
        self,
        ctx: AppContext,
        shown: Shown,
        step: StepView,
        extension: Extension,
        parent: QWidget | None = None,
    ) -> None:
        before = f"จากเดิม {thai_date_short(step.due_on)} " if step.due_on else ""
        text = (
            f"ขยายกำหนดของ “{step.number}. {step.title}” ได้หนึ่งครั้ง อีก {extension.months} เดือน "
            f"{before}เป็น {thai_date_short(extension.due_on)} ({extension.source})"
        )
        super().__init__(ctx, shown, "extend_due", "ขยายกำหนดตามกฎ", text, "ขยายเวลา", parent)
        self._step = step
        self.add_reason("เหตุผลที่ขยาย")

    def act(self) -> Callable[[UnitOfWork], Result[Moved]]:
        """Return the call of ``extend_due``."""
        from hrdesk.services.case_steps import ExtendDue, extend_due

        command = ExtendDue(self.shown.detail.id, self.version, self._step.id, self.reason())
        return lambda uow: extend_due(uow, command)


class CorrectDialog(StepDialog):
    """Correct the date or the remark of a finished step; the old values stay in the history."""

    def __init__(
        self, ctx: AppContext, shown: Shown, step: StepView, parent: QWidget | None = None
    ) -> None:
        done = thai_date_short(step.done_on) if step.done_on else ""
        text = f"แก้ไข “{step.number}. {step.title}” ที่บันทึกไว้ {done} ค่าเดิมยังอยู่ในประวัติ"
        title = "แก้ไขวันที่/หมายเหตุ"
        super().__init__(ctx, shown, "correct_step", title, text, "บันทึกการแก้ไข", parent)
        self._step = step
        self._done_on = self.add_date("done_on", "วันที่ดำเนินการ")
        self._done_on.set_date(step.done_on)
        self._remarks = RemarkFields(ctx.today, self.form)
        self._remarks.build(shown.remark_fields(step), step.remark_values)
        self.rows.addWidget(self._remarks)
        self._remark = note_edit("remark")
        self._remark.setPlainText(step.note)
        self.rows.addWidget(self.form.add("remark", Field("หมายเหตุเพิ่มเติม", self._remark)))
        self.add_reason()

    def problems(self) -> list[DomainError]:
        """Check the remark's fields too."""
        return [*super().problems(), *self._remarks.problems()]

    def act(self) -> Callable[[UnitOfWork], Result[Moved]]:
        """Return the call of ``correct_step``."""
        from hrdesk.services.case_steps import correct_step

        command = CorrectStep(
            self.shown.detail.id,
            self.version,
            self._step.id,
            self._done_on.date() or self.ctx.today(),
            self._remarks.values(),
            plain(self._remark.toPlainText()).strip(),
            self.reason(),
        )
        return lambda uow: correct_step(uow, command)


def earlier_steps(detail: CaseDetail) -> list[StepView]:
    """Return the finished steps before the present one: where a matter can go back to."""
    current = next((step for step in detail.steps if step.state is StepState.CURRENT), None)
    last = current.number if current is not None else len(detail.steps) + 1
    return [step for step in detail.steps if step.state is StepState.DONE and step.number < last][
        1:
    ]


def open_ends(detail: CaseDetail) -> list[StepView]:
    """Return the steps after which a new one may stand: the present one and those planned."""
    return [step for step in detail.steps if step.state in (StepState.CURRENT, StepState.PLANNED)]
