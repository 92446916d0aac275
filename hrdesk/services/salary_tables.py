"""Every table of a salary round as sheets of a workbook, each with its sums; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from hrdesk.documents.papers.salary_parts import (
    AccountLine,
    RaisePerson,
    RaiseRound,
    printed,
    total_of,
)
from hrdesk.exchange.lists import ListColumn, ListKind, ListSheet
from hrdesk.services.queries.salary_papers import RoundBook
from hrdesk.services.salary_figures import given, person_of, round_of, trios
from hrdesk.services.salary_law import STEP
from hrdesk.services.salary_papers import draft_reason

_MONEY, _NUMBER = ListKind.MONEY, ListKind.NUMBER
_HALF, _ONE = Decimal("0.5"), Decimal(1)


def tables_of(book: RoundBook) -> tuple[ListSheet, ...]:
    """Return the accounts by group and by unit, everybody, and those of the order or the forms."""
    told = round_of(book)
    sheets = []
    if told.groups:
        sheets.append(_accounts(book, told, "สรุปตามกลุ่ม", told.groups))
    sheets.append(_accounts(book, told, "สรุปตามสังกัด", told.units))
    sheets.append(_people(book, told, "ทุกคน", told.people))
    if told.scheme == STEP:
        ones = [each for each in told.people if each.choice >= _ONE]
        halves = [each for each in told.people if each.choice == _HALF]
        sheets.append(_people(book, told, "แบบ ๑ หนึ่งขั้นขึ้นไป", ones))
        sheets.append(_people(book, told, "แบบ ๒ ครึ่งขั้น", halves))
    in_order = [person_of(book, *trio) for trio in trios(book) if given(trio[2])]
    sheets.append(_people(book, told, "บัญชีแนบท้ายคำสั่ง", in_order))
    return tuple(sheets)


def _filters(book: RoundBook, told: RaiseRound) -> tuple[tuple[str, str], ...]:
    found = [("รอบ", told.title)]
    if draft_reason(book):
        found.append(("ร่าง", draft_reason(book)))
    return tuple(found)


def _accounts(
    book: RoundBook, told: RaiseRound, title: str, lines: Sequence[AccountLine]
) -> ListSheet:
    choices = sorted({choice for line in lines for choice in line.by_choice})
    unit = "ขั้น" if told.scheme == STEP else "%"
    columns = (
        ListColumn("กลุ่ม" if lines is told.groups else "สังกัด", width=34),
        ListColumn("จำนวนคน", _NUMBER, 10),
        ListColumn(f"{told.pay_word}รวม", _MONEY),
        *(ListColumn(f"{choice.normalize():f} {unit} (คน)", _NUMBER, 11) for choice in choices),
        ListColumn("โควตาหนึ่งขั้น", _NUMBER, 12),
        ListColumn("ใช้โควตา", _NUMBER, 10),
        ListColumn("วงเงิน", _MONEY),
        ListColumn("เงินที่ใช้เลื่อน", _MONEY),
        ListColumn("ค่าตอบแทนพิเศษ", _MONEY),
        ListColumn("คงเหลือ", _MONEY),
    )
    rows = [_account(line, choices) for line in lines]
    return ListSheet(title, columns, rows, _filters(book, told), total=_sums("รวม", rows))


def _account(line: AccountLine, choices: Sequence[Decimal]) -> list[Any]:
    left = None if line.budget is None else line.budget - line.spent
    return [
        line.label,
        line.heads,
        printed(line.payroll),
        *(line.by_choice.get(choice, 0) for choice in choices),
        line.places,
        line.placed if line.places is not None else None,
        _satang(line.budget),
        printed(line.spent),
        printed(line.special),
        _satang(left),
    ]


def _people(
    book: RoundBook, told: RaiseRound, title: str, people: Sequence[RaisePerson]
) -> ListSheet:
    labels = {line.key: line.label for line in told.groups}
    amount = "จำนวนขั้น" if told.scheme == STEP else "ร้อยละ"
    columns = (
        ListColumn("ลำดับ", _NUMBER, 8),
        ListColumn("ชื่อ", width=28),
        ListColumn("ตำแหน่ง", width=30),
        ListColumn("เลขที่ตำแหน่ง", width=18),
        ListColumn("สังกัด", width=26),
        ListColumn("ระดับ", width=14),
        ListColumn("กลุ่ม", width=30),
        ListColumn("ผลการประเมิน", width=14),
        ListColumn("คะแนน", width=10),
        ListColumn("วันลาและมาสาย", width=24),
        ListColumn("ขั้นเดิม", width=9),
        ListColumn(f"{told.pay_word}เดิม", _MONEY, 14),
        ListColumn("ฐานในการคำนวณ", _MONEY, 14),
        ListColumn(amount, _MONEY, 11),
        ListColumn("จำนวนเงินที่ได้เลื่อน", _MONEY, 14),
        ListColumn("ค่าตอบแทนพิเศษ", _MONEY, 14),
        ListColumn("ขั้นใหม่", width=9),
        ListColumn(f"{told.pay_word}ที่ได้รับ", _MONEY, 14),
        ListColumn("เหตุผล", width=40),
        ListColumn("หมายเหตุ", width=30),
    )
    rows: list[list[Any]] = [_person(number, each, labels) for number, each in enumerate(people, 1)]
    total: list[Any] = [None, "รวม", *[None] * (len(columns) - 2)]
    for place, name in ((11, "salary"), (14, "raised"), (15, "special"), (17, "new_salary")):
        total[place] = total_of(people, name)
    return ListSheet(title, columns, rows, _filters(book, told), total=total)


def _person(number: int, person: RaisePerson, labels: dict[str, str]) -> list[Any]:
    return [
        number, person.name, person.position, person.post_number, person.unit, person.level,
        labels.get(person.group, ""), person.appraisal, person.score, person.absence, person.step,
        printed(person.salary), _satang(person.base), person.choice, printed(person.raised),
        printed(person.special), person.new_step, printed(person.new_salary), person.reason,
        person.remark,
    ]  # fmt: skip


def _sums(label: str, rows: Sequence[Sequence[Any]]) -> list[Any]:
    """Return the sums of columns of numbers; nothing where a row has none."""
    columns = list(zip(*rows, strict=True))[1:]
    return [label, *(_sum(column) for column in columns)]


def _sum(column: Iterable[Any]) -> Any:
    found = list(column)
    return None if None in found else sum(found)


def _satang(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else printed(amount)
