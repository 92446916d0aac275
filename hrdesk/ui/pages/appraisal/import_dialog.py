"""Results from a unit's Excel: choose, look at every change and fault, take over all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.ui import icons
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import EXCEL, ask_open, ask_save
from hrdesk.ui.messages import sentence
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.appraisal.words import score
from hrdesk.ui.pages.people.import_model import PROBLEM_COLUMNS, problem_lines, reason
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from hrdesk.exchange.workbook import FormFile
    from hrdesk.services.appraisal_import import ResultChange, ResultsPreview

_SIZE = QSize(980, 620)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One person whose scores the file would set."""

    id: int
    change: ResultChange

    @property
    def before(self) -> str:
        """The scores as they are now."""
        return " / ".join(part or "–" for part in self.change.old)


_CHANGES = (
    Column("row", "แถว", "right", 70, value=lambda line: line.change.row),
    Column("name", "ชื่อ", width=210, value=lambda line: line.change.name),
    Column("before", "คะแนนเดิม", width=110),
    Column("first", "ผลสัมฤทธิ์", "right", 95, score, value=lambda line: line.change.achievement),
    Column("second", "สมรรถนะ", "right", 95, score, value=lambda line: line.change.competency),
    Column("total", "คะแนนรวม", "right", 95, score, value=lambda line: line.change.total),
    Column("level", "ระดับ", width=110, value=lambda line: line.change.level),
    Column("told", "แจ้งผลเมื่อ", width=110, value=lambda line: line.change.informed_on, stretch=True),
)


class ImportDialog(ReadingOrder, QDialog):
    """Nothing is stored before everything was looked at and taken over."""

    def __init__(self, ctx: AppContext, round_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("appraisal_import_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("นำเข้าผลการประเมินจาก Excel")
        self._ctx, self._round_id = ctx, round_id
        self._path: Path | None = None
        self.preview: ResultsPreview | None = None
        self.told = QLabel(self)
        self.told.setObjectName("results_told")
        self.told.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("results_tabs")
        self.tabs.setAccessibleName("สิ่งที่พบในไฟล์")
        self.tabs.setDocumentMode(True)
        self.changes = ListTable(_CHANGES, parent=self)
        self.faults = ListTable(PROBLEM_COLUMNS, parent=self)
        self._tables = {
            "problems": self._table("results_problems", "แถวที่ต้องแก้ไข", self.faults),
            "changes": self._table("results_changes", "คะแนนที่จะบันทึก", self.changes),
        }
        self.choose = self._button("results_choose", "เลือกไฟล์ Excel…", "folder")
        self.mark = self._button("results_mark", "บันทึกไฟล์ที่ทำเครื่องหมาย…", "excel")
        self.accept_all = self._button("results_accept", "บันทึกทั้งหมด", "check")
        close = self._button("results_close", "ปิด", "close")
        set_role(self.accept_all, "primary")
        self.choose.clicked.connect(self.ask)
        self.mark.clicked.connect(self.save_marked)
        self.accept_all.clicked.connect(self.take_over)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.choose, self.mark):
            buttons.addWidget(button)
        buttons.addStretch()
        for button in (close, self.accept_all):
            buttons.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(self.told)
        rows.addWidget(self.tabs, 1)
        rows.addStretch()
        rows.addLayout(buttons)
        self._say(
            "เลือกไฟล์ที่หน่วยงานกรอกตามแบบของโปรแกรม (กด “แบบกรอกสำหรับหน่วยงาน” เพื่อทำแบบที่มีรายชื่อแล้ว) "
            "โปรแกรมจะแสดงทุกแถวก่อน และยังไม่บันทึกจนกว่าจะกดบันทึกทั้งหมด",
            "muted",
        )
        self._show_preview(None)
        self.resize(_SIZE)
        self.choose.setFocus()

    def ask(self) -> None:
        """Ask for a file and look at it."""
        path = ask_open(self, "เลือกไฟล์ผลการประเมิน", EXCEL)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file and compare it with the round; nothing is written."""
        from hrdesk.services.appraisal_import import read_results_file

        self._path = path
        self._show_preview(None)
        self._say(f"กำลังอ่าน {path.name}", "muted")
        self._ctx.tasks.work(
            self,
            lambda _progress: read_results_file(path),
            self._compare,
            self._refused,
            label="กำลังอ่านไฟล์ Excel",
        )

    def take_over(self) -> None:
        """Store everything or nothing."""
        from hrdesk.services.appraisal_import import accept_results

        preview = self.preview
        if preview is None or not preview.good:
            return
        self._ctx.tasks.act(
            self,
            lambda uow: accept_results(uow, preview),
            lambda _count: self.accept(),
            self._refused,
            saved=f"นำเข้าผลการประเมินแล้ว {len(preview.changes):,} คน",
        )

    def save_marked(self) -> None:
        """Write the user's file again with the reasons beside the faulty rows."""
        from hrdesk.exchange.marked import RowMark
        from hrdesk.services.excel_files import write_marked_file

        preview, source = self.preview, self._path
        if preview is None or source is None:
            return
        name = f"{source.stem} (ที่ต้องแก้ไข).xlsx"
        target = ask_save(self, "บันทึกไฟล์ที่ทำเครื่องหมายข้อผิดพลาด", name, EXCEL)
        if target is None:
            return
        marks = [RowMark(one.sheet, one.row, one.column, reason(one)) for one in preview.problems]
        self._ctx.tasks.work(
            self,
            lambda _progress: write_marked_file(source, target, marks),
            lambda _none: self._ctx.notify.saved(f"บันทึกไฟล์ไว้ที่ {target} แล้ว"),
            self._refused,
            label="กำลังเขียนไฟล์ Excel",
        )

    def _compare(self, file: FormFile) -> None:
        from hrdesk.services.appraisal_import import preview_results

        self._ctx.tasks.query(
            self,
            lambda uow: preview_results(uow, self._round_id, file),
            self._looked,
            self._refused,
            "preview",
        )

    def _looked(self, preview: ResultsPreview) -> None:
        self._show_preview(preview)
        rest = [f"{preview.same:,} คนตรงกับที่บันทึกไว้แล้ว"] if preview.same else []
        rest += [f"ข้าม {preview.skipped:,} แถวที่ไม่มีคะแนน"] if preview.skipped else []
        if preview.problems:
            rows = len({one.row for one in preview.problems})
            told = [f"ยังนำเข้าไม่ได้ มี {rows:,} แถวที่ต้องแก้ แก้ในไฟล์แล้วเลือกอีกครั้ง ยังไม่มีอะไรถูกบันทึก"]
        elif preview.changes:
            told = [f"จะบันทึกคะแนน {len(preview.changes):,} คน ตรวจดูแล้วกดบันทึกทั้งหมด"]
        else:
            told = ["ไฟล์นี้ไม่มีอะไรต้องนำเข้า"]
        tone = "bad" if preview.problems else "good" if preview.changes else "muted"
        self._say(" · ".join((preview.file_name, *told, *rest)), tone)
        (self.accept_all if preview.good else self.choose).setFocus()

    def _show_preview(self, preview: ResultsPreview | None) -> None:
        self.preview = preview
        changes = preview.changes if preview is not None else ()
        problems = preview.problems if preview is not None else ()
        self.changes.set_rows(ChangeLine(at, each) for at, each in enumerate(changes))
        self.faults.set_rows(problem_lines(problems))
        self.tabs.clear()
        for key, title, count in (
            ("problems", "ต้องแก้ไข", len(problems)),
            ("changes", "จะบันทึก", len(changes)),
        ):
            self._tables[key].hide()
            if count:
                self.tabs.addTab(self._tables[key], f"{title} ({count:,})")
        self.tabs.setVisible(self.tabs.count() > 0)
        self.accept_all.setEnabled(preview is not None and preview.good)
        self.mark.setEnabled(bool(problems))

    def _refused(self, problem: DomainError) -> None:
        self._show_preview(None)
        self._say(sentence(problem), "bad")
        self.choose.setFocus()

    def _say(self, text: str, tone: str) -> None:
        self.told.setText(breakable(text))
        set_role(
            self.told, "muted" if tone == "muted" else "plain", "" if tone == "muted" else tone
        )

    def _table(self, name: str, label: str, model: ListTable) -> DataTable:
        table = DataTable(self._ctx.settings, name, label, self)
        table.set_table(model)
        table.hide()
        return table

    def _button(self, name: str, words: str, picture: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAccessibleName(words.rstrip("…"))
        button.setAutoDefault(False)
        icons.set_icon(button, picture)
        return button
