"""ทะเบียนคุมการออกบัตรประจำตัวเจ้าหน้าที่ของรัฐ: every card of a year, signed for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers import list_report
from hrdesk.documents.papers.list_report import ListReport
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.table import Column
from hrdesk.documents.values import short_date

TITLE = "ทะเบียนคุมการออกบัตรประจำตัวเจ้าหน้าที่ของรัฐ"


@dataclass(frozen=True, slots=True)
class CardLine:
    """One card; ``reason`` says new, renewed, lost, changed; ``received_by`` stays to be signed."""

    number: str
    issued_on: dt.date | None = None
    name: str = ""
    position: str = ""
    unit: str = ""
    reason: str = ""
    expires_on: dt.date | None = None
    received_by: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CardRegister:
    """The plain data of the register; ``year`` is of the Buddhist era, empty for several years."""

    agency_name: str = ""
    year: int | None = None
    rows: tuple[CardLine, ...] = ()
    printed_on: dt.date | None = None


FIELDS: tuple[Field, ...] = (
    Field("rows", "รายการ", True, "paper.rows"),
    Field("agency_name", "ชื่อส่วนราชการ", False, "office.agency_name"),
    Field("year", "ปี พ.ศ.", False, "paper.year"),
)
_COLUMNS = (
    Column("ลำดับ", 6, "center"),
    Column("เลขที่บัตร/ปี", 11, "center"),
    Column("วันออกบัตร", 10, "center"),
    Column("ชื่อ", 20),
    Column("ตำแหน่ง/สังกัด", 28),
    Column("กรณี", 13),
    Column("บัตรหมดอายุ", 10, "center"),
    Column("ลายมือชื่อผู้รับ", 14),
    Column("หมายเหตุ", 14),
)


def missing(data: CardRegister) -> tuple[Field, ...]:
    """Return what must be there before printing."""
    return missing_in(data, FIELDS)


def sections(data: CardRegister, style: PaperStyle) -> list[Section]:
    """Return the register's pages."""
    return list_report.sections(_list(data), style)


def build(data: CardRegister, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the register as a PDF."""
    return build_paper(sections(data, style), style, title=TITLE, author=data.agency_name)


def _list(data: CardRegister) -> ListReport:
    rows = tuple(
        (
            str(count),
            line.number,
            short_date(line.issued_on),
            line.name,
            "\n".join(part for part in (line.position, line.unit) if part),
            line.reason,
            short_date(line.expires_on),
            line.received_by,
            line.remark,
        )
        for count, line in enumerate(data.rows, 1)
    )
    return ListReport(
        title=TITLE,
        columns=_COLUMNS,
        rows=rows,
        subtitle=f"ปี พ.ศ. {data.year}" if data.year else "",
        agency_name=data.agency_name,
        landscape=True,
        printed_on=data.printed_on,
    )
