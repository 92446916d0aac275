"""Salaries outside rounds over a real office: the live editor, many at once, deciding, correcting."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog, QPlainTextEdit
from sqlalchemy import update

from hrdesk.models import Degree, Person, Signatory
from hrdesk.rules.codes import Employment
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.award_figures import AwardInputs, AwardKind
from hrdesk.services.awards import DecideAwards, SaveAward, decide_awards, save_award
from hrdesk.services.queries.people import find_people
from hrdesk.ui.context import Route
from hrdesk.ui.pages.salary.page import SalaryPage
from tests.services.offices import make_person

DAY = dt.date(2026, 10, 1)
PEOPLE = (
    ("กานดา", 18510, "2020-01-02"), ("ปิติ", 37610, "2020-01-02"), ("ชูใจ", 20000, ""),
)  # fmt: skip


@pytest.fixture
def tab(qtbot, office_ctx, office_user, office_database):
    """The tab of an office with three serving people; ``tab.people`` are their ids."""
    people = []
    for first, salary, entered in PEOPLE:
        made = make_person(office_database, first, "สมมติ")
        with office_database.work(SYSTEM) as uow:
            person = uow.session.get_one(Person, made)
            person.salary, person.entered_on = Decimal(salary), entered
            uow.session.execute(
                update(Degree).where(Degree.person_id == made).values(level="bachelor")
            )
        people.append(made)
    with office_database.work(SYSTEM) as uow:
        uow.session.add(Signatory(name="นายผู้ลงนาม สมมติ", post="อธิบดี"))
    page = SalaryPage(office_ctx(office_user(Role.OFFICER)))
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.open(Route("salary", params={"tab": "awards"}))
    settle(page)
    found = page.shown()
    found.page, found.people = page, people
    return found


def settle(owner):
    assert owner.ctx.tasks.wait_idle()


def dialog(tab) -> QDialog:
    settle(tab)
    [found] = [each for each in tab.page.findChildren(QDialog) if each.isVisible()]
    return found


def drawn(tab, editor):
    """Let the editor work out what stands in it now."""
    editor._later.stop()
    settle(tab)
    editor._work_out()
    settle(tab)


def entrant(person: int, *factors: int) -> AwardInputs:
    return AwardInputs(AwardKind.QUALIFICATION, person, DAY, "ป.ตรี 4 ปี", factors=factors)


def keep(tab, given: AwardInputs) -> int:
    with tab.ctx.database.work(tab.ctx.actor) as uow:
        return save_award(uow, SaveAward(given)).value


def salary(tab, person: int) -> Decimal:
    with tab.ctx.database.read(SYSTEM) as uow:
        return uow.session.get_one(Person, person).salary


def test_an_entrant_is_worked_out_while_one_types_and_kept_as_a_draft(tab):
    QAbstractItemModelTester(tab.model)
    assert tab.empty.isVisible()
    tab.empty.started.emit()
    editor = dialog(tab)
    drawn(tab, editor)
    assert editor.told.text().replace("\u200b", "").startswith("กรอกต่อ: บุคคล, คุณวุฒิ")
    with tab.ctx.database.read(tab.ctx.actor) as uow:
        [person] = find_people(uow, "กานดา")
    editor.person.set_person(person)
    editor.person.chosen.emit(person)
    settle(tab)
    assert editor.parts.qualification.value() == "ป.ตรี 4 ปี"  # from the degree in the register
    editor.parts.effective_on.set_date(DAY)
    for key in ("1", "2"):
        QTest.keyClick(editor.parts.factors.boxes[key], Qt.Key.Key_Space)
    drawn(tab, editor)
    assert editor.figure.text() == "19,060 บาท"
    assert editor.mark.text() == "คำนวณตามสูตร รอยืนยัน"
    assert "(19,970 − 18,150)" in editor._text()
    editor.parts.effective_on.setText("1 ม.ค. 2550")
    editor.parts.effective_on.settle()
    drawn(tab, editor)
    assert "ยังไม่ใช้บังคับ" in editor.form.fields["effective_on"].error()
    assert editor.figure.text() == "–"
    editor.parts.effective_on.set_date(DAY)
    editor.submit()
    settle(tab)
    [row] = tab.model.rows()
    assert (row.salary, tab.table.current_row().id) == (19060, row.id)
    assert [column.text(row) for column in tab.model.columns if column.key == "state"] == [
        "ร่าง · รอยืนยัน"
    ]
    assert "รอยืนยัน 1" in tab.law.text().replace("\u200b", "")


def test_the_fields_are_those_of_the_kind_and_come_back_from_a_draft(tab):
    given = AwardInputs(
        AwardKind.PRIOR, tab.people[1], DAY, "ป.ตรี 4 ปี", employment=Employment.MOPH_EMPLOYEE,
        pay=Decimal(20000), raises=(Decimal(600), Decimal("650.50")), years=Decimal(3),
        hired_on=dt.date(2017, 10, 2), maximum=Decimal(43600), in_ministry=True,
    )  # fmt: skip
    award = keep(tab, given)
    tab.refresh()
    settle(tab)
    tab.table.select_id(award)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    editor = dialog(tab)
    drawn(tab, editor)
    assert editor.inputs() == (given, [])
    assert not editor.parts.factors.isVisible()
    assert editor.figure.text() == "19,400.5 บาท"  # 18,150 + 600 + 650.50
    editor.parts.pay.setText("มาก")
    editor.submit()
    assert editor.form.fields["pay"].error()
    assert editor.isVisible()
    editor.reject()


def test_issuing_the_order_from_the_list_decides_those_selected(tab):
    for person in tab.people[:2]:
        keep(tab, entrant(person, 1))
    tab.refresh()
    settle(tab)
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert tab.order.text() == "ออกคำสั่ง (2 คน)…"
    tab.order.trigger()
    paper = dialog(tab)
    settle(tab)
    assert paper.ready
    QTest.keyClick(paper, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tab)
    [asked] = [each for each in paper.findChildren(QDialog) if each.isVisible()]
    asked.go.click()
    settle(tab)
    assert {row.state for row in tab.model.rows()} == {"decided"}
    assert {row.order_number for row in tab.model.rows()} == {"1/2570"}
    assert salary(tab, tab.people[1]) == Decimal(18696)
    assert not tab.order.isEnabled()
    assert not tab.discard.isEnabled()


def test_an_order_issued_elsewhere_is_recorded_and_corrected_by_a_new_award(tab):
    award = keep(tab, entrant(tab.people[0]))
    tab.refresh()
    settle(tab)
    tab.table.select_id(award)
    tab.number.trigger()
    form = dialog(tab)
    form.submit()
    assert form.form.fields["order_number"].error()
    form.number.setText("77/2569")
    form.dated.set_date(DAY)
    form.submit()
    settle(tab)
    assert salary(tab, tab.people[0]) == Decimal(18150)
    tab.table.select_id(award)
    tab.correct.trigger()
    asked = dialog(tab)
    asked.findChild(QPlainTextEdit, "reason").setPlainText("ลืมปัจจัยที่ 1")
    asked.go.click()
    settle(tab)
    editor = dialog(tab)
    drawn(tab, editor)
    assert "ลืมปัจจัยที่ 1" in editor.register.text().replace("\u200b", "")
    QTest.keyClick(editor.parts.factors.boxes["1"], Qt.Key.Key_Space)
    editor.submit()
    settle(tab)
    draft = next(row for row in tab.model.rows() if row.state == "draft")
    assert (draft.salary, draft.corrects) == (18696, award)
    tab.table.select_id(award)
    tab.edit.trigger()
    kept = dialog(tab)
    assert kept.objectName() == "award_kept"
    kept.reject()


def test_everybody_in_the_bands_becomes_a_draft_at_once(tab):
    tab.many.trigger()
    found = dialog(tab)
    panel = found.panel
    settle(tab)
    QAbstractItemModelTester(panel.model)
    assert found.go.text() == "บันทึกร่าง 1 คน"
    assert "ต้องตรวจ 1 คน" in found._told.text().replace("\u200b", "")
    panel.standing.set_value("check")
    [row] = panel.model.rows()
    assert "วันบรรจุ" in row.reason
    panel.standing.set_value("")
    panel.table.select_id(tab.people[0])
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    [own] = [each for each in found.findChildren(QDialog) if each.isVisible()]
    own.qualification.set_value("ป.โท")
    own.submit()
    settle(tab)
    by_id = {row.person_id: row for row in panel.model.rows()}
    assert by_id[tab.people[0]].standing == "check"  # 18,510 is below the bands of ป.โท
    panel.day.set_value("2024-05-01")
    panel._own.clear()
    panel.refresh()
    settle(tab)
    assert found.go.isEnabled()
    found.save()
    settle(tab)
    [row] = tab.model.rows()
    # 18,510 + 1,300 of the band 17,210 – 19,400
    assert (row.kind, row.salary, row.state) == (AwardKind.COMPENSATION, 19810, "draft")


def test_the_list_is_narrowed_and_says_when_nothing_fits(tab):
    award = keep(tab, entrant(tab.people[0]))
    with tab.ctx.database.work(tab.ctx.actor) as uow:
        decide_awards(uow, DecideAwards(((award, 1),), "5/2569", DAY))
    keep(tab, entrant(tab.people[1]))
    tab.narrow({"state": "draft"})
    settle(tab)
    assert [row.state for row in tab.model.rows()] == ["draft"]
    tab.kind.set_value("compensation")
    settle(tab)
    assert tab.nothing.isVisible()
    tab.nothing.started.emit()
    settle(tab)
    assert len(tab.model.rows()) == 2
    tab.table.select_id(award)
    tab.see_person.trigger()
