"""Whether a person has served long enough to be assessed for a post, and from which day.

The announcement of กรมอนามัย, ข้อ ๑ กรณีที่ ๑ ๑.๒ (๑)–(๒), which promotion uses as well (ข้อ ๓ ก.).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hrdesk.rules.codes import DegreeLevel, Level
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.service_time import Length, Stretch, Timeline
from hrdesk.rules.service_time_rules import Run, Weight, weigh

_HORIZON_YEARS = 100  # nobody serves longer; a later day is no day
_DEGREE = "doh.time.degree-first"


@dataclass(frozen=True, slots=True)
class OtherMinimum:
    """A minimum in years that the department's commission set instead (doh.time.exception)."""

    years: int
    resolution: str
    dated: dt.date


@dataclass(frozen=True, slots=True)
class RunCount:
    """How much of one run counts by itself, under which rule, and why in Thai."""

    counted: Length
    rule: str
    note: str
    waiting: bool


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Time in the series: asked, counted on the day of the law, met, and the first day it is met.

    ``met_on`` supposes that the present post goes on; it is None when it is then never met.
    """

    required_years: int
    counted: Length
    met: bool
    met_on: dt.date | None
    runs: tuple[RunCount, ...]
    explanation: Explanation

    @property
    def waiting(self) -> bool:
        """Whether a run waits for a committee's ruling."""
        return any(run.waiting for run in self.runs)


def eligibility(
    law: Law,
    *,
    level: Level,
    series: str,
    degree: DegreeLevel,
    qualified_on: dt.date,
    runs: Sequence[Run],
    other_minimum: OtherMinimum | None = None,
    as_of: dt.date | None = None,
) -> Eligibility:
    """Whether the time of ``runs`` up to ``as_of`` reaches doh.elig.time.

    ``qualified_on`` is the first day with the degree that the post asks for; no day before counts.
    Without ``as_of`` time counts up to the day of the law; a matter under way keeps its law and
    may be looked at on another day, for example that of the meeting. Raises Refused.
    """
    day = as_of or law.day
    years, required = _required(law, level, degree, other_minimum)
    weights = [weigh(run, series, law) for run in runs]
    end = day.replace(day=1, year=day.year + _HORIZON_YEARS)
    timeline = Timeline(
        [
            _stretch(run, weight, qualified_on, end)
            for run, weight in zip(runs, weights, strict=True)
        ]
    )
    wanted = Length.of_years(years)
    total = timeline.total(day)
    met, met_on = not total < wanted, timeline.reaches(wanted)
    counts = []
    nodes = []
    for index, (run, weight) in enumerate(zip(runs, weights, strict=True)):
        count = _count(run, weight, timeline, index, qualified_on, day)
        counts.append(count)
        nodes.append(_node(run, count, weight))
    nodes.append(law.read(_DEGREE).explanation)
    nodes.append(law.read("doh.time.ruling").explanation)
    tree = Explanation(
        code="doh.elig.time",
        label="ระยะเวลาครบตามที่กำหนด" if met else "ระยะเวลายังไม่ครบตามที่กำหนด",
        value=met,
        formula=f"นับถึง {thai_date_short(day)} ได้ {total} ต้องไม่น้อยกว่า {years} ปี",
        children=(
            required,
            Explanation(
                "common.service-length", "นับได้รวม", str(total), "",
                "บวกทีละหน่วย 30 วันเป็นหนึ่งเดือน ช่วงที่ต่อเนื่องและนับเท่ากันเป็นช่วงเดียว", (), tuple(nodes),
            ),
            Explanation(
                "doh.elig.time", "วันแรกที่ครบ", met_on, "",
                "หากอยู่ในตำแหน่งปัจจุบันต่อไป" if met_on else "ไม่ครบแม้อยู่ในตำแหน่งปัจจุบันต่อไป",
            ),
        ),
    )  # fmt: skip
    return Eligibility(years, total, met, met_on, tuple(counts), tree)


def _required(
    law: Law, level: Level, degree: DegreeLevel, other: OtherMinimum | None
) -> tuple[int, Explanation]:
    """The years asked for (doh.elig.time, doh.time.exception); raises Refused."""
    if law.agency != "doh":
        raise Refused("no_rule", "ชุดกฎของหน่วยงานนี้ไม่มีตารางระยะเวลาขั้นต่ำ มีเฉพาะกรมอนามัย", "agency")
    try:
        found = law.read("doh.elig.time", degree, level)
    except KeyError:
        message = f"ไม่มีระยะเวลาขั้นต่ำสำหรับวุฒิ{degree.label} ระดับ{level.label}"
        raise Refused("no_rule", message, "target.level") from None
    if other is None:
        return found.value, found.explanation
    may = law.read("doh.time.exception")
    if level not in may.value:
        message = f"อ.ก.พ. กรมกำหนดระยะเวลาขั้นต่ำเป็นอย่างอื่นสำหรับระดับ{level.label}ไม่ได้"
        raise Refused("impossible", message, "other_minimum")
    text = f"มติ {other.resolution} ลงวันที่ {thai_date_short(other.dated)} แทน {found.value} ปี"
    tree = Explanation(
        "doh.time.exception", "ระยะเวลาขั้นต่ำที่ อ.ก.พ. กรมกำหนด", other.years, "ปี", text,
        may.citations, (found.explanation, may.explanation),
    )  # fmt: skip
    return other.years, tree


def _stretch(run: Run, weight: Weight, qualified_on: dt.date, end: dt.date) -> Stretch:
    """The days of a run that may count: none before the degree (doh.time.degree-first)."""
    last = run.end or end
    first = max(run.start, qualified_on)
    if first > last:
        return Stretch(run.start, last, weight.share * 0, weight.rule)
    return Stretch(first, last, weight.share, weight.rule)


def _count(
    run: Run, weight: Weight, timeline: Timeline, index: int, qualified_on: dt.date, day: dt.date
) -> RunCount:
    if run.end is not None and run.end < qualified_on:
        note = f"ยังไม่มีคุณวุฒิของตำแหน่งที่จะแต่งตั้งก่อนวันที่ {thai_date_short(qualified_on)}"
        return RunCount(Length(), _DEGREE, note, waiting=False)
    note = weight.note
    if run.start > day:
        note += " · เริ่มหลังวันที่คิด"
    if run.start < qualified_on:
        note += f" · ไม่นับก่อนวันที่ {thai_date_short(qualified_on)} ซึ่งยังไม่มีคุณวุฒิ"
    stretch = timeline.stretches[index]
    if stretch.share and timeline.won[index] != ((stretch.first, stretch.last),):
        note += " · วันที่ซ้อนกับช่วงอื่นนับครั้งเดียว ในช่วงที่นับได้มากที่สุด"
    return RunCount(timeline.counted(index, day), weight.rule, note, weight.waiting)


def _node(run: Run, count: RunCount, weight: Weight) -> Explanation:
    last = thai_date_short(run.end) if run.end else "ปัจจุบัน"
    return Explanation(
        count.rule,
        f"{run.series} {thai_date_short(run.start)} – {last}",
        str(count.counted),
        "",
        count.note,
        (),
        (weight.explanation,),
    )
