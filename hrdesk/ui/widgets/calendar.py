"""A calendar of the Buddhist era to choose a day from."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.dates import BE_OFFSET, FIRST_YEAR, LAST_YEAR, THAI_MONTHS
from hrdesk.ui import icons, theme
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.spin_box import SpinBox

_DAYS = ("อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.")


class BuddhistCalendar(QFrame):
    """Month and year (พ.ศ.) at the top, days below, today at the foot."""

    chosen = Signal(object)  # datetime.date

    def __init__(self, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendar")
        self.setAccessibleName("ปฏิทิน พ.ศ.")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._today = today
        self.days = self._make_days()
        self.month = QComboBox(self)
        self.month.setObjectName("calendar_month")
        self.month.setAccessibleName("เดือน")
        self.month.addItems(list(THAI_MONTHS))
        self.year = SpinBox(self)
        self.year.setObjectName("calendar_year")
        self.year.setAccessibleName("ปี พ.ศ.")
        self.year.setRange(FIRST_YEAR + BE_OFFSET, LAST_YEAR + BE_OFFSET)
        back = self._arrow("back", "left", "เดือนก่อน", -1)
        on = self._arrow("forward", "right", "เดือนถัดไป", 1)
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(self.month, 1)
        head.addWidget(self.year)
        head.addWidget(on)
        now = QPushButton("วันนี้", self)
        now.setObjectName("calendar_today")
        now.setAccessibleName("เลือกวันนี้")
        now.clicked.connect(lambda: self._choose(self._today))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 8)
        rows.addLayout(head)
        rows.addLayout(self._day_names())
        rows.addWidget(self.days)
        rows.addWidget(now, 0, Qt.AlignmentFlag.AlignRight)
        self.month.activated.connect(self._turn)
        self.year.valueChanged.connect(self._turn)
        self.days.currentPageChanged.connect(self._turned)
        self.days.clicked.connect(lambda day: self._choose(_date(day)))
        self.days.activated.connect(lambda day: self._choose(_date(day)))
        self.select(today)

    def select(self, day: dt.date) -> None:
        """Show and mark a day."""
        self.days.setSelectedDate(QDate(day.year, day.month, day.day))
        self.days.setCurrentPage(day.year, day.month)
        self._turned(day.year, day.month)

    def _make_days(self) -> QCalendarWidget:
        days = QCalendarWidget(self)
        days.setObjectName("calendar_days")
        days.setAccessibleName("วันที่")
        days.setLocale(QLocale(QLocale.Language.Thai, QLocale.Country.Thailand))
        days.setNavigationBarVisible(False)
        days.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
        days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        days.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.NoHorizontalHeader)
        days.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(theme.colour("bad")))
        for name in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            days.setWeekdayTextFormat(name, weekend)
        mark = QTextCharFormat()
        mark.setFontWeight(700)
        mark.setForeground(theme.colour("accent"))
        mark.setFontUnderline(True)
        days.setDateTextFormat(QDate(self._today.year, self._today.month, self._today.day), mark)
        days.setMinimumSize(300, 210)
        return days

    def _day_names(self) -> QHBoxLayout:
        # Qt's own short names are cut off, and its letters are the same for two days.
        row = QHBoxLayout()
        row.setSpacing(0)
        for at, words in enumerate(_DAYS):
            name = QLabel(words, self)
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            set_role(name, "error" if at in (0, 6) else "muted")
            row.addWidget(name, 1)
        return row

    def _arrow(self, name: str, picture: str, words: str, step: int) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName(f"calendar_{name}")
        made.setAccessibleName(words)
        made.setToolTip(words)
        icons.set_icon(made, picture)
        made.clicked.connect(self.days.showPreviousMonth if step < 0 else self.days.showNextMonth)
        return made

    def _turn(self) -> None:
        self.days.setCurrentPage(self.year.value() - BE_OFFSET, self.month.currentIndex() + 1)

    def _turned(self, year: int, month: int) -> None:
        for widget in (self.month, self.year):
            widget.blockSignals(True)
        self.month.setCurrentIndex(month - 1)
        self.year.setValue(year + BE_OFFSET)
        for widget in (self.month, self.year):
            widget.blockSignals(False)

    def _choose(self, day: dt.date) -> None:
        self.hide()
        self.chosen.emit(day)


def _date(day: QDate) -> dt.date:
    return dt.date(day.year(), day.month(), day.day())
