"""What is done with a result: ties, choice, works, making it final, opening it again, sending it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hrdesk.services import results
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.queries.results import ResultView, final_result, result_view, runs_of
from hrdesk.services.result_cases import CaseLine, case_lines, write_to_cases
from hrdesk.ui.dialogs import ask, ask_reason
from hrdesk.ui.pages.meetings.result_annex import kept_annex, live_annex, print_annex
from hrdesk.ui.pages.meetings.result_cases import CasesDialog, sent_words
from hrdesk.ui.pages.meetings.result_dialogs import ChooseDialog, TieDialog
from hrdesk.ui.pages.meetings.result_model import ShownRow, names
from hrdesk.ui.pages.meetings.result_runs import RunsDialog
from hrdesk.ui.pages.meetings.result_work import WorkResultDialog
from hrdesk.ui.pages.settings.tab import settle

if TYPE_CHECKING:
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.pages.meetings.result_tab import ResultTab


class ResultActs:
    """The acts of the tab on the contest that it shows."""

    def __init__(self, tab: ResultTab) -> None:
        self._tab = tab
        self._ctx = tab.ctx

    # -- decisions ----------------------------------------------------------------------------

    def decide_tie(self) -> None:
        """Ask for the committee's order of those whose totals are equal."""
        view, rows = self._tab.view, self._tied()
        if view is None or len(rows) < 2:
            return
        before = tuple(row.id for row in rows if row.decided)
        reason_before = rows[0].tie_reason if before else ""
        contest_id = view.contest_id

        def save(dialog: TieDialog, order: tuple[int, ...], reason: str) -> None:
            self._ctx.tasks.act(
                self._tab,
                lambda uow: results.decide_tie(uow, contest_id, order, reason),
                lambda _version: self._saved(dialog),
                dialog.refused,
                undo=lambda _version: (
                    lambda uow: results.decide_tie(uow, contest_id, before, reason_before)
                ),
                saved="บันทึกมติคะแนนที่เท่ากันแล้ว",
            )

        TieDialog(rows, save, self._tab).open()

    def take_tie_back(self) -> None:
        """Take the committee's order of a tie back; it can be put back again."""
        view = self._tab.view
        rows = [row for row in self._tab.rows_shown if row.decided]
        if view is None or not rows:
            return
        contest_id, order = view.contest_id, tuple(row.id for row in rows)
        reason = rows[0].tie_reason
        self._ctx.tasks.act(
            self._tab,
            lambda uow: results.decide_tie(uow, contest_id, (), ""),
            lambda _version: self._tab.refresh(),
            undo=lambda _version: lambda uow: results.decide_tie(uow, contest_id, order, reason),
            saved="ถอนมติคะแนนที่เท่ากันแล้ว",
        )

    def choose(self) -> None:
        """Ask who is chosen for the posts."""
        view, rows = self._tab.view, self._tab.rows_shown
        if view is None or not rows:
            return
        before = tuple(row.id for row in rows if row.chosen)
        reason_before = next((row.chosen_reason for row in rows if row.chosen), "")
        contest_id = view.contest_id

        def save(dialog: ChooseDialog, ids: tuple[int, ...], reason: str) -> None:
            self._ctx.tasks.act(
                self._tab,
                lambda uow: results.choose(uow, contest_id, ids, reason),
                lambda _version: self._saved(dialog),
                dialog.refused,
                undo=lambda _version: (
                    lambda uow: results.choose(uow, contest_id, before, reason_before)
                ),
                saved="บันทึกผู้ได้รับเลือกแล้ว" if ids else "ถอนผู้ได้รับเลือกแล้ว",
            )

        ChooseDialog(rows, view.posts, save, self._tab).open()

    def set_work(self) -> None:
        """Ask for the result of the chosen candidate's work."""
        view, shown = self._tab.view, self._tab.current()
        if view is None or shown is None:
            return
        row = next(each for each in view.rows if each.candidate_id == shown.id)
        contest_id = view.contest_id

        def store(dialog: WorkResultDialog, values: dict[str, str], version: int) -> None:
            self._ctx.tasks.act(
                self._tab,
                lambda uow: results.set_work_result(
                    uow,
                    shown.id,
                    version,
                    result=values["work_result"],
                    proposal=values["proposal_grade"],
                    note=values["result_note"],
                ),
                lambda _version: self._saved(dialog),
                lambda problem: refused(dialog, values, problem),
                saved=f"บันทึกผลของ {shown.name} แล้ว",
            )

        def refused(dialog: WorkResultDialog, values: dict[str, str], problem: DomainError) -> None:
            if not isinstance(problem, EditConflict):
                dialog.refused(problem)
                return

            def again(chosen: dict[str, Any]) -> None:
                mixed = {**values, **chosen}
                self._ctx.tasks.query(
                    dialog,
                    lambda uow: _version_of(uow, contest_id, shown.id),
                    lambda version: store(dialog, mixed, version),
                )

            if problem.facts.get("differences"):
                settle(dialog, problem, again, f"ผลของ {shown.name}", dialog.said)
            else:
                again({})

        WorkResultDialog(
            view, row, shown, lambda dialog, values: store(dialog, values, row.version), self._tab
        ).open()

    # -- the end ------------------------------------------------------------------------------

    def finalise(self) -> None:
        """Ask once more, and make the result final."""
        view = self._tab.view
        if view is None or view.open or view.final:
            return
        contest_id, version = view.contest_id, view.version
        told = (
            f"ผลของ “{view.title}” จะถูกเก็บพร้อมคะแนน วิธีคิด และรหัสตรวจสอบ "
            f"{self._summary()}หลังจากนี้แก้คะแนนและมติไม่ได้ จนกว่าจะเปิดใหม่พร้อมเหตุผล"
        )

        def end(despite: str = "") -> None:
            self._ctx.tasks.act(
                self._tab,
                lambda uow: results.finalise(uow, contest_id, version, despite),
                lambda _run: self._tab.refresh(),
                self._failed,
                saved="ผลเป็นที่สุดแล้ว",
            )

        title, go = "ทำผลให้เป็นที่สุด", "ทำให้เป็นที่สุด"
        if not view.irregular:
            ask(self._tab, title, told, go, end)
            return
        why = f"{told} · {' · '.join(view.irregular)} เหตุผลจะเก็บและพิมพ์ไว้กับผล"
        ask_reason(self._tab, title, why, go, end, "เหตุผลที่ทำให้เป็นที่สุดได้")

    def reopen(self) -> None:
        """Ask why, and open a final result for a correction."""
        view = self._tab.view
        if view is None or not view.final:
            return
        contest_id = view.contest_id
        told = (
            f"ผลฉบับที่ {len(view.runs)} ยังเก็บไว้ ดูและพิมพ์ได้เสมอ "
            "เมื่อแก้แล้วทำให้เป็นที่สุดอีกครั้งจะเป็นฉบับใหม่ เรื่องที่ส่งผลไปแล้วไม่ถูกดึงกลับ"
        )
        ask_reason(
            self._tab, "เปิดผลใหม่เพื่อแก้ไข", told, "เปิดใหม่",
            lambda reason: self._ctx.tasks.act(
                self._tab,
                lambda uow: results.reopen(uow, contest_id, reason),
                lambda _version: self._tab.refresh(),
                self._failed,
                saved="เปิดผลให้แก้ไขแล้ว",
            ),
        )  # fmt: skip

    def send(self) -> None:
        """Show what will happen to each case, and do it."""
        view = self._tab.view
        if view is None or not view.final:
            return
        contest_id = view.contest_id
        self._ctx.tasks.query(
            self._tab,
            lambda uow: case_lines(uow, contest_id),
            lambda lines: self._show_lines(contest_id, lines),
            self._failed,
            "lines",
        )

    def _show_lines(self, contest_id: int, lines: tuple[CaseLine, ...]) -> None:
        if not lines:
            self._ctx.notify.info("ผู้เข้ารับการประเมินในวาระนี้ไม่มีใครมาจากเรื่องในระบบ จึงไม่มีผลที่ต้องส่ง")
            return

        def save(dialog: CasesDialog, outcomes: dict[int, str]) -> None:
            self._ctx.tasks.act(
                self._tab,
                lambda uow: write_to_cases(uow, contest_id, outcomes),
                lambda _count: self._saved(dialog),
                dialog.refused,
                saved=sent_words(outcomes),
            )

        CasesDialog(lines, self._tab.about_meeting(), save, self._tab).open()

    # -- looking ------------------------------------------------------------------------------

    def show_runs(self) -> None:
        """Show every result that was made final, each compared with its hash."""
        view = self._tab.view
        if view is None or not view.runs:
            return
        contest_id = view.contest_id
        self._ctx.tasks.query(
            self._tab,
            lambda uow: runs_of(uow, contest_id),
            lambda runs: RunsDialog(self._ctx, replace(view, runs=runs), self._tab).open(),
            self._failed,
            "runs",
        )

    def print_annex(self) -> None:
        """Show how the result came about, for printing: as kept where it is final."""
        view = self._tab.view
        if view is None:
            return
        if not view.final or not view.runs:
            print_annex(self._ctx, self._tab, live_annex(self._ctx, view))
            return
        run_id = view.runs[0].id
        self._ctx.tasks.query(
            self._tab,
            lambda uow: final_result(uow, run_id),
            lambda kept: print_annex(self._ctx, self._tab, kept_annex(self._ctx, kept, view)),
            self._failed,
            "annex",
        )

    # -- inside -------------------------------------------------------------------------------

    def _tied(self) -> list[ShownRow]:
        rows = self._tab.rows_shown
        return [row for row in rows if row.waiting] or [row for row in rows if row.decided]

    def _summary(self) -> str:
        chosen = [row for row in self._tab.rows_shown if row.chosen]
        return f"ผู้ได้รับเลือก {names(chosen)} " if chosen else ""

    def _saved(self, dialog: Any) -> None:
        dialog.accept()
        self._tab.refresh()

    def _failed(self, problem: DomainError) -> None:
        self._ctx.notify.error(problem)
        self._tab.refresh()


def _version_of(uow: UnitOfWork, contest_id: int, candidate_id: int) -> int:
    view: ResultView = result_view(uow, contest_id)
    return next(row.version for row in view.rows if row.candidate_id == candidate_id)
