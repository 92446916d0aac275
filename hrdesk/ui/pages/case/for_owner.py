"""What the owner of a matter takes along: the slip with its code, the page to read at home."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from hrdesk.services.errors import DomainError
from hrdesk.ui.dialogs import ask_save

if TYPE_CHECKING:
    from hrdesk.documents.papers.status_slip import StatusSlip
    from hrdesk.ui.context import AppContext

log = logging.getLogger(__name__)
HTML = "หน้าเว็บ (*.html)"


def show_slip(ctx: AppContext, owner: QWidget, case_id: int) -> None:
    """Give the matter its code where it has none, and show the slip for printing."""
    from hrdesk.services.slips import issue_slip

    def made(slip: StatusSlip) -> None:
        from hrdesk.ui.printing import preview

        title = f"บัตรติดตามเรื่อง {slip.case_number}"
        ctx.tasks.work(
            owner,
            lambda _progress: _build(ctx, slip),
            lambda pdf: preview(ctx, owner, title, pdf),
            label="กำลังจัดหน้ากระดาษ",
        )

    ctx.tasks.act(owner, lambda uow: issue_slip(uow, case_id), made, saved=None)


def save_matters(ctx: AppContext, owner: QWidget, person_id: int, name: str) -> None:
    """Ask where, then write the page of one person's matters; ``name`` holds nobody's name.

    Nothing is made and nothing is noted in the audit where the question is given up.
    """
    from hrdesk.services.slips import matters_page
    from hrdesk.ui.printing import file_name, write_whole

    path = ask_save(owner, "บันทึกหน้าสรุปเรื่องสำหรับเจ้าของเรื่อง", f"{file_name(name)}.html", HTML)
    if path is None:
        return

    def made(page: str) -> None:
        try:
            write_whole(path, page.encode("utf-8"))
        except OSError as problem:
            log.warning("page of matters not saved: %s", problem.strerror)
            code = "disk_full" if problem.errno == 28 else "file_not_written"
            ctx.notify.error(DomainError(code, path=str(path), detail=str(problem.strerror)))
            return
        ctx.notify.saved(f"บันทึก “{path.name}” แล้ว มีเฉพาะเรื่องและขั้นตอน ส่งให้เจ้าของเรื่องได้")

    ctx.tasks.act(owner, lambda uow: matters_page(uow, person_id), made, saved=None)


def _build(ctx: AppContext, slip: StatusSlip) -> bytes:
    from hrdesk.documents.errors import PaperError
    from hrdesk.documents.fonts import find_fonts
    from hrdesk.documents.papers import status_slip
    from hrdesk.documents.style import PaperStyle
    from hrdesk.services.problems import refusing

    with refusing(PaperError):
        style = PaperStyle(
            digits="arabic" if ctx.settings.text("digits") == "arabic" else "thai",
            fonts=find_fonts(ctx.settings.text("font_file")),
        )
        return status_slip.build(slip, style)
