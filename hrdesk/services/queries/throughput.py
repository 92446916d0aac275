"""What came, went and was late in a stretch of days: by kind of matter, step, officer, month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select, union_all

from hrdesk.models import Case, CaseStep
from hrdesk.rules.calendar import is_working_day
from hrdesk.rules.codes import CaseType, StepState
from hrdesk.services.due import WorkCalendar
from hrdesk.services.unit_of_work import UnitOfWork

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkFigure:
    """Throughput of one kind of matter, one step or one officer.

    Of a step, ``received`` and ``open`` are 0 and ``finished`` counts how often it was done.
    ``due`` counts the steps done that had a day to be done by, ``late`` those done after it.
    ``usual_days`` and ``median_days`` are working days, from receipt to the end, or of the step.
    """

    id: str
    name: str
    received: int
    finished: int
    open: int
    late: int
    due: int
    usual_days: int | None
    median_days: str | None


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """What came and went in one month."""

    first: dt.date
    received: int
    finished: int


class Matter(NamedTuple):
    """What counting needs of a matter; ``level`` is that of the post asked for, or empty."""

    id: int
    number: str
    case_type: str
    name: str
    unit: str
    received_on: dt.date
    completed_on: dt.date | None
    officer: str
    level: str


class StepDone(NamedTuple):
    """A step that ended; ``late`` is None where it had no day to be done by."""

    case_id: int
    key: str | None
    title: str
    started_on: dt.date | None
    done_on: dt.date
    usual_days: int | None
    late: bool | None


class WorkingDays:
    """Counts working days between two days of a stretch fast: every day is looked at once."""

    def __init__(self, on: WorkCalendar, first: dt.date, last: dt.date) -> None:
        days_off = on.between(first, last)
        self._sums: dict[dt.date, int] = {}
        total, day = 0, first
        while day <= last:
            total += is_working_day(day, days_off)
            self._sums[day] = total
            day += _ONE_DAY

    def between(self, first: dt.date, last: dt.date) -> int:
        """Return how many working days lie after ``first`` up to and with ``last``."""
        return self._sums[last] - self._sums[first] if last > first else 0


def matters_of(uow: UnitOfWork, first: dt.date, last: dt.date) -> dict[int, Matter]:
    """Return the matters under way in a stretch of days, by id: received in it or still open."""
    query = select(
        Case.id,
        Case.number,
        Case.year,
        Case.case_type,
        Case.person_name,
        Case.subject,
        Case.unit,
        Case.received_on,
        Case.completed_on,
        Case.officer_name,
        Case.target,
    ).where(_under_way(first, last))
    return {
        row.id: Matter(
            row.id,
            f"{row.number}/{row.year}",
            row.case_type,
            row.person_name or row.subject,
            row.unit,
            row.received_on,
            row.completed_on,
            row.officer_name,
            str(row.target.get("level") or ""),
        )
        for row in uow.session.connection().execute(query).all()
    }


def steps_of(
    uow: UnitOfWork, matters: Mapping[int, Matter], first: dt.date, last: dt.date
) -> tuple[StepDone, ...]:
    """Return the steps of those matters that ended in the stretch of days."""
    query = select(
        CaseStep.case_id,
        CaseStep.key,
        CaseStep.title,
        CaseStep.started_on,
        CaseStep.done_on,
        CaseStep.usual_days,
        CaseStep.done_on > CaseStep.due_on,
    ).where(CaseStep.done_on.between(first, last), CaseStep.state == StepState.DONE.value)
    # Some hundred thousand lines: past the ORM, and told apart here rather than by a join.
    rows = uow.session.connection().execute(query).all()
    return tuple(StepDone._make(row) for row in rows if row[0] in matters)


def reached_before(
    uow: UnitOfWork, kinds: Iterable[str], keys: Iterable[str], first: dt.date, last: dt.date
) -> frozenset[tuple[int, str]]:
    """Return which matters of these kinds had done one of these steps before the days."""
    query = (
        select(CaseStep.case_id, CaseStep.key)
        .join(Case, Case.id == CaseStep.case_id)
        .where(
            _under_way(first, last),
            Case.received_on < first,
            Case.case_type.in_(sorted(kinds)),
            CaseStep.key.in_(sorted(keys)),
            CaseStep.done_on < first,
            CaseStep.state == StepState.DONE.value,
        )
    )
    return frozenset((case_id, str(key)) for case_id, key in uow.session.execute(query))


class Lateness:
    """How many steps of each matter had a day to be done by, and were done after it."""

    def __init__(self, steps: Iterable[StepDone]) -> None:
        self.late: dict[int, int] = defaultdict(int)
        self.due: dict[int, int] = defaultdict(int)
        for step in steps:
            if step.late is not None:
                self.due[step.case_id] += 1
                self.late[step.case_id] += step.late


def by_kind(
    matters: Mapping[int, Matter],
    lateness: Lateness,
    first: dt.date,
    last: dt.date,
    days: WorkingDays,
) -> tuple[WorkFigure, ...]:
    """Return a figure for each kind of which there was a matter, in the order of the kinds."""
    groups = _grouped(matters.values(), lambda matter: matter.case_type)
    return tuple(
        _figure(kind.value, kind.label, groups[kind.value], (first, last), lateness, days)
        for kind in CaseType
        if kind.value in groups
    )


def by_officer(
    matters: Mapping[int, Matter],
    lateness: Lateness,
    first: dt.date,
    last: dt.date,
    days: WorkingDays,
) -> tuple[WorkFigure, ...]:
    """Return a figure for each officer in charge, those with most matters first."""
    groups = _grouped(matters.values(), lambda matter: matter.officer)
    return tuple(
        _figure(name, name or "ยังไม่มีผู้รับผิดชอบ", mine, (first, last), lateness, days)
        for name, mine in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def by_step(
    matters: Mapping[int, Matter], steps: Iterable[StepDone], days: WorkingDays
) -> tuple[WorkFigure, ...]:
    """Return a figure for each step of each kind, those late most often first."""
    groups: dict[tuple[str, str], list[StepDone]] = defaultdict(list)
    for step in steps:
        groups[matters[step.case_id].case_type, step.title].append(step)
    found = []
    for (kind, title), mine in groups.items():
        newest = max(mine, key=lambda step: step.done_on)
        took = [days.between(step.started_on, step.done_on) for step in mine if step.started_on]
        found.append(
            WorkFigure(
                id=f"{kind}:{title}",
                name=f"{CaseType(kind).label}: {title}",
                received=0,
                finished=len(mine),
                open=0,
                late=sum(step.late is True for step in mine),
                due=sum(step.late is not None for step in mine),
                usual_days=newest.usual_days,
                median_days=_median(took),
            )
        )
    return tuple(sorted(found, key=lambda figure: (-figure.late, -figure.finished, figure.name)))


def by_month(
    matters: Mapping[int, Matter], first: dt.date, last: dt.date
) -> tuple[MonthFigure, ...]:
    """Return what came and went in each month from ``first``, a first of a month, to ``last``."""
    came: dict[dt.date, int] = defaultdict(int)
    went: dict[dt.date, int] = defaultdict(int)
    for matter in matters.values():
        came[matter.received_on.replace(day=1)] += 1
        if matter.completed_on is not None and matter.completed_on <= last:
            went[matter.completed_on.replace(day=1)] += 1
    found = []
    month = first
    while month <= last:
        found.append(MonthFigure(month, came[month], went[month]))
        month = (month + dt.timedelta(days=31)).replace(day=1)
    return tuple(found)


def _under_way(first: dt.date, last: dt.date) -> ColumnElement[bool]:
    # Two questions that an index each answers; one with "or" would look at all older matters.
    still_open = select(Case.id).where(Case.completed_on.is_(None))
    done_since = select(Case.id).where(Case.completed_on >= first)
    return and_(Case.received_on <= last, Case.id.in_(union_all(still_open, done_since)))


def _grouped(
    matters: Iterable[Matter], group_of: Callable[[Matter], str]
) -> dict[str, list[Matter]]:
    groups: dict[str, list[Matter]] = defaultdict(list)
    for matter in matters:
        groups[group_of(matter)].append(matter)
    return groups


def _figure(
    key: str,
    name: str,
    matters: list[Matter],
    stretch: tuple[dt.date, dt.date],
    lateness: Lateness,
    days: WorkingDays,
) -> WorkFigure:
    first, last = stretch
    finished = [
        days.between(matter.received_on, matter.completed_on)
        for matter in matters
        if matter.completed_on is not None and matter.completed_on <= last
    ]
    return WorkFigure(
        id=key,
        name=name,
        received=sum(first <= matter.received_on <= last for matter in matters),
        finished=len(finished),
        open=len(matters) - len(finished),
        late=sum(lateness.late.get(matter.id, 0) for matter in matters),
        due=sum(lateness.due.get(matter.id, 0) for matter in matters),
        usual_days=None,
        median_days=_median(finished),
    )


def _median(days: list[int]) -> str | None:
    if not days:
        return None
    middle = median(days)
    return str(int(middle)) if middle == int(middle) else f"{middle:.1f}"
