"""Editing a stored row: what differs, whether somebody else was faster, and what the audit says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import func, select

from hrdesk.models import AuditEntry
from hrdesk.rules.identity import mask_national_id
from hrdesk.services.errors import EditConflict
from hrdesk.services.unit_of_work import UnitOfWork

SECRET_FIELDS = frozenset({"national_id"})


class VersionedRow(Protocol):
    """A stored row with an id and the version that its last writer left."""

    id: Any
    version: Any


def diff(row: object, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return the fields whose stored value differs from the given one, as (old, new)."""
    return {
        field: (old, new) for field, new in values.items() if (old := getattr(row, field)) != new
    }


def masked(changes: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Return the changes with every national ID masked, fit for the audit and the screen."""
    return {
        field: (_mask(old), _mask(new)) if field in SECRET_FIELDS else (old, new)
        for field, (old, new) in changes.items()
    }


def check_version(
    uow: UnitOfWork,
    row: VersionedRow,
    version: int | None,
    entity: str,
    mine: Mapping[str, Any],
) -> None:
    """Raise ``EditConflict`` when the row was saved by someone after ``version`` was read.

    ``mine`` holds the values about to be written, by the row's field names; the conflict lists
    those that differ from what is stored now. Who and when come from the row's newest audit entry.
    """
    if row.version == version:
        return
    newest = uow.session.execute(
        select(AuditEntry.user_name, AuditEntry.at)
        .where(AuditEntry.entity == entity, AuditEntry.entity_id == row.id)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).first()
    raise EditConflict(
        who=newest.user_name if newest else "",
        when=newest.at if newest else None,
        differences=tuple(
            (field, theirs, new) for field, (theirs, new) in masked(diff(row, mine)).items()
        ),
    )


def fresh_version(uow: UnitOfWork) -> int:
    """Return a version for a row made in the place of a deleted one: none before it was as high.

    Counting from one again would let somebody who saw the deleted row write over the new one. Each
    making, edit and deletion leaves an audit entry, so the newest entry's number is ahead of all.
    """
    return (uow.session.scalar(select(func.max(AuditEntry.id))) or 0) + 1


def audit_edit(
    uow: UnitOfWork,
    action: str,
    entity: str,
    entity_id: int | None,
    changes: Mapping[str, tuple[Any, Any]],
    *,
    case_id: int | None = None,
    reason: str = "",
) -> None:
    """Write the audit entry of an edit, national IDs masked."""
    uow.audit(action, entity, entity_id, case_id=case_id, changes=masked(changes), reason=reason)


def _mask(value: Any) -> Any:
    return mask_national_id(value) if value else value
