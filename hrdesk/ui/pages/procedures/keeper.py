"""Keeps a draft while it is edited: what can be undone, saving by itself, the live check."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from hrdesk.rules.procedure_faults import Fault
from hrdesk.rules.procedure_text import Document, write_document
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.procedure_drafts import SaveDraft, check_text, save_draft
from hrdesk.services.queries.procedures import ProcedureView
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.procedures.editing import History

SAVE_MS = 900
CHECK_MS = 200


class DraftKeeper(QObject):
    """One draft at a time; ``view`` is None while what is shown cannot be edited."""

    edited = Signal(str)  # the step at which something changed
    checked = Signal(object)  # tuple[Fault, ...]
    saved_changed = Signal(bool)
    conflicted = Signal(object)  # EditConflict

    def __init__(self, ctx: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.view: ProcedureView | None = None
        self.history = History(lambda: None)
        self.version = 0
        self._stored = ""
        self._saving = False
        self._stopped = False  # a conflict is waiting for a decision
        self._turn = 0
        self._save_timer = self._timer(SAVE_MS, self.save)
        self._check_timer = self._timer(CHECK_MS, self.check)

    def take(self, view: ProcedureView) -> None:
        """Edit a draft from now on, as it is stored."""
        self.view = view
        self.version = view.draft_version or 0
        self._stopped = False
        self._save_timer.stop()
        self.history.begin(view.document)
        self._stored = self.text()
        self.saved_changed.emit(True)
        self.check()

    def let_go(self) -> None:
        """Edit nothing any more; what waits is saved first."""
        self.save()
        self._check_timer.stop()
        self.view = None

    @property
    def document(self) -> Document:
        """The draft as it is now."""
        return self.history.document

    @property
    def is_dirty(self) -> bool:
        """Whether something is not stored yet."""
        return self.view is not None and (self._saving or self.text() != self._stored)

    def text(self) -> str:
        """Return the draft as it is written."""
        return write_document(self.history.document)

    def put(self, document: Document, step: str, merge: str = "") -> None:
        """Take a change, made at a step."""
        self.history.put(document, step, merge)
        self._changed(step)

    def go(self, by: int) -> None:
        """Undo (-1) or do again (1)."""
        if self.view is not None and self.history.can(by):
            self._changed(self.history.go(by))

    def check(self) -> None:
        """Check the draft in the background."""
        self._check_timer.stop()
        if self.view is None:
            return
        self._turn += 1
        turn, text = self._turn, self.text()

        def arrived(found: tuple[Fault, ...]) -> None:
            if turn == self._turn and self.view is not None:
                self.checked.emit(found)

        self._ctx.tasks.work(self, lambda _progress: check_text(text), arrived, quiet=True)

    def save(self) -> None:
        """Store what is not stored yet."""
        self._save_timer.stop()
        view = self.view
        if view is None or view.row.draft_id is None or self._saving or self._stopped:
            return
        text = self.text()
        if text == self._stored:
            return
        self._saving = True
        command = SaveDraft(view.row.draft_id, self.version, text)

        def done(version: int) -> None:
            self._saving = False
            if self.view is not view:
                return
            self.version, self._stored = version, text
            self.saved_changed.emit(not self.is_dirty)
            if self.is_dirty:
                self._save_timer.start()

        self._ctx.tasks.act(
            self, lambda uow: save_draft(uow, command), done, self._refused, saved=None
        )

    def insist(self, version: int) -> None:
        """Store this draft over what somebody else stored as ``version``."""
        self._stopped = False
        self.version = version
        self._stored = ""
        self.save()

    def _refused(self, problem: DomainError) -> None:
        self._saving = False
        if isinstance(problem, EditConflict):
            self._stopped = True
            self.conflicted.emit(problem)
        else:
            self._ctx.notify.error(problem, self.save)

    def _changed(self, step: str) -> None:
        self.saved_changed.emit(False)
        self._save_timer.start()
        self._check_timer.start()
        self.edited.emit(step)

    def _timer(self, interval: int, call: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(call)
        return timer
