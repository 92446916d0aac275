"""Papers and workbooks of a round on their way to the screen, a folder or a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from hrdesk.services.appraisal_papers import (
    AppraisalPapers,
    build_apart,
    build_appraisal_papers,
    prepare_appraisal_papers,
    prepare_summary,
)
from hrdesk.services.papers import PaperOptions
from hrdesk.services.queries.appraisal_forms import AppraisalView, appraisal_views
from hrdesk.ui.dialogs import EXCEL, ask_folder, ask_save

if TYPE_CHECKING:
    from hrdesk.services.queries.appraisals import AppraisalRoundView
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.settings.tab import SettingsTab
    from hrdesk.ui.tasks import Progress


def paper_options(ctx: AppContext) -> PaperOptions:
    """Return this PC's choices for papers."""
    return PaperOptions(ctx.settings.text("digits"), ctx.settings.text("font_file"))


def show_papers(tab: SettingsTab, kind: str, ids: Sequence[int]) -> None:
    """Make the papers of several people in one file and show it for printing."""
    options = paper_options(tab.ctx)
    _make(
        tab,
        lambda uow: prepare_appraisal_papers(uow, kind, ids, options),
        lambda papers: _show(tab, papers),
    )


def show_summary(tab: SettingsTab, round_id: int, unit: str) -> None:
    """Make the account of a round and show it for printing."""
    options = paper_options(tab.ctx)
    _make(
        tab,
        lambda uow: prepare_summary(uow, round_id, unit, options),
        lambda papers: _show(tab, papers),
    )


def save_apart(tab: SettingsTab, kind: str, ids: Sequence[int]) -> None:
    """Ask for a folder and write a file for each person into it."""
    folder = ask_folder(tab, "เลือกโฟลเดอร์สำหรับไฟล์รายคน")
    if folder is None:
        return
    options = paper_options(tab.ctx)

    def made(papers: AppraisalPapers) -> None:
        tab.ctx.tasks.work(
            tab,
            lambda progress: build_apart(papers, folder, _step(progress)),
            lambda count: tab.ctx.notify.saved(f"บันทึก {count:,} ไฟล์ไว้ที่ {folder} แล้ว"),
            label="กำลังจัดทำแบบประเมินรายคน",
        )

    _make(tab, lambda uow: prepare_appraisal_papers(uow, kind, ids, options), made)


def save_excel(tab: SettingsTab, view: AppraisalRoundView, unit: str) -> None:
    """Ask for a file and write the account of a round into it, with everybody's detail."""
    from hrdesk.services.appraisal_papers import detail_sheets, summary_sheet, write_round_file

    sheet = summary_sheet(view, unit)
    path = ask_save(tab, "ส่งออก Excel", f"{sheet.title}.xlsx", EXCEL)
    if path is None:
        return
    ids = tuple(line.id for line in view.lines if not unit or line.unit == unit)

    def read(views: tuple[AppraisalView, ...]) -> None:
        tab.ctx.tasks.work(
            tab,
            lambda _progress: write_round_file(path, (sheet, *detail_sheets(views))),
            lambda _none: tab.ctx.notify.saved(f"บันทึกไฟล์ไว้ที่ {path} แล้ว"),
            label="กำลังส่งออก Excel",
        )

    tab.ctx.tasks.query(tab, lambda uow: appraisal_views(uow, ids), read, None, "excel")


def _make(
    tab: SettingsTab, read: Callable[..., AppraisalPapers], done: Callable[[AppraisalPapers], None]
) -> None:
    tab.ctx.tasks.query(tab, read, done, None, "papers")


def _show(tab: SettingsTab, papers: AppraisalPapers) -> None:
    from hrdesk.ui.printing import preview

    tab.ctx.tasks.work(
        tab,
        lambda progress: build_appraisal_papers(papers, _step(progress)),
        lambda pdf: preview(tab.ctx, tab, papers.title, pdf),
        label="กำลังจัดหน้ากระดาษ",
    )


def _step(progress: Progress) -> Callable[[int, int], None]:
    def step(done: int, total: int) -> None:
        progress.check()
        progress.step(done, total)

    return step
