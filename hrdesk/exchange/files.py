"""Files on disk: written whole or not at all, and looked at before they are trusted."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hrdesk.exchange.errors import ExchangeError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
MAXIMUM_UNPACKED = 400_000_000
"""Bytes a workbook may unpack to; more is no register of people but a mistake or an attack."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file beside ``path`` that takes its place when the block ends well.

    A file that stood there stays untouched until then. Raises ``ExchangeError``: ``disk_full``
    or ``file_not_written``.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".hrdesk-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
        temporary = None
    except OSError as problem:
        code = "disk_full" if problem.errno in _FULL else "file_not_written"
        raise ExchangeError(code, path=str(path)) from problem
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


@contextmanager
def streamed_book(path: Path) -> Iterator[Any]:
    """Give an openpyxl workbook that is written row by row and stored as ``path`` at the end.

    Raises as ``replacing``; sheets begun before a fault are closed and their temporary files gone.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        with replacing(path) as temporary:
            yield book
            book.save(temporary)
    except BaseException:
        for sheet in book.worksheets:
            with contextlib.suppress(Exception):
                sheet.close()
            with contextlib.suppress(Exception):
                sheet._writer.cleanup()
        raise


def check_workbook(path: Path) -> None:
    """Make sure that a file is an .xlsx workbook that can be opened.

    Raises ``ExchangeError``: ``file_unreadable``, ``excel_encrypted``, ``excel_old``,
    ``not_excel``, ``excel_damaged`` or ``excel_too_large``.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
            if head == _OLE:
                file.seek(0)
                code = "excel_encrypted" if _ENCRYPTED in file.read(1_000_000) else "excel_old"
                raise ExchangeError(code, path=str(path))
            if head[:2] != b"PK":
                raise ExchangeError("not_excel", path=str(path))
            with zipfile.ZipFile(file) as packed:
                names = packed.namelist()
                unpacked = sum(entry.file_size for entry in packed.infolist())
    except OSError as problem:
        raise ExchangeError("file_unreadable", path=str(path)) from problem
    except zipfile.BadZipFile as problem:
        raise ExchangeError("excel_damaged", path=str(path)) from problem
    if "xl/workbook.xml" not in names:
        raise ExchangeError("not_excel", path=str(path))
    if unpacked > MAXIMUM_UNPACKED:
        raise ExchangeError("excel_too_large", path=str(path))
