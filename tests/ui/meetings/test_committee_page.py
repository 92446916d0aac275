"""The page of a committee: typing members, the check as one types, drafts, a new term."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from hrdesk.models import Office
from hrdesk.services.access import SYSTEM
from hrdesk.services.committees import SaveCommittee, save_committee
from hrdesk.services.queries.committees import committee_detail, committees
from hrdesk.services.queries.people import find_people
from hrdesk.ui.context import Route
from tests.services.offices import make_person
from tests.ui.meetings.conftest import dialog, read, settle


@pytest.fixture
def of_dms(office_database):
    """Make the office one of กรมการแพทย์, whose rules ask for compositions."""
    with office_database.work(SYSTEM) as uow:
        uow.session.get(Office, 1).agency = "dms"


def check_now(page):
    page._pause.stop()
    page._ask_law()
    settle(page)
    return page.check.accessibleName()


def rows_of(page):
    return page.form.members.rows()


def set_rows(page, *rows):
    page.form.members.set_rows(list(rows))


def test_a_committee_is_typed_checked_and_saved(open_page, of_dms, routes):
    page = open_page("committee")
    QAbstractItemModelTester(page.form.members.model)
    check_now(page)
    page.form.name.setText("คณะกรรมการเลื่อนระดับควบ")
    page.form.rule.set_value("dms.committee.promote-linked")
    set_rows(
        page,
        {"role": "chair", "name": "ประธาน สมมติ", "office": "division_director"},
        {"role": "member", "name": "กรรมการหนึ่ง สมมติ", "level": "K3"},
        {"role": "member", "name": "กรรมการสอง สมมติ", "level": "K2"},
        {"role": "secretary", "name": "เลขานุการ สมมติ", "level": "K2", "in_hr": "1"},
    )
    told = check_now(page)
    assert "ไม่ตรงตามองค์ประกอบ 1 ข้อ" in told
    assert "กรรมการสอง สมมติ" in told
    assert "กรมการแพทย์" in told  # where the rule stands
    page.form.members.model.setData(page.form.members.model.index(2, 3), "K4")
    assert "ครบตามองค์ประกอบ" in check_now(page)
    page.save()
    settle(page)
    [row] = read(page, committees)
    assert routes[-1] == Route("committee", row.id)
    saved = read(page, lambda uow: committee_detail(uow, row.id))
    assert [(m.role, m.level, m.type) for m in saved.members][2] == ("member", "K4", "K")


def test_a_member_of_the_wrong_level_may_still_be_saved(open_page, of_dms):
    page = open_page("committee")
    check_now(page)
    page.form.name.setText("คณะกรรมการ ก")
    page.form.rule.set_value("dms.committee.promote-linked")
    set_rows(page, {"role": "member", "name": "กรรมการ สมมติ", "level": "O1"})
    assert "ไม่ต่ำกว่าระดับ" in check_now(page)
    page.save()
    settle(page)
    assert len(read(page, committees)) == 1  # told, never refused


def test_a_member_twice_is_said_in_the_table(open_page):
    page = open_page("committee")
    page.form.name.setText("คณะกรรมการ ก")
    set_rows(page, {"role": "chair", "name": "คนเดียว สมมติ"}, {"name": "คนเดียว  สมมติ"})
    page.save()
    settle(page)
    assert "แถวที่ 2" in page.form.members.error()
    assert "กรรมการหนึ่งคนมีได้ที่เดียว" in page.form.members.error()
    assert read(page, committees) == ()


def test_a_day_that_cannot_be_read_is_not_saved(open_page):
    page = open_page("committee")
    page.form.name.setText("คณะกรรมการ ก")
    set_rows(page, {"role": "member", "name": "คน สมมติ", "left_on": "00/05/2569"})
    page.save()
    settle(page)
    assert "แถวที่ 1" in page.form.members.error()
    assert read(page, committees) == ()


def test_a_person_of_the_register_becomes_a_row_and_another_name_somebody_else(
    open_page, office_database
):
    make_person(office_database, "กานดา", "สมมติ")
    page = open_page("committee")
    [person] = read(page, lambda uow: find_people(uow, "กานดา"))
    page.form.person.set_person(person)
    [row] = rows_of(page)
    assert row["person_id"] == str(person.id)
    page.form.name.setText("คณะกรรมการ ก")
    page.save()
    settle(page)
    [listed] = read(page, committees)
    assert (
        read(page, lambda uow: committee_detail(uow, listed.id)).members[0].person_id == person.id
    )
    page.open(Route("committee", listed.id))
    settle(page)
    page.form.members.model.setData(page.form.members.model.index(0, 1), "คนอื่น สมมติ")
    page.save()
    settle(page)
    assert read(page, lambda uow: committee_detail(uow, listed.id)).members[0].person_id is None


def test_a_term_longer_than_the_law_is_told(open_page, office_database):
    with office_database.work(SYSTEM) as uow:
        uow.session.get(Office, 1).agency = "dhss"
    page = open_page("committee")
    page.form.days["term_from"].set_date(dt.date(2026, 11, 1))
    page.form.days["term_to"].set_date(dt.date(2028, 10, 31))
    check_now(page)
    assert page.form.form.fields["term_to"].error() == ""
    page.form.days["term_to"].set_date(dt.date(2028, 11, 1))
    check_now(page)
    assert "31 ต.ค. 2571" in page.form.form.fields["term_to"].error()


def test_what_is_typed_survives_leaving_and_can_be_thrown_away(open_page, sample):
    page = open_page("committee", sample.committee)
    page.form.note.setText("ยังไม่เสร็จ")
    page.ctx.drafts.flush()
    page.open(Route("committee", sample.committee))
    settle(page)
    assert page.form.note.value() == "ยังไม่เสร็จ"
    page.give_up()
    assert page.form.note.value() == ""
    assert page.ctx.drafts.load(f"committee-{sample.committee}") is None


def test_a_new_term_takes_the_members_without_the_order(open_page, sample):
    page = open_page("committee", copy=str(sample.committee))
    assert rows_of(page)[0]["name"] == "กรรมการ 1 สมมติ"
    assert page.form.order_number.value() == ""
    page.save()
    settle(page)
    first, second = read(page, committees)
    assert first.id != second.id
    assert first.members == second.members == 4
    old = read(page, lambda uow: committee_detail(uow, sample.committee)).members
    new = read(page, lambda uow: committee_detail(uow, max(first.id, second.id))).members
    assert {m.id for m in old}.isdisjoint({m.id for m in new})


def test_the_order_is_made_from_what_is_saved(open_page, sample):
    page = open_page("committee", sample.committee)
    [order] = [each for each in page.actions() if each.objectName() == "committee_order"]
    told = []
    page.ctx.notify.shown.connect(told.append)
    page.form.note.setText("ยังไม่บันทึก")
    order.trigger()
    assert "บันทึกคณะกรรมการก่อน" in told[-1].text
    page.form.note.setText("")
    order.trigger()
    made = dialog(page)
    assert made._draft.data.seats[0].name == "กรรมการ 1 สมมติ"
    made.reject()


def test_the_members_go_to_excel_as_they_are_called(open_page, sample, tmp_path, monkeypatch):
    from openpyxl import load_workbook

    monkeypatch.setattr("hrdesk.ui.dialogs.ask_save", lambda *_: tmp_path / "กรรมการ.xlsx")
    page = open_page("committee", sample.committee)
    [excel] = [each for each in page.actions() if each.objectName() == "members_excel"]
    excel.trigger()
    settle(page)
    cells = [
        cell.value for row in load_workbook(tmp_path / "กรรมการ.xlsx").active.rows for cell in row
    ]
    assert {"ประธาน", "เลขานุการ", "กรรมการ 3 สมมติ"} <= set(cells)


def test_ctrl_s_saves_from_within_the_form(open_page):
    page = open_page("committee")
    page.activateWindow()
    page.form.name.setText("คณะกรรมการ ก")
    page.form.name.setFocus()
    QTest.keyClick(page.form.name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(page)
    assert [row.name for row in read(page, committees)] == ["คณะกรรมการ ก"]


def test_two_people_on_one_committee(open_page, sample, office_database):
    page = open_page("committee", sample.committee)
    with office_database.work(SYSTEM) as uow:
        before = committee_detail(uow, sample.committee)
        save_committee(
            uow,
            SaveCommittee(
                before.id, before.version, before.name, before.kind, before.members, note="ของคนอื่น"
            ),
        )
    page.form.note.setText("ของฉัน")
    page.form.order_number.setText("12/2569")
    page.save()
    asked = dialog(page)
    asked.choose("note", mine=False)
    asked.submit()
    settle(page)
    now = read(page, lambda uow: committee_detail(uow, sample.committee))
    assert (now.note, now.order_number) == ("ของคนอื่น", "12/2569")
    assert len(now.members) == 4
