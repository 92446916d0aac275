"""Handing a kept file to the PC: a private copy is opened, and goes when the program ends."""

from __future__ import annotations

import atexit
import contextlib
import errno
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from hrdesk.services.errors import DomainError


class _Desk:
    folder: Path | None = None


def private_copy(name: str, content: bytes) -> Path:
    """Write a read-only copy into a folder only this account can read, and return it."""
    if _Desk.folder is None:
        _Desk.folder = Path(tempfile.mkdtemp(prefix="hrdesk-"))  # mode 0700
        atexit.register(shutil.rmtree, _Desk.folder, ignore_errors=True)
    place = Path(tempfile.mkdtemp(dir=_Desk.folder)) / name
    write(place, content)
    with contextlib.suppress(OSError):
        place.chmod(0o400)
    return place


def write(place: Path, content: bytes) -> None:
    """Write a file; raises ``disk_full`` or ``file_not_written``."""
    try:
        place.write_bytes(content)
    except OSError as problem:
        code = "disk_full" if problem.errno == errno.ENOSPC else "file_not_written"
        raise DomainError(code, path=str(place)) from problem


def read(place: Path) -> bytes:
    """Read a file; raises ``file_unreadable``."""
    try:
        return place.read_bytes()
    except OSError as problem:
        raise DomainError("file_unreadable", path=str(place)) from problem


def open_with_system(place: Path) -> bool:
    """Open a file with the program the PC has for it; False where there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
