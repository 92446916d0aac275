"""The meeting that decided a round: which committee, when, and what it resolved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.queries.salary_opening import round_offers
from hrdesk.services.queries.salary_rounds import RoundMeeting, RoundView
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.form import Form
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.person.inputs import Choice, Line, Note
from hrdesk.ui.pages.salary.board import Board
from hrdesk.ui.pages.salary.words import STEP
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

_MINUTES_HINT = "มติของที่ประชุม รวมผู้ที่ให้ต่างจากลำดับผลการประเมินและเหตุผล"


class MeetingForm(QWidget):
    """What is typed is kept as a draft until it is stored with the round."""

    def __init__(self, ctx: AppContext, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("round_meeting")
        self._ctx, self._board = ctx, board
        self._filling = False
        self._shown: tuple[int, int] | None = None  # the round and the version in the fields
        self.form = Form()
        self.committee = Choice("meeting_committee", (), self, "ยังไม่ระบุ")
        self.held_on = BuddhistDateEdit(ctx.today, "meeting_held_on", self)
        self.number = Line("meeting_number", self, "เช่น 1/2569")
        self.minutes = Note("meeting_minutes", self, lines=6)
        self.save_button = QPushButton("บันทึกการประชุม", self)
        self.save_button.setObjectName("meeting_save")
        self.save_button.setAccessibleName("บันทึกการประชุม")
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(lambda _on: self.save())
        self.new_committee = QPushButton("ตั้งคณะกรรมการ", self)
        self.new_committee.setObjectName("meeting_new_committee")
        self.new_committee.setAccessibleName("ตั้งคณะกรรมการ")
        self.new_committee.setAutoDefault(False)
        set_role(self.new_committee, "link")
        self.new_committee.clicked.connect(lambda _on: ctx.navigate(Route("committee")))
        self.problem = QLabel(self)
        self.problem.setObjectName("meeting_problem")
        self.problem.setWordWrap(True)
        set_role(self.problem, "error")
        self.problem.hide()
        self._lay_out()
        self.minutes.textChanged.connect(self._typed)
        self.number.textEdited.connect(lambda _text: self._typed())
        self.held_on.date_changed.connect(lambda _day: self._typed())

    def show_round(self, view: RoundView) -> None:
        """Show what is stored; what is being typed of the same version stays."""
        locked = view.state != "open" or view.copy_of_id is not None
        for widget in (self.committee, self.held_on, self.save_button):
            widget.setEnabled(not locked)
        self.number.setReadOnly(locked)
        self.minutes.setReadOnly(locked)
        self.new_committee.setVisible(not locked)
        # The order of steps names the meeting, and once the round is final nothing is typed here.
        number = self.form.fields["number"]
        number.required = view.scheme == STEP
        number.set_words("ครั้งที่")
        if self._shown == (view.id, view.version):
            return
        self._shown = (view.id, view.version)
        self._fill(view)
        scheme, year, number = view.scheme, view.year, view.number
        self._ctx.tasks.query(
            self, lambda uow: round_offers(uow, scheme, year, number).committees,
            lambda found: self._committees(view, found), self._refused, "committees",
        )  # fmt: skip

    def save(self) -> None:
        """Store the meeting, or say beside the fields why not."""
        from hrdesk.services.salary_rounds import record_meeting

        view = self._board.view
        if view is None:
            return
        self.form.clear()
        self.problem.hide()
        wrong = self.held_on.problem()
        if wrong is not None:
            self._refused(DomainError(wrong.code, field="held_on", **wrong.facts))
            return
        if self.form.fields["number"].required and not self.number.value():
            self._refused(DomainError("required", field="number"))
            return
        meeting = RoundMeeting(
            self.held_on.date(),
            self.number.value(),
            self.minutes.value(),
            int(self.committee.value()) if self.committee.value() else None,
        )
        round_id, version = view.id, view.version
        self._ctx.tasks.act(
            self._board, lambda uow: record_meeting(uow, round_id, version, meeting), self._saved,
            self._refused, saved="บันทึกการประชุมแล้ว",
        )  # fmt: skip

    def _saved(self, _version: int) -> None:
        self._ctx.drafts.discard(self._draft())
        self._board.read()

    def _refused(self, problem: DomainError) -> None:
        rest = self.form.show(problem)
        self.problem.setText(breakable(" ".join(sentence(one) for one in rest)))
        self.problem.setVisible(bool(rest))
        if isinstance(problem, EditConflict):
            # Somebody changed the round meanwhile: the next try is made with what is now stored.
            self._shown = None
            self._board.read()

    def _fill(self, view: RoundView) -> None:
        meeting = view.meeting or RoundMeeting(None)
        kept: dict[str, Any] = self._ctx.drafts.load(self._draft()) or {}
        typed = view.state == "open" and bool(kept)
        day = kept.get("held_on") if typed else None
        self._filling = True
        self.held_on.set_date(dt.date.fromisoformat(day) if day else meeting.held_on)
        self.number.setText(kept.get("number", "") if typed else meeting.number)
        self.minutes.setPlainText(kept.get("minutes", "") if typed else meeting.minutes)
        self._filling = False

    def _committees(self, view: RoundView, found: tuple[tuple[int, str], ...]) -> None:
        self.committee.set_options([(str(id_), name) for id_, name in found])
        wanted = view.meeting.committee_id if view.meeting else None
        self.committee.set_value(str(wanted or view.committee_id or ""))

    def _typed(self) -> None:
        if self._filling or self.minutes.isReadOnly() or self._shown is None:
            return
        day = self.held_on.date()
        values = {
            "held_on": day.isoformat() if day is not None else "",
            "number": self.number.value(),
            "minutes": self.minutes.value(),
        }
        self._ctx.drafts.save(self._draft(), values)

    def _draft(self) -> str:
        return f"salary-round-{self._board.round_id}-meeting"

    def _lay_out(self) -> None:
        add = self.form.add
        head = QLabel("การประชุมที่พิจารณา", self)
        set_role(head, "subtitle")
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addWidget(add("held_on", Field("วันประชุม", self.held_on, required=True)), 1)
        pair.addWidget(add("number", Field("ครั้งที่", self.number)), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save_button)
        buttons.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(8)
        rows.addWidget(head)
        rows.addWidget(add("committee_id", Field("คณะกรรมการ", self.committee)))
        link = QHBoxLayout()
        link.addWidget(self.new_committee)
        link.addStretch()
        rows.addLayout(link)
        rows.addLayout(pair)
        rows.addWidget(
            add("minutes", Field("รายงานการประชุม", self.minutes, required=True, hint=_MINUTES_HINT))
        )
        rows.addWidget(self.problem)
        rows.addLayout(buttons)
        rows.addStretch()
