"""Any list of the program as a workbook: title, what it was narrowed to, headings, rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from hrdesk.exchange.columns import clean_note
from hrdesk.exchange.files import streamed_book

_LONGEST_TITLE = 31  # Excel's limit for the name of a sheet
_NOT_IN_TITLES = str.maketrans("", "", "[]:*?/\\'")


class ListKind(StrEnum):
    """What a column of a list holds, and so how it stands in its cells."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list; ``width`` is in characters."""

    heading: str
    kind: ListKind = ListKind.TEXT
    width: int = 18


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list to be written: ``filters`` are (name, value) pairs as the screen shows them.

    Dates are given as ``datetime.date``, money as Decimal baht; IDs are masked by the caller.
    ``total`` stands in bold under the rows, outside of what Excel sorts and filters.
    """

    title: str
    columns: tuple[ListColumn, ...]
    rows: Iterable[Sequence[Any]]
    filters: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())
    total: Sequence[Any] | None = None


def write_list(path: Path, sheet: ListSheet) -> None:
    """Write a list as a workbook, whole or not at all; raises ``ExchangeError``."""
    write_lists(path, (sheet,))


def write_lists(path: Path, sheets: Sequence[ListSheet]) -> None:
    """Write lists as the sheets of one workbook, whole or not at all; raises ``ExchangeError``."""
    from hrdesk.exchange import _sheets

    with streamed_book(path) as book:
        for sheet in sheets:
            name = sheet.title.translate(_NOT_IN_TITLES)[:_LONGEST_TITLE].strip() or "รายการ"
            _sheets.add_list_sheet(book, name, sheet)


def cell_value(value: Any) -> Any:
    """Return what a cell is to hold: numbers and dates as they are, all else clean text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่"
    if isinstance(value, (int, Decimal, dt.date)):
        return value
    return clean_note(str(getattr(value, "label", value)))
