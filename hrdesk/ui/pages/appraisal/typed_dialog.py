"""What the dialogs of one appraisal share: typed words outlast a crash, two people are told."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.queries.appraisal_forms import AppraisalView, appraisal
from hrdesk.services.queries.appraisals import AppraisalLine
from hrdesk.ui.audit_words import EMPTY, value_words
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.meetings.dialog_draft import DialogDraft, read, write
from hrdesk.ui.pages.person.rows_editor import RowsEditor
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.widgets.conflict import ConflictDialog, differences


class TypedDialog(FormDialog):
    """Reads one appraisal into its editors; what differs from another's saving is chosen.

    Editors go by the Thai names that the choice shows.
    """

    def __init__(
        self, ctx: AppContext, line: AppraisalLine, title: str, go: str, parent: QWidget | None
    ) -> None:
        super().__init__(f"{title} · {line.name}", go, parent)
        self._ctx, self._id = ctx, line.id
        self.view: AppraisalView | None = None
        self._first: dict[str, Any] = {}
        self._sides: dict[str, tuple[Any, Any]] = {}  # what is chosen from: theirs and mine
        self.go.setEnabled(False)

    def editors(self) -> dict[str, QWidget]:
        """Return the editors by their names."""
        raise NotImplementedError

    def stored(self, view: AppraisalView) -> dict[str, Any]:
        """Return what each editor holds for an appraisal as it is stored."""
        raise NotImplementedError

    def fitted(self, name: str, typed: Any, view: AppraisalView) -> Any:
        """Return what was typed into an editor, as it fits what is stored now; the base: itself."""
        del name, view
        return typed

    def begin(self) -> None:
        """Read the appraisal."""
        self._read(self.fill)

    def fill(self, view: AppraisalView) -> None:
        """Show what is stored, and over it what was typed before a crash."""
        self.view = view
        stored = self.stored(view)
        for name, editor in self.editors().items():
            write(editor, stored[name])
        self._first = self._typed()
        if not view.final:
            self._keep_typed(view)
        self.go.setEnabled(not view.final)

    def not_saved(self, problem: DomainError) -> None:
        """Say why, or let both versions be chosen from where somebody else saved meanwhile."""
        if isinstance(problem, EditConflict):
            self._read(lambda view: self._settle(problem, view))
        else:
            self.refused(problem)

    def said(self, name: str, value: Any) -> str:
        """Return the value of an editor in words."""
        if isinstance(value, list):
            other = next((each for each in self._sides.get(name, ()) if each != value), [])
            rows = [self._row_said(name, row) for row in value if row not in other]
            alike = len(value) - len(rows)
            more = [f"(อีก {alike} แถวเหมือนกัน)"] if alike else []
            return "\n".join([*(row for row in rows if row), *more]) or EMPTY
        return value_words(name, value)

    def _row_said(self, name: str, row: dict[str, str]) -> str:
        """A row's name, then each other cell by its head."""
        editor = self.editors()[name]
        assert isinstance(editor, RowsEditor)
        first, *rest = editor.model.cells
        told = [f"{cell.title}: {row[cell.key]}" for cell in rest if row.get(cell.key)]
        return " · ".join([row.get(first.key, ""), *told])

    # -- inside ---------------------------------------------------------------------------------

    def _read(self, done: Any) -> None:
        id_ = self._id
        self._ctx.tasks.query(self, lambda uow: appraisal(uow, id_), done, self.refused, "view")

    def _typed(self) -> dict[str, Any]:
        return {name: read(editor) for name, editor in self.editors().items()}

    def _keep_typed(self, view: AppraisalView) -> None:
        name = f"{self.kind}-{self._id}"
        kept = self._ctx.drafts.load(name)
        if kept:  # the agreement may be another since it was typed
            fitted = {key: self.fitted(key, value, view) for key, value in kept.items()}
            self._ctx.drafts.save(name, fitted)
        DialogDraft(self._ctx, self, name, self.editors())

    def _settle(self, problem: EditConflict, view: AppraisalView) -> None:
        mine = {name: self.fitted(name, value, view) for name, value in self._typed().items()}
        theirs = {
            name: [row for row in value if any(row.values())] if isinstance(value, list) else value
            for name, value in self.stored(view).items()
        }
        found = differences(self._first, theirs, mine)
        if not found or view.final:
            self._take(view, mine)
            return
        self._sides = {each.field: (each.theirs, each.mine) for each in found}
        facts = problem.facts
        dialog = ConflictDialog(
            facts.get("who", ""), facts.get("when"), found, self,
            noun="การประเมินนี้", said=self.said,
        )  # fmt: skip
        dialog.decided.connect(lambda chosen: self._take(view, {**theirs, **chosen}))
        dialog.open()

    def _take(self, view: AppraisalView, values: dict[str, Any]) -> None:
        """Save the chosen values over what is stored now."""
        self.view = view
        for name, editor in self.editors().items():
            write(editor, values[name])
        self.submit()
