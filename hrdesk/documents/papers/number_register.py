"""ทะเบียนคุมเลข: the numbers of one book and year, every one with what it was given to."""

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

TITLE = "ทะเบียนคุมเลข"
VOID = "ยกเลิก"


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number: its day, what for, to whom; a voided one says why."""

    number: str
    dated: dt.date | None = None
    title: str = ""
    addressee: str = ""
    case_number: str = ""
    issued_by: str = ""
    voided: bool = False
    void_reason: str = ""


@dataclass(frozen=True, slots=True)
class NumberRegister:
    """The plain data of the register; ``book`` is its Thai name, ``year`` of the Buddhist era."""

    book: str = ""
    year: int | None = None
    agency_name: str = ""
    rows: tuple[NumberLine, ...] = ()
    printed_on: dt.date | None = None


FIELDS: tuple[Field, ...] = (
    Field("book", "สมุดทะเบียน", True, "paper.book"),
    Field("year", "ปี พ.ศ.", True, "paper.year"),
    Field("rows", "รายการ", True, "paper.rows"),
    Field("agency_name", "ชื่อส่วนราชการ", False, "office.agency_name"),
)
_COLUMNS = (
    Column("เลขที่", 12, "center"),
    Column("ลงวันที่", 10, "center"),
    Column("เรื่อง", 34),
    Column("ถึง", 20),
    Column("เลขที่เรื่อง", 9, "center"),
    Column("ผู้ออกเลข", 13),
    Column("หมายเหตุ", 14),
)


def missing(data: NumberRegister) -> tuple[Field, ...]:
    """Return what must be there before printing."""
    return missing_in(data, FIELDS)


def sections(data: NumberRegister, style: PaperStyle) -> list[Section]:
    """Return the register's pages."""
    return list_report.sections(_list(data), style)


def build(data: NumberRegister, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the register as a PDF."""
    return build_paper(sections(data, style), style, title=_title(data), author=data.agency_name)


def _title(data: NumberRegister) -> str:
    return f"{TITLE}{data.book} ปี พ.ศ. {data.year or ''}".strip()


def _list(data: NumberRegister) -> ListReport:
    rows = tuple(
        (
            line.number,
            short_date(line.dated),
            line.title,
            line.addressee,
            line.case_number,
            line.issued_by,
            f"{VOID} {line.void_reason}".strip() if line.voided else "",
        )
        for line in data.rows
    )
    voided = sum(line.voided for line in data.rows)
    counted = f"รวม {len(data.rows)} เลข"
    return ListReport(
        title=_title(data),
        columns=_COLUMNS,
        rows=rows,
        subtitle=f"{counted} ยกเลิก {voided} เลข" if voided else counted,
        agency_name=data.agency_name,
        landscape=True,
        printed_on=data.printed_on,
    )
