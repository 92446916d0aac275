"""Files kept with a case: added, opened, and taken off the list without being destroyed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from hrdesk.models import Attachment, Case
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.file_access import may_open_restricted, restricted_at_first
from hrdesk.services.unit_of_work import UnitOfWork

LARGEST = 25 * 1024 * 1024
_NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class AddAttachment:
    """A file to keep with a case; at most ``LARGEST`` bytes.

    ``restricted`` None: as the kind and step of the matter have it.
    """

    case_id: int
    name: str
    content: bytes
    note: str = ""
    restricted: bool | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A kept file as it was added."""

    name: str
    content: bytes


def add_attachment(uow: UnitOfWork, command: AddAttachment) -> Result[int]:
    """Keep a file with a case and return its id.

    Errors: ``file_empty``, ``file_too_large`` (facts in bytes), ``file_kept_already``.
    """
    require(uow.actor, Right.WORK_CASES)
    size = len(command.content)
    if size == 0:
        raise DomainError("file_empty", field="file", name=command.name)
    if size > LARGEST:
        raise DomainError("file_too_large", field="file", size=size, largest=LARGEST)
    if uow.session.get(Case, command.case_id) is None:
        raise DomainError("not_found")
    digest = hashlib.sha256(command.content).hexdigest()
    twin = uow.session.execute(
        select(Attachment.name, Attachment.restricted).where(
            Attachment.case_id == command.case_id,
            Attachment.sha256 == digest,
            Attachment.removed_at.is_(None),
        )
    ).first()
    if twin is not None:
        told = "" if twin.restricted and not may_open_restricted(uow) else twin.name
        raise DomainError("file_kept_already", field="file", name=told)
    restricted = command.restricted
    if restricted is None:
        restricted = restricted_at_first(uow, command.case_id)
    row = Attachment(
        case_id=command.case_id,
        name=_safe(command.name),
        size=size,
        sha256=digest,
        content=command.content,
        note=command.note.strip(),
        restricted=restricted,
        added_by=uow.actor.name,
        added_at=uow.clock.now(),
    )
    uow.session.add(row)
    uow.session.flush()
    uow.audit(
        "attachment.added",
        "attachment",
        row.id,
        case_id=row.case_id,
        changes={"name": (None, row.name)},
    )
    return Result(row.id, changed(("case", row.case_id)))


def remove_attachment(uow: UnitOfWork, attachment_id: int, reason: str) -> Result[int]:
    """Take a file off the case's list; its bytes stay, and it can be brought back.

    Errors: ``required`` (reason), ``file_restricted``.
    """
    require(uow.actor, Right.WORK_CASES)
    if not reason.strip():
        raise DomainError("required", field="reason")
    row = _open_row(uow, attachment_id)
    if row.removed_at is not None:  # somebody else was faster
        return Result(row.id, changed(("case", row.case_id)))
    row.removed_at = uow.clock.now()
    uow.session.flush()
    uow.audit(
        "attachment.removed",
        "attachment",
        row.id,
        case_id=row.case_id,
        changes={"name": (row.name, None)},
        reason=reason.strip(),
    )
    return Result(row.id, changed(("case", row.case_id)))


def restore_attachment(uow: UnitOfWork, attachment_id: int) -> Result[int]:
    """Bring a removed file back onto the case's list; raises ``file_restricted``."""
    require(uow.actor, Right.WORK_CASES)
    row = _open_row(uow, attachment_id)
    if row.removed_at is None:
        return Result(row.id, changed(("case", row.case_id)))
    row.removed_at = None
    uow.session.flush()
    uow.audit(
        "attachment.restored",
        "attachment",
        row.id,
        case_id=row.case_id,
        changes={"name": (None, row.name)},
    )
    return Result(row.id, changed(("case", row.case_id)))


def restrict_attachment(uow: UnitOfWork, attachment_id: int, restricted: bool) -> Result[int]:
    """Let only the roles that the office names open a file, or again everybody who sees cases.

    Raises ``file_restricted`` for a role that may not open it itself.
    """
    require(uow.actor, Right.WORK_CASES)
    row = _open_row(uow, attachment_id)
    if row.restricted is restricted:
        return Result(row.id, changed(("case", row.case_id)))
    row.restricted = restricted
    uow.session.flush()
    uow.audit(
        "attachment.restricted" if restricted else "attachment.unrestricted",
        "attachment",
        row.id,
        case_id=row.case_id,
        changes={"name": (None, row.name)},
    )
    return Result(row.id, changed(("case", row.case_id)))


def open_attachment(uow: UnitOfWork, attachment_id: int) -> StoredFile:
    """Return a kept file, checked against the hash taken when it was added.

    Errors: ``file_damaged``; ``file_restricted`` where the office lets other roles open it.
    """
    require(uow.actor, Right.SEE_ALL_CASES)
    row = _open_row(uow, attachment_id)
    content = row.content
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise DomainError("file_damaged", name=row.name)
    return StoredFile(row.name, content)


def _open_row(uow: UnitOfWork, attachment_id: int) -> Attachment:
    row = uow.session.get(Attachment, attachment_id)
    if row is None:
        raise DomainError("not_found")
    if row.restricted and not may_open_restricted(uow):
        raise DomainError("file_restricted")
    return row


def _safe(name: str) -> str:
    """Keep the name a person gave, without folders or signs that no file system takes."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join("_" if ch in '<>:"|?*' or ord(ch) < 32 else ch for ch in last).strip(" .")
    return clean[-_NAME_LIMIT:] or "ไฟล์แนบ"
