"""The slip with its short code, and the page of one person's matters."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from hrdesk.models import AuditEntry, Case, Office, Person
from hrdesk.services import slips
from hrdesk.services.access import SYSTEM
from hrdesk.services.case_index import index_search
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.tracking import CaseFilter, list_cases
from tests.services.offices import make_office, make_person, receive

CODE = re.compile(r"[A-HJKMNP-RTUVWXY346789]{3}-[A-HJKMNP-RTUVWXY346789]{3}")


@pytest.fixture
def office(database):
    make_office(database)
    return database


@pytest.fixture
def case(office, officer):
    return receive(office, officer, make_person(office), note="บันทึกภายใน").id


def issue(database, actor, case_id):
    with database.work(actor) as uow:
        return slips.issue_slip(uow, case_id).value


def test_a_slip_tells_number_place_and_telephone_but_no_name(office, officer, case):
    slip = issue(office, officer, case)
    assert CODE.fullmatch(slip.code)
    assert (slip.case_number, slip.case_type) == ("1/2569", "การลาออก")
    assert (slip.telephone, slip.as_of) == ("๐ ๒๐๐๐ ๐๐๐๐", dt.date(2026, 11, 20))
    with office.read(officer) as uow:
        row = uow.session.get_one(Case, case)
        assert slip.stands == row.step_title
        assert row.person_name not in repr(slip)


def test_the_code_is_given_once_and_leaves_the_version_alone(office, officer, case):
    with office.read(officer) as uow:
        version = uow.session.get_one(Case, case).version
    first = issue(office, officer, case)
    assert issue(office, officer, case).code == first.code
    with office.read(officer) as uow:
        assert uow.session.get_one(Case, case).version == version
        written = uow.session.query(AuditEntry).filter_by(action="case.slip_issued").all()
        assert [entry.case_id for entry in written] == [case]


def test_the_matter_is_found_by_its_code_however_it_is_typed(office, officer, case):
    receive(office, officer, make_person(office, "ปิติ"))
    code = issue(office, officer, case).code
    with office.read(officer) as uow:
        for typed in (code, code.replace("-", ""), code.lower(), f" {code[:3]} {code[4:]} "):
            assert slips.find_by_code(uow, typed) == case
        for typed in (code, code.replace("-", ""), code.lower()):
            assert [row.id for row in list_cases(uow, CaseFilter(text=typed))] == [case]
        with pytest.raises(DomainError) as caught:
            slips.find_by_code(uow, "AAAAAA")
        assert caught.value.code == "slip_unknown"


def test_the_code_stays_searchable_after_the_matter_changed(office, officer, case):
    code = issue(office, officer, case).code
    with office.work(SYSTEM) as uow:
        index_search(uow.session.get_one(Case, case))
    with office.read(officer) as uow:
        assert [row.id for row in list_cases(uow, CaseFilter(text=code))] == [case]


def test_a_code_that_is_taken_is_not_given_again(office, officer, case, monkeypatch):
    second = receive(office, officer, make_person(office, "ปิติ")).id
    first = issue(office, officer, case).code.replace("-", "")
    signs = iter([*first, *"ABCDEF"])
    monkeypatch.setattr(slips.secrets, "choice", lambda _signs: next(signs))
    assert issue(office, officer, second).code == "ABC-DEF"


def page(database, actor, person_id):
    with database.work(actor) as uow:
        return slips.matters_page(uow, person_id).value


def test_the_page_tells_steps_and_state_and_nothing_of_the_office_inside(office, officer, case):
    with office.work(SYSTEM) as uow:
        person = uow.session.query(Person).one()
        person.national_id = "1234567890121"
        person.note = "บันทึกภายใน"
        uow.session.get_one(Case, case).officer_name = "ผู้รับผิดชอบ"
        person_id = person.id
    text = page(office, officer, person_id)
    assert "เลขที่ 1/2569" in text
    assert "กำลังดำเนินการ" in text
    assert "โทร. ๐ ๒๐๐๐ ๐๐๐๐" in text
    for hidden in ("ภายใน", "1234567890121", "90121", "ผู้รับผิดชอบ"):
        assert hidden not in text
    assert "<script" not in text
    assert not re.search(r"(src|href)=", text)  # it needs nothing beside it, and asks for nothing


def test_what_was_typed_cannot_become_part_of_the_page(office, officer):
    person = make_person(office, "<b>ก</b>", "&สมมติ")
    receive(office, officer, person, subject='<script>alert("x")</script> $title')
    text = page(office, officer, person)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "$title" in text
    assert "&lt;b&gt;ก&lt;/b&gt; &amp;สมมติ" in text


def test_a_person_without_matters_and_an_office_without_telephone(office, officer):
    with office.work(SYSTEM) as uow:
        uow.session.get_one(Office, 1).telephone = ""
    text = page(office, officer, make_person(office))
    assert "ยังไม่มีเรื่องในระบบ" in text
    assert "โทร." not in text
    with pytest.raises(DomainError) as caught:
        page(office, officer, 999)
    assert caught.value.code == "not_found"


def test_the_audit_says_who_took_the_page_out(office, officer, case):
    with office.read(officer) as uow:
        person_id = uow.session.query(Person.id).scalar()
    page(office, officer, person_id)
    with office.read(officer) as uow:
        [entry] = uow.session.query(AuditEntry).filter_by(action="person.matters_exported")
        assert (entry.entity_id, entry.user_name) == (person_id, officer.name)
