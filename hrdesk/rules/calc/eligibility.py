"""``hrdesk calc eligibility``: time served, met or not, and the first day it is met."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from hrdesk.rules import eligibility as rules
from hrdesk.rules.calc.facts import (
    AgencyCode,
    Amount,
    Day,
    DegreeCode,
    EmploymentCode,
    Facts,
    LevelCode,
    Name,
    PostTypeCode,
)
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.refusal import Refused
from hrdesk.rules.service_time_rules import Ruling, Run

_MOST_RUNS = 500

Share = Annotated[Amount, Field(ge=0, le=1)]


class TargetFacts(Facts):
    """The post asked for."""

    level: LevelCode
    series: Name


class RunFacts(Facts):
    """One run of service; ``end`` null goes on, ``related_share`` null is not yet ruled."""

    start: Day
    end: Day | None
    employment: EmploymentCode
    type: PostTypeCode
    level: LevelCode | None
    series: Name
    same_group: bool
    related_share: Share | None
    entitled: bool = True


class EligibilityFacts(Facts):
    """A person's service, degree and the post asked for, on the day ``as_of``."""

    agency: AgencyCode
    as_of: Day
    target: TargetFacts
    degree: DegreeCode
    qualified_on: Day
    runs: Annotated[list[RunFacts], Field(max_length=_MOST_RUNS)]


def run(facts: EligibilityFacts, context: Context) -> Answer:
    """Years asked for, time counted in all and by run, met or not, and since or from when."""
    law = context.book.at(facts.as_of, facts.agency)
    found = rules.eligibility(
        law,
        level=facts.target.level,
        series=facts.target.series,
        degree=facts.degree,
        qualified_on=facts.qualified_on,
        runs=[_run(each, index) for index, each in enumerate(facts.runs)],
    )
    values = {
        "required_years": found.required_years,
        "counted": found.counted.to_json(),
        "met": found.met,
        "met_on": found.met_on,
        "runs": [
            {"counted": each.counted.to_json(), "rule": each.rule, "note": each.note}
            for each in found.runs
        ],
    }
    return Answer(values, found.explanation, law)


def _run(facts: RunFacts, index: int) -> Run:
    share: Decimal | None = facts.related_share
    try:
        return Run(
            start=facts.start,
            end=facts.end,
            employment=facts.employment,
            type=facts.type,
            level=facts.level,
            series=facts.series.strip(),
            same_group=facts.same_group,
            ruling=None if share is None else Ruling(share),
            entitled=facts.entitled,
        )
    except Refused as refusal:
        raise refusal.within(f"runs.{index}") from None


KIND = Kind("eligibility", "ระยะเวลาการดำรงตำแหน่ง", EligibilityFacts, run)
