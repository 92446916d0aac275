"""Qualification beside the intake form: live, with its questions, kept with the case."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from PySide6.QtWidgets import QApplication

from hrdesk.models import Case, Office
from hrdesk.rules.codes import CaseType
from hrdesk.services.access import SYSTEM
from hrdesk.services.people import (
    DegreeInput,
    PostInput,
    SavePerson,
    ServiceRunInput,
    save_person,
)
from hrdesk.services.queries.standing import StandingAsked, standing_of
from hrdesk.services.standing_answers import Answers, answers_of
from hrdesk.ui import theme
from hrdesk.ui.context import Route
from hrdesk.ui.pages.intake.page import IntakePage

TODAY = dt.date(2026, 11, 20)
SERIES = "นักวิชาการสาธารณสุข"


def add(database, first="สมใจ", level="K1", start="01/03/2564", **given):
    command = SavePerson(
        None, None, "นางสาว", first, "ตัวอย่าง", birth_date="02/10/2530",
        post=PostInput(f"1{len(first)}", SERIES, level=level, job_series=SERIES, unit="กองคลัง"),
        degrees=(DegreeInput("bachelor", "สบ.", graduated_on="2560"),),
        service_runs=(ServiceRunInput(start, level=level, job_series=SERIES, title=SERIES),),
        **given,
    )  # fmt: skip
    with database.work(SYSTEM) as uow:
        return save_person(uow, command).value.id


@pytest.fixture
def make_page(qtbot, office_ctx):
    def make(person=None):
        ctx = office_ctx()
        theme.apply(QApplication.instance(), ctx.settings)
        page = IntakePage(ctx)
        qtbot.addWidget(page)
        page.resize(1140, 640)
        page.show()
        page.open(Route("intake", params={"person": str(person)} if person else {}))
        settle(page)
        return page

    return make


def settle(page):
    assert page.ctx.tasks.wait_idle()
    page.standing.ask()
    assert page.ctx.tasks.wait_idle()


def choose(page, kind):
    page.form.kinds.set_kind(kind)
    page._kind_chosen(kind)
    settle(page)


def test_the_panel_waits_for_person_and_kind(make_page, office_database):
    page = make_page(add(office_database))
    assert page.standing.card.isHidden()
    assert "เลือกบุคคล" in page.standing._hint.text().replace("\u200b", "")
    choose(page, CaseType.PROMOTION)
    assert not page.standing.card.isHidden()
    assert page.standing.card.sentence() == "ยังไม่ครบ จะครบ 28 ก.พ. 2570 ขาด 3 เดือน 10 วัน"


def test_what_is_typed_changes_the_answer_by_itself(make_page, office_database, qtbot):
    page = make_page(add(office_database))
    choose(page, CaseType.PROMOTION)
    page.form.received_on.set_date(dt.date(2027, 2, 28))
    page.form.received_on.date_changed.emit(dt.date(2027, 2, 28))
    qtbot.waitUntil(
        lambda: page.standing.card.sentence() == "ระยะเวลาครบแล้วตั้งแต่ 28 ก.พ. 2570", timeout=3000
    )
    page.form.target.level.set_value("K3")
    qtbot.waitUntil(lambda: page.standing.card.facts.value_of("ระดับที่จะแต่งตั้ง") == "ชำนาญการพิเศษ")


def test_only_the_questions_of_this_matter_are_asked(make_page, office_database):
    page = make_page(add(office_database, level="K2"))
    choose(page, CaseType.PROMOTION)
    questions = page.standing.card.questions
    assert set(questions.shown()) == {
        "linked_level", "occupied_by", "holder_hipps", "series", "degree", "asked",
    }  # fmt: skip
    choose(page, CaseType.REASSIGNMENT)
    assert set(questions.shown()) == {"series", "degree", "asked"}
    choose(page, CaseType.RESIGNATION)
    assert questions.shown() == ()
    assert page.standing.card.facts.value_of("รับราชการถึง") == "30 ก.ย. 2591"


def test_an_answer_changes_the_route_and_is_kept_with_the_case(make_page, office_database):
    page = make_page(add(office_database))
    choose(page, CaseType.PROMOTION)
    card = page.standing.card
    assert "มีเฉพาะตำแหน่งระดับควบที่ครองอยู่" in card.sentences()[1]
    assert "(" not in card.sentences()[1]
    card.questions.checks["linked_level"].click()
    assert page.ctx.tasks.wait_idle()
    assert card.sentences()[1] == "ข้อที่ใช้: เลื่อน: ตำแหน่งระดับควบและมีผู้ครองอยู่ (ข้อ ๓ กรณีที่ ๑)"
    card.questions.degree.set_value("master")
    assert page.ctx.tasks.wait_idle()
    assert card.facts.value_of("ต้องไม่น้อยกว่า") == "4 ปี"
    page.save()
    assert page.ctx.tasks.wait_idle()
    with office_database.read(SYSTEM) as uow:
        case = uow.session.query(Case).one()
    assert answers_of(case.facts["standing"]) == Answers(linked_level=True, degree="master")
    assert page.standing.answers == Answers()


def test_a_matter_without_answers_keeps_none(make_page, office_database):
    page = make_page(add(office_database))
    choose(page, CaseType.PROMOTION)
    page.save()
    assert page.ctx.tasks.wait_idle()
    with office_database.read(SYSTEM) as uow:
        case = uow.session.query(Case).one()
    assert (case.facts, case.version) == ({}, 1)


def test_answers_survive_a_crash_with_the_draft(make_page, office_database):
    person = add(office_database)
    page = make_page(person)
    choose(page, CaseType.PROMOTION)
    page.standing.card.questions.checks["linked_level"].click()
    assert page.ctx.tasks.wait_idle()
    page.ctx.drafts.flush()
    again = make_page()
    settle(again)
    assert again.standing.answers.linked_level is True
    assert again.standing.card.questions.checks["linked_level"].isChecked()


def test_answers_about_somebody_else_or_another_post_are_forgotten(make_page, office_database):
    other = add(office_database, "มานีรัตน์")
    page = make_page(add(office_database))
    choose(page, CaseType.PROMOTION)
    questions = page.standing.card.questions
    questions.checks["linked_level"].click()
    questions.degree.set_value("master")
    assert page.ctx.tasks.wait_idle()
    page.form.target.number.setText("777")
    settle(page)
    assert page.standing.answers == Answers(degree="master")
    page._choose(other)
    settle(page)
    assert page.standing.answers == Answers()


def test_a_missing_day_names_the_run(make_page, office_database):
    page = make_page(add(office_database, start="00/11/2563"))
    choose(page, CaseType.PROMOTION)
    said = f"ตอบไม่ได้แน่ว่าครบหรือไม่ ต้องทราบวันที่ของ {SERIES} (00/11/2563 – ปัจจุบัน)"
    assert page.standing.card.sentence() == said


def test_the_tree_opens_on_demand(make_page, office_database):
    page = make_page(add(office_database))
    choose(page, CaseType.PROMOTION)
    tree = page.standing.card.tree
    assert tree.isHidden()
    page.standing.more.click()
    assert not tree.isHidden()
    assert len(tree.lines) == 3
    assert "doh." not in page.standing.card.text()


def test_another_agency_says_what_its_set_holds(make_page, office_database):
    with office_database.work(SYSTEM) as uow:
        uow.session.get_one(Office, 1).agency = "sao"
    page = make_page(add(office_database))
    choose(page, CaseType.PROMOTION)
    said = page.standing.card.sentence()
    assert "องค์การบริหารส่วนตำบลไม่มีตารางระยะเวลาขั้นต่ำ" in said
    assert "แบบ 1 แบบตรวจสอบคุณสมบัติของบุคคล" in said


def test_an_answer_takes_less_than_a_tenth_of_a_second(office_database, office_user):
    person = add(office_database)
    asked = StandingAsked(person, CaseType.PROMOTION, TODAY)
    with office_database.read(office_user()) as uow:
        standing_of(uow, asked)  # the law is read once
        begun = time.perf_counter()
        standing_of(uow, asked)
        assert time.perf_counter() - begun < 0.1
