"""What a new salary round is offered: the usual round of the day, its payrolls, results, April."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.models import AppraisalRound, Committee
from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError
from hrdesk.services.payrolls import TakePayroll, take_payroll
from hrdesk.services.queries.salary_opening import base_tables, round_offers
from hrdesk.services.salary_rounds import OpenRound, open_round
from tests.services.payroll_people import Someone, make_people


def offers(database, *given):
    with database.read(SYSTEM) as uow:
        return round_offers(uow, *given)


def take(database, day, scheme="step"):
    with database.work(SYSTEM) as uow:
        return take_payroll(uow, TakePayroll(scheme, day)).value


@pytest.mark.parametrize(
    ("today", "year", "number"),
    [
        (dt.date(2027, 4, 30), 2570, 1),
        (dt.date(2027, 5, 1), 2570, 2),
        (dt.date(2027, 10, 31), 2570, 2),
        (dt.date(2027, 11, 1), 2571, 1),
    ],
)
def test_the_round_of_the_season_is_offered(sqlite_database, clock, today, year, number):
    make_people(sqlite_database, [Someone("กมล")])
    clock.set(today)
    found = offers(sqlite_database)
    assert (found.scheme, found.year, found.number) == ("step", year, number)
    assert found.schemes == ("step", "contract", "percentage")
    assert found.own_schemes == {"step", "contract"} and not found.borrowed
    # Contract employees have one round a year, whatever the season.
    assert offers(sqlite_database, "contract").number == 2
    assert offers(sqlite_database, "percentage").borrowed


def test_what_a_round_may_stand_on_is_offered(sqlite_database, clock):
    make_people(sqlite_database, [Someone("กมล"), Someone("ขจร")])
    clock.set(dt.date(2027, 3, 10))
    payroll = take(sqlite_database, dt.date(2027, 3, 1))
    with sqlite_database.work(SYSTEM) as uow:
        for number in (2, 1):
            first = dt.date(2026, 10, 1)
            uow.session.add(AppraisalRound(year=2570, number=number, first=first, last=first))
        uow.session.add(Committee(name="คณะกรรมการเลื่อนขั้น", kind="step_increase", rule=""))
        uow.session.add(Committee(name="คณะกรรมการประเมินผลงาน", kind="work_assessment", rule=""))
    april = offers(sqlite_database)
    [offered] = april.payrolls
    assert (offered.id, offered.heads, offered.frozen) == (payroll, 2, False)
    assert [(each.number, each.fits) for each in april.appraisals] == [(1, True), (2, False)]
    assert [name for _, name in april.committees] == ["คณะกรรมการเลื่อนขั้น"]
    assert april.taken is None and april.earlier == ()
    with sqlite_database.work(SYSTEM) as uow:
        round_id = open_round(uow, OpenRound("step", 2570, 1, payroll)).value
    again = offers(sqlite_database)
    assert again.taken == round_id and again.payrolls[0].frozen
    october = offers(sqlite_database, "step", 2570, 2)
    assert (october.payrolls, october.taken) == ((), None)
    assert [(each.id, each.state) for each in october.earlier] == [(round_id, "open")]
    assert october.payroll_on == dt.date(2027, 9, 1)


def test_a_payroll_says_for_which_round_it_was_taken(sqlite_database, clock):
    make_people(sqlite_database, [Someone("กมล")])
    clock.set(dt.date(2027, 9, 10))
    payroll = take(sqlite_database, dt.date(2027, 9, 1))
    clock.set(dt.date(2028, 1, 10))
    found = offers(sqlite_database, "", None, None, payroll)
    assert (found.scheme, found.year, found.number) == ("step", 2570, 2)
    with pytest.raises(DomainError, match="not_found"):
        offers(sqlite_database, "", None, None, 99)
    with sqlite_database.read(SYSTEM) as uow:
        assert base_tables(uow)[-1] == "2552"


def test_the_newest_payroll_without_a_round_says_which_round_comes(sqlite_database, clock):
    make_people(sqlite_database, [Someone("กมล")])
    clock.set(dt.date(2027, 3, 10))
    payroll = take(sqlite_database, dt.date(2027, 3, 1))
    clock.set(dt.date(2027, 5, 20))
    found = offers(sqlite_database)
    assert (found.year, found.number, len(found.payrolls)) == (2570, 1, 1)
    with sqlite_database.work(SYSTEM) as uow:
        open_round(uow, OpenRound("step", 2570, 1, payroll))
    found = offers(sqlite_database)
    assert (found.year, found.number, found.payrolls) == (2570, 2, ())
