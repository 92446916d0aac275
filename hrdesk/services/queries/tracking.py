"""The tracking list: which cases there are, where each stands, and since when.

Columns follow the tracking manual (ลำดับ, วันที่รับเรื่อง, ประเภทรายการ, สถานะปัจจุบัน, ณ วันที่,
รายละเอียด); officers see more. A general user gets their own cases and the manual's columns only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, func, select

from hrdesk.models import Case
from hrdesk.rules.codes import CaseStatus, CaseType
from hrdesk.services.access import Actor, Right, require
from hrdesk.services.text_index import matching
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the list is narrowed to; an empty filter is every case the actor may see."""

    text: str = ""
    case_types: frozenset[CaseType] = frozenset()
    status: CaseStatus | None = None
    officer_id: int | None = None
    unit: str = ""
    person_id: int | None = None
    late: bool = False
    waiting_for_others: bool = False
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    received_from: dt.date | None = None
    received_to: dt.date | None = None
    completed_from: dt.date | None = None
    completed_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list; the fields after ``step`` are empty for a general user.

    ``days_late`` is in calendar days, 0 when the step is not late.
    """

    id: int
    number: str
    received_on: dt.date
    case_type: CaseType
    status: CaseStatus
    since: dt.date
    step: str
    person: str = ""
    unit: str = ""
    subject: str = ""
    officer: str = ""
    due_on: dt.date | None = None
    days_late: int = 0
    waits_for_others: bool = False


SORTS: dict[str, Any] = {
    "number": Case.id,
    "received_on": Case.received_on,
    "case_type": Case.case_type,
    "status": Case.status,
    "since": Case.since,
    "person": Case.person_sort_key,
    "unit": Case.unit_sort_key,
    "officer": Case.officer_name,
    "due_on": Case.due_on,
}
DEFAULT_SORT = ("received_on", True)
_COLUMNS = (
    Case.id,
    Case.year,
    Case.number,
    Case.received_on,
    Case.case_type,
    Case.status,
    Case.since,
    Case.step_title,
    Case.person_name,
    Case.unit,
    Case.subject,
    Case.officer_name,
    Case.due_on,
    Case.waits_for_others,
)


def list_cases(
    uow: UnitOfWork,
    wanted: CaseFilter,
    sort: tuple[str, bool] = DEFAULT_SORT,
    offset: int = 0,
    limit: int = 200,
) -> tuple[CaseRow, ...]:
    """Return one window of the list; ``sort`` is a key of ``SORTS`` and whether descending."""
    query = select(*_COLUMNS).where(*_conditions(uow, wanted))
    query = _ordered(query, sort).offset(offset).limit(limit)
    today = uow.clock.today()
    general = not uow.actor.may(Right.SEE_ALL_CASES)
    return tuple(_row(values, today, general) for values in uow.session.execute(query))


def count_cases(uow: UnitOfWork, wanted: CaseFilter) -> int:
    """Return how many cases the filter finds."""
    query = select(func.count()).select_from(Case).where(*_conditions(uow, wanted))
    return uow.session.execute(query).scalar_one()


def case_id_by_number(uow: UnitOfWork, year: int, number: int) -> int | None:
    """Return the id of a case by its running number and Buddhist-era fiscal year."""
    query = select(Case.id).where(Case.year == year, Case.number == number, *_visible(uow.actor))
    return uow.session.execute(query).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the list's filters offer: officers (id, name) and units that have cases."""

    officers: tuple[tuple[int, str], ...]
    units: tuple[str, ...]


def filter_choices(uow: UnitOfWork) -> FilterChoices:
    """Return the officers and units that have cases, in Thai order."""
    require(uow.actor, Right.SEE_ALL_CASES)
    officers = uow.session.execute(
        select(Case.officer_id, func.max(Case.officer_name))
        .where(Case.officer_id.is_not(None))
        .group_by(Case.officer_id)
    )
    units = uow.session.execute(
        select(Case.unit).where(Case.unit != "").distinct().order_by(Case.unit)
    ).scalars()
    from hrdesk.rules.sorting import thai_key

    return FilterChoices(
        tuple(sorted(((int(i or 0), n) for i, n in officers), key=lambda pair: thai_key(pair[1]))),
        tuple(sorted(units, key=thai_key)),
    )


def _visible(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Limit a general user to their own matters, whatever else was asked."""
    if actor.may(Right.SEE_ALL_CASES):
        return ()
    require(actor, Right.SEE_OWN_CASES)
    if actor.person_id is None:
        return (false(),)
    return (Case.person_id == actor.person_id,)


def _conditions(uow: UnitOfWork, wanted: CaseFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = list(_visible(uow.actor))
    if wanted.text.strip():
        found.append(matching(uow, Case.__table__, wanted.text))
    if wanted.case_types:
        found.append(Case.case_type.in_([kind.value for kind in wanted.case_types]))
    if wanted.status is not None:
        found.append(Case.status == wanted.status.value)
    if wanted.officer_id is not None:
        found.append(Case.officer_id == wanted.officer_id)
    if wanted.unit:
        found.append(Case.unit == wanted.unit)
    if wanted.person_id is not None:
        found.append(Case.person_id == wanted.person_id)
    if wanted.late:
        found.append(Case.status == CaseStatus.IN_PROGRESS.value)
        found.append(Case.due_on < uow.clock.today())
    if wanted.waiting_for_others:
        found.append(Case.status == CaseStatus.IN_PROGRESS.value)
        found.append(Case.waits_for_others.is_(True))
    if wanted.due_from is not None or wanted.due_to is not None:
        found.append(Case.status == CaseStatus.IN_PROGRESS.value)
    for column, low, high in (
        (Case.due_on, wanted.due_from, wanted.due_to),
        (Case.received_on, wanted.received_from, wanted.received_to),
        (Case.completed_on, wanted.completed_from, wanted.completed_to),
    ):
        if low is not None:
            found.append(column >= low)
        if high is not None:
            found.append(column <= high)
    return found


def _ordered(query: Any, sort: tuple[str, bool]) -> Any:
    key, descending = sort
    column = SORTS[key]
    if key == "due_on":
        # A case without a due date belongs at the end either way.
        ordered = column.desc().nulls_last() if descending else column.asc().nulls_last()
    else:
        ordered = column.desc() if descending else column.asc()
    if key == "number":
        return query.order_by(ordered)
    return query.order_by(ordered, Case.id.desc() if descending else Case.id.asc())


def _row(values: Any, today: dt.date, general: bool) -> CaseRow:
    (
        case_id,
        year,
        number,
        received_on,
        case_type,
        status,
        since,
        step,
        person,
        unit,
        subject,
        officer,
        due_on,
        waits,
    ) = values
    common = (
        case_id,
        f"{number}/{year}",
        received_on,
        CaseType(case_type),
        CaseStatus(status),
        since,
        step,
    )
    if general:
        return CaseRow(*common)
    late = (today - due_on).days if due_on is not None and status == _OPEN else 0
    return CaseRow(*common, person, unit, subject, officer, due_on, max(late, 0), waits)


_OPEN = CaseStatus.IN_PROGRESS.value
