"""Rules on their way out: paper, Excel, YAML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hrdesk.services.queries.law import RuleDetail
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.law.words import paper_rows

HEADS = ("กฎ", "ตั้งแต่", "รายการ", "ค่า", "ที่มา")
_PAPER_WIDTHS = (220.0, 80.0, 180.0, 200.0, 260.0)
_EXCEL_WIDTHS = (44, 14, 36, 36, 60)


def print_rules(
    ctx: AppContext, parent: QWidget, title: str, details: Sequence[RuleDetail], about: str, *,
    only_now: bool,
) -> None:  # fmt: skip
    """Make a paper of rules and show it for printing."""
    from hrdesk.ui.printing import preview

    ctx.tasks.work(
        parent,
        lambda _progress: rules_pdf(ctx, title, details, about, only_now=only_now),
        lambda pdf: preview(ctx, parent, title, pdf),
        label="กำลังจัดหน้ากระดาษ",
    )


def rules_pdf(
    ctx: AppContext, title: str, details: Sequence[RuleDetail], about: str, *, only_now: bool
) -> bytes:
    """Return rules as a paper; slow work, for the pool."""
    from hrdesk.documents.table import Column
    from hrdesk.ui.list_output import list_pdf

    columns = [Column(head, width) for head, width in zip(HEADS, _PAPER_WIDTHS, strict=True)]
    rows = [row for detail in details for row in paper_rows(detail, only_now=only_now)]
    return list_pdf(ctx, title, columns, rows, about, landscape=True)


def write_excel(
    path: Path, title: str, details: Sequence[RuleDetail], about: str, *, only_now: bool
) -> int:
    """Write rules into an Excel file; returns how many rows."""
    from hrdesk.exchange.lists import ListColumn, ListSheet
    from hrdesk.services.excel_files import write_list_file

    heads = tuple(
        ListColumn(head, width=width) for head, width in zip(HEADS, _EXCEL_WIDTHS, strict=True)
    )
    rows = [list(row) for detail in details for row in paper_rows(detail, only_now=only_now)]
    write_list_file(path, ListSheet(title, heads, rows, (("กฎ", about),)))
    return len(rows)
