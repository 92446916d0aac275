"""Intake on one screen: person, kind, date, subject, what is asked for, papers, who takes charge."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from hrdesk.rules.codes import CaseType
from hrdesk.services.cases import OpenedCase
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.people import SavedPerson
from hrdesk.services.procedures import kinds_offered
from hrdesk.services.queries.intake import IntakePlan, OfficerChoice, officers_in_charge
from hrdesk.services.queries.people import KnownValues, PersonRow, known_values
from hrdesk.services.standing_answers import FACT as STANDING
from hrdesk.services.standing_answers import Answers, answers_of
from hrdesk.ui import icons
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.drafts import ID_NOT_KEPT
from hrdesk.ui.notify import Notice
from hrdesk.ui.page import Page
from hrdesk.ui.pages.intake.form import IntakeForm
from hrdesk.ui.pages.intake.layout import lay_out
from hrdesk.ui.pages.intake.model import (
    Applicant,
    Entry,
    entry_of,
    load_applicant,
    load_plan,
    row_of,
)
from hrdesk.ui.pages.intake.plan_panel import PlanPanel
from hrdesk.ui.pages.intake.standing_panel import StandingPanel, open_with_answers

if TYPE_CHECKING:
    from hrdesk.services.unit_of_work import UnitOfWork

DRAFT = "intake"
RESTORED = "นำเรื่องที่พิมพ์ค้างไว้กลับมาแล้ว ยังไม่ได้บันทึก"
RECEIPT = {"paper": "receipt"}
_PLAN_DELAY_MS = 150


class IntakePage(Page):
    """Takes in a matter; what is typed is a draft until it is saved."""

    name: ClassVar[str] = "intake"
    title: ClassVar[str] = "รับเรื่องใหม่"
    help_page: ClassVar[str] = "intake"
    kinds: ClassVar[frozenset[str]] = frozenset({"person", "case", "user"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._begun = False
        self._saving = False
        self._unsaved = False
        self._running: dict[str, int] = {}
        self.form = IntakeForm(ctx, self)
        self.panel = PlanPanel(self)
        self.standing = StandingPanel(ctx, self)
        self.panel.add_card(self.standing)
        self._actions = [
            self._action("save", "บันทึก", "save", "Ctrl+Return Ctrl+S", self.save),
            self._action(
                "save_next",
                "บันทึกและรับเรื่องต่อไป",
                "send",
                "Ctrl+Shift+Return",
                self.save_and_next,
            ),
            self._action("clear_intake", "ล้างฟอร์ม", "delete", "", self.clear),
        ]
        lay_out(self, self.form, self.panel, self._actions)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PLAN_DELAY_MS)
        self._soon.timeout.connect(self._ask_plan)
        self.setFocusProxy(self.form.picker)
        self._connect()

    # -- the page -----------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Bring back what was typed before, or begin anew; ``params["person"]`` chooses one."""
        super().open(route)
        wanted = route.params.get("person", "")
        if not self._begun:
            self._begun = True
            self._restore()
        if wanted.isdigit():
            self._choose(int(wanted))
            self.form.kinds.take_focus()
        else:
            self.form.picker.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read again officers, completions and what is known of the person and the procedure."""
        self.ctx.tasks.query(self, officers_in_charge, self._show_officers, key="officers")
        self.ctx.tasks.query(self, known_values, self._show_known, key="known")
        self.ctx.tasks.query(self, kinds_offered, self.form.kinds.offer, key="kinds")
        if self.form.picker.person() is not None:
            self._ask_applicant()
        self._ask_plan()
        self.standing.ask()

    def actions(self) -> list[QAction]:
        """Begin anew; saving stands below the form, where one arrives."""
        return self._actions[2:]

    def focus_search(self) -> bool:
        """Put the cursor into the field that looks for a person."""
        self.form.picker.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.form.picker.selectAll()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Write the draft at once when the page is left."""
        self._soon.stop()
        self.ctx.drafts.flush()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter of the number pad saves too."""
        ctrl = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Enter and event.modifiers() == ctrl:
            self.save()
            event.accept()
            return
        super().keyPressEvent(event)

    # -- saving -------------------------------------------------------------------------------

    def save(self) -> None:
        """Open the case and show it."""
        self._save(second=False, stay=False)

    def save_and_next(self) -> None:
        """Open the case and take in the next one with the same date and kind."""
        self._save(second=False, stay=True)

    def clear(self) -> None:
        """Begin anew; what was typed can be brought back from the strip."""
        entry, row = self.form.entry(), self.form.picker.person()
        self.ctx.drafts.discard(DRAFT)
        self._typed(False)
        self._start(Entry())
        if entry.worth_keeping():

            def back() -> None:
                self._fill(entry, row)
                self._keep()

            self.ctx.notify.show(Notice("ล้างฟอร์มแล้ว", "good", "เลิกทำ", back))

    def _save(self, *, second: bool, stay: bool) -> None:
        if self._saving:
            return
        self.form.fields.clear()
        self.form.hide_question()
        problem = self.form.problem()
        if problem is not None:
            self._failed(problem, stay)
            return
        command, answers = self.form.entry().command(second=second), self.standing.answers
        self._busy(True)
        self.ctx.tasks.act(
            self,
            lambda uow: open_with_answers(uow, command, answers),
            lambda opened: self._saved(opened, stay),
            lambda problem: self._failed(problem, stay),
            saved=None,
        )

    def _saved(self, opened: OpenedCase, stay: bool) -> None:
        self._busy(False)
        before = self.form.entry()
        self.ctx.drafts.discard(DRAFT)
        self._typed(False)
        kept = (
            Entry(
                case_type=before.case_type,
                received_on=before.received_on,
                officer_id=before.officer_id,
            )
            if stay
            else Entry()
        )
        self._start(kept)
        receipt = Route("case", opened.id, RECEIPT)
        self.ctx.notify.show(
            Notice(
                f"รับเรื่องเลขที่ {opened.number} แล้ว",
                "good",
                "พิมพ์ใบรับเรื่อง",
                lambda: self.ctx.navigate(receipt),
            )
        )
        if stay:
            self.form.picker.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.ctx.navigate(Route("case", opened.id))

    def _failed(self, problem: DomainError, stay: bool) -> None:
        self._busy(False)
        if problem.code == "case_open_already":
            number = str(problem.facts.get("number", ""))
            self.form.ask_second(
                problem,
                lambda: self._open_running(number),
                lambda: self._save(second=True, stay=stay),
            )
            return
        for one in self.form.fields.show(problem):
            self.ctx.notify.error(one)
        if isinstance(problem, Invalid):
            self.ctx.notify.warn(f"ยังไม่ได้บันทึก มี {len(problem.problems)} ช่องที่ต้องแก้ไข")

    def _busy(self, busy: bool) -> None:
        self._saving = busy
        for action in self._actions:
            action.setEnabled(not busy)

    def _open_running(self, number: str) -> None:
        if number in self._running:
            self.ctx.navigate(Route("case", self._running[number]))
            return
        serial, _, year = number.partition("/")

        def find(uow: UnitOfWork) -> int | None:
            from hrdesk.services.queries.tracking import case_id_by_number

            return case_id_by_number(uow, int(year), int(serial))

        def go(found: int | None) -> None:
            if found is not None:
                self.ctx.navigate(Route("case", found))

        self.ctx.tasks.query(self, find, go)

    # -- following what is typed --------------------------------------------------------------

    def _connect(self) -> None:
        form = self.form
        form.picker.chosen.connect(self._person_chosen)
        form.quick.added.connect(self._person_added)
        form.kinds.changed.connect(self._kind_chosen)
        form.received_on.date_changed.connect(self._plan_soon)
        form.target.changed.connect(self._plan_soon)
        form.changed.connect(self._keep)
        self.standing.follow(
            form.entry,
            form.picker.chosen,
            form.kinds.changed,
            form.received_on.date_changed,
            form.target.changed,
        )
        self.standing.changed.connect(self._keep)
        self.panel.case_asked.connect(lambda key: self.ctx.navigate(Route("case", key)))
        self.panel.person_asked.connect(lambda key: self.ctx.navigate(Route("person", key)))

    def _person_chosen(self, person: PersonRow | None) -> None:
        self._running = {}
        self.form.hide_question()
        if person is None:
            self.ctx.tasks.drop(self, "applicant")
            self.panel.show_applicant(None)
        else:
            self._ask_applicant()
            if self.form.picker.hasFocus():
                self.form.kinds.take_focus()
        self._keep()

    def _person_added(self, saved: SavedPerson) -> None:
        for warning in saved.warnings:
            self.ctx.notify.show(_warning(warning))
        self._choose(saved.id)
        self.form.kinds.take_focus()

    def _kind_chosen(self, kind: CaseType) -> None:
        self.form.hide_question()
        self.form.show_kind(kind)
        self._ask_plan()
        self._keep()

    def _plan_soon(self) -> None:
        self._soon.start()

    def _ask_plan(self) -> None:
        self._soon.stop()
        entry = self.form.entry()
        kind, day, level = entry.case_type, entry.received_on, entry.target.level
        if kind is None or day is None:
            self.ctx.tasks.drop(self, "plan")
            self._show_plan(None)
            return
        self.ctx.tasks.query(
            self, lambda uow: load_plan(uow, kind, day, level), self._show_plan, key="plan"
        )

    def _ask_applicant(self) -> None:
        person = self.form.picker.person()
        if person is not None:
            self.ctx.tasks.query(
                self,
                lambda uow: load_applicant(uow, person.id),
                self._show_applicant,
                key="applicant",
            )

    def _choose(self, person_id: int) -> None:
        def found(applicant: Applicant) -> None:
            self.form.hide_quick()
            self.form.picker.set_person(row_of(applicant.detail))
            self._show_applicant(applicant)

        self.ctx.tasks.query(
            self, lambda uow: load_applicant(uow, person_id), found, self._gone, key="choose"
        )

    def _gone(self, problem: DomainError) -> None:
        # The person of a draft may have gone meanwhile; the rest of the draft stays.
        if problem.code != "not_found":
            self.ctx.notify.error(problem)

    def _show_applicant(self, applicant: Applicant) -> None:
        person = self.form.picker.person()
        if person is None or person.id != applicant.detail.id:
            return
        self._running = {row.number: row.id for row in applicant.running}
        self.panel.show_applicant(applicant)

    def _show_plan(self, plan: IntakePlan | None) -> None:
        self.panel.show_plan(plan, self.ctx.office.agency_name)
        if plan is not None:
            self.form.show_papers(plan)

    def _show_officers(self, officers: tuple[OfficerChoice, ...]) -> None:
        self.form.set_officers(officers)

    def _show_known(self, known: KnownValues) -> None:
        self.form.complete(known)
        self.standing.card.questions.series.complete(known.job_series)

    # -- the draft ----------------------------------------------------------------------------

    def _keep(self) -> None:
        if not self._begun or self.form.filling:
            return
        entry = self.form.entry()
        if entry.worth_keeping():
            kept = {**entry.draft(), STANDING: self.standing.answers.stored()}
            self.ctx.drafts.save(DRAFT, kept)
        else:
            self.ctx.drafts.discard(DRAFT)
        self._typed(entry.worth_keeping())

    def _typed(self, unsaved: bool) -> None:
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            self.saved_changed.emit(not unsaved)

    def _restore(self) -> None:
        kept = self.ctx.drafts.load(DRAFT)
        if kept is None:
            self._start(Entry())
            return
        entry = entry_of(kept)
        self.standing.set_answers(answers_of(kept.get(STANDING)))
        self._typed(True)
        self._fill(entry, None)
        if entry.person_id is not None:
            self._choose(entry.person_id)
        told = f"{RESTORED} {ID_NOT_KEPT}" if kept.get("id_typed") is True else RESTORED
        self.ctx.notify.show(Notice(told, "info", "เริ่มใหม่", self.clear))

    def _start(self, entry: Entry) -> None:
        self.standing.set_answers(Answers())
        self._fill(entry, None)

    def _fill(self, entry: Entry, person: PersonRow | None) -> None:
        self.form.fill(entry, person)
        if person is None:
            self._running = {}
            self.panel.show_applicant(None)
        self._ask_plan()

    def _action(
        self, name: str, words: str, picture: str, keys: str, call: Callable[[], None]
    ) -> QAction:
        made = QAction(words, self)
        made.setObjectName(name)
        icons.set_icon(made, picture)
        if keys:
            made.setShortcuts([QKeySequence(one) for one in keys.split()])
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shown = keys.split(maxsplit=1)[0].replace("Return", "Enter")
            made.setToolTip(f"{words} ({shown})")
            self.addAction(made)
        made.triggered.connect(lambda _checked=False: call())
        return made


def _warning(problem: DomainError) -> Notice:
    from hrdesk.ui.messages import sentence

    return Notice(sentence(problem), "warn")
