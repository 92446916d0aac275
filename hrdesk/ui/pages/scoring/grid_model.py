"""The grid of points: candidates of one member, or members of one candidate, by criteria."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hrdesk.rules.explanation import canonical
from hrdesk.rules.scoring_scheme import Criterion
from hrdesk.services.queries.scores import SheetView
from hrdesk.ui.messages import sentence
from hrdesk.ui.models.columns import STATUS_ROLE, Status
from hrdesk.ui.pages.scoring.board import Board, Cell, Pair
from hrdesk.ui.pages.scoring.words import (
    candidate_words,
    figure,
    member_words,
    passed_status,
    sheet_status,
)

BY_MEMBER, BY_CANDIDATE = "member", "candidate"
CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 40
"""How a cell of points stands: open, pending, failed, closed or barred; empty for other cells."""

_TOTAL, _STATE, _MEAN, _RESULT = "total", "state", "mean", "result"
_BARRED = frozenset({"member_absent", "member_recused", "criterion_exempt"})
_HEADS = {_TOTAL: "รวมใบนี้", _STATE: "ใบคะแนน", _MEAN: "เฉลี่ยทุกใบ", _RESULT: "ผล"}
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class GridModel(QAbstractTableModel):
    """Shows a ``Board`` in one of two ways; ``who`` is the member or the candidate shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board: Board | None = None
        self.mode = BY_MEMBER
        self.who = 0
        self._rows: list[int] = []
        self._criteria: tuple[Criterion, ...] = ()
        self._tail: tuple[str, ...] = ()

    def show(self, board: Board | None, mode: str, who: int) -> None:
        """Show a board's points of one member or for one candidate."""
        self.beginResetModel()
        self.board, self.mode, self.who = board, mode, who
        self._rows = [] if board is None else list(self._people(board, mode))
        self._criteria = () if board is None else board.grid.scheme.criteria
        self._tail = (_TOTAL, _STATE, _MEAN, _RESULT) if mode == BY_MEMBER else (_TOTAL, _STATE)
        self.endResetModel()

    @staticmethod
    def _people(board: Board, mode: str) -> list[int]:
        return list(board.candidates if mode == BY_MEMBER else board.members)

    # -- places -------------------------------------------------------------------------------

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The columns that take points."""
        return self._criteria

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the place in the contest of a cell that takes points."""
        if not (0 <= row < len(self._rows) and 0 <= column < len(self._criteria)):
            return None
        return Cell(*self.pair(row), self._criteria[column].id)

    def pair(self, row: int) -> Pair:
        """Return whose sheet stands in a row."""
        one = self._rows[row]
        return (one, self.who) if self.mode == BY_MEMBER else (self.who, one)

    def pairs(self) -> list[Pair]:
        """Return every sheet shown."""
        return [self.pair(row) for row in range(len(self._rows))]

    def place(self, cell: Cell) -> QModelIndex:
        """Return where a cell stands now; an invalid index where it is not shown."""
        one, other = cell.candidate_id, cell.member_id
        if self.mode != BY_MEMBER:
            one, other = other, one
        ids = [each.id for each in self._criteria]
        if other != self.who or one not in self._rows or cell.criterion not in ids:
            return QModelIndex()
        return self.index(self._rows.index(one), ids.index(cell.criterion))

    def row_words(self, row: int) -> str:
        """Return who stands in a row."""
        if self.board is None:
            return ""
        if self.mode == BY_MEMBER:
            return candidate_words(self.board.candidate(self._rows[row]))
        return member_words(self.board.member(self._rows[row]))

    def tell(self, cells: set[Cell]) -> None:
        """Say that cells changed, and with them what stands at the right of their rows."""
        rows = {self.place(cell).row() for cell in cells} - {-1}
        if not rows and self.mode == BY_MEMBER:  # another member's: the means change all the same
            shown = {cell.candidate_id for cell in cells}
            rows = {row for row, id_ in enumerate(self._rows) if id_ in shown}
        last = self.columnCount() - 1
        for row in rows:
            self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    def look(self, row: int, column: int) -> tuple[str, str]:
        """Return what a cell of points shows and how it stands, for drawing."""
        board, cell = self.board, self.cell(row, column)
        if board is None or cell is None:
            return "", "open"
        state = cell_state(board, cell)
        return ("–" if state == "barred" else board.text(cell)), state

    def tail(self, row: int, column: int) -> str | Status | None:
        """Return what stands at the right of a row: a figure or a state."""
        board = self.board
        if board is None:
            return None
        kind = self._tail[column - len(self._criteria)]
        pair = self.pair(row)
        if kind == _STATE:
            return sheet_status(board, pair)
        if kind == _RESULT:
            return passed_status(board.standing(pair[0]))
        if kind == _TOTAL:
            total = board.total(pair) if board.due(pair) else None
            return "" if total is None else canonical(total)
        score = board.standing(pair[0]).score
        return figure(score.total) if score is not None else ""

    # -- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many candidates or members are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the criteria and what stands at their right."""
        return 0 if parent.isValid() else len(self._criteria) + len(self._tail)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a head: the criterion with its maximum, or who stands in the row."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.row_words(section)
        if section >= len(self._criteria):
            return _HEADS[self._tail[section - len(self._criteria)]]
        each = self._criteria[section]
        return f"{each.label}\nเต็ม {canonical(each.maximum)}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if self.board is None or not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if cell is not None:
            return self._points_data(self.board, cell, role)
        return self._tail_data(self.board, index, role)

    def _points_data(self, board: Board, cell: Cell, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return "–" if board.barred(cell) is not None else board.text(cell)
        if role == CELL_ROLE:
            return cell_state(board, cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell_words(board, cell)
        return None

    def _tail_data(self, board: Board, index: Index, role: int) -> Any:
        shown = self.tail(index.row(), index.column())
        status = shown if isinstance(shown, Status) else None
        if role == STATUS_ROLE:
            return status
        if role == Qt.ItemDataRole.ToolTipRole and status is not None:
            return sheet_words(board.grid.sheet(*self.pair(index.row()))) or status.word
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return status.word if status is not None else shown or ""


def cell_state(board: Board, cell: Cell) -> str:
    """Return how a cell of points stands: open, pending, failed, closed or barred."""
    if cell in board.failed:
        return "failed"
    if cell in board.pending:
        return "pending"
    closed = board.closed(cell)
    if closed is None:
        return "open"
    return "barred" if closed.code in _BARRED else "closed"


def cell_words(board: Board, cell: Cell) -> str:
    """Return what is to be said of a cell: why it is not stored or takes nothing."""
    if cell in board.failed:
        return f"ยังไม่ได้บันทึก: {board.failed[cell].why}"
    closed = board.closed(cell)
    return sentence(closed) if closed is not None else ""


def sheet_words(sheet: SheetView) -> str:
    """Return who typed, verified or sent back a sheet."""
    parts = [f"ผู้กรอก {sheet.entered_by}" if sheet.entered_by else ""]
    parts.append(f"ผู้ตรวจทาน {sheet.verified_by}" if sheet.verified_by else "")
    parts.append(f"ส่งกลับเพราะ {sheet.reason}" if sheet.state == "rejected" else "")
    return " · ".join(filter(None, parts))
