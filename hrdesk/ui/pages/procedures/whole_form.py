"""The form of what holds for a whole procedure: its name, its rounds, how long it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.procedure_text import Document
from hrdesk.rules.rounds import ROUNDS
from hrdesk.ui.pages.procedures import rows, words
from hrdesk.ui.pages.procedures.part_table import PartTable
from hrdesk.ui.pages.procedures.step_form import one_line, set_text
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.spin_box import SpinBox

_USUAL_YEARS, _MOST_YEARS = 10, 100


class RetentionFields(QWidget):
    """How long the files of finished matters are kept: not said, for ever, or so many years."""

    changed = Signal(object)  # the mapping of the document, None where nothing is said

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("procedure_retention")
        self.kind = QComboBox(self)
        self.kind.setObjectName("retention_class")
        for key, label in words.RETENTIONS:
            self.kind.addItem(label, key)
        self.years = SpinBox(self)
        self.years.setObjectName("retention_years")
        self.years.setRange(1, _MOST_YEARS)
        self.years.setValue(_USUAL_YEARS)
        self.years.setSuffix(" ปี")
        self.years.setKeyboardTracking(False)
        self.source = QComboBox(self)
        self.source.setObjectName("retention_source")
        for box in (self.kind, self.source):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
        self._years = Field("จำนวนปีที่เก็บ", self.years)
        self._source = Field("แหล่งอ้างอิงของการเก็บ", self.source)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Field("การเก็บเรื่องที่เสร็จแล้ว", self.kind))
        column.addWidget(self._years)
        column.addWidget(self._source)
        self.kind.activated.connect(lambda _at: self._tell())
        self.years.valueChanged.connect(lambda _years: self._tell())
        self.source.activated.connect(lambda _at: self._tell())

    def show_document(self, document: Document) -> None:
        """Show what a document says, with its sources to choose from; nothing is told."""
        kept: Mapping[str, Any] = document.get("retention") or {}
        self.kind.setCurrentIndex(max(self.kind.findData(kept.get("class") or ""), 0))
        self.years.blockSignals(True)
        self.years.setValue(kept.get("years") or self.years.value())
        self.years.blockSignals(False)
        named = str(kept.get("source") or self.source.currentData() or "")
        self.source.clear()
        for source in document["sources"]:
            self.source.addItem(words.source_words(source) or source["key"], source["key"])
        if kept and self.source.findData(named) < 0:
            self.source.addItem("แหล่งอ้างอิงที่ไม่มีแล้ว", named)
        self.source.setCurrentIndex(max(self.source.findData(named), 0))
        self._follow()

    def _follow(self) -> None:
        self._years.setVisible(self.kind.currentData() == "years")
        self._source.setVisible(bool(self.kind.currentData()))

    def _tell(self) -> None:
        self._follow()
        kind = self.kind.currentData()
        if not kind:
            self.changed.emit(None)
            return
        years = self.years.value() if kind == "years" else None
        source = str(self.source.currentData() or "")
        self.changed.emit({"class": kind, "years": years, "source": source})


class WholeForm(QWidget):
    """What holds for the whole procedure: its name, its kind of matter, its papers, its sources."""

    changed = Signal(str, object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whole_form")
        self._filling = False
        self._document: Document = {"steps": [], "papers": [], "sources": []}
        self.title = QLineEdit(self)
        self.title.setObjectName("procedure_title")
        self.note = QPlainTextEdit(self)
        self.note.setObjectName("procedure_note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(120)
        self.office = QCheckBox("เรื่องของสำนักงานเอง ไม่มีผู้ขอเป็นรายบุคคล", self)
        self.office.setObjectName("procedure_office")
        self.round = QComboBox(self)
        self.round.setObjectName("procedure_round")
        self.round.addItem("ตามประเภทของเรื่อง", "")
        for key, label in ROUNDS.items():
            self.round.addItem(label, key)
        self.retention = RetentionFields(self)
        self.papers = PartTable(
            "เอกสารที่ผู้ขอหรือหน่วยงานส่ง", "procedure_papers", rows.paper_cells(), self
        )
        self.sources = PartTable("แหล่งอ้างอิง", "procedure_sources", rows.source_cells(), self)
        told = QLabel("ขั้นตอนอ้างอิงได้เฉพาะเอกสารและแหล่งอ้างอิงในตารางนี้", self)
        told.setWordWrap(True)
        set_role(told, "muted")
        fields = QFormLayout()
        fields.addRow(Field("ชื่อแบบขั้นตอน", self.title, required=True))
        fields.addRow(Field("คำอธิบาย", self.note, required=True))
        fields.addRow(self.office)
        fields.addRow(Field("รอบพิจารณาที่เรื่องอยู่", self.round))
        fields.addRow(self.retention)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 12, 12)
        column.setSpacing(14)
        column.addLayout(fields)
        column.addWidget(told)
        column.addWidget(self.papers)
        column.addWidget(self.sources)
        column.addStretch()
        self.title.textEdited.connect(lambda text: self._tell("title", one_line(text), typing=True))
        self.note.textChanged.connect(
            lambda: self._tell("note", one_line(self.note.toPlainText()), typing=True)
        )
        self.office.clicked.connect(lambda on: self._tell("person", not on))
        self.round.activated.connect(lambda _at: self._tell("round", self.round.currentData()))
        self.retention.changed.connect(lambda kept: self._tell("retention", kept))
        self.papers.changed.connect(lambda: self._table_changed("papers", self.papers))
        self.sources.changed.connect(lambda: self._table_changed("sources", self.sources))

    def show_document(self, document: Document) -> None:
        """Fill the form; nothing is told meanwhile."""
        self._filling = True
        self._document = document
        set_text(self.title, str(document.get("title") or ""))
        note = str(document.get("note") or "")
        if self.note.toPlainText() != note:
            self.note.setPlainText(note)
        self.office.setChecked(document.get("person") is False)
        self.round.setCurrentIndex(max(self.round.findData(document.get("round") or ""), 0))
        self.retention.show_document(document)
        self.papers.show_parts(rows.paper_cells(), rows.to_rows("papers", document["papers"]))
        self.sources.show_parts(rows.source_cells(), rows.to_rows("sources", document["sources"]))
        self._filling = False

    def _tell(self, field: str, value: object, *, typing: bool = False) -> None:
        if not self._filling:
            self.changed.emit(field, value, typing)

    def _table_changed(self, field: str, table: PartTable) -> None:
        if self._filling:
            return
        made = rows.from_rows(field, table.rows(), self._document[field])
        if rows.to_rows(field, made) != rows.to_rows(field, self._document[field]):
            self._tell(field, made)
