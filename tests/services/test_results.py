"""From verified sheets to a final result, and from there to the candidates' cases."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import select, update

from hrdesk.models import Attendance, CalculationRun, CaseStep, Contest
from hrdesk.rules.codes import CaseType
from hrdesk.rules.procedure import Outcome
from hrdesk.services import result_cases, results, score_checks
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.contests import SaveCandidate, save_candidate
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.cases import case_detail
from hrdesk.services.queries.results import final_result, result_view, runs_of
from hrdesk.services.queries.scores import contest_grid
from hrdesk.services.result_cases import case_lines, write_to_cases
from hrdesk.services.sample_cases import finish_step
from hrdesk.services.score_checks import SheetRef
from hrdesk.services.scores import CellPoints, set_points
from tests.services.meetings_sample import make_meeting, make_user
from tests.services.offices import make_office, make_person, receive

MOVE = ("person", "ability", "other")
WORK = ("benefit", "expertise", "quality", "publication")


@pytest.fixture
def typist(database):
    make_office(database)
    return make_user(database, "typist")


@pytest.fixture
def checker(database, typist):
    return make_user(database, "checker")


def score(database, typist, checker, made, rows, criteria=MOVE, *, verified=True):
    """Give each candidate the same points from every member; attendance is whole."""
    with database.work(SYSTEM) as uow:
        for member in made.members:
            if uow.session.get(Attendance, (made.meeting, member)) is None:
                uow.session.add(
                    Attendance(meeting_id=made.meeting, member_id=member, state="present")
                )
    cells = [
        CellPoints(candidate, member, criterion, Decimal(points))
        for candidate, row in zip(made.candidates, rows, strict=True)
        for member in made.members
        for criterion, points in zip(criteria, row, strict=True)
    ]
    with database.work(typist) as uow:
        set_points(uow, made.contest, cells)
    for actor, act in ((typist, score_checks.hand_in), (checker, score_checks.verify)):
        if actor is checker and not verified:
            return
        with database.read(typist) as uow:
            sheets = contest_grid(uow, made.contest).sheets.values()
        with database.work(actor) as uow:
            act(uow, [SheetRef(sheet.id, sheet.version) for sheet in sheets])


def walk_to(database, actor, case_id, key):
    """Finish steps the good way until the named one is the present one."""
    for _ in range(10):
        with database.work(actor) as uow:
            detail = case_detail(uow, case_id)
            if detail.form.step.key == key:
                return
            finish_step(uow, detail, detail.received_on)
    raise AssertionError(f"never came to {key}")


def view(database, actor, made):
    with database.read(actor) as uow:
        return result_view(uow, made.contest)


def finalise(database, actor, made) -> int:
    with database.work(actor) as uow:
        version = uow.session.get_one(Contest, made.contest).version
        return results.finalise(uow, made.contest, version).value


def refusal_of(database, actor, act) -> DomainError:
    with pytest.raises(DomainError) as refusal, database.work(actor) as uow:
        act(uow)
    return refusal.value


def test_the_order_with_those_who_go_on(database, typist, checker):
    made = make_meeting(database, candidates=3)
    score(database, typist, checker, made, [(20, 40, 10), (25, 45, 15), (10, 20, 5)])
    shown = view(database, typist, made)
    assert [(row.rank, row.total, row.passed, row.goes_on) for row in shown.rows] == [
        (1, 85, True, True),
        (2, 70, True, False),
        (3, 35, False, False),
    ]
    assert shown.open == ("ยังไม่ได้บันทึกผู้ได้รับเลือก",)


def test_unverified_sheets_hinder_the_end(database, typist, checker):
    made = make_meeting(database)
    score(database, typist, checker, made, [(20, 40, 10), (25, 45, 15)], verified=False)
    assert "ใบคะแนนที่กรอกแล้วยังไม่ได้ตรวจทาน 6 ใบ" in view(database, typist, made).open
    refusal = refusal_of(database, typist, lambda uow: results.finalise(uow, made.contest, 1))
    assert refusal.code == "contest_not_ready"


def test_a_meeting_not_opened_or_without_quorum_needs_a_recorded_reason(database, typist, checker):
    made = make_meeting(database, opened_at="")
    score(database, typist, checker, made, [(20, 40, 10), (10, 20, 5)])
    with database.work(SYSTEM) as uow:
        for member in made.members[1:]:
            uow.session.get_one(Attendance, (made.meeting, member)).state = "expected"
    with database.work(typist) as uow:
        results.choose(uow, made.contest, [made.candidates[0]])
    shown = view(database, typist, made)
    assert shown.open == ()
    assert shown.irregular == (
        "ยังไม่ได้บันทึกการเปิดประชุม",
        "บันทึกว่ากรรมการมาประชุม 1 คน ไม่ครบองค์ประชุม 2 คน",
    )
    refusal = refusal_of(
        database, typist, lambda uow: results.finalise(uow, made.contest, shown.version, " ")
    )
    assert (refusal.code, refusal.facts["problems"]) == ("meeting_irregular", shown.irregular)
    with database.work(typist) as uow:
        run = results.finalise(uow, made.contest, shown.version, "ประชุมโดยเวียนเอกสาร").value
    with database.read(typist) as uow:
        assert final_result(uow, run).despite.startswith("ประชุมโดยเวียนเอกสาร (ยังไม่ได้บันทึก")


def test_a_reason_is_not_kept_where_none_was_needed(database, typist, checker):
    made = make_meeting(database)
    score(database, typist, checker, made, [(20, 40, 10), (10, 20, 5)])
    with database.work(typist) as uow:
        results.choose(uow, made.contest, [made.candidates[0]])
        version = uow.session.get_one(Contest, made.contest).version
        run = results.finalise(uow, made.contest, version, "ไม่จำเป็น").value
    with database.read(typist) as uow:
        assert final_result(uow, run).despite == ""


def test_a_tie_is_decided_with_a_reason_and_can_be_taken_back(database, typist, checker):
    made = make_meeting(database)
    score(database, typist, checker, made, [(20, 40, 10), (20, 40, 10)])
    first, second = made.candidates
    shown = view(database, typist, made)
    assert shown.ties == ((first, second),)
    assert [row.rank for row in shown.rows] == [1, 1]
    for order, reason, code in (
        ((second, first), " ", "required"),
        ((second,), "อาวุโส", "tie_not_whole"),
    ):
        refusal = refusal_of(
            database,
            typist,
            lambda uow, order=order, reason=reason: results.decide_tie(
                uow, made.contest, order, reason
            ),
        )
        assert refusal.code == code
    with database.work(typist) as uow:
        results.decide_tie(uow, made.contest, (second, first), "อายุราชการมากกว่า")
    shown = view(database, typist, made)
    assert [row.candidate_id for row in shown.rows if row.goes_on] == [second]
    with database.work(typist) as uow:
        results.decide_tie(uow, made.contest, (first, second), "ทบทวนแล้ว")
    assert [row.candidate_id for row in view(database, typist, made).rows if row.goes_on] == [first]
    with database.work(typist) as uow:
        results.decide_tie(uow, made.contest, (), "")
    assert view(database, typist, made).ties


def test_choosing_outside_the_order_needs_a_reason(database, typist, checker):
    made = make_meeting(database, candidates=2)
    score(database, typist, checker, made, [(20, 40, 10), (25, 45, 15)])
    best, other = made.candidates[1], made.candidates[0]
    refusal = refusal_of(database, typist, lambda uow: results.choose(uow, made.contest, [other]))
    assert refusal.code == "choice_needs_reason"
    refusal = refusal_of(
        database, typist, lambda uow: results.choose(uow, made.contest, [best, other])
    )
    assert refusal.code == "too_many_chosen"
    with database.work(typist) as uow:
        results.choose(uow, made.contest, [best])
    assert view(database, typist, made).open == ()


def test_a_choice_that_the_order_left_behind_hinders_the_end(database, typist, checker):
    made = make_meeting(database, candidates=2)
    score(database, typist, checker, made, [(20, 40, 10), (20, 40, 10)])
    first, second = made.candidates
    with database.work(typist) as uow:
        results.decide_tie(uow, made.contest, (first, second), "อายุราชการมากกว่า")
    with database.work(typist) as uow:
        results.choose(uow, made.contest, [first])
    assert view(database, typist, made).open == ()
    with database.work(typist) as uow:
        results.decide_tie(uow, made.contest, (second, first), "ทบทวนแล้ว")
    assert view(database, typist, made).open == (
        "ผู้ที่เลือกไม่ตรงตามลำดับคะแนนแล้ว โปรดเลือกใหม่หรือบันทึกเหตุผล",
    )


def test_final_is_frozen_and_a_correction_supersedes_it(database, typist, checker):
    made = make_meeting(database, candidates=2)
    score(database, typist, checker, made, [(20, 40, 10), (25, 45, 15)])
    with database.work(typist) as uow:
        results.choose(uow, made.contest, [made.candidates[1]])
    run_id = finalise(database, typist, made)
    refusal = refusal_of(
        database, typist, lambda uow: results.choose(uow, made.contest, [made.candidates[1]])
    )
    assert refusal.code == "contest_final"
    with database.read(typist) as uow:
        kept = final_result(uow, run_id)
    assert [(each["name"], each["total"]) for each in kept.outputs["order"]] == [
        ("ผู้สมัคร 2 สมมติ", "85"),
        ("ผู้สมัคร 1 สมมติ", "70"),
    ]
    assert len(kept.inputs["sheets"]) == 6
    assert kept.explanation.code == "doh.score.move-k2"
    with database.work(typist) as uow:
        results.reopen(uow, made.contest, "กรรมการขอแก้ไขคะแนน")
    again = finalise(database, typist, made)
    with database.read(typist) as uow:
        runs = runs_of(uow, made.contest)
    assert [(run.id, run.number, run.superseded, run.intact) for run in runs] == [
        (again, 2, False, True),
        (run_id, 1, True, True),
    ]
    assert runs[0].reason == "กรรมการขอแก้ไขคะแนน"


def test_a_kept_result_that_was_tampered_with_is_told(database, typist, checker):
    made = make_meeting(database, candidates=2)
    score(database, typist, checker, made, [(20, 40, 10), (25, 45, 15)])
    with database.work(typist) as uow:
        results.choose(uow, made.contest, [made.candidates[1]])
    run_id = finalise(database, typist, made)
    with database.work(SYSTEM) as uow:
        uow.session.execute(
            update(CalculationRun).where(CalculationRun.id == run_id).values(outputs={"order": []})
        )
    with database.read(typist) as uow:
        assert [run.intact for run in runs_of(uow, made.contest)] == [False]
        assert not result_view(uow, made.contest).runs[0].intact
        with pytest.raises(DomainError) as refusal:
            final_result(uow, run_id)
    assert refusal.value.code == "result_damaged"


def test_a_work_that_misses_the_marks_cannot_be_said_to_have_passed(database, typist, checker):
    made = make_meeting(database, scheme="doh.work-k2", kind="work", candidates=2)
    score(database, typist, checker, made, [(30, 20, 20, 8), (20, 20, 20, 8)], WORK)
    rows = {row.candidate_id: row for row in view(database, typist, made).rows}
    good, bad = made.candidates
    assert (rows[good].passed, rows[bad].passed) == (True, False)

    def said(candidate, result, proposal=""):
        row = {each.candidate_id: each for each in view(database, typist, made).rows}[candidate]
        return lambda uow: results.set_work_result(
            uow, candidate, row.version, result=result, proposal=proposal
        )

    assert refusal_of(database, typist, said(bad, "passed")).code == "passed_below_marks"
    assert refusal_of(database, typist, said(good, "nonsense")).code == "result_refused"
    grades = [grade.id for grade in view(database, typist, made).proposal_grades]
    for candidate, result in ((good, "passed"), (bad, "failed")):
        with database.work(typist) as uow:
            said(candidate, result, grades[0])(uow)
    assert view(database, typist, made).open == ()
    assert finalise(database, typist, made)


def test_a_final_result_closes_the_committees_step_of_the_case(database, typist, checker):
    made = make_meeting(database, candidates=0)
    officer = make_user(database, "officer", Role.OFFICER)
    person = make_person(database)
    opened = receive(database, officer, person, CaseType.PROMOTION)
    walk_to(database, officer, opened.id, "person_assessment")
    with database.work(typist) as uow:
        candidate = save_candidate(
            uow, SaveCandidate(None, None, made.contest, case_id=opened.id)
        ).value
    made = type(made)(made.committee, made.meeting, made.contest, made.members, (candidate,))
    score(database, typist, checker, made, [(25, 45, 15)])
    with database.work(typist) as uow:
        results.choose(uow, made.contest, [candidate])
    refusal = refusal_of(
        database, officer, lambda uow: write_to_cases(uow, made.contest, {candidate: "selected"})
    )
    assert refusal.code == "contest_not_final"
    finalise(database, typist, made)
    with database.read(officer) as uow:
        line = case_lines(uow, made.contest)[0]
    assert (line.outcome, line.problem) == ("selected", "")
    with database.work(officer) as uow:
        write_to_cases(uow, made.contest, {candidate: line.outcome})
    with database.read(officer) as uow:
        step = uow.session.scalars(
            select(CaseStep).where(
                CaseStep.case_id == opened.id, CaseStep.key == "person_assessment"
            )
        ).one()
        assert (step.state, step.outcome) == ("done", "selected")
        assert step.remark_values["meeting"] == "1/2569"
        assert "85" in step.remark
        again = case_lines(uow, made.contest)[0]
        sent = result_view(uow, made.contest).sent[candidate]
    assert (again.problem, again.again, again.sent) == ("ส่งผลฉบับนี้แล้ว", True, sent)
    assert (sent.by, sent.run, sent.outcome) == (officer.name, 1, line.outcomes[0].label)
    refusal = refusal_of(
        database, officer, lambda uow: write_to_cases(uow, made.contest, {candidate: "selected"})
    )
    assert refusal.code == "result_sent_already"


@pytest.mark.parametrize(("bad", "outcome"), [("ไม่ผ่านการประเมิน", "yes"), ("ไม่ได้รับเลือก", "no")])
def test_one_who_passed_but_was_not_chosen_is_told_apart(bad, outcome, database, typist, checker):
    made = make_meeting(database, candidates=2)
    score(database, typist, checker, made, [(20, 40, 10), (25, 45, 15)])
    with database.work(typist) as uow:
        results.choose(uow, made.contest, [made.candidates[1]])
    loser = view(database, typist, made).rows[1]
    outcomes = (
        Outcome("yes", "ผ่าน", "x", False, "good"),
        Outcome("no", bad, "x", False, "bad"),
    )
    assert result_cases._proposed(loser, "person", outcomes) == outcome
