"""Retirements by year, the rounds of a year with their matters, and what falls on each day."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.models import Case, CaseWait, Committee, Meeting, OfficeDay, Person
from hrdesk.rules.codes import CaseType
from hrdesk.rules.staff_codes import CardCause
from hrdesk.services import bars, cards, probations
from hrdesk.services.access import SYSTEM
from hrdesk.services.queries.retirements import retirements
from hrdesk.services.queries.rounds import cases_of_round, coming_round, rounds_of_year
from hrdesk.services.queries.work_calendar import EventKind, calendar_events, staff_reminders
from tests.services.offices import make_office, make_person, receive

TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def office(database):
    make_office(database)
    return database


def born(database, first: str, birth: str, **more) -> int:
    person_id = make_person(database, first, "สมมติ")
    with database.work(SYSTEM) as uow:
        person = uow.session.get_one(Person, person_id)
        person.birth_date = birth
        for field, value in more.items():
            setattr(person, field, value)
    return person_id


# -- retirements ----------------------------------------------------------------------------------


def leaving(database, actor, years=6):
    with database.read(actor) as uow:
        return retirements(uow, years)


def test_the_first_of_october_decides_the_year(office, officer):
    born(office, "ก่อน", "1967-10-01")
    born(office, "หลัง", "1967-10-02")
    rows = {row.name.split()[0]: row for row in leaving(office, officer).rows}
    before, after = rows["นางสาวก่อน"], rows["นางสาวหลัง"]
    assert (before.fiscal_year, before.last_day) == (2570, dt.date(2027, 9, 30))
    assert (after.fiscal_year, after.last_day) == (2571, dt.date(2028, 9, 30))
    assert before.last_raise_on == dt.date(2027, 9, 30)


def test_a_post_may_be_filled_from_the_first_of_april(office, officer, clock):
    born(office, "ก", "1967-05-01")
    [row] = leaving(office, officer).rows
    assert (row.fill_from, row.fill_now) == (dt.date(2027, 4, 1), False)
    clock.set(dt.date(2027, 4, 1))
    assert leaving(office, officer).rows[0].fill_now


def test_an_agency_without_that_rule_is_not_told_a_day(database, officer):
    make_office(database, "sao")
    born(database, "ก", "1967-05-01")
    found = leaving(database, officer)
    assert (found.rows[0].fill_from, found.ahead, found.ahead_months) == (None, None, None)


def test_a_missing_day_matters_only_where_it_decides(office, officer):
    born(office, "พฤษภา", "1967-05-00")
    born(office, "ตุลา", "1967-10-00")
    born(office, "ปี", "1967-00-00")
    born(office, "ไม่มี", "")
    found = leaving(office, officer)
    assert [row.name for row in found.rows] == ["นางสาวพฤษภา สมมติ"]
    assert {(row.name.split()[0], row.why, row.years) for row in found.unclear} == {
        ("นางสาวตุลา", "partial", (2570, 2571)),
        ("นางสาวปี", "partial", (2570, 2571)),
        ("นางสาวไม่มี", "missing", ()),
    }


def test_only_the_years_asked_for_and_only_those_who_leave_by_age(office, officer):
    born(office, "ไกล", "1975-01-01")
    born(office, "จ้าง", "1967-05-01", employment="contract_employee")
    born(office, "ออก", "1967-05-01", active=False)
    born(office, "เลย", "1965-05-01")
    found = leaving(office, officer)
    assert found.rows == ()
    assert [(row.name, row.why) for row in found.unclear] == [("นางสาวเลย สมมติ", "passed")]
    assert [year for year, _ in found.years] == [2570, 2571, 2572, 2573, 2574, 2575]


# -- rounds ---------------------------------------------------------------------------------------


def rounds(database, actor, year=2570):
    with database.read(actor) as uow:
        return rounds_of_year(uow, year)


def test_the_rounds_of_a_fiscal_year_by_their_first_day(office, officer):
    found = rounds(office, officer)
    assert [(row.action, row.first) for row in found.rows] == [
        ("appraisal", dt.date(2026, 10, 1)),
        ("salary", dt.date(2026, 10, 1)),
        ("reassignment", dt.date(2026, 12, 1)),
        ("appraisal", dt.date(2027, 4, 1)),
        ("salary", dt.date(2027, 4, 1)),
        ("reassignment", dt.date(2027, 5, 1)),
    ]
    assert found.without == ("transfer",)
    assert all(row.source for row in found.rows)


def test_a_matter_belongs_to_the_round_its_receipt_is_in_or_the_next(office, officer, clock):
    kinds = CaseType.REASSIGNMENT
    clock.set(dt.date(2027, 6, 30))
    days = {
        "พ.ค. 69": dt.date(2026, 5, 31),
        "ธ.ค. 69": dt.date(2026, 6, 1),
        "ธ.ค. 69 ปลาย": dt.date(2026, 12, 31),
        "พ.ค. 70": dt.date(2027, 1, 1),
    }
    for name, day in days.items():
        person = make_person(office, name, "สมมติ")
        receive(office, officer, person, kinds, received_on=day)
    december = next(row for row in rounds(office, officer).rows if row.action == "reassignment")
    assert (december.since, december.cases, december.open_cases) == (dt.date(2026, 6, 1), 2, 2)
    with office.read(officer) as uow:
        found = cases_of_round(uow, "reassignment", dt.date(2026, 12, 1))
        assert cases_of_round(uow, "reassignment", dt.date(2026, 12, 2)) == ()
        assert cases_of_round(uow, "transfer", dt.date(2026, 12, 1)) == ()
    assert [row.received_on for row in found] == [days["ธ.ค. 69"], days["ธ.ค. 69 ปลาย"]]


def test_a_transfer_belongs_by_the_day_it_takes_effect(database, officer):
    make_office(database, "dms")
    case = receive(
        database, officer, make_person(database), CaseType.TRANSFER_OUT,
        received_on=dt.date(2026, 10, 1), effective_on=dt.date(2027, 2, 1),
    )  # fmt: skip
    with database.read(officer) as uow:
        february = cases_of_round(uow, "transfer", dt.date(2027, 2, 1))
        assert cases_of_round(uow, "transfer", dt.date(2026, 12, 1)) == ()
    assert [row.id for row in february] == [case.id]


def test_the_round_that_comes_next(office, officer):
    with office.read(officer) as uow:
        action, each = coming_round(uow, TODAY)
        assert (action, each.first) == ("reassignment", dt.date(2026, 12, 1))


def test_local_bodies_have_no_rounds_of_requests(database, officer):
    make_office(database, "sao")
    with database.read(officer) as uow:
        assert coming_round(uow, TODAY) is None
        assert rounds_of_year(uow, 2570).without == ("reassignment", "transfer")


# -- the calendar ---------------------------------------------------------------------------------


def filled(office, officer) -> dict[str, int]:
    """One of everything in December 2569."""
    person = make_person(office)
    case = receive(office, officer, person, CaseType.PROMOTION)
    with office.work(officer) as uow:
        row = uow.session.get_one(Case, case.id)
        row.due_on, row.effective_on = dt.date(2026, 12, 3), dt.date(2026, 12, 4)
        uow.session.add(
            CaseWait(
                case_id=case.id, key="objection", title="ทักท้วง", started_on=TODAY,
                due_on=dt.date(2026, 12, 8), state="running",
            )
        )  # fmt: skip
        uow.session.add(OfficeDay(
            day=dt.date(2026, 12, 9), name="วันของสำนักงาน", works=False, added_by="ก",
            added_at=uow.clock.now(),
        ))  # fmt: skip
        committee = Committee(name="คณะกรรมการตัวอย่าง", kind="selection")
        uow.session.add(committee)
        uow.session.flush()
        uow.session.add(
            Meeting(
                committee_id=committee.id, year=2569, number=1,
                held_on=dt.date(2026, 12, 11), starts_at="09:30", place="ห้องประชุม",
            )
        )  # fmt: skip
        probations.start_probation(uow, probations.StartProbation(person, dt.date(2026, 6, 15), 6))
        keys = frozenset(c.key for c in cards.card_checks(uow, CardCause.FIRST, TODAY))
        on = dt.date(2020, 12, 17)
        cards.issue_card(uow, cards.IssueCard(person, CardCause.FIRST, on, keys, "ครู", ""))
        bars.record_bar(uow, bars.RecordBar(person, dt.date(2024, 12, 18), "ลอกผลงาน", "อธิบดี"))
    return {"person": person, "case": case.id}


def test_every_kind_falls_on_its_day(office, officer):
    ids = filled(office, officer)
    with office.read(officer) as uow:
        events = calendar_events(uow, dt.date(2026, 12, 1), dt.date(2026, 12, 31))
    days = {(event.day.day, event.kind) for event in events}
    assert days >= {
        (1, EventKind.ROUND_BEGINS),
        (31, EventKind.ROUND_ENDS),
        (3, EventKind.CASE_DUE),
        (4, EventKind.EFFECTIVE),
        (5, EventKind.HOLIDAY),
        (8, EventKind.WAIT_DUE),
        (9, EventKind.HOLIDAY),
        (11, EventKind.MEETING),
        (14, EventKind.PROBATION),
        (16, EventKind.CARD),
        (18, EventKind.BAR),
    }
    assert {event.id for event in events if event.kind is EventKind.CASE_DUE} == {ids["case"]}
    assert {event.id for event in events if event.kind is EventKind.CARD} == {ids["person"]}
    assert list(events) == sorted(events, key=lambda event: event.day)


def test_the_last_day_of_a_fiscal_year_names_who_leaves(office, officer):
    born(office, "ก", "1967-05-01")
    born(office, "ข", "1967-06-01")
    with office.read(officer) as uow:
        events = calendar_events(uow, dt.date(2027, 9, 1), dt.date(2027, 9, 30))
    [left] = [event for event in events if event.kind is EventKind.RETIREMENT]
    assert (left.day, left.many) == (dt.date(2027, 9, 30), 2)
    assert "นางสาวข สมมติ" in left.subject


def test_what_needs_doing_soon(office, officer, clock):
    with office.read(officer) as uow:
        assert [each.kind for each in staff_reminders(uow)] == [EventKind.ROUND_BEGINS]
    filled(office, officer)
    with office.read(officer) as uow:
        found = {each.kind: each for each in staff_reminders(uow)}
    assert found[EventKind.PROBATION].day == dt.date(2026, 12, 14)
    assert found[EventKind.CARD].count == 1
    clock.set(dt.date(2026, 12, 1))
    with office.read(officer) as uow:
        assert staff_reminders(uow)[0].kind is EventKind.ROUND_ENDS
    clock.set(dt.date(2027, 1, 4))  # the next round is months away
    with office.read(officer) as uow:
        kinds = [each.kind for each in staff_reminders(uow)]
    assert kinds == [EventKind.PROBATION, EventKind.CARD]
