"""The form of a candidate: who, their works and outlet, and what the committee decided of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from hrdesk.services.contests import PUBLICATION, SaveCandidate, save_candidate
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.queries.contest_setup import OutletChoice, outlet_choices
from hrdesk.services.queries.meetings import CandidateView, ContestView, meeting_detail
from hrdesk.services.queries.people import PersonDetail, PersonRow, person_detail
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui.context import AppContext
from hrdesk.ui.messages import words
from hrdesk.ui.pages.meetings.conflicts import settle_command
from hrdesk.ui.pages.meetings.dialog_draft import DialogDraft
from hrdesk.ui.pages.person.inputs import Choice, Line, Note
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.person_picker import PersonPicker, post_words

_GROUPS = (("G1", "G1 ภารกิจหลัก"), ("G2", "G2 ภารกิจสนับสนุน"), ("G3", "G3 ภารกิจสนับสนุน"))


class CandidateDialog(FormDialog):
    """Saves a candidate itself and calls ``done`` with the id."""

    kind = "candidate_dialog"

    def __init__(
        self,
        ctx: AppContext,
        meeting_id: int,
        contest: ContestView,
        candidate: CandidateView | None,
        done: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        title = "เพิ่มผู้เข้ารับการประเมิน" if candidate is None else "ผู้เข้ารับการประเมิน"
        super().__init__(title, "บันทึก", parent)
        self._ctx, self._meeting_id, self._done = ctx, meeting_id, done
        self._contest, self._candidate = contest, candidate
        self._outlets: tuple[OutletChoice, ...] = ()
        self.person = PersonPicker(ctx, "candidate_person", self)
        self.name = Line("candidate_name", self)
        self.post = Line("candidate_post", self)
        self.unit = Line("candidate_unit", self)
        self.works = Note("candidate_works", self, lines=3)
        self.outlet = Choice("candidate_outlet", (), self, empty="ยังไม่ระบุ")
        self.group = Choice("candidate_group", _GROUPS, self, empty="ตามสายงานของวาระ")
        self.points = QLabel(self)
        self.points.setObjectName("candidate_points")
        self.points.setWordWrap(True)
        self.reason = Line("candidate_publication_reason", self)
        self.percents = {
            name: Line(f"candidate_method_{place}", self, "ร้อยละ")
            for place, name in enumerate(contest.methods)
        }
        self.exempt = self._exempt_boxes()
        self.exempt_reason = Line("candidate_exempt_reason", self)
        self.pass_mark = Line("candidate_pass_mark", self)
        self._lay_out()
        if candidate is not None:
            self._fill(candidate)
        self._draft = DialogDraft(
            ctx, self, f"contest-{contest.id}-candidate-{candidate.id if candidate else 'new'}",
            self._editors(), {"outlet": candidate.outlet if candidate is not None else ""},
        )  # fmt: skip
        self._find_person(str(self._draft.restored.get("person", "")))
        self.person.chosen.connect(self._take_person)
        self.group.currentIndexChanged.connect(lambda _at: self._read())
        self.outlet.currentIndexChanged.connect(lambda _at: self._say_points())
        if self._publishes():
            self._read()
        (self.person if candidate is None else self.name).setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Save, or say beside the fields why not."""
        try:
            command = self.command()
        except DomainError as problem:
            self.refused(problem)
            return

        def saved(candidate_id: int) -> None:
            self.accept()
            self._done(candidate_id)

        def refused(problem: DomainError) -> None:
            if isinstance(problem, EditConflict):
                settle_command(
                    self._ctx, self, problem, command, self._version, save_candidate, saved,
                    "ผู้เข้ารับการประเมินคนนี้",
                )  # fmt: skip
            else:
                self.refused(problem)

        self._ctx.tasks.act(self, lambda uow: save_candidate(uow, command), saved, refused)

    def command(self) -> SaveCandidate:
        """Return the service's command; raises ``Invalid`` for numbers that cannot be read."""
        known, person = self._candidate, self.person.person()
        methods = {
            name: _number(line.value(), f"methods.{name}")
            for name, line in self.percents.items()
            if line.value()
        }
        return SaveCandidate(
            known.id if known else None,
            known.version if known else None,
            self._contest.id,
            self.name.value(),
            known.case_id if known else None,
            person.id if person is not None else known.person_id if known else None,
            self.post.value(),
            self.unit.value(),
            tuple(self.works.value().splitlines()),
            self.outlet.value(),
            self.group.value(),
            self.reason.value(),
            methods,
            tuple(id_ for id_, box in self.exempt.items() if box.isChecked()),
            self.exempt_reason.value(),
            _number(self.pass_mark.value(), "pass_mark") if self.pass_mark.value() else None,
        )

    def _version(self, uow: UnitOfWork) -> int:
        wanted = self._candidate.id if self._candidate is not None else 0
        return next(
            (
                each.version
                for contest in meeting_detail(uow, self._meeting_id).contests
                for each in contest.candidates
                if each.id == wanted
            ),
            0,
        )

    # -- outlets ------------------------------------------------------------------------------

    def _publishes(self) -> bool:
        scheme = self._contest.scheme
        return scheme is not None and PUBLICATION in scheme.by_id

    def _read(self) -> None:
        contest_id, group = self._contest.id, self.group.value()
        self._ctx.tasks.query(
            self, lambda uow: outlet_choices(uow, contest_id, group), self._take_outlets,
            self.refused, "outlets",
        )  # fmt: skip

    def _take_outlets(self, choices: tuple[OutletChoice, ...]) -> None:
        self._outlets = choices
        kept = self._draft.wanted("outlet") or self.outlet.value()
        self.outlet.set_options([(each.code, each.label) for each in choices])
        self.outlet.set_value(kept)
        self._draft.arrived("outlet")
        self._say_points()

    def _say_points(self) -> None:
        found = next((each for each in self._outlets if each.code == self.outlet.value()), None)
        text, tone = "", "muted"
        if found is not None and found.points is not None:
            text, tone = f"ได้คะแนนการเผยแพร่ {words(found.points)} คะแนนตามตาราง", "good"
        elif found is not None:
            text, tone = found.problem, "warn"
        self.points.setText(breakable(text))
        self.points.setVisible(bool(text))
        set_role(self.points, "plain", tone)
        fit(self)

    # -- the parts ----------------------------------------------------------------------------

    def _editors(self) -> dict[str, QWidget]:
        names = ("name", "post", "unit", "works", "outlet", "group", "reason", "exempt_reason")
        return {
            **{name: getattr(self, name) for name in names},
            **{f"methods.{name}": line for name, line in self.percents.items()},
            **{f"exempt.{id_}": box for id_, box in self.exempt.items()},
            "pass_mark": self.pass_mark,
            "person": self.person,
        }

    def _find_person(self, id_: str) -> None:
        """Choose the person of a draft again; what was typed over their name stays."""
        if id_:
            self._ctx.tasks.query(
                self, lambda uow: person_detail(uow, int(id_)),
                lambda found: self.person.set_person(_person_row(found)), self.refused, "person",
            )  # fmt: skip

    def _take_person(self, person: PersonRow | None) -> None:
        if person is not None:
            self.name.setText(person.name)
            self.post.setText(post_words(person).split(" · ")[0])
            self.unit.setText(person.unit)

    def _exempt_boxes(self) -> dict[str, QCheckBox]:
        scheme, found = self._contest.scheme, {}
        for criterion in scheme.criteria if scheme is not None else ():
            if criterion.may_be_exempt:
                box = QCheckBox(f"ยกเว้น “{criterion.label}” ({words(criterion.maximum)})", self)
                box.setObjectName(f"candidate_exempt_{criterion.id}")
                box.setAccessibleName(box.text())
                box.toggled.connect(lambda _on: self._show_exempt())
                found[criterion.id] = box
        return found

    def _show_exempt(self) -> None:
        any_ = any(box.isChecked() for box in self.exempt.values())
        for key in ("exempt_reason", "pass_mark"):
            self.form.fields[key].setVisible(any_)
        fit(self)

    def _fill(self, candidate: CandidateView) -> None:
        for key in ("name", "post", "unit"):
            getattr(self, key).setText(getattr(candidate, key))
        self.works.setPlainText("\n".join(candidate.works))
        self.group.set_value(candidate.mission_group)
        self.reason.setText(candidate.publication_reason)
        for name, line in self.percents.items():
            line.setText(candidate.methods.get(name, ""))
        for id_, box in self.exempt.items():
            box.setChecked(id_ in candidate.exempt)
        self.exempt_reason.setText(candidate.exempt_reason)
        if candidate.pass_mark is not None:
            self.pass_mark.setText(f"{candidate.pass_mark:f}")

    def _lay_out(self) -> None:
        add, rows = self.form.add, self.fields
        if self._candidate is None:
            hint = "หรือพิมพ์ชื่อในช่องถัดไป หากไม่อยู่ในทะเบียน"
            rows.addWidget(Field("เลือกจากทะเบียน", self.person, hint=hint))
        else:
            self.person.hide()
        rows.addWidget(add("name", Field("ชื่อ–สกุล", self.name, required=True)))
        rows.addWidget(add("post", Field("ตำแหน่ง", self.post)))
        rows.addWidget(add("unit", Field("สังกัด", self.unit)))
        rows.addWidget(add("works", Field("ชื่อผลงาน", self.works, hint="บรรทัดละเรื่อง")))
        rows.addWidget(add("outlet", Field("เผยแพร่ที่", self.outlet)))
        rows.addWidget(add("mission_group", Field("กลุ่มภารกิจ", self.group)))
        rows.addWidget(self.points)
        hint = "กรอกเมื่อคณะกรรมการให้คะแนนการเผยแพร่ต่างจากตาราง"
        rows.addWidget(
            add("publication_reason", Field("เหตุผลเรื่องการเผยแพร่", self.reason, hint=hint))
        )
        for name, line in self.percents.items():
            rows.addWidget(add(f"methods.{name}", Field(f"ผล{name}", line)))
        for box in self.exempt.values():
            rows.addWidget(box)
        rows.addWidget(add("exempt_reason", Field("มติและเหตุที่ยกเว้น", self.exempt_reason)))
        rows.addWidget(add("pass_mark", Field("คะแนนผ่านที่คณะกรรมการกำหนด", self.pass_mark)))
        for key in ("outlet", "mission_group", "publication_reason"):
            self.form.fields[key].setVisible(self._publishes())
        self.points.hide()
        self._show_exempt()


def _person_row(found: PersonDetail) -> PersonRow:
    post = found.post
    return PersonRow(
        found.id, found.name, found.national_id, found.employment,
        post.number if post else "", post.title if post else "", post.level if post else None,
        post.unit if post else "", found.active,
    )  # fmt: skip


def _number(text: str, field: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Invalid((DomainError("not_a_number", field=field),))
    return found
