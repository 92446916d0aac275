"""A list that is in memory as an Excel file or on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hrdesk.ui.context import AppContext
from hrdesk.ui.list_output import excel_width, list_pdf, paper_column
from hrdesk.ui.models.columns import Column
from hrdesk.ui.pages.settings.tab import SettingsTab


@dataclass(frozen=True, slots=True)
class MemoryList:
    """What is written: its title, what it was narrowed to, its columns and all its rows."""

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: Sequence[Any]


class ListOutput:
    """The two actions that take a tab's list out: to Excel and to paper (Ctrl+P)."""

    def __init__(self, tab: SettingsTab, name: str, listed: Callable[[], MemoryList]) -> None:
        self.excel = tab.make_action(
            f"{name}_excel", "ส่งออก Excel…", "excel", lambda: export_excel(tab, listed())
        )
        self.print = tab.make_action(
            f"{name}_print", "พิมพ์…", "print", lambda: print_list(tab, listed()), "Ctrl+P"
        )
        self.actions = (self.excel, self.print)

    def enable(self, any_rows: bool) -> None:
        """An empty list is not taken anywhere."""
        for action in self.actions:
            action.setEnabled(any_rows)


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

    heads = tuple(ListColumn(column.title, width=excel_width(column)) for column in listed.columns)
    rows = ([column.text(row) for column in listed.columns] for row in listed.rows)
    filters = (("กรอง", listed.subtitle),) if listed.subtitle else ()
    write_list_file(path, ListSheet(listed.title, heads, rows, filters))


def _make_pdf(ctx: AppContext, listed: MemoryList) -> bytes:
    counted = f"{len(listed.rows):,} แถว"
    return list_pdf(
        ctx,
        listed.title,
        [paper_column(column) for column in listed.columns],
        [tuple(column.text(row) for column in listed.columns) for row in listed.rows],
        " · ".join(part for part in (listed.subtitle, counted) if part),
        landscape=True,
    )
