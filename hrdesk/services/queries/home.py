"""The home page: what is late, what is due, what waits, and what came and went this month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import case as choose
from sqlalchemy import func, select

from hrdesk.models import Case
from hrdesk.rules.codes import CaseStatus, CaseType
from hrdesk.services.access import Right, require
from hrdesk.services.queries.tracking import CaseFilter, CaseRow, list_cases
from hrdesk.services.unit_of_work import UnitOfWork

_NOBODY = 0  # no user has this id: someone without an account has no cases in charge


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the home page: its count in all and per kind, and the list behind it."""

    key: str
    total: int
    per_kind: tuple[tuple[CaseType, int], ...]
    filter: CaseFilter


@dataclass(frozen=True, slots=True)
class Home:
    """All of the home page; ``today`` lists what is late or due this week, most urgent first.

    ``today_total`` counts all of those, also past the list's end; ``any_cases`` is false only in
    an office that has not taken in a single matter yet.
    """

    figures: tuple[Figure, ...]
    today: tuple[CaseRow, ...]
    today_total: int
    today_filter: CaseFilter
    on: dt.date
    open_cases: int
    any_cases: bool


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return Monday and Sunday of the week a day lies in."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a month."""
    first = day.replace(day=1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return first, following - dt.timedelta(days=1)


def figure_filters(today: dt.date) -> dict[str, CaseFilter]:
    """Return the list behind each figure, so that a click shows exactly what was counted."""
    sunday = week_of(today)[1]
    first, last = month_of(today)
    return {
        "late": CaseFilter(late=True),
        "due_week": CaseFilter(due_from=today, due_to=sunday),
        "waiting": CaseFilter(waiting_for_others=True),
        "received_month": CaseFilter(received_from=first, received_to=last),
        "finished_month": CaseFilter(
            status=CaseStatus.COMPLETED, completed_from=first, completed_to=last
        ),
    }


def home(uow: UnitOfWork, *, mine: bool = False, limit: int = 20) -> Home:
    """Return the home page; ``mine`` counts only the cases in the actor's own charge."""
    require(uow.actor, Right.SEE_ALL_CASES)
    today = uow.clock.today()
    officer = (uow.actor.user_id or _NOBODY) if mine else None
    filters = {
        key: replace(wanted, officer_id=officer) for key, wanted in figure_filters(today).items()
    }
    counts = _counts(uow, today, officer)
    figures = tuple(
        Figure(
            key,
            sum(per_kind.get(key, 0) for per_kind in counts.values()),
            tuple((kind, per_kind[key]) for kind, per_kind in counts.items() if per_kind.get(key)),
            wanted,
        )
        for key, wanted in filters.items()
    )
    urgent = CaseFilter(due_to=week_of(today)[1], officer_id=officer)
    totals = {figure.key: figure.total for figure in figures}
    return Home(
        figures=figures,
        today=list_cases(uow, urgent, ("due_on", False), 0, limit),
        today_total=totals["late"] + totals["due_week"],
        today_filter=urgent,
        on=today,
        open_cases=sum(per_kind["open"] for per_kind in counts.values()),
        any_cases=uow.session.execute(select(Case.id).limit(1)).first() is not None,
    )


def _counts(uow: UnitOfWork, today: dt.date, officer: int | None) -> dict[CaseType, dict[str, int]]:
    """Count every figure per kind in two passes over indexes, never over the finished years."""
    sunday = week_of(today)[1]
    first, last = month_of(today)
    mine = () if officer is None else (Case.officer_id == officer,)
    # Grouping by an expression keeps SQLite from walking the index of kinds, finished years and all.
    kind_of = func.coalesce(Case.case_type, "")
    running = (
        select(
            kind_of,
            func.count(),
            func.sum(choose((Case.due_on < today, 1), else_=0)),
            func.sum(choose((Case.due_on.between(today, sunday), 1), else_=0)),
            func.sum(choose((Case.waits_for_others.is_(True), 1), else_=0)),
        )
        .where(Case.status == CaseStatus.IN_PROGRESS.value, *mine)
        .group_by(kind_of)
    )
    found: dict[CaseType, dict[str, int]] = {kind: {"open": 0} for kind in CaseType}
    for kind, count, late, due, waiting in uow.session.execute(running):
        found[CaseType(kind)].update(
            open=count, late=int(late), due_week=int(due), waiting=int(waiting)
        )
    for key, column, extra in (
        ("received_month", Case.received_on, ()),
        ("finished_month", Case.completed_on, (Case.status == CaseStatus.COMPLETED.value,)),
    ):
        query = (
            select(Case.case_type, func.count())
            .where(column.between(first, last), *extra, *mine)
            .group_by(Case.case_type)
        )
        for kind, count in uow.session.execute(query):
            found[CaseType(kind)][key] = count
    return found
