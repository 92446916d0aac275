"""What is found of candidates' qualifications: from their cases, corrected, printed, listed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from hrdesk.models import Candidate, Case, Committee
from hrdesk.rules.codes import CaseType
from hrdesk.services.access import Role
from hrdesk.services.bars import RecordBar, record_bar
from hrdesk.services.cases import OpenCase, open_case
from hrdesk.services.errors import DomainError
from hrdesk.services.findings import SaveFindings, save_findings
from hrdesk.services.meeting_papers import paper_rows, papers_of
from hrdesk.services.minutes import SaveMinutes, drafted, save_minutes
from hrdesk.services.people import ServiceRunInput
from hrdesk.services.queries.meeting_papers import meeting_book
from tests.services.meetings_sample import make_meeting, make_user
from tests.services.offices import make_office
from tests.services.test_standing import DAY, PERSON, SERIES, add


@pytest.fixture
def officer(sqlite_database):
    make_office(sqlite_database, "doh")
    return make_user(sqlite_database, "officer", Role.OFFICER)


@pytest.fixture
def made(sqlite_database, officer):
    """Candidates of a selection: one typed alone, three with matters that differ in time served."""
    sample = make_meeting(sqlite_database, candidates=4)
    since = ("01/12/2563", "01/12/2562", "2563")
    for place, start in enumerate(since, start=1):
        run = ServiceRunInput(start, level="K1", job_series=SERIES, title="นักวิชาการ")
        post = replace(PERSON.post, number=str(100 + place))
        person = add(sqlite_database, first_name=f"คนที่ {place}", post=post, service_runs=(run,))
        with sqlite_database.work(officer) as uow:
            case = open_case(uow, OpenCase(person, CaseType.PROMOTION, DAY, "ขอเลื่อน")).value
            uow.session.get_one(Candidate, sample.candidates[place]).case_id = case.id
    with sqlite_database.work(officer) as uow:
        uow.session.get_one(Committee, sample.committee).kind = "selection"
    return sample


def read(database, actor, made):
    with database.read(actor) as uow:
        return meeting_book(uow, made.meeting)


def paper_of(book, part, place):
    row = next(row for row in paper_rows(book) if row.id.startswith(f"{part}:"))
    return papers_of(book, row)[place].data


def save(database, actor, book, candidate, findings):
    with database.work(actor) as uow:
        shown = book.corrected.get(candidate)
        command = SaveFindings(book.detail.id, candidate, findings, shown)
        return save_findings(uow, command).value


def test_only_what_is_certain_is_filled_in(sqlite_database, officer, made):
    book = read(sqlite_database, officer, made)
    short, whole, unsure = (book.found[id_] for id_ in made.candidates[1:])
    assert (short.minimum, short.verdict) == ("differs", "unqualified")
    assert short.remark == "ระยะเวลาขั้นต่ำจะครบวันที่ 30 พ.ย. 2569 หากดำรงตำแหน่งปัจจุบันต่อไป"
    assert (whole.minimum, whole.verdict, whole.remark) == ("fits", "", "")
    assert (unsure.minimum, unsure.verdict, unsure.remark) == ("", "", "")
    assert short.checks[1][1:] == ("5 ปี 11 เดือน 20 วัน", "ไม่ครบ")
    assert [row[2] for row in whole.checks] == [
        "",
        "ครบ",
        "",
        "ไม่ถูกห้าม",
    ]  # of the degree and the route the officer must say
    assert made.candidates[0] not in book.found
    assert paper_of(book, "qualification", 1).minimum == "differs"
    assert paper_of(book, "selection_1", 2).checks == whole.checks
    notes = next(row for row in paper_rows(book) if row.kind == "qualification_check").notes
    assert any("ยังไม่ทราบ เว้นว่างไว้ 4 ฉบับ: คุณวุฒิการศึกษา" in note for note in notes)


def test_a_bar_speaks_against_a_candidate(sqlite_database, officer, made):
    with sqlite_database.work(officer) as uow:
        case_id = uow.session.get_one(Candidate, made.candidates[2]).case_id
        person_id = uow.session.get_one(Case, case_id).person_id
        record_bar(uow, RecordBar(person_id, dt.date(2026, 1, 10), "คัดลอกผลงาน", "อธิบดี"))
    found = read(sqlite_database, officer, made).found[made.candidates[2]]
    assert (found.checks[-1][2], found.verdict) == ("ถูกห้าม", "unqualified")


def test_an_officers_correction_stays_beside_the_minutes_and_can_be_undone(
    sqlite_database, officer, made
):
    book = read(sqlite_database, officer, made)
    one = made.candidates[2]
    own = replace(
        book.found[one], degree="fits", time="short", complete_on=dt.date(2026, 12, 1),
        discipline=("none",), verdict="qualified",
    )  # fmt: skip
    save(sqlite_database, officer, book, one, own)
    with pytest.raises(DomainError) as refusal:
        save(sqlite_database, officer, book, one, book.found[one])
    assert (refusal.value.code, refusal.value.facts["stored"]) == ("findings_changed", own)
    again = read(sqlite_database, officer, made)
    assert (again.findings(one), again.minutes) == (own, None)
    with sqlite_database.work(officer) as uow:
        save_minutes(uow, SaveMinutes(made.meeting, again.detail.version, drafted(again)))
    kept = read(sqlite_database, officer, made)
    assert (kept.findings(one), kept.minutes) == (own, drafted(again))
    data = paper_of(kept, "qualification", 2)
    assert (data.degree, data.complete_on, data.discipline) == ("fits", own.complete_on, ("none",))
    save(sqlite_database, officer, kept, one, None)
    last = read(sqlite_database, officer, made)
    assert (last.findings(one), last.minutes) == (kept.found[one], kept.minutes)


def test_findings_on_a_candidate_of_another_meeting_are_refused(sqlite_database, officer, made):
    other = make_meeting(sqlite_database)
    book = read(sqlite_database, officer, made)
    with pytest.raises(DomainError) as refusal:
        save(sqlite_database, officer, book, other.candidates[0], None)
    assert refusal.value.code == "not_found"
    long = replace(book.found[made.candidates[1]], remark="ก" * 2001)
    with pytest.raises(DomainError) as refusal:
        save(sqlite_database, officer, book, made.candidates[1], long)
    assert refusal.value.code == "too_long"
