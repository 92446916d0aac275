"""Importing the register from Excel: choose, look, accept; nothing is written before that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.ui import icons
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import EXCEL, ask_open, ask_save
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.people import import_model as words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from hrdesk.exchange.workbook import FormFile
    from hrdesk.services.backup import BackupFile
    from hrdesk.services.people_apply import ImportOutcome
    from hrdesk.services.people_import import ImportPreview
    from hrdesk.ui.models.columns import Column
    from hrdesk.ui.tasks import Progress

_START, _BUSY, _PREVIEW, _DONE = range(4)


class ImportView(QWidget):
    """Four states: choosing a file, working, looking at what would change, done."""

    left = Signal()
    blank_asked = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_view")
        self.setAccessibleName("นำเข้าทะเบียนจาก Excel")
        self._ctx = ctx
        self._path: Path | None = None
        self.preview: ImportPreview | None = None
        self._backup = ""
        self._stack = QStackedWidget(self)
        self._tables: dict[str, DataTable] = {}
        self._models: dict[str, ListTable] = {}
        for part in (
            self._make_start(),
            self._make_busy(),
            self._make_preview(),
            self._make_done(),
        ):
            self._stack.addWidget(part)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def state(self) -> str:
        """Return which of the four states is shown: start, busy, preview or done."""
        return ("start", "busy", "preview", "done")[self._stack.currentIndex()]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the button that chooses a file, where that is next."""
        super().focusInEvent(event)
        if self._stack.currentIndex() == _START:
            self._first.setFocus(event.reason())

    # -- choosing and reading -----------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file and look at it."""
        path = ask_open(self, "เลือกไฟล์ทะเบียนบุคลากร", EXCEL)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file and compare it with the register; nothing is written."""
        from hrdesk.services.excel_files import read_people_file

        self._path = path
        self._show_busy(f"กำลังอ่าน {path.name}")
        self._ctx.tasks.work(
            self,
            lambda _progress: read_people_file(path),
            self._compare,
            self._refused,
            label="กำลังอ่านไฟล์ Excel",
            quiet=True,
        )

    def _compare(self, file: FormFile) -> None:
        from hrdesk.services.people_import import preview_import

        self._show_busy("กำลังเทียบกับทะเบียน")
        self._ctx.tasks.query(
            self, lambda uow: preview_import(uow, file), self._show_preview, self._refused
        )

    def _refused(self, problem: DomainError) -> None:
        kept = self.preview is not None
        self._stack.setCurrentIndex(_PREVIEW if kept else _START)
        retry = None
        if problem.code == "import_outdated" and self._path is not None:
            path = self._path
            retry = lambda: self.read(path)  # noqa: E731 - a name for the strip's button
        self._ctx.notify.error(problem, retry)

    # -- looking ------------------------------------------------------------------------------

    def _show_preview(self, preview: ImportPreview) -> None:
        self.preview = preview
        self._file.setText(f"ไฟล์ {preview.file_name}")
        text, tone = words.summary(preview)
        self._summary.setText(breakable(text))
        set_role(self._summary, "plain", tone)
        rows = {
            "new": words.new_lines(preview),
            "changed": words.change_lines(preview),
            "problems": words.problem_lines(preview.problems),
            "warnings": words.problem_lines(preview.warnings),
        }
        counts = {
            "new": len(preview.new),
            "changed": len(preview.changed),
            "problems": len(preview.problems),
            "warnings": len(preview.warnings),
        }
        titles = {"new": "ใหม่", "changed": "เปลี่ยน", "problems": "ผิด", "warnings": "ควรตรวจ"}
        self._tabs.clear()
        for key in ("problems", "new", "changed", "warnings"):
            self._models[key].set_rows(rows[key])
            self._tables[key].hide()
            if counts[key]:
                self._tabs.addTab(self._tables[key], f"{titles[key]} ({counts[key]:,})")
        self._tabs.setVisible(self._tabs.count() > 0)
        self._accept.setEnabled(not preview.problems and not preview.nothing_to_do)
        self._mark.setVisible(bool(preview.problems))
        self._stack.setCurrentIndex(_PREVIEW)
        (self._accept if self._accept.isEnabled() else self._again).setFocus()

    def save_marked(self) -> None:
        """Write the user's file again with the reasons beside the faulty rows."""
        from hrdesk.services.excel_files import write_marked_file

        if self.preview is None or self._path is None:
            return
        source, found = self._path, words.marks(self.preview)
        target = ask_save(
            self, "บันทึกไฟล์ที่ทำเครื่องหมายข้อผิดพลาด", f"{source.stem} (ที่ต้องแก้ไข).xlsx", EXCEL
        )
        if target is None:
            return
        self._ctx.tasks.work(
            self,
            lambda _progress: write_marked_file(source, target, found),
            lambda _nothing: self._ctx.notify.saved(f"บันทึกไฟล์ไว้ที่ {target} แล้ว"),
            label="กำลังเขียนไฟล์ Excel",
        )

    # -- accepting ----------------------------------------------------------------------------

    def accept(self) -> None:
        """Back the database up, then write everything or nothing."""
        preview = self.preview
        if preview is None or preview.problems or preview.nothing_to_do:
            return
        self._show_busy("กำลังสำรองข้อมูลก่อนนำเข้า")
        self._ctx.tasks.work(
            self,
            self._back_up,
            lambda made: self._apply(preview, made),
            self._refused,
            label="กำลังสำรองข้อมูลก่อนนำเข้า",
            quiet=True,
        )

    def _back_up(self, progress: Progress) -> BackupFile:
        from hrdesk import paths
        from hrdesk.services.backup import back_up

        chosen = self._ctx.settings.text("backup_folder")
        return back_up(
            self._ctx.database,  # type: ignore[arg-type]
            self._ctx.actor,
            Path(chosen) if chosen else paths.backup_folder(),
            reason="before-import",
            keep=self._ctx.settings.number("backups_kept"),
            progress=progress.step,
        )

    def _apply(self, preview: ImportPreview, made: BackupFile) -> None:
        from hrdesk.services.people_apply import apply_import

        self._backup = str(made.path)
        self._show_busy("กำลังบันทึกลงทะเบียน")
        self._ctx.tasks.act(
            self,
            lambda uow: apply_import(uow, preview),
            self._show_done,
            self._refused,
            saved=None,
        )

    def _show_done(self, outcome: ImportOutcome) -> None:
        self.preview = None
        told = (
            f"เพิ่ม {outcome.new:,} คน · เปลี่ยน {outcome.changed:,} คน · เหมือนเดิม {outcome.same:,} คน"
        )
        self._result.setText(told)
        self._where.setText(breakable(f"ข้อมูลก่อนนำเข้าสำรองและตรวจแล้วที่ {self._backup}"))
        self._stack.setCurrentIndex(_DONE)
        self._to_list.setFocus()

    # -- the parts ----------------------------------------------------------------------------

    def _show_busy(self, text: str) -> None:
        self._busy_text.setText(text)
        self._stack.setCurrentIndex(_BUSY)

    def _make_start(self) -> QWidget:
        page = QWidget(self)
        empty = EmptyState(
            "นำเข้าทะเบียนจาก Excel",
            "เลือกไฟล์ที่กรอกตามแบบฟอร์มของโปรแกรม โปรแกรมจะแสดงทุกอย่างที่จะเพิ่มหรือเปลี่ยน "
            "และทุกแถวที่ผิดพร้อมเหตุผล โดยยังไม่บันทึกอะไรจนกว่าคุณจะยืนยัน",
            "เลือกไฟล์ Excel…",
            page,
        )
        empty.started.connect(self.choose)
        self._first = empty.findChild(QPushButton, "empty_state_action")
        blank = self._button("import_blank", "ยังไม่มีไฟล์? บันทึกแบบฟอร์มว่าง", "", page)
        set_role(blank, "link")
        blank.clicked.connect(self.blank_asked)
        rows = QVBoxLayout(page)
        rows.addStretch()
        rows.addWidget(empty)
        rows.addWidget(blank, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch()
        return page

    def _make_busy(self) -> QWidget:
        page = QWidget(self)
        self._busy_text = QLabel(page)
        self._busy_text.setObjectName("import_busy")
        set_role(self._busy_text, "subtitle")
        bar = QProgressBar(page)
        bar.setObjectName("import_bar")
        bar.setAccessibleName("กำลังทำงาน")
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(320)
        rows = QVBoxLayout(page)
        rows.addStretch()
        rows.addWidget(self._busy_text, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(bar, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch()
        return page

    def _make_preview(self) -> QWidget:
        page = QWidget(self)
        self._file = QLabel(page)
        self._file.setObjectName("import_file")
        set_role(self._file, "subtitle")
        self._summary = QLabel(page)
        self._summary.setObjectName("import_summary")
        self._summary.setWordWrap(True)
        self._tabs = QTabWidget(page)
        self._tabs.setObjectName("import_tabs")
        self._tabs.setDocumentMode(True)
        columns: dict[str, tuple[tuple[Column, ...], str]] = {
            "new": (words.NEW_COLUMNS, "บุคคลที่จะเพิ่ม"),
            "changed": (words.CHANGE_COLUMNS, "ช่องที่จะเปลี่ยน"),
            "problems": (words.PROBLEM_COLUMNS, "แถวที่ต้องแก้ไข"),
            "warnings": (words.PROBLEM_COLUMNS, "แถวที่ควรตรวจ"),
        }
        for key, (shown, label) in columns.items():
            model = ListTable(shown, parent=self)
            table = DataTable(self._ctx.settings, f"import_{key}", label, page)
            table.set_table(model)
            table.hide()
            self._models[key], self._tables[key] = model, table
        self._accept = self._button("import_accept", "ยืนยันและบันทึกลงทะเบียน", "check", page)
        set_role(self._accept, "primary")
        icons.set_icon(self._accept, "check", "on_accent")
        self._accept.clicked.connect(self.accept)
        self._mark = self._button("import_mark", "บันทึกไฟล์ที่ทำเครื่องหมายข้อผิดพลาด", "excel", page)
        self._mark.clicked.connect(self.save_marked)
        self._again = self._button("import_again", "เลือกไฟล์อีกครั้ง…", "folder", page)
        self._again.clicked.connect(self.choose)
        buttons = QHBoxLayout()
        for button in (self._accept, self._mark, self._again):
            buttons.addWidget(button)
        buttons.addStretch()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._file)
        rows.addWidget(self._summary)
        rows.addWidget(self._tabs, 1)
        rows.addStretch()
        rows.addLayout(buttons)
        return page

    def _make_done(self) -> QWidget:
        page = QWidget(self)
        title = QLabel("นำเข้าเสร็จแล้ว", page)
        set_role(title, "title")
        self._result = QLabel(page)
        self._result.setObjectName("import_result")
        set_role(self._result, "subtitle")
        self._where = QLabel(page)
        self._where.setObjectName("import_backup")
        self._where.setWordWrap(True)
        self._where.setMinimumWidth(420)
        self._where.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self._where, "muted")
        self._to_list = self._button("import_to_list", "ไปที่รายชื่อบุคลากร", "people", page)
        set_role(self._to_list, "primary")
        icons.set_icon(self._to_list, "people", "on_accent")
        self._to_list.clicked.connect(self._leave)
        rows = QVBoxLayout(page)
        rows.setSpacing(12)
        rows.addStretch()
        for widget in (title, self._result, self._where, self._to_list):
            rows.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch()
        return page

    def _leave(self) -> None:
        self._stack.setCurrentIndex(_START)
        self.left.emit()

    def told(self) -> str:
        """Return what is said about the file, or about the work done."""
        label = self._result if self.state() == "done" else self._summary
        return plain(label.text())

    @staticmethod
    def _button(name: str, text: str, picture: str, parent: QWidget) -> QPushButton:
        made = QPushButton(text, parent)
        made.setObjectName(name)
        made.setAccessibleName(text)
        if picture:
            icons.set_icon(made, picture)
        return made
