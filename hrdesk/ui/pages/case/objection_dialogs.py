"""Receiving an objection, and writing what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from hrdesk.rules.staff_codes import ObjectionResult
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.objections import CaseObjections, ObjectionRow
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.pages.staff.probation_dialogs import muted, note_edit
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

_FIRST = (ObjectionResult.UNFOUNDED, ObjectionResult.FOUNDED, ObjectionResult.WITHDRAWN)
_THEN = (ObjectionResult.CONTINUED, ObjectionResult.STOPPED)


class ObjectionDialog(FormDialog):
    """When it came, who objects, to what; a late one asks for a tick."""

    kind = "objection_dialog"

    def __init__(
        self,
        ctx: AppContext,
        row: ObjectionRow | None,
        save: Callable[[ObjectionDialog], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("แก้ไขคำทักท้วง" if row else "รับคำทักท้วง", "บันทึก", parent)
        self._ctx = ctx
        self._save = save
        self.on = BuddhistDateEdit(ctx.today, "objection_on", self)
        self.on.set_date(row.received_on if row else ctx.today())
        self.objector = QLineEdit(row.objector if row else "", self)
        self.objector.setObjectName("objection_objector")
        self.subject = note_edit("objection_subject", row.subject if row else "", self)
        self.late_box = QCheckBox("รับไว้ทั้งที่พ้นกำหนด", self)
        self.late_box.setObjectName("objection_late")
        self.late_box.setAccessibleName(self.late_box.text())
        self.late_box.setChecked(row is not None and row.late)
        self.late_box.setVisible(self.late_box.isChecked())
        add, rows = self.form.add, self.fields
        rows.addWidget(add("received_on", Field("วันที่รับ", self.on, required=True)))
        hint = "เว้นว่างได้เมื่อไม่ระบุตัว"
        rows.addWidget(add("objector", Field("ผู้ทักท้วง", self.objector, hint=hint)))
        rows.addWidget(add("subject", Field("ทักท้วงว่าอย่างไร", self.subject, required=True)))
        rows.addWidget(self.late_box)
        self.subject.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Give what was typed once its day can be read."""
        wrong = self.on.problem()
        problem = self.form.missing({"received_on": self.on.date() or "", "subject": self.what()})
        if wrong is not None:
            problem = DomainError(wrong.code, field="received_on", **wrong.facts)
        if problem is not None:
            self.refused(problem)
            return
        self._save(self)

    def refused(self, problem: DomainError) -> None:
        """Offer the tick where the objection came late."""
        if problem.code == "objection_late":
            self.late_box.show()
        super().refused(problem)

    def day(self) -> dt.date:
        """Return the day it came."""
        return self.on.date() or self._ctx.today()

    def who(self) -> str:
        """Return who objects."""
        return plain(self.objector.text()).strip()

    def what(self) -> str:
        """Return what is objected to."""
        return plain(self.subject.toPlainText()).strip()

    def late(self) -> bool:
        """Tell whether a late one is taken all the same."""
        return self.late_box.isChecked()


class DecideDialog(FormDialog):
    """The result, its day, and the words; below, what the law says follows from it."""

    kind = "objection_decision"

    def __init__(
        self,
        ctx: AppContext,
        row: ObjectionRow,
        found: CaseObjections,
        save: Callable[[DecideDialog], None],
        parent: QWidget | None = None,
    ) -> None:
        again = row.result is ObjectionResult.FOUNDED
        super().__init__("คำตัดสินของผู้มีอำนาจ" if again else "ผลการสอบคำทักท้วง", "บันทึกผล", parent)
        self._ctx = ctx
        self._found = found
        self._save = save
        self.result_box = QComboBox(self)
        self.result_box.setObjectName("objection_result")
        for result in _THEN if again else _FIRST:
            self.result_box.addItem(result.label, result.value)
        self.on = BuddhistDateEdit(ctx.today, "objection_decided_on", self)
        self.on.set_date(ctx.today())
        self.decision = note_edit("objection_decision_text", "", self)
        self.told = muted("objection_told", self)
        add, rows = self.form.add, self.fields
        rows.addWidget(add("result", Field("ผล", self.result_box, required=True)))
        rows.addWidget(add("decided_on", Field("วันที่", self.on, required=True)))
        hint = "ผู้สอบหรือผู้ตัดสิน และเหตุผลโดยย่อ"
        rows.addWidget(add("decision", Field("ผลโดยสรุป", self.decision, required=True, hint=hint)))
        rows.addWidget(self.told)
        self.result_box.currentIndexChanged.connect(lambda _at: self._tell())
        self._tell()
        self.result_box.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Give the result once its day can be read."""
        wrong = self.on.problem()
        problem = self.form.missing(
            {
                "result": self.chosen(),
                "decided_on": self.on.date() or "",
                "decision": self.words(),
            }
        )
        if wrong is not None:
            problem = DomainError(wrong.code, field="decided_on", **wrong.facts)
        if problem is not None:
            self.refused(problem)
            return
        self._save(self)

    def chosen(self) -> ObjectionResult:
        """Return the result."""
        return ObjectionResult(self.result_box.currentData())

    def day(self) -> dt.date:
        """Return the day of the result."""
        return self.on.date() or self._ctx.today()

    def words(self) -> str:
        """Return the result in words."""
        return plain(self.decision.toPlainText()).strip()

    def _tell(self) -> None:
        chosen = self.chosen()
        said = {
            ObjectionResult.UNFOUNDED: self._found.unfounded,
            ObjectionResult.FOUNDED: self._found.founded,
        }.get(chosen)
        parts = [f"{said.text} ({said.source})"] if said is not None else []
        if chosen is ObjectionResult.FOUNDED:
            parts.append("เรื่องจะหยุดรอจนกว่าจะบันทึกคำตัดสินของผู้มีอำนาจ")
        if chosen is ObjectionResult.UNFOUNDED and said is not None:
            parts.insert(0, "ถ้าเป็นการกลั่นแกล้งหรือเป็นเท็จ")
        self.told.setText(breakable(" · ".join(parts)))
        self.told.setVisible(bool(parts))
        fit(self)
