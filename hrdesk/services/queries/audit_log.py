"""The audit as an administrator reads it: newest first, filtered, page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from hrdesk.models import AuditEntry, User
from hrdesk.rules.sorting import thai_key
from hrdesk.services.access import Right, require
from hrdesk.services.unit_of_work import BANGKOK, UnitOfWork

PAGE = 100
PROGRAM = 0  # in a filter: what the program itself did, which has no user


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries to show; days are Thailand's, the last one included.

    ``user_id`` ``PROGRAM`` means entries without a user; ``actions`` holds codes such as
    ``person.edited``.
    """

    user_id: int | None = None
    actions: frozenset[str] = frozenset()
    first_day: dt.date | None = None
    last_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry: who, when, what, and each changed field as (old, new)."""

    id: int
    at: dt.datetime
    user_name: str
    action: str
    entity: str
    entity_id: int | None
    case_id: int | None
    changes: Mapping[str, tuple[Any, Any]]
    reason: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries, newest first; ``next_before`` asks for the older ones, None at the end."""

    rows: tuple[AuditRow, ...]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class AuditUser:
    """One user who may be chosen as a filter."""

    id: int
    name: str


def audit_page(
    uow: UnitOfWork,
    chosen: AuditFilter = AuditFilter(),
    before: int | None = None,
    limit: int = PAGE,
) -> AuditPage:
    """Return the newest entries older than the entry ``before``, at most ``limit``."""
    require(uow.actor, Right.SEE_AUDIT)
    query = _filtered(select(AuditEntry), chosen)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    found = uow.session.scalars(query.order_by(AuditEntry.id.desc()).limit(limit + 1)).all()
    rows = tuple(_row(entry) for entry in found[:limit])
    return AuditPage(rows, rows[-1].id if len(found) > limit else None)


def audit_users(uow: UnitOfWork) -> tuple[AuditUser, ...]:
    """Return everybody who has an account, in Thai order, for the filter."""
    require(uow.actor, Right.SEE_AUDIT)
    rows = uow.session.execute(select(User.id, User.display_name))
    found = [AuditUser(row.id, row.display_name) for row in rows]
    return tuple(sorted(found, key=lambda user: thai_key(user.name)))


def _filtered(query: Select[AuditEntry], chosen: AuditFilter) -> Select[AuditEntry]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.user_id is not None:
        who = AuditEntry.user_id
        conditions.append(who.is_(None) if chosen.user_id == PROGRAM else who == chosen.user_id)
    if chosen.actions:
        conditions.append(AuditEntry.action.in_(sorted(chosen.actions)))
    if chosen.first_day is not None:
        conditions.append(AuditEntry.at >= _midnight(chosen.first_day))
    if chosen.last_day is not None:
        conditions.append(AuditEntry.at < _midnight(chosen.last_day + dt.timedelta(days=1)))
    return query.where(*conditions)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), BANGKOK)


def _row(entry: AuditEntry) -> AuditRow:
    return AuditRow(
        id=entry.id,
        at=entry.at,
        user_name=entry.user_name,
        action=entry.action,
        entity=entry.entity,
        entity_id=entry.entity_id,
        case_id=entry.case_id,
        changes={field: (pair[0], pair[1]) for field, pair in entry.changes.items()},
        reason=entry.reason,
    )
