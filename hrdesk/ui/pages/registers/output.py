"""The register as an Excel file and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from hrdesk.services.queries.registers import RegisterRow, register_page
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import EXCEL, ask_save
from hrdesk.ui.list_output import excel_width, list_pdf, paper_column, read_all, too_many
from hrdesk.ui.pages.registers.model import COLUMNS, RegisterTable, in_words

if TYPE_CHECKING:
    from hrdesk.services.queries.registers import RegisterFilter
    from hrdesk.ui.tasks import Progress

_OLDEST_FIRST = ("number", False)  # as a register on paper runs
_PRINTED = ("shown", "dated", "title", "addressee", "state", "issued_by", "told")
_WIDTHS = {"title": 330, "told": 210, "issued_by": 150}


def title_of(wanted: RegisterFilter) -> str:
    """Return the register's name on paper and of its file."""
    return f"ทะเบียนคุมเลข{wanted.book.label}" if wanted.book else "ทะเบียนคุมเลข"


def export_excel(ctx: AppContext, owner: QWidget, table: RegisterTable) -> None:
    """Ask for a file and write the register into it, oldest first."""
    wanted, total = table.wanted, table.total
    path = ask_save(owner, "ส่งออก Excel", f"{title_of(wanted)}.xlsx", EXCEL)
    if path is None:
        return
    ctx.tasks.work(
        owner,
        lambda progress: _write(ctx, path, wanted, total, progress),
        lambda _none: ctx.notify.saved(f"ส่งออก {total:,} เลขไว้ที่ {path} แล้ว"),
        label="กำลังส่งออก Excel",
    )


def print_register(ctx: AppContext, owner: QWidget, table: RegisterTable) -> None:
    """Make the register as a paper and show it for printing."""
    from hrdesk.ui.printing import preview

    wanted, total = table.wanted, table.total
    if too_many(ctx, total, "เลข"):
        return
    ctx.tasks.work(
        owner,
        lambda progress: _pdf(ctx, wanted, total, progress),
        lambda pdf: preview(ctx, owner, title_of(wanted), pdf),
        label="กำลังจัดหน้ากระดาษ",
    )


def _rows(
    ctx: AppContext, wanted: RegisterFilter, total: int, progress: Progress
) -> Iterator[RegisterRow]:
    return read_all(
        ctx,
        lambda uow, offset, most: register_page(uow, wanted, _OLDEST_FIRST, offset, most),
        total,
        progress,
    )


def _write(
    ctx: AppContext, path: Path, wanted: RegisterFilter, total: int, progress: Progress
) -> None:
    from hrdesk.exchange.lists import ListColumn, ListSheet
    from hrdesk.services.excel_files import write_list_file

    heads = tuple(ListColumn(column.title, width=excel_width(column)) for column in COLUMNS)
    rows = ([column.text(row) for column in COLUMNS] for row in _rows(ctx, wanted, total, progress))
    write_list_file(path, ListSheet("ทะเบียนคุมเลข", heads, rows, (("กรอง", in_words(wanted)),)))


def _pdf(ctx: AppContext, wanted: RegisterFilter, total: int, progress: Progress) -> bytes:
    columns = [next(column for column in COLUMNS if column.key == key) for key in _PRINTED]
    lines: list[RegisterRow] = list(_rows(ctx, wanted, total, progress))
    heads = [
        paper_column(column, _WIDTHS.get(column.key, column.width) / column.width)
        for column in columns
    ]
    return list_pdf(
        ctx,
        title_of(wanted),
        heads,
        [tuple(column.text(row) for column in columns) for row in lines],
        f"{in_words(wanted)} · {len(lines):,} เลข",
        landscape=True,
        table_size=13,
    )
