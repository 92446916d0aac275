"""What a new salary round may stand on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from hrdesk.models import (
    AppraisalRound,
    Committee,
    PayrollRow,
    PayrollSnapshot,
    SalaryRound,
)
from hrdesk.rules.dates import BE_OFFSET
from hrdesk.rules.salary.percentage_round import tables
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.salary_law import (
    PERCENTAGE,
    SCHEMES,
    STEP,
    borrowed,
    effective_day,
    offered_schemes,
    payroll_day,
    round_numbers,
    salary_law,
)
from hrdesk.services.unit_of_work import UnitOfWork

_MEETINGS = ("step_increase", "appraisal", "screening", "other")
_APRIL, _OCTOBER = 4, 10


@dataclass(frozen=True, slots=True)
class PayrollOffer:
    """A payroll of the round's day; ``frozen`` once a round stands on it."""

    id: int
    taken_on: dt.date
    number: int
    heads: int
    frozen: bool


@dataclass(frozen=True, slots=True)
class AppraisalOffer:
    """An appraisal round; ``fits`` where it is that of the same half-year."""

    id: int
    year: int
    number: int
    state: str
    fits: bool


@dataclass(frozen=True, slots=True)
class EarlierOffer:
    """The round of April of the same year; its money counts once it is final."""

    id: int
    state: str


@dataclass(frozen=True, slots=True)
class RoundOffers:
    """What there is for one round; ``taken`` is the round that is open for it already, or None.

    ``schemes`` are those of the office's kind first; ``numbers`` are the rounds of a year.
    """

    scheme: str
    year: int
    number: int
    schemes: tuple[str, ...]
    own_schemes: frozenset[str]
    numbers: tuple[int, ...]
    effective_on: dt.date
    payroll_on: dt.date
    borrowed: bool
    payrolls: tuple[PayrollOffer, ...]
    appraisals: tuple[AppraisalOffer, ...]
    earlier: tuple[EarlierOffer, ...]
    committees: tuple[tuple[int, str], ...]
    taken: int | None


def round_offers(
    uow: UnitOfWork,
    scheme: str = "",
    year: int | None = None,
    number: int | None = None,
    payroll_id: int | None = None,
) -> RoundOffers:
    """Return what a round may be opened with; what is not given is the usual one of today.

    Without a year and a number it is the newest payroll's, where that has no round yet.

    A payroll says itself for which round it was taken. Raises ``scheme_unknown``, ``not_found``.
    """
    require(uow.actor, Right.WORK_SALARY)
    if payroll_id is not None:
        scheme, year, number = _of_payroll(uow, payroll_id)
    own = offered_schemes(uow)
    wanted = scheme or own[0]
    numbers = round_numbers(wanted)
    usual_year, usual_number = _coming(uow.clock.today())
    if year is None and number is None:
        usual_year, usual_number = _prepared(uow, wanted) or (usual_year, usual_number)
    year = usual_year if year is None else year
    number = usual_number if number is None else number
    number = number if number in numbers else numbers[-1]
    day = payroll_day(wanted, year, number)
    return RoundOffers(
        scheme=wanted,
        year=year,
        number=number,
        schemes=(*own, *(each for each in SCHEMES if each not in own)),
        own_schemes=frozenset(own),
        numbers=numbers,
        effective_on=effective_day(wanted, year, number),
        payroll_on=day,
        borrowed=borrowed(uow, wanted),
        payrolls=_payrolls(uow, wanted, day),
        appraisals=_appraisals(uow, year, number),
        earlier=_rounds(uow, wanted, year, 1) if (wanted, number) == (STEP, 2) else (),
        committees=_committees(uow),
        taken=next((each.id for each in _rounds(uow, wanted, year, number)), None),
    )


def _of_payroll(uow: UnitOfWork, payroll_id: int) -> tuple[str, int, int]:
    """The scheme, the BE year and the number of the round that a payroll was taken for."""
    payroll = uow.session.get(PayrollSnapshot, payroll_id)
    if payroll is None:
        raise DomainError("not_found")
    day = payroll.taken_on
    return payroll.scheme, day.year + BE_OFFSET, 1 if day.month < _APRIL else 2


def _prepared(uow: UnitOfWork, scheme: str) -> tuple[int, int] | None:
    """The BE year and the number that the scheme's newest payroll was taken for, if still open."""
    newest = uow.session.scalar(
        select(PayrollSnapshot.id)
        .where(PayrollSnapshot.scheme == scheme)
        .order_by(PayrollSnapshot.taken_on.desc(), PayrollSnapshot.id.desc())
        .limit(1)
    )
    if newest is None:
        return None
    _, year, number = _of_payroll(uow, newest)
    return None if _rounds(uow, scheme, year, number) else (year, number)


def _coming(today: dt.date) -> tuple[int, int]:
    """The round that is worked on at this time of the year: April's until May, then October's."""
    year = today.year + BE_OFFSET
    if today.month <= _APRIL:
        return year, 1
    if today.month <= _OCTOBER:
        return year, 2
    return year + 1, 1


def _payrolls(uow: UnitOfWork, scheme: str, day: dt.date) -> tuple[PayrollOffer, ...]:
    query = (
        select(PayrollSnapshot, func.count(PayrollRow.id))
        .outerjoin(PayrollRow, PayrollRow.snapshot_id == PayrollSnapshot.id)
        .where(PayrollSnapshot.scheme == scheme, PayrollSnapshot.taken_on == day)
        .group_by(PayrollSnapshot.id)
        .order_by(PayrollSnapshot.number.desc())
    )
    return tuple(
        PayrollOffer(each.id, each.taken_on, each.number, heads, each.frozen_at is not None)
        for each, heads in uow.session.execute(query)
    )


def _appraisals(uow: UnitOfWork, year: int, number: int) -> tuple[AppraisalOffer, ...]:
    query = select(AppraisalRound).order_by(
        AppraisalRound.year.desc(), AppraisalRound.number.desc()
    )
    found = [
        AppraisalOffer(
            each.id, each.year, each.number, each.state, (each.year, each.number) == (year, number)
        )
        for each in uow.session.scalars(query)
    ]
    return tuple(sorted(found, key=lambda each: not each.fits))


def _rounds(uow: UnitOfWork, scheme: str, year: int, number: int) -> tuple[EarlierOffer, ...]:
    query = (
        select(SalaryRound.id, SalaryRound.state)
        .where(
            SalaryRound.scheme == scheme,
            SalaryRound.year == year,
            SalaryRound.number == number,
            SalaryRound.copy_of_id.is_(None),
            SalaryRound.state != "superseded",
        )
        .order_by(SalaryRound.id.desc())
    )
    return tuple(EarlierOffer(*each) for each in uow.session.execute(query))


def _committees(uow: UnitOfWork) -> tuple[tuple[int, str], ...]:
    query = select(Committee).where(Committee.active.is_(True)).order_by(Committee.name)
    found = sorted(
        (each for each in uow.session.scalars(query) if each.kind in _MEETINGS),
        key=lambda each: _MEETINGS.index(each.kind),
    )
    return tuple((each.id, each.name) for each in found)


def base_tables(uow: UnitOfWork) -> tuple[str, ...]:
    """Return the BE years of the tables of bases that are held, the newest first."""
    require(uow.actor, Right.WORK_SALARY)
    law = salary_law(uow, PERCENTAGE, uow.clock.today())
    return tuple(reversed(tables(law)))
