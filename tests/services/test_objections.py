"""Objections: within the period and late, the inquiry, and a founded one that holds the case."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from hrdesk.models import AuditEntry, CaseStep, CaseWait
from hrdesk.rules.codes import CaseType
from hrdesk.rules.staff_codes import ObjectionResult
from hrdesk.services import objections
from hrdesk.services.case_steps import CompleteStep, complete_step
from hrdesk.services.cases import load_case
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.queries.objections import case_objections
from tests.services.offices import RECEIVED, make_office, make_person, receive

FIRST, LAST = dt.date(2026, 10, 1), dt.date(2026, 11, 2)


def case_with_period(database, actor, agency="doh") -> int:
    make_office(database, agency)
    case = receive(database, actor, make_person(database), CaseType.PROMOTION)
    with database.work(actor) as uow:
        uow.session.add(
            CaseWait(
                case_id=case.id,
                key="objection",
                title="เปิดโอกาสให้ทักท้วง",
                started_on=FIRST,
                due_on=LAST,
                state="running",
            )
        )
    return case.id


@pytest.fixture
def case(database, officer) -> int:
    return case_with_period(database, officer)


def record(database, actor, case, on=LAST, **more):
    command = objections.RecordObjection(case, on, "นายสมมติ", "คะแนนไม่ตรง", **more)
    with database.work(actor) as uow:
        return objections.record_objection(uow, command).value


def decide(database, actor, saved, result, on=dt.date(2026, 11, 10), words="สอบแล้ว"):
    command = objections.DecideObjection(saved.id, saved.version, result, on, words)
    with database.work(actor) as uow:
        return objections.decide_objection(uow, command).value


def shown(database, actor, case):
    with database.read(actor) as uow:
        return case_objections(uow, case)


def code_of(call) -> str:
    with pytest.raises(DomainError) as caught:
        call()
    return caught.value.code


def test_on_the_last_day_it_is_in_time_the_day_after_it_asks_for_a_word(database, officer, case):
    assert record(database, officer, case).late is False
    after = LAST + dt.timedelta(days=1)
    assert code_of(lambda: record(database, officer, case, after)) == "objection_late"
    assert record(database, officer, case, after, late=True).late is True
    found = shown(database, officer, case)
    assert [row.late for row in found.rows] == [False, True]
    assert (found.period.first, found.period.last) == (FIRST, LAST)


def test_before_the_announcement_or_after_today_there_is_none(database, officer, case):
    before = FIRST - dt.timedelta(days=1)
    assert code_of(lambda: record(database, officer, case, before)) == "date_before_announcement"
    tomorrow = dt.date(2026, 11, 21)
    assert code_of(lambda: record(database, officer, case, tomorrow)) == "date_in_future"


def test_a_case_on_an_older_procedure_takes_the_days_of_its_own_step(database, officer):
    make_office(database)
    case = receive(database, officer, make_person(database), CaseType.PROMOTION).id
    with database.work(officer) as uow:
        step = uow.session.scalars(
            select(CaseStep).where(CaseStep.case_id == case).order_by(CaseStep.position.desc())
        ).first()
        step.key, step.started_on, step.due_on = "objection", FIRST, LAST
    assert code_of(lambda: record(database, officer, case, LAST + dt.timedelta(days=1))) == (
        "objection_late"
    )


def test_a_case_without_a_period_takes_objections_from_its_receipt(database, officer):
    make_office(database)
    case = receive(database, officer, make_person(database)).id
    before = RECEIVED - dt.timedelta(days=1)
    assert code_of(lambda: record(database, officer, case, before)) == "date_before_announcement"
    assert record(database, officer, case, RECEIVED).late is False


def test_unfounded_says_what_the_law_says_about_the_objector(database, officer, case):
    decide(database, officer, record(database, officer, case), ObjectionResult.UNFOUNDED)
    found = shown(database, officer, case)
    assert found.rows[0].result is ObjectionResult.UNFOUNDED
    assert "สอบสวนผู้ทักท้วง" in found.unfounded.text
    assert "ข้อ ๘" in found.unfounded.source
    assert found.founded is None  # the announcements of this department say nothing of it
    assert not found.held


def complete(database, actor, case):
    with database.work(actor) as uow:
        row = load_case(uow, case)
        step = next(step for step in row.steps if step.state == "current")
        done_on = uow.clock.today()
        return complete_step(uow, CompleteStep(case, row.version, step.id, done_on))


def test_a_founded_one_holds_the_case_until_the_authority_decides(database, officer, case):
    saved = record(database, officer, case)
    saved = decide(database, officer, saved, ObjectionResult.FOUNDED)
    assert shown(database, officer, case).held
    assert code_of(lambda: complete(database, officer, case)) == "case_held"
    decide(database, officer, saved, ObjectionResult.CONTINUED, words="ให้ดำเนินการต่อ")
    found = shown(database, officer, case)
    assert not found.held
    assert found.rows[0].decision == "สอบแล้ว\nให้ดำเนินการต่อ"
    with pytest.raises(DomainError) as caught:
        complete(database, officer, case)
    assert caught.value.code != "case_held"  # only what the step itself still needs


def test_the_other_department_says_what_a_founded_one_leads_to(database, officer):
    case = case_with_period(database, officer, "dhss")
    found = shown(database, officer, case)
    assert "รอผลก่อน" in found.founded.text
    assert "สอบผู้ทักท้วง" in found.unfounded.text


def test_decisions_go_one_way_and_can_be_taken_back(database, officer, case):
    saved = record(database, officer, case)
    assert code_of(lambda: decide(database, officer, saved, ObjectionResult.CONTINUED)) == (
        "objection_decided"
    )
    done = decide(database, officer, saved, ObjectionResult.UNFOUNDED)
    assert code_of(lambda: decide(database, officer, done, ObjectionResult.FOUNDED)) == (
        "objection_decided"
    )
    edit = objections.EditObjection(saved.id, done.version, FIRST, "", "อื่น")

    def try_edit():
        with database.work(officer) as uow:
            objections.edit_objection(uow, edit)

    assert code_of(try_edit) == "objection_decided"
    with database.work(officer) as uow:
        objections.reopen_objection(uow, saved.id, done.version, "บันทึกผิดเรื่อง")
    assert shown(database, officer, case).rows[0].result is None


def test_a_decision_before_the_objection_is_refused(database, officer, case):
    saved = record(database, officer, case)
    early = LAST - dt.timedelta(days=1)
    assert code_of(lambda: decide(database, officer, saved, ObjectionResult.UNFOUNDED, early)) == (
        "date_before_objection"
    )


def test_an_edit_knows_who_was_faster_and_the_audit_names_no_objector(database, officer, case):
    saved = record(database, officer, case)
    edit = objections.EditObjection(saved.id, saved.version, FIRST, "นางสาวสมมติ", "เรื่องใหม่")
    with database.work(officer) as uow:
        objections.edit_objection(uow, edit)
    with pytest.raises(EditConflict), database.work(officer) as uow:
        objections.edit_objection(uow, edit)
    with database.read(officer) as uow:
        entries = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.entity == "objection")
        ).all()
        assert [entry.action for entry in entries] == ["objection.recorded", "objection.edited"]
        assert "สมมติ" not in "".join(str(entry.changes) for entry in entries)
