"""The form of one step of a draft: every change is told at once, with the field it was made in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import StepRole
from hrdesk.rules.procedure import FINISH
from hrdesk.rules.procedure_text import Document
from hrdesk.ui.pages.person.rows_model import Cell
from hrdesk.ui.pages.procedures import rows
from hrdesk.ui.pages.procedures.part_table import PartTable
from hrdesk.ui.pages.procedures.ticks import Ticks
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.spin_box import SpinBox

_NO_DAYS = -1  # the box shows "ไม่กำหนด"
_MOST_DAYS = 365
_TABLES: tuple[tuple[str, str, Callable[[Document], tuple[Cell, ...]]], ...] = (
    ("outcomes", "ผลของขั้นตอน และนำไปที่ใด", rows.outcome_cells),
    ("periods", "กำหนดเวลาตามกฎหมาย", rows.period_cells),
    ("waits", "เวลาที่เดินคู่ขนานหลังปิดขั้นตอนนี้", rows.wait_cells),
    ("checks", "สิ่งที่ต้องตรวจก่อนปิดขั้นตอน", rows.check_cells),
    ("remark", "ช่องหมายเหตุ", lambda _document: rows.remark_cells()),
)


class StepForm(QWidget):
    """Fields and tables of a step."""

    changed = Signal(str, object, bool)  # field, its new values, whether typing goes on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_form")
        self._filling = False
        self._step: dict[str, Any] = {}
        self.title = QLineEdit(self)
        self.title.setObjectName("step_title")
        self.role = QComboBox(self)
        self.role.setObjectName("step_role")
        for role in StepRole:
            self.role.addItem(role.label, role.value)
        self.days = SpinBox(self)
        self.days.setObjectName("step_days")
        self.days.setRange(_NO_DAYS, _MOST_DAYS)
        self.days.setSpecialValueText("ไม่กำหนด")
        self.days.setSuffix(" วันทำการ")
        self.waiting = QCheckBox("เป็นขั้นตอนที่รอผู้อื่น", self)
        self.waiting.setObjectName("step_waits")
        self.waiting.setAccessibleName("เป็นขั้นตอนที่รอผู้อื่น")
        self.next = QComboBox(self)
        self.next.setObjectName("step_next")
        self.result = QLineEdit(self)
        self.result.setObjectName("step_result")
        self.result.setPlaceholderText("เช่น ผลการตรวจสอบคุณสมบัติ")
        empty: Document = {"steps": [], "papers": [], "sources": []}
        self.tables = {
            field: PartTable(label, f"step_{field}", cells(empty), self)
            for field, label, cells in _TABLES
        }
        self.papers_in = Ticks("เอกสารที่ต้องได้รับในขั้นตอนนี้", "step_papers_in", self)
        self.produces = Ticks("เอกสารที่จัดทำในขั้นตอนนี้", "step_produces", self)
        self.sources = Ticks("แหล่งอ้างอิงของขั้นตอน", "step_sources", self)
        self._lay_out()
        self._connect()

    def show_step(self, document: Document, key: str) -> None:
        """Fill the form with a step; nothing is told meanwhile."""
        step = next((each for each in document["steps"] if each["key"] == key), None)
        self.setEnabled(step is not None)
        if step is None:
            return
        self._filling = True
        self._step = step
        set_text(self.title, str(step.get("title") or ""))
        self.role.setCurrentIndex(self.role.findData(step.get("role")))
        days = step.get("usual_days")
        self.days.setValue(days if isinstance(days, int) else _NO_DAYS)
        self.waiting.setChecked(bool(step.get("waits_for_others")))
        _fill(self.next, rows.step_choices(document, without=key), str(step.get("next") or ""))
        set_text(self.result, str(step.get("result_label") or ""))
        for field, _, cells in _TABLES:
            given = rows.to_rows(field, step.get(field) or ())
            self.tables[field].show_parts(cells(document), given)
        papers = [(paper["key"], str(paper.get("label"))) for paper in document["papers"]]
        self.papers_in.fill(papers, step.get("papers_in") or ())
        self.produces.fill(_kinds_of_papers(), step.get("produces") or ())
        self.sources.fill(rows.source_choices(document), step.get("sources") or ())
        self._filling = False

    def _tell(self, field: str, value: object, *, typing: bool = False) -> None:
        if not self._filling:
            self.changed.emit(field, value, typing)

    def _table_changed(self, field: str) -> None:
        if self._filling:
            return
        before = self._step.get(field) or ()
        made = rows.from_rows(field, self.tables[field].rows(), before)
        if rows.to_rows(field, made) != rows.to_rows(field, before):
            self._tell(field, made)

    def _connect(self) -> None:
        self.title.textEdited.connect(lambda text: self._tell("title", one_line(text), typing=True))
        self.result.textEdited.connect(
            lambda text: self._tell("result_label", one_line(text), typing=True)
        )
        self.role.activated.connect(lambda _at: self._tell("role", self.role.currentData()))
        self.next.activated.connect(lambda _at: self._tell("next", self.next.currentData()))
        self.days.valueChanged.connect(
            lambda days: self._tell("usual_days", None if days == _NO_DAYS else days, typing=True)
        )
        self.waiting.clicked.connect(lambda on: self._tell("waits_for_others", on))
        for field, table in self.tables.items():
            table.changed.connect(lambda field=field: self._table_changed(field))
        for field, ticks in (
            ("papers_in", self.papers_in),
            ("produces", self.produces),
            ("sources", self.sources),
        ):
            ticks.changed.connect(lambda f=field, t=ticks: self._tell(f, t.chosen()))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(Field("ชื่อขั้นตอน", self.title, required=True), 0, 0, 1, 2)
        grid.addWidget(Field("ผู้ดำเนินการ", self.role), 1, 0)
        grid.addWidget(Field("ระยะเวลาปกติ", self.days), 1, 1)
        grid.addWidget(Field("เส้นทางหลักไปยัง", self.next), 2, 0)
        grid.addWidget(Field("ชื่อของผล", self.result), 2, 1)
        grid.addWidget(self.waiting, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 12, 12)
        column.setSpacing(14)
        column.addLayout(grid)
        for table in self.tables.values():
            column.addWidget(table)
        for ticks in (self.papers_in, self.produces, self.sources):
            column.addWidget(ticks)
        column.addStretch()
        for box in (self.role, self.next):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)


def _kinds_of_papers() -> list[tuple[str, str]]:
    from hrdesk.documents.registry import PAPERS

    return [(paper.kind, paper.title) for paper in PAPERS]


def _fill(box: QComboBox, choices: rows.Choices, value: str) -> None:
    box.clear()
    for key, words in choices:
        box.addItem(words, key)
    if box.findData(value) < 0 and value != FINISH:
        box.addItem("ขั้นตอนที่ไม่มีแล้ว", value)
    box.setCurrentIndex(box.findData(value))


def set_text(line: QLineEdit, text: str) -> None:
    """Put a text into a line unless it stands there."""
    if line.text() != text:  # the cursor stays where one is typing
        line.setText(text)


def one_line(text: str) -> str:
    """Return what was typed without what only the screen needs."""
    return plain(text)
