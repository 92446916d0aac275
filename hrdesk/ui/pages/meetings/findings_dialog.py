"""What an officer finds of one candidate's qualifications, before the two forms are printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from hrdesk.documents.forms import Form, shipped
from hrdesk.services.committees import CommitteeKind
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.findings import Findings, SaveFindings, save_findings
from hrdesk.services.queries.meetings import CandidateView
from hrdesk.ui.pages.meetings.dialog_draft import DialogDraft
from hrdesk.ui.pages.person.inputs import Choice, Line, Note
from hrdesk.ui.pages.person.rows_model import Cell
from hrdesk.ui.pages.procedures.part_table import PartTable
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.queries.meeting_papers import MeetingBook
    from hrdesk.ui.context import AppContext

_UNKNOWN = "ยังไม่ทราบ เว้นว่าง"
_CELLS = (
    Cell("condition", "คุณสมบัติที่ตรวจ", 250, required=True),
    Cell("found", "ข้อเท็จจริง", 200),
    Cell("result", "ผล", 90),
)
_CHOICES = ("degree", "time", "series", "minimum", "salary")
_LINES = ("series_other", "penalty")
_WIDTH = 640  # pixels


def findings_candidates(book: MeetingBook) -> tuple[CandidateView, ...]:
    """Return whose qualifications are looked at: all of a contest for posts who did not withdraw."""
    return tuple(
        each
        for contest in book.contests
        if contest.view.kind == "person" and contest.grid is not None
        for each in contest.view.candidates
        if not each.withdrawn
    )


class FindingsDialog(FormDialog):
    """Saves the findings on one candidate and calls ``done(next)``: whether to go on to another."""

    kind = "findings_dialog"

    def __init__(
        self,
        ctx: AppContext,
        book: MeetingBook,
        candidate: CandidateView,
        done: Callable[[bool], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"ผลตรวจคุณสมบัติ {candidate.name}", "บันทึก", parent)
        self.setMinimumWidth(_WIDTH)
        self._ctx, self._book, self._candidate, self._done = ctx, book, candidate, done
        self._expected = book.corrected.get(candidate.id)
        self._next = False
        self._first = _form(book, "qualification_check")
        self._second = _form(book, "selection_1")
        self._selects = book.detail.committee_kind is CommitteeKind.SELECTION
        self.found = QLabel(self)
        self.found.setObjectName("findings_found")
        self.found.setWordWrap(True)
        set_role(self.found, "muted")
        self.answers = {name: self._choice(self._first, name) for name in _CHOICES}
        self.complete_on = BuddhistDateEdit(ctx.today, "findings_complete_on", self)
        self.penalty_on = BuddhistDateEdit(ctx.today, "findings_penalty_on", self)
        self.lines = {name: Line(f"findings_{name}", self) for name in _LINES}
        self.discipline = self._boxes()
        self.remark = Note("findings_remark", self, lines=2)
        self.checks = PartTable("ผลการตรวจรายข้อ", "findings_checks", _CELLS, self)
        self.verdict = self._choice(self._second, "verdict")
        self.discipline_note = Line("findings_discipline_note", self)
        self._lay_out()
        self.put(book.findings(candidate.id))
        self._say_found()
        self._draft = DialogDraft(
            ctx, self, f"meeting-{book.detail.id}-findings-{candidate.id}", self._editors()
        )
        self.answers["degree"].setFocus()
        fit(self)

    def put(self, found: Findings) -> None:
        """Show findings."""
        for name, box in self.answers.items():
            box.set_value(getattr(found, name))
        for name, line in self.lines.items():
            line.setText(getattr(found, name))
        self.complete_on.set_date(found.complete_on)
        self.penalty_on.set_date(found.penalty_on)
        for name, tick in self.discipline.items():
            tick.setChecked(name in found.discipline)
        self.remark.setPlainText(found.remark)
        self.checks.set_rows(
            [dict(zip(("condition", "found", "result"), row, strict=True)) for row in found.checks]
        )
        self.verdict.set_value(found.verdict)
        self.discipline_note.setText(found.discipline_note)

    def value(self) -> Findings:
        """Return what is typed; raises ``Invalid`` for days that cannot be read."""
        problems = [
            DomainError(wrong.code, field=name, **wrong.facts)
            for name in ("complete_on", "penalty_on")
            if (wrong := getattr(self, name).problem()) is not None
        ]
        if problems:
            raise Invalid(tuple(problems))
        days: dict[str, dt.date | None] = {
            name: getattr(self, name).date() for name in ("complete_on", "penalty_on")
        }
        rows = self.checks.rows()
        return Findings(
            discipline=tuple(name for name, tick in self.discipline.items() if tick.isChecked()),
            checks=tuple(
                (row.get("condition", ""), row.get("found", ""), row.get("result", ""))
                for row in rows
            ),
            verdict=self.verdict.value(),
            discipline_note=self.discipline_note.value(),
            remark=self.remark.value(),
            **{name: box.value() for name, box in self.answers.items()},
            **{name: line.value() for name, line in self.lines.items()},
            **days,  # type: ignore[arg-type]
        )

    def hand_over(self) -> None:
        """Save; what is as the program finds it is not kept as an officer's own."""
        try:
            typed = self.value()
        except DomainError as problem:
            self.refused(problem)
            return
        book, id_ = self._book, self._candidate.id
        own = None if typed == book.found.get(id_, Findings()) else typed
        command = SaveFindings(book.detail.id, id_, own, self._expected)
        self._ctx.tasks.act(
            self, lambda uow: save_findings(uow, command), lambda _version: self._saved(),
            self.refused, saved=f"บันทึกผลตรวจคุณสมบัติของ {self._candidate.name} แล้ว",
        )  # fmt: skip

    # -- inside ---------------------------------------------------------------------------------

    def _saved(self) -> None:
        self.accept()
        self._done(self._next)

    def _save_and_next(self) -> None:
        self._next = True
        self.submit()

    def refused(self, problem: DomainError) -> None:
        """Show why; the next press of the usual button goes on to nobody."""
        self._next = False
        if problem.code == "findings_changed":  # the next press takes the place of theirs
            self._expected = problem.facts["stored"]
        super().refused(problem)

    def _say_found(self) -> None:
        found = self._book.found.get(self._candidate.id)
        if found is None:
            text = "ผู้นี้ไม่มีเรื่องในระบบ หรือหลักเกณฑ์ของเรื่องไม่มีข้อที่ตรวจให้ได้ โปรดตรวจเองทุกข้อ"
        else:
            number = self._book.of_candidate(self._candidate.id).case_number
            rows = [" · ".join(part for part in row if part) for row in found.checks]
            told = "\n".join(f"– {row}" for row in rows) or "– ไม่มีข้อที่ตรวจให้ได้"
            text = f"จากเรื่องเลขที่ {number} ณ วันรับเรื่อง ตามทะเบียนประวัติ\n{told}"
        self.found.setText(breakable(text))
        self.reset.setEnabled(found is not None)

    def _editors(self) -> dict[str, QWidget]:
        names = ("complete_on", "penalty_on", "remark", "checks", "verdict", "discipline_note")
        return {
            **self.answers,
            **self.lines,
            **{f"discipline.{name}": tick for name, tick in self.discipline.items()},
            **{name: getattr(self, name) for name in names},
        }

    def _choice(self, form: Form, name: str) -> Choice:
        question = form.questions.get(name)
        options = question.options.items() if question is not None else ()
        shown = [(id_, _bare(words)) for id_, words in options]
        return Choice(f"findings_{name}", shown, self, empty=_UNKNOWN)

    def _boxes(self) -> dict[str, QCheckBox]:
        question = self._first.questions.get("discipline")
        made = {}
        for id_, words in question.options.items() if question is not None else ():
            tick = QCheckBox(_bare(words), self)
            tick.setObjectName(f"findings_discipline_{id_}")
            tick.setAccessibleName(tick.text())
            made[id_] = tick
        return made

    def _label(self, form: Form, name: str) -> str:
        question = form.questions.get(name)
        return question.label if question is not None else name

    def _lay_out(self) -> None:
        add, rows = self.form.add, self.fields
        rows.addWidget(self.found)
        rows.addWidget(_head("แบบ ๑ แบบตรวจสอบคุณสมบัติ", self))
        for name, box in self.answers.items():
            rows.addWidget(add(name, Field(self._label(self._first, name), box)))
            if name == "time":
                rows.addWidget(add("complete_on", Field("จะครบกำหนดในวันที่", self.complete_on)))
            if name == "series":
                rows.addWidget(add("series_other", Field("อื่น ๆ", self.lines["series_other"])))
        rows.addWidget(QLabel(self._label(self._first, "discipline"), self))
        for tick in self.discipline.values():
            rows.addWidget(tick)
        self._pair(
            add("penalty", Field("ระดับโทษ", self.lines["penalty"])),
            add("penalty_on", Field("ลงโทษเมื่อ", self.penalty_on)),
        )
        rows.addWidget(add("remark", Field("หมายเหตุ", self.remark)))
        seconds = (
            _head("แบบ คส. ๑", self),
            self.checks,
            add("verdict", Field(self._label(self._second, "verdict"), self.verdict)),
            add("discipline_note", Field("ประวัติทางวินัย", self.discipline_note)),
        )
        for widget in seconds:
            rows.addWidget(widget)
            widget.setVisible(self._selects)
        self.reset = self._button("ใช้ผลที่โปรแกรมพบ", "findings_reset", self._reset)
        self.after = self._button("บันทึก แล้วคนถัดไป", "findings_next", self._save_and_next)
        layout = self.layout()
        buttons = layout.itemAt(layout.count() - 1).layout() if layout is not None else None
        assert isinstance(buttons, QHBoxLayout)
        buttons.insertWidget(0, self.reset)
        buttons.insertWidget(buttons.count() - 1, self.after)
        self.answers["time"].currentIndexChanged.connect(lambda _at: self._show_asked())
        self.answers["series"].currentIndexChanged.connect(lambda _at: self._show_asked())
        if "punished" in self.discipline:
            self.discipline["punished"].toggled.connect(lambda _on: self._show_asked())
        self._show_asked()

    def _show_asked(self) -> None:
        """Show the blanks of the answers that are chosen, and of no other."""
        punished = self.discipline.get("punished")
        asked = {
            "complete_on": self.answers["time"].value() == "short",
            "series_other": self.answers["series"].value() == "other",
            "penalty": punished is not None and punished.isChecked(),
        }
        asked["penalty_on"] = asked["penalty"]
        for name, on in asked.items():
            self.form.fields[name].setVisible(on)
        fit(self)

    def _reset(self) -> None:
        self.put(self._book.found.get(self._candidate.id, Findings()))

    def _button(self, words: str, name: str, call: Callable[[], object]) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _on=False: call())
        return made

    def _pair(self, left: Field, right: Field) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self.fields.addLayout(row)


def open_findings(
    ctx: AppContext,
    book: MeetingBook,
    people: Sequence[CandidateView],
    candidate: CandidateView,
    refresh: Callable[[], object],
    again: Callable[[int], object],
    parent: QWidget,
) -> None:
    """Open the findings on one candidate; ``again`` opens another once the meeting is read anew."""
    at = [each.id for each in people].index(candidate.id)
    after = people[at + 1].id if at + 1 < len(people) else None

    def done(go_on: bool) -> None:
        if go_on and after is not None:
            again(after)
        else:
            refresh()

    dialog = FindingsDialog(ctx, book, candidate, done, parent)
    dialog.after.setVisible(after is not None)
    dialog.setWindowTitle(f"{dialog.windowTitle()} ({at + 1} จาก {len(people)})")
    dialog.open()


def _form(book: MeetingBook, key: str) -> Form:
    return book.forms.get(key) or shipped(key)


def _bare(words: str) -> str:
    """Return an answer without the places that other fields fill."""
    bare = words
    for name in ("complete_on", "series_other", "penalty", "penalty_on"):
        bare = bare.replace("{" + name + "}", "…")
    return bare


def _head(words: str, parent: QWidget) -> QLabel:
    made = QLabel(words, parent)
    set_role(made, "subtitle")
    return made
