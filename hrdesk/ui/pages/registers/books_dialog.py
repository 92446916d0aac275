"""The number books of a year: who gives the numbers, and where an office begins."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.dates import BE_OFFSET
from hrdesk.rules.numbers import arabic_digits
from hrdesk.services.errors import DomainError
from hrdesk.services.number_books import (
    Book,
    SetBookSource,
    SetBookStart,
    set_book_source,
    set_book_start,
)
from hrdesk.services.queries.registers import BookState, book_states
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.field import Field

_SOURCES = (("ออกจากสมุดในโปรแกรม", False), ("งานสารบรรณกลางออกให้", True))


class BooksDialog(ReadingOrder, QDialog):
    """One line for each book: last number, where numbers come from, the start of the year."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("books_dialog")
        self.setWindowTitle("ตั้งค่าสมุดเลข")
        self._ctx = ctx
        self._year = ctx.today().year + BE_OFFSET
        told = QLabel(
            breakable(
                f"สมุดเลขปี พ.ศ. {self._year} สำนักงานที่เริ่มใช้โปรแกรมกลางปี ตั้งเลขสุดท้ายที่ใช้ในสมุดกระดาษได้ "
                "ก่อนออกเลขแรกจากโปรแกรม"
            ),
            self,
        )
        told.setObjectName("books_told")
        told.setWordWrap(True)
        told.setMinimumWidth(640)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for place, words in enumerate(("สมุด", "เลขล่าสุด", "เลขมาจาก", "")):
            head = QLabel(words, self)
            set_role(head, "muted")
            self._grid.addWidget(head, 0, place)
        self._last: dict[Book, QLabel] = {}
        self._source: dict[Book, QComboBox] = {}
        self._start: dict[Book, QPushButton] = {}
        for line, book in enumerate(Book, start=1):
            self._line(line, book)
        close = QPushButton("ปิด", self)
        close.setObjectName("dialog_cancel")
        close.setAccessibleName("ปิด")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(16)
        rows.addWidget(told)
        rows.addLayout(self._grid)
        rows.addLayout(foot)
        self._read()

    def _line(self, line: int, book: Book) -> None:
        name = QLabel(book.label, self)
        last = QLabel("…", self)
        last.setObjectName(f"book_last_{book.value}")
        source = QComboBox(self)
        source.setObjectName(f"book_source_{book.value}")
        source.setAccessibleName(f"เลขของสมุด{book.label}มาจาก")
        for words, central in _SOURCES:
            source.addItem(words, central)
        source.setEnabled(book is not Book.CARD)
        source.activated.connect(lambda _at, book=book: self._choose(book))
        start = QPushButton("ตั้งเลขเริ่มต้น…", self)
        start.setObjectName(f"book_start_{book.value}")
        start.setAccessibleName(f"ตั้งเลขเริ่มต้นของสมุด{book.label}")
        start.setAutoDefault(False)
        start.clicked.connect(lambda _on, book=book: self._begin(book))
        for place, widget in enumerate((name, last, source, start)):
            self._grid.addWidget(widget, line, place)
        self._last[book], self._source[book], self._start[book] = last, source, start

    def _read(self) -> None:
        year = self._year
        self._ctx.tasks.query(self, lambda uow: book_states(uow, year), self._show, key="books")

    def _show(self, states: tuple[BookState, ...]) -> None:
        for state in states:
            given = f" · ออกแล้ว {state.given:,}" if state.given else ""
            self._last[state.book].setText(f"{state.last:,}{given}" if state.last else "ยังไม่มี")
            self._source[state.book].setCurrentIndex(int(state.central))
            self._start[state.book].setEnabled(not state.given)
            tip = "ออกเลขไปแล้ว จึงตั้งเลขเริ่มต้นไม่ได้" if state.given else ""
            self._start[state.book].setToolTip(tip)

    def _choose(self, book: Book) -> None:
        command = SetBookSource(book, bool(self._source[book].currentData()))
        self._ctx.tasks.act(
            self,
            lambda uow: set_book_source(uow, command),
            lambda _none: self._read(),
            self._refused,
        )

    def _refused(self, problem: DomainError) -> None:
        self._ctx.notify.error(problem)
        self._read()

    def _begin(self, book: Book) -> None:
        dialog = StartDialog(self._ctx, book, self._year, self)
        dialog.accepted.connect(self._read)
        dialog.open()


class StartDialog(FormDialog):
    """The last number that the paper book gave, and why."""

    kind = "book_start_dialog"

    def __init__(self, ctx: AppContext, book: Book, year: int, parent: QWidget) -> None:
        super().__init__(f"ตั้งเลขเริ่มต้นของสมุด{book.label} ปี {year}", "ตั้งเลข", parent)
        self._ctx, self._book, self._year = ctx, book, year
        self.last = QLineEdit(self)
        self.last.setObjectName("book_last_used")
        self.last.setPlaceholderText("เช่น 125")
        self.reason = QPlainTextEdit(self)
        self.reason.setObjectName("book_start_reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(80)
        hint = "เลขถัดไปที่ออกจากโปรแกรมจะต่อจากเลขนี้"
        add = self.form.add
        self.fields.addWidget(
            add("last_used", Field("เลขสุดท้ายที่ใช้แล้ว", self.last, hint=hint, required=True))
        )
        self.fields.addWidget(add("reason", Field("เหตุผล", self.reason, required=True)))
        self.last.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Set the start, once the number can be read."""
        text = arabic_digits(plain(self.last.text())).strip().replace(",", "")
        if not text.isdecimal():
            self.refused(DomainError("not_a_whole_number", field="last_used"))
            return
        command = SetBookStart(
            self._book, self._year, int(text), plain(self.reason.toPlainText()).strip()
        )
        self._ctx.tasks.act(
            self,
            lambda uow: set_book_start(uow, command),
            lambda _none: self.accept(),
            self.refused,
        )
