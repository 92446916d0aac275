"""Members' score sheets in Excel: written into a folder, chosen again, looked at, taken over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.queries.meeting_papers import MeetingBook, meeting_book
from hrdesk.services.score_import import (
    ReadSheet,
    ScorePlan,
    apply_sheets,
    read_sheets,
    score_forms,
    summary_tables,
    write_form,
    write_summary,
)
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import EXCEL, ask_folder, ask_save
from hrdesk.ui.messages import sentence, words
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.people.import_model import reason
from hrdesk.ui.printing import file_name
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from hrdesk.ui.tasks import Progress


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file: whose it is and what comes of it."""

    id: int
    file: str
    member: str
    contest: str
    changes: int
    blank: int
    told: str
    good: bool


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell: a change with both values, or a fault with its reason."""

    id: int
    file: str
    row: int | None
    where: str
    old: str
    new: str
    told: str = ""


def _file_state(line: FileLine) -> Status:
    return Status(
        line.told, "good" if line.good else "bad", "check_circle" if line.good else "error"
    )


FILES = (
    Column("file", "ไฟล์", width=200, tooltip=lambda line: line.file),
    Column("member", "กรรมการ", width=160),
    Column("contest", "เรื่อง", width=170),
    Column("changes", "เปลี่ยน", "right", 70),
    Column("blank", "ช่องว่าง", "right", 80),
    Column(
        "told", "ผล", width=300, stretch=True, status=_file_state, tooltip=lambda line: line.told
    ),
)
CHANGES = (
    Column("file", "กรรมการ", width=170),
    Column("where", "ผู้รับการประเมิน · องค์ประกอบ", width=360, stretch=True),
    Column("old", "ในโปรแกรม", "right", 110),
    Column("new", "ในไฟล์", "right", 110),
)
FAULTS = (
    Column("file", "ไฟล์", width=180),
    Column("row", "แถว", "right", 60),
    Column("where", "คอลัมน์", width=190),
    Column("new", "ค่าในไฟล์", width=110),
    Column("told", "เหตุผล", width=320, stretch=True, tooltip=lambda line: line.told),
)


def export_sheets(ctx: AppContext, owner: QWidget, book: MeetingBook) -> None:
    """Ask for a folder and write every member's sheet into it."""
    forms = score_forms(book)
    if not forms:
        ctx.notify.warn("ยังไม่มีผู้รับการประเมินหรือกรรมการ จึงยังไม่มีใบคะแนน")
        return
    folder = ask_folder(owner, "เลือกโฟลเดอร์ที่จะเก็บใบคะแนน")
    if folder is None:
        return

    def write(progress: Progress) -> int:
        for done, form in enumerate(forms):
            progress.check()
            progress.step(done, len(forms))
            name = file_name(f"ใบคะแนน {form.contest_id} {form.title[:60]} {form.member_name}")
            write_form(folder / f"{name}.xlsx", form)
        return len(forms)

    ctx.tasks.work(
        owner,
        write,
        lambda count: ctx.notify.saved(f"เขียนใบคะแนน {count:,} ไฟล์ไว้ที่ {folder} แล้ว"),
        label="กำลังเขียนใบคะแนน Excel",
    )


def export_summary(ctx: AppContext, owner: QWidget, book: MeetingBook) -> None:
    """Ask for a file and write the results and all points into it."""
    tables = summary_tables(book)
    if not tables:
        ctx.notify.warn("ยังไม่มีคะแนนให้สรุป")
        return
    number = book.number.replace("/", "-")
    path = ask_save(owner, "สรุปคะแนนเป็น Excel", f"สรุปคะแนน ครั้งที่ {number}.xlsx", EXCEL)
    if path is None:
        return
    ctx.tasks.work(
        owner,
        lambda _progress: write_summary(path, tables),
        lambda _none: ctx.notify.saved(f"บันทึกสรุปคะแนนไว้ที่ {path} แล้ว"),
        label="กำลังส่งออก Excel",
    )


def ask_files(owner: QWidget) -> list[Path]:
    """Ask for the filled sheets, several at once; none when given up."""
    chosen, _ = QFileDialog.getOpenFileNames(owner, "เลือกใบคะแนนที่กรอกแล้ว", "", EXCEL)
    return [Path(each) for each in chosen]


def import_sheets(
    ctx: AppContext, owner: QWidget, meeting_id: int, done: Callable[[], None]
) -> None:
    """Ask for files, read them against the points of now, and show what would change."""
    paths = ask_files(owner)
    if not paths:
        return

    def read(book: MeetingBook) -> None:
        def work(progress: Progress) -> ScorePlan:
            def step(at: int, total: int) -> None:
                progress.check()
                progress.step(at, total)

            return read_sheets(book, paths, step)

        ctx.tasks.work(
            owner,
            work,
            lambda plan: ImportScores(ctx, plan, done, owner).open(),
            label="กำลังอ่านใบคะแนน",
        )

    ctx.tasks.query(owner, lambda uow: meeting_book(uow, meeting_id), read, key="import")


class ImportScores(ReadingOrder, QDialog):
    """What each file would change, and every fault by its cell; nothing is stored before yes."""

    def __init__(
        self, ctx: AppContext, plan: ScorePlan, done: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_scores")
        self.setWindowTitle("นำเข้าใบคะแนนจาก Excel")
        self._ctx, self._plan, self._done = ctx, plan, done
        self.told = QLabel(self)
        self.told.setObjectName("import_scores_told")
        self.told.setWordWrap(True)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("import_scores_tabs")
        self.tabs.setAccessibleName("สิ่งที่อยู่ในไฟล์")
        files, changes, faults = file_lines(plan), change_lines(plan), fault_lines(plan)
        self._add("files", f"ไฟล์ {len(files):,}", FILES, files)
        self._add("changes", f"คะแนนที่จะเปลี่ยน {len(changes):,}", CHANGES, changes)
        self._add("faults", f"ช่องที่ต้องแก้ {len(faults):,}", FAULTS, faults)
        if faults:
            self.tabs.setCurrentIndex(2)
        self.go = QPushButton(f"นำเข้า {plan.cells:,} ช่อง", self)
        self.go.setObjectName("dialog_go")
        self.go.setAccessibleName("นำเข้า")
        self.go.setEnabled(plan.good)
        set_role(self.go, "primary")
        stay = QPushButton("ปิด", self)
        stay.setObjectName("dialog_cancel")
        stay.setAccessibleName("ปิด")
        stay.setAutoDefault(False)
        stay.clicked.connect(self.reject)
        self.go.clicked.connect(self._apply)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(stay)
        foot.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(10)
        rows.addWidget(self.told)
        rows.addWidget(self.tabs, 1)
        rows.addLayout(foot)
        self.resize(960, 540)
        self._say(*plan_words(plan))

    def _add(
        self, name: str, title: str, columns: tuple[Column, ...], lines: Sequence[object]
    ) -> None:
        model = ListTable(columns, parent=self)
        table = DataTable(self._ctx.settings, f"import_scores_{name}", title, self)
        table.set_table(model)
        model.set_rows(lines)
        self.tabs.addTab(table, title)

    def _apply(self) -> None:
        self.go.setEnabled(False)
        self._ctx.tasks.act(
            self,
            lambda uow: apply_sheets(uow, self._plan),
            lambda _count: self._taken(),
            self._refused,
            saved=f"นำเข้าคะแนน {self._plan.cells:,} ช่องแล้ว",
        )

    def _taken(self) -> None:
        self._done()
        self.accept()

    def _refused(self, problem: DomainError) -> None:
        problems = problem.problems if isinstance(problem, Invalid) else (problem,)
        said = " ".join(dict.fromkeys(sentence(each) for each in problems))
        self._say(f"{said} ยังไม่ได้นำเข้าคะแนนใด โปรดเลือกไฟล์อีกครั้งเพื่อเทียบกับข้อมูลล่าสุด", "bad")

    def _say(self, text: str, tone: str) -> None:
        self.told.setText(breakable(text))
        set_role(self.told, "error" if tone == "bad" else "muted")


def plan_words(plan: ScorePlan) -> tuple[str, str]:
    """Return what comes of the files in one sentence, and its tone."""
    bad = sum(not each.good for each in plan.sheets)
    if bad:
        return (
            f"ยังนำเข้าไม่ได้ มี {bad:,} ไฟล์ที่ต้องแก้ แก้แล้วเลือกใหม่ทั้งชุด ยังไม่มีอะไรถูกบันทึก",
            "bad",
        )
    if not plan.cells:
        return "คะแนนในไฟล์ตรงกับในโปรแกรมทุกช่อง ไม่มีอะไรต้องนำเข้า", "info"
    return (
        f"จะเปลี่ยนคะแนน {plan.cells:,} ช่อง จาก {len(plan.sheets):,} ไฟล์ ช่องที่ว่างในไฟล์คงคะแนนเดิมไว้ "
        "ตรวจดูแล้วกดนำเข้า ยังไม่มีอะไรถูกบันทึก",
        "good",
    )


def file_lines(plan: ScorePlan) -> list[FileLine]:
    """Return each file with what comes of it."""
    return [
        FileLine(
            place, each.path.name, each.member, each.contest, len(each.changes), each.blank,
            _told(each), each.good,
        )
        for place, each in enumerate(plan.sheets)
    ]  # fmt: skip


def change_lines(plan: ScorePlan) -> list[CellLine]:
    """Return every cell that would change."""
    cells = [(sheet, cell) for sheet in plan.sheets for cell in sheet.changes]
    return [
        CellLine(
            place, sheet.member, None, f"{cell.candidate} · {cell.label}",
            words(cell.old) if cell.old is not None else "–",
            words(cell.new) if cell.new is not None else "–",
        )
        for place, (sheet, cell) in enumerate(cells)
    ]  # fmt: skip


def fault_lines(plan: ScorePlan) -> list[CellLine]:
    """Return every faulty cell with its reason, and each file that cannot be used at all."""
    made: list[CellLine] = []
    for sheet in plan.sheets:
        if sheet.refused is not None:
            told = sentence(sheet.refused)
            made.append(CellLine(len(made), sheet.path.name, None, "ทั้งไฟล์", "", "", told))
        for each in sheet.problems:
            made.append(
                CellLine(
                    len(made), sheet.path.name, each.row, each.column, "", each.value, reason(each)
                )
            )
    return made


def _told(sheet: ReadSheet) -> str:
    if sheet.refused is not None:
        return sentence(sheet.refused)
    if sheet.problems:
        return f"มี {len(sheet.problems):,} ช่องที่ต้องแก้"
    return "พร้อมนำเข้า" if sheet.changes else "ตรงกับในโปรแกรม"
