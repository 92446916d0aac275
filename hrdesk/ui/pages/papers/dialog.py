"""Making a paper: its values at the left, the paper itself at the right, changing as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError, Invalid
from hrdesk.ui import icons
from hrdesk.ui.dialogs import ask
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.papers.fields import PaperFields
from hrdesk.ui.pages.papers.missing import MissingList, same_name
from hrdesk.ui.pages.papers.number_line import NumberLine
from hrdesk.ui.pages.papers.word_file import save_word
from hrdesk.ui.printing import PdfPanel
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.services.changes import Result
    from hrdesk.services.paper_drafts import PaperDraft
    from hrdesk.services.paper_issue import IssueCheck, Issued, IssuePaper
    from hrdesk.services.queries.cases import CaseDetail
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext, Route
    from hrdesk.ui.tasks import Progress

_WAIT_MS = 350  # after the last key, before the paper is drawn anew
_LEFT = 360
_EARLY = frozenset({"order_before_approval", "order_before_step"})


class PaperDialog(ReadingOrder, QDialog):
    """Shows a draft, lists what is missing, prints, saves, issues it and keeps it as it was.

    Without a case (``detail`` None) ``prepare`` makes the draft and ``name`` keeps what is typed.
    """

    issued = Signal(int)  # id of the paper that was issued

    def __init__(
        self,
        ctx: AppContext,
        detail: CaseDetail | None,
        kind: str,
        parent: QWidget | None = None,
        *,
        variant: str = "",
        prepare: Callable[[UnitOfWork], Result[PaperDraft]] | None = None,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("make_paper")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self._ctx = ctx
        self._detail = detail
        self._kind = kind
        self._variant = variant
        self._make = prepare or self._of_case
        self._name = name or self._case_name()
        self._prepared: PaperDraft | None = None
        self._draft: PaperDraft | None = None
        self._building: Progress | None = None
        self._pdf = b""
        self._turn = 0
        self._drawn_turn = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MS)
        self._later.timeout.connect(self._redraw)
        self.fields = PaperFields(ctx.today)
        self.missing = MissingList(detail)
        self.panel = PdfPanel(ctx)
        self._problem = QLabel()
        self._restored = QPushButton("นำสิ่งที่พิมพ์ค้างไว้กลับมาแล้ว · ล้าง")
        self.number = NumberLine(self)
        self.keep = QPushButton("เก็บเข้าเรื่อง (Ctrl+S)")
        self.word = QPushButton("บันทึกเป็น Word…")
        self._lay_out()
        self.fields.changed.connect(self._typed)
        self.missing.here_asked.connect(self._fill_here)
        self.missing.source_asked.connect(self._go)
        self._restored.clicked.connect(self._start_over)
        QShortcut(QKeySequence("Ctrl+S"), self, self.file)
        # Printing and saving work from anywhere in this window, not only within the preview.
        for action in (self.panel.print_action, self.panel.save_action):
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._prepare()

    @property
    def ready(self) -> bool:
        """Whether the paper shown is whole but for its number, and is what the fields say."""
        draft = self._draft
        return draft is not None and not draft.lacking and self._drawn_turn == self._turn

    def file(self) -> None:
        """Ask before a number is given, then issue the paper and keep it as it is shown."""
        from hrdesk.services.paper_issue import check_issue

        if self._draft is None or not self.ready or not self.keep.isEnabled():
            return
        command = self._command(self._draft)
        self.keep.setEnabled(False)
        self._problem.hide()
        self.fields.form.clear()
        self._ctx.tasks.query(
            self,
            lambda uow: check_issue(uow, command),
            lambda check: self._checked(command, check),
            self._refused,
            key="check",
        )

    def save_word(self) -> None:
        """Save the draft as a Word file, to be edited by hand."""
        from hrdesk.services.paper_drafts import build_word

        draft = self._draft
        if draft is None:
            return
        self._ctx.tasks.work(
            self,
            lambda _progress: build_word(draft),
            lambda content: save_word(self._ctx, self, content, draft.title),
            self._refused,
            label="กำลังจัดทำไฟล์ Word",
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop drawing; what was typed is kept as a draft."""
        self._stop()
        super().closeEvent(event)

    def reject(self) -> None:
        """Close on Esc; what was typed is kept as a draft."""
        self._stop()
        super().reject()

    # -- preparing ------------------------------------------------------------------------------

    def _prepare(self) -> None:
        self._ctx.tasks.act(self, self._make, self._arrived, self._refused, saved=None)

    def _of_case(self, uow: UnitOfWork) -> Result[PaperDraft]:
        from hrdesk.services.papers import PaperOptions, prepare_paper

        assert self._detail is not None
        options = PaperOptions(
            self._ctx.settings.text("digits"), self._ctx.settings.text("font_file")
        )
        return prepare_paper(uow, self._detail.id, self._kind, options, self._variant)

    def _case_name(self) -> str:
        case = f"case-{self._detail.id}-" if self._detail is not None else ""
        variant = f"-{self._variant}" if self._variant else ""
        return f"{case}paper-{self._kind}{variant}"

    def _arrived(self, draft: PaperDraft) -> None:
        self._prepared = self._draft = draft
        self.setWindowTitle(f"จัดทำ{draft.title}")
        self._title.setText(draft.title)
        self.number.show_numbering(draft)
        hidden = self.number.hides(draft)
        self.fields.build([field for field in draft.editable if field.name != hidden])
        self.keep.setText(self.number.button_words(self._detail is not None))
        self.keep.setAccessibleName(self.keep.text().partition(" (")[0])
        stored = self._ctx.drafts.load(self._draft_name())
        if stored:
            self.fields.put(stored)
        self._restored.setVisible(bool(stored))
        self.fields.focus_first()
        self._redraw()

    def _start_over(self) -> None:
        if self._prepared is not None:
            self.fields.put({field.name: field.value for field in self._prepared.editable})
        self._ctx.drafts.discard(self._draft_name())
        self._restored.hide()

    # -- typing ---------------------------------------------------------------------------------

    def _typed(self) -> None:
        if self._prepared is None:
            return
        self._turn += 1
        self._enable()
        before = {field.name: field.value for field in self._prepared.editable}
        typed = {name: text for name, text in self.fields.values().items() if text != before[name]}
        if typed:
            self._ctx.drafts.save(self._draft_name(), typed)
        else:
            self._ctx.drafts.discard(self._draft_name())
        self._later.start()

    def _redraw(self) -> None:
        from hrdesk.services.paper_drafts import build, with_values

        if self._prepared is None:
            return
        self.fields.form.clear()
        self._problem.hide()
        try:
            draft = with_values(self._prepared, self.fields.values())
        except DomainError as problem:
            self._refused(problem)
            return
        self._draft = draft
        self.missing.show_missing(draft.lacking, self._reachable(draft))
        if self._building is not None:
            self._building.cancel()
        turn = self._turn
        self._building = self._ctx.tasks.work(
            self,
            lambda _progress: build(draft),
            lambda pdf: self._built(turn, pdf),
            self._refused,
            label="กำลังจัดทำเอกสาร",
        )

    def _built(self, turn: int, pdf: bytes) -> None:
        self._building = None
        if turn != self._turn or self._draft is None:
            return
        self._pdf = pdf
        self._drawn_turn = turn
        self.panel.set_pdf(pdf, self._draft.title)
        self._enable()

    def _enable(self) -> None:
        ready = self.ready
        self.keep.setEnabled(ready)
        self.panel.print_action.setEnabled(ready)
        self.panel.save_action.setEnabled(ready)

    # -- inside ---------------------------------------------------------------------------------

    def _command(self, draft: PaperDraft) -> IssuePaper:
        from hrdesk.services.paper_issue import IssuePaper

        typed = draft.number if draft.numbering is not None and draft.numbering.central else ""
        return IssuePaper(draft, typed, self.number.wanted())

    def _checked(self, command: IssuePaper, check: IssueCheck) -> None:
        """Say what is wrong; ask where a number is about to be given; file what has none."""
        if check.problems:
            self._refused(Invalid(check.problems))
            return
        if not check.number and not check.warnings:
            self._issue(command)
            return
        told = [sentence(warning) for warning in check.warnings]
        if check.number:
            told.append(f"ออกเลขที่ {check.number} ให้ “{command.draft.title}” เลขที่ออกแล้วนำกลับไม่ได้")
        go = "ออกเลข" if check.number else "เก็บเอกสาร"
        if any(warning.code in _EARLY for warning in check.warnings):
            go = "ออกคำสั่งก่อนถึงขั้น"
        asked = ask(self, go, "\n\n".join(told), go, lambda: self._issue(command))
        asked.finished.connect(lambda _how: self._enable())

    def _issue(self, command: IssuePaper) -> None:
        from hrdesk.services.paper_issue import issue_paper

        self.keep.setEnabled(False)
        self._ctx.tasks.act(
            self, lambda uow: issue_paper(uow, command), self._filed, self._refused, saved=None
        )

    def _filed(self, issued: Issued) -> None:
        from hrdesk.ui.printing import preview

        self._ctx.drafts.discard(self._draft_name())
        self._stop()
        number = f" เลขที่ {issued.number}" if issued.number else ""
        self._ctx.notify.saved(f"ออก “{issued.title}”{number} แล้ว")
        page = self.parentWidget()
        self.issued.emit(issued.paper_id)
        self.accept()
        if page is not None and issued.number:
            # The number is on it only now: this is the one to print.
            preview(self._ctx, page, f"{issued.title} {issued.number}".strip(), issued.content)

    def _reachable(self, draft: PaperDraft) -> set[str]:
        """Return the declared names that an editor of this dialog fills."""
        names = {same_name(name) for name in self.fields.names()}
        rows = {field.name for field in draft.missing if field.name.partition(".")[0] in names}
        return names | rows

    def _refused(self, problem: DomainError) -> None:
        self._building = None
        self._enable()
        rest = self._beside(problem)
        if rest:
            self._problem.setText(breakable(" ".join(sentence(one) for one in rest)))
            self._problem.show()

    def _beside(self, problem: DomainError) -> tuple[DomainError, ...]:
        """Show what cannot be read at its field, leaving the keyboard where one types."""
        problems = problem.problems if isinstance(problem, Invalid) else (problem,)
        rest = []
        for one in problems:
            name = one.field or ""
            if name == "number" and self._draft is not None:
                name = self._draft.number_field
            field = self.fields.form.fields.get(name)
            if field is not None:
                field.set_error(one)
            else:
                rest.append(one)
        return tuple(rest)

    def _fill_here(self, name: str) -> None:
        wanted = (
            path
            for path in sorted(self.fields.names(), key=len, reverse=True)
            if same_name(path) in (name, name.partition(".")[0])
        )
        self.fields.focus(next(wanted, ""))

    def _go(self, route: Route) -> None:
        self._ctx.drafts.flush()
        self.reject()
        self._ctx.navigate(route)

    def _stop(self) -> None:
        self._later.stop()
        if self._building is not None:
            self._building.cancel()
            self._building = None

    def _draft_name(self) -> str:
        return self._name

    def _lay_out(self) -> None:
        self.setWindowTitle("จัดทำเอกสาร")
        self._title = QLabel()
        self._title.setObjectName("paper_title")
        self._title.setWordWrap(True)
        set_role(self._title, "subtitle")
        self._problem.setObjectName("dialog_problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        set_role(self._problem, "error")
        self._restored.setObjectName("clear_draft")
        self._restored.setAccessibleName("ล้างสิ่งที่พิมพ์ค้างไว้")
        self._restored.setAutoDefault(False)
        self._restored.hide()
        set_role(self._restored, "link")
        self.keep.setObjectName("keep_paper")
        self.keep.setAccessibleName("เก็บเข้าเรื่อง")
        self.keep.setAutoDefault(False)
        self.keep.setEnabled(False)
        set_role(self.keep, "primary")
        icons.set_icon(self.keep, "folder", "on_accent")
        self.keep.clicked.connect(self.file)
        inside = QWidget()
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, 12, 0)
        left.setSpacing(10)
        parts = (self._title, self._restored, self.number, self.missing, self._problem, self.fields)
        for widget in parts:
            left.addWidget(widget)
        left.addStretch()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        area = scrolled(inside, "paper_fields_area")
        area.setMinimumWidth(_LEFT)
        split.addWidget(area)
        split.addWidget(self.panel)
        split.setStretchFactor(1, 1)
        split.setSizes([_LEFT, 620])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(split, 1)
        rows.addLayout(self._buttons())
        room = self.screen().availableGeometry()
        self.resize(min(1180, room.width() - 60), min(860, room.height() - 60))

    def _buttons(self) -> QHBoxLayout:
        """Return the row of buttons under the paper."""
        self.word.setObjectName("save_word")
        self.word.setAccessibleName("บันทึกเป็น Word")
        self.word.setAutoDefault(False)
        self.word.setToolTip("ร่างสำหรับแก้ไขต่อด้วยมือ ไม่มีเลขและไม่เก็บในทะเบียน")
        self.word.clicked.connect(self.save_word)
        close = QPushButton("ปิด")
        close.setObjectName("dialog_cancel")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.word)
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.keep)
        return buttons
