"""บัตรติดตามเรื่อง: a small slip with the short code by which a person asks after a matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hrdesk.documents.blocks import Titles, facts
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.list_blocks import Framed
from hrdesk.documents.paper import build_paper
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.text import Run
from hrdesk.documents.values import AGENCY_FIELD, UNIT_FIELD, Office, long_date

TITLE = "บัตรติดตามเรื่อง"


@dataclass(frozen=True, slots=True)
class StatusSlip:
    """The plain data of the slip; it carries neither the person's name nor a national ID.

    ``stands`` is where the matter stands on the day ``as_of``; nothing is said where it is empty.
    """

    office: Office = field(default_factory=Office)
    code: str = ""
    case_number: str = ""
    case_type: str = ""
    received_on: dt.date | None = None
    telephone: str = ""
    where_to_ask: str = ""
    stands: str = ""
    as_of: dt.date | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    UNIT_FIELD,
    Field("code", "รหัสติดตามเรื่อง", True, "case.code"),
    Field("case_number", "เลขที่เรื่อง", True, "case.number"),
    Field("case_type", "ประเภทรายการ", True, "case.case_type"),
    Field("received_on", "วันที่รับเรื่อง", True, "case.received_on"),
    Field("telephone", "โทรศัพท์", False, "office.telephone"),
    Field("where_to_ask", "ที่สอบถาม", False, "office.unit_name"),
)


def missing(data: StatusSlip) -> tuple[Field, ...]:
    """Return what must be filled in before printing."""
    return missing_in(data, FIELDS)


def sections(data: StatusSlip, style: PaperStyle) -> list[Section]:
    """Return the slip in a frame at the top of the page, to be cut out."""
    place = " ".join(part for part in (data.office.unit_name, data.office.agency_name) if part)
    telephone = data.telephone or data.office.telephone
    ask = data.where_to_ask or data.office.unit_name
    asking = f"สอบถามความคืบหน้าได้ที่ {ask}" if ask else "สอบถามความคืบหน้า"
    if telephone:
        asking += f" โทร. {telephone}"
    asking += " โดยแจ้งรหัสติดตามเรื่องนี้"
    inner = [
        Titles([Run(TITLE, bold=True)], style),
        Titles([place], style, size=style.table_size, bold=False),
        Titles([Run(data.code or "." * 12, bold=True, keep=True, as_typed=True)], style, size=26),
        *facts(
            [
                ("เลขที่เรื่อง", data.case_number),
                ("ประเภท", data.case_type),
                ("วันที่รับเรื่อง", long_date(data.received_on)),
                *_standing(data),
            ],
            style,
            label_width=cm(2.8),
        ),
        Paragraph(asking, style, size=style.table_size, align="left", before=cm(0.2)),
    ]
    return [Section([Framed(inner, cm(10.5))])]


def _standing(data: StatusSlip) -> list[tuple[str, str]]:
    if not data.stands:
        return []
    day = f" (ณ วันที่ {long_date(data.as_of)})" if data.as_of else ""
    return [("ขณะนี้", f"{data.stands}{day}")]


def build(data: StatusSlip, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the slip as a PDF."""
    title = f"{TITLE} {data.case_number}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)
