"""What the window tells people outside of a field: saved, failed, still working."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from hrdesk.services.errors import DomainError
from hrdesk.ui.messages import detail, sentence

Tone = Literal["good", "info", "warn", "bad"]
SAVED = "บันทึกแล้ว"


@dataclass(frozen=True, slots=True)
class Notice:
    """One strip: its words, its tone, an optional action, and technical text for copying."""

    text: str
    tone: Tone = "info"
    action: str = ""
    on_action: Callable[[], None] | None = None
    detail: str = ""
    topic: str = ""  # what it is about: a newer one takes its place, ``mended`` takes it away


class Notifier(QObject):
    """Collects notices; the main window shows them as strips, tests read ``last``."""

    shown = Signal(object)  # Notice
    cleared = Signal()
    topic_mended = Signal(str)
    stored = Signal()  # something was saved: the status bar shows when

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last: Notice | None = None

    def show(self, notice: Notice) -> None:
        """Show a strip."""
        self.last = notice
        self.shown.emit(notice)

    def saved(
        self, text: str = SAVED, undo: Callable[[], None] | None = None, undo_label: str = "เลิกทำ"
    ) -> None:
        """Say that something was stored, with an undo where there is one."""
        self.stored.emit()
        self.show(Notice(text, "good", undo_label if undo else "", undo))

    def info(self, text: str) -> None:
        """Say something that is neither a success nor a failure."""
        self.show(Notice(text))

    def warn(self, text: str) -> None:
        """Say something that needs attention but stopped nothing."""
        self.show(Notice(text, "warn"))

    def error(
        self, problem: DomainError, retry: Callable[[], None] | None = None, topic: str = ""
    ) -> None:
        """Say in a Thai sentence why an action was refused and what to do."""
        again = "ลองอีกครั้ง" if retry else ""
        self.show(Notice(sentence(problem), "bad", again, retry, detail(problem), topic))

    def mended(self, topic: str) -> None:
        """Take away what was said of a topic: it is no longer so, or no longer in sight."""
        if self.last is not None and self.last.topic == topic:
            self.last = None
        self.topic_mended.emit(topic)

    def clear(self) -> None:
        """Take the strips away: a new page begins."""
        self.last = None
        self.cleared.emit()

    @staticmethod
    def crashed(problem: BaseException) -> None:
        """Hand an unexpected exception of a worker to the crash dialog, on the main thread."""
        if sys.excepthook is sys.__excepthook__:
            traceback.print_exception(problem)
            return
        sys.excepthook(type(problem), problem, problem.__traceback__)
