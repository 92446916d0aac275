"""The page of candidates: the list, its filters, the reasons, files, stopping, other agencies."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from hrdesk.models import Office
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.people import (
    DegreeInput,
    PostInput,
    SavePerson,
    ServiceRunInput,
    save_person,
)
from hrdesk.services.queries.candidates import CandidateState
from hrdesk.ui import theme
from hrdesk.ui.context import Route
from hrdesk.ui.pages.candidates import page as module
from hrdesk.ui.pages.candidates.dialog import CandidateDialog
from hrdesk.ui.pages.candidates.page import CandidatesPage
from hrdesk.ui.pages.people.page import PeoplePage

SERIES = "นักวิชาการสาธารณสุข"


def add(database, first, start, unit="กองคลัง", level="K1", **given):
    command = SavePerson(
        None, None, "นาย", first, "ตัวอย่าง",
        post=PostInput("", f"{SERIES}ปฏิบัติการ", level=level, job_series=SERIES, unit=unit),
        degrees=(DegreeInput("bachelor", "สบ.", graduated_on="2550"),),
        service_runs=(ServiceRunInput(start, level=level, job_series=SERIES, title=SERIES),)
        if start
        else (),
        **given,
    )  # fmt: skip
    with database.work(SYSTEM) as uow:
        return save_person(uow, command).value.id


@pytest.fixture
def people(office_database):
    return {
        "ครบ": add(office_database, "ครบ", "01/01/2560"),
        "จะครบ": add(office_database, "จะครบ", "01/06/2564", birth_date="05/05/2510"),
        "ไม่แน่": add(office_database, "ไม่แน่", "00/11/2563", unit="กองแผนงาน", level="K1"),
        "ไม่มีประวัติ": add(office_database, "ไม่มีประวัติ", "", unit="กองแผนงาน"),
        "ชำนาญการ": add(office_database, "ชำนาญการ", "01/01/2550", level="K2"),
    }


@pytest.fixture
def routes():
    return []


@pytest.fixture
def make_page(qtbot, office_ctx, routes):
    def make(actor=None, route=None):
        ctx = office_ctx(actor, routes=routes)
        theme.apply(QApplication.instance(), ctx.settings)
        page = CandidatesPage(ctx)
        qtbot.addWidget(page)
        page.resize(1100, 600)
        page.show()
        page.open(route or Route("candidates"))
        assert ctx.tasks.wait_idle()
        return page

    return make


def names(page):
    return [row.name.removeprefix("นาย").split()[0] for row in page.model.rows()]


def cell(page, name, key):
    row = next(row for row in page.model.rows() if row.name.startswith(f"นาย{name} "))
    return next(column for column in page.model.columns if column.key == key).text(row)


def test_the_list_says_who_when_and_how_much(make_page, people):
    page = make_page()
    assert names(page) == ["ชำนาญการ", "ครบ", "จะครบ", "ไม่แน่"]
    assert (cell(page, "ครบ", "state"), cell(page, "ครบ", "met")) == ("ครบแล้ว", "31 ธ.ค. 2565")
    assert cell(page, "จะครบ", "met") == "31 พ.ค. 2570"
    assert cell(page, "จะครบ", "counted") == "5 ปี 5 เดือน 20 วัน"
    assert cell(page, "จะครบ", "required") == "6 ปี"
    assert cell(page, "ไม่แน่", "met") == "31 ต.ค. 2569 – 29 พ.ย. 2569"
    assert cell(page, "ไม่แน่", "note") == "วันที่ใน ก.พ.7 ไม่ครบ"
    assert (cell(page, "ชำนาญการ", "level"), cell(page, "ชำนาญการ", "next")) == (
        "ชำนาญการ", "ชำนาญการพิเศษ",
    )  # fmt: skip
    assert page.bar._count.text() == "4 คน จากตำแหน่งวิชาการ 5 คน · ข้อมูลไม่ครบ 1 คน"


def test_filters_narrow_without_counting_anew(make_page, people, monkeypatch):
    page = make_page()
    monkeypatch.setattr(module, "candidates", lambda *_: pytest.fail("counted anew"))
    page.bar.unit.set_value("กองแผนงาน")
    assert names(page) == ["ไม่แน่"]
    page.bar.states._chips[CandidateState.INCOMPLETE.value].click()
    assert names(page) == ["ไม่แน่", "ไม่มีประวัติ"]
    assert cell(page, "ไม่มีประวัติ", "note") == "ไม่มีประวัติการรับราชการ"
    page.bar.level.set_value("K3")
    assert names(page) == []
    assert page._below.currentWidget() is page.empty
    assert not page.excel.isEnabled()
    page.empty.started.emit()
    assert len(names(page)) == 4


def test_the_months_are_counted_anew(make_page, people):
    page = make_page()
    page.bar.ahead.set_value("3")
    assert page.ctx.tasks.wait_idle()
    assert "จะครบ" not in names(page)


def test_a_route_may_name_the_unit(make_page, people):
    page = make_page(route=Route("candidates", params={"unit": "กองแผนงาน"}))
    assert names(page) == ["ไม่แน่"]


def test_a_row_opens_the_reasons_and_leads_on(make_page, people, routes):
    page = make_page()
    page.table.select_id(people["จะครบ"])
    page.table.opened.emit(page.table.current_row())
    assert page.ctx.tasks.wait_idle()
    dialog = page.findChild(CandidateDialog)
    assert dialog.card.sentence() == "ยังไม่ครบ จะครบ 31 พ.ค. 2570 ขาด 6 เดือน 10 วัน"
    assert dialog.card.questions.isHidden()
    dialog.findChild(QPushButton, "candidate_copy").click()
    assert "สายงานเดียวกับตำแหน่งที่จะแต่งตั้ง" in QGuiApplication.clipboard().text()
    dialog.findChild(QPushButton, "candidate_intake").click()
    assert routes == [Route("intake", params={"person": str(people["จะครบ"])})]


def test_the_row_acts_follow_the_row(make_page, people, routes):
    page = make_page()
    assert not page.why.isEnabled()
    page.table.select_id(people["ครบ"])
    assert page.record.isEnabled()
    assert not page.matter.isEnabled()
    page.record.trigger()
    page.intake.trigger()
    assert routes == [
        Route("person", people["ครบ"]),
        Route("intake", params={"person": str(people["ครบ"])}),
    ]


def test_excel_and_paper_hold_what_is_shown(make_page, people, tmp_path, monkeypatch):
    from openpyxl import load_workbook

    from hrdesk.ui import dialogs, printing

    path = tmp_path / "list.xlsx"
    monkeypatch.setattr(dialogs, "ask_save", lambda *_: path)
    shown = []
    monkeypatch.setattr(printing, "preview", lambda _ctx, _page, _title, pdf: shown.append(pdf))
    page = make_page()
    page.bar.unit.set_value("กองคลัง")
    page.excel.trigger()
    page.print.trigger()
    assert page.ctx.tasks.wait_idle(30_000)
    rows = list(load_workbook(path).active.values)
    assert any("กองคลัง" in str(cell) for cell in rows[1] if cell)
    assert [row[1] for row in rows[-3:]] == [row.name for row in page.model.rows()]
    assert shown[0].startswith(b"%PDF")


def test_counting_can_be_stopped_and_begun_again(make_page, people, office_ctx, monkeypatch):
    real, going, on = module.candidates, threading.Event(), threading.Event()

    def slow(uow, months, told):
        going.set()
        on.wait(5)
        told(0, 5)
        return real(uow, months, told)

    monkeypatch.setattr(module, "candidates", slow)
    ctx = office_ctx()
    page = CandidatesPage(ctx)
    page.show()
    page.open(Route("candidates"))
    assert going.wait(5)
    page._running.cancel()
    on.set()
    assert ctx.tasks.wait_idle()
    assert page.empty._title.text() == "หยุดตรวจแล้ว"
    monkeypatch.setattr(module, "candidates", real)
    page.empty.started.emit()
    assert ctx.tasks.wait_idle()
    assert len(page.model.rows()) == 4
    page.deleteLater()


def test_an_agency_without_times_says_so(make_page, office_database):
    with office_database.work(SYSTEM) as uow:
        uow.session.get_one(Office, 1).agency = "dhss"
    page = make_page()
    assert "กรมสนับสนุนบริการสุขภาพไม่มีตารางระยะเวลาขั้นต่ำ" in page.empty._title.text()


def test_an_empty_register_says_what_is_needed(make_page):
    page = make_page()
    assert "ยังไม่มีผู้ที่จะครบ" in page.empty._title.text()


def test_the_register_leads_here(qtbot, office_ctx, routes, people):
    page = PeoplePage(office_ctx(routes=routes))
    qtbot.addWidget(page)
    page.commands.candidates.trigger()
    assert routes == [Route("candidates")]


def test_a_secretary_sees_the_list_but_takes_nothing_in(make_page, office_user, people):
    page = make_page(office_user(Role.SECRETARY))
    assert names(page)
    page.table.select_id(people["ครบ"])
    page.explain()
    dialog = page.findChild(CandidateDialog)
    assert dialog.findChild(QPushButton, "candidate_intake") is None
    assert page.ctx.tasks.wait_idle()
    dialog.reject()
