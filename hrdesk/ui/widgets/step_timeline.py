"""The way of a case as a picture: what is done, where it stands, what is to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from hrdesk.ui import theme
from hrdesk.ui.delegates.step import STEP_ROLE, STEPS_ROLE, StepDelegate
from hrdesk.ui.delegates.step import spoken as spoken_step
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.style import set_role


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step in words; ``state`` = done, current, planned, returned or skipped.

    ``date_text`` says when, ``detail`` usual against real days and the beginning of the remark
    (lines are kept), ``late_text`` how late in words; ``round`` 2 and up is said.
    """

    id: int
    number: str
    title: str
    state: str
    date_text: str = ""
    detail: str = ""
    late_text: str = ""
    round: int = 1


class _Steps(ListTable):
    """The steps for the view, with each one's neighbours and its words for readers."""

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Answer a view's question about a step."""
        if not index.isValid():
            return None
        if role == STEP_ROLE:
            return self.row_at(index.row())
        if role == STEPS_ROLE:
            return self.row_at(index.row() - 1), self.row_at(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_step(self.row_at(index.row()))
        return super().data(index, role)


class StepTimeline(QListView):
    """A vertical timeline; arrows move, Enter opens, readers hear each step in words."""

    chosen = Signal(int)  # the id of the step that became current
    opened = Signal(int)  # Enter or double click

    def __init__(self, name: str = "timeline", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("ลำดับขั้นตอนของเรื่อง")
        self._steps = _Steps((Column("title", "ขั้นตอน"),), parent=self)
        self.setItemDelegate(StepDelegate(self))
        self.setModel(self._steps)
        self.setFrameShape(QFrame.Shape.NoFrame)
        set_role(self, "plain")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setMinimumWidth(240)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(self._open)
        theme.watcher().changed.connect(self.scheduleDelayedItemsLayout)

    def set_steps(self, steps: Sequence[TimelineStep]) -> None:
        """Show these steps, keeping the chosen one, else choosing where the case stands."""
        kept = self.current_id()
        self.selectionModel().blockSignals(True)
        self._steps.set_rows(steps)
        self.selectionModel().blockSignals(False)
        if kept is not None and self._steps.row_of(kept) is not None:
            self.choose(kept)
            return
        standing = next((step for step in steps if step.state == "current"), None)
        if standing is not None:
            self.choose(standing.id)
        elif steps:
            self.choose(steps[-1].id)

    def steps(self) -> list[TimelineStep]:
        """Return the steps that are shown."""
        return self._steps.rows()

    def choose(self, step_id: int) -> bool:
        """Make a step current and bring it into sight; False when it is not there."""
        row = self._steps.row_of(step_id)
        if row is None:
            return False
        self.setCurrentIndex(self._steps.index(row, 0))
        self.scrollTo(self._steps.index(row, 0))
        return True

    def current_id(self) -> int | None:
        """Return the id of the chosen step."""
        step = self._steps.row_at(self.currentIndex().row()) if self.model() else None
        return step.id if step is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the step."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Titles wrap anew in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame of the current step."""
        super().focusInEvent(event)
        self.viewport().update()

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        step = self._steps.row_at(current.row()) if current.isValid() else None
        if step is not None:
            self.chosen.emit(step.id)

    def _open(self, index: QModelIndex) -> None:
        step = self._steps.row_at(index.row()) if index.isValid() else None
        if step is not None:
            self.opened.emit(step.id)
