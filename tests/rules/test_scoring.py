"""Scores and orders: nobody's place in a list matters, nor the scale, and nothing is a float."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.ranking import Candidate, rank
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring import Exemption, Method, Sheet, rounded, score
from hrdesk.rules.scoring_scheme import points_fault, scheme, scheme_ids

BOOK = LawBook.load()
DOH = BOOK.newest("doh")
DMS = BOOK.newest("dms")
MOVE = "doh.score.move-k2"
WORK = "doh.work-k2"
K3 = "dms.score.promote-k3"


def points(maximum: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, maximum * 100).map(lambda n: Decimal(n) / 100)


PERSON = st.fixed_dictionaries({"person": points(30), "ability": points(50), "other": points(20)})
FEW = st.fixed_dictionaries(
    {
        "record": st.sampled_from([Decimal(10), Decimal(30), Decimal(40)]),
        "conduct": st.sampled_from([Decimal(15), Decimal(30)]),
        "work": st.sampled_from([Decimal(5), Decimal(15)]),
        "seniority": st.just(Decimal(10)),
    }
)


def sheets(rows: list[dict[str, Decimal]]) -> list[Sheet]:
    return [Sheet(f"กรรมการ {index}", row) for index, row in enumerate(rows)]


@given(st.lists(PERSON, min_size=1, max_size=7), st.integers(0, 2), st.randoms())
def test_the_order_of_sheets_never_matters(
    rows: list[dict[str, Decimal]], absent: int, chance: random.Random
) -> None:
    given = sheets(rows) + [Sheet(f"ผู้ไม่มา {index}") for index in range(absent)]
    shuffled = given[:]
    chance.shuffle(shuffled)
    assert score(DOH, MOVE, shuffled) == score(DOH, MOVE, given)


@given(st.lists(PERSON, min_size=1, max_size=7))
def test_the_total_is_the_mean_of_the_totals_and_absence_changes_nothing(
    rows: list[dict[str, Decimal]],
) -> None:
    found = score(DOH, MOVE, [*sheets(rows), Sheet("ผู้ไม่มา")])
    assert found.exact == Fraction(sum(sum(row.values()) for row in rows)) / len(rows)
    assert found.exact == score(DOH, MOVE, sheets(rows)).exact
    assert abs(Fraction(found.total) - found.exact) <= Fraction(1, 200)
    assert found.passed == (found.exact >= 60)
    assert bool(found.reasons) != found.passed


@given(st.lists(st.lists(FEW, min_size=1, max_size=3), min_size=1, max_size=9), st.randoms())
def test_the_order_of_candidates_never_matters(
    people: list[list[dict[str, Decimal]]], chance: random.Random
) -> None:
    given = [Candidate(f"ผู้สมัคร {i}", tuple(sheets(rows))) for i, rows in enumerate(people)]
    shuffled = given[:]
    chance.shuffle(shuffled)
    assert rank(DMS, K3, 1, shuffled) == rank(DMS, K3, 1, given)


@given(
    st.lists(st.lists(PERSON, min_size=1, max_size=3), min_size=1, max_size=9),
    st.sampled_from(["0.5", "0.1", "0.37", "0.001"]),
)
def test_ranks_are_unchanged_when_all_points_scale(
    people: list[list[dict[str, Decimal]]], factor: str
) -> None:
    def ranks(scale: Decimal) -> list[tuple[str, int, bool]]:
        candidates = [
            Candidate(
                f"ผู้สมัคร {i}",
                tuple(sheets([{k: v * scale for k, v in row.items()} for row in rows])),
            )
            for i, rows in enumerate(people)
        ]
        return [(each.id, each.rank, each.tied) for each in rank(DOH, MOVE, 1, candidates).order]

    assert ranks(Decimal(factor)) == ranks(Decimal(1))


@given(st.lists(st.lists(FEW, min_size=1, max_size=2), min_size=1, max_size=9), st.integers(1, 3))
def test_who_goes_on(people: list[list[dict[str, Decimal]]], posts: int) -> None:
    found = rank(
        DMS, K3, posts, [Candidate(str(i), tuple(sheets(rows))) for i, rows in enumerate(people)]
    )
    going = [each for each in found.order if each.goes_on]
    waiting = {id_ for tie in found.unresolved_ties for id_ in tie}
    passed = [each for each in found.order if each.score.passed]
    assert len(going) <= 3 * posts
    assert all(each.score.passed for each in going)
    assert not waiting & {each.id for each in going}
    if not waiting:
        assert len(going) == min(3 * posts, len(passed))
    else:
        assert len(going) < 3 * posts < len(going) + len(waiting)
    out = [each for each in passed if not each.goes_on and each.id not in waiting]
    assert all(a.score.exact > b.score.exact for a in going for b in out)


@pytest.mark.parametrize("id_", scheme_ids(BOOK))
def test_every_scheme_sums_to_a_hundred_and_cites_its_clause(id_: str) -> None:
    used = scheme(BOOK.newest(id_.partition(".")[0]), id_)
    assert used.maximum == 100
    leaves = (*used.leaves, used.total_mark.explanation)
    assert all(citation.clause for leaf in leaves for citation in leaf.citations)


def test_every_reading_of_the_law_stands_in_the_explanation() -> None:
    with LawBook.recording() as leaves:
        found = score(
            DMS,
            "dms.score.promote-k2",
            sheets([{"ability": Decimal(40), "conduct": Decimal(30), "work": Decimal(30)}]),
            [Method("สัมภาษณ์", Decimal(75))],
        )
    there = set(map(id, found.explanation.walk()))
    assert len(leaves) > 4
    assert [leaf.code for leaf in leaves if id(leaf) not in there] == []


def test_absent_and_recused_members_are_named() -> None:
    row = {"person": Decimal(20), "ability": Decimal(40), "other": Decimal(10)}
    found = score(DOH, MOVE, [Sheet("ค", recused=True), Sheet("ข"), Sheet("ก", row)])
    assert found.left_out == ("ข (ไม่ได้ให้คะแนน)", "ค (ถอนตัว)")
    named = [each.value for each in found.explanation.walk() if each.label == "ไม่นำมาเฉลี่ย"]
    assert named == list(found.left_out)


def test_the_explanation_shows_every_member() -> None:
    row = {"person": Decimal(20), "ability": Decimal(40), "other": Decimal(10)}
    found = score(DOH, MOVE, [Sheet("ข", {**row, "person": Decimal(21)}), Sheet("ก", row)])
    person = next(e for e in found.explanation.walk() if e.label.startswith("ข้อมูลบุคคล"))
    assert (person.value, person.formula) == (Decimal("20.5"), "(20 + 21) ÷ 2")
    assert [(each.label, each.value) for each in person.children] == [("ก", 20), ("ข", 21)]


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (Fraction(0), "0"), (Fraction(1, 3), "0.33"), (Fraction(2, 3), "0.67"),
        (Fraction(1, 200), "0.01"), (Fraction(100), "100"),
    ],
)  # fmt: skip
def test_shown_to_two_decimals_a_half_up(exact: Fraction, shown: str) -> None:
    assert rounded(exact) == Decimal(shown)


@pytest.mark.parametrize("wrong", [1.5, 1, True, "1"])
def test_points_are_never_anything_but_exact(wrong: object) -> None:
    row = {"person": wrong, "ability": Decimal(1), "other": Decimal(1)}
    with pytest.raises(TypeError):
        score(DOH, MOVE, [Sheet("ก", row)])  # type: ignore[dict-item]
    full = {"ability": Decimal(1), "conduct": Decimal(1), "work": Decimal(1)}
    with pytest.raises(TypeError):
        score(DMS, "dms.score.move-k2", [Sheet("ก", full)], [Method("ข้อเขียน", wrong)])  # type: ignore[arg-type]


ROW = {"benefit": Decimal(30), "expertise": Decimal(20), "quality": Decimal(20)}
PUBLISHED = {**ROW, "publication": Decimal(8)}


@pytest.mark.parametrize(
    ("row", "exemption", "code", "where"),
    [
        (PUBLISHED, Exemption(("publication",), Decimal(54)), "exempt_criterion", "sheets.0.points.publication"),
        (ROW, Exemption(("publication",), Decimal("90.01")), "out_of_range", "pass_mark"),
        (ROW, Exemption(("publication",), Decimal(0)), "out_of_range", "pass_mark"),
        (PUBLISHED, Exemption((), Decimal(60)), "impossible", "pass_mark"),
        (ROW, Exemption(("publication", "publication"), Decimal(54)), "duplicate", "exempt.1"),
        (PUBLISHED, Exemption(("outline",), Decimal(54)), "unknown_criterion", "exempt.0"),
        (PUBLISHED, Exemption(("benefit",), Decimal(54)), "not_exemptible", "exempt.0"),
    ],
)  # fmt: skip
def test_an_exemption_that_cannot_be(
    row: dict[str, Decimal], exemption: Exemption, code: str, where: str
) -> None:
    with pytest.raises(Refused) as caught:
        score(DOH, WORK, [Sheet("ก", row)], exemption=exemption)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_an_exempt_criterion_is_named_and_the_stated_mark_is_told() -> None:
    exemption = Exemption(("publication",), Decimal(70))
    found = score(DOH, WORK, [Sheet("ก", ROW)], exemption=exemption)
    assert found.passed
    assert [each.id for each in found.criteria] == ["benefit", "expertise", "quality"]
    told = {
        (e.label, str(e.value)) for e in found.explanation.walk() if e.code == "doh.work.exempt"
    }
    assert ("ยกเว้นตามมติที่บันทึกไว้", "การเผยแพร่ผลงาน") in told
    assert ("เกณฑ์ผ่านที่คณะกรรมการกำหนด", "70") in told


def test_candidates_with_different_maxima_are_not_put_in_one_order() -> None:
    exempt = Candidate("ก", (Sheet("1", ROW),), exemption=Exemption(("publication",), Decimal(54)))
    with pytest.raises(Refused) as caught:
        rank(DOH, WORK, 1, [exempt, Candidate("ข", (Sheet("1", PUBLISHED),))])
    assert (caught.value.code, caught.value.where) == ("different_maximum", "candidates.1.exempt")


@pytest.mark.parametrize(
    ("methods", "code", "where"),
    [
        ([Method("ก", Decimal(60)), Method("ก", Decimal(60))], "duplicate", "methods.1.name"),
        ([Method("ก", Decimal("100.01"))], "out_of_range", "methods.0.percent"),
        ([Method("ก", Decimal(-1))], "out_of_range", "methods.0.percent"),
    ],
)
def test_methods_that_cannot_be(methods: list[Method], code: str, where: str) -> None:
    row = {"ability": Decimal(40), "conduct": Decimal(30), "work": Decimal(30)}
    with pytest.raises(Refused) as caught:
        score(DMS, "dms.score.move-k2", [Sheet("ก", row)], methods)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_a_refusal_of_the_scheme_is_no_candidates_fault() -> None:
    with pytest.raises(Refused) as caught:
        rank(DMS, "dms.score.none", 1, [Candidate("ก", (Sheet("1", ROW),))])
    assert caught.value.where == "scheme"


def test_the_ranking_explains_everyone() -> None:
    rows = {"record": Decimal(40), "conduct": Decimal(20), "work": Decimal(10)}
    people = [
        Candidate(name, (Sheet("1", {**rows, "seniority": Decimal(last)}),))
        for name, last in (("ก", 10), ("ข", 10), ("ค", 9), ("ง", 9))
    ]
    found = rank(DMS, K3, 1, people)
    labels = [each.label for each in found.explanation.children]
    assert labels[0].startswith("คะแนนเท่ากัน")
    assert labels[1:] == ["ลำดับที่ 1 ก", "ลำดับที่ 1 ข", "ลำดับที่ 3 ค", "ลำดับที่ 3 ง"]
    assert found.explanation.value == "ก, ข"


@pytest.mark.parametrize(
    ("given_", "allowed", "fault"),
    [
        ("0", (), ""), ("30", (), ""), ("-0.01", (), "points_negative"),
        ("30.01", (), "points_over"), ("12.25", (), ""), ("12.255", (), "points_too_fine"),
        ("6", ("0", "6", "8"), ""), ("7", ("0", "6", "8"), "points_not_allowed"),
    ],
)  # fmt: skip
def test_why_points_do_not_fit_a_criterion_of_thirty(
    given_: str, allowed: tuple[str, ...], fault: str
) -> None:
    assert points_fault(Decimal(given_), Decimal(30), [Decimal(each) for each in allowed]) == fault
