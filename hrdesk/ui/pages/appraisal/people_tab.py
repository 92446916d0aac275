"""Who is in a round, who appraises them, and what was agreed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hrdesk.services.appraisal_agreements import (
    CopiedAgreements,
    CopyAgreements,
    clear_agreements,
    copy_agreements,
)
from hrdesk.services.appraisal_papers import AGREEMENT
from hrdesk.services.appraisal_rounds import remove_person
from hrdesk.services.queries.appraisals import AppraisalLine
from hrdesk.ui.context import Route
from hrdesk.ui.dialogs import ask_reason
from hrdesk.ui.pages.appraisal.board import RoundBoard
from hrdesk.ui.pages.appraisal.round_tab import RoundTab
from hrdesk.ui.pages.appraisal.words import PEOPLE
from hrdesk.ui.pages.settings.list_output import ListOutput


class PeopleTab(RoundTab):
    """Put people in, give them appraisers, write and copy agreements."""

    def __init__(self, board: RoundBoard, parent: QWidget) -> None:
        super().__init__(board, "people", PEOPLE, "ผู้รับการประเมิน", parent)
        act = self.make_action
        self.add = act("appraisal_people_add", "เพิ่มคน…", "add", self.add_people, "Ins")
        self.agreement = act("appraisal_agreement", "ข้อตกลง…", "edit", self.open_agreement, "F2")
        self.appraiser = act("appraisal_appraiser", "ผู้ประเมิน…", "person", self.set_appraiser)
        self.copy_last = act(
            "appraisal_copy_last", "คัดลอกข้อตกลงจากรอบก่อน", "copy", self.copy_from_last
        )
        self.copy_one = act("appraisal_copy_one", "คัดลอกข้อตกลงจากคนอื่น…", "copy", self.copy_from_one)
        self.paper = act("appraisal_agreement_paper", "พิมพ์ข้อตกลง…", "pdf", self._papers)
        self.remove = act("appraisal_remove", "นำออกจากรอบ…", "delete", self._remove)
        self.person = act("appraisal_person", "ดูทะเบียนบุคคล", "people", self._person)
        self.output = ListOutput(
            self, "appraisal_people", lambda: self.listed("ผู้รับการประเมินและข้อตกลง")
        )
        self.table.set_actions(self.actions_made)
        more = (self.copy_last, self.copy_one, self.paper, self.remove, self.person)
        first = (self.add, self.agreement, self.appraiser)
        self.rows.addLayout(self.buttons(first, more, self.output.actions, self.add))
        self.rows.addWidget(self.stack, 1)
        self.table.opened.connect(lambda _row: self.open_agreement())
        self.enable()

    def begin(self) -> None:
        """Put the first people in."""
        self.add_people()

    def enable(self) -> None:
        """Let each action be used where it makes sense."""
        open_, any_one = self.board.open, bool(self.chosen_lines())
        self.add.setEnabled(open_)
        for action in (self.appraiser, self.copy_last, self.copy_one, self.remove):
            action.setEnabled(open_ and any_one)
        for action in (self.agreement, self.paper, self.person):
            action.setEnabled(any_one)
        self.output.enable(bool(self.model.rows()))

    def add_people(self) -> QWidget | None:
        """Show the people of the register who are not in the round; returns the dialog."""
        from hrdesk.ui.pages.appraisal.add_dialog import AddPeopleDialog

        if not self.board.open or self.board.round_id is None:
            return None
        dialog = AddPeopleDialog(self.ctx, self.board.round_id, self)
        dialog.open()
        return dialog

    def open_agreement(self) -> QWidget | None:
        """Show the agreement of the current person; returns the dialog."""
        from hrdesk.ui.pages.appraisal.agreement_dialog import AgreementDialog

        line: AppraisalLine | None = self.table.current_row()
        if line is None:
            return None
        dialog = AgreementDialog(self.ctx, line, self)
        dialog.open()
        return dialog

    def set_appraiser(self) -> QWidget | None:
        """Ask who appraises the selected people; returns the dialog."""
        from hrdesk.ui.pages.appraisal.appraiser_dialog import AppraiserDialog

        lines = self.chosen_lines()
        if not lines:
            return None
        dialog = AppraiserDialog(self.ctx, lines, self)
        dialog.open()
        return dialog

    def copy_from_last(self) -> None:
        """Copy everybody's own agreement of the last round they were in."""
        self._copy(None)

    def copy_from_one(self) -> QWidget | None:
        """Ask whose agreement is copied; returns the dialog."""
        from hrdesk.ui.pages.appraisal.appraiser_dialog import SourceDialog

        view = self.board.view
        if view is None:
            return None
        able = [line for line in view.lines if line.has_agreement]
        dialog = SourceDialog(able, self._copy, self)
        dialog.open()
        return dialog

    def _copy(self, source_id: int | None) -> None:
        ids = tuple(line.id for line in self.chosen_lines() if line.id != source_id)
        command = CopyAgreements(self.board.round_id or 0, ids, source_id)

        def done(found: CopiedAgreements) -> None:
            parts = [f"คัดลอกข้อตกลงแล้ว {len(found.copied):,} คน"]
            if found.kept:
                parts.append(f"มีข้อตกลงอยู่แล้ว {len(found.kept):,} คน")
            if found.without:
                parts.append(f"ไม่มีข้อตกลงรอบก่อน: {_few(found.without)}")
            self.ctx.notify.saved(" · ".join(parts), lambda: self._take_back(found), "เลิกทำ")

        self.ctx.tasks.act(self, lambda uow: copy_agreements(uow, command), done, saved=None)

    def _take_back(self, found: CopiedAgreements) -> None:
        self.ctx.tasks.act(self, lambda uow: clear_agreements(uow, found.copied), saved="เลิกทำแล้ว")

    def _papers(self) -> None:
        from hrdesk.ui.pages.appraisal.output import show_papers

        show_papers(self, AGREEMENT, [line.id for line in self.chosen_lines()])

    def _remove(self) -> None:
        line: AppraisalLine | None = self.table.current_row()
        if line is None:
            return
        text = (
            f"{line.name} จะออกจากรอบนี้ พร้อมข้อตกลงและคะแนนที่บันทึกไว้ "
            "ใช้เมื่อเพิ่มผิดคนหรือพ้นจากหน่วยงานก่อนสิ้นรอบ"
        )
        ask_reason(
            self, "นำออกจากรอบ", text, "นำออก",
            lambda reason: self.ctx.tasks.act(
                self,
                lambda uow: remove_person(uow, line.id, line.version, reason),
                saved="นำออกจากรอบแล้ว",
            ),
        )  # fmt: skip

    def _person(self) -> None:
        line: AppraisalLine | None = self.table.current_row()
        if line is not None:
            self.ctx.navigate(Route("person", line.person_id))


def _few(names: tuple[str, ...], most: int = 3) -> str:
    rest = len(names) - most
    told = ", ".join(names[:most])
    return f"{told} และอีก {rest:,} คน" if rest > 0 else told
