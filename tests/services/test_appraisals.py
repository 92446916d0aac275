"""Appraisal rounds from opening to closing, and everything that is refused on the way."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select

from hrdesk.models import (
    AppraisalRound,
    AuditEntry,
    CalculationRun,
    Committee,
    CommitteeMember,
    Person,
)
from hrdesk.rules.appraisal import Staff
from hrdesk.services import appraisal_agreements as agreements
from hrdesk.services import appraisal_final as final
from hrdesk.services import appraisal_rounds as rounds
from hrdesk.services import appraisals
from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.queries import appraisal_forms as forms
from hrdesk.services.queries import appraisals as queries
from hrdesk.services.queries.cases import case_detail
from hrdesk.ui.pages.case.about import not_held_words
from tests.services.offices import make_office, make_person

D = Decimal
_ON = dt.date(2026, 11, 18)
_INDICATORS = (
    agreements.IndicatorInput("งานทะเบียน", "70", ("1", "2", "3", "4", "5")),
    agreements.IndicatorInput("งานบรรจุ", "๓๐"),
)
_COMPETENCIES = (agreements.CompetencyInput("การมุ่งผลสัมฤทธิ์", "100", "3"),)


def _people(database, count=3, employment="local_official"):
    ids = [make_person(database, f"คน{number}", "สมมติสุข") for number in range(1, count + 1)]
    with database.work(SYSTEM) as uow:
        for id_ in ids:
            uow.session.get_one(Person, id_).employment = employment
    return ids


def _round(database, count=3, agency="sao", employment="local_official"):
    make_office(database, agency)
    ids = _people(database, count, employment)
    with database.work(SYSTEM) as uow:
        round_id = rounds.open_appraisal_round(uow, rounds.OpenAppraisalRound(2570, 1)).value
        made = rounds.add_people(
            uow,
            rounds.AddPeople(
                round_id,
                tuple(ids),
                rounds.Appraiser(None, "นายก อบต.ตัวอย่าง", "นายกองค์การบริหารส่วนตำบล"),
            ),
        ).value
    return round_id, made


def _view(database, round_id):
    with database.read(SYSTEM) as uow:
        return queries.appraisal_round(uow, round_id)


def _refused(database, call) -> DomainError:
    with pytest.raises(DomainError) as caught, database.work(SYSTEM) as uow:
        call(uow)
    return caught.value


def _seen(uow, *ids):
    """The appraisals as they stand now."""
    return tuple(
        rounds.Seen(row.id, row.version)
        for row in (uow.session.get_one(appraisals.Appraisal, id_) for id_ in ids)
    )


def _score(database, id_, achievement, competency):
    with database.work(SYSTEM) as uow:
        version = uow.session.get_one(appraisals.Appraisal, id_).version
        return appraisals.set_totals(
            uow, appraisals.SetTotals(id_, version, D(achievement), D(competency))
        ).value


def test_a_round_walks_from_opening_to_closing_and_back(database):
    round_id, (one, two, three) = _round(database)
    for id_, score in ((one, "95"), (two, "89.99"), (three, "95")):
        _score(database, id_, score, score)
    with database.work(SYSTEM) as uow:
        told = appraisals.Acknowledgement(_seen(uow, one, two), "acknowledged", _ON)
        appraisals.acknowledge(uow, told)
        refusal = appraisals.Acknowledgement(_seen(uow, three), "refused", _ON, "นางสาวพยาน สมมติ")
        appraisals.acknowledge(uow, refusal)
        appraisals.screen(uow, _seen(uow, one, two, three), "agreed")
        round_ = uow.session.get_one(AppraisalRound, round_id)
        rounds.save_appraisal_round(
            uow, rounds.SaveAppraisalRound(round_id, round_.version, None, _ON, _ON)
        )
    view = _view(database, round_id)
    assert (view.first, view.last) == (dt.date(2026, 10, 1), dt.date(2027, 3, 31))
    assert [(line.total, line.level, line.rank, line.tied) for line in view.lines] == [
        (D(95), "ดีเด่น", 1, True), (D("89.99"), "ดีมาก", 3, False), (D(95), "ดีเด่น", 1, True),
    ]  # fmt: skip
    assert view.counts.levels[:2] == (("ดีเด่น", 2), ("ดีมาก", 1))
    assert (view.counts.refused, view.counts.outstanding) == (1, 2)
    assert view.hinders == view.doubts == ()
    with database.work(SYSTEM) as uow:
        final.close_round(uow, round_id, view.version)
    with database.read(SYSTEM) as uow:
        results = queries.results_of(uow, round_id)
        run = uow.session.scalars(select(CalculationRun)).one()
        assert (run.kind, run.outputs["order"][0]["total"]) == ("appraisal_round", "95")
    assert {each.level for each in results.values()} == {"ดีเด่น", "ดีมาก"}
    assert sorted(each.acknowledged for each in results.values()) == [False, True, True]
    assert (
        _refused(database, lambda uow: appraisals.screen(uow, _seen(uow, one), "")).code
        == "appraisal_round_final"
    )
    with database.work(SYSTEM) as uow:
        version = uow.session.get_one(AppraisalRound, round_id).version
        final.reopen_round(uow, round_id, version, "คะแนนคนที่ 2 พิมพ์ผิด")
        appraisals.screen(uow, _seen(uow, two), "returned", "ทบทวนคะแนน")
    _score(database, two, "90", "90")
    with database.work(SYSTEM) as uow:
        appraisals.screen(uow, _seen(uow, two), "agreed")
        version = uow.session.get_one(AppraisalRound, round_id).version
        final.close_round(uow, round_id, version, "ผู้ประเมินแจ้งผลใหม่แล้วทางโทรศัพท์")
    again = _view(database, round_id)
    assert [run.number for run in again.runs] == [2, 1]
    assert again.runs[0].reason == "คะแนนคนที่ 2 พิมพ์ผิด · ผู้ประเมินแจ้งผลใหม่แล้วทางโทรศัพท์"
    assert all(run.intact for run in again.runs)


def test_an_agreement_with_results_gives_the_totals_and_their_working(sqlite_database):
    database = sqlite_database
    _, (one, *_) = _round(database)
    with database.work(SYSTEM) as uow:
        version = agreements.save_agreement(
            uow, agreements.SaveAgreement(one, 1, _INDICATORS, _COMPETENCIES, _ON)
        ).value
        version = appraisals.set_detail(
            uow,
            appraisals.SetDetail(
                one,
                version,
                (appraisals.IndicatorScore("ครบ", D(5)), appraisals.IndicatorScore("ช้า", D(3))),
                (appraisals.CompetencyScore(found=2, evidence="แฟ้มผลงาน"),),
            ),
        ).value
    with database.read(SYSTEM) as uow:
        view = forms.appraisal(uow, one)
    # 5 × 70 ÷ 5 + 3 × 30 ÷ 5 = 70 + 18 = 88; 4 × 100 ÷ 5 = 80; 88 × 70% + 80 × 30% = 85.6
    assert (view.line.achievement, view.line.competency) == (D(88), D(80))
    assert (view.line.total, view.line.level) == (D("85.6"), "ดีมาก")
    assert view.explanation is not None
    assert [item.product for item in view.indicators] == [D(70), D(18)]
    assert "88 × 70% + 80 × 30%" in view.explanation.children[0].formula
    known = _refused(
        database,
        lambda uow: appraisals.set_totals(uow, appraisals.SetTotals(one, version, D(1), D(80))),
    )
    assert (known.code, known.field) == ("appraisal_has_detail", "achievement")


def test_agreements_are_copied_from_the_last_round_or_from_another(sqlite_database):
    database = sqlite_database
    first, (one, two, three) = _round(database)
    with database.work(SYSTEM) as uow:
        agreements.save_agreement(
            uow, agreements.SaveAgreement(one, 1, _INDICATORS, _COMPETENCIES, _ON)
        )
        done = agreements.copy_agreements(
            uow, agreements.CopyAgreements(first, (one, two), source_id=one)
        ).value
        assert (done.copied, len(done.kept)) == ((two,), 1)
        later = rounds.open_appraisal_round(uow, rounds.OpenAppraisalRound(2570, 2)).value
        people = tuple(line.person_id for line in queries.appraisal_round(uow, first).lines)
        made = rounds.add_people(uow, rounds.AddPeople(later, people)).value
        done = agreements.copy_agreements(uow, agreements.CopyAgreements(later, made)).value
        assert len(done.copied) == 2
        assert list(done.without) == ["นางสาวคน3 สมมติสุข"]
        view = forms.appraisal(uow, made[1])
        assert [item.title for item in view.indicators] == ["งานทะเบียน", "งานบรรจุ"]
        assert view.line.agreed_on is None
        agreements.clear_agreements(uow, done.copied)
        assert forms.appraisal(uow, made[1]).indicators == ()
    nothing = _refused(
        database,
        lambda uow: agreements.copy_agreements(
            uow, agreements.CopyAgreements(first, (two,), source_id=three)
        ),
    )
    assert nothing.code == "appraisal_nothing_to_copy"


@pytest.mark.parametrize(
    ("indicators", "competencies", "code"),
    [
        ((("ก", "70"), ("ข", "29.99")), (), "appraisal_weights"),
        ((("ก", "100"),), (("ส", "101", "3"),), "appraisal_weight"),
        ((("ก", "x"), ("ข", "0")), (), "appraisal_weight"),
        ((("", "100"),), (), "required"),
        ((("ก", "50"), ("ก", "50")), (), "appraisal_item_twice"),
        ((("ก", "100"),), (("ส", "100", "6"),), "appraisal_expected"),
    ],
)
def test_a_bad_agreement_is_refused_whole(sqlite_database, indicators, competencies, code):
    _, (one, *_) = _round(sqlite_database)
    command = agreements.SaveAgreement(
        one,
        1,
        tuple(agreements.IndicatorInput(*each) for each in indicators),
        tuple(agreements.CompetencyInput(*each) for each in competencies),
    )
    problem = _refused(sqlite_database, lambda uow: agreements.save_agreement(uow, command))
    problems = problem.problems if isinstance(problem, Invalid) else (problem,)
    assert {each.code for each in problems} == {code}
    if code == "appraisal_weights":
        assert problem.facts["total"] == "99.99"
    with sqlite_database.read(SYSTEM) as uow:
        assert forms.appraisal(uow, one).indicators == ()


@pytest.mark.parametrize(
    ("score", "code"),
    [
        ("-0.01", "appraisal_score_range"),
        ("100.01", "appraisal_score_range"),
        ("NaN", "appraisal_score_range"),
        ("89.99999", "appraisal_score_decimals"),
    ],
)
def test_a_score_outside_is_refused(sqlite_database, score, code):
    _, (one, *_) = _round(sqlite_database)
    command = appraisals.SetTotals(one, 1, D(score), D(80))
    problem = _refused(sqlite_database, lambda uow: appraisals.set_totals(uow, command))
    assert (problem.code, problem.field) == (code, "achievement")


def test_points_outside_one_to_five_are_refused(sqlite_database):
    _, (one, *_) = _round(sqlite_database)
    with sqlite_database.work(SYSTEM) as uow:
        agreements.save_agreement(
            uow, agreements.SaveAgreement(one, 1, _INDICATORS[:0], _COMPETENCIES)
        )
    low = appraisals.SetDetail(one, 2, (), (appraisals.CompetencyScore(found=6),))
    assert _refused(sqlite_database, lambda uow: appraisals.set_detail(uow, low)).code == (
        "appraisal_level_range"
    )
    high = appraisals.SetDetail(one, 2, (), (appraisals.CompetencyScore(score=D("5.1")),))
    assert _refused(sqlite_database, lambda uow: appraisals.set_detail(uow, high)).code == (
        "appraisal_points_range"
    )


def test_who_cannot_be_put_in_is_named(sqlite_database):
    database = sqlite_database
    round_id, _ = _round(database)
    with database.read(SYSTEM) as uow:
        inside = queries.appraisal_round(uow, round_id).lines[0].person_id
        assert queries.people_to_add(uow, round_id) == ()
    other = make_person(database, "ใหม่", "สมมติ")  # a civil servant: no criteria in a local body

    def add(*ids, **more):
        return lambda uow: rounds.add_people(uow, rounds.AddPeople(round_id, ids, **more))

    twice = _refused(database, add(inside))
    assert (twice.code, twice.facts["name"]) == ("appraisal_person_twice", "นางสาวคน1 สมมติสุข")
    assert _refused(database, add(other, other)).code == "appraisal_person_twice"
    assert _refused(database, add(other)).code == "appraisal_no_criteria"
    assert _refused(database, add()).code == "required"
    own = add(other, staff=Staff.OFFICIAL, appraiser=rounds.Appraiser(other))
    assert _refused(database, own).code == "appraiser_is_self"
    with database.work(SYSTEM) as uow:
        made = add(other, staff=Staff.OFFICIAL)(uow).value
        assert rounds.set_appraiser(uow, _seen(uow, *made), rounds.Appraiser(inside)).value == 1
    assert (
        _refused(
            database,
            lambda uow: rounds.set_appraiser(uow, _seen(uow, *made), rounds.Appraiser(other)),
        ).code
        == "appraiser_is_self"
    )
    with database.work(SYSTEM) as uow:
        rounds.remove_person(uow, made[0], 2, "โอนไปแล้ว")
    assert len(_view(database, round_id).lines) == 3


def test_a_round_is_opened_once_and_only_where_the_law_sets_one(sqlite_database):
    _round(sqlite_database, count=1)

    def opened(year, number):
        command = rounds.OpenAppraisalRound(year, number)
        return _refused(sqlite_database, lambda uow: rounds.open_appraisal_round(uow, command)).code

    assert opened(2570, 1) == "appraisal_round_exists"
    assert opened(2570, 3) == "appraisal_round_number"
    assert opened(2550, 1) == opened(99, 1) == "appraisal_no_rounds"


def test_a_refusal_needs_a_witness_and_a_known_result_stays(sqlite_database):
    database = sqlite_database
    _, (one, two, _) = _round(database)

    def tell(outcome, on=_ON, witness="", who=one):
        return lambda uow: appraisals.acknowledge(
            uow, appraisals.Acknowledgement(_seen(uow, who), outcome, on, witness)
        )

    assert _refused(database, tell("acknowledged", who=two)).code == "appraisal_no_result"
    _score(database, one, "80", "80")
    assert _refused(database, tell("refused")).code == "witness_needed"
    assert _refused(database, tell("refused", witness="นางสาวคน1 สมมติสุข")).code == "witness_is_self"
    assert _refused(database, tell("acknowledged", None)).field == "informed_on"
    assert _refused(database, tell("acknowledged", dt.date(2026, 12, 1))).code == "date_in_future"
    with database.work(SYSTEM) as uow:
        tell("refused", witness="นางสาวพยาน สมมติ")(uow)
    otherwise = _refused(database, tell("acknowledged"))  # would wipe the witness
    assert (otherwise.code, otherwise.facts["outcome"]) == (
        "appraisal_known_otherwise", "ไม่ยอมลงนาม มีพยาน",
    )  # fmt: skip
    with database.work(SYSTEM) as uow:
        tell("")(uow)
        tell("acknowledged")(uow)
    assert (
        _refused(
            database,
            lambda uow: appraisals.set_totals(uow, appraisals.SetTotals(one, 5, D(1), D(1))),
        ).code
        == "appraisal_known_already"
    )
    assert (
        _refused(database, lambda uow: appraisals.screen(uow, _seen(uow, one), "returned")).field
        == "note"
    )
    with database.work(SYSTEM) as uow:
        appraisals.screen(uow, _seen(uow, one), "returned", "คะแนนสูงกว่าผลงาน")
        line = queries.appraisal_round(uow, 1).lines[0]
    assert (line.screened, line.acknowledgement) == ("returned", "")


def test_a_round_with_gaps_does_not_close(sqlite_database):
    round_id, (one, two) = _round(sqlite_database, count=2)
    hindered = _refused(sqlite_database, lambda uow: final.close_round(uow, round_id, 1))
    assert hindered.code == "appraisal_round_not_ready"
    assert hindered.facts["problems"] == ("ยังไม่มีผลการประเมิน 2 คน",)
    _score(sqlite_database, one, "70", "70")
    _score(sqlite_database, two, "70", "70")
    doubtful = _refused(sqlite_database, lambda uow: final.close_round(uow, round_id, 1))
    assert doubtful.code == "appraisal_close_reason"
    assert doubtful.facts["problems"][0] == "ยังไม่รับทราบผล 2 คน"
    with sqlite_database.read(SYSTEM) as uow:
        assert uow.session.scalars(select(CalculationRun)).all() == []
    assert (
        _refused(sqlite_database, lambda uow: final.reopen_round(uow, round_id, 1, "ทดลอง")).code
        == "appraisal_round_open"
    )


def test_a_closed_round_that_was_tampered_with_is_not_read(sqlite_database):
    round_id, (one,) = _round(sqlite_database, count=1)
    _score(sqlite_database, one, "70", "70")
    with sqlite_database.work(SYSTEM) as uow:
        run = uow.session.get_one(
            CalculationRun, final.close_round(uow, round_id, 1, "ทดลอง").value
        )
        run.outputs = {"order": []}
    with pytest.raises(DomainError) as caught, sqlite_database.read(SYSTEM) as uow:
        queries.results_of(uow, round_id)
    assert caught.value.code == "result_damaged"


def test_two_people_on_one_score_are_told(sqlite_database):
    _, (one, *_) = _round(sqlite_database)
    done = _score(sqlite_database, one, "80", "80")
    assert done.before == (None, None)
    with pytest.raises(EditConflict), sqlite_database.work(SYSTEM) as uow:
        appraisals.set_totals(uow, appraisals.SetTotals(one, 1, D(70), D(70)))
    with sqlite_database.work(SYSTEM) as uow:  # the undo
        appraisals.set_totals(uow, appraisals.SetTotals(one, done.version, *done.before))
        assert queries.appraisal_round(uow, 1).lines[0].total is None
    with sqlite_database.read(SYSTEM) as uow:
        said = uow.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert said[-2:] == ["appraisal.scored", "appraisal.scored"]


def test_what_somebody_changed_meanwhile_is_not_written_over(sqlite_database):
    database = sqlite_database
    round_id, (one, two, _) = _round(database)
    _score(database, one, "80", "80")
    _score(database, two, "80", "80")
    with database.read(SYSTEM) as uow:
        seen = _seen(uow, one, two)
    _score(database, two, "70", "70")
    told = appraisals.Acknowledgement(seen, "acknowledged", _ON)
    acts = (
        lambda uow: appraisals.acknowledge(uow, told),
        lambda uow: appraisals.screen(uow, seen, "agreed"),
        lambda uow: rounds.set_appraiser(uow, seen, rounds.Appraiser(name="ก")),
    )
    for act in acts:
        assert _refused(database, act).code == "edit_conflict"
    lines = _view(database, round_id).lines[:2]
    assert {(each.acknowledgement, each.screened) for each in lines} == {("", "")}
    with database.work(SYSTEM) as uow:
        told = appraisals.Acknowledgement(_seen(uow, one, two), "acknowledged", _ON)
        done = appraisals.acknowledge(uow, told).value
    with database.work(SYSTEM) as uow:  # somebody screens one before the undo
        appraisals.screen(uow, done[1:], "agreed")
    undo = appraisals.Acknowledgement(done, "")
    assert _refused(database, lambda uow: appraisals.acknowledge(uow, undo)).code == "edit_conflict"
    with database.work(SYSTEM) as uow:
        three = _seen(uow, *(line.id for line in queries.appraisal_round(uow, round_id).lines))[2]
        rounds.remove_person(uow, three.id, three.version, "โอนไปแล้ว")
        final.close_round(uow, round_id, 1, "ทดลอง")
    problem = _refused(database, lambda uow: final.reopen_round(uow, round_id, 1, "แก้"))
    assert problem.code == "edit_conflict"


@pytest.mark.parametrize("agency", ["sao", "dms"])
def test_the_matter_of_a_round_walks_its_procedure(sqlite_database, agency):
    local = agency == "sao"
    employment = "local_official" if local else "civil_servant"
    round_id, (one,) = _round(sqlite_database, 1, agency, employment)
    with sqlite_database.work(SYSTEM) as uow:
        opened = rounds.open_appraisal_case(uow, round_id).value
        assert queries.appraisal_round(uow, round_id).case_number == opened.number
        version = forms.appraisal(uow, one).version
        appraisals.save_review(
            uow,
            appraisals.Review(
                one, version, ({"what": "ฝึกอบรม", "how": "", "when": ""}, {}),
                {"superior": {"agrees": "yes", "text": ""}, "next": {"text": " "}}, "บันทึก",
            ),
        )  # fmt: skip
        view = forms.appraisal(uow, one)
    assert (len(view.development), list(view.opinions)) == (1, ["superior"])
    assert view.line.staff is (Staff.OFFICIAL if local else Staff.CIVIL_SERVANT)
    code = _refused(sqlite_database, lambda uow: rounds.open_appraisal_case(uow, round_id)).code
    assert code == "round_has_case"


def test_the_screening_committee_is_held_against_its_rule(sqlite_database):
    round_id, _ = _round(sqlite_database, 1)
    with sqlite_database.work(SYSTEM) as uow:
        committee = Committee(name="คณะกรรมการกลั่นกรอง", kind="appraisal", rule="")
        committee.members = [CommitteeMember(name="ก", role="chair", office="mayor", position=1)]
        uow.session.add(committee)
        uow.session.flush()
        chosen = rounds.SaveAppraisalRound(round_id, 1, committee.id, None, None)
        rounds.save_appraisal_round(uow, chosen)
    note = _view(sqlite_database, round_id).committee_note
    for said in ("ประธาน (ก) ต้องเป็นปลัด", "ต้องไม่น้อยกว่า 2 คน", "เลขานุการหนึ่งคน", "ข้อ ๑๐"):
        assert said in note


@pytest.mark.parametrize("agency", ["doh", "dhss"])
def test_an_office_without_steps_of_its_own_borrows_them_and_says_so(sqlite_database, agency):
    round_id, _ = _round(sqlite_database, 1, agency, "civil_servant")
    assert _view(sqlite_database, round_id).case_lender == "กรมการแพทย์"
    with sqlite_database.work(SYSTEM) as uow:
        opened = rounds.open_appraisal_case(uow, round_id).value
        detail = case_detail(uow, opened.id)
    assert (opened.borrowed, opened.rules_held) == (True, False)
    assert (detail.procedure.id, detail.procedure.lender) == ("dms.appraisal", "กรมการแพทย์")
    assert "ยืมขั้นตอนของกรมการแพทย์" in not_held_words(detail.procedure)
    assert _view(sqlite_database, round_id).case_lender == ""
