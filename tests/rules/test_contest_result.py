"""The standing of a contest: what counts, what is missing, what hinders making it final."""

from __future__ import annotations

import random
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.contest_result import Entry, Given, contest_result, standing
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.scoring import Exemption, Method
from hrdesk.rules.scoring_scheme import scheme

DOH = LawBook.load().newest("doh")
MOVE = scheme(DOH, "doh.score.move-k2")  # 30 + 50 + 20, at least 60 per cent, the highest mean
WORK = scheme(DOH, "doh.work-k2")


def points(person: int, ability: int, other: int) -> dict[str, Decimal]:
    return {"person": Decimal(person), "ability": Decimal(ability), "other": Decimal(other)}


def entry(id_: str, *rows: Given, **more) -> Entry:
    return Entry(id_, f"ผู้สมัคร {id_}", rows, **more)


FULL = Given("ก", points(30, 40, 10))


def test_absent_and_recused_members_are_left_out_and_named() -> None:
    found = standing(DOH, MOVE, entry("1", FULL, Given("ข", {}, present=False),
                                      Given("ค", {}, recused=True)))  # fmt: skip
    assert (found.expected, found.whole, found.missing_cells) == (1, 1, 0)
    assert found.complete
    assert found.score is not None
    assert found.score.total == 80
    assert found.score.left_out == ("ข (ไม่ได้ให้คะแนน)", "ค (ถอนตัว)")


def test_a_sheet_with_an_empty_cell_waits() -> None:
    half = Given("ข", {"person": Decimal(20)})
    found = standing(DOH, MOVE, entry("1", FULL, half))
    assert (found.expected, found.whole, found.missing_cells) == (2, 1, 2)
    assert not found.complete
    result = contest_result(DOH, MOVE, "person", 1, [entry("1", FULL, half)])
    assert result.open == ("ผู้สมัคร 1: ยังขาดใบคะแนน 1 จาก 2 ใบ",)


def test_without_a_whole_sheet_there_is_no_score_and_no_order() -> None:
    result = contest_result(DOH, MOVE, "person", 1, [entry("1", Given("ก", {}))])
    assert result.ranking is None
    assert result.standings[0].score is None
    assert not result.standings[0].complete


def test_nobody_who_may_score_is_told() -> None:
    result = contest_result(DOH, MOVE, "person", 1, [entry("1", Given("ก", {}, present=False))])
    assert result.open == ("ผู้สมัคร 1: ไม่มีกรรมการที่ให้คะแนนได้",)
    policy = result.explanation.children[0]
    assert policy.value == "ไม่รับคะแนนที่ส่งแทนการมาประชุม และไม่นำมาเฉลี่ย: ก"


def test_a_contest_without_candidates_is_open() -> None:
    assert contest_result(DOH, MOVE, "work", 1, []).open == ("ยังไม่มีผู้เข้ารับการประเมิน",)


def test_a_tie_for_the_one_post_is_left_to_the_committee_and_then_decided() -> None:
    tied = [entry("1", FULL), entry("2", FULL)]
    result = contest_result(DOH, MOVE, "person", 1, tied)
    assert "คะแนนเท่ากัน" in result.open[0]
    decided = [
        entry("1", FULL, tie_order=2, tie_reason="อายุราชการน้อยกว่า"),
        entry("2", FULL, tie_order=1, tie_reason="อายุราชการมากกว่า"),
    ]
    result = contest_result(DOH, MOVE, "person", 1, decided)
    assert result.open == ()
    assert result.ranking is not None
    assert [each.id for each in result.ranking.order if each.goes_on] == ["2"]


def test_a_tie_half_decided_is_told() -> None:
    half = [entry("1", FULL, tie_order=1, tie_reason="ก"), entry("2", FULL)]
    result = contest_result(DOH, MOVE, "person", 1, half)
    assert result.ranking is None
    assert "ลำดับที่คณะกรรมการตัดสิน" in result.open[0]


def test_works_are_measured_by_the_marks_alone() -> None:
    row = {"benefit": 30, "expertise": 20, "quality": 20, "publication": 8}
    given_ = Given("ก", {key: Decimal(value) for key, value in row.items()})
    result = contest_result(DOH, WORK, "work", 1, [entry("1", given_)])
    assert result.ranking is None
    assert result.open == ()
    assert result.standings[0].score is not None
    assert result.standings[0].score.passed
    assert result.explanation.children[0].code == "doh.work-k2"


def test_an_exempt_criterion_is_no_missing_cell() -> None:
    given_ = Given("ก", {"benefit": Decimal(30), "expertise": Decimal(20), "quality": Decimal(20)})
    exempt = Exemption(("publication",), Decimal(55))
    found = standing(DOH, WORK, entry("1", given_, exemption=exempt))
    assert (found.missing_cells, found.complete) == (0, True)


def test_facts_that_are_refused_are_told_beside_the_name() -> None:
    added = entry("1", FULL, methods=(Method("สัมภาษณ์", Decimal(80)),))
    result = contest_result(DOH, MOVE, "person", 1, [added])
    assert result.standings[0].score is None
    assert result.open[0].startswith("ผู้สมัคร 1: ประกาศของชุดคะแนนนี้ไม่มีเกณฑ์ของวิธีการเพิ่มเติม")


ROWS = st.lists(
    st.builds(points, st.integers(0, 30), st.integers(0, 50), st.integers(0, 20)),
    min_size=1,
    max_size=6,
)


@given(st.lists(ROWS, min_size=1, max_size=5), st.randoms())
def test_the_order_of_entries_and_members_never_matters(
    tables: list[list[dict[str, Decimal]]], chance: random.Random
) -> None:
    entries = [
        entry(str(n), *(Given(f"กรรมการ {m}", row) for m, row in enumerate(rows)))
        for n, rows in enumerate(tables)
    ]
    shuffled = [
        entry(each.id, *chance.sample(each.given, len(each.given)))
        for each in chance.sample(entries, len(entries))
    ]
    first = contest_result(DOH, MOVE, "person", 1, entries)
    second = contest_result(DOH, MOVE, "person", 1, shuffled)
    assert first.ranking == second.ranking
    assert set(first.open) == set(second.open)
