"""Recording a bar from assessment, with what the law says is done at each stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.services.queries.staff import BarLaw, bar_law
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.pages.staff.probation_dialogs import note_edit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.person_picker import PersonPicker

STAGES = {
    "assessing": "กำลังประเมิน",
    "passed": "ผ่านการประเมินแล้ว",
    "promoted": "แต่งตั้งแล้ว",
}
_NONE = "หลักเกณฑ์ชุดของสำนักงานไม่กำหนดเวลาห้าม ต้องใส่วันสุดท้ายตามที่ผู้มีอำนาจสั่ง"


def guidance_words(law: BarLaw) -> str:
    """Return what is done at each stage and how long the bar is, with the clause."""
    if law.years is None:
        return _NONE
    stages = " · ".join(f"{STAGES.get(stage, stage)}: {said.text}" for stage, said in law.stages)
    return f"{stages} · และห้ามเข้ารับการประเมินอย่างน้อย {law.years} ปี ({law.source})"


class BarDialog(FormDialog):
    """Who, since when, by whom, why, and until when."""

    kind = "bar_dialog"

    def __init__(
        self,
        ctx: AppContext,
        save: Callable[[BarDialog], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("บันทึกการห้ามเข้ารับการประเมิน", "บันทึก", parent)
        self._ctx = ctx
        self._save = save
        self.person = PersonPicker(ctx, "bar_person", self)
        self.on = BuddhistDateEdit(ctx.today, "bar_dealt_with_on", self)
        self.on.set_date(ctx.today())
        self.through = BuddhistDateEdit(ctx.today, "bar_through", self)
        self.decided_by = QLineEdit(self)
        self.decided_by.setObjectName("bar_decided_by")
        self.decided_by.setPlaceholderText("เช่น ผู้มีอำนาจสั่งบรรจุตามมาตรา ๕๗ คำสั่งที่ …")
        self.reason = note_edit("bar_reason", "", self)
        self.told = QLabel(self)
        self.told.setObjectName("bar_told")
        self.told.setWordWrap(True)
        set_role(self.told, "muted")
        add, rows = self.form.add, self.fields
        rows.addWidget(add("person", Field("บุคคล", self.person, required=True)))
        hint = "วันที่ระงับการประเมิน ยกเลิกผล หรือยกเลิกคำสั่ง"
        rows.addWidget(
            add("dealt_with_on", Field("วันที่ดำเนินการ", self.on, required=True, hint=hint))
        )
        rows.addWidget(add("decided_by", Field("ผู้สั่ง", self.decided_by, required=True)))
        rows.addWidget(add("reason", Field("เหตุ", self.reason, required=True)))
        hint = "เว้นว่างเพื่อใช้ระยะสั้นที่สุดตามกฎ"
        rows.addWidget(add("through", Field("ห้ามถึงวันที่", self.through, hint=hint)))
        rows.addWidget(self.told)
        self.on.date_changed.connect(lambda _day: self._read_law())
        self._read_law()
        self.person.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Refuse a name typed without choosing and days that cannot be read."""
        if self.person.text().strip() and self.person.person() is None:
            self.refused(DomainError("person_not_chosen", field="person"))
            return
        for field, edit in (("dealt_with_on", self.on), ("through", self.through)):
            wrong = edit.problem()
            if wrong is not None:
                self.refused(DomainError(wrong.code, field=field, **wrong.facts))
                return
        problem = self.form.missing(
            {
                "person": self.person.person(),
                "dealt_with_on": self.on.date() or "",
                "decided_by": plain(self.decided_by.text()).strip(),
                "reason": self.why(),
            }
        )
        if problem is not None:
            self.refused(problem)
            return
        self._save(self)

    def dealt_with_on(self) -> dt.date:
        """Return the day the matter was dealt with."""
        return self.on.date() or self._ctx.today()

    def why(self) -> str:
        """Return the cause."""
        return plain(self.reason.toPlainText()).strip()

    def _read_law(self) -> None:
        day = self.on.date()
        if day is not None:
            self._ctx.tasks.query(self, lambda uow: bar_law(uow, day), self._show_law, key="law")

    def _show_law(self, law: BarLaw) -> None:
        self.told.setText(breakable(guidance_words(law)))
        fit(self)
