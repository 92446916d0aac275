"""The grid of scores: two figures a person, stored as one goes, Enter goes down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QWidget,
)

from hrdesk.rules.explanation import canonical
from hrdesk.services.appraisal_agreements import number_of
from hrdesk.services.appraisal_law import AGREED
from hrdesk.services.appraisals import TotalsSet, score_problem
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisals import AppraisalLine
from hrdesk.settings import Settings
from hrdesk.ui import theme
from hrdesk.ui.delegates.typed_cell import ENTER, TypedCellDelegate
from hrdesk.ui.messages import sentence
from hrdesk.ui.models.columns import Column
from hrdesk.ui.pages.appraisal.round_tab import LineTable
from hrdesk.ui.widgets.data_table import DataTable

Index = QModelIndex | QPersistentModelIndex
TYPED = ("achievement", "competency")

_Role = Qt.ItemDataRole
_OF_WRONG: dict[int, Callable[[str, str], Any]] = {
    _Role.EditRole: lambda text, _why: text,
    _Role.DisplayRole: lambda text, _why: text,
    _Role.AccessibleTextRole: lambda text, _why: text,
    _Role.ToolTipRole: lambda _text, why: why,
    _Role.BackgroundRole: lambda _text, _why: theme.colour("bad_soft"),
    _Role.ForegroundRole: lambda _text, _why: theme.colour("bad"),
}
"""What a score that is not stored answers: what was typed, and why it is not stored."""


class ScoreTable(LineTable):
    """Lines whose two scores can be typed; what cannot be stored stays, with its reason."""

    typed = Signal(object)  # AppraisalLine as it should be

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self.open = False
        self._wrong: dict[tuple[int, str], tuple[str, str]] = {}

    def closed(self, line: AppraisalLine, key: str) -> str:
        """Return why a score takes nothing, empty where it does."""
        if not self.open:
            return sentence(DomainError("appraisal_round_final"))
        if line.screened == AGREED:
            return sentence(DomainError("appraisal_screened_already"))
        if line.acknowledgement:
            return sentence(DomainError("appraisal_known_already"))
        if line.detail[TYPED.index(key)]:
            return sentence(DomainError("appraisal_has_detail"))
        return ""

    def refuse(self, line_id: int, key: str, problem: DomainError) -> None:
        """Mark a score that was not stored; what was typed stays."""
        at = self.row_of(line_id)
        line = self.row_at(at) if at is not None else None
        if line is not None:
            value = getattr(line, key)
            self._mark(line, key, "" if value is None else canonical(value), sentence(problem))

    def stored(self, done: TotalsSet) -> None:
        """Show what was stored and what it comes to."""
        at = self.row_of(done.appraisal_id)
        line = self.row_at(at) if at is not None else None
        if line is not None:
            self.replace(replace(line, version=done.version, total=done.total, level=done.level))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Scores can be typed where nothing is settled."""
        found = super().flags(index)
        line, key = self._at(index)
        if line is not None and key and not self.closed(line, key):
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; one not stored shows what was typed and why."""
        line, key = self._at(index)
        if line is None or not key:
            return super().data(index, role)
        wrong = self._wrong.get((line.id, key))
        if wrong is not None and role in _OF_WRONG:
            return _OF_WRONG[role](*wrong)
        if role == Qt.ItemDataRole.EditRole:
            return super().data(index, Qt.ItemDataRole.DisplayRole)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.closed(line, key) or None
        if role == Qt.ItemDataRole.ForegroundRole and self.closed(line, key):
            return theme.colour("muted")
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a typed score; a good one is announced by ``typed``."""
        line, key = self._at(index)
        if line is None or not key or role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value).strip()
        score = number_of(text) if text else None
        problem = score_problem(score, key)
        if text and score is None:
            problem = DomainError("appraisal_score_range", field=key)
        if problem is not None:
            self._mark(line, key, text, sentence(problem))
            return True
        was_wrong = self._wrong.pop((line.id, key), None) is not None
        if getattr(line, key) == score and not was_wrong:
            return True
        scores: dict[str, Decimal | None] = {key: score}
        fresh = replace(line, **scores)  # type: ignore[arg-type]
        self.replace(fresh)
        self.typed.emit(fresh)
        return True

    def wrong(self) -> tuple[str, ...]:
        """Return why scores are not stored, each reason once."""
        shown = {line.id for line in self._given}
        found = (why for (id_, _), (_, why) in self._wrong.items() if id_ in shown)
        return tuple(dict.fromkeys(found))

    def is_wrong(self, index: Index) -> bool:
        """Whether a cell shows what is not stored."""
        line, key = self._at(index)
        return line is not None and (line.id, key) in self._wrong

    def last_wrong(self) -> QModelIndex:
        """Return the cell refused last among those shown, an invalid index where none is."""
        keys = [column.key for column in self.columns]
        for id_, key in reversed(self._wrong):
            at = self.row_of(id_)
            if at is not None:
                return self.index(at, keys.index(key))
        return QModelIndex()

    def why_closed(self, index: Index) -> str:
        """Return why a cell of scores takes nothing, empty where it does or holds no score."""
        line, key = self._at(index)
        return self.closed(line, key) if line is not None and key else ""

    def give_up(self, index: Index) -> bool:
        """Show again what is stored in a cell that was refused; False where it was not."""
        line, key = self._at(index)
        if line is None or self._wrong.pop((line.id, key), None) is None:
            return False
        self.replace(line)
        return True

    def _mark(self, line: AppraisalLine, key: str, text: str, why: str) -> None:
        self._wrong.pop((line.id, key), None)  # the newest stands last
        self._wrong[line.id, key] = (text, why)
        self.replace(line)

    def _at(self, index: Index) -> tuple[AppraisalLine | None, str]:
        if not index.isValid():
            return None, ""
        key = self.columns[index.column()].key
        return self.row_at(index.row()), key if key in TYPED else ""


class ScoreDelegate(TypedCellDelegate):
    """A score that was only looked at writes nothing over what others stored meanwhile."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed."""
        typed = not isinstance(editor, QLineEdit) or editor.isModified()
        if typed or (isinstance(model, ScoreTable) and model.is_wrong(index)):
            super().setModelData(editor, model, index)


class ScoreGrid(DataTable):
    """Digits edit the current score, Enter stores it and goes down, F2 edits, Del empties."""

    rested = Signal()  # an open cell closed
    locked = Signal(str)  # why a score that was typed upon takes nothing

    def __init__(
        self, settings: Settings, name: str, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(settings, name, label, parent)
        self.setItemDelegate(ScoreDelegate(self))
        self._edit_by_keys()
        theme.watcher().changed.connect(self._edit_by_keys)

    @property
    def typing(self) -> bool:
        """Whether a cell is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a score edits it, Del empties it, Esc gives a refused one up."""
        index = self.currentIndex()
        editable = index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        if editable and event.key() in ENTER and not event.modifiers():
            self.edit(index)
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self._gives_up(index):
            event.accept()
        elif editable and event.key() == Qt.Key.Key_Delete:
            self.model().setData(index, "")
            event.accept()
        elif event.text().strip() and self._says_locked(index):
            event.accept()  # Qt would go looking for a row that begins with the digit
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go to the score below after Enter."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            index = self.currentIndex()
            below = index.siblingAtRow(index.row() + 1)
            if below.isValid():
                self.setCurrentIndex(below)
        self.rested.emit()

    def close_cell(self) -> None:
        """Take what is typed in an open cell, as leaving it does."""
        editor = self.viewport().findChild(QLineEdit) if self.typing else None
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _gives_up(self, index: QModelIndex) -> bool:
        """Give up the current refused score, or the last one: Enter has gone on from it."""
        table = self._table
        if not isinstance(table, ScoreTable):
            return False
        refused = index if table.is_wrong(index) else table.last_wrong()
        if refused.isValid():
            self.setCurrentIndex(refused)
        return table.give_up(refused)

    def _says_locked(self, index: QModelIndex) -> bool:
        table = self._table
        why = table.why_closed(index) if isinstance(table, ScoreTable) else ""
        if why:
            self.locked.emit(why)
        return bool(why)

    def first_score(self) -> None:
        """Make the current row's first score the current cell."""
        table = self._table
        if table is None or not self.model().rowCount():
            return
        keys = [column.key for column in table.columns]
        row = max(self.currentIndex().row(), 0)
        if keys[max(self.currentIndex().column(), 0)] not in TYPED:
            self.setCurrentIndex(self.model().index(row, keys.index(TYPED[0])))

    def _edit_by_keys(self) -> None:
        trigger = QAbstractItemView.EditTrigger
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
