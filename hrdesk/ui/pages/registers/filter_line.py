"""What the register is narrowed to: book, year, state and any words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from hrdesk.services.number_books import Book
from hrdesk.services.queries.registers import BookState, RegisterFilter
from hrdesk.ui.pages.registers.model import book_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.search_box import SearchBox


class FilterLine(QWidget):
    """The search box, three choices, and how the chosen book stands."""

    changed = Signal()

    def __init__(self, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("register_filter")
        self.search = SearchBox("ค้นหาเลขที่ เรื่อง หรือผู้รับ", "register_search", self)
        self.search.setMinimumWidth(180)
        self.book = self._choice("register_book", "สมุด", 165)
        self.book.addItem("ทุกสมุด", None)
        for book in Book:
            self.book.addItem(book.label, book.value)
        self.year = self._choice("register_year", "ปี พ.ศ.", 110)
        self.set_years((year,))
        self.year.setCurrentIndex(1)
        self.state = self._choice("register_state", "สถานะ", 130)
        for words, void in (("ทุกสถานะ", None), ("ใช้อยู่", False), ("ยกเลิก", True)):
            self.state.addItem(words, void)
        self._how = QLabel(self)
        self._how.setObjectName("register_how")
        self._how.setWordWrap(True)
        set_role(self._how, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 2)
        for box in (self.book, self.year, self.state):
            row.addWidget(box)
            box.currentIndexChanged.connect(lambda _at: self.changed.emit())
        row.addWidget(self._how, 3)
        self.search.searched.connect(lambda _text: self.changed.emit())

    def wanted(self) -> RegisterFilter:
        """Return the filter as it stands."""
        return RegisterFilter(
            book=Book(found) if (found := self.book.currentData()) else None,
            year=self.year.currentData(),
            text=self.search.query(),
            void=self.state.currentData(),
        )

    def set_years(self, years: tuple[int, ...]) -> None:
        """Offer these years, keeping the chosen one."""
        kept = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItem("ทุกปี", None)
        for year in years:
            self.year.addItem(f"ปี {year}", year)
        self.year.setCurrentIndex(max(self.year.findData(kept), 0))
        self.year.blockSignals(False)

    def every_one(self) -> None:
        """Let every book, year and state through, before words are looked for."""
        for box in (self.book, self.year, self.state):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)

    def narrowed(self) -> bool:
        """Tell whether words or a state narrow the list."""
        return bool(self.search.query()) or self.state.currentData() is not None

    def tell(self, state: BookState | None, total: int | None) -> None:
        """Say how the chosen book stands, or how many lines there are."""
        if state is not None:
            self._how.setText(breakable(book_words(state)))
        else:
            self._how.setText("" if total is None else f"{total:,} เลข")

    def _choice(self, name: str, label: str, width: int) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setFixedWidth(width)  # the longest book's name would take the whole line
        return box
