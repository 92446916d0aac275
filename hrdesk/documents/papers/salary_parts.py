"""What the papers of a salary round share: the round, its people, its accounts, heads and sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hrdesk.documents.blocks import Titles
from hrdesk.documents.fields import Field
from hrdesk.documents.flow import Block
from hrdesk.documents.form_blocks import Abreast, SignBlock
from hrdesk.documents.form_layout import Person
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.samples import OFFICE
from hrdesk.documents.style import PaperStyle, cm
from hrdesk.documents.text import Run, Text
from hrdesk.documents.values import AGENCY_FIELD, Office, long_date, money
from hrdesk.rules.explanation import canonical

STEP, CONTRACT, PERCENTAGE = "step", "contract", "percentage"
_RAISES = {
    STEP: "การเลื่อนขั้นเงินเดือน",
    CONTRACT: "การเลื่อนค่าตอบแทนพนักงานจ้างตามภารกิจ",
    PERCENTAGE: "การเลื่อนเงินเดือน",
}
_PAY = {CONTRACT: "ค่าตอบแทน"}
_SATANG = Decimal("0.01")
_NOTHING = Decimal(0)
_SIGNERS_A_LINE = 3


@dataclass(frozen=True, slots=True)
class RaisePerson:
    """One person of a round; texts as printed, money in baht a month.

    ``choice`` is steps or a per cent; ``step`` and ``new_step`` are places on the ladder, ``level``
    the post's, ``appraisal`` the result's level; ``reason`` says why so chosen, or why nothing.
    """

    name: str
    position: str = ""
    post_number: str = ""
    unit: str = ""
    level: str = ""
    group: str = ""
    salary: Decimal = _NOTHING
    step: str = ""
    choice: Decimal = _NOTHING
    base: Decimal | None = None
    raised: Decimal = _NOTHING
    special: Decimal = _NOTHING
    new_salary: Decimal = _NOTHING
    new_step: str = ""
    score: str = ""
    appraisal: str = ""
    absence: str = ""
    reason: str = ""
    remark: str = ""

    @property
    def given(self) -> bool:
        """Whether the person gets anything of the round."""
        return bool(self.raised or self.special)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """The account of one group, one unit or all; None where the scheme sets no limit.

    ``pool`` is the year's share of the payroll and ``earlier`` what April used of it, in a round
    of October; ``budget`` is then what is left of both.
    """

    key: str
    label: str
    heads: int
    payroll: Decimal
    places: int | None = None
    placed: int = 0
    budget: Decimal | None = None
    spent: Decimal = _NOTHING
    special: Decimal = _NOTHING
    by_choice: Mapping[Decimal, int] = field(default_factory=dict)
    pool: Decimal | None = None
    earlier: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RaiseRound:
    """A salary round as its papers tell it; ``year`` is of the Buddhist era.

    ``rate`` is the money's share of the payroll and ``place_rate`` that of full-step places, both
    per cents as texts. ``special_counts`` tells whether the special
    remuneration takes of the money. ``note`` is printed small under the tables.
    """

    office: Office = field(default_factory=Office)
    scheme: str = STEP
    year: int = 0
    number: int = 1
    effective_on: dt.date | None = None
    taken_on: dt.date | None = None
    people: tuple[RaisePerson, ...] = ()
    groups: tuple[AccountLine, ...] = ()
    units: tuple[AccountLine, ...] = ()
    whole: AccountLine | None = None
    rate: str = ""
    place_rate: str = ""
    special_counts: bool = True
    meeting: str = ""
    order: str = ""
    signers: tuple[Person, ...] = ()
    note: str = ""

    @property
    def raise_words(self) -> str:
        """What this kind of raise is called."""
        return _RAISES.get(self.scheme, _RAISES[PERCENTAGE])

    @property
    def pay_word(self) -> str:
        """What is paid: เงินเดือน, or ค่าตอบแทน of contract employees."""
        return _PAY.get(self.scheme, "เงินเดือน")

    @property
    def title(self) -> str:
        """The round by number and year."""
        return f"{self.raise_words} ครั้งที่ {self.number}/{self.year}"

    @property
    def since(self) -> str:
        """The day from which it is paid, in words."""
        return f"ตั้งแต่วันที่ {long_date(self.effective_on)}" if self.effective_on else ""


ROUND_FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("people", "รายชื่อผู้อยู่ในบัญชีถือจ่าย", True, "round.people"),
    Field("effective_on", "วันที่มีผล", True, "round.effective_on"),
    Field("taken_on", "วันที่ของบัญชีถือจ่าย", True, "round.taken_on"),
)


def spent_of(data: RaiseRound, people: Sequence[RaisePerson]) -> Decimal:
    """Return what people take of the round's money, each amount as it is printed."""
    special = total_of(people, "special") if data.special_counts else _NOTHING
    return total_of(people, "raised") + special


def cost_words(people: Sequence[RaisePerson]) -> str:
    """Return what people cost a month in words; the special remuneration where there is any."""
    special = total_of(people, "special")
    more = f" ค่าตอบแทนพิเศษ {baht(special)} บาท" if special else ""
    return f"จำนวนเงินที่ได้เลื่อน {baht(total_of(people, 'raised'))} บาท{more}"


def printed(amount: Decimal) -> Decimal:
    """Return an amount as it is printed, so that a sum is that of the figures above it."""
    return amount.quantize(_SATANG, ROUND_HALF_UP)


def total_of(people: Iterable[Any], name: str) -> Decimal:
    """Return the sum of one amount of all, each as it is printed."""
    amounts = (getattr(each, name) for each in people)
    return sum((printed(each) for each in amounts if each is not None), _NOTHING)


def baht(amount: Decimal | None) -> str:
    """Return an amount as it is printed; nothing for none."""
    return "" if amount is None else money(printed(amount))


def or_dash(amount: Decimal | None) -> str:
    """Return an amount, a dash for nothing."""
    return baht(amount) if amount else "-"


def count(number: int) -> str:
    """Return a number of heads with separators."""
    return f"{number:,}"


def amount_words(choice: Decimal) -> str:
    """Return steps or a per cent without zeros at its end."""
    return canonical(choice)


def name_cell(person: RaisePerson) -> Text:
    """Return a name that never parts."""
    return Run(person.name, keep=True)


def post_cell(person: RaisePerson) -> str:
    """Return post and unit under each other."""
    return "\n".join(part for part in (person.position, person.unit) if part)


def pay_cell(step: str, amount: Decimal) -> str:
    """Return a salary with its place on the ladder above it."""
    return "\n".join(part for part in (f"ขั้น {step}" if step else "", baht(amount)) if part)


def heads(lines: Sequence[str], style: PaperStyle) -> list[Block]:
    """Return the head of a sheet: its title in bold, and what it is about under it."""
    told = [line for line in lines if line]
    made: list[Block] = [Titles(told[:1], style, size=style.body_size + 1)]
    if told[1:]:
        made.append(Titles(told[1:], style, size=style.table_size, bold=False))
    return made


def group_head(words: str, style: PaperStyle) -> Paragraph:
    """Return the head over one group's table."""
    return Paragraph(
        Run(words, bold=True), style, size=style.table_size, align="left", before=cm(0.25),
        keep_next=True,
    )  # fmt: skip


def line_under(words: str, style: PaperStyle, *, bold: bool = False) -> Paragraph:
    """Return a line of words under a table."""
    return Paragraph(
        Run(words, bold=bold), style, size=style.table_size, align="left", before=cm(0.15)
    )


def signed_by(signers: Sequence[Person], style: PaperStyle) -> list[Block]:
    """Return places to sign, three beside each other; dots where a name is not known."""
    asked = tuple(signers) or (Person("", "", "ผู้จัดทำ"), Person("", "", "ผู้ตรวจสอบ"))
    made: list[Block] = []
    for first in range(0, len(asked), _SIGNERS_A_LINE):
        some = asked[first : first + _SIGNERS_A_LINE]
        blocks = [
            (SignBlock(each.role, each.name, each.post, style, dated=False), 1.0) for each in some
        ]
        made.append(Abreast(blocks, air=18.0, before=cm(0.4)))
    return made


def foot_note(data: RaiseRound, style: PaperStyle) -> list[Block]:
    """Return the small print under a sheet, where there is any."""
    if not data.note:
        return []
    return [Paragraph(data.note, style, size=style.table_size - 2, align="left", before=cm(0.25))]


def by_group(
    data: RaiseRound, chosen: Callable[[RaisePerson], bool]
) -> tuple[tuple[AccountLine, tuple[RaisePerson, ...]], ...]:
    """Return the chosen people by group, by unit where the scheme has no groups; none empty."""
    lines = data.groups or data.units
    found: dict[str, list[RaisePerson]] = {}
    for person in data.people:
        if chosen(person):
            found.setdefault(person.group if data.groups else person.unit, []).append(person)
    known = {line.key: line for line in lines}
    keys = [*known, *(key for key in found if key not in known)]
    return tuple(
        (known.get(key) or AccountLine(key, key or "ไม่ระบุกลุ่ม", 0, _NOTHING), tuple(found[key]))
        for key in keys
        if key in found
    )


def sample_round(scheme: str = STEP) -> RaiseRound:
    """Return an invented round of one scheme."""
    people = _SAMPLE[scheme]
    used, special = total_of(people, "raised"), total_of(people, "special")
    payroll = total_of(people, "salary")
    counts: dict[Decimal, int] = {}
    for each in people:
        counts[each.choice] = counts.get(each.choice, 0) + 1
    whole = AccountLine(
        "1", "กลุ่มที่ 1", len(people), payroll, 1 if scheme == STEP else None,
        1 if scheme == STEP else 0, Decimal(5000), used, special, counts,
    )  # fmt: skip
    return RaiseRound(
        office=OFFICE,
        scheme=scheme,
        year=2569,
        number=2 if scheme == CONTRACT else 1,
        effective_on=dt.date(2026, 10 if scheme == CONTRACT else 4, 1),
        taken_on=dt.date(2026, 9 if scheme == CONTRACT else 3, 1),
        people=people,
        groups=(whole,),
        whole=AccountLine(
            "", "รวมทั้งสิ้น", whole.heads, payroll, whole.places, whole.placed, whole.budget, used,
            special, counts,
        ),
        rate={CONTRACT: "4", PERCENTAGE: "3"}.get(scheme, "6"),
        place_rate="15" if scheme == STEP else "",
        meeting="ครั้งที่ 1/2569 เมื่อวันที่ 20 มีนาคม 2569",
    )  # fmt: skip


_FIRST = RaisePerson(
    "นางสาวตัวอย่าง ตั้งมั่น", "นักทรัพยากรบุคคลปฏิบัติการ", "120", "กองการเจ้าหน้าที่", "ปฏิบัติการ", "1",
    Decimal(24690), "12", Decimal(1), None, Decimal(1110), _NOTHING, Decimal(25800), "13",
    "92.5", "ดีเด่น", "ลาป่วย 2 วัน 1 ครั้ง", "ผลการประเมินดีเด่น ลำดับที่ 1 ของกลุ่ม",
)  # fmt: skip
_SECOND = RaisePerson(
    "นายสมมติ กตัญญูกุล", "เจ้าพนักงานธุรการชำนาญงาน", "121", "สำนักปลัด", "ชำนาญงาน", "1",
    Decimal(18190), "9.5", Decimal("0.5"), None, Decimal(360), _NOTHING, Decimal(18550), "10",
    "84", "ดีมาก", "", "ผลการประเมินดีมาก",
)  # fmt: skip
_SAMPLE: Mapping[str, tuple[RaisePerson, ...]] = {
    STEP: (_FIRST, _SECOND),
    CONTRACT: (
        RaisePerson(
            "นางป่านแก้ว ผู้ตั้งใจ", "ผู้ช่วยเจ้าพนักงานธุรการ", "", "สำนักปลัด", "", "1",
            Decimal(11500), "", Decimal("5.5"), None, Decimal(640), _NOTHING, Decimal(12140), "",
            "96", "ดีเด่น",
        ),
    ),
    PERCENTAGE: (
        RaisePerson(
            "นางสาวตัวอย่าง ตั้งมั่น", "นักทรัพยากรบุคคล", "120", "กองการเจ้าหน้าที่", "ปฏิบัติการ", "1",
            Decimal(24690), "", Decimal("3.5"), Decimal(20350), Decimal(720), _NOTHING,
            Decimal(25410), "", "92.5", "ดีเด่น",
        ),
    ),
}  # fmt: skip
