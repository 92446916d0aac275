"""Reading the register: the list, one person, the picker, and what forms may complete.

National IDs are masked in every answer. A general user reads their own record and no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    false,
    func,
    or_,
    select,
)

from hrdesk.models import Degree, Person, Post, ServiceRun
from hrdesk.rules.codes import DegreeLevel, Employment, Level, PostType
from hrdesk.rules.dates import PartialDate
from hrdesk.rules.identity import mask_national_id
from hrdesk.rules.names import full_name
from hrdesk.rules.sorting import search_text, thai_key
from hrdesk.services.access import Actor, Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.posts import shown_number
from hrdesk.services.queries.people_order import DEFAULT_SORT, SORTS, ordered
from hrdesk.services.text_index import matching
from hrdesk.services.unit_of_work import UnitOfWork

__all__ = [
    "DEFAULT_SORT",
    "SORTS",
    "DegreeDetail",
    "KnownValues",
    "PeopleFilter",
    "PeoplePage",
    "PersonDetail",
    "PersonRow",
    "PostDetail",
    "ServiceRunDetail",
    "find_people",
    "known_values",
    "list_people",
    "person_detail",
    "units",
]


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What the list is narrowed to; ``active`` None shows people of the past too."""

    text: str = ""
    unit: str = ""
    level: Level | None = None
    employment: Employment | None = None
    active: bool | None = True


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list; ``national_id`` is masked, ``post_number`` empty when unknown."""

    id: int
    name: str
    national_id: str
    employment: Employment
    post_number: str
    post_title: str
    level: Level | None
    unit: str
    active: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One window of the list and how many people the filter finds in all."""

    rows: tuple[PersonRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PostDetail:
    """A person's post; ``number`` is empty when unknown."""

    id: int
    number: str
    title: str
    type: PostType
    level: Level | None
    job_series: str
    unit: str
    linked_level: bool


@dataclass(frozen=True, slots=True)
class DegreeDetail:
    """A degree, its date as ก.พ.7 writes it (00/05/2540) or empty."""

    level: DegreeLevel
    name: str
    major: str
    institution: str
    graduated_on: str


@dataclass(frozen=True, slots=True)
class ServiceRunDetail:
    """A stretch of service, its dates as ก.พ.7 writes them; no end means it goes on.

    ``related_share`` (0 to 1 as text) is empty while nobody ruled; a ruling without a meeting is
    an officer's "no problem".
    """

    id: int
    started_on: str
    ended_on: str
    employment: Employment
    type: PostType | None
    level: Level | None
    job_series: str
    title: str
    unit: str
    order_number: str
    entitled: bool
    related_share: str
    ruled_on: dt.date | None
    ruled_meeting: str
    ruled_reason: str
    ruled_by: str


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """All of one person, dates as ก.พ.7 writes them, salary in baht, the national ID masked."""

    id: int
    version: int
    prefix: str
    first_name: str
    last_name: str
    national_id: str
    birth_date: str
    employment: Employment
    entered_on: str
    post: PostDetail | None
    in_level_since: str
    salary: Decimal | None
    licence: str
    telephone: str
    email: str
    note: str
    active: bool
    degrees: tuple[DegreeDetail, ...]
    service_runs: tuple[ServiceRunDetail, ...]

    @property
    def name(self) -> str:
        """The name as papers write it, prefix joined to the first name."""
        return full_name(self.prefix, self.first_name, self.last_name)


@dataclass(frozen=True, slots=True)
class KnownValues:
    """What the register already holds, in Thai order, for completing what is typed."""

    prefixes: tuple[str, ...]
    titles: tuple[str, ...]
    job_series: tuple[str, ...]
    units: tuple[str, ...]
    degree_names: tuple[str, ...]
    majors: tuple[str, ...]
    institutions: tuple[str, ...]


_COLUMNS = (
    Person.id,
    Person.prefix,
    Person.first_name,
    Person.last_name,
    Person.national_id,
    Person.employment,
    Person.active,
    Post.number,
    Post.title,
    Post.level,
    Post.unit,
)


def list_people(
    uow: UnitOfWork,
    wanted: PeopleFilter,
    sort: tuple[str, bool] = DEFAULT_SORT,
    offset: int = 0,
    limit: int = 200,
) -> PeoplePage:
    """Return one window of the list; ``sort`` is one of ``SORTS`` and whether descending."""
    conditions = _conditions(uow, wanted)
    counting = select(func.count()).select_from(Person)
    if _needs_post(uow, wanted):
        counting = counting.outerjoin(Post, Person.post_id == Post.id)
    total = uow.session.execute(counting.where(*conditions)).scalar_one()
    query = ordered(uow, _base().where(*conditions), sort).offset(offset).limit(limit)
    return PeoplePage(tuple(_row(found) for found in uow.session.execute(query)), total)


def find_people(uow: UnitOfWork, text: str, limit: int = 20) -> tuple[PersonRow, ...]:
    """Return active people for the picker, those whose name begins with the text first."""
    if not text.strip():
        return ()
    conditions = _conditions(uow, PeopleFilter(text=text))
    begins = Person.first_name.startswith(text.strip(), autoescape=True)
    query = (
        _base()
        .where(*conditions)
        .order_by(case((begins, 0), else_=1), Person.sort_key, Person.id)
        .limit(limit)
    )
    return tuple(_row(found) for found in uow.session.execute(query))


def person_detail(uow: UnitOfWork, person_id: int) -> PersonDetail:
    """Return one person, without the office's note for a general user; raises ``not_found``."""
    query = (
        select(Person, Post)
        .outerjoin(Post, Person.post_id == Post.id)
        .where(Person.id == person_id, *_visible(uow.actor))
    )
    found = uow.session.execute(query).one_or_none()
    if found is None:
        raise DomainError("not_found")
    person, post = found
    degrees = select(Degree).where(Degree.person_id == person_id).order_by(Degree.position)
    runs = select(ServiceRun).where(ServiceRun.person_id == person_id).order_by(ServiceRun.position)
    return PersonDetail(
        id=person.id,
        version=person.version,
        prefix=person.prefix,
        first_name=person.first_name,
        last_name=person.last_name,
        national_id=_masked(person.national_id),
        birth_date=_day(person.birth_date),
        employment=Employment(person.employment),
        entered_on=_day(person.entered_on),
        post=_post(post),
        in_level_since=_day(person.in_level_since),
        salary=person.salary,
        licence=person.licence,
        telephone=person.telephone,
        email=person.email,
        note=person.note if uow.actor.may(Right.SEE_PEOPLE) else "",
        active=person.active,
        degrees=tuple(_degree(row) for row in uow.session.scalars(degrees)),
        service_runs=tuple(_run(row) for row in uow.session.scalars(runs)),
    )


def units(uow: UnitOfWork) -> tuple[str, ...]:
    """Return the units that posts belong to, in Thai order."""
    require(uow.actor, Right.SEE_PEOPLE)
    return _distinct(uow, Post.unit)


def known_values(uow: UnitOfWork) -> KnownValues:
    """Return what has been typed before, for completing what is being typed."""
    require(uow.actor, Right.SEE_PEOPLE)
    return KnownValues(
        prefixes=_distinct(uow, Person.prefix),
        titles=_distinct(uow, Post.title),
        job_series=_distinct(uow, Post.job_series),
        units=_distinct(uow, Post.unit),
        degree_names=_distinct(uow, Degree.name),
        majors=_distinct(uow, Degree.major),
        institutions=_distinct(uow, Degree.institution),
    )


def _base() -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = select(*_COLUMNS)
    return query.outerjoin(Post, Person.post_id == Post.id)


def _distinct(uow: UnitOfWork, wanted: Any) -> tuple[str, ...]:
    found = uow.session.scalars(select(wanted).where(wanted != "").distinct())
    return tuple(sorted(found, key=thai_key))


def _visible(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Limit a general user to their own record, whatever else was asked."""
    if actor.may(Right.SEE_PEOPLE):
        return ()
    require(actor, Right.SEE_OWN_CASES)
    return (false(),) if actor.person_id is None else (Person.id == actor.person_id,)


def _needs_post(uow: UnitOfWork, wanted: PeopleFilter) -> bool:
    probing = bool(wanted.text) and not uow.actor.may(Right.SEE_NATIONAL_ID)
    return probing or bool(wanted.unit) or wanted.level is not None


def _conditions(uow: UnitOfWork, wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = list(_visible(uow.actor))
    if wanted.text.strip():
        found.append(matching(uow, Person.__table__, wanted.text))
        if not uow.actor.may(Right.SEE_NATIONAL_ID):
            found.extend(_not_by_id(wanted.text))
    if wanted.unit:
        found.append(Post.unit == wanted.unit)
    if wanted.level is not None:
        found.append(Post.level == wanted.level.value)
    if wanted.employment is not None:
        found.append(Person.employment == wanted.employment.value)
    if wanted.active is not None:
        found.append(Person.active.is_(wanted.active))
    return found


def _not_by_id(text: str) -> Iterable[ColumnElement[bool]]:
    """Keep those who may not see national IDs from finding them out digit by digit."""
    for word in search_text(text).split():
        if word.isdigit():
            yield or_(
                *(
                    shown.contains(word, autoescape=True)
                    for shown in (Post.number, Post.title, Post.unit)
                )
            )


def _row(found: Any) -> PersonRow:
    return PersonRow(
        id=found.id,
        name=full_name(found.prefix, found.first_name, found.last_name),
        national_id=_masked(found.national_id),
        employment=Employment(found.employment),
        post_number=shown_number(found.number or ""),
        post_title=found.title or "",
        level=Level(found.level) if found.level else None,
        unit=found.unit or "",
        active=found.active,
    )


def _post(post: Post | None) -> PostDetail | None:
    if post is None:
        return None
    return PostDetail(
        id=post.id,
        number=shown_number(post.number),
        title=post.title,
        type=PostType(post.type),
        level=Level(post.level) if post.level else None,
        job_series=post.job_series,
        unit=post.unit,
        linked_level=post.linked_level,
    )


def _degree(row: Degree) -> DegreeDetail:
    return DegreeDetail(
        DegreeLevel(row.level), row.name, row.major, row.institution, _day(row.graduated_on)
    )


def _run(row: ServiceRun) -> ServiceRunDetail:
    return ServiceRunDetail(
        id=row.id,
        started_on=_day(row.started_on),
        ended_on=_day(row.ended_on),
        employment=Employment(row.employment),
        type=PostType(row.type) if row.type else None,
        level=Level(row.level) if row.level else None,
        job_series=row.job_series,
        title=row.title,
        unit=row.unit,
        order_number=row.order_number,
        entitled=row.entitled,
        related_share=row.related_share,
        ruled_on=row.ruled_on,
        ruled_meeting=row.ruled_meeting,
        ruled_reason=row.ruled_reason,
        ruled_by=row.ruled_by,
    )


def _masked(national_id: str | None) -> str:
    return mask_national_id(national_id) if national_id else ""


def _day(stored: str) -> str:
    return PartialDate.from_storage(stored).format() if stored else ""
