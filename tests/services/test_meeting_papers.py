"""The papers of a meeting: which there are, that each can be made, and that they are kept."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest
from sqlalchemy import select

from hrdesk.documents.style import PaperStyle
from hrdesk.models import AuditEntry, Committee, IssuedPaper, Meeting
from hrdesk.services.access import Role
from hrdesk.services.errors import DomainError
from hrdesk.services.meeting_letters import prepare_meeting_letter
from hrdesk.services.meeting_output import (
    FiledPaper,
    build_one,
    build_together,
    file_meeting_papers,
    word_of,
)
from hrdesk.services.meeting_papers import Whose, paper_rows, papers_of
from hrdesk.services.meetings import set_attendance
from hrdesk.services.paper_drafts import with_values
from hrdesk.services.paper_issue import IssuePaper, issue_paper
from hrdesk.services.queries.meeting_papers import meeting_book
from hrdesk.services.results import choose
from hrdesk.services.scores import CellPoints, set_points
from tests.services.meetings_sample import make_meeting, make_user
from tests.services.offices import make_office

STYLE = PaperStyle()


@pytest.fixture
def office(database):
    make_office(database)
    return database


@pytest.fixture
def sample(office):
    return make_meeting(office)


@pytest.fixture
def secretary(office):
    return make_user(office, "secretary")


@pytest.fixture
def book(office, secretary):
    def read(meeting_id):
        with office.read(secretary) as uow:
            return meeting_book(uow, meeting_id)

    return read


def give(office, actor, sample):
    """Let every member come and give everybody the same points."""
    with office.work(actor) as uow:
        meeting = uow.session.get_one(Meeting, sample.meeting)
        meeting.place, meeting.starts_at = "ห้องประชุม 1", "09:30"
        meeting.opened_at, meeting.closed_at = "09:30", "12:00"
        set_attendance(uow, sample.meeting, dict.fromkeys(sample.members, "present"))
    with office.read(actor) as uow:
        scheme = meeting_book(uow, sample.meeting).contests[0].grid.scheme
    cells = [
        CellPoints(candidate, member, each.id, points_for(each, place))
        for place, candidate in enumerate(sample.candidates)
        for member in sample.members
        for each in scheme.criteria
    ]
    with office.work(actor) as uow:
        set_points(uow, sample.contest, cells)


def points_for(criterion, place):
    """Nine tenths to the first, eight to the second, or the most that is allowed."""
    if criterion.allowed:
        return criterion.allowed[-1]
    return (criterion.maximum * (9 - place % 8) / 10).quantize(Decimal(1))


def by_id(rows, part):
    return next(row for row in rows if row.id.partition(":")[0] == part)


def test_before_the_meeting_there_are_blank_sheets_of_every_member(sample, book):
    found = book(sample.meeting)
    blank = by_id(paper_rows(found), "blank")
    assert (blank.stage, blank.kind, blank.count) == ("before", "score_sheet", 3)
    made = papers_of(found, blank)
    assert [paper.member_id for paper in made] == list(sample.members)
    assert all(not row.points for paper in made for row in paper.data.rows)


def test_papers_narrow_to_one_member_and_to_one_candidate(sample, book):
    found = book(sample.meeting)
    rows = paper_rows(found)
    one = papers_of(found, by_id(rows, "blank"), Whose(member_id=sample.members[1]))
    assert [paper.data.member.name for paper in one] == ["กรรมการ 2 สมมติ"]
    own = papers_of(found, by_id(rows, "qualification"), Whose(candidate_id=sample.candidates[1]))
    assert [paper.data.person_name for paper in own] == ["ผู้สมัคร 2 สมมติ"]


def test_what_is_missing_is_told_before_printing(sample, book):
    rows = paper_rows(book(sample.meeting))
    assert any("6 ใบ" in note for note in by_id(rows, "filled").notes)
    assert any("สถานที่ประชุม" in note for note in by_id(rows, "minutes").notes)


def test_filled_sheets_and_the_summary_hold_the_points(office, secretary, sample, book):
    give(office, secretary, sample)
    found = book(sample.meeting)
    rows = paper_rows(found)
    sheet = papers_of(found, by_id(rows, "filled"))[0].data
    assert all(row.cells(sheet.criteria)["total"] for row in sheet.rows)
    summary = papers_of(found, by_id(rows, "summary"))[0].data
    assert [row.place for row in summary.rows] == [1, 2]
    assert summary.rows[0].member_totals[0] == summary.rows[0].total
    assert len(summary.members) == 3


@pytest.mark.parametrize(("committee", "kind"), [
    ("person_assessment", "person"), ("selection", "person"), ("screening", "person"),
    ("work_assessment", "work"),
])  # fmt: skip
def test_every_paper_of_every_committee_can_be_made(office, secretary, book, committee, kind):
    scheme = "doh.work-k2" if kind == "work" else "doh.score.move-k2"
    sample = make_meeting(office, kind=kind, scheme=scheme)
    give(office, secretary, sample)
    with office.work(secretary) as uow:
        uow.session.get_one(Committee, sample.committee).kind = committee
    found = book(sample.meeting)
    rows = [row for row in paper_rows(found) if not row.letter]
    assert rows
    for row in rows:
        papers = papers_of(found, row)
        assert len(papers) == row.count > 0, row.id
        assert build_one(papers[0], STYLE).startswith(b"%PDF"), row.id


def test_all_papers_make_one_file_and_say_how_far_it_is(sample, book):
    found = book(sample.meeting)
    papers = papers_of(found, by_id(paper_rows(found), "blank"))
    heard = []
    pdf = build_together(
        papers, STYLE, "ใบให้คะแนน", lambda done, total: heard.append((done, total))
    )
    assert pdf.startswith(b"%PDF")
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_a_paper_becomes_word(sample, book):
    found = book(sample.meeting)
    [paper] = papers_of(found, by_id(paper_rows(found), "minutes"))
    assert word_of(paper, STYLE).startswith(b"PK")


def test_filed_papers_are_kept_with_their_hash(office, secretary, sample, book):
    give(office, secretary, sample)
    found = book(sample.meeting)
    papers = papers_of(found, by_id(paper_rows(found), "filled"))
    files = [FiledPaper(paper, build_one(paper, STYLE)) for paper in papers]
    with office.work(secretary) as uow:
        assert file_meeting_papers(uow, sample.meeting, files).value == 3
    with office.read(secretary) as uow:
        rows = uow.session.scalars(
            select(IssuedPaper).where(IssuedPaper.kind == "score_sheet")
        ).all()
        assert [row.sha256 for row in rows] == [
            hashlib.sha256(each.content).hexdigest() for each in files
        ]
        noted = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "paper.filed")
        ).all()
        assert len(noted) == 3
    mark = by_id(paper_rows(book(sample.meeting)), "filled").mark
    assert (mark.count, mark.by, mark.number) == (3, secretary.name, "")
    assert by_id(paper_rows(book(sample.meeting)), "minutes").mark is None


def test_a_paper_that_lacks_something_is_not_filed(office, secretary, sample, book):
    found = book(sample.meeting)
    [paper] = papers_of(found, by_id(paper_rows(found), "minutes"))
    with office.work(secretary) as uow, pytest.raises(DomainError) as told:
        file_meeting_papers(uow, sample.meeting, [FiledPaper(paper, b"%PDF")])
    assert told.value.code == "paper_incomplete"


def test_the_invitation_knows_the_meeting(office, secretary, sample):
    give(office, secretary, sample)
    with office.work(secretary) as uow:
        draft = prepare_meeting_letter(uow, sample.meeting, "invitation").value
    values = {field.name: field.value for field in draft.editable}
    assert values["values.meeting_number"] == "1/2569"
    assert values["values.meeting_place"] == "ห้องประชุม 1"
    assert values["values.meeting_time"] == "09.30 น."
    assert "พิจารณา" in values["agenda"]


def test_an_issued_letter_is_marked_with_its_number_and_day(office, secretary, sample, book):
    give(office, secretary, sample)
    with office.work(secretary) as uow:
        draft = prepare_meeting_letter(uow, sample.meeting, "invitation").value
    draft = with_values(draft, {"dated": "20 พ.ย. 2569"})
    with office.work(secretary) as uow:
        issued = issue_paper(uow, IssuePaper(draft)).value
    mark = by_id(paper_rows(book(sample.meeting)), "invitation").mark
    assert (mark.count, mark.number, mark.dated) == (1, issued.number, draft.dated)
    assert issued.number


def test_the_announcement_and_the_letter_follow_from_the_one_chosen(
    office, secretary, sample, book
):
    give(office, secretary, sample)
    assert not [row for row in paper_rows(book(sample.meeting)) if row.stage == "letters"]
    with office.work(secretary) as uow:
        choose(uow, sample.contest, sample.candidates[:1])
    letters = [row for row in paper_rows(book(sample.meeting)) if row.stage == "letters"]
    assert [row.kind for row in letters] == ["announcement", "person_notice", "person_notice"]
    with office.work(secretary) as uow:
        draft = prepare_meeting_letter(uow, sample.meeting, "announcement", sample.contest).value
        assert [person.name for person in draft.data.people] == ["ผู้สมัคร 1 สมมติ"]
        other = prepare_meeting_letter(
            uow, sample.meeting, "person_notice", sample.contest, sample.candidates[1]
        ).value
    values = {field.name: field.value for field in other.editable}
    assert values["values.result"].startswith("ไม่ได้รับการคัดเลือก")
    assert values["values.meeting_on"] == "18 พ.ย. 2569"


def test_a_letter_of_another_meeting_is_not_found(office, secretary, sample):
    with office.work(secretary) as uow, pytest.raises(DomainError) as told:
        prepare_meeting_letter(uow, sample.meeting, "announcement", 99)
    assert told.value.code == "not_found"


def test_a_general_user_sees_no_papers_of_meetings(office, sample):
    actor = make_user(office, "somebody", Role.GENERAL)
    with office.read(actor) as uow, pytest.raises(DomainError):
        meeting_book(uow, sample.meeting)
