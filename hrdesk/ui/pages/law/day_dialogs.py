"""Adding days of the office: one, or a pasted list with a preview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.dates import thai_date_long
from hrdesk.services.errors import DomainError
from hrdesk.services.office_days import AddDay, PastedLine, read_pasted
from hrdesk.ui import theme
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

Save = Callable[[tuple[AddDay, ...]], None]


class DayDialog(FormDialog):
    """A day with its name and source; ``works`` where the office works on a holiday."""

    kind = "law_day_dialog"

    def __init__(
        self,
        title: str,
        today: Callable[[], dt.date],
        save: Save,
        parent: QWidget | None = None,
        *,
        day: dt.date | None = None,
        works: bool = False,
    ) -> None:
        super().__init__(title, "บันทึก", parent)
        self._save = save
        self._works = works
        self.day = BuddhistDateEdit(today, "office_day", self)
        self.day.set_date(day)
        self.name = QLineEdit(self)
        self.name.setObjectName("office_day_name")
        self.name.setPlaceholderText("เช่น เหตุที่ให้ทำงาน" if works else "เช่น วันหยุดตามมติคณะรัฐมนตรี")
        self.source = QLineEdit(self)
        self.source.setObjectName("office_day_source")
        self.source.setPlaceholderText("เช่น มติคณะรัฐมนตรี ลงวันที่ …")
        add, rows = self.form.add, self.fields
        label = "เหตุผล" if works else "ชื่อวันหยุด"
        rows.addWidget(add("day", Field("วันที่", self.day, required=True)))
        rows.addWidget(add("name", Field(label, self.name, required=True)))
        rows.addWidget(add("source", Field("ที่มา (ถ้ามี)", self.source)))
        (self.name if day is not None else self.day).setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Give the day as typed; the service checks it."""
        if self.day.problem() is None:
            name, source = plain(self.name.text()), plain(self.source.text())
            self._save((AddDay(self.day.date(), name, self._works, source),))


class PasteDaysDialog(ReadingOrder, QDialog):
    """A list typed or pasted at the left, what is read of it line by line at the right."""

    def __init__(self, kept: frozenset[dt.date], save: Save, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("law_paste_dialog")
        self.setWindowTitle("เพิ่มวันหยุดหลายวัน")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 480)
        self._kept = set(kept)
        self._save = save
        self._lines: tuple[PastedLine, ...] = ()
        told = QLabel(
            breakable("วางรายการได้จาก Excel หรือหนังสือ บรรทัดละหนึ่งวัน วันที่ก่อนแล้วตามด้วยชื่อ"), self
        )
        told.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("law_paste_text")
        self.text.setAccessibleName("รายการวันหยุด")
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("6 ม.ค. 2569 วันหยุดพิเศษ\n13/4/2569\tวันสงกรานต์")
        self.name = QLineEdit(self)
        self.name.setObjectName("law_paste_name")
        self.name.setPlaceholderText("ใช้กับบรรทัดที่ไม่มีชื่อ")
        self.source = QLineEdit(self)
        self.source.setObjectName("law_paste_source")
        self.source.setPlaceholderText("เช่น มติคณะรัฐมนตรี ลงวันที่ …")
        self.table = QTableWidget(0, 3, self)
        self.table.setObjectName("law_paste_preview")
        self.table.setAccessibleName("รายการที่อ่านได้")
        self.table.setHorizontalHeaderLabels(["วันที่", "ชื่อ", "ผลการอ่าน"])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setFont(theme.grid_font())
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.problem = QLabel(self)
        self.problem.setObjectName("dialog_problem")
        self.problem.setWordWrap(True)
        set_role(self.problem, "error")
        self._lay_out(told)
        self.text.textChanged.connect(self._read)
        self.name.textChanged.connect(self._read)
        self._read()
        self.text.setFocus()

    def days(self) -> tuple[AddDay, ...]:
        """Return the days read without a problem."""
        source = plain(self.source.text())
        return tuple(
            AddDay(line.day, line.name, source=source)
            for line in self._lines
            if line.problem is None
        )

    def refused(self, problem: DomainError) -> None:
        """Say why nothing was added."""
        self.problem.setText(breakable(sentence(problem)))

    def _read(self) -> None:
        text, name = plain(self.text.toPlainText()), plain(self.name.text())
        self._lines = read_pasted(text, self._kept, name)
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            day = thai_date_long(line.day) if line.day else line.text
            said = "อ่านได้" if line.problem is None else self._words(line)
            for column, cell in enumerate((day, line.name, said)):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell)
                if column == 2:
                    item.setForeground(theme.colour("bad" if line.problem else "good"))
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()
        good = len(self.days())
        self.go.setText(f"เพิ่ม {good:,} วัน" if good else "เพิ่ม")
        self.go.setEnabled(good > 0)
        wrong = len(self._lines) - good
        self.problem.setText(breakable(f"มี {wrong:,} บรรทัดที่ไม่เพิ่ม ดูเหตุผลทางขวา") if wrong else "")

    @staticmethod
    def _words(line: PastedLine) -> str:
        problem = line.problem
        if problem is not None and problem.code == "required":
            return "ไม่มีชื่อวัน พิมพ์ต่อท้ายวันที่ หรือกรอกชื่อที่ใช้กับทุกบรรทัด"
        return sentence(problem) if problem is not None else ""

    def _lay_out(self, told: QLabel) -> None:
        cancel = QPushButton("ยกเลิก", self)
        cancel.setObjectName("dialog_cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go = QPushButton("เพิ่ม", self)
        self.go.setObjectName("dialog_go")
        self.go.setAutoDefault(False)
        set_role(self.go, "primary")
        self.go.clicked.connect(lambda: self._save(self.days()))
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.text, 1)
        left.addWidget(Field("ชื่อวัน", self.name))
        left.addWidget(Field("ที่มา (ถ้ามี)", self.source))
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addLayout(left, 2)
        both.addWidget(self.table, 3)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        rows.addWidget(told)
        rows.addLayout(both, 1)
        rows.addLayout(buttons)
