"""Where people of the register stand: facts from the register, the officer's answers, the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from hrdesk.models import AuditEntry, Case, PositionGroup
from hrdesk.rules.codes import Agency, CaseType, DegreeLevel, Level
from hrdesk.rules.explanation import render
from hrdesk.services.access import SYSTEM
from hrdesk.services.bars import RecordBar, record_bar
from hrdesk.services.cases import OpenCase, TargetPost, open_case
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.people import (
    DegreeInput,
    PostInput,
    SavePerson,
    ServiceRunInput,
    save_person,
)
from hrdesk.services.queries.standing import (
    StandingAsked,
    case_standing,
    counted_words,
    run_counts,
    standing_of,
)
from hrdesk.services.rulings import RecordRuling, record_ruling
from hrdesk.services.standing_answers import Answers, answers_of, keep_answers
from tests.services.offices import make_office

DAY = dt.date(2026, 11, 20)
SERIES = "นักวิชาการสาธารณสุข"
BACHELOR = DegreeInput("bachelor", "สาธารณสุขศาสตรบัณฑิต", graduated_on="01/03/2560")
PERSON = SavePerson(
    None, None, "นางสาว", "กานดา", "สมมติสุข", birth_date="02/10/2510",
    post=PostInput("101", f"{SERIES}ปฏิบัติการ", level="K1", job_series=SERIES, linked_level="ใช่"),
    degrees=(BACHELOR,),
    service_runs=(
        ServiceRunInput("01/12/2563", level="K1", job_series=SERIES, title="นักวิชาการ"),
    ),
)  # fmt: skip


@pytest.fixture(params=["doh"])
def office(request, database):
    make_office(database, request.param)
    return database


def add(database, **given) -> int:
    with database.work(SYSTEM) as uow:
        return save_person(uow, replace(PERSON, **given)).value.id


def look(database, person_id, kind=CaseType.PROMOTION, day=DAY, target=None, answers=None):
    asked = StandingAsked(person_id, kind, day, target or TargetPost(), answers or Answers())
    with database.read(SYSTEM) as uow:
        return standing_of(uow, asked)


def test_a_promotion_without_a_post_goes_to_the_next_level_in_the_post_held(office):
    view = look(office, add(office))
    assert (view.level, view.series, view.own_post, view.supposed) == (
        Level.K2, SERIES, True, True,
    )  # fmt: skip
    assert view.time is not None
    assert (view.time.met, view.time.met_from) == (False, dt.date(2026, 11, 30))
    assert str(view.time.lacking) == "0 ปี 0 เดือน 10 วัน"
    assert (view.linked_level, view.occupied_by) == (True, "applicant")
    assert view.route is not None
    assert view.route.route == "doh.route.p1"
    assert view.retires_on == dt.date(2028, 9, 30)  # 60 on the eve of 2 October 2027: a year later
    assert (view.degree, view.asked) == (DegreeLevel.BACHELOR, DegreeLevel.BACHELOR)
    assert view.qualified_on == "01/03/2560"
    assert view.missing == ()
    assert view.law.startswith("กฎของกรมอนามัย")
    assert "ตำแหน่งระดับควบและมีผู้ครองอยู่" in render(view.trees[1])


def test_a_higher_degree_asks_fewer_years_and_the_officer_may_say_otherwise(office):
    master = DegreeInput("master", "มหาบัณฑิต", graduated_on="01/03/2566")
    person = add(office, degrees=(master, BACHELOR))
    view = look(office, person)
    assert (view.degree, view.time.required_years, view.time.met) == (DegreeLevel.MASTER, 4, True)
    assert view.time.met_from == dt.date(2024, 11, 30)  # from 1 December 2020 by the bachelor
    told = look(office, person, answers=Answers(degree="bachelor", asked="master"))
    assert (told.time.required_years, told.qualified_on) == (6, "01/03/2566")
    assert told.time.met_from == dt.date(2029, 2, 28)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"degrees": ()}, ("degree",)),
        (
            {"degrees": (DegreeInput("below_bachelor", "ปวส.", graduated_on="2550"),)},
            ("degree_level",),
        ),
        ({"degrees": (DegreeInput("bachelor", "ศศ.บ."),)}, ("degree_day",)),
        ({"service_runs": ()}, ("runs",)),
        ({"post": None}, ("level", "series")),
        (
            {"service_runs": (ServiceRunInput("01/12/2563", level="K1"),)},
            ("run_series",),
        ),
    ],
)
def test_what_the_register_lacks_is_named(office, given, missing):
    view = look(office, add(office, **given))
    assert view.missing == missing
    assert (view.time is None) == (missing != ("run_series",))


def test_a_degree_without_a_day_is_named_only_when_it_may_matter(office):
    master = DegreeInput("master", "มหาบัณฑิต", graduated_on="01/03/2566")
    undated = replace(BACHELOR, graduated_on="")
    person = add(office, degrees=(master, undated))
    assert look(office, person).missing == ("degree_day",)
    assert look(office, person, day=dt.date(2027, 3, 1)).missing == ()  # four years by the master


def test_runs_of_the_same_group_count_and_others_wait_for_a_ruling(office):
    runs = (
        ServiceRunInput("01/12/2559", "30/11/2563", level="K1", job_series="นักโภชนาการ"),
        *PERSON.service_runs,
    )
    person = add(office, service_runs=runs, degrees=(replace(BACHELOR, graduated_on="2559"),))
    waiting = look(office, person)
    assert (waiting.time.met, waiting.time.waiting) == (False, (0,))
    assert waiting.runs[0] == "นักโภชนาการ (01/12/2559 – 30/11/2563)"
    with office.work(SYSTEM) as uow:
        uow.session.add(PositionGroup(name="สุขภาพ", series=["นักโภชนาการ", SERIES], source="หนังสือ"))
    grouped = look(office, person)
    assert (grouped.time.met, grouped.time.waiting) == (True, ())


def test_a_ruling_counts_its_share(office, database):
    runs = (
        ServiceRunInput("01/12/2559", "30/11/2563", level="K1", job_series="นิติกร", title="นิติกร"),
        *PERSON.service_runs,
    )
    person = add(office, service_runs=runs, degrees=(replace(BACHELOR, graduated_on="2558"),))
    with office.read(SYSTEM) as uow:
        first = run_counts(uow, person)[0]
    assert (first.counted, first.waiting, first.may_rule) == ("0 ปี 0 เดือน 0 วัน", True, True)
    with office.work(SYSTEM) as uow:
        record_ruling(uow, RecordRuling(first.run_id, 1, "0.5", "ครึ่งหนึ่งเกี่ยวข้อง"))
    with office.read(SYSTEM) as uow:
        first, second = run_counts(uow, person)
    assert (first.counted, first.waiting, first.may_rule) == ("2 ปี 0 เดือน 0 วัน", False, True)
    assert "ครึ่งหนึ่งเกี่ยวข้อง" in first.note
    assert (second.counted, second.may_rule) == ("5 ปี 11 เดือน 20 วัน", False)
    assert look(office, person).time.met_from == dt.date(2024, 11, 30)  # 2 years and 4 of 6


def test_no_counts_where_nothing_can_be_counted(office):
    for given in ({"post": None}, {"degrees": ()}):
        with office.read(SYSTEM) as uow:
            assert run_counts(uow, add(office, **given)) == ()
    general = PostInput("55", "เจ้าพนักงานธุรการ", level="O1", job_series="เจ้าพนักงานธุรการ")
    with office.read(SYSTEM) as uow:
        assert run_counts(uow, add(office, post=general)) == ()
        assert run_counts(uow, 9999) == ()


def test_a_missing_day_is_said_as_from_and_to():
    from hrdesk.rules.service_time import Length

    assert counted_words(Length(12), Length(12)) == "1 ปี 0 เดือน 0 วัน"
    assert counted_words(Length(12), Length(13)) == "1 ปี 0 เดือน 0 วัน ถึง 1 ปี 1 เดือน 0 วัน"


def test_the_post_named_by_its_number_says_series_level_and_who_holds_it(office):
    holder = PostInput("202", f"{SERIES}ชำนาญการพิเศษ", level="K3", job_series=SERIES)
    add(office, first_name="ผู้ครอง", birth_date="02/10/2509", post=holder)
    person = add(office, post=replace(PERSON.post, number="303", level="K2"))
    target = TargetPost(number="202", level="K3")
    view = look(office, person, target=target)
    assert (view.level, view.occupied_by, view.own_post) == (Level.K3, "other", False)
    assert view.holder == "นางสาวผู้ครอง สมมติสุข"
    assert view.holder_leaves_on == dt.date(2027, 9, 30)
    assert view.route.route == "doh.route.none"
    assert "holder_leaving" in view.questions
    leaving = Answers(holder_leaving="retirement")
    early = look(office, person, target=target, answers=leaving)
    assert (early.route.route, "1 เม.ย. 2570" in early.route.refused) == ("doh.route.p3", True)
    later = look(office, person, target=target, answers=leaving, day=dt.date(2027, 4, 1))
    assert (later.route.route, later.route.refused) == ("doh.route.p3", None)


def test_a_title_means_the_series_of_posts_so_called(office):
    add(office, first_name="อื่น", post=PostInput("9", "นักโภชนาการชำนาญการ", level="K2",
                                                   job_series="โภชนาการ"))  # fmt: skip
    person = add(office)
    series = {
        title: look(office, person, target=TargetPost(title=title, level="K2")).series
        for title in (f"{SERIES}ชำนาญการ", "นักโภชนาการชำนาญการ", "นิติกรชำนาญการ", "")
    }
    assert list(series.values()) == [SERIES, "โภชนาการ", "นิติกร", SERIES]


def test_a_move_looks_at_the_level_held_and_a_transfer_at_the_scholarship(office):
    person = add(office, post=replace(PERSON.post, level="K2"))
    move = look(office, person, CaseType.REASSIGNMENT, target=TargetPost(title="นิติกรชำนาญการ"))
    assert (move.level, move.route.route) == (Level.K2, "doh.route.1.2")
    into = look(office, person, CaseType.TRANSFER_IN, target=TargetPost(title="นิติกรชำนาญการ"))
    assert into.questions == ("scholarship_bound",)
    bound = Answers(scholarship_bound=True)
    asked = look(office, person, CaseType.TRANSFER_IN, target=TargetPost(title="นิติกร"),
                 answers=bound)  # fmt: skip
    assert (asked.route.route, asked.route.then) == ("doh.route.t5", "doh.route.t1")
    assert len(asked.route.needs) == 1


def test_a_resignation_asks_for_no_qualification_but_says_the_retirement(office):
    view = look(office, add(office), CaseType.RESIGNATION)
    assert (view.looked_at, view.time, view.route) == (False, None, None)
    assert view.retires_on == dt.date(2028, 9, 30)


def test_before_the_announcement_the_law_is_not_held(office):
    view = look(office, add(office), day=dt.date(2024, 8, 4))
    assert view.time is None
    assert "ยังไม่ใช้บังคับในวันที่ 4 สิงหาคม 2567" in view.refused
    assert "ยังไม่ใช้บังคับ" in view.route_refused
    assert look(office, add(office, first_name="อีกคน", post=None), day=DAY).route is None


def test_a_register_that_contradicts_itself_is_told(office):
    other = replace(PERSON.post, type="K", level="")
    view = look(office, add(office, post=other), target=TargetPost(level="K2"))
    assert view.route_refused == "ผู้ดำรงตำแหน่งวิชาการต้องมีระดับ"


@pytest.mark.parametrize(
    ("office", "times", "routes", "instead"),
    [
        ("dms", False, True, []),
        ("dhss", False, False, ["dhss.check.points", "dhss.early"]),
        ("sao", False, False, ["sao.form-1"]),
    ],
    indirect=["office"],
)
def test_other_agencies_say_what_their_set_holds(office, times, routes, instead):
    view = look(office, add(office))
    assert (view.has_times, view.has_routes) == (times, routes)
    assert [node.code for node in view.instead] == instead
    assert (view.time, view.refused) == (None, "")
    with office.read(SYSTEM) as uow:
        assert run_counts(uow, add(office, first_name="สอง", post=None)) == ()
    allowance = look(office, add(office, first_name="สาม", post=None), CaseType.POSITION_ALLOWANCE)
    assert allowance.looked_at


def test_a_bar_and_other_matters_are_told(office, officer):
    person = add(office)
    with office.work(officer) as uow:
        case = open_case(uow, OpenCase(person, CaseType.REASSIGNMENT, DAY, "ขอย้าย")).value
        record_bar(uow, RecordBar(person, dt.date(2026, 1, 10), "คัดลอกผลงาน", "อธิบดี"))
    view = look(office, person)
    assert [matter.number for matter in view.matters] == [case.number]
    assert view.bar is not None
    assert view.bar.reason == "คัดลอกผลงาน"


def test_nobody_is_not_found(office):
    with pytest.raises(DomainError) as caught:
        look(office, 9999)
    assert caught.value.code == "not_found"


# -- a case ---------------------------------------------------------------------------------------


@pytest.fixture
def case(office, officer):
    person = add(office)
    with office.work(officer) as uow:
        return open_case(uow, OpenCase(person, CaseType.PROMOTION, DAY, "ขอเลื่อน")).value


def test_a_case_is_looked_at_on_its_day_of_receipt_or_another(office, officer, case):
    with office.read(officer) as uow:
        found = case_standing(uow, case.id)
        later = case_standing(uow, case.id, dt.date(2026, 11, 30))
    assert (found.view.day, found.view.time.met, found.law_kept) == (DAY, False, True)
    assert (later.view.time.met, later.view.time.met_from) == (True, dt.date(2026, 11, 30))
    assert found.view.matters == ()
    assert found.view.agency is Agency.DOH
    assert (found.person, found.subject) == ("นางสาวกานดา สมมติสุข", "ขอเลื่อน")


def test_answers_are_kept_with_the_case_and_written_down(office, officer, case):
    answers = Answers(linked_level=False, occupied_by="other", holder_leaving="retirement",
                      holder_leaves_on=dt.date(2027, 9, 30), consent=True)  # fmt: skip
    with office.work(officer) as uow:
        version = keep_answers(uow, case.id, answers).value
        assert keep_answers(uow, case.id, answers, version).changed == frozenset()
    with office.read(officer) as uow:
        stored = uow.session.get_one(Case, case.id).facts["standing"]
        found = case_standing(uow, case.id)
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "case.standing_answered")
        ).one()
    assert answers_of(stored) == answers
    assert found.version == version
    assert found.view.answers == answers
    assert (found.view.linked_level, found.view.occupied_by) == (False, "other")
    assert entry.changes["standing.holder_leaves_on"] == [None, "2027-09-30"]
    assert entry.case_id == case.id


def test_answers_on_a_case_saved_meanwhile_are_refused(office, officer, case):
    with office.work(officer) as uow:
        keep_answers(uow, case.id, Answers(consent=True))
    with office.work(officer) as uow, pytest.raises(EditConflict):
        keep_answers(uow, case.id, Answers(no_list=True), 1)


@pytest.mark.parametrize(
    "stored",
    [None, "x", {"occupied_by": "me", "holder_leaves_on": "31/02", "linked_level": "yes",
                 "series": 7, "degree": "none", "consent": 1, "granted_on": 5}],
)  # fmt: skip
def test_answers_that_make_no_sense_any_more_are_left_out(stored):
    assert answers_of(stored) == Answers()


def test_a_matter_of_the_office_itself_has_no_standing(office, officer, case):
    with office.work(officer) as uow:
        uow.session.get_one(Case, case.id).person_id = None
    with office.read(officer) as uow, pytest.raises(DomainError) as caught:
        case_standing(uow, case.id)
    assert caught.value.code == "not_found"
