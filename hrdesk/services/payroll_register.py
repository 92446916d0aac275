"""What the register knows of the people of a payroll: posts, months of service, special cases."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from hrdesk.models import Case, PayrollRow, PayrollSnapshot, Person, Post, ServiceRun
from hrdesk.rules.codes import CaseType, Employment
from hrdesk.rules.lawbook import Law
from hrdesk.rules.names import full_name
from hrdesk.rules.retirement import retirement
from hrdesk.rules.service_time import Stretch, Timeline
from hrdesk.services.office_law import law_for_day
from hrdesk.services.payroll_law import EMPLOYMENTS, Period, period_of
from hrdesk.services.people_values import earliest
from hrdesk.services.posts import shown_number
from hrdesk.services.queries.retirements import possible_days
from hrdesk.services.salary_law import CONTRACT
from hrdesk.services.salary_lines import Paid, salaries_on
from hrdesk.services.unit_of_work import UnitOfWork

_WHOLE = Decimal(1)
_OFFICIALS = frozenset(
    {
        Employment.CIVIL_SERVANT.value,
        Employment.LOCAL_OFFICIAL.value,
        Employment.LOCAL_TEACHER.value,
        Employment.PERMANENT_EMPLOYEE.value,
    }
)
"""Service that counts as such for officials; a contract employee's own service counts for them.

The same people leave for age (common.retirement); contracts end by their own terms.
"""


@dataclass(frozen=True, slots=True)
class Known:
    """One person of the register as a payroll needs them; ``salary`` of today, None if unknown."""

    id: int
    name: str
    first_last: tuple[str, str]
    national_id: str | None
    employment: str
    active: bool
    birth_date: str
    entered_on: str
    salary: Decimal | None
    post_number: str
    post_title: str
    type: str
    level: str
    unit: str


@dataclass(slots=True)
class Earlier:
    """The payroll of the same scheme before this one; ``id`` None where there is none.

    ``rows`` maps a person to (unit, type, level, ladder, post title).
    """

    id: int | None = None
    taken_on: dt.date | None = None
    rows: Mapping[int, Sequence[str]] = field(default_factory=dict)


def known_people(uow: UnitOfWork) -> tuple[Known, ...]:
    """Return everybody of the register, ordered by unit, post number and name."""
    query = (
        select(
            Person.id, Person.prefix, Person.first_name, Person.last_name, Person.national_id,
            Person.employment, Person.active, Person.birth_date, Person.entered_on, Person.salary,
            Post.number, Post.title, Post.type, Post.level, Post.unit,
        )
        .outerjoin(Post, Post.id == Person.post_id)
        .order_by(Post.unit, Post.number, Person.sort_key, Person.id)
    )  # fmt: skip
    return tuple(_known(*row) for row in uow.session.execute(query))


def _known(id_: int, prefix: str, first: str, last: str, *rest: Any) -> Known:
    *own, number, title, type_, level, unit = rest
    post = (shown_number(number or ""), title or "", type_ or "", level or "", unit or "")
    cells: tuple[Any, ...] = (id_, full_name(prefix, first, last), (first, last), *own, *post)
    return Known(*cells)


def on_payroll(person: Known, scheme: str, taken_on: dt.date) -> bool:
    """Tell whether somebody belongs to the payroll of that day by what the register says."""
    if not person.active or person.employment not in EMPLOYMENTS[scheme]:
        return False
    return not person.entered_on or earliest(person.entered_on) <= taken_on.isoformat()


def earlier_payroll(
    uow: UnitOfWork, scheme: str, taken_on: dt.date, besides: int | None = None
) -> Earlier:
    """Return the newest payroll of the scheme from before that day."""
    newest = uow.session.execute(
        select(PayrollSnapshot.id, PayrollSnapshot.taken_on)
        .where(
            PayrollSnapshot.scheme == scheme,
            PayrollSnapshot.taken_on < taken_on,
            PayrollSnapshot.id != (besides or 0),
        )
        .order_by(PayrollSnapshot.taken_on.desc(), PayrollSnapshot.number.desc())
        .limit(1)
    ).first()
    if newest is None:
        return Earlier()
    rows = uow.session.execute(
        select(
            PayrollRow.person_id, PayrollRow.unit, PayrollRow.type, PayrollRow.level,
            PayrollRow.ladder, PayrollRow.post_title,
        ).where(PayrollRow.snapshot_id == newest.id)
    )  # fmt: skip
    return Earlier(newest.id, newest.taken_on, {row[0]: tuple(row[1:]) for row in rows})


class Defaults:
    """What the register and the histories themselves tell of the people of a payroll."""

    def __init__(self, uow: UnitOfWork, scheme: str, taken_on: dt.date, earlier: Earlier) -> None:
        self._scheme = scheme
        self._taken_on = taken_on
        self._earlier = earlier
        self._period = period_of(scheme, taken_on)
        self._law: Law = law_for_day(uow, taken_on)
        self._runs = _runs(uow, self._period)
        self._moved_in = _transferred(uow, earlier.taken_on or self._period.first, taken_on)
        self._leaving: dict[str, bool] = {}
        self._paid = salaries_on(uow, taken_on)

    def paid(self, person: Known) -> Paid:
        """Return what somebody was paid on the day of the payroll, which the register may be past."""
        return self._paid.get(person.id) or Paid(person.salary)

    def facts(self, person: Known) -> dict[str, Any]:
        """Return what is known of a person's service in the period; nothing where it is not."""
        months = self._months(person)
        return {} if months is None else {"service_months": months}

    def special(self, person: Known, unit: str) -> list[str]:
        """Return the special cases that show by themselves: transferred in, leaving for age."""
        found = []
        if self._has_come(person, unit):
            found.append("transferred_in")
        if person.employment in _OFFICIALS and self._retires(person.birth_date):
            found.append("retiring")
        return found

    def _has_come(self, person: Known, unit: str) -> bool:
        if person.id in self._moved_in:
            return True
        if self._earlier.id is None:
            return False
        before = self._earlier.rows.get(person.id)
        if before is not None:
            return bool(before[0] and unit) and before[0] != unit
        # Not in the last payroll: new in service, or come from elsewhere with older service.
        since = self._earlier.taken_on
        entered = person.entered_on
        return since is not None and bool(entered) and earliest(entered) <= since.isoformat()

    def _retires(self, birth_date: str) -> bool:
        known = self._leaving.get(birth_date)
        if known is None:
            last = dt.date(self._taken_on.year, 9, 30)
            ends = {retirement(day, self._law).last_day for day in possible_days(birth_date)}
            known = self._leaving[birth_date] = ends == {last}
        return known

    def _months(self, person: Known) -> int | None:
        period = self._period
        runs = self._runs.get(person.id, ())
        counted = [(first, last) for first, last, employment in runs if self._counts(employment)]
        if not counted and not runs and person.entered_on:
            counted = [(earliest(person.entered_on), "")]
        if not counted:
            return None
        first, last = period.first.isoformat(), period.last.isoformat()
        if any(begun <= first and (not ended or ended >= last) for begun, ended in counted):
            return period.months
        stretches = []
        for place, (begun, ended) in enumerate(counted):
            begin = max(dt.date.fromisoformat(begun), period.first)
            end = min(dt.date.fromisoformat(ended), period.last) if ended else period.last
            if begin <= end:
                stretches.append(Stretch(begin, end, _WHOLE, str(place)))
        return Timeline(stretches).total(period.last).in_months if stretches else 0

    def _counts(self, employment: str) -> bool:
        wanted = EMPLOYMENTS[CONTRACT] if self._scheme == CONTRACT else _OFFICIALS
        return employment in wanted


def _runs(uow: UnitOfWork, period: Period) -> Mapping[int, list[tuple[str, str, str]]]:
    """The runs of service that touch the period, as (first day, last day or empty, employment)."""
    first, last = period.first.isoformat(), period.last.isoformat()
    query = select(
        ServiceRun.person_id, ServiceRun.started_on, ServiceRun.ended_on, ServiceRun.employment
    ).where(
        ServiceRun.started_on <= last,
        (ServiceRun.ended_on == "") | (ServiceRun.ended_on >= first[:4]),
    )
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for person_id, begun, ended, employment in uow.session.execute(query):
        through = _last(ended) if ended else ""
        if begun and not (through and through < first):
            found[person_id].append((earliest(begun), through, employment))
    return found


def _last(stored: str) -> str:
    """The last day a stored partial date may be."""
    return possible_days(stored)[-1].isoformat()


def _transferred(uow: UnitOfWork, since: dt.date, until: dt.date) -> frozenset[int]:
    """Those whose transfer into the office took effect after the one day and by the other."""
    query = select(Case.person_id).where(
        Case.case_type == CaseType.TRANSFER_IN.value,
        Case.effective_on > since,
        Case.effective_on <= until,
        Case.person_id.is_not(None),
    )
    return frozenset(id_ for id_ in uow.session.scalars(query) if id_ is not None)
