"""The editor of one award: the facts at the left, what comes of them and why at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from hrdesk.rules.explanation import shown
from hrdesk.services.award_figures import AwardInputs, AwardKind
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.queries.award_start import AwardStart, above_degree, award_start
from hrdesk.services.queries.awards import (
    AwardChoices,
    AwardDetail,
    AwardWorked,
    award_choices,
    work_out,
)
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.calculator.results import Line, as_text, reasons
from hrdesk.ui.pages.calculator.tree import ResultTree
from hrdesk.ui.pages.person.inputs import Choice
from hrdesk.ui.pages.salary.award_fields import AwardFields
from hrdesk.ui.pages.salary.award_words import BORROWED
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import FittingArea
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.person_picker import PersonPicker

if TYPE_CHECKING:
    from hrdesk.services.queries.people import PersonRow

_WAIT_MS = 250
_ABOVE = "คุณวุฒิที่เลือกสูงกว่าวุฒิในทะเบียน โปรดตรวจหลักฐานการศึกษาก่อนใช้อัตรานี้"
_SIZE = (1000, 620)
_LEFT = 410
_TREE_WIDTHS = (190, 75, 56, 150)


class AwardDialog(FormDialog):
    """A new draft (``detail`` None, of ``kind``), or one that is there."""

    kind = "award_dialog"

    def __init__(
        self,
        ctx: AppContext,
        save: Callable[[AwardDialog, AwardInputs], None],
        parent: QWidget | None = None,
        *,
        award_kind: AwardKind = AwardKind.QUALIFICATION,
        detail: AwardDetail | None = None,
    ) -> None:
        told = detail.inputs.kind if detail is not None else award_kind
        title = f"แก้ร่าง · {detail.line.name}" if detail is not None else "เพิ่มรายการเงินเดือน"
        super().__init__(title, "บันทึกร่าง", parent)
        self._ctx, self._save, self.detail = ctx, save, detail
        self._choices: AwardChoices | None = None
        self._start: AwardStart | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MS)
        self._later.timeout.connect(self._work_out)
        self.what = Choice("award_kind", [(each.value, each.label) for each in AwardKind], self)
        self.what.set_value(told.value)
        self.person = PersonPicker(ctx, "award_person", self)
        self.register = _label("award_register", self, "muted")
        self.parts = AwardFields(self.form, ctx.today, self)
        self.figure = _label("award_figure", self, "figure")
        self.fits = _label("award_fits", self, "muted", "warn")
        self.mark = _label("award_mark", self, "muted", "warn")
        self.told = _label("award_told", self, "muted")
        self.law = _label("award_law", self, "muted")
        self.tree = ResultTree(self._text, self)
        self.tree.setObjectName("award_tree")
        for at, width in enumerate(_TREE_WIDTHS):
            self.tree.setColumnWidth(at, width)
        self._shown: tuple[Line, ...] = ()
        self._lay_out()
        self._connect()
        self._begin()

    @property
    def award_kind(self) -> AwardKind:
        """The kind that is chosen."""
        return AwardKind(self.what.value())

    def inputs(self) -> tuple[AwardInputs, list[DomainError]]:
        """Return the facts as typed, and what of them cannot be read."""
        if self.detail is not None:
            person_id = self.detail.inputs.person_id
        else:
            found = self.person.person()
            person_id = found.id if found is not None else 0
        return self.parts.read(self.award_kind, person_id)

    def hand_over(self) -> None:
        """Give the facts when they can be read; the service says what is missing."""
        given, problems = self.inputs()
        if self.detail is None and self.person.text().strip() and not given.person_id:
            problems.insert(0, DomainError("person_not_chosen", field="person"))
        if problems:
            self.refused(Invalid(tuple(problems)))
            return
        self._save(self, given)

    # -- live -----------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._kind_chosen()
        if self.detail is None:
            self.parts.effective_on.set_date(self._ctx.today())
        day = self.detail.inputs.effective_on if self.detail is not None else None
        wanted = day or self._ctx.today()
        self._ctx.tasks.query(
            self, lambda uow: award_choices(uow, wanted), self._offered, self.refused, "choices"
        )

    def _offered(self, choices: AwardChoices) -> None:
        first = self._choices is None
        self._choices = choices
        self.parts.offer(choices)
        self.law.setText(breakable(BORROWED) if choices.borrowed else "")
        self.law.setVisible(choices.borrowed)
        if first and self.detail is not None:
            given = self.detail.inputs
            self.parts.fill(given)
            day = given.effective_on or self._ctx.today()
            self._ask_start(given.person_id, day, self._known)
        self._later.start()

    def _kind_chosen(self) -> None:
        self.parts.show_kind(self.award_kind)
        self.parts.problem_field(self.award_kind)
        self.form.clear()
        found = self.person.person()
        if self.detail is None and found is not None:
            self._person_chosen(found)
        self._later.start()

    def _day_chosen(self) -> None:
        """The tables of another day may have other qualifications and factors."""
        day = self.parts.day(self.award_kind)
        if day is not None:
            self._ctx.tasks.query(
                self, lambda uow: award_choices(uow, day), self._offered, self.refused, "choices"
            )
            if self._start is not None:
                self._ask_start(self._start.inputs.person_id, day, self._paid_before)

    def _paid_before(self, start: AwardStart) -> None:
        """Another day may come after another salary; what is typed stays."""
        self.parts.before = start.inputs.salary_before
        self._later.start()

    def _ask_start(
        self,
        person_id: int,
        day: dt.date,
        done: Callable[[AwardStart], None],
        *,
        chosen: bool = True,
    ) -> None:
        kind = self.award_kind
        self._ctx.tasks.query(
            self,
            lambda uow: award_start(uow, kind, person_id, day, chosen=chosen),
            done,
            self.refused,
            "start",
        )

    def _person_chosen(self, person: PersonRow | None) -> None:
        if person is None:
            self._start, self.parts.before = None, None
            self._check_degree()
            self.register.hide()
            return
        day = self.parts.day(self.award_kind) or self._ctx.today()
        self._ask_start(person.id, day, self._started, chosen=day != self._ctx.today())

    def _known(self, start: AwardStart) -> None:
        self._start = start
        self._check_degree()

    def _check_degree(self) -> None:
        """Warn, never refuse: the degree may not have been entered into the register yet."""
        start, name = self._start, self.parts.qualification.value()
        wrong = start is not None and above_degree(name, start.degree)
        self.fits.setText(breakable(_ABOVE) if wrong else "")
        self.fits.setVisible(wrong)
        self.parts.qualification.setToolTip(name)

    def _started(self, start: AwardStart) -> None:
        self._start = None  # filling is no choice of a day
        self.register.setText(breakable(start.told))
        self.register.setVisible(bool(start.told))
        self.parts.fill(start.inputs)
        self._known(start)
        self._later.start()

    def _work_out(self) -> None:
        given, problems = self.inputs()
        if problems:
            self._cannot(Invalid(tuple(problems)))
            return
        self._ctx.tasks.query(
            self, lambda uow: work_out(uow, given), self._worked, self._cannot, "figures"
        )

    def _worked(self, worked: AwardWorked) -> None:
        self.form.clear()
        figures = worked.figures
        known = figures.salary is not None
        self.figure.setText(f"{shown(figures.salary)} บาท" if known else "ยังไม่มีอัตรา")
        self.figure.setAccessibleName(f"ให้ได้รับเงินเดือน {self.figure.text()}")
        self.mark.setText(worked.mark)
        self.mark.setVisible(bool(worked.mark))
        said = [f"{label}: {value}" for label, value in figures.lines]
        said += [each for each in (figures.reason, *figures.needs) if each]
        self.told.setText("\n".join(breakable(line) for line in said))
        self._shown = (reasons(figures.explanation),)
        self.tree.show_lines(self._shown)

    def _cannot(self, problem: DomainError) -> None:
        """Say what is still missing at the right; what is wrong stands beside its field."""
        problems = problem.problems if isinstance(problem, Invalid) else (problem,)
        lacking = [each for each in problems if each.code == "required"]
        wrong = [each for each in problems if each.code != "required"]
        self.form.clear()
        for each in wrong:
            field = self.form.fields.get(each.field or "")
            if field is not None:
                field.set_error(each)
        names = [
            self.form.fields[each.field].words for each in lacking if each.field in self.form.fields
        ]
        self.figure.setText("–")
        self.figure.setAccessibleName("ยังไม่มีผล")
        self.mark.hide()
        self.told.setText(breakable(f"กรอกต่อ: {', '.join(names)}") if names else "")
        self._shown = ()
        self.tree.show_lines(())

    def _text(self) -> str:
        name = self.detail.line.name if self.detail is not None else self.person.text()
        return as_text(f"{self.award_kind.label} {name}", self._shown)

    # -- layout ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.what.currentIndexChanged.connect(lambda _at: self._kind_chosen())
        self.person.chosen.connect(self._person_chosen)
        self.parts.changed.connect(self._later.start)
        self.parts.changed.connect(self._check_degree)
        self.parts.effective_on.date_changed.connect(lambda _day: self._day_chosen())
        self.parts.phase.currentIndexChanged.connect(lambda _at: self._day_chosen())

    def _lay_out(self) -> None:
        rows = self.fields
        new = self.detail is None
        kind = Field("รายการ", self.what, required=True)
        rows.addWidget(kind)
        kind.setVisible(new)
        rows.addWidget(self.form.add("person", Field("บุคคล", self.person, required=True)))
        rows.addWidget(self.register)
        self.register.hide()
        for field in self.parts.made.values():
            rows.addWidget(field)
        self.fits.hide()
        rows.addStretch()
        if self.detail is not None:
            self.person.setText(self.detail.line.name)
            self.person.setReadOnly(True)
            if self.detail.correction:
                self.register.setText(breakable(f"แก้ไขรายการเดิมเพราะ: {self.detail.correction}"))
                self.register.show()
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(6)
        head = _label("award_head", side, "subtitle")
        head.setText("ให้ได้รับเงินเดือน")
        for widget in (head, self.figure, self.fits, self.mark, self.told):
            column.addWidget(widget)
        column.addWidget(self.tree, 1)
        column.addWidget(self.law)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        area = self.findChild(FittingArea)
        layout.removeWidget(area)
        area.setMinimumWidth(_LEFT)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setObjectName("award_split")
        split.setChildrenCollapsible(False)
        split.addWidget(area)
        split.addWidget(side)
        split.setStretchFactor(1, 1)
        split.setSizes([_LEFT, _SIZE[0] - _LEFT])
        layout.insertWidget(0, split, 1)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize()))
        (self.person if new else self.parts.qualification).setFocus()


def _label(name: str, parent: QWidget, role: str, tone: str | None = None) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    set_role(label, role, tone)
    return label
