"""Letters made for many: the runs, the letters of one, and taking them out as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.paper_batches import file_names
from hrdesk.services.queries.batches import (
    BatchPaper,
    BatchRow,
    batch_contents,
    batch_list,
    batch_papers,
)
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import EXCEL, ask_folder, ask_save
from hrdesk.ui.list_output import excel_width, list_pdf, paper_column
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from hrdesk.ui.tasks import Progress

RUNS = (
    Column("title", "แบบ", width=300, stretch=True),
    Column("count", "จำนวน", "right", 80),
    Column("first_number", "เลขแรก", width=130),
    Column("made_by", "ผู้จัดทำ", width=130),
    Column("made_at", "เมื่อ", width=200),
)
LETTERS = (
    Column("place", "ที่", "right", 50),
    Column("number", "เลขที่", width=140),
    Column("to", "ผู้รับ", width=260, stretch=True),
    Column("dated", "ลงวันที่", width=110),
)


def show_batch(ctx: AppContext, owner: QWidget, batch_id: int) -> None:
    """Read a run and show its letters."""

    def show(papers: tuple[BatchPaper, ...]) -> None:
        BatchDialog(ctx, batch_id, papers, owner).open()

    ctx.tasks.query(owner, lambda uow: batch_papers(uow, batch_id), show, key="batch")


class RunsDialog(ReadingOrder, QDialog):
    """Every run; Enter opens one."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("batch_runs")
        self.setWindowTitle("หนังสือถึงหลายคนที่ออกแล้ว")
        self._ctx = ctx
        self.model = ListTable(RUNS, parent=self)
        self.table = DataTable(ctx.settings, "batch_runs_table", "ชุดที่ออกแล้ว", self)
        self.table.set_table(self.model)
        self._none = QLabel("ยังไม่มีหนังสือที่ออกเป็นชุด", self)
        self._none.setObjectName("batch_runs_none")
        set_role(self._none, "muted")
        close = QPushButton("ปิด", self)
        close.setObjectName("dialog_cancel")
        close.setAccessibleName("ปิด")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.go = QPushButton("เปิดชุดนี้", self)
        self.go.setObjectName("batch_open")
        self.go.setAccessibleName("เปิดชุดนี้")
        self.go.setAutoDefault(False)
        set_role(self.go, "primary")
        self.go.clicked.connect(self._open)
        foot = QHBoxLayout()
        foot.addWidget(self._none)
        foot.addStretch()
        foot.addWidget(close)
        foot.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)
        self.resize(860, 440)
        self.table.opened.connect(lambda _row: self._open())
        ctx.tasks.query(self, batch_list, self._show, key="runs")

    def _show(self, rows: tuple[BatchRow, ...]) -> None:
        self.model.set_rows(rows)
        self._none.setVisible(not rows)
        self.go.setEnabled(bool(rows))
        if rows:
            self.table.select_id(rows[0].id)
            self.table.setFocus()

    def _open(self) -> None:
        row: BatchRow | None = self.table.current_row()
        if row is not None:
            show_batch(self._ctx, self, row.id)


class BatchDialog(ReadingOrder, QDialog):
    """The letters of one run: each opened, all in one file, a file each, the list itself."""

    def __init__(
        self, ctx: AppContext, batch_id: int, papers: tuple[BatchPaper, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("batch_made")
        self._ctx, self._id, self._papers = ctx, batch_id, papers
        self._title = papers[0].title if papers else ""
        self.setWindowTitle(f"{self._title} {len(papers):,} ฉบับ")
        self.model = ListTable(LETTERS, parent=self)
        self.table = DataTable(ctx.settings, "batch_letters", "หนังสือที่ออกแล้ว", self)
        self.table.set_table(self.model)
        self.model.set_rows(papers)
        bar = QHBoxLayout()
        for name, words, call in (
            ("batch_show", "เปิดฉบับนี้", self._show_one),
            ("batch_one_file", "รวมเป็นไฟล์เดียว…", self.one_file),
            ("batch_each_file", "แยกเป็นไฟล์ละฉบับ…", self.each_file),
            ("batch_excel", "ส่งออก Excel…", self.excel),
            ("batch_print", "พิมพ์รายการ…", self.print_list),
        ):
            button = QPushButton(words, self)
            button.setObjectName(name)
            button.setAccessibleName(words.rstrip("…"))
            button.setAutoDefault(False)
            button.clicked.connect(call)
            bar.addWidget(button)
        bar.addStretch()
        close = QPushButton("ปิด", self)
        close.setObjectName("dialog_cancel")
        close.setAccessibleName("ปิด")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.addLayout(bar)
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)
        self.resize(900, 520)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_list)
        self.table.opened.connect(lambda _row: self._show_one())
        if papers:
            self.table.select_id(papers[0].id)
        self.table.setFocus()

    def one_file(self) -> None:
        """Put all letters into one PDF and show it for printing and saving."""
        from hrdesk.ui.printing import preview

        self._ctx.tasks.work(
            self,
            self._combined,
            lambda pdf: preview(self._ctx, self, self._title, pdf),
            label="กำลังรวมเป็นไฟล์เดียว",
        )

    def each_file(self) -> None:
        """Write each letter into a file of its own, named by place and number."""
        folder = ask_folder(self, "เลือกโฟลเดอร์ที่จะเก็บไฟล์")
        if folder is None:
            return
        self._ctx.tasks.work(
            self,
            lambda progress: self._write_each(folder, progress),
            lambda count: self._ctx.notify.saved(f"บันทึก {count:,} ไฟล์ไว้ที่ {folder} แล้ว"),
            label="กำลังเขียนไฟล์",
        )

    def excel(self) -> None:
        """Write the list of what was made."""
        path = ask_save(self, "ส่งออก Excel", f"{self._title}.xlsx", EXCEL)
        if path is None:
            return
        self._ctx.tasks.work(
            self,
            lambda _progress: self._write_list(path),
            lambda _none: self._ctx.notify.saved(f"บันทึกรายการไว้ที่ {path} แล้ว"),
            label="กำลังส่งออก Excel",
        )

    def print_list(self) -> None:
        """Print the list of what was made, for the delivery book."""
        from hrdesk.ui.printing import preview

        heads = [paper_column(column) for column in LETTERS]
        lines = [tuple(column.text(row) for column in LETTERS) for row in self._papers]
        self._ctx.tasks.work(
            self,
            lambda _progress: list_pdf(
                self._ctx,
                f"รายการ{self._title}",
                heads,
                lines,
                f"{len(lines):,} ฉบับ",
                landscape=False,
                table_size=13,
            ),
            lambda pdf: preview(self._ctx, self, f"รายการ{self._title}", pdf),
            label="กำลังจัดหน้ากระดาษ",
        )

    def _show_one(self) -> None:
        from hrdesk.ui.pages.registers.show_issued import show_issued

        row: BatchPaper | None = self.table.current_row()
        if row is not None:
            show_issued(self._ctx, self, row.id)

    def _combined(self, progress: Progress) -> bytes:
        from hrdesk.documents.combine import combine
        from hrdesk.documents.errors import PaperError
        from hrdesk.services.problems import refusing
        from hrdesk.ui.pages.registers.show_issued import paper_options

        def step(done: int, total: int) -> None:
            progress.check()
            progress.step(done, total)

        with self._ctx.database.read(self._ctx.actor) as uow, refusing(PaperError):
            contents = batch_contents(uow, self._id, paper_options(self._ctx))
            return combine(contents, len(self._papers), step)

    def _write_each(self, folder: Path, progress: Progress) -> int:
        from hrdesk.services.errors import DomainError
        from hrdesk.ui.pages.registers.show_issued import paper_options
        from hrdesk.ui.printing import write_whole

        names = file_names([paper.number for paper in self._papers])
        with self._ctx.database.read(self._ctx.actor) as uow:
            contents = batch_contents(uow, self._id, paper_options(self._ctx))
            for done, (name, content) in enumerate(zip(names, contents, strict=True), 1):
                progress.check()
                try:
                    write_whole(folder / name, content)
                except OSError as problem:
                    code = "disk_full" if problem.errno == 28 else "file_not_written"
                    path = str(folder / name)
                    raise DomainError(code, path=path, detail=str(problem.strerror)) from problem
                progress.step(done, len(names))
        return len(names)

    def _write_list(self, path: Path) -> None:
        from hrdesk.exchange.lists import ListColumn, ListSheet
        from hrdesk.services.excel_files import write_list_file

        heads = tuple(ListColumn(column.title, width=excel_width(column)) for column in LETTERS)
        rows = ([column.text(row) for column in LETTERS] for row in self._papers)
        write_list_file(path, ListSheet(self._title[:31], heads, rows, ()))
