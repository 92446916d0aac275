"""Compensation of everybody in the bands: the preview by person, then drafts of all who are raised."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import DegreeLevel
from hrdesk.rules.dates import thai_date_long
from hrdesk.rules.explanation import shown
from hrdesk.services.award_figures import HOME
from hrdesk.services.awards import save_compensation
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.award_preview import (
    USUAL,
    CompensationPreview,
    PreviewChoices,
    PreviewRow,
    compensation_preview,
)
from hrdesk.services.queries.awards import AwardChoices, award_choices
from hrdesk.ui.context import AppContext
from hrdesk.ui.messages import sentence
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.person.inputs import Choice
from hrdesk.ui.pages.salary.award_words import BORROWED, PREVIEW, STANDING
from hrdesk.ui.pages.salary.own_qualification import OwnQualification
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.empty_state import EmptyState

_SIZE = QSize(1000, 640)
_ACROSS = 4  # choices of a level beside each other


class CompensationDialog(ReadingOrder, QDialog):
    """The day at the top, qualifications by level below it, then everybody with what they get."""

    kept = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compensation_dialog")
        self.setWindowTitle("ปรับเงินเดือนชดเชยหลายคน (ว ๙/๒๕๖๗)")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self._ctx = ctx
        self.panel = CompensationPanel(ctx, self)
        self.go = QPushButton("บันทึกร่าง", self)
        self.go.setObjectName("dialog_go")
        self.go.setEnabled(False)
        set_role(self.go, "primary")
        close = QPushButton("ปิด", self)
        close.setObjectName("dialog_cancel")
        close.setAccessibleName("ปิด")
        close.setAutoDefault(False)
        self._told = QLabel(self)
        self._told.setObjectName("compensation_told")
        self._told.setWordWrap(True)
        set_role(self._told, "muted")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._told, 1)
        foot.addWidget(close)
        foot.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(8)
        rows.addWidget(self.panel, 1)
        rows.addLayout(foot)
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        close.clicked.connect(self.reject)
        self.go.clicked.connect(self.save)
        self.panel.read.connect(self._say)
        self.panel.begin()

    def save(self) -> None:
        """Keep a draft of everybody who is raised; the list of drafts comes next."""
        preview = self.panel.preview
        if preview is None:
            return
        wanted = [row.inputs for row in preview.raised if row.inputs is not None]
        day = preview.day
        self.go.setEnabled(False)

        def done(ids: tuple[int, ...]) -> None:
            self._ctx.notify.saved(
                f"บันทึกร่างปรับเงินเดือนชดเชย {len(ids):,} คนแล้ว เลือกทั้งหมดแล้วออกคำสั่งได้"
            )
            self.kept.emit()
            self.accept()

        self._ctx.tasks.act(
            self, lambda uow: save_compensation(uow, day, wanted), done, self._refused, saved=None
        )

    def _say(self) -> None:
        preview = self.panel.preview
        count = len(preview.raised) if preview is not None else 0
        self.go.setText(f"บันทึกร่าง {count:,} คน" if count else "บันทึกร่าง")
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(count > 0)
        set_role(self._told, "muted")
        self._told.setText(breakable(summary(preview)) if preview is not None else "")

    def _refused(self, problem: DomainError) -> None:
        self.go.setEnabled(True)
        set_role(self._told, "error")
        self._told.setText(breakable(sentence(problem)))


class CompensationPanel(StaffTab):
    """The preview with its choices; everything is worked out anew when a choice changes."""

    read = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("compensation_panel")
        self.preview: CompensationPreview | None = None
        self.levels: dict[DegreeLevel, Choice] = {}
        self._own: dict[int, tuple[str, str]] = {}
        self._choices: AwardChoices | None = None
        self.day = Choice("compensation_day", (), self)
        self.day.setAccessibleName("ปรับตั้งแต่วันที่")
        self.standing = Choice(
            "compensation_standing",
            [(key, status.word) for key, status in STANDING.items()],
            self,
            "ทุกคน",
        )
        self.standing.setAccessibleName("แสดงเฉพาะผล")
        self.model = ListTable(PREVIEW, parent=self)
        self.table = self.make_table(self.model, "compensation", "ข้าราชการและเงินที่จะปรับชดเชย")
        self.choose = self.make_action(
            "compensation_own", "คุณวุฒิของคนที่เลือก…", "edit", self._choose, "F2"
        )
        self.output = ListOutput(self, "compensation", self._listed)
        self.table.set_actions(self.actions_made)
        self.empty = EmptyState(
            "ไม่มีข้าราชการพลเรือนสามัญในทะเบียน", "เพิ่มหรือนำเข้าบุคลากรก่อน แล้วกลับมาที่นี่", "", self
        )
        self._stack = self.stacked(self.table, self.empty)
        self._lay_out()
        self.table.opened.connect(lambda _row: self._choose())
        self.table.chosen.connect(lambda row: self.choose.setEnabled(_open(row)))
        self.choose.setEnabled(False)
        self.day.currentIndexChanged.connect(lambda _at: self.refresh())
        self.standing.currentIndexChanged.connect(lambda _at: self._fill())

    def begin(self) -> None:
        """Read what the law offers, then everybody."""
        today = self.ctx.today()
        self.ctx.tasks.query(
            self, lambda uow: award_choices(uow, today), self._offered, self.failed, "choices"
        )

    def refresh(self) -> None:
        """Work everybody out by the present choices."""
        chosen = self.day.value()
        if not chosen:
            return
        day = dt.date.fromisoformat(chosen)
        by_level = {level: (each.value(), HOME) for level, each in self.levels.items()}
        choices = PreviewChoices({**USUAL, **by_level}, dict(self._own))
        self.ctx.tasks.query(
            self,
            lambda uow: compensation_preview(uow, day, choices),
            self._show,
            self.failed,
            "preview",
        )

    # -- inside ---------------------------------------------------------------------------------

    def _offered(self, choices: AwardChoices) -> None:
        self._choices = choices
        days = [(day.isoformat(), thai_date_long(day)) for day in reversed(choices.phase_days)]
        self.day.set_options(days)
        self.say_law(BORROWED if choices.borrowed else "")
        self.refresh()

    def _show(self, preview: CompensationPreview) -> None:
        self.preview = preview
        self._offer_levels(preview)
        self._fill()
        self.read.emit()

    def _fill(self) -> None:
        rows = self.preview.rows if self.preview is not None else ()
        wanted = self.standing.value()
        shown_rows = [row for row in rows if not wanted or row.standing == wanted]
        self.model.set_rows(shown_rows)
        self.output.enable(bool(shown_rows))
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self.choose.setEnabled(_open(self.table.current_row()))

    def _offer_levels(self, preview: CompensationPreview) -> None:
        """Make a choice for each level of degree that somebody has, once."""
        there = {row.level for row in preview.rows if row.level is not None}
        if self._choices is None or there <= self.levels.keys():
            return
        names = [(name, name) for name in self._choices.qualifications.get(HOME, ())]
        for level in [each for each in DegreeLevel if each in there - self.levels.keys()]:
            choice = Choice(f"compensation_{level.value}", names, self, "ยังไม่เลือก")
            choice.setAccessibleName(f"คุณวุฒิตามบัญชีของผู้มีวุฒิ{level.label}")
            choice.set_value(USUAL.get(level, ("", HOME))[0])
            choice.currentIndexChanged.connect(lambda _at: self.refresh())
            label = QLabel(level.label, self)
            label.setBuddy(choice)
            set_role(label, "muted")
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(label)
            cell.addWidget(choice)
            at = len(self.levels)
            self._grid.addLayout(cell, at // _ACROSS, at % _ACROSS)
            self.levels[level] = choice

    def _choose(self) -> None:
        row: PreviewRow | None = self.table.current_row()
        if not _open(row) or row is None or self._choices is None:
            return

        def chosen(dialog: OwnQualification) -> None:
            self._own[row.person_id] = dialog.chosen()
            dialog.accept()
            self.refresh()

        OwnQualification(row, self._choices.qualifications, chosen, self).open()

    def _listed(self) -> MemoryList:
        day = self.day.currentText()
        told = f"{self.standing.currentText()} · {summary(self.preview)}" if self.preview else ""
        columns = tuple(dataclasses.replace(column, stretch=False) for column in PREVIEW)
        return MemoryList(f"การปรับเงินเดือนชดเชย {day}", told, columns, self.model.rows())

    def _lay_out(self) -> None:
        self.rows.setContentsMargins(0, 0, 0, 0)
        head = QLabel("วุฒิในทะเบียน นับเป็นคุณวุฒิใดตามบัญชี (แก้รายคนได้ด้วย F2)", self)
        head.setObjectName("compensation_levels_head")
        set_role(head, "muted")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        top = self._beside("ปรับตั้งแต่วันที่", self.day)
        top.addWidget(action_button(self.choose, self))
        top.addStretch()
        line = self._beside("แสดง", self.standing)
        line.addLayout(self.buttons((), (), self.output.actions), 1)
        self.rows.addLayout(top)
        self.rows.addWidget(head)
        self.rows.addLayout(self._grid)
        self.rows.addLayout(line)
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.law)

    def _beside(self, words: str, widget: QWidget) -> QHBoxLayout:
        label = QLabel(words, self)
        label.setBuddy(widget)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(widget)
        return row


def summary(preview: CompensationPreview) -> str:
    """Return how many get something, what it costs a month, and how many must be looked at."""
    counts = {key: sum(row.standing == key for row in preview.rows) for key in STANDING}
    parts = [
        f"ข้าราชการ {len(preview.rows):,} คน",
        f"ได้รับ {len(preview.raised):,} คน เดือนละ {shown(preview.cost or Decimal(0))} บาท",
        f"ต้องตรวจ {counts['check']:,} คน" if counts["check"] else "",
        f"มีคำสั่งแล้ว {counts['decided']:,} คน" if counts["decided"] else "",
    ]
    return " · ".join(part for part in parts if part)


def _open(row: PreviewRow | None) -> bool:
    return row is not None and row.standing != "decided"
