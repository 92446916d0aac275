"""แบบคำนวณเงินเดือนรายบุคคล: the facts of one salary outside a round, the figures, why, signed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hrdesk.documents.blocks import Beside, Signature, Titles, space
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers import explanation
from hrdesk.documents.papers.explanation import ExplanationAnnex, ReasonLine
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.samples import DATED, OFFICE, SIGNATORY, VALUES
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.values import AGENCY_FIELD, Office, Signatory

TITLE = "แบบคำนวณเงินเดือนรายบุคคล"


@dataclass(frozen=True, slots=True)
class AwardSheet:
    """The plain data of the sheet; facts and results are (label, value).

    ``mark`` is printed over the results while a figure is not confirmed. ``worked_by`` is the
    officer, ``signatory`` who checks.
    """

    office: Office = field(default_factory=Office)
    subject: str = ""
    person_name: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    results: tuple[tuple[str, str], ...] = ()
    mark: str = ""
    lines: tuple[ReasonLine, ...] = ()
    law: str = ""
    worked_by: str = ""
    worked_post: str = ""
    signatory: Signatory = field(default_factory=Signatory)
    printed_on: dt.date | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("person_name", "ชื่อ", True, "person.name"),
    Field("facts", "ข้อมูลที่ใช้", True, "award.facts"),
    Field("results", "ผลการคำนวณ", True, "award.results"),
    Field("lines", "วิธีคำนวณและข้อกฎหมาย", True, "award.lines"),
    Field("worked_by", "ผู้คำนวณ", False, "paper.worked_by"),
    Field("signatory.name", "ผู้ตรวจ", False, "office.signatory"),
)


def missing(data: AwardSheet) -> tuple[Field, ...]:
    """Return what must be there before printing."""
    return missing_in(data, FIELDS)


def sections(data: AwardSheet, style: PaperStyle) -> list[Section]:
    """Return the sheet: heads, facts, results, reasons, and the two who sign."""
    annex = ExplanationAnnex(
        title=data.subject,
        facts=data.facts,
        results=data.results,
        lines=data.lines,
        agency_name=data.office.agency_name,
        law=data.law,
        printed_on=data.printed_on,
    )
    [section] = explanation.sections(annex, style)
    blocks = section.blocks
    blocks[0] = Titles([TITLE], style, size=style.body_size + 2)
    if data.mark:
        said = f"ตัวเลขในเอกสารนี้{data.mark}"
        marked = Paragraph(said, style, size=style.table_size, bold=True, align="left")
        blocks.insert(3, marked)
    worked = Signatory(data.worked_by, data.worked_post or "ผู้คำนวณ")
    checked = Signatory(data.signatory.name, data.signatory.post or "ผู้ตรวจ")
    blocks.append(space(0.5, style))
    blocks.append(
        Beside(
            Signature(worked, style, share=1.0, line=True),
            Signature(checked, style, share=1.0, line=True),
            0.5,
            before=cm(0.4),
        )
    )
    return [section]


def build(data: AwardSheet, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the sheet as a PDF."""
    title = f"{TITLE} {data.subject}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample() -> AwardSheet:
    """Return an invented sheet with a figure that is not confirmed."""
    name = VALUES["person_name"]
    return AwardSheet(
        office=OFFICE,
        subject=f"เงินเดือนตามคุณวุฒิ {name}",
        person_name=name,
        facts=(("ชื่อ", name), ("คุณวุฒิ", "ป.ตรี 4 ปี (ในประเทศ)"), ("ปัจจัยที่", "1, 2")),
        results=(
            ("อัตราแรกบรรจุตามคุณวุฒิ", "18,150 บาท"),
            ("ปัจจัยที่ 1", "546 บาท (คำนวณตามสูตร รอยืนยัน)"),
            ("ให้ได้รับเงินเดือน", "18,696 บาท"),
        ),
        mark="คำนวณตามสูตร รอยืนยัน",
        lines=(
            ReasonLine(0, "เงินเดือนตามคุณวุฒิ", "18,696 บาท = 18,150 + 546"),
            ReasonLine(1, "ปัจจัยที่ 1", "546 บาท = 30 / 100 × (19,970 − 18,150)", "ประกาศตัวอย่าง"),
        ),
        worked_by="นางสาวตัวอย่าง คำนวณดี",
        worked_post="นักทรัพยากรบุคคล",
        signatory=SIGNATORY,
        printed_on=DATED,
    )
