"""คำสั่งยกเลิกคำสั่งเดิม: the whole of an earlier order, or what it says of named people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.list_blocks import Listed
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.correction_order import (
    EARLIER_FIELDS,
    EarlierOrder,
    earlier_values,
)
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.papers.order import order_foot, order_head
from hrdesk.documents.papers.order_fields import HEAD
from hrdesk.documents.samples import DATED, EARLIER, HEAD_OF_AGENCY, OFFICE
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.templates import Template, known_values, load, missing_values, sample_of
from hrdesk.documents.text import Run
from hrdesk.documents.values import BLANK, SIGNATORY_FIELDS, Office, Signatory

TITLE = "คำสั่งยกเลิกคำสั่ง"


@dataclass(frozen=True, slots=True)
class CancelledRow:
    """A row of the earlier order that no longer holds."""

    row: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """The plain data of an order that cancels another: all of it where ``rows`` is empty."""

    office: Office = field(default_factory=Office)
    order_number: str = ""
    dated: dt.date | None = None
    subject: str = ""
    earlier: EarlierOrder = field(default_factory=EarlierOrder)
    reason: str = ""
    effective_on: dt.date | None = None
    rows: tuple[CancelledRow, ...] = ()
    paragraphs: tuple[str, ...] = ()
    signatory: Signatory = field(default_factory=Signatory)
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None


FIELDS: tuple[Field, ...] = (
    *HEAD,
    Field("subject", "เรื่อง", False, "paper.subject"),
    *EARLIER_FIELDS,
    Field("reason", "เหตุผลที่ยกเลิก", True, "paper.reason"),
    Field("effective_on", "ตั้งแต่วันที่", True, "paper.effective_on"),
    *SIGNATORY_FIELDS,
)


def missing(data: CancelOrder) -> tuple[Field, ...]:
    """Return what must be filled in before printing, also the values of the text."""
    of_text = missing_values(
        _text(data),
        _values(data),
        parts=() if data.paragraphs else (_part(data),),
        subject=not data.subject,
    )
    known = {f"values.{name}" for name in (*earlier_values(data.earlier), "reason", "effective_on")}
    return (*missing_in(data, FIELDS), *(f for f in of_text if f.name not in known))


def sections(data: CancelOrder, style: PaperStyle) -> list[Section]:
    """Return the order's pages."""
    text = _text(data)
    rendered = text.render(known_values(text, _values(data)))
    number = data.order_number.strip() or BLANK
    blocks = order_head(data.office, number, data.subject or rendered.subject, style)
    blocks += body_blocks(data.paragraphs or rendered.parts[_part(data)], style)
    for row in data.rows:
        words = f"ลำดับที่ {row.row}  " if row.row.strip() else ""
        blocks.append(
            Listed(
                "-", (Run(words), Run(row.name, keep=True)), style, indent=cm(style.first_indent)
            )
        )
    blocks += body_blocks(rendered.parts["since"], style)
    blocks += order_foot(data.dated, data.signatory, style)
    return [Section(blocks, tight_first=True, catch_words=True)]


def build(data: CancelOrder, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the order as a PDF."""
    title = f"คำสั่ง{data.office.agency_name} ที่ {data.order_number}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str = "", text: Template | None = None) -> CancelOrder:
    """Return an invented order that cancels another."""
    del kind  # there is one kind only
    used = text or load("cancel_order")
    values = sample_of(used)
    return CancelOrder(
        office=OFFICE,
        order_number="302/2569",
        dated=DATED,
        earlier=EarlierOrder(**EARLIER),
        reason=values.get("reason", ""),
        effective_on=DATED,
        signatory=HEAD_OF_AGENCY,
        values=values,
        text=text,
    )


def _text(data: CancelOrder) -> Template:
    return data.text or load("cancel_order")


def _part(data: CancelOrder) -> str:
    return "rows" if data.rows else "whole"


def _values(data: CancelOrder) -> dict[str, object]:
    return {
        **data.values,
        "agency": data.office.agency_name,
        "reason": data.reason,
        "effective_on": data.effective_on,
        **earlier_values(data.earlier),
    }
