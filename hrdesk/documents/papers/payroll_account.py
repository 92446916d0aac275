"""บัญชีแสดงจำนวนและฐานอัตราเงินเดือน: heads and payroll by group on 1 March or 1 September."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.salary_parts import (
    AccountLine,
    RaisePerson,
    RaiseRound,
    baht,
    by_group,
    count,
    foot_note,
    group_head,
    heads,
    line_under,
    name_cell,
    sample_round,
    signed_by,
    total_of,
)
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.text import Text
from hrdesk.documents.values import long_date


@dataclass(frozen=True, slots=True)
class PayrollAccount:
    """The plain data of the account: the round over the payroll; ``named`` adds everybody's line."""

    round: RaiseRound = field(default_factory=RaiseRound)
    named: bool = True

    @property
    def title(self) -> str:
        """The account's title with the day it stands for."""
        word = self.round.pay_word
        return f"บัญชีแสดงจำนวนและฐานอัตรา{word} ณ วันที่ {long_date(self.round.taken_on)}".rstrip()


FIELDS: tuple[Field, ...] = (
    Field("round.office.agency_name", "ชื่อส่วนราชการ", True, "office.agency_name"),
    Field("round.taken_on", "วันที่ของบัญชีถือจ่าย", True, "round.taken_on"),
    Field("round.people", "รายชื่อผู้อยู่ในบัญชีถือจ่าย", True, "round.people"),
)


def missing(data: PayrollAccount) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def sections(data: PayrollAccount, style: PaperStyle) -> list[Section]:
    """Return the account by group with its sum, then the names of each group with theirs."""
    told = data.round
    blocks: list[Block] = [*heads([data.title, told.office.agency_name, told.title], style)]
    blocks.append(_accounts(told, style))
    blocks += [line_under(words, style) for words in _sums(told)]
    blocks += foot_note(told, style)
    blocks += signed_by(told.signers, style)
    made = [Section(blocks, landscape=True, label="of")]
    if data.named and told.people:
        made.append(_names(data, style))
    return made


def build(data: PayrollAccount, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the account as a PDF."""
    author = data.round.office.agency_name
    return build_paper(sections(data, style), style, title=data.title, author=author)


def sample(kind: str = "") -> PayrollAccount:
    """Return an invented account."""
    return PayrollAccount(sample_round(kind or "step"))


def _accounts(told: RaiseRound, style: PaperStyle) -> Table:
    lines = told.groups or told.units
    shape = _Shape(
        places=any(line.places is not None for line in lines),
        money=any(line.budget is not None for line in lines),
        year=any(line.pool is not None for line in lines),
    )
    columns = [
        Column("ลำดับ", 5, "center"),
        Column("กลุ่ม" if told.groups else "สังกัด", 40),
        Column("จำนวน (คน)", 9, "right"),
        Column(f"อัตรา{told.pay_word}รวม (บาท)", 14, "right"),
    ]
    if shape.places:
        columns.append(Column(f"โควตาหนึ่งขั้น{_share(told.place_rate)} (คน)", 12, "right"))
    if shape.year:
        columns += [
            Column(f"วงเงินทั้งปี{_share(told.rate)} (บาท)", 13, "right"),
            Column("ใช้ไป ณ วันที่ 1 เมษายน (บาท)", 13, "right"),
            Column("เหลือใช้เลื่อนครั้งนี้ (บาท)", 13, "right"),
        ]
    elif shape.money:
        columns.append(Column(f"วงเงิน{_share(told.rate)} (บาท)", 14, "right"))
    rows = [_line(str(number), line, shape) for number, line in enumerate(lines, 1)]
    total = AccountLine(
        "", "รวม", sum(line.heads for line in lines), total_of(lines, "payroll"),
        sum(line.places or 0 for line in lines), 0, total_of(lines, "budget"),
        pool=total_of(lines, "pool"), earlier=total_of(lines, "earlier"),
    )  # fmt: skip
    return Table(
        columns, rows, style, size=style.table_size, total=_line("", total, shape), before=cm(0.3)
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    places: bool
    money: bool
    year: bool


def _share(rate: str) -> str:
    return f" ร้อยละ {rate}" if rate else ""


def _line(number: str, line: AccountLine, shape: _Shape) -> tuple[str, ...]:
    cells = [number, line.label, count(line.heads), baht(line.payroll)]
    if shape.places:
        cells.append("" if line.places is None else count(line.places))
    if shape.year:
        cells += [baht(line.pool), baht(line.earlier)]
    if shape.money or shape.year:
        cells.append(baht(line.budget))
    return tuple(cells)


def _sums(told: RaiseRound) -> list[str]:
    """Return the round's money in words."""
    whole = told.whole
    if whole is None or whole.budget is None:
        return []
    return [f"วงเงินที่ใช้เลื่อนครั้งนี้ {baht(whole.budget)} บาท"]


def _names(data: PayrollAccount, style: PaperStyle) -> Section:
    told = data.round
    blocks: list[Block] = [*heads([f"รายชื่อประกอบ{data.title}", told.office.agency_name], style)]
    groups = by_group(told, lambda _person: True)
    for line, people in groups:
        blocks.append(group_head(f"{line.label} จำนวน {count(len(people))} คน", style))
        blocks.append(_people(told, people, style))
    if len(groups) > 1:
        words = f"รวมทุกกลุ่ม {count(len(told.people))} คน เป็นเงิน {baht(total_of(told.people, 'salary'))} บาท"
        blocks.append(line_under(words, style, bold=True))
    return Section(blocks, landscape=True, label="of")


def _people(told: RaiseRound, people: Sequence[RaisePerson], style: PaperStyle) -> Table:
    steps = any(person.step for person in people)
    columns = [
        Column("ลำดับ", 4.5, "center"),
        Column("ชื่อ", 20),
        Column("ตำแหน่ง", 22),
        Column("สังกัด", 18),
        Column("เลขที่ตำแหน่ง", 13, "center"),
        Column("ระดับ", 10, "center"),
    ]
    if steps:
        columns.append(Column("ขั้น", 6, "center"))
    columns.append(Column(f"{told.pay_word} (บาท)", 10, "right"))
    columns.append(Column("หมายเหตุ", 14))
    rows = [_person(number, person, steps) for number, person in enumerate(people, 1)]
    total = ["", "รวม", *[""] * (len(columns) - 4), baht(total_of(people, "salary")), ""]
    return Table(columns, rows, style, size=style.annex_size, total=total, before=cm(0.1))


def _person(number: int, person: RaisePerson, steps: bool) -> tuple[Text, ...]:
    cells: list[Text] = [
        str(number), name_cell(person), person.position, person.unit, person.post_number,
        person.level,
    ]  # fmt: skip
    if steps:
        cells.append(person.step)
    return (*cells, baht(person.salary), person.remark)
