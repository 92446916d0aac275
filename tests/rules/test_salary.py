"""Salaries: what the law cases cannot say — properties, tables, groups, refusals of other callers."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.calc import registry as calculations
from hrdesk.rules.calendar import Holidays
from hrdesk.rules.codes import Employment, Level
from hrdesk.rules.explanation import render
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary import rounding
from hrdesk.rules.salary.contract import ContractPerson, contract_raise
from hrdesk.rules.salary.percentage import half_year_budget, percentage_increase
from hrdesk.rules.salary.prior import counts_to
from hrdesk.rules.salary.qualification import qualification_names, qualification_salary
from hrdesk.rules.salary.quota import Payroll, quotas, step_quota
from hrdesk.rules.salary.step_eligibility import Leave, StepConditions, step_eligibility
from hrdesk.rules.salary.steps import check_year, ladder_names, read_ladder, step_raise
from hrdesk.rules.strict_yaml import DataFileError

DAY = dt.date(2024, 10, 1)
SAO = LawBook.load().at(DAY, "sao")
DMS = LawBook.load().at(dt.date(2025, 10, 1), "dms")
PERMANENT = tuple(f"ลูกจ้างประจำ กลุ่ม {number}" for number in range(1, 5))
STEPS = tuple(map(Decimal, ("0", "0.5", "1", "1.5")))


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, match=f"^{code} at ", check=lambda error: bool(error.message))


# ---- rounding


@pytest.mark.parametrize("round_", [rounding.exact, rounding.half_up, rounding.satang])
@pytest.mark.parametrize("wrong", [0.5, True, "1"])
def test_only_exact_numbers_are_rounded(round_, wrong) -> None:
    with pytest.raises(TypeError):
        round_(wrong)


@given(st.decimals("0", "1000000", places=2))
def test_rounding_up_to_ten_adds_less_than_ten(amount: Decimal) -> None:
    rounded = rounding.up_to(amount, Decimal(10))
    assert rounded % 10 == 0
    assert 0 <= rounded - amount < 10


# ---- the ladder


def test_the_table_has_thirteen_columns_that_rise() -> None:
    assert len(ladder_names(SAO)) == 13
    for name in (*ladder_names(SAO), *PERMANENT):
        ladder = read_ladder(SAO, name)
        assert ladder.steps[0] == 1
        assert list(ladder.salaries) == sorted(set(ladder.salaries))


@pytest.mark.parametrize(
    ("name", "of", "rows"),
    [
        ("อำนวยการท้องถิ่น ต้น", "วิชาการ ชำนาญการ", 1),
        ("บริหารท้องถิ่น ต้น", "วิชาการ ชำนาญการ", 2),
        ("อำนวยการท้องถิ่น กลาง", "วิชาการ ชำนาญการพิเศษ", 1),
        ("บริหารท้องถิ่น กลาง", "วิชาการ ชำนาญการพิเศษ", 2),
        ("อำนวยการท้องถิ่น สูง", "วิชาการ เชี่ยวชาญ", 1),
    ],
)
def test_a_column_is_another_moved_by_half_steps(name: str, of: str, rows: int) -> None:
    moved, other = read_ladder(SAO, name).salaries, read_ladder(SAO, of).salaries
    assert moved[: len(other) - rows] == other[rows:]


@given(st.data())
def test_up_and_down_the_ladder_returns(data) -> None:
    ladder = read_ladder(SAO, data.draw(st.sampled_from((*ladder_names(SAO), *PERMANENT))))
    salary = data.draw(st.sampled_from(ladder.salaries))
    steps = data.draw(st.sampled_from(STEPS))
    found = step_raise(ladder, salary, steps, SAO)
    taken = found.to_step - found.from_step
    back, rest = ladder.moved(found.new_salary, -taken)
    assert ladder.salaries[back] == salary
    assert not rest
    assert (found.special > 0) == (taken < steps)
    if taken == 0:
        assert found.special == ladder.top * {0: 0, 1: 2, 2: 4, 3: 6}[int(steps * 2)] / 100


def test_nothing_is_below_the_ladder() -> None:
    ladder = read_ladder(SAO, PERMANENT[0])
    with refused("below_ladder"):
        ladder.moved(ladder.salaries[0], Decimal("-0.5"))


def test_a_salary_off_the_ladder_names_the_person() -> None:
    ladder = read_ladder(SAO, "ทั่วไป ปฏิบัติงาน")
    with refused("salary_not_on_ladder") as caught:
        step_raise(ladder, Decimal(8751), Decimal(1), SAO, "นางสาวมะลิ ใจดี")
    assert "8,751 บาทของนางสาวมะลิ ใจดี" in caught.value.message


def test_the_heading_of_the_steps_is_no_ladder() -> None:
    with refused("unknown_ladder"):
        read_ladder(SAO, "step")


LADDER = """description: บัญชี
last_checked: 2026-11-21
parameters:
  sao.step.ladder:
    description: บัญชี
    unit: csv
    values: {2016-01-01: ladder.csv}
    citations: {2016-01-01: [{instrument: ประกาศ}]}
"""


@pytest.mark.parametrize(
    ("table", "key", "message"),
    [
        ("step,ก\n1,100\n1.5,100\n", "ก", "does not rise"),
        ("step,ก\n1,100\n2,110\n", "step", "do not rise by half a step"),
        ("step,ก,ข\n1,100,1\n1.5,,2\n2,120,3\n", "ก", "an empty row"),
        ("step,ก,ข\n1,,1\n", "ก", "an empty row"),
    ],
)
def test_a_spoilt_ladder_is_an_error(table: str, key: str, message: str) -> None:
    texts = {"sao/steps/ladders.yaml": LADDER, "sao/steps/ladder.csv": table}
    with pytest.raises(DataFileError, match=message) as caught:
        read_ladder(LawBook(texts).at(DAY, "sao"), "ก")
    assert (caught.value.file, caught.value.key) == ("sao/steps/ladders.yaml", key)


# ---- the year, the groups, the conditions


@pytest.mark.parametrize(("april", "october"), [("0", "0"), ("1", "1"), ("0.5", "1.5"), ("0", "1")])
def test_steps_of_a_year(april: str, october: str) -> None:
    found = check_year(Decimal(april), Decimal(october), SAO)
    assert found.value == Decimal(april) + Decimal(october) <= 2


@pytest.mark.parametrize(
    ("april", "october", "code", "where"),
    [
        ("1.5", "0", "steps_not_allowed", "april"),
        ("0", "2", "steps_not_allowed", "october"),
        ("1", "1.5", "too_many_steps", "october"),
    ],
)
def test_too_many_steps(april: str, october: str, code: str, where: str) -> None:
    with refused(code) as caught:
        check_year(Decimal(april), Decimal(october), SAO)
    assert caught.value.where == where


def test_every_ladder_has_a_group() -> None:
    groups = SAO.read("sao.step.group-of").value
    assert {*ladder_names(SAO), *PERMANENT} <= groups.keys()
    assert set(groups.values()) == SAO.read("sao.step.groups").value.keys()


PAYROLLS = st.builds(
    Payroll,
    st.integers(0, 500),
    *(st.decimals("0", "9999999", places=2) for _ in range(3)),
)


@given(st.dictionaries(st.sampled_from(["official_1", "official_2", "permanent"]), PAYROLLS))
def test_the_groups_add_up(payrolls: dict[str, Payroll]) -> None:
    found = quotas(payrolls, SAO)
    alone = [step_quota(payroll, SAO) for payroll in payrolls.values()]
    assert found.places == sum(each.places for each in alone)
    assert found.budget_march == sum(each.budget_march for each in alone)
    assert found.budget_year == sum(each.budget_year for each in alone)
    assert found.left_october == sum(each.left_october for each in alone)


def test_groups_are_rounded_each_for_itself() -> None:
    found = quotas({"official_1": Payroll(10), "official_2": Payroll(3)}, SAO)
    assert [each.places for each in found.groups.values()] == [2, 0]  # 1.50 and 0.45
    assert found.places == 2
    assert found.budget_year is None
    assert "คศ.๔" in render(found.explanation)


def test_a_group_of_another_name() -> None:
    with refused("unknown_group"):
        quotas({"official_3": Payroll(10)}, SAO)


@pytest.mark.parametrize(
    ("payroll", "where"),
    [
        (Payroll(-1), "heads"),
        (Payroll(1, march=Decimal(-1)), "payroll_march"),
        (Payroll(1, september=Decimal(-1)), "payroll_september"),
    ],
)
def test_payrolls_below_nothing(payroll: Payroll, where: str) -> None:
    with refused("out_of_range") as caught:
        step_quota(payroll, SAO)
    assert caught.value.where == where


SICK, LONG = "ลาป่วย", "ลาป่วยที่ต้องรักษาตัวเป็นเวลานาน"


@pytest.mark.parametrize(
    ("person", "unmet"),
    [
        (StepConditions(4, suspended_months=2, leave=(Leave(SICK, 23, 10),)), []),
        (StepConditions(6, leave=(Leave(LONG, 60, 1), Leave("ลาคลอดบุตร", 90))), []),
        (StepConditions(3), ["บรรจุมาแล้วไม่น้อยกว่า 4 เดือน"]),
        (
            StepConditions(6, leave=(Leave(SICK, 20, 5), Leave("ลากิจส่วนตัว", 4, 2))),
            ["วันลาไม่เกิน 23 วัน"],
        ),
        (StepConditions(6, leave=(Leave(SICK, 11, 11),)), ["ลาไม่เกิน 10 ครั้ง"]),
        (StepConditions(6, suspended_months=3), ["ไม่ถูกสั่งพักราชการเกิน 2 เดือน"]),
        (StepConditions(6, absent=True), ["ไม่ขาดราชการโดยไม่มีเหตุผลอันควร"]),
        (StepConditions(6, heavier_than_probation=True), ["ไม่ถูกลงโทษหนักกว่าภาคทัณฑ์"]),
        (StepConditions(6, convicted=True), ["ไม่ถูกศาลพิพากษาในความผิดเกี่ยวกับการปฏิบัติราชการ"]),
    ],
)
def test_who_may_be_considered(person: StepConditions, unmet: list[str]) -> None:
    found = step_eligibility(person, SAO)
    assert list(found.unmet) == unmet
    assert found.eligible == (not unmet)


def test_leave_of_an_unknown_kind() -> None:
    with refused("unknown_leave"):
        step_eligibility(StepConditions(6, leave=(Leave("ลาเที่ยว", 1),)), SAO)


# ---- contract employees

PEOPLE = st.lists(
    st.builds(
        ContractPerson,
        id=st.uuids().map(str),
        pay=st.decimals("1", "99999", places=2),
        score=st.decimals("0", "100", places=2),
        months=st.integers(0, 12).map(Decimal),
    ),
    unique_by=lambda person: person.id,
)


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_no_amount(
    people: list[ContractPerson], shuffle: random.Random
) -> None:
    found = contract_raise(people, SAO)
    other_order = people[:]
    shuffle.shuffle(other_order)
    other = contract_raise(other_order, SAO)
    assert {row.id: row for row in found.rows} == {row.id: row for row in other.rows}
    assert (found.payroll, found.budget, found.spent, found.over_by) == (
        other.payroll, other.budget, other.spent, other.over_by,
    )  # fmt: skip


@given(PEOPLE)
def test_the_raises_add_up(people: list[ContractPerson]) -> None:
    found = contract_raise(people, SAO)
    assert found.spent == sum(row.new_pay for row in found.rows) - found.payroll
    assert found.budget == found.payroll * 4 / 100
    assert found.over_by == max(0, found.spent - found.budget)
    assert all(row.raised % 10 == 0 for row in found.rows)
    assert all(row.eligible == (row.raised > 0) for row in found.rows)


@pytest.mark.parametrize("score", ["-0.01", "100.01"])
def test_a_score_outside_of_a_hundred(score: str) -> None:
    with refused("out_of_range"):
        contract_raise([ContractPerson("ก", Decimal(9000), Decimal(score), Decimal(12))], SAO)


def test_a_rate_below_nothing() -> None:
    person = ContractPerson("ก", Decimal(9000), Decimal(90), Decimal(12), Decimal(-1))
    with refused("rate_too_high"):
        contract_raise([person], SAO)


def test_every_level_of_the_appraisal_has_a_rate() -> None:
    bands = SAO.read("sao.appraisal.contract").value
    assert {band["label"] for band in bands} == SAO.read("sao.raise.rate").value.keys()


# ---- percentages, qualifications, prior employment


@given(
    st.sampled_from(list(Level)),
    st.integers(0, 10_000),
    st.decimals("0", "6", places=2),
)
def test_salary_and_special_hold_the_whole_raise(level: Level, share: int, percent) -> None:
    rows = {row["level"]: row for row in DMS.read("dms.pct.bases").value}
    low, high = (int(rows[level][name]) for name in ("minimum", "maximum"))
    salary = Decimal(low + (high - low) * share // 10_000)
    found = percentage_increase("2552", level, salary, percent, DMS)
    assert found.new_salary == salary + found.raised <= high
    bare = found.base * percent / 100
    if found.special:
        assert found.new_salary == high
        assert found.raised + found.special == rounding.satang(bare)
    else:
        assert 0 <= found.raised - bare < 10 or found.new_salary == high


def test_every_level_has_its_bases() -> None:
    rows = DMS.read("dms.pct.bases").value
    assert [row["level"] for row in rows] == list(Level)
    for row in rows:
        low, middle, high = (int(row[name]) for name in ("minimum", "midpoint", "maximum"))
        assert low < middle < high
        assert low < int(row["base_lower"]) < int(row["base_upper"]) < high


def test_a_level_that_the_table_lacks() -> None:
    with refused("unknown_level"):
        percentage_increase("2552", "K9", Decimal(20000), Decimal(3), DMS)


def test_a_per_cent_below_nothing() -> None:
    with refused("percent_too_high"):
        percentage_increase("2552", "K2", Decimal(20000), Decimal(-1), DMS)


BASES = """description: ฐาน
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


def test_the_office_enters_another_table() -> None:
    texts = dict(LawBook.load().texts)
    path = "dms/salary/percentage.yaml"
    head, _, rest = texts[path].partition("  dms.pct.budget:")
    assert head
    row = "table,level,minimum,maximum,midpoint,base_lower,base_upper\n{},K2,1,900,450,300,600\n"
    texts |= {
        path: f"{BASES}  dms.pct.budget:{rest}",
        "dms/salary/old.csv": row.format("2552"),
        "dms/salary/new.csv": row.format("2558"),
    }
    law = LawBook(texts).newest("dms")
    found = percentage_increase("2558", "K2", Decimal(400), Decimal(5), law)
    assert (found.base, found.raised) == (300, 20)  # 300 × 5 % = 15, up to 20
    with refused("unknown_table") as caught:
        percentage_increase("2560", "K2", Decimal(400), Decimal(5), law)
    assert "2552, 2558" in caught.value.message


def test_half_a_year_of_raises() -> None:
    assert half_year_budget(Decimal(1_000_000), DMS).value == 30_000


@given(st.permutations([1, 2, 3, 4]), st.data())
def test_all_factors_reach_the_maximum_of_the_range(factors: list[int], data) -> None:
    row = data.draw(st.sampled_from(DMS.read("dms.qsal.phases").value))
    found = qualification_salary(row["qualification"], row["institution"], factors, DMS)
    assert found.total == Decimal(row["maximum"]) == found.start + sum(found.added.values())
    assert not found.confirmed


def test_the_ranges_follow_one_another() -> None:
    book = LawBook.load()
    days = (dt.date(2024, 4, 30), dt.date(2024, 5, 1), dt.date(2025, 5, 1))
    tables = [book.at(day, "dms").read("dms.qsal.phases").value for day in days]
    for before, first, second in zip(*tables, strict=True):
        assert before["maximum"] == first["minimum"]
        assert first["maximum"] == second["minimum"]
        for row in (before, first, second):
            low, high = Decimal(row["minimum"]), Decimal(row["maximum"])
            assert high == rounding.up_to(low * Decimal("1.1"), Decimal(10))


def test_printed_amounts_are_a_tenth_weighted() -> None:
    law = LawBook.load().at(dt.date(2024, 4, 30), "dms")
    weights = law.read("dms.qsal.factors").value
    for row in law.read("dms.qsal.amounts").value:
        start = qualification_salary(row["qualification"], row["institution"], [], law).start
        for factor, what in weights.items():
            exact = start / 10 * Decimal(what["weight"]) / 100
            assert abs(exact - Decimal(row[factor])) <= 5


def test_a_factor_of_another_number() -> None:
    with refused("unknown_factor"):
        qualification_salary("ป.โท", "ในประเทศ", [5], DMS)


def test_the_office_confirms_the_formula() -> None:
    texts = dict(LawBook.load().texts)
    path = "dms/salary/factors.yaml"
    texts[path] = texts[path].replace("2024-05-01: false", "2024-05-01: true")
    law = LawBook(texts).at(dt.date(2025, 10, 1), "dms")
    found = qualification_salary("ป.โท", "ในประเทศ", [1], law)
    assert found.confirmed
    assert "รอยืนยัน" not in found.explanation.formula
    assert "รอยืนยัน" in qualification_salary("ป.โท", "ในประเทศ", [1], DMS).explanation.formula


@pytest.mark.parametrize(
    ("employment", "last"),
    [
        (Employment.MOPH_EMPLOYEE, dt.date(2024, 9, 30)),
        (Employment.TEMPORARY_EMPLOYEE, dt.date(2024, 9, 30)),
        (Employment.LOCAL_OFFICIAL, None),
    ],
)
def test_earlier_employment_counts_to_the_eve(employment: Employment, last) -> None:
    found, why = counts_to(employment, dt.date(2024, 10, 1), DMS)
    assert found == last
    assert employment.label in why.label


# ---- what the schema says


@pytest.mark.parametrize(
    ("kind", "fact", "names"),
    [
        ("step_raise", "ladder", ladder_names(SAO)),
        ("qualification_salary", "qualification", qualification_names(DMS)),
    ],
)
def test_the_schema_lists_the_names(kind: str, fact: str, names: tuple[str, ...]) -> None:
    assert calculations.kind(kind).schema()["properties"][fact]["enum"] == list(names)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("step_quota", {"heads": 33, "payroll_september": "100"}),
        (
            "step_raise",
            {"ladder": "ทั่วไป อาวุโส", "salary": "54090", "steps": "1", "as_of": "2024-10-01"},
        ),
        ("percentage", {"table": "2552", "level": "K2", "salary": "36020", "percent": "3"}),
    ],
)
def test_every_figure_read_is_cited(kind: str, facts: dict[str, object]) -> None:
    context = calculations.Context(LawBook.load(), lambda year: Holidays({}))
    with LawBook.recording() as leaves:
        answer = calculations.calculate(kind, facts, context)
    inside = {(each.code, each.citations) for each in answer.explanation.walk()}
    assert {(leaf.code, leaf.citations) for leaf in leaves} <= inside
    assert leaves
