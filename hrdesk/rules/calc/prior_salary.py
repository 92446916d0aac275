"""``hrdesk calc prior_salary``: the starting salary of one whom the ministry employed before."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from hrdesk.rules.calc.facts import Amount, Day, EmploymentCode, Facts
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calc.salary_facts import Money, Pay
from hrdesk.rules.salary.prior import PriorEmployment, prior_salary


def _as_list(given: Any) -> Any:
    return given if isinstance(given, list) else [given]


_NUMBER = {"anyOf": [{"type": "number"}, {"type": "string"}]}
Raises = Annotated[
    list[Money],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [*_NUMBER["anyOf"], {"type": "array", "items": _NUMBER}]}),
]
"""The raises earned, in baht: one sum, or a list with one for each year."""


class PriorFacts(Facts):
    """The former employment, and the start and maximum of the post, in baht a month."""

    employment: EmploymentCode
    pay: Pay
    raises: Raises
    unbroken: bool
    years: Annotated[Amount, Field(ge=0, le=60)]
    hired_on: Day | None = None
    in_ministry: bool = True
    same_degree_level: bool = True
    start: Pay
    maximum: Pay


def run(facts: PriorFacts, context: Context) -> Answer:
    """The salary kept from before, and by which rule (dms.prior.*), by the newest law."""
    law = context.book.newest("dms")
    prior = PriorEmployment(**{**dict(facts), "raises": tuple(facts.raises)})
    found = prior_salary(prior, law)
    values = {"salary": found.salary, "rule": found.rule, "needs": found.needs}
    return Answer(values, found.explanation, law)


KIND = Kind("prior_salary", "เงินเดือนของผู้เคยเป็นลูกจ้างหรือพนักงาน", PriorFacts, run)
