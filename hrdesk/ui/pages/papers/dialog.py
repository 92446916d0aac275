"""Making a paper: its values at the left, the paper itself at the right, changing as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
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
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.papers.fields import PaperFields
from hrdesk.ui.pages.papers.missing import MissingList, same_name
from hrdesk.ui.printing import PdfPanel
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.services.paper_drafts import PaperDraft
    from hrdesk.services.queries.cases import CaseDetail
    from hrdesk.ui.context import AppContext, Route
    from hrdesk.ui.tasks import Progress

_WAIT_MS = 350  # after the last key, before the paper is drawn anew
_LEFT = 360


class PaperDialog(ReadingOrder, QDialog):
    """Shows a draft, lists what is missing, prints, saves, and keeps the paper with its case."""

    def __init__(
        self, ctx: AppContext, detail: CaseDetail, kind: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("make_paper")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self._ctx = ctx
        self._detail = detail
        self._kind = kind
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
        self.keep = QPushButton("เก็บเข้าเรื่อง (Ctrl+S)")
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
        """Whether the paper shown is whole, and is what the fields say."""
        draft = self._draft
        return draft is not None and not draft.missing and self._drawn_turn == self._turn

    def file(self) -> None:
        """Keep the paper with its case exactly as it is shown, and close."""
        from hrdesk.services.papers import FilePaper, file_paper

        draft = self._draft
        if draft is None or not self.ready:
            return
        command = FilePaper(
            case_id=draft.case_id,
            kind=draft.kind,
            title=draft.title,
            content=self._pdf,
            number=draft.number,
            dated=draft.dated,
            fields={field.name: field.value for field in draft.editable if field.value},
        )
        self.keep.setEnabled(False)
        self._ctx.tasks.act(
            self,
            lambda uow: file_paper(uow, command),
            self._filed,
            self._refused,
            saved=f"เก็บ “{draft.title}” เข้าเรื่องแล้ว",
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
        from hrdesk.services.papers import PaperOptions, prepare_paper

        options = PaperOptions(
            self._ctx.settings.text("digits"), self._ctx.settings.text("font_file")
        )
        case_id, kind = self._detail.id, self._kind
        self._ctx.tasks.act(
            self,
            lambda uow: prepare_paper(uow, case_id, kind, options),
            self._arrived,
            self._refused,
            saved=None,
        )

    def _arrived(self, draft: PaperDraft) -> None:
        self._prepared = self._draft = draft
        self.setWindowTitle(f"จัดทำ{draft.title}")
        self._title.setText(draft.title)
        self.fields.build(draft.editable)
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
            for one in self._beside(problem):
                self._tell(one)
            return
        self._draft = draft
        self.missing.show_missing(draft.missing, {same_name(name) for name in self.fields.names()})
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

    def _filed(self, _paper_id: int) -> None:
        self._ctx.drafts.discard(self._draft_name())
        self._stop()
        self.accept()

    def _refused(self, problem: DomainError) -> None:
        self._building = None
        self._enable()
        self._tell(problem)

    def _beside(self, problem: DomainError) -> tuple[DomainError, ...]:
        """Show what cannot be read at its field, leaving the keyboard where one types."""
        problems = problem.problems if isinstance(problem, Invalid) else (problem,)
        for one in problems:
            field = self.fields.form.fields.get(one.field or "")
            if field is not None:
                field.set_error(one)
        return tuple(one for one in problems if one.field not in self.fields.form.fields)

    def _tell(self, problem: DomainError) -> None:
        self._problem.setText(breakable(sentence(problem)))
        self._problem.show()

    def _fill_here(self, name: str) -> None:
        wanted = (path for path in self.fields.names() if same_name(path) == name)
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
        return f"case-{self._detail.id}-paper-{self._kind}"

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
        close = QPushButton("ปิด")
        close.setObjectName("dialog_cancel")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        inside = QWidget()
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, 12, 0)
        left.setSpacing(10)
        for widget in (self._title, self._restored, self.missing, self._problem, self.fields):
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
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.keep)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(split, 1)
        rows.addLayout(buttons)
        room = self.screen().availableGeometry()
        self.resize(min(1180, room.width() - 60), min(860, room.height() - 60))
