"""Amending a rule: a copy of the value in force, from which day, by which instrument, and why."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.amendments import dump
from hrdesk.rules.citation import Citation
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.office_law import (
    AmendPreview,
    AmendRule,
    amend_rule,
    preview_amendment,
    withdraw_amendment,
)
from hrdesk.services.queries.law import RuleDetail
from hrdesk.ui.context import AppContext
from hrdesk.ui.form import Form
from hrdesk.ui.loader_words import place_words
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.law.compare import CompareView
from hrdesk.ui.pages.law.grid_editor import SheetEditor
from hrdesk.ui.pages.law.sheet import csv_text, sheet_of, value_of
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

_DEBOUNCE_MS = 400
_SIZE = (980, 620)
_TEXT_TAB = 1


class AmendDialog(ReadingOrder, QDialog):
    """Grid or YAML at the left, the source at the right; checked by the loader as one types."""

    def __init__(
        self, ctx: AppContext, detail: RuleDetail, day: dt.date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("law_amend_dialog")
        self.setWindowTitle("แก้ไขค่าของกฎ")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx = ctx
        self._detail = detail
        now = next((v for v in detail.values if v.in_force), detail.values[-1])
        held = [v.value for v in detail.values if v.value is not None]
        self._like = now.value if now.value is not None else held[-1]
        self._csv = detail.unit == "csv"
        self._by_text = False  # what is saved was typed as text, not in the grid
        self.form = Form()
        self.editor = SheetEditor(
            sheet_of(detail.unit, self._like), detail.labels, detail.unit_label, self
        )
        self.yaml = QPlainTextEdit(self)
        self.yaml.setObjectName("law_yaml_text")
        self.yaml.setAccessibleName("ค่าใหม่แบบ YAML")
        self.yaml.setTabChangesFocus(True)
        self.compare = CompareView(detail.labels, self)
        self.tabs = QTabWidget(self)
        self.problem = QLabel(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DEBOUNCE_MS)
        self._timer.timeout.connect(self.check)
        self._turn = 0
        self._make_fields(day)
        self._lay_out()
        self._connect()
        screen = self.screen().availableGeometry()
        self.resize(min(_SIZE[0], screen.width() - 40), min(_SIZE[1], screen.height() - 60))
        self.check()
        self.editor.setFocus()

    def command(self) -> AmendRule:
        """Return what is typed as the service takes it."""
        ends = self.ends.isChecked()
        typed = plain(self.yaml.toPlainText()) if self._by_text else self._grid_text()
        return AmendRule(
            rule=self._detail.id,
            effective_on=self.effective_on.date(),
            value="null" if ends else "" if self._csv else typed,
            citation=Citation(
                plain(self.instrument.text()).strip(),
                plain(self.clause.text()).strip(),
                self.dated.date(),
                self.gazette.date(),
                plain(self.note.text()).strip(),
            ),
            reason=plain(self.reason.toPlainText()).strip(),
            based_on=self._detail.law_hash,
            table=typed if self._csv and not ends else "",
        )

    def check(self) -> None:
        """Let the loader read what is typed, and show the old and the new value beside."""
        self._timer.stop()
        self._turn += 1
        turn, wanted = self._turn, self.command()

        def good(seen: AmendPreview) -> None:
            if turn == self._turn:
                self._say("")
                self.compare.show_values(self._detail.unit, seen.before, seen.after)
                if self._by_text and seen.after is not None:
                    self.editor.show_sheet(sheet_of(self._detail.unit, seen.after))

        def bad(problem: DomainError) -> None:
            if turn == self._turn:
                self._say(self._words(problem))

        self.ctx.tasks.query(
            self, lambda uow: preview_amendment(uow, wanted), good, bad, key="check"
        )

    def save(self) -> None:
        """Store the amendment, or show beside each field why not."""
        self.form.clear()
        if any(edit.problem() for edit in (self.effective_on, self.dated, self.gazette)):
            return
        wanted = self.command()
        self.ctx.tasks.act(
            self,
            lambda uow: amend_rule(uow, wanted),
            lambda _key: self.accept(),
            self._refused,
            undo=lambda key: lambda uow: withdraw_amendment(uow, key, "เลิกทำทันทีหลังบันทึก"),
            saved="บันทึกค่าใหม่ของกฎแล้ว",
        )

    # -- inside -------------------------------------------------------------------------------

    def _refused(self, problem: DomainError) -> None:
        problems = problem.problems if isinstance(problem, Invalid) else (problem,)
        mine = [one for one in problems if one.field in self.form.fields]
        if mine:
            self.form.show(Invalid(tuple(mine)))
        self._say(" ".join(self._words(one) for one in problems if one not in mine))

    def _words(self, problem: DomainError) -> str:
        if problem.code == "required" and problem.field == "effective_on":
            return "กรอกวันเริ่มใช้ก่อน โปรแกรมจึงจะตรวจค่าได้"
        if problem.code == "required":
            return "ยังไม่ได้กรอกค่า"
        place = place_words(str(problem.facts.get("key", "")), self._detail.id)
        said = sentence(problem)
        return f"{said} ที่ {place}" if place else said

    def _say(self, text: str) -> None:
        self.problem.setText(breakable(text) if text else "ค่าผ่านการตรวจของโปรแกรม")
        set_role(self.problem, "error" if text else "muted")
        self.go.setEnabled(not text)

    def _grid_text(self) -> str:
        if self._csv:
            return csv_text(self.editor.sheet())
        value = value_of(self.editor.sheet(), self._detail.unit, self._like)
        return "" if value is None else dump(value)

    def _grid_typed(self) -> None:
        self._by_text = False
        self._timer.start()

    def _text_typed(self) -> None:
        self._by_text = True
        self._timer.start()

    def _tab_changed(self, index: int) -> None:
        if index == _TEXT_TAB and not self._by_text:
            self.yaml.blockSignals(True)
            self.yaml.setPlainText(self._grid_text())
            self.yaml.blockSignals(False)
        self.check()

    def _ends(self, on: bool) -> None:
        self.editor.setEnabled(not on)
        self.yaml.setEnabled(not on)
        self.check()

    def _make_fields(self, day: dt.date) -> None:
        today = self.ctx.today
        self.effective_on = BuddhistDateEdit(today, "law_effective_on", self)
        self.effective_on.set_date(max(day, today()))
        self.ends = QCheckBox("กฎนี้สิ้นสุดการใช้บังคับตั้งแต่วันนั้น", self)
        self.ends.setObjectName("law_ends")
        self.ends.setAccessibleName(self.ends.text())
        self.instrument = self._line("law_instrument", "เช่น ประกาศ อ.ก.พ. กรม เรื่อง …")
        self.clause = self._line("law_clause", "เช่น ข้อ ๓")
        self.dated = BuddhistDateEdit(today, "law_dated", self)
        self.gazette = BuddhistDateEdit(today, "law_gazette", self)
        self.note = self._line("law_note", "ถ้าอ่านได้หลายทางหรือยังสงสัย ให้บอกไว้ที่นี่")
        self.reason = QPlainTextEdit(self)
        self.reason.setObjectName("law_reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(72)
        add = self.form.add
        self._fields = (
            add("effective_on", Field("เริ่มใช้วันที่", self.effective_on, required=True,
                hint="เรื่องที่รับก่อนวันเริ่มใช้ และเรื่องที่รับไว้แล้ว ใช้ค่าเดิมต่อไป")),
            self.ends,
            add("instrument", Field("ประกาศหรือหนังสือที่เป็นที่มา", self.instrument, required=True)),
            add("clause", Field("ข้อ", self.clause)),
            add("dated", Field("ลงวันที่", self.dated)),
            add("gazette", Field("ราชกิจจานุเบกษา (ถ้ามี)", self.gazette)),
            add("note", Field("หมายเหตุ", self.note)),
            add("reason", Field("เหตุผลที่แก้ไข", self.reason, required=True)),
        )  # fmt: skip

    def _line(self, name: str, example: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setPlaceholderText(example)
        return line

    def _lay_out(self) -> None:
        title = QLabel(breakable(self._detail.description), self)
        title.setWordWrap(True)
        set_role(title, "subtitle")
        self.tabs.setObjectName("law_amend_tabs")
        self.tabs.setAccessibleName("วิธีกรอกและการเทียบ")
        self.tabs.addTab(self.editor, "ตาราง")
        self.tabs.addTab(self.yaml, "CSV" if self._csv else "YAML")
        self.tabs.addTab(self.compare, "เทียบเดิมกับใหม่")
        self.problem.setObjectName("law_problem")
        self.problem.setWordWrap(True)
        split = QSplitter(self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tabs)
        split.addWidget(self._fields_area())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([580, 380])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 14)
        whole.setSpacing(12)
        whole.addWidget(title)
        whole.addWidget(split, 1)
        whole.addLayout(self._buttons())

    def _fields_area(self) -> QScrollArea:
        holder = QWidget(self)
        set_role(holder, "scrolled")
        fields = QVBoxLayout(holder)
        fields.setContentsMargins(8, 0, 8, 0)
        fields.setSpacing(8)
        for field in self._fields:
            fields.addWidget(field)
        fields.addStretch()
        area = QScrollArea(self)
        area.setObjectName("law_amend_fields")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(holder)
        return area

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton("ยกเลิก", self)
        cancel.setObjectName("dialog_cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go = QPushButton("บันทึกค่าใหม่", self)
        self.go.setObjectName("dialog_go")
        self.go.setAutoDefault(False)
        self.go.setShortcut("Ctrl+S")
        self.go.setToolTip("บันทึกค่าใหม่ (Ctrl+S)")
        set_role(self.go, "primary")
        self.go.clicked.connect(self.save)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.problem, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        return buttons

    def _connect(self) -> None:
        self.editor.changed.connect(self._grid_typed)
        self.yaml.textChanged.connect(self._text_typed)
        self.effective_on.date_changed.connect(lambda _day: self._timer.start())
        self.ends.toggled.connect(self._ends)
        self.tabs.currentChanged.connect(self._tab_changed)
