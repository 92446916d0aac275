"""Results made known to each person, and what the screening committee found of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from hrdesk.rules.appraisal_scores import Known, Screened
from hrdesk.services.appraisals import Acknowledgement, Seen, acknowledge, screen
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisals import AppraisalLine
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import ask, ask_reason
from hrdesk.ui.pages.appraisal.board import RoundBoard
from hrdesk.ui.pages.appraisal.fitted import FittedDialog
from hrdesk.ui.pages.appraisal.round_tab import RoundTab
from hrdesk.ui.pages.appraisal.words import KNOWN
from hrdesk.ui.pages.person.inputs import Line
from hrdesk.ui.pages.settings.list_output import ListOutput
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field


class KnownTab(RoundTab):
    """Many at once: acknowledged on a day, refused before a witness, agreed, returned."""

    def __init__(self, board: RoundBoard, parent: QWidget) -> None:
        super().__init__(board, "known", KNOWN, "การรับทราบและการกลั่นกรอง", parent)
        act = self.make_action
        self.told = act("appraisal_told", "รับทราบแล้ว…", "check", self.tell_dialog, "F2")
        self.refusal = act("appraisal_refused", "ไม่ยอมลงนาม…", "warning", self.refuse_dialog)
        self.untell = act("appraisal_untell", "ยกเลิกการรับทราบ", "undo", self._untell)
        self.agree = act("appraisal_agree", "คณะกรรมการเห็นชอบ", "check_circle", self.agree_all)
        self.send_back = act("appraisal_return", "คณะกรรมการส่งคืน…", "returned", self._return)
        self.unscreen = act("appraisal_unscreen", "ยกเลิกผลกลั่นกรอง", "undo", self._unscreen)
        self.output = ListOutput(
            self, "appraisal_known", lambda: self.listed("การรับทราบผลและการกลั่นกรอง")
        )
        self.table.set_actions(self.actions_made)
        first = (self.told, self.refusal, self.agree, self.send_back)
        more = (self.untell, self.unscreen)
        self.rows.addLayout(self.buttons(first, more, self.output.actions, self.told))
        self.rows.addWidget(self.committee_note)
        self.rows.addWidget(self.stack, 1)
        self.table.opened.connect(lambda _row: self.tell_dialog())
        self.enable()

    def begin(self) -> None:
        """Lead to the people."""
        self.board.ask_people.emit()

    def show_lines(self) -> None:
        """Show everybody, and in what the screening committee does not fit."""
        super().show_lines()
        if self.board.view is not None:
            self.say_committee(self.board.view)

    def enable(self) -> None:
        """Let each action be used where it makes sense."""
        lines = self.chosen_lines()
        able = self.board.open and bool(lines) and all(line.total is not None for line in lines)
        self.told.setEnabled(able)
        self.refusal.setEnabled(able and len(lines) == 1)
        self.agree.setEnabled(able)
        self.send_back.setEnabled(able)
        self.untell.setEnabled(self.board.open and any(line.acknowledgement for line in lines))
        self.unscreen.setEnabled(self.board.open and any(line.screened for line in lines))
        self.output.enable(bool(self.model.rows()))

    def tell_dialog(self) -> QWidget | None:
        """Ask when the selected people acknowledged their results; returns the dialog."""
        return self._dialog(Known.ACKNOWLEDGED)

    def refuse_dialog(self) -> QWidget | None:
        """Ask before which witness somebody refused to sign; returns the dialog."""
        return self._dialog(Known.REFUSED)

    def agree_all(self) -> None:
        """Record that the committee agreed with the selected results."""
        self._screen(Screened.AGREED.value, "")

    def _dialog(self, outcome: Known) -> QWidget | None:
        chosen = self.chosen_lines()
        if not chosen or not self.told.isEnabled():
            return None
        lines = lines_to_tell(chosen, outcome)
        if not lines:
            known = Known(chosen[0].acknowledgement).label
            name = chosen[0].name
            self.ctx.notify.error(
                DomainError("appraisal_known_otherwise", name=name, outcome=known)
            )
            return None
        left = [line for line in chosen if line not in lines]
        dialog = KnownDialog(self.ctx, lines, outcome, self, left)
        dialog.open()
        return dialog

    def _untell(self) -> None:
        lines = [line for line in self.chosen_lines() if line.acknowledgement]
        command = Acknowledgement(_seen(lines), "")

        def take_back() -> None:
            self.ctx.tasks.act(self, lambda uow: acknowledge(uow, command))

        witnesses = sum(bool(line.witness) for line in lines)
        if len(lines) == 1 and not witnesses:
            take_back()
            return
        named = f"และชื่อพยานของผู้ไม่ยอมลงนาม {witnesses:,} คน" if witnesses else ""
        text = f"วันที่แจ้งผลของ {len(lines):,} คน{named}จะถูกล้าง แล้วแก้คะแนนได้อีก"
        ask(self, "ยกเลิกการรับทราบ", text, "ยกเลิกการรับทราบ", take_back)

    def _return(self) -> None:
        count = len(self.chosen_lines())
        text = f"ผล {count:,} คนจะกลับไปให้ผู้ประเมินทบทวน การรับทราบเดิมถูกยกเลิกและแก้คะแนนได้อีก"
        ask_reason(
            self, "คณะกรรมการส่งคืน", text, "ส่งคืน",
            lambda note: self._screen(Screened.RETURNED.value, note), "ความเห็นของคณะกรรมการ",
        )  # fmt: skip

    def _unscreen(self) -> None:
        self._screen("", "")

    def _screen(self, outcome: str, note: str) -> None:
        seen = _seen(self.chosen_lines())
        before = {line.screened for line in self.chosen_lines()}
        # Only an agreement given to those who had none is taken back whole by undoing.
        simple = outcome == Screened.AGREED.value and before == {""}
        self.ctx.tasks.act(
            self,
            lambda uow: screen(uow, seen, outcome, note),
            undo=(lambda done: lambda uow: screen(uow, done, "")) if simple else None,
        )


def lines_to_tell(lines: list[AppraisalLine], outcome: Known) -> list[AppraisalLine]:
    """Return whose outcome is recorded: those without one, else those to be put right."""
    fresh = [line for line in lines if not line.acknowledgement]
    return fresh or [line for line in lines if line.acknowledgement == outcome.value]


def _left_words(left: Sequence[AppraisalLine]) -> str:
    named = ", ".join(f"{line.name} ({Known(line.acknowledgement).label})" for line in left[:3])
    more = f" และอีก {len(left) - 3:,} คน" if len(left) > 3 else ""
    return f"ไม่รวม {len(left):,} คนที่บันทึกผลการรับทราบไว้แล้ว: {named}{more}"


def _seen(lines: Sequence[AppraisalLine]) -> tuple[Seen, ...]:
    """The people as the list shows them."""
    return tuple(Seen(line.id, line.version) for line in lines)


class KnownDialog(FittedDialog):
    """When results were made known, and before whom where somebody refused."""

    kind = "appraisal_known_dialog"

    def __init__(
        self,
        ctx: AppContext,
        lines: list[AppraisalLine],
        outcome: Known,
        parent: QWidget | None = None,
        left: Sequence[AppraisalLine] = (),
    ) -> None:
        who = lines[0].name if len(lines) == 1 else f"{len(lines):,} คน"
        super().__init__(f"{outcome.label} · {who}", "บันทึก", parent)
        self._ctx, self._outcome = ctx, outcome
        self._seen = _seen(lines)
        self._fresh = not any(line.acknowledgement for line in lines)
        self.on = BuddhistDateEdit(ctx.today, "known_on", self)
        self.on.set_date(lines[0].informed_on or ctx.today())
        self.witness = Line("known_witness", self)
        self.left_out = QLabel(breakable(_left_words(left)) if left else "", self)
        self.left_out.setObjectName("known_left_out")
        self.left_out.setWordWrap(True)
        self.left_out.setVisible(bool(left))
        self.fields.addWidget(self.left_out)
        add = self.form.add
        self.fields.addWidget(add("informed_on", Field("วันที่แจ้งผล", self.on, required=True)))
        if outcome is Known.REFUSED:
            hint = "ข้าราชการหรือพนักงานในสังกัดเดียวกัน ลงชื่อว่าได้แจ้งผลแล้ว"
            field = Field("พยาน", self.witness, required=True, hint=hint)
            self.fields.addWidget(add("witness", field))
            self.witness.setText(lines[0].witness)
        else:
            self.witness.hide()
        self.on.setFocus()

    def hand_over(self) -> None:
        """Store it, or say beside the fields why not."""
        wrong = self.on.problem()
        if wrong is not None:
            self.refused(DomainError(wrong.code, field="informed_on", **wrong.facts))
            return
        command = Acknowledgement(
            self._seen, self._outcome.value, self.on.date(), self.witness.value()
        )
        self._ctx.tasks.act(
            self,
            lambda uow: acknowledge(uow, command),
            lambda _seen: self.accept(),
            self.refused,
            undo=(lambda done: lambda uow: acknowledge(uow, Acknowledgement(done, "")))
            if self._fresh
            else None,
        )
