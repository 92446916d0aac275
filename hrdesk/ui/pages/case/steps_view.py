"""The steps of a case: as a picture understood at a glance, or as the manual's table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import StepState
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.case.model import date_words, days_words, late_words, state_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.step_timeline import StepTimeline, TimelineStep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hrdesk.services.queries.cases import StepView
    from hrdesk.settings import Settings
    from hrdesk.ui.pages.case.model import Shown

_TONES = {
    StepState.DONE: ("good", "check_circle"),
    StepState.CURRENT: ("info", "current"),
    StepState.PLANNED: ("muted", "planned"),
    StepState.RETURNED: ("warn", "returned"),
    StepState.SKIPPED: ("muted", "skipped"),
}
_VIEW = "case_steps_view"
_PADDING = 10  # pixels left and right of a cell's text, and above and below together
_SNIPPET = 70  # characters of a remark that the picture shows; the side shows all


def _status(step: StepView) -> Status:
    tone, picture = _TONES[step.state]
    return Status(state_words(step), tone, picture)


COLUMNS = (
    Column("number", "ลำดับ", "right", 54),
    Column("title", "ขั้นตอน", width=200, stretch=True, format=breakable),
    Column("date", "วันที่", width=105, value=date_words, sort=lambda step: str(step.done_on or "")),
    Column("remark", "หมายเหตุ", width=190, format=breakable, stretch=True),
    Column("state", "สถานะ", width=160, status=_status),
)


class _Wrapping(QStyledItemDelegate):
    """Gives a cell the height of its text within the padding, which Qt's own hint forgets."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = self.parent()
        width = view.columnWidth(index.column()) if isinstance(view, StepTable) else 200
        room = QRect(0, 0, max(width - 2 * _PADDING, 24), 10_000)
        text = str(index.data() or "")
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        height = option.fontMetrics.boundingRect(room, flags, text).height()
        return QSize(width, height + _PADDING)


class StepTable(DataTable):
    """The manual's table; long steps and remarks go on in further lines."""

    def _dress(self) -> None:
        super()._dress()
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setItemDelegate(self._wrapping())
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        rows.setMinimumSectionSize(rows.defaultSectionSize())

    def _wrapping(self) -> QStyledItemDelegate:
        found = self.findChild(_Wrapping)
        return found if found is not None else _Wrapping(self)


class StepsView(QWidget):
    """The picture and the table of one case's steps, with one selection for both."""

    chosen = Signal(object)  # id of the step
    turned = Signal(bool)  # whether the table is shown now

    def __init__(
        self, settings: Settings, *, full: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self._settings = settings
        self._full = full
        self._steps: tuple[StepView, ...] = ()
        self._chosen: int | None = None
        self._behind = False  # the table has not been filled since it was last shown
        self._centred: int | None = None
        self._showing = False
        self._actions: list[QAction] = []
        self.timeline = StepTimeline()
        self.timeline.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.timeline.customContextMenuRequested.connect(self._show_menu)
        self._table = ListTable(COLUMNS)
        self.table = StepTable(settings, "case_steps", "ตารางขั้นตอน")
        self.table.set_table(self._table)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.timeline)
        self._stack.addWidget(self.table)
        self._bar = QHBoxLayout()
        self._lay_out()
        self.timeline.chosen.connect(self._picked)
        self.table.chosen.connect(lambda step: self._picked(step.id if step else None))
        self.show_table(on=settings.table_state(_VIEW).get("table") is True)

    def add_button(self, button: QWidget) -> None:
        """Put a button at the end of the bar above."""
        self._bar.addWidget(button)

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Offer the step actions on a right click in both views."""
        self.table.set_actions(actions)
        self._actions = list(actions)

    def context_menu(self) -> QMenu:
        """Build the menu of a right click on the picture: the same actions as the button."""
        menu = QMenu(self)
        menu.setObjectName("timeline_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._actions)
        return menu

    def show_case(self, shown: Shown, selected: int | None) -> None:
        """Show the steps, keeping or setting the selection without telling about it."""
        self._showing = True
        self._steps = shown.detail.steps
        self.timeline.set_steps([_drawn(step, full=self._full) for step in self._steps])
        self._behind = True
        self._fill_table()
        self._showing = False
        self.select(selected)
        if selected != self._centred:
            # What was done and what comes next are both in sight around the step.
            self._centred = selected
            center = self.timeline.ScrollHint.PositionAtCenter
            self.timeline.scrollTo(self.timeline.currentIndex(), center)

    def select(self, step_id: int | None) -> None:
        """Select a step in both views without telling about it."""
        self._showing = True
        self._chosen = step_id
        if step_id is not None:
            self.timeline.choose(step_id)
            if not self._behind:
                self.table.select_id(step_id)
        self._showing = False

    def _fill_table(self) -> None:
        # Measuring the rows of two hundred steps takes longer than all the rest: only when seen.
        if self._behind and self.as_table:
            self._behind = False
            self._table.set_rows(self._steps)

    def show_table(self, *, on: bool) -> None:
        """Show the table (or the picture) and remember it."""
        (self._as_table if on else self._as_picture).setChecked(True)
        self._stack.setCurrentWidget(self.table if on else self.timeline)
        if on and self._behind:
            showing, self._showing = self._showing, True
            self._fill_table()
            self._showing = showing
            self.select(self._chosen)
        if self._settings.table_state(_VIEW).get("table", False) is not on:
            self._settings.remember_table(_VIEW, {"table": on})
        self.turned.emit(on)

    @property
    def as_table(self) -> bool:
        """Whether the manual's table is shown."""
        return self._stack.currentWidget() is self.table

    def focus(self) -> None:
        """Put the keyboard on the shown view."""
        self._stack.currentWidget().setFocus()

    def _lay_out(self) -> None:
        title = QLabel("ขั้นตอน", self)
        set_role(title, "subtitle")
        self._as_picture = self._switch("as_picture", "แผนภาพ")
        self._as_table = self._switch("as_table", "ตาราง")
        both = QButtonGroup(self)
        both.addButton(self._as_picture)
        both.addButton(self._as_table)
        self._as_picture.clicked.connect(lambda: self.show_table(on=False))
        self._as_table.clicked.connect(lambda: self.show_table(on=True))
        self._bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setSpacing(4)
        self._bar.addWidget(title)
        self._bar.addStretch()
        self._bar.addWidget(self._as_picture)
        self._bar.addWidget(self._as_table)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(8)
        rows.addLayout(self._bar)
        rows.addWidget(self._stack, 1)

    def _switch(self, name: str, words: str) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAccessibleName(f"แสดงขั้นตอนเป็น{words}")
        made.setToolTip(f"แสดงขั้นตอนเป็น{words}")
        made.setCheckable(True)
        set_role(made, "chip")
        return made

    def _show_menu(self, at: QPoint) -> None:
        if self._actions:
            self.context_menu().popup(self.timeline.viewport().mapToGlobal(at))

    def _picked(self, step_id: int | None) -> None:
        if not self._showing and step_id is not None:
            self.select(step_id)
            self.chosen.emit(step_id)


def _drawn(step: StepView, *, full: bool) -> TimelineStep:
    remark = step.remark if len(step.remark) <= _SNIPPET else f"{step.remark[:_SNIPPET].rstrip()}…"
    detail = [days_words(step) if full else "", remark if full else step.remark]
    return TimelineStep(
        id=step.id,
        number=str(step.number),
        title=step.title,
        state=step.state.value,
        date_text=date_words(step),
        detail="\n".join(part for part in detail if part),
        late_text=late_words(step.days_late) if full else "",
        round=step.round,
    )
