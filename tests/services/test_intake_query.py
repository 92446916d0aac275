from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.models import Office
from hrdesk.rules.codes import MANUAL_KINDS, CaseType, Level
from hrdesk.services.access import SYSTEM
from hrdesk.services.cases import OpenCase, TargetPost, open_case
from hrdesk.services.errors import NotAllowed
from hrdesk.services.people import QuickPerson, add_person_quickly
from hrdesk.services.queries.cases import case_detail
from hrdesk.services.queries.intake import intake_plan, officers_in_charge

DAY = dt.date(2026, 11, 16)


def set_agency(database, agency: str) -> None:
    with database.work(SYSTEM) as uow:
        office = uow.session.get(Office, 1)
        if office is None:
            office = Office(
                id=1, agency_name="หน่วยงานตัวอย่าง", unit_name="งานบุคคล", address="", telephone="",
                letter_code="", emblem_preprinted=True, sample=True, agency=agency,
            )  # fmt: skip
            uow.session.add(office)
        office.agency = agency


def a_person(database) -> int:
    with database.work(SYSTEM) as uow:
        return add_person_quickly(uow, QuickPerson("นาย", "คนใหม่", "ตัวอย่าง")).value.id


@pytest.mark.parametrize("kind", MANUAL_KINDS)
@pytest.mark.parametrize("day", [DAY, dt.date(2023, 1, 9)])
def test_the_plan_foretells_what_opening_the_case_does(database, officer, kind, day):
    set_agency(database, "doh")
    person_id = a_person(database)
    with database.work(officer) as uow:
        foretold = intake_plan(uow, kind, day, Level.K3)
        opened = open_case(
            uow,
            OpenCase(
                person_id,
                kind,
                day,
                "เรื่อง",
                target=TargetPost(level="K3"),
                effective_on=day if kind is CaseType.RESIGNATION else None,
            ),
        ).value
    with database.read(officer) as uow:
        case = case_detail(uow, opened.id)
    assert [step.title for step in foretold.steps] == [step.title for step in case.steps]
    assert foretold.first_step == case.form.step.title
    assert foretold.first_due == case.due_on
    assert foretold.rules_held == opened.rules_held == (day == DAY)
    assert (foretold.version, foretold.borrowed) == (case.procedure.version, False)
    assert [paper.key for paper in foretold.papers] == [paper.key for paper in case.papers]


def test_an_agency_without_procedures_borrows_them_and_gets_no_dates(database, officer):
    set_agency(database, "dms")
    with database.read(officer) as uow:
        foretold = intake_plan(uow, CaseType.RESIGNATION, DAY)
    assert foretold.borrowed
    assert not foretold.rules_held
    assert foretold.first_due is None


def test_those_who_may_work_cases_may_take_charge(database, admin, officer, secretary, general):
    with database.read(officer) as uow:
        found = {one.id for one in officers_in_charge(uow)}
    assert found == {admin.user_id, officer.user_id}


def test_intake_is_for_officers(database, secretary, general):
    set_agency(database, "doh")
    for actor in (secretary, general):
        with database.read(actor) as uow:
            with pytest.raises(NotAllowed):
                officers_in_charge(uow)
            with pytest.raises(NotAllowed):
                intake_plan(uow, CaseType.RESIGNATION, DAY)
