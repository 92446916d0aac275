"""The register as Excel files and as a printed list; slow work runs in the pool."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.services.queries.people import PeopleFilter, PersonRow, list_people
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import EXCEL, ask_save
from hrdesk.ui.list_output import excel_width, list_pdf, paper_column, read_all, too_many
from hrdesk.ui.pages.people.model import in_words

if TYPE_CHECKING:
    from hrdesk.exchange.people import PeopleExport
    from hrdesk.ui.models.columns import Column
    from hrdesk.ui.page import Page
    from hrdesk.ui.tasks import Progress

TITLE = "รายชื่อบุคลากร"
_MOST_UPRIGHT = 5  # columns


@dataclass(frozen=True, slots=True)
class PeopleList:
    """What is written: the filter and order of the list and its visible columns."""

    wanted: PeopleFilter
    sort: tuple[str, bool]
    columns: tuple[Column, ...]
    total: int


class PeopleOutput:
    """Writes forms, the register and the list; says where the file lies."""

    def __init__(self, page: Page, ctx: AppContext) -> None:
        self._page = page
        self._ctx = ctx

    def blank_form(self) -> None:
        """Write the form that is filled in Excel and imported."""
        from hrdesk.services.excel_files import write_blank_people_form

        path = ask_save(self._page, "บันทึกแบบฟอร์มว่าง", "แบบฟอร์มทะเบียนบุคลากร.xlsx", EXCEL)
        if path is not None:
            self._write(path, lambda _progress: write_blank_people_form(path), "แบบฟอร์มว่าง")

    def register(self) -> None:
        """Write the whole register into the form; it can be changed and imported again."""
        from hrdesk.services.people_export import export_people

        path = ask_save(self._page, "ส่งออกทะเบียนทั้งหมด", "ทะเบียนบุคลากร.xlsx", EXCEL)
        if path is None:
            return

        def read(export: PeopleExport) -> None:
            from hrdesk.services.excel_files import write_people_file

            count = len(export.people)
            self._write(
                path, lambda _progress: write_people_file(path, export), f"ทะเบียน {count:,} คน"
            )

        # Reading is an act here: the audit says who took whole national IDs out.
        self._ctx.tasks.act(self._page, export_people, read, saved=None)

    def excel(self, listed: PeopleList) -> None:
        """Write the list as it is shown, IDs masked."""
        path = ask_save(self._page, "ส่งออกรายการที่แสดง", f"{TITLE}.xlsx", EXCEL)
        if path is not None:
            self._write(
                path,
                lambda progress: self._list_file(path, listed, progress),
                f"รายการ {listed.total:,} คน",
            )

    def print(self, listed: PeopleList) -> None:
        """Make the list as a paper and show it for printing."""
        from hrdesk.ui.printing import preview

        if too_many(self._ctx, listed.total, "คน"):
            return
        self._ctx.tasks.work(
            self._page,
            lambda progress: self._pdf(listed, progress),
            lambda pdf: preview(self._ctx, self._page, TITLE, pdf),
            label="กำลังจัดหน้ากระดาษ",
        )

    def _write(self, path: Path, job: Callable[[Progress], None], what: str) -> None:
        def done(_nothing: object) -> None:
            self._ctx.notify.saved(f"บันทึก{what}ไว้ที่ {path} แล้ว")

        self._ctx.tasks.work(self._page, job, done, label="กำลังเขียนไฟล์ Excel")

    # -- in the pool ----------------------------------------------------------------------------

    def _rows(self, listed: PeopleList, progress: Progress) -> Iterator[PersonRow]:
        """Read the whole list, one window after another."""
        return read_all(
            self._ctx,
            lambda uow, offset, most: (
                list_people(uow, listed.wanted, listed.sort, offset, most).rows
            ),
            listed.total,
            progress,
        )

    def _list_file(self, path: Path, listed: PeopleList, progress: Progress) -> None:
        from hrdesk.exchange.lists import ListColumn, ListSheet
        from hrdesk.services.excel_files import write_list_file

        heads = tuple(
            ListColumn(column.title, width=excel_width(column)) for column in listed.columns
        )
        rows = (
            [column.text(row) for column in listed.columns] for row in self._rows(listed, progress)
        )
        filters = (("กรอง", in_words(listed.wanted)),)
        write_list_file(path, ListSheet(TITLE, heads, rows, filters))

    def _pdf(self, listed: PeopleList, progress: Progress) -> bytes:
        from hrdesk.documents.table import Column as PaperColumn

        rows = [
            (str(place), *(column.text(row) for column in listed.columns))
            for place, row in enumerate(self._rows(listed, progress), start=1)
        ]
        heads = [paper_column(column) for column in listed.columns]
        return list_pdf(
            self._ctx,
            TITLE,
            [PaperColumn("ที่", 46, "right"), *heads],
            rows,
            f"{in_words(listed.wanted)} · {len(rows):,} คน",
            landscape=len(heads) >= _MOST_UPRIGHT,
            table_size=13,
        )
