"""Points of indicators and competencies, whose criteria hold, and places with ties."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hrdesk.rules.appraisal import Staff
from hrdesk.rules.appraisal_scores import (
    Competency,
    Indicator,
    achievement,
    comparison_points,
    competency,
    places,
    staff_of,
)
from hrdesk.rules.codes import Employment
from hrdesk.rules.refusal import Refused

D = Decimal


def test_points_count_by_their_weight():
    tree = achievement(
        [Indicator("ก", D(60), D(4)), Indicator("ข", D(30), D("4.5")), Indicator("ค", D(10), D(5))]
    )
    # 4 × 60 ÷ 5 = 48, 4.5 × 30 ÷ 5 = 27, 5 × 10 ÷ 5 = 10
    assert tree is not None
    assert [part.value for part in tree.children] == [D(48), D(27), D(10)]
    assert (tree.value, tree.formula) == (D(85), "48 + 27 + 10")
    assert tree.children[1].formula == "4.5 × 30 ÷ 5"


def test_five_points_everywhere_make_a_hundred_and_one_makes_twenty():
    assert achievement([Indicator("ก", D(100), D(5))]).value == 100  # type: ignore[union-attr]
    assert achievement([Indicator("ก", D(100), D(1))]).value == 20  # type: ignore[union-attr]


def test_nothing_is_said_while_one_has_no_points():
    assert achievement([Indicator("ก", D(50), D(5)), Indicator("ข", D(50))]) is None
    assert competency([Competency("ก", D(100), 3)]) is None


@pytest.mark.parametrize(
    ("expected", "found", "points"),
    [(3, 3, 5), (3, 4, 5), (3, 2, 4), (3, 1, 3), (5, 1, 1), (3, 0, 0), (1, 5, 5)],
)
def test_a_level_that_lacks_costs_a_point(expected, found, points):
    assert comparison_points(expected, found) == points


def test_a_competency_takes_points_given_before_the_comparison():
    tree = competency([Competency("ก", D(50), 3, 2), Competency("ข", D(50), 3, 1, D("4.5"))])
    # 4 × 50 ÷ 5 = 40, 4.5 × 50 ÷ 5 = 45
    assert tree is not None
    assert (tree.value, tree.formula) == (D(85), "40 + 45")


@pytest.mark.parametrize("weights", [(60, 39), (60, 41), (100, 0), (120, -20)])
def test_weights_that_do_not_sum_are_refused(weights):
    with pytest.raises(Refused) as caught:
        achievement([Indicator(str(weight), D(weight), D(5)) for weight in weights])
    assert caught.value.code == "weights"
    assert str(sum(weights)) in caught.value.message


def test_points_out_of_their_range_are_refused():
    for score in (D("0.99"), D("5.01")):
        with pytest.raises(Refused, match=r"points_range at indicators\.0\.score"):
            achievement([Indicator("ก", D(100), score)])
    with pytest.raises(Refused, match="points_range"):
        competency([Competency("ก", D(100), 3, score=D("-0.5"))])
    with pytest.raises(Refused, match="level_range"):
        competency([Competency("ก", D(100), 3, 6)])


def test_equal_totals_share_a_place_and_the_next_counts_on():
    found = places({1: D("89.99"), 2: D(95), 3: D("95.00"), 4: D(90)})
    assert {id_: (place.rank, place.tied) for id_, place in found.items()} == {
        2: (1, True), 3: (1, True), 4: (3, False), 1: (4, False),
    }  # fmt: skip


def test_criteria_follow_employment_and_the_kind_of_body():
    assert staff_of(Employment.LOCAL_TEACHER, local=True) is Staff.OFFICIAL
    assert staff_of(Employment.GENERAL_CONTRACT_EMPLOYEE, local=True) is Staff.CONTRACT
    assert staff_of(Employment.CIVIL_SERVANT, local=False) is Staff.CIVIL_SERVANT
    assert staff_of(Employment.CIVIL_SERVANT, local=True) is None
    assert staff_of(Employment.PERMANENT_EMPLOYEE, local=False) is None
    assert staff_of(Employment.GOVERNMENT_EMPLOYEE, local=False) is None
