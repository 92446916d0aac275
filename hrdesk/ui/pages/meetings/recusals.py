"""Who takes no part in whom: candidates by members, each cell a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.contests import set_recusal
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.contest_setup import recusal_hints
from hrdesk.services.queries.meetings import (
    CandidateView,
    MeetingDetail,
    MemberView,
    meeting_detail,
)
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui import theme
from hrdesk.ui.context import AppContext
from hrdesk.ui.messages import sentence
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain

_Index = QModelIndex | QPersistentModelIndex
_COLUMN = 150  # pixels


class RecusalModel(QAbstractTableModel):
    """A reason in a cell: the member of its column takes no part in the candidate of its row."""

    asked = Signal(int, int, object)  # candidate, member, the reason or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.candidates: tuple[CandidateView, ...] = ()
        self.members: tuple[MemberView, ...] = ()
        self._hints: Mapping[tuple[int, int], str] = {}
        self._open = True

    def fill(
        self,
        candidates: tuple[CandidateView, ...],
        members: tuple[MemberView, ...],
        hints: Mapping[tuple[int, int], str],
        *,
        editable: bool,
    ) -> None:
        """Show other people; the size of the table changes only with them."""
        same = self._names(candidates, members) == self._names(self.candidates, self.members)
        if not same:
            self.beginResetModel()
        self.candidates, self.members, self._hints = candidates, members, hints
        self._open = editable
        if same and candidates and members:
            last = self.index(len(candidates) - 1, len(members) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        elif not same:
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many candidates there are."""
        return 0 if parent.isValid() else len(self.candidates)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many members there are."""
        return 0 if parent.isValid() else len(self.members)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer the view's question about a cell."""
        if not index.isValid():
            return None
        candidate, member = self.candidates[index.row()], self.members[index.column()]
        reason = candidate.recusals.get(member.id, "")
        hint = self._hints.get((candidate.id, member.id), "")
        shown = reason or (f"({hint})" if hint else "")
        told = reason or (f"ทะเบียนแสดงว่า{hint} โปรดพิจารณา" if hint else None)
        answers = {
            int(Qt.ItemDataRole.EditRole): reason,
            int(Qt.ItemDataRole.DisplayRole): shown,
            int(Qt.ItemDataRole.AccessibleTextRole): shown,
            int(Qt.ItemDataRole.ToolTipRole): told,
            int(Qt.ItemDataRole.BackgroundRole): theme.colour("warn_soft") if reason else None,
            int(Qt.ItemDataRole.ForegroundRole): (
                theme.colour("muted") if hint and not reason else None
            ),
        }
        return answers.get(int(role))

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the reason to be stored; an empty one takes the recusal back."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or not self._open:
            return False
        text = " ".join(plain(str(value)).split())
        candidate, member = self.candidates[index.row()], self.members[index.column()]
        if text != candidate.recusals.get(member.id, ""):
            self.asked.emit(candidate.id, member.id, text or None)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every cell can be typed in while the result is not final."""
        plain_ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain_ | Qt.ItemFlag.ItemIsEditable if self._open else plain_

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Answer the view's question about a head."""
        rows = self.candidates if orientation == Qt.Orientation.Vertical else self.members
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return rows[section].name if section < len(rows) else None
        return None

    @staticmethod
    def _names(*groups: tuple[Any, ...]) -> list[list[tuple[int, str]]]:
        return [[(each.id, each.name) for each in group] for group in groups]


class _Grid(QTableView):
    """Typing edits a cell, Delete empties it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Delete and Enter before the view does."""
        if event.key() == Qt.Key.Key_Delete:
            self.model().setData(self.currentIndex(), "")
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.state() != QAbstractItemView.State.EditingState
        ):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class RecusalDialog(ReadingOrder, QDialog):
    """The grid; every cell is stored when it is left."""

    def __init__(
        self, ctx: AppContext, meeting_id: int, contest_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("recusal_dialog")
        self.setWindowTitle("ผู้ไม่ร่วมพิจารณา")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._meeting_id, self._contest_id = ctx, meeting_id, contest_id
        self.model = RecusalModel(self)
        self.grid = _Grid(self)
        self.grid.setObjectName("recusals")
        self.grid.setAccessibleName("ผู้ไม่ร่วมพิจารณา แถวคือผู้เข้ารับการประเมิน คอลัมน์คือกรรมการ")
        self.grid.setModel(self.model)
        self.grid.setFont(theme.grid_font())
        self.grid.horizontalHeader().setDefaultSectionSize(_COLUMN)
        self.grid.verticalHeader().setDefaultSectionSize(theme.row_height(theme.grid_font()) + 4)
        text = (
            "พิมพ์เหตุผลในช่องของกรรมการที่ไม่ร่วมพิจารณาผู้นั้น ใบคะแนนของคู่นั้นจะไม่มีและไม่นับในค่าเฉลี่ย "
            "Delete เพื่อให้ร่วมพิจารณาตามเดิม ข้อความในวงเล็บเป็นเพียงข้อสังเกตจากทะเบียน"
        )
        about = QLabel(breakable(text), self)
        about.setWordWrap(True)
        set_role(about, "muted")
        self.problem = QLabel(self)
        self.problem.setObjectName("recusal_problem")
        self.problem.setWordWrap(True)
        set_role(self.problem, "error")
        self.problem.hide()
        close = QPushButton("ปิด", self)
        close.setObjectName("dialog_cancel")
        close.setAccessibleName("ปิด")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        for widget in (about, self.grid, self.problem):
            rows.addWidget(widget, 1 if widget is self.grid else 0)
        rows.addLayout(buttons)
        self.resize(820, 460)
        self.model.asked.connect(self._store)
        self._read()
        self.grid.setFocus()

    def _read(self) -> None:
        def both(uow: UnitOfWork) -> tuple[MeetingDetail, Mapping[tuple[int, int], str]]:
            return meeting_detail(uow, self._meeting_id), recusal_hints(uow, self._contest_id)

        self._ctx.tasks.query(self, both, self._show, self._refused, "grid")

    def _show(self, found: tuple[MeetingDetail, Mapping[tuple[int, int], str]]) -> None:
        detail, hints = found
        contest = next((each for each in detail.contests if each.id == self._contest_id), None)
        if contest is None:
            self.accept()
            return
        members = tuple(each for each in detail.members if each.role != "secretary")
        candidates = tuple(each for each in contest.candidates if not each.withdrawn)
        self.model.fill(candidates, members, hints, editable=not contest.final)
        if not self.grid.currentIndex().isValid() and candidates:
            self.grid.setCurrentIndex(self.model.index(0, 0))

    def _store(self, candidate_id: int, member_id: int, reason: str | None) -> None:
        self.problem.hide()
        self._ctx.tasks.act(
            self,
            lambda uow: set_recusal(uow, candidate_id, member_id, reason),
            lambda _none: self._read(),
            self._refused,
        )

    def _refused(self, problem: DomainError) -> None:
        self.problem.setText(breakable(sentence(problem)))
        self.problem.show()
        self._read()
