"""What the papers of an appraisal share: the person appraised, agreement and results, heads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hrdesk.documents.flow import Block
from hrdesk.documents.papers.form_parts import line, pair
from hrdesk.documents.samples import OFFICE
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.table import Column, HeadGroup, Table
from hrdesk.documents.values import Office, long_date
from hrdesk.rules.explanation import canonical

LEVELS = 5
_BLANK_ROWS = 3


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator: five target levels, what was reached, points (1 to 5), weight, product."""

    title: str = ""
    targets: tuple[str, ...] = ("",) * LEVELS
    weight: Decimal | None = None
    actual: str = ""
    score: Decimal | None = None
    product: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CompetencyLine:
    """One competency: level expected and found, points given, weight, product, evidence."""

    name: str = ""
    expected: int | None = None
    weight: Decimal | None = None
    found: int | None = None
    score: Decimal | None = None
    product: Decimal | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class AppraisedPerson:
    """One appraisal as its papers say it; ``levels`` are those of the criteria, the best first.

    ``acknowledgement`` is acknowledged, refused or empty; ``opinions`` as the service keeps them.
    """

    office: Office = field(default_factory=Office)
    number: int = 1
    year: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    name: str = ""
    post: str = ""
    post_number: str = ""
    unit: str = ""
    staff: str = ""
    contract: bool = False
    appraiser: str = ""
    appraiser_post: str = ""
    agreed_on: dt.date | None = None
    shares: tuple[Decimal, Decimal] | None = None
    achievement: Decimal | None = None
    competency: Decimal | None = None
    total: Decimal | None = None
    level: str = ""
    levels: tuple[str, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    competencies: tuple[CompetencyLine, ...] = ()
    development: tuple[tuple[str, str, str], ...] = ()
    opinions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    acknowledgement: str = ""
    informed_on: dt.date | None = None
    witness: str = ""

    @property
    def round(self) -> str:
        """The round with its days, in words."""
        span = f" ({long_date(self.first)} – {long_date(self.last)})" if self.first else ""
        return f"รอบที่ {self.number} ปีงบประมาณ {self.year}{span}"


def points(value: Decimal | None) -> str:
    """Return a score as it is printed: exact, nothing while unknown."""
    return "" if value is None else canonical(value)


def person_lines(data: AppraisedPerson, style: PaperStyle, *, wide: bool = False) -> list[Block]:
    """Return who is appraised, in which round and by whom; ``wide`` on paper laid on its side."""
    if wide:
        return [
            pair(("รอบการประเมิน", data.round), ("สังกัด", data.unit), style, 0.55),
            pair(("ชื่อผู้รับการประเมิน", data.name), ("ตำแหน่ง", _numbered(data)), style, 0.45),
            pair(("ชื่อผู้ประเมิน", data.appraiser), ("ตำแหน่ง", data.appraiser_post), style, 0.45),
        ]
    return [
        line("รอบการประเมิน", data.round, style),
        pair(("ชื่อผู้รับการประเมิน", data.name), ("เลขที่ตำแหน่ง", data.post_number), style, 0.66),
        line("ตำแหน่ง", data.post, style),
        line("สังกัด", data.unit, style),
        pair(("ชื่อผู้ประเมิน", data.appraiser), ("ตำแหน่ง", data.appraiser_post), style),
    ]


def indicator_table(data: AppraisedPerson, style: PaperStyle, *, results: bool) -> Table:
    """Return the indicators with their targets, and with what came of them where ``results``."""
    columns = [
        Column("ตัวชี้วัดผลงาน", 28 if results else 34),
        *(Column(str(level), 11) for level in range(1, LEVELS + 1)),
    ]
    if results:
        columns += [
            Column("ผลงานจริง", 16),
            Column("คะแนน\n(ก)", 7, "right"),
        ]
    columns.append(Column("น้ำหนัก\n(ข)" if results else "น้ำหนัก\n(ร้อยละ)", 8, "right"))
    if results:
        columns.append(Column("(ก) × (ข)\n÷ 5", 9, "right"))
    given = data.indicators or (IndicatorLine(),) * _BLANK_ROWS
    rows = []
    for one in given:
        cells = [one.title, *(*one.targets, *[""] * LEVELS)[:LEVELS]]
        if results:
            cells += [one.actual, points(one.score)]
        cells.append(points(one.weight))
        if results:
            cells.append(points(one.product))
        rows.append(cells)
    weights = [one.weight for one in given if one.weight is not None]
    total = _total(len(columns), weights, data.achievement if results else None, results=results)
    groups = (HeadGroup("ค่าเป้าหมาย (ระดับ)", 1, LEVELS),)
    return Table(columns, rows, style, size=style.annex_size, head_groups=groups, total=total)


def competency_table(data: AppraisedPerson, style: PaperStyle, *, results: bool) -> Table:
    """Return the competencies with the level expected, and with what was found."""
    columns = [Column("สมรรถนะ", 34), Column("ระดับที่\nคาดหวัง", 9, "center")]
    if results:
        columns += [
            Column("ระดับ\nที่พบ", 8, "center"),
            Column("หลักฐานหรือพฤติกรรมที่พบ", 34),
            Column("คะแนน\n(ก)", 8, "right"),
        ]
    columns.append(Column("น้ำหนัก\n(ข)" if results else "น้ำหนัก\n(ร้อยละ)", 9, "right"))
    if results:
        columns.append(Column("(ก) × (ข)\n÷ 5", 10, "right"))
    given = data.competencies or (CompetencyLine(),) * _BLANK_ROWS
    rows = []
    for one in given:
        cells = [one.name, "" if one.expected is None else str(one.expected)]
        if results:
            cells += ["" if one.found is None else str(one.found), one.evidence, points(one.score)]
        cells.append(points(one.weight))
        if results:
            cells.append(points(one.product))
        rows.append(cells)
    weights = [one.weight for one in given if one.weight is not None]
    total = _total(len(columns), weights, data.competency if results else None, results=results)
    return Table(columns, rows, style, size=style.annex_size, total=total)


def _numbered(data: AppraisedPerson) -> str:
    return f"{data.post} (เลขที่ {data.post_number})" if data.post_number else data.post


def _total(
    width: int, weights: Sequence[Decimal], whole: Decimal | None, *, results: bool
) -> list[str]:
    summed = points(sum(weights, Decimal(0))) if weights else ""
    tail = [summed, points(whole)] if results else [summed]
    return ["รวม", *[""] * (width - 1 - len(tail)), *tail]


def sample_person() -> AppraisedPerson:
    """Return an invented appraisal."""
    d = Decimal
    targets = ("ร้อยละ 60", "ร้อยละ 70", "ร้อยละ 80", "ร้อยละ 90", "ร้อยละ 100")
    return AppraisedPerson(
        office=OFFICE,
        number=1,
        year=2570,
        first=dt.date(2026, 10, 1),
        last=dt.date(2027, 3, 31),
        name="นางสาวก๋วยเตี๋ยว สมมติสุข",
        post="นักทรัพยากรบุคคลชำนาญการ",
        post_number="1234",
        unit="กองการเจ้าหน้าที่",
        staff="ข้าราชการพลเรือนสามัญ",
        appraiser="นายกตัญญู สมมติชัย",
        appraiser_post="ผู้อำนวยการกองการเจ้าหน้าที่",
        agreed_on=dt.date(2026, 10, 12),
        shares=(d(70), d(30)),
        achievement=d(88),
        competency=d(80),
        total=d("85.6"),
        level="ดีมาก",
        levels=("ดีเด่น", "ดีมาก", "ดี", "พอใช้", "ต้องปรับปรุง"),
        indicators=(
            IndicatorLine(
                "ร้อยละของทะเบียนประวัติที่บันทึกถูกต้องและเป็นปัจจุบัน", targets, d(70),
                "ร้อยละ 100", d(5), d(70),
            ),
            IndicatorLine(
                "ร้อยละของคำสั่งที่จัดทำเสร็จภายในกำหนด", targets, d(30), "ร้อยละ 82", d(3), d(18)
            ),
        ),
        competencies=(
            CompetencyLine("การมุ่งผลสัมฤทธิ์", 3, d(60), 2, d(4), d(48), "ส่งงานช้า 2 ครั้ง"),
            CompetencyLine("บริการที่ดี", 3, d(40), 2, d(4), d(32), "แบบสอบถามผู้รับบริการ"),
        ),
        development=(("การจัดทำฐานข้อมูลบุคคล", "อบรมและฝึกปฏิบัติ", "ไตรมาสที่ 3"),),
        opinions={"superior": {"agrees": "yes", "text": ""}},
        acknowledgement="acknowledged",
        informed_on=dt.date(2027, 4, 5),
    )  # fmt: skip
