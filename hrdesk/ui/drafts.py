"""Drafts of forms on disk: what was typed survives a crash, and goes once it is saved."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import QObject, QTimer

from hrdesk import paths

log = logging.getLogger(__name__)
DEBOUNCE_MS = 400
ID_NOT_KEPT = "เลขประจำตัวประชาชนไม่เก็บไว้ในร่าง โปรดพิมพ์ใหม่"


class Drafts(QObject):
    """The drafts of one user: a small JSON file for each form, readable only by that account."""

    def __init__(
        self, user: str, folder: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = (folder or paths.home() / "drafts") / (quote(user, safe="") or "_")
        self._waiting: dict[str, dict[str, Any]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.flush)

    def load(self, form: str) -> dict[str, Any] | None:
        """Return the draft of a form, such as ``intake`` or ``case-12-step``; None without one."""
        if form in self._waiting:
            return dict(self._waiting[form])
        try:
            stored = json.loads(self._file(form).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as problem:
            log.warning("draft unreadable, left out: %s", type(problem).__name__)
            return None
        return stored if isinstance(stored, dict) else None

    def save(self, form: str, data: dict[str, Any]) -> None:
        """Keep a draft (plain JSON values); written about 400 ms after the last change."""
        self._waiting[form] = dict(data)
        self._timer.start()

    def discard(self, form: str) -> None:
        """Forget a draft: the form was saved, or given up."""
        self._waiting.pop(form, None)
        with contextlib.suppress(OSError):
            self._file(form).unlink(missing_ok=True)

    def flush(self) -> None:
        """Write now what is waiting; called on leaving a page and on closing."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for form, data in waiting.items():
            try:
                self._write(self._file(form), data)
            except OSError as problem:
                # A full disk must not stop the typing; the draft is tried again with the next key.
                log.warning("draft not written: %s", problem.strerror)
                self._waiting.setdefault(form, data)

    def _file(self, form: str) -> Path:
        return self._folder / f"{quote(form, safe='')}.json"

    @staticmethod
    def _write(file: Path, data: dict[str, Any]) -> None:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".draft-")  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(data, stream, ensure_ascii=False)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).replace(file)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
