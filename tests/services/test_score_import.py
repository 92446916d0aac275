"""Score sheets in Excel: written one a member, read back with faults, taken over whole or not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from openpyxl import load_workbook

from hrdesk.services import score_checks
from hrdesk.services.errors import DomainError
from hrdesk.services.meetings import set_attendance
from hrdesk.services.queries.meeting_papers import meeting_book
from hrdesk.services.queries.scores import contest_grid
from hrdesk.services.score_checks import SheetRef
from hrdesk.services.score_import import (
    apply_sheets,
    read_sheets,
    score_forms,
    summary_tables,
    write_form,
    write_summary,
)
from hrdesk.services.scores import CellPoints, set_point
from tests.services.meetings_sample import make_meeting, make_user
from tests.services.offices import make_office
from tests.services.test_meeting_papers import give

FIRST_CELL = "C6"


@pytest.fixture
def secretary(database):
    make_office(database)
    return make_user(database, "secretary")


@pytest.fixture
def sample(database, secretary):
    return make_meeting(database)


@pytest.fixture
def book(database, secretary, sample):
    def read(of=None):
        with database.read(secretary) as uow:
            return meeting_book(uow, (of or sample).meeting)

    return read


@pytest.fixture
def written(book, tmp_path):
    """The files of all members, as exported."""
    paths = []
    for form in score_forms(book()):
        paths.append(tmp_path / f"{form.member_id}.xlsx")
        write_form(paths[-1], form)
    return paths


def typed(path, **cells):
    made = load_workbook(path)
    for cell, value in cells.items():
        made["ให้คะแนน"][cell] = value
    made.save(path)
    made.close()


def points(database, actor, sample, place=0):
    with database.read(actor) as uow:
        grid = contest_grid(uow, sample.contest)
    return grid.sheet(sample.candidates[0], sample.members[place]).points


def test_filled_sheets_of_several_members_are_taken_over(
    database, secretary, sample, book, written
):
    for place, path in enumerate(written):
        typed(path, **{FIRST_CELL: 10 + place})
    plan = read_sheets(book(), written)
    assert plan.good
    assert [each.member for each in plan.sheets] == [f"กรรมการ {n} สมมติ" for n in (1, 2, 3)]
    assert (plan.cells, plan.sheets[0].blank) == (3, 5)
    with database.work(secretary) as uow:
        assert apply_sheets(uow, plan).value == 3
    assert [list(points(database, secretary, sample, n).values()) for n in range(3)] == [
        [Decimal(10)], [Decimal(11)], [Decimal(12)],
    ]  # fmt: skip


def test_one_faulty_cell_keeps_every_file_out(database, secretary, sample, book, written):
    typed(written[0], **{FIRST_CELL: 10})
    typed(written[1], **{FIRST_CELL: 999})
    plan = read_sheets(book(), written)
    assert not plan.good
    [fault] = plan.sheets[1].problems
    assert (fault.code, fault.row) == ("points_over", 6)
    with database.work(secretary) as uow, pytest.raises(DomainError) as told:
        apply_sheets(uow, plan)
    assert told.value.code == "score_files_faulty"
    assert points(database, secretary, sample) == {}


def test_a_changed_heading_refuses_that_file(book, written):
    typed(written[0], C5="หัวข้ออื่น")
    plan = read_sheets(book(), written)
    assert plan.sheets[0].refused.code == "score_heading_changed"


def test_the_same_member_twice_is_refused(book, written):
    plan = read_sheets(book(), [written[0], written[0]])
    assert plan.sheets[1].refused.code == "score_sheet_twice"


def test_a_sheet_of_another_meeting_is_refused(database, book, written):
    other = make_meeting(database)
    plan = read_sheets(book(other), written[:1])
    assert plan.sheets[0].refused.code == "score_not_this_meeting"


def test_a_sheet_handed_in_takes_no_more_points(database, secretary, sample, book, written):
    give(database, secretary, sample)
    with database.work(secretary) as uow:
        sheet = contest_grid(uow, sample.contest).sheet(sample.candidates[0], sample.members[0])
        score_checks.hand_in(uow, [SheetRef(sheet.id, sheet.version)])
    typed(written[0], **{FIRST_CELL: 1})
    [read] = read_sheets(book(), written[:1]).sheets
    assert read.refused.code == "sheet_handed_in"


def test_points_changed_meanwhile_are_not_overwritten(database, secretary, sample, book, written):
    typed(written[0], **{FIRST_CELL: 10})
    plan = read_sheets(book(), written[:1])
    cell = plan.sheets[0].changes[0]
    with database.work(secretary) as uow:
        set_point(
            uow,
            sample.contest,
            CellPoints(cell.candidate_id, sample.members[0], cell.criterion, Decimal(3)),
        )
    with database.work(secretary) as uow, pytest.raises(DomainError) as told:
        apply_sheets(uow, plan)
    assert told.value.code == "cell_changed"
    assert list(points(database, secretary, sample).values()) == [Decimal(3)]


def test_a_file_like_the_program_has_nothing_to_take_over(
    database, secretary, sample, book, written
):
    plan = read_sheets(book(), written)
    assert plan.cells == 0
    assert not plan.good
    with database.work(secretary) as uow, pytest.raises(DomainError) as told:
        apply_sheets(uow, plan)
    assert told.value.code == "score_nothing_new"


def test_an_absent_member_gets_no_sheet_and_one_sent_in_is_not_taken(
    database, secretary, sample, book, written
):
    typed(written[1], **{FIRST_CELL: 10})
    with database.work(secretary) as uow:
        set_attendance(uow, sample.meeting, {sample.members[1]: "absent"})
    now = book()
    assert [form.member_id for form in score_forms(now)] == [sample.members[0], sample.members[2]]
    refused = read_sheets(now, [written[1]]).sheets[0].refused
    assert (refused.code, refused.facts["name"]) == ("score_member_absent", "กรรมการ 2 สมมติ")


def test_the_summary_has_the_order_and_every_members_points(
    database, secretary, sample, book, tmp_path
):
    give(database, secretary, sample)
    path = tmp_path / "summary.xlsx"
    write_summary(path, summary_tables(book()))
    made = load_workbook(path)
    assert made.sheetnames == ["สรุป 1", "รายกรรมการ 1"]
    cells = [cell.value for row in made["สรุป 1"].iter_rows() for cell in row]
    assert "ผู้สมัคร 1 สมมติ" in cells
    assert sum(1 for row in made["รายกรรมการ 1"].iter_rows() if row[0].value in (1, 2)) == 6
    made.close()
