"""Excel files, read and written outside any transaction; faults become refusals with a code.

These do slow work on files and none on the database: run them on the worker for documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.exchange.errors import ExchangeError
from hrdesk.services.problems import refusing

if TYPE_CHECKING:
    from hrdesk.exchange.lists import ListSheet
    from hrdesk.exchange.marked import RowMark
    from hrdesk.exchange.people import PeopleExport
    from hrdesk.exchange.workbook import FormFile


def write_blank_people_form(path: Path) -> None:
    """Write the blank form of the register; raises ``disk_full`` or ``file_not_written``."""
    from hrdesk.exchange.people import write_blank

    with refusing(ExchangeError):
        write_blank(path)


def write_people_file(path: Path, export: PeopleExport) -> None:
    """Write an exported register; raises ``disk_full`` or ``file_not_written``."""
    from hrdesk.exchange.people import write_people

    with refusing(ExchangeError):
        write_people(path, export)


def read_people_file(path: Path) -> FormFile:
    """Read a filled form of the register; raises the codes of ``exchange.workbook.read_form``."""
    from hrdesk.exchange.people import read_people

    with refusing(ExchangeError):
        return read_people(path)


def write_marked_file(source: Path, target: Path, marks: Iterable[RowMark]) -> None:
    """Write the user's file again with the reasons beside the rows; raises as above."""
    from hrdesk.exchange.marked import write_marked

    with refusing(ExchangeError):
        write_marked(source, target, marks)


def write_list_file(path: Path, sheet: ListSheet) -> None:
    """Write any list as a workbook; raises ``disk_full`` or ``file_not_written``."""
    from hrdesk.exchange.lists import write_list

    with refusing(ExchangeError):
        write_list(path, sheet)
