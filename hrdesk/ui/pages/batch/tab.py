"""One letter for many: its words at the left, who gets it at the right, checked before issuing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.paper_batches import (
    BatchMade,
    BatchPerson,
    BatchPlan,
    PlanBatch,
    RenderedBatch,
    batch_draft,
    batch_kinds,
    issue_batch,
    people_of_order,
    plan_batch,
)
from hrdesk.services.papers import PaperOptions, Variant
from hrdesk.services.queries.people import PersonRow
from hrdesk.ui import theme
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import ask
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.batch.people_model import PeopleModel, Recipient
from hrdesk.ui.pages.batch.pick_people import PickOrder, PickPeople
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.papers.fields import PaperFields
from hrdesk.ui.pages.settings.tab import SettingsTab, action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from hrdesk.services.paper_drafts import PaperDraft
    from hrdesk.ui.tasks import Progress

_WAIT_MS = 500  # after the last key, before everything is checked anew
_LEFT = 330
_WIDTHS = (44, 190, 150, 210)
_VALUE_WIDTH = 160
Kinds = Sequence[tuple[str, str, tuple[Variant, ...]]]


class BatchTab(SettingsTab):
    """Nothing is issued before every letter is whole; then all are, or none."""

    kinds: ClassVar[frozenset[str]] = frozenset({"template"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("batch_tab")
        self._draft: PaperDraft | None = None
        self._plan: BatchPlan | None = None
        self._turn = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT_MS)
        self._soon.timeout.connect(self._check)
        self.which = QComboBox(self)
        self.which.setObjectName("batch_kind")
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.circular = QCheckBox("หนังสือเวียน ใช้เลขเดียวทุกฉบับ", self)
        self.circular.setObjectName("batch_circular")
        self.circular.setAccessibleName(self.circular.text())
        self.number = QLineEdit(self)
        self.number.setObjectName("batch_number")
        self.fields: PaperFields | None = None
        self.model = PeopleModel(self)
        self.table = self._people_table()
        self._make_actions()
        self._lay_out()
        self.which.activated.connect(lambda _at: self._chosen())
        self.number.textChanged.connect(lambda _text: self._changed())
        self.circular.toggled.connect(lambda _on: self._changed())
        self.model.typed.connect(self._changed)
        self._say()

    def refresh(self) -> None:
        """Read which letters there are; what is typed stays."""
        self.ctx.tasks.query(self, batch_kinds, self._offer, key="kinds")

    def hideEvent(self, event: QHideEvent) -> None:
        """Check nothing more once the tab is left."""
        self._soon.stop()
        super().hideEvent(event)

    # -- acts -----------------------------------------------------------------------------------

    def pick(self) -> None:
        """Add people of the register."""
        dialog = PickPeople(self.ctx, self)
        dialog.picked.connect(self._add)
        dialog.open()

    def pick_order(self) -> None:
        """Add those an order names, with what it says of each."""

        def read(paper_id: int) -> None:
            self.ctx.tasks.query(
                self, lambda uow: people_of_order(uow, paper_id), self._add_named, key="order"
            )

        dialog = PickOrder(self.ctx, self)
        dialog.picked.connect(read)
        dialog.open()

    def take_out(self) -> None:
        """Take the chosen lines out."""
        rows = {index.row() for index in self.table.selectedIndexes()}
        if rows:
            self.model.remove(rows)
            self._changed()

    def look(self) -> None:
        """Show the letter of the current line as it would be."""
        from hrdesk.services.paper_drafts import build
        from hrdesk.ui.printing import preview

        at = self.table.currentIndex().row()
        if not 0 <= at < len(self.model.people):
            return
        line = self.model.people[at].line
        if line is None:
            return
        self.ctx.tasks.work(
            self,
            lambda _progress: build(line.draft),
            lambda pdf: preview(self.ctx, self, line.draft.title, pdf),
            label="กำลังวาดตัวอย่าง",
        )

    def issue(self) -> None:
        """Ask, then render every letter, then store all of them at once."""
        plan = self._plan
        if plan is None or not plan.ready:
            return
        count = len(plan.lines)
        one = "เลขเดียวทุกฉบับ" if plan.command.circular else f"{count:,} เลข"
        book = f" ออกเลขจากสมุด{plan.book.label} {one}" if plan.book else ""
        ask(
            self,
            "ออกหนังสือ",
            f"ออก “{plan.title}” ถึง {count:,} ราย{book} เลขที่ออกแล้วนำกลับไม่ได้ หยุดได้ก่อนบันทึก",
            "ออกหนังสือ",
            lambda: self._render(plan),
        )

    def runs(self) -> None:
        """Show what was issued before."""
        from hrdesk.ui.pages.batch.made import RunsDialog

        RunsDialog(self.ctx, self).open()

    # -- the letter -----------------------------------------------------------------------------

    def _offer(self, kinds: Kinds) -> None:
        kept = self.which.currentData()
        self.which.clear()
        for kind, _title, variants in kinds:
            for variant in variants:
                self.which.addItem(variant.title, f"{kind}/{variant.key}")
        at = self.which.findData(kept) if kept else 0
        self.which.setCurrentIndex(max(at, 0))
        if self._draft is None:
            self._chosen()

    def _chosen(self) -> None:
        kind, _, variant = str(self.which.currentData() or "").partition("/")
        if not kind:
            return
        options = self._options()
        self.ctx.tasks.act(
            self,
            lambda uow: batch_draft(uow, kind, variant, options),
            self._show_letter,
            saved=None,
        )

    def _show_letter(self, draft: PaperDraft) -> None:
        kept = self.fields.values() if self.fields is not None else {}
        self._draft = draft
        fields = PaperFields(self.ctx.today)
        fields.build(draft.editable)
        # Moving to another letter keeps the day, who signs and whatever else both have.
        fields.put({name: text for name, text in kept.items() if text})
        fields.changed.connect(self._changed)
        if self.fields is not None:
            self._place.removeWidget(self.fields)
            self.fields.hide()
            self.fields.deleteLater()
        self.fields = fields
        self._place.addWidget(fields)
        self.model.set_fields([f for f in draft.editable if f.name.startswith("values.")])
        for at in range(self.model.columnCount()):
            self.table.setColumnWidth(at, _WIDTHS[at] if at < len(_WIDTHS) else _VALUE_WIDTH)
        self._changed()

    # -- the people -----------------------------------------------------------------------------

    def _add(self, people: Sequence[PersonRow]) -> None:
        added = self.model.add(Recipient(one.id, one.name, one.unit, {}) for one in people)
        self.ctx.notify.info(f"เพิ่มผู้รับ {added:,} ราย")
        self._changed()

    def _add_named(self, people: Sequence[BatchPerson]) -> None:
        # Names and units come with the check.
        added = self.model.add(Recipient(one.person_id, "", "", dict(one.values)) for one in people)
        if not people:
            self.ctx.notify.warn("ไม่พบผู้มีชื่อในคำสั่งนี้ในทะเบียนบุคลากร โปรดเพิ่มจากทะเบียน")
        else:
            self.ctx.notify.info(f"เพิ่มผู้รับ {added:,} ราย")
        self._changed()

    def _paste(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.model.paste(index, QGuiApplication.clipboard().text())

    # -- checking and issuing -------------------------------------------------------------------

    def _changed(self) -> None:
        self._turn += 1
        self._plan = None
        self._say()
        self._soon.start()

    def _check(self) -> None:
        if self._draft is None or self.fields is None or not self.model.people:
            self._say()
            return
        turn, command = self._turn, self._command()
        self.fields.form.clear()
        self.ctx.tasks.query(
            self,
            lambda uow: plan_batch(uow, command),
            lambda plan: self._planned(turn, plan),
            self._wrong,
            key="plan",
        )

    def _command(self) -> PlanBatch:
        assert self.fields is not None
        kind, _, variant = str(self.which.currentData()).partition("/")
        return PlanBatch(
            kind,
            variant,
            self.model.asked(),
            self.fields.values(),
            self.circular.isChecked(),
            plain(self.number.text()),
            self._options(),
        )

    def _planned(self, turn: int, plan: BatchPlan) -> None:
        if turn != self._turn:
            return
        self._plan = plan
        names = {line.person_id: line for line in plan.lines}
        for one in self.model.people:
            found = names.get(one.person_id)
            if found is not None:
                one.name, one.unit = found.name, found.unit
        self.model.told(plan.lines)
        central = any(problem.field == "number" for problem in plan.problems)
        self._number_field.setVisible(central or bool(self.number.text()))
        self._say()

    def _wrong(self, problem: DomainError) -> None:
        assert self.fields is not None
        problems = problem.problems if isinstance(problem, Invalid) else (problem,)
        for one in problems:
            field = self.fields.form.fields.get(one.field or "")
            if field is not None:
                field.set_error(one)
            else:
                self.ctx.notify.error(one)

    def _render(self, plan: BatchPlan) -> None:
        from hrdesk.services.paper_batches import render_batch

        def job(progress: Progress) -> RenderedBatch:
            return render_batch(plan, progress.step, lambda: progress.cancelled)

        self.send.setEnabled(False)
        self.ctx.tasks.work(
            self, job, self._store, self._not_issued, label=f"กำลังจัดทำหนังสือ {len(plan.lines):,} ฉบับ"
        )

    def _store(self, rendered: RenderedBatch) -> None:
        def failed(problem: DomainError) -> None:
            rendered.close()
            self._not_issued(problem)

        def done(made: BatchMade) -> None:
            rendered.close()
            self._issued(made)

        self.ctx.tasks.act(self, lambda uow: issue_batch(uow, rendered), done, failed, saved=None)

    def _issued(self, made: BatchMade) -> None:
        from hrdesk.ui.pages.batch.made import show_batch

        numbers = made.first_number
        if made.last_number != made.first_number:
            numbers += f" ถึง {made.last_number}"
        self.ctx.notify.saved(f"ออกหนังสือ {made.count:,} ฉบับแล้ว {numbers}".strip())
        self.model.remove(range(len(self.model.people)))
        self._changed()
        show_batch(self.ctx, self, made.batch_id)

    def _not_issued(self, problem: DomainError) -> None:
        self.ctx.notify.error(problem)
        self._changed()

    def _say(self) -> None:
        """Say how things stand, and let issue only what is whole."""
        plan, people = self._plan, len(self.model.people)
        self.send.setEnabled(plan is not None and plan.ready)
        for action in (self.drop, self.view):
            action.setEnabled(people > 0)
        if not people:
            words = "ยังไม่มีผู้รับ เพิ่มจากทะเบียนบุคลากร หรือจากคำสั่งที่ออกแล้ว"
        elif plan is None:
            words = f"ผู้รับ {people:,} ราย · กำลังตรวจ…"
        elif plan.problems:
            words = " ".join(sentence(problem) for problem in plan.problems)
        else:
            wrong = sum(not line.ready for line in plan.lines)
            state = f"ยังไม่ครบ {wrong:,} ราย แก้ในตารางหรือนำออก" if wrong else "ครบทุกราย พร้อมออก"
            words = f"ผู้รับ {people:,} ราย · {state}"
        self._state.setText(breakable(words))

    # -- inside ---------------------------------------------------------------------------------

    def _options(self) -> PaperOptions:
        settings = self.ctx.settings
        return PaperOptions(settings.text("digits"), settings.text("font_file"))

    def _make_actions(self) -> None:
        make = self.make_action
        self.more = make("batch_add", "เพิ่มจากทะเบียน…", "add", self.pick, "Ctrl+N")
        self.order = make("batch_order", "เพิ่มจากคำสั่ง…", "paper", self.pick_order)
        self.drop = make("batch_remove", "นำออก", "close", self.take_out, "Ctrl+Delete")
        self.view = make("batch_look", "ดูตัวอย่างรายนี้", "eye", self.look)
        self.past = make("batch_past", "ที่ออกแล้ว…", "history", self.runs)
        self.send = make("batch_issue", "ออกหนังสือ…", "send", self.issue, "Ctrl+S")

    def _people_table(self) -> QTableView:
        table = QTableView(self)
        table.setObjectName("batch_recipients")
        table.setAccessibleName("ผู้รับหนังสือ")
        table.setModel(self.model)
        table.verticalHeader().hide()
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.verticalHeader().setDefaultSectionSize(theme.row_height(table.font()))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setTabKeyNavigation(False)
        paste = QShortcut(QKeySequence.StandardKey.Paste, table, self._paste)
        paste.setContext(Qt.ShortcutContext.WidgetShortcut)
        return table

    def _lay_out(self) -> None:
        inside = QWidget()
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, 12, 0)
        left.setSpacing(10)
        left.addWidget(Field("แบบหนังสือ", self.which))
        left.addWidget(self.circular)
        self._number_field = Field(
            "เลขที่หนังสือเวียน", self.number, hint="งานสารบรรณกลางเป็นผู้ออกเลขของสมุดนี้"
        )
        self._number_field.hide()
        left.addWidget(self._number_field)
        self._place = QVBoxLayout()
        left.addLayout(self._place)
        left.addStretch()
        right = QWidget(self)
        lines = QVBoxLayout(right)
        lines.setContentsMargins(8, 0, 0, 0)
        lines.setSpacing(8)
        buttons = QWidget(right)
        flow = FlowLayout(buttons)
        for action in (self.more, self.order, self.drop, self.view, self.past):
            flow.addWidget(action_button(action, buttons))
        hint = QLabel(
            "ช่องทางขวาพิมพ์เฉพาะรายที่ต่างจากคนอื่น วางจาก Excel ได้ (Ctrl+V) ช่องว่างใช้ค่าร่วมทางซ้าย", right
        )
        hint.setObjectName("batch_hint")
        hint.setWordWrap(True)
        set_role(hint, "muted")
        self._state = QLabel(right)
        self._state.setObjectName("batch_state")
        self._state.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        foot.addWidget(action_button(self.send, right, primary=True))
        lines.addWidget(buttons)
        lines.addWidget(hint)
        lines.addWidget(self.table, 1)
        lines.addLayout(foot)
        split = QSplitter(self)
        split.setChildrenCollapsible(False)
        area = scrolled(inside, "batch_fields_area")
        area.setMinimumWidth(_LEFT)
        split.addWidget(area)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([_LEFT, 640])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.addWidget(split, 1)
