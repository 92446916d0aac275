"""What is known of people beside the payroll: their salary history, and who left since."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from hrdesk.models import Person, SalaryRecord, ServiceRun
from hrdesk.rules.explanation import shown
from hrdesk.services.access import SYSTEM
from hrdesk.services.payroll_conduct import SetFacts, set_facts
from hrdesk.services.queries.payrolls import facts_form
from hrdesk.services.queries.salary_papers import round_book
from hrdesk.services.salary_choices import propose_round
from hrdesk.services.salary_figures import explanation_of_round, person_of, round_of, trios
from hrdesk.services.salary_final import supersede_round
from hrdesk.services.salary_rounds import set_options
from tests.services.payroll_people import Someone
from tests.services.salary_sample import (
    choose,
    decided,
    do,
    finalised,
    met,
    open_over,
    opened,
    see,
    view,
)

PEOPLE = [Someone(f"คน{n}", salary="15050") for n in range(3)]
SCORES = ["95", "85", "75"]


def test_a_group_emptied_after_april_keeps_its_account_and_stops_nothing(sqlite_database, clock):
    april = opened(
        sqlite_database, [*PEOPLE, Someone("ข", level="K4", salary="25080")], [*SCORES, "90"]
    )
    decided(sqlite_database, april)
    spent = view(sqlite_database, april).totals.groups["official_2"].spent
    with sqlite_database.work(SYSTEM) as uow:
        gone = view(sqlite_database, april).lines[3].person_id
        uow.session.get_one(Person, gone).active = False
    clock.set(dt.date(2027, 9, 10))
    october = open_over(sqlite_database, "step", 2, None)
    choose(sqlite_database, october, dict.fromkeys(range(3), "0"), "มติ")
    met(sqlite_database, october)
    found = view(sqlite_database, october)
    assert spent > 0
    assert found.totals.groups["official_2"].budget == -spent
    assert found.problems == ()
    [note] = [each for each in found.notes if "1 เมษายนเกินวงเงินทั้งปี" in each]
    assert shown(spent) in note
    book = see(sqlite_database, lambda uow: round_book(uow, october))
    printed = round_of(book)
    assert [line.heads for line in printed.groups] == [3, 0]
    assert sum(line.budget for line in printed.groups) == printed.whole.budget
    labels = [label for label, _ in explanation_of_round(book).results]
    assert found.totals.groups["official_2"].label in labels


def test_results_that_may_still_change_are_not_made_final(sqlite_database):
    round_id = opened(sqlite_database, PEOPLE, SCORES)
    do(sqlite_database, lambda uow: propose_round(uow, round_id, 1))
    [problem] = told(sqlite_database, round_id, "รอบการประเมิน")
    assert "ปิดรอบการประเมินก่อน" in problem
    met(sqlite_database, round_id)  # and the results closed
    assert view(sqlite_database, round_id).problems == ()
    finalised(sqlite_database, round_id)


def left(database, person: int, day: str) -> None:
    """Somebody's service, with its last day."""
    with database.work(SYSTEM) as uow:
        uow.session.add(
            ServiceRun(
                person_id=person, position=0, started_on="2015-05-01", ended_on=day,
                employment="local_official",
            )
        )  # fmt: skip


def test_nobody_who_left_before_the_day_is_raised(sqlite_database, clock):
    clock.set(dt.date(2027, 9, 20))
    oldest = Someone("เกษียณ", born="1967-03-01")
    people = [*PEOPLE, Someone("ลาออก"), oldest]
    october = opened(sqlite_database, people, [*SCORES, "70", "69"], number=2)
    options = {"april_used": {"official_1": "0"}}
    do(sqlite_database, lambda uow: set_options(uow, october, 1, options))
    ids = [line.person_id for line in view(sqlite_database, october).lines]
    left(sqlite_database, ids[1], "2027-10-00")  # some day of October: not before the day
    left(sqlite_database, ids[3], "2027-09-15")
    left(sqlite_database, ids[4], "2027-09-30")
    with sqlite_database.work(SYSTEM) as uow:
        uow.session.get_one(Person, ids[0]).active = False
    amounts = dict.fromkeys(range(5), "0.5")
    choose(sqlite_database, october, amounts, "มติ")
    met(sqlite_database, october)
    found = view(sqlite_database, october)
    assert found.lines[4].special == ("retiring",)
    [problem] = found.problems
    assert "พ้นจากราชการก่อนวันที่มีผล 2 คน: นายคน0 สมมติ, นายลาออก สมมติ" in problem
    assert "ให้เลือกไม่เลื่อน" in problem
    with sqlite_database.work(SYSTEM) as uow:  # gone since, after the day
        uow.session.get_one(Person, ids[1]).active = False
    assert view(sqlite_database, october).problems == (problem,)
    choose(sqlite_database, october, {0: "0"}, "ลาออกแล้ว")
    choose(sqlite_database, october, {3: "0"}, "ลาออกแล้ว")
    assert view(sqlite_database, october).problems == ()
    finalised(sqlite_database, october)
    with sqlite_database.work(SYSTEM) as uow:  # left since, nobody noted when
        uow.session.get_one(Person, ids[2]).active = False
        uow.session.add(
            SalaryRecord(
                person_id=ids[2], effective_on=dt.date(2020, 4, 1), kind="other",
                new_salary=Decimal(12000), recorded_at=uow.clock.now(),
            )
        )  # fmt: skip
    new = do(sqlite_database, lambda uow: supersede_round(uow, october, "คะแนนผิด"))
    met(sqlite_database, new)
    assert view(sqlite_database, new).problems == ()


@pytest.mark.parametrize(
    ("scheme", "number", "kind"),
    [
        ("contract", 2, Someone("ข", level="", salary="15000", employment="contract_employee")),
        ("percentage", 1, Someone("ข", salary="20000", employment="civil_servant")),
    ],
)
def test_who_has_no_result_is_not_passed_over_in_silence(
    sqlite_database, clock, scheme, number, kind
):
    clock.set(dt.date(2027, 9, 20))
    people = [kind, kind._replace(first="ค"), kind._replace(first="ง", run="2027-08-01")]
    round_id = opened(sqlite_database, people, ["96", None, None], scheme, number)
    if scheme == "percentage":
        version = view(sqlite_database, round_id).version
        bands = {"bands": {"ดีเด่น": "3"}}
        do(sqlite_database, lambda uow: set_options(uow, round_id, version, bands))
    met(sqlite_database, round_id)
    waiting = 2 if scheme == "percentage" else 1  # too short a service needs no result
    [problem] = view(sqlite_database, round_id).problems
    assert f"ยังไม่ทราบผลการประเมินและยังไม่ได้กำหนดร้อยละ {waiting} คน: นายค สมมติ" in problem
    zero = dict.fromkeys(range(1, 1 + waiting), "0")
    choose(sqlite_database, round_id, zero)
    assert view(sqlite_database, round_id).problems == ()
    finalised(sqlite_database, round_id)
    book = see(sqlite_database, lambda uow: round_book(uow, round_id))
    first, second, third = (person_of(book, *trio) for trio in trios(book))
    assert first.raised > 0
    assert second.reason == "ยังไม่ทราบผลการประเมิน"
    if scheme == "contract":
        assert third.reason == "ไม่ครบเงื่อนไข: ปฏิบัติงานในตำแหน่งไม่ครบ 8 เดือน"


@pytest.mark.parametrize(
    ("scheme", "number", "kind", "told"),
    [
        ("step", 1, "local_official", ["มาสาย (ครั้ง)"]),
        ("contract", 2, "contract_employee", ["มาสาย (ครั้ง)", "ขาดราชการ"]),
        ("percentage", 1, "civil_servant", ["มาสาย (ครั้ง)", "ขาดราชการ"]),
    ],
)
def test_a_fact_that_no_rule_takes_is_told(sqlite_database, clock, scheme, number, kind, told):
    clock.set(dt.date(2027, 9, 20))
    level = "" if scheme == "contract" else "K2"
    people = [Someone(name, level=level, employment=kind) for name in ("ก", "ข")]
    round_id = opened(sqlite_database, people, ["96", "95"], scheme, number)
    line = view(sqlite_database, round_id).lines[1]
    facts = {"service_months": 6, "late_times": 9, "absent": True}
    command = SetFacts(line.row_id, line.row_version, facts)
    do(sqlite_database, lambda uow: set_facts(uow, command))
    notes = [each for each in view(sqlite_database, round_id).notes if "ไม่ได้ใช้" in each]
    assert len(notes) == len(told)
    for note, words in zip(notes, told, strict=True):
        assert words in note
        assert note.endswith("1 คน: นายข สมมติ")
    form = see(sqlite_database, lambda uow: facts_form(uow, line.row_id))
    assert "late_times" in form.idle
    assert ("service_months" in form.idle) is (scheme == "percentage")


def recorded(database, person: int, day: dt.date, salary: str, old: str | None = None) -> None:
    """A line of the history, as an order of that day gave it; the register follows."""
    with database.work(SYSTEM) as uow:
        uow.session.add(
            SalaryRecord(
                person_id=person, effective_on=day, kind="other", new_salary=Decimal(salary),
                old_salary=None if old is None else Decimal(old), recorded_at=uow.clock.now(),
            )
        )  # fmt: skip
        uow.session.get_one(Person, person).salary = Decimal(salary)


def told(database, round_id: int, words: str) -> list[str]:
    return [each for each in view(database, round_id).problems if words in each]


def test_an_october_payroll_taken_before_april_was_final_stops_the_round(sqlite_database, clock):
    april = opened(sqlite_database, PEOPLE, SCORES)
    clock.set(dt.date(2027, 9, 10))
    october = open_over(sqlite_database, "step", 2, None)
    words = "เงินเดือนในบัญชีถือจ่ายไม่ตรงกับประวัติเงินเดือน"
    assert told(sqlite_database, october, words) == []
    decided(sqlite_database, april)
    [problem] = told(sqlite_database, october, words)
    assert "3 คน: นายคน0 สมมติ, นายคน1 สมมติ, นายคน2 สมมติ" in problem
    assert "ออกบัญชีถือจ่ายใหม่" in problem
    # whatever is chosen: the payroll's money is wrong, too
    done = choose(sqlite_database, october, dict.fromkeys(range(3), "0"), "มติ")
    assert [each.row.raised for each in done] == [0, 0, 0]
    assert told(sqlite_database, october, words) == [problem]


def test_a_salary_changed_between_the_payroll_and_the_day_is_not_undone_by_a_raise(
    sqlite_database,
):
    round_id = opened(sqlite_database, PEOPLE, SCORES)
    person = view(sqlite_database, round_id).lines[0].person_id
    recorded(sqlite_database, person, dt.date(2027, 3, 15), "17560", "15050")
    do(sqlite_database, lambda uow: propose_round(uow, round_id))
    met(sqlite_database, round_id)
    [problem] = view(sqlite_database, round_id).problems
    assert "หลังวันถือจ่าย 1 คน: นายคน0 สมมติ" in problem
    choose(sqlite_database, round_id, {0: "0"}, "เลื่อนระดับแล้ว")
    assert view(sqlite_database, round_id).problems == ()
    finalised(sqlite_database, round_id)
    with sqlite_database.read(SYSTEM) as uow:
        assert uow.session.get_one(Person, person).salary == 17560


def test_a_history_that_agrees_or_begins_later_hinders_nothing(sqlite_database):
    round_id = opened(sqlite_database, PEOPLE, SCORES)
    first, second, third = (line.person_id for line in view(sqlite_database, round_id).lines)
    recorded(sqlite_database, first, dt.date(2025, 4, 1), "15050")
    recorded(sqlite_database, second, dt.date(2027, 5, 1), "20000", "15050")
    recorded(sqlite_database, third, dt.date(2020, 4, 1), "12000")  # and nothing since
    with sqlite_database.work(SYSTEM) as uow:
        uow.session.get_one(Person, third).salary = Decimal(15050)
    met(sqlite_database, round_id)
    do(sqlite_database, lambda uow: propose_round(uow, round_id))
    assert view(sqlite_database, round_id).problems == ()
    recorded(sqlite_database, second, dt.date(2027, 4, 2), "19000", "16000")
    assert "1 คน: นายคน1 สมมติ" in view(sqlite_database, round_id).problems[0]
