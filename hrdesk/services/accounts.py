"""Users of the office: signing in, making and changing accounts, passwords."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import undefer

from hrdesk.models import Person, User
from hrdesk.services.access import SYSTEM, Actor, Right, Role, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.database import Database
from hrdesk.services.editing import audit_edit, check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.passwords import (
    check_new_password,
    delay_after,
    hash_password,
    needs_new_hash,
    verify_password,
)
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

_USERNAME = re.compile(r"[\w.@-]{3,40}")
_NAME_LIMIT = 120
# Signing in is no edit: it must not make an administrator's open form look outdated.
_PLAIN = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class CreateUser:
    """A new account; a general user's is tied to the person whose matters it shows."""

    username: str
    display_name: str
    role: Role
    password: str
    person_id: int | None = None
    must_change_password: bool = True


@dataclass(frozen=True, slots=True)
class SaveUser:
    """What may be changed of an account, made on the version that was shown."""

    user_id: int
    version: int
    display_name: str
    role: Role
    person_id: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class ResetPassword:
    """A password an administrator gives; its owner must change it at the next sign-in."""

    user_id: int
    password: str


@dataclass(frozen=True, slots=True)
class ChangeOwnPassword:
    """The signed-in person's old password and the new one."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Attempt:
    user_id: int | None
    password_hash: str | None
    delay: int


def sign_in(database: Database, username: str, password: str) -> Actor:
    """Return the signed-in actor, in transactions of its own.

    Errors: ``sign_in_failed``, ``sign_in_delayed`` (seconds), ``account_inactive``.
    """
    with database.work(SYSTEM) as uow:
        attempt = _begin_attempt(uow, clean_username(username))
    # Hashing takes long on purpose, so no transaction is held open meanwhile.
    right = verify_password(attempt.password_hash, password)
    if not right:
        with database.work(SYSTEM) as uow:
            uow.audit("user.sign_in_failed", "user", attempt.user_id)
        if attempt.delay:
            raise DomainError("sign_in_delayed", seconds=attempt.delay)
        raise DomainError("sign_in_failed", field="password")
    if attempt.user_id is None or attempt.password_hash is None:
        raise DomainError("sign_in_failed", field="password")
    return _admit(database, attempt.user_id, attempt.password_hash, password)


def _begin_attempt(uow: UnitOfWork, username: str) -> _Attempt:
    """Count an attempt as failed before looking at it, so that guessing in parallel gains nothing.

    The count and the time until which to wait are stored: no restart and no other PC resets them.
    """
    row = uow.session.execute(
        select(User.id, User.password_hash, User.failures, User.blocked_until)
        .where(User.username == username)
        .with_for_update()
    ).first()
    if row is None:
        return _Attempt(None, None, 0)
    now = uow.clock.now()
    if row.blocked_until is not None and row.blocked_until > now:
        wait = math.ceil((row.blocked_until - now).total_seconds())
        raise DomainError("sign_in_delayed", seconds=wait)
    failures = row.failures + 1
    delay = delay_after(failures)
    values: dict[str, Any] = {
        "failures": failures,
        "blocked_until": now + dt.timedelta(seconds=delay) if delay else None,
    }
    _store(uow, row.id, values)
    return _Attempt(row.id, row.password_hash, delay)


def _admit(database: Database, user_id: int, stored: str, password: str) -> Actor:
    values: dict[str, Any] = {"failures": 0, "blocked_until": None}
    if needs_new_hash(stored):
        values["password_hash"] = hash_password(password)
    with database.work(SYSTEM) as uow:
        user = uow.session.get(User, user_id)
        if user is None:
            raise DomainError("sign_in_failed", field="password")
        actor = Actor(user.id, user.display_name, Role(user.role), user.person_id)
        active = user.active
        if active:
            values["last_sign_in"] = uow.clock.now()
        _store(uow, user_id, values)
        signing = UnitOfWork(uow.session, actor, uow.clock)
        signing.audit("user.signed_in" if active else "user.inactive_refused", "user", user_id)
    if not active:
        raise DomainError("account_inactive")
    return actor


def create_user(uow: UnitOfWork, command: CreateUser) -> Result[int]:
    """Make an account and return its id.

    Errors: ``Invalid`` of ``username_form``, ``username_taken``, ``required``, ``too_long``,
    ``general_needs_person``, ``person_has_account`` and the password codes.
    """
    require(uow.actor, Right.MANAGE_USERS)
    username = clean_username(command.username)
    refuse(
        [
            username_problem(uow, username),
            name_problem(command.display_name),
            check_new_password(command.password, username),
            _person_problem(uow, command.role, command.person_id, None),
        ]
    )
    user = User(
        username=username,
        display_name=command.display_name.strip(),
        role=command.role.value,
        password_hash=hash_password(command.password),
        person_id=command.person_id,
        must_change_password=command.must_change_password,
    )
    uow.session.add(user)
    uow.session.flush()
    uow.audit(
        "user.added",
        "user",
        user.id,
        changes={"username": (None, user.username), "user_role": (None, user.role)},
    )
    return Result(user.id, changed(("user", user.id)))


def save_user(uow: UnitOfWork, command: SaveUser) -> Result[int]:
    """Change an account's name, role, person or whether it is used; returns the new version.

    Errors: as ``create_user``; ``last_administrator``; ``EditConflict``.
    """
    require(uow.actor, Right.MANAGE_USERS)
    user = _user(uow, command.user_id)
    values: dict[str, Any] = {
        "display_name": command.display_name.strip(),
        "role": command.role.value,
        "person_id": command.person_id,
        "active": command.active,
    }
    check_version(uow, user, command.version, "user", values)
    changes = diff(user, values)
    if not changes:
        return Result(user.version, frozenset())
    refuse(
        [
            name_problem(command.display_name),
            _person_problem(uow, command.role, command.person_id, user.id),
        ]
    )
    if not command.active or command.role is not Role.ADMINISTRATOR:
        _keep_an_administrator(uow, user)
    for field, value in values.items():
        setattr(user, field, value)
    touched: list[tuple[str, int | None]] = [("user", user.id)]
    if "display_name" in changes:
        from hrdesk.services.case_index import refresh_officer

        refresh_officer(uow, user.id, user.display_name)
        touched.append(("case", None))
    uow.session.flush()
    if "role" in changes:
        changes["user_role"] = changes.pop("role")
    audit_edit(uow, "user.edited", "user", user.id, changes)
    return Result(user.version, changed(*touched))


def deactivate_user(uow: UnitOfWork, user_id: int, version: int) -> Result[int]:
    """Close an account without removing its name from what it did; never the last administrator."""
    require(uow.actor, Right.MANAGE_USERS)
    user = _user(uow, user_id)
    check_version(uow, user, version, "user", {"active": False})
    if user.active:
        _keep_an_administrator(uow, user)
        user.active = False
        uow.session.flush()
        uow.audit("user.deactivated", "user", user.id, changes={"active": (True, False)})
    return Result(user.version, changed(("user", user.id)))


def reset_password(uow: UnitOfWork, command: ResetPassword) -> Result[int]:
    """Give an account a new password, to be changed at its next sign-in; ends a running delay."""
    require(uow.actor, Right.MANAGE_USERS)
    user = _user(uow, command.user_id)
    refuse([check_new_password(command.password, user.username)])
    user.password_hash = hash_password(command.password)
    user.must_change_password = True
    user.failures = 0
    user.blocked_until = None
    uow.session.flush()
    uow.audit("user.password_reset", "user", user.id)
    return Result(user.id, changed(("user", user.id)))


def change_own_password(uow: UnitOfWork, command: ChangeOwnPassword) -> Result[int]:
    """Change the signed-in person's password; every role may.

    Errors: ``Invalid`` of ``password_wrong`` (field ``old``), ``password_same`` and the password
    codes (field ``new``).
    """
    user = _user(uow, uow.actor.user_id)
    new_problem = check_new_password(command.new, user.username, "new")
    if new_problem is None and command.new == command.old:
        new_problem = DomainError("password_same", field="new")
    known = verify_password(user.password_hash, command.old)
    refuse([None if known else DomainError("password_wrong", field="old"), new_problem])
    user.password_hash = hash_password(command.new)
    user.must_change_password = False
    uow.session.flush()
    uow.audit("user.password_changed", "user", user.id)
    return Result(user.id, changed(("user", user.id)))


def clean_username(username: str) -> str:
    """Return a user name in the one spelling it is stored in: NFC, lower case, no outer spaces."""
    return unicodedata.normalize("NFC", username).strip().casefold()


def _store(uow: UnitOfWork, user_id: int, values: dict[str, Any]) -> None:
    uow.session.execute(
        update(User).where(User.id == user_id).values(values), execution_options=_PLAIN
    )


def _user(uow: UnitOfWork, user_id: int | None) -> User:
    user = (
        uow.session.get(User, user_id, options=[undefer(User.password_hash)])
        if user_id is not None
        else None
    )
    if user is None:
        raise DomainError("not_found")
    return user


def username_problem(uow: UnitOfWork | None, username: str) -> DomainError | None:
    """Return why a cleaned user name may not be given, or None; without ``uow`` only its form.

    Codes: ``required``, ``username_form``, ``username_taken``.
    """
    if not username:
        return DomainError("required", field="username")
    if not _USERNAME.fullmatch(username.translate(_NO_MARKS)):
        return DomainError("username_form", field="username")
    if uow is None:
        return None
    taken = select(func.count()).select_from(User).where(User.username == username)
    if uow.session.execute(taken).scalar_one():
        return DomainError("username_taken", field="username", username=username)
    return None


# Thai vowels and tone marks are parts of words, though \w does not count them.
_NO_MARKS = dict.fromkeys((*range(0x0E31, 0x0E3B), *range(0x0E47, 0x0E4F)), "ก")


def name_problem(name: str) -> DomainError | None:
    """Return why a displayed name may not be given, or None; codes ``required``, ``too_long``."""
    if not name.strip():
        return DomainError("required", field="display_name")
    if len(name.strip()) > _NAME_LIMIT:
        return DomainError("too_long", field="display_name", limit=_NAME_LIMIT)
    return None


def _person_problem(
    uow: UnitOfWork, role: Role, person_id: int | None, user_id: int | None
) -> DomainError | None:
    if person_id is None:
        if role is Role.GENERAL:
            return DomainError("general_needs_person", field="person")
        return None
    if uow.session.get(Person, person_id) is None:
        return DomainError("not_found", field="person")
    other = select(User.username).where(User.person_id == person_id)
    if user_id is not None:
        other = other.where(User.id != user_id)
    taken = uow.session.execute(other).scalar()
    if taken is not None:
        return DomainError("person_has_account", field="person", username=taken)
    return None


def _keep_an_administrator(uow: UnitOfWork, user: User) -> None:
    # The rows are locked: two administrators closing each other's accounts wait for one another.
    active = uow.session.scalars(
        select(User.id)
        .where(User.role == Role.ADMINISTRATOR.value, User.active)
        .order_by(User.id)
        .with_for_update()
    ).all()
    if list(active) == [user.id]:
        raise DomainError("last_administrator")
