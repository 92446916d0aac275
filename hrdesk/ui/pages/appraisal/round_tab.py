"""What the tabs of a round have in common: a list of its people, narrowed as the page says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from hrdesk.services.queries.appraisals import AppraisalLine, AppraisalRoundView
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.appraisal.board import RoundBoard
from hrdesk.ui.pages.settings.list_output import MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState


class LineTable(ListTable):
    """People of a round; the same people read again keep the place and the open cell."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent=parent)

    def refill(self, lines: Sequence[AppraisalLine]) -> None:
        """Show lines; where they are those shown already, only their cells change."""
        if [line.id for line in lines] != [line.id for line in self._given]:
            self.set_rows(lines)
            return
        fresh = {line.id: line for line in lines}
        self._given = list(lines)
        self._rows = [fresh[row.id] for row in self._rows]
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def replace(self, line: AppraisalLine) -> None:
        """Show one person anew."""
        at = self.row_of(line.id)
        if at is None:
            return
        self._rows[at] = line
        self._given = [line if each.id == line.id else each for each in self._given]
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))


class RoundTab(StaffTab):
    """A table over the round's board, with what is said while nobody is shown."""

    def __init__(
        self, board: RoundBoard, name: str, columns: tuple[Column, ...], label: str, parent: QWidget
    ) -> None:
        super().__init__(board.ctx, parent)
        self.setObjectName(f"appraisal_{name}_tab")
        self.board = board
        self.law.hide()
        self.columns = columns
        self.model: LineTable = self.make_model()
        self.table = self.make_view(f"appraisal_{name}", label)
        self.committee_note = QLabel(self)
        self.committee_note.setObjectName(f"appraisal_{name}_committee")
        self.committee_note.setWordWrap(True)
        set_role(self.committee_note, "plain", "warn")
        self.committee_note.hide()
        self.empty = EmptyState("", "", "", self)
        self.empty.started.connect(self.begin)
        self.stack: QStackedWidget = self.stacked(self.table, self.empty)
        self.table.chosen.connect(lambda _row: self.enable())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.enable())
        board.loaded.connect(self.show_lines)
        board.narrowed.connect(self.show_lines)

    def make_model(self) -> LineTable:
        """Return the model of the list."""
        return LineTable(self.columns, self)

    def make_view(self, name: str, label: str) -> DataTable:
        """Return the table of the list."""
        return self.make_table(self.model, name, label)

    def lines(self) -> list[AppraisalLine]:
        """Return the people of this list in their order."""
        return self.board.lines()

    def begin(self) -> None:
        """Do the first thing where the list is empty; the base leads to the people."""

    def enable(self) -> None:
        """Let each action be used where it makes sense."""

    def show_lines(self) -> None:
        """Show what the board holds."""
        view = self.board.view
        if view is None:
            return
        lines = self.lines()
        self.model.refill(lines)
        if not view.lines:
            self.empty.say(
                "ยังไม่มีผู้รับการประเมินในรอบนี้",
                "เพิ่มจากทะเบียนบุคลากรทีละหน่วยงาน และกำหนดผู้ประเมินพร้อมกันได้",
                "" if view.final else "เพิ่มผู้รับการประเมิน",
            )
        elif not lines:
            self.empty.say("ไม่มีใครตรงกับที่กรอง", "ล้างคำค้น หน่วยงาน หรือตัวกรองด้านบน", "")
        self.stack.setCurrentWidget(self.table if lines else self.empty)
        if lines and self.table.current_row() is None:
            self.table.select_id(lines[0].id)
        self.enable()

    def say_committee(self, view: AppraisalRoundView) -> None:
        """Say in what the screening committee does not fit its rule."""
        self.committee_note.setText(breakable(view.committee_note))
        self.committee_note.setVisible(bool(view.committee_note))

    def chosen_lines(self) -> list[AppraisalLine]:
        """Return the selected people, or the current one."""
        rows: list[Any] = [self.model.row_at(at) for at in self.table.selected_rows()]
        found = [row for row in rows if row is not None]
        current = self.table.current_row()
        return found or ([current] if current is not None else [])

    def listed(self, title: str) -> MemoryList:
        """Return the list as it is shown, for Excel and paper."""
        view = self.board.view
        told = " · ".join(
            part for part in (view.title if view else "", self.board.narrowed_words()) if part
        )
        return MemoryList(title, told, self.columns, self.model.rows())
