"""Restricted files: who opens them, what others see of them, and when they become so."""

from __future__ import annotations

import pytest

from hrdesk.models import AuditEntry, CaseStep
from hrdesk.rules.codes import Agency, CaseType
from hrdesk.rules.procedure import load, released
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.attachments import (
    AddAttachment,
    add_attachment,
    open_attachment,
    remove_attachment,
    restore_attachment,
    restrict_attachment,
)
from hrdesk.services.errors import DomainError, NotAllowed
from hrdesk.services.file_access import (
    WORK_KINDS,
    WORK_STEPS,
    SetRestrictedRoles,
    opening_roles,
    set_restricted_roles,
)
from hrdesk.services.queries.cases import case_detail, case_history
from tests.services.offices import make_office, make_person, receive

NAME = "ผลงานลับ.pdf"


@pytest.fixture
def office(database):
    make_office(database, "dhss")
    return database


@pytest.fixture
def case(office, officer):
    return receive(office, officer, make_person(office), CaseType.PROMOTION).id


def add(database, actor, case_id, *, restricted=None, content=b"x", name=NAME):
    with database.work(actor) as uow:
        command = AddAttachment(case_id, name, content, "หมายเหตุ", restricted)
        return add_attachment(uow, command).value


def files(database, actor, case_id):
    with database.read(actor) as uow:
        return case_detail(uow, case_id).files


def refused(database, actor, call) -> str:
    with pytest.raises(DomainError) as caught, database.work(actor) as uow:
        call(uow)
    return caught.value.code


def reach_works(database, case_id, state="current"):
    with database.work(SYSTEM) as uow:
        for step in uow.session.query(CaseStep).filter_by(case_id=case_id):
            if step.key in WORK_STEPS:
                step.state = state


def test_every_procedure_of_works_has_the_step_in_which_they_come():
    for procedure_id, version in released():
        agency, kind = procedure_id.split(".")
        if kind in WORK_KINDS:
            assert Agency(agency)
            steps = {step.key for step in load(procedure_id, version).steps}
            assert steps & WORK_STEPS, procedure_id


@pytest.mark.parametrize(
    ("state", "restricted"), [("planned", False), ("current", True), ("done", True)]
)
def test_files_are_restricted_from_the_step_in_which_the_works_come(
    office, officer, case, state, restricted
):
    reach_works(office, case, state)
    add(office, officer, case)
    assert [file.restricted for file in files(office, officer, case)] == [restricted]


def test_other_kinds_have_no_restricted_files_unless_ticked(office, officer):
    case = receive(office, officer, make_person(office)).id
    add(office, officer, case)
    add(office, officer, case, restricted=True, content=b"y")
    assert [file.restricted for file in files(office, officer, case)] == [False, True]


def test_others_see_that_a_file_is_there_and_no_more(office, officer, secretary, case):
    key = add(office, officer, case, restricted=True)
    [file] = files(office, secretary, case)
    assert (file.id, file.name, file.note, file.restricted, file.opens) == (
        key,
        "",
        "",
        True,
        False,
    )
    assert refused(office, secretary, lambda uow: open_attachment(uow, key)) == "file_restricted"
    with office.read(secretary) as uow:
        assert NAME not in repr(case_history(uow, case))
    [file] = files(office, officer, case)
    assert (file.name, file.opens) == (NAME, True)
    with office.read(officer) as uow:
        assert open_attachment(uow, key).content == b"x"
        assert NAME in repr(case_history(uow, case))


def test_the_office_names_the_roles(office, admin, officer, secretary, case):
    key = add(office, officer, case, restricted=True)
    with office.work(admin) as uow:
        set_restricted_roles(uow, SetRestrictedRoles(frozenset({Role.SECRETARY})))
    with office.read(secretary) as uow:
        assert opening_roles(uow) == {Role.ADMINISTRATOR, Role.SECRETARY}
        assert open_attachment(uow, key).name == NAME
    for call in (
        lambda uow: open_attachment(uow, key),
        lambda uow: remove_attachment(uow, key, "ผิดไฟล์"),
        lambda uow: restore_attachment(uow, key),
        lambda uow: restrict_attachment(uow, key, False),
    ):
        assert refused(office, officer, call) == "file_restricted"
    with office.read(admin) as uow:
        assert open_attachment(uow, key).name == NAME
        [entry] = uow.session.query(AuditEntry).filter_by(action="office.restricted_roles_set")
        assert entry.changes["roles"][1] == "ผู้ดูแลระบบ, เลขานุการคณะกรรมการ"


def test_adding_the_same_file_again_does_not_tell_its_name(office, admin, officer, case):
    add(office, officer, case, restricted=True)
    with pytest.raises(DomainError) as caught:
        add(office, officer, case, name="อื่น.pdf")
    assert caught.value.facts["name"] == NAME
    with office.work(admin) as uow:
        set_restricted_roles(uow, SetRestrictedRoles(frozenset()))
    with pytest.raises(DomainError) as caught:
        add(office, officer, case, name="อื่น.pdf")
    assert (caught.value.code, caught.value.facts["name"]) == ("file_kept_already", "")


def test_a_restriction_is_set_and_taken_back_with_its_audit(office, officer, secretary, case):
    key = add(office, officer, case)
    for restricted in (True, True, False):
        with office.work(officer) as uow:
            restrict_attachment(uow, key, restricted)
    with office.read(secretary) as uow:
        assert open_attachment(uow, key).name == NAME
        said = [entry.action for entry in case_history(uow, case)]
    assert said[:2] == ["attachment.unrestricted", "attachment.restricted"]


def test_only_who_manages_the_office_names_roles_and_never_a_general_user(office, admin, officer):
    wanted = SetRestrictedRoles(frozenset({Role.GENERAL}))
    assert refused(office, admin, lambda uow: set_restricted_roles(uow, wanted)) == "role_unknown"
    with pytest.raises(NotAllowed), office.work(officer) as uow:
        set_restricted_roles(uow, SetRestrictedRoles(frozenset()))
