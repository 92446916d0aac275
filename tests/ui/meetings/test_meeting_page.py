"""One meeting: its tabs, who came, its contests, candidates, and who takes no part."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from hrdesk.rules.codes import CaseType
from hrdesk.services.changes import Result
from hrdesk.services.queries.meetings import WaitingCase, meeting_detail
from hrdesk.services.queries.people import find_people
from hrdesk.ui.context import Route
from tests.services.meetings_sample import make_meeting
from tests.services.offices import make_person
from tests.ui.meetings.conftest import dialog, read, settle


@pytest.fixture
def tab(open_page, sample):
    page = open_page("meeting", sample.meeting)
    made = page.tab("setup")
    made.page = page
    made.now = lambda: read(page, lambda uow: meeting_detail(uow, sample.meeting))
    return made


def test_the_title_names_committee_and_number(tab):
    assert tab.page.current_title() == "คณะกรรมการประเมินบุคคล ครั้งที่ 1/2569"
    assert tab.page.crumbs()[0][1] == Route("meetings")


def test_a_meeting_that_is_gone_is_said(open_page, sample, routes):
    page = open_page("meeting", 999)
    assert page._stack.currentWidget() is page._missing
    page._missing.started.emit()
    assert routes == [Route("meetings")]


def test_another_meeting_gets_tabs_of_its_own(open_page, sample, office_database):
    page = open_page("meeting", sample.meeting)
    first = page.tab("setup")
    other = make_meeting(office_database, candidates=5)
    page.open(Route("meeting", other.meeting, {"tab": "setup"}))
    settle(page)
    assert page.tab("setup") is not first
    assert len(page.tab("setup").contests.model.rows()) == 5


def test_space_notes_who_came_until_there_is_a_quorum(tab):
    view = tab.attendance
    QAbstractItemModelTester(view.model)
    view.table.setFocus()
    assert "ยังไม่ครบองค์ประชุม" in view.quorum.text().replace("\u200b", "")
    for _ in range(2):
        QTest.keyClick(view.table, Qt.Key.Key_Space)
        settle(tab.page)
        QTest.keyClick(view.table, Qt.Key.Key_Down)
    assert [m.state for m in tab.now().members] == ["present", "present", "expected", "expected"]
    assert "ครบองค์ประชุม ต้องมี 2 คน" in view.quorum.text().replace("\u200b", "")
    QTest.keyClick(view.table, Qt.Key.Key_Up)
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    settle(tab.page)
    assert tab.now().members[1].state == "absent"


def test_all_came(tab):
    tab.attendance.all.trigger()
    settle(tab.page)
    assert {m.state for m in tab.now().members} == {"present"}
    assert not tab.attendance.all.isEnabled()


def test_opening_and_closing_times_move_the_meeting_on(tab):
    for opened, closed, state in (("9.30", "", "open"), ("9.30", "12.00", "closed")):
        tab.edit.trigger()
        made = dialog(tab.page)
        made.opened_at.setText(opened)
        made.closed_at.setText(closed)
        made.go.click()
        settle(tab.page)
        assert tab.now().state == state


def test_a_contest_with_a_scheme_of_the_law(tab):
    tab.contests.add.trigger()
    made = dialog(tab.page)
    settle(tab.page)
    offered = [made.scheme.itemData(at) for at in range(made.scheme.count())]
    assert "doh.score.move-k2" in offered
    assert offered[-1] == "own"
    assert not any(id_.startswith("doh.work-") for id_ in offered)
    made.what.set_value("work")
    works = [made.scheme.itemData(at) for at in range(made.scheme.count())]
    assert works == ["doh.work-k2", "doh.work-k3", "own"]
    made.scheme.set_value("doh.work-k3")
    assert "เต็ม 100 คะแนน" in made.about.text().replace("\u200b", "")
    made.title.setText("ผลงานของสองคน")
    made.level.set_value("K3")
    made.go.click()
    settle(tab.page)
    assert [c.title for c in tab.now().contests] == ["นักทรัพยากรบุคคลชำนาญการ", "ผลงานของสองคน"]
    assert tab.contests.current().title == "ผลงานของสองคน"


def test_an_own_scheme_must_sum(tab):
    tab.contests.add.trigger()
    made = dialog(tab.page)
    made.title.setText("คัดเลือกตามเกณฑ์ของสำนักงาน")
    made.scheme.set_value("own")
    made.own.title.setText("เกณฑ์ของสำนักงาน")
    made.own.resolution.setText("มติที่ 1/2569")
    made.own.criteria.set_rows(
        [{"label": "ความรู้", "maximum": "60"}, {"label": "ผลงาน", "maximum": "30"}]
    )
    assert "90 จาก 100" in made.own.sum.text()
    made.go.click()
    settle(tab.page)
    assert "รวมกันได้ 90 ต้องเท่ากับ 100" in made.form.fields["scheme"].error()
    made.own.criteria.model.setData(made.own.criteria.model.index(1, 1), "40")
    made.go.click()
    settle(tab.page)
    scheme = tab.now().contests[1].scheme
    assert [(c.id, c.maximum) for c in scheme.criteria] == [("c1", 60), ("c2", 40)]


def test_criteria_of_an_own_scheme_keep_their_ids_when_their_order_changes(qtbot):
    from hrdesk.ui.pages.meetings.own_scheme import OwnSchemeEditor

    editor = OwnSchemeEditor()
    qtbot.addWidget(editor)
    criteria = [
        {"id": "c1", "label": "ก", "maximum": "60"},
        {"id": "c2", "label": "ข", "maximum": "40"},
    ]
    editor.fill({"criteria": criteria})
    editor.criteria.model.move(0, 1)
    editor.criteria.set_rows([*editor.criteria.rows(), {"label": "ค", "maximum": "1"}])
    assert [(c["id"], c["label"]) for c in editor.value()["criteria"]] == [
        ("c2", "ข"), ("c1", "ก"), ("c3", "ค"),
    ]  # fmt: skip


def test_a_candidate_twice_is_refused_beside_the_name(tab):
    tab.contests.add_one.trigger()
    made = dialog(tab.page)
    made.name.setText("ผู้สมัคร 1 สมมติ")
    made.go.click()
    settle(tab.page)
    assert "อยู่ในวาระนี้แล้ว" in made.form.fields["name"].error()
    made.name.setText("ผู้สมัคร 3 สมมติ")
    made.go.click()
    settle(tab.page)
    assert [c.name for c in tab.now().contests[0].candidates][-1] == "ผู้สมัคร 3 สมมติ"


def crash(made):
    """End a dialog as a power cut does, after its draft was written."""
    made._ctx.drafts.flush()
    made.hide()
    made.setParent(None)
    made.deleteLater()


def test_what_is_typed_in_the_three_dialogs_survives_a_crash(tab, office_database):
    person_id = make_person(office_database)
    tab.edit.trigger()
    made = dialog(tab.page)
    made.place.setText("ห้องประชุม 9")
    made.agenda.set_rows([{"line": "เรื่องเดียว"}])
    made.agenda.changed.emit()
    crash(made)
    tab.edit.trigger()
    made = dialog(tab.page)
    assert made.findChild(QPushButton, "clear_draft").isVisible()
    assert (made.place.value(), made.agenda.rows()[0]["line"]) == ("ห้องประชุม 9", "เรื่องเดียว")
    made.go.click()
    settle(tab.page)
    assert (tab.now().place, tab.now().agenda) == ("ห้องประชุม 9", ("เรื่องเดียว",))

    tab.contests.add.trigger()
    made = dialog(tab.page)
    settle(tab.page)
    assert made._ctx.drafts.load(made._draft._name) is None, "nothing typed, nothing kept"
    made.title.setText("วาระใหม่")
    made.scheme.set_value("own")
    made.own.title.setText("เกณฑ์เอง")
    crash(made)
    tab.contests.add.trigger()
    made = dialog(tab.page)
    settle(tab.page)
    assert (made.title.value(), made.scheme.value()) == ("วาระใหม่", "own")
    assert made.own.title.value() == "เกณฑ์เอง"
    made.findChild(QPushButton, "clear_draft").click()
    assert (made.title.value(), made.own.title.value()) == ("", "")
    made.reject()

    tab.contests.add_one.trigger()
    made = dialog(tab.page)
    [row] = read(tab.page, lambda uow: find_people(uow, "กานดา"))
    made.person.set_person(row)
    made.person.chosen.emit(row)
    made.works.setPlainText("เรื่องที่หนึ่ง")
    crash(made)
    tab.contests.add_one.trigger()
    made = dialog(tab.page)
    settle(tab.page)
    assert made.person.person().id == person_id
    made.go.click()
    settle(tab.page)
    last = tab.now().contests[0].candidates[-1]
    assert (last.person_id, last.works) == (person_id, ("เรื่องที่หนึ่ง",))
    assert tab.page.ctx.drafts.load(made._draft._name) is None, "saved, so forgotten"


def test_the_outlet_tells_its_points_and_an_exemption_asks_for_its_mark(open_page, office_database):
    made_for = make_meeting(office_database, scheme="doh.work-k2", kind="work")
    page = open_page("meeting", made_for.meeting)
    page.tab("setup").contests.edit_one.trigger()
    made = dialog(page)
    assert made.outlet.count() > 2
    found = next(each for each in made._outlets if each.points is not None)
    made.outlet.set_value(found.code)
    assert "ตามตาราง" in made.points.text().replace("\u200b", "")
    [(criterion, box)] = list(made.exempt.items())[:1]
    box.setChecked(True)
    made.go.click()
    settle(page)
    assert made.form.fields["exempt_reason"].error()
    assert made.form.fields["pass_mark"].error()
    made.exempt_reason.setText("มติที่ประชุมครั้งที่ 1/2569")
    made.pass_mark.setText("50")
    made.go.click()
    settle(page)
    detail = read(page, lambda uow: meeting_detail(uow, made_for.meeting))
    candidate = detail.contests[0].candidates[0]
    assert candidate.exempt == (criterion,)
    assert candidate.pass_mark == Decimal(50)
    assert candidate.outlet == found.code


def test_withdrawing_asks_why_and_can_be_undone(tab):
    view = tab.contests
    for expected in (True, False):
        view.withdraw.trigger()
        asked = dialog(tab.page)
        asked.findChild(QPlainTextEdit, "reason").setPlainText("ขอถอน")
        asked.go.click()
        settle(tab.page)
        assert tab.now().contests[0].candidates[0].withdrawn is expected
    assert view.withdraw.text() == "ถอน…"


def test_a_recusal_is_typed_into_its_cell_and_deleted(tab, sample):
    tab.contests.recuse.trigger()
    made = dialog(tab.page)
    QAbstractItemModelTester(made.model)
    assert (made.model.rowCount(), made.model.columnCount()) == (2, 3)  # no secretary
    at = made.model.index(1, 2)
    made.grid.setCurrentIndex(at)
    made.model.setData(at, "เป็นคู่สมรส")
    settle(tab.page)
    now = tab.now().contests[0].candidates[1].recusals
    assert now == {sample.members[2]: "เป็นคู่สมรส"}
    assert made.model.index(1, 2).data() == "เป็นคู่สมรส"
    QTest.keyClick(made.grid, Qt.Key.Key_Delete)
    settle(tab.page)
    assert tab.now().contests[0].candidates[1].recusals == {}
    made.accept()


def test_a_contest_is_removed_after_a_question(tab):
    tab.contests.remove.trigger()
    dialog(tab.page).go.click()
    settle(tab.page)
    assert tab.now().contests == ()
    assert tab.contests.empty.isVisible()


def test_waiting_matters_are_ticked_with_the_space_bar(qtbot, open_page, sample, monkeypatch):
    from hrdesk.ui.pages.meetings import waiting_dialog

    taken = []
    case = WaitingCase(
        7, "7/2569", CaseType.PROMOTION, 1, "กานดา สมมติ", "กองแผนงาน", "", "ประชุมคณะกรรมการ",
        dt.date(2026, 11, 2), {},
    )  # fmt: skip
    monkeypatch.setattr(waiting_dialog, "waiting_cases", lambda _uow: (case,))
    monkeypatch.setattr(
        waiting_dialog,
        "add_cases",
        lambda _uow, contest, ids: taken.append((contest, ids)) or Result(1, frozenset()),
    )
    page = open_page("meeting", sample.meeting)
    page.tab("setup").contests.cases.trigger()
    made = dialog(page)
    assert not made.go.isEnabled()
    assert "รอตั้งแต่ 2 พ.ย. 2569" in made.list.item(0).text()
    QTest.keyClick(made.list, Qt.Key.Key_Space)
    assert made.go.isEnabled()
    made.go.click()
    settle(page)
    assert taken == [(sample.contest, (7,))]
