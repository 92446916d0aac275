"""What the tabs of one fiscal year have in common: the choice of the year, and reading it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QWidget

from hrdesk.rules.dates import fiscal_year, thai_date_short
from hrdesk.services.queries.indicators import Indicators, indicators, years_with_cases
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.style import set_role


class YearTab(StaffTab):
    """A tab that shows one fiscal year (พ.ศ.)."""

    kinds: ClassVar[frozenset[str]] = frozenset({"case", "office_day"})
    year_chosen = Signal(int)

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.year = fiscal_year(ctx.today())
        self.found: Indicators | None = None
        self.years = QComboBox(self)
        self.years.setAccessibleName("ปีงบประมาณ")
        self.years.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.years.addItem(f"ปีงบประมาณ {self.year}", self.year)
        self.years.currentIndexChanged.connect(lambda _at: self._chosen())
        self.stretch = QLabel(self)
        self.stretch.setObjectName("year_days")
        self.stretch.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self.stretch, "muted")

    def refresh(self) -> None:
        """Count the year again."""
        year = self.year

        def read(uow: UnitOfWork) -> tuple[tuple[int, ...], Indicators]:
            return years_with_cases(uow), indicators(uow, year)

        self.ctx.tasks.query(self, read, self._arrived, self.failed, "year")

    def show_year(self, found: Indicators) -> None:
        """Show the figures of a year; a tab says how."""
        raise NotImplementedError

    def _arrived(self, read: tuple[tuple[int, ...], Indicators]) -> None:
        years, found = read
        self.years.blockSignals(True)
        self.years.clear()
        for year in sorted({*years, found.year}, reverse=True):
            self.years.addItem(f"ปีงบประมาณ {year}", year)
        self.years.setCurrentIndex(self.years.findData(found.year))
        self.years.blockSignals(False)
        self.stretch.setText(f"{thai_date_short(found.first)} – {thai_date_short(found.last)}")
        self.stretch.setToolTip(self.stretch.text())
        self.found = found
        self.show_year(found)

    def _chosen(self) -> None:
        year = self.years.currentData()
        if isinstance(year, int) and year != self.year:
            self.year = year
            self.year_chosen.emit(year)
            self.refresh()
