"""What one chooses from while setting up a contest, and taking in several matters at once."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.models import CommitteeMember
from hrdesk.rules.codes import CaseType
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.contests import SaveCandidate, add_cases, save_candidate
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.contest_setup import outlet_choices, recusal_hints, scheme_choices
from hrdesk.services.queries.meetings import meeting_detail
from tests.services.meetings_sample import HELD, make_meeting, make_user
from tests.services.offices import make_office, make_person
from tests.services.test_meetings import receive


@pytest.fixture
def secretary(database):
    make_office(database)
    return make_user(database, "secretary")


def test_the_schemes_of_the_agency_by_kind_and_none_before_the_law(database, secretary):
    with database.read(secretary) as uow:
        found = {each.id: each for each in scheme_choices(uow, HELD)}
        before = scheme_choices(uow, dt.date(2000, 1, 1))
    assert found["doh.work-k2"].kind == "work"
    assert found["doh.score.move-k2"].kind == "person"
    assert {id_.partition(".")[0] for id_ in found} == {"doh"}
    assert all(each.scheme.maximum == 100 for each in found.values())
    assert before == ()


def test_outlets_tell_their_points_or_why_not(database, secretary):
    k2 = make_meeting(database, scheme="doh.work-k2", kind="work")
    with database.read(secretary) as uow:
        found = outlet_choices(uow, k2.contest)
    assert any(each.points is not None and not each.problem for each in found)
    assert all((each.points is None) is bool(each.problem) for each in found)
    nameless = make_meeting(database, scheme="doh.work-k2", kind="work", level="")
    with database.read(secretary) as uow:
        assert {each.points for each in outlet_choices(uow, nameless.contest)} == {None}


def test_the_register_hints_at_a_unit_shared_and_at_ones_own_matter(database, secretary):
    made = make_meeting(database)
    people = [make_person(database, name) for name in ("กานดา", "ปิติ")]
    with database.work(SYSTEM) as uow:
        uow.session.get_one(CommitteeMember, made.members[0]).person_id = people[0]
    with database.work(secretary) as uow:
        for person in people:
            save_candidate(uow, SaveCandidate(None, None, made.contest, person_id=person))
    with database.read(secretary) as uow:
        rows = meeting_detail(uow, made.meeting).contests[0].candidates
        hints = recusal_hints(uow, made.contest)
    own, colleague = (row.id for row in rows if row.person_id in people)
    assert hints == {
        (own, made.members[0]): "เป็นคนเดียวกัน",
        (colleague, made.members[0]): "สังกัดเดียวกัน: กองแผนงาน",
    }


def test_several_matters_are_taken_in_together_or_not_at_all(database, secretary):
    made = make_meeting(database, candidates=0)
    officer = make_user(database, "officer", Role.OFFICER)
    cases = [
        receive(database, officer, make_person(database, name), CaseType.PROMOTION).id
        for name in ("กานดา", "ปิติ")
    ]
    with database.work(secretary) as uow:
        assert add_cases(uow, made.contest, cases[:1]).value == 1
    with pytest.raises(DomainError) as refused, database.work(secretary) as uow:
        add_cases(uow, made.contest, [cases[1], cases[0]])
    assert refused.value.code == "candidate_twice"
    with database.read(secretary) as uow:
        [row] = meeting_detail(uow, made.meeting).contests[0].candidates
    assert row.case_id == cases[0]
