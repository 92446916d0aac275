"""A person's salary history: a small chart, the lines, and the acts on lines typed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.explanation import shown
from hrdesk.services.access import Right
from hrdesk.services.queries.salary_history import HistoryLine, SalaryHistory, salary_history
from hrdesk.services.salary_history import RecordSalary, record_salary, strike_line
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import ask_reason
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.person.salary_dialog import SalaryLineDialog
from hrdesk.ui.pages.salary.words import sums
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.step_chart import Step, StepChart

if TYPE_CHECKING:
    from decimal import Decimal

LABEL = "ประวัติเงินเดือน"
_ROOM = 300  # pixels of the tab below which the chart is left out
_SOURCES = {
    "round": Status("รอบเงินเดือน", "info", "salary"),
    "award": Status("บรรจุ/ปรับอัตรา", "info", "calculator"),
    "hand": Status("บันทึกจากคำสั่ง", "muted", "edit"),
}
_GONE = {
    "replaced": Status("แก้ไขแล้ว", "muted", "history"),
    "struck": Status("ขีดออก", "muted", "close"),
}


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else shown(amount)


def order_of(line: HistoryLine) -> str:
    """Return the order of a line in words."""
    dated = f" ลว. {thai_date_short(line.order_dated)}" if line.order_dated else ""
    return f"{line.order_number}{dated}" if line.order_number else ""


def detail_of(line: HistoryLine) -> str:
    """Return what a line is about and what became of it."""
    return " · ".join(part for part in (line.detail, line.note) if part)


def state_of(line: HistoryLine) -> Status:
    """Return where a line comes from, or that it stands no more."""
    return _GONE.get(line.state) or _SOURCES[line.source]


def line_words(line: HistoryLine) -> str:
    """Return a line as it is read out."""
    special = f" ค่าตอบแทนพิเศษ {shown(line.special)} บาท" if line.special else ""
    return f"{thai_date_short(line.effective_on)} {line.kind_label} {shown(line.new_salary)} บาท{special}"


COLUMNS = (
    Column("effective_on", "ตั้งแต่วันที่", width=105),
    Column("kind_label", "รายการ", width=170),
    Column("old_salary", "เดิม", width=80, align="right", format=_money),
    Column("change", "เพิ่ม", width=75, align="right", format=_money),
    Column("new_salary", "เงินเดือน", width=85, align="right", format=_money),
    Column(
        "special", "ค่าตอบแทนพิเศษ", width=130, align="right",
        value=lambda line: line.special or None, format=sums,
    ),
    Column("order", "คำสั่ง", width=180, value=order_of),
    Column("state", "ที่มา", width=150, status=state_of),
    Column(
        "detail", "รายละเอียด", width=160, stretch=True, value=detail_of, tooltip=detail_of,
    ),
    Column("recorded_by", "ผู้บันทึก", width=140, shown=False),
    Column("recorded_at", "บันทึกเมื่อ", width=140, shown=False),
)  # fmt: skip


class SalaryTab(StaffTab):
    """The tab of one person; ``show_person`` changes the person."""

    kinds: ClassVar[frozenset[str]] = frozenset({"person", "salary_record"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("salary_tab")
        self.history: SalaryHistory | None = None
        self._person_id = 0
        self.chart = StepChart("salary_chart", "กราฟเงินเดือน", self)
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "person_salary", LABEL)
        act, may = self.make_action, ctx.may(Right.WORK_SALARY)
        self.add = act("salary_add", "เพิ่มจากคำสั่ง…", "add", self._add)
        self.correct = act("salary_correct", "แก้ไข…", "edit", self._correct)
        self.strike = act("salary_strike", "ขีดออก…", "close", self._strike)
        self.source = act("salary_source", "เปิดรอบหรือรายการที่มา", "eye", self._source)
        self.form = act("salary_form", "แบบประวัติเงินเดือน…", "paper", self._form)
        self.output = ListOutput(self, "person_salary", self._listed)
        for action in (self.add, self.correct, self.strike, self.source):
            action.setVisible(may)
        self.form.setVisible(ctx.may(Right.ISSUE_PAPERS))
        self.table.set_actions(self.actions_made)
        self.past = QCheckBox("แสดงบรรทัดที่แก้ไขหรือขีดออกแล้ว", self)
        self.past.setObjectName("salary_past")
        self.past.setAccessibleName(self.past.text())
        self.empty = EmptyState(
            "ยังไม่มีประวัติเงินเดือน",
            "บรรทัดจะเพิ่มเองเมื่อรอบเงินเดือนหรือคำสั่งเงินเดือนเป็นที่สุด ส่วนคำสั่งเก่าบันทึกเพิ่มได้ที่นี่",
            "เพิ่มจากคำสั่ง" if may else "",
            self,
        )
        self._stack = self.stacked(self.table, self.empty)
        more = (self.strike, self.source, self.form)
        first = (self.add, self.correct)
        self.rows.setContentsMargins(0, 8, 0, 0)
        self.rows.addLayout(self.buttons(first, more, self.output.actions))
        self.rows.addWidget(self.chart)
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.past)
        self.rows.addWidget(self.law)
        self.chart.hide()
        self.past.hide()
        self.say_law("")
        self.empty.started.connect(self._add)
        self.past.toggled.connect(lambda _on: self._fill())
        self.table.chosen.connect(self._chosen)
        self.chart.chosen.connect(self._step_chosen)
        self._enable(None)

    def show_person(self, person_id: int) -> None:
        """Read the history of a person."""
        self._person_id = person_id
        self.refresh()

    def refresh(self) -> None:
        """Read the history again."""
        person_id = self._person_id
        if person_id:
            self.ctx.tasks.query(
                self, lambda uow: salary_history(uow, person_id), self._show, self.failed, "history"
            )

    # -- what is shown --------------------------------------------------------------------------

    def _show(self, history: SalaryHistory) -> None:
        if history.person_id != self._person_id:
            return
        self.history = history
        live = history.live
        steps = [Step(line.effective_on, line.new_salary, line_words(line)) for line in live]
        self.chart.show_steps(steps, self.ctx.today())
        self._room_for_chart()
        self.past.setVisible(len(live) < len(history.lines))
        told = "เงินเดือนในทะเบียนไม่ตรงกับบรรทัดล่าสุดที่มีผลแล้ว โปรดตรวจว่าขาดคำสั่งใด"
        self.say_law(f"{told} (ทะเบียน {_money(history.salary)} บาท)" if history.differs else "")
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chart gives way to the lines where there is little room."""
        super().resizeEvent(event)
        self._room_for_chart()

    def _room_for_chart(self) -> None:
        lines = len(self.history.live) if self.history is not None else 0
        self.chart.setVisible(lines > 1 and self.height() >= _ROOM)

    def _fill(self) -> None:
        lines = self.history.lines if self.history is not None else ()
        wanted = [line for line in lines if line.state == "live" or self.past.isChecked()]
        self.model.set_rows(wanted)
        self.output.enable(bool(wanted))
        self.form.setEnabled(any(line.state == "live" for line in lines))
        self._stack.setCurrentWidget(self.table if wanted else self.empty)
        self._enable(self.table.current_row())

    def _listed(self) -> MemoryList:
        name = self.history.name if self.history is not None else ""
        return MemoryList(LABEL, name, COLUMNS, self.model.rows())

    def _chosen(self, line: HistoryLine | None) -> None:
        self._enable(line)
        live = self.history.live if self.history is not None else ()
        if line in live:
            self.chart.choose(live.index(line))

    def _step_chosen(self, place: int) -> None:
        if self.history is not None and place < len(self.history.live):
            self.table.select_id(self.history.live[place].id)

    def _enable(self, line: HistoryLine | None) -> None:
        by_hand = line is not None and line.by_hand
        self.correct.setEnabled(by_hand)
        self.strike.setEnabled(by_hand)
        self.source.setEnabled(line is not None and line.source != "hand")

    # -- acts -----------------------------------------------------------------------------------

    def _line(self) -> HistoryLine | None:
        found: HistoryLine | None = self.table.current_row()
        return found

    def _add(self) -> None:
        SalaryLineDialog(self.ctx, self._person_id, self._save, self).open()

    def _correct(self) -> None:
        line = self._line()
        if line is not None and line.by_hand:
            SalaryLineDialog(self.ctx, self._person_id, self._save, self, line=line).open()

    def _save(self, dialog: SalaryLineDialog, command: RecordSalary) -> None:
        def done(record_id: int) -> None:
            dialog.accept()
            self.refresh()
            self.table.select_id(record_id)

        self.ctx.tasks.act(self, lambda uow: record_salary(uow, command), done, dialog.refused)

    def _strike(self) -> None:
        line = self._line()
        if line is None:
            return
        register = "ไม่เปลี่ยน" if line.back is None else f"จะกลับเป็น {shown(line.back)} บาท"
        text = f"{line_words(line)} จะไม่นับอีก แต่ยังอ่านได้พร้อมเหตุผล เงินเดือนในทะเบียน{register}"
        ask_reason(
            self, "ขีดออกจากประวัติเงินเดือน", text, "ขีดออก",
            lambda reason: self.ctx.tasks.act(
                self, lambda uow: strike_line(uow, line.id, reason), lambda _none: self.refresh()
            ),
        )  # fmt: skip

    def _source(self) -> None:
        line = self._line()
        if line is None:
            return
        if line.round_id is not None:
            self.ctx.navigate(Route("salary_round", line.round_id))
        elif line.run_id is not None:
            self.ctx.navigate(Route("salary", params={"tab": "awards"}))

    def _form(self) -> None:
        from hrdesk.services.award_papers import prepare_salary_record
        from hrdesk.ui.pages.papers.dialog import PaperDialog
        from hrdesk.ui.pages.registers.show_issued import paper_options

        person_id, options = self._person_id, paper_options(self.ctx)
        PaperDialog(
            self.ctx, None, "salary_record", self,
            prepare=lambda uow: prepare_salary_record(uow, person_id, options),
            name=f"salary-record-{person_id}",
        ).open()  # fmt: skip
