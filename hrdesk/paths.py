"""Where the program's own files and this user's files lie; nothing else knows."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resource_root() -> Path:
    """Return the folder of resources: inside the wheel, or beside the package in a checkout."""
    packed = _PACKAGE / "_resources"
    return packed if packed.is_dir() else _PACKAGE.parent / "resources"


def resource(relative: str) -> Path:
    """Return the path of one resource, such as ``help/tracking.md``; it need not exist."""
    return resource_root() / relative


def home() -> Path:
    """Return the folder of this user's settings, logs and the default database.

    ``HRDESK_HOME`` replaces it: for a portable copy on a stick, and for tests.
    """
    chosen = os.environ.get("HRDESK_HOME")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("hrdesk", appauthor=False)


def log_file() -> Path:
    """Return the log of this user; it never holds personal data."""
    return home() / "logs" / "hrdesk.log"


def default_database() -> Path:
    """Return where the wizard proposes to keep a database on this PC."""
    return home() / "hrdesk.db"


def backup_folder() -> Path:
    """Return where backups go unless the office chose another folder."""
    return home() / "backups"
