"""What every list shares on its way to a file or to paper: windows, widths, the printed page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from hrdesk.documents.table import Column as PaperColumn
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.models.columns import Column
    from hrdesk.ui.tasks import Progress

T = TypeVar("T")
WINDOW = 2000  # rows read at a time
MOST_PRINTED = 5000  # rows: some 250 pages, more than anybody reads on paper
_PIXELS_PER_LETTER = 7
_NARROWEST = 8  # letters of an Excel column


def read_all(
    ctx: AppContext,
    read: Callable[[UnitOfWork, int, int], Sequence[T]],
    total: int,
    progress: Progress,
) -> Iterator[T]:
    """Yield a whole list read in one transaction, so that no row comes twice or is left out.

    ``read`` gets the offset and the most rows to return; a list too long for memory will do.
    """
    with ctx.database.read(ctx.actor) as uow:
        offset = 0
        while True:
            progress.check()
            rows = read(uow, offset, WINDOW)
            yield from rows
            offset += len(rows)
            progress.step(offset, max(total, offset))
            if len(rows) < WINDOW:
                return


def too_many(ctx: AppContext, total: int, unit: str) -> bool:
    """Tell whether a list is too long for paper, and if so say what to do instead."""
    if total <= MOST_PRINTED:
        return False
    ctx.notify.warn(
        f"รายการมี {total:,} {unit} พิมพ์ได้ครั้งละไม่เกิน {MOST_PRINTED:,} {unit} "
        "โปรดกรองให้แคบลง หรือส่งออก Excel แทน"
    )
    return True


def excel_width(column: Column) -> int:
    """Return a column's width in letters of Excel."""
    return max(_NARROWEST, column.width // _PIXELS_PER_LETTER)


def paper_column(column: Column, factor: float = 1.0) -> PaperColumn:
    """Return a column of the screen as one of the paper, ``factor`` times as wide."""
    from hrdesk.documents.table import Column as PaperColumn

    return PaperColumn(
        column.title, column.width * factor, "right" if column.align == "right" else "left"
    )


def list_pdf(
    ctx: AppContext,
    title: str,
    columns: Sequence[PaperColumn],
    rows: Sequence[tuple[str, ...]],
    subtitle: str,
    *,
    landscape: bool,
    table_size: int = 12,
) -> bytes:
    """Return a list as a paper in this PC's style; slow work, for the pool.

    ``table_size`` is in points. Raises the codes of ``PaperError``.
    """
    from hrdesk.documents.errors import PaperError
    from hrdesk.documents.fonts import find_fonts
    from hrdesk.documents.papers import list_report
    from hrdesk.documents.style import PaperStyle
    from hrdesk.services.problems import refusing

    report = list_report.ListReport(
        title=title,
        columns=tuple(columns),
        rows=tuple(rows),
        subtitle=subtitle,
        agency_name=ctx.office.agency_name,
        landscape=landscape,
        printed_on=ctx.today(),
    )
    with refusing(PaperError):
        style = PaperStyle(
            digits="arabic" if ctx.settings.text("digits") == "arabic" else "thai",
            margin_left=1.5,
            margin_right=1.5,
            table_size=table_size,
            fonts=find_fonts(ctx.settings.text("font_file")),
        )
        return list_report.build(report, style)
