"""``hrdesk calc retirement``: when one born on a day leaves for age."""

from __future__ import annotations

from hrdesk.rules.calc.facts import Day, Facts
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.retirement import retirement


class RetirementFacts(Facts):
    """The day of birth."""

    born: Day


def run(facts: RetirementFacts, context: Context) -> Answer:
    """The last day of service and the fiscal year of leaving (common.retirement)."""
    law = context.book.newest()
    found = retirement(facts.born, law)
    values = {
        "last_day": found.last_day,
        "leaves_on": found.leaves_on,
        "fiscal_year": found.fiscal_year,
    }
    return Answer(values, found.explanation, law)


KIND = Kind("retirement", "วันเกษียณอายุ", RetirementFacts, run)
