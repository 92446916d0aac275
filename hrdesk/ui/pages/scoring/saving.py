"""Stores points as cells are left, one after the other, and says only what is so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.queries.scores import SheetView
from hrdesk.services.scores import CellPoints, set_points
from hrdesk.ui.context import AppContext
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.scoring.board import Board, Cell
from hrdesk.ui.style import set_role

_BANGKOK = dt.timezone(dt.timedelta(hours=7))
_STALE = frozenset({"cell_changed", "sheet_handed_in", "contest_final", "edit_conflict"})


class Saver(QObject):
    """Sends a board's changes to the database; ``board`` is the one shown now."""

    told = Signal(object)  # set[Cell]: what they show changed
    refused = Signal(str)  # in Thai
    outdated = Signal()  # somebody else changed the sheet: read again
    settled = Signal()  # nothing is on its way any more

    def __init__(self, ctx: AppContext, tab: QWidget) -> None:
        super().__init__(tab)
        self._ctx = ctx
        self._tab = tab
        self._open = 0
        self.board: Board | None = None
        self.stored_at: dt.datetime | None = None

    @property
    def busy(self) -> bool:
        """Whether something is on its way to the database."""
        return self._open > 0

    def store(self, values: Mapping[Cell, Decimal | None], undo: str = "") -> None:
        """Store cells; ``undo`` tells that it is the undo or redo of an earlier change."""
        board = self.board
        if board is None:
            return
        commands = board.begin(values)
        if commands:
            contest_id = board.grid.contest_id
            self._open += 1
            self._ctx.tasks.act(
                self._tab,
                lambda uow: set_points(uow, contest_id, commands),
                lambda sheets: self._stored(board, commands, sheets, undo),
                lambda problem: self._not_stored(board, commands, problem),
                saved=None,
            )
        self.told.emit(set(values))

    def _stored(
        self, board: Board, commands: Sequence[CellPoints], sheets: Sequence[SheetView], undo: str
    ) -> None:
        self._open -= 1
        self.stored_at = self._ctx.database.clock.now()
        cells = board.arrived(commands, sheets)
        board.remember(commands, undo)
        self._end(board, cells)

    def _not_stored(
        self, board: Board, commands: Sequence[CellPoints], problem: DomainError
    ) -> None:
        self._open -= 1
        one = problem.problems[0] if isinstance(problem, Invalid) else problem
        cells = board.refused(commands, sentence(one))
        if one.code in _STALE:
            self.outdated.emit()
        self._end(board, cells)
        self.refused.emit(sentence(one))

    def _end(self, board: Board, cells: set[Cell]) -> None:
        if board is self.board:
            self.told.emit(cells)
        if not self._open:
            self.settled.emit()


class SavedLine(QWidget):
    """Says whether everything is stored, and offers another try where it is not."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saver = saver
        self.words = QLabel(self)
        self.words.setObjectName("score_saved")
        self.again = QPushButton("บันทึกอีกครั้ง", self)
        self.again.setObjectName("score_again")
        self.again.setAccessibleName("บันทึกช่องที่ยังไม่ได้บันทึกอีกครั้ง")
        self.again.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words)
        row.addWidget(self.again)
        self.follow()

    def follow(self) -> None:
        """Say it anew."""
        board = self._saver.board
        failed = len(board.failed) if board is not None else 0
        self.again.setVisible(bool(failed))
        words, tone = "", "good"
        if failed:
            words, tone = f"ยังไม่ได้บันทึก {failed} ช่อง", "bad"
        elif self._saver.busy:
            words, tone = "กำลังบันทึก…", ""
        elif self._saver.stored_at is not None:
            words = f"บันทึกแล้ว {self._saver.stored_at.astimezone(_BANGKOK):%H:%M} น."
        if (self.words.text(), self.words.property("tone")) != (words, tone):
            set_role(self.words, "", tone)
            self.words.setText(words)
