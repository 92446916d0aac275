"""Rows of cases put straight into a database, with everything the lists show under control."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from hrdesk.models import Case, Person, User
from hrdesk.rules.codes import MANUAL_KINDS, CaseStatus, CaseType
from hrdesk.rules.dates import fiscal_year
from hrdesk.rules.sorting import search_text, thai_key
from hrdesk.services.access import SYSTEM, Role

FIRST_NAMES = (
    "เกษม", "กมล", "แก้วตา", "ไกรสร", "โกวิท", "ขวัญใจ", "เขมิกา", "จันทร์เพ็ญ", "ใจดี", "ชูชาติ",
    "เชาวน์", "ฐิติมา", "ณรงค์", "ดวงใจ", "เดือนเพ็ญ", "ถวิล", "น้ำฝน", "นาง", "เบญจมาศ", "ปีติ",
    "ไพลิน", "ฤทัย", "วีระ", "แววตา", "ศรีสมร", "โสภา", "หทัย", "อารี", "เอมอร", "ไอรดา",
)  # fmt: skip
LAST_NAMES = ("ใจงาม", "แสนสุข", "เพียรดี", "กล้าหาญ", "ทองคำ", "รักษ์ไทย")
UNITS = ("กองคลัง", "แผนงานกลาง", "เขตสุขภาพที่ ๑", "กลุ่มตรวจสอบ", "ศูนย์อนามัยที่ 10", "โรงพยาบาลตัวอย่าง")
SUBJECTS = (
    "ขอประเมินผลงานเพื่อเลื่อนระดับ",
    "ขอโอนไปส่วนราชการอื่น",
    "ขอย้ายกลับภูมิลำเนา 100%",
    "ขอลาออก_จากราชการ",
)
STEPS = ("ตรวจสอบคุณสมบัติ", "เสนอคณะกรรมการ", "ออกคำสั่ง")


@dataclass
class Sample:
    """The people, officers and cases of a filled database."""

    people: list[Person] = field(default_factory=list)
    officers: list[User] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)


def add_person(uow, first: str, last: str, prefix: str = "นาย") -> Person:
    """Add a person of the register with only what a case needs of them."""
    now = uow.clock.now()
    name = f"{first} {last}"
    person = Person(
        prefix=prefix,
        first_name=first,
        last_name=last,
        employment="civil_servant",
        sort_key=thai_key(name),
        search_text=search_text(prefix + name),
        created_at=now,
        updated_at=now,
    )
    uow.session.add(person)
    uow.session.flush()
    return person


def add_user(
    uow, username: str, name: str, role: Role = Role.OFFICER, person_id: int | None = None
) -> User:
    """Add someone who signs in."""
    user = User(
        username=username,
        display_name=name,
        role=role.value,
        password_hash="",
        person_id=person_id,
    )
    uow.session.add(user)
    uow.session.flush()
    return user


def add_case(uow, number: int, person: Person, **facts: Any) -> Case:
    """Add one case; facts are columns, ``officer`` a user."""
    officer = facts.pop("officer", None)
    received_on = facts.setdefault("received_on", uow.clock.today())
    facts.setdefault("since", received_on)
    kind = CaseType(facts.setdefault("case_type", CaseType.PROMOTION).value)
    facts["case_type"] = kind.value
    facts["status"] = facts.get("status", CaseStatus.IN_PROGRESS).value
    unit = facts.setdefault("unit", "")
    name = f"{person.prefix}{person.first_name} {person.last_name}"
    year = facts.pop("year", fiscal_year(received_on))
    subject = facts.setdefault("subject", SUBJECTS[0])
    case = Case(
        year=year,
        number=number,
        procedure=f"doh/{kind.value}",
        procedure_version=1,
        person_id=person.id,
        person_name=name,
        person_sort_key=person.sort_key,
        unit_sort_key=thai_key(unit),
        officer_id=officer.id if officer else None,
        officer_name=officer.display_name if officer else "",
        search_text=search_text(
            name, unit, f"{number}/{year}", kind.label, subject,
            officer.display_name if officer else "",
        ),
        created_at=uow.clock.now(),
        updated_at=uow.clock.now(),
        **facts,
    )  # fmt: skip
    uow.session.add(case)
    return case


def fill(database, count: int = 120, seed: int = 7) -> Sample:
    """Fill an empty database with cases of every sort around the clock's day."""
    chance = random.Random(seed)
    today = database.clock.today()
    sample = Sample()
    with database.work(SYSTEM) as uow:
        sample.people = [
            add_person(
                uow, first, chance.choice(LAST_NAMES), chance.choice(("นาย", "นาง", "นางสาว"))
            )
            for first in FIRST_NAMES
        ]
        sample.officers = [
            add_user(uow, f"officer{place}", name)
            for place, name in enumerate(("เอกชัย ดีพร้อม", "กานดา มีสุข", "แสงดาว ขยัน"))
        ]
        for number in range(1, count + 1):
            sample.cases.append(_random_case(uow, chance, number, sample, today))
        uow.session.flush()
    return sample


def _random_case(uow, chance: random.Random, number: int, sample: Sample, today: dt.date) -> Case:
    received_on = today - dt.timedelta(days=chance.randint(0, 90))
    finished = chance.random() < 0.35
    since = received_on + dt.timedelta(days=chance.randint(0, (today - received_on).days))
    due_on = None
    if not finished and chance.random() < 0.85:
        due_on = today + dt.timedelta(days=chance.randint(-12, 14))
    return add_case(
        uow,
        number,
        chance.choice(sample.people),
        case_type=chance.choice(MANUAL_KINDS),
        status=CaseStatus.COMPLETED if finished else CaseStatus.IN_PROGRESS,
        received_on=received_on,
        since=since,
        completed_on=since if finished else None,
        due_on=due_on,
        waits_for_others=not finished and chance.random() < 0.3,
        step_title=chance.choice(STEPS),
        unit=chance.choice(UNITS),
        subject=chance.choice(SUBJECTS),
        officer=chance.choice([*sample.officers, None]),
    )
