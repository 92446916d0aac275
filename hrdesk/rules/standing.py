"""Where a person of the register stands: time served, from dates that may lack day or month.

A missing day is never invented (common.partial-date): the time is counted twice, once on what is
certain and once on the most it can be, and only what both readings say is said (program rule).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hrdesk.rules.codes import DegreeLevel, Employment, Level, PostType
from hrdesk.rules.dates import PartialDate
from hrdesk.rules.eligibility import Eligibility, eligibility
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.service_time import DAYS_OF_MONTH, Length
from hrdesk.rules.service_time_rules import Ruling, Run

_DECEMBER, _LAST_DAY = 12, 31
_NO_DAY = "ไม่มีวันใดที่แน่ว่าอยู่ในช่วงนี้"


@dataclass(frozen=True, slots=True)
class RegisterRun:
    """One run as the register keeps it; without ``end`` it goes on. Facts as those of ``Run``."""

    start: PartialDate
    end: PartialDate | None
    employment: Employment
    type: PostType
    level: Level | None
    series: str
    same_group: bool
    ruling: Ruling | None = None
    entitled: bool = True

    @property
    def exact(self) -> bool:
        """Whether both days are known in full."""
        return self.start.exact is not None and (self.end is None or self.end.exact is not None)


@dataclass(frozen=True, slots=True)
class RunStanding:
    """How much of one run counts at least and at most, by which rule, and why in Thai.

    ``decides``: its missing day or month makes the difference.
    """

    least: Length
    most: Length
    rule: str
    note: str
    waiting: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class TimeStanding:
    """Time in the series on both readings: ``met`` None where they differ.

    ``met_from`` and ``met_by`` are the first and the last day that can be the first day met, None
    for never, if the present post goes on. ``degree_decides``: the day of the degree is missing.
    """

    required_years: int
    least: Length
    most: Length
    met: bool | None
    met_from: dt.date | None
    met_by: dt.date | None
    runs: tuple[RunStanding, ...]
    degree_decides: bool
    explanation: Explanation

    @property
    def waiting(self) -> tuple[int, ...]:
        """The places of the runs that wait for a committee's ruling (doh.time.ruling)."""
        return tuple(place for place, run in enumerate(self.runs) if run.waiting)

    @property
    def undated(self) -> tuple[int, ...]:
        """The places of the runs whose missing day or month makes the difference."""
        return tuple(place for place, run in enumerate(self.runs) if run.decides)

    @property
    def lacking(self) -> Length:
        """What is missing of the years asked for, by the certain time."""
        return short_of(Length.of_years(self.required_years), self.least)

    @property
    def one_day(self) -> bool:
        """Whether both readings name the same first day, or never."""
        return self.met_from == self.met_by


def first_day(date: PartialDate) -> dt.date:
    """The first day that a partial date can mean."""
    return dt.date(date.year, date.month or 1, date.day or 1)


def last_day(date: PartialDate) -> dt.date:
    """The last day that a partial date can mean."""
    if not date.month:
        return dt.date(date.year, _DECEMBER, _LAST_DAY)
    longest = calendar.monthrange(date.year, date.month)[1]
    return dt.date(date.year, date.month, date.day or longest)


def short_of(wanted: Length, counted: Length) -> Length:
    """What ``counted`` lacks of ``wanted``; a month that is broken has 30 days."""
    if not counted < wanted:
        return Length()
    months, days = wanted.in_months - counted.in_months, wanted.days - counted.days
    if days < 0:
        months, days = months - 1, days + DAYS_OF_MONTH
    return Length(months, days)


def time_standing(
    law: Law,
    *,
    level: Level,
    series: str,
    degree: DegreeLevel,
    qualified_on: PartialDate,
    runs: Sequence[RegisterRun],
    as_of: dt.date | None = None,
) -> TimeStanding:
    """The time of ``runs`` for a post of ``level`` in ``series``, up to ``as_of``.

    Without ``as_of`` it is the day of the law. ``qualified_on`` is the first day with the degree
    that the post asks for (doh.elig.time, doh.time.degree-first, common.partial-date). Raises
    Refused and NotInForce.
    """
    sure = [_certain(run) for run in runs]

    def counted(degree_on: dt.date, readings: Sequence[Run]) -> Eligibility:
        return eligibility(
            law, level=level, series=series, degree=degree, qualified_on=degree_on, runs=readings,
            as_of=as_of,
        )  # fmt: skip

    certain = counted(last_day(qualified_on), [run for run in sure if run is not None])
    if qualified_on.exact is not None and all(run.exact for run in runs):
        return _joined(certain, certain, runs, sure, exact_degree=True)
    widest = counted(first_day(qualified_on), [_widest(run) for run in runs])
    return _joined(certain, widest, runs, sure, exact_degree=qualified_on.exact is not None)


def if_ruled(runs: Iterable[RegisterRun]) -> tuple[RegisterRun, ...]:
    """The same runs as if a committee found all that waits wholly related (doh.time.ruling)."""
    return tuple(
        run if run.ruling is not None else replace(run, ruling=Ruling(Decimal(1))) for run in runs
    )


def highest_held(levels: Iterable[Level | None]) -> Level | None:
    """The highest knowledge-worker level among those ever held; None for none."""
    ladder = Level.of_type(PostType.K)
    held = [level for level in levels if level in ladder]
    return max(held, key=ladder.index, default=None)


def next_level(level: Level | None) -> Level | None:
    """The level above in the ladder of knowledge workers; None where there is none."""
    ladder = Level.of_type(PostType.K)
    if level not in ladder[:-1]:
        return None
    return ladder[ladder.index(level) + 1]


def _certain(run: RegisterRun) -> Run | None:
    """The days surely served; None where no day is certain."""
    start, end = last_day(run.start), first_day(run.end) if run.end else None
    return None if end is not None and end < start else _between(run, start, end)


def _widest(run: RegisterRun) -> Run:
    """All the days that can have been served."""
    return _between(run, first_day(run.start), last_day(run.end) if run.end else None)


def _between(run: RegisterRun, start: dt.date, end: dt.date | None) -> Run:
    return Run(
        start=start,
        end=end,
        employment=run.employment,
        type=run.type,
        level=run.level,
        series=run.series,
        same_group=run.same_group,
        ruling=run.ruling,
        entitled=run.entitled,
    )


def _joined(
    certain: Eligibility,
    widest: Eligibility,
    runs: Sequence[RegisterRun],
    sure: Sequence[Run | None],
    *,
    exact_degree: bool,
) -> TimeStanding:
    counted = iter(certain.runs)
    found = []
    degree_decides = False
    for run, reading, most in zip(runs, sure, widest.runs, strict=True):
        if reading is None:
            least, note = Length(), _NO_DAY
        else:
            known = next(counted)
            least, note = known.counted, known.note
        differs = least != most.counted
        if differs and run.exact:
            degree_decides = degree_decides or not exact_degree
        found.append(
            RunStanding(
                least, most.counted, most.rule, note, most.waiting, differs and not run.exact
            )
        )
    days = (certain.met_on, widest.met_on)
    known_days = [day for day in days if day is not None]
    return TimeStanding(
        required_years=certain.required_years,
        least=certain.counted,
        most=widest.counted,
        met=certain.met if certain.met == widest.met else None,
        met_from=min(known_days, default=None),
        met_by=max(known_days) if len(known_days) == len(days) else None,
        runs=tuple(found),
        degree_decides=degree_decides,
        explanation=_explained(certain, widest),
    )


def _explained(certain: Eligibility, widest: Eligibility) -> Explanation:
    if certain is widest:
        return certain.explanation
    return Explanation(
        "common.partial-date",
        "ระยะเวลา เมื่อวันที่ใน ก.พ.7 ไม่ครบ",
        f"{certain.counted} ถึง {widest.counted}",
        "",
        "คิดสองทาง คือเฉพาะวันที่แน่นอน และมากที่สุดที่เป็นไปได้ ไม่สมมติวันที่ขาด",
        (),
        (
            Explanation(
                "common.partial-date", "เฉพาะวันที่แน่นอน", str(certain.counted),
                children=(certain.explanation,),
            ),
            Explanation(
                "common.partial-date", "มากที่สุดที่เป็นไปได้", str(widest.counted),
                children=(widest.explanation,),
            ),
        ),
    )  # fmt: skip
