"""Payrolls: taken from the register, mended, compared, frozen, and found altered."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from hrdesk.models import AuditEntry, PayrollRow, PayrollSnapshot, SalaryRecord, SalaryRound
from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.payroll_conduct import SetFacts, set_facts, set_many, take_back
from hrdesk.services.payrolls import (
    EditRow,
    TakePayroll,
    add_row,
    discard_payroll,
    edit_row,
    freeze,
    remove_row,
    take_payroll,
    unfreeze,
)
from hrdesk.services.queries.payrolls import (
    facts_form,
    payroll,
    payroll_differences,
    payroll_problems,
    payroll_row,
    payrolls,
)
from hrdesk.ui.messages import sentence
from tests.services.payroll_people import Someone, make_people

MARCH, SEPTEMBER = dt.date(2027, 3, 1), dt.date(2027, 9, 1)


def do(database, call):
    with database.work(SYSTEM) as uow:
        return call(uow).value


def see(database, call):
    with database.read(SYSTEM) as uow:
        return call(uow)


def take(database, day=MARCH, scheme="step"):
    return do(database, lambda uow: take_payroll(uow, TakePayroll(scheme, day)))


def refused(database, call) -> DomainError:
    with pytest.raises(DomainError) as caught:
        do(database, call)
    assert "{" not in sentence(caught.value)
    return caught.value


def edited(row, **changes) -> EditRow:
    values = {
        "post_number": row.post_number,
        "post_title": row.post_title,
        "type": row.type,
        "level": row.level,
        "unit": row.unit,
        "salary": row.salary,
        "note": row.note,
    } | changes
    return EditRow(row.id, row.version, **values)


def test_the_register_gives_heads_ladders_groups_service_and_special_cases(database):
    make_people(
        database,
        [
            Someone("ก"),
            Someone("ข", level="O1", salary="8750", born="1967-05-02", run="2000-10-01"),
            Someone("ค", level="M2", salary="25080", run="2026-11-15"),
            Someone("ง", level="", salary="20000", employment="local_teacher", title="ครู"),
            Someone("จ", employment="contract_employee"),
            Someone("ฉ", active=False),
            Someone("ช", entered="2027-03-02"),
        ],
    )
    id_ = take(database)
    view = see(database, lambda uow: payroll(uow, id_))
    rows = {row.name[3:4]: row for row in view.rows}
    assert set(rows) == set("กขคง")
    assert [(rows[n].ladder, rows[n].group) for n in "กขคง"] == [
        ("วิชาการ ชำนาญการ", "official_1"),
        ("ทั่วไป ปฏิบัติงาน", "official_1"),
        ("อำนวยการท้องถิ่น สูง", "official_2"),
        ("", ""),
    ]
    assert rows["ค"].facts == {"service_months": 4}  # 15 November to 31 March
    assert (rows["ข"].facts, rows["ข"].special) == ({"service_months": 6}, ("retiring",))
    assert rows["ก"].special == ()
    assert (view.line.heads, view.line.total) == (4, Decimal("68880"))
    told = {(p.name[3:4], p.code) for p in view.problems}
    assert ("ง", "payroll_level_missing") in told
    assert ("", "payroll_group_empty") in told
    assert view.blocking == 1


def test_one_born_on_the_first_of_october_leaves_that_year_and_a_day_later_does_not(
    sqlite_database,
):
    make_people(
        sqlite_database,
        [
            Someone("ก", born="1967-10-01"),
            Someone("ข", born="1967-10-02"),
            Someone("ค", born="1967-00-00"),
            Someone("ง", born="1966-10-02"),
        ],
    )
    id_ = take(sqlite_database)
    rows = see(sqlite_database, lambda uow: payroll(uow, id_)).rows
    assert ["retiring" in row.special for row in rows] == [True, False, False, True]


def test_a_contract_employee_is_counted_by_the_year_on_the_first_of_september(sqlite_database):
    make_people(
        sqlite_database,
        [Someone("ก", level="", employment="contract_employee", entered="2027-02-15")],
    )
    problem = refused(
        sqlite_database, lambda uow: take_payroll(uow, TakePayroll("contract", MARCH))
    )
    assert problem.code == "payroll_day_contract"
    id_ = take(sqlite_database, SEPTEMBER, "contract")
    [row] = see(sqlite_database, lambda uow: payroll(uow, id_)).rows
    assert row.facts == {"service_months": 7}  # 15 February to 30 September


def test_bad_beginnings_leave_nothing_behind(sqlite_database):
    make_people(sqlite_database, [Someone("ก")])
    for command, code in (
        (TakePayroll("step", dt.date(2027, 3, 2)), "payroll_day"),
        (TakePayroll("other", MARCH), "scheme_unknown"),
        (TakePayroll("percentage", MARCH), "payroll_nobody"),
    ):
        assert refused(sqlite_database, lambda uow, c=command: take_payroll(uow, c)).code == code
    take(sqlite_database)
    again = refused(sqlite_database, lambda uow: take_payroll(uow, TakePayroll("step", MARCH)))
    assert again.code == "payroll_exists"
    assert len(see(sqlite_database, payrolls)) == 1


def test_a_salary_off_the_ladder_names_the_nearest_steps_and_keeps_the_payroll_open(
    sqlite_database,
):
    make_people(sqlite_database, [Someone("ก", salary="15100"), Someone("ข", salary=None)])
    id_ = take(sqlite_database)
    first, second = see(sqlite_database, lambda uow: payroll_problems(uow, id_))[:2]
    assert (first.code, second.code) == ("payroll_salary_off_ladder", "payroll_salary_missing")
    assert "15,050, 15,430" in sentence(DomainError(first.code, **first.facts))
    problem = refused(sqlite_database, lambda uow: freeze(uow, id_))
    assert (problem.code, problem.facts["count"]) == ("payroll_faulty", 2)
    row = see(sqlite_database, lambda uow: payroll(uow, id_)).rows[0]
    for salary, code in (
        (Decimal("15200"), "payroll_salary_off_ladder"),
        (Decimal(-5), "payroll_salary_missing"),
        (Decimal(3_000_000), "payroll_salary_absurd"),
    ):
        command = edited(row, salary=salary)
        assert refused(sqlite_database, lambda uow, c=command: edit_row(uow, c)).code == code
    do(sqlite_database, lambda uow: edit_row(uow, edited(row, salary=Decimal(15430))))
    stored = see(sqlite_database, lambda uow: payroll_row(uow, row.id))
    assert (stored.salary, stored.ladder, stored.version) == (
        Decimal(15430), "วิชาการ ชำนาญการ", row.version + 1,
    )  # fmt: skip
    with pytest.raises(EditConflict) as caught:
        do(sqlite_database, lambda uow: edit_row(uow, edited(row, salary=Decimal(15820))))
    assert ("salary", Decimal(15430), Decimal(15820)) in caught.value.facts["differences"]


def test_a_level_without_a_base_is_told_and_a_known_one_gets_its_code(sqlite_database):
    make_people(
        sqlite_database, [Someone("ก", employment="civil_servant", salary="27500")], agency="dms"
    )
    id_ = take(sqlite_database, scheme="percentage")
    [row] = see(sqlite_database, lambda uow: payroll(uow, id_)).rows
    assert (row.ladder, row.type, row.level) == ("K2", "วิชาการ", "ชำนาญการ")
    command = edited(row, level="ชำนาญงานพิเศษ")
    problem = refused(sqlite_database, lambda uow: edit_row(uow, command))
    assert (problem.code, problem.field) == ("payroll_level_no_base", "level")
    moved = edited(row, type="อำนวยการ", level="ต้น")
    do(sqlite_database, lambda uow: edit_row(uow, moved))
    assert see(sqlite_database, lambda uow: payroll_row(uow, row.id)).ladder == "M1"


def test_a_salary_outside_its_level_is_told_and_keeps_nothing_open(sqlite_database):
    # academic, professional level: 14,330 to 36,020 by the table that is held
    salaries = ("14329.99", "14330", "36020", "36020.01")
    people = [
        Someone(f"ก{at}", employment="civil_servant", salary=salary)
        for at, salary in enumerate(salaries)
    ]
    make_people(sqlite_database, people, agency="dms")
    id_ = take(sqlite_database, scheme="percentage")
    found = see(sqlite_database, lambda uow: payroll(uow, id_))
    told = [(each.code, each.facts, each.blocks) for each in found.problems]
    assert told == [
        ("payroll_salary_below_level", {"salary": Decimal("14329.99"), "least": 14330}, False),
        ("payroll_salary_above_level", {"salary": Decimal("36020.01"), "most": 36020}, False),
    ]
    words = [sentence(DomainError(each.code, **each.facts)) for each in found.problems]
    assert "14,330" in words[0] and "36,020" in words[1]
    do(sqlite_database, lambda uow: freeze(uow, id_, 1))


def test_frozen_heads_and_money_stand_fast_and_a_change_behind_the_program_is_found(database):
    make_people(database, [Someone("ก"), Someone("ข")])
    id_ = take(database)
    sealed = do(database, lambda uow: freeze(uow, id_, 1))
    row = see(database, lambda uow: payroll(uow, id_)).rows[0]
    for call in (
        lambda uow: edit_row(uow, edited(row)),
        lambda uow: remove_row(uow, row.id, row.version, "ย้าย"),
        lambda uow: add_row(uow, id_, row.person_id),
    ):
        assert refused(database, call).code == "payroll_frozen"
    do(database, lambda uow: set_facts(uow, SetFacts(row.id, row.version, {"late_times": 2})))
    assert do(database, lambda uow: freeze(uow, id_)) == sealed
    with database.work(SYSTEM) as uow:
        uow.session.get_one(PayrollRow, row.id).salary = Decimal(15820)
    assert see(database, lambda uow: payroll(uow, id_)).altered
    assert refused(database, lambda uow: freeze(uow, id_)).code == "payroll_altered"


def test_facts_are_kept_whole_checked_and_taken_back(sqlite_database):
    make_people(sqlite_database, [Someone("ก"), Someone("ข")])
    id_ = take(sqlite_database)
    one, two = see(sqlite_database, lambda uow: payroll(uow, id_)).rows
    leave = [
        {"kind": "ลาป่วย", "days": 3, "times": 1},
        {"kind": "ลาป่วย", "days": 2, "times": 1},
        {"kind": "ลาพักผ่อน", "days": 5, "times": 4},
    ]
    commands = [
        SetFacts(one.id, 1, {"service_months": 6, "leave": leave, "absent": False}, ("on_leave",)),
        SetFacts(two.id, 1, {"service_months": 0, "convicted": True}, note="รอผล"),
    ]
    saved = do(sqlite_database, lambda uow: set_many(uow, commands))
    rows = see(sqlite_database, lambda uow: payroll(uow, id_)).rows
    assert rows[0].facts == {
        "service_months": 6,
        "leave": [
            {"kind": "ลาป่วย", "days": 5, "times": 2},
            {"kind": "ลาพักผ่อน", "days": 5, "times": 1},
        ],
    }
    assert rows[1].facts == {"service_months": 0, "convicted": True}
    bad = SetFacts(
        one.id, 2, {"service_months": 7, "late_times": -1, "leave": [{"kind": "ลาเที่ยว"}]}
    )
    with pytest.raises(Invalid) as caught:
        do(sqlite_database, lambda uow: set_many(uow, [SetFacts(two.id, 2, {}), bad]))
    codes = [each.code for each in caught.value.problems]
    assert codes == ["fact_out_of_range", "fact_out_of_range", "leave_unknown"]
    assert see(sqlite_database, lambda uow: payroll_row(uow, two.id)).version == 2
    do(sqlite_database, lambda uow: take_back(uow, saved))
    assert see(sqlite_database, lambda uow: payroll_row(uow, one.id)).facts == one.facts


def test_what_a_round_stands_on_is_not_thrown_away_and_facts_close_with_the_final_round(
    sqlite_database,
):
    make_people(sqlite_database, [Someone("ก")])
    id_ = take(sqlite_database)
    do(sqlite_database, lambda uow: freeze(uow, id_))
    version = see(sqlite_database, payrolls)[0].version
    version = do(sqlite_database, lambda uow: unfreeze(uow, id_, version, "ลืมหนึ่งคน"))
    do(sqlite_database, lambda uow: freeze(uow, id_, version))
    with sqlite_database.work(SYSTEM) as uow:
        round_ = SalaryRound(
            scheme="step", year=2570, number=1, effective_on=dt.date(2027, 4, 1),
            law_day=dt.date(2027, 4, 1), snapshot_id=id_, state="final",
        )  # fmt: skip
        uow.session.add(round_)
    version = see(sqlite_database, payrolls)[0].version
    for call in (
        lambda uow: unfreeze(uow, id_, version, "แก้"),
        lambda uow: discard_payroll(uow, id_, version, "แก้"),
    ):
        assert refused(sqlite_database, call).code == "payroll_in_use"
    [row] = see(sqlite_database, lambda uow: payroll(uow, id_)).rows
    problem = refused(
        sqlite_database, lambda uow: set_facts(uow, SetFacts(row.id, row.version, {}))
    )
    assert problem.code == "payroll_round_final"
    assert see(sqlite_database, lambda uow: facts_form(uow, row.id)).final
    with sqlite_database.work(SYSTEM) as uow:
        first = uow.session.get_one(SalaryRound, 1)
        names = ("scheme", "year", "number", "effective_on", "law_day", "snapshot_id")
        same = {name: getattr(first, name) for name in names}
        uow.session.add(SalaryRound(**same, copy_of_id=first.id, name="ลอง"))
    # a what-if copy corrects nothing, the round that is to take its place does
    assert see(sqlite_database, lambda uow: payroll(uow, id_)).final
    with sqlite_database.work(SYSTEM) as uow:
        uow.session.add(SalaryRound(**same, supersedes_id=1))
    assert not see(sqlite_database, lambda uow: payroll(uow, id_)).final
    assert not see(sqlite_database, lambda uow: facts_form(uow, row.id)).final
    saved = do(
        sqlite_database,
        lambda uow: set_facts(uow, SetFacts(row.id, row.version, {"absent": True})),
    )
    assert saved.after.facts == {"absent": True}


def test_differences_to_the_last_payroll_and_who_came_from_elsewhere(sqlite_database):
    people = make_people(
        sqlite_database,
        [
            Someone("ก"),
            Someone("ข"),
            Someone("ค", level="", salary="20000", employment="local_teacher", title="ครู"),
        ],
    )
    first = take(sqlite_database)
    rows = {row.person_id: row for row in see(sqlite_database, lambda u: payroll(u, first)).rows}
    teacher = rows[people[2]]
    do(sqlite_database, lambda uow: edit_row(uow, edited(teacher, level="คศ.2")))
    do(sqlite_database, lambda uow: remove_row(uow, rows[people[1]].id, 1, "ลาออก"))
    make_people(
        sqlite_database, [Someone("ง", entered="2010-01-04"), Someone("จ", entered="2027-06-01")]
    )
    with sqlite_database.work(SYSTEM) as uow:
        from hrdesk.models import Person, Post

        uow.session.get_one(Person, people[0]).salary = Decimal(15430)
        uow.session.query(Post).filter(Post.number == "001").one().unit = "กองคลัง"
    second = take(sqlite_database, SEPTEMBER)
    view = see(sqlite_database, lambda uow: payroll(uow, second))
    by_name = {row.name[3:4]: row for row in view.rows}
    assert by_name["ค"].ladder == "คศ.2"  # the register cannot hold it: from the last payroll
    assert [n for n in by_name if "transferred_in" in by_name[n].special] == ["ก", "ข", "ง"]
    told = see(sqlite_database, lambda uow: payroll_differences(uow, second))
    found = {(d.kind, d.name[3:4], d.field) for d in told.rows}
    assert found == {
        ("changed", "ก", "unit"), ("changed", "ก", "salary"), ("added", "ข", "salary"),
        ("added", "ง", "salary"), ("added", "จ", "salary"),
    }  # fmt: skip
    assert (told.heads_before, told.heads) == (2, 5)
    assert told.total - told.total_before == Decimal(380 + 3 * 15050)
    do(sqlite_database, lambda uow: discard_payroll(uow, second, 1, "เริ่มใหม่"))
    with sqlite_database.read(SYSTEM) as uow:
        assert uow.session.query(PayrollSnapshot).count() == 1
        assert uow.session.query(PayrollRow).filter_by(snapshot_id=second).count() == 0
        newest = uow.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert (newest.action, newest.reason) == ("payroll.discarded", "เริ่มใหม่")


def test_a_person_is_added_once_and_only_where_they_belong(sqlite_database):
    people = make_people(
        sqlite_database,
        [Someone("ก"), Someone("ข", employment="contract_employee"), Someone("ค", active=False)],
    )
    id_ = take(sqlite_database)
    for person, code in zip(
        people,
        ("payroll_person_twice", "payroll_other_scheme", "payroll_person_left"),
        strict=True,
    ):
        assert refused(sqlite_database, lambda uow, p=person: add_row(uow, id_, p)).code == code
    [late] = make_people(sqlite_database, [Someone("ง")])
    [missing] = [
        p
        for p in see(sqlite_database, lambda uow: payroll_problems(uow, id_))
        if p.code == "payroll_people_missing"
    ]
    assert missing.facts["names"] == ["นายง สมมติ"]
    do(sqlite_database, lambda uow: add_row(uow, id_, late))
    assert see(sqlite_database, payrolls)[0].heads == 2


def test_a_level_that_the_law_did_not_know_when_the_payroll_was_taken_is_taken_up_at_freezing(
    sqlite_database,
):
    make_people(sqlite_database, [Someone("ก")])
    id_ = take(sqlite_database)
    with sqlite_database.work(SYSTEM) as uow:
        row = uow.session.query(PayrollRow).one()
        row.ladder, row.group = "", ""
    sealed = do(sqlite_database, lambda uow: freeze(uow, id_))
    view = see(sqlite_database, lambda uow: payroll(uow, id_))
    assert (view.rows[0].ladder, view.rows[0].group) == ("วิชาการ ชำนาญการ", "official_1")
    assert not view.altered
    assert do(sqlite_database, lambda uow: freeze(uow, id_)) == sealed


def test_a_salary_that_the_history_of_the_day_contradicts_is_told(sqlite_database):
    one, other = make_people(
        sqlite_database, [Someone("ก", salary="15850"), Someone("ข", salary="15850")]
    )
    with sqlite_database.work(SYSTEM) as uow:
        for person, day, old, new in (
            (one, dt.date(2026, 10, 1), "14690", "15050"),  # the register rose without a line
            (other, dt.date(2027, 4, 1), "15050", "15850"),  # what 1 March knows nothing of yet
        ):
            uow.session.add(
                SalaryRecord(
                    person_id=person, effective_on=day, kind="step", old_salary=Decimal(old),
                    new_salary=Decimal(new), recorded_at=uow.clock.now(),
                )
            )  # fmt: skip
    id_ = take(sqlite_database)
    view = see(sqlite_database, lambda uow: payroll(uow, id_))
    assert [row.salary for row in view.rows] == [15850, 15050]
    code = "payroll_salary_differs"
    told = [each for each in view.problems if each.code == code]
    assert [(each.row_id, each.facts["salary"], each.blocks) for each in told] == [
        (view.rows[0].id, 15050, False)
    ]
    now = edited(view.rows[1], salary=Decimal(15850))
    do(sqlite_database, lambda uow: edit_row(uow, now))
    told = see(sqlite_database, lambda uow: payroll_problems(uow, id_))
    assert [each.facts["salary"] for each in told if each.code == code] == [15050, 15050]
