"""Publication points, appraisal levels, results of the work assessment, and their calculations."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.appraisal import Staff, appraisal, round_of
from hrdesk.rules.calc import registry as calculations
from hrdesk.rules.calendar import Holidays
from hrdesk.rules.codes import Level
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.publication import mission_group, outlets, publication
from hrdesk.rules.refusal import Refused
from hrdesk.rules.work_results import proposal_grade, work_result

BOOK = LawBook.load()
DOH = BOOK.newest("doh")
CONTEXT = calculations.Context(BOOK, lambda year: Holidays({}))
SCORE = st.integers(0, 100_000).map(lambda n: Decimal(n) / 1000)


def test_the_series_of_the_annex() -> None:
    """19 of the main mission, 18 and 19 of the support; none stands twice (doh.work.groups)."""
    groups = DOH.read("doh.work.groups").value
    assert {name: len(group["series"]) for name, group in groups.items()} == {
        "G1": 19, "G2": 18, "G3": 19,
    }  # fmt: skip
    every = [series for group in groups.values() for series in group["series"]]
    assert len(set(every)) == len(every)
    assert all(mission_group(DOH, each) for each in every)


def test_every_outlet_is_in_some_table_and_every_table_names_known_outlets() -> None:
    tables = ("k2", "k3-g1", "k3-g23")
    used = {o for name in tables for o in DOH.read(f"doh.work.publication-{name}").value}
    assert used == set(outlets(DOH))


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("group", ["G1", "G2", "G3"])
def test_an_outlet_has_6_8_or_10_points_or_no_clause(level: Level, group: str) -> None:
    for outlet in outlets(DOH):
        try:
            found = publication(DOH, level, outlet, group=group)
        except Refused as refusal:
            assert refusal.code == "no_clause"
        else:
            assert found.points in {6, 8, 10}
            assert level in {Level.K2, Level.K3}


@pytest.mark.parametrize(
    ("facts", "code", "where"),
    [
        ({"outlet": "television", "group": "G1"}, "unknown_code", "outlet"),
        ({"outlet": "circular", "group": "G4"}, "unknown_code", "mission_group"),
        ({"outlet": "circular", "series": "นักบิน"}, "unknown_series", "series"),
    ],
)
def test_publication_refuses(facts: dict[str, str], code: str, where: str) -> None:
    with pytest.raises(Refused) as caught:
        publication(DOH, Level.K3, **facts)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_the_slip_of_the_annex_is_kept_beside_its_reading() -> None:
    groups = DOH.parameter("doh.work.groups")
    assert groups.original.strip("“”") == "เจ้าพนักงานเพยแพร่ประชาสัมพันธ์"
    assert groups.reading in DOH.read("doh.work.groups", "G3", "series").value


@given(SCORE, SCORE, st.sampled_from(Staff))
def test_the_level_follows_the_exact_total(a: Decimal, c: Decimal, staff: Staff) -> None:
    law = BOOK.newest(staff.law_set)
    found = appraisal(law, staff, a, c)
    assert min(a, c) <= found.total <= max(a, c)
    band = next(b for b in law.read(staff.bands).value if b["label"] == found.level)
    assert band["from"] is None or found.total >= band["from"]
    assert band["below"] is None or found.total < band["below"]


@pytest.mark.parametrize("wrong", [90.0, 90, "90"])
def test_an_appraisal_is_exact(wrong: object) -> None:
    with pytest.raises(TypeError):
        appraisal(BOOK.newest("sao"), Staff.OFFICIAL, wrong, Decimal(1))  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["-0.01", "100.01"])
def test_an_appraisal_is_of_a_hundred(wrong: str) -> None:
    with pytest.raises(Refused) as caught:
        appraisal(BOOK.newest("sao"), Staff.CONTRACT, Decimal(1), Decimal(wrong))
    assert (caught.value.code, caught.value.where) == ("out_of_range", "competency")


@given(st.dates(dt.date(2017, 1, 1), dt.date(2090, 1, 1)))
def test_every_day_is_in_the_round_that_is_found(day: dt.date) -> None:
    found = round_of(BOOK.newest("sao"), day)
    assert found.first <= day <= found.last
    assert found.explanation.value == f"รอบที่ {found.number} ปีงบประมาณ {found.year}"


def test_a_result_and_a_grade_that_are_none() -> None:
    assert work_result(DOH, "major").months == 6
    for function, id_, where in (
        (work_result, "good", "result"),
        (proposal_grade, "good", "proposal"),
    ):
        with pytest.raises(Refused) as caught:
            function(DOH, id_)
        assert (caught.value.code, caught.value.where) == ("unknown_code", where)


def test_the_schemas_list_schemes_and_outlets() -> None:
    score = calculations.kind("score").schema()
    assert "doh.work-k3" in score["properties"]["scheme"]["enum"]
    assert "dms.score.promote-linked" in score["properties"]["scheme"]["enum"]
    listed = calculations.kind("publication").schema()["properties"]["outlet"]["enum"]
    assert listed == list(outlets(DOH))


@pytest.mark.parametrize(
    ("kind", "facts", "code", "where"),
    [
        ("score", {"scheme": "doh.score.move-k2", "sheets": [{"member": "ก"}]}, "impossible", "sheets.0"),
        (
            "score",
            {"scheme": "doh.score.move-k2", "sheets": [{"member": "ก", "absent": True, "points": {}}]},
            "impossible",
            "sheets.0",
        ),
        ("score", {"scheme": "doh.score.move-k2", "sheets": [{"member": "", "absent": True}]}, "out_of_range", "sheets.0.member"),
        ("score", {"scheme": "doh.score.move-k2", "sheet": []}, "unknown_fact", "sheet"),
        ("score", {"scheme": "doh.score.move-k2"}, "missing_fact", "sheets"),
        ("rank", {"scheme": "x.y", "posts": 1, "candidates": []}, "unknown_scheme", "scheme"),
        ("rank", {"scheme": "doh.score.move-k2", "posts": "1", "candidates": []}, "wrong_type", "posts"),
        ("publication", {"agency": "doh", "level": "K9", "outlet": "circular"}, "unknown_code", "level"),
        ("publication", {"agency": "doh", "level": "K2", "outlet": "radio"}, "unknown_code", "outlet"),
        ("appraisal", {"staff": "teacher", "achievement": 1, "competency": 1}, "unknown_code", "staff"),
        ("appraisal", {"staff": "official", "achievement": "a", "competency": 1}, "not_a_number", "achievement"),
    ],
)  # fmt: skip
def test_calc_refuses_with_a_thai_sentence(
    kind: str, facts: dict[str, object], code: str, where: str
) -> None:
    with pytest.raises(Refused) as caught:
        calculations.result(kind, json.dumps(facts), CONTEXT)
    assert (caught.value.code, caught.value.where) == (code, where)
    assert any("ก" <= letter <= "๛" for letter in caught.value.message)
