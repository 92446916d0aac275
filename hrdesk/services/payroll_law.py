"""What the law says of the rows of a payroll: ladders, groups, levels, and what cannot be."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from hrdesk.rules.codes import Employment, LabelError, Level, PostType
from hrdesk.rules.dates import BE_OFFSET, add_months
from hrdesk.rules.lawbook import Law
from hrdesk.rules.numbers import arabic_digits
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.steps import read_ladder
from hrdesk.services.salary_law import (
    CONTRACT,
    PERCENTAGE,
    STEP,
    payroll_day,
    round_numbers,
    salary_law,
)
from hrdesk.services.unit_of_work import UnitOfWork

EMPLOYMENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        STEP: frozenset(
            {
                Employment.LOCAL_OFFICIAL.value,
                Employment.LOCAL_TEACHER.value,
                Employment.PERMANENT_EMPLOYEE.value,
            }
        ),
        CONTRACT: frozenset({Employment.CONTRACT_EMPLOYEE.value}),
        PERCENTAGE: frozenset({Employment.CIVIL_SERVANT.value}),
    }
)
"""Whom the payroll of each scheme holds."""

MOST_SALARY = Decimal(300_000)
"""Baht a month; nobody on a payroll has more, so a greater figure is a slip of the keyboard."""

_PERIOD = {STEP: 6, CONTRACT: 12, PERCENTAGE: 6}
_NOISE = re.compile(r"[\s.()\-\u200b]+|ประเภท|ระดับ|ท้องถิ่น")
_UNKNOWN = {STEP: "payroll_ladder_unknown", PERCENTAGE: "payroll_level_no_base"}
_LEAVE = "sao.step.eligible"
_BASES = "dms.pct.bases"


class Place(NamedTuple):
    """Where a post stands: its type and level in Thai, its ladder and its group (both may be empty)."""

    type: str = ""
    level: str = ""
    ladder: str = ""
    group: str = ""


class RowFault(NamedTuple):
    """What is wrong with a row: its field, code, facts, and whether it keeps the payroll open."""

    field: str
    code: str
    facts: Mapping[str, Any]
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Period:
    """The days whose service and conduct count, and when the raise takes effect."""

    first: dt.date
    last: dt.date
    effective_on: dt.date

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """How many whole months there are."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


def is_payroll_day(scheme: str, day: dt.date) -> bool:
    """Tell whether a payroll of this scheme is taken on such a day; raises ``scheme_unknown``."""
    year = day.year + BE_OFFSET
    return day in {payroll_day(scheme, year, number) for number in round_numbers(scheme)}


def period_of(scheme: str, taken_on: dt.date) -> Period:
    """Return the half-year (of contract employees: the year) that the payroll's round looks at."""
    effective = add_months(taken_on.replace(day=1), 1)
    first = add_months(effective, -_PERIOD[scheme])
    return Period(first, effective - dt.timedelta(days=1), effective)


class PayrollLaw:
    """The law of one scheme on one day, made ready for thousands of rows."""

    def __init__(self, scheme: str, law: Law) -> None:
        self.scheme = scheme
        self.law = law
        self.groups: Mapping[str, str] = {}
        self._places: dict[str, Place] = {}
        self._ladders: dict[str, tuple[Decimal, ...]] = {}
        self._bounds: dict[str, tuple[Decimal, Decimal]] = {}
        self._found: dict[tuple[str, str, str], Place] = {}
        if scheme == STEP:
            self._read_steps()
        elif scheme == PERCENTAGE:
            self._read_levels()

    def place(self, type_: str, level: str, employment: str = "") -> Place:
        """Return where a type and a level stand, given as codes or in Thai.

        One that the law does not know comes back as given, without ladder and group.
        """
        key = (type_, level, employment)
        place = self._found.get(key)
        if place is None:
            place = self._found[key] = self._find(*key)
        return place

    def faults(self, place: Place, salary: Decimal) -> Iterator[RowFault]:
        """Yield what is wrong with a row's level and salary."""
        shown = " ".join(part for part in (place.type, place.level) if part)
        if not place.ladder and self.scheme in _UNKNOWN:
            code = _UNKNOWN[self.scheme] if place.level else "payroll_level_missing"
            yield RowFault("level", code, {"level": shown})
        if salary <= 0:
            yield RowFault("salary", "payroll_salary_missing", {})
        elif salary > MOST_SALARY:
            yield RowFault("salary", "payroll_salary_absurd", {"most": MOST_SALARY})
        elif self.scheme == STEP and place.ladder:
            yield from self._off_ladder(place.ladder, salary)
        elif place.ladder in self._bounds:
            yield from self._outside(place.ladder, salary)

    def choices(self) -> tuple[Place, ...]:
        """Return every type and level that the law knows, as the law orders them."""
        return tuple(dict.fromkeys(self._places.values()))

    def _off_ladder(self, name: str, salary: Decimal) -> Iterator[RowFault]:
        steps = self._ladders.get(name)
        if steps is None:
            yield RowFault("level", "payroll_ladder_no_table", {"ladder": name}, blocks=False)
            return
        at = bisect_left(steps, salary)
        if at < len(steps) and steps[at] == salary:
            return
        near = steps[max(0, at - 1) : at + 1]
        facts = {"salary": _whole(salary), "ladder": name, "near": near}
        yield RowFault("salary", "payroll_salary_off_ladder", facts)

    def _outside(self, level: str, salary: Decimal) -> Iterator[RowFault]:
        """A salary outside its level: the table held may not be the one in force, so it is told."""
        least, most = self._bounds[level]
        facts = {"salary": _whole(salary)}
        if salary < least:
            facts["least"] = _whole(least)
            yield RowFault("salary", "payroll_salary_below_level", facts, blocks=False)
        elif salary > most:
            facts["most"] = _whole(most)
            yield RowFault("salary", "payroll_salary_above_level", facts, blocks=False)

    def _find(self, type_: str, level: str, employment: str) -> Place:
        if level in set(Level):
            known = Level(level)
            type_, level = known.post_type.label, known.label.removeprefix(known.post_type.label)
        elif type_ in set(PostType):
            type_ = "" if type_ == PostType.OTHER else PostType(type_).label
        if employment == Employment.PERMANENT_EMPLOYEE and not type_:
            type_ = Employment.PERMANENT_EMPLOYEE.label
        given = Place(type_, level)
        if not level:
            return given
        for wanted in (_plain(type_ + level), _plain(level)):
            if wanted in self._places:
                return self._places[wanted]
        ending = [key for key in self._places if key.endswith(_plain(level))]
        if not type_ and len(ending) == 1:
            return self._places[ending[0]]
        return given

    def _read_steps(self) -> None:
        groups: Mapping[str, str] = self.law.read("sao.step.group-of").value
        self.groups = self.law.read("sao.step.groups").value
        for name, group in groups.items():
            type_, _, level = name.rpartition(" ")
            if level.isdigit():  # ลูกจ้างประจำ กลุ่ม 1
                type_, _, last = type_.rpartition(" ")
                level = f"{last} {level}"
            self._places[_plain(name)] = Place(type_, level, name, group)
            try:
                self._ladders[name] = read_ladder(self.law, name).salaries
            except Refused:
                continue

    def _read_levels(self) -> None:
        for row in self.law.read(_BASES).value:
            try:
                level = Level.from_label(row["level"])
            except LabelError:
                place = Place("", row["label"], row["level"])
            else:
                type_ = level.post_type.label
                place = Place(type_, level.label.removeprefix(type_), level.value)
            self._places[_plain(place.type + place.level)] = place
            self._bounds[place.ladder] = Decimal(row["minimum"]), Decimal(row["maximum"])


def _whole(salary: Decimal) -> Decimal | int:
    """The amount without satang where it has none, as one says it."""
    return int(salary) if salary == int(salary) else salary


def _plain(text: str) -> str:
    return _NOISE.sub("", arabic_digits(text)).casefold()


def payroll_law(uow: UnitOfWork, scheme: str, day: dt.date) -> PayrollLaw:
    """Return the law that a payroll of that day is looked at by; raises ``Refused``."""
    return PayrollLaw(scheme, salary_law(uow, scheme, day))


def leave_kinds(law: PayrollLaw) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the kinds of leave that count against a raise, and those that do not."""
    source = law.law
    if not source.has(_LEAVE):
        source = source.book.at(source.day, "sao")
    limits = source.read(_LEAVE).value
    return tuple(limits["counted_leave"]), tuple(limits["excused_leave"])
