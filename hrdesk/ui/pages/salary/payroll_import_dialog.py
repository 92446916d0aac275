"""Looking at an Excel file before it is taken in: a payroll, or the facts of many people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.changes import Result
from hrdesk.services.errors import DomainError
from hrdesk.services.payroll_conduct import FactsLimits
from hrdesk.ui import icons
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import EXCEL, ask_open, ask_save
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.people.import_model import reason
from hrdesk.ui.pages.salary.payroll_import_words import (
    Looked,
    facts_looked,
    payroll_looked,
)
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable

_WIDTH, _HEIGHT = 940, 560  # pixels: fits a screen of 1024 × 700


class ImportDialog(ReadingOrder, QDialog):
    """Reads, shows everything, and stores only when asked to; stays open until then."""

    kind: ClassVar[str] = "payroll_import"
    title: ClassVar[str] = ""
    asks: ClassVar[str] = ""

    def __init__(
        self,
        ctx: AppContext,
        done: Callable[[Any], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(self.kind)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.title)
        self._ctx = ctx
        self._done = done
        self._path: Path | None = None
        self.looked: Looked | None = None
        self._file = QLabel(self)
        self._file.setObjectName("import_file")
        set_role(self._file, "subtitle")
        self._said = QLabel(self)
        self._said.setObjectName("import_summary")
        self._said.setWordWrap(True)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("import_tabs")
        self.tabs.setAccessibleName("รายการในไฟล์")
        self.tabs.setDocumentMode(True)
        self.accept_button = self._button("import_accept", "ยืนยันและบันทึก", "check", self.store)
        set_role(self.accept_button, "primary")
        icons.set_icon(self.accept_button, "check", "on_accent")
        mark = "บันทึกไฟล์ที่ทำเครื่องหมายข้อผิดพลาด…"
        self.mark_button = self._button("import_mark", mark, "excel", self.save_marked)
        self.again_button = self._button("import_again", "เลือกไฟล์อีกครั้ง…", "folder", self.choose)
        self.close_button = self._button("import_close", "ยกเลิก", "", self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.mark_button, self.again_button):
            foot.addWidget(button)
        foot.addStretch()
        for button in (self.close_button, self.accept_button):
            foot.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(8)
        rows.addWidget(self._file)
        rows.addWidget(self._said)
        rows.addWidget(self.tabs, 1)
        rows.addLayout(foot)
        self.resize(_WIDTH, _HEIGHT)
        self._show_nothing("")

    def read(self, path: Path) -> None:
        """Read a file and compare it; nothing is written."""
        self._path = path
        self._file.setText(breakable(f"ไฟล์ {path.name}"))
        self._show_nothing("กำลังอ่านและตรวจทุกแถว…")
        self._ctx.tasks.work(
            self,
            lambda _progress: self.read_file(path),
            self._compare,
            self._refused,
            label="กำลังอ่านไฟล์ Excel",
        )

    def choose(self) -> None:
        """Ask for another file and look at it."""
        path = ask_open(self, self.asks, EXCEL)
        if path is not None:
            self.read(path)

    def store(self) -> None:
        """Store everything, or nothing with the reason."""
        looked = self.looked
        if looked is None or not looked.good:
            return
        self.accept_button.setEnabled(False)
        self._ctx.tasks.act(
            self,
            lambda uow: self.apply(uow, looked.preview),
            self._stored,
            self._refused,
        )

    def save_marked(self) -> None:
        """Write the user's file again with the reasons beside the faulty rows."""
        from hrdesk.exchange.marked import RowMark
        from hrdesk.services.excel_files import write_marked_file

        if self.looked is None or self._path is None:
            return
        source = self._path
        marks = [
            RowMark(one.sheet, one.row, one.column, reason(one)) for one in self.looked.problems
        ]
        name = f"{source.stem} (ที่ต้องแก้ไข).xlsx"
        target = ask_save(self, "บันทึกไฟล์ที่ทำเครื่องหมายข้อผิดพลาด", name, EXCEL)
        if target is None:
            return
        self._ctx.tasks.work(
            self,
            lambda _progress: write_marked_file(source, target, marks),
            lambda _nothing: self._ctx.notify.saved(f"บันทึกไฟล์ไว้ที่ {target} แล้ว"),
            label="กำลังเขียนไฟล์ Excel",
        )

    # -- what each kind of file says ----------------------------------------------------------

    def read_file(self, path: Path) -> Any:
        """Read the file, off the main thread."""
        raise NotImplementedError

    def compare(self, uow: Any, file: Any) -> Looked:
        """Compare what was read with what is stored."""
        raise NotImplementedError

    def apply(self, uow: Any, preview: Any) -> Result[Any]:
        """Store what was looked at."""
        raise NotImplementedError

    # -- inside -------------------------------------------------------------------------------

    def _compare(self, file: Any) -> None:
        self._ctx.tasks.query(
            self, lambda uow: self.compare(uow, file), self._show, self._refused, "compare"
        )

    def _show(self, looked: Looked) -> None:
        self.looked = looked
        self._clear()
        self._said.setText(breakable(looked.summary))
        set_role(self._said, "plain", looked.tone)
        for place, (title, columns, rows) in enumerate(looked.lists):
            if not rows:
                continue
            model = ListTable(columns, parent=self.tabs)
            table = DataTable(self._ctx.settings, f"{self.kind}_{place}", title, self.tabs)
            table.set_table(model)
            model.set_rows(rows)
            self.tabs.addTab(table, f"{title} ({len(rows):,})")
        self.tabs.setVisible(self.tabs.count() > 0)
        self.accept_button.setEnabled(looked.good)
        self.mark_button.setVisible(bool(looked.problems))
        self.again_button.setEnabled(True)
        (self.accept_button if looked.good else self.again_button).setFocus()

    def _show_nothing(self, told: str) -> None:
        self.looked = None
        self._clear()
        self._said.setText(breakable(told))
        set_role(self._said, "muted")
        self.tabs.hide()
        self.accept_button.setEnabled(False)
        self.mark_button.hide()

    def _clear(self) -> None:
        while self.tabs.count():
            table = self.tabs.widget(0)
            self.tabs.removeTab(0)
            table.deleteLater()

    def _refused(self, problem: DomainError) -> None:
        from hrdesk.ui.messages import sentence

        if self.looked is None:
            self._clear()
            self.tabs.hide()
        self._said.setText(breakable(sentence(problem)))
        set_role(self._said, "plain", "bad")
        self.accept_button.setEnabled(False)
        self.again_button.setFocus()

    def _stored(self, value: Any) -> None:
        self.accept()
        self._done(value)

    def _button(
        self, name: str, text: str, picture: str, call: Callable[[], object]
    ) -> QPushButton:
        made = QPushButton(text, self)
        made.setObjectName(name)
        made.setAccessibleName(text.rstrip("…"))
        made.setAutoDefault(False)
        if picture:
            icons.set_icon(made, picture)
        made.clicked.connect(lambda _checked=False: call())
        return made


class PayrollImportDialog(ImportDialog):
    """A payroll of one scheme and day from a file."""

    title = "นำเข้าบัญชีถือจ่ายจาก Excel"
    asks = "เลือกไฟล์บัญชีถือจ่าย"

    def __init__(
        self,
        ctx: AppContext,
        scheme: str,
        taken_on: dt.date,
        note: str,
        done: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ctx, done, parent)
        self._scheme, self._taken_on, self._note = scheme, taken_on, note

    def read_file(self, path: Path) -> Any:
        """Read the file, off the main thread."""
        from hrdesk.services.payroll_import import read_payroll_file

        return read_payroll_file(path)

    def compare(self, uow: Any, file: Any) -> Looked:
        """Compare what was read with the register."""
        from hrdesk.services.payroll_import import preview_payroll

        return payroll_looked(preview_payroll(uow, self._scheme, self._taken_on, file))

    def apply(self, uow: Any, preview: Any) -> Result[Any]:
        """Store the payroll."""
        from hrdesk.services.payroll_import import accept_payroll

        return accept_payroll(uow, preview, self._note)


class FactsImportDialog(ImportDialog):
    """The facts of a payroll's people from a file."""

    kind = "facts_import"
    title = "นำเข้าข้อเท็จจริงจาก Excel"
    asks = "เลือกไฟล์ข้อเท็จจริง"

    def __init__(
        self,
        ctx: AppContext,
        payroll_id: int,
        limits: FactsLimits,
        done: Callable[[Any], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ctx, done, parent)
        self._payroll_id, self._limits = payroll_id, limits

    def read_file(self, path: Path) -> Any:
        """Read the file, off the main thread."""
        from hrdesk.services.payroll_facts_import import read_facts_file

        return read_facts_file(path, self._limits)

    def compare(self, uow: Any, file: Any) -> Looked:
        """Compare what was read with the stored facts."""
        from hrdesk.services.payroll_facts_import import preview_facts

        return facts_looked(preview_facts(uow, self._payroll_id, file))

    def apply(self, uow: Any, preview: Any) -> Result[Any]:
        """Store the facts."""
        from hrdesk.services.payroll_facts_import import accept_facts

        return accept_facts(uow, preview)
