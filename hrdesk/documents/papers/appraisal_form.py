"""แบบสรุปการประเมินผลการปฏิบัติราชการ: five parts, with achievement and competency behind them."""

from __future__ import annotations

from collections.abc import Sequence

from hrdesk.documents.blocks import Beside, Titles
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Gap, Section
from hrdesk.documents.list_blocks import CheckItem
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.appraisal_parts import (
    AppraisedPerson,
    competency_table,
    indicator_table,
    person_lines,
    points,
    sample_person,
)
from hrdesk.documents.papers.form_parts import (
    blank_lines,
    form_title,
    heading,
    line,
    signed_by_all,
)
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.values import AGENCY_FIELD, BLANK, long_date
from hrdesk.rules.explanation import canonical

TITLE = "แบบสรุปการประเมินผลการปฏิบัติราชการ"
_ACHIEVEMENT = "แบบประเมินผลสัมฤทธิ์ของงาน"
_COMPETENCY = "แบบประเมินสมรรถนะ"
_ASPECTS = "พิจารณาจากปริมาณผลงาน คุณภาพของงาน และประโยชน์ของงาน"
_ELEMENTS = (
    Column("องค์ประกอบการประเมิน", 46),
    Column("คะแนน (ก)", 18, "right"),
    Column("น้ำหนัก (ข)", 18, "right"),
    Column("รวมคะแนน (ก) × (ข)", 22, "right"),
)
_PLAN = (
    Column("ความรู้ ทักษะ หรือสมรรถนะที่ต้องพัฒนา", 42),
    Column("วิธีการพัฒนา", 34),
    Column("ช่วงเวลา", 24),
)
_LEVELS_A_ROW = 3
_SUPERIORS = (
    ("superior", "ผู้บังคับบัญชาเหนือขึ้นไป"),
    ("next", "ผู้บังคับบัญชาเหนือขึ้นไปอีกชั้นหนึ่ง (ถ้ามี)"),
)

FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("name", "ชื่อผู้รับการประเมิน", True, "appraisal.person"),
    Field("appraiser", "ชื่อผู้ประเมิน", True, "appraisal.appraiser"),
    Field("achievement", "คะแนนผลสัมฤทธิ์ของงาน", False, "appraisal.scores"),
    Field("competency", "คะแนนสมรรถนะ", False, "appraisal.scores"),
)


def missing(data: AppraisedPerson) -> tuple[Field, ...]:
    """Return what must be known before printing; a form without scores is filled by hand."""
    return missing_in(data, FIELDS)


def sections(data: AppraisedPerson, style: PaperStyle) -> list[Section]:
    """Return the summary, then its two annexes on their side."""
    blocks: list[Block] = [
        *form_title(TITLE, data.office, style),
        heading("ส่วนที่ 1 ข้อมูลของผู้รับการประเมิน", style),
        *person_lines(data, style),
        heading("ส่วนที่ 2 การสรุปผลการประเมิน", style),
        _elements(data, style),
        *_levels(data, style),
        heading("ส่วนที่ 3 แผนพัฒนาการปฏิบัติราชการรายบุคคล", style),
        Table(_PLAN, [list(row) for row in data.development or (("", "", ""),) * 3], style),
        heading("ส่วนที่ 4 การรับทราบผลการประเมิน", style),
        *_acknowledged(data, style),
        heading("ส่วนที่ 5 ความเห็นของผู้บังคับบัญชาเหนือขึ้นไป", style),
        *_opinions(data, style),
    ]
    return [Section(blocks, tight_first=True, label="of"), *_annexes(data, style)]


def build(data: AppraisedPerson, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    title = f"{TITLE} {data.name}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str = "") -> AppraisedPerson:
    """Return an invented form."""
    del kind  # there is one kind only
    return sample_person()


def _elements(data: AppraisedPerson, style: PaperStyle) -> Table:
    shares = data.shares or (None, None)
    rows, products = [], []
    for label, score, share in zip(
        ("องค์ประกอบที่ 1 ผลสัมฤทธิ์ของงาน", "องค์ประกอบที่ 2 สมรรถนะ"),
        (data.achievement, data.competency),
        shares,
        strict=True,
    ):
        product = score * share / 100 if score is not None and share is not None else None
        products.append(product)
        percent = f"ร้อยละ {canonical(share)}" if share is not None else ""
        rows.append([label, points(score), percent, points(product)])
    whole = points(data.total)
    return Table(_ELEMENTS, rows, style, total=["รวม", "", "ร้อยละ 100", whole])


def _levels(data: AppraisedPerson, style: PaperStyle) -> list[Block]:
    if not data.levels:
        return [line("ระดับผลการประเมิน", data.level, style)]
    boxes: list[Block] = [CheckItem(name, style, ticked=name == data.level) for name in data.levels]
    made: list[Block] = [heading("ระดับผลการประเมิน", style)]
    places = range(0, len(boxes), _LEVELS_A_ROW)
    return [*made, *(_beside(boxes[at : at + _LEVELS_A_ROW]) for at in places)]


def _beside(boxes: Sequence[Block]) -> Block:
    """The boxes of one row, each as wide as the others, also in a row that is not full."""
    gaps: list[Block] = [Gap(0)] * (_LEVELS_A_ROW - len(boxes))
    *rest, row = [*boxes, *gaps]
    for wide, box in enumerate(reversed(rest), start=2):
        row = Beside(box, row, 1 / wide)
    row.keep_next = False
    return row


def _acknowledged(data: AppraisedPerson, style: PaperStyle) -> list[Block]:
    told = data.acknowledgement == "acknowledged"
    refused = data.acknowledgement == "refused"
    on = long_date(data.informed_on, BLANK)
    witness = data.witness or BLANK
    signing = signed_by_all(
        (
            (data.name, "ผู้รับการประเมิน"),
            (data.appraiser, "ผู้ประเมิน"),
            *(((data.witness, "พยาน"),) if refused else ()),
        ),
        style,
    )
    for block in signing:
        block.keep_next = False  # part five may begin on the next page
    return [
        CheckItem(f"ได้แจ้งผลและผู้รับการประเมินลงนามรับทราบแล้ว เมื่อวันที่ {on if told else BLANK}", style, ticked=told),
        CheckItem(
            f"ได้แจ้งผลเมื่อวันที่ {on if refused else BLANK} แต่ผู้รับการประเมินไม่ลงนามรับทราบ "
            f"โดยมี {witness} เป็นพยาน",
            style,
            ticked=refused,
        ),
        *signing,
    ]  # fmt: skip


def _opinions(data: AppraisedPerson, style: PaperStyle) -> list[Block]:
    made: list[Block] = []
    for key, who in _SUPERIORS:
        said = data.opinions.get(key, {})
        agrees = said.get("agrees", "")
        made.append(heading(who, style))
        made.append(CheckItem("เห็นด้วยกับผลการประเมิน", style, ticked=agrees == "yes"))
        made.append(CheckItem("มีความเห็นแตกต่าง ดังนี้", style, ticked=agrees == "no"))
        for box in made[-2:]:
            box.keep_next = True
        text = said.get("text", "")
        made += [line("", text, style)] if text else blank_lines(1, style)
    return [*made, *signed_by_all(tuple(("", who) for _, who in _SUPERIORS), style)]


def _annexes(data: AppraisedPerson, style: PaperStyle) -> list[Section]:
    under = f"{data.name} {data.post}".strip()
    about = _ASPECTS if data.contract else ""
    made = []
    for title, note, table in (
        (_ACHIEVEMENT, about, indicator_table(data, style, results=True)),
        (_COMPETENCY, "", competency_table(data, style, results=True)),
    ):
        lines = [part for part in (under, data.round, note) if part]
        table.before = cm(0.3)
        made.append(
            Section(
                [Titles([title], style), Titles(lines, style, bold=False), table],
                landscape=True,
                label="of",
            )
        )
    return made
