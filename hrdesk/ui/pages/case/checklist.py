"""The papers that belong to a matter: which came, and when. Every tick is saved at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from hrdesk.services.queries.cases import CaseDetail, PaperView
    from hrdesk.ui.context import AppContext


class _Row:
    """The widgets of one paper."""

    def __init__(
        self, tick: QCheckBox, words: QLabel, day: BuddhistDateEdit, wrong: QLabel
    ) -> None:
        self.tick = tick
        self.words = words
        self.day = day
        self.wrong = wrong
        self.received_on: dt.date | None = None


class Checklist(QWidget):
    """Ticks with dates; a tick means today, the date can be typed over."""

    counted = Signal(int, int)  # papers that came, papers asked for

    def __init__(self, ctx: AppContext, *, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checklist")
        self._ctx = ctx
        self._editable = editable
        self._case_id = 0
        self._rows: dict[int, _Row] = {}
        self._missing = QLabel(self)
        self._missing.setObjectName("missing_papers")
        self._missing.setWordWrap(True)
        self._inside = QWidget()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        inner = QVBoxLayout(self._inside)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(12)
        inner.addWidget(self._missing)
        inner.addLayout(self._grid)
        inner.addStretch()
        self._empty = EmptyState("ไม่มีรายการเอกสาร", "ขั้นตอนของเรื่องนี้ไม่ได้กำหนดเอกสารที่ต้องได้รับ")
        self._area = scrolled(self._inside, "checklist_area")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._area)
        rows.addWidget(self._empty)

    def show_case(self, detail: CaseDetail) -> None:
        """Show the papers of a case; a date that is being typed stays."""
        papers = detail.papers
        if self._case_id != detail.id or set(self._rows) != {paper.id for paper in papers}:
            self._case_id = detail.id
            self._build(papers)
        for paper in papers:
            self._show(self._rows[paper.id], paper)
        self._area.setVisible(bool(papers))
        self._empty.setVisible(not papers)
        missing = [paper.label for paper in papers if paper.required and not paper.received_on]
        words = f"ยังขาดเอกสารที่ต้องมี {len(missing)} รายการ" if missing else "ได้รับเอกสารที่ต้องมีครบแล้ว"
        self._missing.setText(breakable(words))
        set_role(self._missing, "plain", "warn" if missing else "good")
        self.counted.emit(sum(1 for paper in papers if paper.received_on), len(papers))

    def _build(self, papers: tuple[PaperView, ...]) -> None:
        while item := self._grid.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows.clear()
        for place, paper in enumerate(papers):
            self._rows[paper.id] = self._make(place, paper)

    def _make(self, place: int, paper: PaperView) -> _Row:
        label = paper.label if paper.required else f"{paper.label} (ถ้ามี)"
        tick = QCheckBox()
        tick.setObjectName(f"paper_{paper.key}")
        tick.setAccessibleName(f"ได้รับ {label}")
        tick.setEnabled(self._editable)
        words = QLabel(breakable(label))
        words.setWordWrap(True)
        words.setBuddy(tick)
        day = BuddhistDateEdit(self._ctx.today, f"paper_{paper.key}_on")
        day.setAccessibleName(f"วันที่ได้รับ {label}")
        day.setReadOnly(not self._editable)
        day.setFixedWidth(170)
        wrong = QLabel()
        wrong.setWordWrap(True)
        set_role(wrong, "error")
        wrong.hide()
        line = QWidget()
        cells = QGridLayout(line)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setHorizontalSpacing(8)
        cells.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignVCenter
        cells.addWidget(tick, 0, 0, top)
        cells.addWidget(words, 0, 1, top)
        self._grid.addWidget(line, 2 * place, 0)
        self._grid.addWidget(day, 2 * place, 1)
        self._grid.addWidget(wrong, 2 * place + 1, 0, 1, 2)
        row = _Row(tick, words, day, wrong)
        tick.clicked.connect(lambda on, key=paper.id: self._ticked(key, on))
        day.editingFinished.connect(lambda key=paper.id: self._dated(key))
        return row

    def _show(self, row: _Row, paper: PaperView) -> None:
        row.received_on = paper.received_on
        with QSignalBlocker(row.tick):
            row.tick.setChecked(paper.received_on is not None)
        if not (row.day.hasFocus() and row.day.isModified()):
            row.day.set_date(paper.received_on)
        row.day.setVisible(paper.received_on is not None)
        row.wrong.hide()
        tone = "warn" if paper.required and paper.received_on is None else ""
        set_role(row.words, "plain", tone)

    def _ticked(self, paper_id: int, on: bool) -> None:
        self._mark(paper_id, self._ctx.today() if on else None)

    def _dated(self, paper_id: int) -> None:
        row = self._rows.get(paper_id)
        if row is None or not self._editable or row.day.isHidden():
            return
        problem = row.day.problem()
        if problem is not None:
            self._refuse(row, problem)
            return
        day = row.day.date()
        row.day.setModified(False)
        if day != row.received_on:
            self._mark(paper_id, day)

    def _mark(self, paper_id: int, day: dt.date | None) -> None:
        from hrdesk.services.cases import mark_paper

        case_id = self._case_id
        row = self._rows[paper_id]
        before = row.received_on
        row.received_on = day

        def back(_version: int) -> Callable:
            return lambda uow: mark_paper(uow, case_id, paper_id, before)

        def failed(problem: DomainError) -> None:
            row.received_on = before
            with QSignalBlocker(row.tick):
                row.tick.setChecked(before is not None)
            self._refuse(row, problem)

        self._ctx.tasks.act(
            self, lambda uow: mark_paper(uow, case_id, paper_id, day), None, failed, undo=back
        )

    def _refuse(self, row: _Row, problem: DomainError) -> None:
        row.wrong.setText(breakable(sentence(problem)))
        row.wrong.show()
