"""Facts of many people typed, pasted and filled in a table; each change is stored at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.payroll_conduct import SavedFacts, SetFacts, set_many, take_back
from hrdesk.services.queries.payrolls import PayrollEntry, PayrollView
from hrdesk.ui import theme
from hrdesk.ui.context import AppContext
from hrdesk.ui.delegates.typed_cell import TypedCellDelegate
from hrdesk.ui.messages import sentence
from hrdesk.ui.models.columns import ROW_ROLE
from hrdesk.ui.notify import Notice
from hrdesk.ui.pages.salary.payroll_facts_model import (
    FactColumn,
    FactsModel,
    read_cell,
    with_cells,
)
from hrdesk.ui.pages.scoring.typed import read_block
from hrdesk.ui.thai_text import plain

_NAMES = 180  # pixels for names at 11 pt: they stay while the cells scroll
_AROUND = 20  # pixels beside a heading
Cells = dict[tuple[int, int], str]
_TOPIC = "payroll_facts"
KEYS = (
    "พิมพ์ทับได้ทันที · Ctrl+V วางจาก Excel · Ctrl+D เติมค่าบนสุดลงช่องที่เลือก · "
    "Delete ล้าง · F2 แก้ทั้งคน · Ctrl+Z เลิกทำ"
)


class FactsView(QTableView):
    """Cells that are typed into; stores nothing itself but tells what was given."""

    given = Signal(object)  # Cells
    opened = Signal(object)  # the row's entry
    took_back = Signal()
    gave_up = Signal()  # refused cells show again what is stored

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("payroll_facts")
        self.setAccessibleName("ข้อเท็จจริงของผู้ถือจ่าย")
        self.table = FactsModel(self.given.emit, self)
        self.setModel(self.table)
        self.setItemDelegate(TypedCellDelegate(self))
        self.table.modelReset.connect(self._dress)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        theme.watcher().changed.connect(self._dress)
        self._dress()

    def begin(self) -> None:
        """Put the keyboard into the first cell that is typed into, where it is in none."""
        if not self.currentIndex().isValid() and self.table.rowCount():
            self.setCurrentIndex(self.table.index(0, 0))

    def current_row(self) -> PayrollEntry | None:
        """Return the entry the keyboard is at."""
        found: PayrollEntry | None = self.currentIndex().data(ROW_ROLE)
        return found

    def selected_cells(self) -> list[tuple[int, int]]:
        """Return the selected cells that may be typed into, row by row."""
        return sorted(
            (index.row(), index.column())
            for index in self.selectionModel().selectedIndexes()
            if index.flags() & Qt.ItemFlag.ItemIsEditable
        )

    def paste(self) -> None:
        """Put the clipboard's block in, beginning at the current cell; one value fills all."""
        block = read_block(plain(QGuiApplication.clipboard().text())).rows
        here = self.currentIndex()
        if not block or not here.isValid():
            return
        chosen = self.selected_cells()
        if len(block) == 1 and len(block[0]) == 1 and len(chosen) > 1:
            self.given.emit(dict.fromkeys(chosen, block[0][0]))
            return
        cells: Cells = {}
        for down, line in enumerate(block):
            for right, text in enumerate(line):
                index = self.table.index(here.row() + down, here.column() + right)
                if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                    cells[index.row(), index.column()] = text
        if cells:
            self.given.emit(cells)

    def fill(self) -> None:
        """Give every selected cell what the topmost of its column says."""
        cells = self.selected_cells()
        top: dict[int, str] = {}
        for row, column in cells:
            top.setdefault(column, str(self.table.index(row, column).data() or ""))
        wanted = {(row, column): top[column] for row, column in cells}
        if len(wanted) > len(top):
            self.given.emit(wanted)

    def copy(self) -> None:
        """Copy the selected cells as Excel pastes them."""
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectionModel().selectedIndexes()):
            lines.setdefault(index.row(), []).append(str(index.data() or ""))
        text = "\n".join("\t".join(cells) for cells in lines.values())
        QGuiApplication.clipboard().setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys that the line below the table tells; a cell's editor has its own."""
        if self.state() == QAbstractItemView.State.EditingState or not self._answered(event):
            super().keyPressEvent(event)
            return
        event.accept()

    def closeEditor(self, editor: QWidget, hint: Any) -> None:
        """Go on to the row below after Enter, unless what was typed is refused."""
        super().closeEditor(editor, hint)
        stays = self.table.is_wrong(self.currentIndex())
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and not stays:
            self._down()

    def _answered(self, event: QKeyEvent) -> bool:
        for standard, call in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Undo, self.took_back.emit),
        ):
            if event.matches(standard):
                call()
                return True
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if held and event.key() == Qt.Key.Key_D:
            self.fill()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            cells = self.selected_cells()
            if cells:
                self.given.emit(dict.fromkeys(cells, ""))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._down()
        elif event.key() == Qt.Key.Key_Space and self._is_flag():
            here = self.currentIndex()
            self.given.emit({(here.row(), here.column()): "" if here.data() else "1"})
        elif event.key() == Qt.Key.Key_Escape and self.table.give_up(self.currentIndex()):
            self.gave_up.emit()
        elif event.key() == Qt.Key.Key_F2 and self.current_row() is not None:
            self.opened.emit(self.current_row())
        else:
            return False
        return True

    def _is_flag(self) -> bool:
        here = self.currentIndex()
        return (
            here.isValid()
            and bool(here.flags() & Qt.ItemFlag.ItemIsEditable)
            and self.table.columns[here.column()].flag
        )

    def _down(self) -> None:
        here = self.currentIndex()
        below = self.table.index(here.row() + 1, here.column())
        if below.isValid():
            self.setCurrentIndex(below)

    def _dress(self) -> None:
        font = theme.grid_font()
        self.setFont(font)
        rows = self.verticalHeader()
        rows.setFont(font)
        rows.setFixedWidth(_NAMES * font.pointSize() // 11)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows.setHighlightSections(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(16)
        rows.setDefaultSectionSize(theme.row_height(font))
        head = self.horizontalHeader()
        head.setFont(font)
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        bold = QFont(font)
        bold.setBold(True)
        letters = QFontMetrics(bold)
        for place, column in enumerate(self.table.columns):
            words = max(letters.horizontalAdvance(line) for line in column.title.split("\n"))
            wanted = column.width * font.pointSize() // 11
            self.setColumnWidth(place, max(wanted, words + _AROUND))


class FactsPart(QWidget):
    """The table of facts; what is given is stored whole or told why not."""

    opened = Signal(object)
    stale = Signal()  # somebody else was there: read again

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._done: list[tuple[SavedFacts, ...]] = []
        self._waiting: list[Cells] = []
        self.busy = False
        """Whether something is being stored."""
        self._payroll = 0
        self.view = FactsView(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.given.connect(self.give)
        self.view.opened.connect(self.opened)
        self.view.took_back.connect(self.take_back)
        self.view.gave_up.connect(self._tell_wrong)

    def show_rows(self, view: PayrollView, rows: Sequence[PayrollEntry]) -> None:
        """Show these rows of a payroll; another payroll has nothing to take back yet."""
        if self._payroll != view.line.id:
            self._payroll = view.line.id
            self._done.clear()
            self._waiting.clear()
        self.view.table.show(rows, view.limits, closed=view.final or view.altered)

    def give(self, cells: Cells) -> None:
        """Store typed or pasted cells: all of them, or none with the reason."""
        if self.busy:
            self._waiting.append(cells)  # its rows are about to have a new version
            return
        try:
            commands = self._commands(cells)
        except DomainError:
            self._tell_wrong()
            return
        if commands:
            told = f"บันทึกแล้ว {len(commands):,} คน" if len(commands) > 1 else None
            self._store(lambda uow: set_many(uow, commands), told, remember=True, cells=cells)

    def take_back(self) -> None:
        """Put back what the last change was made from."""
        if self._done and not self.busy:
            saved = self._done.pop()
            self._store(lambda uow: take_back(uow, saved), "เลิกทำแล้ว", remember=False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no word on a cell that is out of sight; the cell itself stays marked."""
        self._ctx.notify.mended(_TOPIC)
        super().hideEvent(event)

    def _commands(self, cells: Cells) -> list[SetFacts]:
        table = self.view.table
        by_row: dict[int, dict[FactColumn, Any]] = {}
        refused: DomainError | None = None
        for (row, place), text in cells.items():
            column = table.columns[place]
            try:
                by_row.setdefault(row, {})[column] = read_cell(column, text)
            except DomainError as problem:
                refused = problem
                table.refuse(table.rows[row].id, column.key, text.strip(), sentence(problem))
        if refused is not None:
            raise refused
        return [with_cells(table.rows[row], given) for row, given in by_row.items()]

    def _tell_wrong(self, problem: DomainError | None = None) -> None:
        """Say in one strip why the last cell was not stored, or nothing where all are."""
        wrong = self.view.table.wrong()
        if problem is not None:
            self._ctx.notify.error(problem, topic=_TOPIC)
        elif wrong:
            self._ctx.notify.show(Notice(wrong[-1], "bad", topic=_TOPIC))
        else:
            self._ctx.notify.mended(_TOPIC)

    def _store(
        self,
        call: Callable[..., Any],
        told: str | None,
        *,
        remember: bool,
        cells: Mapping[tuple[int, int], str] = MappingProxyType({}),
    ) -> None:
        self.busy = True
        table = self.view.table
        keyed = {
            (table.rows[row].id, table.columns[place].key): text
            for (row, place), text in cells.items()
        }

        def done(saved: tuple[SavedFacts, ...]) -> None:
            if remember:
                self._done.append(saved)
            table.mend(keyed)
            table.stored(saved)
            self._tell_wrong()
            self._go_on()

        def failed(problem: DomainError) -> None:
            self._waiting.clear()
            if isinstance(problem, EditConflict):
                who = problem.facts.get("who") or "ผู้อื่น"
                problem = DomainError("facts_changed_meanwhile", who=who)
            elif len(keyed) == 1:
                [((row_id, key), text)] = keyed.items()
                table.refuse(row_id, key, text.strip(), sentence(_first(problem)))
            self._tell_wrong(problem)
            self._go_on()
            if problem.code == "facts_changed_meanwhile":
                self.stale.emit()

        self._ctx.tasks.act(self, call, done, failed, saved=told)

    def _go_on(self) -> None:
        self.busy = False
        if self._waiting:
            self.give(self._waiting.pop(0))


def _first(problem: DomainError) -> DomainError:
    return problem.problems[0] if isinstance(problem, Invalid) else problem
