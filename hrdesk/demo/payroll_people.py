"""The invented register with employments and salaries that the tables held here know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal

from hrdesk.rules.codes import Employment
from hrdesk.rules.salary.steps import Ladder, read_ladder
from hrdesk.services.access import Actor
from hrdesk.services.database import Database
from hrdesk.services.people import save_person
from hrdesk.services.people_draft import DegreeInput, SavePerson, ServiceRunInput
from hrdesk.services.posts import PostInput
from hrdesk.services.queries.people import PeopleFilter, PersonDetail, list_people, person_detail
from hrdesk.services.salary_law import PERCENTAGE, STEP, salary_law
from hrdesk.services.unit_of_work import UnitOfWork

_CONTRACTS = 6
_LADDERS = {"O": "ทั่วไป", "K": "วิชาการ"}
_LEVELS = {
    "O1": "ปฏิบัติงาน", "O2": "ชำนาญงาน", "O3": "อาวุโส",
    "K1": "ปฏิบัติการ", "K2": "ชำนาญการ", "K3": "ชำนาญการพิเศษ",
}  # fmt: skip


def make_local(database: Database, actor: Actor) -> None:
    """Make everybody a local official on the ladder, and a few of them contract employees."""
    with database.work(actor) as uow:
        law = salary_law(uow, STEP, uow.clock.today())
        for place, person in _people(uow):
            on_contract = place < _CONTRACTS
            employment = Employment.CONTRACT_EMPLOYEE if on_contract else Employment.LOCAL_OFFICIAL
            salary = _pay(place) if on_contract else _step(read_ladder(law, _ladder(person)), place)
            save_person(uow, _changed(person, employment, salary))


def fit_to_bases(database: Database, actor: Actor) -> None:
    """Bring salaries below the maxima of the table of bases: the one held is of an older scale."""
    with database.work(actor) as uow:
        rows = salary_law(uow, PERCENTAGE, uow.clock.today()).read("dms.pct.bases").value
        maxima = {row["level"]: Decimal(row["maximum"]) for row in rows}
        for place, person in _people(uow):
            most = maxima[_level(person)] - 40 * (place % 9)
            if person.salary is not None and person.salary > most:
                save_person(uow, _changed(person, person.employment, most))


def _people(uow: UnitOfWork) -> Iterator[tuple[int, PersonDetail]]:
    rows = list_people(uow, PeopleFilter(), ("name", False), 0, 200).rows
    for place, row in enumerate(rows):
        yield place, person_detail(uow, row.id)


def _level(person: PersonDetail) -> str:
    return "O1" if person.post is None or person.post.level is None else person.post.level.value


def _pay(place: int) -> Decimal:
    """Baht a month of a contract employee; no two alike, not all in tens of a hundred."""
    return Decimal(11_500 + 730 * place)


def _ladder(person: PersonDetail) -> str:
    level = _level(person)
    return f"{_LADDERS[level[0]]} {_LEVELS[level]}"


def _step(ladder: Ladder, place: int) -> Decimal:
    """A salary somewhere on the ladder, and its top for a few, where steps are paid beside it."""
    if place % 13 == 0:
        return ladder.top
    return ladder.salaries[(place * 5) % (len(ladder.salaries) - 4)]


def _changed(person: PersonDetail, employment: Employment, salary: Decimal) -> SavePerson:
    post = person.post
    return SavePerson(
        id=person.id,
        version=person.version,
        prefix=person.prefix,
        first_name=person.first_name,
        last_name=person.last_name,
        birth_date=person.birth_date,
        employment=employment.value,
        entered_on=person.entered_on,
        post=None if post is None else PostInput(
            post.number, post.title, post.type.value, post.level.value if post.level else "",
            post.job_series, post.unit,
        ),
        in_level_since=person.in_level_since,
        salary=salary,
        licence=person.licence,
        telephone=person.telephone,
        email=person.email,
        note=person.note,
        degrees=tuple(
            DegreeInput(**{**asdict(each), "level": each.level.value}) for each in person.degrees
        ),
        service_runs=tuple(
            ServiceRunInput(
                started_on=run.started_on, ended_on=run.ended_on,
                employment=employment.value,
                level=run.level.value if run.level else "", job_series=run.job_series,
                title=run.title, unit=run.unit, order_number=run.order_number,
            )
            for run in person.service_runs
        ),
    )  # fmt: skip
