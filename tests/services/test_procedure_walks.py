"""One whole matter on every procedure, from intake to its last step, and the days it keeps."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.rules.codes import MANUAL_KINDS, Agency, CaseStatus, CaseType, StepState
from hrdesk.rules.procedure import Procedure, load, released
from hrdesk.services.case_steps import (
    CompleteStep,
    ExtendDue,
    PlanDate,
    complete_step,
    extend_due,
    plan_date,
    undo_step,
)
from hrdesk.services.case_waits import EndWait, end_wait
from hrdesk.services.cases import OpenCase, TargetPost, open_case
from hrdesk.services.errors import DomainError
from hrdesk.services.papers import paper_kinds, prepare_paper
from hrdesk.services.procedures import kinds_offered
from hrdesk.services.queries.cases import case_detail, case_history
from hrdesk.services.sample_cases import finish_step
from tests.services.offices import make_office, make_person

TODAY = dt.date(2028, 11, 20)
NEWEST = dt.date(2026, 11, 2)  # a Monday on which the newest version of each is in force
BEFORE = dt.date(2026, 9, 1)  # and one on which the first still was
PACE = dt.timedelta(days=6)

ALL = {f"{name}@{version}": load(name, version) for name, version in released()}
BOTH = ("dhss.promotion@1", "dms.examination@1", "doh.reassignment@2", "sao.probation@1")
WALKS = [pytest.param(each, "sqlite", id=f"{name}-sqlite") for name, each in ALL.items()]
WALKS += [pytest.param(ALL[name], "postgresql", id=f"{name}-postgresql") for name in BOTH]
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # days, not rows


@pytest.fixture(autouse=True)
def later(clock) -> None:
    clock.set(TODAY)


def received_on(procedure: Procedure) -> dt.date:
    newest = max(version for name, version in released() if name == procedure.id)
    return NEWEST if procedure.version == newest else BEFORE


def receive(database, officer, procedure: Procedure, received: dt.date, level: str = "K3") -> int:
    make_office(database, procedure.agency.value)
    person = make_person(database) if procedure.person else None
    resigns = procedure.case_type is CaseType.RESIGNATION
    command = OpenCase(
        person_id=person,
        case_type=procedure.case_type,
        received_on=received,
        subject=f"{procedure.title} เรื่องสมมติ",
        target=TargetPost("นักทรัพยากรบุคคล", "99", "K", level, "นักทรัพยากรบุคคล", "กองกลาง"),
        papers=frozenset(paper.key for paper in procedure.papers),
        effective_on=received + dt.timedelta(days=45) if resigns else None,
    )
    with database.work(officer) as uow:
        return open_case(uow, command).value.id


def show(database, actor, case_id):
    with database.read(actor) as uow:
        return case_detail(uow, case_id)


def finish(database, actor, case_id, on=None, outcome=None):
    with database.work(actor) as uow:
        detail = case_detail(uow, case_id)
        finish_step(uow, detail, on or min(detail.since + PACE, TODAY), outcome)


@pytest.mark.parametrize(("procedure", "database"), WALKS, indirect=["database"])
def test_a_matter_goes_from_intake_to_its_last_step(database, officer, procedure) -> None:
    case_id = receive(database, officer, procedure, received_on(procedure))
    made: set[str] = set()
    for _ in procedure.steps:
        detail = show(database, officer, case_id)
        if detail.form is None:
            break
        check_step(procedure, detail)
        check_papers(database, officer, detail, made)
        finish(database, officer, case_id)
    detail = show(database, officer, case_id)
    main = [step for step in procedure.steps if not step.branch]
    assert detail.status is CaseStatus.COMPLETED
    assert [step.key for step in detail.steps] == [step.key for step in main]
    assert {step.state for step in detail.steps} == {StepState.DONE}
    assert detail.completed_on == detail.steps[-1].done_on
    assert all(not wait.running for wait in detail.waits)
    assert (detail.procedure.id, detail.procedure.version) == (procedure.id, procedure.version)
    assert detail.procedure.rules_held
    assert detail.person_id is None or procedure.person


def check_step(procedure: Procedure, detail) -> None:
    """The present step: its due date, the papers it needs and what is to be looked at."""
    form = detail.form
    known = procedure.step(form.step.key)
    counted = [p for p in known.periods if not p.levels or "K3" in p.levels]
    if not counted:
        assert (form.step.due_on is not None) == (known.usual_days is not None), known.key
    elif counted[0].law != "committee_papers":  # its day counts from a meeting not yet fixed
        assert form.step.due_on is not None, known.key
    if form.step.due_on is not None:
        assert form.step.due_on >= detail.since or known.periods
    assert [paper.key for paper in form.papers] == [
        paper.key for paper in procedure.papers if paper.key in known.papers_in
    ]
    assert [check.key for check in form.checks] == [check.key for check in known.checks]


def check_papers(database, officer, detail, made: set[str]) -> None:
    """The present step is offered its papers, and each kind can be made of this matter."""
    with database.work(officer) as uow:
        offered = {choice.kind for choice in paper_kinds(uow, detail.id) if choice.suggested}
        assert offered >= set(detail.form.produces), detail.form.step.key
        for kind in set(detail.form.produces) - made:
            assert prepare_paper(uow, detail.id, kind).value.data is not None
            made.add(kind)


@on_sqlite
@pytest.mark.parametrize("agency", Agency)
def test_an_office_is_offered_the_kinds_it_has_procedures_for(database, officer, agency) -> None:
    make_office(database, agency.value)
    with database.read(officer) as uow:
        offered = kinds_offered(uow)
    own = {each.case_type for each in ALL.values() if each.agency is agency}
    lent = {*MANUAL_KINDS, CaseType.APPRAISAL}  # borrowed where they are not own
    assert set(offered) == own | lent


# The days of the works assessment of dhss: figures of its manual, counted on the real calendar.


def at(database, officer, step: str, level: str = "K2", agency: str = "dhss") -> int:
    """A promotion of the agency, come as far as ``step``, announced on 1 December 2026."""
    procedure = load(f"{agency}.promotion", 2 if agency == "doh" else 1)
    case_id = receive(database, officer, procedure, NEWEST, level)
    for _ in procedure.steps:
        detail = show(database, officer, case_id)
        if detail.form.step.key == step:
            return case_id
        on = dt.date(2026, 12, 1) if detail.form.step.key == "announce" else None
        finish(database, officer, case_id, on)
    raise AssertionError(step)


@on_sqlite
def test_objections_have_thirty_days_from_the_announcement(database, officer) -> None:
    detail = show(database, officer, at(database, officer, "receive_work"))
    (wait,) = detail.waits
    # 1 December + 30 days = 31 December, a holiday; 1 January too; 2 and 3 are a weekend
    assert (wait.started_on, wait.due_on) == (dt.date(2026, 12, 1), dt.date(2027, 1, 4))
    assert (wait.running, wait.before_step) == (True, "receive_work")


@on_sqlite
def test_the_works_are_due_a_year_after_the_announcement(database, officer) -> None:
    detail = show(database, officer, at(database, officer, "receive_work"))
    assert detail.form.step.due_on == dt.date(2027, 12, 1)  # a Wednesday


def close(database, officer, case_id, outcome: str, on: dt.date, reason: str = "") -> None:
    with database.work(officer) as uow:
        detail = case_detail(uow, case_id)
        form = detail.form
        complete_step(
            uow,
            CompleteStep(
                case_id, detail.version, form.step.id, on, outcome,
                checks=frozenset(check.key for check in form.checks), reason=reason,
            ),
        )  # fmt: skip


def end(database, officer, case_id, outcome: str, on: dt.date) -> None:
    with database.work(officer) as uow:
        detail = case_detail(uow, case_id)
        (wait,) = detail.waits
        end_wait(uow, EndWait(case_id, detail.version, wait.id, on, outcome, reason="สมมติ"))


def test_works_are_not_taken_while_objections_may_come(database, officer) -> None:
    case_id = at(database, officer, "receive_work")
    day = dt.date(2026, 12, 20)
    with pytest.raises(DomainError, match="period_running"):
        close(database, officer, case_id, "received", day)
    end(database, officer, case_id, "none", dt.date(2027, 1, 4))
    close(database, officer, case_id, "received", dt.date(2027, 1, 4))
    assert show(database, officer, case_id).form.step.key == "check_work"


@pytest.mark.parametrize(
    ("results", "keys"),
    [
        (("unfounded", ""), "inquire question_objector receive_work"),
        (("founded", "continue"), "inquire decide_objection receive_work"),
        (("founded", "cancelled"), "inquire decide_objection notify_not_selected"),
    ],
)
def test_an_objection_holds_the_works_until_it_is_dealt_with(
    database, officer, results, keys
) -> None:
    case_id = at(database, officer, "receive_work")
    end(database, officer, case_id, "objected", dt.date(2026, 12, 10))
    close(database, officer, case_id, "objected", dt.date(2026, 12, 10))
    gone = []
    for result in results:
        gone.append(show(database, officer, case_id).form.step.key)
        close(database, officer, case_id, result, dt.date(2026, 12, 15))
    gone.append(show(database, officer, case_id).form.step.key)
    assert gone == keys.split()


@on_sqlite
def test_papers_reach_the_committee_seven_working_days_before_it_meets(database, officer) -> None:
    case_id = at(database, officer, "send_work")
    detail = show(database, officer, case_id)
    assert detail.form.step.due_on is None
    meeting = next(step for step in detail.steps if step.key == "committee")
    with database.work(officer) as uow:
        day = dt.date(2027, 3, 19)  # a Friday; back over two weekends to the Wednesday before
        plan_date(uow, PlanDate(case_id, detail.version, meeting.id, "meeting_on", day))
    assert show(database, officer, case_id).form.step.due_on == dt.date(2027, 3, 10)


@on_sqlite
def test_a_work_passed_on_condition_is_mended_in_the_time_that_was_set(database, officer) -> None:
    case_id = at(database, officer, "committee")
    finish(database, officer, case_id, dt.date(2027, 3, 5), "conditional")
    finish(database, officer, case_id, dt.date(2027, 3, 8), "seven")
    detail = show(database, officer, case_id)
    # from Monday 8 March: Tuesday is the first, Wednesday of the next week the seventh
    assert (detail.form.step.key, detail.form.step.due_on) == ("revise_7", dt.date(2027, 3, 17))
    for key in ("readers", "chair", "minutes"):
        finish(database, officer, case_id)
        assert show(database, officer, case_id).form.step.key == key


# The second version of the department of health.


@on_sqlite
@pytest.mark.parametrize(
    ("level", "due"),
    [("K2", None), ("K3", dt.date(2027, 6, 1)), ("K4", dt.date(2027, 6, 1)), ("K5", None)],
)
def test_the_works_of_doh_are_due_as_the_law_says(database, officer, level, due) -> None:
    case_id = at(database, officer, "submit_work", level, "doh")
    detail = show(database, officer, case_id)
    assert (
        detail.form.step.due_on == due
    )  # six months from the day after 1 December: 1 June, a Tuesday
    assert detail.form.step.unlimited is (due is None)  # the law's words stand instead
    (wait,) = detail.waits
    assert (wait.before_step, wait.due_on) == ("send_work", dt.date(2027, 1, 4))


@on_sqlite
def test_the_time_to_send_works_is_extended_once_and_can_be_taken_back(database, officer) -> None:
    case_id = at(database, officer, "submit_work", "K3", "doh")
    detail = show(database, officer, case_id)
    offer = detail.form.extension
    assert (offer.months, offer.due_on) == (3, dt.date(2027, 9, 1))  # nine months from 1 December
    assert "๗.๑" in offer.source

    def extend(reason="รอผลการทดลอง"):
        now = show(database, officer, case_id)
        with database.work(officer) as uow:
            return extend_due(uow, ExtendDue(case_id, now.version, now.form.step.id, reason)).value

    with pytest.raises(DomainError, match="required"):
        extend(" ")
    extend()
    after = show(database, officer, case_id)
    assert after.form.step.due_on == dt.date(2027, 9, 1)
    assert "รวม 9 เดือน" in after.form.step.due_reason and after.form.extension is None
    with database.read(officer) as uow:
        (entry, *_) = case_history(uow, case_id)
    assert (entry.action, entry.reason) == ("case.due_extended", "รอผลการทดลอง")
    with pytest.raises(DomainError, match="extension_used"):
        extend()
    with database.work(officer) as uow:
        undo_step(uow, case_id, after.version)
    again = show(database, officer, case_id)
    assert (again.form.step.due_on, again.form.extension) == (detail.form.step.due_on, offer)


@on_sqlite
def test_revised_works_are_due_by_the_result(database, officer) -> None:
    case_id = at(database, officer, "committee", "K3", "doh")
    finish(database, officer, case_id, dt.date(2027, 2, 1), "minor")
    finish(database, officer, case_id, dt.date(2027, 2, 3))
    detail = show(database, officer, case_id)
    # three months from the day after 3 February: 3 May, a Monday
    assert (detail.form.step.key, detail.form.step.due_on) == ("revise_minor", dt.date(2027, 5, 3))
