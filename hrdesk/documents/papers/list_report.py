"""A printed list: any columns, any number of rows, upright or on its side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from hrdesk.documents.blocks import Titles, space
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Pen, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.values import long_date

TITLE = "รายงาน"

__all__ = ["FIELDS", "TITLE", "Column", "ListReport", "build", "missing", "sections"]


@dataclass(frozen=True, slots=True)
class ListReport:
    """The plain data of a list; ``subtitle`` says which filters chose the rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    subtitle: str = ""
    agency_name: str = ""
    total: tuple[str, ...] | None = None
    landscape: bool = False
    printed_on: dt.date | None = None


FIELDS: tuple[Field, ...] = (
    Field("title", "ชื่อรายงาน", True, "paper.title"),
    Field("rows", "รายการ", True, "paper.rows"),
    Field("agency_name", "ชื่อส่วนราชการ", False, "office.agency_name"),
)


def missing(data: ListReport) -> tuple[Field, ...]:
    """Return what must be there before printing."""
    return missing_in(data, FIELDS)


def sections(data: ListReport, style: PaperStyle) -> list[Section]:
    """Return the list's pages, each with the table's head and "หน้า n จาก m"."""
    size = style.table_size
    blocks: list[Block] = [Titles([data.title], style, size=style.body_size + 2)]
    under = [line for line in (data.agency_name, data.subtitle) if line]
    if under:
        blocks.append(Titles(under, style, size=size, bold=False))
    blocks.append(space(0.3, style))
    if data.rows or data.total:
        blocks.append(Table(data.columns, data.rows, style, size=size, total=data.total))
    if not data.rows:
        blocks.append(Paragraph("ไม่มีรายการ", style, align="center", before=cm(0.4)))
    foot = _foot(data.printed_on, size) if data.printed_on else None
    return [Section(blocks, landscape=data.landscape, label="of", foot=foot)]


def build(data: ListReport, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the list as a PDF."""
    return build_paper(sections(data, style), style, title=data.title, author=data.agency_name)


def _foot(day: dt.date, size: float) -> Callable[[Pen, float, float, float], None]:
    def draw(pen: Pen, x: float, bottom: float, width: float) -> None:
        pen.say(f"พิมพ์เมื่อ {long_date(day)}", x + width, bottom - cm(0.8), size - 2, "right")

    return draw
