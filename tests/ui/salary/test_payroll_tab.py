"""The tab of payrolls over a real office: begun, filled in, mended, imported, frozen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton

from hrdesk.exchange.payroll import write_payroll
from hrdesk.models import Office, PayrollRow
from hrdesk.services.access import SYSTEM
from hrdesk.services.payrolls import TakePayroll, take_payroll
from hrdesk.services.queries.payrolls import payrolls
from hrdesk.ui.pages.salary.payroll_import_dialog import FactsImportDialog, PayrollImportDialog
from hrdesk.ui.pages.salary.payroll_tab import PayrollTab
from hrdesk.ui.widgets.strip import StripHost
from tests.services.payroll_people import Someone, make_people
from tests.services.test_payroll_import import someone

MARCH = dt.date(2027, 3, 1)
PEOPLE = [
    Someone("ก", run="2015-05-01"),
    Someone("ข", salary="15100"),
    Someone("ค", born="1967-05-02", unit="กองคลัง"),
]


@pytest.fixture
def tab(qtbot, office_ctx, office_database):
    """Make the tab; ``tab(taken=False)`` for an office without a payroll."""

    def make(*, taken: bool = True) -> PayrollTab:
        with office_database.work(SYSTEM) as uow:
            uow.session.get_one(Office, 1).agency = "sao"
        make_people(office_database, PEOPLE)
        ctx = office_ctx()
        if taken:
            with office_database.work(ctx.actor) as uow:
                take_payroll(uow, TakePayroll("step", MARCH))
        made = PayrollTab(ctx)
        qtbot.addWidget(made)
        made.resize(1100, 650)
        made.show()
        made.refresh()
        settle(made)
        return made

    return make


def settle(tab):
    assert tab.ctx.tasks.wait_idle()


def again(tab):
    tab.refresh()
    settle(tab)


def dialog(tab) -> QDialog:
    settle(tab)
    found = [each for each in tab.findChildren(QDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def give_reason(tab, text: str):
    asked = dialog(tab)
    asked.findChild(QPlainTextEdit, "reason").setPlainText(text)
    asked.go.click()
    settle(tab)


def lines(tab):
    with tab.ctx.database.read(SYSTEM) as uow:
        return payrolls(uow)


def facts(tab) -> dict[str, dict]:
    with tab.ctx.database.read(SYSTEM) as uow:
        rows = uow.session.query(PayrollRow).order_by(PayrollRow.line)
        return {row.name[3:4]: dict(row.facts) for row in rows}


def test_the_first_payroll_is_begun_from_the_register(tab):
    made = tab(taken=False)
    assert made.empty.isVisible()
    made.empty.started.emit()
    form = dialog(made)
    assert [form.scheme.itemData(at) for at in range(3)] == ["step", "contract", "percentage"]
    assert form.taken_on() == MARCH  # the day nearest to today
    form.scheme.set_value("contract")
    assert {form.day.itemData(at)[4:] for at in range(form.day.count())} == {"-09-01"}
    form.submit()
    settle(made)
    assert "ทะเบียนบุคลากรยังไม่มีผู้ที่อยู่ในบัญชีนี้" in form.form.fields["scheme"].error()
    form.scheme.set_value("step")
    form.submit()
    settle(made)
    QAbstractItemModelTester(made.people)
    assert len(made.people.rows()) == 3
    assert made.table.isVisible()
    made.narrow({"new": "contract", "day": "2026-09-01"})
    asked = dialog(made)
    assert (asked.scheme.value(), asked.taken_on()) == ("contract", dt.date(2026, 9, 1))
    asked.reject()


def test_a_wrong_salary_is_found_mended_and_the_payroll_frozen(tab, dialogs):
    made = tab()
    assert made.tabs.tabText(2).startswith("ต้องตรวจ")
    wrong = made.problems.rows()[0]
    made.problem_table.opened.emit(wrong)
    assert (made.tabs.currentIndex(), made.table.current_row().entry.name) == (0, "นายข สมมติ")
    made.acts.freeze.trigger()
    dialog(made).go.click()
    settle(made)
    assert "นายข สมมติ" in made.ctx.notify.last.text
    QTest.keyClick(made.table, Qt.Key.Key_Return)
    form = dialog(made)
    form.salary.setText("15,099")
    form.submit()
    settle(made)
    assert "15,050, 15,430" in form.form.fields["salary"].error()
    form.salary.setText("15,430")
    form.submit()
    settle(made)
    again(made)
    made.acts.freeze.trigger()
    dialog(made).go.click()
    settle(made)
    again(made)
    assert lines(made)[0].frozen
    assert not made.acts.edit.isEnabled()
    assert made.acts.unfreeze.isEnabled()


def test_facts_are_typed_cell_by_cell_and_taken_back_by_the_keyboard(tab):
    made = tab()
    made.tabs.setCurrentIndex(1)
    grid = made.facts.view
    QAbstractItemModelTester(grid.table)
    grid.setFocus()
    late = next(at for at, each in enumerate(grid.table.columns) if each.key == "late_times")
    absent = next(at for at, each in enumerate(grid.table.columns) if each.key == "absent")
    grid.setCurrentIndex(grid.table.index(0, late))
    for key in ("4", "7"):
        QTest.keyClicks(grid, key)
        editor = QGuiApplication.focusObject()
        QTest.keyClick(editor, Qt.Key.Key_Return)
        settle(made)
    assert [each.get("late_times") for each in facts(made).values()] == [4, 7, None]
    assert grid.currentIndex().row() == 2
    QTest.keyClicks(grid, "1")
    made.facts.give({(0, late): "5"})  # stored while a cell is open
    settle(made)
    editor = QGuiApplication.focusObject()
    QTest.keyClicks(editor, "2")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(made)
    assert [each.get("late_times") for each in facts(made).values()] == [5, 7, 12]
    grid.setCurrentIndex(grid.table.index(2, absent))
    QTest.keyClick(grid, Qt.Key.Key_Space)
    settle(made)
    assert sum(bool(each.get("absent")) for each in facts(made).values()) == 1
    QTest.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(made)
    assert not any(each.get("absent") for each in facts(made).values())
    grid.setCurrentIndex(grid.table.index(0, 0))
    made.facts.give({(0, 0): "สิบ"})
    assert "จำนวนเต็ม" in made.ctx.notify.last.text
    made.facts.give({(0, 0): "77"})
    settle(made)
    assert "0 ถึง 6" in made.ctx.notify.last.text
    assert grid.table.index(0, 0).data() == "77"  # not stored, and marked


def test_a_refused_fact_stays_where_it_was_typed_with_one_word_on_it_until_it_is_mended(tab):
    made = tab()
    host = StripHost(made.ctx.notify, None, made)
    made.tabs.setCurrentIndex(1)
    grid = made.facts.view
    late = next(at for at, each in enumerate(grid.table.columns) if each.key == "late_times")
    grid.setCurrentIndex(grid.table.index(1, late))
    for text in ("abc", "ฟ"):
        grid.edit(grid.currentIndex())
        editor = QGuiApplication.focusObject()
        editor.setText(text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        settle(made)
        assert (grid.currentIndex().row(), grid.currentIndex().data()) == (1, text)
        assert len(host.strips()) == 1
        assert ("ภาษาไทย" in host.strips()[0].notice.text) == (text == "ฟ")
    made.tabs.setCurrentIndex(0)
    assert host.strips() == []
    made.tabs.setCurrentIndex(1)
    grid.setCurrentIndex(grid.table.index(0, late))
    QTest.keyClick(grid, Qt.Key.Key_Escape)  # from any cell
    assert grid.table.index(1, late).data() == "" and not grid.table.wrong()
    made.facts.give({(0, late): "x"})
    assert len(host.strips()) == 1
    made.facts.give({(0, late): "3"})
    settle(made)
    assert host.strips() == [] and grid.table.index(0, late).data() == "3"


def test_a_block_from_excel_is_pasted_and_a_value_filled_down(tab):
    made = tab()
    made.tabs.setCurrentIndex(1)
    grid = made.facts.view
    sick = next(at for at, each in enumerate(grid.table.columns) if each.key == "ลาป่วย:days")
    QGuiApplication.clipboard().setText("3\t2\n๕\t1\n\t\n")
    grid.setCurrentIndex(grid.table.index(0, sick))
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(made)
    given = [each.get("leave") for each in facts(made).values()]
    assert given == [
        [{"kind": "ลาป่วย", "days": 3, "times": 2}],
        [{"kind": "ลาป่วย", "days": 5, "times": 1}],
        None,
    ]
    grid.setCurrentIndex(grid.table.index(0, sick))
    for _ in range(2):
        QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle(made)
    assert [each["leave"][0]["days"] for each in facts(made).values()] == [3, 3, 3]
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    settle(made)
    assert [each.get("leave") for each in facts(made).values()] == [None] * 3


def test_the_form_of_one_persons_facts_stores_everything_at_once(tab):
    made = tab()
    made.table.selectRow(0)
    made.acts.facts.trigger()
    form = dialog(made)
    assert form.service.value() == 6
    idle = form.findChild(QLabel, "facts_idle")
    assert "มาสาย" in idle.text().replace("\u200b", "")
    assert "ปัดขึ้น" in form.suspended.accessibleDescription()
    form.leave["ลาป่วย"][0].setValue(4)
    form.leave["ลาพักผ่อน"][0].setValue(9)
    form.special["under_discipline"].setChecked(True)
    form.submit()
    settle(made)
    again(made)
    row = made.people.rows()[0].entry
    assert (row.name, row.special) == ("นายค สมมติ", ("under_discipline", "retiring"))
    assert [each["days"] for each in row.facts["leave"]] == [4, 9]
    made.chips.choose({"special"})
    made.chips.changed.emit(made.chips.chosen())
    assert [each.entry.name for each in made.people.rows()] == [row.name]


def test_a_file_with_faults_shows_every_reason_and_a_good_one_takes_the_place(tab, tmp_path):
    made = tab()
    bad, good = tmp_path / "ผิด.xlsx", tmp_path / "ถูก.xlsx"
    write_payroll(bad, [someone(1), someone(1), someone(2, salary="-1")])
    write_payroll(good, [someone(1), someone(2, salary=Decimal(15430))])
    looking = PayrollImportDialog(made.ctx, "step", MARCH, "", made.open_payroll, made)
    looking.open()
    looking.read(bad)
    settle(made)
    assert not looking.accept_button.isEnabled()
    assert looking.tabs.tabText(0) == "ต้องแก้ (2)"
    assert lines(made)[0].heads == 3
    looking.read(good)
    settle(made)
    assert looking.looked.preview.missing == ("นายค สมมติ",)
    assert looking.accept_button.hasFocus()
    QTest.keyClick(looking.accept_button, Qt.Key.Key_Space)
    settle(made)
    assert (lines(made)[0].heads, lines(made)[0].source) == (2, "ถูก.xlsx")
    assert len(made.people.rows()) == 2


def test_facts_leave_as_a_form_and_come_back_filled_in(tab, tmp_path, monkeypatch):
    from openpyxl import load_workbook

    made = tab()
    path = tmp_path / "facts.xlsx"
    monkeypatch.setattr("hrdesk.ui.pages.salary.payroll_acts.ask_save", lambda *_: path)
    made.acts.facts_out.trigger()
    settle(made)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    late = next(cell.column for cell in sheet[1] if cell.value.startswith("มาสาย"))
    for row in (2, 3):
        sheet.cell(row, late, 5)
    book.save(path)
    monkeypatch.setattr("hrdesk.ui.pages.salary.payroll_acts.ask_open", lambda *_: path)
    made.acts.facts_in.trigger()
    looking = dialog(made)
    assert isinstance(looking, FactsImportDialog)
    assert looking.tabs.tabText(0) == "จะเปลี่ยน (2)"
    looking.store()
    settle(made)
    assert sorted(each.get("late_times", 0) for each in facts(made).values()) == [0, 5, 5]


def test_a_person_is_taken_out_with_a_reason_and_a_payroll_thrown_away(tab):
    made = tab()
    made.table.selectRow(0)
    made.acts.remove.trigger()
    give_reason(made, "ลาออก")
    again(made)
    assert len(made.people.rows()) == 2
    assert any(each.code == "payroll_people_missing" for each in made.problems.rows())
    made.acts.discard.trigger()
    give_reason(made, "เริ่มใหม่")
    again(made)
    assert lines(made) == ()
    assert made.empty.isVisible()


def test_what_two_people_entered_of_one_person_is_settled_field_by_field(tab):
    from hrdesk.services.payroll_conduct import SetFacts, set_facts
    from hrdesk.ui.widgets.conflict import ConflictDialog

    made = tab()
    made.table.selectRow(0)
    row = made.people.rows()[0].entry
    made.acts.facts.trigger()
    form = dialog(made)
    form.late.setValue(4)
    with made.ctx.database.work(SYSTEM) as uow:
        set_facts(uow, SetFacts(row.id, row.version, {"late_times": 9}, row.special, "จากฝ่าย"))
    form.submit()
    settle(made)
    asked = next(each for each in made.findChildren(ConflictDialog) if each.isVisible())
    next(b for b in asked.findChildren(QPushButton) if "บันทึกตามที่เลือก" in b.text()).click()
    settle(made)
    again(made)
    assert made.people.rows()[0].entry.facts["late_times"] == 4
    made.tabs.setCurrentIndex(1)
    grid = made.facts.view
    note = next(at for at, each in enumerate(grid.table.columns) if each.key == "note")
    row = grid.table.rows[0]
    with made.ctx.database.work(SYSTEM) as uow:
        set_facts(uow, SetFacts(row.id, row.version, row.facts, row.special, "ของผู้อื่น"))
    made.facts.give({(0, note): "ของฉัน"})
    settle(made)
    assert "ยังไม่ได้บันทึก" in made.ctx.notify.last.text
    assert grid.table.index(0, note).data() == "ของผู้อื่น"
