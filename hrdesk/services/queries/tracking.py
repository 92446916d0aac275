"""The tracking list: which cases there are, where each stands, and since when.

Columns follow the tracking manual (ลำดับ, วันที่รับเรื่อง, ประเภทรายการ, สถานะปัจจุบัน, ณ วันที่,
รายละเอียด); officers see more. A general user gets their own cases and the manual's columns only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, false, func, select

from hrdesk.models import Case, User
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


class CaseRow(NamedTuple):
    """One line of the list; the fields after ``step`` are empty for a general user.

    ``days_late`` is in calendar days, 0 when the step is not late. A named tuple, because a list
    makes hundreds at a time and a frozen dataclass takes four times as long to make.
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
    expected_on: dt.date | None = None


SORTS: dict[str, tuple[Any, ...]] = {
    "number": (Case.year, Case.number),
    "received_on": (Case.received_on, Case.id),
    "case_type": (Case.case_type, Case.id),
    "status": (Case.status, Case.id),
    "since": (Case.since, Case.id),
    "person": (Case.person_sort_key, Case.id),
    "unit": (Case.unit_sort_key, Case.id),
    "officer": (Case.officer_name, Case.id),
    "due_on": (Case.due_on, Case.id),
}
DEFAULT_SORT = ("received_on", True)
_THAI_REVERSED = frozenset({"status"})  # the two codes stand the other way round than their words
_MAY_BE_EMPTY = frozenset({"due_on"})
_GENERAL_SORTS = frozenset({"number", "received_on", "case_type", "status", "since"})
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
    Case.expected_on,
)


def list_cases(
    uow: UnitOfWork,
    wanted: CaseFilter,
    sort: tuple[str, bool] = DEFAULT_SORT,
    offset: int = 0,
    limit: int = 200,
) -> tuple[CaseRow, ...]:
    """Return one window of the list; ``sort`` is a key of ``SORTS`` and whether descending."""
    alone = wanted == CaseFilter(text=wanted.text) and uow.actor.may(Right.SEE_ALL_CASES)
    conditions = _conditions(uow, wanted, first_page=alone and offset <= limit)
    key, descending = _allowed_sort(uow, sort)
    found: Iterable[Any]
    if key == "officer":
        found = _by_officer(uow, conditions, descending, offset, limit)
    else:
        query = select(*_COLUMNS).where(*conditions).order_by(*_order(key, descending))
        found = uow.session.execute(query.offset(offset).limit(limit))
    today = uow.clock.today()
    general = not uow.actor.may(Right.SEE_ALL_CASES)
    return tuple(_row(values, today, general) for values in found)


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
    """What the list's filters offer: officers (id, name), units and kinds that have cases."""

    officers: tuple[tuple[int, str], ...]
    units: tuple[str, ...]
    kinds: tuple[CaseType, ...] = ()


def filter_choices(uow: UnitOfWork) -> FilterChoices:
    """Return the officers and units that have cases, in Thai order, and the kinds there are."""
    require(uow.actor, Right.SEE_ALL_CASES)
    officers = uow.session.execute(
        select(User.id, User.display_name).where(
            select(Case.id).where(Case.officer_id == User.id).exists()
        )
    )
    units = uow.session.execute(select(Case.unit).where(Case.unit != "").distinct()).scalars()
    kinds = frozenset(uow.session.scalars(select(Case.case_type).distinct()))
    from hrdesk.rules.sorting import thai_key

    return FilterChoices(
        tuple(sorted(((key, name) for key, name in officers), key=lambda pair: thai_key(pair[1]))),
        tuple(sorted(units, key=thai_key)),
        tuple(kind for kind in CaseType if kind.value in kinds),
    )


def _visible(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Limit a general user to their own matters, whatever else was asked."""
    if actor.may(Right.SEE_ALL_CASES):
        return ()
    require(actor, Right.SEE_OWN_CASES)
    if actor.person_id is None:
        return (false(),)
    return (Case.person_id == actor.person_id,)


def own_filter(wanted: CaseFilter) -> CaseFilter:
    """Leave of a filter what a general user may ask: nothing about columns they do not see."""
    return CaseFilter(
        text=wanted.text,
        case_types=wanted.case_types,
        status=wanted.status,
        person_id=wanted.person_id,
        received_from=wanted.received_from,
        received_to=wanted.received_to,
    )


def _conditions(
    uow: UnitOfWork, wanted: CaseFilter, *, first_page: bool = False
) -> list[ColumnElement[bool]]:
    wanted = wanted if uow.actor.may(Right.SEE_ALL_CASES) else own_filter(wanted)
    found: list[ColumnElement[bool]] = list(_visible(uow.actor))
    if wanted.text.strip():
        found.append(matching(uow, Case.__table__, wanted.text, first_page=first_page))
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


def _allowed_sort(uow: UnitOfWork, sort: tuple[str, bool]) -> tuple[str, bool]:
    if sort[0] in _GENERAL_SORTS or uow.actor.may(Right.SEE_ALL_CASES):
        return sort
    return DEFAULT_SORT


def _order(key: str, descending: bool) -> list[Any]:
    """Return the columns of an order, each served by an index."""
    first, *others = SORTS[key]
    backwards = descending != (key in _THAI_REVERSED)
    ordered = [first.desc() if backwards else first.asc()]
    if key in _MAY_BE_EMPTY:
        # A case without a due date belongs at the end either way.
        ordered = [ordered[0].nulls_last()]
    return ordered + [column.desc() if backwards else column.asc() for column in others]


def _by_officer(
    uow: UnitOfWork,
    conditions: list[ColumnElement[bool]],
    descending: bool,
    offset: int,
    limit: int,
) -> list[Any]:
    """Return a window of the list in Thai order of the officers; nobody's cases come last.

    There are few officers: taking them one after another needs no sorting of 200,000 rows.
    """
    from hrdesk.rules.sorting import thai_key

    names = uow.session.execute(select(Case.officer_name).distinct()).scalars().all()
    ordered = sorted(filter(None, names), key=thai_key, reverse=descending)
    found: list[Any] = []
    for name in [*ordered, *([""] if "" in names else [])]:
        of_officer = [*conditions, Case.officer_name == name]
        if offset:
            count = select(func.count()).select_from(Case).where(*of_officer)
            passed = uow.session.execute(count).scalar_one()
            if passed <= offset:
                offset -= passed
                continue
        query = select(*_COLUMNS).where(*of_officer)
        query = query.order_by(Case.id.desc() if descending else Case.id.asc())
        found += uow.session.execute(query.offset(offset).limit(limit - len(found)))
        offset = 0
        if len(found) == limit:
            break
    return found


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
        expected_on,
    ) = values
    common = (
        case_id,
        f"{number}/{year}",
        received_on,
        _KINDS[case_type],
        _STATUSES[status],
        since,
        step,
    )
    if general:
        return CaseRow(*common)
    late = (today - due_on).days if due_on is not None and status == _OPEN else 0
    # What is late moves all that follows by as many days.
    moved = expected_on and max(expected_on + dt.timedelta(days=max(late, 0)), today)
    person = person or subject  # a matter of the office itself stands by its subject
    return CaseRow(*common, person, unit, subject, officer, due_on, max(late, 0), waits, moved)


_OPEN = CaseStatus.IN_PROGRESS.value
# Looking a member up by calling the enumeration is slow where it is done for every cell.
_KINDS = {kind.value: kind for kind in CaseType}
_STATUSES = {status.value: status for status in CaseStatus}
