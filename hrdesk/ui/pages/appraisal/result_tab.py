"""The ranking of a round, its screening and posting, its papers, its closing."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.appraisal_final import close_round, reopen_round
from hrdesk.services.appraisal_papers import FORM, prepare_outstanding
from hrdesk.services.appraisal_rounds import SaveAppraisalRound, save_appraisal_round
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisals import AppraisalLine, AppraisalRoundView
from hrdesk.services.queries.committees import CommitteeRow, committees
from hrdesk.services.unit_of_work import BANGKOK
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import ask, ask_reason
from hrdesk.ui.pages.appraisal.board import RoundBoard
from hrdesk.ui.pages.appraisal.fitted import FittedDialog
from hrdesk.ui.pages.appraisal.output import (
    paper_options,
    save_apart,
    save_excel,
    show_papers,
    show_summary,
)
from hrdesk.ui.pages.appraisal.round_tab import RoundTab
from hrdesk.ui.pages.appraisal.words import ORDER, RANKING
from hrdesk.ui.pages.person.inputs import Choice, Note
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field


class ResultTab(RoundTab):
    """Who stands where; equal totals share a place. Closes the round when nothing hinders it."""

    def __init__(self, board: RoundBoard, parent: QWidget) -> None:
        super().__init__(board, "result", RANKING, "ลำดับผลการประเมิน", parent)
        act = self.make_action
        self.close_act = act("appraisal_close", "ปิดรอบ…", "lock", self.close_round)
        self.reopen = act("appraisal_reopen", "เปิดรอบอีกครั้ง…", "undo", self._reopen)
        self.facts = act("appraisal_facts", "กลั่นกรองและปิดประกาศ…", "edit", self.open_facts)
        self.announce = act("appraisal_announce", "ประกาศรายชื่อดีเด่น…", "star", self.announce_best)
        self.form = act("appraisal_forms", "แบบประเมินของที่เลือก…", "pdf", self._forms)
        self.apart = act("appraisal_apart", "แบบประเมินรายคน คนละไฟล์…", "folder", self._apart)
        self.summary = act("appraisal_summary", "บัญชีสรุปผล…", "print", self._summary, "Ctrl+P")
        self.excel = act("appraisal_excel", "บัญชีสรุปผล Excel…", "excel", self._excel)
        self.table.set_actions(self.actions_made)
        self.state = QLabel(self)
        self.state.setObjectName("appraisal_state")
        self.state.setWordWrap(True)
        first = (self.facts, self.announce, self.close_act, self.reopen)
        more = (self.form, self.apart)
        self.rows.addLayout(self.buttons(first, more, (self.summary, self.excel), self.close_act))
        self.rows.addWidget(self.state)
        self.rows.addWidget(self.committee_note)
        self.rows.addWidget(self.stack, 1)
        self.table.opened.connect(lambda _row: self._forms())
        self.enable()

    def begin(self) -> None:
        """Lead to the people."""
        self.board.ask_people.emit()

    def lines(self) -> list[AppraisalLine]:
        """Return the people from the best total down, each set of criteria by itself."""
        return sorted(
            self.board.lines(),
            key=lambda line: (ORDER[line.staff], line.rank is None, line.rank or 0),
        )

    def enable(self) -> None:
        """Let each action be used where it makes sense."""
        view = self.board.view
        open_ = self.board.open
        people = view is not None and bool(view.lines)
        self.close_act.setVisible(view is None or not view.final)
        self.reopen.setVisible(view is not None and view.final)
        self.close_act.setEnabled(open_ and people)
        self.facts.setEnabled(open_)
        self.announce.setEnabled(view is not None and view.counts.outstanding > 0)
        for action in (self.form, self.apart):
            action.setEnabled(bool(self.chosen_lines()))
        for action in (self.summary, self.excel):
            action.setEnabled(bool(self.model.rows()))

    def show_lines(self) -> None:
        """Show the ranking and how far the round is from being closed."""
        super().show_lines()
        view = self.board.view
        if view is not None:
            self.say_committee(view)
            words, tone = state_words(view)
            self.state.setText(breakable(words))
            set_role(self.state, "plain", tone)

    # -- acts ---------------------------------------------------------------------------------

    def close_round(self) -> QWidget | None:
        """Close the round: a question, or a reason where something is doubtful."""
        view = self.board.view
        if view is None:
            return None
        if view.hinders:
            self.ctx.notify.error(DomainError("appraisal_round_not_ready", problems=view.hinders))
            return None
        text = (
            f"ผลของ {view.counts.people:,} คนจะตรึงไว้พร้อมหลักฐานการคิดคะแนน "
            "และใช้เลื่อนเงินเดือนได้ แก้ได้เมื่อเปิดรอบอีกครั้งพร้อมเหตุผล"
        )
        if not view.doubts:
            return ask(self, "ปิดรอบการประเมิน", text, "ปิดรอบ", lambda: self._close(view, ""))
        text += f" ขณะนี้ {' · '.join(view.doubts)}"
        return ask_reason(
            self, "ปิดรอบการประเมิน", text, "ปิดรอบ",
            lambda reason: self._close(view, reason), "เหตุผลที่ปิดรอบทั้งที่ยังไม่ครบ",
        )  # fmt: skip

    def open_facts(self) -> QWidget | None:
        """Show the form of the committee and the days; returns it."""
        view = self.board.view
        if view is None or view.final:
            return None
        dialog = FactsDialog(self.ctx, view, self)
        dialog.open()
        return dialog

    def announce_best(self) -> QWidget | None:
        """Make the announcement of those with the best level; returns its dialog."""
        from hrdesk.ui.pages.papers.dialog import PaperDialog

        view = self.board.view
        if view is None:
            return None
        options = paper_options(self.ctx)
        dialog = PaperDialog(
            self.ctx, None, "announcement", self,
            prepare=lambda uow: prepare_outstanding(uow, view.id, options),
            name=f"appraisal_outstanding_{view.id}",
        )  # fmt: skip
        dialog.issued.connect(lambda _paper: self._posted())
        dialog.open()
        return dialog

    def _posted(self) -> None:
        view = self.board.view
        if view is None or view.final or view.posted_on is not None:
            return
        command = SaveAppraisalRound(
            view.id, view.version, view.committee_id, view.screened_on, self.ctx.today(), view.note
        )
        self.ctx.tasks.act(
            self,
            lambda uow: save_appraisal_round(uow, command),
            saved="ออกประกาศแล้ว และบันทึกวันปิดประกาศเป็นวันนี้ แก้ได้ที่กลั่นกรองและปิดประกาศ",
        )

    def _close(self, view: AppraisalRoundView, reason: str) -> None:
        self.ctx.tasks.act(
            self,
            lambda uow: close_round(uow, view.id, view.version, reason),
            saved="ปิดรอบการประเมินแล้ว",
        )

    def _reopen(self) -> None:
        view = self.board.view
        if view is None:
            return
        text = "ผลที่ตรึงไว้เดิมยังเก็บอยู่ เมื่อแก้แล้วให้ปิดรอบใหม่ รอบเงินเดือนที่ทำไปแล้วไม่เปลี่ยนตาม"
        ask_reason(
            self, "เปิดรอบอีกครั้ง", text, "เปิดรอบ",
            lambda reason: self.ctx.tasks.act(
                self, lambda uow: reopen_round(uow, view.id, view.version, reason), saved="เปิดรอบแล้ว"
            ),
        )  # fmt: skip

    def _forms(self) -> None:
        show_papers(self, FORM, [line.id for line in self.chosen_lines()])

    def _apart(self) -> None:
        save_apart(self, FORM, [line.id for line in self.chosen_lines()])

    def _summary(self) -> None:
        if self.board.round_id is not None:
            show_summary(self, self.board.round_id, self.board.unit)

    def _excel(self) -> None:
        if self.board.view is not None:
            save_excel(self, self.board.view, self.board.unit)


def state_words(view: AppraisalRoundView) -> tuple[str, str]:
    """Return how far a round is from being closed, and the tone of that."""
    if view.final and view.runs:
        run = view.runs[0]
        day = thai_date_short(run.made_at.astimezone(BANGKOK).date())
        told = f"ปิดรอบครั้งที่ {run.number} เมื่อ {day} โดย {run.made_by}"
        told += f" เหตุผล {run.reason}" if run.reason else ""
        if not run.intact:
            return f"{told} · ข้อมูลที่ตรึงไว้ถูกแก้นอกโปรแกรม โปรดแจ้งผู้ดูแลระบบ", "bad"
        return f"{told} · รหัสตรวจสอบ {run.sha256[:12]}", "good"
    if view.hinders:
        return f"ยังปิดรอบไม่ได้: {' · '.join((*view.hinders, *view.doubts))}", "warn"
    if view.doubts:
        return f"ปิดรอบได้เมื่อให้เหตุผล: {' · '.join(view.doubts)}", "warn"
    return "ครบทุกคนแล้ว ปิดรอบได้", "good"


class FactsDialog(FittedDialog):
    """The screening committee, the day it met, the day the list was posted."""

    kind = "appraisal_facts_dialog"

    def __init__(
        self, ctx: AppContext, view: AppraisalRoundView, parent: QWidget | None = None
    ) -> None:
        super().__init__("การกลั่นกรองและการปิดประกาศ", "บันทึก", parent)
        self._ctx, self._view = ctx, view
        known = [(str(view.committee_id), view.committee)] if view.committee_id else []
        self.committee = Choice("facts_committee", known, self, "ยังไม่เลือก")
        self.committee.set_value(str(view.committee_id or ""))
        self.screened = BuddhistDateEdit(ctx.today, "facts_screened_on", self)
        self.screened.set_date(view.screened_on)
        self.posted = BuddhistDateEdit(ctx.today, "facts_posted_on", self)
        self.posted.set_date(view.posted_on)
        self.note = Note("facts_note", self, lines=2)
        self.note.setPlainText(view.note)
        hint = "ตั้งคณะกรรมการได้ที่หน้าประชุม/คะแนน แท็บคณะกรรมการ"
        for name, field in (
            ("committee_id", Field("คณะกรรมการกลั่นกรอง", self.committee, hint=hint)),
            ("screened_on", Field("วันประชุมกลั่นกรอง", self.screened)),
            ("posted_on", Field("วันปิดประกาศรายชื่อดีเด่น", self.posted)),
            ("note", Field("หมายเหตุ", self.note)),
        ):
            self.fields.addWidget(self.form.add(name, field))
        ctx.tasks.query(self, committees, self._offer, self.refused, "committees")
        self.committee.setFocus()

    def hand_over(self) -> None:
        """Store the facts, or say beside the fields why not."""
        for name, edit in (("screened_on", self.screened), ("posted_on", self.posted)):
            wrong = edit.problem()
            if wrong is not None:
                self.refused(DomainError(wrong.code, field=name, **wrong.facts))
                return
        chosen = self.committee.value()
        command = SaveAppraisalRound(
            self._view.id,
            self._view.version,
            int(chosen) if chosen else None,
            self.screened.date(),
            self.posted.date(),
            self.note.value(),
        )
        self._ctx.tasks.act(
            self,
            lambda uow: save_appraisal_round(uow, command),
            lambda _version: self.accept(),
            self.refused,
        )

    def _offer(self, rows: tuple[CommitteeRow, ...]) -> None:
        ordered = sorted(rows, key=lambda row: row.kind.value != "appraisal")
        self.committee.set_options([(str(row.id), row.name) for row in ordered])
        self.committee.set_value(str(self._view.committee_id or ""))
        fit(self)
