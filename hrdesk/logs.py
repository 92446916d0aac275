"""The log of this PC: what happened in the program, never who a matter is about."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from hrdesk import __version__, paths

_SIZE = 1_000_000
_KEPT = 5


def start_log() -> None:
    """Write the log to this user's folder; a folder that cannot be written is no reason to stop."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    file = paths.log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            file, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    for noisy in ("fontTools", "pythainlp", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger(__name__).info("hrdesk %s starts", __version__)
