"""The salary history: lines by hand from old orders, corrected by superseding, never deleted."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select

from hrdesk.models import AuditEntry, Person
from hrdesk.services import salary_history
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.errors import DomainError, Invalid, NotAllowed
from hrdesk.services.queries import salary_history as queries
from hrdesk.services.salary_history import RecordSalary
from hrdesk.services.salary_lines import NewLine, WrittenLine, write_lines
from tests.services.conftest import _user
from tests.services.offices import make_office, make_person


@pytest.fixture
def office(sqlite_database):
    make_office(sqlite_database, "dms")
    return sqlite_database


@pytest.fixture
def officer(sqlite_database):
    return _user(sqlite_database, "officer", Role.OFFICER)


@pytest.fixture
def person(office):
    return make_person(office)


def line(person: int, **more) -> RecordSalary:
    usual = {
        "effective_on": dt.date(2023, 4, 1), "kind": "percentage",
        "new_salary": Decimal(25000), "order_number": "55/2566", "old_salary": Decimal(24300),
    }  # fmt: skip
    return RecordSalary(person, **{**usual, **more})


def record(database, actor, command) -> int:
    with database.work(actor) as uow:
        return salary_history.record_salary(uow, command).value


def strike(database, actor, record_id: int) -> None:
    with database.work(actor) as uow:
        salary_history.strike_line(uow, record_id, "พิมพ์ผิดคน")


def register(database, person: int) -> Decimal | None:
    with database.read(SYSTEM) as uow:
        return uow.session.get_one(Person, person).salary


def history(database, actor, person):
    with database.read(actor) as uow:
        return queries.salary_history(uow, person)


def test_lines_are_listed_newest_first_with_what_changed(office, officer, person):
    record(office, officer, line(person))
    record(
        office, officer,
        line(
            person, effective_on=dt.date(2026, 10, 1), new_salary=Decimal("26100.50"),
            old_salary=None, order_number="80/2569", sets_salary=True,
        ),
    )  # fmt: skip
    found = history(office, officer, person)
    assert [(each.order_number, each.change) for each in found.lines] == [
        ("80/2569", None), ("55/2566", Decimal(700)),
    ]  # fmt: skip
    assert [each.order_number for each in found.live] == ["55/2566", "80/2569"]
    assert (found.salary, found.differs) == (Decimal("26100.50"), False)


def test_an_old_line_is_no_salary_of_today_and_a_different_one_is_told(office, officer, person):
    record(office, officer, line(person))
    found = history(office, officer, person)
    assert (found.salary, found.differs) == (Decimal(27500), True)
    later = line(person, effective_on=dt.date(2027, 4, 1), kind="step", sets_salary=True)
    record(office, officer, later)  # of a day to come: what was decided last counts
    found = history(office, officer, person)
    assert (found.salary, found.differs) == (Decimal(25000), False)


def test_a_wrong_line_is_corrected_or_struck_and_stays_readable(office, officer, person):
    first = record(office, officer, line(person))
    assert _refused(office, officer, line(person)).code == "salary_line_twice"
    better = line(person, new_salary=Decimal(25100), replaces_id=first)
    assert _refused(office, officer, better).field == "reason"
    second = record(office, officer, dataclasses.replace(better, reason="พิมพ์ผิด"))
    found = history(office, officer, person)
    assert [(each.id, each.state) for each in found.lines] == [
        (second, "live"), (first, "replaced"),
    ]  # fmt: skip
    assert found.lines[0].note == "แก้ไข: พิมพ์ผิด"
    again = dataclasses.replace(better, reason="อีกครั้ง")
    assert _refused(office, officer, again).code == "salary_line_replaced"
    with office.work(officer) as uow:
        salary_history.strike_line(uow, second, "คนละคน")
    found = history(office, officer, person)
    assert [each.state for each in found.lines] == ["struck", "replaced"]
    assert found.live == ()


def test_a_struck_line_takes_back_the_salary_that_followed_it(office, officer, person):
    day = dt.date(2026, 10, 1)
    new = record(
        office, officer,
        line(person, effective_on=day, new_salary=Decimal(28100), old_salary=Decimal(27500),
             sets_salary=True),
    )  # fmt: skip
    assert register(office, person) == 28100
    assert history(office, officer, person).lines[0].back == 27500
    strike(office, officer, new)
    assert register(office, person) == 27500
    with office.read(SYSTEM) as uow:
        told = uow.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        told = [each.changes["register_salary"] for each in told if "salary" in each.changes]
    assert told == [["27500", "28100"], ["28100", "27500"]]


@pytest.mark.parametrize(
    ("more", "other"),
    [
        ({"new_salary": Decimal(26000)}, None),  # the register never followed it
        ({"old_salary": None}, None),  # nobody knows what was before
        ({}, {"effective_on": dt.date(2024, 4, 1)}),  # a later line says the same
        ({}, {"effective_on": dt.date(2020, 4, 1)}),  # an earlier line says the same
    ],
)
def test_a_struck_line_leaves_a_salary_that_something_else_made(
    office, officer, person, more, other
):
    same = {"new_salary": Decimal(27500)}
    first = record(office, officer, line(person, **{**same, **more}))
    if other is not None:
        record(office, officer, line(person, **same, **other))
    assert [each.back for each in history(office, officer, person).lines if each.id == first] == [
        None
    ]
    strike(office, officer, first)
    assert register(office, person) == 27500


def test_a_line_of_a_round_or_an_award_is_not_touched_by_hand(office, officer, person):
    from hrdesk.models import CalculationRun

    with office.work(SYSTEM) as uow:
        run = CalculationRun(
            kind="salary_award", subject_id=1, number=1, inputs={}, outputs={}, explanation={},
            law_set="dms", law_version="", law_hash="", program="", sha256="", made_by="",
            made_at=uow.clock.now(),
        )  # fmt: skip
        uow.session.add(run)
        uow.session.flush()
        made = NewLine(
            person, dt.date(2024, 5, 1), "compensation", "", None, Decimal(26000), run_id=run.id
        )
        [computed] = write_lines(uow, [WrittenLine(made)])
    assert history(office, officer, person).lines[0].source == "award"
    wrong = line(person, replaces_id=computed, reason="ผิด")
    assert _refused(office, officer, wrong).code == "salary_line_computed"
    with pytest.raises(DomainError, match="salary_line_computed"), office.work(officer) as uow:
        salary_history.strike_line(uow, computed, "ผิด")


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"order_number": " "}, "order_number", "required"),
        ({"kind": "gift"}, "kind", "required"),
        ({"new_salary": Decimal(0)}, "new_salary", "salary_line_absurd"),
        ({"new_salary": Decimal(-1)}, "new_salary", "salary_line_absurd"),
        ({"old_salary": Decimal(10**7)}, "old_salary", "salary_line_absurd"),
        ({"special": Decimal("0.001")}, "special", "salary_line_absurd"),
        ({"effective_on": dt.date(2569, 4, 1)}, "effective_on", "salary_line_ahead"),
        ({"order_dated": dt.date(1900, 1, 1)}, "order_dated", "salary_line_ahead"),
    ],
)
def test_what_no_order_says_is_refused_at_its_field(office, officer, person, wrong, field, code):
    problem = _refused(office, officer, line(person, **wrong))
    assert not isinstance(problem, Invalid)
    assert (problem.code, problem.field) == (code, field)
    assert history(office, officer, person).lines == ()


def test_a_general_user_reads_their_own_history_alone(office, officer, person):
    record(office, officer, line(person))
    own = _user(office, "own", Role.GENERAL, person)
    other = _user(office, "other", Role.GENERAL, make_person(office, "ปิติ"))
    assert len(history(office, own, person).lines) == 1
    with pytest.raises(NotAllowed):
        history(office, other, person)
    with office.read(SYSTEM) as uow:
        assert uow.session.get_one(Person, person).salary == Decimal(27500)


def _refused(database, actor, command) -> DomainError:
    with pytest.raises(DomainError) as caught:
        record(database, actor, command)
    return caught.value
