"""The agreement of one person: indicators with five targets and weights, competencies."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from hrdesk.rules.appraisal import Staff
from hrdesk.rules.appraisal_scores import LEVELS
from hrdesk.rules.explanation import canonical
from hrdesk.services.appraisal_agreements import (
    CompetencyInput,
    IndicatorInput,
    SaveAgreement,
    number_of,
    save_agreement,
)
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.queries.appraisal_forms import AppraisalView
from hrdesk.services.queries.appraisals import AppraisalLine
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.appraisal.typed_dialog import TypedDialog
from hrdesk.ui.pages.person.rows_editor import RowsEditor
from hrdesk.ui.pages.person.rows_model import Cell
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

_SIZE = QSize(1000, 640)
_TARGETS = tuple(f"target_{level}" for level in range(1, LEVELS + 1))
_INDICATORS = (
    Cell("title", "ตัวชี้วัดผลงาน", 280, required=True),
    *(Cell(key, f"ระดับ {level}", 95) for level, key in enumerate(_TARGETS, start=1)),
    Cell("weight", "น้ำหนัก", 80, required=True),
)
_COMPETENCIES = (
    Cell("name", "สมรรถนะ", 420, required=True),
    Cell("expected", "ระดับที่คาดหวัง (1–5)", 190, required=True),
    Cell("weight", "น้ำหนัก", 90, required=True),
)
_INDICATORS_NAME, _COMPETENCIES_NAME = "ตัวชี้วัดและค่าเป้าหมาย", "สมรรถนะ"
_DAY_NAME = "วันที่ลงนามข้อตกลง"
_ASPECTS = ("ปริมาณผลงาน", "คุณภาพของงาน", "ประโยชน์ของงาน")


class AgreementDialog(TypedDialog):
    """Reads the agreement, shows the sums of the weights as one types, and saves it."""

    kind = "agreement_dialog"

    def __init__(self, ctx: AppContext, line: AppraisalLine, parent: QWidget | None = None) -> None:
        super().__init__(ctx, line, "ข้อตกลงการปฏิบัติงาน", "บันทึกข้อตกลง", parent)
        self.indicators = RowsEditor(_INDICATORS_NAME, "indicators", _INDICATORS, self)
        self.indicator_sum = self._sum("indicators_sum")
        self.competencies = RowsEditor(_COMPETENCIES_NAME, "competencies", _COMPETENCIES, self)
        self.competency_sum = self._sum("competencies_sum")
        self.agreed_on = BuddhistDateEdit(ctx.today, "agreed_on", self)
        for widget in (
            self.indicators,
            self.indicator_sum,
            self.competencies,
            self.competency_sum,
        ):
            self.fields.addWidget(widget)
        hint = "เว้นว่างเมื่อยังเป็นร่าง น้ำหนักแต่ละส่วนต้องรวมได้ 100 จึงบันทึกได้"
        field = Field(_DAY_NAME, self.agreed_on, hint=hint)
        self.fields.addWidget(self.form.add("agreed_on", field))
        self.fields.addStretch(1)
        for editor in (self.indicators, self.competencies):
            editor.changed.connect(self._tell)
        self.resize(_SIZE)
        self.begin()

    def hand_over(self) -> None:
        """Save, or say beside the tables and fields why not."""
        if self.view is None:
            return
        wrong = self.agreed_on.problem()
        if wrong is not None:
            self.refused(DomainError(wrong.code, field="agreed_on", **wrong.facts))
            return
        self.indicators.clear_errors()
        self.competencies.clear_errors()
        command = SaveAgreement(
            self._id,
            self.view.version,
            tuple(
                IndicatorInput(
                    row.get("title", ""),
                    row.get("weight", ""),
                    tuple(row.get(key, "") for key in _TARGETS),
                )
                for row in self.indicators.rows()
            ),
            tuple(
                CompetencyInput(row.get("name", ""), row.get("weight", ""), row.get("expected", ""))
                for row in self.competencies.rows()
            ),
            self.agreed_on.date(),
        )
        self._ctx.tasks.act(
            self,
            lambda uow: save_agreement(uow, command),
            lambda _version: self.accept(),
            self._not_saved,
            saved="บันทึกข้อตกลงแล้ว",
        )

    def editors(self) -> dict[str, QWidget]:
        """Return the two tables and the day."""
        return {
            _INDICATORS_NAME: self.indicators,
            _COMPETENCIES_NAME: self.competencies,
            _DAY_NAME: self.agreed_on,
        }

    def stored(self, view: AppraisalView) -> dict[str, Any]:
        """Return the agreement as the tables hold it; a new one begins with what fits the person."""
        indicators = [
            {
                "title": each.title,
                "weight": canonical(each.weight),
                **dict(zip(_TARGETS, each.targets, strict=True)),
            }
            for each in view.indicators
        ]
        competencies = [
            {"name": each.name, "weight": canonical(each.weight), "expected": str(each.expected)}
            for each in view.competencies
        ]
        day = view.line.agreed_on
        return {
            _INDICATORS_NAME: indicators or self._start(view),
            _COMPETENCIES_NAME: competencies,
            _DAY_NAME: day.isoformat() if day is not None else "",
        }

    def fill(self, view: AppraisalView) -> None:
        """Show the agreement and the sums of its weights."""
        super().fill(view)
        self._tell()
        self.indicators.table.setFocus()

    @staticmethod
    def _start(view: AppraisalView) -> list[dict[str, str]]:
        """The three aspects of a contract employee's work, to be given weights; else a blank row."""
        if view.line.staff is Staff.CONTRACT:
            return [{"title": title} for title in _ASPECTS]
        return [{}]

    def _not_saved(self, problem: DomainError) -> None:
        if isinstance(problem, EditConflict):
            self.not_saved(problem)
            return
        problems = problem.problems if isinstance(problem, Invalid) else (problem,)
        rest = []
        for one in problems:
            where, _, tail = (one.field or "").partition(".")
            at, _, key = tail.partition(".")
            editor = {"indicators": self.indicators, "competencies": self.competencies}.get(where)
            if editor is None:
                rest.append(one)
            elif at.isdecimal():
                editor.show_error(int(at), _TARGETS[0] if key == "targets" else key, one)
            else:
                editor.show_error(0, "weight" if one.code == "appraisal_weights" else "title", one)
                rest.append(one)
        if rest:
            self.refused(rest[0] if len(rest) == 1 else Invalid(tuple(rest)))

    def _tell(self) -> None:
        for editor, label in (
            (self.indicators, self.indicator_sum),
            (self.competencies, self.competency_sum),
        ):
            total = sum(
                (number_of(row.get("weight", "")) or Decimal(0) for row in editor.rows()),
                Decimal(0),
            )
            good = total == 100
            word = "ครบ 100" if good else "ต้องรวมได้ 100"
            label.setText(f"น้ำหนักรวม {canonical(total)} · {word}" if editor.rows() else "")
            set_role(label, "plain", "good" if good else "warn")

    def _sum(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        return label
