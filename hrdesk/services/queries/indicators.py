"""How the work goes: the four indicators of SOP-HR-P-๐๓๑, throughput and lateness."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import func, select

from hrdesk.models import Case
from hrdesk.rules.codes import CaseType, Level
from hrdesk.rules.dates import fiscal_year, fiscal_year_days
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import NotInForce, Reading
from hrdesk.services.access import Right, require
from hrdesk.services.due import calendar
from hrdesk.services.office_law import law_book
from hrdesk.services.queries.throughput import (
    Lateness,
    Matter,
    MonthFigure,
    StepDone,
    WorkFigure,
    WorkingDays,
    by_kind,
    by_month,
    by_officer,
    by_step,
    matters_of,
    reached_before,
    steps_of,
)
from hrdesk.services.unit_of_work import UnitOfWork

_SET = "dhss"
_RULE = "dhss.kpi"
_OF_LEVEL = "ระดับ"  # the fourth title goes on with the level, the others with what was done

ANNOUNCED: frozenset[str] = frozenset({"announce"})
"""The steps whose end says that a person was announced as chosen."""
ASSESSED: frozenset[str] = frozenset({"committee", "work_assessment"})
"""The steps whose end says that a committee assessed the works, whatever came out."""

MEASURES: Mapping[str, tuple[CaseType, frozenset[str]]] = {
    "1": (CaseType.PROMOTION, ANNOUNCED),
    "2": (CaseType.POSITION_ALLOWANCE, ANNOUNCED),
    "3": (CaseType.PROMOTION, ASSESSED),
    "4": (CaseType.POSITION_ALLOWANCE, ASSESSED),
}
"""Which kind of matter each indicator looks at, and the steps whose end it counts."""


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
class Indicators:
    """The page of one fiscal year (พ.ศ.) up to ``last``, today in the running year.

    ``indicators`` is empty for a year before the manual of the four indicators was in force.
    """

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
    matters = matters_of(uow, first, last)
    steps = steps_of(uow, matters, first, last)
    lateness = Lateness(steps)
    days = _days(uow, matters.values(), steps, first, last)
    return Indicators(
        year=year,
        first=first,
        last=last,
        indicators=_indicators(uow, matters, steps, first, last),
        by_kind=by_kind(matters, lateness, first, last, days),
        by_step=by_step(matters, steps, days),
        by_officer=by_officer(matters, lateness, first, last, days),
        months=by_month(matters, first, last),
    )


def years_with_cases(uow: UnitOfWork) -> tuple[int, ...]:
    """Return the fiscal years (พ.ศ.) from the first matter received to today's, newest first."""
    require(uow.actor, Right.SEE_ALL_CASES)
    now = fiscal_year(uow.clock.today())
    oldest, newest = uow.session.execute(
        select(func.min(Case.received_on), func.max(Case.received_on))
    ).one()
    first = min(fiscal_year(oldest), now) if oldest else now
    last = max(fiscal_year(newest), now) if newest else now
    return tuple(range(last, first - 1, -1))


def _days(
    uow: UnitOfWork,
    matters: Iterable[Matter],
    steps: Iterable[StepDone],
    first: dt.date,
    last: dt.date,
) -> WorkingDays:
    started = [step.started_on for step in steps if step.started_on is not None]
    oldest = min([first, *started, *(matter.received_on for matter in matters)])
    return WorkingDays(calendar(uow), oldest, last)


def _indicators(
    uow: UnitOfWork,
    matters: Mapping[int, Matter],
    steps: Iterable[StepDone],
    first: dt.date,
    last: dt.date,
) -> tuple[Indicator, ...]:
    law = law_book(uow).at(last, _SET)
    try:
        titles = {id_: law.read(_RULE, id_) for id_ in MEASURES}
    except NotInForce:
        return ()
    keys = ANNOUNCED | ASSESSED
    kinds = {kind.value for kind, _ in MEASURES.values()}
    earlier = reached_before(uow, kinds, keys, first, last)
    reached: dict[tuple[int, str], dt.date] = {}
    for step in steps:
        if step.key in keys:
            place = step.case_id, str(step.key)
            reached[place] = min(step.done_on, reached.get(place, step.done_on))
    return tuple(
        _indicator(id_, titles[id_], _counted(id_, matters.values(), reached, earlier))
        for id_ in MEASURES
    )


def _counted(
    id_: str,
    matters: Iterable[Matter],
    reached: Mapping[tuple[int, str], dt.date],
    earlier: frozenset[tuple[int, str]],
) -> tuple[CountedCase, ...]:
    """Return the matters that an indicator looks at, the oldest first."""
    kind, keys = MEASURES[id_]
    found = []
    for matter in matters:
        if matter.case_type != kind.value or matter.level not in ("", Level.K2.value):
            continue
        if any((matter.id, key) in earlier for key in keys):
            continue  # it was counted in the year it came so far
        days = [reached[matter.id, key] for key in keys if (matter.id, key) in reached]
        found.append(
            CountedCase(
                matter.id,
                matter.number,
                matter.name,
                matter.unit,
                matter.received_on,
                min(days, default=None),
            )
        )
    return tuple(sorted(found, key=lambda case: (case.received_on, case.id)))


def _indicator(id_: str, title: Reading[str], cases: tuple[CountedCase, ...]) -> Indicator:
    counted = sum(case.reached_on is not None for case in cases)
    share = _percent(counted, len(cases))
    joined = "" if title.value.startswith(_OF_LEVEL) else "ที่"
    label = f"ร้อยละของข้าราชการ{joined}{title.value}"
    tree = Explanation(
        code=f"{_RULE}.{id_}",
        label=label,
        value=share,
        unit="%" if share else "",
        formula=f"{counted} ÷ {len(cases)} × 100" if cases else "ไม่มีเรื่องให้นับในปีงบประมาณนี้",
        children=(
            title.explanation,
            Explanation(
                f"{_RULE}.{id_}",
                "ตัวตั้ง: เรื่องที่ปิดขั้นตอนนี้ในปีงบประมาณ",
                counted,
                "เรื่อง",
                _STEP_WORDS[MEASURES[id_][1]],
            ),
            Explanation(
                f"{_RULE}.{id_}",
                "ตัวหาร: เรื่องที่อยู่ระหว่างดำเนินการในปีงบประมาณและยังไม่ผ่านขั้นนี้ก่อนต้นปี",
                len(cases),
                "เรื่อง",
                "คู่มือไม่ได้บอกตัวหาร โปรแกรมใช้ข้อนี้ เรื่องที่ไม่ได้ระบุระดับนับรวมด้วย",
            ),
        ),
    )
    return Indicator(
        id=id_,
        title=label,
        counted=counted,
        all=len(cases),
        percent=share,
        cases=cases,
        explanation=tree,
    )


_STEP_WORDS = {
    ANNOUNCED: "นับวันที่ปิดขั้นประกาศรายชื่อผู้ได้รับการคัดเลือก",
    ASSESSED: "นับวันที่ปิดขั้นประชุมคณะกรรมการประเมินผลงาน ไม่ว่าผลเป็นอย่างไร",
}


def _percent(part: int, whole: int) -> str | None:
    """A share in per cent with two decimals, a half up; None of nothing."""
    if not whole:
        return None
    hundredths = Fraction(part * 10_000, whole) + Fraction(1, 2)
    whole_part, rest = divmod(int(hundredths), 100)
    return f"{whole_part}.{rest:02d}"
