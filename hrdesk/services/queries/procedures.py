"""The procedure page: which procedures there are, and one of them as it is shown and edited."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from hrdesk.models import OfficeProcedure
from hrdesk.rules.codes import Agency, CaseType
from hrdesk.rules.procedure import OFFICE, ProcedureError, load, released
from hrdesk.rules.procedure_text import Document, read_document
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.people import agency_of
from hrdesk.services.procedure_drafts import source_text
from hrdesk.services.procedures import in_force_for
from hrdesk.services.unit_of_work import UnitOfWork


class Standing(StrEnum):
    """What a version is to this office today."""

    IN_FORCE = "in_force"  # new matters run on it
    DRAFT = "draft"
    LATER = "later"  # released, its first day has not come
    OLDER = "older"  # running matters may still be on it
    OTHER = "other"  # of another agency, to look at and to copy


_ORDER = (Standing.IN_FORCE, Standing.DRAFT, Standing.LATER, Standing.OLDER, Standing.OTHER)


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One version in the list; ``draft_id`` only for a draft, ``borrowed`` from another agency."""

    id: str
    version: int
    case_type: CaseType
    title: str
    agency: Agency
    standing: Standing
    first_day: dt.date | None
    borrowed: bool = False
    own: bool = False
    draft_id: int | None = None
    edited_by: str = ""
    edited_at: dt.datetime | None = None
    based_on: str = ""

    @property
    def ref(self) -> str:
        """The version by name: ``doh.resignation@1``."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """One version with its document; for a draft the version that saving needs.

    ``based`` is the document it was copied from, None where there is none any more.
    """

    row: ProcedureRow
    document: Document
    text: str
    draft_version: int | None = None
    based: Document | None = None
    reason: str = ""
    released_by: str = ""
    released_at: dt.datetime | None = None


def procedures_list(uow: UnitOfWork) -> tuple[ProcedureRow, ...]:
    """Return every procedure by kind of matter; of each kind what serves today comes first."""
    require(uow.actor, Right.SEE_ALL_CASES)
    today, agency = uow.clock.today(), agency_of(uow)
    serving = {kind: _serving(uow, kind, today) for kind in CaseType}
    rows = [_of_program(ref, agency, serving, today) for ref in released()]
    rows += [_of_office(row, agency, serving, today) for row in _own(uow)]
    kinds = list(CaseType)
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                kinds.index(row.case_type),
                _ORDER.index(row.standing),
                not row.own,
                row.id,
                -row.version,
            ),
        )
    )


def procedure_view(uow: UnitOfWork, ref: str) -> ProcedureView:
    """Return a version by ``doh.resignation@1``; ``not_found``, ``procedure_damaged``."""
    require(uow.actor, Right.SEE_ALL_CASES)
    row = next((row for row in procedures_list(uow) if row.ref == ref), None)
    if row is None:
        raise DomainError("not_found")
    text = source_text(uow, ref)
    if not row.own:
        return ProcedureView(row, read_document(text), text)
    stored = next(each for each in _own(uow) if f"{each.procedure_id}@{each.number}" == ref)
    return ProcedureView(
        row,
        read_document(text),
        text,
        draft_version=stored.version if row.draft_id is not None else None,
        based=_based(uow, stored.based_on),
        reason=stored.reason,
        released_by=stored.released_by,
        released_at=stored.released_at,
    )


def _based(uow: UnitOfWork, ref: str) -> Document | None:
    try:
        return read_document(source_text(uow, ref)) if ref else None
    except DomainError:
        return None


def _serving(uow: UnitOfWork, kind: CaseType, today: dt.date) -> tuple[str, bool] | None:
    """The version that new matters of a kind run on, and whether it is borrowed."""
    try:
        found = in_force_for(uow, kind, today)
    except (ProcedureError, DomainError):
        return None  # what is wrong with it is told where it is opened
    return f"{found.procedure.id}@{found.procedure.version}", found.borrowed


_Serving = dict[CaseType, tuple[str, bool] | None]


def _of_program(
    ref: tuple[str, int], agency: Agency, serving: _Serving, today: dt.date
) -> ProcedureRow:
    procedure = load(*ref)
    name = f"{ref[0]}@{ref[1]}"
    now = serving[procedure.case_type]
    if now is not None and now[0] == name:
        standing = Standing.IN_FORCE
    elif procedure.agency is not agency:
        standing = Standing.OTHER
    else:
        standing = Standing.LATER if procedure.in_force_from > today else Standing.OLDER
    return ProcedureRow(
        id=procedure.id,
        version=procedure.version,
        case_type=procedure.case_type,
        title=procedure.title,
        agency=procedure.agency,
        standing=standing,
        first_day=procedure.in_force_from,
        borrowed=now == (name, True),
    )


def _of_office(
    row: OfficeProcedure, agency: Agency, serving: _Serving, today: dt.date
) -> ProcedureRow:
    kind = CaseType(row.case_type)
    now = serving[kind]
    if row.released_at is None:
        standing = Standing.DRAFT
    elif now is not None and now[0] == f"{row.procedure_id}@{row.number}":
        standing = Standing.IN_FORCE
    else:
        later = row.in_force_from is not None and row.in_force_from > today
        standing = Standing.LATER if later else Standing.OLDER
    return ProcedureRow(
        id=row.procedure_id,
        version=row.number,
        case_type=kind,
        title=row.title,
        agency=agency,
        standing=standing,
        first_day=row.in_force_from,
        own=True,
        draft_id=row.id if row.released_at is None else None,
        edited_by=row.edited_by,
        edited_at=row.edited_at,
        based_on=row.based_on,
    )


def _own(uow: UnitOfWork) -> list[OfficeProcedure]:
    return list(
        uow.session.scalars(
            select(OfficeProcedure)
            .where(OfficeProcedure.procedure_id.startswith(f"{OFFICE}.", autoescape=True))
            .order_by(OfficeProcedure.id)
        )
    )
