"""Which procedure a matter runs on: the program's own files, or one that the office released."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import lru_cache

from sqlalchemy import select

from hrdesk.models import OfficeProcedure
from hrdesk.rules import procedure as released
from hrdesk.rules.codes import MANUAL_KINDS, Agency, CaseType
from hrdesk.rules.procedure import OFFICE, Procedure, ProcedureError, ProcedureInForce
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork

_KEPT = 64  # versions of an office's own procedures kept read


def find(uow: UnitOfWork, procedure_id: str, version: int) -> Procedure:
    """Return a released procedure, of the program or the office's own; raises ProcedureError.

    One of the office's that was changed outside the program is ``procedure_damaged``.
    """
    if not is_own(procedure_id):
        return released.load(procedure_id, version)
    return read_own(_own(uow, procedure_id, version))


def content_hash(uow: UnitOfWork, procedure_id: str, version: int) -> str:
    """Return the SHA-256 that a released procedure was pinned with; raises ProcedureError."""
    if not is_own(procedure_id):
        return released.content_hash(procedure_id, version)
    return _own(uow, procedure_id, version).sha256


def in_force_for(uow: UnitOfWork, case_type: CaseType, day: dt.date) -> ProcedureInForce:
    """Return the procedure for a matter received on ``day``; raises ProcedureError without one.

    The office's own newest released version that is in force, else the agency's, else for the
    four kinds of the manual that of กรมอนามัย, for appraisals that of กรมการแพทย์. An office's own version that starts later serves
    only where there is no other.
    """
    agency = _agency(uow)
    own = _released(uow, case_type)
    started = [row for row in own if row.in_force_from is not None and row.in_force_from <= day]
    if not started and (not own or released.has_procedure(agency, case_type)):
        return released.in_force(agency, case_type, day)
    row = (started or own[:1])[-1]
    found = read_own(row)
    return ProcedureInForce(
        found, borrowed=False, rules_held=bool(started) and found.rules_from <= day
    )


def kinds_offered(uow: UnitOfWork) -> tuple[CaseType, ...]:
    """Return the kinds of matters that this office has a procedure for, the manual's four first."""
    require(uow.actor, Right.SEE_ALL_CASES)
    agency = _agency(uow)
    own = set(
        uow.session.scalars(
            select(OfficeProcedure.case_type)
            .where(OfficeProcedure.released_at.is_not(None))
            .distinct()
        )
    )
    others = (
        kind
        for kind in CaseType
        if kind not in MANUAL_KINDS and (kind.value in own or released.has_procedure(agency, kind))
    )
    return (*MANUAL_KINDS, *others)


def lender_of(uow: UnitOfWork, case_type: CaseType) -> str:
    """Return whose procedure a matter taken in today would borrow; empty for one of its own.

    Checks no right.
    """
    try:
        held = in_force_for(uow, case_type, uow.clock.today())
    except ProcedureError:
        return ""
    return held.procedure.agency.label if held.borrowed else ""


def is_own(procedure_id: str) -> bool:
    """Tell whether a procedure is the office's own rather than one of the program's files."""
    return procedure_id.startswith(f"{OFFICE}.")


def read_own(row: OfficeProcedure) -> Procedure:
    """Return an office's own released procedure; raises ProcedureError.

    ``procedure_damaged`` (facts: title, number) where its text is not the one released.
    """
    check_whole(row)
    return _parsed(row.text, row.sha256)


def check_whole(row: OfficeProcedure) -> None:
    """Raise ``procedure_damaged`` where a released text was changed outside the program."""
    if row.released_at is not None and text_hash(row.text) != row.sha256:
        raise DomainError("procedure_damaged", title=row.title, number=row.number)


def text_hash(text: str) -> str:
    """Return the SHA-256 of a procedure's text, the same under any line ends."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


@lru_cache(maxsize=_KEPT)
def _parsed(text: str, name: str) -> Procedure:
    from hrdesk.rules.procedure_file import parse_procedure

    return parse_procedure(name, text)


def _own(uow: UnitOfWork, procedure_id: str, version: int) -> OfficeProcedure:
    row = uow.session.scalars(
        select(OfficeProcedure).where(
            OfficeProcedure.procedure_id == procedure_id,
            OfficeProcedure.number == version,
            OfficeProcedure.released_at.is_not(None),
        )
    ).one_or_none()
    if row is None:
        raise ProcedureError(OFFICE, f"{procedure_id}@{version}", "no such procedure")
    return row


def _released(uow: UnitOfWork, case_type: CaseType) -> list[OfficeProcedure]:
    """Return the office's released versions for a kind, those in force first come first."""
    return list(
        uow.session.scalars(
            select(OfficeProcedure)
            .where(
                OfficeProcedure.case_type == case_type.value,
                OfficeProcedure.released_at.is_not(None),
            )
            .order_by(OfficeProcedure.in_force_from, OfficeProcedure.number)
        )
    )


def _agency(uow: UnitOfWork) -> Agency:
    from hrdesk.services.queries.office import office_header

    return Agency(office_header(uow).agency)
