"""Who is on probation, how many days are left, and what the committee found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QCheckBox, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.access import Right
from hrdesk.services.errors import DomainError
from hrdesk.services.probations import (
    EditProbation,
    ProbationOutcome,
    SavedProbation,
    StartProbation,
    edit_probation,
    extend_probation,
    record_result,
    start_probation,
    withdraw_extension,
    withdraw_result,
)
from hrdesk.services.queries.staff import (
    ProbationLaw,
    ProbationRow,
    probation_law,
    probations,
)
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import ask_reason
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.probation_dialogs import ProbationDialog, ResultDialog, law_words
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.empty_state import EmptyState

SOON = 30  # days: from here on the end of a trial is told as near
_UNDONE = "เลิกทำทันทีหลังบันทึก"


def state_of(row: ProbationRow) -> Status:
    """Return how a probation stands, in words."""
    if row.result is not None:
        tone = {"passed": "good", "below_standard": "bad"}.get(row.result.value, "muted")
        icon = {"good": "check_circle", "bad": "error"}.get(tone, "close")
        return Status(row.result.label, tone, icon)
    left = row.days_left or 0
    if left < 0:
        return Status(f"เลยกำหนด {-left:,} วัน", "bad", "late")
    if left <= SOON:
        return Status(f"เหลือ {left:,} วัน" if left else "ครบวันนี้", "warn", "clock")
    return Status(f"เหลือ {left:,} วัน", "info", "current")


COLUMNS = (
    Column("name", "ชื่อ–สกุล", width=190),
    Column("position", "ตำแหน่ง", width=190, stretch=True),
    Column("ends_on", "วันสุดท้าย", width=110),
    Column("state", "สถานะ", width=170, status=state_of),
    Column("unit", "สังกัด", width=150),
    Column("started_on", "เริ่มทดลอง", width=110),
    Column("months", "เดือน", width=60, align="right"),
    Column("extensions", "ขยาย (ครั้ง)", width=95, align="right"),
    Column("result_on", "วันที่มีผล", width=110, shown=False),
    Column("case_number", "เรื่องที่", width=90, shown=False),
    Column("note", "คณะกรรมการและหมายเหตุ", width=220, shown=False),
)


LISTED = tuple(column for column in COLUMNS if column.key not in ("result_on", "case_number"))
"""What goes on paper and to Excel."""


class ProbationTab(StaffTab):
    """Overdue first; start, extend, result, and the way back from each."""

    kinds: ClassVar[frozenset[str]] = frozenset({"probation", "person"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("probation_tab")
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "probations", "การทดลองปฏิบัติหน้าที่")
        act = self.make_action
        self.start = act("probation_start", "เริ่มทดลอง…", "add", self._start)
        self.result = act("probation_result_act", "บันทึกผล…", "check", self._result)
        self.extend = act("probation_extend", "ขยายเวลา…", "repeat", self._extend)
        self.edit = act("probation_edit", "แก้ไข…", "edit", self._edit, "F2")
        self.unextend = act("probation_unextend", "ถอนการขยายครั้งล่าสุด…", "undo", self._unextend)
        self.unresult = act("probation_unresult", "ถอนผล…", "undo", self._unresult)
        self.see_person = act("probation_person_open", "เปิดประวัติบุคคล", "person", self._person)
        self.see_case = act("probation_case_open", "เปิดเรื่อง", "tracking", self._case)
        work = (self.start, self.result, self.extend, self.edit, self.unextend, self.unresult)
        more = (self.edit, self.unextend, self.unresult, self.see_person, self.see_case)
        self._may = ctx.may(Right.EDIT_PEOPLE)
        for action in work:
            action.setVisible(self._may)
        self.output = ListOutput(self, "probations", self._listed)
        self.table.set_actions(self.actions_made)
        self.ended = QCheckBox("แสดงที่สิ้นสุดแล้ว", self)
        self.ended.setObjectName("probations_ended")
        self.ended.setAccessibleName(self.ended.text())
        self.ended.toggled.connect(lambda _on: self.refresh())
        self.empty = EmptyState(
            "ไม่มีผู้ที่กำลังทดลองปฏิบัติหน้าที่",
            "บันทึกผู้บรรจุใหม่ที่เริ่มทดลอง โปรแกรมจะนับวันสุดท้ายตามกฎและเตือนก่อนครบ",
            "เริ่มทดลอง" if self._may else "",
            self,
        )
        self.empty.started.connect(self._start)
        self._stack = self.stacked(self.table, self.empty)
        first = (self.start, self.result, self.extend) if self._may else ()
        self.rows.addLayout(self.buttons(first, more, self.output.actions, self.start))
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.ended)
        self.rows.addWidget(self.law)
        self.table.opened.connect(lambda _row: self._open())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def refresh(self) -> None:
        """Read the probations and the rule again."""
        ended = self.ended.isChecked()
        today = self.ctx.today()
        self.ctx.tasks.query(
            self, lambda uow: probations(uow, running=not ended), self._show, self.failed, "list"
        )
        self.ctx.tasks.query(
            self, lambda uow: probation_law(uow, today), self._show_law, self._no_law, "law"
        )

    def narrow(self, params: Mapping[str, str]) -> None:
        """Show the ended ones too when a route asks for ``ended``."""
        if params.get("ended"):
            self.ended.setChecked(True)

    def _show(self, rows: tuple[ProbationRow, ...]) -> None:
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self._enable()

    def _show_law(self, law: ProbationLaw) -> None:
        self.say_law(law_words(law))

    def _no_law(self, _problem: DomainError) -> None:
        self.say_law("")

    def _listed(self) -> MemoryList:
        told = "รวมที่สิ้นสุดแล้ว" if self.ended.isChecked() else "ที่ยังทดลองอยู่"
        return MemoryList("การทดลองปฏิบัติหน้าที่ราชการ", told, LISTED, self.model.rows())

    def _row(self) -> ProbationRow | None:
        found: ProbationRow | None = self.table.current_row()
        return found

    def _enable(self) -> None:
        row = self._row()
        running = row is not None and row.result is None
        for action in (self.result, self.extend, self.edit):
            action.setEnabled(running)
        self.unextend.setEnabled(running and row is not None and row.extensions > 0)
        self.unresult.setEnabled(row is not None and row.result is not None)
        self.see_person.setEnabled(row is not None)
        self.see_case.setEnabled(row is not None and row.case_id is not None)

    # -- acts ---------------------------------------------------------------------------------

    def _open(self) -> None:
        row = self._row()
        if row is not None and row.result is None and self._may:
            self._result()
        else:
            self._person()

    def _start(self) -> None:
        def save(dialog: ProbationDialog) -> None:
            person = dialog.person.person()
            command = StartProbation(
                person.id if person else 0,
                dialog.started_on(),
                dialog.months.value(),
                plain(dialog.note.toPlainText()),
            )

            def done(saved: SavedProbation) -> None:
                dialog.accept()
                self.table.select_id(saved.id)

            self.ctx.tasks.act(
                self, lambda uow: start_probation(uow, command), done, dialog.refused
            )

        ProbationDialog(self.ctx, None, save, self).open()

    def _edit(self) -> None:
        row = self._row()
        if row is None or row.result is not None:
            return

        def save(dialog: ProbationDialog) -> None:
            command = EditProbation(
                row.id,
                row.version,
                dialog.started_on(),
                dialog.months.value(),
                plain(dialog.note.toPlainText()),
                plain(dialog.reason.toPlainText()),
            )
            self.ctx.tasks.act(
                self,
                lambda uow: edit_probation(uow, command),
                lambda _saved: dialog.accept(),
                dialog.refused,
            )

        ProbationDialog(self.ctx, row, save, self).open()

    def _extend(self) -> None:
        row = self._row()
        if row is None:
            return
        self._with_reason(
            row,
            "ขยายเวลาทดลอง",
            f"{row.name} ครบกำหนด {thai_date_short(row.ends_on)} ขยายได้เฉพาะเมื่อยังประเมินผลไม่ได้",
            "ขยายเวลา",
            extend_probation,
            undo=withdraw_extension,
        )

    def _unextend(self) -> None:
        row = self._row()
        if row is not None:
            text = f"ถอนการขยายครั้งที่ {row.extensions} ของ {row.name}"
            self._with_reason(row, "ถอนการขยาย", text, "ถอนการขยาย", withdraw_extension)

    def _unresult(self) -> None:
        row = self._row()
        if row is not None:
            text = f"ถอนผลของ {row.name} รายการจะกลับเป็นกำลังทดลอง"
            self._with_reason(row, "ถอนผลการทดลอง", text, "ถอนผล", withdraw_result)

    def _with_reason(
        self, row: ProbationRow, title: str, text: str, go: str, service: Any, undo: Any = None
    ) -> None:
        def do(reason: str) -> None:
            self.ctx.tasks.act(
                self,
                lambda uow: service(uow, row.id, row.version, reason),
                undo=None
                if undo is None
                else lambda saved: lambda uow: undo(uow, saved.id, saved.version, _UNDONE),
            )

        ask_reason(self, title, text, go, do)

    def _result(self) -> None:
        row = self._row()
        if row is None or row.result is not None:
            return

        def save(dialog: ResultDialog) -> None:
            command = ProbationOutcome(
                row.id, row.version, dialog.chosen(), dialog.result_on(), dialog.words()
            )
            self.ctx.tasks.act(
                self,
                lambda uow: record_result(uow, command),
                lambda _saved: dialog.accept(),
                dialog.refused,
                undo=lambda saved: (
                    lambda uow: withdraw_result(uow, saved.id, saved.version, _UNDONE)
                ),
            )

        ResultDialog(self.ctx, row, save, self).open()

    def _person(self) -> None:
        row = self._row()
        if row is not None:
            self.ctx.navigate(Route("person", row.person_id))

    def _case(self) -> None:
        row = self._row()
        if row is not None and row.case_id is not None:
            self.ctx.navigate(Route("case", row.case_id))
