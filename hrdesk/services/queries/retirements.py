"""Who leaves for age at the end of each fiscal year, and which posts may be filled ahead."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from hrdesk.models import Person, Post
from hrdesk.rules.codes import Employment
from hrdesk.rules.dates import BE_OFFSET, PartialDate, add_months, fiscal_year
from hrdesk.rules.lawbook import Law
from hrdesk.rules.names import full_name, titled
from hrdesk.rules.retirement import Retirement, retirement
from hrdesk.services.access import Right, require
from hrdesk.services.office_law import law_for_day
from hrdesk.services.posts import shown_number
from hrdesk.services.staff_law import Said, own_law, said
from hrdesk.services.unit_of_work import UnitOfWork

YEARS_SHOWN = 6  # the present fiscal year and the next five
EMPLOYMENTS = (
    Employment.CIVIL_SERVANT,
    Employment.LOCAL_OFFICIAL,
    Employment.LOCAL_TEACHER,
    Employment.PERMANENT_EMPLOYEE,
)
"""Who leaves by common.retirement; contracts and government employees end by their own terms."""

_AGE = "common.retirement.age"
_AHEAD = "doh.route.p3.ahead"
_ONE_DAY = dt.timedelta(days=1)
_LAST_MONTH = 12


class LeavingRow(NamedTuple):
    """One who leaves; ``fill_from`` is None where the office's law has no rule on filling ahead."""

    id: int
    name: str
    position: str
    post_number: str
    unit: str
    employment: Employment
    born: str
    fiscal_year: int
    last_day: dt.date
    leaves_on: dt.date
    last_raise_on: dt.date
    fill_from: dt.date | None
    fill_now: bool


class UnclearRow(NamedTuple):
    """One whose last day is not known.

    ``why``: ``missing`` (no birth date), ``partial`` (it lacks a part that decides, ``years`` are
    the two possible ones) or ``passed`` (the last day is over, the person still in the register).
    """

    id: int
    name: str
    position: str
    unit: str
    born: str
    why: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Retirements:
    """Who leaves in the years asked for, by year; those not known; the rule on filling ahead."""

    rows: tuple[LeavingRow, ...]
    unclear: tuple[UnclearRow, ...]
    years: tuple[tuple[int, int], ...]
    age: Said
    ahead_months: int | None
    ahead: Said | None


def retirements(uow: UnitOfWork, years: int = YEARS_SHOWN) -> Retirements:
    """Return who leaves in the present fiscal year (พ.ศ.) and the next ones, ``years`` in all."""
    require(uow.actor, Right.SEE_PEOPLE)
    today = uow.clock.today()
    law = law_for_day(uow, today)
    first = fiscal_year(today)
    last = first + years - 1
    ahead_law = own_law(uow, today, _AHEAD)
    months = ahead_law.read(_AHEAD).value if ahead_law is not None else None
    rows, unclear = [], []
    for found in uow.session.execute(_candidates(law, last)):
        bounds = possible_days(found.birth_date)
        ends = {born: retirement(born, law) for born in bounds}
        certain = {end.last_day for end in ends.values()}
        possible = tuple(sorted({end.fiscal_year for end in ends.values()}))
        if len(certain) != 1:
            if not possible or any(first <= year <= last for year in possible):
                unclear.append(_unclear(found, "partial" if bounds else "missing", possible))
            continue
        end = ends[bounds[0]]
        if end.fiscal_year < first:
            unclear.append(_unclear(found, "passed", possible))
        elif end.fiscal_year <= last:
            rows.append(_row(found, end, months, today))
    rows.sort(key=lambda row: (row.last_day, row.unit, row.name))
    return Retirements(
        rows=tuple(rows),
        unclear=tuple(unclear),
        years=tuple(
            (year, sum(row.fiscal_year == year for row in rows)) for year in range(first, last + 1)
        ),
        age=said(law, _AGE),
        ahead_months=months,
        ahead=said(ahead_law, _AHEAD) if ahead_law is not None else None,
    )


def _candidates(law: Law, last: int) -> Any:
    """Everyone in the register old enough to leave by the fiscal year ``last``, or of no age."""
    newest = last - BE_OFFSET - law.read(_AGE).value + 1
    return (
        select(
            Person.id,
            Person.prefix,
            Person.first_name,
            Person.last_name,
            Person.birth_date,
            Person.employment,
            Post.number,
            Post.title,
            Post.level,
            Post.unit,
        )
        .outerjoin(Post, Post.id == Person.post_id)
        .where(
            Person.active.is_(True),
            Person.employment.in_([each.value for each in EMPLOYMENTS]),
            or_(Person.birth_date == "", Person.birth_date < f"{newest:04d}-"),
        )
        .order_by(Person.sort_key, Person.id)
    )


def possible_days(stored: str) -> tuple[dt.date, ...]:
    """Return the first and the last day a stored date may be; one where known, none without."""
    if not stored:
        return ()
    partial = PartialDate.from_storage(stored)
    if partial.exact is not None:
        return (partial.exact,)
    first = dt.date(partial.year, partial.month or 1, 1)
    last_month = dt.date(partial.year, partial.month or _LAST_MONTH, 1)
    return first, add_months(last_month, 1) - _ONE_DAY


def _row(found: Any, end: Retirement, months: int | None, today: dt.date) -> LeavingRow:
    fill_from = add_months(end.leaves_on, -months) if months is not None else None
    return LeavingRow(
        id=found.id,
        name=full_name(found.prefix, found.first_name, found.last_name),
        position=titled(found.title or "", found.level),
        post_number=shown_number(found.number or ""),
        unit=found.unit or "",
        employment=Employment(found.employment),
        born=PartialDate.from_storage(found.birth_date).format(),
        fiscal_year=end.fiscal_year,
        last_day=end.last_day,
        leaves_on=end.leaves_on,
        last_raise_on=end.last_raise_on,
        fill_from=fill_from,
        fill_now=fill_from is not None and fill_from <= today,
    )


def _unclear(found: Any, why: str, years: tuple[int, ...]) -> UnclearRow:
    born = PartialDate.from_storage(found.birth_date).format() if found.birth_date else ""
    return UnclearRow(
        id=found.id,
        name=full_name(found.prefix, found.first_name, found.last_name),
        position=titled(found.title or "", found.level),
        unit=found.unit or "",
        born=born,
        why=why,
        years=years,
    )
