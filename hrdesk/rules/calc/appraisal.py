"""``hrdesk calc appraisal``: the level of a performance appraisal."""

from __future__ import annotations

from typing import Annotated

from pydantic import Strict

from hrdesk.rules.appraisal import Staff, appraisal
from hrdesk.rules.calc.facts import Day, Facts, Percent
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calc.score import law_of


class AppraisalFacts(Facts):
    """Whose appraisal, and the two scores of 0 to 100."""

    staff: Annotated[Staff, Strict(False)]
    achievement: Percent
    competency: Percent
    as_of: Day | None = None


def run(facts: AppraisalFacts, context: Context) -> Answer:
    """The weighted total and its level (sao.appraisal.official, sao.appraisal.contract)."""
    law = law_of(context, facts.staff.law_set, facts.as_of)
    found = appraisal(law, facts.staff, facts.achievement, facts.competency)
    return Answer({"total": found.total, "level": found.level}, found.explanation, law)


KIND = Kind("appraisal", "ระดับผลการประเมินการปฏิบัติงาน", AppraisalFacts, run)
