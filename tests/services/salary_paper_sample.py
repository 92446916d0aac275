"""A small office with one salary round of any scheme, for the tests of its papers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select

from hrdesk.models import (
    Appraisal,
    AppraisalRound,
    Committee,
    CommitteeMember,
    PayrollRow,
    SalaryRound,
    Signatory,
)
from hrdesk.services.access import SYSTEM
from hrdesk.services.payrolls import TakePayroll, take_payroll
from hrdesk.services.queries.salary_rounds import RoundMeeting, round_view
from hrdesk.services.salary_choices import SetChoice, set_choices
from hrdesk.services.salary_final import finalise_round
from hrdesk.services.salary_rounds import OpenRound, open_round, record_meeting
from tests.services.payroll_people import Someone, make_people
from tests.services.salary_sample import close_appraisal

YEAR = 2570
_NUMBERS = {"step": 1, "contract": 2, "percentage": 1}
_PEOPLE = {
    "step": [
        Someone("กมล", run="2015-05-01"),
        Someone("ขจร", level="O2", salary="13470", title="เจ้าพนักงานธุรการ", run="2015-05-01"),
        Someone("คำแก้ว", level="O1", salary="8750", title="เจ้าพนักงานธุรการ", run="2015-05-01"),
        Someone("งามตา", unit="กองคลัง", run="2027-02-01"),
    ],
    "contract": [
        Someone("จันทร์", level="", salary="11500", employment="contract_employee", run="2020-10-01"),
        Someone("ฉวี", level="", salary="9400", employment="contract_employee", run="2020-10-01"),
    ],
    "percentage": [
        Someone("ชัย", salary="24690", employment="civil_servant", run="2015-05-01"),
        Someone("ซ่อนกลิ่น", salary="31250", employment="civil_servant", run="2015-05-01", unit="กองคลัง"),
    ],
}  # fmt: skip
_SCORES = ("96", "88", "72", "81")
_CHOICES = {
    "step": {"กมล": "1", "ขจร": "0.5", "คำแก้ว": "0"},
    "contract": {"จันทร์": "4", "ฉวี": "3"},
    "percentage": {"ชัย": "2.95", "ซ่อนกลิ่น": "2.5"},
}


class Made(NamedTuple):
    """The round and its people, in the payroll's order."""

    round: int
    people: list[int]


def make_round(database, clock, scheme: str = "step", *, final: bool = True) -> Made:
    """Make people, a payroll, their appraisal and a round of them, final where asked."""
    number = _NUMBERS[scheme]
    day = dt.date(2027, 3 if number == 1 else 9, 1)
    agency = "dms" if scheme == "percentage" else "sao"
    people = make_people(database, _PEOPLE[scheme], agency)
    clock.set(day.replace(day=20))
    with database.work(SYSTEM) as uow:
        uow.session.add(Signatory(name="นายลงนาม สมมติ", post="นายกองค์การบริหารส่วนตำบลตัวอย่าง"))
        committee = Committee(
            name="คณะกรรมการพิจารณาการเลื่อนขั้นเงินเดือน", kind="step_increase", rule=""
        )
        uow.session.add(committee)
        appraisal = AppraisalRound(
            year=YEAR, number=number, first=dt.date(2026, 10, 1), last=dt.date(2027, 3, 31)
        )
        uow.session.add(appraisal)
        uow.session.flush()
        for place, role in enumerate(("chair", "member", "member", "member", "secretary")):
            uow.session.add(
                CommitteeMember(
                    committee_id=committee.id, position=place, role=role, name=f"กรรมการ {place + 1} สมมติ",
                    post="หัวหน้าส่วนราชการ",
                )
            )  # fmt: skip
        appraisal_id, committee_id = appraisal.id, committee.id
        for person, score in zip(people, _SCORES, strict=False):
            uow.session.add(appraised(appraisal_id, person, score, scheme))
    with database.work(SYSTEM) as uow:
        payroll = take_payroll(uow, TakePayroll(scheme, day)).value
    with database.work(SYSTEM) as uow:
        for row in uow.session.scalars(select(PayrollRow)):
            row.facts = {**row.facts, "leave": [{"kind": "ลาป่วย", "days": 2, "times": 1}]}
    with database.work(SYSTEM) as uow:
        command = OpenRound(scheme, YEAR, number, payroll, appraisal_id, committee_id=committee_id)
        made = open_round(uow, command).value
    choose(database, made, scheme)
    if final:
        finish(database, made, committee_id, day)
    return Made(made, people)


def appraised(round_id: int, person_id: int, score: str, scheme: str) -> Appraisal:
    """Return one person's result: the same points in both parts."""
    staff = {"step": "official", "contract": "contract"}.get(scheme, "civil_servant")
    return Appraisal(
        round_id=round_id, person_id=person_id, staff=staff, achievement=score, competency=score
    )


def choose(database, round_id: int, scheme: str) -> None:
    """Give people what stands in ``_CHOICES``, each with a reason."""
    with database.work(SYSTEM) as uow:
        lines = round_view(uow, round_id).lines
        commands = [
            SetChoice(round_id, line.row_id, Decimal(amount), "ตามมติที่ประชุม")
            for line in lines
            for first, amount in _CHOICES[scheme].items()
            if first in line.name
        ]
        set_choices(uow, round_id, commands)


def finish(database, round_id: int, committee_id: int, day: dt.date) -> None:
    """Close the results, record the meeting and make the round final."""
    with database.work(SYSTEM) as uow:
        round_ = uow.session.get_one(SalaryRound, round_id)
        version = round_.version
        if round_.appraisal_round_id is not None:
            close_appraisal(uow, round_.appraisal_round_id)
        held = RoundMeeting(day.replace(day=18), "1/2570", "เห็นชอบตามบัญชี", committee_id)
        record_meeting(uow, round_id, version, held)
    with database.work(SYSTEM) as uow:
        version = uow.session.get_one(SalaryRound, round_id).version
        finalise_round(uow, round_id, version)
