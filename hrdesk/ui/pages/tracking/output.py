"""A list of cases as an Excel file or on paper, read in windows so that any length will do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hrdesk.services.queries.tracking import CaseFilter
from hrdesk.ui.context import AppContext
from hrdesk.ui.list_output import excel_width, list_pdf, paper_column, read_all, too_many
from hrdesk.ui.pages.tracking.model import Tracked, window

if TYPE_CHECKING:
    from hrdesk.exchange.lists import ListColumn
    from hrdesk.ui.models.columns import Column
    from hrdesk.ui.page import Page
    from hrdesk.ui.tasks import Progress

_NOT_WRITTEN = frozenset({"detail"})  # it opens a case on the screen and says nothing
_NOT_ON_PAPER = _NOT_WRITTEN | {"subject"}  # thirteen columns would leave no room for words
_DATES = frozenset({"received_on", "since", "due_on"})
_NUMBERS = frozenset({"place", "late"})
_MOST_UPRIGHT = 6  # columns
_WIDER_ON_PAPER = {"case_type": 1.3, "since": 1.1, "received_on": 1.1, "due_on": 1.1}


@dataclass(frozen=True, slots=True)
class CaseList:
    """What is to be written: the filter and order of a list, its words, and its columns."""

    title: str
    subtitle: str
    wanted: CaseFilter
    sort: tuple[str, bool]
    columns: tuple[Column, ...]
    total: int


class ListOutput:
    """Writes a page's list; the work runs in the pool and can be stopped."""

    def __init__(self, page: Page, ctx: AppContext) -> None:
        self._page = page
        self._ctx = ctx

    def export(self, listed: CaseList) -> None:
        """Ask for a file and write every row of the filter into it."""
        from hrdesk.ui.dialogs import EXCEL, ask_save

        path = ask_save(self._page, "ส่งออก Excel", f"{listed.title}.xlsx", EXCEL)
        if path is None:
            return
        self._ctx.tasks.work(
            self._page,
            lambda progress: self._write_excel(path, listed, progress),
            lambda count: self._ctx.notify.saved(f"ส่งออก {count:,} เรื่องไว้ที่ {path} แล้ว"),
            label="กำลังส่งออก Excel",
        )

    def print(self, listed: CaseList) -> None:
        """Make the list as a paper and show it for printing."""
        from hrdesk.ui.printing import preview

        if too_many(self._ctx, listed.total, "เรื่อง"):
            return
        self._ctx.tasks.work(
            self._page,
            lambda progress: self._make_pdf(listed, progress),
            lambda pdf: preview(self._ctx, self._page, listed.title, pdf),
            label="กำลังจัดหน้ากระดาษ",
        )

    # -- in the pool ----------------------------------------------------------------------------

    def _rows(self, listed: CaseList, progress: Progress) -> Iterator[Tracked]:
        """Read the whole list, one window after another."""
        return read_all(
            self._ctx,
            lambda uow, offset, most: window(uow, listed.wanted, listed.sort, offset, most),
            listed.total,
            progress,
        )

    def _write_excel(self, path: Path, listed: CaseList, progress: Progress) -> int:
        from hrdesk.exchange.lists import ListSheet
        from hrdesk.services.excel_files import write_list_file

        chosen = [column for column in listed.columns if column.key not in _NOT_WRITTEN]
        written = 0

        def rows() -> Iterator[list[Any]]:
            nonlocal written
            for row in self._rows(listed, progress):
                written += 1
                yield [excel_value(column, row) for column in chosen]

        heads = tuple(_excel_head(column) for column in chosen)
        filters = (("กรอง", listed.subtitle),)
        write_list_file(path, ListSheet(listed.title, heads, rows(), filters))
        return written

    def _make_pdf(self, listed: CaseList, progress: Progress) -> bytes:
        chosen = [column for column in listed.columns if column.key not in _NOT_ON_PAPER]
        rows = [
            tuple(column.text(row) for column in chosen) for row in self._rows(listed, progress)
        ]
        return list_pdf(
            self._ctx,
            listed.title,
            [paper_column(column, _WIDER_ON_PAPER.get(column.key, 1.0)) for column in chosen],
            rows,
            f"{listed.subtitle} · {len(rows):,} เรื่อง",
            landscape=len(chosen) > _MOST_UPRIGHT,
        )


def excel_value(column: Column, row: Tracked) -> Any:
    """Return what a cell of the export holds: dates and numbers as such, all else as shown."""
    if column.key == "place":
        return row.place
    if column.key == "late":
        return row.case.days_late or None
    if column.key in _DATES:
        return column.read(row)
    return column.text(row)


def _excel_head(column: Column) -> ListColumn:
    from hrdesk.exchange.lists import ListColumn, ListKind

    kind = ListKind.TEXT
    if column.key in _DATES:
        kind = ListKind.DATE
    elif column.key in _NUMBERS:
        kind = ListKind.NUMBER
    heading = "เกิน (วัน)" if column.key == "late" else column.title
    return ListColumn(heading, kind, excel_width(column))
