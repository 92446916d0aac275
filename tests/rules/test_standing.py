"""Time of the register with days that are missing: said only what both readings say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.codes import DegreeLevel, Employment, Level, PostType
from hrdesk.rules.dates import PartialDate
from hrdesk.rules.eligibility import eligibility
from hrdesk.rules.explanation import render
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.refusal import Refused
from hrdesk.rules.routes import RouteFacts
from hrdesk.rules.service_time import Length
from hrdesk.rules.service_time_rules import Ruling, Run
from hrdesk.rules.standing import (
    RegisterRun,
    first_day,
    highest_held,
    if_ruled,
    last_day,
    next_level,
    short_of,
    time_standing,
)
from hrdesk.rules.standing_other import has_times, held_instead
from hrdesk.rules.standing_route import has_routes, open_questions, route_of

SERIES = "นักวิชาการสาธารณสุข"
DAY = dt.date(2026, 11, 20)
BOOK = LawBook.load()
LAW = BOOK.at(DAY, "doh")


def date(text: str) -> PartialDate:
    return PartialDate.from_storage(text)


def run(start: str, end: str = "", **facts) -> RegisterRun:
    given = {
        "employment": Employment.CIVIL_SERVANT, "type": PostType.K, "level": Level.K1,
        "series": SERIES, "same_group": False,
    }  # fmt: skip
    return RegisterRun(date(start), date(end) if end else None, **{**given, **facts})


def standing(*runs: RegisterRun, level=Level.K2, qualified="2000-01-01", day=DAY):
    return time_standing(
        BOOK.at(day, "doh"),
        level=level,
        series=SERIES,
        degree=DegreeLevel.BACHELOR,
        qualified_on=date(qualified),
        runs=runs,
    )


def test_a_matter_under_way_keeps_its_law_and_is_looked_at_on_another_day():
    """Received on 20 November 2026 and counted to 30 November, when six years are complete."""
    found = time_standing(
        LAW,
        level=Level.K2,
        series=SERIES,
        degree=DegreeLevel.BACHELOR,
        qualified_on=date("2000-01-01"),
        runs=[run("2020-12-01")],
        as_of=dt.date(2026, 11, 30),
    )
    assert (found.met, found.least) == (True, Length(72))
    assert "นับถึง 30 พ.ย. 2569" in found.explanation.formula


def test_days_known_in_full_are_counted_once():
    found = standing(run("2020-12-01"))
    assert (found.met, found.met_from, found.met_by) == (False, *[dt.date(2026, 11, 30)] * 2)
    assert found.least == found.most == Length(71, 20)  # 1 December 2020 through 20 November 2026
    assert found.lacking == Length(0, 10)
    assert found.one_day
    assert found.undated == ()
    assert found.explanation.code == "doh.elig.time"


def test_a_month_without_its_day_that_matters_is_not_answered():
    """November 2020: six years are complete on 31 October 2026 at the earliest, 29 November."""
    found = standing(run("2020-11-00"))
    assert found.met is None
    assert (found.met_from, found.met_by) == (dt.date(2026, 10, 31), dt.date(2026, 11, 29))
    assert not found.one_day
    assert found.undated == (0,)
    assert not found.degree_decides
    text = render(found.explanation)
    assert "เฉพาะวันที่แน่นอน: 5 ปี 11 เดือน 22 วัน" in text
    assert "มากที่สุดที่เป็นไปได้: 6 ปี 0 เดือน 20 วัน" in text


@pytest.mark.parametrize(
    ("start", "met"),
    [("2020-10-00", True), ("2020-12-00", False), ("2019-00-00", True), ("2021-00-00", False)],
)
def test_a_missing_day_that_changes_nothing_is_no_hindrance(start, met):
    assert standing(run(start)).met is met


def test_a_run_of_which_no_day_is_certain_counts_nothing_at_least():
    found = standing(run("2018-00-00", "2018-00-00"), run("2019-01-01"))
    first = found.runs[0]
    assert (first.least, first.most) == (Length(), Length(12))
    assert first.note == "ไม่มีวันใดที่แน่ว่าอยู่ในช่วงนี้"
    assert first.decides
    assert found.undated == (0,)


def test_the_missing_day_of_the_degree_decides():
    found = standing(run("2018-01-01"), qualified="2020-00-00")
    assert found.met is None
    assert found.degree_decides
    assert found.undated == ()


def test_a_degree_whose_missing_day_changes_nothing_does_not_decide():
    found = standing(run("2018-01-01"), qualified="2010-00-00")
    assert found.met is True
    assert not found.degree_decides


def test_never_met_is_no_day_at_all():
    found = standing(run("2018-01-01", "2018-05-00"))
    assert (found.met, found.met_from, found.met_by) == (False, None, None)


def test_met_on_one_reading_only_has_no_last_day():
    """2015 through 2020: six years at the most, none of 2015 and 2020 for certain."""
    found = standing(run("2015-00-00", "2020-00-00"))
    assert (found.met_from, found.met_by) == (dt.date(2020, 12, 31), None)


def test_time_without_a_ruling_waits_and_counts_in_full_if_ruled():
    waiting = run("2019-01-01", series="นิติกร")
    found = standing(waiting)
    assert (found.met, found.waiting, found.least) == (False, (0,), Length())
    assert standing(*if_ruled([waiting])).met is True
    half = replace(waiting, ruling=Ruling(Decimal("0.5")))
    assert if_ruled([half]) == (half,)


@pytest.mark.parametrize(
    ("wanted", "counted", "lacking"),
    [
        (Length(72), Length(71, 29), Length(0, 1)),
        (Length(72), Length(68, 20), Length(3, 10)),
        (Length(72), Length(72), Length()),
        (Length(72), Length(80, 3), Length()),
        (Length(72), Length(60), Length(12)),
    ],
)
def test_what_is_lacking(wanted, counted, lacking):
    assert short_of(wanted, counted) == lacking


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1997-05-00", dt.date(1997, 5, 1), dt.date(1997, 5, 31)),
        ("1997-00-00", dt.date(1997, 1, 1), dt.date(1997, 12, 31)),
        ("2024-02-00", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2024-02-03", dt.date(2024, 2, 3), dt.date(2024, 2, 3)),
    ],
)
def test_the_days_a_partial_date_can_mean(text, first, last):
    assert (first_day(date(text)), last_day(date(text))) == (first, last)


def test_the_ladder_of_levels():
    assert highest_held([None, Level.O2]) is None
    assert highest_held([Level.K1, Level.M1, Level.K3, Level.K2]) is Level.K3
    assert next_level(Level.K4) is Level.K5
    assert next_level(Level.K5) is None
    assert next_level(Level.O1) is None
    assert next_level(None) is None


_days = st.dates(dt.date(2005, 1, 1), dt.date(2026, 12, 31))


@given(_days, _days, st.sampled_from(["day", "month"]))
def test_every_true_day_lies_between_the_two_readings(start, other, missing):
    """One run with a missing day: what the true day gives is never outside what is said."""
    known = PartialDate(start.year, start.month if missing == "day" else 0, 0)
    found = standing(replace(run("2000-01-01"), start=known), day=max(DAY, other))
    truth = eligibility(
        BOOK.at(max(DAY, other), "doh"),
        level=Level.K2,
        series=SERIES,
        degree=DegreeLevel.BACHELOR,
        qualified_on=dt.date(2000, 1, 1),
        runs=[Run(start, None, Employment.CIVIL_SERVANT, PostType.K, Level.K1, SERIES, False)],
    )
    assert found.least <= truth.counted <= found.most
    assert found.met is None or found.met is truth.met
    assert found.met_from is not None and found.met_by is not None
    assert truth.met_on is not None
    assert found.met_from <= truth.met_on <= found.met_by


# -- the route ------------------------------------------------------------------------------------


def facts(**given) -> RouteFacts:
    usual = {
        "action": "promotion", "person_type": PostType.K, "person_level": Level.K1,
        "highest_k": Level.K1, "target_type": PostType.K, "target_level": Level.K2,
        "same_series": True, "same_group": True,
    }  # fmt: skip
    return RouteFacts(**{**usual, **given})


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, ("linked_level", "occupied_by")),
        ({"linked_level": True, "occupied_by": "applicant"}, ("linked_level", "occupied_by")),
        (
            {"person_level": Level.K2, "highest_k": Level.K2, "target_level": Level.K3},
            ("linked_level", "occupied_by", "holder_hipps"),
        ),
        (
            {"person_level": Level.K3, "highest_k": Level.K3, "target_level": Level.K4,
             "occupied_by": "other"},
            ("linked_level", "occupied_by", "holder_leaving"),
        ),
        (
            {"person_level": Level.K3, "highest_k": Level.K3, "target_level": Level.K4,
             "occupied_by": "other", "holder_leaving": "retirement"},
            ("linked_level", "occupied_by", "holder_leaving", "holder_leaves_on"),
        ),
        (
            {"person_level": Level.K3, "highest_k": Level.K3, "target_level": Level.K4,
             "occupied_by": "other", "holder_leaving": "resignation"},
            ("linked_level", "occupied_by", "holder_leaving", "granted_on"),
        ),
        ({"action": "reassignment", "target_level": Level.K1}, ()),
        (
            {"action": "reassignment", "person_level": Level.K2, "highest_k": Level.K2,
             "target_level": Level.K1, "same_series": False, "same_group": False},
            ("consent",),
        ),
        (
            {"action": "transfer", "person_type": PostType.O, "person_level": Level.O2,
             "highest_k": None, "target_level": Level.K1},
            ("scholarship_bound", "no_list", "on_live_list"),
        ),
    ],
)  # fmt: skip
def test_only_the_questions_that_change_the_route_are_asked(given, asked):
    assert open_questions(facts(**given), LAW) == asked


def test_a_transfer_asks_for_the_scholarship():
    given = facts(action="transfer", person_level=Level.K2, highest_k=Level.K2, same_series=False)
    assert open_questions(given, LAW) == ("scholarship_bound",)
    bound = replace(given, scholarship_bound=True)
    assert open_questions(bound, LAW) == ("scholarship_bound", "consent")


def test_each_agency_has_its_own_clauses():
    dms = BOOK.at(DAY, "dms")
    linked = facts(linked_level=True, occupied_by="applicant")
    assert route_of(linked, LAW).route == "doh.route.p1"
    assert route_of(linked, dms).route == "dms.score.promote-linked"
    assert open_questions(facts(), dms) == ("linked_level", "occupied_by")
    assert has_routes(dms)
    other = BOOK.at(DAY, "dhss")
    assert not has_routes(other)
    with pytest.raises(Refused, match="ไม่มีข้อ"):
        route_of(linked, other)


# -- what other sets hold -------------------------------------------------------------------------


def test_a_set_without_minimum_times_says_what_it_holds():
    dhss, sao, dms = (BOOK.at(DAY, name) for name in ("dhss", "sao", "dms"))
    assert [has_times(law) for law in (LAW, dhss, sao, dms)] == [True, False, False, False]
    assert held_instead(dms, Level.K2, "นายแพทย์", "") == []
    found = held_instead(dhss, Level.K2, "นักสังคมสงเคราะห์", "")
    assert [node.code for node in found] == ["dhss.check.points", "dhss.early"]
    assert "วุฒิการศึกษาเพิ่มเติมต้องมีใน ก.พ.7" in render(found[0])
    (form,) = held_instead(sao, None, "", "")
    assert "ความต่อเนื่อง: ติดต่อกัน 2 ปี · ไม่ติดต่อกันแต่ครบ 2 ปี · อื่น ๆ" in render(form)
    assert "ผู้รับรอง: หัวหน้าสำนักหรือผู้อำนวยการกองของผู้ขอ" in render(form)


@pytest.mark.parametrize(
    ("level", "licence", "said"),
    [
        (Level.K2, "ว.123", "ทะเบียนมีเลขที่ ว.123"),
        (Level.K2, "", "ทะเบียนยังไม่มีเลขที่ใบอนุญาต"),
        (Level.K3, "", None),
    ],
)
def test_the_licence_of_a_doctor_is_looked_up_for_k2(level, licence, said):
    found = held_instead(BOOK.at(DAY, "dhss"), level, "นายแพทย์", licence)
    values = [node.value for node in found if node.code == "dhss.check.licence"]
    assert values == ([said] if said else [])
