"""คำสั่งแก้ไขคำสั่งที่ผิดพลาด: named rows of an earlier order, what they said and what is right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from hrdesk.documents.blocks import Titles
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.papers.order import order_foot, order_head
from hrdesk.documents.papers.order_fields import HEAD
from hrdesk.documents.samples import DATED, EARLIER, HEAD_OF_AGENCY, OFFICE, WRONG
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.templates import Template, known_values, load, missing_values, sample_of
from hrdesk.documents.text import Run
from hrdesk.documents.values import BLANK, SIGNATORY_FIELDS, Office, Signatory, long_date

TITLE = "คำสั่งแก้ไขคำสั่ง"
_FEW = 4
"""So many corrections stand in the order itself; more make an annex."""

_COLUMNS = (
    Column("ลำดับที่ในคำสั่งเดิม", 10, "center"),
    Column("ชื่อ", 18),
    Column("รายการ", 16),
    Column("ข้อความเดิม", 28),
    Column("ที่ถูกคือ", 28),
)


@dataclass(frozen=True, slots=True)
class EarlierOrder:
    """The order that is corrected or cancelled, as papers refer to it."""

    order_number: str = ""
    dated: dt.date | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One mistake: the row of the earlier order, whose, which column, and both wordings."""

    row: str = ""
    name: str = ""
    item: str = ""
    was: str = ""
    is_right: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionOrder:
    """The plain data of an order that puts right named rows of an earlier one."""

    office: Office = field(default_factory=Office)
    order_number: str = ""
    dated: dt.date | None = None
    subject: str = ""
    earlier: EarlierOrder = field(default_factory=EarlierOrder)
    corrections: tuple[Correction, ...] = ()
    paragraphs: tuple[str, ...] = ()
    signatory: Signatory = field(default_factory=Signatory)
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None


EARLIER_FIELDS: tuple[Field, ...] = (
    Field("earlier.order_number", "เลขที่คำสั่งเดิม", True, "paper.earlier"),
    Field("earlier.dated", "วันที่ของคำสั่งเดิม", True, "paper.earlier"),
    Field("earlier.subject", "เรื่องของคำสั่งเดิม", True, "paper.earlier"),
)
FIELDS: tuple[Field, ...] = (
    *HEAD,
    Field("subject", "เรื่อง", False, "paper.subject"),
    *EARLIER_FIELDS,
    Field("corrections", "รายการที่แก้ไข", True, "paper.corrections"),
    Field("corrections.row", "ลำดับที่ในคำสั่งเดิม", True, "paper.corrections"),
    Field("corrections.item", "รายการ", True, "paper.corrections"),
    Field("corrections.was", "ข้อความเดิม", True, "paper.corrections"),
    Field("corrections.is_right", "ที่ถูกคือ", True, "paper.corrections"),
    *SIGNATORY_FIELDS,
)


def missing(data: CorrectionOrder) -> tuple[Field, ...]:
    """Return what must be filled in before printing, also the values of the text."""
    of_text = missing_values(
        _text(data),
        _values(data),
        parts=() if data.paragraphs else None,
        subject=not data.subject,
    )
    known = set(earlier_values(data.earlier)) | {"count"}
    of_text = tuple(f for f in of_text if f.name.removeprefix("values.") not in known)
    return (*missing_in(data, FIELDS), *of_text)


def sections(data: CorrectionOrder, style: PaperStyle) -> list[Section]:
    """Return the order; its table stands in the text, or in an annex when it is long."""
    text = _text(data)
    is_long = len(data.corrections) > _FEW
    rendered = text.render(known_values(text, _values(data)))
    number = data.order_number.strip() or BLANK
    blocks = order_head(data.office, number, data.subject or rendered.subject, style)
    opening = data.paragraphs or rendered.parts["annex" if is_long else "here"]
    blocks += body_blocks(opening, style)
    if data.corrections and not is_long:
        blocks.append(_table(data, style, style.table_size))
    blocks += body_blocks(rendered.parts["closing"], style)
    blocks += order_foot(data.dated, data.signatory, style)
    made = [Section(blocks, tight_first=True, catch_words=True)]
    if is_long:
        made.append(_annex(data, number, style))
    return made


def build(data: CorrectionOrder, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the order as a PDF."""
    title = f"คำสั่ง{data.office.agency_name} ที่ {data.order_number}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str = "", text: Template | None = None) -> CorrectionOrder:
    """Return an invented order that corrects another."""
    del kind  # there is one kind only
    return CorrectionOrder(
        office=OFFICE,
        order_number="301/2569",
        dated=DATED,
        earlier=EarlierOrder(**EARLIER),
        corrections=tuple(Correction(*row) for row in WRONG),
        signatory=HEAD_OF_AGENCY,
        values=sample_of(text or load("correction_order")),
        text=text,
    )


def earlier_values(earlier: EarlierOrder) -> dict[str, object]:
    """Return what a text may say of the earlier order."""
    return {
        "earlier_number": earlier.order_number,
        "earlier_dated": earlier.dated,
        "earlier_subject": earlier.subject,
    }


def _text(data: CorrectionOrder) -> Template:
    return data.text or load("correction_order")


def _values(data: CorrectionOrder) -> dict[str, object]:
    return {
        **data.values,
        "agency": data.office.agency_name,
        "count": str(len(data.corrections)) if data.corrections else "",
        **earlier_values(data.earlier),
    }


def _table(data: CorrectionOrder, style: PaperStyle, size: float) -> Table:
    rows = [
        (one.row, Run(one.name, keep=True), one.item, one.was, one.is_right)
        for one in data.corrections
    ]
    return Table(_COLUMNS, rows, style, size=size, before=cm(0.3))


def _annex(data: CorrectionOrder, number: str, style: PaperStyle) -> Section:
    dated = long_date(data.dated, BLANK)
    heads = [
        "บัญชีรายละเอียดการแก้ไขคำสั่ง",
        f"แนบท้ายคำสั่ง{data.office.agency_name} ที่ {number} ลงวันที่ {dated}",
    ]
    titles = Titles(heads, style, size=style.body_size)
    return Section([titles, _table(data, style, style.annex_size)], landscape=True, label="of")
