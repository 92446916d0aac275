"""The tab คุณสมบัติ of a case: the day of receipt, another day, answers kept, paper and copy."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from hrdesk.models import Case
from hrdesk.rules.codes import CaseType
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.cases import OpenCase, open_case
from hrdesk.services.people import (
    DegreeInput,
    PostInput,
    SavePerson,
    ServiceRunInput,
    save_person,
)
from hrdesk.services.queries.cases import case_detail
from hrdesk.services.standing_answers import Answers, answers_of, keep_answers
from hrdesk.ui import theme
from hrdesk.ui.pages.case.standing_tab import StandingTab

TODAY = dt.date(2026, 11, 20)
RECEIVED = dt.date(2026, 11, 2)
SERIES = "นักวิชาการสาธารณสุข"


@pytest.fixture
def case(office_database, office_user):
    command = SavePerson(
        None, None, "นางสาว", "สมใจ", "ตัวอย่าง",
        post=PostInput("7", SERIES, level="K1", job_series=SERIES, linked_level="ใช่"),
        degrees=(DegreeInput("bachelor", "สบ.", graduated_on="2560"),),
        service_runs=(ServiceRunInput("11/11/2563", level="K1", job_series=SERIES, title=SERIES),),
    )  # fmt: skip
    with office_database.work(office_user()) as uow:
        person = save_person(uow, command).value.id
        return open_case(uow, OpenCase(person, CaseType.PROMOTION, RECEIVED, "ขอเลื่อน")).value.id


@pytest.fixture
def make_tab(qtbot, office_ctx, office_database, case):
    def make(actor=None, *, editable=True):
        ctx = office_ctx(actor)
        theme.apply(QApplication.instance(), ctx.settings)
        tab = StandingTab(ctx, editable=editable)
        qtbot.addWidget(tab)
        tab.resize(700, 560)
        tab.show()
        with office_database.read(SYSTEM) as uow:
            detail = case_detail(uow, case)
        tab.show_case(detail)
        assert ctx.tasks.wait_idle()
        return tab

    return make


def test_it_begins_on_the_day_of_receipt_and_looks_at_another(make_tab):
    tab = make_tab()
    assert tab.day.date() == RECEIVED
    assert tab.card.sentence() == "ยังไม่ครบ จะครบ 10 พ.ย. 2569 ขาด 7 วัน"
    assert tab._warning.isHidden()
    tab.at_today.click()
    assert tab._ctx.tasks.wait_idle()
    assert tab.day.date() == TODAY
    assert tab.card.sentence() == "ระยะเวลาครบแล้วตั้งแต่ 10 พ.ย. 2569"
    tab.at_receipt.click()
    assert tab._ctx.tasks.wait_idle()
    assert tab.day.date() == RECEIVED


def test_a_day_that_is_typed_is_looked_at(make_tab):
    tab = make_tab()
    tab.day.setText("10/11/2569")
    tab.day.settle()
    assert tab._ctx.tasks.wait_idle()
    assert tab.card.sentence().startswith("ระยะเวลาครบแล้ว")


def test_an_answer_is_kept_with_the_case(make_tab, office_database, case):
    tab = make_tab()
    tab.card.questions.checks["linked_level"].click()
    assert tab._ctx.tasks.wait_idle()
    with office_database.read(SYSTEM) as uow:
        stored = uow.session.get_one(Case, case)
    assert answers_of(stored.facts["standing"]) == Answers(linked_level=False)
    assert "มีเฉพาะตำแหน่งระดับควบ" in tab.card.sentences()[1]


def test_an_answer_on_a_case_saved_meanwhile_shows_what_is_stored(
    make_tab, office_database, office_user, case
):
    tab = make_tab()
    with office_database.work(office_user()) as uow:
        keep_answers(uow, case, Answers(degree="master"))
    tab.card.questions.checks["linked_level"].click()
    assert tab._ctx.tasks.wait_idle()
    assert tab.card.facts.value_of("ต้องไม่น้อยกว่า") == "4 ปี"
    assert tab.card.questions.checks["linked_level"].isChecked()


def test_who_does_not_work_cases_answers_nothing(make_tab, office_user):
    tab = make_tab(office_user(Role.SECRETARY), editable=False)
    assert not tab.card.questions.isEnabled()
    assert tab.card.sentence()


def test_the_annex_and_the_copy_hold_sentence_and_reasons(make_tab, monkeypatch):
    from hrdesk.ui import printing
    from tests.documents.reading import bare, pdfium_text

    shown = []
    monkeypatch.setattr(printing, "preview", lambda _ctx, _widget, _title, pdf: shown.append(pdf))
    tab = make_tab()
    tab.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[1] == "ยังไม่ครบ จะครบ 10 พ.ย. 2569 ขาด 7 วัน"
    assert "ระยะเวลาขั้นต่ำในสายงานที่จะแต่งตั้ง" in copied
    tab.print.click()
    assert tab._ctx.tasks.wait_idle(30_000)
    assert bare("สมใจ ตัวอย่าง") in bare(pdfium_text(shown[0]))


def test_a_law_that_changed_since_is_said(make_tab, office_database, case):
    with office_database.work(SYSTEM) as uow:
        uow.session.get_one(Case, case).law_hash = "another"
    tab = make_tab()
    assert "เปลี่ยนไปหลังรับเรื่อง" in tab._warning.text().replace("\u200b", "")
