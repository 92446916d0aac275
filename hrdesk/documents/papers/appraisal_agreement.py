"""บันทึกข้อตกลงการปฏิบัติงานรายบุคคล: indicators, weights, targets and competencies agreed on."""

from __future__ import annotations

from hrdesk.documents.blocks import Titles
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.appraisal_parts import (
    AppraisedPerson,
    competency_table,
    indicator_table,
    person_lines,
    sample_person,
)
from hrdesk.documents.papers.form_parts import heading, signed_by_all
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.values import AGENCY_FIELD, BLANK, long_date

TITLE = "บันทึกข้อตกลงการปฏิบัติงานรายบุคคล"
_SAID = (
    "ผู้รับการประเมินและผู้ประเมินได้ร่วมกันกำหนดตัวชี้วัด ค่าเป้าหมาย น้ำหนัก และสมรรถนะข้างต้น "
    "และตกลงใช้ในการประเมินผลการปฏิบัติราชการของรอบนี้"
)

FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("name", "ชื่อผู้รับการประเมิน", True, "appraisal.person"),
    Field("appraiser", "ชื่อผู้ประเมิน", True, "appraisal.appraiser"),
    Field("indicators", "ตัวชี้วัด", False, "appraisal.agreement"),
)


def missing(data: AppraisedPerson) -> tuple[Field, ...]:
    """Return what must be known before printing; one without indicators is filled by hand."""
    return missing_in(data, FIELDS)


def sections(data: AppraisedPerson, style: PaperStyle) -> list[Section]:
    """Return the agreement on its side, signed by both."""
    place = " ".join(part for part in (data.office.unit_name, data.office.agency_name) if part)
    blocks: list[Block] = [
        Titles([TITLE], style, size=style.heading_size),
        Titles([place], style, bold=False),
        *person_lines(data, style, wide=True),
        heading("ผลสัมฤทธิ์ของงาน", style),
        indicator_table(data, style, results=False),
        heading("สมรรถนะ", style),
        competency_table(data, style, results=False),
        Paragraph(
            f"{_SAID} ลงนามเมื่อวันที่ {long_date(data.agreed_on, BLANK)}",
            style,
            first_indent=cm(style.first_indent),
            before=cm(0.3),
            keep_next=True,
        ),
        *signed_by_all(((data.name, "ผู้รับการประเมิน"), (data.appraiser, "ผู้ประเมิน")), style),
    ]
    return [Section(blocks, landscape=True, label="of")]


def build(data: AppraisedPerson, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the agreement as a PDF."""
    title = f"{TITLE} {data.name}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str = "") -> AppraisedPerson:
    """Return an invented agreement."""
    del kind  # there is one kind only
    return sample_person()
