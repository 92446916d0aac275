"""The office's own forms: drafts, releases with a reason, papers that follow, and the way back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hrdesk.documents.forms import shipped
from hrdesk.services.access import Role
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.form_definitions import (
    SHIPPED,
    SaveForm,
    discard_form_draft,
    release_form,
    restore_form,
    save_form_draft,
)
from hrdesk.services.meeting_papers import paper_rows, papers_of
from hrdesk.services.queries.form_definitions import form_detail, form_list
from hrdesk.services.queries.meeting_papers import meeting_book
from tests.services.meetings_sample import make_meeting, make_user
from tests.services.offices import make_office

KEY = "score_summary"


@pytest.fixture
def keeper(database):
    make_office(database)
    return make_user(database, "keeper", Role.ADMINISTRATOR)


@pytest.fixture
def own():
    form = shipped(KEY)
    return replace(form, head=("ใบสรุปของสำนักงาน",), parts=form.parts[:2])


def save(database, actor, form, version=None):
    with database.work(actor) as uow:
        return save_form_draft(uow, SaveForm(KEY, version, form)).value


def release(database, actor, form, reason="ตามมติสำนักงาน"):
    stored = save(database, actor, form)
    with database.work(actor) as uow:
        return release_form(uow, KEY, stored.version, reason).value


def detail(database, actor):
    with database.read(actor) as uow:
        return form_detail(uow, KEY)


def test_a_draft_changes_no_paper_until_it_is_released(database, keeper, own):
    stored = save(database, keeper, own)
    found = detail(database, keeper)
    assert (found.draft, found.in_use, found.number) == (own, shipped(KEY), SHIPPED)
    with database.work(keeper) as uow:
        assert release_form(uow, KEY, stored.version, "ตามมติ").value == 1
    found = detail(database, keeper)
    assert (found.draft, found.in_use, found.number) == (None, own, 1)
    assert [each.reason for each in found.versions] == ["ตามมติ", ""]


def test_papers_of_a_meeting_use_the_offices_form(database, keeper, own):
    sample = make_meeting(database)
    release(database, keeper, own)
    with database.read(keeper) as uow:
        book = meeting_book(uow, sample.meeting)
    row = next(row for row in paper_rows(book) if row.kind == KEY)
    assert papers_of(book, row)[0].data.form == own


def test_the_way_back_is_a_version_of_its_own(database, keeper, own):
    release(database, keeper, own)
    with database.work(keeper) as uow:
        assert restore_form(uow, KEY, SHIPPED, "ใช้ของเดิม").value == 2
    assert detail(database, keeper).in_use == shipped(KEY)


def test_a_release_needs_a_reason_and_a_change(database, keeper, own):
    with pytest.raises(DomainError) as told:
        release(database, keeper, own, " ")
    assert (told.value.code, told.value.field) == ("required", "reason")
    version = detail(database, keeper).version
    same = save(database, keeper, shipped(KEY), version)
    with database.work(keeper) as uow, pytest.raises(DomainError) as told:
        release_form(uow, KEY, same.version, "แก้")
    assert told.value.code == "template_same"


def test_what_the_program_does_not_fill_is_refused(database, keeper):
    form = shipped(KEY)
    strange = replace(form, fields={**form.fields, "strange": "ค่าใหม่"})
    with pytest.raises(DomainError):
        save(database, keeper, strange)
    assert detail(database, keeper).draft is None


def test_somebody_faster_is_told_and_a_draft_may_be_thrown_away(database, keeper, own):
    stored = save(database, keeper, own)
    with pytest.raises(EditConflict):
        save(database, keeper, shipped(KEY), stored.version - 1)
    with database.work(keeper) as uow:
        discard_form_draft(uow, KEY, stored.version)
    assert detail(database, keeper).draft is None


def test_an_unknown_form_is_refused(database, keeper):
    with database.work(keeper) as uow, pytest.raises(DomainError) as told:
        save_form_draft(uow, SaveForm("nothing", None, shipped(KEY)))
    assert told.value.code == "form_unknown"


def test_the_list_tells_which_forms_are_the_offices_own(database, keeper, own):
    release(database, keeper, own)
    with database.read(keeper) as uow:
        rows = {row.id: row for row in form_list(uow)}
    assert rows[KEY].number == 1
    assert rows["minutes"].number == SHIPPED
