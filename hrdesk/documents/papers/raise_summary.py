"""บัญชีสรุปผล: what a round came to by group, by unit and by how much was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.salary_parts import (
    ROUND_FIELDS,
    STEP,
    AccountLine,
    RaisePerson,
    RaiseRound,
    amount_words,
    baht,
    by_group,
    cost_words,
    count,
    foot_note,
    group_head,
    heads,
    line_under,
    name_cell,
    or_dash,
    pay_cell,
    post_cell,
    sample_round,
    signed_by,
    total_of,
)
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.table import Column, HeadGroup, Table
from hrdesk.documents.text import Text

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class RaiseSummary:
    """The plain data of the summary; ``named`` adds the account of everybody by group."""

    round: RaiseRound = field(default_factory=RaiseRound)
    named: bool = True

    @property
    def title(self) -> str:
        """The summary's title."""
        return f"บัญชีสรุปผล{self.round.title}"


FIELDS: tuple[Field, ...] = tuple(
    Field(f"round.{one.name}", one.label_th, one.required, one.where) for one in ROUND_FIELDS
)


def missing(data: RaiseSummary) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def sections(data: RaiseSummary, style: PaperStyle) -> list[Section]:
    """Return the accounts by group and by unit, then everybody by group with sums."""
    told = data.round
    under = (told.office.agency_name, " ".join(part for part in (told.since, told.order) if part))
    blocks: list[Block] = [*heads([data.title, *under], style)]
    if told.groups:
        blocks.append(group_head("สรุปตามกลุ่ม", style))
        blocks.append(_accounts(told, told.groups, "กลุ่ม", style))
    if len(told.units) > 1 or not told.groups:
        blocks.append(group_head("สรุปตามสังกัด", style))
        blocks.append(_accounts(told, told.units, "สังกัด", style))
    blocks += [line_under(words, style) for words in _money(told)]
    if told.meeting:
        blocks.append(line_under(f"ตามมติคณะกรรมการในการประชุม{told.meeting}", style))
    blocks += foot_note(told, style)
    blocks += signed_by(told.signers, style)
    made = [Section(blocks, landscape=True, label="of")]
    if data.named and told.people:
        made.append(_everybody(data, style))
    return made


def build(data: RaiseSummary, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the summary as a PDF."""
    author = data.round.office.agency_name
    return build_paper(sections(data, style), style, title=data.title, author=author)


def sample(kind: str = "") -> RaiseSummary:
    """Return an invented summary."""
    return RaiseSummary(sample_round(kind or STEP))


def choices_of(told: RaiseRound) -> tuple[Decimal, ...]:
    """Return what was given, each once: in steps all that may be, in per cents those that occur."""
    found = {choice for line in (*told.groups, *told.units) for choice in line.by_choice}
    if told.scheme == STEP:
        found |= {_NONE, Decimal("0.5"), Decimal(1)}
    return tuple(sorted(found))


def _accounts(
    told: RaiseRound, lines: Sequence[AccountLine], head: str, style: PaperStyle
) -> Table:
    choices = choices_of(told)
    spread = told.scheme == STEP
    places = spread and any(line.places is not None for line in lines)
    limits = any(line.budget is not None for line in lines)
    columns = [
        Column(head, 26),
        Column("จำนวน (คน)", 8, "right"),
        Column(f"{told.pay_word}รวม (บาท)", 12, "right"),
    ]
    if spread:
        columns += [Column(_choice_words(choice), 6, "right") for choice in choices]
    else:
        columns += [Column("ได้เลื่อน (คน)", 8, "right"), Column("ไม่ได้เลื่อน (คน)", 8, "right")]
    groups = [HeadGroup("จำนวนขั้นที่ได้เลื่อน (คน)", 3, 2 + len(choices))] if spread else []
    if places:
        columns += [
            Column("โควตา", 7, "right"),
            Column("ใช้", 6, "right"),
            Column("เหลือ", 6, "right"),
        ]
        at = len(columns)
        groups.append(HeadGroup("โควตาหนึ่งขั้น (คน)", at - 3, at - 1))
    if limits:
        columns.append(Column("วงเงิน (บาท)", 11, "right"))
    special = "ในจำนวนนี้เป็นค่าตอบแทนพิเศษ" if told.special_counts else "ค่าตอบแทนพิเศษ (นอกวงเงิน)"
    columns += [
        Column("เงินที่ใช้เลื่อน (บาท)", 11, "right"),
        Column(special, 11, "right"),
    ]
    if limits:
        columns.append(Column("คงเหลือ (บาท)", 11, "right"))
    shape = (choices if spread else (), places, limits)
    rows = [_account(line, shape) for line in lines]
    total = _account(_sum(lines), shape)
    return Table(
        columns, rows, style, size=style.annex_size, head_groups=groups, total=total, before=3.0
    )


_Shape = tuple[tuple[Decimal, ...], bool, bool]


def _account(line: AccountLine, shape: _Shape) -> tuple[str, ...]:
    choices, places, limits = shape
    cells = [line.label, count(line.heads), baht(line.payroll)]
    if choices:
        cells += [count(line.by_choice.get(choice, 0)) for choice in choices]
    else:
        none = line.by_choice.get(_NONE, 0)
        cells += [count(sum(line.by_choice.values()) - none), count(none)]
    if places:
        left = None if line.places is None else line.places - line.placed
        cells += [
            "" if line.places is None else count(line.places), count(line.placed),
            "" if left is None else count(left),
        ]  # fmt: skip
    if limits:
        cells.append(baht(line.budget))
    cells += [baht(line.spent), or_dash(line.special)]
    if limits:
        cells.append("" if line.budget is None else baht(line.budget - line.spent))
    return tuple(cells)


def _sum(lines: Sequence[AccountLine]) -> AccountLine:
    """Return the sum of the lines as they are printed."""
    counts: dict[Decimal, int] = {}
    for line in lines:
        for choice, number in line.by_choice.items():
            counts[choice] = counts.get(choice, 0) + number
    known = [line.places for line in lines if line.places is not None]
    limits = [line.budget for line in lines if line.budget is not None]
    return AccountLine(
        key="",
        label="รวม",
        heads=sum(line.heads for line in lines),
        payroll=total_of(lines, "payroll"),
        places=sum(known) if known else None,
        placed=sum(line.placed for line in lines),
        budget=total_of(lines, "budget") if len(limits) == len(lines) else None,
        spent=total_of(lines, "spent"),
        special=total_of(lines, "special"),
        by_choice=counts,
    )


def _choice_words(choice: Decimal) -> str:
    return "ไม่ได้เลื่อน" if not choice else f"{amount_words(choice)} ขั้น"


def _money(told: RaiseRound) -> list[str]:
    """Return the whole round's money in words: its limit, what is used, what is left or over."""
    whole = told.whole
    if whole is None or whole.budget is None:
        return []
    left = whole.budget - whole.spent
    end = f"คงเหลือ {baht(left)} บาท" if left >= 0 else f"เกินวงเงิน {baht(-left)} บาท"
    return [
        f"วงเงินทั้งหมดของรอบ {baht(whole.budget)} บาท ใช้ไป {baht(whole.spent)} บาท {end}",
    ]


def _everybody(data: RaiseSummary, style: PaperStyle) -> Section:
    told = data.round
    blocks: list[Block] = [*heads([f"รายชื่อประกอบ{data.title}", told.office.agency_name], style)]
    groups = by_group(told, lambda _person: True)
    for line, people in groups:
        blocks.append(group_head(f"{line.label} จำนวน {count(len(people))} คน", style))
        blocks.append(people_table(told, people, style))
    if len(groups) > 1:
        words = f"รวมทั้งสิ้น {count(len(told.people))} คน {cost_words(told.people)}"
        blocks.append(line_under(words, style, bold=True))
    return Section(blocks, landscape=True, label="of")


def people_table(
    told: RaiseRound, people: Sequence[RaisePerson], style: PaperStyle, *, why: bool = True
) -> Table:
    """Return a table of people with what each gets, and the sums of its columns."""
    steps = told.scheme == STEP
    based = any(person.base is not None for person in people)
    columns = [
        Column("ลำดับ", 4.5, "center"),
        Column("ชื่อ", 16),
        Column("ตำแหน่ง/สังกัด", 19),
        Column("เลขที่ตำแหน่ง", 11, "center"),
        Column("ผลการประเมิน", 8, "center"),
        Column(f"{told.pay_word}เดิม", 9, "right"),
    ]
    if based:
        columns.append(Column("ฐานในการคำนวณ", 8, "right"))
    columns += [
        Column("ขั้น" if steps else "ร้อยละ", 6, "center"),
        Column("จำนวนเงินที่ได้เลื่อน", 8, "right"),
        Column("ค่าตอบแทนพิเศษ", 8, "right"),
        Column(f"{told.pay_word}ที่ได้รับ", 9, "right"),
        Column("เหตุผล" if why else "หมายเหตุ", 15),
    ]
    rows = [_person(number, person, based, why) for number, person in enumerate(people, 1)]
    total = ["", "รวม", "", "", "", baht(total_of(people, "salary"))]
    total += ["", ""] if based else [""]
    total += [
        baht(total_of(people, "raised")), or_dash(total_of(people, "special")),
        baht(total_of(people, "new_salary")), "",
    ]  # fmt: skip
    return Table(columns, rows, style, size=style.annex_size, total=total, before=3.0)


def _person(number: int, person: RaisePerson, based: bool, why: bool) -> tuple[Text, ...]:
    result = "\n".join(part for part in (person.appraisal, person.score) if part)
    cells: list[Text] = [
        str(number), name_cell(person), post_cell(person), person.post_number, result,
        pay_cell(person.step, person.salary),
    ]  # fmt: skip
    if based:
        cells.append(baht(person.base))
    return (
        *cells,
        amount_words(person.choice) if person.choice else "-",
        or_dash(person.raised),
        or_dash(person.special),
        pay_cell(person.new_step, person.new_salary),
        (person.reason or person.remark) if why else person.remark,
    )
