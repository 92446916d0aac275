"""The user's own file again, the rows that cannot be imported coloured and told why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hrdesk.exchange.errors import ExchangeError
from hrdesk.exchange.files import check_workbook, replacing
from hrdesk.exchange.workbook import REASON_HEADING, heading_text


@dataclass(frozen=True, slots=True)
class RowMark:
    """Why one row cannot be imported: sheet title, Excel's row number, heading, Thai sentence."""

    sheet: str
    row: int
    column: str
    reason: str


def write_marked(source: Path, target: Path, marks: Iterable[RowMark]) -> None:
    """Write ``source`` to ``target`` with a column of reasons and the faulty cells coloured.

    The reasons of an earlier copy are cleared; the copy can be mended and imported as it is.
    Raises ``ExchangeError``.
    """
    from openpyxl import load_workbook

    check_workbook(source)
    try:
        book = load_workbook(source)
    except OSError as problem:
        raise ExchangeError("file_unreadable", path=str(source)) from problem
    except Exception as problem:
        # openpyxl meets a damaged file with whatever its parsers happen to raise.
        raise ExchangeError("excel_damaged", path=str(source)) from problem
    by_sheet: dict[str, list[RowMark]] = defaultdict(list)
    for mark in marks:
        by_sheet[mark.sheet].append(mark)
    for title in book.sheetnames:
        if by_sheet[title] or _reason_column(book[title]) is not None:
            _mark_sheet(book[title], by_sheet[title])
    with replacing(target) as temporary:
        book.save(temporary)


def _reason_column(sheet: Any) -> int | None:
    return _headings(sheet).get(REASON_HEADING)


def _headings(sheet: Any) -> dict[str, int]:
    return {heading_text(cell.value): cell.column for cell in sheet[1]}


def _mark_sheet(sheet: Any, marks: list[RowMark]) -> None:
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    from hrdesk.exchange._sheets import BODY_FONT, HEAD_FONT, HEAD_PLACE

    cell_fill = PatternFill("solid", fgColor="F8C9C0")
    head_fill = PatternFill("solid", fgColor="A32A1A")
    headings = _headings(sheet)
    reasons = headings.get(REASON_HEADING)
    if reasons is None:
        reasons = max((column for name, column in headings.items() if name), default=0) + 1
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, reasons).value is not None:
            sheet.cell(row, reasons).value = None
    head = sheet.cell(1, reasons, REASON_HEADING)
    head.font, head.fill, head.alignment = HEAD_FONT, head_fill, HEAD_PLACE
    sheet.column_dimensions[get_column_letter(reasons)].width = 60
    texts: dict[int, list[str]] = defaultdict(list)
    for mark in marks:
        texts[mark.row].append(f"{mark.column}: {mark.reason}")
        if mark.column in headings:
            sheet.cell(mark.row, headings[mark.column]).fill = cell_fill
    for row, lines in texts.items():
        cell = sheet.cell(row, reasons)
        cell.value, cell.data_type = "\n".join(lines), "s"
        cell.font, cell.fill = BODY_FONT, cell_fill
        cell.alignment = Alignment(vertical="top", wrap_text=True)
