"""The first start: an office, those who sign for it and its first administrator, all at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from hrdesk.models import Office, Signatory, User
from hrdesk.services.access import SYSTEM, Actor, Right, Role, require
from hrdesk.services.accounts import clean_username, name_problem, username_problem
from hrdesk.services.database import Database, test_server, translated
from hrdesk.services.errors import DomainError
from hrdesk.services.lifecycle import create_database, open_database
from hrdesk.services.location import Location, refuse_network
from hrdesk.services.office import (
    OfficeInput,
    SignatoryInput,
    office_problems,
    office_values,
    signatory_problems,
    signatory_values,
)
from hrdesk.services.passwords import check_new_password, hash_password
from hrdesk.services.problems import refuse
from hrdesk.services.queries.office import OFFICE_ID, OfficeHeader, has_office, office_header
from hrdesk.services.schema import refuse_newer, revision_of
from hrdesk.services.unit_of_work import Clock, UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """The first user of an office, who makes all others."""

    username: str
    display_name: str
    password: str


@dataclass(frozen=True, slots=True)
class FirstOffice:
    """Everything the wizard asks for before an office exists; ``sample`` marks invented people."""

    office: OfficeInput
    administrator: FirstAdministrator
    signatories: tuple[SignatoryInput, ...] = ()
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at a location; ``server`` is a PostgreSQL server's version."""

    state: Literal["empty", "unfinished", "office"]
    office: OfficeHeader | None = None
    server: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """A new office's open database and its administrator, signed in."""

    database: Database
    actor: Actor


def set_up_office(database: Database, first: FirstOffice) -> Actor:
    """Store the office, its signatories and its administrator in one transaction.

    Returns the administrator, signed in. Errors: ``office_exists``; ``Invalid`` with fields named
    as in ``check_first_office``.
    """
    with database.work(SYSTEM) as uow:
        return set_up_in(uow, first)


def create_sample_office(database: Database, *, rounds: bool = True) -> Actor:
    """Fill a new database with an invented office and its matters; returns its administrator.

    ``rounds`` adds an appraisal and a salary round. Raises ``office_exists`` in a database that holds
    an office.
    """
    from hrdesk.services.sample_cases import add_sample_cases
    from hrdesk.services.sample_meetings import add_sample_meeting
    from hrdesk.services.sample_office import add_sample_office
    from hrdesk.services.sample_rounds import add_sample_rounds

    with database.work(SYSTEM) as uow:
        actor = add_sample_office(uow)
    add_sample_cases(database, actor)
    with database.work(actor) as uow:
        add_sample_meeting(uow)
        if rounds:
            add_sample_rounds(uow)
    return actor


def look_at(location: Location, clock: Clock | None = None) -> Found:
    """Tell what a location holds, without making anything.

    Errors: those of opening (``network_path``, ``not_ours``, ``newer_database``, ``server_*``,
    ``database_*``).
    """
    server = ""
    if location.path is not None:
        refuse_network(location.path)
        if not location.path.exists():
            return Found("empty")
    else:
        server = test_server(location)
    database = Database(location, clock)
    try:
        with translated(), database.engine.connect() as connection:
            revision = revision_of(connection)
            refuse_newer(connection, revision)
        if revision is None:
            return Found("empty", server=server)
        with database.read(SYSTEM) as uow:
            if has_office(uow):
                return Found("office", office_header(uow), server)
        return Found("unfinished", server=server)
    finally:
        database.close()


def begin_office(
    location: Location, backups: Path, first: FirstOffice | None, clock: Clock | None = None
) -> Started:
    """Make the database and the office in it; without ``first`` the invented one.

    A database that a start broken off left without an office is used. Raises ``office_exists``.
    """
    found = look_at(location, clock)
    if found.state == "office":
        raise DomainError("office_exists")
    if first is not None:
        refuse(check_first_office(first))
    if found.state == "empty":
        database = create_database(location, clock)
    else:
        database = open_database(location, backups, clock).database
    try:
        actor = create_sample_office(database) if first is None else set_up_office(database, first)
    except BaseException:
        database.close()
        raise
    return Started(database, actor)


def set_up_in(uow: UnitOfWork, first: FirstOffice) -> Actor:
    """Do what ``set_up_office`` does inside a transaction that goes on afterwards."""
    require(uow.actor, Right.MANAGE_OFFICE)
    if has_office(uow):
        raise DomainError("office_exists")
    refuse(check_first_office(first))
    _store_office(uow, first)
    admin = User(
        username=clean_username(first.administrator.username),
        display_name=first.administrator.display_name.strip(),
        role=Role.ADMINISTRATOR.value,
        password_hash=hash_password(first.administrator.password),
        last_sign_in=uow.clock.now(),
    )
    uow.session.add(admin)
    uow.session.flush()
    actor = Actor(admin.id, admin.display_name, Role.ADMINISTRATOR)
    _audit_start(UnitOfWork(uow.session, actor, uow.clock), first, admin)
    return actor


def check_first_office(first: FirstOffice) -> tuple[DomainError, ...]:
    """Return what is wrong before anything is made; no database is needed.

    Fields: the office's own, ``signatories.<place>.<field>``, ``username``, ``display_name``,
    ``password``.
    """
    return tuple(_problems(first))


def _problems(first: FirstOffice) -> Iterator[DomainError]:
    yield from office_problems(first.office)
    for place, signatory in enumerate(first.signatories):
        for problem in signatory_problems(signatory):
            field = f"signatories.{place}.{problem.field}"
            yield DomainError(problem.code, field=field, **problem.facts)
    admin = first.administrator
    username = clean_username(admin.username)
    for found in (
        username_problem(None, username),
        name_problem(admin.display_name),
        check_new_password(admin.password, username),
    ):
        if found is not None:
            yield found


def _store_office(uow: UnitOfWork, first: FirstOffice) -> None:
    office = Office(id=OFFICE_ID, sample=first.sample, **office_values(first.office))
    uow.session.add(office)
    for position, signatory in enumerate(first.signatories, start=1):
        uow.session.add(Signatory(**signatory_values(signatory), position=position))


def _audit_start(uow: UnitOfWork, first: FirstOffice, admin: User) -> None:
    values = office_values(replace(first.office, emblem=None))
    uow.audit(
        "office.set_up",
        "office",
        OFFICE_ID,
        changes={field: (None, value) for field, value in values.items() if value},
    )
    uow.audit(
        "user.added",
        "user",
        admin.id,
        changes={"username": (None, admin.username), "user_role": (None, admin.role)},
    )
    uow.session.flush()
