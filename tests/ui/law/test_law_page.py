"""The page กฎเกณฑ์: read, search, amend with live checks, withdraw, import; days and groups."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from hrdesk.exchange.law_files import write_law
from hrdesk.models import LawAmendment, OfficeDay, PositionGroup
from hrdesk.rules.amendments import Amendment, amended
from hrdesk.rules.citation import Citation
from hrdesk.rules.lawbook import LawBook
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.errors import DomainError
from hrdesk.services.office_days import AddDay
from hrdesk.services.position_groups import GroupInput
from hrdesk.ui.context import Route
from hrdesk.ui.loader_words import loader_words
from hrdesk.ui.menu import PAGES
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.law.compare import MARK, compared
from hrdesk.ui.pages.law.day_dialogs import DayDialog, PasteDaysDialog
from hrdesk.ui.pages.law.edit_dialog import AmendDialog
from hrdesk.ui.pages.law.groups_tab import GroupDialog
from hrdesk.ui.pages.law.import_dialog import ImportLawDialog
from hrdesk.ui.pages.law.page import LawPage

RULE, POINTS, LADDER = "doh.due.k3.months", "doh.score.move-k2", "sao.step.ladder"
DAY = dt.date(2026, 12, 1)


@pytest.fixture
def make_page(qtbot, office_ctx, office_user):
    def make(role: Role = Role.ADMINISTRATOR, **params: str) -> LawPage:
        page = LawPage(office_ctx(office_user(role, role.label)))
        qtbot.addWidget(page)
        page.resize(1166, 640)
        page.show()
        page.open(Route("law", params=params))
        settle(page)
        return page

    return make


def settle(page: LawPage) -> None:
    assert page.ctx.tasks.wait_idle()


def stored(database, kind) -> list:
    with database.read(SYSTEM) as uow:
        return uow.session.query(kind).all()


def dialog_of(page: LawPage, kind):
    settle(page)
    return page.findChildren(kind)[-1]


def amending(page: LawPage, rule: str) -> AmendDialog:
    tab = page.tab("rules")
    tab.choose(rule)
    settle(page)
    tab.amend.trigger()
    dialog = dialog_of(page, AmendDialog)
    dialog.effective_on.set_date(DAY)
    dialog.instrument.setText("ประกาศตัวอย่าง")
    dialog.reason.setPlainText("มีประกาศใหม่")
    return dialog


def type_in(page: LawPage, dialog: AmendDialog, row: int, column: int, text: str) -> None:
    dialog.editor.grid.item(row, column).setText(text)
    dialog.check()
    settle(page)


def test_a_rule_is_read_with_its_value_source_and_users(make_page) -> None:
    page = make_page(rule=RULE)
    tab = page.tab("rules")
    text = tab.view.toPlainText()
    assert "6 เดือน" in text
    assert "ค. ข้อ ๗.๑ (๒)" in text
    assert "ตรวจกับต้นฉบับล่าสุด" in text
    assert any("กำหนดเวลา" in tab.uses.item(n).text() for n in range(tab.uses.count()))


def test_the_search_finds_by_word_by_id_and_by_clause_in_either_digits(make_page) -> None:
    page = make_page()
    tab = page.tab("rules")
    for asked in ("doh.due.k3.months", "ทักท้วง", "ข้อ 7.1 (2)"):
        assert 0 < tab.tree.search(asked) < 60, asked
    assert RULE in tab.tree.rules_shown()
    tab._search("ไม่มีคำนี้แน่นอน")
    assert tab.tree.rules_shown() == ()
    assert "ไม่พบ" in tab.found.text()


def test_a_rule_before_its_first_day_says_so(make_page) -> None:
    page = make_page(rule=RULE)
    tab = page.tab("rules")
    tab.day.set_date(dt.date(2020, 1, 1))
    tab.refresh()
    settle(page)
    assert "ยังไม่ใช้บังคับ" in tab.view.toPlainText()


def test_an_amendment_is_typed_checked_compared_and_saved(make_page, office_database) -> None:
    page = make_page()
    dialog = amending(page, RULE)
    type_in(page, dialog, 0, 0, "เก้า")
    assert "ต้องเป็นจำนวนเต็ม" in dialog.problem.text()
    assert not dialog.go.isEnabled()
    type_in(page, dialog, 0, 0, "๙")
    assert dialog.go.isEnabled()
    assert dialog.compare.table.item(0, 0).text().startswith(MARK)
    assert [dialog.compare.table.item(0, n).text() for n in (1, 2)] == ["6", "9"]
    dialog.save()
    settle(page)
    row = stored(office_database, LawAmendment)[0]
    assert (row.rule, row.effective_on, row.value.strip()) == (RULE, DAY, "9")
    tab = page.tab("rules")
    assert "สำนักงานแก้ไข โดย ผู้ดูแลระบบ" in tab.view.toPlainText()
    assert tab.withdraw.isEnabled()


def test_what_is_missing_is_told_beside_its_field(make_page, office_database) -> None:
    page = make_page()
    dialog = amending(page, RULE)
    dialog.instrument.clear()
    dialog.reason.clear()
    dialog.save()
    settle(page)
    assert dialog.form.fields["instrument"].error()
    assert dialog.form.fields["reason"].error()
    assert dialog.isVisible()
    assert stored(office_database, LawAmendment) == []
    dialog.effective_on.set_date(None)
    dialog.check()
    settle(page)
    assert "กรอกวันเริ่มใช้ก่อน" in dialog.problem.text()


def test_rows_are_added_and_taken_away_and_the_total_is_watched(make_page) -> None:
    page = make_page()
    dialog = amending(page, POINTS)
    dialog.editor.grid.setCurrentCell(2, 1)
    dialog.editor.remove_row()
    dialog.check()
    settle(page)
    assert "คะแนนรวมได้ 80" in dialog.problem.text()
    dialog.editor.add_row()
    row = dialog.editor.grid.currentRow()
    dialog.editor.grid.item(row, 0).setText("other")
    type_in(page, dialog, row, 1, "20")
    assert dialog.go.isEnabled()


def test_yaml_typed_is_what_is_saved_and_fills_the_grid(make_page, office_database) -> None:
    page = make_page()
    dialog = amending(page, POINTS)
    dialog.tabs.setCurrentIndex(1)
    assert "person: 30" in dialog.yaml.toPlainText()
    dialog.yaml.setPlainText("person: 40\nability: 40\nother: 20\n")
    dialog.tabs.setCurrentIndex(2)
    settle(page)
    assert dialog.editor.grid.item(0, 1).text() == "40"
    dialog.save()
    settle(page)
    assert "person: 40" in stored(office_database, LawAmendment)[0].value


def test_a_table_is_changed_in_its_cells(make_page, office_database) -> None:
    page = make_page()
    dialog = amending(page, LADDER)
    before = dialog.editor.grid.item(0, 1).text()
    type_in(page, dialog, 0, 1, "9999")
    assert dialog.compare.only.isChecked()
    assert [dialog.compare.table.item(0, n).text() for n in (1, 2)] == [before, "9999"]
    dialog.save()
    settle(page)
    row = stored(office_database, LawAmendment)[0]
    assert "9999" in row.tables[row.value]


def test_a_rule_is_ended(make_page, office_database) -> None:
    page = make_page()
    dialog = amending(page, RULE)
    dialog.ends.setChecked(True)
    settle(page)
    assert not dialog.editor.isEnabled()
    dialog.save()
    settle(page)
    assert stored(office_database, LawAmendment)[0].value == "null"


def test_a_value_is_withdrawn_with_a_reason(make_page, office_database, monkeypatch) -> None:
    page = make_page()
    amending(page, RULE).save()
    settle(page)
    tab = page.tab("rules")
    monkeypatch.setattr(
        "hrdesk.ui.pages.law.rules_tab.ask_reason",
        lambda _parent, _title, _text, _go, done: done("กรอกผิด"),
    )
    tab.withdraw.trigger()
    settle(page)
    assert stored(office_database, LawAmendment)[0].withdrawn_reason == "กรอกผิด"
    assert "เคยแก้แล้วถอน" in tab.view.toPlainText()
    assert not tab.withdraw.isEnabled()


def test_only_those_who_manage_the_office_may_amend(make_page) -> None:
    page = make_page(Role.OFFICER, rule=RULE)
    tab = page.tab("rules")
    for action in (tab.amend, tab.withdraw, tab.take_in):
        assert not action.isVisible()
    assert tab.print.isEnabled()
    for name in ("days", "groups"):
        assert not page.tab(name).add.isVisible()
    assert not office_general_may()


def office_general_may() -> bool:
    from hrdesk.services.access import RIGHTS

    return PAGES["law"].right in RIGHTS[Role.GENERAL]


def test_a_file_is_taken_in_after_a_preview(make_page, office_database, tmp_path) -> None:
    program = LawBook.load()
    changes = [Amendment(RULE, DAY, "9", Citation("ประกาศของอีกสำนักงาน"))]
    text = write_law(amended(program, changes), [RULE, POINTS], DAY)
    text += "  doh.unknown: {values: {2026-01-01: 1}}\n"
    path = tmp_path / "law.yaml"
    path.write_text(text, encoding="utf-8")
    page = make_page()
    page.tab("rules").import_file(path)
    dialog = dialog_of(page, ImportLawDialog)
    assert dialog.table.rowCount() == 2
    assert "ไม่มีกฎรหัสนี้" in dialog.table.item(1, 5).text()
    assert not dialog.table.item(1, 0).flags() & Qt.ItemFlag.ItemIsUserCheckable
    dialog.save()
    settle(page)
    assert dialog.form.fields["reason"].error()
    dialog.reason.setPlainText("รับจากอีกสำนักงาน")
    dialog.save()
    settle(page)
    row = stored(office_database, LawAmendment)[0]
    assert (row.value.strip(), row.instrument, row.reason) == (
        "9", "ประกาศของอีกสำนักงาน", "รับจากอีกสำนักงาน",
    )  # fmt: skip


def test_days_are_added_one_by_one_and_as_a_list(make_page, office_database) -> None:
    page = make_page(tab="days")
    tab = page.tab("days")
    tab.add.trigger()
    dialog = dialog_of(page, DayDialog)
    dialog.day.set_date(dt.date(2027, 1, 5))
    dialog.hand_over()
    settle(page)
    assert dialog.form.fields["name"].error()
    dialog.name.setText("วันสถาปนากรม")
    dialog.hand_over()
    settle(page)
    assert tab.year.value() == 2570
    assert tab.table.current_row().name == "วันสถาปนากรม"
    tab.paste.trigger()
    paste = dialog_of(page, PasteDaysDialog)
    paste.text.setPlainText("6/1/2570 ประชุม\n5 ม.ค. 2570 ซ้ำ\nไม่ใช่วัน\n7/1/2570")
    assert [day.name for day in paste.days()] == ["ประชุม"]
    paste.name.setText("หยุดพิเศษ")
    assert paste.days() == (
        AddDay(dt.date(2027, 1, 6), "ประชุม"), AddDay(dt.date(2027, 1, 7), "หยุดพิเศษ"),
    )  # fmt: skip
    paste.go.click()
    settle(page)
    assert len(stored(office_database, OfficeDay)) == 3
    tab.remove.trigger()
    settle(page)
    assert len(stored(office_database, OfficeDay)) == 2


def test_a_holiday_is_made_a_day_of_work(make_page, office_database) -> None:
    page = make_page(tab="days")
    tab = page.tab("days")
    assert not tab.work.isEnabled()
    tab.table.select_id(dt.date(2026, 1, 1))
    settle(page)
    assert tab.work.isEnabled()
    assert not tab.remove.isEnabled()
    tab.work.trigger()
    dialog = dialog_of(page, DayDialog)
    dialog.name.setText("งานเร่งด่วน")
    dialog.hand_over()
    settle(page)
    assert stored(office_database, OfficeDay)[0].works
    assert tab.table.current_row().name == "วันขึ้นปีใหม่ (งานเร่งด่วน)"


def test_groups_are_added_changed_and_taken_away(make_page, office_database) -> None:
    page = make_page(tab="groups")
    tab = page.tab("groups")
    tab.add.trigger()
    dialog = dialog_of(page, GroupDialog)
    dialog.name.setText("กลุ่มบุคคล")
    dialog.series.setPlainText("นักทรัพยากรบุคคล\n")
    dialog.source.setText("หนังสือตัวอย่าง")
    dialog.submit()
    assert "อย่างน้อยสองสายงาน" in dialog.form.fields["series"].error()
    dialog.series.setPlainText("นักทรัพยากรบุคคล\nนักพัฒนาทรัพยากรบุคคล")
    dialog.submit()
    settle(page)
    tab.edit.trigger()
    again = dialog_of(page, GroupDialog)
    assert again.typed() == GroupInput(
        "กลุ่มบุคคล", ("นักทรัพยากรบุคคล", "นักพัฒนาทรัพยากรบุคคล"), "หนังสือตัวอย่าง"
    )
    again.name.setText("กลุ่มการเจ้าหน้าที่")
    again.submit()
    settle(page)
    assert stored(office_database, PositionGroup)[0].name == "กลุ่มการเจ้าหน้าที่"
    tab.remove.trigger()
    settle(page)
    assert stored(office_database, PositionGroup) == []


def test_rules_go_out_as_paper_and_excel(make_page, tmp_path) -> None:
    from openpyxl import load_workbook

    from hrdesk.services.queries.law import law_in_force
    from hrdesk.ui.pages.law.output import rules_pdf, write_excel

    page = make_page(rule=RULE)
    with page.ctx.database.read(SYSTEM) as uow:
        details = law_in_force(uow, [RULE, POINTS, LADDER], DAY)
    pdf = rules_pdf(page.ctx, "กฎเกณฑ์", details, "ณ วันนี้", only_now=True)
    assert pdf.startswith(b"%PDF")
    path = tmp_path / "law.xlsx"
    assert write_excel(path, "กฎเกณฑ์", details, "ณ วันนี้", only_now=True) > 4
    texts = [str(cell.value) for row in load_workbook(path).active.iter_rows() for cell in row]
    assert "6 เดือน" in texts


def test_two_values_are_compared_figure_by_figure() -> None:
    found = compared("table:points", {"a": 30, "b": 70}, {"a": 40, "c": 60})
    assert [(line.path, line.before, line.after, line.changed) for line in found] == [
        ("a", "30", "40", True), ("c", "", "60", True), ("b", "70", "", True),
    ]  # fmt: skip
    assert not any(line.changed for line in compared("months", 6, 6))


def test_what_the_loader_finds_is_said_in_thai() -> None:
    said = sentence(DomainError("law_value_refused", message="the points sum to 90, not 100"))
    assert "คะแนนรวมได้ 90 ต้องรวมได้ 100 พอดี" in said
    assert loader_words("never heard of").endswith("(never heard of)")
