"""The home page's figures against the lists behind them, on several days."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.models import Case
from hrdesk.rules.codes import CaseStatus, CaseType
from hrdesk.services.access import Actor, Role
from hrdesk.services.errors import NotAllowed
from hrdesk.services.queries.home import Home, home, month_of, week_of
from hrdesk.services.queries.tracking import count_cases, list_cases
from tests.support.sample_cases import Sample, add_case, add_person, fill

OFFICER = Actor(None, "เจ้าหน้าที่", Role.OFFICER)
KEYS = ("late", "due_week", "waiting", "received_month", "finished_month")
DAYS = (
    dt.date(2026, 11, 20),  # a Friday
    dt.date(2026, 11, 22),  # a Sunday: the week ends today
    dt.date(2026, 11, 23),  # a Monday: a new week
    dt.date(2026, 11, 30),
    dt.date(2026, 12, 1),  # a new month, and a week of two months
    dt.date(2026, 12, 31),
    dt.date(2027, 1, 1),
    dt.date(2028, 2, 29),  # long after everything
    dt.date(2026, 9, 1),  # before most of it
)


def brute_force(case: Case, key: str, today: dt.date) -> bool:
    running = case.status == CaseStatus.IN_PROGRESS.value
    due_on = case.due_on if running else None
    sunday = today + dt.timedelta(days=6 - today.weekday())
    same_month = (today.year, today.month)
    if key == "late":
        return due_on is not None and due_on < today
    if key == "due_week":
        return due_on is not None and today <= due_on <= sunday
    if key == "waiting":
        return running and case.waits_for_others
    if key == "received_month":
        return (case.received_on.year, case.received_on.month) == same_month
    done = case.completed_on
    return not running and done is not None and (done.year, done.month) == same_month


def read(database, actor: Actor = OFFICER, *, mine: bool = False) -> Home:
    with database.read(actor) as uow:
        return home(uow, mine=mine)


def test_each_figure_is_as_long_as_the_list_behind_it(database, clock) -> None:
    sample = fill(database, 240)
    seen = dict.fromkeys(KEYS, 0)
    for officer in (None, *sample.officers):
        actor = Actor(officer.id if officer else None, "เจ้าหน้าที่", Role.OFFICER)
        for day in DAYS:
            clock.set(day)
            figures = read(database, actor, mine=officer is not None).figures
            assert tuple(figure.key for figure in figures) == KEYS
            for figure in figures:
                with database.read(actor) as uow:
                    rows = list_cases(uow, figure.filter, limit=10_000)
                    assert count_cases(uow, figure.filter) == figure.total
                expected = {
                    case.id
                    for case in sample.cases
                    if brute_force(case, figure.key, day)
                    and (officer is None or case.officer_id == officer.id)
                }
                assert {row.id for row in rows} == expected, (figure.key, day)
                assert figure.total == len(rows)
                seen[figure.key] += figure.total
    assert min(seen.values()) > 0, seen


def test_each_kind_of_a_figure_is_as_long_as_its_list(database, clock) -> None:
    from dataclasses import replace

    fill(database, 240)
    for day in DAYS[:5]:
        clock.set(day)
        for figure in read(database).figures:
            assert figure.total == sum(count for _, count in figure.per_kind)
            counted = dict(figure.per_kind)
            with database.read(OFFICER) as uow:
                for kind in CaseType:
                    wanted = replace(figure.filter, case_types=frozenset({kind}))
                    assert count_cases(uow, wanted) == counted.get(kind, 0)


def test_what_to_do_today_is_late_or_due_this_week_most_urgent_first(database, clock) -> None:
    sample = fill(database, 240)
    for day in DAYS[:6]:
        clock.set(day)
        found = read(database)
        expected = sorted(
            (case.due_on, case.id)
            for case in sample.cases
            if brute_force(case, "late", day) or brute_force(case, "due_week", day)
        )
        assert [(row.due_on, row.id) for row in found.today] == expected[:20]
        assert found.today_total == len(expected)
        assert found.on == day


def test_mine_counts_only_what_the_actor_has_in_charge(database, clock) -> None:
    sample = fill(database, 120)
    officer = sample.officers[0]
    found = read(database, Actor(officer.id, officer.display_name, Role.OFFICER), mine=True)
    own = [case for case in sample.cases if case.officer_id == officer.id]
    assert found.open_cases == sum(c.status == CaseStatus.IN_PROGRESS.value for c in own)
    assert {row.id for row in found.today} <= {case.id for case in own}
    assert all(figure.filter.officer_id == officer.id for figure in found.figures)


def test_mine_of_someone_without_cases_is_nothing_and_not_everything(database) -> None:
    fill(database, 60)
    found = read(database, Actor(None, "ผู้ไม่มีเรื่อง", Role.OFFICER), mine=True)
    whole = read(database)
    assert whole.open_cases > 0
    assert found.open_cases == 0
    assert found.today == ()


def test_a_new_office_has_nothing_and_says_so(database, clock) -> None:
    found = read(database)
    assert not found.any_cases
    assert [figure.total for figure in found.figures] == [0] * 5
    with database.work(OFFICER) as uow:
        person = add_person(uow, "กมล", "ใจงาม")
        add_case(
            uow, 1, person, status=CaseStatus.COMPLETED, received_on=dt.date(2020, 1, 1),
            completed_on=dt.date(2020, 2, 1),
        )  # fmt: skip
    found = read(database)
    assert found.any_cases
    assert found.open_cases == 0


def test_a_secretary_has_a_home_and_a_general_user_has_none(database) -> None:
    sample: Sample = fill(database, 20)
    assert read(database, Actor(8, "เลขานุการ", Role.SECRETARY)).any_cases
    with pytest.raises(NotAllowed):
        read(database, Actor(9, "ผู้ใช้", Role.GENERAL, sample.people[0].id))


@pytest.mark.parametrize(
    ("day", "week", "month"),
    [
        (dt.date(2026, 11, 20), (dt.date(2026, 11, 16), dt.date(2026, 11, 22)), (1, 30)),
        (dt.date(2026, 11, 16), (dt.date(2026, 11, 16), dt.date(2026, 11, 22)), (1, 30)),
        (dt.date(2026, 12, 31), (dt.date(2026, 12, 28), dt.date(2027, 1, 3)), (1, 31)),
        (dt.date(2028, 2, 29), (dt.date(2028, 2, 28), dt.date(2028, 3, 5)), (1, 29)),
        (dt.date(2027, 2, 1), (dt.date(2027, 2, 1), dt.date(2027, 2, 7)), (1, 28)),
    ],
)
def test_weeks_run_from_monday_and_months_from_the_first(day, week, month) -> None:
    assert week_of(day) == week
    assert tuple(edge.day for edge in month_of(day)) == month
    assert {edge.month for edge in month_of(day)} == {day.month}
