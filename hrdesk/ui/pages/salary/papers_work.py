"""What is done with papers of a salary round off the main thread, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QWidget

from hrdesk.services.errors import DomainError
from hrdesk.services.queries.salary_papers import RoundBook
from hrdesk.services.salary_letters import prepare_round_letter
from hrdesk.services.salary_output import (
    FiledRoundPaper,
    build_apart,
    build_together,
    file_round_papers,
    word_of,
    write_tables,
)
from hrdesk.services.salary_papers import (
    RoundPaper,
    RoundPaperRow,
    Whose,
    draft_reason,
    missing_of,
    papers_of,
)
from hrdesk.services.salary_tables import tables_of
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import EXCEL, PDF, ask_folder, ask_save
from hrdesk.ui.pages.registers.show_issued import paper_options
from hrdesk.ui.printing import file_name, preview, write_whole

if TYPE_CHECKING:
    from hrdesk.documents.style import PaperStyle
    from hrdesk.ui.tasks import Progress

_LABEL = "กำลังจัดทำเอกสาร"
_TOLD_EACH = 200  # rows of a workbook


class Chosen(NamedTuple):
    """The lines that were chosen, whose papers of them, and how papers look on this PC."""

    book: RoundBook
    rows: tuple[RoundPaperRow, ...]
    whose: Whose
    style: PaperStyle

    def papers(self) -> tuple[RoundPaper, ...]:
        """Return the papers of all lines, in their order."""
        return tuple(paper for row in self.rows for paper in papers_of(self.book, row, self.whose))

    @property
    def title(self) -> str:
        """Return what the papers are called together."""
        if len(self.rows) == 1:
            return self.rows[0].title
        return f"เอกสารรอบเงินเดือน ครั้งที่ {self.book.view.number}/{self.book.view.year}"


def issue_letter(ctx: AppContext, owner: QWidget, round_id: int, row: RoundPaperRow) -> None:
    """Open the draft of a numbered paper filled from the round; issuing it numbers the round."""
    from hrdesk.ui.pages.papers.dialog import PaperDialog

    options = paper_options(ctx)
    PaperDialog(
        ctx,
        None,
        row.kind,
        owner,
        prepare=lambda uow: prepare_round_letter(uow, round_id, row.id, options),
        name=f"salary-{round_id}-{row.id}",
    ).open()


def show_together(ctx: AppContext, owner: QWidget, chosen: Chosen) -> None:
    """Make the chosen papers into one PDF and show it; say what they lack."""

    def make(progress: Progress) -> tuple[bytes, tuple[str, ...]]:
        papers = chosen.papers()
        lacking = missing_of(_checked(papers, chosen))
        return build_together(papers, chosen.style, chosen.title, _steps(progress)), lacking

    def show(made: tuple[bytes, tuple[str, ...]]) -> None:
        pdf, lacking = made
        if lacking:
            ctx.notify.warn(f"ยังขาด: {', '.join(lacking)} จะเว้นว่างไว้")
        preview(ctx, owner, chosen.title, pdf)

    ctx.tasks.work(owner, make, show, label=_LABEL)


def save_together(ctx: AppContext, owner: QWidget, chosen: Chosen) -> None:
    """Ask for a file and write all chosen papers into it."""
    path = ask_save(owner, "บันทึกเป็น PDF ไฟล์เดียว", f"{file_name(chosen.title)}.pdf", PDF)
    if path is None:
        return

    def write(progress: Progress) -> int:
        papers = chosen.papers()
        _write(path, build_together(papers, chosen.style, chosen.title, _steps(progress)))
        return len(papers)

    ctx.tasks.work(
        owner,
        write,
        lambda count: ctx.notify.saved(f"บันทึก {count:,} ฉบับในไฟล์ “{path.name}” แล้ว"),
        label=_LABEL,
    )


def save_apart(ctx: AppContext, owner: QWidget, chosen: Chosen) -> None:
    """Ask for a folder and write a PDF for each paper; what was written stays when stopped."""
    folder = ask_folder(owner, "เลือกโฟลเดอร์ที่จะเก็บไฟล์")
    if folder is None:
        return

    def write(progress: Progress) -> int:
        papers = chosen.papers()
        for name, pdf in build_apart(papers, chosen.style, _steps(progress)):
            _write(folder / name, pdf)
        return len(papers)

    ctx.tasks.work(
        owner,
        write,
        lambda count: ctx.notify.saved(f"บันทึก {count:,} ไฟล์ไว้ที่ {folder} แล้ว"),
        label="กำลังเขียนไฟล์",
    )


def save_word(ctx: AppContext, owner: QWidget, chosen: Chosen) -> None:
    """Make a Word file of the one chosen paper and ask where to save it."""
    from hrdesk.ui.pages.papers import word_file

    [paper] = chosen.papers()
    ctx.tasks.work(
        owner,
        lambda _progress: word_of(paper, chosen.style),
        lambda content: word_file.save_word(ctx, owner, content, paper.title),
        label="กำลังจัดทำไฟล์ Word",
    )


def save_tables(ctx: AppContext, owner: QWidget, book: RoundBook) -> None:
    """Ask for a file and write every table of the round into one workbook."""
    name = f"ตารางรอบเงินเดือน ครั้งที่ {book.view.number}-{book.view.year}.xlsx"
    path = ask_save(owner, "ส่งออก Excel ทุกตาราง", name, EXCEL)
    if path is None:
        return

    def write(progress: Progress) -> None:
        sheets = tables_of(book)
        total = sum(len(sheet.rows) for sheet in sheets if isinstance(sheet.rows, Sized))
        done = count()
        watched = [
            replace(sheet, rows=_watched(sheet.rows, progress, done, total)) for sheet in sheets
        ]
        write_tables(path, watched)

    ctx.tasks.work(
        owner,
        write,
        lambda _none: ctx.notify.saved(f"บันทึกทุกตารางไว้ที่ {path} แล้ว"),
        label="กำลังส่งออก Excel",
    )


def keep(ctx: AppContext, owner: QWidget, round_id: int, chosen: Chosen) -> None:
    """Make the chosen papers, a PDF for each line, and keep all of them or none."""

    def make(progress: Progress) -> list[FiledRoundPaper]:
        made = []
        for row in chosen.rows:
            papers = papers_of(chosen.book, row)  # what is kept is whole, never a part
            pdf = build_together(papers, chosen.style, row.title, _steps(progress))
            lacking = missing_of(papers)
            draft = draft_reason(chosen.book)
            made.append(FiledRoundPaper(row.id, row.kind, row.title, draft, lacking, pdf))
        return made

    def store(made: list[FiledRoundPaper]) -> None:
        ctx.tasks.act(
            owner,
            lambda uow: file_round_papers(uow, round_id, made),
            saved=f"เก็บเอกสาร {len(made):,} รายการแล้ว",
        )

    ctx.tasks.work(owner, make, store, label=_LABEL)


def _watched(
    rows: Iterable[Sequence[Any]], progress: Progress, done: Iterator[int], total: int
) -> Iterator[Sequence[Any]]:
    """Yield rows as they are, telling how far the workbook is and stopping where asked."""
    for row in rows:
        at = next(done)
        if at % _TOLD_EACH == 0:
            progress.check()
            progress.step(at, total)
        yield row


def _checked(papers: Sequence[RoundPaper], chosen: Chosen) -> tuple[RoundPaper, ...]:
    """Return the papers that must be whole: a letter gets its number and date when it is issued."""
    letters = {row.id for row in chosen.rows if row.letter}
    return tuple(paper for paper in papers if paper.row_id not in letters)


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as problem:
        code = "disk_full" if problem.errno == 28 else "file_not_written"
        raise DomainError(code, path=str(path), detail=str(problem.strerror)) from problem


def _steps(progress: Progress) -> Callable[[int, int], None]:
    def step(done: int, total: int) -> None:
        progress.check()
        progress.step(done, total)

    return step
