"""The page of one case: where it stands, what is next, its papers, files and history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hrdesk.rules.codes import StepState
from hrdesk.services.access import Right
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.ui import icons
from hrdesk.ui.actions import make_action
from hrdesk.ui.context import Route
from hrdesk.ui.dialogs import ask
from hrdesk.ui.messages import sentence
from hrdesk.ui.notify import Notice
from hrdesk.ui.page import Page
from hrdesk.ui.pages.case.about import AboutDialog, not_held_words
from hrdesk.ui.pages.case.act_dialog import undo_call
from hrdesk.ui.pages.case.actions import StepActions
from hrdesk.ui.pages.case.for_owner import save_matters, show_slip
from hrdesk.ui.pages.case.head import CaseHead
from hrdesk.ui.pages.case.model import choose_step, load_shown
from hrdesk.ui.pages.case.sides import Sides
from hrdesk.ui.pages.case.steps_view import StepsView
from hrdesk.ui.pages.case.waits_view import EndWaitDialog, PlanDateDialog, WaitsView
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from hrdesk.services.case_steps import Moved
    from hrdesk.services.changes import Change
    from hrdesk.services.queries.cases import AheadDate, CaseDetail
    from hrdesk.services.queries.intake import OfficerChoice
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.case.model import Shown


class CasePage(Page):
    """Route ``case`` with the case's id; ``tab`` names a side to open, ``edit=head`` opens its form."""

    name = "case"
    title = "รายละเอียดเรื่อง"
    help_page = "case"
    kinds = frozenset({"case"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._full = ctx.may(Right.SEE_ALL_CASES)
        self._works = ctx.may(Right.WORK_CASES)
        self._shown: Shown | None = None
        self._selected: int | None = None
        self._retried = False
        self._edit_asked = False
        self._paper_asked = ""
        self._go_on = False  # a step was just finished: the keyboard belongs in the next form
        self.head = CaseHead(full=self._full, editable=self._works)
        self.waits = WaitsView(editable=self._works)
        self.steps = StepsView(ctx.settings, full=self._full)
        self.sides = Sides(ctx, self, editable=self._works) if self._full else None
        self.acts = StepActions(ctx, self, self.save_step)
        self._banner = QLabel()
        self._missing = EmptyState(
            "ไม่พบเรื่องนี้", "อาจไม่มีเรื่องนี้แล้ว หรือเป็นเรื่องของผู้อื่น", "กลับไปหน้าติดตามงาน"
        )
        self._stack = QStackedWidget()
        self._make_actions()
        self._lay_out()
        self._connect()

    # -- the page -------------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show the case of the route."""
        if route.id != self.route.id:
            self._shown = None
            self._selected = None
            if self.sides is not None:
                self.sides.forget()
            self._stack.setCurrentIndex(0)
        self._go_on = True
        super().open(route)
        self._edit_asked = route.params.get("edit") == "head"
        self._paper_asked = route.params.get("paper", "")
        if self.sides is not None and route.params.get("tab"):
            self.sides.show_tab(route.params["tab"])

    def refresh(self) -> None:
        """Read the case again; what is typed stays."""
        case_id = self.route.id
        if case_id is None:
            self._stack.setCurrentWidget(self._missing)
            return
        self.ctx.tasks.query(
            self, lambda uow: load_shown(uow, case_id), self._show, self._not_read, key="case"
        )

    def current_title(self) -> str:
        """Return the case's number, once it is known."""
        number = self._shown.detail.number if self._shown is not None else ""
        return f"เรื่องเลขที่ {number}" if number else self.title

    def crumbs(self) -> list[tuple[str, Route | None]]:
        """Return the path: the list, then this case."""
        return [("ติดตามงาน", Route("tracking")), (self.current_title(), None)]

    def actions(self) -> list[QAction]:
        """Return what stands at the top right."""
        if not self._full:
            return [self._leave]
        found = [self._print] if self.ctx.may(Right.ISSUE_PAPERS) else []
        known = self._shown is None or self._shown.detail.person_id is not None
        found += [self._person] if known else []
        found += [self._slip] if self._works else []
        return [*found, self._matters] if self._works and known else found

    def concerns(self, changes: frozenset[Change]) -> bool:
        """Tell whether this very case changed."""
        return any(c.kind == "case" and c.id in (None, self.route.id) for c in changes)

    def can_leave(self) -> bool:
        """Write the draft; it is here again on coming back."""
        self.ctx.drafts.flush()
        return True

    def focus_search(self) -> bool:
        """Search the history where it is open; elsewhere the window searches everything."""
        if self.sides is None or self.sides.currentWidget() is not self.sides.history:
            return False
        self.sides.history.search.setFocus()
        return True

    # -- acts -----------------------------------------------------------------------------------

    def save_step(self) -> None:
        """Finish the present step with what its form holds."""
        if self._shown is None or self.sides is None or self._shown.detail.form is None:
            return
        panel = self.sides.step_panel
        if not panel.working:
            self._choose(self._shown.detail.form.step.id)
            self.sides.show_tab("step")
            panel.form.focus_first()
            return
        self._send_step()

    def edit_head(self) -> None:
        """Open the form of the head."""
        if self._shown is None or not self._works:
            return
        from hrdesk.services.queries.intake import officers_in_charge

        detail = self._shown.detail

        def arrived(able: tuple[OfficerChoice, ...]) -> None:
            officers = tuple((officer.id, officer.name) for officer in able)
            from hrdesk.ui.pages.case.edit_head import EditHeadDialog

            EditHeadDialog(self.ctx, detail, officers, self).open()

        self.ctx.tasks.query(self, officers_in_charge, arrived, key="officers")

    # -- inside ---------------------------------------------------------------------------------

    def _send_step(self, *, despite: bool = False) -> None:
        from hrdesk.services.case_steps import complete_step

        form = self.sides.step_panel.form if self.sides is not None else None
        command = form.command(despite=despite) if form is not None else None
        if form is None or command is None or not form.button.isEnabled():
            return
        form.button.setEnabled(False)
        self.ctx.tasks.act(
            self,
            lambda uow: complete_step(uow, command),
            self._step_saved,
            self._step_refused,
            undo=lambda moved: undo_call(command.case_id, moved.version),
        )
        # The bus asks for the next step before ``done`` is called; the form must let go first.
        self._selected = None

    def _step_saved(self, _moved: Moved) -> None:
        self._retried = False
        self._go_on = True
        if self.sides is not None:
            self.sides.step_panel.form.saved()

    def _step_refused(self, problem: DomainError) -> None:
        if self.sides is None:
            return
        form = self.sides.step_panel.form
        form.button.setEnabled(True)
        own = isinstance(problem, EditConflict) and problem.facts.get("who") == self.ctx.actor.name
        if own and not self._retried:
            # One's own tick or file a moment ago: read the new version and go on.
            self._retried = True
            self._read_then_send()
            return
        self._retried = False
        if problem.code == "step_things_left":
            self._ask_despite(problem)
            return
        if isinstance(problem, EditConflict):
            text = sentence(problem)
            self.ctx.notify.show(Notice(text, "warn", "อ่านข้อมูลล่าสุด", self._read_newest))
            return
        for one in form.refused(problem):
            self.ctx.notify.error(one)

    def _ask_despite(self, problem: DomainError) -> None:
        """Name what is unticked or missing, and close the step only when that is meant."""
        checks, papers = problem.facts["checks"], problem.facts["papers"]
        parts = [f"ยังไม่ได้ทำเครื่องหมาย: {' · '.join(checks)}"] if checks else []
        parts += [f"ยังไม่ได้รับ: {' · '.join(papers)}"] if papers else []
        ask(
            self,
            "ยังมีสิ่งที่ไม่ครบ",
            "\n".join([*parts, "ปิดขั้นตอนนี้ทั้งที่ยังไม่ครบหรือไม่ ประวัติจะบันทึกไว้"]),
            "ปิดขั้นตอน",
            lambda: self._send_step(despite=True),
        )

    def _end_wait(self, wait_id: int) -> None:
        if self._shown is None:
            return
        wait = next((w for w in self._shown.detail.waits if w.id == wait_id), None)
        if wait is not None:
            EndWaitDialog(self.ctx, self._shown, wait, self).open()

    def _plan_date(self, ahead: AheadDate) -> None:
        if self._shown is not None:
            PlanDateDialog(self.ctx, self._shown, ahead, self).open()

    def _read_newest(self) -> None:
        self._go_on = True  # the button that was pressed goes: the keyboard belongs in the form
        self.refresh()

    def _read_then_send(self) -> None:
        case_id = self.route.id

        def arrived(shown: Shown) -> None:
            self._show(shown)
            self._send_step()

        if case_id is not None:
            self.ctx.tasks.query(self, lambda uow: load_shown(uow, case_id), arrived, key="case")

    def _show(self, shown: Shown) -> None:
        before = self._shown
        self._keep_typed(shown)
        self._shown = shown
        self.head.show_case(shown)
        detail = shown.detail
        self._banner.setText(breakable(not_held_words(detail.procedure)))
        self._banner.setVisible(self._full and not detail.procedure.rules_held)
        if before is not None and _present(before.detail) != _present(detail):
            self._selected = None  # the case moved: what is next is what one wants to see
        step = choose_step(detail, self._selected)
        self.waits.show_case(shown)
        self.steps.show_case(shown, step.id if step else None)
        if self.sides is not None:
            self.sides.show_case(shown, step)
        self.acts.choose(shown if self._works else None, step)
        self._stack.setCurrentIndex(1)
        if before is None or before.detail.id != detail.id:
            self.title_changed.emit()
        if self._go_on:
            self._go_on = False
            self._start_here()
        if self._edit_asked:
            self._edit_asked = False
            self.edit_head()
        if self._paper_asked and self.sides is not None:
            kind, self._paper_asked = self._paper_asked, ""
            self.sides.papers.make(kind)

    def _keep_typed(self, shown: Shown) -> None:
        """Where somebody else moved the case on, give back what was typed for the old step."""
        if self.sides is None or self._shown is None:
            return
        form = self.sides.step_panel.form
        step, asked = form.step(), shown.detail.form
        gone = step is not None and (asked is None or asked.step.id != step.id)
        text = form.typed() if gone else ""
        if not form.button.isEnabled() or not text or shown.detail.id != self._shown.detail.id:
            return
        self.ctx.notify.show(
            Notice(
                f"มีผู้อื่นบันทึกขั้นตอน “{step.title if step else ''}” ไปแล้ว สิ่งที่คุณพิมพ์ไว้คัดลอกได้",
                "warn",
                "คัดลอกสิ่งที่พิมพ์",
                lambda: QGuiApplication.clipboard().setText(text),
            )
        )

    def _start_here(self) -> None:
        if self.sides is not None and self._shown is not None and self._shown.detail.form:
            self.sides.step_panel.form.focus_first()
        else:
            self.steps.focus()

    def _choose(self, step_id: int) -> None:
        if self._shown is None:
            return
        self._selected = step_id
        step = choose_step(self._shown.detail, step_id)
        self.steps.select(step_id)
        if self.sides is not None:
            self.sides.show_step(self._shown, step)
        self.acts.choose(self._shown if self._works else None, step)

    def _to_current(self) -> None:
        if self._shown is not None and self._shown.detail.form is not None:
            self._choose(self._shown.detail.form.step.id)

    def _not_read(self, problem: DomainError) -> None:
        if problem.code in ("not_found", "not_allowed"):
            self._stack.setCurrentWidget(self._missing)
        else:
            self.ctx.notify.error(problem, self.refresh)

    def _about(self) -> None:
        if self._shown is not None:
            AboutDialog(self._shown.detail.procedure, self._shown.detail.law, self).open()

    def _print_status(self) -> None:
        if self.sides is not None:
            self.sides.papers.make("case_status")

    def _show_slip(self) -> None:
        if self._shown is not None:
            show_slip(self.ctx, self, self._shown.detail.id)

    def _save_matters(self) -> None:
        detail = self._shown.detail if self._shown is not None else None
        if detail is not None and detail.person_id is not None:
            save_matters(self.ctx, self, detail.person_id, f"เรื่องเลขที่ {detail.number}")

    def _to_person(self) -> None:
        if self._shown is not None and self._shown.detail.person_id is not None:
            self.ctx.navigate(Route("person", self._shown.detail.person_id))

    def _back_to_list(self) -> None:
        self.ctx.navigate(Route("tracking"))

    def _make_actions(self) -> None:
        self._print = make_action(self, "print", "พิมพ์ใบแสดงสถานะ", "print", self._print_status)
        self._print.setShortcutContext(Qt.ShortcutContext.WindowShortcut)  # Ctrl+P of the window
        self._person = make_action(self, "to_person", "ข้อมูลบุคคล", "person", self._to_person)
        self._slip = make_action(self, "status_slip", "บัตรติดตามเรื่อง", "note", self._show_slip)
        self._matters = make_action(
            self, "save_matters", "บันทึกหน้าเรื่องให้เจ้าของ…", "export", self._save_matters
        )
        self._leave = make_action(self, "to_main", "กลับหน้าหลัก", "back", self._back_to_list)
        self._edit = make_action(self, "edit_case", "แก้ไขข้อมูลเรื่อง", "edit", self.edit_head)
        self._edit.setShortcut(QKeySequence("F2"))
        if self._works:
            self.addAction(self._edit)

    def _lay_out(self) -> None:
        self._banner.setObjectName("rules_not_held")
        self._banner.setWordWrap(True)
        self._banner.setContentsMargins(12, 8, 12, 8)
        set_role(self._banner, "plain", "warn")
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.head)
        rows.addWidget(self._banner)
        rows.addWidget(self.waits)
        if self.sides is None:
            rows.addWidget(self.steps, 1)
            rows.addWidget(self._main_button(), 0, Qt.AlignmentFlag.AlignLeft)
        else:
            if self._works:
                self.steps.add_button(self._acts_button())
                self.steps.set_actions(self.acts.all())
                self.addActions(self.acts.all())
            rows.addWidget(self.sides.beside(self.steps), 1)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(body)
        self._stack.addWidget(self._missing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _acts_button(self) -> QPushButton:
        button = QPushButton("ดำเนินการ")
        button.setObjectName("step_actions")
        button.setAccessibleName("ดำเนินการกับขั้นตอน")
        menu = QMenu(button)
        menu.setObjectName("step_actions_menu")
        menu.addActions(self.acts.all())
        button.setMenu(menu)
        return button

    def _main_button(self) -> QPushButton:
        button = QPushButton("กลับหน้าหลัก")
        button.setObjectName("main_page")
        button.setAccessibleName("กลับหน้าหลัก")
        icons.set_icon(button, "back")
        button.clicked.connect(self._back_to_list)
        return button

    def _connect(self) -> None:
        self.head.edit_asked.connect(self.edit_head)
        self.head.about_asked.connect(self._about)
        self.waits.end_asked.connect(self._end_wait)
        self.steps.chosen.connect(self._choose)
        self._missing.started.connect(self._back_to_list)
        if self.sides is not None:
            self.sides.step_panel.form.save_asked.connect(self.save_step)
            self.sides.step_panel.form.day_asked.connect(self._plan_date)
            self.sides.step_panel.told.correct_asked.connect(self.acts.fix)
            self.sides.step_panel.told.back_asked.connect(self._to_current)


def _present(detail: CaseDetail) -> int | None:
    return next((step.id for step in detail.steps if step.state is StepState.CURRENT), None)
