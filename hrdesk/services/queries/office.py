"""What screens and papers read about the office and those who sign for it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from hrdesk.models import Office, Signatory
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError, NotAllowed
from hrdesk.services.unit_of_work import UnitOfWork

OFFICE_ID = 1


@dataclass(frozen=True, slots=True)
class OfficeHeader:
    """The office's names for titles; ``sample`` where its people are invented."""

    agency: str
    agency_name: str
    unit_name: str
    sample: bool


@dataclass(frozen=True, slots=True)
class OfficeDetail:
    """Everything the office's form and its papers show; ``version`` for saving it again."""

    version: int
    agency: str
    agency_name: str
    unit_name: str
    address: str
    telephone: str
    letter_code: str
    emblem_preprinted: bool
    emblem: bytes | None
    sample: bool


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """One who signs papers, in the office's order; ``acting_for`` is empty where not delegated."""

    id: int
    version: int
    name: str
    post: str
    acting_for: str
    active: bool


def has_office(uow: UnitOfWork) -> bool:
    """Tell whether the office has been set up: false in a database just made."""
    return uow.session.execute(select(func.count()).select_from(Office)).scalar_one() > 0


def office_header(uow: UnitOfWork) -> OfficeHeader:
    """Return the office's names, for everybody who signed in; raises ``office_missing``."""
    found = uow.session.execute(
        select(Office.agency, Office.agency_name, Office.unit_name, Office.sample)
    ).first()
    if found is None:
        raise DomainError("office_missing")
    return OfficeHeader(*found)


def office_detail(uow: UnitOfWork) -> OfficeDetail:
    """Return the whole office for its form and for papers; raises ``office_missing``."""
    _require_paper_rights(uow)
    row = uow.session.scalars(select(Office).options(undefer(Office.emblem))).one_or_none()
    if row is None:
        raise DomainError("office_missing")
    return OfficeDetail(
        version=row.version,
        agency=row.agency,
        agency_name=row.agency_name,
        unit_name=row.unit_name,
        address=row.address,
        telephone=row.telephone,
        letter_code=row.letter_code,
        emblem_preprinted=row.emblem_preprinted,
        emblem=row.emblem,
        sample=row.sample,
    )


def signatories(uow: UnitOfWork, *, with_inactive: bool = False) -> tuple[SignatoryRow, ...]:
    """Return those who sign papers in the office's order, those no longer active on request."""
    _require_paper_rights(uow)
    query = select(
        Signatory.id,
        Signatory.version,
        Signatory.name,
        Signatory.post,
        Signatory.acting_for,
        Signatory.active,
    ).order_by(Signatory.active.desc(), Signatory.position, Signatory.id)
    if not with_inactive:
        query = query.where(Signatory.active)
    return tuple(SignatoryRow(*row) for row in uow.session.execute(query))


def _require_paper_rights(uow: UnitOfWork) -> None:
    # Whoever prints papers needs the letterhead; whoever manages the office edits it.
    try:
        require(uow.actor, Right.ISSUE_PAPERS)
    except NotAllowed:
        require(uow.actor, Right.MANAGE_OFFICE)
