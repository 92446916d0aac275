"""``hrdesk calc compensation``: the raise of one who served before a new starting salary."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hrdesk.rules.calc.facts import Day, Facts, Name
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calc.salary_facts import Pay, names_of
from hrdesk.rules.lawbook import NotInForce
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.compensation import bands_of, compensation
from hrdesk.rules.salary.qualification import qualification_names


class CompensationFacts(Facts):
    """The qualification, the salary before, the first day of the phase, the day of entry."""

    qualification: Annotated[Name, Field(json_schema_extra=names_of("dms", qualification_names))]
    institution: Literal["ในประเทศ", "ต่างประเทศ"]
    salary: Pay
    on: Day
    entered_on: Day | None = None


def run(facts: CompensationFacts, context: Context) -> Answer:
    """The band, what is raised, the new salary or why there is none (dms.qsal.compensation)."""
    law = context.book.at(facts.on, "dms")
    try:
        bands = bands_of(facts.qualification, facts.institution, law)
    except NotInForce as problem:
        raise Refused(problem.code, problem.message, "on") from None
    found = compensation(facts.salary, facts.entered_on, bands)
    values = {
        "from": found.band.low if found.band else None,
        "to": found.band.high if found.band else None,
        "cap": found.band.cap if found.band else None,
        "raise": found.raised,
        "new_salary": found.new_salary,
        "reason": found.reason,
        "needs": found.needs,
    }
    return Answer(values, found.explanation, law)


KIND = Kind("compensation", "ปรับเงินเดือนชดเชยตามคุณวุฒิ (ว ๙/๒๕๖๗)", CompensationFacts, run)
