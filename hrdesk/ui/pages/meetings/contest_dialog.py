"""The form of a contest: the posts or works, and the scheme that points are given by."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from hrdesk.services.committees import CommitteeKind
from hrdesk.services.contest_schemes import OWN
from hrdesk.services.contests import SaveContest, save_contest
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.queries.contest_setup import SchemeChoice, scheme_choices
from hrdesk.services.queries.meetings import ContestView, MeetingDetail, meeting_detail
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.meetings.conflicts import settle_command
from hrdesk.ui.pages.meetings.dialog_draft import DialogDraft
from hrdesk.ui.pages.meetings.own_scheme import OwnSchemeEditor
from hrdesk.ui.pages.meetings.scheme_words import scheme_words
from hrdesk.ui.pages.meetings.words import CONTEST_KINDS, LEVELS
from hrdesk.ui.pages.person.inputs import Choice, Line, Note
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

_TEXTS = ("title", "post_title", "post_number", "level", "job_series", "unit")


class ContestDialog(FormDialog):
    """Saves a contest itself and calls ``done`` with its id."""

    kind = "contest_dialog"

    def __init__(
        self,
        ctx: AppContext,
        meeting: MeetingDetail,
        contest: ContestView | None,
        done: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("เพิ่มวาระพิจารณา" if contest is None else "วาระพิจารณา", "บันทึก", parent)
        self._ctx, self._meeting, self._contest, self._done = ctx, meeting, contest, done
        self._choices: tuple[SchemeChoice, ...] = ()
        self.what = Choice("contest_kind", CONTEST_KINDS.items(), self)
        self.title = Line("contest_title", self, "เช่น ตำแหน่งนักทรัพยากรบุคคลชำนาญการ")
        self.post_title = Line("contest_post_title", self)
        self.post_number = Line("contest_post_number", self)
        self.level = Choice("contest_level", LEVELS, self, empty="ไม่ระบุ")
        self.job_series = Line("contest_job_series", self)
        self.unit = Line("contest_unit", self)
        self.posts = Line("contest_posts", self)
        self.law_day = BuddhistDateEdit(ctx.today, "contest_law_day", self)
        self.scheme = Choice("contest_scheme", (), self)
        self.about = QLabel(self)
        self.about.setObjectName("contest_scheme_about")
        self.about.setWordWrap(True)
        set_role(self.about, "muted")
        self.own = OwnSchemeEditor(self)
        self.methods = Note("contest_methods", self, lines=2)
        self._lay_out()
        self._fill()
        self._draft = DialogDraft(
            ctx, self, f"meeting-{meeting.id}-contest-{contest.id if contest else 'new'}",
            self._editors(), {"scheme": contest.scheme_id if contest is not None else ""},
        )  # fmt: skip
        self.what.currentIndexChanged.connect(lambda _at: self._offer())
        self.scheme.currentIndexChanged.connect(lambda _at: self._show_scheme())
        self.law_day.date_changed.connect(lambda _day: self._read())
        self._show_scheme()
        self._read()
        self.title.setFocus()

    def hand_over(self) -> None:
        """Save, or say beside the fields why not."""
        try:
            command = self.command()
        except DomainError as problem:
            self.refused(problem)
            return

        def saved(contest_id: int) -> None:
            self.accept()
            self._done(contest_id)

        def refused(problem: DomainError) -> None:
            if isinstance(problem, EditConflict):
                settle_command(
                    self._ctx, self, problem, command, self._version, save_contest, saved,
                    "วาระพิจารณานี้",
                )  # fmt: skip
            else:
                self.refused(problem)

        self._ctx.tasks.act(self, lambda uow: save_contest(uow, command), saved, refused)

    def command(self) -> SaveContest:
        """Return the service's command; raises ``Invalid`` for what cannot be read."""
        problems = []
        wrong = self.law_day.problem()
        if wrong is not None:
            problems.append(DomainError(wrong.code, field="law_day", **wrong.facts))
        if not self.posts.value().isdecimal():
            problems.append(DomainError("not_a_whole_number", field="posts"))
        if problems:
            raise Invalid(tuple(problems))
        known = self._contest
        return SaveContest(
            known.id if known else None,
            known.version if known else None,
            self._meeting.id,
            "work" if self.what.value() == "work" else "person",
            scheme=self.scheme.value(),
            posts=int(self.posts.value()),
            own_scheme=self.own.value() if self.scheme.value() == OWN else {},
            methods=tuple(self.methods.value().splitlines()),
            law_day=self.law_day.date(),
            **{key: getattr(self, key).value() for key in _TEXTS},
        )

    def _version(self, uow: UnitOfWork) -> int:
        found = meeting_detail(uow, self._meeting.id).contests
        wanted = self._contest.id if self._contest is not None else 0
        return next((each.version for each in found if each.id == wanted), 0)

    # -- schemes ------------------------------------------------------------------------------

    def _read(self) -> None:
        day = self.law_day.date() or self._meeting.held_on
        self._ctx.tasks.query(
            self, lambda uow: scheme_choices(uow, day), self._take, self.refused, "schemes"
        )

    def _take(self, choices: tuple[SchemeChoice, ...]) -> None:
        self._choices = choices
        self._offer()

    def _offer(self) -> None:
        """Offer the law's schemes of the chosen kind, then the office's own."""
        kept = self._draft.wanted("scheme") or self.scheme.value()
        fitting = [(c.id, c.scheme.title) for c in self._choices if c.kind == self.what.value()]
        others = {c.id for c in self._choices} - {id_ for id_, _ in fitting}
        if kept and kept != OWN and kept not in {id_ for id_, _ in fitting} | others:
            fitting.append((kept, f"{kept} (ไม่มีในกฎของวันนี้)"))
        self.scheme.set_options([*fitting, (OWN, "ชุดคะแนนที่สำนักงานกำหนดเอง")])
        self.scheme.set_value(kept)
        if self._choices:
            self._draft.arrived("scheme")
        self._show_scheme()

    def _show_scheme(self) -> None:
        id_ = self.scheme.value()
        found = next((each.scheme for each in self._choices if each.id == id_), None)
        self.about.setText(breakable(scheme_words(found)) if found is not None else "")
        self.about.setVisible(found is not None)
        self.own.setVisible(id_ == OWN)
        fit(self)

    # -- the parts ----------------------------------------------------------------------------

    def _editors(self) -> dict[str, QWidget]:
        names = (*_TEXTS, "posts", "law_day", "scheme", "own", "methods")
        return {"what": self.what, **{name: getattr(self, name) for name in names}}

    def _fill(self) -> None:
        contest = self._contest
        if contest is None:
            works = self._meeting.committee_kind is CommitteeKind.WORK_ASSESSMENT
            self.what.set_value("work" if works else "person")
            self.posts.setText("1")
            return
        self.what.set_value(contest.kind)
        for key in _TEXTS:
            if key == "level":
                self.level.set_value(contest.level)
            else:
                getattr(self, key).setText(getattr(contest, key))
        self.posts.setText(str(contest.posts))
        self.law_day.set_date(contest.law_day)
        self.methods.setPlainText("\n".join(contest.methods))
        if contest.own_scheme:
            self.own.fill(contest.own_scheme)

    def _lay_out(self) -> None:
        add, rows = self.form.add, self.fields
        rows.addWidget(add("kind", Field("เป็นการ", self.what)))
        rows.addWidget(add("title", Field("ชื่อวาระ", self.title, required=True)))
        self._pair(
            add("post_title", Field("ตำแหน่ง", self.post_title)),
            add("post_number", Field("ตำแหน่งเลขที่", self.post_number)),
        )
        self._pair(
            add("level", Field("ระดับ", self.level)),
            add("job_series", Field("สายงาน", self.job_series)),
        )
        self._pair(
            add("unit", Field("สังกัด", self.unit)),
            add("posts", Field("จำนวนตำแหน่ง", self.posts, required=True)),
        )
        hint = "เว้นว่างเพื่อใช้กฎของวันประชุม"
        rows.addWidget(add("law_day", Field("ใช้กฎของวันที่", self.law_day, hint=hint)))
        rows.addWidget(add("scheme", Field("ชุดคะแนน", self.scheme, required=True)))
        rows.addWidget(self.about)
        rows.addWidget(self.own)
        hint = "บรรทัดละวิธี เช่น สัมภาษณ์ ผลเป็นร้อยละบันทึกที่ผู้เข้ารับการประเมินแต่ละคน"
        rows.addWidget(add("methods", Field("วิธีการเพิ่มเติม", self.methods, hint=hint)))

    def _pair(self, left: Field, right: Field) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self.fields.addLayout(row)
