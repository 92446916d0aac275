"""An office's own scheme, and ties that the committee decided."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.own_scheme import OWN, OwnMarks, own_scheme
from hrdesk.rules.ranking import Candidate, rank
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring import Method, Sheet, score
from hrdesk.rules.scoring_scheme import Criterion

LAW = LawBook.load().newest("doh")
TWO = (
    Criterion("a", "ความรู้", Decimal(60)),
    Criterion("b", "สัมภาษณ์", Decimal(40)),
)


def made(**changes):
    given = {
        "title": "คัดเลือกพนักงาน",
        "criteria": TWO,
        "stated_total": Decimal(100),
        "marks": OwnMarks(Decimal(60)),
        "resolution": "มติคณะกรรมการ ครั้งที่ 1/2569",
        **changes,
    }
    return own_scheme(**given)


def sheet(a: int, b: int) -> tuple[Sheet, ...]:
    return (Sheet("กรรมการ", {"a": Decimal(a), "b": Decimal(b)}),)


@pytest.mark.parametrize(
    ("a", "b", "passed"), [(36, 24, True), (36, 23, False), (60, 0, True), (0, 40, False)]
)
def test_sixty_of_a_hundred_is_reached_or_missed(a: int, b: int, passed: bool) -> None:
    assert score(LAW, made(), sheet(a, b)).passed is passed


def test_each_criterion_may_have_its_own_mark() -> None:
    used = made(marks=OwnMarks(Decimal(60), each=Decimal(50)))
    assert score(LAW, used, sheet(60, 20)).passed
    missed = score(LAW, used, sheet(60, 19))
    assert not missed.passed
    assert "สัมภาษณ์" in missed.reasons[0]


def test_the_explanation_names_the_resolution() -> None:
    tree = score(LAW, made(), sheet(50, 30)).explanation
    assert tree.code == OWN
    assert any("มติคณะกรรมการ ครั้งที่ 1/2569" in node.formula for node in tree.children)


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"title": " "}, "missing_fact", "title"),
        ({"resolution": ""}, "missing_fact", "resolution"),
        ({"criteria": ()}, "no_criteria", "criteria"),
        ({"stated_total": Decimal(120)}, "points_do_not_sum", "criteria"),
        ({"criteria": (TWO[0], TWO[0])}, "duplicate", "criteria.1.label"),
        ({"criteria": (replace(TWO[0], label=" "),)}, "missing_fact", "criteria.0.label"),
        (
            {"criteria": (replace(TWO[0], maximum=Decimal(0)),)},
            "out_of_range",
            "criteria.0.maximum",
        ),
        ({"marks": OwnMarks(Decimal(101))}, "out_of_range", "marks.total"),
        ({"marks": OwnMarks(Decimal(60), each=Decimal(-1))}, "out_of_range", "marks.each"),
        ({"per_post": 0}, "out_of_range", "per_post"),
    ],
)
def test_a_scheme_that_cannot_be_is_refused(changes, code: str, where: str) -> None:
    with pytest.raises(Refused) as refusal:
        made(**changes)
    assert (refusal.value.code, refusal.value.where) == (code, where)


@pytest.mark.parametrize(
    ("marks", "each", "mean"),
    [
        (OwnMarks(Decimal(60), method=Decimal(50)), 50, 50),
        (OwnMarks(Decimal(60), methods_mean=Decimal(70)), 60, 70),
        (OwnMarks(Decimal(60), method=Decimal(50), methods_mean=Decimal(70)), 50, 70),
    ],
)
def test_marks_of_added_methods(marks: OwnMarks, each: int, mean: int) -> None:
    found = made(marks=marks).methods
    assert found is not None
    assert (found.each, found.mean) == (each, mean)


def test_without_marks_no_method_may_be_added() -> None:
    with pytest.raises(Refused):
        score(LAW, made(), sheet(50, 30), [Method("สัมภาษณ์", Decimal(80))])


def three(*orders: int | None, reason: str = "อาวุโสกว่า") -> list[Candidate]:
    """One above, three tied at 80, one below; places for two."""
    tied = [
        Candidate(f"t{n}", sheet(50, 30), name=f"คนที่ {n}", tie_order=order, tie_reason=reason)
        for n, order in enumerate(orders, start=1)
    ]
    return [Candidate("top", sheet(60, 30)), *tied, Candidate("low", sheet(40, 30))]


def test_a_tie_across_the_cut_lets_nobody_on_until_it_is_decided() -> None:
    found = rank(LAW, made(per_post=1), 2, three(None, None, None))
    assert [each.id for each in found.order if each.goes_on] == ["top"]
    assert found.unresolved_ties == (("t1", "t2", "t3"),)


@pytest.mark.parametrize("orders", list(permutations((1, 2, 3))))
def test_the_committees_order_lets_the_first_on(orders) -> None:
    found = rank(LAW, made(per_post=1), 2, three(*orders))
    first = f"t{orders.index(1) + 1}"
    assert [each.id for each in found.order if each.goes_on] == ["top", first]
    assert [each.rank for each in found.order] == [1, 2, 2, 2, 5]
    assert [each.id for each in found.order if each.decided] == [
        f"t{orders.index(n) + 1}" for n in (1, 2, 3)
    ]
    assert not found.unresolved_ties
    said = [node.formula for node in found.explanation.children if "อาวุโสกว่า" in node.formula]
    assert len(said) == 3


@pytest.mark.parametrize("orders", [(1, 2, None), (1, 1, 2), (1, 2, 4)])
def test_an_order_that_is_not_whole_is_refused(orders) -> None:
    with pytest.raises(Refused) as refusal:
        rank(LAW, made(per_post=1), 2, three(*orders))
    assert refusal.value.where == "tie_order"


def test_an_order_without_a_reason_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        rank(LAW, made(per_post=1), 2, three(1, 2, 3, reason=" "))
    assert refusal.value.where == "tie_reason"


def test_an_order_where_there_is_room_for_all_changes_nothing() -> None:
    found = rank(LAW, made(per_post=1), 4, three(3, 2, 1))
    assert [each.id for each in found.order if each.goes_on] == ["top", "t1", "t2", "t3"]
    assert not any(each.decided for each in found.order)


def test_nobody_passes_and_nobody_goes_on() -> None:
    found = rank(LAW, made(per_post=1), 1, [Candidate("low", sheet(10, 10))])
    assert not any(each.goes_on for each in found.order)
