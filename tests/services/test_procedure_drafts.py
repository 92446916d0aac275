"""An office makes a procedure its own: a draft, its release, new matters on it, old ones not."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.models import AuditEntry, OfficeProcedure
from hrdesk.rules.codes import CaseType
from hrdesk.rules.procedure_text import read_document, settled, write_document
from hrdesk.services.access import SYSTEM
from hrdesk.services.cases import load_case
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.procedure_drafts import (
    CreateDraft,
    DiscardDraft,
    ReleaseDraft,
    SaveDraft,
    check_text,
    create_draft,
    discard_draft,
    release,
    save_draft,
    source_text,
)
from hrdesk.services.procedures import find, in_force_for, text_hash
from hrdesk.services.queries.procedures import Standing, procedure_view, procedures_list
from tests.services.offices import make_office, make_person, receive

TODAY = dt.date(2026, 11, 20)
TOMORROW = TODAY + dt.timedelta(days=1)
BASE = "doh.resignation@1"


@pytest.fixture
def office(database):
    make_office(database)
    return database


def draft(database, admin, base: str = BASE) -> int:
    with database.work(admin) as uow:
        return create_draft(uow, CreateDraft(CaseType.RESIGNATION, base)).value


def view(database, actor, ref: str):
    with database.read(actor) as uow:
        return procedure_view(uow, ref)


def listed(database, actor) -> dict[str, Standing]:
    with database.read(actor) as uow:
        return {
            row.ref: row.standing
            for row in procedures_list(uow)
            if row.case_type is CaseType.RESIGNATION
        }


def with_a_step(text: str) -> str:
    document = read_document(text)
    steps = {step["key"]: step for step in document["steps"]}
    steps["order"]["next"] = "hand_over"
    document["steps"].append(
        {
            "key": "hand_over",
            "title": "รับมอบงานและทรัพย์สินของทางราชการ",
            "role": "unit",
            "usual_days": 3,
            "next": "notify",
            "sources": ["practice"],
        }
    )
    return write_document(settled(document))


def save(database, actor, draft_id: int, version: int, text: str) -> int:
    with database.work(actor) as uow:
        return save_draft(uow, SaveDraft(draft_id, version, text)).value


def let_go(database, actor, draft_id: int, version: int, day: dt.date = TOMORROW, why="ปรับงาน"):
    with database.work(actor) as uow:
        return release(uow, ReleaseDraft(draft_id, version, day, why)).value


def test_an_office_adds_a_step_and_new_matters_follow_it(office, admin, officer, clock):
    person = make_person(office)
    old = receive(office, officer, person, effective_on=TOMORROW)
    made = draft(office, admin)
    shown = view(office, admin, "office.resignation@1")
    assert shown.row.draft_id == made
    version = save(office, admin, made, shown.draft_version, with_a_step(shown.text))
    assert let_go(office, admin, made, version) == "office.resignation@1"
    assert listed(office, officer)["office.resignation@1"] is Standing.LATER
    clock.set(TOMORROW)
    assert listed(office, officer)["office.resignation@1"] is Standing.IN_FORCE
    assert listed(office, officer)[BASE] is Standing.OLDER
    later = {"second": True, "effective_on": TOMORROW + dt.timedelta(days=40)}
    between = receive(office, officer, person, received_on=TODAY, **later)
    new = receive(office, officer, person, received_on=TOMORROW, **later)
    with office.read(officer) as uow:
        stored = {each.id: load_case(uow, each.id) for each in (old, between, new)}
        on = {key: (case.procedure, case.procedure_version) for key, case in stored.items()}
        titles = [step.title for step in stored[new.id].steps]
        assert "รับมอบงานและทรัพย์สินของทางราชการ" not in [s.title for s in stored[old.id].steps]
    assert on == {
        old.id: ("doh.resignation", 1),
        between.id: ("doh.resignation", 1),
        new.id: ("office.resignation", 1),
    }
    assert titles.index("รับมอบงานและทรัพย์สินของทางราชการ") == 4


def test_a_draft_serves_nobody_and_there_is_one_for_a_kind(office, admin, officer):
    draft(office, admin)
    assert listed(office, officer) | {BASE: Standing.IN_FORCE} == listed(office, officer)
    assert listed(office, officer)["office.resignation@1"] is Standing.DRAFT
    with pytest.raises(DomainError, match="draft_exists") as caught, office.work(admin) as uow:
        create_draft(uow, CreateDraft(CaseType.RESIGNATION, BASE))
    assert caught.value.facts == {"title": "การลาออก", "who": admin.name}


def test_what_is_released_never_changes_again(office, admin):
    made = draft(office, admin)
    let_go(office, admin, made, 1)
    shown = view(office, admin, "office.resignation@1")
    assert (shown.draft_version, shown.reason, shown.released_by) == (None, "ปรับงาน", admin.name)
    for call in (
        lambda uow: save_draft(uow, SaveDraft(made, 2, shown.text)),
        lambda uow: discard_draft(uow, DiscardDraft(made, 2)),
        lambda uow: release(uow, ReleaseDraft(made, 2, TOMORROW, "อีกครั้ง")),
    ):
        with pytest.raises(DomainError, match="procedure_released"), office.work(admin) as uow:
            call(uow)
    with office.work(SYSTEM) as uow:
        uow.session.get_one(OfficeProcedure, made).text += "# ใครบางคน\n"
    with pytest.raises(DomainError, match="procedure_damaged"):
        view(office, admin, "office.resignation@1")
    with office.read(admin) as uow:  # neither does a matter run on it
        with pytest.raises(DomainError, match="procedure_damaged"):
            find(uow, "office.resignation", 1)
        with pytest.raises(DomainError, match="procedure_damaged"):
            in_force_for(uow, CaseType.RESIGNATION, TOMORROW)


def test_the_hash_is_that_of_the_text_under_any_line_ends(office, admin):
    made = draft(office, admin)
    let_go(office, admin, made, 1)
    with office.read(admin) as uow:
        row = uow.session.get_one(OfficeProcedure, made)
        assert row.sha256 == text_hash(row.text) == text_hash(row.text.replace("\n", "\r\n"))
        assert "in_force_from: 2026-11-21" in row.text


@pytest.mark.parametrize(
    ("day", "why", "codes"),
    [
        (TODAY - dt.timedelta(days=1), "เหตุผล", {"in_force_from": "first_day_past"}),
        (TODAY, " ", {"reason": "required"}),
        (TODAY, "ก" * 501, {"reason": "too_long"}),
        (TODAY, "เหตุผล", {"in_force_from": "first_day_taken"}),
        (TOMORROW, "เหตุผล", {"in_force_from": "first_day_taken"}),
        (TOMORROW + dt.timedelta(days=1), "เหตุผล", {}),
    ],
)
def test_a_release_needs_a_day_of_its_own_and_a_reason(office, admin, day, why, codes):
    let_go(office, admin, draft(office, admin), 1, TOMORROW)
    second = draft(office, admin, "office.resignation@1")
    if not codes:
        assert let_go(office, admin, second, 1, day, why) == "office.resignation@2"
        return
    with pytest.raises(DomainError) as caught:
        let_go(office, admin, second, 1, day, why)
    problems = getattr(caught.value, "problems", (caught.value,))
    found = {problem.field: problem.code for problem in problems}
    assert found | codes == found


def test_today_is_early_enough(office, admin):
    assert let_go(office, admin, draft(office, admin), 1, TODAY) == "office.resignation@1"
    assert listed(office, admin)["office.resignation@1"] is Standing.IN_FORCE


def test_what_has_faults_is_kept_but_not_released(office, admin):
    made = draft(office, admin)
    broken = view(office, admin, "office.resignation@1").text.replace(
        "next: decide\n", "next: nowhere\n"
    )
    assert check_text(broken)
    version = save(office, admin, made, 1, broken)
    assert view(office, admin, "office.resignation@1").text == broken
    with pytest.raises(DomainError, match="procedure_has_faults") as caught:
        let_go(office, admin, made, version)
    assert caught.value.facts == {"count": len(check_text(broken))}


def test_two_people_on_one_draft(office, admin, database):
    made = draft(office, admin)
    text = view(office, admin, "office.resignation@1").text
    save(office, admin, made, 1, text.replace("title: การลาออก", "title: การลาออกของสำนักงาน"))
    for call in (
        lambda uow: save_draft(uow, SaveDraft(made, 1, text + "\n")),
        lambda uow: discard_draft(uow, DiscardDraft(made, 1)),
        lambda uow: release(uow, ReleaseDraft(made, 1, TOMORROW, "เหตุผล")),
    ):
        with pytest.raises(EditConflict) as caught, office.work(admin) as uow:
            call(uow)
        assert caught.value.facts["who"] == admin.name
    assert view(office, admin, "office.resignation@1").row.title == "การลาออกของสำนักงาน"


def test_the_same_text_again_writes_nothing(office, admin):
    made = draft(office, admin)
    assert save(office, admin, made, 1, view(office, admin, "office.resignation@1").text) == 1


def test_a_draft_thrown_away_can_be_had_again(office, admin):
    made = draft(office, admin)
    changed = with_a_step(view(office, admin, "office.resignation@1").text)
    version = save(office, admin, made, 1, changed)
    with office.work(admin) as uow:
        held = discard_draft(uow, DiscardDraft(made, version)).value
    assert "office.resignation@1" not in listed(office, admin)
    with pytest.raises(DomainError, match="not_found"):
        view(office, admin, "office.resignation@1")
    with office.work(admin) as uow:
        create_draft(uow, CreateDraft(held.case_type, held.based_on, held.text))
    again = view(office, admin, "office.resignation@1")
    assert (again.text, again.row.based_on) == (changed, BASE)
    with office.read(admin) as uow:
        audited = [row.action for row in uow.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert audited == [
        "procedure.draft_made", "procedure.draft_saved", "procedure.draft_discarded",
        "procedure.draft_made",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (CreateDraft(CaseType.CARD, BASE), "procedure_other_kind"),
        (CreateDraft(CaseType.CARD, "doh.resignation@99"), "not_found"),
        (CreateDraft(CaseType.CARD, "office.card@1"), "not_found"),
        (CreateDraft(CaseType.CARD, "doh.resignation@x"), "not_found"),
        (CreateDraft(CaseType.CARD, text="steps: 3"), "procedure_unreadable"),
    ],
)
def test_no_draft_is_made_of_what_is_not_there(office, admin, command, code):
    with pytest.raises(DomainError, match=code), office.work(admin) as uow:
        create_draft(uow, command)
    with pytest.raises(DomainError, match="not_found"):
        save(office, admin, 99, 1, "")


def test_a_text_that_is_no_procedure_is_not_kept(office, admin):
    made = draft(office, admin)
    with pytest.raises(DomainError, match="procedure_unreadable"):
        save(office, admin, made, 1, "steps: [")


def test_a_copy_of_another_agencys_shows_what_it_was_made_of(office, admin):
    shown = view(office, admin, BASE)
    assert (shown.row.own, shown.draft_version, shown.based) == (False, None, None)
    draft(office, admin)
    mine = view(office, admin, "office.resignation@1")
    assert mine.based == shown.document
    assert mine.row.based_on == BASE
    with office.read(admin) as uow:
        assert source_text(uow, BASE) == shown.text


def test_an_office_without_its_own_is_told_that_it_borrows(database, officer):
    make_office(database, "sao")
    with database.read(officer) as uow:
        rows = {row.ref: row for row in procedures_list(uow)}
    assert (rows[BASE].borrowed, rows[BASE].standing) == (True, Standing.IN_FORCE)
