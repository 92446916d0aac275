"""Dates of the Buddhist era, typed freely: 15/08/2567, 15 ส.ค. 67, ๑๕/๘/๖๗, ว for today."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hrdesk.rules.dates import DateError, PartialDate, parse_thai_date, thai_date_short
from hrdesk.rules.numbers import arabic_digits
from hrdesk.services.errors import DomainError
from hrdesk.ui import icons
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.calendar import BuddhistCalendar

_TODAY = {"ว", "วันนี้"}
_FROM_TODAY = re.compile(r"([+-])\s*(\d{1,4})")


class _TypedEdit(QLineEdit):
    """Keeps a value that is typed as text; wrong text stays and says why after leaving."""

    problem_changed = Signal(object)  # DomainError or None

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._value: Any = None
        self._problem: DomainError | None = None
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self.settle)

    def problem(self) -> DomainError | None:
        """Return what is wrong with the typed text; None when it is empty or good."""
        self.settle()
        return self._problem

    def settle(self) -> None:
        """Read what was typed, write it the usual way, and say what is wrong with it."""
        value, problem = self._read()
        if problem is None:
            self.setText(self._write(value) if value is not None else "")
        self._hold(value)
        self._say(problem)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Check on leaving the field, not while typing."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
        super().focusOutEvent(event)

    def _typed(self) -> None:
        value, problem = self._read()
        self._hold(value)
        if problem is None:
            self._say(None)

    def _read(self) -> tuple[Any, DomainError | None]:
        text = plain(self.text()).strip()
        if not text:
            return None, None
        try:
            return self._parse(text), None
        except DateError as problem:
            return None, DomainError(problem.code, field=self.objectName(), **problem.facts)

    def _parse(self, text: str) -> Any:
        raise NotImplementedError

    def _write(self, value: Any) -> str:
        raise NotImplementedError

    def _told(self, value: Any) -> None:
        raise NotImplementedError

    def _hold(self, value: Any) -> None:
        if value != self._value:
            self._value = value
            self._told(value)

    def _say(self, problem: DomainError | None) -> None:
        before = self._problem.code if self._problem else None
        self._problem = problem
        if before != (problem.code if problem else None):
            self.problem_changed.emit(problem)


class BuddhistDateEdit(_TypedEdit):
    """One exact day; Up and Down step, Alt+Down opens the calendar."""

    date_changed = Signal(object)  # datetime.date or None

    def __init__(
        self, today: Callable[[], dt.date], name: str = "date", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._today = today
        self._calendar: BuddhistCalendar | None = None
        self.setPlaceholderText("เช่น 15/08/2567")
        self.setToolTip("พิมพ์ 15/08/2567, 15 ส.ค. 67 หรือ ว = วันนี้ · Alt+↓ เปิดปฏิทิน")
        self.setMinimumWidth(150)
        opener = QAction("เปิดปฏิทิน", self)
        opener.setObjectName(f"{name}_calendar")
        icons.set_icon(opener, "calendar", "muted")
        opener.triggered.connect(self.open_calendar)
        self.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)

    def date(self) -> dt.date | None:
        """Return the day, or None where the text is empty or no date."""
        return self._value

    def set_date(self, day: dt.date | None) -> None:
        """Show a day."""
        self.setText(thai_date_short(day) if day else "")
        self._hold(day)
        self._say(None)

    def calendar(self) -> BuddhistCalendar:
        """Return the calendar, made when it is first needed."""
        if self._calendar is None:
            self._calendar = BuddhistCalendar(self._today(), self)
            self._calendar.chosen.connect(self._chosen)
        return self._calendar

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        calendar = self.calendar()
        calendar.select(self._value or self._today())
        calendar.adjustSize()
        place = self.mapToGlobal(QPoint(0, self.height()))
        room = self.screen().availableGeometry()
        if place.y() + calendar.height() > room.bottom():
            place = self.mapToGlobal(QPoint(0, -calendar.height()))
        place.setX(max(room.left(), min(place.x(), room.right() - calendar.width())))
        calendar.move(place)
        calendar.show()
        calendar.days.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down and F4 open the calendar; Up and Down step by a day."""
        key = event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and alt):
            self.open_calendar()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._value and not self.isReadOnly():
            step = 1 if key == Qt.Key.Key_Up else -1
            self.set_date(self._value + dt.timedelta(days=step))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _chosen(self, day: dt.date) -> None:
        self.set_date(day)
        self.setFocus()

    def _parse(self, text: str) -> dt.date:
        if text in _TODAY:
            return self._today()
        relative = _FROM_TODAY.fullmatch(arabic_digits(text))
        if relative:
            days = int(relative[2]) * (1 if relative[1] == "+" else -1)
            return self._today() + dt.timedelta(days=days)
        return parse_thai_date(text, today=self._today())

    def _write(self, value: dt.date) -> str:
        return thai_date_short(value)

    def _told(self, value: dt.date | None) -> None:
        self.date_changed.emit(value)


class PartialDateEdit(_TypedEdit):
    """A date of a service record that may lack its day or month: 00/05/2540, 2540."""

    value_changed = Signal(object)  # PartialDate or None

    def __init__(self, name: str = "partial_date", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setPlaceholderText("เช่น 15/08/2530")
        self.setToolTip("ไม่ทราบวันหรือเดือนให้ใส่ 00 เช่น 00/05/2540")
        self.setMinimumWidth(150)

    def value(self) -> PartialDate | None:
        """Return the partial date, or None where the text is empty or no date."""
        return self._value

    def set_value(self, value: PartialDate | None) -> None:
        """Show a partial date."""
        self.setText(value.format() if value else "")
        self._hold(value)
        self._say(None)

    def _parse(self, text: str) -> PartialDate:
        return PartialDate.parse(text)

    def _write(self, value: PartialDate) -> str:
        return value.format()

    def _told(self, value: PartialDate | None) -> None:
        self.value_changed.emit(value)
