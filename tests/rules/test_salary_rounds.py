"""Salary rounds: what the law cases cannot say — one row alone, sums by difference, odd facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.rules.explanation import render
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary import step_round as step_rules_module
from hrdesk.rules.salary.contract_round import (
    RESULT,
    compute_contract,
    contract_limits,
    contract_round_row,
)
from hrdesk.rules.salary.percentage_round import (
    PercentageOptions,
    compute_percentage,
    percentage_limits,
    percentage_row,
    table_notes,
    tables,
)
from hrdesk.rules.salary.proposal import propose_percentage, propose_step
from hrdesk.rules.salary.round_totals import replaced, totals
from hrdesk.rules.salary.round_types import RoundPerson, RoundRow
from hrdesk.rules.salary.step_eligibility import SERVICE
from hrdesk.rules.salary.step_round import compute_step, step_limits, step_row, step_rules
from hrdesk.rules.salary.steps import ladder_names, read_ladder

APRIL, OCTOBER = dt.date(2027, 4, 1), dt.date(2027, 10, 1)
SAO, LATER = LawBook.load().at(APRIL, "sao"), LawBook.load().at(OCTOBER, "sao")
DMS = LawBook.load().at(APRIL, "dms")
OPTIONS = PercentageOptions(bands={"ดี": Decimal("2.5"), "ดีเด่น": Decimal("4")})
LADDERS = {name: read_ladder(SAO, name) for name in ladder_names(SAO)}
GROUPS = SAO.read("sao.step.group-of").value
BASES = {row["level"]: row for row in DMS.read("dms.pct.bases").value}

NAME = "ทั่วไป ปฏิบัติงาน"


def same(row: RoundRow, other: RoundRow) -> bool:
    """Whether two rows say the same and explain it alike."""
    names = [each.name for each in fields(row) if each.name != "explain"]
    alike = all(getattr(row, name) == getattr(other, name) for name in names)
    return alike and row.explain() == other.explain()


def one(**given) -> RoundPerson:
    usual = {
        "id": 1, "name": "นายกล้า สมมติ", "group": "official_1", "unit": "ก", "ladder": NAME,
        "salary": Decimal(8750), "facts": {"service_months": 12},
    }  # fmt: skip
    return RoundPerson(**{**usual, **given})


FACTS = st.fixed_dictionaries(
    {"service_months": st.none() | st.integers(0, 12)},
    optional={
        "absent": st.booleans(),
        "suspended_months": st.integers(0, 4),
        "leave": st.lists(
            st.fixed_dictionaries({"kind": st.just("ลาป่วย"), "days": st.integers(0, 30)}),
            max_size=2,
        ),
    },
)
SCORES = st.none() | st.decimals("0", "100", places=2)


@st.composite
def step_people(draw) -> list[RoundPerson]:
    found = []
    for id_ in range(draw(st.integers(0, 8))):
        name = draw(st.sampled_from(list(LADDERS)))
        found.append(
            one(
                id=id_, group=draw(st.sampled_from([GROUPS[name], "nowhere"])),
                unit=draw(st.sampled_from("กขค")), ladder=name,
                salary=draw(st.sampled_from(LADDERS[name].salaries) | st.just(Decimal(1))),
                score=draw(SCORES), facts=draw(FACTS),
                earlier=draw(st.sampled_from([None, Decimal(0), Decimal("0.5"), Decimal(1)])),
                choice=draw(st.sampled_from([None, *map(Decimal, ("0", "0.5", "1", "1.5", "9"))])),
            )
        )  # fmt: skip
    return found


@settings(max_examples=50)
@given(step_people(), st.sampled_from([1, 2]))
def test_a_row_of_steps_alone_is_the_row_of_the_whole(people, number) -> None:
    rows = compute_step(people, LATER, number)
    assert all(
        same(row, step_row(person, LATER, number)) for row, person in zip(rows, people, strict=True)
    )
    for row, person in zip(rows, people, strict=True):
        assert row.new_salary == row.salary + row.raised
        assert not row.problem or not (row.raised or row.special)
        assert row.problem or row.choice in row.allowed or person.choice is None
        assert row.explain().label.startswith(person.name)


@settings(max_examples=50)
@given(step_people(), st.sampled_from([1, 2]), st.booleans(), st.data())
def test_accounts_of_steps_by_the_difference(people, number, counts, data) -> None:
    limits = step_limits(people, LATER, number, {}, special_counts=counts)
    rows = compute_step(people, LATER, number)
    found = totals(rows, people, limits)
    assert found.whole.heads == len(people)
    assert found.whole.spent == sum(each.spent for each in found.units.values())
    if not people:
        return
    at = data.draw(st.integers(0, len(people) - 1))
    choice = data.draw(st.sampled_from([None, *map(Decimal, ("0", "0.5", "1"))]))
    changed = [*people]
    changed[at] = replace(people[at], choice=choice)
    after = compute_step(changed, LATER, number)
    assert replaced(found, rows[at], after[at], limits) == totals(after, changed, limits)


@settings(max_examples=50)
@given(step_people())
def test_a_proposal_of_steps_may_be_chosen_and_keeps_to_the_places(people) -> None:
    rows = compute_step(people, SAO, 1)
    limits = step_limits(people, SAO, 1)
    amounts = propose_step(people, rows, SAO, limits).amounts
    # what somebody chose before changes nothing in it
    bare = [replace(person, choice=None) for person in people]
    assert propose_step(bare, compute_step(bare, SAO, 1), SAO, limits).amounts == amounts
    chosen = [replace(person, choice=amounts[person.id]) for person in people]
    after = compute_step(chosen, SAO, 1)
    for row, before in zip(after, rows, strict=True):
        assert not row.problem or before.problem
    assert all(share.places_left >= 0 for share in totals(after, chosen, limits).groups.values())


CONTRACT = st.builds(
    one, id=st.integers(0, 10**6), group=st.just(""), ladder=st.just(""),
    salary=st.decimals("-10", "30000", places=2), score=SCORES, facts=FACTS,
    choice=st.none() | st.decimals("0", "7", places=1),
)  # fmt: skip
PERCENTAGE = st.builds(
    one, id=st.integers(0, 10**6), group=st.just(""), unit=st.sampled_from("กข"),
    ladder=st.sampled_from([*BASES, "K9"]), salary=st.decimals("0", "70000", places=2),
    score=SCORES, level=st.sampled_from(["", "ดี", "ดีเด่น", "พอใช้"]),
    choice=st.none() | st.decimals("-1", "7", places=1),
)  # fmt: skip


@settings(max_examples=50)
@given(st.lists(CONTRACT, unique_by=lambda each: each.id), st.data())
def test_contract_rows_and_accounts_by_the_difference(people, data) -> None:
    rows = compute_contract(people, SAO)
    limits = contract_limits(people, SAO)
    found = totals(rows, people, limits)
    assert found.groups == {}
    assert found.whole.spent == sum(row.raised for row in rows)
    for row, person in zip(rows, people, strict=True):
        assert same(row, contract_round_row(person, SAO))
        assert not row.problem or not row.raised
    if people:
        at = data.draw(st.integers(0, len(people) - 1))
        changed = [*people]
        changed[at] = replace(people[at], choice=Decimal(1))
        after = compute_contract(changed, SAO)
        assert replaced(found, rows[at], after[at], limits) == totals(after, changed, limits)


@settings(max_examples=50)
@given(st.lists(PERCENTAGE, unique_by=lambda each: each.id), st.data())
def test_percentage_rows_and_accounts_by_the_difference(people, data) -> None:
    rows = compute_percentage(people, DMS, OPTIONS)
    limits = percentage_limits(people, DMS, OPTIONS)
    found = totals(rows, people, limits)
    assert found.whole.spent == sum(row.raised + row.special for row in rows)
    for row, person in zip(rows, people, strict=True):
        assert same(row, percentage_row(person, DMS, OPTIONS))
        assert not row.problem or not (row.raised or row.special)
    if people:
        at = data.draw(st.integers(0, len(people) - 1))
        changed = [*people]
        changed[at] = replace(people[at], choice=Decimal(2))
        after = compute_percentage(changed, DMS, OPTIONS)
        assert replaced(found, rows[at], after[at], limits) == totals(after, changed, limits)


def compute_percentages(people, law):
    return compute_percentage(people, law, OPTIONS)


@pytest.mark.parametrize(
    ("compute", "law"),
    [
        (lambda people, law: compute_step(people, law, 1), SAO),
        (compute_contract, SAO),
        (compute_percentages, DMS),
    ],
)
def test_somebody_who_stands_twice(compute, law) -> None:
    with pytest.raises(Refused, match="duplicate_id"):
        compute([one(), one()], law)


@pytest.mark.parametrize(
    "facts",
    [
        {"service_months": -1},
        {"service_months": True},
        {"service_months": "6"},
        {"service_months": 6, "absent": 1},
        {"service_months": 6, "leave": [{"kind": "ลาป่วย", "days": "2"}]},
        {"service_months": 6, "leave": [{"kind": "ลาเที่ยว", "days": 2}]},
    ],
)
def test_facts_that_no_rule_takes_are_a_problem_of_the_row(facts) -> None:
    row = step_row(one(facts=facts, choice=Decimal(1)), SAO, 1)
    assert row.problem
    assert (row.eligible, row.allowed, row.raised) == (False, (), 0)
    assert row.explain().value is None


def test_a_group_or_a_ladder_that_the_law_lacks() -> None:
    unknown = step_row(one(group="teacher_9"), SAO, 1)
    assert "ไม่รู้จักกลุ่ม" in unknown.problem
    assert "ยังไม่มีตารางขั้นของ “คศ.9”" in step_row(one(ladder="คศ.9"), SAO, 1).problem
    rows = (unknown,)
    found = totals(rows, [one(group="teacher_9")], step_limits([one(group="teacher_9")], SAO, 1))
    assert found.whole.heads == 1
    assert sum(share.heads for share in found.groups.values()) == 0


def test_the_explanation_of_a_step_says_what_it_stands_on() -> None:
    person = one(choice=Decimal(1), score=Decimal("92.5"), level="ดีเด่น", earlier=Decimal("0.5"))
    told = render(step_row(person, LATER, 2).explain())
    for part in (
        "นายกล้า สมมติ: เงินที่เลื่อน: 340 บาท",
        "ดีเด่น (92.5)",
        "เมษายน: 0.5",
        "คู่มือปฏิบัติงาน",
        "บรรจุมาแล้ว",
    ):
        assert part in told
    late = one(facts={"service_months": 12, "late_times": 9})
    told = render(step_row(late, LATER, 2).explain())
    assert "เมษายน: ยังไม่ทราบ" in told
    assert "มาสาย: 9 ครั้ง = แหล่งที่มาไม่กำหนดจำนวนครั้ง" in told


def test_october_has_no_places_to_propose_and_says_so() -> None:
    people = [one(score=Decimal(95), earlier=Decimal(1))]
    limits = step_limits(people, LATER, 2, {"official_1": Decimal(0)})
    found = propose_step(people, compute_step(people, LATER, 2), LATER, limits)
    assert found.amounts == {1: Decimal("0.5")}
    assert "๑ ตุลาคมไม่มีโควตาหนึ่งขั้น" in found.notes[0]


def test_a_group_that_used_up_the_year_in_april_is_over_only_when_it_uses_more() -> None:
    used = {"official_1": Decimal(600)}  # 6 % of 8,750 is 525
    person = one(earlier=Decimal(1), choice=Decimal(0))
    for people, left, over in (
        ([], -600, False),
        ([person], -75, False),
        ([replace(person, choice=Decimal("0.5"))], -245, True),
    ):
        limits = step_limits(people, LATER, 2, used)
        found = totals(compute_step(people, LATER, 2), people, limits)
        assert (found.groups["official_1"].left, found.groups["official_1"].over) == (left, over)
        assert (found.whole.left, found.whole.over) == (left, over)


@pytest.mark.parametrize(("months", "eligible"), [(7, False), (8, True), (None, True)])
def test_a_contract_too_short_needs_no_result(months, eligible) -> None:
    row = contract_round_row(one(facts={"service_months": months}), SAO)
    assert row.eligible is eligible
    assert row.unmet == (() if eligible else ("ปฏิบัติงานในตำแหน่งไม่ครบ 8 เดือน",))
    assert RESULT in row.needs
    assert (SERVICE in row.needs) is (months is None)


def test_what_is_found_once_is_not_kept_for_ever(monkeypatch) -> None:
    monkeypatch.setattr(step_rules_module, "_KEPT", 2)
    rules = step_rules(LawBook.load().at(dt.date(2026, 4, 1), "sao"))
    for steps in ("0", "0.5", "1"):
        for salary in LADDERS[NAME].salaries[:2]:
            assert rules.raised(NAME, salary, Decimal(steps)).new_salary >= salary
    assert len(rules._raises) <= 3


def test_a_unit_has_its_amount_or_its_share() -> None:
    people = [one(id=1, ladder="K2", unit="ก"), one(id=2, ladder="K2", unit="ข")]
    given = replace(OPTIONS, unit_budgets={"ก": Decimal(100)})
    units = percentage_limits(people, DMS, given).units
    assert [units[unit].budget for unit in "กข"] == [100, Decimal("262.5")]
    whole = percentage_limits(people, DMS, replace(given, budget=Decimal(900)))
    assert [whole.units[unit].budget for unit in "กข"] == [100, None]
    assert whole.whole.budget == 900


def test_a_band_that_was_not_set_is_named() -> None:
    people = [one(ladder="K2", salary=Decimal(20000), score=Decimal(70), level="พอใช้")]
    rows = compute_percentage(people, DMS, OPTIONS)
    assert propose_percentage(people, rows, DMS, OPTIONS).notes == ("ยังไม่ได้กำหนดร้อยละของระดับพอใช้",)


BASES_FILE = """description: ฐาน
last_checked: 2026-11-21
parameters:
  dms.pct.bases:
    description: ฐาน
    unit: csv
    values: {2009-10-01: old.csv, 2015-04-01: null, 2015-10-01: new.csv}
    citations:
      2009-10-01: [{instrument: ก}]
      2015-04-01: [{instrument: ข}]
      2015-10-01: [{instrument: ค}]
"""


def test_another_table_than_the_one_in_force_is_told() -> None:
    row = "table,level,minimum,maximum,midpoint,base_lower,base_upper\n{},K2,1,900,450,300,600\n"
    law = LawBook(
        {
            "dms/salary/bases.yaml": BASES_FILE,
            "dms/salary/old.csv": row.format("2552"),
            "dms/salary/new.csv": row.format("2558"),
        }
    ).at(APRIL, "dms")
    assert tables(law) == ("2552", "2558")
    assert table_notes(law, "") == ()
    assert "ไม่ใช่ตารางปี 2558" in table_notes(law, "2552")[0]
