"""The whole register in memory, for comparing a file of thousands of rows with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from hrdesk.models import AuditEntry, DatabaseInfo, Degree, Person, Post, ServiceRun
from hrdesk.services.people_values import PERSON_FIELDS, DegreeValues, RunValues, name_in
from hrdesk.services.posts import POST_FIELDS, PostValues, shown_number
from hrdesk.services.unit_of_work import UnitOfWork

_WRITTEN_ABOUT = ("person", "post")


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """A person as stored; ``post`` has an empty number when it is not known."""

    id: int
    version: int
    active: bool
    values: dict[str, Any]
    post_id: int | None
    post: PostValues | None

    @property
    def name(self) -> str:
        """The name as papers write it."""
        return name_in(self.values)

    @property
    def provisional_post(self) -> int | None:
        """The id of the post when it carries no number of its own, else None."""
        return self.post_id if self.post is not None and not self.post.number else None


@dataclass(slots=True)
class Register:
    """Everybody and every post, with the ways to find them; ``stamp`` changes with every write."""

    database_id: str
    stamp: int
    people: dict[int, StoredPerson] = field(default_factory=dict)
    by_national_id: dict[str, StoredPerson] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[StoredPerson]] = field(default_factory=dict)
    posts: dict[str, tuple[int, PostValues]] = field(default_factory=dict)
    degrees: dict[int, list[DegreeValues]] = field(default_factory=dict)
    service_runs: dict[int, list[RunValues]] = field(default_factory=dict)


def register_stamp(uow: UnitOfWork) -> int:
    """Return a number that grows with every change of people or posts: each writes its audit."""
    newest = (
        uow.session.scalar(select(func.max(AuditEntry.id)).where(AuditEntry.entity == entity))
        for entity in _WRITTEN_ABOUT
    )
    return max((number for number in newest if number is not None), default=0)


def database_id(uow: UnitOfWork) -> str:
    """Return the id that this database was given when it was made."""
    info = uow.session.get(DatabaseInfo, "database_id")
    return info.value if info is not None else ""


def load_register(uow: UnitOfWork, *, children: bool = True) -> Register:
    """Read the register; degrees and service runs only when ``children`` are wanted."""
    register = Register(database_id(uow), register_stamp(uow))
    _load_posts(uow, register)
    _load_people(uow, register)
    if children:
        register.degrees = _load_rows(uow, Degree, DegreeValues._fields, DegreeValues._make)
        register.service_runs = _load_rows(uow, ServiceRun, RunValues._fields, RunValues._make)
    return register


def _load_posts(uow: UnitOfWork, register: Register) -> None:
    columns = [getattr(Post, name) for name in POST_FIELDS]
    for post_id, *values in uow.session.execute(select(Post.id, *columns)):
        post = PostValues._make(values)
        if shown_number(post.number):
            register.posts[post.number] = (post_id, post)


def _load_people(uow: UnitOfWork, register: Register) -> None:
    person = [getattr(Person, name) for name in PERSON_FIELDS]
    post = [getattr(Post, name) for name in POST_FIELDS]
    query = (
        select(Person.id, Person.version, Person.active, Person.post_id, *post, *person)
        .outerjoin(Post, Person.post_id == Post.id)
        .order_by(Person.sort_key, Person.id)
    )
    first = 4 + len(post)
    for row in uow.session.execute(query):
        person_id, version, active, post_id = row[:4]
        held = None
        if post_id is not None:
            held = PostValues._make((shown_number(row[4]), *row[5:first]))
        values = dict(zip(PERSON_FIELDS, row[first:], strict=True))
        stored = StoredPerson(person_id, version, active, values, post_id, held)
        register.people[person_id] = stored
        if values["national_id"]:
            register.by_national_id[values["national_id"]] = stored
        name = (values["first_name"], values["last_name"])
        register.by_name.setdefault(name, []).append(stored)


def _load_rows(
    uow: UnitOfWork, model: Any, fields: tuple[str, ...], make: Callable[[Any], Any]
) -> dict[int, list[Any]]:
    columns = [getattr(model, name) for name in fields]
    query = select(model.person_id, *columns).order_by(model.person_id, model.position)
    found: dict[int, list[Any]] = defaultdict(list)
    for person_id, *values in uow.session.execute(query):
        found[person_id].append(make(values))
    return dict(found)
