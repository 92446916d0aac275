"""The keyboard of the grid of points: digits type at once, leaving a cell stores it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hrdesk.rules.numbers import arabic_digits
from hrdesk.ui import theme
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.scoring.board import Cell
from hrdesk.ui.pages.scoring.grid_model import GridModel, cell_words
from hrdesk.ui.pages.scoring.grid_paint import (
    PointsDelegate,
    PointsHead,
    TailDelegate,
    points_row_height,
)
from hrdesk.ui.pages.scoring.grid_widths import share_width
from hrdesk.ui.pages.scoring.typed import key_problem, read_block, read_points

_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GridView(QTableView):
    """Types, moves, copies and pastes; it stores nothing itself but tells what was left."""

    left = Signal(object)  # dict[Cell, Decimal | None]: to be stored
    said = Signal(str)  # why a key or a block did not enter; empty when all is well
    typing = Signal()  # what is typed changed
    turned = Signal(int)  # Ctrl+PgUp, Ctrl+PgDn: the member or candidate before or after
    took_back = Signal()
    did_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score_grid")
        self.setAccessibleName("ตารางคะแนน")
        self.typed: str | None = None
        self._corner: tuple[int, int] | None = None  # where a block begun with Shift starts
        self.table = GridModel(self)
        self._points = PointsDelegate(self)
        self._tail = TailDelegate(self)
        self.setHorizontalHeader(PointsHead(self))
        self.setModel(self.table)
        self.table.modelReset.connect(self._dress)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        names = self.verticalHeader()
        names.setObjectName("score_names")
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setSectionsClickable(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.watcher().changed.connect(self._dress)
        self._dress()

    # -- places -------------------------------------------------------------------------------

    def current_cell(self) -> Cell | None:
        """Return the cell the keyboard is in, where it takes points."""
        index = self.currentIndex()
        return self.table.cell(index.row(), index.column()) if index.isValid() else None

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current and show it."""
        index = self.table.index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def below(self) -> QModelIndex:
        """Return where Enter leads: the next cell down that takes points, then the next column."""
        here = self.currentIndex()
        rows, columns = self.table.rowCount(), len(self.table.criteria)
        places = [(row, here.column()) for row in range(here.row() + 1, rows)]
        places += [(row, at) for at in range(here.column() + 1, columns) for row in range(rows)]
        return self._first_open(places)

    def across(self, step: int) -> QModelIndex:
        """Return where Tab (1) or Shift+Tab (-1) leads; invalid past the last cell."""
        here = self.currentIndex()
        columns = len(self.table.criteria)
        places = [(row, at) for row in range(self.table.rowCount()) for at in range(columns)]
        now = (here.row(), min(here.column(), columns - 1))
        at = places.index(now) if now in places else -1
        ahead = places[at + 1 :] if step > 0 else places[: max(at, 0)][::-1]
        return self._first_open(ahead)

    def _first_open(self, places: list[tuple[int, int]]) -> QModelIndex:
        for row, column in places:
            cell = self.table.cell(row, column)
            if cell is not None and self.table.board and self.table.board.closed(cell) is None:
                return self.table.index(row, column)
        return QModelIndex()

    # -- typing -------------------------------------------------------------------------------

    def finish(self, index: QModelIndex | None = None, *, leaving: bool = False) -> bool:
        """Hand on what is typed; False where it does not fit and stays to be mended.

        ``leaving``: the keyboard is gone already, so what does not fit is kept, marked.
        """
        board = self.table.board
        index = index or self.currentIndex()
        cell = self.table.cell(index.row(), index.column())
        if self.typed is None or board is None or cell is None:
            self.typed = None
            return True
        points, why = read_points(board.criterion(cell), self.typed)
        if why and not leaving:
            self.said.emit(why)
            return False
        text, self.typed = self.typed, None
        if why:
            board.fail(cell, text, None, why)
            self.table.tell({cell})
        else:
            self.left.emit({cell: points})
        self.typing.emit()
        self.said.emit(why)
        return True

    def retry(self) -> None:
        """Hand on once more what could not be stored; what does not fit stays marked."""
        board = self.table.board
        if board is None or not board.failed:
            return
        again = {}
        for cell, failed in list(board.failed.items()):
            points, why = read_points(board.criterion(cell), failed.text)
            if not why:
                again[cell] = points
        for cell, points in again.items():  # one by one: a refused one must not hold up the rest
            self.left.emit({cell: points})

    def _type(self, text: str) -> None:
        board, cell = self.table.board, self.current_cell()
        if board is None or cell is None:
            return
        if board.closed(cell) is not None:
            self.said.emit(cell_words(board, cell))
            return
        why = key_problem(board.criterion(cell), text)
        self.said.emit(why)
        if why:
            return
        self.typed = text
        self.viewport().update(self.visualRect(self.currentIndex()))
        self.typing.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keyboard as the line below the grid says."""
        if self._standard(event) or self._moving(event) or self._letters(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _standard(self, event: QKeyEvent) -> bool:
        for standard, call in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Undo, self._undo),
            (QKeySequence.StandardKey.Redo, self.did_again.emit),
        ):
            if event.matches(standard):
                call()
                return True
        if event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.did_again.emit()
            return True
        return False

    def _undo(self) -> None:
        if self.typed is not None:
            self._give_up()
        else:
            self.took_back.emit()

    def _give_up(self) -> None:
        self.typed = None
        self.said.emit("")
        self.viewport().update(self.visualRect(self.currentIndex()))
        self.typing.emit()

    def _moving(self, event: QKeyEvent) -> bool:
        key, mods = Qt.Key(event.key()), event.modifiers()
        control = bool(mods & Qt.KeyboardModifier.ControlModifier)
        shift = bool(mods & Qt.KeyboardModifier.ShiftModifier)
        if key in _ENTER:
            self._enter()
        elif control and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            if self.finish():
                self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in _STEPS and shift and not control:
            self._extend(*_STEPS[key])
        elif key in _STEPS and not control:
            down, right = _STEPS[key]
            here = self.currentIndex()
            if self.finish():
                self.go_to(here.row() + down, here.column() + right)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not shift:
            self._to_edge(end=key == Qt.Key.Key_End, whole=control)
        else:
            return False
        return True

    def _enter(self) -> None:
        if not self.finish():
            return
        if (cell := self.current_cell()) and self.table.board and cell in self.table.board.failed:
            self.retry()
        target = self.below()
        if target.isValid():
            self.setCurrentIndex(target)
            self.scrollTo(target)

    def _extend(self, down: int, right: int) -> None:
        """Make the block of selected cells larger or smaller by a step, as in Excel."""
        here = self.currentIndex()
        target = self.table.index(here.row() + down, here.column() + right)
        if not self.finish() or not target.isValid():
            return
        start = self._corner if self._corner is not None else (here.row(), here.column())
        model = self.selectionModel()
        block = QItemSelection(self.table.index(*start), target)
        model.select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.setCurrentIndex(target, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._corner = start
        self.scrollTo(target)

    def _to_edge(self, *, end: bool, whole: bool) -> None:
        if self.finish():
            last = len(self.table.criteria) - 1
            row = (self.table.rowCount() - 1 if end else 0) if whole else self.currentIndex().row()
            self.go_to(row, last if end else 0)

    def _letters(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        board, cell = self.table.board, self.current_cell()
        if board is None or cell is None:
            return False
        if key == Qt.Key.Key_Escape and (self.typed is not None or cell in board.failed):
            if board.failed.pop(cell, None) is not None:
                self.table.tell({cell})
            self._give_up()
        elif key == Qt.Key.Key_F2 and self.typed is None:
            self._type(board.text(cell))
        elif key == Qt.Key.Key_Backspace:
            text = self.typed if self.typed is not None else board.text(cell)
            self._type(text[:-1])
        elif key == Qt.Key.Key_Delete:
            self._clear()
        else:
            text = arabic_digits(event.text())
            held = event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            )
            if held or not text or not text.isprintable() or text.isspace():
                return False
            self._type((self.typed or "") + text)
        return True

    def _clear(self) -> None:
        self.typed = None
        board = self.table.board
        cells = [cell for row in self._block() for cell in row]
        if board is not None:
            for cell in cells:
                board.failed.pop(cell, None)
            open_ = {cell: None for cell in cells if board.closed(cell) is None}
            if open_:
                self.left.emit(open_)
            elif cells:
                self.said.emit(cell_words(board, cells[0]))
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Take Tab before Qt moves the focus with it; past the last cell it leaves the grid."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if not self.finish():
                    return True
                target = self.across(step)
                if target.isValid():
                    self.setCurrentIndex(target)
                    self.scrollTo(target)
                    return True
        return super().event(event)

    # -- blocks -------------------------------------------------------------------------------

    def _block(self) -> list[list[Cell]]:
        """Return the selected cells that take points, by rows."""
        indexes = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        rows: dict[int, list[Cell]] = {}
        for index in sorted(indexes, key=lambda each: (each.row(), each.column())):
            cell = self.table.cell(index.row(), index.column())
            if cell is not None:
                rows.setdefault(index.row(), []).append(cell)
        return list(rows.values())

    def copy(self) -> None:
        """Copy the selected points as Excel pastes them."""
        board = self.table.board
        if board is not None:
            lines = ["\t".join(board.text(cell) for cell in row) for row in self._block()]
            QGuiApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """Put a block from the clipboard at the current cell, all or nothing; empty cells stay."""
        board, here = self.table.board, self.currentIndex()
        block = read_block(QGuiApplication.clipboard().text())
        if board is None or self.current_cell() is None or not block.rows:
            self.said.emit("ไม่มีตัวเลขให้วาง คัดลอกจาก Excel แล้ววางที่ช่องแรกของคะแนน")
            return
        self.typed = None
        values: dict[Cell, Decimal | None] = {}
        wrong: list[tuple[int, int, str]] = []
        for down, row in enumerate(block.rows):
            for right, text in enumerate(row):
                self._paste_one(here.row() + down, here.column() + right, text, values, wrong)
        if wrong:
            row_at, column_at, why = wrong[0]
            self.go_to(min(row_at, self.table.rowCount() - 1), column_at)
            more = f" (ผิดทั้งหมด {len(wrong)} ช่อง)" if len(wrong) > 1 else ""
            self.said.emit(f"ยังไม่ได้วาง ช่องที่ {column_at + 1} ของแถวที่ {row_at + 1}: {why}{more}")
        elif values:
            self.said.emit("")
            self.left.emit(values)

    def _paste_one(
        self,
        row: int,
        column: int,
        text: str,
        values: dict[Cell, Decimal | None],
        wrong: list[tuple[int, int, str]],
    ) -> None:
        board = self.table.board
        if board is None or not text or text in {"–", "-"}:
            return
        cell = self.table.cell(row, column)
        if cell is None:
            wrong.append((row, column, "ข้อมูลที่คัดลอกมากว้างหรือยาวกว่าตาราง ให้เลือกวางที่ช่องอื่น"))
            return
        closed = board.closed(cell)
        points, why = read_points(board.criterion(cell), text)
        if closed is not None and points != board.points(cell):
            why = sentence(closed)
        if why:
            wrong.append((row, column, why))
        elif closed is None:
            values[cell] = points

    # -- leaving ------------------------------------------------------------------------------

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Store what was typed in a cell that is left with the mouse; the head follows."""
        if self.typed is not None and previous.isValid():
            self.finish(previous, leaving=True)
        self._corner = None
        super().currentChanged(current, previous)
        self.horizontalHeader().viewport().update()
        self.typing.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Store what was typed when the grid is left; not for a menu that comes up over it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish(leaving=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what was typed before the grid goes out of sight."""
        self.finish(leaving=True)
        super().hideEvent(event)

    # -- look ---------------------------------------------------------------------------------

    def selectionCommand(
        self, index: QModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Select the cell that became current, also while Ctrl is held; Shift makes a block."""
        if event is None:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect
        return super().selectionCommand(index, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the criteria."""
        super().resizeEvent(event)
        self.share_width()
        self.updateGeometries()  # the heads are lower in a low window

    def share_width(self) -> None:
        """Give names and totals their room and the criteria the rest."""
        share_width(self, self.table)

    def _dress(self) -> None:
        self.typed = None
        font = theme.grid_font()
        self.setFont(font)
        self.verticalHeader().setFont(font)
        self.verticalHeader().setDefaultSectionSize(points_row_height())
        points = len(self.table.criteria)
        for column in range(self.table.columnCount()):
            self.setItemDelegateForColumn(column, self._points if column < points else self._tail)
        self.share_width()
