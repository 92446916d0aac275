"""What the sign-in and the settings read about the office's users."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from hrdesk.models import Person, User
from hrdesk.rules.names import full_name
from hrdesk.rules.sorting import thai_key
from hrdesk.services.access import Right, Role, require
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class UserRow:
    """One account of the list, with the person it is tied to in words."""

    id: int
    version: int
    username: str
    display_name: str
    role: Role
    person_id: int | None
    person_name: str
    active: bool
    must_change_password: bool
    last_sign_in: dt.datetime | None
    blocked_until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The signed-in person's own account."""

    username: str
    display_name: str
    role: Role
    must_change_password: bool


def user_list(uow: UnitOfWork) -> tuple[UserRow, ...]:
    """Return all accounts, those in use first, in Thai order of their names."""
    require(uow.actor, Right.MANAGE_USERS)
    query = select(
        User.id,
        User.version,
        User.username,
        User.display_name,
        User.role,
        User.person_id,
        Person.prefix,
        Person.first_name,
        Person.last_name,
        User.active,
        User.must_change_password,
        User.last_sign_in,
        User.blocked_until,
    ).outerjoin(Person, Person.id == User.person_id)
    found = [
        UserRow(
            id=row.id,
            version=row.version,
            username=row.username,
            display_name=row.display_name,
            role=Role(row.role),
            person_id=row.person_id,
            person_name=full_name(row.prefix, row.first_name, row.last_name),
            active=row.active,
            must_change_password=row.must_change_password,
            last_sign_in=row.last_sign_in,
            blocked_until=row.blocked_until,
        )
        for row in uow.session.execute(query)
    ]
    return tuple(sorted(found, key=lambda row: (not row.active, thai_key(row.display_name))))


def own_account(uow: UnitOfWork) -> OwnAccount:
    """Return the signed-in person's own account; raises ``not_found`` for the program itself."""
    row = uow.session.execute(
        select(User.username, User.display_name, User.role, User.must_change_password).where(
            User.id == uow.actor.user_id
        )
    ).first()
    if row is None:
        raise DomainError("not_found")
    return OwnAccount(row.username, row.display_name, Role(row.role), row.must_change_password)
