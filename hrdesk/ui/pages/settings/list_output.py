"""A list that is in memory as an Excel file or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hrdesk.services.errors import DomainError
from hrdesk.ui.context import AppContext
from hrdesk.ui.models.columns import Column
from hrdesk.ui.pages.settings.tab import SettingsTab

_PIXELS_PER_LETTER = 7


@dataclass(frozen=True, slots=True)
class MemoryList:
    """What is written: its title, what it was narrowed to, its columns and all its rows."""

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: Sequence[Any]


def export_excel(tab: SettingsTab, listed: MemoryList) -> None:
    """Ask for a file and write the list into it."""
    from hrdesk.ui.dialogs import EXCEL, ask_save

    path = ask_save(tab, "ส่งออก Excel", f"{listed.title}.xlsx", EXCEL)
    if path is None:
        return
    tab.ctx.tasks.work(
        tab,
        lambda _progress: _write(path, listed),
        lambda _none: tab.ctx.notify.saved(f"ส่งออก {len(listed.rows):,} แถวไว้ที่ {path} แล้ว"),
        label="กำลังส่งออก Excel",
    )


def print_list(tab: SettingsTab, listed: MemoryList) -> None:
    """Make the list as a paper and show it for printing."""
    from hrdesk.ui.printing import preview

    tab.ctx.tasks.work(
        tab,
        lambda _progress: _make_pdf(tab.ctx, listed),
        lambda pdf: preview(tab.ctx, tab, listed.title, pdf),
        label="กำลังจัดหน้ากระดาษ",
    )


def _write(path: Path, listed: MemoryList) -> None:
    from hrdesk.exchange.lists import ListColumn, ListSheet
    from hrdesk.services.excel_files import write_list_file

    heads = tuple(
        ListColumn(column.title, width=max(8, column.width // _PIXELS_PER_LETTER))
        for column in listed.columns
    )
    rows = ([column.text(row) for column in listed.columns] for row in listed.rows)
    filters = (("กรอง", listed.subtitle),) if listed.subtitle else ()
    write_list_file(path, ListSheet(listed.title, heads, rows, filters))


def _make_pdf(ctx: AppContext, listed: MemoryList) -> bytes:
    from hrdesk.documents.errors import PaperError
    from hrdesk.documents.fonts import find_fonts
    from hrdesk.documents.papers import list_report
    from hrdesk.documents.style import PaperStyle

    report = list_report.ListReport(
        title=listed.title,
        columns=tuple(
            list_report.Column(column.title, column.width, "left") for column in listed.columns
        ),
        rows=tuple(tuple(column.text(row) for column in listed.columns) for row in listed.rows),
        subtitle=" · ".join(
            part for part in (listed.subtitle, f"{len(listed.rows):,} แถว") if part
        ),
        agency_name=ctx.office.agency_name,
        landscape=True,
        printed_on=ctx.today(),
    )
    try:
        style = PaperStyle(
            digits="arabic" if ctx.settings.text("digits") == "arabic" else "thai",
            margin_left=1.5,
            margin_right=1.5,
            table_size=12,
            fonts=find_fonts(ctx.settings.text("font_file")),
        )
        return list_report.build(report, style)
    except PaperError as problem:
        raise DomainError(problem.code, **problem.facts) from problem
