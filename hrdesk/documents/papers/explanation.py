"""เอกสารแนบ: how a result came about, with its facts, values, reasons and clauses."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hrdesk.documents.blocks import Titles, space
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.text import Text
from hrdesk.documents.values import long_date

TITLE = "เอกสารแนบแสดงวิธีคำนวณ"
_STEP = 0.7  # centimetres to the right for each floor of the tree
_DEEPEST = 8  # floors: beyond it the lines stay where they are


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One line of the tree: its floor from 0, what it says, and the clause it stands on."""

    depth: int
    label: str
    value: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class ExplanationAnnex:
    """The plain data of the annex; facts and results are (label, value)."""

    title: str = ""
    facts: tuple[tuple[str, Text], ...] = ()
    results: tuple[tuple[str, str], ...] = ()
    lines: tuple[ReasonLine, ...] = ()
    agency_name: str = ""
    law: str = ""
    printed_on: dt.date | None = None


FIELDS: tuple[Field, ...] = (
    Field("title", "เรื่องที่คำนวณ", True, "paper.title"),
    Field("facts", "ข้อมูลที่ใช้", True, "paper.facts"),
    Field("results", "ผลการคำนวณ", True, "paper.results"),
    Field("lines", "วิธีคำนวณและข้อกฎหมาย", True, "paper.lines"),
    Field("agency_name", "ชื่อส่วนราชการ", False, "office.agency_name"),
)


def missing(data: ExplanationAnnex) -> tuple[Field, ...]:
    """Return what must be there before printing."""
    return missing_in(data, FIELDS)


def sections(data: ExplanationAnnex, style: PaperStyle) -> list[Section]:
    """Return the annex's pages: heads, the facts, the results, the tree of reasons."""
    size = style.table_size
    blocks: list[Block] = [Titles([TITLE], style, size=style.body_size + 2)]
    under = [line for line in (data.title, data.agency_name) if line]
    if under:
        blocks.append(Titles(under, style, size=style.body_size, bold=False))
    blocks.append(space(0.3, style))
    for head, rows in (("ข้อมูลที่ใช้", data.facts), ("ผลการคำนวณ", data.results)):
        if rows:
            blocks.append(Table((Column(head, 45), Column("", 55)), rows, style, size=size))
            blocks.append(space(0.3, style))
    if data.lines:
        blocks.append(
            Paragraph(
                "วิธีคำนวณและข้อกฎหมาย", style, size=size, bold=True, align="left", keep_next=True
            )
        )
        blocks += [_reason(line, style) for line in data.lines]
    if data.law:
        blocks.append(Paragraph(data.law, style, size=size - 2, align="left", before=cm(0.3)))
    if data.printed_on:
        note = f"คำนวณเมื่อ {long_date(data.printed_on)}"
        blocks.append(Paragraph(note, style, size=size - 2, align="right", before=cm(0.2)))
    return [Section(blocks, label="of")]


def build(data: ExplanationAnnex, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the annex as a PDF."""
    title = f"{TITLE} {data.title}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.agency_name)


def _reason(line: ReasonLine, style: PaperStyle) -> Paragraph:
    text = f"{line.label}: {line.value}" if line.value else line.label
    if line.clause:
        text += f" ({line.clause})"
    return Paragraph(
        f"– {text}",
        style,
        size=style.table_size,
        align="left",
        indent=cm(_STEP * min(line.depth, _DEEPEST)),
    )
