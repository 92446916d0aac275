"""Probations, cards and bars: what the law allows, what is refused, and what the lists tell."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from hrdesk.models import AuditEntry, IssuedNumber, Person
from hrdesk.rules.codes import CaseType
from hrdesk.rules.staff_codes import CardCause, CardState, ProbationResult
from hrdesk.services import bars, cards, probations
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.queries import staff
from tests.services.offices import make_office, make_person, receive

TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def office(database):
    make_office(database, "sao")
    return database


@pytest.fixture
def person(office):
    return make_person(office)


def do(database, actor, call):
    with database.work(actor) as uow:
        return call(uow).value


def refused(database, actor, call) -> DomainError:
    with pytest.raises(DomainError) as caught, database.work(actor) as uow:
        call(uow)
    return caught.value


def read(database, actor, call):
    with database.read(actor) as uow:
        return call(uow)


def start(database, actor, person, started=dt.date(2026, 6, 1), months=6):
    command = probations.StartProbation(person, started, months)
    return do(database, actor, lambda uow: probations.start_probation(uow, command))


# -- probation ------------------------------------------------------------------------------------


def test_a_probation_ends_by_the_law_and_is_listed_with_its_days_left(office, officer, person):
    saved = start(office, officer, person)
    assert saved.ends_on == dt.date(2026, 11, 30)
    [row] = read(office, officer, staff.probations)
    assert (row.days_left, row.name, row.result) == (10, "นางสาวกานดา สมมติสุข", None)


def test_months_outside_the_law_are_refused_at_their_field(office, officer, person):
    for months in (5, 13):
        command = probations.StartProbation(person, TODAY, months)
        problem = refused(
            office, officer, lambda uow, c=command: probations.start_probation(uow, c)
        )
        assert (problem.code, problem.field) == ("rule_refuses", "months")
        assert "6 ถึง 12 เดือน" in problem.facts["why"]


def test_a_start_before_the_law_held_is_refused_at_the_day(office, officer, person):
    command = probations.StartProbation(person, dt.date(2016, 3, 31), 6)
    problem = refused(office, officer, lambda uow: probations.start_probation(uow, command))
    assert (problem.code, problem.field) == ("rule_refuses", "started_on")


def test_one_person_has_one_probation_at_a_time(office, officer, person):
    start(office, officer, person)
    command = probations.StartProbation(person, TODAY, 6)
    problem = refused(office, officer, lambda uow: probations.start_probation(uow, command))
    assert problem.code == "probation_running"


def test_extended_twice_and_no_more(office, officer, person):
    saved = start(office, officer, person)
    for ends_on in (dt.date(2027, 2, 28), dt.date(2027, 5, 31)):
        saved = do(
            office,
            officer,
            lambda uow, s=saved: probations.extend_probation(uow, s.id, s.version, "ลาคลอด"),
        )
        assert saved.ends_on == ends_on
    problem = refused(
        office,
        officer,
        lambda uow: probations.extend_probation(uow, saved.id, saved.version, "อีกครั้ง"),
    )
    assert problem.code == "rule_refuses"
    back = do(
        office,
        officer,
        lambda uow: probations.withdraw_extension(uow, saved.id, saved.version, "พิมพ์ผิด"),
    )
    assert back.ends_on == dt.date(2027, 2, 28)


def test_a_result_ends_it_and_can_be_taken_back(office, officer, person):
    saved = start(office, officer, person)
    asked = probations.ProbationOutcome(
        saved.id, saved.version, ProbationResult.PASSED, TODAY, "คณะกรรมการตามคำสั่งที่ 1/2569"
    )
    ended = do(office, officer, lambda uow: probations.record_result(uow, asked))
    assert read(office, officer, staff.probations) == ()
    [row] = read(office, officer, lambda uow: staff.probations(uow, running=False))
    assert (row.result, row.result_on, row.days_left) == (ProbationResult.PASSED, TODAY, None)
    problem = refused(
        office,
        officer,
        lambda uow: probations.extend_probation(uow, saved.id, ended.version, "ขยาย"),
    )
    assert problem.code == "probation_ended"
    do(
        office,
        officer,
        lambda uow: probations.withdraw_result(uow, saved.id, ended.version, "บันทึกผิดคน"),
    )
    assert [row.result for row in read(office, officer, staff.probations)] == [None]


def test_a_result_before_the_start_or_without_its_committee_is_refused(office, officer, person):
    saved = start(office, officer, person)
    asked = probations.ProbationOutcome(
        saved.id, saved.version, ProbationResult.BELOW, dt.date(2026, 5, 31), " "
    )
    problem = refused(office, officer, lambda uow: probations.record_result(uow, asked))
    assert {one.field for one in problem.problems} == {"note", "result_on"}


def test_a_correction_moves_the_end_and_knows_who_was_faster(office, officer, person):
    saved = start(office, officer, person)
    asked = probations.EditProbation(saved.id, saved.version, dt.date(2026, 7, 1), 6, "", "วันเริ่มผิด")
    assert do(office, officer, lambda uow: probations.edit_probation(uow, asked)).ends_on == (
        dt.date(2026, 12, 31)
    )
    with pytest.raises(EditConflict), office.work(officer) as uow:
        probations.edit_probation(uow, asked)


def test_a_department_is_told_that_the_figures_are_another_sets(database, officer):
    make_office(database, "doh")
    law = read(database, officer, lambda uow: staff.probation_law(uow, TODAY))
    assert (law.shortest, law.longest, law.step, law.times, law.own) == (6, 12, 3, 2, False)
    assert "องค์การบริหารส่วนตำบล" in law.source


# -- cards ----------------------------------------------------------------------------------------


def issue(database, actor, person, cause=CardCause.FIRST, on=TODAY, **more):
    with database.read(actor) as uow:
        keys = frozenset(check.key for check in cards.card_checks(uow, cause, on))
    facts = {"checked": keys, "position": "นักทรัพยากรบุคคล", "unit": "สำนักปลัด", **more}
    command = cards.IssueCard(person, cause, on, **facts)
    return do(database, actor, lambda uow: cards.issue_card(uow, command))


def test_a_card_takes_the_next_number_and_is_good_for_six_years(office, officer, person):
    first, second = issue(office, officer, person), issue(office, officer, person)
    assert (first.number, first.expires_on) == ("1/2569", dt.date(2032, 11, 19))
    assert second.number == "2/2569"
    rows = read(office, officer, lambda uow: staff.cards(uow, staff.CardFilter(year=2569)))
    assert [(row.number, row.state) for row in rows] == [
        ("1/2569", CardState.REPLACED),
        ("2/2569", CardState.VALID),
    ]


def test_what_was_not_looked_at_needs_a_word(office, officer, person):
    command = cards.IssueCard(person, CardCause.LOST, TODAY, frozenset({"photo"}), "ครู", "")
    problem = refused(office, officer, lambda uow: cards.issue_card(uow, command))
    assert problem.code == "card_checks_open"
    assert problem.facts["count"] == 8  # seven to look at less the photo, two lists of papers
    issue(office, officer, person, checked=frozenset(), note="ตรวจจากบัตรเดิมแล้ว")
    with office.read(officer) as uow:
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "card.issued")
        ).one()
    assert len(entry.changes["unchecked"][1]) == 8


def test_a_card_refused_leaves_no_gap_in_the_numbers(office, officer, person):
    command = cards.IssueCard(person, CardCause.FIRST, TODAY, frozenset(), "ครู", "")
    refused(office, officer, lambda uow: cards.issue_card(uow, command))
    assert issue(office, officer, person).number == "1/2569"


def test_a_lost_card_asks_for_the_police_report_and_turns_the_old_one(office, officer, person):
    issue(office, officer, person)
    texts = read(
        office, officer, lambda uow: [c.text for c in cards.card_checks(uow, CardCause.LOST, TODAY)]
    )
    assert "ใบแจ้งความ" in texts
    issue(office, officer, person, CardCause.LOST)
    rows = read(office, officer, lambda uow: staff.cards(uow, staff.CardFilter(person_id=person)))
    assert [row.state for row in rows] == [CardState.LOST, CardState.VALID]


def test_a_voided_card_brings_the_one_before_back_and_keeps_its_number(office, officer, person):
    issue(office, officer, person)
    wrong = issue(office, officer, person)
    do(office, officer, lambda uow: cards.void_card(uow, wrong.id, wrong.version, "ชื่อผิด"))
    rows = read(office, officer, lambda uow: staff.cards(uow, staff.CardFilter()))
    assert [row.state for row in rows] == [CardState.VALID, CardState.VOID]
    with office.read(officer) as uow:
        voided = uow.session.scalars(select(IssuedNumber).where(IssuedNumber.number == 2)).one()
        assert voided.void_reason == "ชื่อผิด"
    assert issue(office, officer, person).number == "3/2569"


def test_a_card_given_back_counts_no_more_until_it_is_restored(office, officer, person):
    card = issue(office, officer, person)
    back = do(
        office,
        officer,
        lambda uow: cards.report_card(
            uow, card.id, card.version, CardState.RETURNED, TODAY, "โอนไปที่อื่น"
        ),
    )
    problem = refused(
        office,
        officer,
        lambda uow: cards.void_card(uow, card.id, back.version, "ผิด"),
    )
    assert problem.code == "card_not_valid"
    do(office, officer, lambda uow: cards.restore_card(uow, card.id, back.version, "บันทึกผิดคน"))
    rows = read(office, officer, lambda uow: staff.cards(uow, staff.CardFilter()))
    assert [row.state for row in rows] == [CardState.VALID]


def test_a_restored_card_is_refused_beside_a_newer_one(office, officer, person):
    card = issue(office, officer, person)
    back = do(
        office,
        officer,
        lambda uow: cards.report_card(uow, card.id, card.version, CardState.LOST, TODAY, "แจ้งความ"),
    )
    issue(office, officer, person)
    problem = refused(
        office, officer, lambda uow: cards.restore_card(uow, card.id, back.version, "พบบัตร")
    )
    assert (problem.code, problem.facts["number"]) == ("card_held_already", "2/2569")


def test_cards_that_end_within_ninety_days(office, officer, clock):
    for name, on in (("ก", dt.date(2021, 2, 18)), ("ข", dt.date(2021, 2, 19))):
        issue(office, officer, make_person(office, name, "สมมติ"), on=on)
    clock.set(dt.date(2026, 11, 18))
    rows = read(office, officer, lambda uow: staff.cards(uow, staff.CardFilter(within=90)))
    assert [row.number for row in rows] == []
    clock.set(dt.date(2026, 11, 19))  # 90 days before 17 February 2570
    rows = read(office, officer, lambda uow: staff.cards(uow, staff.CardFilter(within=90)))
    assert [row.number for row in rows] == ["1/2564"]
    assert rows[0].days_left == 90


def test_the_card_of_one_who_left_is_not_to_be_renewed(office, officer, person, clock):
    issue(office, officer, person)
    clock.set(dt.date(2032, 11, 1))
    assert read(office, officer, lambda uow: staff.ending_cards(uow, 90)) == 1
    with office.work(officer) as uow:
        uow.session.get_one(Person, person).active = False
    assert read(office, officer, lambda uow: staff.ending_cards(uow, 90)) == 0


def test_the_register_is_searched_by_name_and_number(office, officer):
    for name in ("กานดา", "ปิติ"):
        issue(office, officer, make_person(office, name, "สมมติชัย"))
    for text in ("ปิติ", "2/2569", "๒/๒๕๖๙"):
        wanted = staff.CardFilter(text=text)
        found = read(office, officer, lambda uow, w=wanted: staff.cards(uow, w))
        assert [row.number for row in found] == ["2/2569"], text


# -- bars -----------------------------------------------------------------------------------------


def bar(database, actor, person, **more):
    facts = {"reason": "ลอกเลียนผลงาน", "decided_by": "ผู้มีอำนาจสั่งบรรจุ", **more}
    command = bars.RecordBar(person, facts.pop("on", dt.date(2026, 9, 1)), **facts)
    return do(database, actor, lambda uow: bars.record_bar(uow, command))


@pytest.fixture
def doh(database):
    make_office(database, "doh")
    return database


def test_a_bar_lasts_two_years_and_refuses_new_matters_through_its_last_day(doh, officer, clock):
    person = make_person(doh)
    assert bar(doh, officer, person).barred_through == dt.date(2028, 9, 1)
    problem = refused(
        doh,
        officer,
        lambda uow: bars.refuse_barred(uow, person, CaseType.PROMOTION, dt.date(2028, 9, 1)),
    )
    assert (problem.code, problem.facts["until"]) == ("person_barred", dt.date(2028, 9, 1))
    with doh.read(officer) as uow:
        bars.refuse_barred(uow, person, CaseType.PROMOTION, dt.date(2028, 9, 2))
        bars.refuse_barred(uow, person, CaseType.RESIGNATION, dt.date(2028, 9, 1))


def test_a_barred_person_cannot_apply_until_the_bar_is_cancelled(doh, officer):
    person = make_person(doh)
    made = bar(doh, officer, person, on=dt.date(2026, 8, 31))
    problem = refused_open(doh, officer, person)
    assert (problem.code, problem.field) == ("person_barred", "person")
    do(doh, officer, lambda uow: bars.cancel_bar(uow, made.id, 1, "ผลสอบไม่พบความผิด"))
    assert receive(doh, officer, person, CaseType.PROMOTION).number
    again = refused(doh, officer, lambda uow: bars.cancel_bar(uow, made.id, 2, "อีกครั้ง"))
    assert again.code == "bar_cancelled_already"


def refused_open(database, actor, person) -> DomainError:
    with pytest.raises(DomainError) as caught:
        receive(database, actor, person, CaseType.PROMOTION)
    return caught.value


def test_a_bar_may_be_longer_than_the_law_but_not_shorter(doh, officer):
    person = make_person(doh)
    long = bar(doh, officer, person, through=dt.date(2031, 1, 1))
    assert long.barred_through == dt.date(2031, 1, 1)
    command = bars.RecordBar(
        person, dt.date(2026, 9, 1), "ลอก", "อธิบดี", through=dt.date(2028, 8, 31)
    )
    problem = refused(doh, officer, lambda uow: bars.record_bar(uow, command))
    assert (problem.code, problem.facts["least"]) == ("bar_too_short", dt.date(2028, 9, 1))


def test_an_agency_whose_law_names_no_time_gives_the_day_itself(database, officer):
    make_office(database, "dhss")
    person = make_person(database)
    command = bars.RecordBar(person, dt.date(2026, 9, 1), "ลอก", "อธิบดี")
    problem = refused(database, officer, lambda uow: bars.record_bar(uow, command))
    assert (problem.code, problem.field) == ("bar_day_needed", "through")
    assert bar(database, officer, person, through=dt.date(2027, 9, 1)).barred_through == (
        dt.date(2027, 9, 1)
    )
    assert read(database, officer, lambda uow: staff.bar_law(uow, TODAY)).years is None


def test_the_law_says_what_is_done_at_each_stage(doh, officer):
    law = read(doh, officer, lambda uow: staff.bar_law(uow, TODAY))
    assert law.years == 2
    assert [stage for stage, _ in law.stages] == ["assessing", "passed", "promoted"]
    assert "ข้อ ๘" in law.stages[0][1].source
