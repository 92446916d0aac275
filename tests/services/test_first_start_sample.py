from __future__ import annotations

import datetime as dt
from contextlib import ExitStack

import pytest
from sqlalchemy import func, select

from hrdesk.models import Case, Degree, Person, ServiceRun
from hrdesk.rules.codes import MANUAL_KINDS
from hrdesk.rules.identity import check_national_id
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.accounts import sign_in
from hrdesk.services.errors import DomainError
from hrdesk.services.first_start import create_sample_office
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location
from hrdesk.services.passwords import check_new_password
from hrdesk.services.queries.accounts import user_list
from hrdesk.services.queries.office import has_office, office_header, signatories
from hrdesk.services.queries.people import PeopleFilter, list_people
from hrdesk.services.sample_office import sample_accounts
from tests.services.conftest import FixedClock


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request, tmp_path_factory):
    """The sample office of each kind, made once: the tests below only look at it."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            location = Location.file(tmp_path_factory.mktemp("sample") / "office.db")
        else:
            server = request.getfixturevalue("postgres_server")
            location = Location(stack.enter_context(server.database()))
        database = create_database(location, FixedClock(dt.date(2026, 11, 20)))
        stack.callback(database.close)
        yield database, create_sample_office(database)


def test_the_sample_office_says_that_it_is_one(office):
    database, sample = office
    with database.read(sample) as uow:
        header = office_header(uow)
        assert header.sample
        assert "สมมติ" in header.unit_name
        assert any(row.acting_for for row in signatories(uow))


def test_its_people_are_whole_and_plainly_invented(office):
    database, sample = office
    with database.read(sample) as uow:
        assert list_people(uow, PeopleFilter()).total == 40
        people = uow.session.scalars(select(Person)).all()
        degrees = uow.session.execute(select(func.count()).select_from(Degree)).scalar_one()
        runs = uow.session.execute(select(func.count()).select_from(ServiceRun)).scalar_one()
    assert all(check_national_id(person.national_id) for person in people)
    assert all(person.national_id.startswith("99999") for person in people)  # never issued
    assert degrees >= 40
    assert runs >= 60
    assert any("-00" in person.entered_on for person in people)


def test_its_matters_stand_at_different_steps(office):
    database, sample = office
    with database.read(sample) as uow:
        cases = uow.session.execute(select(Case.case_type, Case.status, Case.step_title)).all()
    assert {row.case_type for row in cases} == {kind.value for kind in MANUAL_KINDS}
    assert {row.status for row in cases} == {"in_progress", "completed"}
    assert len({row.step_title for row in cases}) > 6


def test_each_role_has_an_account_that_signs_in(office):
    database, sample = office
    accounts = sample_accounts()
    assert {account.role for account in accounts} == set(Role)
    for account in accounts:
        assert sign_in(database, account.username, account.password).role is account.role
    with database.read(sample) as uow:
        general = [row for row in user_list(uow) if row.role is Role.GENERAL]
    assert general[0].person_name == general[0].display_name


def test_the_sample_passwords_obey_the_house_s_own_rule():
    assert [
        problem
        for account in sample_accounts()
        if (problem := check_new_password(account.password, account.username))
    ] == []


def test_an_office_is_never_mixed_with_the_sample(office):
    database, _sample = office
    with pytest.raises(DomainError) as caught:
        create_sample_office(database)
    assert caught.value.code == "office_exists"


def test_a_sample_that_fails_leaves_an_empty_database(database, monkeypatch):
    def full(*_args: object) -> None:
        raise DomainError("disk_full")

    monkeypatch.setattr("hrdesk.services.sample_office._add_user", full)
    with pytest.raises(DomainError):
        create_sample_office(database)
    with database.read(SYSTEM) as uow:
        assert not has_office(uow)
        assert uow.session.execute(select(func.count()).select_from(Person)).scalar_one() == 0
