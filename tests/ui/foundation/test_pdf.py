from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.ui import dialogs, printing
from hrdesk.ui.tasks import Progress
from hrdesk.ui.widgets.pdf_view import PdfView


@pytest.fixture(scope="module")
def pdf():
    from io import BytesIO

    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    held = BytesIO()
    canvas = Canvas(held, pagesize=A4, invariant=1)
    for _ in range(4):
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(100, 600, 200, 100, fill=1)
        canvas.showPage()
    canvas.setPageSize(landscape(A4))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(100, 100, 300, 100, fill=1)
    canvas.showPage()
    canvas.save()
    return held.getvalue()


@pytest.fixture
def view(ctx, qtbot):
    made = PdfView(ctx)
    qtbot.addWidget(made)
    made.resize(500, 600)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.hide()
    ctx.tasks.wait_idle()


def test_only_pages_in_sight_are_drawn(ctx, view, pdf, qtbot):
    told = []
    view.page_changed.connect(lambda page, count: told.append((page, count)))
    view.set_pdf(pdf)
    qtbot.waitUntil(view.pictures_ready)
    assert ctx.tasks.wait_idle()
    assert view.page_count() == 5
    assert told[-1] == (1, 5)
    assert {page for page, _ in view._pictures} <= {0, 1}
    picture = view.viewport().grab().toImage()
    place = view._places[0]
    black = picture.pixelColor(
        place.left() + place.width() * 200 // 595, place.top() + 190 * place.height() // 842
    )
    assert black.lightness() < 30


def test_the_keyboard_turns_pages_and_zooms(ctx, view, pdf, qtbot):
    view.set_pdf(pdf)
    qtbot.waitUntil(view.pictures_ready)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.current_page() == 2
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.current_page() == 5
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.current_page() == 1
    view.resize(500, 300)
    fitted = view.zoom()
    QTest.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() > fitted
    QTest.keyClick(view, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    whole = view.zoom()
    assert whole < fitted
    view.resize(700, 900)
    assert view.zoom() > whole
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.horizontalScrollBar().maximum() == 0


def test_nothing_is_shown_without_a_pdf(ctx, view, pdf, qtbot):
    view.set_pdf(pdf)
    qtbot.waitUntil(view.pictures_ready)
    view.set_pdf(b"")
    assert view.page_count() == 0
    assert not view.pictures_ready()
    assert view.current_page() == 0


def test_a_range_of_pages():
    assert list(printing.page_range(0, 0, 3)) == [0, 1, 2]
    assert list(printing.page_range(2, 3, 5)) == [1, 2]
    assert list(printing.page_range(4, 9, 5)) == [3, 4]


def to_file(tmp_path, **setup):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(printing.PRINT_DPI)
    printer.setFullPage(True)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    for name, value in setup.items():
        getattr(printer, name)(*value)
    return printer


def test_printing_draws_the_chosen_pages(ctx, qtbot, pdf, tmp_path):
    from hrdesk.documents.preview import page_count, page_sizes, render_page

    owner = QWidget()
    qtbot.addWidget(owner)
    done = []
    printer = to_file(tmp_path, setFromTo=(4, 5))
    printing.send_to(ctx, owner, pdf, "คำสั่ง", printer, lambda: done.append(1))
    assert ctx.tasks.wait_idle()
    assert done == [1]
    assert "2 หน้า" in ctx.notify.last.text
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(printed) == 2
    wide = [width > height for width, height in page_sizes(printed)]
    assert wide == [False, True]
    page = render_page(printed, 0, 72)
    at = 190 * page.stride + 200 * 3
    assert max(page.bgr_bytes[at : at + 3]) < 60


def test_printing_in_grey_has_no_colour(ctx, qtbot, pdf, tmp_path):
    from hrdesk.documents.preview import render_page

    printer = to_file(tmp_path, setFromTo=(5, 5), setColorMode=(QPrinter.ColorMode.GrayScale,))
    printing.paint(printer, pdf, Progress("x"))
    page = render_page((tmp_path / "printed.pdf").read_bytes(), 0, 72)
    at = (page.height - 150) * page.stride + 200 * 3
    blue, green, red = page.bgr_bytes[at : at + 3]
    assert red < 200
    assert abs(red - blue) < 6
    assert abs(red - green) < 6


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_told(ctx, qtbot, pdf, tmp_path):
    printer = to_file(tmp_path, setOutputFileName=(str(tmp_path / "no" / "folder.pdf"),))
    with pytest.raises(DomainError) as caught:
        printing.paint(printer, pdf, Progress("x"))
    assert caught.value.code == "printer_refuses"


def test_a_preview_prints_and_saves(ctx, qtbot, pdf, tmp_path, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = printing.preview(ctx, window, "คำสั่ง ที่ 1/2569", pdf)
    panel = dialog.panel
    qtbot.waitUntil(panel.view.pictures_ready)
    assert panel.findChild(QLabel, "pdf_where").text().startswith("หน้า 1 จาก 5")
    offered = []

    def chosen(parent, title, name, kind):
        offered.append(name)
        return str(tmp_path / "saved.pdf"), kind

    monkeypatch.setattr(dialogs.QFileDialog, "getSaveFileName", chosen)
    panel.save_action.trigger()
    assert offered == ["คำสั่ง ที่ 1-2569.pdf"]
    assert (tmp_path / "saved.pdf").read_bytes() == pdf
    asked = []
    monkeypatch.setattr(printing, "print_pdf", lambda *args: asked.append(args[3]))
    panel.print_action.trigger()
    assert asked == ["คำสั่ง ที่ 1/2569"]
    dialog.reject()
    window.hide()
    assert ctx.tasks.wait_idle()


def test_a_full_disk_leaves_no_half_file(ctx, qtbot, tmp_path, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(dialogs.QFileDialog, "getSaveFileName", lambda *args: (str(target), ""))

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert printing.save_pdf(ctx, window, b"new", "a") is None
    assert target.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir() if found.suffix == ".pdf"] == ["a.pdf"]
    assert not list(tmp_path.glob(".hrdesk-*"))
    assert "ดิสก์เต็ม" in ctx.notify.last.text


def test_the_print_dialog_leads_to_the_printer(ctx, qapp, qtbot, pdf, tmp_path):
    from PySide6.QtPrintSupport import QPrintDialog

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printing.print_pdf(ctx, window, pdf, "คำสั่ง")
    (dialog,) = window.findChildren(QPrintDialog)
    assert dialog.isVisible()
    assert "คำสั่ง" in dialog.windowTitle()
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.done(QPrintDialog.DialogCode.Accepted)
    assert ctx.tasks.wait_idle()
    assert (tmp_path / "printed.pdf").stat().st_size > 1000
    assert "5 หน้า" in ctx.notify.last.text
    window.hide()
