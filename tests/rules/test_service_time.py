"""Lengths of service and eligibility: exact by hand in the law cases, here what must always hold."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.rules.codes import DegreeLevel, Employment, Level, PostType
from hrdesk.rules.eligibility import Eligibility, eligibility
from hrdesk.rules.explanation import Explanation, render
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.refusal import Refused
from hrdesk.rules.service_time import (
    Length,
    Stretch,
    Timeline,
    add_lengths,
    length_of,
    share_of,
)
from hrdesk.rules.service_time_rules import WAITING, Ruling, Run

ONE_DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2030, 12, 31)
DAYS = st.dates(FIRST, LAST)
SHARES = st.sampled_from([Decimal(text) for text in ("1", "0.5", "0.25", "0.9", "0.35")])
SERIES = "นักวิชาการสาธารณสุข"
TODAY = dt.date(2024, 12, 31)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Stretch(first, last, draw(SHARES), draw(st.sampled_from("ab")))


@st.composite
def runs(draw: st.DrawFn, last_start: dt.date = LAST) -> Run:
    first = draw(st.dates(FIRST, last_start))
    end = draw(st.none() | st.dates(first, LAST))
    kind = draw(st.sampled_from((PostType.K, PostType.O)))
    ruling = draw(st.none() | SHARES.map(Ruling))
    employment = draw(st.sampled_from((Employment.CIVIL_SERVANT, Employment.MOPH_EMPLOYEE)))
    series = draw(st.sampled_from((SERIES, "นักโภชนาการ")))
    entitled = draw(st.booleans())
    return Run(
        first, end, employment, kind, Level.of_type(kind)[0], series, False, ruling, entitled
    )


def ask(served: list[Run], on: dt.date = TODAY, qualified_on: dt.date = FIRST) -> Eligibility:
    return eligibility(
        LawBook.load().at(on, "doh"),
        level=Level.K2,
        series=SERIES,
        degree=DegreeLevel.BACHELOR,
        qualified_on=qualified_on,
        runs=served,
    )


def same_series(start: dt.date, end: dt.date | None) -> Run:
    return Run(start, end, Employment.CIVIL_SERVANT, PostType.K, Level.K1, SERIES, False)


def split(stretch: Stretch, day: dt.date) -> list[Stretch]:
    if not stretch.first <= day < stretch.last:
        return [stretch]
    one = Stretch(stretch.first, day, stretch.share, stretch.key)
    return [one, Stretch(day + ONE_DAY, stretch.last, stretch.share, stretch.key)]


@given(DAYS, DAYS)
def test_a_longer_run_is_never_shorter(first: dt.date, last: dt.date) -> None:
    first, last = sorted((first, last))
    assert length_of(first, last) < length_of(first, last + dt.timedelta(days=1))


@given(DAYS, st.integers(1, 400))
def test_whole_months_end_on_the_eve_or_the_last_day(first: dt.date, months: int) -> None:
    total = first.year * 12 + first.month - 1 + months
    after = dt.date(total // 12, total % 12 + 1, min(first.day, 28))
    while not length_of(first, after - ONE_DAY) >= Length(months):
        after += ONE_DAY
    assert length_of(first, after - ONE_DAY) == Length(months)
    assert after.day == first.day or after.day == 1


@given(st.lists(stretches(), max_size=6), st.randoms(), DAYS)
def test_the_order_of_stretches_never_matters(found: list[Stretch], rng, day: dt.date) -> None:
    shuffled = found[:]
    rng.shuffle(shuffled)
    assert Timeline(found).total(day) == Timeline(shuffled).total(day)
    wanted = Length(60)
    assert Timeline(found).reaches(wanted) == Timeline(shuffled).reaches(wanted)


@given(st.lists(stretches(), min_size=1, max_size=5), DAYS, DAYS)
def test_splitting_a_stretch_in_two_changes_nothing(
    found: list[Stretch], cut: dt.date, day: dt.date
) -> None:
    parts = [*split(found[0], cut), *found[1:]]
    assert Timeline(found).total(day) == Timeline(parts).total(day)
    assert Timeline(found).reaches(Length(60)) == Timeline(parts).reaches(Length(60))


@given(st.lists(stretches(), max_size=6))
def test_no_day_is_won_twice(found: list[Stretch]) -> None:
    timeline = Timeline(found)
    pieces = sorted(piece for own in timeline.won for piece in own)
    assert all(one[1] < other[0] for one, other in pairwise(pieces))
    days = {first + n * ONE_DAY for first, last in pieces for n in range((last - first).days + 1)}
    for each in found:
        assert {each.first, each.last} <= days


@given(st.lists(stretches(), max_size=6), DAYS)
def test_the_total_never_falls_as_time_goes_on(found: list[Stretch], day: dt.date) -> None:
    timeline = Timeline(found)
    assert timeline.total(day) <= timeline.total(day + ONE_DAY)


@settings(max_examples=300)
@given(st.lists(stretches(), max_size=6), st.integers(1, 300), st.integers(0, 30))
def test_the_first_day_is_the_first(found: list[Stretch], months: int, days: int) -> None:
    timeline, wanted = Timeline(found), Length(months, days)
    day = timeline.reaches(wanted)
    if day is None:
        assert timeline.total(LAST) < wanted
    else:
        assert timeline.total(day) >= wanted
        assert timeline.total(day - ONE_DAY) < wanted


def test_a_share_so_small_that_the_guess_is_far_off_still_finds_the_day() -> None:
    timeline = Timeline([Stretch(FIRST, LAST, Decimal("0.003"), "a")])
    day = timeline.reaches(Length(1))
    assert day is not None
    assert timeline.total(day) == Length(1)
    assert timeline.total(day - ONE_DAY) < Length(1)


@given(st.lists(st.builds(Length, st.integers(0, 200), st.integers(0, 30)), max_size=6))
def test_lengths_add_up(parts: list[Length]) -> None:
    total = add_lengths(parts)
    days = sum(each.in_months * 30 + each.days for each in parts)
    assert total.in_months * 30 + total.days == days


@given(st.builds(Length, st.integers(0, 400), st.integers(0, 29)))
def test_two_halves_are_at_most_a_day_less(length: Length) -> None:
    half = share_of(length, Decimal("0.5"))
    lost = (length.in_months - 2 * half.in_months) * 30 + length.days - 2 * half.days
    assert lost in {0, 1}


@given(st.lists(runs(), max_size=5), st.randoms())
def test_the_order_of_runs_never_matters(served: list[Run], rng) -> None:
    order = list(range(len(served)))
    rng.shuffle(order)
    one, other = ask(served), ask([served[index] for index in order])
    assert (one.counted, one.met, one.met_on) == (other.counted, other.met, other.met_on)
    assert sorted(map(str, one.runs)) == sorted(map(str, other.runs))


@given(st.lists(runs(), max_size=5), st.dates(dt.date(2024, 8, 5), LAST))
def test_waiting_never_makes_one_less_eligible(served: list[Run], day: dt.date) -> None:
    now, later = ask(served, day), ask(served, day + ONE_DAY)
    assert now.counted <= later.counted
    assert later.met or not now.met
    assert now.met_on == later.met_on
    assert now.met == (now.met_on is not None and now.met_on <= day)


@given(st.lists(runs(last_start=dt.date(2010, 1, 1)), max_size=4), st.integers(1, 3000))
def test_more_time_never_makes_one_less_eligible(served: list[Run], days: int) -> None:
    closed = [run for run in served if run.end is not None]
    last = max((run.end or FIRST for run in closed), default=FIRST)
    more = same_series(last + ONE_DAY, last + days * ONE_DAY)
    assert ask(closed).counted <= ask([*closed, more]).counted


@given(st.lists(runs(), max_size=4), DAYS, st.integers(1, 400))
def test_an_earlier_degree_never_makes_one_less_eligible(
    served: list[Run], day: dt.date, sooner: int
) -> None:
    late = ask(served, qualified_on=day)
    early = ask(served, qualified_on=day - sooner * ONE_DAY)
    assert early.met or not late.met


def test_a_run_waits_and_says_so() -> None:
    run = Run(FIRST, None, Employment.CIVIL_SERVANT, PostType.K, Level.K1, "นักโภชนาการ", False)
    found = ask([run])
    assert found.waiting
    assert found.runs[0].note == WAITING
    assert not ask([same_series(FIRST, None)]).waiting


def test_the_ruling_stands_in_the_reason() -> None:
    ruling = Ruling(Decimal("0.5"), dt.date(2024, 8, 20), "ครั้งที่ 3/2567", "งานวิเคราะห์ตรงกัน")
    run = Run(
        FIRST, None, Employment.CIVIL_SERVANT, PostType.K, Level.K1, "นักโภชนาการ", False, ruling
    )
    note = ask([run]).runs[0].note
    assert note == "คณะกรรมการ ครั้งที่ 3/2567 20 ส.ค. 2567 ให้นับส่วนที่เกี่ยวข้อง 0.5 เพราะงานวิเคราะห์ตรงกัน"


def test_an_overlap_is_told() -> None:
    early, late = dt.date(2020, 1, 1), dt.date(2020, 6, 1)
    one, other = same_series(early, dt.date(2020, 12, 31)), same_series(late, None)
    notes = [run.note for run in ask([one, other]).runs]
    assert notes[0] == "นับเต็มเวลา"
    assert notes[1].endswith("วันที่ซ้อนกับช่วงอื่นนับครั้งเดียว ในช่วงที่นับได้มากที่สุด")


def test_the_explanation_holds_every_value_read_once_and_shows_it() -> None:
    law = LawBook.load().at(TODAY, "doh")
    with law.recording() as leaves:
        found = ask([same_series(dt.date(2018, 8, 5), None)])
    there = list(found.explanation.walk())
    assert all(any(leaf is node for node in there) for leaf in leaves)
    text = render(found.explanation)
    assert "ระยะเวลาครบตามที่กำหนด: ใช่" in text
    assert "นักวิชาการสาธารณสุข 5 ส.ค. 2561 – ปัจจุบัน: 6 ปี 4 เดือน 27 วัน" in text
    assert "ข้อ ๑ กรณีที่ ๑ ๑.๒ (๑) (๑.๓)" in text
    assert Explanation.from_json(found.explanation.to_json()).label == found.explanation.label


def test_a_share_is_never_a_float() -> None:
    with pytest.raises(TypeError):
        Ruling(0.5)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        Ruling(Decimal("1.01"))


def test_the_table_is_read_in_thai() -> None:
    text = render(ask([]).explanation)
    assert "ระยะเวลาขั้นต่ำในสายงานที่จะแต่งตั้ง (ปริญญาตรี · ชำนาญการ): 6 ปี" in text
