"""The office's own law: what its amendments change, and which law a case keeps."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.models import Case, LawAmendment
from hrdesk.rules.lawbook import LawBook
from hrdesk.services.access import SYSTEM
from hrdesk.services.office_law import case_law, law_book, law_for_day
from hrdesk.services.queries.cases import case_detail
from hrdesk.services.queries.law import LawState
from tests.services.offices import RECEIVED, make_office, make_person, receive

RULE = "doh.due.k3.months"


def amend(database, value: str = "9", effective_on: dt.date = RECEIVED, **more) -> int:
    with database.work(SYSTEM) as uow:
        row = LawAmendment(
            rule=RULE,
            effective_on=effective_on,
            value=value,
            instrument="ประกาศตัวอย่าง",
            clause="ข้อ ๑",
            reason="มีประกาศใหม่",
            based_on=LawBook.load().hash,
            made_by="ผู้ดูแล",
            made_at=uow.clock.now(),
            **more,
        )
        uow.session.add(row)
        uow.session.flush()
        return row.id


@pytest.fixture
def office(database):
    make_office(database)
    return database


def test_without_amendments_the_office_works_by_the_program_s_law(office):
    with office.read(SYSTEM) as uow:
        assert law_book(uow) is LawBook.load()
        assert law_for_day(uow, RECEIVED).agency == "doh"


def test_an_amendment_stands_from_its_day_until_it_is_withdrawn(office):
    day_before = RECEIVED - dt.timedelta(days=1)
    key = amend(office)
    with office.read(SYSTEM) as uow:
        assert law_for_day(uow, day_before).read(RULE).value == 6
        reading = law_for_day(uow, RECEIVED).read(RULE)
        assert (reading.value, reading.citations[0].text) == (9, "ประกาศตัวอย่าง ข้อ ๑")
        assert law_book(uow, upto=key - 1) is LawBook.load()
        assert law_book(uow, upto=key) is law_book(uow)
    with office.work(SYSTEM) as uow:
        uow.session.get_one(LawAmendment, key).withdrawn_at = uow.clock.now()
    with office.read(SYSTEM) as uow:
        assert law_book(uow) is LawBook.load()


def test_a_case_keeps_the_law_as_it_was_held_when_it_was_taken_in(office, officer):
    person = make_person(office, "กานดา", "สมมติสุข")
    first = receive(office, officer, person).id
    key = amend(office)
    second = receive(office, officer, person, second=True).id
    amend(office, "12")
    with office.read(SYSTEM) as uow:
        early, late = uow.session.get_one(Case, first), uow.session.get_one(Case, second)
        assert (early.law_set, early.law_upto, late.law_upto) == ("doh", 0, key)
        assert early.law_hash == LawBook.load().hash != late.law_hash
        assert early.law_version == law_for_day(uow, RECEIVED - dt.timedelta(days=1)).version
        assert late.law_version == RECEIVED.isoformat()
        for case, months in ((early, 6), (late, 9)):
            law, same = case_law(uow, case)
            assert (law.read(RULE).value, same) == (months, True)
        assert law_for_day(uow, RECEIVED).read(RULE).value == 12


def test_a_case_whose_amendment_was_withdrawn_says_that_the_law_is_another(office, officer):
    key = amend(office)
    case_id = receive(office, officer, make_person(office, "ปิติ", "สมมติชัย")).id
    with office.work(SYSTEM) as uow:
        uow.session.get_one(LawAmendment, key).withdrawn_at = uow.clock.now()
    with office.read(SYSTEM) as uow:
        law, same = case_law(uow, uow.session.get_one(Case, case_id))
        assert (law.read(RULE).value, same) == (6, False)


def test_a_case_from_before_laws_were_noted_reads_the_law_as_held_now(office, officer):
    case_id = receive(office, officer, make_person(office, "ชูใจ", "สมมติดี")).id
    amend(office)
    with office.work(SYSTEM) as uow:
        case = uow.session.get_one(Case, case_id)
        case.law_set = case.law_version = case.law_hash = ""
    with office.read(SYSTEM) as uow:
        law, same = case_law(uow, uow.session.get_one(Case, case_id))
        assert (law.agency, law.read(RULE).value, same) == ("doh", 9, False)


def law_shown(database, actor, case_id: int):
    with database.read(actor) as uow:
        return case_detail(uow, case_id).law


def test_the_page_of_a_case_names_its_law_and_says_what_became_of_it(office, officer):
    person = make_person(office, "กานดา", "สมมติสุข")
    key = amend(office)
    case_id = receive(office, officer, person).id
    shown = law_shown(office, officer, case_id)
    assert (shown.agency.label, shown.version, shown.state) == ("กรมอนามัย", RECEIVED, LawState.SAME)
    with office.work(SYSTEM) as uow:
        uow.session.get_one(LawAmendment, key).withdrawn_at = uow.clock.now()
    now = law_shown(office, officer, case_id)
    assert (now.version, now.hash, now.state) == (RECEIVED, shown.hash, LawState.CHANGED)
    with office.work(SYSTEM) as uow:
        uow.session.get_one(Case, case_id).law_hash = ""
    assert law_shown(office, officer, case_id).state is LawState.UNKNOWN
    early = receive(office, officer, person, received_on=dt.date(2010, 1, 4), second=True)
    assert law_shown(office, officer, early.id).version is None
