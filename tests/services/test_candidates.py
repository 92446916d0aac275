"""The list of candidates: who is in it, since when or from when, and why nobody can say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from hrdesk.rules.codes import Agency, CaseType, Level
from hrdesk.services.access import SYSTEM
from hrdesk.services.cases import OpenCase, open_case
from hrdesk.services.people import (
    ActivatePerson,
    DegreeInput,
    PostInput,
    SavePerson,
    ServiceRunInput,
    deactivate_person,
    save_person,
)
from hrdesk.services.queries import candidates as module
from hrdesk.services.queries.candidates import CandidateState, candidates
from tests.services.offices import make_office

SERIES = "นักวิชาการสาธารณสุข"
DAY = dt.date(2026, 11, 20)


@pytest.fixture
def office(database, clock):
    clock.set(DAY)
    make_office(database)
    return database


def add(database, first: str, *runs: ServiceRunInput, level="K1", unit="กองคลัง", **given) -> int:
    command = SavePerson(
        None, None, "นาย", first, "สมมติ",
        post=PostInput("", SERIES, level=level, job_series=SERIES, unit=unit),
        degrees=(DegreeInput("bachelor", "สบ.", graduated_on="2550"),),
        service_runs=runs,
    )  # fmt: skip
    with database.work(SYSTEM) as uow:
        return save_person(uow, replace(command, **given)).value.id


def run(start: str, end: str = "", series: str = SERIES, level: str = "K1") -> ServiceRunInput:
    return ServiceRunInput(start, end, level=level, job_series=series)


def listed(database, months: int = 12, told=None):
    with database.read(SYSTEM) as uow:
        return candidates(uow, months, told)


def states(found) -> dict[str, CandidateState]:
    return {row.name.removeprefix("นาย").split()[0]: row.state for row in found.rows}


def test_who_is_met_who_will_be_and_who_is_not_listed(office):
    add(office, "ครบ", run("20/11/2563"))  # six years on 19 November 2026
    add(office, "วันนี้", run("21/11/2563"))  # on 20 November 2026, today
    add(office, "ปีหน้า", run("21/11/2564"))  # on 20 November 2027, the last day of twelve months
    add(office, "เลยไป", run("22/11/2564"))  # a day later
    add(office, "ทั่วไป", run("01/01/2550", level="O1"), level="O1")
    add(office, "สูงสุด", run("01/01/2540", level="K5"), level="K5")
    found = listed(office)
    assert states(found) == {
        "ครบ": CandidateState.MET, "วันนี้": CandidateState.MET, "ปีหน้า": CandidateState.SOON,
    }  # fmt: skip
    assert [row.met_from for row in found.rows] == [
        dt.date(2026, 11, 19), dt.date(2026, 11, 20), dt.date(2027, 11, 20),
    ]  # fmt: skip
    assert (found.until, found.looked_at, found.has_times) == (dt.date(2027, 11, 20), 4, True)
    first = found.rows[0]
    assert (first.level, first.next, first.required_years) == (Level.K1, Level.K2, 6)
    assert str(first.least) == "6 ปี 0 เดือน 1 วัน"
    assert "เลยไป" in states(listed(office, months=13))
    assert "ปีหน้า" not in states(listed(office, months=11))


def test_why_nobody_can_say(office):
    add(office, "รอ", run("01/01/2555", "31/12/2563", "นิติกร"), run("01/01/2564"))
    add(office, "ไม่แน่", run("00/11/2563"))
    add(office, "ปีไม่แน่", run("00/00/2564"))  # from 31 December 2026 to 30 December 2027
    add(office, "ไม่มีประวัติ")
    add(office, "ไม่มีวันจบ", run("01/01/2555"), degrees=(DegreeInput("bachelor", "สบ."),))
    found = listed(office)
    assert states(found) == {
        "รอ": CandidateState.SOON,  # five years and ten months by itself
        "ไม่แน่": CandidateState.UNSURE,
        "ปีไม่แน่": CandidateState.UNSURE,
        "ไม่มีประวัติ": CandidateState.INCOMPLETE,
        "ไม่มีวันจบ": CandidateState.INCOMPLETE,
    }
    by_state = {row.name: row for row in found.rows}
    assert by_state["นายรอ สมมติ"].waiting == 1
    assert by_state["นายไม่แน่ สมมติ"].undated == 1
    assert by_state["นายไม่มีประวัติ สมมติ"].missing == ("runs",)
    assert by_state["นายไม่มีวันจบ สมมติ"].missing == ("degree_day",)


def test_who_waits_for_a_committee_is_listed_if_it_may_help(office):
    add(office, "ช่วยได้", run("01/01/2555", "31/12/2565", "นิติกร"), run("01/01/2566"))
    add(office, "ไม่พอ", run("01/01/2568", "30/06/2568", "นิติกร"), run("01/07/2568"))
    assert states(listed(office)) == {"ช่วยได้": CandidateState.WAITING}


def test_the_order_is_by_unit_then_day_then_name(office):
    add(office, "ข", run("01/01/2555"), unit="สำนักโภชนาการ")
    add(office, "ค", run("01/01/2554"), unit="สำนักโภชนาการ")
    add(office, "ก", run("01/01/2555"), unit="สำนักโภชนาการ")
    add(office, "จ", run("01/01/2555"), unit="กองแผนงาน")
    add(office, "ฉ", run("01/01/2550"), unit="")
    assert list(states(listed(office))) == ["จ", "ค", "ก", "ข", "ฉ"]


def test_retirement_first_and_the_matter_under_way_are_told(office, officer):
    person = add(office, "แก่", run("21/11/2564"), birth_date="15/03/2510")
    young = add(office, "หนุ่ม", run("21/11/2564"), birth_date="15/03/2530")
    with office.work(officer) as uow:
        open_case(uow, OpenCase(young, CaseType.REASSIGNMENT, DAY, "ย้าย"))
        case = open_case(uow, OpenCase(young, CaseType.PROMOTION, DAY, "เลื่อน")).value
    rows = {row.id: row for row in listed(office).rows}
    assert (rows[person].retires_on, rows[person].retires_first) == (dt.date(2027, 9, 30), True)
    assert rows[young].retires_first is False
    assert (rows[young].matter_id, rows[young].matter) == (case.id, case.number)
    assert rows[person].matter_id is None


def test_people_of_the_past_are_left_out(office):
    person = add(office, "ออกแล้ว", run("01/01/2555"))
    with office.work(SYSTEM) as uow:
        deactivate_person(uow, ActivatePerson(person, 1))
    assert listed(office).rows == ()


def test_progress_is_told_and_may_stop_it(office, monkeypatch):
    monkeypatch.setattr(module, "_CHUNK", 2)
    for name in "กขคงจ":
        add(office, name, run("01/01/2555"))
    told = []
    assert len(listed(office, told=lambda *at: told.append(at)).rows) == 5
    assert told == [(0, 5), (2, 5), (4, 5)]

    def stop(done: int, total: int) -> None:
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        listed(office, told=stop)


def test_an_agency_without_times_says_so(database, clock):
    make_office(database, "dms")
    found = listed(database)
    assert (found.has_times, found.agency, found.rows) == (False, Agency.DMS, ())


def test_before_the_law_there_is_no_list(office, clock):
    add(office, "ก", run("01/01/2555"))
    clock.set(dt.date(2024, 8, 4))
    found = listed(office)
    assert found.rows == ()
    assert "ยังไม่ใช้บังคับ" in found.refused
