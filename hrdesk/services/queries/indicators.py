"""How the work goes: the four indicators of SOP-HR-P-๐๓๑, throughput and lateness."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from sqlalchemy import or_, select

from hrdesk.models import Case, CaseStep
from hrdesk.rules.codes import CaseStatus, CaseType, Level, StepState
from hrdesk.rules.dates import fiscal_year_days
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import LawBook
from hrdesk.services.access import Right, require
from hrdesk.services.due import working_days
from hrdesk.services.unit_of_work import UnitOfWork

_SET = "dhss"
_RULE = "dhss.kpi"
# Which kind of matter each indicator looks at, and the step whose end it counts.
_MEASURES: Mapping[str, tuple[CaseType, str]] = {
    "1": (CaseType.PROMOTION, "announce"),
    "2": (CaseType.POSITION_ALLOWANCE, "announce"),
    "3": (CaseType.PROMOTION, "committee"),
    "4": (CaseType.POSITION_ALLOWANCE, "committee"),
}


@dataclass(frozen=True, slots=True)
class CountedCase:
    """One matter behind a figure; ``reached_on`` is the day it was counted for, if it was."""

    id: int
    number: str
    name: str
    unit: str
    received_on: dt.date
    reached_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a fiscal year: counted of all, with the matters behind both.

    ``percent`` is exact to two decimals, a half up; None where there is no matter to count.
    """

    id: str
    title: str
    counted: int
    all: int
    percent: str | None
    cases: tuple[CountedCase, ...]
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class WorkFigure:
    """Throughput of one kind of matter, one step or one officer.

    ``usual_days`` and ``median_days`` are working days; ``late`` counts what ended after its day.
    """

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


@dataclass(frozen=True, slots=True)
class Indicators:
    """The page of one fiscal year (พ.ศ.)."""

    year: int
    first: dt.date
    last: dt.date
    indicators: tuple[Indicator, ...]
    by_kind: tuple[WorkFigure, ...]
    by_step: tuple[WorkFigure, ...]
    by_officer: tuple[WorkFigure, ...]
    months: tuple[MonthFigure, ...]


def indicators(uow: UnitOfWork, year: int) -> Indicators:
    """Return the figures of one fiscal year with the lists behind them.

    # rule: dhss.kpi.1, dhss.kpi.2, dhss.kpi.3, dhss.kpi.4
    """
    require(uow.actor, Right.SEE_ALL_CASES)
    first, last = fiscal_year_days(year)
    last = min(last, max(first, uow.clock.today()))
    cases = _under_way(uow, first, last)
    steps = _steps_done(uow, first, last)
    return Indicators(
        year=year,
        first=first,
        last=last,
        indicators=tuple(_indicator(id_, cases, steps, last) for id_ in _MEASURES),
        by_kind=_by_kind(cases, steps, first, last),
        by_step=_by_step(cases, steps),
        by_officer=_by_officer(cases, steps, first, last),
        months=_months(cases, first, last),
    )


def years_with_cases(uow: UnitOfWork) -> tuple[int, ...]:
    """Return the fiscal years in which a matter was received, newest first."""
    require(uow.actor, Right.SEE_ALL_CASES)
    return tuple(uow.session.scalars(select(Case.year).distinct().order_by(Case.year.desc())))


@dataclass(frozen=True, slots=True)
class _Done:
    """A step that ended in the year."""

    case_id: int
    key: str | None
    title: str
    done_on: dt.date
    days: int | None
    usual_days: int | None
    late: bool | None


def _under_way(uow: UnitOfWork, first: dt.date, last: dt.date) -> dict[int, Case]:
    """Matters that were received in the year, or before and not finished when it began."""
    query = select(Case).where(
        Case.received_on <= last, or_(Case.completed_on.is_(None), Case.completed_on >= first)
    )
    return {case.id: case for case in uow.session.scalars(query)}


def _steps_done(uow: UnitOfWork, first: dt.date, last: dt.date) -> tuple[_Done, ...]:
    query = select(
        CaseStep.case_id,
        CaseStep.key,
        CaseStep.title,
        CaseStep.started_on,
        CaseStep.done_on,
        CaseStep.due_on,
        CaseStep.usual_days,
    ).where(CaseStep.done_on.between(first, last), CaseStep.state != StepState.SKIPPED.value)
    return tuple(
        _Done(
            case_id,
            key,
            title,
            done_on,
            working_days(started_on, done_on) if started_on else None,
            usual_days,
            done_on > due_on if due_on else None,
        )
        for case_id, key, title, started_on, done_on, due_on, usual_days in uow.session.execute(
            query
        )
        if done_on is not None
    )


def _indicator(
    id_: str, cases: Mapping[int, Case], steps: Iterable[_Done], last: dt.date
) -> Indicator:
    kind, key = _MEASURES[id_]
    law = LawBook.load().at(last, _SET)
    title = law.read(_RULE, id_)
    reached: dict[int, dt.date] = {}
    for step in steps:
        if step.key == key:
            reached[step.case_id] = max(step.done_on, reached.get(step.case_id, step.done_on))
    wanted = [
        case
        for case in cases.values()
        if case.case_type == kind.value and case.target.get("level", Level.K2) == Level.K2.value
    ]
    wanted.sort(key=lambda case: (case.received_on, case.id))
    counted = sum(case.id in reached for case in wanted)
    share = _percent(counted, len(wanted))
    tree = Explanation(
        code=f"{_RULE}.{id_}",
        label=f"ร้อยละของข้าราชการที่{title.value}",
        value=share,
        unit="ร้อยละ" if share else "",
        formula=f"{counted} ÷ {len(wanted)} × 100" if wanted else "ไม่มีเรื่องระดับชำนาญการในปีงบประมาณนี้",
        children=(
            title.explanation,
            Explanation(
                f"{_RULE}.{id_}",
                "ตัวหาร: เรื่องที่รับหรือยังค้างในปีงบประมาณ",
                len(wanted),
                "เรื่อง",
                "คู่มือไม่ได้บอกตัวหาร โปรแกรมใช้ข้อนี้และแสดงไว้ให้เห็น",
            ),
        ),
    )
    return Indicator(
        id=id_,
        title=tree.label,
        counted=counted,
        all=len(wanted),
        percent=share,
        cases=tuple(
            CountedCase(
                case.id,
                f"{case.number}/{case.year}",
                case.person_name or case.subject,
                case.unit,
                case.received_on,
                reached.get(case.id),
            )
            for case in wanted
        ),
        explanation=tree,
    )


def _percent(part: int, whole: int) -> str | None:
    """A share in per cent with two decimals, a half up; None of nothing."""
    if not whole:
        return None
    hundredths = Fraction(part * 10_000, whole) + Fraction(1, 2)
    whole_part, rest = divmod(int(hundredths), 100)
    return f"{whole_part}.{rest:02d}"


def _by_kind(
    cases: Mapping[int, Case], steps: Iterable[_Done], first: dt.date, last: dt.date
) -> tuple[WorkFigure, ...]:
    late, due = _lateness(steps, lambda step: cases[step.case_id].case_type, cases)
    found = []
    for kind in CaseType:
        mine = [case for case in cases.values() if case.case_type == kind.value]
        if mine:
            found.append(
                _figure(kind.label, mine, first, last, late[kind.value], due[kind.value], None)
            )
    return tuple(found)


def _by_officer(
    cases: Mapping[int, Case], steps: Iterable[_Done], first: dt.date, last: dt.date
) -> tuple[WorkFigure, ...]:
    late, due = _lateness(steps, lambda step: cases[step.case_id].officer_name, cases)
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases.values():
        groups[case.officer_name].append(case)
    return tuple(
        _figure(name or "ยังไม่มีผู้รับผิดชอบ", mine, first, last, late[name], due[name], None)
        for name, mine in sorted(groups.items(), key=lambda item: -len(item[1]))
    )


def _by_step(cases: Mapping[int, Case], steps: Iterable[_Done]) -> tuple[WorkFigure, ...]:
    groups: dict[tuple[str, str], list[_Done]] = defaultdict(list)
    for step in steps:
        if step.case_id in cases:
            groups[cases[step.case_id].case_type, step.title].append(step)
    found = []
    for (kind, title), mine in groups.items():
        usual = [step.usual_days for step in mine if step.usual_days is not None]
        found.append(
            WorkFigure(
                name=f"{CaseType(kind).label}: {title}",
                received=0,
                finished=len(mine),
                open=0,
                late=sum(step.late is True for step in mine),
                due=sum(step.late is not None for step in mine),
                usual_days=usual[-1] if usual else None,
                median_days=_median([step.days for step in mine if step.days is not None]),
            )
        )
    return tuple(sorted(found, key=lambda figure: (-figure.late, -figure.finished, figure.name)))


def _lateness(
    steps: Iterable[_Done],
    group_of: Callable[[_Done], str],
    cases: Mapping[int, Case],
) -> tuple[dict[str, int], dict[str, int]]:
    late: dict[str, int] = defaultdict(int)
    due: dict[str, int] = defaultdict(int)
    for step in steps:
        if step.case_id in cases and step.late is not None:
            due[group_of(step)] += 1
            late[group_of(step)] += step.late
    return late, due


def _figure(
    name: str,
    cases: list[Case],
    first: dt.date,
    last: dt.date,
    late: int,
    due: int,
    usual: int | None,
) -> WorkFigure:
    days = [
        working_days(case.received_on, case.completed_on)
        for case in cases
        if case.completed_on is not None and case.completed_on <= last
    ]
    return WorkFigure(
        name=name,
        received=sum(first <= case.received_on <= last for case in cases),
        finished=len(days),
        open=sum(case.status == CaseStatus.IN_PROGRESS.value for case in cases),
        late=late,
        due=due,
        usual_days=usual,
        median_days=_median(days),
    )


def _median(days: list[int]) -> str | None:
    if not days:
        return None
    middle = median(days)
    return str(int(middle)) if middle == int(middle) else f"{middle:.1f}"


def _months(cases: Mapping[int, Case], first: dt.date, last: dt.date) -> tuple[MonthFigure, ...]:
    found = []
    month = first
    while month <= last:
        following = (month + dt.timedelta(days=31)).replace(day=1)
        received = sum(month <= case.received_on < following for case in cases.values())
        finished = sum(
            case.completed_on is not None and month <= case.completed_on < following
            for case in cases.values()
        )
        found.append(MonthFigure(month, received, finished))
        month = following
    return tuple(found)
