"""Finished matters by how long they are kept: what falls due, what is never destroyed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from hrdesk.models import Case
from hrdesk.rules.codes import CaseStatus, CaseType
from hrdesk.rules.dates import add_months
from hrdesk.rules.procedure import ProcedureError, Retention
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.keeping import own_retention, procedure_retention
from hrdesk.services.procedures import find, in_force_for, kinds_offered
from hrdesk.services.unit_of_work import UnitOfWork

KeepingState = Literal["due", "kept", "never", "unset"]
STATES: tuple[KeepingState, ...] = ("due", "kept", "never", "unset")
MOST = 2000
"""So many rows at most are read at once; ``total`` says how many there are."""

_YEAR = 12  # months
_ONE_DAY = dt.timedelta(days=1)
_Group = tuple[str, str, int]  # kind of matter, procedure, its version


@dataclass(frozen=True, slots=True)
class KeepingFilter:
    """Which finished matters: those of a state on the day ``until``, of one kind or of all."""

    until: dt.date
    state: KeepingState = "due"
    case_type: CaseType | None = None


@dataclass(frozen=True, slots=True)
class KeepingRow:
    """One finished matter; ``falls_due`` is the day of its end so many years later, or None."""

    id: int
    number: str
    name: str
    unit: str
    case_type: CaseType
    received_on: dt.date
    completed_on: dt.date
    retention: Retention | None
    falls_due: dt.date | None


@dataclass(frozen=True, slots=True)
class KeepingList:
    """At most ``MOST`` rows of ``total``, those first that fall due first; every state counted."""

    rows: tuple[KeepingRow, ...]
    total: int
    counts: Mapping[KeepingState, int]


@dataclass(frozen=True, slots=True)
class KindRetention:
    """The class of a kind of matter today; ``own`` where the office set it itself."""

    case_type: CaseType
    retention: Retention | None
    own: bool


def retention_rules(uow: UnitOfWork) -> tuple[KindRetention, ...]:
    """Return the class of every kind of matter that the office takes in."""
    require(uow.actor, Right.SEE_ALL_CASES)
    own = own_retention(uow)
    found = []
    for kind in kinds_offered(uow):
        if kind in own:
            found.append(KindRetention(kind, own[kind], own=True))
        else:
            procedure = in_force_for(uow, kind, uow.clock.today()).procedure
            found.append(KindRetention(kind, procedure_retention(procedure), own=False))
    return tuple(found)


def keeping_list(uow: UnitOfWork, wanted: KeepingFilter, limit: int = MOST) -> KeepingList:
    """Return finished matters by how long they are kept.

    A matter falls due so many years after the day it ended, by the office's class of its kind,
    else by that of the procedure it was worked on.
    """
    require(uow.actor, Right.SEE_ALL_CASES)
    classes = _classes(uow)
    counts: dict[KeepingState, int] = {
        state: uow.session.execute(
            select(func.count())
            .select_from(Case)
            .where(_condition(classes, replace(wanted, state=state)))
        ).scalar_one()
        for state in STATES
    }
    query = (
        select(
            Case.id,
            Case.number,
            Case.year,
            Case.case_type,
            Case.procedure,
            Case.procedure_version,
            Case.person_name,
            Case.subject,
            Case.unit,
            Case.received_on,
            Case.completed_on,
        )
        .where(_condition(classes, wanted))
        .order_by(Case.completed_on, Case.id)
        .limit(limit)
    )
    rows = [_row(row, classes) for row in uow.session.execute(query)]
    rows.sort(key=lambda row: (row.falls_due or row.completed_on, row.id))
    return KeepingList(tuple(rows), counts[wanted.state], counts)


def _classes(uow: UnitOfWork) -> dict[_Group, Retention | None]:
    """Return the class of every kind and version of which there are matters."""
    own = own_retention(uow)
    groups = uow.session.execute(
        select(Case.case_type, Case.procedure, Case.procedure_version).distinct()
    )
    found: dict[_Group, Retention | None] = {}
    for kind, procedure_id, version in groups:
        kept = own.get(CaseType(kind))
        if kept is None:
            try:
                kept = procedure_retention(find(uow, procedure_id, version))
            except (ProcedureError, DomainError):
                kept = None  # nobody can say how long: it stands among those to be settled
        found[kind, procedure_id, version] = kept
    return found


def _condition(
    classes: Mapping[_Group, Retention | None], wanted: KeepingFilter
) -> ColumnElement[bool]:
    parts = []
    for (kind, procedure_id, version), kept in classes.items():
        if wanted.case_type is not None and wanted.case_type.value != kind:
            continue
        ended = _ended(kept, wanted)
        if ended is not None:
            group = (
                Case.case_type == kind,
                Case.procedure == procedure_id,
                Case.procedure_version == version,
            )
            parts.append(and_(*group, ended))
    finished = and_(Case.status == CaseStatus.COMPLETED.value, Case.completed_on.is_not(None))
    return and_(finished, or_(*parts)) if parts else false()


def _ended(kept: Retention | None, wanted: KeepingFilter) -> ColumnElement[bool] | None:
    """Return what the last day must be for the state; None where the class has no such state."""
    state: KeepingState = "unset" if kept is None else "never"
    if kept is not None and kept.kind == "years":
        last = _newest_due(wanted.until, kept.years or 0)
        if wanted.state == "due":
            return Case.completed_on <= last
        return Case.completed_on > last if wanted.state == "kept" else None
    return Case.completed_on.is_not(None) if state == wanted.state else None


def _newest_due(until: dt.date, years: int) -> dt.date:
    """Return the newest last day that falls due by ``until``; the 29th of February has its own."""
    newest = add_months(until, -_YEAR * years)
    following = newest + _ONE_DAY
    return following if add_months(following, _YEAR * years) <= until else newest


def _row(row: Any, classes: Mapping[_Group, Retention | None]) -> KeepingRow:
    kept = classes[row.case_type, row.procedure, row.procedure_version]
    years = kept.years if kept is not None else None
    return KeepingRow(
        id=row.id,
        number=f"{row.number}/{row.year}",
        name=row.person_name or row.subject,
        unit=row.unit,
        case_type=CaseType(row.case_type),
        received_on=row.received_on,
        completed_on=row.completed_on,
        retention=kept,
        falls_due=add_months(row.completed_on, _YEAR * years) if years else None,
    )
