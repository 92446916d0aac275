"""A paper of the register exactly as it was issued, with what became of it said above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.services.queries.registers import IssuedDetail, RegisterRow, issued_detail
from hrdesk.ui.context import AppContext
from hrdesk.ui.messages import sentence, words
from hrdesk.ui.printing import PreviewDialog
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.services.papers import PaperOptions


def show_number(ctx: AppContext, owner: QWidget, row: RegisterRow) -> None:
    """Open the paper of a line of the register; of several, the whole run is in its batch."""
    if row.batch_id is not None and row.papers > 1:
        from hrdesk.ui.pages.batch.made import show_batch

        show_batch(ctx, owner, row.batch_id)
        return
    if row.paper_id is not None:
        show_issued(ctx, owner, row.paper_id)


def show_issued(ctx: AppContext, owner: QWidget, paper_id: int) -> None:
    """Read a paper and show it, with a warning where its bytes are not those that were issued."""

    def show(paper: IssuedDetail) -> None:
        dialog = IssuedDialog(ctx, paper, owner)
        dialog.open()

    options = paper_options(ctx)
    ctx.tasks.query(owner, lambda uow: issued_detail(uow, paper_id, options), show, key="issued")


def paper_options(ctx: AppContext) -> PaperOptions:
    """Return how this PC writes on papers: its digits and its font."""
    from hrdesk.services.papers import PaperOptions

    return PaperOptions(ctx.settings.text("digits"), ctx.settings.text("font_file"))


def what_became(paper: IssuedDetail) -> list[tuple[str, str]]:
    """Return what one must know of a paper before using it, as (tone, sentence)."""
    told: list[tuple[str, str]] = []
    if not paper.intact:
        told.append(("bad", sentence(DomainError("paper_altered", title=paper.title))))
    if paper.voided_at is not None:
        when = words(paper.voided_at)
        told.append(
            ("bad", f"ยกเลิก — เลขนี้ยกเลิกโดย {paper.voided_by} {when} เหตุผล: {paper.void_reason}")
        )
    for later in paper.replaced_by:
        verb = "ยกเลิก" if later.kind == "cancel_order" else "แก้ไข"
        told.append(("warn", f"คำสั่งนี้ถูก{verb}โดยคำสั่งที่ {later.number}"))
    if paper.replaces is not None:
        verb = "ยกเลิก" if paper.kind == "cancel_order" else "แก้ไข"
        told.append(("info", f"เอกสารนี้{verb}คำสั่งที่ {paper.replaces.number}"))
    return told


class IssuedDialog(PreviewDialog):
    """The preview with strips above it."""

    def __init__(self, ctx: AppContext, paper: IssuedDetail, parent: QWidget) -> None:
        title = f"{paper.title} {paper.number}".strip()
        if paper.voided_at is not None:
            title += " (ยกเลิกแล้ว)"
        super().__init__(ctx, title, paper.shown, parent=parent)
        self.setObjectName("issued_paper")
        for tone, text in reversed(what_became(paper)):
            strip = QFrame(self)
            strip.setObjectName("issued_strip")
            set_role(strip, "strip", tone)
            said = QLabel(breakable(text), strip)
            said.setObjectName("issued_told")
            said.setWordWrap(True)
            row = QHBoxLayout(strip)
            row.setContentsMargins(12, 6, 12, 6)
            row.addWidget(said)
            self.layout().insertWidget(0, strip)
