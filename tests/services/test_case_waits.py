"""Periods beside the steps, days noted ahead, other versions, and matters without a person."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.rules.codes import CaseType, StepState
from hrdesk.services.case_steps import undo_step
from hrdesk.services.case_version import (
    ChangeVersion,
    change_version,
    preview_version_change,
    version_choices,
)
from hrdesk.services.case_waits import EndWait, end_wait
from hrdesk.services.cases import TargetPost
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.cases import case_detail
from hrdesk.services.queries.tracking import CaseFilter, list_cases
from hrdesk.services.sample_cases import finish_step
from tests.services.offices import make_office, make_person, receive

RECEIVED = dt.date(2026, 10, 5)


@pytest.fixture
def person(database):
    make_office(database)
    return make_person(database)


def show(database, actor, case_id):
    with database.read(actor) as uow:
        return case_detail(uow, case_id)


def go(database, actor, case_id, until):
    """Walk the good way until something holds."""
    while not until(detail := show(database, actor, case_id)):
        with database.work(actor) as uow:
            finish_step(uow, detail, detail.form.earliest)
    return detail


def announced(database, officer, person):
    opened = receive(
        database, officer, person, CaseType.PROMOTION, received_on=RECEIVED, papers=frozenset()
    )
    return go(database, officer, opened.id, lambda detail: detail.waits)


def refused(call):
    with pytest.raises(DomainError) as caught:
        call()
    return caught.value


def test_the_time_for_objections_runs_beside_the_steps(database, officer, person):
    detail = announced(database, officer, person)
    (wait,) = detail.waits
    assert detail.form.step.key == "submit_work" and wait.running
    # 30 days from 5 October end on 4 November, a Wednesday
    assert (wait.started_on, wait.due_on) == (RECEIVED, dt.date(2026, 11, 4))
    with database.read(officer) as uow:
        (row,) = list_cases(uow, CaseFilter(late=True))
    assert row.due_on == wait.due_on  # sooner than the six months of the works


def test_ending_it_early_asks_a_reason_and_can_be_taken_back(database, officer, person):
    detail = announced(database, officer, person)
    (wait,) = detail.waits

    def end(version, on, outcome="none", reason=""):
        with database.work(officer) as uow:
            return end_wait(
                uow, EndWait(detail.id, version, wait.id, on, outcome, "", reason)
            ).value

    before = wait.due_on - dt.timedelta(days=1)
    assert refused(lambda: end(detail.version, before)).code == "period_running"
    assert refused(lambda: end(detail.version, wait.due_on, "")).code == "required"
    assert refused(lambda: end(detail.version, wait.due_on, "maybe")).code == "not_a_choice"
    early = RECEIVED - dt.timedelta(days=1)
    assert refused(lambda: end(detail.version, early)).code == "date_before_previous"
    moved = end(detail.version, before, reason="ทุกคนแจ้งแล้ว")
    assert not show(database, officer, detail.id).waits[0].running
    assert refused(lambda: end(moved.version, wait.due_on)).code == "wait_over"
    with database.work(officer) as uow:
        undo_step(uow, detail.id, moved.version)
    again = show(database, officer, detail.id).waits[0]
    assert again.running and again.outcome == "" and again.id == wait.id


def test_the_step_that_it_holds_waits(database, officer, person):
    detail = announced(database, officer, person)
    (wait,) = detail.waits

    def reach():
        return go(database, officer, detail.id, lambda now: now.form.step.key == wait.before_step)

    held = reach()
    from hrdesk.services.case_steps import CompleteStep, complete_step

    command = CompleteStep(
        held.id,
        held.version,
        held.form.step.id,
        held.form.earliest,
        next((each.key for each in held.form.outcomes if each.tone == "good"), ""),
        {each.key: "05/10/2569" for each in held.form.fields},
        despite=True,
    )

    def close():
        with database.work(officer) as uow:
            complete_step(uow, command)

    problem = refused(close)
    assert (problem.code, problem.facts["title"]) == ("period_running", wait.title)


def test_the_expected_finish_counts_what_lies_ahead(database, officer, person):
    detail = announced(database, officer, person)
    assert detail.expected_on > detail.form.step.due_on
    done = go(database, officer, detail.id, lambda now: now.form is None)
    assert done.expected_on is None
    assert done.usual_days > 0


def test_retirement_decades_ahead_does_not_put_off_the_expected_finish(database, officer, person):
    # No period is set for sending works of this level; only the day before retirement stands.
    aimed = TargetPost(title="นักทรัพยากรบุคคล", level="K2", number="99", unit="กองกลาง")
    opened = receive(
        database, officer, person, CaseType.PROMOTION, received_on=RECEIVED, target=aimed
    )
    expected = show(database, officer, opened.id).expected_on
    assert RECEIVED < expected < RECEIVED + dt.timedelta(days=365)


def first_version(database, officer, person):
    return receive(
        database, officer, person, CaseType.PROMOTION, received_on=dt.date(2026, 9, 1)
    ).id


def test_a_case_moves_to_a_newer_version_and_back(database, officer, person):
    case_id = first_version(database, officer, person)
    old = go(database, officer, case_id, lambda now: now.form.step.key == "objection")
    with database.read(officer) as uow:
        (choice,) = version_choices(uow, case_id)
        seen = preview_version_change(uow, case_id, choice.procedure_id, choice.version)
    assert (choice.procedure_id, choice.version) == ("doh.promotion", 2)
    assert seen.present[0] != seen.present[1] and old.form.step.title in seen.dropped
    assert seen.waits and show(database, officer, case_id) == old  # looking changes nothing
    with database.work(officer) as uow:
        change_version(uow, ChangeVersion(case_id, old.version, "doh.promotion", 2, "ใช้ฉบับใหม่"))
    new = show(database, officer, case_id)
    assert (new.procedure.version, new.form.step.key) == (2, "submit_work")
    assert [wait.key for wait in new.waits] == ["objection"]
    assert [s.id for s in new.steps if s.state is StepState.DONE] == [
        s.id for s in old.steps if s.state is StepState.DONE
    ]
    with database.work(officer) as uow:
        undo_step(uow, case_id, new.version)
    back = show(database, officer, case_id)
    assert back.procedure.version == 1 and not back.waits
    assert [(s.key, s.state, s.due_on) for s in back.steps] == [
        (s.key, s.state, s.due_on) for s in old.steps
    ]
    assert [paper.key for paper in back.papers] == [paper.key for paper in old.papers]


def test_moving_asks_a_reason_and_a_version_of_the_same_kind(database, officer, person):
    case_id = first_version(database, officer, person)
    version = show(database, officer, case_id).version

    def change(name, number, reason="x"):
        with database.work(officer) as uow:
            change_version(uow, ChangeVersion(case_id, version, name, number, reason))

    assert refused(lambda: change("doh.promotion", 2, " ")).code == "required"
    assert refused(lambda: change("doh.resignation", 1)).code == "procedure_not_for_case"
    assert refused(lambda: change("doh.promotion", 9)).code == "not_found"
    assert refused(lambda: change("office.promotion", 1)).code == "not_found"


def test_a_matter_of_the_office_itself_has_nobody(database, officer):
    make_office(database, agency="dms")
    opened = receive(
        database,
        officer,
        None,
        CaseType.EXAMINATION,
        received_on=RECEIVED,
        subject="สอบแข่งขันตำแหน่งนายแพทย์",
    )
    again = receive(
        database, officer, None, CaseType.EXAMINATION, received_on=RECEIVED, subject="อีกครั้ง"
    )
    assert again.number != opened.number  # nobody's second matter is nobody's business
    detail = go(database, officer, opened.id, lambda now: now.form is None)
    assert (detail.person_id, detail.person, detail.unit) == (None, "", "")
    with database.read(officer) as uow:
        found = list_cases(uow, CaseFilter(text="นายแพทย์"))
        by_name = list_cases(uow, CaseFilter(), ("person", False))
    assert [row.person for row in found] == ["สอบแข่งขันตำแหน่งนายแพทย์"]
    assert [row.id for row in by_name] == [opened.id, again.id]  # ส stands before อ


def test_a_matter_of_somebody_still_needs_them(database, officer):
    make_office(database)
    problem = refused(lambda: receive(database, officer, None, CaseType.PROMOTION))
    assert (problem.code, problem.field) == ("required", "person")
