"""ประวัติเงินเดือน: every line of a person's salary that stands, with its order, certified."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from hrdesk.documents.blocks import Signature, Titles, facts, space
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.samples import DATED, OFFICE, SIGNATORY, VALUES
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.values import AGENCY_FIELD, Office, Signatory, long_date, money, short_date

TITLE = "ประวัติเงินเดือน"


@dataclass(frozen=True, slots=True)
class SalaryLine:
    """One line; amounts in baht a month."""

    effective_on: dt.date | None = None
    what: str = ""
    detail: str = ""
    old_salary: Decimal | None = None
    change: Decimal | None = None
    new_salary: Decimal | None = None
    special: Decimal | None = None
    order_number: str = ""
    order_dated: dt.date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SalaryRecordForm:
    """The plain data of the form; ``lines`` oldest first."""

    office: Office = field(default_factory=Office)
    person_name: str = ""
    position: str = ""
    unit: str = ""
    salary: Decimal | None = None
    lines: tuple[SalaryLine, ...] = ()
    signatory: Signatory = field(default_factory=Signatory)
    printed_on: dt.date | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("person_name", "ชื่อ", True, "person.name"),
    Field("lines", "บรรทัดของประวัติเงินเดือน", True, "person.salary_history"),
    Field("signatory.name", "ผู้รับรอง", False, "office.signatory"),
)
_COLUMNS = (
    Column("ลำดับ", 5, "center"),
    Column("ตั้งแต่วันที่", 11, "center"),
    Column("รายการ", 26),
    Column("เงินเดือนเดิม", 9, "right"),
    Column("เพิ่ม", 8, "right"),
    Column("เงินเดือนใหม่", 9, "right"),
    Column("ค่าตอบแทนพิเศษ", 8.5, "right"),
    Column("คำสั่งที่/ลงวันที่", 15),
    Column("หมายเหตุ", 13),
)


def missing(data: SalaryRecordForm) -> tuple[Field, ...]:
    """Return what must be there before printing."""
    return missing_in(data, FIELDS)


def sections(data: SalaryRecordForm, style: PaperStyle) -> list[Section]:
    """Return the form in landscape: the person, the lines, who certifies."""
    rows = [(str(number), *_row(line)) for number, line in enumerate(data.lines, 1)]
    pairs = (
        ("ชื่อ", data.person_name),
        ("ตำแหน่ง/สังกัด", " ".join(part for part in (data.position, data.unit) if part)),
        ("เงินเดือนปัจจุบัน", f"{money(data.salary)} บาท" if data.salary is not None else ""),
    )
    blocks: list[Block] = [
        Titles([TITLE], style, size=style.body_size + 2),
        Titles([data.office.agency_name], style, size=style.body_size, bold=False),
        *facts(pairs, style, label_width=cm(4.2), before=cm(0.2)),
        space(0.3, style),
        Table(_COLUMNS, rows, style, size=style.annex_size),
        space(0.5, style),
        Signature(data.signatory, style, closing="รับรองว่าถูกต้องตามคำสั่ง", line=True),
    ]
    if data.printed_on:
        said = f"พิมพ์เมื่อ {long_date(data.printed_on)}"
        blocks.append(Paragraph(said, style, size=style.table_size - 2, align="right"))
    return [Section(blocks, landscape=True, label="of")]


def build(data: SalaryRecordForm, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    title = f"{TITLE} {data.person_name}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample() -> SalaryRecordForm:
    """Return an invented history of three lines."""
    days = (dt.date(2024, 10, 1), dt.date(2025, 5, 1), dt.date(2026, 4, 1))
    what = ("เลื่อนเงินเดือน (ร้อยละ)", "ปรับเงินเดือนชดเชย", "เลื่อนเงินเดือน (ร้อยละ)")
    salaries = (Decimal(18000), Decimal(18510), Decimal(20160), Decimal(20760))
    lines = tuple(
        SalaryLine(
            day, kind, "", salaries[at], salaries[at + 1] - salaries[at], salaries[at + 1],
            Decimal(0), f"{120 + at}/{day.year + 543}", day,
        )
        for at, (day, kind) in enumerate(zip(days, what, strict=True))
    )  # fmt: skip
    return SalaryRecordForm(
        office=OFFICE,
        person_name=VALUES["person_name"],
        position=VALUES["person_position"],
        unit=VALUES["person_unit"],
        salary=salaries[-1],
        lines=lines,
        signatory=SIGNATORY,
        printed_on=DATED,
    )


def _row(line: SalaryLine) -> tuple[str, ...]:
    dated = f"ลว. {short_date(line.order_dated)}" if line.order_dated else ""
    return (
        short_date(line.effective_on),
        "\n".join(part for part in (line.what, line.detail) if part),
        money(line.old_salary),
        money(line.change),
        money(line.new_salary),
        money(line.special) if line.special else "",
        "\n".join(part for part in (line.order_number, dated) if part),
        line.remark,
    )
