"""The committee's result of one work assessment, with what it opens, and the proposal's level."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from hrdesk.services.queries.results import ResultRow, ResultView
from hrdesk.ui.pages.meetings.result_model import (
    ShownRow,
    marks_status,
    points_words,
    then_words,
)
from hrdesk.ui.pages.person.inputs import Choice, Note
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field

_NONE = "ยังไม่บันทึก"
FIELDS = {"work_result": "ผลการประเมินผลงาน", "proposal_grade": "ข้อเสนอแนวคิด"}


class WorkResultDialog(FormDialog):
    """Result, proposal and note of one candidate; calls ``save(values)`` with the stored names."""

    kind = "work_result_dialog"

    def __init__(
        self,
        view: ResultView,
        row: ResultRow,
        shown: ShownRow,
        save: Callable[[WorkResultDialog, dict[str, str]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"ผลการประเมินผลงาน · {row.name}", "บันทึก", parent)
        self._save, self._row, self._shown = save, row, shown
        self._results = {each.id: each for each in view.work_results}
        self._grades = {each.id: each for each in view.proposal_grades}
        points = QLabel(breakable(f"{points_words(shown)} · {marks_status(shown).word}"), self)
        points.setObjectName("work_points")
        points.setWordWrap(True)
        set_role(points, "plain", marks_status(shown).tone)
        self.result = Choice(
            "work_result", [(each.id, each.label) for each in view.work_results], self, _NONE
        )
        self.result.set_value(row.work_result)
        self.then = self._told("work_then")
        self.proposal = Choice(
            "work_proposal", [(each.id, each.label) for each in view.proposal_grades], self, _NONE
        )
        self.proposal.set_value(row.proposal)
        self.proposal_then = self._told("proposal_then")
        self.note = Note("work_note", self)
        self.note.setPlainText(row.note)
        add, fields = self.form.add, self.fields
        fields.addWidget(points)
        fields.addWidget(add("result", Field("ผลของคณะกรรมการ", self.result)))
        fields.addWidget(self.then)
        if view.proposal_grades:
            fields.addWidget(add("proposal", Field("ผลข้อเสนอแนวคิดพัฒนางาน", self.proposal)))
            fields.addWidget(self.proposal_then)
        else:
            self.proposal.hide()
        hint = "เช่น สิ่งที่ต้องแก้ไข จะอยู่ในหมายเหตุของขั้นตอนเมื่อส่งผลไปยังเรื่อง"
        fields.addWidget(add("note", Field("หมายเหตุ", self.note, hint=hint)))
        self.result.currentIndexChanged.connect(lambda _at: self._tell())
        self.proposal.currentIndexChanged.connect(lambda _at: self._tell())
        self._tell()
        self.result.setFocus()
        fit(self)

    def values(self) -> dict[str, str]:
        """Return what is chosen, by the names in which it is stored."""
        return {
            "work_result": self.result.value(),
            "proposal_grade": self.proposal.value(),
            "result_note": self.note.value(),
        }

    def hand_over(self) -> None:
        """Give what is chosen."""
        self._save(self, self.values())

    def said(self, field: str, value: Any) -> str:
        """Return a stored value in words, for choosing between two people's."""
        if field == "work_result" and value in self._results:
            return self._results[value].label
        if field == "proposal_grade" and value in self._grades:
            return self._grades[value].label
        return str(value or "–")

    def _told(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        set_role(label, "muted")
        return label

    def _tell(self) -> None:
        result = self._results.get(self.result.value())
        text = f"เปิดขั้นต่อไป: {then_words(result)}" if result else ""
        below = result is not None and result.passed and self._shown.passed is False
        if below:
            text = f"คะแนนไม่ถึงเกณฑ์ จึงบันทึกว่าผ่านไม่ได้ ({self._shown.why})"
        set_role(self.then, "plain" if below else "muted", "bad" if below else "")
        grade = self._grades.get(self.proposal.value())
        self._say(self.then, text)
        self._say(self.proposal_then, f"ขั้นต่อไป: {grade.then}" if grade and grade.then else "")
        fit(self)

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(breakable(text))
        label.setVisible(bool(text))
