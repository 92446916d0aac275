"""The four indicators of a fiscal year, and what came, went and was late."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.models import Case, CaseStep, OfficeDay
from hrdesk.rules.codes import Agency, CaseType
from hrdesk.rules.procedure import in_force
from hrdesk.services.access import SYSTEM
from hrdesk.services.due import LIBRARY, working_days
from hrdesk.services.queries import throughput
from hrdesk.services.queries.indicators import (
    ANNOUNCED,
    ASSESSED,
    MEASURES,
    indicators,
    years_with_cases,
)
from tests.services.offices import make_office

D = dt.date
_KEPT = {"procedure": "dhss.promotion", "procedure_version": 1, "search_text": ""}


@pytest.fixture
def office(database):
    make_office(database, "dhss")
    return database


def matter(database, received, *, kind="promotion", level="K2", done=None, steps=(), officer=""):
    """Add a matter; ``steps`` are (key, started, due, done) with the state done unless named."""
    with database.work(SYSTEM) as uow:
        now = uow.clock.now()
        number = uow.session.query(Case).count() + 1
        case = Case(
            year=2570,
            number=number,
            case_type=kind,
            person_id=None,
            person_name=f"ผู้ขอ {number}",
            person_sort_key="",
            received_on=received,
            subject="เรื่อง",
            target={"level": level},
            status="completed" if done else "in_progress",
            since=received,
            completed_on=done,
            officer_name=officer,
            created_at=now,
            updated_at=now,
            **_KEPT,
        )
        case.steps = [
            CaseStep(
                position=place,
                key=key,
                title=f"ขั้น {key}",
                state=more[0] if more else "done",
                started_on=started,
                due_on=due,
                done_on=ended,
                usual_days=2,
            )
            for place, (key, started, due, ended, *more) in enumerate(steps, 1)
        ]
        uow.session.add(case)
        uow.session.flush()
        return case.id


def found(database, actor, year=2570):
    with database.read(actor) as uow:
        return indicators(uow, year)


def first_of(database, actor, year=2570):
    return found(database, actor, year).indicators[0]


def announced(day, state="done"):
    return [("announce", D(2026, 10, 1), None, day, state)]


def test_every_measure_names_a_step_of_the_manuals_procedures():
    for kind, keys in MEASURES.values():
        procedure = in_force(Agency.DHSS, kind, D(2026, 10, 1)).procedure
        assert [key for key in sorted(keys) if procedure.find(key)], kind
    assert not ANNOUNCED & ASSESSED


def test_half_of_four_is_fifty_per_cent_with_the_matters_behind(office, officer):
    ids = [
        matter(office, D(2026, 10, 5), steps=announced(D(2026, 10, 20))),
        matter(office, D(2026, 10, 6), steps=announced(D(2026, 10, 21))),
        matter(office, D(2026, 10, 7)),
        matter(office, D(2026, 10, 8), level=""),
    ]
    one = first_of(office, officer)
    assert (one.counted, one.all, one.percent) == (2, 4, "50.00")
    assert [case.id for case in one.cases] == ids
    assert [case.reached_on for case in one.cases] == [
        D(2026, 10, 20), D(2026, 10, 21), None, None,
    ]  # fmt: skip
    assert one.explanation.formula == "2 ÷ 4 × 100"
    assert any("คู่มือไม่ได้บอกตัวหาร" in leaf.formula for leaf in one.explanation.walk())
    assert any("SOP-HR-P-๐๓๑" in c.text for leaf in one.explanation.walk() for c in leaf.citations)


def test_titles_read_as_the_manual_has_them(office, officer):
    assert [each.title for each in found(office, officer).indicators] == [
        "ร้อยละของข้าราชการที่ได้รับการประกาศคัดเลือกเพื่อเลื่อนเป็นระดับชำนาญการ",
        "ร้อยละของข้าราชการที่ได้รับการประกาศคัดเลือกเพื่อขอรับเงินประจำตำแหน่ง",
        "ร้อยละของข้าราชการที่ได้รับการประเมินผลงานเพื่อเลื่อนเป็นระดับชำนาญการ",
        "ร้อยละของข้าราชการระดับชำนาญการที่ได้รับการประเมินผลงานเพื่อขอรับเงินประจำตำแหน่ง",
    ]


def test_nothing_to_count_has_no_per_cent(office, officer):
    one = first_of(office, officer)
    assert (one.counted, one.all, one.percent, one.cases) == (0, 0, None, ())


def test_one_of_three_is_rounded_to_two_decimals(office, officer):
    matter(office, D(2026, 10, 5), steps=announced(D(2026, 10, 20)))
    matter(office, D(2026, 10, 6))
    matter(office, D(2026, 10, 7))
    assert first_of(office, officer).percent == "33.33"


def test_the_first_of_october_begins_another_year(office, officer):
    matter(office, D(2026, 9, 1), done=D(2026, 9, 30), steps=announced(D(2026, 9, 30)))
    matter(office, D(2026, 9, 1), steps=announced(D(2026, 10, 1)))
    assert (first_of(office, officer, 2569).counted, first_of(office, officer, 2569).all) == (1, 2)
    assert (first_of(office, officer).counted, first_of(office, officer).all) == (1, 1)


def test_what_was_reached_in_an_earlier_year_is_not_asked_for_again(office, officer):
    steps = [*announced(D(2026, 9, 15)), ("committee", D(2026, 10, 1), None, D(2026, 11, 2))]
    matter(office, D(2026, 8, 1), steps=steps)
    page = found(office, officer)
    assert (page.indicators[0].counted, page.indicators[0].all) == (0, 0)
    assert (page.indicators[2].counted, page.indicators[2].all) == (1, 1)


@pytest.mark.parametrize("state", ["skipped", "returned"])
def test_a_step_that_was_not_done_does_not_count(office, officer, state):
    matter(office, D(2026, 10, 5), steps=announced(D(2026, 10, 20), state))
    assert (first_of(office, officer).counted, first_of(office, officer).all) == (0, 1)


def test_other_levels_and_kinds_are_not_counted(office, officer):
    matter(office, D(2026, 10, 5), level="K3", steps=announced(D(2026, 10, 20)))
    matter(office, D(2026, 10, 5), kind="resignation", steps=announced(D(2026, 10, 20)))
    matter(office, D(2026, 10, 5), kind="position_allowance", steps=announced(D(2026, 10, 20)))
    assert [(i.counted, i.all) for i in found(office, officer).indicators] == [
        (0, 0), (1, 1), (0, 0), (0, 1),
    ]  # fmt: skip


def test_a_year_before_the_manual_has_figures_of_work_but_no_indicators(office, officer):
    matter(office, D(2017, 3, 1), done=D(2017, 4, 3))
    page = found(office, officer, 2560)
    assert page.indicators == ()
    assert [figure.finished for figure in page.by_kind] == [1]


def test_kinds_count_what_came_went_and_stays_open_at_the_end(office, officer):
    matter(office, D(2025, 10, 1), done=D(2026, 9, 30))
    matter(office, D(2025, 9, 30), done=D(2026, 10, 1))
    [figure] = found(office, officer, 2569).by_kind
    assert (figure.id, figure.received, figure.finished, figure.open) == ("promotion", 1, 1, 1)
    [figure] = found(office, officer).by_kind
    assert (figure.received, figure.finished, figure.open) == (0, 1, 0)


def test_late_is_the_day_after_the_due_day(office, officer):
    steps = [
        ("check", D(2026, 10, 1), D(2026, 10, 9), D(2026, 10, 9)),
        ("check", D(2026, 10, 1), D(2026, 10, 9), D(2026, 10, 12)),
        ("check", D(2026, 10, 1), None, D(2026, 10, 12)),
    ]
    matter(office, D(2026, 10, 1), steps=steps, officer="มานี")
    page = found(office, officer)
    for figure in (*page.by_kind, *page.by_step, *page.by_officer):
        assert (figure.late, figure.due) == (1, 2)
    [step] = page.by_step
    assert (step.finished, step.usual_days) == (3, 2)
    assert page.by_officer[0].name == "มานี"


def test_median_days_are_working_days_of_the_office(office, officer):
    with office.work(SYSTEM) as uow:
        now = uow.clock.now()
        uow.session.add(
            OfficeDay(day=D(2026, 10, 7), works=False, name="วันหยุดสำนักงาน",
                      added_by="ก", added_at=now)
        )  # fmt: skip
    matter(office, D(2026, 10, 5), done=D(2026, 10, 9))  # Monday to Friday, Wednesday off
    [figure] = found(office, officer).by_kind
    assert figure.median_days == "3"
    matter(office, D(2026, 10, 5), done=D(2026, 10, 8))
    assert found(office, officer).by_kind[0].median_days == "2.5"


def test_counting_fast_is_counting_right():
    first, last = D(2025, 12, 1), D(2026, 6, 30)
    days = throughput.WorkingDays(LIBRARY, first, last)
    for start in (first, D(2026, 1, 2), D(2026, 4, 10)):
        for count in (0, 1, 5, 12, 60):
            end = start + dt.timedelta(days=count)
            assert days.between(start, end) == working_days(start, end)
    assert days.between(last, first) == 0


def test_months_go_from_october_to_this_month(office, officer):
    matter(office, D(2026, 10, 31), done=D(2026, 11, 2))
    months = found(office, officer).months
    assert [(month.first, month.received, month.finished) for month in months] == [
        (D(2026, 10, 1), 1, 0),
        (D(2026, 11, 1), 0, 1),
    ]
    assert len(found(office, officer, 2569).months) == 12


def test_years_run_from_the_first_matter_to_this_year(office, officer):
    with office.read(officer) as uow:
        assert years_with_cases(uow) == (2570,)
    matter(office, D(2024, 9, 30))
    with office.read(officer) as uow:
        assert years_with_cases(uow) == (2570, 2569, 2568, 2567)


def test_officers_with_most_matters_come_first(office, officer):
    matter(office, D(2026, 10, 5), officer="ข")
    matter(office, D(2026, 10, 5))
    matter(office, D(2026, 10, 5))
    assert [figure.name for figure in found(office, officer).by_officer] == [
        "ยังไม่มีผู้รับผิดชอบ", "ข",
    ]  # fmt: skip
    assert CaseType.PROMOTION.label == found(office, officer).by_kind[0].name
