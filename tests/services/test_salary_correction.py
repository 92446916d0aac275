"""A round that corrects a final one: what it leaves as it is, and which round follows it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import select

from hrdesk.models import AuditEntry, Person, SalaryRecord
from hrdesk.services.access import SYSTEM
from hrdesk.services.salary_final import supersede_round
from tests.services.payroll_people import Someone
from tests.services.salary_sample import (
    choose,
    decided,
    do,
    finalised,
    met,
    open_over,
    opened,
    view,
)

PEOPLE = [Someone(f"คน{n}", salary="15050") for n in range(3)]
SCORES = ["95", "85", "59"]


def test_a_correction_leaves_a_register_that_changed_since(sqlite_database):
    round_id = opened(sqlite_database, PEOPLE, SCORES)
    choose(sqlite_database, round_id, {0: "0.5", 1: "0.5", 2: "0"}, "มติ")
    met(sqlite_database, round_id)
    finalised(sqlite_database, round_id)
    promoted, followed, unraised = (
        line.person_id for line in view(sqlite_database, round_id).lines
    )
    with sqlite_database.work(SYSTEM) as uow:
        for person in (promoted, unraised):  # typed into the register, without a line
            uow.session.get_one(Person, person).salary = Decimal(24000)
    new = do(sqlite_database, lambda uow: supersede_round(uow, round_id, "คะแนนผิด"))
    choose(sqlite_database, new, {0: "0", 1: "0", 2: "0.5"}, "แก้คะแนน")
    met(sqlite_database, new)
    [note] = [each for each in view(sqlite_database, new).notes if "หลังรอบเดิม" in each]
    assert "2 คน: นายคน0 สมมติ, นายคน2 สมมติ" in note
    finalised(sqlite_database, new)
    assert note in view(sqlite_database, new).notes
    with sqlite_database.read(SYSTEM) as uow:
        salaries = [
            uow.session.get_one(Person, id_).salary for id_ in (promoted, followed, unraised)
        ]
        assert salaries == [24000, 15050, 24000]
        lines = uow.session.scalars(select(SalaryRecord).where(SalaryRecord.round_id == new)).all()
        assert {each.person_id: each.new_salary for each in lines} == {
            promoted: 15050, followed: 15050, unraised: 15430,
        }  # fmt: skip
        audits = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.reason == "คะแนนผิด", AuditEntry.entity == "person")
        ).all()
        assert {each.entity_id: each.changes.get("register_salary") for each in audits} == {
            promoted: None, followed: ["15430", "15050"], unraised: None,
        }  # fmt: skip


def test_a_final_october_is_told_that_april_was_corrected_after_it(sqlite_database, clock):
    april = opened(sqlite_database, PEOPLE, SCORES)
    decided(sqlite_database, april)
    clock.set(dt.date(2027, 9, 10))
    october = open_over(sqlite_database, "step", 2, None)
    choose(sqlite_database, october, dict.fromkeys(range(3), "0"), "มติ")
    met(sqlite_database, october)
    finalised(sqlite_database, october)
    assert view(sqlite_database, october).overtaken == ""
    new = do(sqlite_database, lambda uow: supersede_round(uow, april, "คะแนนผิด"))
    [warned] = [each for each in view(sqlite_database, new).notes if "1 ตุลาคม 2570" in each]
    assert "เป็นที่สุดแล้วโดยใช้ผลเดิม" in warned
    choose(sqlite_database, new, {0: "0.5"}, "แก้คะแนน")
    met(sqlite_database, new)
    assert view(sqlite_database, october).overtaken == ""
    finalised(sqlite_database, new)
    told = view(sqlite_database, october)
    assert "ครั้งเมษายนแก้ไขแล้ว ต้องแก้ไขครั้งนี้ด้วย" in told.overtaken
    assert told.overtaken in told.notes
    again = do(sqlite_database, lambda uow: supersede_round(uow, october, "แก้ตามเมษายน"))
    assert not [each for each in view(sqlite_database, again).notes if "โดยใช้ผลเดิม" in each]
