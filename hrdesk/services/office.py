"""The office's own facts, its emblem, and those who sign its papers."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from hrdesk.models import Office, Signatory
from hrdesk.rules.codes import Agency
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import audit_edit, check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.queries.office import OFFICE_ID
from hrdesk.services.unit_of_work import UnitOfWork

EMBLEM_LARGEST = 2 * 1024 * 1024
_EMBLEM_SIDES = (64, 6000)  # pixels: below it prints as steps, above it only fills memory
_LINE_LIMIT = 200
_ADDRESS_LIMIT = 500


@dataclass(frozen=True, slots=True)
class OfficeInput:
    """The office as its form gives it; no emblem is needed where the paper has one printed."""

    agency: Agency
    agency_name: str
    unit_name: str
    address: str = ""
    telephone: str = ""
    letter_code: str = ""
    emblem_preprinted: bool = True
    emblem: bytes | None = None


@dataclass(frozen=True, slots=True)
class SaveOffice:
    """The office's form, saved on the version that was shown."""

    version: int
    office: OfficeInput


@dataclass(frozen=True, slots=True)
class SignatoryInput:
    """One who signs papers; ``acting_for`` where it is done ปฏิบัติราชการแทน somebody."""

    name: str
    post: str
    acting_for: str = ""


@dataclass(frozen=True, slots=True)
class SaveSignatory:
    """Changes to one signatory, made on the version that was shown."""

    signatory_id: int
    version: int
    signatory: SignatoryInput
    active: bool = True


def save_office(uow: UnitOfWork, command: SaveOffice) -> Result[int]:
    """Change the office's facts; returns the new version.

    Errors: ``Invalid`` of ``required``, ``too_long``, ``emblem_*``; ``EditConflict``.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    office = uow.session.get(Office, OFFICE_ID, options=[undefer(Office.emblem)])
    if office is None:
        raise DomainError("office_missing")
    values = office_values(command.office)
    seen = {field: value for field, value in values.items() if field != "emblem"}
    check_version(uow, office, command.version, "office", seen)
    refuse(office_problems(command.office))
    changes = diff(office, values)
    if not changes:
        return Result(office.version, frozenset())
    for field, value in values.items():
        setattr(office, field, value)
    uow.session.flush()
    audit_edit(uow, "office.edited", "office", office.id, _without_bytes(changes))
    return Result(office.version, changed(("office", office.id)))


def add_signatory(uow: UnitOfWork, command: SignatoryInput) -> Result[int]:
    """Add one who signs papers, last in the order; returns the id."""
    require(uow.actor, Right.MANAGE_OFFICE)
    refuse(signatory_problems(command))
    last = uow.session.execute(select(func.max(Signatory.position))).scalar()
    row = Signatory(**signatory_values(command), position=(last or 0) + 1)
    uow.session.add(row)
    uow.session.flush()
    uow.audit(
        "signatory.added",
        "signatory",
        row.id,
        changes={field: (None, new) for field, new in signatory_values(command).items() if new},
    )
    return Result(row.id, changed(("signatory", row.id)))


def save_signatory(uow: UnitOfWork, command: SaveSignatory) -> Result[int]:
    """Change a signatory, or take one out of the choice on papers; returns the new version."""
    require(uow.actor, Right.MANAGE_OFFICE)
    row = uow.session.get(Signatory, command.signatory_id)
    if row is None:
        raise DomainError("not_found")
    values = {**signatory_values(command.signatory), "active": command.active}
    check_version(uow, row, command.version, "signatory", values)
    refuse(signatory_problems(command.signatory))
    changes = diff(row, values)
    if not changes:
        return Result(row.version, frozenset())
    for field, value in values.items():
        setattr(row, field, value)
    uow.session.flush()
    audit_edit(uow, "signatory.edited", "signatory", row.id, changes)
    return Result(row.version, changed(("signatory", row.id)))


def order_signatories(uow: UnitOfWork, ids: tuple[int, ...]) -> Result[None]:
    """Put the signatories in the given order; those not named follow in the order they had."""
    require(uow.actor, Right.MANAGE_OFFICE)
    rows = uow.session.scalars(
        select(Signatory).order_by(Signatory.position, Signatory.id).with_for_update()
    ).all()
    known = {row.id: row for row in rows}
    if any(key not in known for key in ids):
        raise DomainError("not_found")
    rest = [row.id for row in rows if row.id not in ids]
    for position, key in enumerate((*dict.fromkeys(ids), *rest), start=1):
        row = known[key]
        if row.position != position:
            changes = {"position": (row.position, position)}
            row.position = position
            uow.audit("signatory.edited", "signatory", row.id, changes=changes)
    uow.session.flush()
    return Result(None, changed(("signatory", None)))


def office_problems(office: OfficeInput) -> list[DomainError]:
    """Return what is wrong with the office's form, field by field."""
    problems = [
        DomainError("required", field=field)
        for field in ("agency_name", "unit_name")
        if not getattr(office, field).strip()
    ]
    for field in ("agency_name", "unit_name", "telephone", "letter_code", "address"):
        limit = _ADDRESS_LIMIT if field == "address" else _LINE_LIMIT
        if len(getattr(office, field).strip()) > limit:
            problems.append(DomainError("too_long", field=field, limit=limit))
    if office.emblem is not None:
        wrong = check_emblem(office.emblem)
        if wrong is not None:
            problems.append(wrong)
    elif not office.emblem_preprinted:
        problems.append(DomainError("emblem_missing", field="emblem"))
    return problems


def signatory_problems(signatory: SignatoryInput) -> list[DomainError]:
    """Return what is wrong with one signatory, field by field."""
    problems = []
    for field in ("name", "post", "acting_for"):
        text = getattr(signatory, field).strip()
        if not text and field != "acting_for":
            problems.append(DomainError("required", field=field))
        elif len(text) > _LINE_LIMIT:
            problems.append(DomainError("too_long", field=field, limit=_LINE_LIMIT))
    return problems


def check_emblem(content: bytes) -> DomainError | None:
    """Return why a picture cannot be the emblem, or None.

    Codes: ``emblem_too_large`` (bytes), ``emblem_kind``, ``emblem_damaged``, ``emblem_size``.
    """
    from PIL import Image, UnidentifiedImageError

    if len(content) > EMBLEM_LARGEST:
        return DomainError("emblem_too_large", field="emblem", limit=EMBLEM_LARGEST // 1024**2)
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            smallest, largest = _EMBLEM_SIDES
            if min(picture.size) < smallest or max(picture.size) > largest:
                return DomainError(
                    "emblem_size", field="emblem", smallest=smallest, largest=largest
                )
            picture.load()
    except UnidentifiedImageError:
        return DomainError("emblem_kind", field="emblem")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return DomainError("emblem_damaged", field="emblem")
    return None


def office_values(office: OfficeInput) -> dict[str, Any]:
    """Return the office's column values, texts without outer spaces."""
    return {**_stripped(asdict(office)), "agency": office.agency.value}


def signatory_values(signatory: SignatoryInput) -> dict[str, Any]:
    """Return a signatory's column values, texts without outer spaces."""
    return _stripped(asdict(signatory))


def _stripped(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value.strip() if isinstance(value, str) else value for key, value in values.items()
    }


def _without_bytes(changes: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    # The audit says that there is another picture, not what is in it.
    if "emblem" in changes:
        old, new = changes["emblem"]
        changes = {**changes, "emblem": (_picture(old), _picture(new))}
    return changes


def _picture(content: bytes | None) -> str | None:
    return None if content is None else f"{len(content):,} bytes"
