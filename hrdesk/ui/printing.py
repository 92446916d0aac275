"""Showing a PDF, printing it, and saving it: one way for every paper and list."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QImage, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.ui.actions import make_action
from hrdesk.ui.dialogs import PDF, ask_save
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.pdf_view import PdfView, to_image

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from hrdesk.ui.context import AppContext
    from hrdesk.ui.tasks import Progress

log = logging.getLogger(__name__)
PRINT_DPI = 300


def page_range(first: int, last: int, count: int) -> range:
    """Return the pages (from 0) of a print dialog's "from, to"; 0 means all of them."""
    start = first - 1 if first > 0 else 0
    end = last if last > 0 else count
    return range(max(start, 0), min(end, count))


def print_pdf(
    ctx: AppContext,
    owner: QWidget,
    pdf: bytes,
    title: str,
    done: Callable[[], None] | None = None,
) -> None:
    """Ask for printer, pages and copies, and print in the background with progress."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, owner)
    dialog.setWindowTitle(f"พิมพ์ {title}")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, True)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: send_to(ctx, owner, pdf, title, printer, done))
    QDialog.open(dialog)  # QPrintDialog's own open() wants a slot by name


def send_to(
    ctx: AppContext,
    owner: QWidget,
    pdf: bytes,
    title: str,
    printer: QPrinter,
    done: Callable[[], None] | None = None,
) -> None:
    """Print a PDF's chosen pages to a printer that has been set up."""

    def finished(sheets: int) -> None:
        ctx.notify.info(f"ส่ง “{title}” ไปยังเครื่องพิมพ์แล้ว {sheets:,} หน้า")
        if done is not None:
            done()

    ctx.tasks.work(
        owner,
        lambda progress: paint(printer, pdf, progress),
        finished,
        label=f"กำลังพิมพ์ {title}",
    )


def paint(printer: QPrinter, pdf: bytes, progress: Progress) -> int:
    """Draw the chosen pages at 300 dpi, grey where the printer is; return how many.

    Copies the printer cannot make by itself are drawn again. Runs off the main thread.
    """
    from hrdesk.documents.preview import page_count, render_page

    wanted = page_range(printer.fromPage(), printer.toPage(), page_count(pdf))
    sheets = _sheets(printer, wanted)
    painter = QPainter()
    try:
        for at, number in enumerate(sheets):
            progress.check()
            progress.step(at, len(sheets), f"หน้า {number + 1}")
            page = to_image(render_page(pdf, number, PRINT_DPI))
            _orient(printer, page)
            if at == 0:
                if not painter.begin(printer):
                    raise DomainError("printer_refuses", printer=printer.printerName())
            elif not printer.newPage():
                raise DomainError("printer_refuses", printer=printer.printerName())
            _draw(printer, painter, page)
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    return len(sheets)


def _sheets(printer: QPrinter, wanted: range) -> list[int]:
    from PySide6.QtPrintSupport import QPrinter

    ordered = list(wanted)
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        ordered.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return ordered * copies
    return [number for number in ordered for _ in range(copies)]


def _orient(printer: QPrinter, page: QImage) -> None:
    from PySide6.QtGui import QPageLayout

    landscape = page.width() > page.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    )


def _draw(printer: QPrinter, painter: QPainter, page: QImage) -> None:
    from PySide6.QtPrintSupport import QPrinter

    if printer.colorMode() == QPrinter.ColorMode.GrayScale:
        page = page.convertToFormat(QImage.Format.Format_Grayscale8)
    paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    scale = min(paper.width() / page.width(), paper.height() / page.height())
    width, height = page.width() * scale, page.height() * scale
    left, top = (paper.width() - width) / 2, (paper.height() - height) / 2
    painter.drawImage(QRectF(left, top, width, height), page)


def file_name(title: str) -> str:
    """Return a title as a file's name: without what Windows forbids."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", title).strip(" .-") or "เอกสาร"


def save_pdf(ctx: AppContext, parent: QWidget, pdf: bytes, title: str) -> Path | None:
    """Ask where and save a PDF whole; says where it lies. None when given up or refused."""
    path = ask_save(parent, "บันทึกเป็น PDF", f"{file_name(title)}.pdf", PDF)
    if path is None:
        return None
    try:
        write_whole(path, pdf)
    except OSError as problem:
        log.warning("pdf not saved: %s", problem.strerror)
        code = "disk_full" if problem.errno == 28 else "file_not_written"
        ctx.notify.error(DomainError(code, path=str(path), detail=str(problem.strerror)))
        return None
    ctx.notify.saved(f"บันทึก “{path.name}” แล้ว")
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all; ``OSError`` when it cannot be."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".hrdesk-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


class PdfPanel(QWidget):
    """The preview with its bar: page, size, print, save. A page may put it anywhere.

    ``print_action`` answers Ctrl+P, ``save_action`` Ctrl+Shift+S, while the panel has the focus.
    """

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pdf_panel")
        self._ctx = ctx
        self._title = ""
        self._pdf = b""
        self.view = PdfView(ctx, parent=self)
        self.print_action = make_action(self, "print", "พิมพ์", "print", self.print, "Ctrl+P")
        self.save_action = make_action(
            self, "save_pdf", "บันทึกเป็น PDF", "pdf", self.save, "Ctrl+Shift+S"
        )
        self._where = QLabel(self)
        self._where.setObjectName("pdf_where")
        set_role(self._where, "muted")
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for action in (self.print_action, self.save_action):
            bar.addWidget(self._button(action, words=True))
        bar.addStretch()
        bar.addWidget(self._where)
        for name, words, picture, keys, call in (
            ("zoom_out", "ย่อ", "zoom_out", "Ctrl+-", lambda: self.view.zoom_by(-1)),
            ("zoom_in", "ขยาย", "zoom_in", "Ctrl++", lambda: self.view.zoom_by(1)),
            ("fit_width", "พอดีความกว้าง", "fit_width", "Ctrl+0", lambda: self.view.fit("width")),
            ("fit_page", "พอดีหน้า", "fit_page", "Ctrl+9", lambda: self.view.fit("page")),
        ):
            bar.addWidget(
                self._button(make_action(self, name, words, picture, call, keys), words=False)
            )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(bar)
        rows.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.view.page_changed.connect(self._tell)
        self.view.zoom_changed.connect(self._tell)
        self.set_pdf(b"", "")

    def set_pdf(self, pdf: bytes, title: str) -> None:
        """Show a PDF; the title names the print job and the saved file."""
        self._pdf, self._title = pdf, title
        self.view.set_pdf(pdf)
        for action in (self.print_action, self.save_action):
            action.setEnabled(bool(pdf))

    def print(self) -> None:
        """Open the print dialog."""
        if self._pdf:
            print_pdf(self._ctx, self, self._pdf, self._title)

    def save(self) -> None:
        """Ask where and save the PDF."""
        if self._pdf:
            save_pdf(self._ctx, self, self._pdf, self._title)

    def _button(self, action: QAction, *, words: bool) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName(f"button_{action.objectName()}")
        made.setAccessibleName(action.text())
        made.setDefaultAction(action)
        if words:
            set_role(made, "action")
        style = Qt.ToolButtonStyle
        made.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly
        )
        return made

    def _tell(self, *_: object) -> None:
        pages = self.view.page_count()
        page = f"หน้า {self.view.current_page()} จาก {pages:,} · " if pages else ""
        self._where.setText(f"{page}{self.view.zoom()}%" if pages else "")


class PreviewDialog(QDialog):
    """A window with a PDF; Esc closes it."""

    def __init__(
        self,
        ctx: AppContext,
        title: str,
        pdf: bytes,
        more: Sequence[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.panel = PdfPanel(ctx, self)
        self.panel.set_pdf(pdf, title)
        self.addActions(list(more))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 8, 12, 12)
        rows.addWidget(self.panel)
        room = (parent.window() if parent is not None else self).screen().availableGeometry()
        self.resize(min(900, room.width() - 80), min(960, room.height() - 80))
        self.panel.setFocus()


def preview(ctx: AppContext, parent: QWidget, title: str, pdf: bytes) -> PreviewDialog:
    """Show a PDF in a window over its page, to be printed or saved; returns the open window."""
    dialog = PreviewDialog(ctx, title, pdf, parent=parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
