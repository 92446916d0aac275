"""Large invented offices to measure with: the same rows for the same seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from hrdesk.models import Case, Office, Person, Post, User
from hrdesk.rules.codes import MANUAL_KINDS, CaseStatus
from hrdesk.rules.sorting import search_text, thai_key
from hrdesk.services.access import SYSTEM
from hrdesk.services.database import Database
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location

FIRST = [
    "กมล",
    "กาญจนา",
    "เกษม",
    "ขวัญใจ",
    "เฉลิม",
    "ชลธิชา",
    "ณรงค์",
    "ดวงพร",
    "ธีรพงศ์",
    "นภา",
    "ปรีชา",
    "พิมพ์ใจ",
    "ไพโรจน์",
    "มานะ",
    "รัตนา",
    "วิชัย",
    "ศรีสุดา",
    "สุรชัย",
    "อรุณ",
    "เอกชัย",
]
LAST = [
    "ทองดี",
    "ใจงาม",
    "ศรีสมมติ",
    "แสงทดลอง",
    "บุญตัวอย่าง",
    "รุ่งสมมุติ",
    "วงศ์ทดสอบ",
    "แก้วสาธิต",
    "เพ็งตัวอย่าง",
    "ไชยสมมติ",
]
UNITS = [
    "กองแผนงาน",
    "กองคลัง",
    "สำนักโภชนาการ",
    "สำนักทันตสาธารณสุข",
    "ศูนย์อนามัยที่",
    "๑",
    "ศูนย์อนามัยที่",
    "๒",
    "กองการเจ้าหน้าที่",
    "สำนักอนามัยสิ่งแวดล้อม",
]
STEPS = ("ตรวจสอบคุณสมบัติ", "คณะกรรมการพิจารณา", "เสนออธิบดีลงนาม", "จัดทำคำสั่ง", "แจ้งหน่วยงาน")
TODAY = dt.date(2026, 11, 20)
_BATCH = 5000


def large_office(path: Path, cases: int, people: int = 10_000) -> Database:
    """Make an office with so many people and cases in an SQLite file; steps are left out."""
    chance = random.Random(2569)
    database = create_database(Location.file(path))
    moment = dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)
    with database.work(SYSTEM) as uow:
        run = uow.session.execute
        run(
            insert(Office).values(
                id=1,
                agency="doh",
                agency_name="กรมตัวอย่าง",
                unit_name="กองทดสอบ",
                address="",
                telephone="",
                letter_code="ตย ๐๑",
                version=1,
                emblem_preprinted=True,
                sample=False,
                preferences={},
            )
        )
        run(
            insert(User).values(
                id=1,
                username="bench",
                display_name="ผู้วัดความเร็ว",
                role="administrator",
                password_hash="",
                version=1,
                active=True,
                must_change_password=False,
                failures=0,
            )
        )
        run(
            insert(Post),
            [
                {
                    "id": n,
                    "number": str(n),
                    "title": "นักวิชาการ",
                    "type": "K",
                    "level": "K2",
                    "job_series": "นักวิชาการ",
                    "unit": UNITS[n % len(UNITS)],
                    "version": 1,
                }
                for n in range(1, people + 1)
            ],
        )
        run(insert(Person), [_person(n, chance, moment) for n in range(1, people + 1)])
        for rows in _case_batches(cases, people, chance, moment):
            run(insert(Case), rows)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
    return database


def _name(n: int) -> tuple[str, str]:
    return FIRST[n % len(FIRST)], LAST[n // len(FIRST) % len(LAST)]


def _person(n: int, chance: random.Random, moment: dt.datetime) -> dict[str, Any]:
    first, last = _name(n)
    return {
        "id": n,
        "version": 1,
        "prefix": "นาย",
        "first_name": first,
        "last_name": last,
        "national_id": None,
        "employment": "civil_servant",
        "post_id": n,
        "active": True,
        "sort_key": thai_key(f"{first} {last}"),
        "search_text": search_text(first, last, str(n)),
        "birth_date": f"{chance.randint(1968, 2000)}-05-00",
        "entered_on": "",
        "in_level_since": "",
        "licence": "",
        "telephone": "",
        "email": "",
        "note": "",
        "created_at": moment,
        "updated_at": moment,
    }


def _case_batches(
    cases: int, people: int, chance: random.Random, moment: dt.datetime
) -> Iterator[list[dict[str, Any]]]:
    kinds = list(MANUAL_KINDS)
    rows: list[dict[str, Any]] = []
    for n in range(1, cases + 1):
        person = chance.randint(1, people)
        first, last = _name(person)
        unit = UNITS[person % len(UNITS)]
        received = TODAY - dt.timedelta(days=chance.randint(0, 3650))
        still_open = n > cases * 0.97
        kind = kinds[n % 4]
        subject = f"{kind.label} ราย{first} {last}"
        rows.append(
            {
                "id": n,
                "version": 1,
                "year": 2569,
                "number": n,
                "case_type": kind.value,
                "procedure": f"doh.{kind.value}",
                "procedure_version": 1,
                "rules_held": True,
                "person_id": person,
                "person_name": f"นาย{first} {last}",
                "person_sort_key": thai_key(f"{first} {last}"),
                "unit": unit,
                "unit_sort_key": thai_key(unit),
                "received_on": received,
                "subject": subject,
                "target": {},
                "officer_id": 1,
                "officer_name": "ผู้วัดความเร็ว",
                "note": "",
                "status": (CaseStatus.IN_PROGRESS if still_open else CaseStatus.COMPLETED).value,
                "step_title": STEPS[n % len(STEPS)],
                "step_role": "",
                "waits_for_others": n % 7 == 0,
                "since": received,
                "due_on": received + dt.timedelta(days=14) if still_open else None,
                "completed_on": None if still_open else received + dt.timedelta(days=40),
                "search_text": search_text(
                    f"นาย{first} {last}", unit, f"{n}/2569", kind.label, subject
                ),
                "created_at": moment,
                "updated_at": moment,
            }
        )
        if len(rows) == _BATCH:
            yield rows
            rows = []
    if rows:
        yield rows
