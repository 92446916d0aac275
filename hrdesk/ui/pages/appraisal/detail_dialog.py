"""Results of one agreement: indicators, competencies, the plan, opinions, and the working."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.explanation import canonical, render
from hrdesk.services.appraisal_agreements import number_of
from hrdesk.services.appraisals import (
    CompetencyScore,
    IndicatorScore,
    Review,
    SetDetail,
    save_review,
    set_detail,
)
from hrdesk.services.changes import Result
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisal_forms import AppraisalView
from hrdesk.services.queries.appraisals import AppraisalLine
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.appraisal.typed_dialog import TypedDialog
from hrdesk.ui.pages.appraisal.words import score
from hrdesk.ui.pages.person.inputs import Choice, Note
from hrdesk.ui.pages.person.rows_editor import RowsEditor
from hrdesk.ui.pages.person.rows_model import Cell
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field

_Index = QModelIndex | QPersistentModelIndex
_SIZE = QSize(960, 640)
_INDICATORS = (
    Cell("title", "ตัวชี้วัดผลงาน", 330),
    Cell("weight", "น้ำหนัก", 80),
    Cell("actual", "ผลงานจริง", 240),
    Cell("score", "คะแนน 1–5", 100),
)
_COMPETENCIES = (
    Cell("name", "สมรรถนะ", 250),
    Cell("weight", "น้ำหนัก", 80),
    Cell("expected", "คาดหวัง", 80),
    Cell("found", "พบ 0–5", 80),
    Cell("evidence", "หลักฐานหรือพฤติกรรมที่พบ", 230),
    Cell("score", "คะแนน (ถ้าให้เอง)", 140),
)
_PLAN = (
    Cell("what", "ความรู้ ทักษะ หรือสมรรถนะที่ต้องพัฒนา", 380),
    Cell("how", "วิธีการพัฒนา", 260),
    Cell("when", "ช่วงเวลา", 160),
)
_AGREES = (("yes", "เห็นด้วยกับผลการประเมิน"), ("no", "มีความเห็นแตกต่าง"))
_RESULTS, _FOUND = "ผลตามตัวชี้วัด", "ผลตามสมรรถนะ"
_TOLD = (
    "คะแนนตัวชี้วัด × น้ำหนัก ÷ 5 รวมกันเป็นคะแนนเต็ม 100 สมรรถนะ: พบถึงระดับที่คาดหวังได้ 5 "
    "ต่ำกว่าหนึ่งระดับลดหนึ่งคะแนน ไม่พบเลยได้ 0 (วิธีของโปรแกรม) หากหน่วยงานใช้วิธีอื่นให้ใส่คะแนนเองในช่องท้าย"
)
_NOTHING = (
    "ยังไม่มีข้อตกลงของคนนี้ ทำได้ที่ขั้น ๑ คนและข้อตกลง หรือใส่คะแนนรวมเต็ม 100 ของแต่ละส่วนในตารางคะแนนได้เลย"
)


class DetailDialog(TypedDialog):
    """Three leaves: results, plan and opinions, how the total came about."""

    kind = "appraisal_detail_dialog"

    def __init__(self, ctx: AppContext, line: AppraisalLine, parent: QWidget | None = None) -> None:
        super().__init__(ctx, line, "ผลการประเมิน", "บันทึก", parent)
        self.indicators = RowsEditor(_RESULTS, "results_indicators", _INDICATORS, self)
        self.competencies = RowsEditor(_FOUND, "results_competencies", _COMPETENCIES, self)
        for editor, locked in ((self.indicators, (0, 1)), (self.competencies, (0, 1, 2))):
            _lock(editor, locked)
        self.plan = RowsEditor("แผนพัฒนารายบุคคล", "results_plan", _PLAN, self)
        self.superior = Choice("opinion_superior", _AGREES, self, "ยังไม่มีความเห็น")
        self.superior_text = Note("opinion_superior_text", self, lines=2)
        self.next = Choice("opinion_next", _AGREES, self, "ยังไม่มีความเห็น")
        self.next_text = Note("opinion_next_text", self, lines=2)
        self.note = Note("appraisal_note", self, lines=2)
        self.working = QLabel(self)
        self.working.setObjectName("appraisal_working")
        self.working.setWordWrap(True)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("appraisal_detail_tabs")
        self.tabs.setAccessibleName("ส่วนของแบบประเมิน")
        self.told = QLabel(breakable(_TOLD), self)
        self.told.setObjectName("appraisal_detail_told")
        self.told.setWordWrap(True)
        set_role(self.told, "muted")
        self._leaf("ผลการประเมิน", self.indicators, self.competencies, self.told)
        self._leaf(
            "แผนพัฒนาและความเห็น",
            self.plan,
            Field("ผู้บังคับบัญชาเหนือขึ้นไป", self.superior),
            Field("ความเห็น", self.superior_text),
            Field("ผู้บังคับบัญชาเหนือขึ้นไปอีกชั้นหนึ่ง", self.next),
            Field("ความเห็น", self.next_text),
            Field("หมายเหตุ", self.note),
        )
        self._leaf("ที่มาของคะแนน", self.working)
        self.fields.addWidget(self.tabs, 1)
        self.resize(_SIZE)
        self.begin()

    def hand_over(self) -> None:
        """Save results, plan and opinions together, or say what is wrong."""
        view = self.view
        if view is None:
            return
        try:
            detail = self._detail(view)
        except DomainError as problem:
            self.tabs.setCurrentIndex(0)
            self.refused(problem)
            return
        plan, opinions = tuple(self.plan.rows()), self._opinions()
        note = self.note.value()

        def save(uow: UnitOfWork) -> Result[int]:
            done = set_detail(uow, detail)
            return save_review(uow, Review(self._id, done.value, plan, opinions, note))

        self._ctx.tasks.act(self, save, lambda _version: self.accept(), self.not_saved)

    def editors(self) -> dict[str, QWidget]:
        """Return the tables, the opinions and the note."""
        return {
            _RESULTS: self.indicators,
            _FOUND: self.competencies,
            "แผนพัฒนารายบุคคล": self.plan,
            "ผู้บังคับบัญชาเหนือขึ้นไป": self.superior,
            "ความเห็นของผู้บังคับบัญชาเหนือขึ้นไป": self.superior_text,
            "ผู้บังคับบัญชาเหนือขึ้นไปอีกชั้นหนึ่ง": self.next,
            "ความเห็นของผู้บังคับบัญชาเหนือขึ้นไปอีกชั้นหนึ่ง": self.next_text,
            "หมายเหตุ": self.note,
        }

    def stored(self, view: AppraisalView) -> dict[str, Any]:
        """Return results, plan and opinions as the editors hold them."""
        superior, further = (view.opinions.get(key, {}) for key in ("superior", "next"))
        values = (
            _indicator_rows(view),
            _competency_rows(view),
            [dict(row) for row in view.development],
            superior.get("agrees", ""),
            superior.get("text", ""),
            further.get("agrees", ""),
            further.get("text", ""),
            view.note,
        )
        return dict(zip(self.editors(), values, strict=True))

    def fitted(self, name: str, typed: Any, view: AppraisalView) -> Any:
        """Return typed results on the lines of the agreement as it is now."""
        if name == _RESULTS:
            return _on_lines(_indicator_rows(view), typed, "title", ("actual", "score"))
        if name == _FOUND:
            return _on_lines(_competency_rows(view), typed, "name", ("found", "evidence", "score"))
        return typed

    def said(self, name: str, value: Any) -> str:
        """Return the value of an editor in words."""
        agrees = dict(_AGREES)
        return agrees[value] if value in tuple(agrees) else super().said(name, value)

    def fill(self, view: AppraisalView) -> None:
        """Show results, plan, opinions and the working."""
        super().fill(view)
        self.working.setText(breakable(_working(view)))
        if not view.indicators and not view.competencies:
            self.told.setText(breakable(_NOTHING))
        (self.indicators if view.indicators else self.tabs).setFocus()
        if view.indicators:
            self.indicators.table.setCurrentIndex(self.indicators.model.index(0, 3))
            self.indicators.table.setFocus()

    def _detail(self, view: AppraisalView) -> SetDetail:
        """Return the service's command; raises for figures that cannot be read."""
        rows = self.indicators.rows()
        found = self.competencies.rows()
        if (len(rows), len(found)) != (len(view.indicators), len(view.competencies)):
            raise DomainError("appraisal_lines_fixed")
        return SetDetail(
            self._id,
            view.version,
            tuple(
                IndicatorScore(row.get("actual", ""), _number(row.get("score", ""), each.title))
                for row, each in zip(rows, view.indicators, strict=True)
            ),
            tuple(
                CompetencyScore(
                    _level(row.get("found", ""), each.name),
                    _number(row.get("score", ""), each.name),
                    row.get("evidence", ""),
                )
                for row, each in zip(found, view.competencies, strict=True)
            ),
        )

    def _opinions(self) -> dict[str, dict[str, str]]:
        return {
            "superior": {
                "agrees": self.superior.value(),
                "text": self.superior_text.value(),
            },
            "next": {"agrees": self.next.value(), "text": self.next_text.value()},
        }

    def _leaf(self, title: str, *widgets: QWidget) -> None:
        leaf = QWidget(self.tabs)
        rows = QVBoxLayout(leaf)
        rows.setContentsMargins(4, 12, 4, 4)
        rows.setSpacing(10)
        for widget in widgets:
            rows.addWidget(widget)
        rows.addStretch(1)
        self.tabs.addTab(leaf, title)


class _Fixed(QStyledItemDelegate):
    """A column that was agreed on and is not changed here."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:  # type: ignore[override]
        """Open no editor."""
        del parent, option, index


def _lock(editor: RowsEditor, columns: tuple[int, ...]) -> None:
    """Keep the lines of an agreement as they are: what came of them is typed, nothing else."""
    for column in columns:
        editor.table.setItemDelegateForColumn(column, _Fixed(editor.table))
    editor.table.asked.disconnect()
    editor.table.setToolTip("พิมพ์หรือ F2 แก้ไข ตัวชี้วัดและน้ำหนักแก้ได้ในข้อตกลง")
    for button in editor.findChildren(QPushButton):
        button.hide()


def _indicator_rows(view: AppraisalView) -> list[dict[str, str]]:
    return [
        {
            "title": each.title,
            "weight": canonical(each.weight),
            "actual": each.actual,
            "score": score(each.score),
        }
        for each in view.indicators
    ]


def _competency_rows(view: AppraisalView) -> list[dict[str, str]]:
    return [
        {
            "name": each.name,
            "weight": canonical(each.weight),
            "expected": str(each.expected),
            "found": "" if each.found is None else str(each.found),
            "evidence": each.evidence,
            "score": score(each.score),
        }
        for each in view.competencies
    ]


def _on_lines(
    lines: Sequence[dict[str, str]],
    typed: Sequence[dict[str, str]],
    name: str,
    cells: tuple[str, ...],
) -> list[dict[str, str]]:
    """The agreement's lines with what was typed on those of the same name."""
    known = {row.get(name): row for row in typed}
    return [
        {**line, **{cell: known[line[name]].get(cell, "") for cell in cells}}
        if line[name] in known
        else dict(line)
        for line in lines
    ]


def _working(view: AppraisalView) -> str:
    if view.explanation is None:
        return "ยังไม่มีคะแนนครบทั้งสองส่วน เมื่อใส่ครบ ที่มาของคะแนนรวมและระดับจะแสดงที่นี่"
    return render(view.explanation)


def _number(text: str, name: str) -> Decimal | None:
    if not text.strip():
        return None
    found = number_of(text)
    if found is None:
        raise DomainError("appraisal_points_range", name=name)
    return found


def _level(text: str, name: str) -> int | None:
    found = _number(text, name)
    if found is not None and found != found.to_integral_value():
        raise DomainError("appraisal_level_range", name=name)
    return None if found is None else int(found)
