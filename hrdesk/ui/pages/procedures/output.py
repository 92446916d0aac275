"""A procedure on paper, in Excel and as a file: the table of steps, the picture, the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from hrdesk.rules.procedure_text import Document
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.procedures import ProcedureView
from hrdesk.ui import theme
from hrdesk.ui.dialogs import EXCEL, ask_open, ask_save
from hrdesk.ui.list_output import list_pdf
from hrdesk.ui.pages.procedures import words
from hrdesk.ui.pages.procedures.choice import row_lines
from hrdesk.ui.pages.procedures.layout import reading
from hrdesk.ui.pages.procedures.picture import Picture, draw_on

if TYPE_CHECKING:
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.page import Page

YAML = "แบบขั้นตอน (*.yaml)"
_LARGEST = 1024 * 1024  # bytes of a text that is read
# Heading, width in Excel, share of the paper's width, and the parts that stand in the column.
COLUMNS: tuple[tuple[str, int, float, tuple[str, ...]], ...] = (
    ("ที่", 6, 4, ()),
    ("ขั้นตอน", 34, 17, ()),
    ("ผู้ดำเนินการ", 22, 11, ("role",)),
    ("ระยะเวลา", 34, 17, ("usual_days", "periods", "waits")),
    ("ผล และขั้นตอนถัดไป", 44, 20, ("outcomes", "next")),
    ("ตรวจ เอกสาร หมายเหตุ", 44, 18, ("checks", "papers_in", "remark", "produces")),
    ("แหล่งอ้างอิง", 44, 16, ("sources",)),
)
_DPI = 96
_MARGIN = 14.0  # millimetres
_HEAD_ROOM = 64.0
_BREATH = 4.0  # between the end of a page and the next box


def step_rows(document: Document) -> list[tuple[str, ...]]:
    """Return one row of texts for each step, in reading order."""
    made = []
    for number, key in enumerate(reading(document), 1):
        step = next(step for step in document["steps"] if step["key"] == key)
        parts = {part.field: part for part in words.parts_of(document, step)}
        cells = [str(number), str(step.get("title") or key)]
        for _, _, _, fields in COLUMNS[2:]:
            lines = [
                line
                for field in fields
                if field in parts and not (field == "next" and "outcomes" in parts)
                for line in _labelled(parts[field], alone=len(fields) == 1)
            ]
            cells.append("\n".join(lines))
        made.append(tuple(cells))
    return made


def _labelled(part: words.Part, *, alone: bool) -> list[str]:
    if alone or part.field in {"usual_days", "periods", "outcomes"}:
        return list(part.lines)
    return [f"{part.heading}: {line}" for line in part.lines]


def title_of(view: ProcedureView, document: Document) -> str:
    """Return the heading of papers and files."""
    return f"ขั้นตอน{document.get('title') or view.row.title}"


def subtitle_of(view: ProcedureView) -> str:
    """Return whose it is, which version, since when."""
    return " · ".join(row_lines(view.row))


class ProcedureOutput:
    """Prints, exports and imports for the page; slow work runs in the pool."""

    def __init__(self, page: Page, ctx: AppContext) -> None:
        self._page = page
        self._ctx = ctx

    def print_table(self, view: ProcedureView, document: Document) -> None:
        """Show the table of steps with their sources, for printing."""
        from hrdesk.documents.table import Column
        from hrdesk.ui.printing import preview

        title = title_of(view, document)
        columns = [Column(heading, share) for heading, _, share, _ in COLUMNS]
        rows, subtitle = step_rows(document), subtitle_of(view)
        self._ctx.tasks.work(
            self._page,
            lambda _progress: list_pdf(
                self._ctx, title, columns, rows, subtitle, landscape=True, table_size=11
            ),
            lambda pdf: preview(self._ctx, self._page, title, pdf),
            label="กำลังจัดหน้ากระดาษ",
        )

    def print_picture(self, view: ProcedureView, document: Document) -> None:
        """Show the picture in the colours of paper, for printing."""
        from hrdesk.ui.printing import preview

        title = title_of(view, document)
        agency = self._ctx.office.agency_name
        pdf = picture_pdf(document, title, f"{agency} · {subtitle_of(view)}")
        preview(self._ctx, self._page, f"แผนภาพ{title}", pdf)

    def excel(self, view: ProcedureView, document: Document) -> None:
        """Write the steps as a workbook."""
        title = title_of(view, document)
        path = ask_save(self._page, "ส่งออก Excel", f"{title}.xlsx", EXCEL)
        if path is None:
            return
        rows, subtitle = step_rows(document), subtitle_of(view)

        def write(_progress: object) -> None:
            from hrdesk.exchange.lists import ListColumn, ListSheet
            from hrdesk.services.excel_files import write_list_file

            heads = tuple(ListColumn(heading, width=width) for heading, width, _, _ in COLUMNS)
            write_list_file(path, ListSheet(title, heads, rows, (("ฉบับ", subtitle),)))

        self._run(write, f"ส่งออก {len(rows)} ขั้นตอนไว้ที่ {path} แล้ว", "กำลังส่งออก Excel")

    def export_text(self, view: ProcedureView, text: str) -> None:
        """Write the procedure as a file that another office can import."""
        name = f"{view.row.case_type.value}@{view.row.version}.yaml"
        path = ask_save(self._page, "ส่งออกแบบขั้นตอน", name, YAML)
        if path is not None:
            self._run(lambda _progress: _write(path, text), f"ส่งออกไว้ที่ {path} แล้ว", "กำลังเขียนไฟล์")

    def import_text(self, done: Callable[[str], None]) -> None:
        """Ask for a file and give its text to ``done``."""
        path = ask_open(self._page, "นำเข้าแบบขั้นตอน", YAML)
        if path is not None:
            self._ctx.tasks.work(
                self._page, lambda _progress: read_text(path), done, label="กำลังอ่านไฟล์"
            )

    def _run(self, job: Callable[[Any], None], said: str, label: str) -> None:
        self._ctx.tasks.work(
            self._page, job, lambda _nothing: self._ctx.notify.saved(said), label=label
        )


def read_text(path: Path) -> str:
    """Return the text of a file; ``file_unreadable``, ``procedure_unreadable``."""
    try:
        if path.stat().st_size > _LARGEST:
            raise DomainError("procedure_unreadable", place="")
        return path.read_text(encoding="utf-8-sig")
    except OSError:
        raise DomainError("file_unreadable", path=str(path)) from None
    except UnicodeDecodeError:
        raise DomainError("procedure_unreadable", place="") from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        raise DomainError("file_not_written", path=str(path)) from None


def picture_pdf(document: Document, title: str, subtitle: str) -> bytes:
    """Return the picture as a PDF of lines and letters, on as many A4 pages as it needs."""
    picture = Picture(document, theme.load("light"), theme.screen_font(10))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(title)
    writer.setCreator("hrdesk")
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
        QPageLayout.Unit.Millimeter,
    )
    writer.setPageLayout(layout)
    room = QRectF(0, 0, float(writer.width()), float(writer.height()))
    scale = min(1.0, room.width() / picture.plan.width)
    cuts = page_cuts(picture, (room.height() - _HEAD_ROOM) / scale)
    painter = QPainter(writer)
    for number, (top, bottom) in enumerate(cuts, 1):
        if number > 1:
            writer.newPage()
        _draw_head(painter, room, title, f"{subtitle} · หน้า {number} จาก {len(cuts)}")
        part = QRectF(0, top, picture.plan.width, bottom - top)
        left = (room.width() - part.width() * scale) / 2
        target = QRectF(left, _HEAD_ROOM, part.width() * scale, part.height() * scale)
        draw_on(picture, painter, target, part)
    painter.end()
    buffer.close()
    return bytes(content.data())


def page_cuts(picture: Picture, room: float) -> list[tuple[float, float]]:
    """Return the stretches of the picture that go on each page.

    A page ends between boxes where that leaves it at least half full; else what it cuts through
    stands whole at the top of the next page, so that each box can be read on one page.
    """
    boxes = [*picture.plan.boxes.values(), picture.plan.end]
    height, cuts, top = picture.plan.height, [], 0.0
    while height - top > room:
        limit = cut = top + room
        while crossed := [box for box in boxes if box.y < cut < box.bottom]:
            cut = min(box.y for box in crossed) - _BREATH
        if cut - top >= room / 2:
            cuts.append((top, cut))
            top = cut
            continue
        cuts.append((top, limit))
        torn = [box.y for box in boxes if box.y < limit < box.bottom and box.height < room]
        top = max(min(torn, default=limit) - _BREATH, top + _BREATH)
    cuts.append((top, height))
    return cuts


def _draw_head(painter: QPainter, room: QRectF, title: str, under: str) -> None:
    colours = theme.load("light")
    font = theme.screen_font(14)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(colours.colour("text"))
    painter.drawText(QRectF(0, 0, room.width(), 32), int(Qt.AlignmentFlag.AlignLeft), title)
    painter.setFont(theme.screen_font(9))
    painter.setPen(colours.colour("muted"))
    painter.drawText(QRectF(0, 34, room.width(), 22), int(Qt.AlignmentFlag.AlignLeft), under)
