"""แบบรายงานการพิจารณาเลื่อนค่าตอบแทนพนักงานจ้างตามภารกิจ: the pot, what is used, everybody's raise."""

from __future__ import annotations

from dataclasses import dataclass, field

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.raise_summary import people_table
from hrdesk.documents.papers.salary_parts import (
    CONTRACT,
    ROUND_FIELDS,
    RaiseRound,
    baht,
    count,
    foot_note,
    heads,
    line_under,
    sample_round,
    signed_by,
    spent_of,
    total_of,
)
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.values import long_date

TITLE = "แบบรายงานการพิจารณาเลื่อนค่าตอบแทนพนักงานจ้างตามภารกิจ"


@dataclass(frozen=True, slots=True)
class RaiseReport:
    """The plain data of the report."""

    round: RaiseRound = field(default_factory=lambda: RaiseRound(scheme=CONTRACT))


FIELDS: tuple[Field, ...] = tuple(
    Field(f"round.{one.name}", one.label_th, one.required, one.where) for one in ROUND_FIELDS
)


def missing(data: RaiseReport) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def sections(data: RaiseReport, style: PaperStyle) -> list[Section]:
    """Return the report's pages: the reckoning of the pot, everybody's raise, signatures."""
    told = data.round
    about = " ".join(part for part in (f"ประจำปีงบประมาณ {told.year}", told.since) if part)
    blocks: list[Block] = [*heads([TITLE, told.office.agency_name, about], style)]
    blocks += [line_under(words, style) for words in _pot(told)]
    table = people_table(told, told.people, style)
    table.before = 8.0
    blocks.append(table)
    if told.meeting:
        blocks.append(line_under(f"ตามมติคณะกรรมการในการประชุม{told.meeting}", style))
    if told.order:
        blocks.append(line_under(told.order, style))
    blocks += foot_note(told, style)
    blocks += signed_by(told.signers, style)
    return [Section(blocks, landscape=True, label="of")]


def build(data: RaiseReport, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the report as a PDF."""
    told = data.round
    title = f"{TITLE} {told.year}"
    return build_paper(sections(data, style), style, title=title, author=told.office.agency_name)


def sample(kind: str = "") -> RaiseReport:
    """Return an invented report."""
    del kind
    return RaiseReport(sample_round(CONTRACT))


def _pot(told: RaiseRound) -> list[str]:
    """Return how the pot is reckoned, in the order of the manual: heads, pay, pot, used, left."""
    payroll, used = total_of(told.people, "salary"), spent_of(told, told.people)
    day = f" ณ วันที่ {long_date(told.taken_on)}" if told.taken_on else ""
    lines = [
        f"จำนวนพนักงานจ้างตามภารกิจ{day} {count(len(told.people))} คน "
        f"ค่าตอบแทนรวมทั้งหมด {baht(payroll)} บาท",
    ]
    if told.whole is not None and told.whole.budget is not None:
        budget = told.whole.budget
        rate = f"ร้อยละ {told.rate} ของค่าตอบแทน" if told.rate else "ที่ใช้เลื่อนได้"
        left = budget - used
        end = f"คงเหลือ {baht(left)} บาท" if left >= 0 else f"เกินวงเงิน {baht(-left)} บาท"
        lines.append(f"วงเงิน{rate} {baht(budget)} บาท ใช้เลื่อน {baht(used)} บาท {end}")
    return lines
