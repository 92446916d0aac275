"""The stage อนุมัติ: the committee's meeting, making the round final, and what was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.services.queries.salary_opening import RoundOffers, round_offers
from hrdesk.services.queries.salary_rounds import KeptRun, RoundView, kept_runs
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import ask
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.salary.board import Board
from hrdesk.ui.pages.salary.meeting_form import MeetingForm
from hrdesk.ui.pages.salary.stage import RoundStage
from hrdesk.ui.pages.salary.supersede_dialog import SupersedeDialog
from hrdesk.ui.pages.salary.words import sums, view_words
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from hrdesk.services.changes import Result
    from hrdesk.services.unit_of_work import UnitOfWork

_MOST_SAID = 4  # hindrances told here; the stage before has them all


def run_status(run: KeptRun) -> Status:
    """Return whether a kept result holds, was replaced, or was tampered with."""
    if not run.intact:
        return Status("ข้อมูลถูกแก้", "bad", "error")
    return Status("มีฉบับใหม่แทน") if run.superseded else Status("ฉบับปัจจุบัน", "good", "lock")


RUNS = (
    Column("number", "ฉบับที่", "right", 62),
    Column("made_at", "เป็นที่สุดเมื่อ", width=185),
    Column("made_by", "โดย", width=120),
    Column("state", "สถานะ", width=135, status=run_status),
    Column("reason", "แก้ไขฉบับก่อนเพราะ", width=200, stretch=True),
    Column("law", "หลักเกณฑ์", width=150, shown=False),
    Column("sha256", "รหัสตรวจสอบ (SHA-256)", width=200, shown=False),
)


class DecideStage(RoundStage):
    """The meeting at the left, what is decided at the right."""

    def __init__(self, ctx: AppContext, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(ctx, board, parent)
        self.setObjectName("decide_stage")
        self.meeting = MeetingForm(ctx, board, self)
        self.told = self._label("decide_told")
        self.committee = self._label("decide_committee")
        set_role(self.committee, "plain", "warn")
        self.sums = self._label("decide_sums")
        self.final = self.make_action("round_final", "ทำให้เป็นที่สุด…", "lock", self.finalise)
        self.again = self.make_action("round_again", "ออกรอบใหม่แทน…", "repeat", self.supersede)
        self.papers = self.make_action(
            "round_papers", "ไปออกคำสั่ง", "paper", lambda: self.go.emit("papers", 0)
        )
        self.see = self.make_action("run_open", "เปิดดูฉบับนี้", "eye", self._open_run)
        self.runs = ListTable(RUNS, parent=self)
        self.table = DataTable(ctx.settings, "round_runs", "ผลที่เป็นที่สุดทุกฉบับ", self)
        self.table.set_table(self.runs)
        self.table.setSortingEnabled(False)  # the newest first
        self.table.set_actions((self.see,))
        self.output = ListOutput(self, "runs", self._listed)
        self.stamp = self._label("run_stamp")
        set_role(self.stamp, "muted")
        self._lay_out()
        self.table.opened.connect(lambda _row: self._open_run())
        self.table.chosen.connect(self._run_chosen)

    def _lay_out(self) -> None:
        right = QWidget(self)
        rows = QVBoxLayout(right)
        rows.setContentsMargins(12, 0, 0, 0)
        rows.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(action_button(self.final, self, primary=True))
        buttons.addWidget(action_button(self.papers, self))
        buttons.addWidget(action_button(self.again, self))
        buttons.addStretch()
        kept = QHBoxLayout()
        kept.setSpacing(8)
        head = QLabel("ผลที่เป็นที่สุดทุกฉบับ", self)
        set_role(head, "subtitle")
        kept.addWidget(head, 1)
        self._kept = QWidget(right)
        for action in (self.see, *self.output.actions):
            kept.addWidget(action_button(action, self))
        rows.addWidget(self.told)
        rows.addWidget(self.committee)
        rows.addWidget(self.sums)
        rows.addLayout(buttons)
        rows.addSpacing(8)
        inside = QVBoxLayout(self._kept)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(kept)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.stamp)
        rows.addWidget(self._kept, 1)
        rows.addStretch()
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(scrolled(self.meeting, "round_meeting_scroll"))
        split.addWidget(right)
        split.setSizes([360, 560])
        split.setStretchFactor(1, 1)
        self.rows.addWidget(split, 1)

    # -- showing ------------------------------------------------------------------------------

    def show_round(self, view: RoundView) -> None:
        """Show the meeting, what is decided, and every kept result."""
        self.meeting.show_round(view)
        problems = self.board.problems()
        copy, open_ = view.copy_of_id is not None, view.state == "open"
        self._say(view, problems)
        self.committee.setText(breakable(view.committee_note))
        self.committee.setVisible(bool(view.committee_note))
        totals = self.board.totals or view.totals
        raised = sum(
            bool(each.row.raised or each.row.special) for each in self.board.people.values()
        )
        budget = f" จากวงเงิน {sums(totals.whole.budget)}" if totals.whole.budget is not None else ""
        self.sums.setText(
            breakable(
                f"ได้เลื่อน {raised:,} จาก {totals.whole.heads:,} คน "
                f"ใช้ {sums(totals.whole.spent)} บาทต่อเดือน{budget}"
            )
        )
        self.final.setVisible(open_ and not copy)
        self.final.setEnabled(self.final.isVisible() and not problems)
        self.papers.setVisible(view.state == "final")
        self.again.setVisible(view.state == "final")
        self.see.setEnabled(False)
        self.output.enable(False)
        round_id = view.id
        self.ctx.tasks.query(
            self, lambda uow: kept_runs(uow, round_id), self._show_runs, self._failed, "runs"
        )

    def _say(self, view: RoundView, problems: tuple[str, ...]) -> None:
        if view.copy_of_id is not None:
            text, tone = "สำเนาทดลองอนุมัติไม่ได้ กด “ใช้สำเนานี้” ก่อน แล้วอนุมัติที่รอบจริง", "warn"
        elif view.state == "superseded":
            text, tone = "มีรอบใหม่แทนรอบนี้แล้ว ผลเดิมเก็บไว้ให้ดู", ""
        elif view.state == "final":
            order = f" คำสั่งที่ {view.order_number}" if view.order_number else " ยังไม่ได้ออกคำสั่ง"
            text, tone = f"ผลเป็นที่สุดแล้ว{order}", "good"
            if view.overtaken:
                text, tone = f"{text} · {view.overtaken}", "warn"
        elif problems:
            more = len(problems) - _MOST_SAID
            said = [*problems[:_MOST_SAID], *([f"และอีก {more:,} ข้อ"] if more > 0 else [])]
            text, tone = "ก่อนทำให้เป็นที่สุด: " + " · ".join(said), "warn"
        else:
            text, tone = "ครบแล้ว ทำให้เป็นที่สุดได้", "good"
        set_role(self.told, "plain", tone)
        self.told.setText(breakable(text))

    def _show_runs(self, runs: tuple[KeptRun, ...]) -> None:
        self.runs.set_rows(runs)
        self._kept.setVisible(bool(runs))
        self.output.enable(bool(runs))
        if runs and self.table.current_row() is None:
            self.table.select_id(runs[0].id)

    def _run_chosen(self, run: KeptRun | None) -> None:
        self.see.setEnabled(run is not None)
        told = f"หลักเกณฑ์ {run.law}\nรหัสตรวจสอบ {run.sha256}" if run is not None else ""
        self.stamp.setText(breakable(told))

    # -- deciding -----------------------------------------------------------------------------

    def finalise(self) -> None:
        """Ask once more, and make the round final."""
        view = self.board.view
        if view is None or not self.final.isEnabled():
            return
        round_id, version = view.id, view.version
        shown = list(self.board.people.values())
        told = (
            f"{view_words(view)}: {self.sums.text()} "
            "โปรแกรมจะเก็บบัญชี สิ่งที่เลือก วิธีคิดของทุกคน และรหัสตรวจสอบ แล้วลงประวัติเงินเดือนของแต่ละคน "
            "หลังจากนี้แก้ไม่ได้ นอกจากออกรอบใหม่แทนพร้อมเหตุผล"
        )

        def go() -> None:
            from hrdesk.services.salary_final import finalise_round
            from hrdesk.services.seen import round_seen

            def act(uow: UnitOfWork) -> Result[int]:
                seen = round_seen([each.line for each in shown], [each.row for each in shown])
                return finalise_round(uow, round_id, version, seen=seen)

            self.ctx.tasks.act(
                self.board, act, self._done, self._failed, saved="ผลเป็นที่สุดแล้ว",
                label="กำลังทำให้เป็นที่สุด",
            )  # fmt: skip

        ask(self, "ทำให้เป็นที่สุด", told, "ทำให้เป็นที่สุด", go)

    def supersede(self) -> None:
        """Ask why, and open the round that will take the place of this one."""
        view = self.board.view
        if view is None:
            return
        round_id, used = view.id, view.snapshot_id
        scheme, year, number = view.scheme, view.year, view.number

        def go(dialog: SupersedeDialog, reason: str, payroll: int | None) -> None:
            from hrdesk.services.salary_final import supersede_round

            def opened(new_id: int) -> None:
                dialog.accept()
                self.ctx.navigate(Route("salary_round", new_id, {"tab": "allocate"}))

            self.ctx.tasks.act(
                self.board, lambda uow: supersede_round(uow, round_id, reason, payroll), opened,
                dialog.refused, saved="เปิดรอบใหม่แทนแล้ว",
            )  # fmt: skip

        def show(offers: RoundOffers) -> None:
            SupersedeDialog(offers.payrolls, used, go, self).open()

        self.ctx.tasks.query(
            self, lambda uow: round_offers(uow, scheme, year, number), show, self._failed, "again"
        )

    def _done(self, _value: Any) -> None:
        self.board.forget_undo()
        self.board.read()

    def _failed(self, problem: DomainError) -> None:
        self.ctx.notify.error(problem)
        self.board.read()

    def _open_run(self) -> None:
        run: KeptRun | None = self.table.current_row()
        if run is not None:
            self.ctx.navigate(Route("salary_round", run.round_id, {"tab": "allocate"}))

    def _listed(self) -> MemoryList:
        view = self.board.view
        title = f"ผลที่เป็นที่สุด {view_words(view)}".replace("/", "-") if view else "ผลที่เป็นที่สุด"
        return MemoryList(title, "", RUNS, [*self.runs.rows()])

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
