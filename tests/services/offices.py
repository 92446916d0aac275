"""An office with one person and one officer, for the tests of cases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zlib import crc32

from hrdesk.models import Degree, Office, Person, Post, Signatory
from hrdesk.rules.codes import CaseType
from hrdesk.rules.sorting import search_text, thai_key
from hrdesk.services.access import SYSTEM, Actor
from hrdesk.services.cases import OpenCase, OpenedCase, TargetPost, open_case
from hrdesk.services.database import Database

RECEIVED = dt.date(2026, 9, 1)


def make_office(database: Database, agency: str = "doh") -> None:
    with database.work(SYSTEM) as uow:
        uow.session.add(
            Office(
                id=1,
                agency=agency,
                agency_name="กรมตัวอย่าง",
                unit_name="กองการเจ้าหน้าที่",
                address="๑ ถนนสมมติ",
                telephone="๐ ๒๐๐๐ ๐๐๐๐",
                letter_code="ตย ๐๓๐๓",
            )
        )
        uow.session.add(Signatory(name="นายผู้ลงนาม สมมติ", post="รองอธิบดี", acting_for="อธิบดี"))


def make_person(database: Database, first: str = "กานดา", last: str = "สมมติสุข") -> int:
    with database.work(SYSTEM) as uow:
        now = uow.clock.now()
        post = Post(
            number=f"{crc32((first + last).encode()) % 9000 + 100}",
            title="นักทรัพยากรบุคคล",
            type="K",
            level="K2",
            job_series="นักทรัพยากรบุคคล",
            unit="กองแผนงาน",
        )
        person = Person(
            prefix="นางสาว",
            first_name=first,
            last_name=last,
            national_id=None,
            birth_date="1990-05-00",
            employment="civil_servant",
            post=post,
            in_level_since="2020-10-01",
            salary=Decimal("27500"),
            sort_key=thai_key(f"{first} {last}"),
            search_text=search_text(first, last),
            created_at=now,
            updated_at=now,
        )
        person.degrees = [
            Degree(
                position=1,
                level="master",
                name="ศิลปศาสตรมหาบัณฑิต",
                major="รัฐศาสตร์",
                institution="มหาวิทยาลัยสมมติ",
            )
        ]
        uow.session.add(person)
        uow.session.flush()
        return person.id


def receive(
    database: Database,
    actor: Actor,
    person_id: int,
    kind: CaseType = CaseType.RESIGNATION,
    **facts: object,
) -> OpenedCase:
    command = {
        "person_id": person_id,
        "case_type": kind,
        "received_on": RECEIVED,
        "subject": f"{kind.label} ราย น.ส.กานดา",
        "target": TargetPost(title="นักทรัพยากรบุคคล", level="K3", number="99", unit="กองกลาง"),
        **facts,
    }
    if kind is CaseType.RESIGNATION:
        command.setdefault("effective_on", RECEIVED + dt.timedelta(days=45))
    with database.work(actor) as uow:
        return open_case(uow, OpenCase(**command)).value  # type: ignore[arg-type]
