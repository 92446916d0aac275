"""บัญชีสรุปผลการประเมิน: everybody of a round from the best level down, counted by level."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hrdesk.documents.blocks import Titles
from hrdesk.documents.draft_mark import as_draft
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.appraisal_parts import AppraisedPerson, points, sample_person
from hrdesk.documents.papers.form_parts import signed_by_all
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.text import Run, Text
from hrdesk.documents.values import AGENCY_FIELD, Office, long_date

TITLE = "บัญชีสรุปผลการประเมินผลการปฏิบัติราชการ"
_COLUMNS = (
    Column("ลำดับ", 6, "center"),
    Column("ชื่อ", 24),
    Column("ตำแหน่ง", 26),
    Column("เลขที่", 9),
    Column("สังกัด", 20),
    Column("ผลสัมฤทธิ์", 9, "right"),
    Column("สมรรถนะ", 9, "right"),
    Column("คะแนนรวม", 10, "right"),
    Column("ระดับ", 10, "center"),
    Column("หมายเหตุ", 14),
)


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One person of the account, with the place their total has."""

    person: AppraisedPerson
    place: int | None = None
    tied: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SummaryGroup:
    """Those appraised by one set of criteria, in order, and how many have each level."""

    title: str
    lines: tuple[SummaryLine, ...]
    levels: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AppraisalSummary:
    """The plain data of the account; ``draft`` says why it is not final, empty when it is."""

    office: Office = field(default_factory=Office)
    round: str = ""
    groups: tuple[SummaryGroup, ...] = ()
    unit: str = ""
    committee: str = ""
    screened_on: dt.date | None = None
    draft: str = ""


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("round", "รอบการประเมิน", True, "appraisal.round"),
    Field("groups", "ผู้รับการประเมิน", True, "appraisal.people"),
)


def missing(data: AppraisalSummary) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def sections(data: AppraisalSummary, style: PaperStyle) -> list[Section]:
    """Return a part for each set of criteria, signed at the end; a draft is marked."""
    made = [_group(data, group, style) for group in data.groups]
    if made:
        screened = f"กลั่นกรองเมื่อวันที่ {long_date(data.screened_on)}" if data.screened_on else ""
        people = (
            ("", f"ประธาน{data.committee or 'คณะกรรมการกลั่นกรอง'}"),
            ("", "เลขานุการ"),
        )
        if screened:
            made[-1].blocks.append(Titles([screened], style, bold=False, before=cm(0.3)))
        made[-1].blocks += signed_by_all(people, style)
    return as_draft(made, style, data.draft) if data.draft else made


def build(data: AppraisalSummary, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the account as a PDF."""
    title = f"{TITLE} {data.round}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str = "") -> AppraisalSummary:
    """Return an invented account."""
    del kind  # there is one kind only
    person = sample_person()
    lines = (SummaryLine(person, 1, True), SummaryLine(person, 1, True, "ไม่ลงนาม มีพยาน"))
    return AppraisalSummary(
        person.office,
        person.round,
        (SummaryGroup(person.staff, lines, (("ดีเด่น", 0), ("ดีมาก", 2))),),
    )


def _group(data: AppraisalSummary, group: SummaryGroup, style: PaperStyle) -> Section:
    heads = [data.office.agency_name, data.round, group.title, data.unit]
    rows: list[list[Text]] = [
        [
            "" if line.place is None else str(line.place),
            Run(line.person.name, keep=True),
            line.person.post,
            line.person.post_number,
            line.person.unit,
            points(line.person.achievement),
            points(line.person.competency),
            points(line.person.total),
            line.person.level,
            " · ".join(part for part in ("คะแนนเท่ากัน" if line.tied else "", line.note) if part),
        ]
        for line in group.lines
    ]
    counted = [[name, str(count)] for name, count in group.levels]
    whole = sum(count for _, count in group.levels)
    blocks: list[Block] = [
        Titles([TITLE], style, size=style.heading_size),
        Titles([head for head in heads if head], style, bold=False),
        Table(_COLUMNS, rows, style, size=style.annex_size, before=cm(0.3)),
        Table(
            (Column("ระดับผลการประเมิน", 60), Column("จำนวน (คน)", 20, "right")),
            counted,
            style,
            size=style.annex_size,
            total=["รวม", str(whole)],
            before=cm(0.4),
        ),
    ]
    return Section(blocks, landscape=True, label="of")
