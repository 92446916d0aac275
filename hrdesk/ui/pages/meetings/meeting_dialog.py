"""The form of a meeting: new, or what is known of it as it comes nearer and is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.meetings import AGENDA, PapersCheck, SaveMeeting, papers_check, save_meeting
from hrdesk.services.queries.meetings import MeetingDetail, meeting_detail
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.meetings.conflicts import settle_command
from hrdesk.ui.pages.meetings.dialog_draft import DialogDraft
from hrdesk.ui.pages.meetings.head import papers_words
from hrdesk.ui.pages.meetings.words import CHECKING
from hrdesk.ui.pages.person.inputs import Choice, Line, Note
from hrdesk.ui.pages.person.rows_model import Cell
from hrdesk.ui.pages.procedures.part_table import PartTable
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

_TEXTS = ("starts_at", "place", "opened_at", "closed_at", "in_attendance", "note")


class MeetingDialog(FormDialog):
    """Saves a meeting itself and calls ``done`` with its id."""

    kind = "meeting_dialog"

    def __init__(
        self,
        ctx: AppContext,
        committees: Sequence[tuple[int, str]],
        detail: MeetingDetail | None,
        committee_id: int | None,
        done: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("ตั้งการประชุม" if detail is None else "ข้อมูลการประชุม", "บันทึก", parent)
        self._ctx, self._detail, self._done = ctx, detail, done
        options = [(str(id_), name) for id_, name in committees]
        self.committee = Choice("meeting_committee", options, self)
        self.number = Line("meeting_number", self, "เว้นว่างเพื่อใช้ครั้งถัดไปของปี")
        self.held_on = BuddhistDateEdit(ctx.today, "meeting_held_on", self)
        self.starts_at = Line("meeting_starts_at", self, "เช่น 9.30")
        self.place = Line("meeting_place", self)
        self.sent_on = BuddhistDateEdit(ctx.today, "meeting_papers_sent_on", self)
        self.papers = QLabel(self)
        self.papers.setObjectName("meeting_papers_check")
        self.papers.setWordWrap(True)
        self.agenda = PartTable("ระเบียบวาระ", "meeting_agenda", (Cell("line", "วาระ", 300),), self)
        self.quorum = Line("meeting_quorum", self, "เว้นว่าง: เกินกึ่งหนึ่งของกรรมการ")
        self.checking = Choice("meeting_checking", CHECKING, self)
        self.opened_at = Line("meeting_opened_at", self, "เช่น 9.30")
        self.closed_at = Line("meeting_closed_at", self, "เช่น 12.00")
        self.in_attendance = Note("meeting_in_attendance", self, lines=2)
        self.note = Note("meeting_note", self, lines=2)
        self._lay_out()
        self._fill(detail, committee_id)
        self._draft = DialogDraft(
            ctx, self, f"meeting-{detail.id}-head" if detail else "meeting-new", self._editors()
        )
        self.held_on.date_changed.connect(lambda _day: self._check_papers())
        self.sent_on.date_changed.connect(lambda _day: self._check_papers())
        self._check_papers()
        (self.held_on if detail is None else self.place).setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Save, or say beside the fields why not."""
        try:
            command = self.command()
        except DomainError as problem:
            self.refused(problem)
            return

        def saved(meeting_id: int) -> None:
            self.accept()
            self._done(meeting_id)

        def refused(problem: DomainError) -> None:
            if isinstance(problem, EditConflict) and command.id is not None:
                settle_command(
                    self._ctx, self, problem, command,
                    lambda uow: meeting_detail(uow, command.id or 0).version,
                    save_meeting, saved, "การประชุมนี้",
                )  # fmt: skip
            else:
                self.refused(problem)

        self._ctx.tasks.act(self, lambda uow: save_meeting(uow, command), saved, refused)

    def command(self) -> SaveMeeting:
        """Return the service's command; raises ``Invalid`` for days and numbers not readable."""
        problems = []
        for field, edit in (("held_on", self.held_on), ("papers_sent_on", self.sent_on)):
            wrong = edit.problem()
            if wrong is not None:
                problems.append(DomainError(wrong.code, field=field, **wrong.facts))
        for field, line in (("number", self.number), ("quorum", self.quorum)):
            if line.value() and not line.value().isdecimal():
                problems.append(DomainError("not_a_whole_number", field=field))
        if problems:
            raise Invalid(tuple(problems))
        known = self._detail
        return SaveMeeting(
            known.id if known else None,
            known.version if known else None,
            int(self.committee.value() or 0),
            self.held_on.date(),
            int(self.number.value() or 0),
            agenda=tuple(row["line"] for row in self.agenda.rows()),
            papers_sent_on=self.sent_on.date(),
            quorum=int(self.quorum.value()) if self.quorum.value() else None,
            checking="rekey" if self.checking.value() == "rekey" else "look",
            **{key: getattr(self, key).value() for key in _TEXTS},
        )

    def _editors(self) -> dict[str, QWidget]:
        names = ("number", "held_on", "sent_on", "agenda", "quorum", "checking", *_TEXTS)
        found: dict[str, QWidget] = {name: getattr(self, name) for name in names}
        return found if self._detail is not None else {"committee": self.committee, **found}

    def _fill(self, detail: MeetingDetail | None, committee_id: int | None) -> None:
        if detail is None:
            self.committee.set_value(str(committee_id or ""))
            self.agenda.set_rows([{"line": line} for line in AGENDA])
            return
        self.committee.setEnabled(False)
        self.number.setText(str(detail.number))
        self.held_on.set_date(detail.held_on)
        self.sent_on.set_date(detail.papers_sent_on)
        self.agenda.set_rows([{"line": line} for line in detail.agenda])
        self.quorum.setText("" if detail.own_quorum is None else str(detail.own_quorum))
        self.checking.set_value(detail.checking)
        for key in ("starts_at", "place", "opened_at", "closed_at"):
            getattr(self, key).setText(getattr(detail, key))
        self.in_attendance.setPlainText(detail.in_attendance)
        self.note.setPlainText(detail.note)

    def _check_papers(self) -> None:
        held, sent = self.held_on.date(), self.sent_on.date()
        if held is None:
            self.papers.hide()
            return
        self._ctx.tasks.query(
            self,
            lambda uow: papers_check(uow, held, sent),
            self._show_papers,
            key="papers",
        )

    def _show_papers(self, check: PapersCheck) -> None:
        text = papers_words(check, self.sent_on.date())
        self.papers.setText(breakable(text))
        self.papers.setVisible(bool(text))
        set_role(self.papers, "plain" if check.late else "muted", "warn" if check.late else "")
        fit(self)

    def _lay_out(self) -> None:
        add, rows = self.form.add, self.fields
        rows.addWidget(add("committee_id", Field("คณะกรรมการ", self.committee, required=True)))
        self._pair(
            add("held_on", Field("วันประชุม", self.held_on, required=True)),
            add("starts_at", Field("เวลา", self.starts_at)),
        )
        self._pair(
            add("number", Field("ครั้งที่", self.number)), add("place", Field("สถานที่", self.place))
        )
        rows.addWidget(add("papers_sent_on", Field("ส่งเอกสารให้กรรมการเมื่อ", self.sent_on)))
        rows.addWidget(self.papers)
        rows.addWidget(self.agenda)
        self._pair(
            add("quorum", Field("องค์ประชุม (คน)", self.quorum)),
            add("checking", Field("การตรวจทานคะแนน", self.checking)),
        )
        self._pair(
            add("opened_at", Field("เปิดประชุมเวลา", self.opened_at)),
            add("closed_at", Field("ปิดประชุมเวลา", self.closed_at)),
        )
        hint = "ผู้เข้าร่วมที่ไม่ใช่กรรมการ บรรทัดละคน"
        rows.addWidget(add("in_attendance", Field("ผู้เข้าร่วมประชุม", self.in_attendance, hint=hint)))
        rows.addWidget(add("note", Field("หมายเหตุ", self.note)))

    def _pair(self, left: Field, right: Field) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self.fields.addLayout(row)
