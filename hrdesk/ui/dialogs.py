"""The few dialogs: a question before what cannot be undone, a reason, and the crash."""

from __future__ import annotations

import datetime as dt
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from hrdesk import __version__, paths
from hrdesk.services.errors import DomainError
from hrdesk.ui.form import Form
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.field import Field

log = logging.getLogger(__name__)


class _Asking(ReadingOrder, QDialog):
    """A sentence, room for more, and two buttons; Esc is the safe one."""

    def __init__(
        self, title: str, text: str, go: str, stay: str, parent: QWidget | None, *, danger: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        said = QLabel(breakable(text), self)
        said.setObjectName("dialog_text")
        said.setWordWrap(True)
        said.setMinimumWidth(392)
        self.go = QPushButton(go, self)
        self.go.setObjectName("dialog_go")
        self.go.setAccessibleName(go)
        set_role(self.go, "danger" if danger else "primary")
        self.stay = QPushButton(stay, self)
        self.stay.setObjectName("dialog_cancel")
        self.stay.setAccessibleName(stay)
        self.stay.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.stay)
        buttons.addWidget(self.go)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(16)
        whole.addWidget(said)
        whole.addLayout(self.rows)
        whole.addLayout(buttons)


class QuestionDialog(_Asking):
    """Asks before what cannot be undone; Enter does not do it by accident."""

    def __init__(
        self, title: str, text: str, go: str, stay: str = "ไม่ทำ", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, text, go, stay, parent, danger=True)
        self.setObjectName("question")
        self.go.setAutoDefault(False)
        self.stay.setDefault(True)
        self.stay.setFocus()
        self.go.clicked.connect(self.accept)


class ReasonDialog(_Asking):
    """Asks why; without a reason the action does not go on."""

    def __init__(
        self,
        title: str,
        text: str,
        go: str,
        label: str = "เหตุผล",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, go, "ไม่ทำ", parent, danger=False)
        self.setObjectName("ask_reason")
        self._edit = QPlainTextEdit(self)
        self._edit.setObjectName("reason")
        self._edit.setTabChangesFocus(True)
        self._edit.setMaximumHeight(100)
        self._form = Form()
        self.rows.addWidget(self._form.add("reason", Field(label, self._edit, required=True)))
        self.go.setDefault(True)
        self.go.clicked.connect(self._submit)
        self._edit.setFocus()

    def reason(self) -> str:
        """Return the reason as it was typed."""
        return plain(self._edit.toPlainText()).strip()

    def _submit(self) -> None:
        if self.reason():
            self.accept()
        else:
            self._form.show(DomainError("required", field="reason"))


def ask(
    parent: QWidget | None, title: str, text: str, go: str, done: Callable[[], None]
) -> QuestionDialog:
    """Ask a question over its window and call ``done`` on yes; returns the open dialog."""
    dialog = QuestionDialog(title, text, go, parent=parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(done)
    dialog.open()
    return dialog


def ask_reason(
    parent: QWidget | None,
    title: str,
    text: str,
    go: str,
    done: Callable[[str], None],
    label: str = "เหตุผล",
) -> ReasonDialog:
    """Ask for a reason over its window and give it to ``done``; returns the open dialog."""
    dialog = ReasonDialog(title, text, go, label, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: done(dialog.reason()))
    dialog.open()
    return dialog


EXCEL = "Excel (*.xlsx)"
PDF = "PDF (*.pdf)"
PICTURE = "รูปภาพ (*.png *.jpg *.jpeg)"
ANY = "ทุกไฟล์ (*)"


def ask_save(parent: QWidget | None, title: str, name: str, kind: str) -> Path | None:
    """Ask where to save a file; None when given up. The ending of ``kind`` is added."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kind)
    if not chosen:
        return None
    ending = kind[kind.index("*") + 1 :].rstrip(")").split(" ")[0]
    path = Path(chosen)
    return path if not ending or path.suffix else path.with_suffix(ending)


def ask_open(parent: QWidget | None, title: str, kind: str) -> Path | None:
    """Ask which file to open; None when given up."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kind)
    return Path(chosen) if chosen else None


def ask_folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """Ask for a folder; None when given up."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or ""))
    return Path(chosen) if chosen else None


# -- when the program itself fails ----------------------------------------------------------------


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return what is copied for whoever mends the program: versions and places, no data.

    The exception's own words are left out: they could hold a name or a number of somebody.
    """
    from PySide6 import __version__ as pyside

    lines = [
        f"hrdesk {__version__}",
        f"Python {platform.python_version()} · PySide6 {pyside} · {platform.system()} {platform.release()}",
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC",
        "",
        *(
            f'  File "{_short(frame.filename)}", line {frame.lineno}, in {frame.name}'
            for frame in traceback.extract_tb(trace)
        ),
        kind.__name__,
    ]
    return "\n".join(lines)


def _short(name: str) -> str:
    # The folders above tell the user's account name and nothing of use.
    parts = Path(name).parts
    for root in ("hrdesk", "site-packages"):
        if root in parts:
            place = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[place:])
    return Path(name).name


class CrashDialog(ReadingOrder, QDialog):
    """Says that something went wrong in the program, and what one can do."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setWindowTitle("โปรแกรมทำงานผิดพลาด")
        self.setMinimumWidth(560)
        title = QLabel("โปรแกรมทำงานผิดพลาดที่จุดหนึ่ง", self)
        set_role(title, "subtitle")
        told = QLabel(
            breakable(
                "สิ่งที่บันทึกแล้วอยู่ครบ และทำงานต่อได้ หากเป็นซ้ำ ให้คัดลอกรายละเอียดด้านล่าง"
                "ส่งให้ผู้ดูแลระบบ รายละเอียดนี้ไม่มีข้อมูลส่วนบุคคล"
            ),
            self,
        )
        told.setWordWrap(True)
        told.setMinimumWidth(512)
        details = QPlainTextEdit(text, self)
        details.setObjectName("crash_details")
        details.setAccessibleName("รายละเอียดทางเทคนิค")
        details.setReadOnly(True)
        details.setTabChangesFocus(True)
        where = QLabel(f"บันทึกไว้ที่ {paths.log_file()}", self)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        where.setWordWrap(True)
        set_role(where, "muted")
        copy = QPushButton("คัดลอกรายละเอียด", self)
        copy.setObjectName("crash_copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        on = QPushButton("ทำงานต่อ", self)
        on.setObjectName("crash_go_on")
        on.setDefault(True)
        set_role(on, "primary")
        on.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(copy)
        buttons.addWidget(on)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        for widget in (title, told, details, where):
            rows.addWidget(widget)
        rows.addLayout(buttons)
        on.setFocus()


class CrashKeeper(QObject):
    """Takes exceptions nobody caught, from any thread, and shows one dialog at a time."""

    _happened = Signal(object, object)  # the kind of exception, its trace

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("crash_keeper")
        self._open: CrashDialog | None = None
        self._before = sys.excepthook, threading.excepthook
        self._happened.connect(self._show, Qt.ConnectionType.AutoConnection)

    def install(self) -> None:
        """Become the place where uncaught exceptions arrive."""
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread

    def remove(self) -> None:
        """Give the hooks back as they were."""
        sys.excepthook, threading.excepthook = self._before
        if self._open is not None and isValid(self._open):
            self._open.reject()

    def caught(
        self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the log and show the dialog; Ctrl+C in a terminal ends the program as ever."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, problem, trace)
            return
        log.critical("uncaught failure\n%s", report(kind, trace))
        if isValid(self):
            self._happened.emit(kind, trace)

    def _caught_in_thread(self, args: Any) -> None:
        if args.exc_type is not SystemExit:
            self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, kind: type[BaseException], trace: TracebackType | None) -> None:
        if self._open is not None and isValid(self._open):
            return  # one is enough to read; all are in the log
        self._open = CrashDialog(report(kind, trace), QApplication.activeWindow())
        self._open.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._open.open()


def install_crash_dialog(app: QApplication) -> CrashKeeper:
    """Show uncaught exceptions in Thai and keep the program running."""
    keeper = CrashKeeper(app)
    keeper.install()
    return keeper
