"""Saving a draft as a Word file."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from hrdesk.services.errors import DomainError
from hrdesk.ui.dialogs import ask_save
from hrdesk.ui.printing import file_name, write_whole

if TYPE_CHECKING:
    from hrdesk.ui.context import AppContext

log = logging.getLogger(__name__)
WORD = "Word (*.docx)"


def save_word(ctx: AppContext, parent: QWidget, content: bytes, title: str) -> None:
    """Ask where and save a Word file whole; says where it lies."""
    path = ask_save(parent, "บันทึกเป็น Word", f"{file_name(title)} (ร่าง).docx", WORD)
    if path is None:
        return
    try:
        write_whole(path, content)
    except OSError as problem:
        log.warning("word file not saved: %s", problem.strerror)
        code = "disk_full" if problem.errno == 28 else "file_not_written"
        ctx.notify.error(DomainError(code, path=str(path), detail=str(problem.strerror)))
        return
    ctx.notify.saved(f"บันทึก “{path.name}” แล้ว")
