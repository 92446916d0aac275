"""Invented people of an office for the tests of payrolls and of what stands on them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from hrdesk.models import Office, Person, Post, ServiceRun
from hrdesk.rules.identity import check_digit
from hrdesk.rules.sorting import search_text, thai_key
from hrdesk.services.access import SYSTEM
from hrdesk.services.database import Database


class Someone(NamedTuple):
    """One person to be made; ``run`` is the first day of the present service run, if any."""

    first: str
    level: str = "K2"
    salary: str | None = "15050"
    employment: str = "local_official"
    born: str = "1985-05-00"
    entered: str = "2015-05-01"
    unit: str = "สำนักปลัด"
    title: str = "นักทรัพยากรบุคคล"
    run: str = ""
    active: bool = True


def national_id(number: int) -> str:
    """Return an invented national ID that passes the check."""
    twelve = f"9{number:011d}"
    return f"{twelve}{check_digit(twelve)}"


def make_people(database: Database, people: Sequence[Someone], agency: str = "sao") -> list[int]:
    """Make an office of that agency (once) and these people; returns their ids in order."""
    with database.work(SYSTEM) as uow:
        if uow.session.get(Office, 1) is None:
            uow.session.add(
                Office(
                    id=1,
                    agency=agency,
                    agency_name="องค์การบริหารส่วนตำบลตัวอย่าง",
                    unit_name="สำนักปลัด",
                    address="ตำบลตัวอย่าง",
                    telephone="0 0000 0000",
                    letter_code="ตย 00000",
                )
            )
        start = uow.session.query(Person).count()
        made = [_person(uow, each, start + place) for place, each in enumerate(people, 1)]
        uow.session.add_all(made)
        uow.session.flush()
        return [person.id for person in made]


def _person(uow, given: Someone, number: int) -> Person:
    type_ = given.level[0] if given.level else "other"
    now = uow.clock.now()
    person = Person(
        prefix="นาย",
        first_name=given.first,
        last_name="สมมติ",
        national_id=national_id(number),
        birth_date=given.born,
        employment=given.employment,
        entered_on=given.entered,
        salary=None if given.salary is None else Decimal(given.salary),
        active=given.active,
        post=Post(
            number=f"{number:03d}",
            title=given.title,
            type=type_,
            level=given.level,
            unit=given.unit,
        ),
        sort_key=thai_key(f"{given.first} สมมติ"),
        search_text=search_text(given.first, "สมมติ"),
        created_at=now,
        updated_at=now,
    )
    if given.run:
        person.service_runs = [
            ServiceRun(position=0, started_on=given.run, employment=given.employment)
        ]
    return person
