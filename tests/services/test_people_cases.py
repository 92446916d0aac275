"""A person's cases follow when the register changes, from the screen and from Excel."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from hrdesk.exchange.people import PEOPLE
from hrdesk.models import AuditEntry, Case, Person
from hrdesk.rules.codes import CaseStatus
from hrdesk.rules.sorting import thai_key
from hrdesk.services.excel_files import read_people_file, write_people_file
from hrdesk.services.people import (
    ActivatePerson,
    PostInput,
    QuickPerson,
    SavePerson,
    add_person_quickly,
    deactivate_person,
    save_person,
)
from hrdesk.services.people_apply import apply_import
from hrdesk.services.people_export import export_people
from hrdesk.services.people_import import preview_import
from hrdesk.services.queries.tracking import CaseFilter, list_cases
from tests.support.sample_cases import add_case

NATIONAL_ID = "1101700230708"
PERSON = SavePerson(
    id=None, version=None, prefix="นาง", first_name="กานดา", last_name="เพียรดี",
    national_id=NATIONAL_ID, post=PostInput("12", "นิติกร", level="K2", unit="กองคลัง"),
)  # fmt: skip


@pytest.fixture
def applicant(database, officer):
    """A person with one running and one finished case."""
    with database.work(officer) as uow:
        saved = save_person(uow, PERSON).value
        person = uow.session.get(Person, saved.id)
        add_case(uow, 1, person, unit="กองคลัง")
        add_case(uow, 2, person, unit="กองคลัง", status=CaseStatus.COMPLETED)
    return saved


def found(database, officer, text):
    with database.read(officer) as uow:
        return {row.number.split("/")[0]: row for row in list_cases(uow, CaseFilter(text=text))}


def test_cases_follow_a_new_name_and_running_ones_a_new_unit(database, officer, applicant):
    with database.work(officer) as uow:
        moved = replace(
            PERSON, id=applicant.id, version=1, last_name="ใจงาม",
            post=PostInput("12", "นิติกร", level="K2", unit="กองกฎหมาย"),
        )  # fmt: skip
        result = save_person(uow, moved)
    assert {change.kind for change in result.changed} == {"person", "case"}
    rows = found(database, officer, "ใจงาม")
    assert {number: row.unit for number, row in rows.items()} == {"1": "กองกฎหมาย", "2": "กองคลัง"}
    assert rows["1"].person == "นางกานดา ใจงาม"
    with database.read(officer) as uow:
        case = uow.session.scalars(select(Case).where(Case.number == 1)).one()
        assert case.unit_sort_key == thai_key("กองกฎหมาย")
        assert NATIONAL_ID not in case.search_text


def test_cases_follow_an_import(database, officer, applicant, tmp_path):
    path = tmp_path / "people.xlsx"
    with database.work(officer) as uow:
        taken = export_people(uow).value
    names = [column.key for column in PEOPLE.columns]
    row = list(taken.people[0])
    row[names.index("last_name")] = "ใจงาม"
    write_people_file(path, replace(taken, people=[row]))
    with database.work(officer) as uow:
        apply_import(uow, preview_import(uow, read_people_file(path)))
    assert set(found(database, officer, "ใจงาม")) == {"1", "2"}
    assert found(database, officer, "เพียรดี") == {}


def test_a_post_changed_by_its_new_holder_moves_the_old_ones_cases_too(
    database, officer, applicant
):
    with database.work(officer) as uow:
        deactivate_person(uow, ActivatePerson(applicant.id, applicant.version))
        add_person_quickly(
            uow,
            QuickPerson("นาย", "มานะ", "ขยัน", post_number="12", post_title="นิติกร", unit="กองใหม่"),
        )
    assert found(database, officer, "กานดา")["1"].unit == "กองใหม่"


def test_taking_out_somebody_with_a_running_case_is_warned_about(database, officer, applicant):
    with database.work(officer) as uow:
        saved = deactivate_person(
            uow, ActivatePerson(applicant.id, applicant.version, "เกษียณอายุ")
        ).value
    (warning,) = saved.warnings
    assert (warning.code, warning.facts) == ("has_open_cases", {"count": 1})
    with database.read(officer) as uow:
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "person.deactivated")
        ).one()
    assert (entry.reason, entry.changes) == ("เกษียณอายุ", {"active": [True, False]})
