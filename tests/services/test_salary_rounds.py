"""Salary rounds: opened over a payroll, chosen, copied, decided, superseded; nothing half-written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from hrdesk.models import (
    AppraisalRound,
    AuditEntry,
    CalculationRun,
    Committee,
    CommitteeMember,
    PayrollRow,
    Person,
    SalaryChoice,
    SalaryRecord,
    SalaryRound,
)
from hrdesk.rules.explanation import render
from hrdesk.services.access import SYSTEM
from hrdesk.services.committees import load_committee
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.kept import Final, keep
from hrdesk.services.payrolls import TakePayroll, take_payroll
from hrdesk.services.queries.salary_rounds import (
    RoundMeeting,
    explanation_of,
    kept_runs,
    round_compare,
    salary_rounds,
    simulate_round,
    with_choices,
)
from hrdesk.services.salary_choices import SetChoice, propose_round, set_choice
from hrdesk.services.salary_final import attach_order, finalise_round, supersede_round
from hrdesk.services.salary_law import offered_schemes
from hrdesk.services.salary_rounds import (
    OpenRound,
    adopt_copy,
    copy_round,
    discard_copy,
    discard_round,
    open_round,
    record_meeting,
    set_appraisal,
    set_options,
)
from hrdesk.ui.messages import sentence
from tests.services.payroll_people import Someone, make_people
from tests.services.salary_sample import (
    YEAR,
    choose,
    decided,
    do,
    finalised,
    met,
    open_over,
    opened,
    see,
    view,
)

HALF, ONE = Decimal("0.5"), Decimal(1)
TEN = [Someone(f"คน{n}", salary="15050") for n in range(10)]
SCORES = ["95", "91", "90", "85", "80", "75", "70", "65", "60", "59.99"]


def refused(database, call) -> DomainError:
    with pytest.raises(DomainError) as caught:
        do(database, call)
    assert "{" not in sentence(caught.value)
    return caught.value


def everything(database) -> tuple:
    """What a refused act must leave as it was."""
    with database.read(SYSTEM) as uow:
        return tuple(
            tuple(uow.session.execute(select(table.__table__).order_by(table.id)))
            for table in (SalaryRound, SalaryChoice, SalaryRecord, CalculationRun)
        ) + tuple(uow.session.scalars(select(Person.salary).order_by(Person.id)))


def figures(totals) -> list:
    """The accounts without their explanations."""
    shares = (totals.whole, *totals.groups.values(), *totals.units.values())
    return [replace(share, explanation=None) for share in shares]


def ten(database) -> int:
    return opened(database, TEN, SCORES)


# ---- the whole way, on every kind of database


def test_a_round_of_steps_from_the_payroll_to_the_history(database):
    round_id = ten(database)
    begun = view(database, round_id)
    assert "1 เมษายน 2570 ยังมาไม่ถึง" in begun.notes[0]
    assert (begun.totals.whole.heads, begun.totals.whole.places) == (10, 2)
    assert begun.totals.whole.budget == Decimal("9030")  # 150,500 × 6 %
    assert [line.proposal for line in begun.lines] == [ONE, ONE, *[HALF] * 7, 0]
    assert begun.totals.whole.spent == 0
    assert "ยังไม่ได้เลือกจำนวนขั้น 10 คน" in begun.problems[0]
    assert do(database, lambda uow: propose_round(uow, round_id)) == 10
    met(database, round_id)
    proposed = view(database, round_id)
    # 15,050 → 15,850 for one step, → 15,430 for half: 2 × 800 + 7 × 380
    assert proposed.totals.whole.spent == 4260
    assert proposed.totals.groups["official_1"].by_choice == {ONE: 2, HALF: 7, 0: 1}
    assert proposed.open_places["official_1"] == 0
    assert proposed.problems == ()
    run = finalised(database, round_id)
    final = view(database, round_id)
    assert (final.state, final.run_id) == ("final", run)
    assert figures(final.totals) == figures(proposed.totals)
    assert [row.explain().formula for row in final.rows] == [
        row.explain().formula for row in proposed.rows
    ]
    assert final.people == proposed.people
    assert final.lines == proposed.lines
    same = [replace(row, explain=proposed.rows[at].explain) for at, row in enumerate(final.rows)]
    assert same == list(proposed.rows)
    do(database, lambda uow: attach_order(uow, round_id, "12/2570", dt.date(2027, 4, 1)))
    with database.read(SYSTEM) as uow:
        records = uow.session.scalars(select(SalaryRecord).order_by(SalaryRecord.id)).all()
        assert [(each.old_salary, each.new_salary) for each in records[:3]] == [
            (15050, 15850), (15050, 15850), (15050, 15430),
        ]  # fmt: skip
        assert len(records) == 9  # nothing for the one who gets nothing
        assert {(each.order_number, each.run_id) for each in records} == {("12/2570", run)}
        assert records[0].detail == "เลื่อนขั้นเงินเดือน 1 ขั้น"
        assert uow.session.get(Person, records[0].person_id).salary == 15850
        audits = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "salary.recorded")
        ).all()
        assert len(audits) == 9
    line = see(database, salary_rounds)[0]
    assert (line.spent, line.budget, line.over, line.heads) == (4260, 9030, False, 10)
    assert line.order_number == "12/2570"


def test_october_gives_what_april_left_and_no_more_than_the_year_allows(database, clock):
    april = ten(database)
    decided(database, april)
    clock.set(dt.date(2027, 9, 10))
    ids = {line.person_id: "95" for line in view(database, april).lines}
    october = open_over(database, "step", 2, None)
    found = view(database, october)
    assert found.earlier_id == april
    assert ids.keys() == {line.person_id for line in found.lines}
    # (2 × 15,850 + 7 × 15,430 + 15,050) × 6 % − 4,260
    assert found.totals.whole.payroll == 154_760
    assert found.totals.whole.budget == Decimal("9285.6") - 4260
    assert found.totals.whole.places is None
    assert [line.april for line in found.lines] == [ONE, ONE, *[HALF] * 7, 0]
    assert found.rows[0].allowed == (0, HALF, ONE)  # 1 + 1.5 would be 2.5 steps
    assert found.rows[2].allowed[-1] == Decimal("1.5")
    problem = refused(
        database,
        lambda uow: set_choice(
            uow, SetChoice(october, found.lines[0].row_id, Decimal("1.5"), "ดีเด่น")
        ),
    )
    assert problem.code == "choice_refused"
    assert "รวมทั้งปี 2.5 ขั้น เกิน 2 ขั้น" in problem.facts["why"]
    do(database, lambda uow: set_options(uow, october, found.version, {"special_counts": False}))
    assert "ไม่นับค่าตอบแทนพิเศษ" in render(view(database, october).totals.whole.explanation)


# ---- opening


def test_a_round_is_opened_once_over_a_payroll_of_its_day(sqlite_database):
    round_id = ten(sqlite_database)
    snapshot = view(sqlite_database, round_id).snapshot_id
    before = everything(sqlite_database)
    for code, command in (
        ("round_open_already", OpenRound("step", YEAR, 1, snapshot)),
        ("payroll_of_other_round", OpenRound("step", YEAR, 2, snapshot)),
        ("payroll_of_other_round", OpenRound("step", YEAR + 1, 1, snapshot)),
        ("payroll_of_other_round", OpenRound("percentage", YEAR, 1, snapshot)),
        ("round_number_unknown", OpenRound("contract", YEAR, 1, snapshot)),
        ("scheme_unknown", OpenRound("other", YEAR, 1, snapshot)),
        ("not_found", OpenRound("step", YEAR, 1, 99)),
    ):
        assert refused(sqlite_database, lambda uow, c=command: open_round(uow, c)).code == code
    assert everything(sqlite_database) == before
    decided(sqlite_database, round_id)
    again = OpenRound("step", YEAR, 1, snapshot)
    assert refused(sqlite_database, lambda uow: open_round(uow, again)).code == "round_open_already"


def test_what_a_round_is_told_must_be_there(sqlite_database):
    round_id = ten(sqlite_database)
    do(sqlite_database, lambda uow: discard_round(uow, round_id, "เปิดผิด"))
    taken = TakePayroll("step", dt.date(2027, 3, 1))
    payroll = do(sqlite_database, lambda uow: take_payroll(uow, taken))
    for more, field in (
        ({"appraisal_round_id": 99}, "appraisal_round_id"),
        ({"committee_id": 99}, "committee_id"),
    ):
        command = OpenRound("step", YEAR, 1, payroll, **more)
        assert refused(sqlite_database, lambda uow, c=command: open_round(uow, c)).field == field
    wrong = OpenRound("step", YEAR, 1, payroll, options={"bands": {}})
    assert (
        refused(sqlite_database, lambda uow: open_round(uow, wrong)).code == "round_option_unknown"
    )
    assert see(sqlite_database, salary_rounds) == ()


def test_a_payroll_changed_behind_the_program_stops_the_round(sqlite_database):
    round_id = ten(sqlite_database)
    with sqlite_database.work(SYSTEM) as uow:
        uow.session.execute(
            update(PayrollRow).where(PayrollRow.line == 1).values(salary=Decimal(20320))
        )
    with pytest.raises(DomainError, match="payroll_altered"):
        view(sqlite_database, round_id)
    line = see(sqlite_database, salary_rounds)[0]
    assert (line.spent, bool(line.problem)) == (None, True)
    assert refused(sqlite_database, lambda uow: finalise_round(uow, round_id, 1)).code == (
        "payroll_altered"
    )


def test_an_office_is_offered_its_own_schemes(sqlite_database):
    ten(sqlite_database)
    assert see(sqlite_database, offered_schemes) == ("step", "contract")


# ---- choosing


def test_one_choice_moves_the_accounts_by_the_difference(sqlite_database):
    round_id = ten(sqlite_database)
    do(sqlite_database, lambda uow: propose_round(uow, round_id))
    old = view(sqlite_database, round_id)
    done = choose(sqlite_database, round_id, {4: "1", 0: None}, "งานสำคัญ")
    moved = with_choices(
        old, done, {each.row.id: a for each, a in zip(done, (ONE, None), strict=True)}
    )
    new = view(sqlite_database, round_id)
    assert moved.totals == new.totals
    assert moved.problems == new.problems
    assert moved.open_places == new.open_places == {**old.open_places}
    assert (moved.lines, moved.people) == (new.lines, new.people)
    assert new.lines[4].outside_proposal
    assert new.lines[0].chosen is None


def test_too_many_full_steps_are_red_and_stop_the_end(sqlite_database):
    round_id = ten(sqlite_database)
    do(sqlite_database, lambda uow: propose_round(uow, round_id))
    choose(sqlite_database, round_id, {2: "1"}, "ตามมติ")
    met(sqlite_database, round_id)
    found = view(sqlite_database, round_id)
    assert found.totals.groups["official_1"].over
    assert found.totals.whole.places_left == -1
    assert any("เกินโควตา 1 คน" in each for each in found.problems)
    problem = refused(sqlite_database, lambda uow: finalise_round(uow, round_id, found.version))
    assert problem.code == "round_not_ready"
    assert found.problems == problem.facts["problems"]
    assert see(sqlite_database, salary_rounds)[0].over


def test_a_choice_outside_the_proposal_needs_a_reason(sqlite_database):
    round_id = ten(sqlite_database)
    do(sqlite_database, lambda uow: propose_round(uow, round_id))
    met(sqlite_database, round_id)
    choose(sqlite_database, round_id, {0: "0.5"})
    assert view(sqlite_database, round_id).problems == (
        "เลือกต่างจากข้อเสนอแต่ยังไม่มีเหตุผล 1 คน: นายคน0 สมมติ",
    )
    choose(sqlite_database, round_id, {0: "0.5"}, "ลาศึกษาช่วงท้าย")
    assert view(sqlite_database, round_id).problems == ()


def test_two_people_at_one_choice(sqlite_database):
    round_id = ten(sqlite_database)
    row = view(sqlite_database, round_id).lines[3].row_id
    choose(sqlite_database, round_id, {3: "1"})
    with pytest.raises(EditConflict):
        do(sqlite_database, lambda uow: set_choice(uow, SetChoice(round_id, row, HALF)))
    gone = SetChoice(round_id, view(sqlite_database, round_id).lines[5].row_id, HALF, "", 3)
    assert refused(sqlite_database, lambda uow: set_choice(uow, gone)).code == "choice_gone"
    stranger = SetChoice(round_id, 999, HALF)
    assert refused(sqlite_database, lambda uow: set_choice(uow, stranger)).code == "not_found"


def test_many_choices_are_all_or_none(sqlite_database):
    round_id = ten(sqlite_database)
    before = everything(sqlite_database)
    with pytest.raises(DomainError, match="choice_refused"):
        choose(sqlite_database, round_id, {0: "1", 1: "2"})
    assert everything(sqlite_database) == before


def test_the_proposal_keeps_what_was_chosen_unless_told(sqlite_database):
    round_id = ten(sqlite_database)
    choose(sqlite_database, round_id, {0: "0"}, "มติ")
    do(sqlite_database, lambda uow: propose_round(uow, round_id))
    assert view(sqlite_database, round_id).lines[0].chosen == 0
    do(sqlite_database, lambda uow: propose_round(uow, round_id, keep=False))
    line = view(sqlite_database, round_id).lines[0]
    assert (line.chosen, line.reason) == (ONE, "")


def test_without_results_nothing_is_proposed(sqlite_database):
    round_id = opened(sqlite_database, TEN[:3], [None, None, None])
    found = view(sqlite_database, round_id)
    assert {line.proposal for line in found.lines} == {0}
    assert any("ยังไม่มีผลการประเมิน 3 คน" in each for each in found.notes)
    assert do(sqlite_database, lambda uow: propose_round(uow, round_id)) == 0
    version = found.version
    problem = refused(sqlite_database, lambda uow: set_appraisal(uow, round_id, version, 7))
    assert problem.field == "appraisal_round_id"


# ---- the facts that decide


def test_service_too_short_or_unknown(sqlite_database):
    people = [
        Someone("ใหม่", run="2027-01-15", entered="2027-01-15"),
        Someone("ไม่รู้", entered=""),
        Someone("เก่า"),
    ]
    round_id = opened(sqlite_database, people, ["95", "95", "95"])
    found = view(sqlite_database, round_id)
    assert not found.rows[0].eligible
    assert found.rows[0].unmet == ("บรรจุมาแล้วไม่น้อยกว่า 4 เดือน",)
    assert found.rows[1].needs == ("เดือนที่ปฏิบัติงาน",)
    problem = refused(
        sqlite_database,
        lambda uow: set_choice(uow, SetChoice(round_id, found.lines[0].row_id, HALF, "ก")),
    )
    assert "ไม่มีสิทธิเลื่อน" in problem.facts["why"]
    choose(sqlite_database, round_id, {1: "0.5"}, "ก")
    assert "ผู้ที่จะได้เลื่อน 1 คนยังไม่ทราบเดือนที่ปฏิบัติงาน" in view(sqlite_database, round_id).problems
    tree = see(sqlite_database, lambda uow: explanation_of(uow, round_id, found.lines[0].row_id))
    assert "บรรจุมาแล้วไม่น้อยกว่า 4 เดือน: ไม่ใช่" in render(tree)


def test_october_without_april_asks_and_takes_it_by_hand(sqlite_database):
    round_id = opened(sqlite_database, TEN[:2], ["95", "90"], number=2)
    found = view(sqlite_database, round_id)
    assert found.totals.whole.budget is None
    assert any("ยังไม่ทราบเงินที่ใช้เลื่อนขั้น ๑ เมษายน" in each for each in found.problems)
    choose(sqlite_database, round_id, {0: "1.5"}, "มติ")
    asked = view(sqlite_database, round_id)
    assert asked.rows[0].needs == ("จำนวนขั้นที่ได้เลื่อน ๑ เมษายน",)
    row = str(found.lines[0].row_id)
    options = {"april_used": {"official_1": "500"}, "april_steps": {row: Decimal("0.5")}}
    do(sqlite_database, lambda uow: set_options(uow, round_id, found.version, options))
    told = view(sqlite_database, round_id)
    assert told.totals.whole.budget == Decimal("1306")  # 30,100 × 6 % − 500
    assert told.rows[0].needs == ()
    assert told.options["april_steps"] == {row: "0.5"}


# ---- copies


def test_a_copy_tries_something_and_is_adopted(sqlite_database):
    round_id = ten(sqlite_database)
    do(sqlite_database, lambda uow: propose_round(uow, round_id))
    copy = do(sqlite_database, lambda uow: copy_round(uow, round_id, "ทางเลือก ๑"))
    choose(sqlite_database, copy, {1: "0.5", 2: "1"}, "ลอง")
    first, second = see(sqlite_database, lambda uow: round_compare(uow, [round_id, copy]))
    assert len(second.changed) == 2
    assert first.totals.whole.spent == second.totals.whole.spent
    assert see(sqlite_database, salary_rounds)[0].copies[0].name == "ทางเลือก ๑"
    named = refused(sqlite_database, lambda uow: copy_round(uow, copy, " ทางเลือก ๑ "))
    assert named.code == "round_copy_named"
    assert refused(sqlite_database, lambda uow: copy_round(uow, copy, "")).code == "required"
    assert refused(sqlite_database, lambda uow: copy_round(uow, copy, "ก" * 101)).code == "too_long"
    assert (
        refused(sqlite_database, lambda uow: finalise_round(uow, copy, 1)).code == "round_is_copy"
    )
    assert (
        refused(sqlite_database, lambda uow: discard_copy(uow, round_id)).code == "round_not_copy"
    )
    stands = view(sqlite_database, round_id).version
    do(sqlite_database, lambda uow: adopt_copy(uow, copy, stands))
    assert [line.chosen for line in view(sqlite_database, round_id).lines[1:3]] == [HALF, ONE]
    do(sqlite_database, lambda uow: discard_copy(uow, copy))
    assert see(sqlite_database, salary_rounds)[0].copies == ()


def test_a_round_opened_by_mistake_goes_with_its_copies(sqlite_database):
    round_id = ten(sqlite_database)
    choose(sqlite_database, round_id, {0: "1"})
    do(sqlite_database, lambda uow: copy_round(uow, round_id, "ก"))
    no_reason = refused(sqlite_database, lambda uow: discard_round(uow, round_id, " "))
    assert no_reason.field == "reason"
    do(sqlite_database, lambda uow: discard_round(uow, round_id, "เปิดผิดปี"))
    assert everything(sqlite_database)[:2] == ((), ())


# ---- the end and after it


def test_nothing_moves_in_a_final_round(sqlite_database):
    round_id = ten(sqlite_database)
    no_meeting = refused(sqlite_database, lambda uow: finalise_round(uow, round_id, 1))
    assert "ยังไม่ได้บันทึกการประชุมที่พิจารณาและมติ" in no_meeting.facts["problems"]
    decided(sqlite_database, round_id)
    row = view(sqlite_database, round_id).lines[0].row_id
    before = everything(sqlite_database)
    for call in (
        lambda uow: set_choice(uow, SetChoice(round_id, row, HALF, "", 1)),
        lambda uow: set_options(uow, round_id, 1, {}),
        lambda uow: propose_round(uow, round_id),
        lambda uow: finalise_round(uow, round_id, 1),
        lambda uow: discard_round(uow, round_id, "ผิด"),
        lambda uow: simulate_round(uow, round_id, {}),
    ):
        assert refused(sqlite_database, call).code == "round_final"
    assert everything(sqlite_database) == before


def test_a_meeting_is_held_before_it_is_recorded(sqlite_database):
    round_id = ten(sqlite_database)
    for meeting, code in (
        (RoundMeeting(None, "1", "มติ"), "required"),
        (RoundMeeting(dt.date(2026, 11, 20), "1", " "), "required"),
        (RoundMeeting(dt.date(2026, 11, 21), "1", "มติ"), "meeting_ahead"),
        (RoundMeeting(dt.date(2026, 11, 20), "1", "มติ", 99), "not_found"),
    ):
        found = refused(sqlite_database, lambda uow, m=meeting: record_meeting(uow, round_id, 1, m))
        assert found.code == code


def test_a_committee_that_does_not_fit_is_told_point_by_point_and_hinders_nothing(sqlite_database):
    round_id = ten(sqlite_database)
    with sqlite_database.work(SYSTEM) as uow:
        committee = Committee(name="คณะกรรมการเลื่อนขั้น", kind="step_increase", rule="")
        heads = [
            CommitteeMember(name=name, role="member", office="section_head", position=at)
            for at, name in enumerate("ขคง", start=2)
        ]
        heads[2].left_on = dt.date(2026, 11, 19)
        committee.members = [
            CommitteeMember(name="ก", role="chair", office="mayor", position=1), *heads,
            CommitteeMember(name="จ", role="secretary", office="hr_officer", position=5),
        ]  # fmt: skip
        uow.session.add(committee)
        uow.session.flush()
        id_ = committee.id
    before = view(sqlite_database, round_id)
    meeting = RoundMeeting(dt.date(2026, 11, 20), "1", "มติ", id_)
    do(sqlite_database, lambda uow: record_meeting(uow, round_id, 1, meeting))
    found = view(sqlite_database, round_id)
    assert (before.committee_note, found.committee_note) == (
        "",
        "คณะกรรมการเลื่อนขั้น ยังไม่ตรงองค์ประกอบ: กรรมการต้องไม่น้อยกว่า 3 คน มี 2 คน "
        "(คู่มือปฏิบัติงานการเจ้าหน้าที่ องค์การบริหารส่วนตำบล การเลื่อนขั้นเงินเดือน ข้อ ๒)",
    )
    assert not any("องค์ประกอบ" in each for each in found.problems)
    with sqlite_database.work(SYSTEM) as uow:  # left after the meeting: sat there
        load_committee(uow, id_).members[3].left_on = dt.date(2026, 11, 21)
    assert view(sqlite_database, round_id).committee_note == ""


def test_a_correction_is_another_round_over_the_first(sqlite_database):
    round_id = ten(sqlite_database)
    early = refused(sqlite_database, lambda uow: supersede_round(uow, round_id, "ผิด"))
    assert early.code == "round_not_final"
    first_run = decided(sqlite_database, round_id)
    new = do(sqlite_database, lambda uow: supersede_round(uow, round_id, "คะแนนผิด"))
    twice = refused(sqlite_database, lambda uow: supersede_round(uow, round_id, "อีก"))
    assert twice.code == "round_open_already"
    choose(sqlite_database, new, {1: "0", 2: "1"}, "แก้คะแนน")
    met(sqlite_database, new)
    second_run = finalised(sqlite_database, new)
    assert view(sqlite_database, round_id).state == "superseded"
    runs = see(sqlite_database, lambda uow: kept_runs(uow, new))
    assert [(each.id, each.number, each.superseded, each.intact) for each in runs] == [
        (second_run, 2, False, True), (first_run, 1, True, True),
    ]  # fmt: skip
    person = view(sqlite_database, new).lines[1].person_id
    with sqlite_database.read(SYSTEM) as uow:
        lines = uow.session.scalars(
            select(SalaryRecord).where(SalaryRecord.person_id == person).order_by(SalaryRecord.id)
        ).all()
        assert [(each.new_salary, each.round_id) for each in lines] == [
            (15850, round_id), (15050, new),
        ]  # fmt: skip
        assert lines[0].superseded_by_id == lines[1].id
        assert lines[1].superseded_by_id is None
        assert uow.session.get(Person, person).salary == 15050
    late = refused(sqlite_database, lambda uow: attach_order(uow, round_id, "1", None))
    assert late.code == "round_not_final"


def test_a_correction_over_another_payroll_strikes_out_who_is_not_on_it(sqlite_database):
    round_id = ten(sqlite_database)
    decided(sqlite_database, round_id)
    gone = view(sqlite_database, round_id).lines[0].person_id
    with sqlite_database.work(SYSTEM) as uow:
        uow.session.get(Person, gone).active = False
    taken = TakePayroll("step", dt.date(2027, 3, 1))
    payroll = do(sqlite_database, lambda uow: take_payroll(uow, taken))
    with sqlite_database.read(SYSTEM) as uow:  # 1 March comes before what April made of it
        query = select(PayrollRow.salary).where(PayrollRow.snapshot_id == payroll)
        assert set(uow.session.scalars(query)) == {Decimal(15050)}
    new = do(sqlite_database, lambda uow: supersede_round(uow, round_id, "คนผิด", payroll))
    assert [line.chosen for line in view(sqlite_database, new).lines] == [ONE, *[HALF] * 7, 0]
    do(sqlite_database, lambda uow: propose_round(uow, new, keep=False))
    met(sqlite_database, new)
    finalised(sqlite_database, new)
    with sqlite_database.read(SYSTEM) as uow:
        line = uow.session.scalars(select(SalaryRecord).where(SalaryRecord.person_id == gone)).one()
        assert line.superseded_by_id == line.id
        assert uow.session.get(Person, gone).salary == 15050


def test_a_later_line_keeps_the_register(sqlite_database):
    round_id = ten(sqlite_database)
    person = view(sqlite_database, round_id).lines[0].person_id
    with sqlite_database.work(SYSTEM) as uow:
        uow.session.add(
            SalaryRecord(
                person_id=person, effective_on=dt.date(2027, 5, 1), kind="other",
                new_salary=Decimal(20000), recorded_at=uow.clock.now(),
            )
        )  # fmt: skip
        uow.session.get(Person, person).salary = Decimal(20000)
    notes = view(sqlite_database, round_id).notes
    assert any("เงินเดือนในทะเบียนต่างจากบัญชีถือจ่าย 1 คน" in each for each in notes)
    decided(sqlite_database, round_id)
    with sqlite_database.read(SYSTEM) as uow:
        assert uow.session.get(Person, person).salary == 20000


def test_what_was_kept_and_tampered_with_is_not_shown(sqlite_database):
    round_id = ten(sqlite_database)
    run = decided(sqlite_database, round_id)
    with sqlite_database.work(SYSTEM) as uow:
        uow.session.execute(
            update(CalculationRun).where(CalculationRun.id == run).values(outputs={"rows": []})
        )
    with pytest.raises(DomainError, match="result_damaged"):
        view(sqlite_database, round_id)
    assert not see(sqlite_database, lambda uow: kept_runs(uow, round_id))[0].intact


def test_a_line_of_a_final_round_explains_itself_with_its_rules(sqlite_database):
    round_id = ten(sqlite_database)
    row = view(sqlite_database, round_id).lines[0].row_id
    decided(sqlite_database, round_id)
    told = render(see(sqlite_database, lambda uow: explanation_of(uow, round_id, row)))
    assert "ขั้น 1 เลื่อน 1 ขั้น ถึงขั้น 2" in told
    assert "คู่มือปฏิบัติงานการเจ้าหน้าที่" in told
    with pytest.raises(DomainError, match="not_found"):
        see(sqlite_database, lambda uow: explanation_of(uow, round_id, 999))


# ---- the other schemes


CONTRACT = [
    Someone(f"จ้าง{n}", level="", salary=pay, employment="contract_employee")
    for n, pay in enumerate(("9400", "11500", "18000"))
]


def test_contract_rates_go_over_the_pot_until_lowered(sqlite_database):
    round_id = opened(sqlite_database, CONTRACT, ["95", "85", "75"], "contract", 2)
    found = view(sqlite_database, round_id)
    # 9,400 × 5.5 % = 517 → 520; 11,500 × 4.5 % = 517.50 → 520; 18,000 × 3.5 % = 630
    assert [row.raised for row in found.rows] == [520, 520, 630]
    assert found.totals.whole.budget == Decimal("1556")  # 38,900 × 4 %
    assert found.totals.whole.left == Decimal("-114")
    assert any("เกินวงเงิน 114 บาท" in each for each in found.problems)
    choose(sqlite_database, round_id, {2: "2.8"})  # 504 → 510
    lowered = view(sqlite_database, round_id)
    assert lowered.totals.whole.left == 6
    assert lowered.lines[2].outside_proposal
    assert "ยังไม่มีเหตุผล" in lowered.problems[0]
    choose(sqlite_database, round_id, {2: "2.8"}, "ให้อยู่ในวงเงิน")
    met(sqlite_database, round_id)
    finalised(sqlite_database, round_id)
    above = SetChoice(round_id, 1, Decimal("5.6"))
    assert refused(sqlite_database, lambda uow: set_choice(uow, above)).code == "round_final"


def test_percentages_by_bands_are_tried_before_they_are_set(sqlite_database):
    people = [
        Someone("ก", level="K2", salary="25180", employment="civil_servant"),
        Someone("ข", level="K2", salary="25190", employment="civil_servant"),
        Someone("ค", level="K2", salary="36020", employment="civil_servant"),
    ]
    round_id = opened(sqlite_database, people, ["95", "85", "59.99"], "percentage")
    found = view(sqlite_database, round_id)
    assert not found.law.borrowed
    assert any("ตารางฐานในการคำนวณปี 2552" in each for each in found.law.notes)
    assert found.totals.whole.spent == 0
    bands = {"ดีเด่น": Decimal("3"), "ดีมาก": "2.5"}
    tried = see(sqlite_database, lambda uow: simulate_round(uow, round_id, {"bands": bands}))
    # below the midpoint of 25,185: 20,350 × 3 % = 610.50 → 620; above: 30,600 × 2.5 % = 765 → 770
    assert [row.raised for row in tried.rows] == [620, 770, 0]
    assert tried.rows[2].unmet == ("ผลการประเมินต่ำกว่าร้อยละ 60",)
    assert view(sqlite_database, round_id).totals.whole.spent == 0
    for options, code in (
        ({"bands": {"ดีเด่น": "6.01"}}, "percent_above_cap"),
        ({"table": "2550"}, "table_unknown"),
        ({"budget": 1.5}, "round_option_wrong"),
        ({"budget": "-1"}, "round_option_wrong"),
        ({"share": "101"}, "round_option_wrong"),
        ({"bands": [1]}, "round_option_wrong"),
        ({"special_counts": "no"}, "round_option_wrong"),
        ({"april_used": {}}, "round_option_unknown"),
    ):
        call = refused(
            sqlite_database,
            lambda uow, o=options: set_options(uow, round_id, found.version, o),
        )
        assert call.code == code
    options = {"bands": bands, "budget": "1000", "unit_budgets": {"สำนักปลัด": "900"}}
    do(sqlite_database, lambda uow: set_options(uow, round_id, found.version, options))
    over = view(sqlite_database, round_id)
    assert over.totals.whole.left == -390
    assert any("เกินวงเงิน 390 บาท" in each for each in over.problems)
    assert any("เกินวงเงินของหน่วย 490 บาท" in each for each in over.notes)
    choose(sqlite_database, round_id, {0: "1"}, "ตามมติ")
    assert do(sqlite_database, lambda uow: propose_round(uow, round_id, keep=False)) == 1
    assert view(sqlite_database, round_id).lines[0].chosen is None


# ---- what a round stands on


def test_the_results_of_a_closed_appraisal_are_those_that_were_kept(sqlite_database):
    round_id = ten(sqlite_database)
    lines = view(sqlite_database, round_id).lines
    kept = {line.person_id: "91.5" if at == 4 else "70" for at, line in enumerate(lines)}
    with sqlite_database.work(SYSTEM) as uow:
        appraisal = uow.session.get(
            AppraisalRound, view(sqlite_database, round_id).appraisal_round_id
        )
        appraisal.state = "final"
        order = [
            {"person": id_, "total": score, "level": "ดี", "acknowledgement": "acknowledged"}
            for id_, score in kept.items()
        ]
        law = {"set": "sao", "version": "", "hash": ""}
        keep(uow, Final("appraisal_round", appraisal.id, {}, {"order": order}, {}, law))
    for _ in range(2):  # read, then remembered by its hash
        found = view(sqlite_database, round_id)
        assert [line.score for line in found.lines] == [Decimal(each) for each in kept.values()]
        assert found.lines[4].proposal == ONE
    done = choose(sqlite_database, round_id, {4: "1"})
    assert "ดี (91.5)" in render(done[0].row.explain())
    version = found.version
    do(sqlite_database, lambda uow: set_appraisal(uow, round_id, version, None))
    assert "ยังไม่ได้ผูกกับรอบการประเมิน" in view(sqlite_database, round_id).notes[0]


def test_steps_of_april_typed_by_hand_go_with_the_person(sqlite_database):
    round_id = opened(sqlite_database, TEN[:2], ["95", "90"], number=2)
    found = view(sqlite_database, round_id)
    by_hand = {
        "april_used": {"official_1": "500"},
        "april_steps": {str(line.row_id): "1" for line in found.lines},
    }
    do(sqlite_database, lambda uow: set_options(uow, round_id, found.version, by_hand))
    decided(sqlite_database, round_id)
    with sqlite_database.work(SYSTEM) as uow:
        uow.session.execute(update(Person).values(salary=Decimal(15050)))
    taken = TakePayroll("step", dt.date(2027, 9, 1))
    payroll = do(sqlite_database, lambda uow: take_payroll(uow, taken))
    other = do(
        sqlite_database, lambda uow: take_payroll(uow, TakePayroll("step", dt.date(2027, 3, 1)))
    )
    wrong = refused(sqlite_database, lambda uow: supersede_round(uow, round_id, "ผิด", other))
    assert wrong.code == "payroll_of_other_round"
    assert (
        refused(sqlite_database, lambda uow: supersede_round(uow, round_id, "")).field == "reason"
    )
    new = do(sqlite_database, lambda uow: supersede_round(uow, round_id, "ผิด", payroll))
    assert [line.april for line in view(sqlite_database, new).lines] == [ONE, ONE]
    assert [line.row_id for line in view(sqlite_database, new).lines] != [
        line.row_id for line in found.lines
    ]


def test_an_october_round_follows_april_through_its_correction(sqlite_database, clock):
    april = ten(sqlite_database)
    clock.set(dt.date(2027, 9, 10))
    waiting = open_over(sqlite_database, "step", 2, None)
    assert view(sqlite_database, waiting).totals.whole.budget is None  # April is not final yet
    in_use = refused(sqlite_database, lambda uow: discard_round(uow, april, "ผิด"))
    assert in_use.code == "round_in_use"
    decided(sqlite_database, april)
    first = view(sqlite_database, waiting).totals.whole.budget
    new = do(sqlite_database, lambda uow: supersede_round(uow, april, "คะแนนผิด"))
    assert view(sqlite_database, waiting).totals.whole.budget == first
    choose(sqlite_database, new, {0: "0"}, "คะแนนผิด")
    met(sqlite_database, new)
    finalised(sqlite_database, new)
    # what the one full step cost is October's again: 15,850 − 15,050
    assert view(sqlite_database, waiting).totals.whole.budget == first + 800
    assert view(sqlite_database, waiting).lines[0].april == 0
    nothing = refused(sqlite_database, lambda uow: attach_order(uow, new, " ", None))
    assert nothing.field == "number"


def test_an_october_round_names_an_april_round_of_its_year(sqlite_database, clock):
    april = ten(sqlite_database)
    clock.set(dt.date(2027, 9, 10))
    october = open_over(sqlite_database, "step", 2, None)
    payroll = view(sqlite_database, october).snapshot_id
    do(sqlite_database, lambda uow: discard_round(uow, october, "เปิดผิด"))
    contract = make_people(sqlite_database, CONTRACT)
    assert contract
    other = open_over(sqlite_database, "contract", 2, None)
    wrong = OpenRound("step", YEAR, 2, payroll, earlier_id=other)
    found = refused(sqlite_database, lambda uow: open_round(uow, wrong))
    assert (found.code, found.field) == ("round_earlier_other", "earlier_id")
    right = OpenRound("step", YEAR, 2, payroll, earlier_id=april)
    assert do(sqlite_database, lambda uow: open_round(uow, right))


def test_an_october_round_counts_on_the_final_april_not_on_its_open_correction(
    sqlite_database, clock
):
    april = ten(sqlite_database)
    decided(sqlite_database, april)
    spent = view(sqlite_database, april).totals.whole.spent
    correction = do(sqlite_database, lambda uow: supersede_round(uow, april, "คะแนนผิด"))
    clock.set(dt.date(2027, 9, 10))
    october = open_over(sqlite_database, "step", 2, None)
    found = view(sqlite_database, october)
    assert found.earlier_id == april
    assert found.totals.whole.budget == Decimal("9285.6") - spent
    assert found.lines[0].april == ONE
    with sqlite_database.work(SYSTEM) as uow:  # as an older program stored it
        uow.session.get_one(SalaryRound, october).earlier_id = correction
    assert view(sqlite_database, october).totals.whole.budget == Decimal("9285.6") - spent
    assert view(sqlite_database, october).lines[0].april == ONE


def test_what_was_typed_of_april_gives_way_to_a_final_april(sqlite_database, clock):
    april = ten(sqlite_database)
    clock.set(dt.date(2027, 9, 10))
    late = make_people(sqlite_database, [Someone("มาใหม่", salary="15050")])
    october = open_over(sqlite_database, "step", 2, None)
    before = view(sqlite_database, october)
    rows = {line.person_id: line.row_id for line in before.lines}
    first, new = before.lines[0].row_id, rows[late[0]]
    typed = {
        "april_used": {"official_1": "1"},
        "april_steps": {str(first): "0.5", str(new): "0.5"},
    }
    do(sqlite_database, lambda uow: set_options(uow, october, before.version, typed))
    told = "ต่างจากรอบ 1 เมษายนที่เป็นที่สุด"
    by_hand = view(sqlite_database, october)
    assert by_hand.totals.whole.budget == by_hand.totals.whole.payroll * 6 / 100 - 1
    assert not any(told in note for note in by_hand.notes)
    decided(sqlite_database, april)
    found = view(sqlite_database, october)
    spent = view(sqlite_database, april).totals.whole.spent
    assert found.totals.whole.budget == found.totals.whole.payroll * 6 / 100 - spent
    assert found.lines[found.places[first]].april == ONE
    assert found.lines[found.places[new]].april == HALF  # not on the payroll of April
    [note] = [each for each in found.notes if told in each]
    assert found.totals.groups["official_1"].label in note
    assert "นายคน0 สมมติ" in note
    assert "มาใหม่" not in note
