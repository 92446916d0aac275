"""What is done with papers of a meeting away from the main thread, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from hrdesk.services.errors import DomainError
from hrdesk.services.meeting_letters import prepare_meeting_letter
from hrdesk.services.meeting_output import (
    FiledPaper,
    build_one,
    build_together,
    file_meeting_papers,
    word_of,
)
from hrdesk.services.meeting_papers import MadePaper, PaperRow
from hrdesk.services.papers import PaperOptions
from hrdesk.ui.context import AppContext

if TYPE_CHECKING:
    from hrdesk.documents.style import PaperStyle
    from hrdesk.ui.tasks import Progress

_LONGEST_NAME = 120


def make_letter(ctx: AppContext, owner: QWidget, meeting_id: int, row: PaperRow) -> None:
    """Open the draft of a numbered paper filled from the meeting."""
    from hrdesk.ui.pages.papers.dialog import PaperDialog

    options = PaperOptions(ctx.settings.text("digits"), ctx.settings.text("font_file"))
    PaperDialog(
        ctx,
        None,
        row.kind,
        owner,
        prepare=lambda uow: prepare_meeting_letter(
            uow, meeting_id, row.kind, row.contest_id, row.candidate_id, options
        ),
        name=f"meeting-{meeting_id}-{row.id.replace(':', '-')}",
    ).open()


def show_together(
    ctx: AppContext, owner: QWidget, papers: Sequence[MadePaper], style: PaperStyle, title: str
) -> None:
    """Make all papers into one PDF and show it."""
    from hrdesk.ui.printing import preview

    ctx.tasks.work(
        owner,
        lambda progress: build_together(papers, style, title, _steps(progress)),
        lambda pdf: preview(ctx, owner, title, pdf),
        label="กำลังจัดทำเอกสาร",
    )


def save_each(
    ctx: AppContext, owner: QWidget, papers: Sequence[MadePaper], style: PaperStyle, folder: Path
) -> None:
    """Write a PDF for each paper into a folder."""

    def write(progress: Progress) -> int:
        step = _steps(progress)
        for done, (paper, name) in enumerate(zip(papers, file_names(papers), strict=True)):
            step(done, len(papers))
            write_file(folder / f"{name}.pdf", build_one(paper, style))
        return len(papers)

    ctx.tasks.work(
        owner,
        write,
        lambda count: ctx.notify.saved(f"บันทึก {count:,} ไฟล์ไว้ที่ {folder} แล้ว"),
        label="กำลังเขียนไฟล์",
    )


def save_as_word(ctx: AppContext, owner: QWidget, paper: MadePaper, style: PaperStyle) -> None:
    """Make a Word file of a paper and ask where to save it."""
    from hrdesk.ui.pages.papers.word_file import save_word

    ctx.tasks.work(
        owner,
        lambda _progress: word_of(paper, style),
        lambda content: save_word(ctx, owner, content, paper.title),
        label="กำลังจัดทำไฟล์ Word",
    )


def file_papers(
    ctx: AppContext,
    owner: QWidget,
    meeting_id: int,
    papers: Sequence[MadePaper],
    style: PaperStyle,
) -> None:
    """Make the papers, then keep all of them or none."""

    def make(progress: Progress) -> list[FiledPaper]:
        step = _steps(progress)
        made = []
        for done, paper in enumerate(papers):
            step(done, len(papers))
            made.append(FiledPaper(paper, build_one(paper, style)))
        return made

    def keep(made: list[FiledPaper]) -> None:
        ctx.tasks.act(
            owner,
            lambda uow: file_meeting_papers(uow, meeting_id, made),
            saved=f"เก็บเอกสาร {len(made):,} ฉบับแล้ว",
        )

    ctx.tasks.work(owner, make, keep, label="กำลังจัดทำเอกสาร")


def file_names(papers: Iterable[MadePaper]) -> list[str]:
    """Return a safe name for each paper, none twice."""
    from hrdesk.ui.printing import file_name

    found: dict[str, int] = {}
    names = []
    for paper in papers:
        name = file_name(paper.name)[:_LONGEST_NAME]
        found[name] = found.get(name, 0) + 1
        names.append(name if found[name] == 1 else f"{name} ({found[name]})")
    return names


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole; raises ``disk_full`` or ``file_not_written``."""
    from hrdesk.ui.printing import write_whole

    try:
        write_whole(path, content)
    except OSError as problem:
        code = "disk_full" if problem.errno == 28 else "file_not_written"
        raise DomainError(code, path=str(path), detail=str(problem.strerror)) from problem


def _steps(progress: Progress) -> Callable[[int, int], None]:
    """Return what tells how far a job is and stops it when the user asked to."""

    def step(done: int, total: int) -> None:
        progress.check()
        progress.step(done, total)

    return step
