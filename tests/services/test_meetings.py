"""Committees, meetings, contests and candidates: what is stored, what is refused, what is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from hrdesk.models import Case
from hrdesk.rules.codes import CaseType
from hrdesk.rules.committees import Office as Seat
from hrdesk.services import committees, contests, meeting_hours, meetings
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.committees import CommitteeKind, MemberInput, SaveCommittee
from hrdesk.services.contests import SaveCandidate, SaveContest
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.meetings import SaveMeeting
from hrdesk.services.office_law import law_for_day
from hrdesk.services.queries import committees as committee_queries
from hrdesk.services.queries import meetings as queries
from hrdesk.services.scores import CellPoints, set_point
from tests.services.meetings_sample import HELD, make_meeting, make_user
from tests.services.offices import make_office, make_person, receive

CHAIR = MemberInput("นายประธาน สมมติ", "chair", office=Seat.DIVISION_DIRECTOR.value)
MEMBER = MemberInput("นางกรรมการ สมมติ", post="ผู้เชี่ยวชาญ", type="K", level="K4", same_series=True)
SECRETARY = MemberInput("นายเลขา สมมติ", "secretary", type="K", level="K2", in_hr=True)


@pytest.fixture
def secretary(database):
    make_office(database)
    return make_user(database, "secretary")


def committee(**changes) -> SaveCommittee:
    given = {
        "id": None,
        "version": None,
        "name": "คณะกรรมการประเมินบุคคล",
        "kind": CommitteeKind.PERSON_ASSESSMENT,
        "members": (CHAIR, MEMBER, SECRETARY),
        **changes,
    }
    return SaveCommittee(**given)


def save(database, actor, command) -> int:
    service = {
        SaveCommittee: committees.save_committee,
        SaveMeeting: meetings.save_meeting,
        SaveContest: contests.save_contest,
        SaveCandidate: contests.save_candidate,
    }[type(command)]
    with database.work(actor) as uow:
        return service(uow, command).value


def refused(database, actor, command) -> str:
    with pytest.raises(DomainError) as refusal:
        save(database, actor, command)
    return refusal.value.code


def test_a_committee_keeps_its_seats_and_their_ids(database, secretary):
    id_ = save(database, secretary, committee())
    with database.read(secretary) as uow:
        shown = committee_queries.committee_detail(uow, id_)
    assert [member.name for member in shown.members] == [CHAIR.name, MEMBER.name, SECRETARY.name]
    first, second, third = shown.members
    turned = committee(id=id_, version=shown.version, members=(first, third, second))
    save(database, secretary, turned)
    with database.read(secretary) as uow:
        again = committee_queries.committee_detail(uow, id_)
    assert [member.id for member in again.members] == [first.id, third.id, second.id]
    assert again.version > shown.version
    with pytest.raises(EditConflict):
        save(database, secretary, turned)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "required"),
        ({"members": (CHAIR, MEMBER, MEMBER)}, "member_twice"),
        ({"members": (CHAIR, replace(CHAIR, name="อีกคน"))}, "two_chairs"),
        ({"members": (replace(MEMBER, name=" "),)}, "required"),
        (
            {"term_from": dt.date(2026, 1, 2), "term_to": dt.date(2026, 1, 1)},
            "term_backwards",
        ),
        ({"rule": "dms.committee.move-k4"}, "rule_unknown"),
    ],
)
def test_what_no_committee_can_be_is_refused(database, secretary, changes, code):
    assert refused(database, secretary, committee(**changes)) == code


def test_a_composition_is_told_point_by_point_and_stored_all_the_same(database):
    make_office(database, "dms")
    actor = make_user(database, "secretary")
    low = replace(MEMBER, name="คนที่สอง", level="K2")
    command = committee(
        rule="dms.committee.move-k2k3", target_level="K3", members=(CHAIR, MEMBER, low, SECRETARY)
    )
    id_ = save(database, actor, command)
    with database.read(actor) as uow:
        check = committee_queries.committee_detail(uow, id_).check
    assert check is not None
    assert [finding.code for finding in check.findings] == ["members_few", "member_level"]
    assert refused(database, actor, replace(command, target_level="")) == "required"


def test_a_term_is_at_most_two_years_where_the_manual_says_so(database):
    make_office(database, "dhss")
    make_user(database, "secretary")
    with database.read(SYSTEM) as uow:
        law = law_for_day(uow, HELD)
        assert committees.term_limit(law, dt.date(2026, 1, 1)) == dt.date(2027, 12, 31)
    with database.read(SYSTEM) as uow:
        doh = law.book.at(HELD, "doh")
        assert committees.term_limit(doh, dt.date(2026, 1, 1)) is None


def test_meetings_are_numbered_by_committee_and_year(database, secretary):
    id_ = save(database, secretary, committee())
    made = [
        save(database, secretary, SaveMeeting(None, None, id_, day))
        for day in (dt.date(2026, 11, 2), dt.date(2026, 12, 7), dt.date(2027, 1, 4))
    ]
    with database.read(secretary) as uow:
        found = [queries.meeting_detail(uow, one) for one in made]
    assert [(one.number, one.year) for one in found] == [(1, 2569), (2, 2569), (1, 2570)]
    assert (found[0].quorum, found[0].present, found[0].agenda) == (2, 0, meetings.AGENDA)
    taken = SaveMeeting(None, None, id_, dt.date(2026, 12, 8), number=2)
    assert refused(database, secretary, taken) == "meeting_number_taken"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"held_on": None}, "required"),
        ({"starts_at": "25.00"}, "time_form"),
        ({"opened_at": "10.00", "closed_at": "9.30"}, "time_backwards"),
        ({"quorum": 3}, "quorum_too_large"),
        ({"papers_sent_on": HELD + dt.timedelta(days=1)}, "sent_after_meeting"),
    ],
)
def test_what_no_meeting_can_be_is_refused(database, secretary, changes, code):
    id_ = save(database, secretary, committee())
    assert refused(database, secretary, replace(SaveMeeting(None, None, id_, HELD), **changes)) == (
        code
    )


def test_times_are_kept_in_one_form_and_say_how_far_the_meeting_is(database, secretary):
    id_ = save(database, secretary, committee())
    made = save(
        database,
        secretary,
        SaveMeeting(None, None, id_, HELD, opened_at="9.30", closed_at="12:05"),
    )
    with database.read(secretary) as uow:
        found = queries.meeting_detail(uow, made)
    assert (found.opened_at, found.closed_at, found.state) == ("09:30", "12:05", "closed")


def test_a_meeting_is_opened_and_closed_by_the_clock_and_that_is_taken_back(database, clock):
    make_office(database)
    actor = make_user(database, "secretary")
    made = make_meeting(database, opened_at="").meeting

    def act(call, *given):
        with database.work(actor) as uow:
            return call(uow, made, *given).value

    def code(call, *given):
        with pytest.raises(DomainError) as refusal:
            act(call, *given)
        return refusal.value.code

    assert code(meeting_hours.close_meeting) == "meeting_not_open"
    clock.moment = dt.datetime(2026, 11, 18, 2, 42, tzinfo=dt.UTC)
    opened = act(meeting_hours.open_meeting)
    assert opened == meeting_hours.Hours("09:42", "")
    assert code(meeting_hours.open_meeting) == "meeting_opened_already"
    clock.moment = dt.datetime(2026, 11, 18, 2, 41, tzinfo=dt.UTC)
    assert code(meeting_hours.close_meeting) == "time_backwards"
    clock.moment = dt.datetime(2026, 11, 18, 5, 0, tzinfo=dt.UTC)
    closed = act(meeting_hours.close_meeting)
    assert closed == meeting_hours.Hours("09:42", "12:00")
    assert code(meeting_hours.close_meeting) == "meeting_closed_already"
    assert code(meeting_hours.restore_hours, opened, closed) == "meeting_hours_changed"
    act(meeting_hours.restore_hours, closed, opened)
    with database.read(actor) as uow:
        found = queries.meeting_detail(uow, made)
    assert (found.opened_at, found.closed_at, found.state) == ("09:42", "", "open")


def test_papers_seven_working_days_before(database):
    make_office(database, "dhss")
    actor = make_user(database, "secretary")
    # Wednesday 18 November 2026: 17, 16, 13, 12, 11, 10, 9 are the seven working days before.
    with database.read(actor) as uow:
        for sent, late in ((dt.date(2026, 11, 9), False), (dt.date(2026, 11, 10), True)):
            found = meetings.papers_check(uow, HELD, sent)
            assert (found.latest, found.late) == (dt.date(2026, 11, 9), late)
        assert meetings.papers_check(uow, HELD, None).late is None


def test_no_time_for_papers_where_the_rules_set_none(database, secretary):
    with database.read(secretary) as uow:
        assert meetings.papers_check(uow, HELD, HELD).latest is None


def test_attendance_counts_towards_the_quorum(database, secretary):
    made = make_meeting(database)
    with database.work(secretary) as uow:
        states = {made.members[0]: "present", made.members[1]: "absent"}
        assert meetings.set_attendance(uow, made.meeting, states).value == 2
    with database.read(secretary) as uow:
        found = queries.meeting_detail(uow, made.meeting)
    assert (found.present, found.quorum) == (1, 2)
    assert [member.state for member in found.members] == [
        "present", "absent", "expected", "expected",
    ]  # fmt: skip


def test_a_member_with_points_was_not_absent(database, secretary):
    made = make_meeting(database)
    with database.work(secretary) as uow:
        cell = CellPoints(made.candidates[0], made.members[0], "person", Decimal(10))
        set_point(uow, made.contest, cell)
    with pytest.raises(DomainError) as refusal, database.work(secretary) as uow:
        meetings.set_attendance(uow, made.meeting, {made.members[0]: "absent"})
    assert refusal.value.code == "member_has_sheets"
    with pytest.raises(DomainError) as refusal, database.work(secretary) as uow:
        contests.set_recusal(uow, made.candidates[0], made.members[0], "เป็นญาติ")
    assert refusal.value.code == "member_has_sheets"


def test_a_recusal_has_a_reason_and_can_be_taken_back(database, secretary):
    made = make_meeting(database)
    with pytest.raises(DomainError), database.work(secretary) as uow:
        contests.set_recusal(uow, made.candidates[0], made.members[0], " ")
    for reason in ("เป็นญาติ", None):
        with database.work(secretary) as uow:
            contests.set_recusal(uow, made.candidates[0], made.members[0], reason)
        with database.read(secretary) as uow:
            shown = queries.meeting_detail(uow, made.meeting).contests[0].candidates[0]
        assert dict(shown.recusals) == ({made.members[0]: reason} if reason else {})


def contest(made, **changes) -> SaveContest:
    given = {
        "id": None,
        "version": None,
        "meeting_id": made.meeting,
        "kind": "work",
        "title": "นักวิชาการสาธารณสุขชำนาญการ",
        "scheme": "doh.work-k2",
        "level": "K2",
        **changes,
    }
    return SaveContest(**given)


OWN = {
    "title": "คัดเลือก",
    "resolution": "มติ 1/2569",
    "total": "100",
    "criteria": [{"id": "a", "label": "ความรู้", "maximum": "100"}],
    "marks": {"total": "60"},
}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ""}, "required"),
        ({"posts": 0}, "posts_few"),
        ({"methods": ("สัมภาษณ์", "สัมภาษณ์")}, "method_twice"),
        ({"scheme": "doh.score.k5"}, "scheme_refused"),
        ({"scheme": "own", "own_scheme": {**OWN, "total": "90"}}, "scheme_refused"),
        ({"scheme": "own", "own_scheme": {**OWN, "total": "มาก"}}, "scheme_refused"),
    ],
)
def test_what_no_contest_can_be_is_refused(database, secretary, changes, code):
    made = make_meeting(database)
    assert refused(database, secretary, contest(made, **changes)) == code


def test_an_offices_own_scheme_is_kept_and_scored_by(database, secretary):
    made = make_meeting(database)
    save(database, secretary, contest(made, scheme="own", own_scheme=OWN))
    with database.read(secretary) as uow:
        shown = queries.meeting_detail(uow, made.meeting).contests[1]
    assert shown.scheme is not None
    assert [each.label for each in shown.scheme.criteria] == ["ความรู้"]


def test_the_scheme_stays_once_there_are_points(database, secretary):
    made = make_meeting(database)
    with database.work(secretary) as uow:
        cell = CellPoints(made.candidates[0], made.members[0], "person", Decimal(10))
        set_point(uow, made.contest, cell)
    with database.read(secretary) as uow:
        shown = queries.meeting_detail(uow, made.meeting).contests[0]
    other = contest(
        made, id=shown.id, version=shown.version, kind="person", scheme="doh.score.move-k3"
    )
    assert refused(database, secretary, other) == "scheme_has_points"
    same = replace(other, scheme="doh.score.move-k2", title="ชื่อใหม่")
    assert save(database, secretary, same) == shown.id


def test_a_candidate_comes_from_a_waiting_case_once(database, secretary):
    made = make_meeting(database)
    person = make_person(database)
    officer = make_user(database, "officer", Role.OFFICER)
    opened = receive(database, officer, person, CaseType.PROMOTION)
    with database.work(SYSTEM) as uow:
        case = uow.session.get_one(Case, opened.id)
        assert case.person_name
    id_ = save(database, secretary, SaveCandidate(None, None, made.contest, case_id=opened.id))
    with database.read(secretary) as uow:
        shown = queries.meeting_detail(uow, made.meeting).contests[0].candidates[-1]
    assert (shown.id, shown.person_id, shown.unit) == (id_, person, "กองแผนงาน")
    assert shown.name.endswith("สมมติสุข")
    again = SaveCandidate(None, None, made.contest, person_id=person)
    assert refused(database, secretary, again) == "candidate_twice"
    with database.work(secretary) as uow:
        contests.withdraw_candidate(uow, id_, shown.version, "ถอนตัว")
    assert save(database, secretary, again) != id_


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": ""}, "required"),
        ({"name": "ผู้สมัคร 1 สมมติ"}, "candidate_twice"),
        ({"outlet": "nowhere"}, "outlet_refused"),
        ({"methods": {"สัมภาษณ์": Decimal(80)}}, "method_unknown"),
        (
            {"exempt": ("benefit",), "exempt_reason": "มติ", "pass_mark": Decimal(50)},
            "exempt_refused",
        ),
        ({"exempt": ("publication",), "pass_mark": Decimal(50)}, "required"),
        ({"exempt": ("publication",), "exempt_reason": "มติ"}, "required"),
        (
            {"exempt": ("publication",), "exempt_reason": "มติ", "pass_mark": Decimal(91)},
            "pass_mark_range",
        ),
    ],
)
def test_what_no_candidate_can_be_is_refused(database, secretary, changes, code):
    made = make_meeting(database, scheme="doh.work-k2", kind="work")
    given = {"name": "คนใหม่", **changes}
    assert refused(database, secretary, SaveCandidate(None, None, made.contest, **given)) == code


def test_an_exemption_by_a_recorded_decision_is_kept(database, secretary):
    made = make_meeting(database, scheme="doh.work-k2", kind="work")
    command = SaveCandidate(
        None, None, made.contest, "คนใหม่",
        exempt=("publication",), exempt_reason="ก.พ. ยกเว้น", pass_mark=Decimal(55),
    )  # fmt: skip
    save(database, secretary, command)
    with database.read(secretary) as uow:
        shown = queries.meeting_detail(uow, made.meeting).contests[0].candidates[-1]
    assert (shown.exempt, shown.pass_mark) == (("publication",), 55)


def test_a_meeting_and_a_contest_set_up_by_mistake_go_while_nothing_depends_on_them(
    database, secretary
):
    id_ = save(database, secretary, committee())
    meeting = save(database, secretary, SaveMeeting(None, None, id_, HELD))
    with database.read(secretary) as uow:
        version = queries.meeting_detail(uow, meeting).version
    with database.work(secretary) as uow:
        meetings.remove_meeting(uow, meeting, version)
    with database.read(secretary) as uow:
        assert queries.meetings(uow) == ()
    made = make_meeting(database)
    with database.read(secretary) as uow:
        shown = queries.meeting_detail(uow, made.meeting)
        assert [row.candidates for row in queries.meetings(uow, upcoming=False)] == [2]
    with pytest.raises(DomainError) as refusal, database.work(secretary) as uow:
        meetings.remove_meeting(uow, made.meeting, shown.version)
    assert refusal.value.code == "meeting_has_candidates"
    with database.work(secretary) as uow:
        contests.remove_contest(uow, made.contest, shown.contests[0].version)
    with database.read(secretary) as uow:
        assert queries.meeting_detail(uow, made.meeting).contests == ()
