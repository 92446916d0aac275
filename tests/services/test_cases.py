"""Taking in matters and moving them through their steps, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from hrdesk.models import AuditEntry, Case, CaseStep, Person, User
from hrdesk.rules.codes import MANUAL_KINDS, CaseStatus, CaseType, StepState
from hrdesk.rules.procedure import load
from hrdesk.services.access import SYSTEM, Actor, Role
from hrdesk.services.attachments import (
    AddAttachment,
    add_attachment,
    remove_attachment,
    restore_attachment,
)
from hrdesk.services.case_index import refresh_person
from hrdesk.services.case_steps import (
    AddStep,
    CompleteStep,
    CorrectStep,
    RepeatStep,
    SendBack,
    SetDue,
    SkipStep,
    add_step,
    complete_step,
    correct_step,
    repeat_step,
    send_back,
    set_due,
    skip_step,
    undo_step,
)
from hrdesk.services.cases import EditCase, TargetPost, edit_case, mark_paper
from hrdesk.services.errors import DomainError, EditConflict, Invalid, NotAllowed
from hrdesk.services.queries.cases import case_detail, case_history
from tests.services.offices import RECEIVED, make_office, make_person, receive


@pytest.fixture
def person(database) -> int:
    make_office(database)
    return make_person(database)


@pytest.fixture
def case(database, officer, person) -> int:
    return receive(database, officer, person).id


def show(database, actor, case_id):
    with database.read(actor) as uow:
        return case_detail(uow, case_id)


def act(database, actor, service, *args):
    with database.work(actor) as uow:
        return service(uow, *args).value


def refused(call, *args) -> DomainError:
    with pytest.raises(DomainError) as caught:
        call(*args)
    return caught.value


def finish(database, actor, case_id, on=None, outcome=None, **values):
    """Complete the present step the good way, or with the outcome given."""
    detail = show(database, actor, case_id)
    form = detail.form
    good = next((o.key for o in form.outcomes if o.tone == "good"), "")
    needed = {
        field.key: "01/10/2569" if field.kind == "date" else (field.choices or ("๑/๒๕๖๙",))[0]
        for field in form.fields
        if field.required
    }
    return act(
        database, actor, complete_step,
        CompleteStep(
            case_id, detail.version, form.step.id, on or form.earliest, outcome or good,
            needed | values, despite=True,
            checks=frozenset(check.key for check in form.checks),
            reason="แบบทดสอบไม่รอให้ครบเวลา" if form.waited_out or detail.waits else "",
        ),
    )  # fmt: skip


def test_a_received_matter_stands_at_its_second_step(database, officer, person):
    opened = receive(database, officer, person, papers=frozenset(), officer_id=officer.user_id)
    detail = show(database, officer, opened.id)
    assert opened.number == "1/2569"
    assert detail.procedure.id == "doh.resignation"
    assert detail.procedure.rules_held
    assert [step.state for step in detail.steps[:3]] == [
        StepState.DONE, StepState.CURRENT, StepState.PLANNED,
    ]  # fmt: skip
    assert detail.steps[0].done_on == RECEIVED
    assert detail.since == RECEIVED
    assert detail.officer == officer.name
    assert detail.due_on is not None
    assert detail.due_on > RECEIVED


def test_numbers_have_no_gap_even_after_a_refused_intake(database, officer, person):
    receive(database, officer, person)
    refused(lambda: receive(database, officer, person))  # a second running one
    with pytest.raises(DomainError):
        receive(database, officer, person, CaseType.REASSIGNMENT, officer_id=987654)
    assert receive(database, officer, person, CaseType.REASSIGNMENT).number == "2/2569"


def test_a_second_running_matter_must_be_meant(database, officer, person):
    first = receive(database, officer, person)
    refusal = refused(lambda: receive(database, officer, person))
    assert refusal.code == "case_open_already"
    assert refusal.facts["number"] == first.number
    assert receive(database, officer, person, second=True).number == "2/2569"


def test_intake_names_every_field_at_fault(database, officer, person, clock):
    with pytest.raises(Invalid) as caught:
        receive(
            database, officer, person, subject="  ", received_on=clock.today() + dt.timedelta(1)
        )
    assert {problem.field for problem in caught.value.problems} == {
        "subject",
        "received_on",
        "effective_on",
    }
    refusal = refused(
        lambda: receive(database, officer, person, effective_on=RECEIVED - dt.timedelta(1))
    )
    assert (refusal.code, refusal.field) == ("date_before_receipt", "effective_on")
    assert refused(lambda: receive(database, officer, person, papers=frozenset({"x"}))).code == (
        "checklist_paper_unknown"
    )
    with database.read(officer) as uow:
        assert uow.session.scalar(select(func.count()).select_from(Case)) == 0
        assert uow.session.scalar(select(func.count()).select_from(CaseStep)) == 0


def test_a_resignation_notes_the_day_asked_for(database, officer, person):
    leaves_on = RECEIVED + dt.timedelta(days=60)
    case = receive(database, officer, person, effective_on=leaves_on)
    assert show(database, officer, case.id).steps[0].remark_values == {"leaves_on": "31 ต.ค. 2569"}
    refusal = refused(lambda: receive(database, officer, person, effective_on=None, second=True))
    assert (refusal.code, refusal.field) == ("required", "effective_on")


def test_a_matter_older_than_the_law_held_has_no_computed_dates(database, officer, person):
    before = receive(database, officer, person, CaseType.PROMOTION, received_on=dt.date(2024, 8, 4))
    on_the_day = receive(
        database, officer, person, CaseType.PROMOTION, received_on=dt.date(2024, 8, 5), second=True
    )
    old, new = show(database, officer, before.id), show(database, officer, on_the_day.id)
    assert (old.procedure.rules_held, old.due_on) == (False, None)
    assert new.procedure.rules_held
    assert new.due_on is not None


def test_an_agency_without_procedures_borrows_them_and_says_so(database, officer):
    make_office(database, "sao")
    opened = receive(database, officer, make_person(database))
    assert opened.borrowed


@pytest.mark.parametrize("kind", MANUAL_KINDS)
def test_each_kind_walks_the_good_way_to_its_end(database, officer, person, kind, clock):
    case_id = receive(database, officer, person, kind).id
    for _ in range(40):
        if show(database, officer, case_id).status is CaseStatus.COMPLETED:
            break
        finish(database, officer, case_id, letter_out="ตย ๐๓๐๓/๑")
    detail = show(database, officer, case_id)
    assert detail.status is CaseStatus.COMPLETED
    assert detail.form is None
    assert detail.due_on is None
    assert all(step.state is not StepState.CURRENT for step in detail.steps)
    done = [step for step in detail.steps if step.state is StepState.DONE]
    assert all(step.done_on is not None for step in done)
    assert detail.steps[-1].done_on == detail.completed_on
    assert "ตย ๐๓๐๓/๑" in " ".join(step.remark for step in detail.steps)
    with database.read(officer) as uow:
        actions = [entry.action for entry in case_history(uow, case_id)]
    assert actions.count("case.step_completed") == len(done) - 1


def to_committee(database, officer, person) -> int:
    case_id = receive(database, officer, person, CaseType.PROMOTION).id
    for _ in range(20):
        detail = show(database, officer, case_id)
        if detail.form.step.key == "committee":
            return case_id
        finish(database, officer, case_id)
    raise AssertionError("the committee was never reached")


@pytest.mark.parametrize("outcome", ["passed", "minor", "major", "failed"])
def test_each_of_the_four_results_opens_its_own_next_step(database, officer, person, outcome):
    case_id = to_committee(database, officer, person)
    finish(database, officer, case_id, outcome=outcome)
    expected = load("doh.promotion", 1).step("committee").outcome(outcome)
    detail = show(database, officer, case_id)
    assert detail.form.step.key == expected.next
    committee = next(step for step in detail.steps if step.key == "committee")
    assert committee.state is (StepState.RETURNED if outcome == "major" else StepState.DONE)
    assert expected.label in committee.remark


def test_major_mending_comes_back_to_the_committee_within_six_months(
    database, officer, person, clock
):
    case_id = to_committee(database, officer, person)
    finish(database, officer, case_id, outcome="major")
    seen = []
    for _ in range(10):
        form = show(database, officer, case_id).form
        seen.append((form.step.key, form.step.due_reason))
        if form.step.key == "committee":
            break
        finish(database, officer, case_id)
    assert form.step.round == 2
    assert any("6 เดือน" in reason for _, reason in seen)


def test_a_step_out_of_order_is_refused_by_name(database, officer, case):
    detail = show(database, officer, case)
    command = CompleteStep(case, detail.version, detail.steps[3].id, RECEIVED)
    refusal = refused(act, database, officer, complete_step, command)
    assert refusal.code == "step_out_of_order"
    assert refusal.facts["current"] == detail.form.step.title


def test_impossible_days_are_refused(database, officer, case, clock):
    detail = show(database, officer, case)

    def try_day(day):
        step = detail.form.step
        outcome = detail.form.outcomes[0].key if detail.form.outcomes else ""
        return refused(
            act, database, officer, complete_step,
            CompleteStep(case, detail.version, step.id, day, outcome),
        ).code  # fmt: skip

    assert try_day(RECEIVED - dt.timedelta(1)) == "date_before_receipt"
    assert try_day(clock.today() + dt.timedelta(1)) == "date_in_future"
    finish(database, officer, case, RECEIVED + dt.timedelta(5))
    detail = show(database, officer, case)
    assert try_day(RECEIVED + dt.timedelta(4)) == "date_before_previous"


def test_an_outcome_is_asked_for(database, officer, case):
    detail = show(database, officer, case)
    assert detail.form.outcomes
    refusal = refused(
        act, database, officer, complete_step,
        CompleteStep(case, detail.version, detail.form.step.id, RECEIVED),
    )  # fmt: skip
    assert (refusal.code, refusal.field) == ("required", "outcome")


def test_two_people_on_one_case_never_overwrite_unseen(database, officer, case):
    stale = show(database, officer, case).version
    finish(database, officer, case)
    with pytest.raises(EditConflict) as caught:
        act(
            database, officer, edit_case,
            EditCase(case, stale, "เรื่องของฉัน", TargetPost(title="นักทรัพยากรบุคคล")),
        )  # fmt: skip
    assert caught.value.facts["who"] == officer.name
    assert ("subject", "การลาออก ราย น.ส.กานดา", "เรื่องของฉัน") in caught.value.facts["differences"]


def test_every_step_action_can_be_taken_back(database, officer, case):
    def path():
        return [
            (s.key, s.title, s.state, s.started_on, s.due_on, s.done_on, s.remark, s.reason)
            for s in show(database, officer, case).steps
        ]

    finish(database, officer, case)
    states = [path()]
    detail = show(database, officer, case)
    on = detail.form.earliest
    planned = next(step for step in detail.steps if step.state is StepState.PLANNED)
    for service, command in (
        (skip_step, lambda v: SkipStep(case, v, planned.id, on, "ไม่ต้องใช้")),
        (
            add_step,
            lambda v: AddStep(case, v, detail.form.step.id, "หารือนิติกร", "hr_officer", 3, "มีข้อสงสัย"),
        ),
        (set_due, lambda v: SetDue(case, v, detail.form.step.id, on + dt.timedelta(9), "ตกลงกัน")),
        (send_back, lambda v: SendBack(case, v, detail.steps[1].id, on, "ขาดเอกสาร")),
        (repeat_step, lambda v: RepeatStep(case, v, detail.steps[0].id, on, "ลงทะเบียนใหม่")),
    ):
        act(database, officer, service, command(show(database, officer, case).version))
        states.append(path())
    assert len({str(state) for state in states}) == len(states), "an action changed nothing"
    for expected in reversed(states[:-1]):
        act(database, officer, undo_step, case, show(database, officer, case).version)
        assert path() == expected
    with database.read(officer) as uow:
        undone = [e for e in case_history(uow, case) if e.action == "case.step_undone"]
    assert len(undone) == 5


def test_sending_back_keeps_what_was_done(database, officer, case):
    finish(database, officer, case)
    before = show(database, officer, case)
    act(
        database, officer, send_back,
        SendBack(case, before.version, before.steps[1].id, before.form.earliest, "เอกสารขาด"),
    )  # fmt: skip
    after = show(database, officer, case)
    assert after.steps[:2] == before.steps[:2]
    assert after.steps[2].state is StepState.RETURNED
    assert (after.form.step.key, after.form.step.round) == (before.steps[1].key, 2)
    assert after.steps[2].reason == "เอกสารขาด"


def test_a_finished_step_is_corrected_within_its_neighbours(database, officer, case):
    finish(database, officer, case, RECEIVED + dt.timedelta(2))
    finish(database, officer, case, RECEIVED + dt.timedelta(6))
    detail = show(database, officer, case)
    step = detail.steps[1]

    def correct(day):
        return act(
            database, officer, correct_step,
            CorrectStep(case, show(database, officer, case).version, step.id, day, {}, "แก้", "พิมพ์ผิด"),
        )  # fmt: skip

    assert refused(correct, RECEIVED + dt.timedelta(7)).code == "date_after_next"
    assert refused(correct, RECEIVED - dt.timedelta(1)).code == "date_before_receipt"
    correct(RECEIVED + dt.timedelta(4))
    mended = show(database, officer, case).steps[1]
    assert (mended.done_on, mended.outcome) == (RECEIVED + dt.timedelta(4), step.outcome)
    with database.read(officer) as uow:
        entry = case_history(uow, case)[0]
    assert entry.reason == "พิมพ์ผิด"
    assert entry.changes["done_on"] == ("2026-09-03", "2026-09-05")


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_asked_for(database, officer, case, reason):
    detail = show(database, officer, case)
    refusal = refused(
        act, database, officer, skip_step,
        SkipStep(case, detail.version, detail.form.step.id, RECEIVED, reason),
    )  # fmt: skip
    assert (refusal.code, refusal.field) == ("required", "reason")


def test_late_days_are_counted_from_the_due_day(database, officer, case, clock):
    due = show(database, officer, case).due_on
    clock.set(due)
    assert show(database, officer, case).days_late == 0
    clock.set(due + dt.timedelta(1))
    assert show(database, officer, case).days_late == 1


def test_the_checklist_keeps_days(database, officer, case, clock):
    paper = show(database, officer, case).papers[0]
    act(database, officer, mark_paper, case, paper.id, RECEIVED + dt.timedelta(1))
    assert show(database, officer, case).papers[0].received_on == RECEIVED + dt.timedelta(1)
    late = clock.today() + dt.timedelta(1)
    assert (
        refused(act, database, officer, mark_paper, case, paper.id, late).code == "date_in_future"
    )


def test_a_case_goes_to_another_officer_of_the_same_name(database, officer, case):
    with database.work(SYSTEM) as uow:
        twins = [
            User(username=name, display_name="ใจดี", role=Role.OFFICER.value, password_hash="")
            for name in ("twin1", "twin2")
        ]
        uow.session.add_all(twins)
        uow.session.flush()
        ids = [twin.id for twin in twins]
    for officer_id in ids:
        detail = show(database, officer, case)
        command = EditCase(case, detail.version, "เรื่อง", officer_id=officer_id)
        act(database, officer, edit_case, command)
        assert show(database, officer, case).officer_id == officer_id


def test_what_changes_nothing_leaves_no_trace(database, officer, case):
    detail = show(database, officer, case)
    paper = detail.papers[0]
    file = act(database, officer, add_attachment, AddAttachment(case, "ก.txt", b"a"))
    act(database, officer, remove_attachment, file, "ผิดไฟล์")
    with database.read(officer) as uow:
        before = case_history(uow, case)
    act(database, officer, mark_paper, case, paper.id, paper.received_on)
    act(database, officer, remove_attachment, file, "ผิดไฟล์อีกครั้ง")
    with database.read(officer) as uow:
        assert case_history(uow, case) == before
    assert show(database, officer, case).version == detail.version
    act(database, officer, restore_attachment, file)
    act(database, officer, restore_attachment, file)
    with database.read(officer) as uow:
        newest = [entry.action for entry in case_history(uow, case)][:2]
    assert newest == ["attachment.restored", "attachment.removed"]


def test_a_general_user_sees_their_own_matter_and_less_of_it(database, officer, person):
    case_id = receive(database, officer, person, note="ภายใน").id
    owner = Actor(77, "เจ้าของเรื่อง", Role.GENERAL, person)
    stranger = Actor(78, "คนอื่น", Role.GENERAL, person + 1)
    nobody = Actor(79, "ไม่มีทะเบียน", Role.GENERAL, None)
    mine = show(database, owner, case_id)
    assert (mine.note, mine.papers, mine.files, mine.issued, mine.form) == ("", (), (), (), None)
    assert all(step.done_by == "" for step in mine.steps)
    for actor in (stranger, nobody):
        assert refused(show, database, actor, case_id).code == "not_found"
    for service, args in (
        (edit_case, (EditCase(case_id, mine.version, "x"),)),
        (undo_step, (case_id, mine.version)),
        (mark_paper, (case_id, 1, None)),
    ):
        with pytest.raises(NotAllowed):
            act(database, owner, service, *args)
    with pytest.raises(NotAllowed), database.read(owner) as uow:
        case_history(uow, case_id)


def test_a_secretary_sees_but_does_not_move_cases(database, secretary, case):
    detail = show(database, secretary, case)
    assert detail.form is None
    with pytest.raises(NotAllowed):
        act(
            database, secretary, complete_step,
            CompleteStep(case, detail.version, detail.steps[1].id, RECEIVED),
        )  # fmt: skip


def test_a_changed_name_follows_to_the_list(database, officer, case, person):
    with database.work(officer) as uow:
        row = uow.session.get(Person, person)
        uow.session.refresh(row, ["post"])
        row.last_name = "นามใหม่"
        refresh_person(uow, row)
    assert show(database, officer, case).person == "นางสาวกานดา นามใหม่"
    with database.read(officer) as uow:
        assert "นามใหม่" in uow.session.get(Case, case).search_text


def test_each_change_writes_one_audit_entry_with_who_and_program(database, officer, case):
    finish(database, officer, case)
    with database.read(officer) as uow:
        entries = list(uow.session.scalars(select(AuditEntry).where(AuditEntry.case_id == case)))
    assert [entry.action for entry in entries] == ["case.opened", "case.step_completed"]
    assert {entry.user_id for entry in entries} == {officer.user_id}
    assert all(entry.program for entry in entries)


def test_a_renamed_officer_is_found_on_their_cases(database, admin, officer, person):
    from hrdesk.services.accounts import SaveUser, save_user
    from hrdesk.services.queries.tracking import CaseFilter, list_cases

    case = receive(database, officer, person, officer_id=officer.user_id)
    with database.work(admin) as uow:
        save_user(uow, SaveUser(officer.user_id, 1, "ชื่อใหม่ ของเจ้าหน้าที่", Role.OFFICER, None, True))
    with database.read(admin) as uow:
        rows = list_cases(uow, CaseFilter(text="ชื่อใหม่"))
    assert [(row.id, row.officer) for row in rows] == [(case.id, "ชื่อใหม่ ของเจ้าหน้าที่")]
