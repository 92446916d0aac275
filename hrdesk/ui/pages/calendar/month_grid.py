"""A month as six weeks of cells: the day, its holiday, and a line for each kind of event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hrdesk.rules.dates import add_months
from hrdesk.services.queries.work_calendar import Event, EventKind
from hrdesk.ui import theme
from hrdesk.ui.pages.calendar.words import KINDS, SHORT_WEEKDAYS, cell_words, day_words

WEEKS, DAYS = 6, 7
DAY_ROLE = int(Qt.ItemDataRole.UserRole)
_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5
_PAD = 4
_LEAST_ROW = 38  # pixels: the number of the day and one line
_Index = QModelIndex | QPersistentModelIndex


def first_shown(month: dt.date) -> dt.date:
    """Return the Sunday with which the picture of a month begins."""
    first = month.replace(day=1)
    return first - dt.timedelta(days=(first.weekday() + 1) % DAYS)


class MonthModel(QAbstractTableModel):
    """The 42 days of a month's picture and what falls on each."""

    def __init__(self, today: dt.date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.month = today.replace(day=1)
        self._events: dict[dt.date, list[Event]] = {}

    @property
    def first(self) -> dt.date:
        """The first day of the picture."""
        return first_shown(self.month)

    @property
    def last(self) -> dt.date:
        """The last day of the picture."""
        return self.first + dt.timedelta(days=WEEKS * DAYS - 1)

    def show_month(self, month: dt.date) -> None:
        """Turn to another month; its events are still to come."""
        self.beginResetModel()
        self.month = month.replace(day=1)
        self._events = {}
        self.endResetModel()

    def set_events(self, events: Sequence[Event]) -> None:
        """Show these events."""
        found: dict[dt.date, list[Event]] = {}
        for event in events:
            found.setdefault(event.day, []).append(event)
        self._events = found
        corner = self.index(WEEKS - 1, DAYS - 1)
        self.dataChanged.emit(self.index(0, 0), corner)

    def events_on(self, day: dt.date) -> list[Event]:
        """Return what falls on a day."""
        return self._events.get(day, [])

    def day_at(self, index: _Index) -> dt.date:
        """Return the day of a cell."""
        return self.first + dt.timedelta(days=index.row() * DAYS + index.column())

    def index_of(self, day: dt.date) -> QModelIndex:
        """Return the cell of a day of the picture."""
        row, column = divmod((day - self.first).days, DAYS)
        return self.index(row, column)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the six weeks."""
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the seven days."""
        return 0 if parent.isValid() else DAYS

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer the view's question about a day; readers hear the day and all on it."""
        if not index.isValid():
            return None
        day = self.day_at(index)
        if role == DAY_ROLE:
            return day
        if role in (Qt.ItemDataRole.DisplayRole,):
            return str(day.day)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            lines = [day_words(day), *(text for _, text in lines_of(self.events_on(day)))]
            return "\n".join(lines)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name the days of the week."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return SHORT_WEEKDAYS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None


def lines_of(events: Sequence[Event]) -> list[tuple[EventKind, str]]:
    """Return one line for each kind on a day; a holiday's is its name."""
    by_kind: dict[EventKind, list[Event]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    return [
        (kind, found[0].subject if kind is EventKind.HOLIDAY else cell_words(kind, found))
        for kind, found in by_kind.items()
    ]


class _DayCell(QStyledItemDelegate):
    """Draws a day: its number at the top, the holiday and the kinds below as far as there is room."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.marks: Mapping[EventKind, str] = {kind: look.tone for kind, look in KINDS.items()}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one day."""
        model: Any = index.model()
        day: dt.date = model.day_at(index)
        here = day.month == model.month.month
        lines = lines_of(model.events_on(day))
        off = day.weekday() >= _SATURDAY or any(k is EventKind.HOLIDAY for k, _ in lines)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, theme.colour(_ground(chosen, off, here)))
        box = option.rect.adjusted(_PAD, 2, -_PAD, -2)
        font = QFont(option.font)
        font.setBold(day == model.today or here)
        painter.setFont(font)
        height = painter.fontMetrics().height()
        painter.setPen(theme.colour("accent" if day == model.today else _ink(off, here)))
        top = QRect(box.left(), box.top(), box.width(), height)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignLeft), str(day.day))
        if day == model.today:
            room = painter.fontMetrics().horizontalAdvance(f"{day.day} ")
            small = top.adjusted(room, 0, 0, 0)
            painter.drawText(small, int(Qt.AlignmentFlag.AlignLeft), "วันนี้")
        below = box.adjusted(0, height, 0, 0)
        if lines and below.height() < height:  # a low window: at least that there is something
            painter.setPen(theme.colour(self.marks[lines[0][0]] if here else "muted"))
            painter.drawText(top, int(Qt.AlignmentFlag.AlignRight), f"●{len(lines)}")
        else:
            self._lines(painter, below, lines, here)
        if chosen:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _lines(
        self, painter: QPainter, box: QRect, lines: list[tuple[EventKind, str]], here: bool
    ) -> None:
        font = painter.font()
        font.setBold(False)
        font.setPointSizeF(max(font.pointSizeF() - 1.5, 7.0))
        painter.setFont(font)
        metrics = painter.fontMetrics()
        step = max(metrics.height(), metrics.tightBoundingRect("ปุ้ยปู่ญู").height() + 1)
        room = max(box.height() // step, 0)
        shown = lines if len(lines) <= room else lines[: max(room - 1, 0)]
        for at, (kind, text) in enumerate(shown):
            line = QRect(box.left(), box.top() + at * step, box.width(), step)
            painter.setPen(theme.colour(self.marks[kind] if here else "muted"))
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), short)
        if len(shown) < len(lines) and room:
            line = QRect(box.left(), box.top() + len(shown) * step, box.width(), step)
            painter.setPen(theme.colour("muted"))
            rest = len(lines) - len(shown)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), f"อีก {rest:,} ชนิด")


def _ground(chosen: bool, off: bool, here: bool) -> str:
    if chosen:
        return "accent_soft"
    if not here:
        return "window"
    return "stripe" if off else "surface"


def _ink(off: bool, here: bool) -> str:
    if not here:
        return "muted"
    return "bad" if off else "text"


class MonthGrid(QTableView):
    """The month by mouse and keyboard: arrows by day and week, PgUp and PgDn by month."""

    day_changed = Signal(object)  # datetime.date
    month_changed = Signal(object)  # datetime.date: its first day
    entered_day = Signal()  # Enter: go into the day's list

    def __init__(self, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("month_grid")
        self.setAccessibleName("ปฏิทินเดือน")
        self.setToolTip("")
        self._model = MonthModel(today, self)
        self.setModel(self._model)
        self.setItemDelegate(_DayCell(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(True)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_LEAST_ROW)
        for head in (self.verticalHeader(), self.horizontalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            head.setSectionsClickable(False)
        self.setMinimumSize(360, 240)
        theme.watcher().changed.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._moved)
        self.go_to(today)

    @property
    def days(self) -> MonthModel:
        """The model with its events."""
        return self._model

    def day(self) -> dt.date:
        """Return the chosen day."""
        index = self.currentIndex()
        return self._model.day_at(index) if index.isValid() else self._model.month

    def go_to(self, day: dt.date) -> None:
        """Choose a day, turning to its month where it is another one."""
        if (day.year, day.month) != (self._model.month.year, self._model.month.month):
            self.selectionModel().blockSignals(True)
            self._model.show_month(day)
            self.selectionModel().blockSignals(False)
            self.month_changed.emit(self._model.month)
        index = self._model.index_of(day)
        if index == self.currentIndex():
            self.day_changed.emit(day)
        self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by day, week and month; Enter goes into the day."""
        day, key = self.day(), Qt.Key(event.key())
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -DAYS,
            Qt.Key.Key_Down: DAYS,
        }.get(key)
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.go_to(day + step * _ONE_DAY)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.go_to(add_months(day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_Home:
            self.go_to(day.replace(day=1))
        elif key == Qt.Key.Key_End:
            self.go_to(add_months(day.replace(day=1), 1) - _ONE_DAY)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_day.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid():
            return
        day = self._model.day_at(current)
        if day.month != self._model.month.month:
            self.go_to(day)  # a click on a day of the month before or after turns there
        else:
            self.day_changed.emit(day)
